//! A phase's budget, read-only: it is edited in the budget step.

use leptos::prelude::*;

use super::Part;
use crate::i18n::words::phase as w;
use crate::plan::Step;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::widgets::Meter;

/// Allocated and planned amounts, with a link to the budget step.
pub(super) fn section(part: Part) -> AnyView {
    let money = part.editor.figures(move |plan, ledger| {
        let found = ledger.totals().phases.iter().find(|phase| phase.phase == part.id);
        found.map(|phase| (phase.allotted, phase.planned, plan.basics.currency))
    });
    let body = view! {
        {move || money.get().map(|(allotted, planned, currency)| figures(part, allotted, planned, currency))}
        <p class="small">
            <a href=part.to_field(Step::Budget, part.anchor("phase-part"))>{w::to_part()}</a>
            " · "
            <a href=part.to(Step::Budget)>{w::to_budget()}</a>
        </p>
    };
    part.section("phase-money", w::money(), body.into_any())
}

fn figures(part: Part, allotted: Money, planned: Money, currency: Currency) -> AnyView {
    let plain = |amount| names::money_plain(amount, currency);
    if allotted == Money::ZERO && planned == Money::ZERO {
        return view! { <p class="muted">{w::no_money()}</p> }.into_any();
    }
    let said = if allotted == Money::ZERO {
        w::money_unallotted(&plain(planned))
    } else if planned > allotted {
        w::money_over(&plain(planned), &plain(allotted), &plain(planned - allotted))
    } else {
        w::money_left(&plain(planned), &plain(allotted), &plain(allotted - planned))
    };
    view! {
        <Meter
            label=w::planned()
            value=planned.minor()
            full=allotted.max(planned).minor()
            text=said
            tone=names::tone(Some(part.kind))
        />
    }
    .into_any()
}
