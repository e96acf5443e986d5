//! The budget: total budget, contingency, line items and exchange rates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::activity::ActivityId;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::MetricId;
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::{CycleLength, Timing};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// Identity of a [`LineItem`].
pub type LineItemId = Id<LineItem>;
/// Identity of an [`ExchangeRate`].
pub type RateId = Id<ExchangeRate>;

/// The budget, without the phases' allocations, which each phase has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The settings.
    #[serde(rename = "frame")]
    pub settings: BudgetSettings,
    /// The line items.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: Vec<LineItem>,
    /// Exchange rates into the plan's currency, for line items in other currencies.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rates: Vec<ExchangeRate>,
}

/// The budget's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetSettings {
    /// Total budget, including tax.
    #[serde(rename = "envelope", default, skip_serializing_if = "is_default")]
    pub total_budget: Option<Money>,
    /// Contingency, part of the total budget.
    pub contingency: Allocation,
    /// The length of a promotion cycle.
    pub cycle: CycleLength,
    /// Gross margin on sales; needed for the return on investment.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gross_margin: Option<BasisPoints>,
}

impl Default for BudgetSettings {
    /// 8 % contingency, a common share; two-week cycles.
    fn default() -> Self {
        BudgetSettings {
            total_budget: None,
            contingency: Allocation::Share(BasisPoints(800)),
            cycle: CycleLength::TwoWeeks,
            gross_margin: None,
        }
    }
}

/// A line item of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineItem {
    /// Its id.
    pub id: LineItemId,
    /// The phase; `None` for the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// The activity or partner it pays for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pays_for: Option<PaysFor>,
    /// The channel it runs on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// The category.
    pub category: Category,
    /// The description.
    pub description: String,
    /// The unit: post, thousand views, booth day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// The quantity. Quantity or unit price may be below zero: the line item is then a refund, a credit or a discount, and
    /// reduces every sum it is part of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantity: Option<Decimal>,
    /// The unit price, in whole units of the line item's currency.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit_price: Option<Decimal>,
    /// Its currency, if it is not the plan's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency: Option<Currency>,
    /// Its timing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timing: Timing,
    /// Expected results.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expected: Vec<ExpectedResult>,
    /// Status.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: LineStatus,
    /// Ordered but not yet delivered: the open part, in the currency `paid_in`. Below zero for a refund that is
    /// agreed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub committed: Option<Money>,
    /// Delivered and accepted, paid or not, in the currency `paid_in`. Below zero for a refund received.
    #[serde(default, skip_serializing_if = "is_default")]
    pub actual: Option<Money>,
    /// The currency of `committed` and `actual`, if it is not the plan's. They are converted at the planner's rate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paid_in: Option<Currency>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Notes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for LineItem {
    fn id(&self) -> LineItemId {
        self.id
    }
}

impl LineItem {
    /// The currency that `committed` and `actual` are in, or would be entered in: while neither is given that is the
    /// line's own. `home` is the plan's.
    pub fn currency_paid(&self, home: Currency) -> Currency {
        if self.committed.is_none() && self.actual.is_none() {
            self.currency.unwrap_or(home)
        } else {
            self.paid_in.unwrap_or(home)
        }
    }

    /// Sets the committed and spent amounts, in [`LineItem::currency_paid`].
    pub fn set_paid(&mut self, home: Currency, set: impl FnOnce(&mut LineItem)) {
        let currency = self.currency_paid(home);
        set(self);
        let any = self.committed.is_some() || self.actual.is_some();
        self.paid_in = Some(currency).filter(|currency| any && *currency != home);
    }

    /// A new, empty line item.
    pub fn new(id: LineItemId) -> LineItem {
        LineItem {
            id,
            phase: None,
            pays_for: None,
            channel: None,
            category: Category::Other,
            description: String::new(),
            unit: String::new(),
            quantity: None,
            unit_price: None,
            currency: None,
            timing: Timing::default(),
            expected: Vec::new(),
            status: LineStatus::default(),
            committed: None,
            actual: None,
            paid_in: None,
            owner: String::new(),
            note: String::new(),
        }
    }
}

/// What a line item pays for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum PaysFor {
    /// An activity of a phase.
    Activity(ActivityId),
    /// A partner, site, conference or alliance.
    Partner(PartnerId),
}

/// An expected result of a line item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpectedResult {
    /// The metric.
    pub metric: MetricId,
    /// The number of results.
    pub count: Decimal,
}

/// Categories of cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Paid media.
    Media,
    /// Fees of influencers and everyday creators.
    Creator,
    /// Content production.
    Content,
    /// Events and field marketing.
    Event,
    /// Promoters and part-time staff.
    People,
    /// Print and materials.
    Print,
    /// Gifts, samples, prizes.
    Gift,
    /// Coupons and referral rewards.
    Incentive,
    /// Conferences and booths.
    Expo,
    /// Alliances and sponsorship.
    Alliance,
    /// Tools and software.
    Tool,
    /// Research and measurement.
    Research,
    /// Agencies and services.
    Agency,
    /// Travel.
    Travel,
    /// Taxes and platform fees.
    Tax,
    /// Contingency.
    Contingency,
    /// Anything else.
    #[default]
    Other,
}

impl Category {
    /// Every category, in the order in which they are offered.
    pub const ALL: [Category; 17] = [
        Category::Media,
        Category::Creator,
        Category::Content,
        Category::Event,
        Category::People,
        Category::Print,
        Category::Gift,
        Category::Incentive,
        Category::Expo,
        Category::Alliance,
        Category::Tool,
        Category::Research,
        Category::Agency,
        Category::Travel,
        Category::Tax,
        Category::Contingency,
        Category::Other,
    ];
}

/// The status of a line item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// Planned.
    #[default]
    Planned,
    /// Committed: ordered or contracted.
    Committed,
    /// Paid.
    Paid,
}

impl LineStatus {
    /// Every status, in its order.
    pub const ALL: [LineStatus; 3] = [LineStatus::Planned, LineStatus::Committed, LineStatus::Paid];
}

/// An exchange rate, set and dated by the planner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// Its id.
    pub id: RateId,
    /// The foreign currency.
    pub currency: Currency,
    /// Units of the plan's currency for one unit of the foreign currency.
    pub rate: Decimal,
    /// The date of the rate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
}

impl Entity for ExchangeRate {
    fn id(&self) -> RateId {
        self.id
    }
}

/// An allocation of the total budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// A share: of the total budget for the contingency, of what fixed amounts leave for a phase.
    Share(BasisPoints),
    /// A fixed amount.
    Fixed(Money),
}
