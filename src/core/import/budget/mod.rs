//! Imports the budget lines of a table: previews what each row becomes, and makes the edit.
//!
//! Must not change the plan; the caller applies the edit.

mod campaigns;
mod fields;
mod figures;
mod fill;
pub mod names;
mod preview;
mod rows;
pub mod timing;
mod totals;

use self::campaigns::{Campaign, Campaigns};
pub use self::preview::{
    CellError, CellErrorKind, ImportCounts, ImportedLine, LineChange, NO_ID, NewChannel, Preview, SkipReason,
    SkippedRow, SuspectedTotal,
};
use self::rows::RowReader;
use super::table::Table;
use crate::import::budget::names::PartNames;
use crate::import::table::mapping::Mapping;
use crate::import::table::reports::ReportPlatform;
use crate::import::table::sums::{RowClass, RowFacts};
use crate::plan::Plan;

/// What is needed beside table and mapping.
pub struct PreviewContext<'a> {
    /// The plan that the lines are for.
    pub plan: &'a Plan,
    /// Its parts by their names.
    pub names: &'a PartNames,
    /// The year of days without one, where the plan has no days.
    pub year: i32,
}

/// What the table would bring.
pub fn preview(table: &Table, mapping: &Mapping, context: &PreviewContext) -> Preview {
    let mut builder = PreviewBuilder::new(table, mapping, context);
    while !builder.step(usize::MAX) {}
    builder.finish()
}

/// A preview that is worked out in parts, so that a page can do other things between them.
pub struct PreviewBuilder<'a> {
    reading: RowReader<'a>,
    stage: PreviewStage<'a>,
    /// Rows that are through, over all stages, and all of them.
    rows: (usize, usize),
}

/// What a preview is at.
enum PreviewStage<'a> {
    /// Each row is looked at by itself, to tell sums from lines.
    Facts(Vec<RowFacts>),
    /// Each row becomes a line, or is passed over.
    Lines(std::vec::IntoIter<RowClass>),
    /// The rows of a report are added up by campaign.
    Campaigns(ReportPlatform, Campaigns<'a>),
    /// Each campaign becomes a line.
    Spent(ReportPlatform, std::vec::IntoIter<Campaign<'a>>),
    Done,
}

impl<'a> PreviewBuilder<'a> {
    /// Begins; the rows are still to come.
    pub fn new(table: &'a Table, mapping: &'a Mapping, context: &'a PreviewContext<'a>) -> PreviewBuilder<'a> {
        let mut reading = RowReader::new(table, mapping, context);
        let stage = match mapping.report {
            Some(report) => {
                reading.begin_report();
                PreviewStage::Campaigns(report, Campaigns::default())
            }
            None => PreviewStage::Facts(Vec::new()),
        };
        PreviewBuilder { reading, stage, rows: (0, mapping.body(table).len() * 2) }
    }

    /// Works on up to so many rows more. `true` when all is done.
    pub fn step(&mut self, rows: usize) -> bool {
        let reading = &mut self.reading;
        let body = reading.mapping.body(reading.table);
        match &mut self.stage {
            PreviewStage::Facts(facts) => {
                let next = &body[facts.len()..body.len().min(facts.len().saturating_add(rows))];
                self.rows.0 += next.len();
                facts.extend(next.iter().map(|row| reading.facts(row)));
                if facts.len() == body.len() {
                    let kinds = reading.classify(facts);
                    self.stage = PreviewStage::Lines(kinds.into_iter());
                }
            }
            PreviewStage::Lines(judged) => {
                let at = body.len() - judged.len();
                for (row, judged) in body[at..].iter().zip(judged.take(rows)) {
                    self.rows.0 += 1;
                    reading.row(row, judged);
                }
                if judged.len() == 0 {
                    self.stage = PreviewStage::Done;
                }
            }
            PreviewStage::Campaigns(report, campaigns) => {
                let report = *report;
                for row in body[campaigns.rows..].iter().take(rows) {
                    self.rows.0 += 1;
                    campaigns.add(reading, row, report);
                }
                if campaigns.rows == body.len() {
                    self.stage = PreviewStage::Spent(report, std::mem::take(&mut campaigns.found).into_iter());
                }
            }
            PreviewStage::Spent(report, campaigns) => {
                for campaign in campaigns.take(rows) {
                    self.rows.0 += campaign.rows;
                    reading.take_campaign(campaign, *report);
                }
                if campaigns.len() == 0 {
                    self.stage = PreviewStage::Done;
                }
            }
            PreviewStage::Done => {}
        }
        matches!(self.stage, PreviewStage::Done)
    }

    /// How much of the work is done, from 0 to 1.
    #[allow(clippy::cast_precision_loss)] // rows, far below 2^53
    pub fn done(&self) -> f64 {
        self.rows.0 as f64 / (self.rows.1.max(1)) as f64
    }

    /// What the rows that are through would bring: all of them once [`PreviewBuilder::step`] says so.
    pub fn finish(self) -> Preview {
        self.reading.preview
    }
}
