//! Findings as sentences: the number first, then the reason, then what to do. Which findings there are is decided in
//! the core.

use crate::i18n::format;
use crate::i18n::words::{findings as w, suggestions};
use crate::plan::Plan;
use crate::plan::model::bounds;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::review::findings::{Finding, Issue, TrackingPart};
use crate::ui::labels::channels::cited;
use crate::ui::labels::names;

fn day_out_of_range(day: chrono::NaiveDate) -> String {
    w::day_out_of_range(&format::date(day), &first_year(), &last_year())
}

fn first_year() -> String {
    limits::FIRST_YEAR.to_string()
}

fn last_year() -> String {
    limits::LAST_YEAR.to_string()
}

fn too_many_cycles(cycles: usize) -> String {
    w::too_many_cycles(&format::counted(cycles).1, &format::counted(bounds::MAX_CYCLES).1)
}

/// The largest amount a field accepts, formatted.
fn amount_limit(currency: Currency) -> String {
    format::money(limits::AMOUNT_LIMIT, currency.code(), currency.digits())
}

/// The finding as a sentence in the page's language.
pub fn sentence(finding: &Finding, plan: &Plan) -> String {
    let issue = &finding.issue;
    let wording = Wording { plan };
    // Lists every issue, so that a new one without a sentence does not compile.
    let sentence = match issue {
        Issue::NoProduct
        | Issue::NoDays
        | Issue::DaysOutOfOrder { .. }
        | Issue::DayOutOfRange { .. }
        | Issue::FiguresOutOfRange { .. }
        | Issue::ApprovalOutOfRange { .. }
        | Issue::SuggestionsLeft { .. }
        | Issue::PlanVeryLong { .. }
        | Issue::TooManyCycles { .. }
        | Issue::AmountAboveLimit { .. }
        | Issue::NoAudience
        | Issue::AudienceWithoutPlace => wording.basics(issue),
        Issue::NoNorthStar
        | Issue::NoTarget { .. }
        | Issue::NoBaseline { .. }
        | Issue::NoDueDate { .. }
        | Issue::NoOwner { .. }
        | Issue::NoSource { .. }
        | Issue::TargetBackwards { .. }
        | Issue::DueOutsidePlan { .. }
        | Issue::BaselineUndated { .. }
        | Issue::OriginalAboveTotal { .. }
        | Issue::SharesNotWhole { .. }
        | Issue::RateAboveWhole { .. }
        | Issue::ResultWithoutTarget { .. }
        | Issue::TrackingWithoutOwner { .. }
        | Issue::TrackingIncomplete { .. }
        | Issue::PlatformWithoutMetric { .. }
        | Issue::NorthStarWithoutTarget { .. }
        | Issue::CompoundFromZero { .. }
        | Issue::BaselineAfterDue { .. }
        | Issue::FunnelUnrealistic { .. }
        | Issue::PathOutOfReach { .. }
        | Issue::FunnelRateMissing { .. }
        | Issue::ResultsShort { .. }
        | Issue::ResultsAboveLimit { .. }
        | Issue::ShareAndTargetDiffer { .. }
        | Issue::PercentAboveWhole { .. }
        | Issue::ResultWithoutMetric
        | Issue::OutputWithoutNumber => wording.goals(issue),
        Issue::NoTotalBudget
        | Issue::OverTotalBudget { .. }
        | Issue::OverPhase { .. }
        | Issue::PartsAboveWhole { .. }
        | Issue::PartUnallocated { .. }
        | Issue::LineUnpriced { .. }
        | Issue::LineWithoutPhase { .. }
        | Issue::LineOutsidePlan { .. }
        | Issue::LineDominates { .. }
        | Issue::LineWithoutRate { .. }
        | Issue::LineTooLarge { .. }
        | Issue::LineOverspent { .. }
        | Issue::LineNotItemized { .. }
        | Issue::LineRewardsSharing { .. } => wording.budget(issue),
        Issue::NoChannels
        | Issue::NoFocus
        | Issue::TestOutOfOrder { .. }
        | Issue::TestSpentWithoutResults { .. }
        | Issue::RiskyChannel { .. }
        | Issue::AccountKindMissing { .. } => wording.strategy(issue),
        Issue::PhaseWithoutDays { .. }
        | Issue::PhaseOutOfOrder { .. }
        | Issue::PhaseOutsidePlan { .. }
        | Issue::PhaseOutOfTurn { .. }
        | Issue::PhaseGap { .. }
        | Issue::PhaseOverlap { .. }
        | Issue::PhaseWithoutObjective { .. }
        | Issue::PhaseWithoutActivities { .. }
        | Issue::PhaseWithoutExit { .. }
        | Issue::GroupsTooSmall { .. }
        | Issue::GroupAboveLimit { .. }
        | Issue::ActivityWithoutOwner { .. }
        | Issue::ActivityOutOfOrder { .. }
        | Issue::ActivityOutsidePhase { .. }
        | Issue::PartnerUndated { .. }
        | Issue::PartnerOutOfOrder { .. }
        | Issue::LinkClash { .. }
        | Issue::ActivityTooEarly { .. }
        | Issue::NoCadence
        | Issue::CadenceOriginalAboveTotal { .. }
        | Issue::CadenceAboveLimit { .. }
        | Issue::PostOutsidePlan { .. } => wording.phases(issue),
    };
    sentence.unwrap_or_default()
}

/// Sentences about one plan, by the part of the plan they are about.
struct Wording<'a> {
    plan: &'a Plan,
}

impl Wording<'_> {
    fn metric(&self, id: MetricId) -> String {
        names::metric_of(self.plan, Some(id))
    }

    fn phase(&self, id: PhaseId) -> String {
        names::phase_of(self.plan, Some(id))
    }

    fn line(&self, id: LineItemId) -> String {
        self.plan.find(id).map_or_else(String::new, names::line)
    }

    fn money(&self, amount: Money) -> String {
        names::money_plain(amount, self.plan.basics.currency)
    }

    /// Basics, dates and the plan as a whole.
    fn basics(&self, issue: &Issue) -> Option<String> {
        let plan = self.plan;
        let currency = self.plan.basics.currency;
        Some(match issue {
            Issue::NoProduct => w::no_product().to_owned(),
            Issue::NoDays => w::no_days().to_owned(),
            Issue::DaysOutOfOrder { first, last } => w::days_out_of_order(&format::date(*last), &format::date(*first)),
            Issue::DayOutOfRange { day } => day_out_of_range(*day),
            Issue::FiguresOutOfRange { metric: id, count, day } => {
                let (n, text) = format::counted(*count);
                w::figures_out_of_range(n, &self.metric(*id), &text, &format::date(*day), &first_year(), &last_year())
            }
            Issue::SuggestionsLeft { count } => {
                let (count, text) = format::counted(*count);
                suggestions::finding(count, &text)
            }
            Issue::ApprovalOutOfRange { approval, day } => {
                let found = plan.find(*approval);
                w::approval_out_of_range(
                    found.map_or("", |found| &found.by),
                    &format::date(*day),
                    &first_year(),
                    &last_year(),
                )
            }
            Issue::PlanVeryLong { days } => w::plan_very_long(&count(*days / 366)),
            Issue::TooManyCycles { cycles } => too_many_cycles(*cycles),
            Issue::AmountAboveLimit { amount } => {
                let exact = format::money(amount.minor(), currency.code(), currency.digits());
                w::amount_above_limit(&exact, &amount_limit(currency))
            }
            Issue::NoAudience => w::no_audience().to_owned(),
            Issue::AudienceWithoutPlace => w::audience_nowhere().to_owned(),
            _ => return None,
        })
    }

    /// Metrics, funnel, teams and tracking.
    fn goals(&self, issue: &Issue) -> Option<String> {
        let plan = self.plan;
        let currency = self.plan.basics.currency;
        Some(match issue {
            Issue::NoNorthStar => w::no_north_star().to_owned(),
            Issue::NoTarget { metric: id } => w::no_target(&self.metric(*id)),
            Issue::NoBaseline { metric: id } => w::no_baseline(&self.metric(*id)),
            Issue::NoDueDate { metric: id } => w::no_due_date(&self.metric(*id)),
            Issue::NoOwner { metric: id } => w::no_owner(&self.metric(*id)),
            Issue::NoSource { metric: id } => w::no_source(&self.metric(*id)),
            Issue::TargetBackwards { metric: id } => {
                let found = plan.find(*id);
                let value = |of: fn(&Metric) -> Option<Decimal>| {
                    found
                        .and_then(|metric| Some(names::value(of(metric)?, metric.definition.unit(), currency)))
                        .unwrap_or_default()
                };
                w::target_backwards(&self.metric(*id), &value(|metric| metric.baseline), &value(|metric| metric.target))
            }
            Issue::DueOutsidePlan { metric: id, due } => w::due_outside_plan(&self.metric(*id), &format::date(*due)),
            Issue::BaselineUndated { metric: id } => w::baseline_undated(&self.metric(*id)),
            Issue::OriginalAboveTotal { per_week, original, .. } => {
                w::original_above_total(&count(*original), &count(*per_week))
            }
            Issue::SharesNotWhole { metric: id, sum } => w::shares_not_whole(&self.metric(*id), &share(*sum)),
            Issue::RateAboveWhole { stage } => w::rate_above_whole(&stage.to_string()),
            Issue::ResultWithoutTarget { .. } => w::result_without_target().to_owned(),
            Issue::TrackingWithoutOwner { metric: id } => w::tracking_without_owner(&self.metric(*id)),
            Issue::TrackingIncomplete { metric: id, part } => {
                let name = self.metric(*id);
                match part {
                    TrackingPart::Event => w::tracking_without_event(&name),
                    TrackingPart::Formula => w::tracking_without_formula(&name),
                    TrackingPart::Acceptance => w::tracking_without_acceptance(&name),
                }
            }
            Issue::PlatformWithoutMetric { metric: id, platform } => {
                w::platform_lacks_metric(&names::platform(platform), &self.metric(*id))
            }
            Issue::NorthStarWithoutTarget { metric: id } => w::north_star_without_target(&self.metric(*id)),
            Issue::CompoundFromZero { metric: id } => w::compound_from_zero(&self.metric(*id)),
            Issue::BaselineAfterDue { metric: id, read, due } => {
                w::baseline_after_due(&self.metric(*id), &format::date(*read), &format::date(*due))
            }
            Issue::FunnelUnrealistic { a_day } => w::funnel_absurd(&format::count(*a_day)),
            Issue::PathOutOfReach { metric: id } => w::path_out_of_reach(&self.metric(*id)),
            Issue::FunnelRateMissing { stage } => w::funnel_rate_missing(&stage.to_string()),
            Issue::ResultsShort { metric: id, sum, whole } => {
                let short = (*whole - *sum).in_range();
                let [short, sum, whole] =
                    [short.unwrap_or_default(), *sum, *whole].map(|value| figure(plan, *id, value));
                w::results_short(&short, &sum, &whole, &self.metric(*id))
            }
            Issue::ResultsAboveLimit { metric: id, sum, limit } => {
                let over = (*sum - *limit).in_range();
                let [over, sum, limit] = [over.unwrap_or_default(), *sum, *limit].map(|value| figure(plan, *id, value));
                w::results_above_limit(&over, &sum, &limit, &self.metric(*id))
            }
            Issue::ShareAndTargetDiffer { goal, by_share, target } => {
                let of = plan.find(*goal).and_then(|result| result.metric);
                let said = |value| of.map_or_else(|| names::decimal(value), |id| figure(plan, id, value));
                w::share_and_target_differ(&said(*target), &said(*by_share))
            }
            Issue::PercentAboveWhole { metric: id } => {
                let target = plan.find(*id).and_then(|metric| metric.target);
                w::percent_above_whole(&self.metric(*id), &figure(plan, *id, target.unwrap_or_default()))
            }
            Issue::ResultWithoutMetric => w::result_without_metric().to_owned(),
            Issue::OutputWithoutNumber => w::output_without_number().to_owned(),
            _ => return None,
        })
    }

    /// The total budget, its split and line items.
    fn budget(&self, issue: &Issue) -> Option<String> {
        let plan = self.plan;
        let currency = self.plan.basics.currency;
        Some(match issue {
            Issue::NoTotalBudget => w::no_total_budget().to_owned(),
            Issue::OverTotalBudget { over, planned } => w::over_total_budget(&self.money(*over), &self.money(*planned)),
            Issue::OverPhase { phase: id, over } => w::over_phase(&self.money(*over), &self.phase(*id)),
            Issue::PartsAboveWhole { over } => w::parts_above_whole(&self.money(*over)),
            Issue::PartUnallocated { left } => w::part_unallocated(&self.money(*left)),
            Issue::LineUnpriced { line: id } => w::line_unpriced(&self.line(*id)),
            Issue::LineWithoutPhase { line: id } => w::line_without_phase(&self.line(*id)),
            Issue::LineOutsidePlan { line: id, outside } if *outside < Money::ZERO => {
                w::line_parts_above(&self.line(*id), &self.money(Money::ZERO - *outside))
            }
            Issue::LineOutsidePlan { line: id, outside } => {
                w::line_outside_plan(&self.money(*outside), &self.line(*id))
            }
            Issue::LineDominates { line: id, share: part } => w::line_dominates(&shortened(*part), &self.line(*id)),
            Issue::LineWithoutRate { line: id, currency } => w::line_without_rate(&self.line(*id), currency.code()),
            Issue::LineTooLarge { line: id } => w::line_too_large(&self.line(*id), &amount_limit(currency)),
            Issue::LineOverspent { line: id, over } => w::line_overspent(&self.money(*over), &self.line(*id)),
            Issue::LineNotItemized { line: id, share: part } => w::line_is_a_lump(&shortened(*part), &self.line(*id)),
            Issue::LineRewardsSharing { line: id, channel, limit } => {
                w::line_rewards_sharing(&self.line(*id), &names::channel_of(plan, Some(*channel)), &cited(limit))
            }
            _ => return None,
        })
    }

    /// Channels and channel tests.
    fn strategy(&self, issue: &Issue) -> Option<String> {
        let plan = self.plan;
        Some(match issue {
            Issue::NoChannels => w::no_channels().to_owned(),
            Issue::NoFocus => w::no_focus().to_owned(),
            Issue::TestOutOfOrder { .. } => w::test_out_of_order().to_owned(),
            Issue::TestSpentWithoutResults { test, spend } => {
                let channel = plan.find(*test).map(|item| item.channel);
                w::test_spent_without_results(&self.money(*spend), &names::channel_of(plan, channel))
            }
            Issue::RiskyChannel { channel } => w::risky_channel(&names::channel_of(plan, Some(*channel))),
            Issue::AccountKindMissing { channel, per_week, limit } => {
                w::account_unsaid(&count(*per_week), &names::channel_of(plan, Some(*channel)), &cited(limit))
            }
            _ => return None,
        })
    }

    /// Phases, activities, partners and the schedule.
    fn phases(&self, issue: &Issue) -> Option<String> {
        let plan = self.plan;
        Some(match issue {
            Issue::PhaseWithoutDays { phase: id } => w::phase_without_days(&self.phase(*id)),
            Issue::PhaseOutOfOrder { phase: id } => w::phase_out_of_order(&self.phase(*id)),
            Issue::PhaseOutsidePlan { phase: id, days } => {
                w::phase_outside_plan(u64::from(*days), &count(*days), &self.phase(*id))
            }
            Issue::PhaseOutOfTurn { before, phase: id, days } => {
                w::phase_out_of_turn(u64::from(*days), &self.phase(*id), &count(*days), &self.phase(*before))
            }
            Issue::PhaseGap { before, phase: id, days } => {
                w::phase_gap(u64::from(*days), &count(*days), &self.phase(*before), &self.phase(*id))
            }
            Issue::PhaseOverlap { before, phase: id, days } => {
                w::phase_overlap(u64::from(*days), &count(*days), &self.phase(*before), &self.phase(*id))
            }
            Issue::PhaseWithoutObjective { phase: id } => w::phase_without_objective(&self.phase(*id)),
            Issue::PhaseWithoutActivities { phase: id } => w::phase_without_activities(&self.phase(*id)),
            Issue::PhaseWithoutExit { phase: id } => w::phase_without_exit(&self.phase(*id)),
            Issue::GroupsTooSmall { phase: id, capacity, needed } => {
                let number = |value: u64| format::count(i64::try_from(value).unwrap_or(i64::MAX));
                w::groups_too_small(&number(*capacity), &number(needed - capacity), &number(*needed), &self.phase(*id))
            }
            Issue::GroupAboveLimit { group, capacity, limit } => {
                let channel = plan.find(*group).and_then(|item| item.channel);
                w::group_above_limit(&count(*capacity), &names::channel_of(plan, channel), &cited(limit))
            }
            Issue::ActivityWithoutOwner { count, phase: id } => {
                let (n, text) = format::counted(*count);
                w::activity_without_owner(n, &text, &self.phase(*id))
            }
            Issue::ActivityOutOfOrder { name } => w::activity_out_of_order(name),
            Issue::ActivityOutsidePhase { name } => w::activity_outside_phase(name),
            Issue::PartnerUndated { partner } => w::partner_undated(&partner_name(plan, *partner)),
            Issue::PartnerOutOfOrder { partner } => w::partner_out_of_order(&partner_name(plan, *partner)),
            Issue::LinkClash { partner, other } => {
                w::link_clash(&partner_name(plan, *partner), &partner_name(plan, *other))
            }
            Issue::ActivityTooEarly { activity, begins, before, ends } => w::activity_too_early(
                &names::activity_of(plan, *activity),
                &format::date_short(*begins),
                &names::activity_of(plan, *before),
                &format::date_short(*ends),
            ),
            Issue::NoCadence => w::no_cadence().to_owned(),
            Issue::CadenceOriginalAboveTotal { per_week, original, .. } => {
                w::cadence_original_above_total(&count(*original), &count(*per_week))
            }
            Issue::CadenceAboveLimit { channel, per_week, limit, .. } => {
                w::cadence_above_limit(&count(*per_week), &names::channel_of(plan, Some(*channel)), &cited(limit))
            }
            Issue::PostOutsidePlan { count } => {
                let (n, text) = format::counted(*count);
                w::post_outside_plan(n, &text)
            }
            _ => return None,
        })
    }
}

fn share(share: BasisPoints) -> String {
    format::percent_bp(i64::from(share.0))
}

/// A share with at most one decimal, where nothing is compared with it.
fn shortened(share: BasisPoints) -> String {
    format::percent_tenths(i64::from(share.0))
}

fn count(count: u32) -> String {
    format::count(i64::from(count))
}

/// A value of one of the plan's metrics, with its unit.
fn figure(plan: &Plan, id: MetricId, value: Decimal) -> String {
    let unit = plan.find(id).map_or(Unit::Count, |metric| metric.definition.unit());
    names::value(value, unit, plan.basics.currency)
}

fn partner_name(plan: &Plan, id: PartnerId) -> String {
    plan.find(id).map_or_else(String::new, |partner| partner.name.clone())
}
