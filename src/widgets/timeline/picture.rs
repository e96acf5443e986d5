//! The data of a timeline: rows of bars, bands behind them and links between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::BarHandle;
use crate::widgets::Tone;

/// The progress of what a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarStatus {
    /// Not started, as far as is known.
    Open,
    /// Started.
    Underway,
    /// Done.
    Done,
}

/// Something with dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// A unique key that does not change.
    pub key: u64,
    /// Its name.
    pub name: String,
    /// A description for screen readers.
    pub about: String,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day, included.
    pub last: NaiveDate,
    /// Its progress.
    pub status: BarStatus,
    /// Whether it can span more than one day.
    pub stretches: bool,
}

/// A row of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GanttRow {
    /// Its name.
    pub name: String,
    /// Something smaller under it.
    pub about: Option<String>,
    /// Whether it is the heading of the rows below it, up to the next heading.
    pub heading: bool,
    /// Its colour.
    pub tone: Tone,
    /// Its bars, by day.
    pub bars: Vec<Bar>,
}

/// A range of days marked behind all rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Their colour.
    pub tone: Tone,
    /// What they are.
    pub name: String,
    /// The first of them.
    pub first: NaiveDate,
    /// The last of them.
    pub last: NaiveDate,
}

/// A dependency between two bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The predecessor.
    pub from: u64,
    /// The bar that depends on it.
    pub to: u64,
    /// Whether the dates violate it.
    pub broken: bool,
}

/// A timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The calendar's first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// The rows, from the top.
    pub rows: Vec<Arc<GanttRow>>,
    /// The bands behind them.
    pub bands: Vec<Band>,
    /// The dependencies.
    pub joins: Vec<Join>,
    /// Where each bar is: row, and place in it.
    places: BTreeMap<u64, (usize, usize)>,
    /// The bars in their order.
    order: Vec<u64>,
}

impl Picture {
    /// A picture of those rows over the days from `first` to `last`.
    pub fn new(
        (first, last): (NaiveDate, NaiveDate),
        rows: Vec<GanttRow>,
        bands: Vec<Band>,
        joins: Vec<Join>,
    ) -> Picture {
        let mut places = BTreeMap::new();
        let mut order = Vec::new();
        for (row, found) in rows.iter().enumerate() {
            for (place, bar) in found.bars.iter().enumerate() {
                places.insert(bar.key, (row, place));
                order.push(bar.key);
            }
        }
        Picture { first, last, rows: rows.into_iter().map(Arc::new).collect(), bands, joins, places, order }
    }

    /// A bar and its row.
    pub fn at(&self, key: u64) -> Option<(usize, &Bar)> {
        let &(row, place) = self.places.get(&key)?;
        Some((row, self.rows.get(row)?.bars.get(place)?))
    }

    /// The bar `by` bars further on.
    pub(crate) fn beside(&self, key: u64, by: isize) -> Option<u64> {
        let &(row, place) = self.places.get(&key)?;
        let before: usize = self.rows.iter().take(row).map(|row| row.bars.len()).sum();
        self.order.get((before + place).checked_add_signed(by)?).copied()
    }

    /// The first bar of the row `by` rows further on, or of the nearest row before it that has one.
    pub(crate) fn row_beside(&self, key: u64, by: isize) -> Option<u64> {
        let &(row, _) = self.places.get(&key)?;
        let to = row.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        if by < 0 {
            (0..=to).rev().find_map(|row| self.first_in(row)).or_else(|| self.first())
        } else {
            (row..=to).rev().find_map(|row| self.first_in(row))
        }
    }

    /// The first bar of a row.
    pub(crate) fn first_in(&self, row: usize) -> Option<u64> {
        self.rows.get(row)?.bars.first().map(|bar| bar.key)
    }

    /// The first bar of all.
    pub(crate) fn first(&self) -> Option<u64> {
        self.order.first().copied()
    }

    /// The last bar of all.
    pub(crate) fn last_bar(&self) -> Option<u64> {
        self.order.last().copied()
    }
}

/// The days of a bar while it is dragged by some days.
pub(crate) fn moved(bar: &Bar, part: BarHandle, by: i64) -> (NaiveDate, NaiveDate) {
    let by = TimeDelta::try_days(by).unwrap_or_default();
    let shifted = |day: NaiveDate| day.checked_add_signed(by).unwrap_or(day);
    match part {
        BarHandle::Whole => (shifted(bar.first), shifted(bar.last)),
        BarHandle::First => (shifted(bar.first).min(bar.last), bar.last),
        BarHandle::Last => (bar.first, shifted(bar.last).max(bar.first)),
    }
}

/// The day after a bar's last.
pub(crate) fn end(last: NaiveDate) -> NaiveDate {
    last.succ_opt().unwrap_or(last)
}
