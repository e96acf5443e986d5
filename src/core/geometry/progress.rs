//! The geometry of a progress picture: a planned path over days, tracked values, and an interval ahead. Positions are in
//! percent of the frame, from the left and from the top.
//!
//! ```
//! use groundswell_core::geometry::progress::{Across, y_axis};
//! let days = Across { first: "2027-03-01".parse().unwrap(), days: 11 };
//! assert_eq!(days.at("2027-03-06".parse().unwrap()), 50.0);
//! let axis = y_axis([0.0, 180.0, 95.0].into_iter());
//! assert_eq!(axis.marks, [0.0, 50.0, 100.0, 150.0, 200.0]);
//! assert_eq!(axis.at(50.0), 75.0);
//! ```

use chrono::NaiveDate;

use super::charts::{grid, place, push_hundredths};

/// The days across a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Across {
    /// The day at the left edge.
    pub first: NaiveDate,
    /// How many days, the last of them at the right edge.
    pub days: u32,
}

impl Across {
    /// Where a day is, within 0 to 100.
    #[allow(clippy::cast_precision_loss)] // days of a plan
    pub fn at(self, day: NaiveDate) -> f64 {
        let passed = (day - self.first).num_days() as f64;
        (passed / f64::from(self.days.saturating_sub(1).max(1)) * 100.0).clamp(0.0, 100.0)
    }
}

/// The values up a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Round values, the lowest first.
    pub marks: Vec<f64>,
}

impl Axis {
    /// Where a value is, from the top; within the frame.
    pub fn at(&self, value: f64) -> f64 {
        let (least, most) = (self.marks.first().copied().unwrap_or(0.0), self.marks.last().copied().unwrap_or(1.0));
        (100.0 - place(value, least, most)).clamp(0.0, 100.0)
    }
}

/// An axis that encloses the values. Begins at zero, unless all values are far from it: a path from 10,000 to 12,000
/// would be a flat line.
pub fn y_axis(values: impl Iterator<Item = f64>) -> Axis {
    let finite = values.filter(|value| value.is_finite());
    let (least, most) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    let from_zero = least > 0.0 && least < 0.6 * most;
    Axis { marks: grid(if from_zero { 0.0 } else { least }, most, 4) }
}

/// A line through points as an SVG path in a frame of 100 × 100.
pub fn line(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        path.push(if path.is_empty() { 'M' } else { 'L' });
        push_hundredths(&mut path, x);
        path.push(' ');
        push_hundredths(&mut path, y);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_begins_at_zero_unless_the_values_are_far_from_it() {
        let marks = |values: [f64; 2]| y_axis(values.into_iter()).marks;
        assert_eq!(marks([100.0, 300.0])[..1], [0.0]);
        assert_eq!(marks([10_000.0, 12_000.0])[..1], [10_000.0]);
        assert!(y_axis([-5.0, 12.0].into_iter()).marks[0] <= -5.0);
        assert!(y_axis([f64::NAN].into_iter()).marks.is_empty());
    }

    #[test]
    fn a_line_goes_through_its_points() {
        assert_eq!(line([(0.0, 100.0), (12.345, 0.5)].into_iter()), "M0 100L12.35 0.50");
        assert_eq!(line(std::iter::empty()), "");
    }

    #[test]
    fn days_beyond_the_picture_stay_at_its_edge() {
        let day = |text: &str| text.parse().unwrap();
        let across = Across { first: day("2027-03-01"), days: 31 };
        assert_eq!((across.at(day("2027-02-01")), across.at(day("2027-06-01"))), (0.0, 100.0));
        let one = Across { first: day("2027-03-01"), days: 1 };
        assert!(one.at(day("2027-03-01")).abs() < 1e-9);
    }
}
