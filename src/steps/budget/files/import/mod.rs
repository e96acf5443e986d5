//! The import dialog: choose a source, map its columns, preview the result, and only then add the line items.

mod columns;
mod confirm;
mod error_messages;
mod notices;
mod plan_facts;
mod preview;
mod settings;
mod source;
mod state;
mod target;

use chrono::Datelike;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::columns::columns;
use self::confirm::{buttons, choices};
use self::preview::{errors, lines};
use self::settings::settings;
use self::state::Import;
use self::target::{ImportTarget, NewPlanForm};
use crate::app::Editor;
use crate::app::workspace::new_plan_import::{NewPlanImport, SheetSource};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget_files as w, new_plan_import as new_plan_words};
use crate::import::bounds;
use crate::import::budget::ImportPreview;
use crate::import::budget::new_plan::NewPlanChoices;
use crate::plan::Plan;
use crate::ui::importing::{self, PanelWords, ReadingSession};
use crate::widgets::{Notice, NoticeKind};

/// The dialog, shown while the signal is true.
pub fn dialog(editor: Editor, open: RwSignal<bool>) -> AnyView {
    dialog_for(ImportTarget::Plan(editor), open, w::import_lines())
}

/// The dialog that makes a plan of a spreadsheet, shown while it is asked for.
pub fn new_plan_dialog(host: NewPlanImport) -> AnyView {
    let open = RwSignal::new(false);
    dialog_for(ImportTarget::NewPlan(NewPlanForm::new(host)), open, new_plan_words::title())
}

fn dialog_for(target: ImportTarget, open: RwSignal<bool>, title: &'static str) -> AnyView {
    let import = Import {
        target,
        session: ReadingSession::new(open, "import-paste-text"),
        source: RwSignal::new(None),
        turn: StoredValue::new(0),
        leave_out: RwSignal::new(true),
        add_channels: RwSignal::new(true),
        similar: RwSignal::new(true),
    };
    if let ImportTarget::NewPlan(form) = target {
        begin_when_asked(import, form);
    }
    let is_read = Memo::new(move |_| import.source.with(Option::is_some));
    let close = Callback::new(move |()| import.close());
    importing::dialog(open, title, close, move || if is_read.get() { review(import) } else { ask(import) })
}

/// Opens the dialog when a plan of a spreadsheet is asked for, with what was dropped or pasted.
fn begin_when_asked(import: Import, form: NewPlanForm) {
    Effect::new(move || {
        match (form.host.is_asked_for(), import.session.open.get_untracked()) {
            (true, false) => import.session.open.set(true),
            (false, true) => import.close(),
            (true, true) | (false, false) => {}
        }
        let Some(source) = form.host.take_source() else { return };
        import.start_over();
        match source {
            SheetSource::File(file) => import.read_file(file),
            SheetSource::Text(text) => import.read_text(text),
        }
    });
}

fn ask(import: Import) -> AnyView {
    let asked = match import.target {
        ImportTarget::Plan(_) => w::ask(),
        ImportTarget::NewPlan(_) => new_plan_words::ask(),
    };
    importing::ask(
        import.session,
        PanelWords { asked, drop: w::drop(&format::counted(bounds::ROWS).1) },
        ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,text/csv,text/tab-separated-values",
        move |file| import.read_file(file),
        move |text| import.read_text(text),
        move || import.start_over(),
    )
}

/// Computes the preview whenever the source, the options or the plan have changed. `is_there` is set with the first one.
fn preview_when_changed(import: Import, preview: RwSignal<ImportPreview>, is_there: RwSignal<bool>) {
    let year = clock::today().year();
    // The choices of a new plan that the preview depends on.
    let layout = Memo::new(move |_| {
        let form = import.target.new_plan()?;
        let choices = form.choices.get();
        let days = (choices.first_day, choices.last_day);
        Some((choices.currency, days, import.leave_out.get()))
    });
    Effect::new(move || {
        let Some(source) = import.source.get() else { return };
        // Read, not only tracked: a memo that is never read never notifies.
        layout.with(|_| ());
        let begun = match import.target {
            ImportTarget::Plan(editor) => Ok(editor.read(Plan::clone)),
            ImportTarget::NewPlan(form) => Err((form, untrack(|| choices_of(import, form)))),
        };
        let turn = import.turn.with_value(|turn| turn.wrapping_add(1));
        import.turn.set_value(turn);
        spawn_local(async move {
            let is_wanted = move || import.turn.try_get_value() == Some(turn);
            let progress = move |done| {
                let is_wanted = is_wanted();
                if is_wanted {
                    let _ = import.session.working.try_set(Some(done));
                }
                is_wanted
            };
            let found = match begun {
                Ok(plan) => source.preview(plan, year, progress).await.map(|found| (found, None)),
                Err((form, choices)) => {
                    let found = NewPlanForm::preview(source, choices, progress).await;
                    found.map(|(found, laid)| (found, Some((form, laid))))
                }
            };
            let Some((mut found, laid)) = found.filter(|_| is_wanted()) else { return };
            found.takes_similar = import.similar.try_get_untracked().unwrap_or(true);
            if let Some((form, laid)) = laid {
                let _ = form.laid.try_set(Some(laid));
            }
            let _ = preview.try_set(found);
            // Set once: elements drawn for it, including the focused one, are kept.
            if is_there.try_get_untracked() == Some(false) {
                is_there.set(true);
            }
            let _ = import.session.working.try_set(None);
        });
    });
}

fn review(import: Import) -> AnyView {
    let preview = RwSignal::new(ImportPreview::default());
    // Whether there is a first preview, and whether the shown one matches the current options.
    let is_there = RwSignal::new(false);
    preview_when_changed(import, preview, is_there);
    let is_own = Memo::new(move |_| import.of(|source| source.mapping.own));
    let columns = move || {
        if is_own.get() {
            let of_workbook = import.of(|source| source.mapping.own_workbook);
            let words = if of_workbook { w::own_workbook() } else { w::own_file() };
            return view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }.into_any();
        }
        columns(import, preview)
    };
    let made = Memo::new(move |_| {
        let form = import.target.new_plan()?;
        import.source.with(|source| {
            let source = source.as_ref()?;
            preview.with(|preview| form.made(source, preview, &choices_of(import, form)))
        })
    });
    let facts = move || {
        let form = import.target.new_plan()?;
        Some(plan_facts::facts(import, form, made, preview))
    };
    let rest = move || {
        is_there.get().then(|| {
            view! {
                {facts}
                {move || preview.with(notices::report)}
                {settings(import, preview)}
                {columns}
                {move || preview.with(|preview| notices::nothing(import, preview))}
                {notices::suspects(import, preview)}
                {move || preview.with(|preview| made.with(|made| lines(import, preview, made.as_ref())))}
                {notices::skipped(import, preview)}
                {move || preview.with(|preview| errors(import, preview))}
                {choices(import, preview)}
                {buttons(import, preview, made)}
            }
        })
    };
    view! {
        {importing::found(import.session, move || found(import), move || import.start_over())}
        {move || import.source.with(|source| source.as_ref().and_then(|source| importing::noticed(&source.detected)))}
        {rest}
    }
    .into_any()
}

/// The choices of a new plan, with those that both forms of the dialog have. Tracked.
fn choices_of(import: Import, form: NewPlanForm) -> NewPlanChoices {
    NewPlanChoices { leave_out: import.leave_out.get(), add_channels: import.add_channels.get(), ..form.choices.get() }
}

fn found(import: Import) -> String {
    import.of(|source| {
        let (count, text) = format::counted(source.mapping.body(&source.table).len());
        let rows = match source.mapping.heading {
            Some(_) => w::rows_found(count, &text),
            None => w::rows_without_heading(count, &text),
        };
        source.file.name.clone() + " · " + &rows
    })
}
