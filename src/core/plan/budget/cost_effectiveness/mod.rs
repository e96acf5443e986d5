//! Cost-effectiveness: the cost per result, expected and measured, and the return on spending.
//!
//! Two costs are shown together, because either alone misleads: *direct* counts only the line items that bring the
//! result; *blended* counts all spending of the group (a phase, a channel, the whole plan) without contingency. Without
//! an expected result there is no cost per result, rather than zero or infinity. Must not know goals or targets.
//!
//! ```
//! use groundswell_core::plan::budget::cost_effectiveness::{Cost, Kpi, Returns, break_even_roas};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::numbers::ratio::BasisPoints;
//! let spend = Money::from_minor(1_200_000).unwrap(); // CNY 12,000.00
//! let cost = Cost::of(spend, Decimal::from_int(600).unwrap(), Kpi::Cpf);
//! assert_eq!(cost.each, Money::from_minor(2_000));
//! let returns = Returns::of(Money::from_minor(3_600_000).unwrap(), spend, Some(BasisPoints(3_000)));
//! assert_eq!((returns.roas, returns.roi), (Decimal::from_int(3), Decimal::from_int(-10)));
//! assert_eq!(break_even_roas(Some(BasisPoints(2_500))), Decimal::from_int(4));
//! ```

mod measured;

pub use self::measured::{CostSource, MeasuredCost, MeasuredCosts, measured_costs};

use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, Sums};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::{BasisPoints, Ratio};
use crate::plan::numbers::unit_price::{cost_of_more, cost_per, price_per, results_for};

/// How the cost per result of a metric is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kpi {
    /// Cost of a thousand impressions, CPM.
    Cpm,
    /// Cost of a thousand people reached, or of a thousand views.
    Reached,
    /// Cost of a click, CPC.
    Cpc,
    /// Cost of a follower, CPF.
    Cpf,
    /// Cost of a named action (registration, activation, order), CPA.
    Cpa,
    /// Cost of one of anything else.
    Each,
}

impl Kpi {
    /// The measure for a metric; `None` for metrics whose results are not bought one by one: ratios, averages, money, and
    /// those of which less is better.
    pub fn of(definition: &MetricDefinition) -> Option<Kpi> {
        if let Some(entry) = definition.dictionary() {
            match entry.key {
                "impressions" => return Some(Kpi::Cpm),
                "reach" | "views" => return Some(Kpi::Reached),
                "link_clicks" => return Some(Kpi::Cpc),
                "followers" | "new_followers" | "net_followers" => return Some(Kpi::Cpf),
                "activations" | "registrations" | "orders" => return Some(Kpi::Cpa),
                // Work of the team, and results of which less is better.
                "posts" | "feedback" | "unfollows" => return None,
                _ => {}
            }
        }
        let adds_up = matches!(definition.adds_up(), AddsUp::Sum | AddsUp::EndOfPeriod | AddsUp::Distinct);
        (adds_up && definition.unit() == Unit::Count).then_some(Kpi::Each)
    }

    /// The number of results that the cost is stated for.
    pub fn per(self) -> u32 {
        match self {
            Kpi::Cpm | Kpi::Reached => 1_000,
            _ => 1,
        }
    }
}

/// An amount and the results it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The money.
    pub spend: Money,
    /// The number of results.
    pub results: Decimal,
    /// Money for one of them (for a thousand, where the [`Kpi`] says so), rounded half away from zero; `None` while no
    /// result is expected or counted.
    pub each: Option<Money>,
}

impl Cost {
    /// The cost of `results` results for `spend`.
    pub fn of(spend: Money, results: Decimal, kpi: Kpi) -> Cost {
        Cost { spend, results, each: cost_per(spend, results, kpi.per()) }
    }

    /// The cost per result (or per thousand) as a price for display, in whole units of the currency; see [`price_per`].
    pub fn price(&self, kpi: Kpi, currency: Currency) -> Option<Decimal> {
        price_per(self.spend, self.results, kpi.per(), currency)
    }

    /// The cost of additional results at this cost per result, rounded up to the minor unit; `None` without results.
    pub fn of_more(&self, results: Decimal) -> Option<Money> {
        cost_of_more(self.spend, self.results, results)
    }

    /// How many whole results an additional amount buys at this cost; `None` where the cost is unknown or zero.
    pub fn buys(&self, money: Money) -> Option<Decimal> {
        results_for(self.spend, self.results, money)
    }
}

/// The cost of the results in one metric, for a group of line items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The metric.
    pub metric: MetricId,
    /// How its cost is stated.
    pub kpi: Kpi,
    /// The number of line items that bring it.
    pub lines: usize,
    /// Counting the line items that bring it. A line item that brings results in several metrics counts in full for each.
    pub direct: Cost,
    /// Counting all line items of the group without contingency.
    pub blended: Cost,
    /// Counting the line items of the group for acquiring customers: media, creators, incentives, people and content. Per
    /// new paying customer this is the customer acquisition cost, CAC.
    pub acquisition: Cost,
}

/// Return on spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returns {
    /// Revenue.
    pub revenue: Money,
    /// Spending.
    pub spend: Money,
    /// Revenue over spend, ROAS; `None` without spend.
    pub roas: Option<Decimal>,
    /// (Revenue × margin − spend) over spend, in percent points, ROI; `None` without spend or margin.
    pub roi: Option<Decimal>,
}

impl Returns {
    /// The return of `revenue` on `spend` at a gross margin.
    pub fn of(revenue: Money, spend: Money, margin: Option<BasisPoints>) -> Returns {
        let (revenue_minor, spend_minor) = (i128::from(revenue.minor()), i128::from(spend.minor()));
        let whole = i128::from(BasisPoints::WHOLE.0);
        let scaled_profit = |margin: BasisPoints| revenue_minor * i128::from(margin.0) - spend_minor * whole;
        let roi = margin.and_then(|margin| Ratio::new(scaled_profit(margin), spend_minor * whole)?.percent());
        Returns { revenue, spend, roas: Ratio::of_money(revenue, spend).and_then(Ratio::value), roi }
    }
}

/// The break-even ROAS: 1 over the margin; `None` without a margin.
pub fn break_even_roas(margin: Option<BasisPoints>) -> Option<Decimal> {
    margin.and_then(|margin| Ratio::new(BasisPoints::WHOLE.0.into(), margin.0.into())?.value())
}

/// What a group of line items is expected to bring, and its cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effectiveness {
    /// The planned amount without contingency.
    pub spend: Money,
    /// By metric, in the plan's order; metrics without an expected result in the group are left out.
    pub effects: Vec<Effect>,
    /// The return on the planned amount; `None` without expected revenue.
    pub returns: Option<Returns>,
}

impl Effectiveness {
    /// The results in one metric and their cost; `None` where no line item of the group names the metric.
    pub fn effect(&self, metric: MetricId) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.metric == metric)
    }

    /// The planned amount of the group, without contingency, of line items that do not bring the metric. It is shown beside
    /// the direct cost, which does not include it.
    pub fn other_spend(&self, metric: MetricId) -> Money {
        let own = self.effect(metric).map_or(Money::ZERO, |effect| effect.direct.spend);
        (self.spend - own).max(Money::ZERO)
    }
}

/// How the cost of each of the plan's metrics is stated. Built once and used for many groups of line items.
pub struct CostMeasures {
    kpis: Vec<(MetricId, Option<Kpi>, bool)>,
    currency: Currency,
    margin: Option<BasisPoints>,
}

impl CostMeasures {
    /// The measures of a plan's metrics.
    pub fn of(plan: &Plan) -> CostMeasures {
        let kind = |metric: &Metric| (metric.id, Kpi::of(&metric.definition), is_revenue(&metric.definition));
        CostMeasures {
            kpis: plan.goals.metrics.iter().map(kind).collect(),
            currency: plan.basics.currency,
            margin: plan.budget.settings.gross_margin,
        }
    }

    fn kpi(&self, metric: MetricId) -> Option<Kpi> {
        self.kpis.iter().find(|(id, ..)| *id == metric)?.1
    }

    fn is_revenue(&self, metric: MetricId) -> bool {
        self.kpis.iter().any(|(id, _, revenue)| *id == metric && *revenue)
    }

    /// The cost-effectiveness of a group of line items.
    pub fn effectiveness(&self, ledger: &Ledger, sums: &Sums) -> Effectiveness {
        let (working, acquiring) = (sums.working(), sums.acquiring());
        let effects = ledger.results_of(sums).filter_map(|result| {
            let kpi = self.kpi(result.metric)?;
            Some(Effect {
                metric: result.metric,
                kpi,
                lines: result.lines,
                direct: Cost::of(result.cost, result.count, kpi),
                blended: Cost::of(working, result.count, kpi),
                acquisition: Cost::of(acquiring, result.count, kpi),
            })
        });
        let revenue =
            ledger.results_of(sums).filter(|result| self.is_revenue(result.metric)).map(|result| result.count);
        Effectiveness { spend: working, effects: effects.collect(), returns: self.returns(revenue, working) }
    }

    fn returns(&self, revenue: impl Iterator<Item = Decimal>, spend: Money) -> Option<Returns> {
        let revenue = Money::rounded(revenue.sum(), self.currency);
        (revenue > Money::ZERO).then(|| Returns::of(revenue, spend, self.margin))
    }
}

/// Whether a metric is revenue: the gross merchandise value, in whole units of the plan's currency.
fn is_revenue(definition: &MetricDefinition) -> bool {
    matches!(definition, MetricDefinition::Dictionary(key) if key == "gmv")
}

/// The cost-effectiveness of the whole plan.
pub fn of_plan(plan: &Plan, ledger: &Ledger) -> Effectiveness {
    CostMeasures::of(plan).effectiveness(ledger, ledger.sums())
}

/// The cost-effectiveness of each phase in their order; of the line items without a phase last.
pub fn by_phase(plan: &Plan, ledger: &Ledger) -> Vec<(Option<PhaseId>, Effectiveness)> {
    let measures = CostMeasures::of(plan);
    ledger.by_phase().iter().map(|row| (row.of, measures.effectiveness(ledger, &row.sums))).collect()
}

/// The cost-effectiveness of each channel in the plan's order; of the line items without a channel last. Channels without
/// line items are left out.
pub fn by_channel(plan: &Plan, ledger: &Ledger) -> Vec<(Option<ChannelId>, Effectiveness)> {
    let measures = CostMeasures::of(plan);
    let rows = ledger.by_channel().iter().filter(|row| row.sums.lines() > 0);
    rows.map(|row| (row.of, measures.effectiveness(ledger, &row.sums))).collect()
}

#[cfg(test)]
mod tests;
