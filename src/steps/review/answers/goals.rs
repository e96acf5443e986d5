//! Answers about goals, channels and channel tests.

use super::{Answer, field, joined, labelled};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, review as w};
use crate::plan::model::channel::{Channel, Role};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{Metric, Source};
use crate::plan::review::changes::ChangedOption;
use crate::plan::strategy::comparison::{TestOutcome, compare_counted};
use crate::plan::strategy::tracked_tests::counted_tests;
use crate::plan::{Plan, Step};
use crate::ui::labels::{names, values, verdicts};
use crate::ui::plan_summary;

const AT: Step = Step::Goals;

/// The Goals answers.
pub fn answers(plan: &Plan) -> Vec<Answer> {
    let why = plan.goals.north_star.as_ref().map(|star| star.why.clone());
    let star = Answer::new(w::fact_goal(), AT, "north-star").maybe(plan_summary::goal(plan)).maybe(why);
    let mut answers = vec![star];
    answers.extend(plan.goals.metrics.iter().map(|item| metric(plan, item)));
    answers.extend(plan.goals.teams.iter().map(|item| team(plan, item)));
    answers.push(funnel(plan));
    answers
}

fn metric(plan: &Plan, metric: &Metric) -> Answer {
    let unit = metric.definition.unit();
    let value = |value| names::value(value, unit, plan.basics.currency);
    let course = match (metric.baseline.map(value), metric.target.map(value)) {
        (Some(from), Some(to)) => w::from_to(&from, &to),
        (None, Some(to)) => to,
        (Some(from), None) => w::now_at(&from),
        (None, None) => String::new(),
    };
    let by = metric.due.map(|due| w::by_day(&format::date(due))).unwrap_or_default();
    let source = match &metric.source {
        None => String::new(),
        Some(Source::Platform(key)) => names::platform(key),
        Some(Source::OwnStatistics(_)) => values::choice(ChangedOption::OwnStatistics),
    };
    Answer::new(names::metric(&metric.definition), AT, field("metric-target", metric.id))
        .say(joined([course, by]))
        .say(joined([labelled(common::owner(), &metric.owner), labelled(w::source(), &source)]))
}

fn team(plan: &Plan, team: &Team) -> Answer {
    let outputs = plan.goals.outputs.iter().filter(|goal| goal.team == team.id).map(|goal| output(plan, goal));
    let results = plan.goals.results.iter().filter(|goal| goal.team == team.id).map(|goal| result(plan, goal));
    let what = if team.name.trim().is_empty() { w::fact_team() } else { &team.name };
    Answer::new(what, AT, field("team-name", team.id)).say(labelled(w::lead(), &team.lead)).all(outputs.chain(results))
}

fn output(plan: &Plan, goal: &OutputGoal) -> String {
    let count = |value: u32| format::count(i64::from(value));
    let posts = match (goal.per_week, goal.original) {
        (Some(all), Some(original)) => w::posts_a_week(&count(all), &count(original)),
        (Some(all), None) => w::a_week(&count(all)),
        _ => String::new(),
    };
    joined([goal.what.clone(), names::channel_of(plan, goal.channel), posts, goal.owner.clone()])
}

fn result(plan: &Plan, goal: &ResultGoal) -> String {
    let unit = values::unit_of(plan, goal.metric);
    let value = |value| names::value(value, unit, plan.basics.currency);
    let metric = names::metric_of(plan, goal.metric);
    let course = match (goal.last_month.map(value), goal.target.map(value)) {
        (Some(from), Some(to)) => w::goal_from_to(&metric, &from, &to),
        (None, Some(to)) => w::goal_to(&metric, &to),
        _ => metric,
    };
    let by = goal.due.map(|due| w::by_day(&format::date(due))).unwrap_or_default();
    let share = goal.share.map(|share| w::share_of_goal(&format::percent_bp(i64::from(share.0)))).unwrap_or_default();
    joined([course, by, share, goal.owner.clone()])
}

fn funnel(plan: &Plan) -> Answer {
    let funnel = &plan.goals.funnel;
    let stages: Vec<String> = funnel
        .stages
        .iter()
        .map(|stage| match stage.rate {
            Some(rate) => {
                w::stage_rate(&values::stage(stage), &names::value(rate, Unit::Percent, plan.basics.currency))
            }
            None => values::stage(stage),
        })
        .collect();
    let given = funnel.given.map(|given| {
        let end = values::choice(ChangedOption::FunnelEnd(funnel.solve_from));
        joined([w::given(&end, &names::decimal(given)), values::choice(ChangedOption::FunnelPeriod(funnel.period))])
    });
    Answer::new(w::fact_funnel(), AT, "funnel-given")
        .say(stages.join(" → "))
        .maybe(given.filter(|_| !stages.is_empty()))
}

/// Channels, their tests, and the test rules.
pub fn strategy(plan: &Plan) -> Vec<Answer> {
    let at = Step::Strategy;
    let rule = &plan.strategy.rule;
    let mut answers = vec![Answer::new(w::fact_focus(), at, "strategy-focus").say(&rule.focus)];
    answers.extend(plan.strategy.channels.iter().map(|item| channel(plan, item)));
    if plan.strategy.channels.is_empty() {
        answers.push(Answer::new(w::fact_channels(), at, "channel-add"));
    }
    let count = |value: u32| format::count(i64::from(value));
    let cost = rule.target_cost.map(|cost| w::result_may_cost(&names::money_plain(cost, plan.basics.currency)));
    let tested = Answer::new(w::fact_rule(), at, "rule-days")
        .say(names::metric_of(plan, rule.metric))
        .say(w::verdict_after(&count(rule.minimum_days), &count(rule.minimum_results)))
        .maybe(cost)
        .say(w::exploring(&format::percent_bp(i64::from(rule.exploration.0))))
        .say(&rule.stop_when);
    answers.push(tested);
    let tests = counted_tests(plan);
    let outcomes = compare_counted(plan, &tests, clock::today());
    answers.extend(tests.iter().zip(&outcomes).map(|(item, outcome)| channel_test(plan, item, outcome)));
    answers
}

fn channel(plan: &Plan, channel: &Channel) -> Answer {
    let roles = plan.phases.iter().filter_map(|phase| {
        let role = channel.role_in(phase.id);
        (role != Role::Unused).then(|| w::labelled(&names::phase(phase), values::role(role)))
    });
    let fit = channel.fit.map(values::fit).unwrap_or_default();
    Answer::new(names::channel(channel), Step::Strategy, field("channel-name", channel.id))
        .say(joined([labelled(w::fit(), fit), channel.handle.clone(), channel.link.clone()]))
        .say(joined(roles))
        .say(&channel.note)
}

fn channel_test(plan: &Plan, test: &ChannelTest, outcome: &TestOutcome) -> Answer {
    let days = match (test.first, test.last) {
        (Some(first), Some(last)) => format::span(first, last),
        (Some(day), None) | (None, Some(day)) => format::date(day),
        (None, None) => String::new(),
    };
    let spent = test.spent().map(|amount| names::money_plain(amount, plan.basics.currency)).unwrap_or_default();
    let counted = test.counted().map(|count| {
        let (n, text) = (u64::from(count), format::count(i64::from(count)));
        w::results(n, &text)
    });
    let what = w::test_of(&names::channel_of(plan, Some(test.channel)));
    Answer::new(what, Step::Strategy, field("test-what", test.id)).say(&test.what).say(joined([
        days,
        spent,
        counted.unwrap_or_default(),
        verdicts::word(outcome.verdict).to_owned(),
    ]))
}
