//! The cost of an activity or a partner: the line items that pay for it, and adding one.

use leptos::prelude::*;

use super::Part;
use crate::app::shell::route::Route;
use crate::app::use_navigation;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::plan::budget::ledger::LineFigures;
use crate::plan::model::budget::{Category, LineItem, LineItemId, PaysFor};
use crate::plan::model::id::Id;
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::widgets::{Button, Toasts};

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

/// The sum, a link to the line items, and a button that adds one.
pub(super) fn view(part: Part, pays: PaysFor) -> AnyView {
    let editor = part.editor;
    let toasts = Toasts::here();
    let navigation = use_navigation();
    let sum = sum(part, pays);
    let lines = editor.figures(move |plan, ledger| {
        // The ledger lists its figures in the order of the line items.
        let lines = plan.budget.lines.iter().zip(ledger.lines()).filter(|(line, _)| line.pays_for == Some(pays));
        let said = |(line, figures): (&LineItem, &LineFigures)| {
            let amount = figures.amount.as_ref().ok().map(|amount| names::money_plain(*amount, plan.basics.currency));
            (line.id, names::line(line), amount.unwrap_or_else(|| w::no_price().to_owned()))
        };
        lines.map(said).collect::<Vec<_>>()
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
    let list = move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let one = |(line, name, amount): (LineItemId, String, String)| {
                view! { <li class="spread"><a href=part.to_field(Step::Budget, anchor(line))>{name}</a> <span>{amount}</span></li> }
            };
            let lines: Vec<_> = lines.into_iter().map(one).collect();
            view! { <ul class="plain small">{lines}</ul> }
        })
    };
    view! {
        <div class="cost">
            <div class="spread">
                <span>{common::labelled(w::cost(), "")} <b>{move || sum.get()}</b></span>
                <Button on_press=add>{w::add_cost_line()}</Button>
            </div>
            {list}
        </div>
    }
    .into_any()
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
