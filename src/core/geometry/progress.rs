//! The geometry of a progress picture: a planned path over days, tracked values, and an interval ahead. Positions are in
//! percent of the picture, from the left and from the top.
//!
//! ```
//! use groundswell_core::geometry::progress::{Across, Frame, ProgressValues, lay_out};
//! let day = |text: &str| text.parse().unwrap();
//! let across = Across { first: day("2027-03-01"), days: 11 };
//! let planned = [(day("2027-03-01"), 0.0), (day("2027-03-11"), 180.0)];
//! let layout = lay_out(ProgressValues { planned: &planned, ..ProgressValues::over(across) }, Frame::WHOLE);
//! assert_eq!(layout.marks.iter().map(|mark| mark.0).collect::<Vec<_>>(), [0.0, 50.0, 100.0, 150.0, 200.0]);
//! assert_eq!((layout.x(day("2027-03-06")), layout.marks[1].1), (50.0, 75.0));
//! assert_eq!(layout.planned, "M0 100L100 10");
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

/// A value on a day.
pub type DayValue = (NaiveDate, f64);

/// What a picture draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProgressValues<'a> {
    /// The days.
    pub across: Across,
    /// The planned path.
    pub planned: &'a [DayValue],
    /// The tracked days in runs.
    pub tracked: &'a [Vec<DayValue>],
    /// Their moving mean.
    pub mean: &'a [DayValue],
    /// The interval ahead: the value that it goes on from, the day on which it ends, and there its lower end, the median and
    /// its upper end.
    pub ahead: Option<(DayValue, NaiveDate, [f64; 3])>,
    /// The target.
    pub target: Option<f64>,
    /// What was paid to a day.
    pub paid: Option<DayValue>,
}

impl ProgressValues<'_> {
    /// No values over some days.
    pub fn over(across: Across) -> ProgressValues<'static> {
        ProgressValues { across, planned: &[], tracked: &[], mean: &[], ahead: None, target: None, paid: None }
    }

    /// An axis that encloses all of them.
    fn axis(&self) -> Axis {
        let days = self.planned.iter().chain(self.tracked.iter().flatten()).chain(&self.paid).map(|day| day.1);
        let ahead = self.ahead.iter().flat_map(|(_, _, [low, _, high])| [*low, *high]);
        y_axis(days.chain(ahead).chain(self.target))
    }
}

/// The part of a picture in which the values are drawn: from `left` to its right edge, and from `top` to `bottom`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Frame {
    /// The whole picture.
    pub const WHOLE: Frame = Frame { left: 0.0, top: 0.0, bottom: 100.0 };

    fn x(self, percent: f64) -> f64 {
        self.left + percent * (100.0 - self.left) / 100.0
    }

    fn y(self, percent: f64) -> f64 {
        self.top + percent * (self.bottom - self.top) / 100.0
    }
}

/// Where everything of a picture is. Lines are SVG paths in a frame of 100 × 100.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressLayout {
    across: Across,
    frame: Frame,
    /// Round values that enclose all others, the lowest first, each with its height.
    pub marks: Vec<(f64, f64)>,
    /// The planned path.
    pub planned: String,
    /// The runs of several tracked days.
    pub tracked: Vec<String>,
    /// Tracked days alone, which make no line.
    pub dots: Vec<(f64, f64)>,
    /// The moving mean.
    pub mean: String,
    /// The interval ahead, as an area; empty without one.
    pub band: String,
    /// Its median.
    pub median: String,
    /// Where the interval ends: from the left, then its lower end, the median and the upper end from the top.
    pub end: Option<(f64, [f64; 3])>,
    /// The height of the target.
    pub target: Option<f64>,
    /// What was paid, as a point.
    pub paid: Option<(f64, f64)>,
}

impl ProgressLayout {
    /// Where a day is.
    pub fn x(&self, day: NaiveDate) -> f64 {
        self.frame.x(self.across.at(day))
    }

    /// The tracked days alone as one path of lines without length: with round caps they are dots, also where the picture
    /// is stretched.
    pub fn dots_path(&self) -> String {
        self.dots.iter().map(|dot| line(std::iter::once(*dot)) + "h0").collect()
    }

    /// Whether the tracked days are pale, beside their moving mean.
    pub fn is_pale(&self) -> bool {
        !self.mean.is_empty()
    }
}

/// Lays out a picture within a frame.
pub fn lay_out(values: ProgressValues, frame: Frame) -> ProgressLayout {
    let axis = values.axis();
    let x = |day: NaiveDate| frame.x(values.across.at(day));
    let y = |value: f64| frame.y(axis.at(value));
    let at = |day: &DayValue| (x(day.0), y(day.1));
    let path = |days: &[DayValue]| line(days.iter().map(at));
    let (runs, alone): (Vec<_>, Vec<_>) = values.tracked.iter().partition(|run| run.len() > 1);
    let ahead = values.ahead.map(|(from, due, ends)| (at(&from), x(due), ends.map(y)));
    let band = ahead.map(|(from, due, [low, _, high])| line([from, (due, low), (due, high)].into_iter()) + "Z");
    let median = ahead.map(|(from, due, [_, median, _])| line([from, (due, median)].into_iter()));
    ProgressLayout {
        across: values.across,
        frame,
        marks: axis.marks.iter().map(|mark| (*mark, y(*mark))).collect(),
        planned: path(values.planned),
        tracked: runs.into_iter().map(|run| path(run)).collect(),
        dots: alone.into_iter().filter_map(|run| run.first()).map(at).collect(),
        mean: path(values.mean),
        band: band.unwrap_or_default(),
        median: median.unwrap_or_default(),
        end: ahead.map(|(_, due, ends)| (due, ends)),
        target: values.target.map(y),
        paid: values.paid.as_ref().map(at),
    }
}

/// The values up a picture.
struct Axis {
    /// Round values, the lowest first.
    marks: Vec<f64>,
}

impl Axis {
    /// Where a value is, from the top; within the frame.
    fn at(&self, value: f64) -> f64 {
        let (least, most) = (self.marks.first().copied().unwrap_or(0.0), self.marks.last().copied().unwrap_or(1.0));
        (100.0 - place(value, least, most)).clamp(0.0, 100.0)
    }
}

/// An axis that encloses the values. Begins at zero, unless all values are far from it: a path from 10,000 to 12,000
/// would be a flat line.
fn y_axis(values: impl Iterator<Item = f64>) -> Axis {
    let finite = values.filter(|value| value.is_finite());
    let (least, most) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    let from_zero = least > 0.0 && least < 0.6 * most;
    Axis { marks: grid(if from_zero { 0.0 } else { least }, most, 4) }
}

/// A line through points as an SVG path in a frame of 100 × 100.
fn line(points: impl Iterator<Item = (f64, f64)>) -> String {
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
    fn a_picture_is_laid_out_in_its_frame() {
        let day = |of_march: u32| NaiveDate::from_ymd_opt(2027, 3, of_march).unwrap();
        let planned = [(day(1), 0.0), (day(11), 80.0)];
        let tracked = [vec![(day(2), 10.0)], vec![(day(4), 20.0), (day(6), 40.0)]];
        let values = ProgressValues {
            planned: &planned,
            tracked: &tracked,
            ahead: Some(((day(6), 40.0), day(11), [60.0, 70.0, 100.0])),
            target: Some(80.0),
            paid: Some((day(6), 50.0)),
            ..ProgressValues::over(Across { first: day(1), days: 11 })
        };
        let whole = lay_out(values, Frame::WHOLE);
        assert_eq!(whole.marks.last(), Some(&(100.0, 0.0)), "the interval is within the picture");
        assert_eq!(
            (whole.tracked.as_slice(), whole.dots.as_slice()),
            (&["M30 80L50 60".to_owned()][..], &[(10.0, 90.0)][..])
        );
        assert_eq!(whole.dots_path(), "M10 90h0");
        assert_eq!((whole.band.as_str(), whole.median.as_str()), ("M50 60L100 40L100 0Z", "M50 60L100 30"));
        assert_eq!(
            (whole.end, whole.target, whole.paid),
            (Some((100.0, [40.0, 30.0, 0.0])), Some(20.0), Some((50.0, 50.0)))
        );
        assert!(!whole.is_pale() && lay_out(ProgressValues { mean: &planned, ..values }, Frame::WHOLE).is_pale());
        let framed = lay_out(values, Frame { left: 20.0, top: 10.0, bottom: 60.0 });
        assert_eq!((framed.planned.as_str(), framed.target), ("M20 60L100 20", Some(20.0)));
        assert_eq!((framed.x(day(1)), framed.x(day(6))), (20.0, 60.0));
        // Without interval and target, the axis ends at the highest day.
        let days_only = lay_out(ProgressValues { ahead: None, target: None, paid: None, ..values }, Frame::WHOLE);
        assert_eq!((days_only.marks.last(), days_only.band.as_str()), (Some(&(80.0, 0.0)), ""));
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
