//! The cost of an activity or a partner: the line items that pay for it, and adding one.

use std::collections::HashMap;

use leptos::prelude::*;

use super::Part;
use super::activities::joined;
use crate::app::shell::route::Route;
use crate::app::{Editor, use_navigation};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::plan::budget::ledger::LineFigures;
use crate::plan::budget::payable::line_items_for;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::{Category, LineItem, LineItemId, PaysFor};
use crate::plan::model::id::Id;
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, ComboOption, TextField, Toasts, suggestion_list};

/// The most line items offered at once.
const MOST_FOUND: usize = 8;

fn anchor(line: LineItemId) -> String {
    "line-quantity-".to_owned() + &Id::<()>::from_bits(line.bits()).to_string()
}

/// The sum of the line items that pay for something, formatted.
pub(super) fn sum(part: Part, pays: PaysFor) -> Memo<String> {
    part.editor.figures(move |plan, ledger| {
        let lines = plan.budget.lines.iter().filter(|line| line.pays_for == Some(pays)).count();
        if lines == 0 {
            return w::no_cost().to_owned();
        }
        let (n, text) = format::counted(lines);
        w::cost_in_lines(n, &names::money_plain(ledger.cost_of(pays), plan.basics.currency), &text)
    })
}

/// The sum, the line items with links to them, and two ways to more: an existing line item, or a new one. An amount is
/// changed at its line item alone.
pub(super) fn view(part: Part, pays: PaysFor) -> AnyView {
    let editor = part.editor;
    let toasts = Toasts::here();
    let navigation = use_navigation();
    let sum = sum(part, pays);
    let lines = editor.figures(move |plan, ledger| {
        // The ledger lists its figures in the order of the line items.
        let lines = plan.budget.lines.iter().zip(ledger.lines()).filter(|(line, _)| line.pays_for == Some(pays));
        lines.map(|(line, figures)| (line.id, names::line(line), amount_words(plan, figures))).collect::<Vec<_>>()
    });
    let add = Callback::new(move |()| {
        let id: LineItemId = editor.fresh_id();
        let Some(line) = editor.peek(|plan| line_for(plan, id, pays)) else { return };
        if editor.insert(line) {
            let to = Route::field(part.plan, Step::Budget, anchor(id));
            let go = editor.lasting_callback(move || navigation.go(&to));
            toasts.offer(w::cost_line_added(), w::cost_line_show(), go);
        }
    });
    let choosing = RwSignal::new(false);
    let list = move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let one = |(line, name, amount): (LineItemId, String, String)| {
                let unlink = Callback::new(move |()| unlink(editor, pays, line));
                view! {
                    <li>
                        <a href=part.to_field(Step::Budget, anchor(line))>{name.clone()}</a>
                        <span>{amount}</span>
                        <Button kind=ButtonKind::Plain name=w::unlink_named(&name) on_press=unlink>{w::unlink()}</Button>
                    </li>
                }
            };
            let lines: Vec<_> = lines.into_iter().map(one).collect();
            view! { <ul class="plain small cost-lines">{lines}</ul> }
        })
    };
    let others = editor.memo(move |plan| plan.budget.lines.iter().any(|line| line.pays_for != Some(pays)));
    let link = move || {
        let choose = Callback::new(move |()| {
            choosing.set(true);
            focus_when_rendered(field_id(pays));
        });
        others.get().then(|| view! { <Button id=button_id(pays) on_press=choose>{w::link_cost_line()}</Button> })
    };
    let field = move || choosing.get().then(|| chooser(editor, pays, choosing));
    view! {
        <div class="cost">
            <div class="spread">
                <span id=heading_id(pays) tabindex="-1">{common::labelled(w::cost(), "")} <b>{move || sum.get()}</b></span>
                <span class="actions">{link} <Button on_press=add>{w::add_cost_line()}</Button></span>
            </div>
            {field}
            {list}
        </div>
    }
    .into_any()
}

fn amount_words(plan: &Plan, figures: &LineFigures) -> String {
    let amount = figures.amount.as_ref().ok().map(|amount| names::money_plain(*amount, plan.basics.currency));
    amount.unwrap_or_else(|| w::no_price().to_owned())
}

fn id_of(begins: &str, pays: PaysFor) -> String {
    let bits = match pays {
        PaysFor::Activity(id) => id.bits(),
        PaysFor::Partner(id) => id.bits(),
    };
    [begins, "-", &Id::<()>::from_bits(bits).to_string()].concat()
}

fn heading_id(pays: PaysFor) -> String {
    id_of("cost", pays)
}

fn button_id(pays: PaysFor) -> String {
    id_of("cost-link", pays)
}

fn field_id(pays: PaysFor) -> String {
    id_of("cost-line", pays)
}

/// The name of what is paid for.
fn name_of(plan: &Plan, pays: PaysFor) -> String {
    match pays {
        PaysFor::Activity(id) => names::activity_of(plan, id),
        PaysFor::Partner(id) => plan.find(id).map(names::partner).unwrap_or_default(),
    }
}

/// The field in which an existing line item is searched and chosen.
fn chooser(editor: Editor, pays: PaysFor, choosing: RwSignal<bool>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = move |plan: &Plan, query: &str| {
        let searched = |line: &LineItem| {
            [names::line(line), names::channel_of(plan, line.channel), names::phase_of(plan, line.phase)].join(" ")
        };
        let lines = line_items_for(plan, pays, query, searched);
        lines.into_iter().map(|line| line.id).collect::<Vec<_>>()
    };
    let suggest = Callback::new(move |query: String| {
        editor.peek_figures(|plan, ledger| {
            let figures: HashMap<LineItemId, &LineFigures> =
                plan.budget.lines.iter().map(|line| line.id).zip(ledger.lines()).collect();
            let suggestion = |id: LineItemId| {
                let line = plan.find(id)?;
                let paid = line.pays_for.map(|other| w::pays_for_other(&name_of(plan, other)));
                let amount = figures.get(&id).map(|figures| amount_words(plan, figures));
                let detail = joined([Some(names::phase_of(plan, line.phase)), amount, paid]);
                Some(ComboOption { value: id.to_string(), label: names::line(line), detail, adds: false })
            };
            // More than are shown would be drawn for nothing.
            found(plan, &query).into_iter().take(MOST_FOUND).filter_map(suggestion).collect()
        })
    });
    let choose = Callback::new(move |value: String| {
        if let Ok(line) = value.parse::<LineItemId>() {
            choosing.set(false);
            link(editor, pays, line);
        }
    });
    let id = field_id(pays);
    let aid = suggestion_list(&id, w::link_cost_line(), suggest, choose);
    let hint = Signal::derive(move || {
        let query = typed.get();
        let none = !query.trim().is_empty() && editor.read(|plan| found(plan, &query).is_empty());
        if none { w::no_line_found() } else { w::link_cost_hint() }.to_owned()
    });
    let cancel = Callback::new(move |()| {
        choosing.set(false);
        focus_when_rendered(button_id(pays));
    });
    view! {
        <div class="spread choose-line">
            <TextField
                id=id
                label=w::line_to_link()
                hint
                value=typed
                commit=Callback::new(move |text| typed.set(text))
                aid
            />
            <Button kind=ButtonKind::Plain on_press=cancel>{common::cancel()}</Button>
        </div>
    }
    .into_any()
}

/// Links a line item; one that paid for something else does so no longer, which the message says.
fn link(editor: Editor, pays: PaysFor, line: LineItemId) {
    let Some(mut item) = editor.peek(|plan| plan.find(line).cloned()) else { return };
    let said = editor.peek(|plan| match item.pays_for {
        Some(other) => w::line_moved(&names::line(&item), &name_of(plan, pays), &name_of(plan, other)),
        None => w::line_linked(&names::line(&item), &name_of(plan, pays)),
    });
    item.pays_for = Some(pays);
    if editor.apply_undoably(PlanEdit::LineItem(ListEdit::Replace(Box::new(item))), &said) {
        focus_when_rendered(heading_id(pays));
    }
}

/// Ends the link to a line item, which stays in the budget.
fn unlink(editor: Editor, pays: PaysFor, line: LineItemId) {
    let Some(mut item) = editor.peek(|plan| plan.find(line).cloned()) else { return };
    let said = w::line_unlinked(&names::line(&item));
    item.pays_for = None;
    if editor.apply_undoably(PlanEdit::LineItem(ListEdit::Replace(Box::new(item))), &said) {
        focus_when_rendered(heading_id(pays));
    }
}

/// What the message about a removed activity or partner names: with its line items, which stay in the budget.
pub(super) fn name_with_lines(editor: Editor, pays: PaysFor, name: &str) -> String {
    let count = editor.peek(|plan| plan.budget.lines.iter().filter(|line| line.pays_for == Some(pays)).count());
    if count == 0 {
        return name.to_owned();
    }
    let (n, text) = format::counted(count);
    w::lines_stay(n, name, &text)
}

/// A new line item for an activity or a partner, with all that is known already.
fn line_for(plan: &Plan, id: LineItemId, pays: PaysFor) -> Option<LineItem> {
    let mut line = LineItem::new(id);
    line.pays_for = Some(pays);
    let days;
    match pays {
        PaysFor::Activity(id) => {
            let activity = plan.find(id)?;
            line.phase = Some(activity.phase);
            line.channel = activity.channel;
            line.description.clone_from(&activity.name);
            line.owner.clone_from(&activity.owner);
            line.category = activity.method.as_deref().map_or(Category::Other, category_of);
            days = activity.first.zip(activity.last);
        }
        PaysFor::Partner(id) => {
            let partner = plan.find(id)?;
            line.phase = Some(partner.phase);
            line.channel = partner.channel;
            line.description.clone_from(&partner.name);
            line.category = match partner.kind {
                PartnerKind::LocalAccount | PartnerKind::Press => Category::Media,
                PartnerKind::DeliveryApp => Category::Incentive,
                PartnerKind::Retailer => Category::Print,
                PartnerKind::Mall | PartnerKind::School | PartnerKind::Community | PartnerKind::Office => {
                    Category::Event
                }
                PartnerKind::Conference => Category::Expo,
                PartnerKind::Alliance => Category::Alliance,
                PartnerKind::Other => Category::Other,
            };
            days = partner.first.zip(partner.last);
        }
    }
    if let Some(days) = days.and_then(|(first, last)| DateRange::new(first, last)) {
        line.timing = Timing::Evenly { first: days.first(), last: days.last() };
    }
    Some(line)
}

/// A method's usual cost category.
fn category_of(method: &str) -> Category {
    match method {
        "invitation" | "delivery_partners" => Category::Incentive,
        "business_districts" | "communities" | "schools" | "office_buildings" | "weibo_traffic" | "social_traffic"
        | "local_accounts" | "local_media" | "press_partners" | "o2o_partners" => Category::Media,
        "events" | "malls" | "ground_schools" => Category::Event,
        "websites" | "newsletter" => Category::Content,
        "neighbourhoods" | "retail_partners" => Category::Print,
        "conferences" => Category::Expo,
        "alliances" => Category::Alliance,
        _ => Category::Other,
    }
}
