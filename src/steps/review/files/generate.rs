//! Generates the export files. Loaded on demand, when a file is first requested.

use super::outline_labels::{outlined, written};
use super::{ExportError, ExportKind, ExportedFile, PendingExport, text_exports};
use crate::app::Editor;
use crate::browser::files::worker;
use crate::browser::files::worker::{StopHandle, WorkerError};
use crate::browser::page::clock;
use crate::export::archive::ArchiveWriter;
use crate::export::markdown::markdown;
use crate::export::qr::sheet::QrSize;
use crate::export::workbook::{WorkbookOptions, book};
use crate::file::{PlanFileKind, file_name};
use crate::i18n::format;
use crate::i18n::words::exports as w;
use crate::plan::Plan;
use crate::steps::phase::feedback_files;
use crate::ui::labels::{qr_sheet, report};
use crate::{file, i18n};

/// The attribute of the root element that names the workbook worker.
const WORKBOOK_WORKER: &str = "data-workbook";

const JSON: &str = "application/json";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const MARKDOWN: &str = "text/markdown";
const CSV: &str = "text/csv";
const ICS: &str = "text/calendar";
const HTML: &str = "text/html";
const ZIP: &str = "application/zip";

/// Generates a file.
pub fn generate(editor: Editor, kind: ExportKind, stop: StopHandle) -> PendingExport {
    Box::pin(async move {
        match kind {
            ExportKind::Workbook => workbook(editor, &stop).await,
            ExportKind::Everything => everything(editor, &stop).await,
            _ => Ok(text(editor, kind)),
        }
    })
}

fn made(plan: &Plan, kind: PlanFileKind, mime: &'static str, bytes: Vec<u8>) -> ExportedFile {
    ExportedFile { name: file_name(plan, clock::today(), kind), mime, bytes, without_workbook: false, cut: 0 }
}

/// A file that is text.
fn text(editor: Editor, kind: ExportKind) -> ExportedFile {
    editor.peek_figures(|plan, ledger| {
        let (file, mime, text) = match kind {
            ExportKind::Calendar => (PlanFileKind::Calendar, ICS, text_exports::calendar(plan)),
            ExportKind::Schedule => (PlanFileKind::Schedule, CSV, text_exports::schedule(plan)),
            ExportKind::Budget => (PlanFileKind::Budget, CSV, text_exports::budget(plan)),
            ExportKind::Actuals => (PlanFileKind::Actuals, CSV, text_exports::actuals(plan)),
            ExportKind::Feedback => (PlanFileKind::Feedback, CSV, feedback_files::table(plan)),
            ExportKind::Tracking => (PlanFileKind::TrackingSpecification, MARKDOWN, text_exports::tracking(plan)),
            ExportKind::Document | ExportKind::Workbook | ExportKind::Everything => {
                let document = outlined(plan, ledger);
                (PlanFileKind::Text, MARKDOWN, markdown(&document, &|cell| written(cell, document.currency)))
            }
        };
        made(plan, file, mime, text.into_bytes())
    })
}

async fn workbook(editor: Editor, stop: &StopHandle) -> Result<ExportedFile, ExportError> {
    let (job, cut) = editor.peek_figures(|plan, ledger| {
        clock::timed("groundswell:workbook-rows", || {
            let document = outlined(plan, ledger);
            let (sign, before) = format::currency_sign(document.currency.code());
            let language = match i18n::locale() {
                i18n::Locale::En => "en",
                i18n::Locale::Zh => "zh-CN",
            };
            let paper = WorkbookOptions {
                language,
                made_on: clock::today(),
                sign: (&sign, before),
                chart: w::spend_chart(),
                continues: w::continues(),
            };
            let (book, cut) = book(&document, &paper);
            (serde_json::to_string(&book), cut)
        })
    });
    let job = job.map_err(|error| ExportError::Failed(error.to_string()))?;
    let bytes = worker::work(WORKBOOK_WORKER, &job, stop).await.map_err(|error| match error {
        WorkerError::NotLoaded => ExportError::NoWriter,
        WorkerError::Refused(reason) => ExportError::Failed(reason),
        WorkerError::Stopped => ExportError::Stopped,
    })?;
    Ok(ExportedFile { cut, ..editor.peek(|plan| made(plan, PlanFileKind::Workbook, XLSX, bytes)) })
}

/// All files with content in one archive.
async fn everything(editor: Editor, stop: &StopHandle) -> Result<ExportedFile, ExportError> {
    let mut archive = ArchiveWriter::new(clock::today());
    let too_large = || ExportError::Failed(w::too_large().to_owned());
    let plan_file = editor.peek(|plan| made(plan, PlanFileKind::Plan, JSON, file::write(plan).into_bytes()));
    archive.add(&plan_file.name, &plan_file.bytes).ok_or_else(too_large)?;
    let report = editor.peek_figures(|plan, ledger| {
        let html = report::report_html(plan, ledger, clock::today());
        made(plan, PlanFileKind::Report, HTML, html.into_bytes())
    });
    archive.add(&report.name, &report.bytes).ok_or_else(too_large)?;
    if editor.peek(|plan| plan.partners.iter().any(|partner| partner.link.address().is_ok())) {
        let codes = editor.peek(|plan| {
            made(plan, PlanFileKind::CodeSheet, HTML, qr_sheet::html(plan, QrSize::default()).into_bytes())
        });
        archive.add(&codes.name, &codes.bytes).ok_or_else(too_large)?;
    }
    let texts = [
        ExportKind::Document,
        ExportKind::Calendar,
        ExportKind::Schedule,
        ExportKind::Budget,
        ExportKind::Actuals,
        ExportKind::Feedback,
        ExportKind::Tracking,
    ];
    for kind in texts {
        if editor.peek(|plan| kind.has_content(plan)) {
            let file = text(editor, kind);
            archive.add(&file.name, &file.bytes).ok_or_else(too_large)?;
        }
    }
    let (without_workbook, cut) = match workbook(editor, stop).await {
        Ok(file) => {
            archive.add(&file.name, &file.bytes).ok_or_else(too_large)?;
            (false, file.cut)
        }
        Err(ExportError::NoWriter) => (true, 0),
        Err(other) => return Err(other),
    };
    let bytes = archive.finish().ok_or_else(too_large)?;
    let whole = editor.peek(|plan| made(plan, PlanFileKind::Everything, ZIP, bytes));
    Ok(ExportedFile { without_workbook, cut, ..whole })
}
