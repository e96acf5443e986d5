//! Names of parts of the plan, in the page's language: the user's own name first, else the catalogue's.

use crate::i18n::format;
use crate::i18n::format::pattern::coded;
use crate::i18n::words::{brand, metric, phase as phase_words, report, schedule, steps as w};
use crate::plan::Plan;
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::model::budget::LineItem;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::metric_dictionary::Platform;
use crate::plan::model::partner::{Partner, PartnerKind};
use crate::plan::model::phase::{PhaseId, PhaseKind};
use crate::plan::model::schedule::Post;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::widgets::Tone;

pub use super::budget_terms::{category, channel, phase, status};

/// The name of the phase with that id, or of the whole plan for `None`.
pub fn phase_of(plan: &Plan, id: Option<PhaseId>) -> String {
    id.and_then(|id| plan.find(id)).map_or_else(|| w::whole_plan().to_owned(), phase)
}

/// The colour of a phase throughout the app.
pub fn tone(kind: Option<PhaseKind>) -> Tone {
    match kind {
        Some(PhaseKind::Seed) => Tone::Seed,
        Some(PhaseKind::Initial) => Tone::Initial,
        Some(PhaseKind::Brand) => Tone::Brand,
        Some(PhaseKind::Other) | None => Tone::Other,
    }
}

/// The name of the channel with that id; empty if there is none.
pub fn channel_of(plan: &Plan, id: Option<ChannelId>) -> String {
    id.and_then(|id| plan.find(id)).map_or_else(String::new, channel)
}

/// An activity's name.
pub fn activity(activity: &Activity) -> String {
    if activity.name.trim().is_empty() { phase_words::unnamed_activity().to_owned() } else { activity.name.clone() }
}

/// The name of the activity with that id; empty if there is none.
pub fn activity_of(plan: &Plan, id: ActivityId) -> String {
    plan.find(id).map_or_else(String::new, activity)
}

/// The name of a partner or place; its kind if it has none.
pub fn partner(partner: &Partner) -> String {
    let name = partner.name.trim();
    if name.is_empty() { partner_kind(partner.kind).to_owned() } else { name.to_owned() }
}

/// A kind of partner or place.
pub fn partner_kind(kind: PartnerKind) -> &'static str {
    match kind {
        PartnerKind::LocalAccount => brand::kind_local_account(),
        PartnerKind::DeliveryApp => brand::kind_delivery_app(),
        PartnerKind::Retailer => brand::kind_retailer(),
        PartnerKind::Press => brand::kind_press(),
        PartnerKind::Mall => brand::kind_mall(),
        PartnerKind::School => brand::kind_school(),
        PartnerKind::Community => brand::kind_community(),
        PartnerKind::Office => brand::kind_office(),
        PartnerKind::Conference => brand::kind_conference(),
        PartnerKind::Alliance => brand::kind_alliance(),
        PartnerKind::Other => brand::kind_other(),
    }
}

/// A post's title.
pub fn post(post: &Post) -> String {
    if post.title.trim().is_empty() { schedule::untitled().to_owned() } else { post.title.clone() }
}

/// A metric's name.
pub fn metric(definition: &MetricDefinition) -> String {
    match definition {
        MetricDefinition::Dictionary(key) => metric::by_key(key).unwrap_or(key).to_owned(),
        MetricDefinition::Custom(custom) if custom.name.trim().is_empty() => w::unnamed_metric().to_owned(),
        MetricDefinition::Custom(custom) => custom.name.clone(),
    }
}

/// The name of the metric with that id; empty if there is none.
pub fn metric_of(plan: &Plan, id: Option<MetricId>) -> String {
    id.and_then(|id| plan.find(id)).map_or_else(String::new, |item| metric(&item.definition))
}

/// A platform's name by its catalogue key; any other key is the name itself.
pub fn platform(key: &str) -> String {
    let chinese = crate::i18n::locale() == crate::i18n::Locale::Zh;
    Platform::by_key(key).map_or(key, |known| if chinese { known.zh } else { known.en }).to_owned()
}

/// A line item's description, or a placeholder.
pub fn line(line: &LineItem) -> String {
    if line.description.trim().is_empty() { w::unnamed_line().to_owned() } else { line.description.clone() }
}

/// An amount in a currency.
pub fn money(amount: Money, currency: Currency) -> String {
    format::money(amount.minor(), currency.code(), currency.digits())
}

/// An amount without trailing zero decimals, for sentences and headings.
pub fn money_plain(amount: Money, currency: Currency) -> String {
    format::money_plain(amount.minor(), currency.code(), currency.digits())
}

/// An amount in whole units of the currency, for headings and key figures: their readers compare, and do not add up.
pub fn money_whole(amount: Money, currency: Currency) -> String {
    format::money_plain(amount.whole_units(currency), currency.code(), 0)
}

/// A number, formatted.
pub fn decimal(value: Decimal) -> String {
    format::decimal(value.to_scaled(Decimal::DECIMALS), Decimal::DECIMALS)
}

/// A number in the form a field shows: parsing it gives the same number.
pub fn decimal_entry(value: Decimal) -> String {
    format::decimal_entry(value.to_scaled(Decimal::DECIMALS), Decimal::DECIMALS)
}

/// A percentage with at most two decimals; smaller values keep all their digits, so that they do not read as zero.
pub fn percent(value: Decimal) -> String {
    match value.to_scaled(2) {
        0 if value != Decimal::ZERO => decimal(value) + "%",
        basis_points => format::percent_bp(basis_points),
    }
}

/// A price in a sentence with all its decimals: in the plan's currency with the symbol, in another one with the code.
pub fn price(price: Decimal, own: Option<Currency>, home: Currency) -> String {
    let own = own.filter(|own| *own != home);
    format::price(price.to_scaled(Decimal::DECIMALS), own.as_ref().map(Currency::code), (home.code(), home.digits()))
}

/// A unit cost with all decimals of the currency, or more if it is small.
pub fn cost(price: Decimal, currency: Currency) -> String {
    Money::from_decimal(price, currency)
        .map_or_else(|| self::price(price, None, currency), |amount| money(amount, currency))
}

/// The exchange rate and its date: `× 20.85 (1 Mar 2027)`; empty without a rate.
pub fn rate(plan: &Plan, currency: Currency) -> String {
    let Some(rate) = plan.budget.rates.iter().find(|rate| rate.currency == currency) else { return String::new() };
    match rate.on {
        Some(on) => report::at_rate_on(&decimal(rate.rate), &format::date(on)),
        None => report::at_rate(&decimal(rate.rate)),
    }
}

/// An amount in a currency other than the plan's: with its code, since two currencies may share a symbol.
pub fn money_foreign(amount: Money, currency: Currency) -> String {
    coded(currency.code(), &format::money_entry(amount.minor(), currency.digits()))
}

/// A metric's value with its unit.
pub fn value(value: Decimal, unit: Unit, currency: Currency) -> String {
    match unit {
        Unit::Percent => percent(value),
        Unit::Money => price(value, None, currency),
        Unit::Duration => w::seconds(&decimal(value)),
        Unit::Count | Unit::Ratio => decimal(value),
    }
}

/// A unit's name.
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => w::unit_count(),
        Unit::Percent => w::unit_percent(),
        Unit::Money => w::unit_money(),
        Unit::Ratio => w::unit_ratio(),
        Unit::Duration => w::unit_duration(),
    }
}
