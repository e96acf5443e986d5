//! The parts of a draft besides its money: goal, funnel, phases, activities, risks, cadences.

use crate::plan::Plan;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::catalogue::methods::Method;
use crate::plan::catalogue::north_stars::Proposal;
use crate::plan::catalogue::tracking_templates::TrackingTemplate;
use crate::plan::draft::answers::QuickStart;
use crate::plan::draft::channels::{Purpose, methods_for, platform_of, posts_a_week, role};
use crate::plan::draft::words::{DraftWords, UsualRisk};
use crate::plan::model::activity::Activity;
use crate::plan::model::basics::ProjectKind;
use crate::plan::model::channel::{AccountKind, Channel, ChannelRole, Role};
use crate::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, FunnelStage, StageKind};
use crate::plan::model::id::Id;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{CustomMetric, Metric, MetricDefinition, Source, TrackingSpecification};
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::model::phase::{Comparison, Criterion, Objective, Phase, PhaseKind};
use crate::plan::model::risk::{Level, Risk};
use crate::plan::model::schedule::Cadence;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use chrono::{Days, NaiveDate};

/// The metric of the north star, with its source where that is known. `channels` are those of the draft, hub first.
pub(super) fn metric(
    answers: &QuickStart,
    days: DateRange,
    today: NaiveDate,
    channels: &[(&'static str, Purpose)],
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) -> Metric {
    let star = answers.north_star;
    let definition = match star {
        Proposal::Dictionary(key) => MetricDefinition::Dictionary(key.to_owned()),
        Proposal::Reservations => MetricDefinition::Custom(CustomMetric {
            name: words.reservations(),
            unit: Unit::Count,
            adds_up: AddsUp::Sum,
            better: Better::Up,
        }),
    };
    let entry = definition.dictionary();
    let mut metric = Metric::new(Id::from_bits(fresh()), definition);
    metric.baseline = Some(answers.baseline);
    // Read today, or before a plan that has begun.
    metric.baseline_on = days.first().pred_opt().map(|before| before.min(today));
    metric.target = Some(answers.target);
    metric.due = Some(days.last());
    metric.source = source(answers, entry, days.first(), channels, words);
    metric
}

/// An online shop's own system, a platform of the draft that shows the metric, or custom tracking where no platform does.
fn source(
    answers: &QuickStart,
    entry: Option<&DictionaryMetric>,
    ready_by: NaiveDate,
    channels: &[(&'static str, Purpose)],
    words: &dyn DraftWords,
) -> Option<Source> {
    let shop = entry.filter(|_| answers.kind == ProjectKind::Ecommerce).and_then(|entry| entry.shop(answers.market));
    if let Some(shop) = shop {
        return Some(Source::Platform(shop.key.to_owned()));
    }
    if let Some(entry) = entry.filter(|entry| !entry.own_statistics) {
        let shows = |platform: &&str| entry.platforms.contains(platform);
        let platform = channels.iter().filter_map(|(key, _)| platform_of(key)).find(shows)?;
        return Some(Source::Platform(platform.to_owned()));
    }
    let star = answers.north_star;
    let template = TrackingTemplate::of(star.key(), answers.market);
    if template.is_none() && star != Proposal::Reservations {
        return None;
    }
    let [trigger, formula, acceptance] = words.tracking(star.key());
    Some(Source::OwnStatistics(TrackingSpecification {
        event: template.map_or("reservation_made", |template| template.event).to_owned(),
        trigger,
        properties: template.map(TrackingTemplate::properties).unwrap_or_default(),
        formula,
        owner: String::new(),
        acceptance,
        ready_by: Some(ready_by),
    }))
}

/// The funnel that ends in the north star, with usual rates. Its number is the goal's where the goal counts people or
/// orders, and open otherwise.
pub(super) fn funnel(answers: &QuickStart, fresh: &mut dyn FnMut() -> u64) -> Funnel {
    use StageKind::{Activation, Exposure, Follow, Order, Registration, Visit};
    let key = answers.north_star.key();
    // Conversion rates in percent from the stage above; the first stage has none.
    let stages: &[(StageKind, i32)] = match key {
        "followers" | "engagements" | "subscribers" => &[(Exposure, 0), (Visit, 5), (Follow, 20)],
        "leads" | "trials" => &[(Exposure, 0), (Visit, 4), (Registration, 10)],
        "store_visits" => &[(Exposure, 0), (Visit, 4), (Activation, 10)],
        "dau" | "stickiness" => &[(Exposure, 0), (Visit, 4), (Activation, 30), (Registration, 40)],
        "reservations" => &[(Exposure, 0), (Visit, 4), (Order, 8)],
        _ => &[(Exposure, 0), (Visit, 4), (Registration, 40), (Order, 25)],
    };
    let stages = stages
        .iter()
        .map(|(kind, rate)| FunnelStage {
            id: Id::from_bits(fresh()),
            kind: *kind,
            name: String::new(),
            rate: (*rate > 0).then(|| Decimal::whole(*rate)),
        })
        .collect();
    let (given, period) = match key {
        "orders" | "reservations" | "leads" | "trials" | "store_visits" => (Some(answers.target), FunnelPeriod::Day),
        "followers" | "subscribers" => ((answers.target - answers.baseline).in_range(), FunnelPeriod::Plan),
        _ => (None, FunnelPeriod::Plan),
    };
    Funnel { stages, solve_from: FunnelEnd::Bottom, given, period }
}

/// Gives the phases their objective and exit criteria: at the end of each phase, the value that the linear path to the
/// target has on that day.
pub(super) fn set_objectives(phases: &mut [Phase], metric: &Metric, words: &dyn DraftWords) {
    let (Some(baseline), Some(target)) = (metric.baseline, metric.target) else { return };
    let (Some(read), Some(due)) = (metric.baseline_on, metric.due) else { return };
    let whole = (due - read).num_days().max(1);
    // Counts are whole; shares and money keep what a person would write.
    let digits = u8::from(metric.definition.unit() == Unit::Percent);
    for phase in phases {
        let Some(last) = phase.last else { continue };
        let reached = baseline + (target - baseline).scaled((last - read).num_days(), whole);
        let rounded = Decimal::from_scaled(reached.to_scaled(digits), digits).unwrap_or(reached);
        let number = if last == due { target } else { rounded.min(target) };
        phase.objective = Some(Objective { metric: Some(metric.id), number: Some(number) });
        phase.exit.push(Criterion {
            metric: Some(metric.id),
            words: String::new(),
            holds: Comparison::AtLeast,
            value: Some(number),
            seen: None,
        });
        let text = words.exit(phase.kind);
        if !text.is_empty() {
            phase.exit.push(Criterion {
                metric: None,
                words: text,
                holds: Comparison::AtLeast,
                value: None,
                seen: None,
            });
        }
    }
}

/// The channels with their roles in the phases.
pub(super) fn channels(
    chosen: &[(&'static str, Purpose)],
    phases: &[Phase],
    fresh: &mut dyn FnMut() -> u64,
) -> Vec<(Channel, Purpose)> {
    let found = chosen.iter().filter_map(|(key, purpose)| Some((CatalogueChannel::by_key(key)?, *purpose)));
    found
        .map(|(entry, purpose)| {
            let mut channel = Channel::new(Id::from_bits(fresh()), Some(entry.key.to_owned()));
            let roles =
                phases.iter().map(|phase| ChannelRole { phase: phase.id, role: role(entry, purpose, phase.kind) });
            channel.roles = roles.filter(|role| role.role != Role::Unused).collect();
            // A daily account may post at the pace that is drafted; the other kind may not.
            channel.account = entry.accounts().find(|kind| *kind == AccountKind::Subscription);
            (channel, purpose)
        })
        .collect()
}

/// The usual activities of the phases, without owners, staggered over the first half of their phase.
pub(super) fn activities(
    answers: &QuickStart,
    plan: &Plan,
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) -> Vec<Activity> {
    let mut activities = Vec::new();
    for phase in &plan.phases {
        let Some(days) = phase.days() else { continue };
        let methods = methods_for(answers.market, answers.kind, phase.kind);
        let count = u64::try_from(methods.len()).unwrap_or(1).max(1);
        for (at, key) in (0u64..).zip(methods) {
            let Some(method) = Method::by_key(key) else { continue };
            let mut activity =
                Activity::new(Id::from_bits(fresh()), phase.id, Some(method.key.to_owned()), words.activity(key));
            let runs_on = |channel: &&Channel| channel.catalogue.as_deref() == Some(method.channel(answers.market));
            activity.channel = plan.strategy.channels.iter().find(runs_on).map(|channel| channel.id);
            activity.first = days.first().checked_add_days(Days::new(u64::from(days.len()) * at / (2 * count)));
            activity.last = Some(days.last());
            activities.push(activity);
        }
    }
    activities
}

/// Two usual risks of each phase, without owners.
pub(super) fn risks(phases: &[Phase], words: &dyn DraftWords, fresh: &mut dyn FnMut() -> u64) -> Vec<Risk> {
    use Level::{High, Medium};
    let mut risks = Vec::new();
    for phase in phases {
        let usual: &[(UsualRisk, Level, Level)] = match phase.kind {
            PhaseKind::Seed => &[(UsualRisk::SilentSeedUsers, Medium, High), (UsualRisk::SlowFixes, Medium, Medium)],
            PhaseKind::Initial => &[(UsualRisk::NoClearChannel, Medium, High), (UsualRisk::Bursts, High, Medium)],
            PhaseKind::Brand => &[(UsualRisk::RisingCost, High, Medium), (UsualRisk::LatePartners, Medium, Medium)],
            PhaseKind::Other => &[],
        };
        for (risk, likelihood, impact) in usual {
            let [what, answer] = words.risk(*risk);
            let (likelihood, impact) = (*likelihood, *impact);
            let id = Id::from_bits(fresh());
            risks.push(Risk { id, phase: phase.id, what, answer, owner: String::new(), likelihood, impact });
        }
    }
    risks
}

/// The cadences of the channels on which something is posted: over the whole plan, or in the phases that use them.
pub(super) fn cadences(
    channels: &[(Channel, Purpose)],
    phases: &[Phase],
    fresh: &mut dyn FnMut() -> u64,
) -> Vec<Cadence> {
    let mut cadences = Vec::new();
    for (channel, _) in channels {
        let Some((per_week, original)) = channel.catalogue.as_deref().and_then(posts_a_week) else { continue };
        let mut add = |phase| {
            let (weekdays, at, owner) = Default::default();
            let id = Id::from_bits(fresh());
            cadences.push(Cadence { id, channel: channel.id, phase, per_week, original, weekdays, at, owner });
        };
        let used: Vec<&Phase> = phases.iter().filter(|phase| channel.role_in(phase.id) != Role::Unused).collect();
        if used.len() == phases.len() {
            add(None);
            continue;
        }
        for phase in used {
            add(Some(phase.id));
        }
    }
    cadences
}
