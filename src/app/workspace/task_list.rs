//! The task list of a plan: its steps and the status of each.

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::step_names::{status_words, step_about, step_in_sentence, step_name};
use crate::app::workspace::approval_status::approval_status_line;
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::section_names::view_name;
use crate::browser::storage::drafts;
use crate::i18n::format;
use crate::i18n::words::{app, shell, views};
use crate::plan::review::step_status::StepStatus;
use crate::plan::{PlanId, Step};
use crate::widgets::{Button, ButtonKind, ButtonLink, Notice, NoticeKind, Toasts};

/// What a view is for, in the reader's words.
type About = fn() -> &'static str;

/// The views of the whole plan, and what each is for.
const VIEWS: [(PlanView, About); 3] = [
    (PlanView::Timeline, views::about_timeline),
    (PlanView::Report, views::about_report),
    (PlanView::Changes, views::about_changes),
];

/// The task list of the open plan.
#[component]
pub(crate) fn TaskList(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    Effect::new(move || {
        if let Some(field) = editor.invalid_dates_field() {
            navigation.go(&Route::field(plan, Step::Basics, field));
        }
    });
    let name = editor.name();
    set_page_title(move || name.get());
    let days = editor.memo(|plan| plan.basics.first_day.zip(plan.basics.last_day));
    let days =
        move || days.get().map_or_else(|| app::no_days_yet().to_owned(), |(first, last)| format::span(first, last));
    let states = Step::ALL.map(|step| (step, editor.status(step)));
    let done = Memo::new(move |_| states.iter().filter(|(_, state)| state.get() == StepStatus::Done).count());
    let progress = move || app::steps_done(&done.get().to_string(), &Step::ALL.len().to_string());
    // The link leads to the first step that is not done.
    let next = Memo::new(move |_| {
        states.iter().find(|(_, state)| state.get() != StepStatus::Done).map_or(Step::Review, |(step, _)| *step)
    });
    let is_new = Memo::new(move |_| states.iter().all(|(_, state)| state.get() == StepStatus::NotStarted));
    let row = move |(step, state): (Step, Memo<StepStatus>)| {
        let (name_id, about_id) = (row_id("step-", step), row_id("about-", step));
        let state_view = move || {
            let (words, class) = status_words(state.get());
            view! { <span class=class>{words}</span> }
        };
        view! {
            <li>
                <a id=name_id href=Route::step(plan, step).to_string() aria-describedby=about_id.clone()>{step_name(step)}</a>
                {state_view}
                <small id=about_id>{step_about(step)}</small>
            </li>
        }
    };
    let view_row = move |(view, about): (PlanView, fn() -> &'static str)| {
        let about_id = "about-".to_owned() + view.slug();
        view! {
            <li>
                <a href=Route::PlanView { plan, view }.to_string() aria-describedby=about_id.clone()>{view_name(view)}</a>
                <small id=about_id>{about()}</small>
            </li>
        }
    };
    view! {
        <div class="column">
            <p class="step"><a href=Route::Home.to_string()>{shell::home()}</a></p>
            <h1 id=HEADING tabindex="-1">{move || name.get()}</h1>
            <p class="lede">{days}</p>
            {approval_status_line(false)}
            <Original plan=plan />
            <Show when=move || is_new.get() fallback=|| ()>
                <p>{app::begin_with_basics()}</p>
            </Show>
            <section aria-labelledby="steps-heading">
                <div class="spread">
                    <h2 id="steps-heading">{app::steps_heading()}</h2>
                    <p class="small muted">{progress}</p>
                </div>
                <ol class="tasks">{states.map(row)}</ol>
            </section>
            <section aria-labelledby="sheets-heading">
                <h2 id="sheets-heading">{views::heading()}</h2>
                <ul class="tasks">{VIEWS.map(view_row)}</ul>
            </section>
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=Signal::derive(move || Route::step(plan, next.get()).to_string())>
                    {move || shell::continue_to(step_in_sentence(next.get()))}
                </ButtonLink>
                <Button on_press=Callback::new(move |()| editor.download())>{shell::download_plan()}</Button>
            </div>
            <p class="small muted">{move || editor.exported_words()}</p>
        </div>
    }
    .into_any()
}

fn row_id(prefix: &str, step: Step) -> String {
    prefix.to_owned() + step.slug()
}

/// Says that the plan was migrated from an older file version, as long as its original is kept.
#[component]
fn Original(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let plan_list = use_plan_list();
    let toasts = Toasts::here();
    let there = RwSignal::new(drafts::original(&plan.to_string()).is_some());
    let download =
        Callback::new(move |()| plan_list.download_original(plan, &editor.peek(|plan| plan.basics.name.clone())));
    let discard = Callback::new(move |()| {
        drafts::discard_original(&plan.to_string());
        there.set(false);
        toasts.say(app::original_discarded());
    });
    view! {
        <Show when=move || there.get() fallback=|| ()>
            <Notice kind=NoticeKind::Info>
                <p>{app::was_migrated()}</p>
                <div class="actions">
                    <Button on_press=download>{app::download_original()}</Button>
                    <Button kind=ButtonKind::Plain on_press=discard>{app::discard_original()}</Button>
                </div>
            </Notice>
        </Show>
    }
    .into_any()
}
