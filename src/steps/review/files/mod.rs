//! Exporting the plan as files, each with a note on its purpose, and all of them in one archive.
//!
//! Only the plan file is made without further code; what the others need is loaded when the first one is requested.

mod document_labels;
mod generate;
mod outline_labels;
mod text_exports;

use std::fmt;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::app::shell::route::{PlanView, Route};
use crate::app::{Editor, QuickExport, not_loaded_message, use_editor};
use crate::browser::BrowserError;
use crate::browser::files::transfer;
use crate::browser::files::worker::StopHandle;
use crate::export::tracking_specification;
use crate::i18n::format;
use crate::i18n::words::{budget, common, exports as w, goals, report, review, schedule, seed};
use crate::plan::{Plan, Step};
use crate::widgets::{Button, ButtonKind, Toasts};

/// The export files besides the plan file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExportKind {
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

impl ExportKind {
    fn name(self) -> &'static str {
        match self {
            ExportKind::Workbook => w::workbook(),
            ExportKind::Document => w::document(),
            ExportKind::Calendar => w::calendar(),
            ExportKind::Schedule => w::schedule(),
            ExportKind::Budget => w::budget(),
            ExportKind::Actuals => w::actuals(),
            ExportKind::Tracking => w::tracking(),
            ExportKind::Feedback => w::feedback(),
            ExportKind::Everything => w::everything(),
        }
    }

    /// What the file is for.
    fn what(self) -> &'static str {
        match self {
            ExportKind::Workbook => w::workbook_what(),
            ExportKind::Document => w::document_what(),
            ExportKind::Calendar => w::calendar_what(),
            ExportKind::Schedule => w::schedule_what(),
            ExportKind::Budget => w::budget_what(),
            ExportKind::Actuals => w::actuals_what(),
            ExportKind::Tracking => w::tracking_what(),
            ExportKind::Feedback => w::feedback_what(),
            ExportKind::Everything => w::everything_what(),
        }
    }

    /// Whether the plan has content for the file.
    fn has_content(self, plan: &Plan) -> bool {
        match self {
            ExportKind::Schedule => !plan.schedule.posts.is_empty(),
            ExportKind::Budget => !plan.budget.lines.is_empty(),
            ExportKind::Actuals => !plan.tracking.figures.is_empty(),
            ExportKind::Feedback => !plan.feedback.is_empty(),
            ExportKind::Tracking => tracking_specification::tracked_metrics(plan).next().is_some(),
            ExportKind::Workbook | ExportKind::Document | ExportKind::Calendar | ExportKind::Everything => true,
        }
    }

    /// The text shown without content, and the step that adds content.
    fn nothing(self) -> (&'static str, Option<(Step, &'static str)>) {
        match self {
            ExportKind::Schedule => (w::no_posts(), Some((Step::Schedule, schedule::post_add()))),
            ExportKind::Budget => (w::no_lines(), Some((Step::Budget, budget::add_line()))),
            ExportKind::Tracking => (w::no_own_metrics(), Some((Step::Goals, goals::metrics()))),
            ExportKind::Actuals => (w::no_actuals(), None),
            ExportKind::Feedback => (w::no_feedback(), Some((Step::Seed, seed::feedback()))),
            ExportKind::Workbook | ExportKind::Document | ExportKind::Calendar | ExportKind::Everything => ("", None),
        }
    }
}

/// A file ready for download.
struct ExportedFile {
    name: String,
    mime: &'static str,
    bytes: Vec<u8>,
    /// Whether the workbook is missing from the archive.
    without_workbook: bool,
    /// How many texts exceeded a workbook cell's limit and were truncated.
    cut: usize,
}

/// Why a file could not be made.
#[derive(Debug)]
enum ExportError {
    /// The workbook writer could not be loaded.
    NoWriter,
    /// Any other reason, as a message for the user.
    Failed(String),
    /// The user cancelled.
    Stopped,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::NoWriter => f.write_str("the workbook writer could not be loaded"),
            ExportError::Failed(reason) => write!(f, "the file could not be made: {reason}"),
            ExportError::Stopped => f.write_str("the export was cancelled"),
        }
    }
}

impl std::error::Error for ExportError {}

/// A file being made.
type PendingExport = Pin<Box<dyn Future<Output = Result<ExportedFile, ExportError>>>>;

/// Entry point of the code that is loaded on demand.
type GenerateFile = fn(Editor, ExportKind, StopHandle) -> PendingExport;

#[cfg(split)]
#[leptos::wasm_split::wasm_split(exports, wasm_split_path = ::leptos::wasm_split, fallible)]
fn export_parts() -> Result<GenerateFile, SplitLoaderError> {
    Ok(generate::generate)
}

#[cfg(not(split))]
fn export_parts() -> std::future::Ready<Result<GenerateFile, SplitLoaderError>> {
    std::future::ready(Ok(generate::generate))
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
                {row(editor, ExportKind::Workbook)}
                {row(editor, ExportKind::Document)}
            </ul>
            <h3>{w::to_work()}</h3>
            <ul class="tasks files">
                {row(editor, ExportKind::Calendar)}
                {row(editor, ExportKind::Schedule)}
                {row(editor, ExportKind::Budget)}
                {row(editor, ExportKind::Tracking)}
                {row(editor, ExportKind::Actuals)}
                {row(editor, ExportKind::Feedback)}
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
                {row(editor, ExportKind::Everything)}
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

fn row(editor: Editor, kind: ExportKind) -> AnyView {
    let toasts = Toasts::here();
    let has_content = editor.memo(move |plan| kind.has_content(plan));
    // Cancels the export in progress.
    let running: RwSignal<Option<StopHandle>, LocalStorage> = RwSignal::new_local(None);
    let error = RwSignal::new(None::<String>);
    let is_running = Signal::derive(move || running.with(Option::is_some));
    let begin = move || {
        let stop = StopHandle::default();
        running.set(Some(stop.clone()));
        error.set(None);
        spawn_local(async move {
            let said = make_file(editor, kind, stop, toasts).await.err().flatten();
            // The step may have been left meanwhile.
            let _ = running.try_set(None);
            let _ = error.try_set(said);
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
                {move || error.get().map(|error| view! { <p class="error" role="alert">{error}</p> })}
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

/// Makes a file and downloads it; if that failed, why, in words, or `None` where the user cancelled.
async fn make_file(editor: Editor, kind: ExportKind, stop: StopHandle, toasts: Toasts) -> Result<(), Option<String>> {
    let Ok(make) = export_parts().await else {
        return Err(Some(not_loaded_message(w::not_loaded()).await.to_owned()));
    };
    match make(editor, kind, stop).await {
        Ok(made) => handed_out(&made, toasts).map_err(|error| Some(w::not_made(&error.to_string()))),
        Err(ExportError::NoWriter) => Err(Some(not_loaded_message(w::no_writer()).await.to_owned())),
        Err(ExportError::Failed(reason)) => Err(Some(w::not_made(&reason))),
        Err(ExportError::Stopped) => Err(None),
    }
}

/// Makes a file from anywhere in the plan: progress, success and failure are messages.
pub fn export(export: QuickExport, editor: Editor, toasts: Toasts) {
    let kind = match export {
        QuickExport::Workbook => ExportKind::Workbook,
        QuickExport::All => ExportKind::Everything,
        QuickExport::Calendar => ExportKind::Calendar,
        QuickExport::Budget => ExportKind::Budget,
        // Made without this module.
        QuickExport::Pdf | QuickExport::Link | QuickExport::Json => return,
    };
    if !editor.peek(|plan| kind.has_content(plan)) {
        return toasts.say(kind.nothing().0);
    }
    let stop = StopHandle::default();
    let to_stop = StoredValue::new_local(stop.clone());
    let cancel = editor.lasting_callback(move || to_stop.with_value(StopHandle::stop));
    // The others are made at once.
    let is_long = matches!(kind, ExportKind::Workbook | ExportKind::Everything);
    let making = is_long.then(|| toasts.begin(w::making(), common::cancel(), cancel));
    spawn_local(async move {
        let made = make_file(editor, kind, stop, toasts).await;
        if let Some(making) = making {
            toasts.end(making);
        }
        if let Err(Some(said)) = made {
            toasts.say(said);
        }
    });
}

/// Downloads a file and reports the result.
fn handed_out(made: &ExportedFile, toasts: Toasts) -> Result<(), BrowserError> {
    transfer::download(&made.name, made.mime, &made.bytes)?;
    toasts.say(match made {
        ExportedFile { without_workbook: true, name, .. } => w::made_without(name),
        ExportedFile { cut: 0, name, .. } => w::made(name),
        ExportedFile { cut, name, .. } => {
            let (count, text) = format::counted(*cut);
            w::made_cut(count, name, &text)
        }
    });
    Ok(())
}
