//! The report: a document to read and to print, with a summary of two pages for the approver, then the whole plan for the
//! team.
//!
//! [`report`] makes the document of a plan; [`body`] writes it as HTML for a page of the app, [`page`] as a self-contained
//! file. Screen, file and print have the same text. The caller passes words and the formats of numbers and dates.

mod budget;
mod goals;
mod html;
mod model;
mod phases;
mod picture;
mod plan_parts;
mod progress;
mod source;
mod summary;
mod words;

use chrono::NaiveDate;

pub use html::{ReportParts, STYLE, body, page, page_style};
pub use model::{
    Report, ReportBlock, ReportCell, ReportChapter, ReportColumn, ReportFill, ReportPicture, ReportRow, ReportRowKind,
    ReportTable,
};
pub use words::{GoalWords, ReportPhrase, ReportTerm, ReportWord, ReportWords};

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use source::ReportSource;

/// The report of a plan as of `today`. The ledger is the plan's own.
pub fn report(plan: &Plan, ledger: &Ledger, today: NaiveDate, words: &dyn ReportWords) -> Report {
    let source = ReportSource::new(plan, ledger, today, words);
    let mut chapters = vec![plan_parts::basics(&source), goals::goals(&source)];
    chapters.extend(goals::tracking(&source));
    chapters.push(budget::budget(&source));
    chapters.extend(plan_parts::strategy(&source));
    chapters.extend(plan.phases.iter().enumerate().map(|(at, phase)| phases::phase(&source, at, phase)));
    chapters.extend(plan_parts::schedule(&source));
    chapters.extend(progress::plan_against_actual(&source));
    chapters.push(plan_parts::assumptions(&source));
    Report {
        kind: words.say(ReportWord::Kind).to_owned(),
        title: source.title(),
        edition: words.phrase(ReportPhrase::Edition(&words.date(today), &words.status(plan))),
        summary: summary::summary(&source),
        contents: words.say(ReportWord::Contents).to_owned(),
        chapters,
    }
}

/// The whole report as a self-contained HTML file.
pub fn report_html(plan: &Plan, ledger: &Ledger, today: NaiveDate, words: &dyn ReportWords) -> String {
    page(&report(plan, ledger, today, words), ReportParts::Whole, words)
}

/// The decisions requested, as in the report's summary, for other exports.
pub fn decisions_requested(plan: &Plan, ledger: &Ledger, today: NaiveDate, words: &dyn ReportWords) -> Vec<String> {
    summary::decisions_requested(&ReportSource::new(plan, ledger, today, words))
}
