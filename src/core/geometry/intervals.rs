//! Where ranges stand on one common scale. Pure: whole numbers in, places in hundredths of a percent out.

use super::bars::place;

/// How many times the largest middle a scale reaches at most: one range that is known badly does not squeeze the others.
const REACH: i64 = 3;

/// A range with its middle, in any unit that all share; `low <= middle <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins.
    pub low: i64,
    /// The likeliest.
    pub middle: i64,
    /// Where it ends.
    pub high: i64,
}

/// A range on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnInterval {
    /// Where it begins.
    pub from: u32,
    /// How long it is.
    pub length: u32,
    /// Where the middle stands.
    pub middle: u32,
    /// It goes on beyond the scale.
    pub cut: bool,
}

/// How far the scale has to reach from zero: to the end of the longest range, but not beyond three times the largest
/// middle; and to the mark, if there is one.
pub fn scale_end(intervals: &[Interval], mark: Option<i64>) -> i64 {
    let most = intervals.iter().map(|interval| interval.high).max().unwrap_or(0);
    let middle = intervals.iter().map(|interval| interval.middle).max().unwrap_or(0);
    most.min(middle.saturating_mul(REACH)).max(mark.unwrap_or(0)).max(1)
}

/// A range on a scale from zero to `top`. However narrow, it is there to be seen.
pub fn draw_interval(interval: Interval, top: i64) -> DrawnInterval {
    const LEAST: u32 = 60;
    let (from, to) = (place(interval.low, top), place(interval.high, top));
    let middle = place(interval.middle, top);
    let length = (to - from.min(to)).max(LEAST);
    let from = from.min(place(top, top).saturating_sub(length));
    DrawnInterval { from, length, middle: middle.clamp(from, from + length), cut: interval.high > top }
}
