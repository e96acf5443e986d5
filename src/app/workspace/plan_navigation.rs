//! The navigation of an open plan: beside the page where there is room, as a bar at the bottom where there is not.

use leptos::prelude::*;

use crate::app::shell::navigation::{Navigation, use_navigation};
use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::shell::step_names::{status_words, step_name};
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::export_menu;
use crate::app::workspace::section_names::view_name;
use crate::i18n::format;
use crate::i18n::words::{sections as w, views};
use crate::plan::review::step_status::StepStatus;
use crate::plan::{PlanId, Step};
use crate::widgets::Dialog;

/// The side navigation, and the bar that replaces it on narrow screens.
pub(crate) fn view(plan: PlanId) -> AnyView {
    let navigation = use_navigation();
    let statuses = Statuses::of_plan();
    view! {
        <nav class="side" aria-label=w::navigation()>
            {links(plan, navigation, statuses, "side")}
            <div class="side-foot">
                {export_menu::menu(plan)}
            </div>
        </nav>
        {bottom_bar(plan, navigation, statuses)}
    }
    .into_any()
}

/// The status of every step, in order.
#[derive(Clone, Copy)]
struct Statuses([Memo<StepStatus>; Step::ALL.len()]);

impl Statuses {
    fn of_plan() -> Statuses {
        let editor = use_editor();
        Statuses(Step::ALL.map(|step| editor.status(step)))
    }
}

/// Overview, steps and views. `prefix` keeps ids apart where the list is shown twice.
fn links(plan: PlanId, navigation: Navigation, statuses: Statuses, prefix: &'static str) -> AnyView {
    let overview = Route::Plan(plan);
    let to_overview = overview.to_string();
    let at_overview = move || (navigation.screen() == overview).then_some("page");
    let (steps_id, views_id) = (prefix.to_owned() + "-steps", prefix.to_owned() + "-views");
    let steps = Step::ALL.map(|step| step_link(plan, navigation, step, statuses.0[step as usize]));
    let views = PlanView::ALL.map(|view| {
        let route = Route::PlanView { plan, view };
        let href = route.to_string();
        let current = move || (navigation.screen() == route).then_some("page");
        view! { <li><a class="side-link" href=href aria-current=current>{view_name(view)}</a></li> }
    });
    view! {
        <ul>
            <li><a class="side-link" href=to_overview aria-current=at_overview>{w::overview()}</a></li>
        </ul>
        <h2 id=steps_id.clone()>{w::steps()}</h2>
        <ol aria-labelledby=steps_id>{steps}</ol>
        <h2 id=views_id.clone()>{views::heading()}</h2>
        <ul aria-labelledby=views_id>{views}</ul>
    }
    .into_any()
}

fn step_link(plan: PlanId, navigation: Navigation, step: Step, status: Memo<StepStatus>) -> AnyView {
    let current = move || (step_in(&navigation.screen()) == Some(step)).then_some("page");
    let dot = move || match status.get() {
        StepStatus::NotDue | StepStatus::NotStarted => "status-dot",
        StepStatus::InProgress => "status-dot half",
        StepStatus::Done => "status-dot done",
        StepStatus::NeedsAttention(_) => "status-dot look",
    };
    let count = move || match status.get() {
        StepStatus::NeedsAttention(count) => {
            let (count, text) = format::counted(count);
            Some(w::to_fix(count, &text))
        }
        _ => None,
    };
    // What is not visible is told in a label: a separator between the parts of the link would be read with a space
    // before it.
    let named = move || match status.get() {
        StepStatus::NeedsAttention(_) => None,
        other => Some(w::step_and_status(step_name(step), &status_words(other).0.to_lowercase())),
    };
    view! {
        <li>
            <a class="side-link" href=Route::step(plan, step).to_string() aria-current=current aria-label=named>
                <span class=dot aria-hidden="true"></span>
                {step_name(step)}
                {move || count().map(|count| view! { " " <span class="count">{count}</span> })}
            </a>
        </li>
    }
    .into_any()
}

/// The step that a screen belongs to.
fn step_in(route: &Route) -> Option<Step> {
    match route {
        Route::Section { section, .. } => Some(section.step()),
        _ => None,
    }
}

/// Overview, a sheet with the steps, and export, in reach of a thumb.
fn bottom_bar(plan: PlanId, navigation: Navigation, statuses: Statuses) -> AnyView {
    let open = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let (overview, export) = (Route::Plan(plan), Route::section(plan, Section::Export));
    let to_overview = overview.to_string();
    let at_overview = move || (navigation.screen() == overview).then_some("page");
    let at_export = move || (navigation.screen() == export).then_some("page");
    let steps = move || match step_in(&navigation.screen()) {
        Some(step) => w::step_of(&step.number().to_string(), &Step::ALL.len().to_string()),
        None => w::steps().to_owned(),
    };
    // The sheet closes once the reader has arrived.
    Effect::new(move || {
        navigation.route();
        open.set(false);
    });
    view! {
        <nav class="bottom-bar" aria-label=w::navigation()>
            <a href=to_overview aria-current=at_overview>{w::overview()}</a>
            <button type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>{steps}</button>
            <button
                type="button"
                aria-haspopup="dialog"
                aria-current=at_export
                on:click=move |_| exporting.set(true)
            >
                {w::export_short()}
            </button>
        </nav>
        {export_menu::sheet(plan, exporting)}
        <Dialog open=open on_close=Callback::new(move |()| open.set(false)) title=w::steps().to_owned()>
            <div class="steps-sheet">{links(plan, navigation, statuses, "sheet")}</div>
        </Dialog>
    }
    .into_any()
}
