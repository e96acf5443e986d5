//! The advice as text, chart and table. What to advise is decided in the core.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, use_navigation};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, concentrate as w};
use crate::plan::Step;
use crate::plan::model::channel::ChannelId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::StopReason;
use crate::plan::strategy::reallocation::{Advice, AdviceError, ChannelMove, MoveReason, ReachedLimit, SplitRule};
use crate::steps::strategy::reallocation::{AdviceView, Applied};
use crate::ui::labels::names;
use crate::ui::labels::verdicts::chance;
use crate::widgets::{
    BarRow, BarRows, Button, DataCell, DataHead, Disclosure, Fill, LegendItem, Notice, NoticeKind, data_table,
};

pub(super) fn drawn(shown: &AdviceView, currency: Currency, apply: Callback<()>) -> AnyView {
    let AdviceView { advice, names, left_out } = shown;
    let money = |amount: Money| names::money_plain(amount, currency);
    let leader = |on: ChannelId| {
        advice
            .moves
            .iter()
            .position(|step| step.channel == on)
            .and_then(|at| names.get(at))
            .cloned()
            .unwrap_or_default()
    };
    let (mode, why) = match advice.mode {
        SplitRule::Unknown => (w::mode_unknown().to_owned(), w::mode_unknown_why()),
        SplitRule::ByChance => (w::mode_chance().to_owned(), w::mode_chance_why()),
        SplitRule::Concentrate { on } => (w::mode_concentrate(&leader(on)), w::mode_concentrate_why()),
        SplitRule::ByCurves => (w::mode_curves().to_owned(), w::mode_curves_why()),
    };
    let weeks = advice
        .weeks
        .filter(|_| advice.mode == SplitRule::ByCurves)
        .map(|weeks| " ".to_owned() + &w::last_weeks(&tenths(weeks)));
    let unspent = (advice.unspent > Money::ZERO).then(|| {
        let title = w::cannot_spend(&money(advice.unspent), &money(advice.money));
        let bound = |(step, name): (&ChannelMove, &String)| {
let bound = match (step.reason, step.limit) {
                (MoveReason::Stopped(_), _) => w::word_stopped(),
                (_, Some(bound)) => bound_word(bound)?,
                _ => return None,
            };
            Some(w::bound_of(name, bound))
        };
        let bounds: Vec<String> = advice.moves.iter().zip(names).filter_map(bound).collect();
        view! {
            <Notice kind=NoticeKind::Warn title=Signal::stored(title)>{w::cannot_spend_why(&format::list(&bounds))}</Notice>
        }
    });
    let end = if advice.edit.is_some() {
        let less = (advice.unspent > Money::ZERO)
            .then(|| format::sentence_gap().to_owned() + &w::apply_unspent(&money(advice.unspent)));
        view! {
            <p class="small muted">{w::apply_gloss()}{less}</p>
            <div class="actions">
                <Button id="advice-apply" on_press=apply>{w::apply()}</Button>
            </div>
        }
        .into_any()
    } else {
        view! { <p>{w::as_advised()}</p> }.into_any()
    };
    let left_out = (!left_out.is_empty()).then(|| {
        let (n, text) = format::counted(advice.left_out.len());
        let items: Vec<_> = left_out.iter().map(|row| view! { <li>{row.clone()}</li> }).collect();
        view! {
            <Disclosure summary=Signal::stored(w::left_out(n, &text))>
                <ul class="plain small">{items}</ul>
            </Disclosure>
        }
    });
    view! {
        {left_out}
        <h3>{mode}</h3>
        <p class="muted small">{why} {weeks}</p>
        {picture(advice, names, currency)}
        {table(advice, names, currency)}
        {unspent}
        {end}
    }
    .into_any()
}

/// A number of weeks with one decimal.
#[allow(clippy::cast_possible_truncation)] // the weeks of a plan
fn tenths(value: f64) -> String {
    format::decimal((value * 10.0).round() as i64, 1)
}

fn picture(advice: &Advice, names: &[String], currency: Currency) -> AnyView {
    let money = move |amount: Money| names::money_plain(amount, currency);
    let row = |(step, name): (&ChannelMove, &String)| BarRow {
        key: step.channel.bits(),
        label: name.clone(),
        value: if step.from == step.to { money(step.to) } else { w::bar(&money(step.from), &money(step.to)) },
        parts: vec![(Fill::Plain, step.to.minor())],
        mark: Some(step.from.minor()),
    };
    let rows: Vec<BarRow> = advice.moves.iter().zip(names).map(row).collect();
    let most = advice.moves.iter().zip(names).max_by_key(|(step, _)| step.to);
    let label = most.map(|(step, name)| w::picture(&money(advice.money), &money(step.to), name)).unwrap_or_default();
    let series = vec![LegendItem { fill: Fill::Plain, label: w::to().to_owned() }];
    view! {
        <BarRows id="picture-advice" label=Signal::stored(label) rows=Signal::stored(rows) series />
        <p class="muted small">{w::picture_key()}</p>
    }
    .into_any()
}

fn table(advice: &Advice, names: &[String], currency: Currency) -> AnyView {
    let money = |amount: Money| names::money(amount, currency);
    let signed = |from: Money, to: Money| match to.minor() - from.minor() {
        0 => DataCell::from(w::same()),
        up @ 1.. => DataCell::from("+".to_owned() + &money(Money::saturating(up.into()))),
        down => DataCell::from("−".to_owned() + &money(Money::saturating((-down).into()))),
    };
    // Money that some channels may not receive goes to the others.
    let some_are_held = advice.moves.iter().any(|step| step.limit.and_then(bound_word).is_some());
    let row = |(step, name): (&ChannelMove, &String)| {
        let why = DataCell::from(reason_words(step));
        let why = match (step.reason, step.limit) {
            (MoveReason::Stopped(_), _) => why,
            (_, Some(bound)) => why.about(bound_sentence(bound).to_owned()),
            (MoveReason::Chance | MoveReason::Explored, None) if some_are_held => why.about(w::takes_rest().to_owned()),
            _ => why,
        };
        vec![
            DataCell::from(name.clone()),
            money(step.from).into(),
            money(step.to).into(),
            signed(step.from, step.to),
            why,
        ]
    };
    let mut rows: Vec<Vec<DataCell>> = advice.moves.iter().zip(names).map(row).collect();
    if advice.unspent > Money::ZERO {
        rows.push(vec![
            w::unspent().into(),
            "–".into(),
            money(advice.unspent).into(),
            signed(Money::ZERO, advice.unspent),
            DataCell::default(),
        ]);
    }
    let foot = vec![
        DataCell::from(common::total()),
        money(advice.money).into(),
        money(advice.money).into(),
        DataCell::default(),
        DataCell::default(),
    ];
    let heads = [
        DataHead::words(common::channel()),
        DataHead::figures(w::from()),
        DataHead::figures(w::to()),
        DataHead::figures(w::difference()),
        DataHead::words(w::why()),
    ];
    view! { <div class="advice-table">{data_table(w::table(), "visually-hidden", &heads, rows, foot)}</div> }.into_any()
}

fn reason_words(step: &ChannelMove) -> String {
    let best = step.best.map(chance).unwrap_or_default();
    match step.reason {
        MoveReason::Unknown => w::reason_unknown().to_owned(),
        MoveReason::Chance => w::reason_chance(&best),
        MoveReason::WinsInBursts => w::reason_bursts().to_owned(),
        MoveReason::Wins => w::reason_wins(&best),
        MoveReason::Explored => w::reason_explored().to_owned(),
        MoveReason::Curve => w::reason_curve().to_owned(),
        MoveReason::Stopped(StopReason::NoResults) => w::reason_no_results().to_owned(),
        MoveReason::Stopped(StopReason::TooExpensive) => w::reason_too_expensive().to_owned(),
    }
}

fn bound_sentence(bound: ReachedLimit) -> &'static str {
    match bound {
        ReachedLimit::Exploration => w::bound_exploration(),
        ReachedLimit::Share => w::bound_share(),
        ReachedLimit::Step => w::bound_step(),
        ReachedLimit::Saturated => w::bound_saturated(),
        ReachedLimit::AboveMaxCost => w::bound_above_max_cost(),
        ReachedLimit::Overtaken => w::bound_overtaken(),
        ReachedLimit::Bursty => w::bound_bursty(),
        ReachedLimit::TooEarly => w::bound_too_early(),
    }
}

/// What keeps a channel from receiving more; `None` for what keeps it from receiving less.
fn bound_word(bound: ReachedLimit) -> Option<&'static str> {
    Some(match bound {
        ReachedLimit::Exploration => return None,
        ReachedLimit::Share => w::word_share(),
        ReachedLimit::Step => w::word_step(),
        ReachedLimit::Saturated => w::word_saturated(),
        ReachedLimit::AboveMaxCost => w::word_above_max_cost(),
        ReachedLimit::Overtaken => w::word_overtaken(),
        ReachedLimit::Bursty => w::word_bursty(),
        ReachedLimit::TooEarly => w::word_too_early(),
    })
}

pub(super) fn changes(moves: &[ChannelMove], names: &[String], currency: Currency) -> String {
    let money = |amount: Money| names::money_plain(amount, currency);
    let changed = moves.iter().zip(names).filter(|(step, _)| step.from != step.to);
    let changes: Vec<String> =
        changed.map(|(step, name)| w::applied_change(name, &money(step.from), &money(step.to))).collect();
    format::list(&changes)
}

pub(super) fn said_applied(changes: &str, applied: RwSignal<Option<Applied>>) -> AnyView {
    let again = Callback::new(move |()| {
        applied.set(None);
        focus_when_rendered("strategy-concentrate".to_owned());
    });
    view! {
        <div id="advice-applied" tabindex="-1">
            <Notice kind=NoticeKind::Ok title=Signal::stored(w::applied(changes))>{w::applied_next()}</Notice>
        </div>
        <div class="actions">
            <Button on_press=again>{w::look_again()}</Button>
        </div>
    }
    .into_any()
}

pub(super) fn no_advice(editor: Editor, none: &AdviceError) -> AnyView {
    let words = match none {
        AdviceError::NoTests => w::none_tests().to_owned(),
        AdviceError::NoLines(_) => w::none_lines().to_owned(),
        AdviceError::OneChannel(channel) => w::none_one(&editor.peek(|plan| names::channel_of(plan, Some(*channel)))),
        AdviceError::NothingOpen => w::none_open().to_owned(),
    };
    let budget =
        matches!(none, AdviceError::NoLines(_) | AdviceError::OneChannel(_) | AdviceError::NothingOpen).then(|| {
            let to = use_navigation().peek().plan().map(|plan| Route::step(plan, Step::Budget).to_string());
            view! { " " <a href=to.unwrap_or_default()>{w::to_budget()}</a> }
        });
    view! { <p>{words} {budget}</p> }.into_any()
}
