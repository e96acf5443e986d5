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
        found.map(|phase| (phase.allocated, phase.planned, plan.basics.currency))
    });
    let body = view! {
        {move || money.get().map(|(allocated, planned, currency)| figures(part, allocated, planned, currency))}
        <p class="small">
            <a href=part.to_field(Step::Budget, part.anchor("phase-part"))>{w::to_part()}</a>
            " · "
            <a href=part.to(Step::Budget)>{w::to_budget()}</a>
        </p>
    };
    part.section("phase-money", w::money(), body.into_any())
}

fn figures(part: Part, allocated: Money, planned: Money, currency: Currency) -> AnyView {
    let plain = |amount| names::money_plain(amount, currency);
    if allocated == Money::ZERO && planned == Money::ZERO {
        return view! { <p class="muted">{w::no_money()}</p> }.into_any();
    }
    let said = if allocated == Money::ZERO {
        w::money_unallocated(&plain(planned))
    } else if planned > allocated {
        w::money_over(&plain(planned), &plain(allocated), &plain(planned - allocated))
    } else {
        w::money_left(&plain(planned), &plain(allocated), &plain(allocated - planned))
    };
    view! {
        <Meter
            label=w::planned()
            value=planned.minor()
            full=allocated.max(planned).minor()
            text=said
            tone=names::tone(Some(part.kind))
        />
    }
    .into_any()
}
