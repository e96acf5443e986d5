//! Answers about a phase: dates, objective, exit criteria, activities and risks.

use super::{Answer, counted, field, joined, labelled};
use crate::i18n::format;
use crate::i18n::words::{common, review as w};
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::activity::Activity;
use crate::plan::model::group::Group;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Criterion, Phase};
use crate::plan::model::risk::Risk;
use crate::plan::review::changes::ChangedOption;
use crate::plan::{Plan, Step};
use crate::ui::labels::{names, values};
use chrono::NaiveDate;

/// The phases of a step: the one of its kind; custom phases belong to the last.
pub fn answers(plan: &Plan, ledger: &Ledger, step: Step) -> Vec<Answer> {
    let Some(phase) = step.phase().and_then(|kind| plan.phase_of_kind(kind)) else { return Vec::new() };
    of_phase(plan, ledger, step, phase)
}

fn of_phase(plan: &Plan, ledger: &Ledger, step: Step, phase: &Phase) -> Vec<Answer> {
    let here = |name: &str| field(name, phase.id);
    let currency = plan.basics.currency;
    let unit = |metric| values::unit_of(plan, metric);
    let days = phase.days().map(|days| format::span(days.first(), days.last()));
    let objective = phase.objective.and_then(|objective| {
        let metric = names::metric_of(plan, objective.metric);
        let number = names::value(objective.number?, unit(objective.metric), currency);
        Some(if metric.is_empty() { number } else { w::goal_to(&metric, &number) })
    });
    let metric = phase.objective.and_then(|objective| objective.metric);
    let steady = phase.steady_gain.map(|gain| w::steady_a_day(&names::value(gain, unit(metric), currency)));
    let money = ledger.totals().phases.iter().find(|item| item.phase == phase.id).map(|item| {
        let plain = |amount| names::money_plain(amount, currency);
        w::fact_money_value(&plain(item.planned), &plain(item.allocated))
    });
    let list = |criteria: &[Criterion]| -> Vec<String> {
        criteria.iter().map(|criterion| values::criterion(plan, criterion)).collect()
    };
    let mut answers = vec![
        Answer::new(w::fact_days(), step, here("phase-first")).maybe(days),
        Answer::new(w::fact_objective(), step, here("phase-objective")).maybe(objective).maybe(steady),
        Answer::new(w::fact_money(), Step::Budget, here("phase-part")).maybe(money),
        Answer::new(w::fact_profile(), step, here("phase-profile"))
            .say(&phase.profile)
            .say(&phase.traits.interact)
            .say(&phase.traits.promote)
            .say(&phase.traits.advise)
            .say(&phase.region),
    ];
    if !phase.entry.is_empty() {
        answers.push(Answer::new(w::fact_entry(), step, here("phase-criteria")).all(list(&phase.entry)));
    }
    answers.push(Answer::new(w::fact_exit(), step, here("phase-criteria")).all(list(&phase.exit)));
    let activities = plan.activities.iter().filter(|item| item.phase == phase.id);
    let before = answers.len();
    answers.extend(activities.map(|item| activity(plan, step, item)));
    if answers.len() == before {
        answers.push(Answer::new(w::fact_activities(), step, here("activity-add")));
    }
    answers.extend(plan.groups.iter().filter(|item| item.phase == phase.id).map(|item| group(plan, step, item)));
    answers.extend(plan.partners.iter().filter(|item| item.phase == phase.id).map(|item| partner(plan, step, item)));
    answers.extend(plan.risks.iter().filter(|item| item.phase == phase.id).map(|item| risk(step, item)));
    let heard: Vec<_> = plan.feedback.iter().filter(|item| item.phase == phase.id).collect();
    if let Some(first) = heard.first() {
        let said = w::opinions(heard.len() as u64, &counted(heard.len()));
        answers.push(Answer::new(w::fact_feedback(), step, field("feedback-opinion", first.id)).say(said));
    }
    answers
}

fn days(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format::span(first, last),
        (Some(day), None) | (None, Some(day)) => format::date(day),
        (None, None) => String::new(),
    }
}

fn activity(plan: &Plan, step: Step, item: &Activity) -> Answer {
    let done = item.checklist.iter().filter(|check| check.done).count();
    let checks = (!item.checklist.is_empty()).then(|| w::steps_done(&counted(done), &counted(item.checklist.len())));
    let name = if item.name.trim().is_empty() { w::fact_activity() } else { &item.name };
    Answer::new(name, step, field("activity-name", item.id)).say(joined([
        days(item.first, item.last),
        item.owner.clone(),
        names::channel_of(plan, item.channel),
        checks.unwrap_or_default(),
    ]))
}

fn group(plan: &Plan, step: Step, item: &Group) -> Answer {
    let count = |value: u64| format::count(i64::try_from(value).unwrap_or(i64::MAX));
    let holds = count(item.holds());
    let size = w::fact_groups_value(&count(u64::from(item.count)), &count(u64::from(item.capacity)), &holds);
    let name = if item.name.trim().is_empty() { w::fact_groups() } else { &item.name };
    Answer::new(name, step, field("group-name", item.id))
        .say(joined([size, names::channel_of(plan, item.channel)]))
        .say(labelled(w::admins(), &item.admins))
        .say(labelled(w::rules(), &item.rules))
        .say(labelled(w::rhythm(), &item.rhythm))
}

fn partner(plan: &Plan, step: Step, item: &Partner) -> Answer {
    let expected = item.expected.map(|count| w::expected(&format::count(i64::from(count)))).unwrap_or_default();
    let name = if item.name.trim().is_empty() { w::fact_partners() } else { &item.name };
    Answer::new(name, step, field("partner-name", item.id))
        .say(joined([
            names::partner_kind(item.kind).to_owned(),
            days(item.first, item.last),
            item.contact.clone(),
            names::channel_of(plan, item.channel),
            expected,
        ]))
        .say(&item.note)
}

fn risk(step: Step, item: &Risk) -> Answer {
    let level = |level| values::choice(ChangedOption::Level(level));
    Answer::new(w::fact_risk(), step, field("risk-what", item.id))
        .say(&item.what)
        .say(labelled(w::answered_by(), &item.answer))
        .say(joined([
            w::labelled(w::likelihood(), &level(item.likelihood)),
            w::labelled(w::impact(), &level(item.impact)),
            labelled(common::owner(), &item.owner),
        ]))
}
