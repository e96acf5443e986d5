//! Channel tests: what was tested, its cost and its results.

use crate::plan::model::channel::ChannelId;
use crate::plan::model::dates::{Dated, Visit};
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::numbers::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Identity of a [`ChannelTest`].
pub type ChannelTestId = Id<ChannelTest>;

/// A test of one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChannelTest {
    /// Its id.
    pub id: ChannelTestId,
    /// The channel.
    pub channel: ChannelId,
    /// What is tested: the offer, the creative.
    #[serde(default, skip_serializing_if = "is_default")]
    pub what: String,
    /// Start date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// End date, inclusive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    // Private, so that they are not mistaken for the counted totals, `spent()` and `counted()`.
    /// Money spent.
    #[serde(default, skip_serializing_if = "is_default")]
    spend: Option<Money>,
    /// Results counted: new fans still there after seven days, or the rule's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    results: Option<u32>,
    /// People reached.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reach: Option<u32>,
    /// Clicks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clicks: Option<u32>,
    /// Daily figures, if they were recorded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub days: Vec<TestDay>,
}

// Here rather than with the other parts, since two fields are private.
impl Dated for ChannelTest {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        let ChannelTest { first, last, days, id: _, channel: _, what: _, spend: _, results: _, reach: _, clicks: _ } =
            self;
        first.each_date(visit);
        last.each_date(visit);
        days.each_date(visit);
    }
}

impl Dated for TestDay {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        let TestDay { on, spend: _, results: _ } = self;
        on.each_date(visit);
    }
}

impl Entity for ChannelTest {
    fn id(&self) -> ChannelTestId {
        self.id
    }
}

impl ChannelTest {
    /// A new test of a channel.
    pub fn new(id: ChannelTestId, channel: ChannelId) -> ChannelTest {
        ChannelTest {
            id,
            channel,
            what: String::new(),
            first: None,
            last: None,
            spend: None,
            results: None,
            reach: None,
            clicks: None,
            days: Vec::new(),
        }
    }

    /// Money spent: the total where it is given, else the sum of the days; `None` without either.
    pub fn spent(&self) -> Option<Money> {
        self.spend.or_else(|| (!self.days.is_empty()).then(|| self.sums_of_days().0))
    }

    /// Results counted: the total where it is given, else the sum of the days; `None` without either.
    pub fn counted(&self) -> Option<u32> {
        self.results.or_else(|| (!self.days.is_empty()).then(|| self.sums_of_days().1))
    }

    /// The total of money as entered, regardless of the days: for forms. Sums use [`ChannelTest::spent`].
    pub fn entered_spend(&self) -> &Option<Money> {
        &self.spend
    }

    /// The same, mutable.
    pub fn entered_spend_mut(&mut self) -> &mut Option<Money> {
        &mut self.spend
    }

    /// The total of results as entered, regardless of the days: for forms. Sums use [`ChannelTest::counted`].
    pub fn entered_results(&self) -> &Option<u32> {
        &self.results
    }

    /// The same, mutable.
    pub fn entered_results_mut(&mut self) -> &mut Option<u32> {
        &mut self.results
    }

    /// Sets the totals; with `None`, the sums of the days apply.
    pub fn set_totals(&mut self, spend: Option<Money>, results: Option<u32>) {
        (self.spend, self.results) = (spend, results);
    }

    /// All parts of a test but its identity.
    pub(in crate::plan) fn parts(&self) -> ChannelTestParts<'_> {
        let ChannelTest { id: _, channel, what, first, last, spend, results, reach, clicks, days } = self;
        ChannelTestParts {
            channel: *channel,
            what,
            first: *first,
            last: *last,
            spend: *spend,
            results: *results,
            reach: *reach,
            clicks: *clicks,
            days,
        }
    }
}

/// All parts of a [`ChannelTest`] but its identity. Code that destructures it does not compile until it handles a part that
/// was added.
pub(in crate::plan) struct ChannelTestParts<'a> {
    pub channel: ChannelId,
    pub what: &'a str,
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
    pub spend: Option<Money>,
    pub results: Option<u32>,
    pub reach: Option<u32>,
    pub clicks: Option<u32>,
    pub days: &'a [TestDay],
}

/// One day of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct TestDay {
    /// The day.
    pub on: NaiveDate,
    /// Money spent on the day.
    pub spend: Money,
    /// Results counted on the day.
    pub results: u32,
}
