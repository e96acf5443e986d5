//! The columns of the table: a metric in a scope each, with its unit and how its figures are read.

use chrono::NaiveDate;

use crate::i18n::format;
use crate::i18n::words::{common, track_entry as w};
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::metric_dictionary::{DictionaryMetric, RatioParts};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::tracking::entry::{DayValue, computed_from};
use crate::plan::tracking::figures::{Figures, Scope};
use crate::ui::labels::{figures, names};
use crate::widgets::grid::Column;
use crate::widgets::{NumberKind, read_number};

use super::figures_of::FiguresOf;

/// How the key of a cell begins.
pub const CELL: &str = "figure-";

/// The part of a cell's key for the whole plan.
const WHOLE_PLAN: &str = "plan";

/// The width of a column, in rem.
const WIDTH: f64 = 7.75;

/// A column: a metric in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureColumn {
    /// The metric.
    pub metric: MetricId,
    /// The channel, or the whole plan.
    pub scope: Scope,
    /// The heading: the metric's name; the channel's where all columns are of one metric.
    pub name: String,
    /// The metric's name.
    pub metric_name: String,
    /// The second line of the heading: unit and roll-up, or what it is computed from.
    pub detail: String,
    /// The sign of the unit; empty for a count.
    pub sign: String,
    /// The unit.
    pub unit: Unit,
    /// The plan's currency.
    pub currency: Currency,
    /// Whether all its figures are computed.
    pub is_computed: bool,
    /// Whether it has any figure.
    pub is_tracked: bool,
    /// The least figure it can have.
    least: Option<Decimal>,
    /// The most.
    most: Option<Decimal>,
}

impl FigureColumn {
    /// The column of a metric in a scope.
    pub fn of(plan: &Plan, metric: &Metric, scope: Scope, of: FiguresOf) -> FigureColumn {
        let currency = plan.basics.currency;
        let parts = computed_from(Figures::of(plan), metric, scope);
        let metric_name = names::metric(&metric.definition);
        let name = match (of, scope) {
            (FiguresOf::Metric(_), Scope::Channel(id)) => names::channel_of(plan, Some(id)),
            (FiguresOf::Metric(_), _) => w::whole_plan().to_owned(),
            _ => metric_name.clone(),
        };
        FigureColumn {
            metric: metric.id,
            scope,
            name,
            metric_name,
            detail: parts.map_or_else(|| detail(metric, currency), |parts| formula(plan, parts)),
            sign: sign(metric.definition.unit(), currency),
            unit: metric.definition.unit(),
            currency,
            is_computed: parts.is_some(),
            is_tracked: Figures::of(plan).tracks(metric.id, scope),
            least: (!metric.definition.can_be_negative()).then_some(Decimal::ZERO),
            most: metric.definition.is_share().then_some(Decimal::whole(100)),
        }
    }

    /// As the grid widget expects it.
    pub fn column(&self) -> Column {
        Column {
            key: "",
            head: self.name.clone().into(),
            detail: self.detail.clone(),
            width: WIDTH,
            number: true,
            sorts: false,
        }
    }

    /// The channel; `None` for the whole plan.
    pub fn channel(&self) -> Option<ChannelId> {
        if let Scope::Channel(id) = self.scope { Some(id) } else { None }
    }

    /// The key of its cell of a day, whatever the table shows.
    pub fn key(&self, day: NaiveDate) -> String {
        let channel = self.channel().map_or_else(|| WHOLE_PLAN.to_owned(), |id| id.to_string());
        format!("{CELL}{}-{channel}-{day}", self.metric)
    }

    /// How its numbers are typed. All have as many decimals as a figure keeps: a daily rate is often small, and a cost of one
    /// click may be less than the smallest coin.
    pub fn kind(&self) -> NumberKind {
        match self.unit {
            Unit::Money => NumberKind::Price { code: self.currency.code().to_owned(), decimals: Decimal::DECIMALS },
            Unit::Count | Unit::Ratio | Unit::Duration | Unit::Percent => NumberKind::Decimal(Decimal::DECIMALS),
        }
    }

    /// Reads a figure; an empty text is a missing one.
    ///
    /// # Errors
    /// The reason in the reader's language, where the text is no number, or one that the metric cannot have.
    pub fn read(&self, text: &str) -> Result<Option<Decimal>, String> {
        let text = if self.unit == Unit::Percent { without_percent(text) } else { text };
        let Some(value) = read_number(text, &self.kind(), None, None)? else { return Ok(None) };
        let value =
            Decimal::from_scaled(value, Decimal::DECIMALS).ok_or_else(|| common::number_too_large().to_owned())?;
        if self.least.is_some_and(|least| value < least) {
            return Err(w::below_zero(&self.metric_name));
        }
        if self.most.is_some_and(|most| value > most) {
            return Err(w::above_share(&self.metric_name));
        }
        Ok(Some(value))
    }

    /// The figure of a day with its unit. Computed ones are rounded, amounts have the decimals of the currency, all others are
    /// as they were typed.
    pub fn write(&self, value: DayValue) -> String {
        match value {
            DayValue::Entered(value) if !self.is_computed && self.unit != Unit::Money => {
                names::value(value, self.unit, self.currency)
            }
            DayValue::Entered(value) | DayValue::Computed(value) => self.write_rolled_up(value),
        }
    }

    /// The figure of a period: rounded, amounts to the currency's decimals.
    pub fn write_rolled_up(&self, value: Decimal) -> String {
        let amount = Money::from_minor(value.to_scaled(self.currency.digits())).filter(|_| self.unit == Unit::Money);
        match amount {
            // A cost below the smallest unit does not read as nothing.
            Some(amount) if amount != Money::ZERO || value == Decimal::ZERO => names::money(amount, self.currency),
            _ => figures::rolled_up(value, self.unit, self.currency),
        }
    }
}

/// The metric, the scope and the day of a cell's key.
pub fn cell_of(key: &str) -> Option<(MetricId, Scope, NaiveDate)> {
    let mut parts = key.strip_prefix(CELL)?.splitn(3, '-');
    let metric = parts.next()?.parse().ok()?;
    let scope = match parts.next()? {
        WHOLE_PLAN => Scope::Plan,
        channel => Scope::Channel(channel.parse().ok()?),
    };
    Some((metric, scope, parts.next()?.parse().ok()?))
}

/// A number without its percent sign.
pub fn without_percent(text: &str) -> &str {
    text.trim().trim_end_matches(['%', '％']).trim_end()
}

/// The columns of a choice.
pub fn columns(plan: &Plan, of: FiguresOf) -> Vec<FigureColumn> {
    let series = of.series(plan).into_iter();
    series.map(|(metric, scope)| FigureColumn::of(plan, metric, scope, of)).collect()
}

/// The unit and the roll-up of a metric.
fn detail(metric: &Metric, currency: Currency) -> String {
    let rule = match metric.definition.adds_up() {
        AddsUp::Sum => w::roll_sum(),
        AddsUp::Average => w::roll_average(),
        AddsUp::EndOfPeriod => w::roll_end(),
        AddsUp::RatioOfSums => w::roll_ratio(),
        AddsUp::Distinct => w::roll_distinct(),
        AddsUp::Compound => w::roll_compound(),
        AddsUp::Recomputed => w::roll_recomputed(),
    };
    let sign = sign(metric.definition.unit(), currency);
    if sign.is_empty() { rule.to_owned() } else { w::unit_and(&sign, rule) }
}

/// The sign of a unit; empty for numbers without one.
fn sign(unit: Unit, currency: Currency) -> String {
    match unit {
        Unit::Count | Unit::Ratio => String::new(),
        Unit::Percent => "%".to_owned(),
        Unit::Money => format::currency_sign(currency.code()).0,
        Unit::Duration => w::seconds_sign().to_owned(),
    }
}

/// What a ratio is computed from.
fn formula(plan: &Plan, parts: &RatioParts) -> String {
    let name = |key: &str| {
        let part = plan.goals.metric_by_key(key);
        let name = part.map(|part| names::metric(&part.definition)).unwrap_or_default();
        // The heading has little room: GMV, where that is part of the name.
        match DictionaryMetric::by_key(key).map(|metric| metric.abbreviation) {
            Some(short) if !short.is_empty() && name.contains(short) => short.to_owned(),
            _ => name,
        }
    };
    let (above, below) = (name(parts.numerator), name(parts.denominator));
    if parts.factor == 1_000 { w::per_thousand(&above, &below) } else { w::computed_from(&above, &below) }
}
