//! Tables with days as columns and metrics as rows.

use super::TableReader;
use crate::import::actuals::days::{DayHints, DayReader};
use crate::import::actuals::found::{ColumnRole, FigureError, FigureErrorKind, NoFigures};
use crate::import::table::TableRow;
use crate::import::table::dictionary::{TotalWord, total_word};
use crate::import::text::dates::DayOrder;

impl TableReader<'_> {
    /// Reads the figures of each name by day.
    pub(super) fn read_days_across(&mut self) {
        let Some(names) = self.column_of(ColumnRole::MetricName) else {
            self.found.problem = Some(NoFigures::NoValues);
            return;
        };
        let headings: Vec<(usize, usize, String)> = self
            .guess
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.role == ColumnRole::Values)
            .map(|(nth, column)| (nth, column.at, column.heading.clone()))
            .collect();
        let hints = DayHints {
            chosen: self.choices.order,
            usual: DayOrder::Unknown,
            today: self.choices.today,
            from_1904: self.table.days_from_1904,
            counted_in: None,
        };
        let mut reader = DayReader::new(headings.iter().map(|(_, _, heading)| heading.as_str()), hints);
        (self.found.order, self.found.order_matters) = (reader.order, reader.order_matters);
        let heading_row = TableRow { number: self.found.heading_row.unwrap_or(1), ..TableRow::default() };
        let mut days = Vec::new();
        for (nth, at, heading) in &headings {
            match reader.day(heading) {
                Ok(on) if on > self.choices.today => self.found.errors.add(FigureError {
                    row: heading_row.number,
                    column: *at,
                    text: heading.clone(),
                    kind: FigureErrorKind::Future,
                }),
                Ok(on) => days.push((*nth, on)),
                Err(kind) => self.found.errors.add(FigureError {
                    row: heading_row.number,
                    column: *at,
                    text: heading.clone(),
                    kind,
                }),
            }
        }
        let channels = self.column_of(ColumnRole::ChannelName);
        let body = std::mem::take(&mut self.body);
        for row in &body {
            let name = row.cell(names).trim();
            if total_word(name) == TotalWord::Sure {
                self.found.totals += 1;
                continue;
            }
            if name.is_empty() {
                self.error(row, names, FigureErrorKind::NoMetric);
                continue;
            }
            self.found.rows += 1;
            let channel = channels.map(|at| row.cell(at).trim()).unwrap_or_default().to_owned();
            for (nth, on) in &days {
                // All days of a name are one series: that of the first column.
                let Some(value) = self.value(row, *nth, Some(name)) else { continue };
                let of = self.series(headings[0].0, Some(name), &channel);
                self.open[of].add(*on, row.number, value, false);
            }
        }
        self.body = body;
    }
}
