//! Imports the budget lines of a table: previews what each row becomes, and makes the edit.
//!
//! Must not change the plan; the caller applies the edit.

mod campaigns;
mod fields;
mod figures;
pub mod new_plan;
mod preview;
mod repeated_cells;
mod rows;
pub mod timing;
mod totals;

use self::campaigns::{Campaign, Campaigns};
pub use self::preview::{
    CellError, CellErrorKind, ImportCounts, ImportPreview, ImportedLine, LineChange, NO_ID, NewChannel, SkipReason,
    SkippedRow, SuspectedTotal,
};
use self::rows::RowReader;
use super::table::Table;
use crate::import::part_names::PartNames;
use crate::import::table::mapping::Mapping;
use crate::import::table::reports::ReportPlatform;
use crate::import::table::sums::{RowClass, RowFacts};
use crate::plan::Plan;

/// The inputs of a preview besides the table and its mapping.
pub struct PreviewContext<'a> {
    /// The plan that the lines are for.
    pub plan: &'a Plan,
    /// Its parts by their names.
    pub names: &'a PartNames,
    /// The year of days without one, where the plan has no days.
    pub year: i32,
}

/// Previews the import of a table.
pub fn preview(table: &Table, mapping: &Mapping, context: &PreviewContext) -> ImportPreview {
    let mut builder = PreviewBuilder::new(table, mapping, context);
    while !builder.step(usize::MAX) {}
    builder.finish()
}

/// Builds a preview in steps, so that the page stays responsive.
pub struct PreviewBuilder<'a> {
    reading: RowReader<'a>,
    stage: PreviewStage<'a>,
    /// Processed rows over all stages, and their total number.
    rows: (usize, usize),
}

/// The stage of building a preview.
enum PreviewStage<'a> {
    /// Collects the properties of each row, to distinguish totals from lines.
    Facts(Vec<RowFacts>),
    /// Each row becomes a line or is skipped.
    Lines(std::vec::IntoIter<RowClass>),
    /// The rows of a report are summed by campaign.
    Campaigns(ReportPlatform, Campaigns<'a>),
    /// Each campaign becomes a line.
    Spent(ReportPlatform, std::vec::IntoIter<Campaign<'a>>),
    Done,
}

impl<'a> PreviewBuilder<'a> {
    /// A builder that has processed no rows yet.
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

    /// Processes up to `rows` more rows. `true` when the preview is complete.
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

    /// The preview of the rows processed so far; complete once [`PreviewBuilder::step`] returns `true`.
    pub fn finish(self) -> ImportPreview {
        self.reading.preview
    }
}
