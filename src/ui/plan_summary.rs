//! "The plan so far": key facts of the plan, beside every step on wide screens.

use leptos::prelude::*;

use crate::app::shell::route::{Origin, Route};
use crate::app::use_editor;
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::budget::ledger::Ledger;
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::{Plan, Step};
use crate::ui::labels::{findings, names};

/// The north star as "baseline → target", or as much of it as is set.
pub fn goal(plan: &Plan) -> Option<String> {
    let star = plan.goals.north_star.as_ref()?;
    let metric = plan.find(star.metric)?;
    let name = names::metric(&metric.definition);
    let value = |value| names::value(value, metric.definition.unit(), plan.basics.currency);
    Some(match (metric.baseline, metric.target) {
        (Some(baseline), Some(target)) => w::goal_from_to(&name, &value(baseline), &value(target)),
        (None, Some(target)) => w::goal_to(&name, &value(target)),
        _ => name,
    })
}

/// A row of the panel: label and value.
type Row = (&'static str, String);

fn rows(plan: &Plan, ledger: &Ledger) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(goal) = goal(plan) {
        rows.push((w::rail_goal(), goal));
    }
    if let Some(first) = plan.basics.first_day {
        rows.push((w::rail_from(), format::date(first)));
    }
    if let Some(last) = plan.basics.last_day {
        rows.push((w::rail_to(), format::date(last)));
    }
    let totals = ledger.totals();
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    if let Some(total_budget) = totals.total_budget {
        rows.push((w::rail_total_budget(), money(total_budget)));
    }
    if !plan.budget.lines.is_empty() {
        rows.push((w::rail_planned(), money(totals.planned)));
    }
    rows
}

/// The panel's rows: `<dt>` and `<dd>` in turn.
pub fn rail() -> AnyView {
    let editor = use_editor();
    let facts = editor.figures(rows);
    let open = Memo::new(move |_| {
        editor.read_findings(|findings| findings.iter().filter(|finding| finding.severity() != Severity::Hint).count())
    });
    let review = move || editor.open_plan().map(|plan| Route::step(plan, Step::Review).to_string()).unwrap_or_default();
    view! {
        {move || facts.get().into_iter().map(|(what, value)| view! { <dt>{what}</dt><dd>{value}</dd> }).collect_view()}
        <dt>{w::rail_findings()}</dt>
        <dd>
            {move || match open.get() {
                0 => w::rail_no_findings().into_any(),
                count => {
                    let (n, text) = format::counted(count);
                    view! { <a href=review>{w::rail_to_look_at(n, &text)}</a> }.into_any()
                }
            }}
        </dd>
    }
    .into_any()
}

/// A finding as a list item of the review, linked to its field with a way back.
pub fn finding_item(finding: &Finding, plan: &Plan) -> AnyView {
    let place = finding.place;
    let href = Route::field(plan.id, place.step, place.anchor()).coming_from(Some(Origin::Review)).to_string();
    let class = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    view! {
        <li class=class>
            <a href=href>{findings::sentence(finding, plan)}</a> " " <span class="muted small">{finding.code()}</span>
        </li>
    }
    .into_any()
}
