//! What several rows of one day come to, whether stocks and flows agree, and a stock counted back from its flows.
//!
//! Must not know how a table is laid out.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::cells::CellValue;
use super::found::{
    FigureError, FigureErrorKind, FigureErrors, FoundSeries, LeftOut, Micros, Mismatch, RepeatedDays, SeriesSource,
};
use super::recognise::dictionary_metric;
use crate::import::text::numbers::{NumberError, written};
use crate::plan::model::measure::AddsUp;

/// How many mismatches are kept.
const KEPT_MISMATCHES: usize = 20;

/// The figures of a column or of a name, while they are read.
pub(super) struct OpenSeries {
    pub found: FoundSeries,
    /// Its cells, in the order of the rows.
    pub cells: Vec<OpenCell>,
    /// Whether the heading says that all are percentages.
    is_headed_percent: bool,
}

/// A cell of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenCell {
    on: NaiveDate,
    row: usize,
    value: Micros,
    /// Whether its row has the whole of its day.
    is_whole: bool,
    is_percent: bool,
}

impl OpenSeries {
    /// A series without a cell yet.
    pub(super) fn new(found: FoundSeries) -> OpenSeries {
        let is_headed_percent = found.is_percent;
        OpenSeries { found, cells: Vec::new(), is_headed_percent }
    }

    /// Adds a cell.
    pub(super) fn add(&mut self, on: NaiveDate, row: usize, value: CellValue, is_whole: bool) {
        let CellValue { value, is_percent, rounded } = value;
        self.found.is_percent |= is_percent;
        self.found.rounded += usize::from(rounded);
        self.cells.push(OpenCell { on, row, value, is_whole, is_percent });
    }

    /// Takes out numbers without a percent sign where others have one: 0.9 may be 0.9 % or 90 %. Zero is zero either way.
    fn drop_unsigned(&mut self, errors: &mut FigureErrors) {
        if !self.found.is_percent || self.is_headed_percent {
            return;
        }
        let column = self.found.column.unwrap_or_default();
        self.cells.retain(|cell| {
            let is_clear = cell.is_percent || cell.value == 0;
            if !is_clear {
                let text = written(cell.value, 6);
                errors.add(FigureError { row: cell.row, column, text, kind: FigureErrorKind::NoPercent });
            }
            is_clear
        });
    }
}

/// Whether rows of a day may be added up.
fn is_additive(metric: Option<&str>) -> bool {
    metric.and_then(dictionary_metric).is_none_or(|metric| metric.adds_up == AddsUp::Sum)
}

/// The days of a series, each once.
pub(super) fn merged(
    mut series: OpenSeries,
    adds: bool,
    repeated: RepeatedDays,
    days: &mut HashSet<NaiveDate>,
    errors: &mut FigureErrors,
) -> FoundSeries {
    series.drop_unsigned(errors);
    let OpenSeries { mut found, mut cells, .. } = series;
    if !cells.is_sorted_by_key(|cell| (cell.on, cell.row)) {
        cells.sort_by_key(|cell| (cell.on, cell.row));
    }
    found.days.reserve(cells.len());
    let column = found.column.unwrap_or_default();
    for day in cells.chunk_by(|one, other| one.on == other.on) {
        let OpenCell { on, value: first, .. } = day[0];
        if let Some(whole) = day.iter().find(|cell| cell.is_whole) {
            found.days.push((on, whole.value));
            continue;
        }
        if day.len() == 1 {
            found.days.push((on, first));
            continue;
        }
        days.insert(on);
        let other = day.iter().find(|cell| cell.value != first);
        let mut refuse = |row: usize, kind| errors.add(FigureError { row, column, text: on.to_string(), kind });
        match (adds, other) {
            (true, _) if is_additive(found.metric.as_deref()) => {
                let sum = day.iter().try_fold(0_i64, |sum, cell| sum.checked_add(cell.value));
                match sum {
                    Some(sum) => {
                        found.added_days += 1;
                        found.days.push((on, sum));
                    }
                    None => refuse(day[0].row, FigureErrorKind::Number(NumberError::TooLarge)),
                }
            }
            (true, _) => found.left_out = Some(LeftOut::RowsOfDays),
            (false, None) => found.days.push((on, first)),
            (false, Some(_)) if repeated == RepeatedDays::Last => {
                found.days.push((on, day.last().map_or(first, |cell| cell.value)));
            }
            (false, Some(other)) => refuse(other.row, FigureErrorKind::Twice { row: day[0].row }),
        }
    }
    found
}

/// The totals of followers that gains and losses come to, where a file has no total: what each day's differs from the last
/// day's. From the last day with both back to the first gap, since nothing is known of the days before it.
pub(super) fn rebuilt_total(series: &[FoundSeries]) -> Option<FoundSeries> {
    let of = |key: &str| {
        series
            .iter()
            .find(|series| series.metric.as_deref() == Some(key) && series.source == SeriesSource::Cells)
            .filter(|series| series.left_out.is_none())
    };
    if of("followers").is_some() {
        return None;
    }
    let (gained, lost) = (of("new_followers")?, of("unfollows")?);
    let mut days: Vec<(NaiveDate, Micros)> = Vec::new();
    let mut total: Micros = 0;
    for (on, net) in net_changes(gained, lost).into_iter().rev() {
        if days.last().is_some_and(|later| on.succ_opt() != Some(later.0)) {
            break;
        }
        days.push((on, total));
        total = total.checked_sub(net)?;
    }
    days.reverse();
    (!days.is_empty()).then(|| FoundSeries {
        name: [gained.name.as_str(), " − ", lost.name.as_str()].concat(),
        metric: Some("followers".to_owned()),
        source: SeriesSource::Rebuilt,
        days,
        ..FoundSeries::default()
    })
}

/// What each day with a gain and a loss comes to.
pub(super) fn net_changes(gained: &FoundSeries, lost: &FoundSeries) -> Vec<(NaiveDate, Micros)> {
    let lost_on = |on: NaiveDate| lost.days.binary_search_by_key(&on, |day| day.0).ok().map(|at| lost.days[at].1);
    let days = gained.days.iter();
    days.filter_map(|(on, gained)| Some((*on, gained.checked_sub(lost_on(*on)?)?))).collect()
}

/// Days on which the total of followers does not change by what the day gained and lost.
pub(super) fn mismatches(series: &[FoundSeries]) -> (usize, Vec<Mismatch>) {
    let of = |key: &str| {
        series
            .iter()
            .find(|series| series.metric.as_deref() == Some(key) && series.source == SeriesSource::Cells)
            .map(|series| &series.days)
    };
    let Some(stock) = of("followers") else { return (0, Vec::new()) };
    let at = |days: &Vec<(NaiveDate, Micros)>, on: NaiveDate| {
        days.binary_search_by_key(&on, |day| day.0).ok().map(|at| days[at].1)
    };
    let flow = |on: NaiveDate| match (of("new_followers"), of("unfollows"), of("net_followers")) {
        (Some(new), Some(lost), _) => at(new, on)?.checked_sub(at(lost, on)?),
        (_, _, Some(net)) => at(net, on),
        _ => None,
    };
    let (mut count, mut first) = (0, Vec::new());
    for pair in stock.windows(2).filter(|pair| pair[0].0.succ_opt() == Some(pair[1].0)) {
        let (on, change) = (pair[1].0, pair[1].1.saturating_sub(pair[0].1));
        if let Some(flow) = flow(on).filter(|flow| *flow != change) {
            count += 1;
            if first.len() < KEPT_MISMATCHES {
                first.push(Mismatch { on, stock: change, flow });
            }
        }
    }
    (count, first)
}
