//! The fields of each part of a plan, by name.
//!
//! Each part is destructured completely, so that a new field of the plan does not compile until it is decided here how
//! changes of it are shown.

use super::fields::{ChangedOption, DescribeFields, FieldContent, FieldInstance, FieldValues};
use crate::plan::Plan;
use crate::plan::model::activity::{Activity, CheckItem};
use crate::plan::model::basics::{AudienceGroup, Basics};
use crate::plan::model::budget::{BudgetSettings, ExchangeRate, ExpectedResult, LineItem, PaysFor};
use crate::plan::model::channel::{Channel, ChannelRole, Role};
use crate::plan::model::channel_test::{ChannelTest, ChannelTestParts, TestDay};
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::{Funnel, FunnelStage};
use crate::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{
    CustomMetric, GrowthPath, Metric, MetricDefinition, MetricId, Source, TrackingSpecification,
};
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Objective, Phase, Traits};
use crate::plan::model::references::Reference;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::timing::{Timing, TimingKind};
use crate::plan::model::tracked_link::TrackedLink;
use crate::plan::model::tracking::Tracking;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

fn unit_of(plan: &Plan, metric: Option<MetricId>) -> Unit {
    let found = metric.and_then(|id| plan.find(id));
    found.map_or(Unit::Count, |metric| metric.definition.unit())
}

impl DescribeFields for Basics {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Basics { name, product, kind, market, audience: _, region, first_day, last_day, currency } = self;
        values.text("basics-name", name);
        values.text("basics-product", product);
        values.maybe("basics-kind", *kind, |kind| FieldContent::Choice(ChangedOption::Project(kind)));
        values.choice("basics-market", ChangedOption::Market(*market));
        values.text("basics-region", region);
        values.day("basics-first-day", *first_day);
        values.day("basics-last-day", *last_day);
        values.choice("basics-currency", ChangedOption::Currency(*currency));
    }
}

impl DescribeFields for AudienceGroup {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let AudienceGroup { id: _, who, reached_at } = self;
        values.text("audience-who", who);
        values.text("audience-reached", reached_at);
    }
}

impl DescribeFields for Option<NorthStar> {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Some(NorthStar { metric, why }) = self else { return };
        values.part("north-star", Some(Reference::Metric(*metric)));
        values.text("north-star-why", why);
    }
}

impl DescribeFields for Metric {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Metric { id: _, definition, baseline, baseline_on, target, due, owner, team, source, path, feeds, note } =
            self;
        let unit = definition.unit();
        match definition {
            MetricDefinition::Dictionary(_) => values.put("metric", FieldContent::Metric(definition.clone())),
            MetricDefinition::Custom(CustomMetric { name, unit, adds_up, better }) => {
                values.text("metric-name", name);
                values.choice("metric-unit", ChangedOption::Unit(*unit));
                values.choice("metric-adds-up", ChangedOption::AddsUp(*adds_up));
                values.choice("metric-better", ChangedOption::Better(*better));
            }
        }
        values.maybe("metric-baseline", *baseline, |value| FieldContent::Measured(value, unit));
        values.day("metric-baseline-on", *baseline_on);
        values.maybe("metric-target", *target, |value| FieldContent::Measured(value, unit));
        values.day("metric-due", *due);
        values.text("metric-owner", owner);
        values.part("metric-team", team.map(Reference::Team));
        match source {
            None => {}
            Some(Source::Platform(platform)) => {
                values.put("metric-source", FieldContent::Platform(platform.trim().to_owned()));
            }
            Some(Source::OwnStatistics(tracking)) => {
                values.choice("metric-source", ChangedOption::OwnStatistics);
                describe_tracking(tracking, values);
            }
        }
        let GrowthPath { shape, reading, daily_loss } = path;
        values.choice("metric-shape", ChangedOption::Shape(*shape));
        values.choice("metric-reading", ChangedOption::Reading(*reading));
        values.maybe("metric-loss", *daily_loss, |value| FieldContent::Measured(value, Unit::Percent));
        values.text("metric-feeds", feeds);
        values.text("metric-note", note);
    }
}

fn describe_tracking(tracking: &TrackingSpecification, values: &mut FieldValues) {
    let TrackingSpecification { event, trigger, properties, formula, owner, acceptance, ready_by } = tracking;
    values.text("tracking-event", event);
    values.text("tracking-trigger", trigger);
    values.text("tracking-properties", properties);
    values.text("tracking-formula", formula);
    values.text("tracking-owner", owner);
    values.text("tracking-acceptance", acceptance);
    values.day("tracking-ready-by", *ready_by);
}

impl DescribeFields for Team {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Team { id: _, name, lead } = self;
        values.text("team-name", name);
        values.text("team-lead", lead);
    }
}

impl DescribeFields for OutputGoal {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let OutputGoal { id: _, team, what, channel, per_week, original, owner } = self;
        values.part("output-team", Some(Reference::Team(*team)));
        values.text("output-what", what);
        values.part("output-channel", channel.map(Reference::Channel));
        values.count("output-per-week", *per_week);
        values.count("output-original", *original);
        values.text("output-owner", owner);
    }
}

impl DescribeFields for ResultGoal {
    fn describe(&self, plan: &Plan, values: &mut FieldValues) {
        let ResultGoal { id: _, team, metric, last_month, target, due, share, owner } = self;
        let unit = unit_of(plan, *metric);
        values.part("result-team", Some(Reference::Team(*team)));
        values.part("result-metric", metric.map(Reference::Metric));
        values.maybe("result-last-month", *last_month, |value| FieldContent::Measured(value, unit));
        values.maybe("result-target", *target, |value| FieldContent::Measured(value, unit));
        values.day("result-due", *due);
        values.maybe("result-share", *share, FieldContent::Share);
        values.text("result-owner", owner);
    }
}

impl DescribeFields for Funnel {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Funnel { stages: _, solve_from, given, period } = self;
        values.choice("funnel-end", ChangedOption::FunnelEnd(*solve_from));
        values.maybe("funnel-given", *given, FieldContent::Number);
        values.choice("funnel-period", ChangedOption::FunnelPeriod(*period));
    }
}

impl DescribeFields for FunnelStage {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let FunnelStage { id: _, kind, name, rate } = self;
        values.choice("stage-kind", ChangedOption::Stage(*kind));
        values.text("stage-name", name);
        values.maybe("stage-rate", *rate, |value| FieldContent::Measured(value, Unit::Percent));
    }
}

impl DescribeFields for BudgetSettings {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let BudgetSettings { total_budget, contingency, cycle, gross_margin } = self;
        values.maybe("budget-total", *total_budget, FieldContent::Money);
        values.allocation("budget-contingency", *contingency);
        values.choice("budget-cycle", ChangedOption::Cycle(*cycle));
        values.maybe("budget-margin", *gross_margin, FieldContent::Share);
    }
}

impl DescribeFields for LineItem {
    fn describe(&self, plan: &Plan, values: &mut FieldValues) {
        let LineItem {
            id: _,
            phase,
            pays_for,
            channel,
            category,
            description,
            unit,
            quantity,
            unit_price,
            currency,
            timing,
            expected,
            status,
            committed,
            actual,
            paid_in,
            owner,
            note,
        } = self;
        values.text("line-description", description);
        values.part("line-phase", phase.map(Reference::Phase));
        values.part(
            "line-pays-for",
            pays_for.map(|paid| match paid {
                PaysFor::Activity(id) => Reference::Activity(id),
                PaysFor::Partner(id) => Reference::Partner(id),
            }),
        );
        values.part("line-channel", channel.map(Reference::Channel));
        values.choice("line-category", ChangedOption::Category(*category));
        values.maybe("line-quantity", *quantity, FieldContent::Number);
        values.text("line-unit", unit);
        values.maybe("line-price", *unit_price, |price| FieldContent::Price(price, *currency));
        values.maybe("line-currency", *currency, |currency| FieldContent::Choice(ChangedOption::Currency(currency)));
        describe_timing(timing, values);
        for ExpectedResult { metric, count } in expected {
            let value = FieldContent::Measured(*count, unit_of(plan, Some(*metric)));
            values.put_of("line-expected", FieldInstance::Metric(*metric), value);
        }
        values.choice("line-status", ChangedOption::Status(*status));
        let paid = |amount: Money| match paid_in.and_then(|currency| Some((amount.to_decimal(currency)?, currency))) {
            Some((amount, currency)) => FieldContent::Price(amount, Some(currency)),
            None => FieldContent::Money(amount),
        };
        values.maybe("line-committed", *committed, paid);
        values.maybe("line-actual", *actual, paid);
        values.text("line-owner", owner);
        values.text("line-note", note);
    }
}

fn describe_timing(timing: &Timing, values: &mut FieldValues) {
    match timing {
        Timing::Phase => {}
        Timing::Once { on } => values.day("line-day", Some(*on)),
        Timing::Evenly { first, last } | Timing::Monthly { first, last } => {
            values.day("line-first", Some(*first));
            values.day("line-last", Some(*last));
        }
        Timing::ByHand { parts } => {
            for part in parts {
                values.put_of("line-part", FieldInstance::Day(part.on), FieldContent::Money(part.amount));
            }
        }
    }
    values.choice("line-timing", ChangedOption::Timing(TimingKind::of(timing)));
}

impl DescribeFields for ExchangeRate {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let ExchangeRate { id: _, currency, rate, on } = self;
        values.choice("rate-currency", ChangedOption::Currency(*currency));
        values.put("rate-rate", FieldContent::Number(*rate));
        values.day("rate-on", *on);
    }
}

impl DescribeFields for Channel {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Channel { id: _, catalogue, name, link, handle, account, fit, roles, note } = self;
        values.maybe(
            "channel-catalogue",
            catalogue.as_deref().map(|key| key.trim().to_owned()),
            FieldContent::CatalogueChannel,
        );
        values.text("channel-name", name);
        values.text("channel-link", link);
        values.text("channel-handle", handle);
        values.maybe("channel-account", *account, |account| FieldContent::Choice(ChangedOption::Account(account)));
        values.maybe("channel-fit", *fit, |fit| FieldContent::Choice(ChangedOption::Fit(fit)));
        for ChannelRole { phase, role } in roles {
            if *role != Role::Unused {
                values.put_of(
                    "channel-role",
                    FieldInstance::Phase(*phase),
                    FieldContent::Choice(ChangedOption::Role(*role)),
                );
            }
        }
        values.text("channel-note", note);
    }
}

impl DescribeFields for ChannelTest {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let ChannelTestParts { channel, what, first, last, spend, results, reach, clicks, days } = self.parts();
        values.part("test-channel", Some(Reference::Channel(channel)));
        values.text("test-what", what);
        values.day("test-first", first);
        values.day("test-last", last);
        values.maybe("test-spend", spend, FieldContent::Money);
        values.count("test-results", results);
        values.count("test-reach", reach);
        values.count("test-clicks", clicks);
        for TestDay { on, spend, results } in days {
            values.put_of("test-day-spend", FieldInstance::Day(*on), FieldContent::Money(*spend));
            let results = Decimal::from_int(i64::from(*results)).unwrap_or_default();
            values.put_of("test-day-results", FieldInstance::Day(*on), FieldContent::Number(results));
        }
    }
}

impl DescribeFields for TestRule {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let TestRule { focus, metric, minimum_days, minimum_results, target_cost, exploration, stop_when } = self;
        values.text("strategy-focus", focus);
        values.part("rule-metric", metric.map(Reference::Metric));
        values.count("rule-days", Some(*minimum_days));
        values.count("rule-results", Some(*minimum_results));
        values.maybe("rule-cost", *target_cost, FieldContent::Money);
        values.put("rule-exploration", FieldContent::Share(*exploration));
        values.text("rule-stop", stop_when);
    }
}

impl DescribeFields for Phase {
    fn describe(&self, plan: &Plan, values: &mut FieldValues) {
        let Phase {
            id: _,
            kind,
            name,
            first,
            last,
            allocation,
            objective,
            steady_gain,
            entry,
            exit,
            profile,
            region,
            traits,
        } = self;
        values.choice("phase-kind", ChangedOption::Phase(*kind));
        values.text("phase-name", name);
        values.day("phase-first", *first);
        values.day("phase-last", *last);
        values.allocation("phase-part", *allocation);
        let Objective { metric, number } = objective.unwrap_or(Objective { metric: None, number: None });
        let unit = unit_of(plan, metric);
        values.part("phase-objective-metric", metric.map(Reference::Metric));
        values.maybe("phase-objective", number, |value| FieldContent::Measured(value, unit));
        values.maybe("phase-steady-gain", *steady_gain, |value| FieldContent::Measured(value, unit));
        values.criteria("phase-entry", entry);
        values.criteria("phase-exit", exit);
        values.text("phase-profile", profile);
        values.text("phase-region", region);
        let Traits { interact, promote, advise } = traits;
        values.text("phase-trait-interact", interact);
        values.text("phase-trait-promote", promote);
        values.text("phase-trait-advise", advise);
    }
}

impl DescribeFields for Activity {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        // The catalogue's method is only the origin of the name.
        let Activity { id: _, phase, method: _, name, channel, owner, first, last, checklist, after, note } = self;
        values.text("activity-name", name);
        values.part("activity-phase", Some(Reference::Phase(*phase)));
        values.part("activity-channel", channel.map(Reference::Channel));
        values.text("activity-owner", owner);
        values.day("activity-first", *first);
        values.day("activity-last", *last);
        for (at, CheckItem { text, done }) in checklist.iter().enumerate() {
            values.put_of("activity-check", FieldInstance::Nth(at + 1), FieldContent::Text(text.trim().to_owned()));
            if *done {
                values.put_of("activity-check-done", FieldInstance::Nth(at + 1), FieldContent::Yes);
            }
        }
        if !after.is_empty() {
            values.put("activity-after", FieldContent::Parts(after.iter().copied().map(Reference::Activity).collect()));
        }
        values.text("activity-note", note);
    }
}

impl DescribeFields for Risk {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Risk { id: _, phase, what, answer, owner, likelihood, impact } = self;
        values.text("risk-what", what);
        values.part("risk-phase", Some(Reference::Phase(*phase)));
        values.text("risk-answer", answer);
        values.text("risk-owner", owner);
        values.choice("risk-likelihood", ChangedOption::Level(*likelihood));
        values.choice("risk-impact", ChangedOption::Level(*impact));
    }
}

impl DescribeFields for Group {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Group { id: _, phase, channel, name, count, capacity, admins, rules, rhythm } = self;
        values.text("group-name", name);
        values.part("group-phase", Some(Reference::Phase(*phase)));
        values.part("group-channel", channel.map(Reference::Channel));
        values.count("group-count", Some(*count));
        values.count("group-capacity", Some(*capacity));
        values.text("group-admins", admins);
        values.text("group-rules", rules);
        values.text("group-rhythm", rhythm);
    }
}

impl DescribeFields for Feedback {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Feedback { id: _, phase, on, from, opinion, state, decision } = self;
        values.text("feedback-opinion", opinion);
        values.part("feedback-phase", Some(Reference::Phase(*phase)));
        values.day("feedback-on", *on);
        values.text("feedback-from", from);
        values.choice("feedback-state", ChangedOption::Feedback(*state));
        values.text("feedback-decision", decision);
    }
}

impl DescribeFields for Partner {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Partner { id: _, phase, kind, name, contact, first, last, channel, expected, counted, link, note } = self;
        values.text("partner-name", name);
        values.part("partner-phase", Some(Reference::Phase(*phase)));
        values.choice("partner-kind", ChangedOption::Partner(*kind));
        values.text("partner-contact", contact);
        values.day("partner-first", *first);
        values.day("partner-last", *last);
        values.part("partner-channel", channel.map(Reference::Channel));
        values.count("partner-expected", *expected);
        values.count("partner-counted", *counted);
        let TrackedLink { page, source, medium, campaign, content, call } = link;
        values.text("partner-page", page);
        values.text("partner-source", source);
        values.text("partner-medium", medium);
        values.text("partner-campaign", campaign);
        values.text("partner-content", content);
        values.text("partner-call", call);
        values.text("partner-note", note);
    }
}

impl DescribeFields for Cadence {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        let Cadence { id: _, channel, phase, per_week, original, weekdays, at, owner } = self;
        values.part("cadence-channel", Some(Reference::Channel(*channel)));
        values.part("cadence-phase", phase.map(Reference::Phase));
        values.count("cadence-per-week", Some(*per_week));
        values.count("cadence-original", Some(*original));
        if !weekdays.is_empty() {
            values.put("cadence-weekdays", FieldContent::Weekdays(weekdays.clone()));
        }
        values.maybe("cadence-at", *at, FieldContent::Time);
        values.text("cadence-owner", owner);
    }
}

impl DescribeFields for Post {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        // The cadence is only the origin of the post.
        let Post { id: _, on, at, channel, cadence: _, title, original, paid, owner, state, link } = self;
        values.text("post-title", title);
        values.day("post-on", Some(*on));
        values.maybe("post-at", *at, FieldContent::Time);
        values.part("post-channel", Some(Reference::Channel(*channel)));
        if *original {
            values.put("post-original", FieldContent::Yes);
        }
        if *paid {
            values.put("post-paid", FieldContent::Yes);
        }
        values.text("post-owner", owner);
        values.choice("post-state", ChangedOption::Post(*state));
        values.text("post-link", link);
    }
}

impl DescribeFields for Tracking {
    fn describe(&self, _: &Plan, values: &mut FieldValues) {
        // Daily figures record what happened, not what was planned.
        let Tracking { closed_weekdays, figures: _ } = self;
        if !closed_weekdays.is_empty() {
            values.put("closed-weekdays", FieldContent::Weekdays(closed_weekdays.clone()));
        }
    }
}
