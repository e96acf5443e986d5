//! Positions of credible intervals on a common scale. Whole numbers in, positions in hundredths of a percent out.

use super::bars::place;

/// The scale reaches at most this many times the largest middle, so that one very wide interval does not squeeze the others.
const MAX_REACH: i64 = 3;

/// An interval with its middle, in a unit that all intervals share; `low <= middle <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its lower end.
    pub low: i64,
    /// Its middle, such as the median.
    pub middle: i64,
    /// Its upper end.
    pub high: i64,
}

/// An interval on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnInterval {
    /// Its lower end.
    pub from: u32,
    /// Its length.
    pub length: u32,
    /// The position of its middle.
    pub middle: u32,
    /// Whether it extends beyond the scale.
    pub cut: bool,
}

/// The end of the scale from zero: the highest upper end, but at most three times the largest middle; and at least the mark,
/// if there is one.
pub fn scale_end(intervals: &[Interval], mark: Option<i64>) -> i64 {
    let most = intervals.iter().map(|interval| interval.high).max().unwrap_or(0);
    let middle = intervals.iter().map(|interval| interval.middle).max().unwrap_or(0);
    most.min(middle.saturating_mul(MAX_REACH)).max(mark.unwrap_or(0)).max(1)
}

/// An interval on a scale from zero to `top`, with a minimum length so that it stays visible.
pub fn draw_interval(interval: Interval, top: i64) -> DrawnInterval {
    const MIN_LENGTH: u32 = 60;
    let (from, to) = (place(interval.low, top), place(interval.high, top));
    let middle = place(interval.middle, top);
    let length = (to - from.min(to)).max(MIN_LENGTH);
    let from = from.min(place(top, top).saturating_sub(length));
    DrawnInterval { from, length, middle: middle.clamp(from, from + length), cut: interval.high > top }
}
