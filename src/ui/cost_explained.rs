//! How the cost of one result is calculated: folded below the tables that show it as one figure.

use leptos::prelude::*;

use crate::i18n::words::{budget as w, budget_views as v};
use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness::{Cost, Kpi};
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::review::summary::MetricOutcome;
use crate::ui::labels::names;
use crate::widgets::{DataCell, DataHead, LazyDisclosure, data_table};

const DASH: &str = "–";

/// One metric's cost per result and what it is based on.
#[derive(Clone, PartialEq)]
pub struct CostBasis {
    name: String,
    unit: Unit,
    kpi: Kpi,
    /// The headline cost.
    cost: Cost,
    /// The same results, and all money of the plan but contingency.
    blended: Option<Cost>,
    /// The cost of a customer won, where the results are customers.
    acquisition: Option<Cost>,
}

impl CostBasis {
    /// Of an outcome of the plan's summary; `None` without expected results.
    pub fn of(plan: &Plan, outcome: &MetricOutcome) -> Option<CostBasis> {
        let definition = &plan.find(outcome.metric)?.definition;
        let is_customer = definition.dictionary().is_some_and(|entry| entry.key == "orders");
        Some(CostBasis {
            name: names::metric(definition),
            unit: definition.unit(),
            kpi: outcome.kpi,
            cost: outcome.cost().filter(|cost| cost.each.is_some())?,
            blended: outcome.blended,
            acquisition: outcome.acquisition.filter(|cost| is_customer && cost.spend > Money::ZERO),
        })
    }
}

/// A cost per result, or per thousand of them; a dash where there is none.
pub fn per_result(cost: Option<Cost>, kpi: Kpi, currency: Currency) -> String {
    let Some(price) = cost.and_then(|cost| cost.price(kpi, currency)) else { return DASH.to_owned() };
    let amount = names::cost(price, currency);
    if kpi.per() > 1 { w::result_thousand(&amount) } else { amount }
}

/// The calculation of these costs, folded; nothing without costs.
pub fn how_calculated(costs: Signal<Vec<CostBasis>>, currency: Currency) -> AnyView {
    let any = Memo::new(move |_| costs.with(|costs| !costs.is_empty()));
    let table = move || costs.with(|costs| basis_table(costs, currency));
    (move || {
        any.get().then(|| {
            view! {
                <LazyDisclosure summary=Signal::stored(v::how_calculated().to_owned())>
                    <p class="small muted">{v::results_gloss()}</p>
                    {table}
                </LazyDisclosure>
            }
        })
    })
    .into_any()
}

fn basis_table(costs: &[CostBasis], currency: Currency) -> AnyView {
    let row = |basis: &CostBasis| {
        let all = DataCell::from(per_result(basis.blended, basis.kpi, currency));
        let acquisition = basis.acquisition.and_then(|cost| cost.each);
        vec![
            DataCell::from(basis.name.clone()),
            names::money_plain(basis.cost.spend, currency).into(),
            names::value(basis.cost.results, basis.unit, currency).into(),
            per_result(Some(basis.cost), basis.kpi, currency).into(),
            match acquisition {
                Some(each) => all.about(v::cac(&names::money(each, currency))),
                None => all,
            },
        ]
    };
    let heads = [
        DataHead::words(w::result_metric()),
        DataHead::figures(v::spend_on_it()),
        DataHead::figures(v::results_of_it()),
        DataHead::figures(v::each_direct()),
        DataHead::figures(v::each_all()),
    ];
    data_table(v::how_table(), "visually-hidden", &heads, costs.iter().map(row).collect(), Vec::new())
}
