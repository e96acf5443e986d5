//! The budget: what is granted, how it is split, and the lines that spend it.

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

/// Everything of the budget step but the phases' shares, which each phase holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// What is granted and how it is watched.
    pub frame: BudgetSettings,
    /// What it is spent on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: Vec<LineItem>,
    /// Rates into the plan's currency, for lines in another one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rates: Vec<ExchangeRate>,
}

/// The frame around the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetSettings {
    /// What has been granted for the whole plan, tax included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub envelope: Option<Money>,
    /// Part of the envelope kept back for surprises.
    pub contingency: Allocation,
    /// How often spending is reviewed.
    pub cycle: CycleLength,
    /// Gross margin on what is sold; without it there is no return on investment to compute.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gross_margin: Option<BasisPoints>,
}

impl Default for BudgetSettings {
    /// 8 % kept back, the field's usual share of the base; two-week cycles.
    fn default() -> Self {
        BudgetSettings {
            envelope: None,
            contingency: Allocation::Share(BasisPoints(800)),
            cycle: CycleLength::TwoWeeks,
            gross_margin: None,
        }
    }
}

/// One thing money is spent on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineItem {
    /// Identity.
    pub id: LineItemId,
    /// The phase that pays; none for what serves the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// The activity or partner it pays for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pays_for: Option<PaysFor>,
    /// The channel it runs on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// The kind of cost.
    pub category: Category,
    /// What is bought.
    pub description: String,
    /// What is counted: post, thousand views, booth day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// How many of it. Quantity or unit price may be below zero: the line is then a refund, a credit or a discount, and
    /// takes its amount off every sum it is in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantity: Option<Decimal>,
    /// The price of one, in whole units of the line's currency.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit_price: Option<Decimal>,
    /// The line's currency, where it is not the plan's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency: Option<Currency>,
    /// When it is spent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timing: Timing,
    /// What it is expected to bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expected: Vec<ExpectedResult>,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: LineStatus,
    /// Ordered but not yet delivered: the open part, in the currency that `paid_in` says. Below zero for a refund that is
    /// agreed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub committed: Option<Money>,
    /// Delivered and accepted, paid or not, in the currency that `paid_in` says. Below zero for a refund that has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub actual: Option<Money>,
    /// The currency of `committed` and `actual`, where it is not the plan's. They are converted by the planner's rate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paid_in: Option<Currency>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Anything else.
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

    /// Puts what is committed or spent, in [`LineItem::currency_paid`].
    pub fn set_paid(&mut self, home: Currency, set: impl FnOnce(&mut LineItem)) {
        let currency = self.currency_paid(home);
        set(self);
        let any = self.committed.is_some() || self.actual.is_some();
        self.paid_in = Some(currency).filter(|currency| any && *currency != home);
    }

    /// An empty line: nothing known but that it is there.
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

/// What a line pays for.
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

/// What a line is expected to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpectedResult {
    /// In which of the plan's metrics.
    pub metric: MetricId,
    /// How much of it.
    pub count: Decimal,
}

/// Kinds of cost, as management accounting and the ad platforms tell them apart.
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
    /// Events and ground promotion.
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
    /// Money kept for what cannot be foreseen.
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

/// How far a line has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// Intended.
    #[default]
    Planned,
    /// Ordered or contracted.
    Committed,
    /// Delivered and paid.
    Paid,
}

impl LineStatus {
    /// Every status, in its order.
    pub const ALL: [LineStatus; 3] = [LineStatus::Planned, LineStatus::Committed, LineStatus::Paid];
}

/// What one unit of a foreign currency is worth, set and dated by the planner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// Identity.
    pub id: RateId,
    /// The foreign currency.
    pub currency: Currency,
    /// Units of the plan's currency for one of the foreign.
    pub rate: Decimal,
    /// The day the rate was read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
}

impl Entity for ExchangeRate {
    fn id(&self) -> RateId {
        self.id
    }
}

/// How a part of the envelope is fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// A share: of the envelope for the contingency, of what is left after fixed amounts for a phase.
    Share(BasisPoints),
    /// A fixed amount.
    Fixed(Money),
}
