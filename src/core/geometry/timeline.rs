//! Positions of days, marks and dependency lines on the timeline, and rows on printed pages. Days and numbers in, numbers out.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The zoom level of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Days are labelled.
    Week,
    /// Weeks are labelled.
    Month,
    /// The whole plan, as far as it fits.
    #[default]
    All,
}

impl Zoom {
    /// Every level.
    pub const ALL: [Zoom; 3] = [Zoom::Week, Zoom::Month, Zoom::All];

    /// The width of a day in rem, if it does not depend on the available width.
    const fn day(self) -> Option<f64> {
        match self {
            Zoom::Week => Some(2.5),
            Zoom::Month => Some(0.75),
            Zoom::All => None,
        }
    }
}

/// The minimum width of a day, in CSS pixels: a plan of several years scrolls.
const MIN_DAY_WIDTH: f64 = 1.0;

/// The calendar as laid out on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruler {
    /// Its first day.
    pub first: NaiveDate,
    /// Number of days, at least 1.
    pub days: u32,
    /// The width of a day, in CSS pixels.
    pub day: f64,
    /// The size of one rem, in CSS pixels.
    rem: f64,
}

/// The unit of a mark on the ruler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulerUnit {
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// A mark on the ruler, with the days it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulerMark {
    /// Its unit.
    pub unit: RulerUnit,
    /// Its first day that is on the ruler.
    pub from: NaiveDate,
    /// Days from the ruler's first day to that one.
    pub at: u32,
    /// Number of its days that are on the ruler.
    pub days: u32,
}

impl RulerUnit {
    /// The first day after the unit that contains `day`.
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        let month = |months: u32| {
            let first = day.with_day(1)?;
            first.checked_add_months(Months::new(months))
        };
        match self {
            RulerUnit::Day => day.succ_opt(),
            RulerUnit::Week => day.checked_add_days(Days::new(7 - u64::from(day.weekday().num_days_from_monday()))),
            RulerUnit::Month => month(1),
            RulerUnit::Quarter => month(3 - day.month0() % 3),
            RulerUnit::Year => month(12 - day.month0()),
        }
    }
}

impl Ruler {
    /// A ruler of the days from `first` to `last`. `room` is the available width in CSS pixels, for [`Zoom::All`].
    pub fn new(first: NaiveDate, last: NaiveDate, zoom: Zoom, room: f64, rem: f64) -> Ruler {
        let days = u32::try_from((last - first).num_days() + 1).unwrap_or(1).max(1);
        let day = zoom.day().map_or_else(|| (room / f64::from(days)).max(MIN_DAY_WIDTH), |day| day * rem);
        Ruler { first, days, day, rem }
    }

    /// Its width in CSS pixels.
    pub fn width(self) -> f64 {
        self.day * f64::from(self.days)
    }

    /// Days from the ruler's first day; negative before it.
    pub fn offset(self, day: NaiveDate) -> i64 {
        (day - self.first).num_days()
    }

    /// The start of a day, in percent of the ruler.
    #[allow(clippy::cast_precision_loss)] // days of a plan
    pub fn place(self, day: NaiveDate) -> f64 {
        self.offset(day) as f64 / f64::from(self.days) * 100.0
    }

    /// The width of the days from one to another, both included, in percent of the ruler.
    pub fn share(self, first: NaiveDate, last: NaiveDate) -> f64 {
        self.place(last) - self.place(first) + 100.0 / f64::from(self.days)
    }

    /// The number of whole days by which an item dragged this many pixels has moved.
    #[allow(clippy::cast_possible_truncation)] // no page is that wide
    pub fn days_dragged(self, pixels: f64) -> i64 {
        let days = (pixels / self.day).round();
        if days.is_finite() { days as i64 } else { 0 }
    }

    /// The range of days in view, counted from the ruler's first: first and first beyond. It has a margin and moves in steps,
    /// so that not every pixel of scrolling renders again.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to the ruler
    pub fn in_view(self, left: f64, width: f64) -> (u32, u32) {
        let step = (width / self.day / 2.0).ceil().clamp(1.0, f64::from(self.days));
        let whole = |days: f64| days.clamp(0.0, f64::from(self.days)) as u32;
        let first = ((left / self.day / step).floor() - 1.0) * step;
        let last = (((left + width) / self.day / step).ceil() + 1.0) * step;
        (whole(first), whole(last))
    }

    /// The units of the upper and the lower line of marks, by the available width.
    pub fn units(self) -> (RulerUnit, RulerUnit) {
        let wide = |days: f64, rems: f64| self.day * days >= rems * self.rem;
        if wide(1.0, 1.5) {
            (RulerUnit::Month, RulerUnit::Day)
        } else if wide(7.0, 1.75) {
            (RulerUnit::Month, RulerUnit::Week)
        } else if wide(28.0, 2.0) {
            (RulerUnit::Year, RulerUnit::Month)
        } else {
            (RulerUnit::Year, RulerUnit::Quarter)
        }
    }

    /// The marks of a unit on the ruler.
    pub fn marks(self, unit: RulerUnit) -> Vec<RulerMark> {
        let mut marks = Vec::new();
        let end = self.first.checked_add_days(Days::new(u64::from(self.days)));
        let (mut from, mut at) = (self.first, 0);
        while at < self.days {
            let next = unit.next(from).filter(|next| end.is_none_or(|end| *next <= end)).or(end);
            let until = next.map_or(self.days, |next| u32::try_from(self.offset(next)).unwrap_or(self.days));
            let until = until.clamp(at + 1, self.days);
            marks.push(RulerMark { unit, from, at, days: until - at });
            let Some(next) = next else { break };
            (from, at) = (next, until);
        }
        marks
    }

    /// The width of a number of days, in rem.
    pub fn rems(self, days: u32) -> f64 {
        self.day * f64::from(days) / self.rem
    }
}

/// The line from one bar to another that depends on it: two sides of a box, in days and rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Connector {
    /// Its left edge, in days from the ruler's first.
    pub left: i64,
    /// Its width in days; 0 if the one begins the day after the other ends.
    pub days: i64,
    /// The row that it starts from.
    pub from: usize,
    /// The row that it ends at.
    pub to: usize,
    /// Whether it goes back in time: the dependent bar begins before the other one ends.
    pub back: bool,
}

/// The connector from the end of a bar (its row, and the day after its last) to the start of another.
pub fn connector(from: (usize, i64), to: (usize, i64)) -> Connector {
    let back = to.1 < from.1;
    Connector { left: from.1.min(to.1), days: (to.1 - from.1).abs(), from: from.0, to: to.0, back }
}

impl Connector {
    /// Whether any of it is within these rows and days, both given as first and first beyond.
    pub fn is_in(self, rows: (usize, usize), days: (u32, u32)) -> bool {
        let (top, bottom) = (self.from.min(self.to), self.from.max(self.to));
        top < rows.1 && bottom >= rows.0 && self.left <= i64::from(days.1) && self.left + self.days >= i64::from(days.0)
    }
}

/// The rows of each printed page, at most `most` of them. A page that begins below a heading of an earlier page repeats it,
/// and no heading is the last row of a page. `headings` tells for each row whether it is a heading.
pub fn pages(headings: &[bool], most: usize) -> Vec<Vec<usize>> {
    let most = most.max(3);
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut page: Vec<usize> = Vec::new();
    let mut last_heading = None;
    for (row, &heading) in headings.iter().enumerate() {
        let next_is_under = headings.get(row + 1) == Some(&false);
        let full = page.len() >= most || heading && next_is_under && page.len() + 1 >= most;
        if full {
            pages.push(std::mem::take(&mut page));
            if let Some(repeated) = last_heading.filter(|_| !heading) {
                page.push(repeated);
            }
        }
        if heading {
            last_heading = Some(row);
        }
        page.push(row);
    }
    if !page.is_empty() {
        pages.push(page);
    }
    pages
}
