//! Every part of a plan as facts that can be compared: which field, and what it says.
//!
//! Each part is taken apart field by field, so that a new field of the plan does not compile until it is said here what
//! a reader of changes sees of it. A field that says nothing (empty, none) is no fact.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::plan::Plan;
use crate::plan::model::activity::{Activity, CheckItem};
use crate::plan::model::basics::{AudienceGroup, Basics, ProjectKind};
use crate::plan::model::budget::{
    Allocation, BudgetSettings, Category, ExchangeRate, ExpectedResult, LineItem, LineStatus, PaysFor,
};
use crate::plan::model::channel::{AccountKind, AudienceFit, Channel, ChannelRole, Role};
use crate::plan::model::channel_test::{ChannelTest, ChannelTestParts, TestDay};
use crate::plan::model::feedback::{Feedback, FeedbackState};
use crate::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, FunnelStage, StageKind};
use crate::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{
    CustomMetric, GrowthPath, Metric, MetricDefinition, MetricId, PathShape, Source, TargetReading,
    TrackingSpecification,
};
use crate::plan::model::partner::{Partner, PartnerKind};
use crate::plan::model::phase::{Criterion, Objective, Phase, PhaseId, PhaseKind, Traits};
use crate::plan::model::references::Reference;
use crate::plan::model::risk::{Level, Risk};
use crate::plan::model::schedule::{Cadence, Post, PostState};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::timing::{CycleLength, Timing};
use crate::plan::model::tracked_link::TrackedLink;
use crate::plan::model::tracking::Tracking;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldContent {
    /// Words of the planner.
    Text(String),
    /// A number of things.
    Number(Decimal),
    /// A value of a metric, in its unit.
    Measured(Decimal, Unit),
    /// An amount in the plan's currency.
    Money(Money),
    /// A price of one, in whole units of a currency: the plan's, where none is named.
    Price(Decimal, Option<Currency>),
    /// A share.
    Share(BasisPoints),
    /// A day.
    Day(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// Days of the week.
    Weekdays(Vec<Weekday>),
    /// Yes; its absence says no.
    Yes,
    /// One of the words that a field offers.
    Choice(ChangedOption),
    /// Which metric it is.
    Metric(MetricDefinition),
    /// A channel of the catalogue, by its key.
    CatalogueChannel(String),
    /// A platform, by its key or name.
    Platform(String),
    /// A part of the plan.
    Part(Reference),
    /// Parts of the plan.
    Parts(Vec<Reference>),
    /// The condition of a gate.
    Criterion(Criterion),
}

/// Words that fields offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is the choice of that type
pub enum ChangedOption {
    Project(ProjectKind),
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

/// When a line's money is spent, without its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // see Timing
pub enum TimingKind {
    Phase,
    Once,
    Evenly,
    Monthly,
    ByHand,
}

/// Which of several like fields of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldInstance {
    /// The only one.
    Itself,
    /// The one of a metric.
    Metric(MetricId),
    /// The one of a phase.
    Phase(PhaseId),
    /// The one of a day.
    Day(NaiveDate),
    /// The one at a place, from 1.
    Nth(usize),
}

/// One fact: the field's name on its step (`line-quantity`), which of several, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// The field.
    pub field: &'static str,
    /// Which of several.
    pub of: FieldInstance,
    /// What it says.
    pub value: FieldContent,
}

/// What is said of a part, gathered field by field.
#[derive(Default)]
pub struct FieldValues(pub Vec<FieldValue>);

impl FieldValues {
    fn put(&mut self, field: &'static str, value: FieldContent) {
        self.0.push(FieldValue { field, of: FieldInstance::Itself, value });
    }
    fn put_of(&mut self, field: &'static str, of: FieldInstance, value: FieldContent) {
        self.0.push(FieldValue { field, of, value });
    }
    fn text(&mut self, field: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.put(field, FieldContent::Text(text.to_owned()));
        }
    }
    fn day(&mut self, field: &'static str, day: Option<NaiveDate>) {
        self.maybe(field, day, FieldContent::Day);
    }
    fn count(&mut self, field: &'static str, count: Option<u32>) {
        self.maybe(field, count.and_then(|count| Decimal::from_int(i64::from(count))), FieldContent::Number);
    }
    fn choice(&mut self, field: &'static str, choice: ChangedOption) {
        self.put(field, FieldContent::Choice(choice));
    }
    fn maybe<T>(&mut self, field: &'static str, value: Option<T>, wrap: impl FnOnce(T) -> FieldContent) {
        if let Some(value) = value {
            self.put(field, wrap(value));
        }
    }
    fn part(&mut self, field: &'static str, part: Option<Reference>) {
        self.maybe(field, part, FieldContent::Part);
    }
    fn allocation(&mut self, field: &'static str, allocation: Allocation) {
        match allocation {
            Allocation::Share(share) if share.0 == 0 => {}
            Allocation::Share(share) => self.put(field, FieldContent::Share(share)),
            Allocation::Fixed(amount) => self.put(field, FieldContent::Money(amount)),
        }
    }
    fn criteria(&mut self, field: &'static str, criteria: &[Criterion]) {
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

/// A part that can be taken apart into facts.
pub trait DescribeFields {
    /// Says everything it holds but its identity.
    fn tell(&self, plan: &Plan, facts: &mut FieldValues);
}

fn unit_of(plan: &Plan, metric: Option<MetricId>) -> Unit {
    let found = metric.and_then(|id| plan.find(id));
    found.map_or(Unit::Count, |metric| metric.definition.unit())
}

impl DescribeFields for Basics {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Basics { name, product, kind, audience: _, region, first_day, last_day, currency } = self;
        facts.text("basics-name", name);
        facts.text("basics-product", product);
        facts.maybe("basics-kind", *kind, |kind| FieldContent::Choice(ChangedOption::Project(kind)));
        facts.text("basics-region", region);
        facts.day("basics-first-day", *first_day);
        facts.day("basics-last-day", *last_day);
        facts.choice("basics-currency", ChangedOption::Currency(*currency));
    }
}

impl DescribeFields for AudienceGroup {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let AudienceGroup { id: _, who, gathers } = self;
        facts.text("audience-who", who);
        facts.text("audience-gathers", gathers);
    }
}

impl DescribeFields for Option<NorthStar> {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Some(NorthStar { metric, why }) = self else { return };
        facts.part("north-star", Some(Reference::Metric(*metric)));
        facts.text("north-star-why", why);
    }
}

impl DescribeFields for Metric {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Metric { id: _, definition, baseline, baseline_on, target, due, owner, team, source, path, feeds, note } =
            self;
        let unit = definition.unit();
        match definition {
            MetricDefinition::Dictionary(_) => facts.put("metric", FieldContent::Metric(definition.clone())),
            MetricDefinition::Custom(CustomMetric { name, unit, adds_up, better }) => {
                facts.text("metric-name", name);
                facts.choice("metric-unit", ChangedOption::Unit(*unit));
                facts.choice("metric-adds-up", ChangedOption::AddsUp(*adds_up));
                facts.choice("metric-better", ChangedOption::Better(*better));
            }
        }
        facts.maybe("metric-baseline", *baseline, |value| FieldContent::Measured(value, unit));
        facts.day("metric-baseline-on", *baseline_on);
        facts.maybe("metric-target", *target, |value| FieldContent::Measured(value, unit));
        facts.day("metric-due", *due);
        facts.text("metric-owner", owner);
        facts.part("metric-team", team.map(Reference::Team));
        match source {
            None => {}
            Some(Source::Platform(platform)) => {
                facts.put("metric-source", FieldContent::Platform(platform.trim().to_owned()));
            }
            Some(Source::OwnStatistics(tracking)) => {
                facts.choice("metric-source", ChangedOption::OwnStatistics);
                tell_tracking(tracking, facts);
            }
        }
        let GrowthPath { shape, reading, daily_loss } = path;
        facts.choice("metric-shape", ChangedOption::Shape(*shape));
        facts.choice("metric-reading", ChangedOption::Reading(*reading));
        facts.maybe("metric-loss", *daily_loss, |value| FieldContent::Measured(value, Unit::Percent));
        facts.text("metric-feeds", feeds);
        facts.text("metric-note", note);
    }
}

fn tell_tracking(tracking: &TrackingSpecification, facts: &mut FieldValues) {
    let TrackingSpecification { event, trigger, properties, formula, owner, acceptance, ready_by } = tracking;
    facts.text("tracking-event", event);
    facts.text("tracking-trigger", trigger);
    facts.text("tracking-properties", properties);
    facts.text("tracking-formula", formula);
    facts.text("tracking-owner", owner);
    facts.text("tracking-acceptance", acceptance);
    facts.day("tracking-ready-by", *ready_by);
}

impl DescribeFields for Team {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Team { id: _, name, lead } = self;
        facts.text("team-name", name);
        facts.text("team-lead", lead);
    }
}

impl DescribeFields for OutputGoal {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let OutputGoal { id: _, team, what, channel, per_week, original, owner } = self;
        facts.part("output-team", Some(Reference::Team(*team)));
        facts.text("output-what", what);
        facts.part("output-channel", channel.map(Reference::Channel));
        facts.count("output-per-week", *per_week);
        facts.count("output-original", *original);
        facts.text("output-owner", owner);
    }
}

impl DescribeFields for ResultGoal {
    fn tell(&self, plan: &Plan, facts: &mut FieldValues) {
        let ResultGoal { id: _, team, metric, last_month, target, due, share, owner } = self;
        let unit = unit_of(plan, *metric);
        facts.part("result-team", Some(Reference::Team(*team)));
        facts.part("result-metric", metric.map(Reference::Metric));
        facts.maybe("result-last-month", *last_month, |value| FieldContent::Measured(value, unit));
        facts.maybe("result-target", *target, |value| FieldContent::Measured(value, unit));
        facts.day("result-due", *due);
        facts.maybe("result-share", *share, FieldContent::Share);
        facts.text("result-owner", owner);
    }
}

impl DescribeFields for Funnel {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Funnel { stages: _, solve_from, given, period } = self;
        facts.choice("funnel-end", ChangedOption::FunnelEnd(*solve_from));
        facts.maybe("funnel-given", *given, FieldContent::Number);
        facts.choice("funnel-period", ChangedOption::FunnelPeriod(*period));
    }
}

impl DescribeFields for FunnelStage {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let FunnelStage { id: _, kind, name, rate } = self;
        facts.choice("stage-kind", ChangedOption::Stage(*kind));
        facts.text("stage-name", name);
        facts.maybe("stage-rate", *rate, |value| FieldContent::Measured(value, Unit::Percent));
    }
}

impl DescribeFields for BudgetSettings {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let BudgetSettings { total_budget, contingency, cycle, gross_margin } = self;
        facts.maybe("budget-total", *total_budget, FieldContent::Money);
        facts.allocation("budget-kept-back", *contingency);
        facts.choice("budget-cycle", ChangedOption::Cycle(*cycle));
        facts.maybe("budget-margin", *gross_margin, FieldContent::Share);
    }
}

impl DescribeFields for LineItem {
    fn tell(&self, plan: &Plan, facts: &mut FieldValues) {
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
        facts.text("line-description", description);
        facts.part("line-phase", phase.map(Reference::Phase));
        facts.part(
            "line-pays-for",
            pays_for.map(|paid| match paid {
                PaysFor::Activity(id) => Reference::Activity(id),
                PaysFor::Partner(id) => Reference::Partner(id),
            }),
        );
        facts.part("line-channel", channel.map(Reference::Channel));
        facts.choice("line-category", ChangedOption::Category(*category));
        facts.maybe("line-quantity", *quantity, FieldContent::Number);
        facts.text("line-unit", unit);
        facts.maybe("line-price", *unit_price, |price| FieldContent::Price(price, *currency));
        facts.maybe("line-currency", *currency, |currency| FieldContent::Choice(ChangedOption::Currency(currency)));
        tell_timing(timing, facts);
        for ExpectedResult { metric, count } in expected {
            let value = FieldContent::Measured(*count, unit_of(plan, Some(*metric)));
            facts.put_of("line-expected", FieldInstance::Metric(*metric), value);
        }
        facts.choice("line-status", ChangedOption::Status(*status));
        let paid = |amount: Money| match paid_in.and_then(|currency| Some((amount.to_decimal(currency)?, currency))) {
            Some((amount, currency)) => FieldContent::Price(amount, Some(currency)),
            None => FieldContent::Money(amount),
        };
        facts.maybe("line-committed", *committed, paid);
        facts.maybe("line-actual", *actual, paid);
        facts.text("line-owner", owner);
        facts.text("line-note", note);
    }
}

fn tell_timing(timing: &Timing, facts: &mut FieldValues) {
    let kind = match timing {
        Timing::Phase => TimingKind::Phase,
        Timing::Once { on } => {
            facts.day("line-day", Some(*on));
            TimingKind::Once
        }
        Timing::Evenly { first, last } => {
            facts.day("line-first", Some(*first));
            facts.day("line-last", Some(*last));
            TimingKind::Evenly
        }
        Timing::Monthly { first, last } => {
            facts.day("line-first", Some(*first));
            facts.day("line-last", Some(*last));
            TimingKind::Monthly
        }
        Timing::ByHand { parts } => {
            for part in parts {
                facts.put_of("line-part", FieldInstance::Day(part.on), FieldContent::Money(part.amount));
            }
            TimingKind::ByHand
        }
    };
    facts.choice("line-timing", ChangedOption::Timing(kind));
}

impl DescribeFields for ExchangeRate {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let ExchangeRate { id: _, currency, rate, on } = self;
        facts.choice("rate-currency", ChangedOption::Currency(*currency));
        facts.put("rate-rate", FieldContent::Number(*rate));
        facts.day("rate-on", *on);
    }
}

impl DescribeFields for Channel {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Channel { id: _, catalogue, name, link, handle, account, fit, roles, note } = self;
        facts.maybe(
            "channel-catalogue",
            catalogue.as_deref().map(|key| key.trim().to_owned()),
            FieldContent::CatalogueChannel,
        );
        facts.text("channel-name", name);
        facts.text("channel-link", link);
        facts.text("channel-handle", handle);
        facts.maybe("channel-account", *account, |account| FieldContent::Choice(ChangedOption::Account(account)));
        facts.maybe("channel-fit", *fit, |fit| FieldContent::Choice(ChangedOption::Fit(fit)));
        for ChannelRole { phase, role } in roles {
            if *role != Role::Unused {
                facts.put_of(
                    "channel-role",
                    FieldInstance::Phase(*phase),
                    FieldContent::Choice(ChangedOption::Role(*role)),
                );
            }
        }
        facts.text("channel-note", note);
    }
}

impl DescribeFields for ChannelTest {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let ChannelTestParts { channel, what, first, last, spend, results, reach, clicks, days } = self.parts();
        facts.part("test-channel", Some(Reference::Channel(channel)));
        facts.text("test-what", what);
        facts.day("test-first", first);
        facts.day("test-last", last);
        facts.maybe("test-spend", spend, FieldContent::Money);
        facts.count("test-results", results);
        facts.count("test-reach", reach);
        facts.count("test-clicks", clicks);
        for TestDay { on, spend, results } in days {
            facts.put_of("test-day-spend", FieldInstance::Day(*on), FieldContent::Money(*spend));
            let results = Decimal::from_int(i64::from(*results)).unwrap_or_default();
            facts.put_of("test-day-results", FieldInstance::Day(*on), FieldContent::Number(results));
        }
    }
}

impl DescribeFields for TestRule {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let TestRule { focus, metric, minimum_days, minimum_results, target_cost, exploration, stop_when } = self;
        facts.text("strategy-focus", focus);
        facts.part("rule-metric", metric.map(Reference::Metric));
        facts.count("rule-days", Some(*minimum_days));
        facts.count("rule-results", Some(*minimum_results));
        facts.maybe("rule-cost", *target_cost, FieldContent::Money);
        facts.put("rule-exploration", FieldContent::Share(*exploration));
        facts.text("rule-stop", stop_when);
    }
}

impl DescribeFields for Phase {
    fn tell(&self, plan: &Plan, facts: &mut FieldValues) {
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
        facts.choice("phase-kind", ChangedOption::Phase(*kind));
        facts.text("phase-name", name);
        facts.day("phase-first", *first);
        facts.day("phase-last", *last);
        facts.allocation("phase-part", *allocation);
        let Objective { metric, number } = objective.unwrap_or(Objective { metric: None, number: None });
        let unit = unit_of(plan, metric);
        facts.part("phase-objective-metric", metric.map(Reference::Metric));
        facts.maybe("phase-objective", number, |value| FieldContent::Measured(value, unit));
        facts.maybe("phase-steady-gain", *steady_gain, |value| FieldContent::Measured(value, unit));
        facts.criteria("phase-entry", entry);
        facts.criteria("phase-exit", exit);
        facts.text("phase-profile", profile);
        facts.text("phase-region", region);
        let Traits { interact, promote, advise } = traits;
        facts.text("phase-trait-interact", interact);
        facts.text("phase-trait-promote", promote);
        facts.text("phase-trait-advise", advise);
    }
}

impl DescribeFields for Activity {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        // Which method of the catalogue it came from is no more than where its name is from.
        let Activity { id: _, phase, method: _, name, channel, owner, first, last, checklist, after, note } = self;
        facts.text("activity-name", name);
        facts.part("activity-phase", Some(Reference::Phase(*phase)));
        facts.part("activity-channel", channel.map(Reference::Channel));
        facts.text("activity-owner", owner);
        facts.day("activity-first", *first);
        facts.day("activity-last", *last);
        for (at, CheckItem { text, done }) in checklist.iter().enumerate() {
            facts.put_of("activity-check", FieldInstance::Nth(at + 1), FieldContent::Text(text.trim().to_owned()));
            if *done {
                facts.put_of("activity-check-done", FieldInstance::Nth(at + 1), FieldContent::Yes);
            }
        }
        if !after.is_empty() {
            facts.put("activity-after", FieldContent::Parts(after.iter().copied().map(Reference::Activity).collect()));
        }
        facts.text("activity-note", note);
    }
}

impl DescribeFields for Risk {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Risk { id: _, phase, what, answer, owner, likelihood, impact } = self;
        facts.text("risk-what", what);
        facts.part("risk-phase", Some(Reference::Phase(*phase)));
        facts.text("risk-answer", answer);
        facts.text("risk-owner", owner);
        facts.choice("risk-likelihood", ChangedOption::Level(*likelihood));
        facts.choice("risk-impact", ChangedOption::Level(*impact));
    }
}

impl DescribeFields for Group {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Group { id: _, phase, channel, name, count, capacity, admins, rules, rhythm } = self;
        facts.text("group-name", name);
        facts.part("group-phase", Some(Reference::Phase(*phase)));
        facts.part("group-channel", channel.map(Reference::Channel));
        facts.count("group-count", Some(*count));
        facts.count("group-capacity", Some(*capacity));
        facts.text("group-admins", admins);
        facts.text("group-rules", rules);
        facts.text("group-rhythm", rhythm);
    }
}

impl DescribeFields for Feedback {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Feedback { id: _, phase, on, from, opinion, state, decision } = self;
        facts.text("feedback-opinion", opinion);
        facts.part("feedback-phase", Some(Reference::Phase(*phase)));
        facts.day("feedback-on", *on);
        facts.text("feedback-from", from);
        facts.choice("feedback-state", ChangedOption::Feedback(*state));
        facts.text("feedback-decision", decision);
    }
}

impl DescribeFields for Partner {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Partner { id: _, phase, kind, name, contact, first, last, channel, expected, counted, link, note } = self;
        facts.text("partner-name", name);
        facts.part("partner-phase", Some(Reference::Phase(*phase)));
        facts.choice("partner-kind", ChangedOption::Partner(*kind));
        facts.text("partner-contact", contact);
        facts.day("partner-first", *first);
        facts.day("partner-last", *last);
        facts.part("partner-channel", channel.map(Reference::Channel));
        facts.count("partner-expected", *expected);
        facts.count("partner-counted", *counted);
        let TrackedLink { page, source, medium, campaign, content, call } = link;
        facts.text("partner-page", page);
        facts.text("partner-source", source);
        facts.text("partner-medium", medium);
        facts.text("partner-campaign", campaign);
        facts.text("partner-content", content);
        facts.text("partner-call", call);
        facts.text("partner-note", note);
    }
}

impl DescribeFields for Cadence {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        let Cadence { id: _, channel, phase, per_week, original, weekdays, at, owner } = self;
        facts.part("cadence-channel", Some(Reference::Channel(*channel)));
        facts.part("cadence-phase", phase.map(Reference::Phase));
        facts.count("cadence-per-week", Some(*per_week));
        facts.count("cadence-original", Some(*original));
        if !weekdays.is_empty() {
            facts.put("cadence-weekdays", FieldContent::Weekdays(weekdays.clone()));
        }
        facts.maybe("cadence-at", *at, FieldContent::Time);
        facts.text("cadence-owner", owner);
    }
}

impl DescribeFields for Post {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        // Which cadence made its slot is no more than where it came from.
        let Post { id: _, on, at, channel, cadence: _, title, original, paid, owner, state, link } = self;
        facts.text("post-title", title);
        facts.day("post-on", Some(*on));
        facts.maybe("post-at", *at, FieldContent::Time);
        facts.part("post-channel", Some(Reference::Channel(*channel)));
        if *original {
            facts.put("post-original", FieldContent::Yes);
        }
        if *paid {
            facts.put("post-paid", FieldContent::Yes);
        }
        facts.text("post-owner", owner);
        facts.choice("post-state", ChangedOption::Post(*state));
        facts.text("post-link", link);
    }
}

impl DescribeFields for Tracking {
    fn tell(&self, _: &Plan, facts: &mut FieldValues) {
        // What happened on a day is no change of what was planned.
        let Tracking { closed_weekdays, actuals: _ } = self;
        if !closed_weekdays.is_empty() {
            facts.put("closed-weekdays", FieldContent::Weekdays(closed_weekdays.clone()));
        }
    }
}
