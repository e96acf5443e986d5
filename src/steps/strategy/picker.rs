//! Choosing channels from the catalogue: searchable by name, grouped by market, best fit first.
//! Those of the other market come with a search, or when they are asked for.

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{channel as channel_names, channel_facts, strategy as w};
use crate::i18n::{Locale, format, locale};
use crate::plan::Plan;
use crate::plan::catalogue::channel_roles::set_usual_roles;
use crate::plan::catalogue::channel_search::search;
use crate::plan::catalogue::channels::{CHANNELS, CatalogueChannel};
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::basics::{Market, Markets};
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::phase::PhaseId;
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::labels::{channels, names, values};
use crate::widgets::{Button, ButtonKind, Checkbox, Dialog, LazyDisclosure, TextField, Toasts};

use super::facts::facts;

/// The button that opens the picker, and the picker. `own` adds a custom channel by name.
pub fn picker(editor: Editor, expanded: ExpandedRow<Channel>, own: Callback<String>) -> AnyView {
    let open = RwSignal::new(false);
    let press = Callback::new(move |()| open.set(true));
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Button id="channel-add" on_press=press>{w::choose_channels()}</Button>
        <Dialog open on_close=close title=Signal::stored(w::choose_channels().to_owned()) wide=true>
            {choice(editor, expanded, open, own)}
        </Dialog>
    }
    .into_any()
}

fn choice(editor: Editor, expanded: ExpandedRow<Channel>, open: RwSignal<bool>, own: Callback<String>) -> AnyView {
    let toasts = Toasts::here();
    let sought = RwSignal::new(String::new());
    let ticked = RwSignal::new(Vec::<&'static str>::new());
    // Custom channels that will be added together with the selected ones.
    let named = RwSignal::new(Vec::<String>::new());
    let chosen = move || ticked.with(Vec::len) + named.with(Vec::len);
    let left = StoredValue::new(editor.peek(not_in));
    let market = editor.peek(|plan| plan.basics.market);
    let all_markets = RwSignal::new(false);
    let searching = move || sought.with(|sought| !sought.trim().is_empty());
    let found = Memo::new(move |_| {
        let fitting = sought.with(|sought| search(sought, market, |key| channel_names::by_key(key).unwrap_or(key)));
        let shown =
            move |channel: &&CatalogueChannel| all_markets.get() || searching() || channel.markets.include(market);
        left.with_value(|left| {
            let keys = fitting.into_iter().filter(shown).map(|channel| channel.key);
            keys.filter(|key| left.contains(key)).collect::<Vec<_>>()
        })
    });
    let other_market = move || {
        let others = left.with_value(|left| {
            let channels = left.iter().filter_map(|key| CatalogueChannel::by_key(key));
            channels.filter(|channel| !channel.markets.include(market)).count()
        });
        (others > 0 && !all_markets.get() && !searching()).then(|| other_market_button(others, all_markets))
    };
    let list = move || found.with(|found| grouped(found, market, ticked));
    let said = move || match format::counted(found.with(Vec::len)) {
        (0, _) => w::picker_none().to_owned(),
        (n, text) => channel_facts::found(n, &text),
    };
    // A search without matches is most likely a custom channel.
    let own_button = move || {
        let name = sought.get().trim().to_owned();
        (!name.is_empty()).then(|| {
            let words = channel_facts::picker_own(&name);
            let add = Callback::new(move |()| {
                if untrack(chosen) == 0 {
                    open.set(false);
                    own.run(name.clone());
                } else {
                    add_own(&name, named, sought);
                }
            });
            view! { <Button on_press=add>{words}</Button> }
        })
    };
    let own_list = move || {
        let names = named.get();
        (!names.is_empty()).then(|| own_group(names, named))
    };
    let words = move || match format::counted(chosen()) {
        (0, _) => w::picker_add_none().to_owned(),
        (n, text) => w::picker_add(n, &text),
    };
    let add = Callback::new(move |()| {
        let first = add(editor, &ticked.get_untracked(), &named.get_untracked());
        let (n, text) = format::counted(untrack(chosen));
        open.set(false);
        if let Some(first) = first {
            toasts.say(w::picked(n, &text));
            expanded.focus_name(first);
        }
    });
    view! {
        <p class="muted small">{w::picker_gloss()}</p>
        <TextField
            id="channel-search"
            label=w::picker_search()
            kind="search"
            value=sought
            commit=Callback::new(move |text| sought.set(text))
        />
        <div class="spread found-line">
            <p class="muted small" role="status">{said}</p>
            {own_button}
        </div>
        <div class="channel-choices">{own_list} {list} {other_market}</div>
        <div class="actions picker-end">
            <Button kind=ButtonKind::Primary on_press=add disabled=Signal::derive(move || chosen() == 0)>
                {words}
            </Button>
        </div>
    }
    .into_any()
}

/// The button that lists the channels of the other market too.
fn other_market_button(others: usize, all_markets: RwSignal<bool>) -> AnyView {
    let (n, text) = format::counted(others);
    let show = Callback::new(move |()| {
        all_markets.set(true);
        focus_when_rendered("channel-search".to_owned());
    });
    view! { <p class="actions"><Button on_press=show>{w::picker_other_market(n, &text)}</Button></p> }.into_any()
}

/// The channels that were found, by market, those that fit best first.
fn grouped(found: &[&'static str], market: Market, ticked: RwSignal<Vec<&'static str>>) -> Vec<AnyView> {
    let group_of = |markets: Markets| {
        let channels = found.iter().filter_map(|key| CatalogueChannel::by_key(key));
        let mut channels: Vec<&'static CatalogueChannel> =
            channels.filter(|channel| channel.markets == markets).collect();
        let fit = |channel: &CatalogueChannel| channel.fit.iter().map(|fit| u32::from(*fit)).sum::<u32>();
        channels.sort_by_key(|channel| std::cmp::Reverse(fit(channel)));
        (!channels.is_empty()).then(|| group(markets, market, &channels, ticked).into_any())
    };
    groups(market).map(group_of).into_iter().flatten().collect()
}

/// Adds a custom channel to those that are selected, and lets the search go on.
fn add_own(name: &str, named: RwSignal<Vec<String>>, sought: RwSignal<String>) {
    named.update(|named| {
        if !named.iter().any(|known| known == name) {
            named.push(name.to_owned());
        }
    });
    sought.set(String::new());
    focus_when_rendered("channel-search".to_owned());
}

fn name(channel: &CatalogueChannel) -> &'static str {
    channel_names::by_key(channel.key).unwrap_or(channel.key)
}

/// The keys of catalogue channels that the plan does not have yet.
fn not_in(plan: &Plan) -> Vec<&'static str> {
    let has = |key: &str| plan.strategy.channels.iter().any(|channel| channel.catalogue.as_deref() == Some(key));
    CHANNELS.iter().map(|channel| channel.key).filter(|key| !has(key)).collect()
}

/// The groups, the market's first.
fn groups(market: Market) -> [Markets; 3] {
    match market {
        Market::China => [Markets::China, Markets::Both, Markets::International],
        Market::International => [Markets::International, Markets::Both, Markets::China],
    }
}

fn group(
    markets: Markets,
    market: Market,
    channels: &[&'static CatalogueChannel],
    ticked: RwSignal<Vec<&'static str>>,
) -> AnyView {
    let heading = match markets {
        Markets::China => values::market(Market::China),
        Markets::Both => w::market_both(),
        Markets::International => values::market(Market::International),
    };
    let items: Vec<AnyView> = channels.iter().map(|channel| item(channel, market, ticked)).collect();
    view! { <h3>{heading}</h3><div class="channel-group">{items}</div> }.into_any()
}

/// Custom channels to be added; deselecting one drops it.
fn own_group(names: Vec<String>, named: RwSignal<Vec<String>>) -> AnyView {
    let item = |(at, name): (usize, String)| {
        let label = name.clone();
        let tick = Callback::new(move |on: bool| {
            if !on {
                named.update(|named| named.retain(|other| *other != name));
                focus_when_rendered("channel-search".to_owned());
            }
        });
        let id = "channel-own-".to_owned() + &at.to_string();
        view! { <div class="channel-choice"><Checkbox id label checked=Signal::stored(true) commit=tick /></div> }
            .into_any()
    };
    let items: Vec<AnyView> = names.into_iter().enumerate().map(item).collect();
    view! { <h3>{w::picker_own_group()}</h3><div class="channel-group">{items}</div> }.into_any()
}

fn item(channel: &'static CatalogueChannel, market: Market, ticked: RwSignal<Vec<&'static str>>) -> AnyView {
    let key = channel.key;
    let checked = Signal::derive(move || ticked.with(|ticked| ticked.contains(&key)));
    let tick = Callback::new(move |on: bool| {
        ticked.update(|ticked| {
            ticked.retain(|other| *other != key);
            if on {
                ticked.push(key);
            }
        });
    });
    let what = match format::counted(channel.limits_of(None, market).count()) {
        (0, _) => channel_facts::more_no_limits().to_owned(),
        (n, text) => channel_facts::more(n, &text),
    };
    view! {
        <div class="channel-choice">
            <Checkbox
                id="channel-pick-".to_owned() + key
                label=name(channel)
                hint=Signal::stored(channels::good_for(channel).to_owned() + " · " + &fit_words(channel))
                checked
                commit=tick
            />
            <LazyDisclosure summary=Signal::stored(what)>{move || facts(channel, None, market)}</LazyDisclosure>
        </div>
    }
    .into_any()
}

/// The phases a channel suits: "core for seed users and initial users; good for brand promotion".
fn fit_words(channel: &CatalogueChannel) -> String {
    use crate::i18n::words::common;
    type Say = fn(&str) -> String;
    let phases = [common::phase_seed(), common::phase_initial(), common::phase_brand()];
    let grades: [(u8, Say); 3] = [(3, w::fit_core), (2, w::fit_good), (1, w::fit_possible)];
    let mut words = String::new();
    for (grade, say) in grades {
        let suited: Vec<String> = phases
            .iter()
            .zip(channel.fit)
            .filter(|(_, fit)| *fit == grade)
            .map(|(phase, _)| if locale() == Locale::Zh { (*phase).to_owned() } else { phase.to_lowercase() })
            .collect();
        if suited.is_empty() {
            continue;
        }
        if !words.is_empty() {
            words.push_str(if locale() == Locale::Zh { "；" } else { "; " });
        }
        words.push_str(&say(&format::list(&suited)));
    }
    words
}

/// Adds catalogue channels and custom channels as a single undo step. Returns the first of them if the edit was accepted.
fn add(editor: Editor, keys: &[&'static str], named: &[String]) -> Option<ChannelId> {
    let at = editor.peek(|plan| plan.strategy.channels.len());
    let known = keys.iter().map(|key| Channel::new(editor.fresh_id(), Some((*key).to_owned())));
    let own = named.iter().map(|name| Channel { name: name.clone(), ..Channel::new(editor.fresh_id(), None) });
    let mut channels: Vec<Channel> = known.chain(own).collect();
    editor.peek(|plan| set_usual_roles(plan, &mut channels));
    let first = channels.first()?.id;
    let insert = |(offset, channel): (usize, Channel)| {
        PlanEdit::Channel(ListEdit::Insert { at: at + offset, item: Box::new(channel) })
    };
    let edits = channels.into_iter().enumerate().map(insert).collect();
    editor.edit(PlanEdit::Batch(edits), None).then_some(first)
}

/// The names of the plan's phases, in order.
pub fn phase_names(plan: &Plan) -> Vec<(PhaseId, String)> {
    plan.phases.iter().map(|phase| (phase.id, names::phase(phase))).collect()
}
