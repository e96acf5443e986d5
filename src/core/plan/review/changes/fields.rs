//! The fields of a part as values that can be compared. An empty field has no value.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::plan::Plan;
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::budget::{Allocation, Category, LineStatus};
use crate::plan::model::channel::{AccountKind, AudienceFit, Role};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::funnel::{FunnelEnd, FunnelPeriod, StageKind};
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{MetricDefinition, MetricId, PathShape, TargetReading};
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::phase::{Criterion, PhaseId, PhaseKind};
use crate::plan::model::references::Reference;
use crate::plan::model::risk::Level;
use crate::plan::model::schedule::PostState;
use crate::plan::model::timing::{CycleLength, TimingKind};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// The content of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldContent {
    /// Free text.
    Text(String),
    /// A plain number.
    Number(Decimal),
    /// A value of a metric, in its unit.
    Measured(Decimal, Unit),
    /// An amount in the plan's currency.
    Money(Money),
    /// A unit price, in whole units of a currency: the plan's, if none is named.
    Price(Decimal, Option<Currency>),
    /// A share.
    Share(BasisPoints),
    /// A day.
    Day(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// Days of the week.
    Weekdays(Vec<Weekday>),
    /// Yes; a missing value means no.
    Yes,
    /// An option of a field.
    Choice(ChangedOption),
    /// A metric's definition.
    Metric(MetricDefinition),
    /// A channel of the catalogue, by its key.
    CatalogueChannel(String),
    /// A platform, by its key or name.
    Platform(String),
    /// A reference to a part of the plan.
    Part(Reference),
    /// References to parts of the plan.
    Parts(Vec<Reference>),
    /// An exit or entry criterion.
    Criterion(Criterion),
}

/// The options of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each variant is named after its type
pub enum ChangedOption {
    Project(ProjectKind),
    Market(Market),
    AddsUp(AddsUp),
    Unit(Unit),
    Better(Better),
    Shape(PathShape),
    Reading(TargetReading),
    Stage(StageKind),
    FunnelEnd(FunnelEnd),
    FunnelPeriod(FunnelPeriod),
    Cycle(CycleLength),
    Category(Category),
    Status(LineStatus),
    Timing(TimingKind),
    Account(AccountKind),
    Fit(AudienceFit),
    Role(Role),
    Phase(PhaseKind),
    Feedback(FeedbackState),
    Partner(PartnerKind),
    Level(Level),
    Post(PostState),
    Currency(Currency),
    OwnStatistics,
}

/// Which of several fields of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldInstance {
    /// The only field of that name.
    Itself,
    /// The field of a metric.
    Metric(MetricId),
    /// The field of a phase.
    Phase(PhaseId),
    /// The field of a day.
    Day(NaiveDate),
    /// The field at a position, from 1.
    Nth(usize),
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// The field's name on its step, such as `line-quantity`.
    pub field: &'static str,
    /// Which of several fields of that name.
    pub of: FieldInstance,
    /// Its content.
    pub value: FieldContent,
}

/// The values of a part's fields.
#[derive(Default)]
pub struct FieldValues(pub Vec<FieldValue>);

impl FieldValues {
    pub(super) fn put(&mut self, field: &'static str, value: FieldContent) {
        self.0.push(FieldValue { field, of: FieldInstance::Itself, value });
    }
    pub(super) fn put_of(&mut self, field: &'static str, of: FieldInstance, value: FieldContent) {
        self.0.push(FieldValue { field, of, value });
    }
    pub(super) fn text(&mut self, field: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.put(field, FieldContent::Text(text.to_owned()));
        }
    }
    pub(super) fn day(&mut self, field: &'static str, day: Option<NaiveDate>) {
        self.maybe(field, day, FieldContent::Day);
    }
    pub(super) fn count(&mut self, field: &'static str, count: Option<u32>) {
        self.maybe(field, count.and_then(|count| Decimal::from_int(i64::from(count))), FieldContent::Number);
    }
    pub(super) fn choice(&mut self, field: &'static str, choice: ChangedOption) {
        self.put(field, FieldContent::Choice(choice));
    }
    pub(super) fn maybe<T>(&mut self, field: &'static str, value: Option<T>, wrap: impl FnOnce(T) -> FieldContent) {
        if let Some(value) = value {
            self.put(field, wrap(value));
        }
    }
    pub(super) fn part(&mut self, field: &'static str, part: Option<Reference>) {
        self.maybe(field, part, FieldContent::Part);
    }
    pub(super) fn allocation(&mut self, field: &'static str, allocation: Allocation) {
        match allocation {
            Allocation::Share(share) if share.0 == 0 => {}
            Allocation::Share(share) => self.put(field, FieldContent::Share(share)),
            Allocation::Fixed(amount) => self.put(field, FieldContent::Money(amount)),
        }
    }
    pub(super) fn criteria(&mut self, field: &'static str, criteria: &[Criterion]) {
        for (at, criterion) in criteria.iter().enumerate() {
            let words = criterion.words.trim().to_owned();
            self.put_of(
                field,
                FieldInstance::Nth(at + 1),
                FieldContent::Criterion(Criterion { words, ..criterion.clone() }),
            );
        }
    }
}

/// A part whose fields can be compared.
pub trait DescribeFields {
    /// Adds the values of all its fields except ids.
    fn describe(&self, plan: &Plan, values: &mut FieldValues);
}
