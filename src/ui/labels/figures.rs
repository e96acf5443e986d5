//! Formatted figures: metric values, and values computed as floating-point numbers.

use crate::i18n::format;
use crate::i18n::words::{goals as w, overview};
use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness::Kpi;
use crate::plan::goals::funding_gap::{Accrual, Need};
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricDefinition};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::labels::names;

/// A computed value with its unit; `None` if it is out of range.
pub fn computed(value: f64, unit: Unit, currency: Currency) -> String {
    rounded(value, unit, currency).map_or_else(|| "–".to_owned(), |value| names::value(value, unit, currency))
}

/// A mean, quotient or sum of figures with its unit and no more decimals than it can bear.
pub fn rolled_up(value: Decimal, unit: Unit, currency: Currency) -> String {
    names::value(rounded(value.to_f64(), unit, currency).unwrap_or(value), unit, currency)
}

/// Two decimals, or the currency's; none for large counts, where decimals would suggest false precision, and four where
/// two would round to zero.
#[allow(clippy::cast_possible_truncation)] // within the range checked just before
fn rounded(value: f64, unit: Unit, currency: Currency) -> Option<Decimal> {
    let decimals = match unit {
        Unit::Money if value.abs() < 0.5 * 10f64.powi(-i32::from(currency.digits())) => 4,
        Unit::Money => currency.digits().min(Decimal::DECIMALS),
        Unit::Count if value.abs() >= 100_000.0 => 0,
        _ if value.abs() < 0.005 => 4,
        _ => 2,
    };
    let steps = (value * 10f64.powi(i32::from(decimals))).round();
    if !steps.is_finite() || steps.abs() > 1e15 {
        return None;
    }
    Decimal::from_scaled(steps as i64, decimals)
}

/// The change of a metric from baseline to target: percentages in percentage points, all else as a percentage of the
/// baseline, where that is defined.
pub fn change_of(metric: &Metric) -> Option<String> {
    if metric.definition.unit() == Unit::Percent {
        let points = metric.target? - metric.baseline?;
        let sign = if points > Decimal::ZERO { "+" } else { "" };
        return (points != Decimal::ZERO).then(|| w::change_points(&[sign, &names::decimal(points)].concat()));
    }
    let (baseline, target) = (metric.baseline?.to_f64(), metric.target?.to_f64());
    let changes = metric.target != metric.baseline;
    (baseline > 0.0 && changes).then(|| format::change(target / baseline - 1.0))
}

/// A value of the metric with its unit.
pub fn value(value: Option<Decimal>, definition: &MetricDefinition, plan: &Plan) -> Option<String> {
    Some(names::value(value?, definition.unit(), plan.basics.currency))
}

/// What a goal needs, as a sentence: "80 more per day by 18 Apr, ramping up over 105 days: 4,200 extra in total."
/// `None` where nothing more is needed.
pub fn need_words(need: Need, unit: Unit, currency: Currency) -> Option<String> {
    if need.gain <= Decimal::ZERO {
        return None;
    }
    let value = |value| names::value(value, unit, currency);
    let (gain, count) = (value(need.gain), value(need.count));
    let days = |days: u32| (u64::from(days), format::count(i64::from(days)));
    let by = need.by.map(format::date_short);
    Some(match (need.accrual, by) {
        (Accrual::Ramp(n), Some(day)) => {
            let (n, shown) = days(n);
            overview::need_ramp(n, &gain, &day, &shown, &count)
        }
        (Accrual::Ramp(n) | Accrual::Average(n), _) => {
            let (n, shown) = days(n);
            overview::need_average(n, &gain, &shown, &count)
        }
        (Accrual::Once, _) if need.lost > Decimal::ZERO => overview::need_gain_churn(&gain, &value(need.lost), &count),
        (Accrual::Once, Some(day)) => overview::need_gain(&gain, &day),
        (Accrual::Once, None) => overview::need_gain_open(&gain),
    })
}

/// How a metric rolls up over a month.
pub fn adds_up(adds_up: AddsUp) -> &'static str {
    match adds_up {
        AddsUp::Sum => w::adds_sum(),
        AddsUp::Average => w::adds_average(),
        AddsUp::EndOfPeriod => w::adds_end(),
        AddsUp::RatioOfSums => w::adds_ratio(),
        AddsUp::Distinct => w::adds_distinct(),
        AddsUp::Compound => w::adds_compound(),
        AddsUp::Recomputed => w::adds_recomputed(),
    }
}

/// Which direction is better.
pub fn better(better: Better) -> &'static str {
    match better {
        Better::Up => w::better_up(),
        Better::Down => w::better_down(),
    }
}

/// What the cost of a metric's results is called: "Cost per order".
pub fn cost_name(metric: &Metric, kpi: Kpi) -> String {
    let key = metric.definition.dictionary().map(|entry| entry.key);
    match (kpi, key) {
        (Kpi::Cpf, _) => overview::cost_follower().to_owned(),
        (Kpi::Cpc, _) => overview::cost_click().to_owned(),
        (_, Some("orders")) => overview::cost_order().to_owned(),
        (_, Some("registrations")) => overview::cost_registration().to_owned(),
        (_, Some("activations")) => overview::cost_activation().to_owned(),
        (Kpi::Cpm | Kpi::Reached, _) => overview::cost_thousand(&names::metric(&metric.definition)),
        _ => overview::cost_other(&names::metric(&metric.definition)),
    }
}
