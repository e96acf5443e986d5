//! Check your answers: what was said on every step, with a way to change it.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::app::step_words::step_name;
use crate::app::use_editor;
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::cycle::CycleLength;
use crate::plan::money::Money;
use crate::plan::totals::BudgetTotals;
use crate::plan::{Plan, Step};
use crate::steps::{names, rail};

/// A line of the answers: what was asked, and what was said.
type Answer = (&'static str, String);

/// The answers of every step.
pub fn section() -> AnyView {
    let editor = use_editor();
    let step = move |step: Step| {
        let answers = editor.figures(move |plan, ledger| answers(plan, ledger.totals(), step));
        let href = move || editor.open_plan().map(|plan| Route::step(plan, step).to_string()).unwrap_or_default();
        view! {
            <div class="spread">
                <h3>{step_name(step)}</h3>
                <a href=href>{w::change()}<span class="unseen">" "{step_name(step)}</span></a>
            </div>
            <dl class="facts">
                {move || {
                    answers
                        .get()
                        .into_iter()
                        .map(|(what, said)| {
                            let missing = said.is_empty();
                            let said = if missing { w::not_said().to_owned() } else { said };
                            view! { <dt>{what}</dt><dd class:muted=missing>{said}</dd> }
                        })
                        .collect_view()
                }}
            </dl>
        }
    };
    view! {
        <section aria-labelledby="review-answers">
            <h2 id="review-answers">{w::answers()}</h2>
            {Step::ALL.into_iter().filter(|&item| item != Step::Review).map(step).collect_view()}
        </section>
    }
    .into_any()
}

fn answers(plan: &Plan, totals: &BudgetTotals, step: Step) -> Vec<Answer> {
    match step {
        Step::Basics => basics(plan),
        Step::Goals => vec![
            (w::fact_goal(), rail::goal(plan).unwrap_or_default()),
            (w::fact_metrics(), listed(plan.goals.metrics.iter().map(|item| names::metric(&item.definition)))),
            (w::fact_departments(), listed(plan.goals.departments.iter().map(|item| item.name.clone()))),
        ],
        Step::Budget => budget(plan, totals),
        Step::Strategy => vec![
            (w::fact_focus(), plan.strategy.rule.focus.clone()),
            (w::fact_channels(), listed(plan.strategy.channels.iter().map(names::channel))),
            (w::fact_trials(), counted(plan.strategy.trials.len())),
        ],
        Step::Seed | Step::Initial | Step::Brand => phase(plan, totals, step),
        Step::Schedule => schedule(plan),
        Step::Review => Vec::new(),
    }
}

fn basics(plan: &Plan) -> Vec<Answer> {
    let basics = &plan.basics;
    let days = basics.days().map_or_else(String::new, |days| {
        let count = days.len();
        let span = format::span(days.first(), days.last());
        w::fact_days_value(u64::from(count), &span, &format::count(i64::from(count)))
    });
    vec![
        (w::fact_product(), basics.product.clone()),
        (w::fact_audience(), listed(basics.audience.iter().map(|group| group.who.clone()))),
        (w::fact_region(), basics.region.clone()),
        (w::fact_days(), days),
    ]
}

fn budget(plan: &Plan, totals: &BudgetTotals) -> Vec<Answer> {
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    let cycle = match plan.budget.frame.cycle {
        CycleLength::Week => w::cycle_week(),
        CycleLength::TwoWeeks => w::cycle_two_weeks(),
        CycleLength::Month => w::cycle_month(),
    };
    let mut answers = vec![
        (w::fact_envelope(), totals.envelope.map_or_else(String::new, money)),
        (w::fact_lines(), counted(plan.budget.lines.len())),
        (w::fact_planned(), money(totals.planned)),
    ];
    match totals.free() {
        Some(free) if free < Money::ZERO => answers.push((w::fact_over(), money(Money::ZERO - free))),
        Some(free) => answers.push((w::fact_free(), money(free))),
        None => {}
    }
    answers.push((w::fact_cycle(), cycle.to_owned()));
    answers
}

fn phase(plan: &Plan, totals: &BudgetTotals, step: Step) -> Vec<Answer> {
    let Some(phase) = step.phase().and_then(|kind| plan.phase_of_kind(kind)) else { return Vec::new() };
    let days = phase.days().map_or_else(String::new, |days| format::span(days.first(), days.last()));
    let objective = phase.objective.and_then(|objective| {
        let metric = names::metric_of(plan, objective.metric);
        let number = names::decimal(objective.number?);
        Some(if metric.is_empty() { number } else { w::goal_to(&metric, &number) })
    });
    let money = totals.phases.iter().find(|item| item.phase == phase.id).map(|item| {
        let plain = |amount| names::money_plain(amount, plan.basics.currency);
        w::fact_money_value(&plain(item.planned), &plain(item.allotted))
    });
    let activities = plan.activities.iter().filter(|item| item.phase == phase.id).map(|item| item.name.clone());
    let mut answers = vec![
        (w::fact_days(), days),
        (w::fact_objective(), objective.unwrap_or_default()),
        (w::fact_money(), money.unwrap_or_default()),
        (w::fact_activities(), listed(activities)),
    ];
    let count = |value: u64| format::count(i64::try_from(value).unwrap_or(i64::MAX));
    for group in plan.groups.iter().filter(|group| group.phase == phase.id) {
        let holds = count(group.holds());
        let said = w::fact_groups_value(&count(u64::from(group.count)), &count(u64::from(group.capacity)), &holds);
        answers.push((w::fact_groups(), said));
    }
    if step == Step::Brand {
        let partners = plan.partners.iter().filter(|item| item.phase == phase.id).map(|item| item.name.clone());
        answers.push((w::fact_partners(), listed(partners)));
    }
    answers
}

fn schedule(plan: &Plan) -> Vec<Answer> {
    let sum = |of: fn(&crate::plan::schedule::Cadence) -> u32| {
        format::count(plan.schedule.cadences.iter().map(|cadence| i64::from(of(cadence))).sum())
    };
    let cadence = if plan.schedule.cadences.is_empty() {
        String::new()
    } else {
        w::fact_cadence_value(&sum(|cadence| cadence.per_week), &sum(|cadence| cadence.original))
    };
    vec![(w::fact_cadence(), cadence), (w::fact_pieces(), counted(plan.schedule.pieces.len()))]
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.filter(|item| !item.trim().is_empty()).collect();
    // Names hold commas of their own.
    items.join(" · ")
}

fn counted(count: usize) -> String {
    if count == 0 { String::new() } else { format::counted(count).1 }
}
