//! Exporting the plan as files, each with a note on its purpose, and all of them in one archive.
//!
//! Only the plan file is made without further code; what the others need is loaded when the first one is requested.

mod make;
mod outline_words;
mod text_files;

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::app::shell::route::{PlanView, Route};
use crate::app::{Editor, not_loaded_message, use_editor};
use crate::browser::files::transfer;
use crate::browser::files::worker::StopHandle;
use crate::export::tracking_specification;
use crate::i18n::format;
use crate::i18n::words::{budget, common, exports as w, goals, report, review, schedule, seed};
use crate::plan::{Plan, Step};
use crate::widgets::{Button, ButtonKind, Toasts};

/// The export files besides the plan file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Workbook,
    Document,
    Calendar,
    Schedule,
    Budget,
    Actuals,
    Tracking,
    Feedback,
    Everything,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Workbook => w::workbook(),
            Kind::Document => w::document(),
            Kind::Calendar => w::calendar(),
            Kind::Schedule => w::schedule(),
            Kind::Budget => w::budget(),
            Kind::Actuals => w::actuals(),
            Kind::Tracking => w::tracking(),
            Kind::Feedback => w::feedback(),
            Kind::Everything => w::everything(),
        }
    }

    /// What the file is for.
    fn what(self) -> &'static str {
        match self {
            Kind::Workbook => w::workbook_what(),
            Kind::Document => w::document_what(),
            Kind::Calendar => w::calendar_what(),
            Kind::Schedule => w::schedule_what(),
            Kind::Budget => w::budget_what(),
            Kind::Actuals => w::actuals_what(),
            Kind::Tracking => w::tracking_what(),
            Kind::Feedback => w::feedback_what(),
            Kind::Everything => w::everything_what(),
        }
    }

    /// Whether the plan has content for the file.
    fn has_content(self, plan: &Plan) -> bool {
        match self {
            Kind::Schedule => !plan.schedule.pieces.is_empty(),
            Kind::Budget => !plan.budget.lines.is_empty(),
            Kind::Actuals => !plan.tracking.actuals.is_empty(),
            Kind::Feedback => !plan.feedback.is_empty(),
            Kind::Tracking => tracking_specification::counted(plan).next().is_some(),
            Kind::Workbook | Kind::Document | Kind::Calendar | Kind::Everything => true,
        }
    }

    /// The text shown without content, and the step that adds content.
    fn nothing(self) -> (&'static str, Option<(Step, &'static str)>) {
        match self {
            Kind::Schedule => (w::no_pieces(), Some((Step::Schedule, schedule::piece_add()))),
            Kind::Budget => (w::no_lines(), Some((Step::Budget, budget::add_line()))),
            Kind::Tracking => (w::no_own_metrics(), Some((Step::Goals, goals::metrics()))),
            Kind::Actuals => (w::no_actuals(), None),
            Kind::Feedback => (w::no_feedback(), Some((Step::Seed, seed::feedback()))),
            Kind::Workbook | Kind::Document | Kind::Calendar | Kind::Everything => ("", None),
        }
    }
}

/// A file ready for download.
struct Made {
    name: String,
    mime: &'static str,
    bytes: Vec<u8>,
    /// Whether the workbook is missing from the archive.
    without_workbook: bool,
    /// How many texts exceeded a workbook cell's limit and were truncated.
    cut: usize,
}

/// Why a file could not be made.
enum NotMade {
    /// The workbook writer could not be loaded.
    NoWriter,
    /// Any other reason, as a message for the user.
    For(String),
    /// The user cancelled.
    Stopped,
}

/// A file being made.
type Making = Pin<Box<dyn Future<Output = Result<Made, NotMade>>>>;

/// Entry point of the code that is loaded on demand.
type MakeFile = fn(Editor, Kind, StopHandle) -> Making;

#[cfg(split)]
#[leptos::wasm_split::wasm_split(exports, wasm_split_path = ::leptos::wasm_split, fallible)]
fn export_parts() -> Result<MakeFile, SplitLoaderError> {
    Ok(make::make)
}

#[cfg(not(split))]
fn export_parts() -> std::future::Ready<Result<MakeFile, SplitLoaderError>> {
    std::future::ready(Ok(make::make))
}

/// The export section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let view_link = move |view| move || editor.open_plan().map(|plan| Route::PlanView { plan, view }.to_string());
    let partners = editor.memo(|plan| !plan.partners.is_empty());
    view! {
        <section aria-labelledby="review-files">
            <h2 id="review-files">{review::files()}</h2>
            <h3>{w::to_read()}</h3>
            <ul class="tasks files">
                {linked(report::file(), report::file_what(), report::open_it(), view_link(PlanView::Report))}
                {row(editor, Kind::Workbook)}
                {row(editor, Kind::Document)}
            </ul>
            <h3>{w::to_work()}</h3>
            <ul class="tasks files">
                {row(editor, Kind::Calendar)}
                {row(editor, Kind::Schedule)}
                {row(editor, Kind::Budget)}
                {row(editor, Kind::Tracking)}
                {row(editor, Kind::Actuals)}
                {row(editor, Kind::Feedback)}
                <Show when=move || partners.get()>
                    {linked(w::codes(), w::codes_what(), w::open_codes(), view_link(PlanView::Links))}
                </Show>
            </ul>
            <h3>{w::to_keep()}</h3>
            <ul class="tasks files">
                <li>
                    <div>
                        <strong>{review::file_plan()}</strong>
                        <small>
                            {review::file_plan_what()} " " <a href="plan.schema.json">{review::file_schema()}</a>
                        </small>
                    </div>
                    <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| editor.download())>
                        {review::download()}
                    </Button>
                </li>
                {row(editor, Kind::Everything)}
            </ul>
        </section>
    }
    .into_any()
}

/// A row that links to a view with its own export.
fn linked(
    name: &'static str,
    what: &'static str,
    open: &'static str,
    href: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <small>{what}</small>
            </div>
            <span>
                <a class="btn quiet" href=href>
                    {open}
                </a>
            </span>
        </li>
    }
    .into_any()
}

fn row(editor: Editor, kind: Kind) -> AnyView {
    let toasts = Toasts::here();
    let has_content = editor.memo(move |plan| kind.has_content(plan));
    // Cancels the export in progress.
    let running: RwSignal<Option<StopHandle>, LocalStorage> = RwSignal::new_local(None);
    let fault = RwSignal::new(String::new());
    let is_running = Signal::derive(move || running.with(Option::is_some));
    let begin = move || {
        let stop = StopHandle::default();
        running.set(Some(stop.clone()));
        fault.set(String::new());
        spawn_local(async move {
            let said = match export_parts().await {
                Ok(make) => match make(editor, kind, stop).await {
                    Ok(made) => handed_out(&made, toasts).err().map(|reason| w::not_made(&reason)),
                    Err(NotMade::NoWriter) => Some(not_loaded_message(w::no_writer()).await.to_owned()),
                    Err(NotMade::For(reason)) => Some(w::not_made(&reason)),
                    Err(NotMade::Stopped) => None,
                },
                Err(_) => Some(not_loaded_message(w::not_loaded()).await.to_owned()),
            };
            // The step may have been left meanwhile.
            let _ = running.try_set(None);
            let _ = fault.try_set(said.unwrap_or_default());
        });
    };
    // One button for both actions, so that the focus stays on it.
    let press = move |_| match running.get_untracked() {
        Some(stop) => stop.stop(),
        None => begin(),
    };
    on_cleanup(move || {
        if let Some(Some(stop)) = running.try_get_untracked() {
            stop.stop();
        }
    });
    let label = move || if is_running.get() { common::cancel() } else { common::download() };
    let named = move || if is_running.get() { w::cancel_named(kind.name()) } else { w::download_named(kind.name()) };
    let nothing = move || {
        let (said, way) = kind.nothing();
        let link = way.zip(editor.open_plan()).map(|((step, words), plan)| {
            view! { " · " <a href=Route::step(plan, step).to_string()>{words}</a> }
        });
        view! { <span class="small muted">{said}{link}</span> }
    };
    view! {
        <li>
            <div>
                <strong>{kind.name()}</strong>
                <small>{kind.what()}</small>
                <p class="state" role="status">
                    {move || is_running.get().then(|| view! { <progress aria-label=w::making()></progress> " " {w::making()} })}
                </p>
                {move || fault.with(|fault| (!fault.is_empty()).then(|| view! { <p class="error" role="alert">{fault.clone()}</p> }))}
            </div>
            <Show when=move || has_content.get() fallback=nothing>
                <button type="button" class="btn quiet" aria-label=named on:click=press>
                    {label}
                </button>
            </Show>
        </li>
    }
    .into_any()
}

/// Downloads a file and reports the result.
fn handed_out(made: &Made, toasts: Toasts) -> Result<(), String> {
    transfer::download(&made.name, made.mime, &made.bytes)?;
    toasts.say(match made {
        Made { without_workbook: true, name, .. } => w::made_without(name),
        Made { cut: 0, name, .. } => w::made(name),
        Made { cut, name, .. } => {
            let (count, text) = format::counted(*cut);
            w::made_cut(count, name, &text)
        }
    });
    Ok(())
}
