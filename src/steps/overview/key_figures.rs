//! The key figures: north star, budget, headline cost per result, readiness.

use leptos::prelude::*;

use super::pictures;
use crate::app::shell::plan_cards::open_words;
use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{home, overview as w};
use crate::plan::model::metric::Metric;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::Finding;
use crate::plan::review::overview::course;
use crate::plan::review::step_status::Readiness;
use crate::plan::review::summary::{BudgetSummary, MetricOutcome, Summary};
use crate::plan::{Plan, Step};
use crate::ui::labels::{figures, names};

/// The cards in a row.
pub fn cards(plan: &Plan, summary: &Summary, findings: &[Finding]) -> AnyView {
    view! {
        <section class="ov-figures" aria-label=w::key_figures()>
            {north_star(plan, summary)} {budget(plan, summary)} {cost(plan, summary)} {readiness(plan, findings)}
        </section>
    }
    .into_any()
}

/// A card: what it is about, the figure, a picture of it, and a sentence.
fn card(name: String, beside: Option<String>, value: AnyView, picture: Option<AnyView>, gloss: AnyView) -> AnyView {
    view! {
        <div class="card ov-figure">
            <h2>{name} {beside.map(|beside| view! { <span>{beside}</span> })}</h2>
            <p class="ov-value">{value}</p>
            {picture}
            <p class="small muted">{gloss}</p>
        </div>
    }
    .into_any()
}

fn link(to: &Route, words: &'static str) -> AnyView {
    view! { " " <a href=to.to_string()>{words}</a> }.into_any()
}

fn not_set() -> AnyView {
    view! { <span class="ov-none">{w::not_set()}</span> }.into_any()
}

fn north_star(plan: &Plan, summary: &Summary) -> AnyView {
    let found = summary.goal.and_then(|goal| Some((goal, plan.find(goal.metric)?)));
    let Some((goal, metric)) = found else {
        let to = Route::field(plan.id, Step::Goals, "north-star");
        let gloss = view! { {w::star_empty()} {link(&to, w::choose_star())} }.into_any();
        return card(w::north_star().to_owned(), None, not_set(), None, gloss);
    };
    let name = w::north_star_of(&names::metric(&metric.definition));
    let value = |value| names::value(value, metric.definition.unit(), plan.basics.currency);
    let (Some(from), Some(to)) = (goal.baseline, goal.target) else {
        let field = if goal.baseline.is_none() { "metric-baseline" } else { "metric-target" };
        let to = Route::field(plan.id, Step::Goals, field.to_owned() + "-" + &metric.id.to_string());
        let gloss = view! { {w::star_open()} {link(&to, w::complete_star())} }.into_any();
        let known = goal.target.or(goal.baseline).map_or_else(not_set, |known| value(known).into_any());
        return card(name, None, known, None, gloss);
    };
    let now = goal.now.filter(|now| now.counted);
    let beside = now.and_then(|now| Some(w::now_at(&value(now.value), &format::date_short(now.on?))));
    let outcome = summary.results.iter().find(|outcome| outcome.metric == metric.id);
    let gloss = outcome.and_then(|outcome| coverage(plan, metric, outcome)).unwrap_or_default();
    let value = w::from_to(&value(from), &value(to)).into_any();
    let picture = course(plan, metric).map(|course| pictures::course(&course));
    card(name, beside, value, picture, gloss.into_any())
}

/// What the goal needs, and how much of it the line items bring.
fn coverage(plan: &Plan, metric: &Metric, outcome: &MetricOutcome) -> Option<String> {
    let (need, covered) = (outcome.need?, outcome.towards?.results);
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let words = figures::need_words(need, unit, currency)?;
    let covered = if covered >= need.count {
        w::need_met().to_owned()
    } else {
        w::need_covered(&names::value(covered, unit, currency))
    };
    Some(words + format::sentence_gap() + &covered)
}

fn budget(plan: &Plan, summary: &Summary) -> AnyView {
    let money = |amount| names::money_whole(amount, plan.basics.currency);
    let funds = &summary.money;
    let value = w::planned(&money(funds.planned)).into_any();
    let (Some(total), Some(free)) = (funds.total_budget, funds.free) else {
        let to = Route::field(plan.id, Step::Budget, "budget-total");
        let gloss = view! { {w::budget_empty()} {link(&to, w::set_budget())} }.into_any();
        let value = if funds.planned == Money::ZERO { not_set() } else { value };
        return card(w::budget().to_owned(), None, value, None, gloss);
    };
    let left = if free < Money::ZERO {
        view! { <strong class="ov-bad">{w::over_budget(&money(Money::ZERO - free))}</strong> }.into_any()
    } else if free == Money::ZERO {
        w::fully_allocated().into_any()
    } else {
        w::unallocated(&money(free)).into_any()
    };
    let contingency = (funds.contingency > Money::ZERO).then(|| {
        let within = funds.planned != funds.working;
        let amount = money(funds.contingency);
        (if within { w::contingency_within(&amount) } else { w::contingency(&amount) }) + " · "
    });
    let gloss = view! { {contingency} {left} }.into_any();
    let picture = pictures::bar(budget_parts(plan, summary, funds), total.minor());
    card(w::budget().to_owned(), Some(money(total)), value, Some(picture), gloss)
}

/// The planned money by phase, of the whole plan, and the contingency.
fn budget_parts(plan: &Plan, summary: &Summary, funds: &BudgetSummary) -> Vec<(&'static str, i64)> {
    let of_phases: Money = summary.phases.iter().map(|phase| phase.planned).sum();
    let phases = summary.phases.iter().filter_map(|phase| {
        let tone = names::tone(Some(plan.find(phase.phase)?.kind));
        Some((tone.class(), phase.planned.minor()))
    });
    let whole_plan = (funds.working - of_phases).max(Money::ZERO);
    phases.chain([("other", whole_plan.minor()), ("rest", funds.contingency.minor())]).collect()
}

fn cost(plan: &Plan, summary: &Summary) -> AnyView {
    let currency = plan.basics.currency;
    let found = summary.headline().and_then(|outcome| {
        let cost = outcome.cost()?;
        Some((outcome, cost, cost.price(outcome.kpi, currency)?))
    });
    let Some((outcome, cost, price)) = found else {
        return card(w::cost_empty_name().to_owned(), None, not_set(), None, w::cost_empty().into_any());
    };
    let Some(metric) = plan.find(outcome.metric) else { return ().into_any() };
    let rule = &plan.strategy.rule;
    let limit = rule.target_cost.filter(|_| rule.metric == Some(outcome.metric));
    let limit = limit.map(|limit| w::cost_limit(&names::money(limit, currency)) + " · ");
    let results = names::value(cost.results, metric.definition.unit(), currency);
    let basis = w::cost_basis(&names::money_whole(cost.spend, currency), &results);
    let gloss = view! { {limit} {basis} }.into_any();
    card(figures::cost_name(metric, outcome.kpi), None, names::cost(price, currency).into_any(), None, gloss)
}

fn readiness(plan: &Plan, findings: &[Finding]) -> AnyView {
    let ready = Readiness::of(plan, findings, clock::today());
    let value = home::steps_of(&ready.steps_done.to_string(), &ready.steps_due.to_string());
    let [share, all] = [ready.steps_done, ready.steps_due].map(|count| i64::try_from(count).unwrap_or(0));
    let picture = pictures::bar(vec![("done", share)], all);
    let to = Route::section(plan.id, Section::Findings).to_string();
    let gloss = view! { <a href=to>{open_words(ready.to_complete, ready.issues)}</a> }.into_any();
    card(w::readiness().to_owned(), None, value.into_any(), Some(picture), gloss)
}
