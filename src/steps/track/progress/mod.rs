//! Plan against actual: how each goal stands and what its chances are, in words, pictures and tables; the results of the
//! channels by week; the spend.

mod channels;
mod goal;
mod goals;
mod periods;
mod picture;
mod spend;

use std::cell::Cell;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::{Editor, use_editor, use_navigation};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::metric::MetricId;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::plan_vs_actual::is_paced;
use crate::plan::tracking::rollups::Length;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::{Plan, PlanId};
use crate::ui::labels::names;
use crate::widgets::{ButtonLink, EmptyState};

thread_local! {
    /// The goal shown last, and in which plan.
    static LAST_SHOWN: Cell<Option<(PlanId, MetricId)>> = const { Cell::new(None) };
}

/// The section: what its parts share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    today: NaiveDate,
    /// The goal that is shown; the first one with figures without a choice.
    shown: RwSignal<Option<MetricId>>,
    /// The length of the periods in the table.
    length: RwSignal<Length>,
}

/// The id of a goal's heading.
fn anchor(metric: MetricId) -> String {
    "progress-".to_owned() + &metric.to_string()
}

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let plan = editor.peek(|plan| plan.id);
    let last = LAST_SHOWN.get().filter(|(of, _)| *of == plan).map(|(_, metric)| metric);
    let page = Page { editor, today: clock::today(), shown: RwSignal::new(last), length: RwSignal::new(Length::Week) };
    follow_links(page, plan);
    view! {
        <div class="track-progress">
            {move || editor.read_figures(|plan, ledger| body(page, plan, ledger))}
        </div>
    }
    .into_any()
}

/// A link to a goal shows it.
fn follow_links(page: Page, plan: PlanId) {
    let navigation = use_navigation();
    Effect::new(move || {
        let route = navigation.route();
        let id: Option<MetricId> =
            route.anchor().and_then(|anchor| anchor.strip_prefix("progress-")).and_then(|id| id.parse().ok());
        if let Some(id) = id.filter(|id| page.editor.peek(|plan| plan.find(*id).is_some())) {
            LAST_SHOWN.set(Some((plan, id)));
            page.shown.set(Some(id));
        }
    });
}

fn body(page: Page, plan: &Plan, ledger: &Ledger) -> AnyView {
    let link = |section| Route::section(plan.id, section).to_string();
    if plan.tracking.figures.is_empty() {
        let to = link(Section::Entry);
        return view! {
            <h2>{w::no_figures_title()}</h2>
            <EmptyState text=w::no_figures()><ButtonLink href=to>{w::to_enter()}</ButtonLink></EmptyState>
            {spend::part(page, plan, ledger)}
        }
        .into_any();
    }
    let goals = plan.goals.metrics.iter().filter(|metric| is_paced(metric));
    let goals = goals.map(|metric| GoalStanding::of(Figures::of(plan), metric, page.today));
    let (tracked, without): (Vec<_>, Vec<_>) = goals.partition(|found| found.latest().is_some());
    let is_over = |found: &GoalStanding| found.metric.due.is_some_and(|due| due < page.today);
    let (over, standings): (Vec<_>, Vec<_>) = tracked.into_iter().partition(is_over);
    let chosen = page.shown.get();
    let shown = standings.iter().chain(&over).find(|found| Some(found.metric.id) == chosen);
    let shown = shown.or_else(|| standings.iter().find(|found| found.progress.is_some()));
    let shown = shown.or(standings.first()).or(over.first());
    let no_goal = standings.iter().chain(&over).all(|found| found.progress.is_none()).then(|| {
        view! { <p>{w::no_goals()} " " <a href=link(Section::Metrics)>{w::to_goals()}</a></p> }
    });
    view! {
        {goals::part(plan, &standings, shown.map(|shown| shown.metric.id))}
        <p class="small muted progress-note">
            {goals::over(plan, &over)} {without_figures(&without, link(Section::Entry))}
        </p>
        {no_goal}
        {shown.map(|shown| goal::part(page, plan, shown))}
        {shown.map(|shown| channels::part(plan, shown.metric, page.today))}
        {spend::part(page, plan, ledger)}
    }
    .into_any()
}

/// The goals that nothing was tracked of.
fn without_figures(without: &[GoalStanding], to: String) -> Option<AnyView> {
    let names: Vec<String> = without
        .iter()
        .filter(|found| found.metric.target.is_some())
        .map(|found| names::metric(&found.metric.definition))
        .collect();
    (!names.is_empty()).then(|| {
        let words = w::without_figures(&format::list(&names));
        view! { {words} " " <a href=to>{w::to_enter()}</a> }.into_any()
    })
}
