//! The summary for whoever signs the plan: goal, budget, results, costs, dates and risks.

use leptos::prelude::*;

use crate::app::shell::route::{Origin, Route};
use crate::app::use_editor;
use crate::i18n::format;
use crate::i18n::words::{common, report, review as w};
use crate::plan::budget::cost_effectiveness::{Cost, Kpi};
use crate::plan::goals::funding_gap::LimitingFactor;
use crate::plan::model::risk::Risk;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::changes::ChangedOption;
use crate::plan::review::summary::{BudgetSummary, GoalSummary, MetricOutcome, PhaseSummary, Summary};
use crate::plan::{Plan, Step};
use crate::ui::cost_explained::{CostBasis, how_calculated};
use crate::ui::labels::{names, values};
use crate::widgets::{DataCell, DataHead, data_table};

/// Shown where there is no value.
const DASH: &str = "–";
/// How many risks the summary lists.
const RISKS: usize = 3;

/// The summary.
pub fn section() -> AnyView {
    let editor = use_editor();
    let summary = editor.figures(Summary::of);
    let body = move || {
        let summary = summary.get();
        editor.read(|plan| {
            view! {
                {goal(plan, summary.goal)}
                {funds(plan, &summary.money)}
                {results(plan, &summary.results)}
                {phases(plan, &summary.phases)}
                {risks(plan, &summary)}
            }
            .into_any()
        })
    };
    view! {
        <section aria-labelledby="review-worth">
            <h2 id="review-worth">{w::worth()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn goal(plan: &Plan, goal: Option<GoalSummary>) -> AnyView {
    let found = goal.and_then(|goal| {
        let metric = plan.find(goal.metric)?;
        Some((goal, metric))
    });
    let Some((goal, metric)) = found else {
        let to = Route::field(plan.id, Step::Goals, "north-star").coming_from(Some(Origin::Review)).to_string();
        return view! { <p class="muted">{w::no_goal()} " " <a href=to>{w::set_goal()}</a></p> }.into_any();
    };
    let value = |value| names::value(value, metric.definition.unit(), plan.basics.currency);
    let course = match (goal.now.map(|now| now.value), goal.target) {
        (Some(from), Some(to)) => w::from_to(&value(from), &value(to)),
        (None, Some(to)) => value(to),
        (Some(from), None) => value(from),
        (None, None) => DASH.to_owned(),
    };
    let by = goal.due.map(|due| w::by_day(&format::date(due)));
    let counted = goal.now.filter(|now| now.counted).and_then(|now| now.on);
    let baseline = goal.baseline.filter(|_| counted.is_some()).map(|baseline| report::baseline_was(&value(baseline)));
    let counted = counted.map(|on| report::counted_on(&format::date(on)));
    let about = [Some(names::metric(&metric.definition)), counted, baseline, by]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! { <p class="big">{course} <small>{about}</small></p> }.into_any()
}

fn funds(plan: &Plan, funds: &BudgetSummary) -> AnyView {
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let free = funds.free.map(|free| {
        if free < Money::ZERO {
            let over = money(Money::ZERO - free);
            view! { <div><dt>{w::fact_over()}</dt><dd class="too-much">{over}</dd></div> }.into_any()
        } else {
            fact(w::fact_free(), money(free)).into_any()
        }
    });
    view! {
        <dl class="key-figures">
            {funds.total_budget.map(|total_budget| fact(w::fact_total_budget(), money(total_budget)))}
            {fact(w::fact_planned(), money(funds.planned))}
            {fact(w::fact_reserve(), money(funds.contingency))}
            {fact(w::fact_committed(), money(funds.committed))}
            {fact(w::fact_spent(), money(funds.spent))}
            {free}
        </dl>
    }
    .into_any()
}

/// The expected results of each metric, against its goal.
fn results(plan: &Plan, results: &[MetricOutcome]) -> AnyView {
    // Metrics without expected results and without a goal are not listed.
    let shown: Vec<&MetricOutcome> = results.iter().filter(|outcome| expected(outcome).is_some()).collect();
    if shown.is_empty() {
        return view! { <p class="muted">{w::no_results()}</p> }.into_any();
    }
    let mut heads = vec![
        DataHead::words(w::result()),
        DataHead::figures(w::needed()),
        DataHead::figures(w::expected_head()),
        DataHead::figures(w::cost_each()),
    ];
    let counted = shown.iter().any(|outcome| outcome.to_date.is_some());
    if counted {
        heads.insert(3, DataHead::figures(report::so_far()));
    }
    let each = |cost: Option<Cost>, kpi: Kpi| -> DataCell {
        let Some(each) = cost.and_then(|cost| cost.price(kpi, plan.basics.currency)) else { return DASH.into() };
        let words = DataCell::from(names::cost(each, plan.basics.currency));
        if kpi.per() == 1 { words } else { words.beside(&w::per(&format::count(i64::from(kpi.per())))) }
    };
    let row = |outcome: &&MetricOutcome| {
        let need = outcome.need.map_or_else(|| DASH.to_owned(), |need| names::decimal(need.count));
        let brought = expected(outcome).map_or_else(|| DASH.to_owned(), |cost| names::decimal(cost.results));
        let verdict = match outcome.limiting_factor {
            Some(LimitingFactor::Met { .. }) if outcome.is_reached() => {
                DataCell::from(brought).about(w::reached().to_owned())
            }
            Some(LimitingFactor::Met { .. }) => DataCell::from(brought).about(w::enough().to_owned()),
            factor => match factor.and_then(|factor| factor.short()) {
                Some(short) => DataCell::from(brought).about(w::short_of(&names::decimal(short))),
                None => brought.into(),
            },
        };
        let name = DataCell::from(names::metric_of(plan, Some(outcome.metric)));
        let name = if outcome.is_north_star { name.about(w::fact_goal().to_owned()) } else { name };
        let mut row = vec![name, need.into(), verdict, each(outcome.cost(), outcome.kpi)];
        if counted {
            row.insert(
                3,
                match outcome.to_date {
                    Some(so_far) => DataCell::from(names::decimal(so_far.value))
                        .about(report::counted_on(&format::date_short(so_far.on))),
                    None => DASH.into(),
                },
            );
        }
        row
    };
    let rows = shown.iter().map(row).collect();
    let costs: Vec<CostBasis> = shown.iter().filter_map(|outcome| CostBasis::of(plan, outcome)).collect();
    view! {
        {data_table(w::results_caption(), "", &heads, rows, Vec::new())}
        {how_calculated(Signal::stored(costs), plan.basics.currency)}
    }
    .into_any()
}

/// The expected results compared with the goal: those by the due date if there is one, else all.
fn expected(outcome: &MetricOutcome) -> Option<Cost> {
    outcome.cost().filter(|cost| cost.results != Decimal::ZERO)
}

fn phases(plan: &Plan, phases: &[PhaseSummary]) -> AnyView {
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    let heads = [
        DataHead::words(common::phase()),
        DataHead::words(w::fact_days()),
        DataHead::words(w::fact_objective()),
        DataHead::figures(w::allocated()),
        DataHead::figures(w::fact_planned()),
    ];
    let row = |phase: &PhaseSummary| {
        let days = phase.days.map_or_else(|| DASH.to_owned(), |days| format::span(days.first(), days.last()));
        let number = phase.number.map(|number| {
            let number = names::value(number, values::unit_of(plan, phase.metric), plan.basics.currency);
            let metric = names::metric_of(plan, phase.metric);
            if metric.is_empty() { number } else { w::goal_to(&metric, &number) }
        });
        vec![
            names::phase_of(plan, Some(phase.phase)).into(),
            days.into(),
            number.unwrap_or_else(|| DASH.to_owned()).into(),
            money(phase.allocated).into(),
            money(phase.planned).into(),
        ]
    };
    data_table(w::phases_caption(), "", &heads, phases.iter().map(row).collect(), Vec::new())
}

fn risks(plan: &Plan, summary: &Summary) -> Option<AnyView> {
    let grave = summary.risks.iter().take(RISKS);
    let found: Vec<&Risk> = grave.filter_map(|id| plan.find(*id)).collect();
    if found.is_empty() {
        return None;
    }
    let level = |level| values::choice(ChangedOption::Level(level));
    let items: Vec<_> = found
        .into_iter()
        .map(|risk| {
            let answer = if risk.answer.trim().is_empty() { w::no_answer().to_owned() } else { risk.answer.clone() };
            let grade = w::grade(&level(risk.likelihood), &level(risk.impact));
            view! { <li><strong>{risk.what.clone()}</strong> " " <span class="muted">{grade}</span> <br /> {answer}</li> }
        })
        .collect();
    Some(view! { <h3>{w::top_risks()}</h3><ol class="risks">{items}</ol> }.into_any())
}
