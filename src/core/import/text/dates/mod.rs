//! Days as tables have them: `2027-03-01`, `3-Mar-27`, `03/25/2027 10:30 PM`, 2027年3月1日 星期一, `März 2027`, and runs of
//! days. Months, quarters and weeks are runs of days, too.
//!
//! `3/4/2027` can be read in two ways. The column decides where it can ([`Dates::for_column`]); otherwise the text is
//! refused as [`DateFault::Ambiguous`], and the reader of the table is asked. A time of day is dropped.

pub(in crate::import) mod words;

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::import::text::dates::words::{Gap, Word, Words, prepared, words};
use crate::import::workbook::day_of_serial;
use crate::plan::numbers::date_range::{DateRange, last_of_month};

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFault {
    /// None at all.
    NotADay,
    /// `3/4/2027`: the third of April, or the fourth of March.
    Ambiguous,
    /// The last day stands before the first.
    Backwards,
    /// It lies outside of the years 1900 to 2199.
    OutOfRange,
    /// The day of the week beside it is another one.
    Weekday,
}

impl fmt::Display for DateFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            DateFault::NotADay => "not a date",
            DateFault::Ambiguous => "readable as two dates",
            DateFault::Backwards => "the last day is before the first",
            DateFault::OutOfRange => "outside of the years 1900 to 2199",
            DateFault::Weekday => "on another day of the week",
        })
    }
}

impl std::error::Error for DateFault {}

/// Which of two short numbers is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// Nothing tells.
    #[default]
    Unknown,
    /// 31/3
    DayFirst,
    /// 3/31
    MonthFirst,
}

/// What a number beside a month's name is, where nothing else stands there: `Mar-27`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BesideMonth {
    /// The year where it is near the plan's; otherwise nothing tells.
    #[default]
    Unknown,
    /// The day.
    Day,
    /// The year.
    Year,
}

/// How a table's days are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    /// The plan's days, which a day without a year falls in.
    pub plan: Option<DateRange>,
    /// The year of a day without one, where the plan has no days. 0 where nothing is known of it.
    pub year: i32,
    /// Which of two short numbers is the day.
    pub order: DayOrder,
    /// Whether numbers are a spreadsheet's serial days, and from where it counts them.
    pub serials: Serials,
    /// What a number beside a month's name is.
    pub beside_month: BesideMonth,
}

/// What a bare number is among days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Serials {
    /// No day.
    #[default]
    None,
    /// A spreadsheet's serial day, counted from 1900.
    From1900,
    /// A spreadsheet's serial day, counted from 1904 as older ones on the Mac did.
    From1904,
}

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Any other run of days.
    Span,
}

/// A stretch of time that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// What it is.
    pub kind: PeriodKind,
    /// Its days. `None` for a week that is only numbered: `W3` may be the third of the year or of the plan.
    pub days: Option<DateRange>,
    /// The number of a week, quarter or half; 0 for anything else.
    pub number: u32,
}

/// The first and last year of any date.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// The longest text that is looked at.
const LONGEST: usize = 120;

/// A date as far as it says itself what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Day {
        year: Option<i32>,
        month: u32,
        day: u32,
        weekday: Option<Weekday>,
    },
    Month {
        year: Option<i32>,
        month: u32,
    },
    /// The first, second or third ten days of a month.
    Tenth {
        year: Option<i32>,
        month: u32,
        number: u32,
    },
    Quarter {
        year: Option<i32>,
        number: u32,
    },
    Half {
        year: Option<i32>,
        number: u32,
    },
    Week {
        year: Option<i32>,
        number: u32,
        of_calendar: bool,
    },
    Year(i32),
    /// A day whose month stands at the other end of the span.
    BareDay(u32),
    /// Such a day with its year: March 1-15, 2027.
    DayAndYear {
        day: u32,
        year: i32,
    },
}

/// What stands between the ends of a run of days, and nowhere within a date.
const BETWEEN: [&str; 20] = [
    "至",
    "到",
    "~",
    "〜",
    "—",
    "–",
    "→",
    "…",
    "..",
    " to ",
    " until ",
    " till ",
    " through ",
    " thru ",
    " bis ",
    " au ",
    " al ",
    " hasta ",
    " a ",
    " - ",
];

impl Dates {
    /// A day, or the run of days of a month, or one from a first to a last day.
    pub fn span(self, text: &str) -> Result<DateRange, DateFault> {
        self.loose().span(text)
    }

    /// These, for a column with these cells: what they tell of the order of day and month, where that is not settled, and
    /// of the numbers beside names of months.
    #[must_use]
    pub fn for_column<'a>(self, cells: impl Iterator<Item = &'a str> + Clone) -> Dates {
        let order = if self.order == DayOrder::Unknown { self.order_of(cells.clone()) } else { self.order };
        let beside_month =
            if self.beside_month == BesideMonth::Unknown { self.beside_of(cells) } else { self.beside_month };
        Dates { order, beside_month, ..self }
    }

    /// The stretch of time that a heading names, if it is nothing else besides: `Jan-27`, 3月预算, `Q1 2027`, `KW 9`.
    pub fn period(self, heading: &str) -> Option<Period> {
        let text = day_part(heading);
        let reading = self.loose();
        let simple = |kind, days| Some(Period { kind, days, number: 0 });
        let Ok(part) = reading.part(text) else {
            return reading.span(text).ok().and_then(|days| simple(PeriodKind::Span, Some(days)));
        };
        let days = reading.resolved(part).ok();
        match part {
            Part::Day { .. } => days.and_then(|_| simple(PeriodKind::Day, days)),
            Part::Month { .. } => days.and_then(|_| simple(PeriodKind::Month, days)),
            Part::Tenth { .. } => days.and_then(|_| simple(PeriodKind::Span, days)),
            Part::Year(_) => days.and_then(|_| simple(PeriodKind::Year, days)),
            Part::Quarter { number, .. } => Some(Period { kind: PeriodKind::Quarter, days, number }),
            Part::Half { number, .. } => Some(Period { kind: PeriodKind::Half, days, number }),
            Part::Week { number, .. } => Some(Period { kind: PeriodKind::Week, days, number }),
            Part::BareDay(_) | Part::DayAndYear { .. } => None,
        }
    }

    fn loose(self) -> Reading {
        Reading { dates: self, strict: false }
    }

    /// What the days of a column tell about their order: one that can be read in one way only, the day of the week beside
    /// one, their sequence, or the days of the plan that they lie in.
    fn order_of<'a>(self, cells: impl Iterator<Item = &'a str>) -> DayOrder {
        // Any year will do where none is known, and a leap year has all days.
        let year = if self.year == 0 { 2024 } else { self.year };
        let strict = |order| Reading { dates: Dates { year, order, ..self }, strict: true };
        let (by_day, by_month) = (strict(DayOrder::DayFirst), strict(DayOrder::MonthFirst));
        let (mut only_day, mut only_month) = (0_u32, 0_u32);
        let mut either: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for cell in cells {
            match (by_day.span(cell), by_month.span(cell)) {
                (Ok(_), Err(_)) => only_day += 1,
                (Err(_), Ok(_)) => only_month += 1,
                (Ok(day), Ok(month)) if day != month => either.push((day.first(), month.first())),
                _ => {}
            }
        }
        match (only_day, only_month) {
            (1.., 0) => return DayOrder::DayFirst,
            (0, 1..) => return DayOrder::MonthFirst,
            (1.., 1..) => return DayOrder::Unknown,
            (0, 0) => {}
        }
        let in_plan = |day: &NaiveDate| self.plan.is_some_and(|plan| plan.contains(*day));
        let by_plan = (
            !either.is_empty() && either.iter().all(|(day, _)| in_plan(day)),
            !either.is_empty() && either.iter().all(|(_, month)| in_plan(month)),
        );
        let ascends = |days: Vec<NaiveDate>| {
            let steps = |fits: fn(&NaiveDate, &NaiveDate) -> bool| days.windows(2).all(|pair| fits(&pair[0], &pair[1]));
            days.len() > 2 && days.first() != days.last() && (steps(NaiveDate::le) || steps(NaiveDate::ge))
        };
        let by_sequence =
            (ascends(either.iter().map(|pair| pair.0).collect()), ascends(either.iter().map(|pair| pair.1).collect()));
        let told = |(day, month): (bool, bool)| match (day, month) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => DayOrder::Unknown,
        };
        match (told(by_plan), told(by_sequence)) {
            (one, other) if one == other => one,
            (order, DayOrder::Unknown) | (DayOrder::Unknown, order) => order,
            _ => DayOrder::Unknown,
        }
    }

    /// What numbers beside names of months are, in a column with these cells.
    fn beside_of<'a>(self, cells: impl Iterator<Item = &'a str>) -> BesideMonth {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for cell in cells.filter(|cell| cell.len() <= LONGEST) {
            let Ok(Words { words, gaps, .. }) = words(cell) else { continue };
            if let ([Word::Name { month, .. }, Word::Number { value, digits: 1..=2 }], Some(gap)) =
                (&words[..], gaps.get(1))
                && gap.may_stand_before_year()
            {
                found.push((*month, *value));
            }
        }
        let only_day =
            found.iter().any(|(_, value)| (1..=31).contains(value) && !self.is_near(2000 + (*value).cast_signed()));
        let only_year = found.iter().any(|(_, value)| *value > 31 || *value == 0);
        // A month with many numbers is gone through day by day.
        let many = found.iter().any(|(month, _)| {
            let mut numbers: Vec<u32> = found.iter().filter(|(other, _)| other == month).map(|pair| pair.1).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len() > 3
        });
        match (only_day || many, only_year) {
            (true, false) => BesideMonth::Day,
            (false, true) => BesideMonth::Year,
            _ => BesideMonth::Unknown,
        }
    }

    /// Whether a year may be meant where only its last two digits stand.
    pub(in crate::import) fn is_near(self, year: i32) -> bool {
        let known = self.plan.map(|plan| plan.first().year()).or(Some(self.year).filter(|year| *year != 0));
        known.is_none_or(|known| (known - 5..=known + 10).contains(&year))
    }
}

/// What the days of a column tell about their order.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>, plan: Option<DateRange>) -> DayOrder {
    Dates { plan, ..Dates::default() }.order_of(cells)
}

/// The year that two digits stand for: 1980 to 2079.
fn full_year(digits: u32) -> i32 {
    let year = digits.cast_signed();
    if year < 80 { 2000 + year } else { 1900 + year }
}

/// Reads texts.
#[derive(Clone, Copy)]
struct Reading {
    dates: Dates,
    /// Whether the order is kept to even where only the other one makes a day.
    strict: bool,
}

impl Reading {
    fn span(self, text: &str) -> Result<DateRange, DateFault> {
        if text.len() > LONGEST {
            return Err(DateFault::NotADay);
        }
        match self.part(text).and_then(|part| self.resolved(part)) {
            Err(DateFault::NotADay) => self.run(text),
            found => found,
        }
    }

    /// From a first to a last day.
    fn run(self, text: &str) -> Result<DateRange, DateFault> {
        const FROM: [&str; 8] = ["from ", "von ", "vom ", "du ", "dal ", "del ", "desde ", "从"];
        let text = prepared(text);
        let text = FROM.iter().find_map(|from| text.strip_prefix(from)).unwrap_or(&text);
        let mut fault = DateFault::NotADay;
        let mut attempt = |at: usize, length: usize| match self.both(text[..at].trim(), text[at + length..].trim()) {
            Err(DateFault::NotADay) => None,
            Err(other) => {
                fault = other;
                None
            }
            Ok(span) => Some(span),
        };
        for between in BETWEEN {
            for (at, _) in text.match_indices(between) {
                if let Some(span) = attempt(at, between.len()) {
                    return Ok(span);
                }
            }
        }
        for (at, mark) in text.match_indices(['-', '/']) {
            let (first, last) = (text[..at].trim(), text[at + 1..].trim());
            let marks = |text: &str| text.matches(mark).count();
            let are_whole = first.len() >= 7 && last.len() >= 7;
            let fits = match (mark, marks(first), marks(last)) {
                ("-", 0, 0) => true,
                ("-", 2, 2) | (_, 0, 0) => are_whole,
                _ => false,
            };
            if fits && let Some(span) = attempt(at, 1) {
                return Ok(span);
            }
        }
        Err(fault)
    }

    /// Both ends are written in the same order.
    fn both(self, first: &str, last: &str) -> Result<DateRange, DateFault> {
        match self.ends(first, last) {
            Err(DateFault::Ambiguous) if self.dates.order == DayOrder::Unknown => {
                let by = |order| Reading { dates: Dates { order, ..self.dates }, strict: true }.ends(first, last);
                match (by(DayOrder::DayFirst), by(DayOrder::MonthFirst)) {
                    (Ok(span), Err(_)) | (Err(_), Ok(span)) => Ok(span),
                    (Ok(span), Ok(other)) if span == other => Ok(span),
                    (Err(fault), Err(_)) => Err(fault),
                    _ => Err(DateFault::Ambiguous),
                }
            }
            found => found,
        }
    }

    fn ends(self, first: &str, last: &str) -> Result<DateRange, DateFault> {
        let (mut from, mut until) = (self.part(first)?, self.part(last)?);
        // 1-15 March, 3月1日-15日: the month stands once.
        match (from, until) {
            (Part::BareDay(day), Part::Day { year, month, .. }) => {
                from = Part::Day { year, month, day, weekday: None };
            }
            (Part::Day { year, month, .. }, Part::BareDay(day)) => {
                until = Part::Day { year, month, day, weekday: None };
            }
            (Part::Day { month, .. }, Part::DayAndYear { day, year }) => {
                until = Part::Day { year: Some(year), month, day, weekday: None };
            }
            (Part::BareDay(_) | Part::DayAndYear { .. }, _) | (_, Part::BareDay(_) | Part::DayAndYear { .. }) => {
                return Err(DateFault::NotADay);
            }
            // 3/1-5/2027 may be days of March.
            (Part::Day { .. }, Part::Month { .. }) if !last.contains(char::is_alphabetic) => {
                return Err(DateFault::NotADay);
            }
            (Part::Month { .. }, Part::Day { .. }) if !first.contains(char::is_alphabetic) => {
                return Err(DateFault::NotADay);
            }
            _ => {}
        }
        match (from.year(), until.year()) {
            (None, Some(year)) => {
                // 15 Dec - 10 Jan 2027 begins the year before.
                let same = self.resolved(from.in_year(year))?;
                let before = same.first() > self.resolved(until)?.last();
                from = from.in_year(if before { year - 1 } else { year });
            }
            (Some(year), None) => {
                let same = self.resolved(until.in_year(year))?;
                let after = same.last() < self.resolved(from)?.first();
                until = until.in_year(if after { year + 1 } else { year });
            }
            _ => {}
        }
        let (from, until) = (self.resolved(from)?, self.resolved(until)?);
        DateRange::new(from.first(), until.last()).ok_or(DateFault::Backwards)
    }

    /// The days of a part.
    fn resolved(self, part: Part) -> Result<DateRange, DateFault> {
        let span = match part {
            Part::Day { year, month, day, weekday } => {
                let on = self.day(year, month, day, weekday)?;
                DateRange::new(on, on)
            }
            Part::Month { year, month } => self.months(year, month, 1),
            Part::Tenth { year, month, number } => {
                self.months(year, month, 1).map(DateRange::first).and_then(|first| {
                    let last = if number == 3 { last_of_month(first) } else { first.with_day(number * 10)? };
                    DateRange::new(first.with_day(number * 10 - 9)?, last)
                })
            }
            Part::Quarter { year, number } => self.months(year, number * 3 - 2, 3),
            Part::Half { year, number } => self.months(year, number * 6 - 5, 6),
            Part::Week { year, number, of_calendar } => {
                if year.is_none() && !of_calendar {
                    return Err(DateFault::NotADay);
                }
                self.week(year, number)
            }
            Part::Year(year) => self.months(Some(year), 1, 12),
            Part::BareDay(_) | Part::DayAndYear { .. } => None,
        };
        let span = span.ok_or(DateFault::NotADay)?;
        if YEARS.contains(&span.first().year()) && YEARS.contains(&span.last().year()) {
            Ok(span)
        } else {
            Err(DateFault::OutOfRange)
        }
    }

    fn day(self, year: Option<i32>, month: u32, day: u32, weekday: Option<Weekday>) -> Result<NaiveDate, DateFault> {
        let on = self.in_year(year, month, day).ok_or(DateFault::NotADay)?;
        match weekday {
            Some(weekday) if on.weekday() != weekday => {
                // Without a year the day of the week tells it.
                let years =
                    self.dates.plan.filter(|_| year.is_none()).map(|plan| plan.first().year()..=plan.last().year());
                let fits =
                    |on: &NaiveDate| on.weekday() == weekday && self.dates.plan.is_some_and(|plan| plan.contains(*on));
                let other = years.and_then(|mut years| {
                    years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(fits))
                });
                other.ok_or(DateFault::Weekday)
            }
            _ => Ok(on),
        }
    }

    fn months(self, year: Option<i32>, first: u32, count: u32) -> Option<DateRange> {
        let first = match year {
            Some(year) => NaiveDate::from_ymd_opt(year, first, 1)?,
            None => self.overlapping(first, count)?,
        };
        let last = NaiveDate::from_ymd_opt(first.year(), first.month() + count - 1, 1)?;
        DateRange::new(first, last_of_month(last))
    }

    /// The first day of months of the year in which they touch the plan, else of the year it begins in.
    fn overlapping(self, month: u32, count: u32) -> Option<NaiveDate> {
        let Some(plan) = self.dates.plan else { return NaiveDate::from_ymd_opt(self.known_year()?, month, 1) };
        let touches = |first: &NaiveDate| {
            let last = NaiveDate::from_ymd_opt(first.year(), month + count - 1, 1).map(last_of_month);
            *first <= plan.last() && last.is_some_and(|last| last >= plan.first())
        };
        let mut years = plan.first().year()..=plan.last().year();
        let within = years.find_map(|year| NaiveDate::from_ymd_opt(year, month, 1).filter(touches));
        within.or_else(|| NaiveDate::from_ymd_opt(plan.first().year(), month, 1))
    }

    fn week(self, year: Option<i32>, number: u32) -> Option<DateRange> {
        let of = |year| {
            let monday = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
            DateRange::new(monday, NaiveDate::from_isoywd_opt(year, number, Weekday::Sun)?)
        };
        match (year, self.dates.plan) {
            (Some(year), _) => of(year),
            (None, Some(plan)) => {
                let mut years = plan.first().year()..=plan.last().year();
                let within = years.find_map(|year| of(year).filter(|week| week.overlap(plan).is_some()));
                within.or_else(|| of(plan.first().year()))
            }
            (None, None) => of(self.known_year()?),
        }
    }

    fn known_year(self) -> Option<i32> {
        Some(self.dates.year).filter(|year| *year != 0)
    }

    fn in_year(self, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => self.within_plan(month, day),
        }
    }

    /// The day of the year that lies in the plan, else in the year it begins in.
    fn within_plan(self, month: u32, day: u32) -> Option<NaiveDate> {
        let Some(plan) = self.dates.plan else { return NaiveDate::from_ymd_opt(self.known_year()?, month, day) };
        let on = |year| NaiveDate::from_ymd_opt(year, month, day);
        let mut years = plan.first().year()..=plan.last().year();
        let within = years.find_map(|year| on(year).filter(|day| plan.contains(*day)));
        within.or_else(|| on(plan.first().year())).or_else(|| on(plan.last().year()))
    }

    /// What a text says, if it is one date or period.
    fn part(self, text: &str) -> Result<Part, DateFault> {
        if text.len() > LONGEST {
            return Err(DateFault::NotADay);
        }
        if self.dates.serials != Serials::None
            && let Ok(serial) = text.trim().replace(',', ".").parse::<f64>()
            // From 1954 to 2173: other numbers are no days.
            && (20_000.0..100_000.0).contains(&serial)
        {
            let on = day_of_serial(serial, self.dates.serials == Serials::From1904).ok_or(DateFault::NotADay)?;
            return Ok(Part::Day { year: Some(on.year()), month: on.month(), day: on.day(), weekday: None });
        }
        let words = words(text)?;
        self.part_of(&words)
    }

    fn part_of(self, all: &Words) -> Result<Part, DateFault> {
        use Word::{Day, Half, Month, Name, Number, Quarter, Tenth, Week, Year};
        let gaps = &all.gaps;
        let Words { words, weekday, .. } = all;
        // A mark that stands between the ends of a run of days stands within no date, unless as in 2027 - 03 - 01.
        let is_apart = gaps.iter().skip(1).any(Gap::is_between);
        let is_even = words.len() == 3 && gaps[1] == gaps[2] && words.iter().all(|word| matches!(word, Number { .. }));
        if is_apart && !(is_even && words.iter().any(|word| matches!(word, Number { digits: 4, .. }))) {
            return Err(DateFault::NotADay);
        }
        let dated = |year: Option<i32>, month: u32, day: u32| Ok(Part::Day { year, month, day, weekday: *weekday });
        let year_of = |value: u32| -> Result<Option<i32>, DateFault> {
            let year = i32::try_from(value).map_err(|_| DateFault::OutOfRange)?;
            if YEARS.contains(&year) { Ok(Some(year)) } else { Err(DateFault::OutOfRange) }
        };
        let marked = |value: u32, digits: usize| if digits <= 2 { Ok(Some(full_year(value))) } else { year_of(value) };
        match words[..] {
            [Number { value, digits: 8 }] => self.eight_digits(value, *weekday),
            [Number { value, digits: 6 }] => self.six_digits(value, *weekday),
            [Number { value, digits: 4 }] => year_of(value).map(|year| year.map_or(Part::BareDay(0), Part::Year)),
            [Number { value: day @ 1..=31, digits: 1..=2 } | Day(day @ 1..=31)] => Ok(Part::BareDay(day)),
            [Year { value, digits }] => marked(value, digits)?.map(Part::Year).ok_or(DateFault::NotADay),
            [Month(month) | Name { month, .. }] => Ok(Part::Month { year: None, month }),
            [Quarter(number)] => Ok(Part::Quarter { year: None, number }),
            [Half(number)] => Ok(Part::Half { year: None, number }),
            [Week { number, of_calendar }] => Ok(Part::Week { year: None, number, of_calendar }),
            // 2027-03, 2027年3月, March 2027, 03/2027
            [
                Year { value, digits },
                Month(month) | Name { month, .. } | Number { value: month @ 1..=12, digits: 1..=2 },
            ]
            | [Month(month) | Name { month, .. }, Year { value, digits }] => {
                Ok(Part::Month { year: marked(value, digits)?, month })
            }
            [Number { value, digits: 4 }, Month(month) | Name { month, .. }]
            | [Month(month) | Name { month, .. }, Number { value, digits: 4 }] => {
                Ok(Part::Month { year: year_of(value)?, month })
            }
            [Number { value, digits: 4 }, Number { value: month @ 1..=12, digits: 1..=2 }]
            | [Number { value: month @ 1..=12, digits: 1..=2 }, Number { value, digits: 4 }]
                if gaps[1].is_mark() =>
            {
                Ok(Part::Month { year: year_of(value)?, month })
            }
            [Number { value: day @ 1..=31, digits: 1..=2 }, Number { value, digits: 4 }] if !gaps[1].is_mark() => {
                let year = year_of(value)?.ok_or(DateFault::NotADay)?;
                Ok(Part::DayAndYear { day, year })
            }
            [Name { month, english }, Number { value, digits: 1..=2 }] => {
                self.beside_month(month, value, english, &gaps[1], *weekday)
            }
            // 3 March, 3月1日
            [Number { value: day, digits: 1..=2 }, Name { month, .. }]
            | [Month(month), Day(day) | Number { value: day, digits: 1..=2 }]
            | [Name { month, .. }, Day(day)] => dated(None, month, day),
            [Number { value: first, digits: 1..=2 }, Number { value: second, digits: 1..=2 }] if gaps[1].is_mark() => {
                self.pair(first, second, all)
            }
            [Month(month) | Name { month, .. }, Tenth(number)] => Ok(Part::Tenth { year: None, month, number }),
            [Year { value, digits }, Month(month), Tenth(number)] => {
                Ok(Part::Tenth { year: marked(value, digits)?, month, number })
            }
            [
                Number { value, digits: digits @ (2 | 4) } | Year { value, digits },
                ref period @ (Quarter(_) | Half(_) | Week { .. }),
            ]
            | [
                ref period @ (Quarter(_) | Half(_) | Week { .. }),
                Number { value, digits: digits @ (2 | 4) } | Year { value, digits },
            ] => {
                let year = marked(value, digits)?;
                Ok(match *period {
                    Quarter(number) => Part::Quarter { year, number },
                    Half(number) => Part::Half { year, number },
                    Week { number, of_calendar } => Part::Week { year, number, of_calendar },
                    _ => return Err(DateFault::NotADay),
                })
            }
            [_, _, _] => self.three(all),
            _ => Err(DateFault::NotADay),
        }
    }

    /// Year, month and day in some order.
    #[allow(clippy::match_same_arms)] // one arm for each form of a date
    fn three(self, all: &Words) -> Result<Part, DateFault> {
        use Word::{Day, Month, Name, Number, Year};
        let gaps = &all.gaps;
        let dated = |year: Option<i32>, month: u32, day: u32| Ok(Part::Day { year, month, day, weekday: all.weekday });
        let year_of = |value: u32, digits: usize| match digits {
            1..=2 => Ok(Some(full_year(value))),
            _ => Some(value.cast_signed()).filter(|year| YEARS.contains(year)).map(Some).ok_or(DateFault::OutOfRange),
        };
        match all.words[..] {
            [
                Year { value, digits },
                Month(month) | Name { month, .. } | Number { value: month, digits: 1..=2 },
                Day(day) | Number { value: day, digits: 1..=2 },
            ] => dated(year_of(value, digits)?, month, day),
            [
                Number { value, digits: 4.. },
                Month(month) | Name { month, .. } | Number { value: month, digits: 1..=2 },
                Day(day) | Number { value: day, digits: 1..=2 },
            ] => dated(year_of(value, 4)?, month, day),
            [
                Number { value: day, digits: 1..=2 } | Day(day),
                Name { month, .. } | Month(month),
                Number { value, digits: 4.. },
            ]
            | [
                Name { month, .. } | Month(month),
                Number { value: day, digits: 1..=2 } | Day(day),
                Number { value, digits: 4.. },
            ] => dated(year_of(value, 4)?, month, day),
            // 3-Mar-27, 3. März 27, 3 Mar '27
            [Number { value: day, digits: 1..=2 }, Name { month, .. }, Number { value, digits: 2 }] => {
                let year = full_year(value);
                let other = full_year(day);
                let plain = gaps[2].has('\'') || gaps[1].marks() == gaps[2].marks() || !gaps[2].has('-');
                // 27-Mar-03 may begin with its year.
                let turned = !self.dates.is_near(year) && self.dates.is_near(other) && value <= 31;
                if !plain || turned { Err(DateFault::Ambiguous) } else { dated(Some(year), month, day) }
            }
            // Mar 3, 27; Mar-3-27
            [Name { month, .. }, Number { value: day, digits: 1..=2 }, Number { value, digits: 2 }]
                if gaps[2].has(',') || gaps[2].has('\'') || (gaps[1] == gaps[2] && gaps[1].is_mark()) =>
            {
                dated(Some(full_year(value)), month, day)
            }
            [
                Number { value: first, digits: 1..=2 },
                Number { value: second, digits: 1..=2 },
                Number { value, digits: 4.. } | Year { value, digits: 4.. },
            ] => {
                let year = year_of(value, 4)?;
                let dotted = gaps[1].has('.') && gaps[2].has('.');
                let (month, day) = self.ordered(first, second, dotted, year, all.weekday)?;
                dated(year, month, day)
            }
            [
                Number { value: first, digits: 1..=2 },
                Number { value: second, digits: 1..=2 },
                Number { value: third, digits: 1..=2 },
            ] if gaps[1] == gaps[2] && gaps[1].is_mark() => {
                self.short(first, second, third, gaps[1].has('.'), all.weekday)
            }
            _ => Err(DateFault::NotADay),
        }
    }

    /// Month and day of two short numbers.
    fn ordered(
        self,
        first: u32,
        second: u32,
        dotted: bool,
        year: Option<i32>,
        weekday: Option<Weekday>,
    ) -> Result<(u32, u32), DateFault> {
        let (by_day, by_month) = ((second, first), (first, second));
        let fits = |(month, day): (u32, u32)| (1..=12).contains(&month) && (1..=31).contains(&day);
        // Nobody writes the month first between points, where a year follows.
        let order = if dotted && fits(by_day) { DayOrder::DayFirst } else { self.dates.order };
        match (order, fits(by_day), fits(by_month)) {
            (_, false, false) => Err(DateFault::NotADay),
            (DayOrder::DayFirst, true, _) => Ok(by_day),
            (DayOrder::MonthFirst, _, true) => Ok(by_month),
            _ if self.strict && order != DayOrder::Unknown => Err(DateFault::NotADay),
            (_, true, false) => Ok(by_day),
            (_, false, true) => Ok(by_month),
            _ if first == second => Ok(by_day),
            (_, true, true) => {
                let falls = |(month, day): (u32, u32)| {
                    let on = year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
                    on.is_some_and(|on| Some(on.weekday()) == weekday)
                };
                match (falls(by_day), falls(by_month)) {
                    (true, false) => Ok(by_day),
                    (false, true) => Ok(by_month),
                    (false, false) if weekday.is_some() && year.is_some() => Err(DateFault::Weekday),
                    _ => Err(DateFault::Ambiguous),
                }
            }
        }
    }

    /// Two short numbers without a year.
    fn pair(self, first: u32, second: u32, all: &Words) -> Result<Part, DateFault> {
        let dotted = all.gaps[1].has('.');
        // 1.3. is German.
        let ends_in_point = dotted && all.tail.has('.');
        let (month, day) = match self.ordered(first, second, ends_in_point, None, all.weekday) {
            // 3.1 is written so where months stand first.
            Err(DateFault::Ambiguous) if dotted => (first, second),
            found => found?,
        };
        Ok(Part::Day { year: None, month, day, weekday: all.weekday })
    }

    /// Three short numbers: the year stands last, or first where only that makes a year near the plan's.
    fn short(
        self,
        first: u32,
        second: u32,
        third: u32,
        dotted: bool,
        weekday: Option<Weekday>,
    ) -> Result<Part, DateFault> {
        let on = |year: u32, month: u32, day: u32| NaiveDate::from_ymd_opt(full_year(year), month, day);
        let (by_day, by_month) = (on(third, second, first), on(third, first, second));
        let by_year = on(first, second, third).filter(|on| self.dates.is_near(on.year()));
        let near = |on: Option<NaiveDate>| on.filter(|on| self.dates.is_near(on.year()));
        let (near_day, near_month) = (near(by_day), near(by_month).filter(|_| !dotted || by_day.is_none()));
        let fits = |on: &NaiveDate| weekday.is_none_or(|weekday| on.weekday() == weekday);
        let found = match (self.dates.order, near_day, near_month) {
            (DayOrder::DayFirst, Some(on), _) | (DayOrder::MonthFirst, _, Some(on)) => Some(on),
            _ if self.strict && self.dates.order != DayOrder::Unknown => None,
            // 27/3/25, where that year is the plan's and 2025 is not.
            _ if by_year.is_some_and(|on| self.is_of_plan(on))
                && (near_day.is_some() || near_month.is_some())
                && ![near_day, near_month].into_iter().flatten().any(|on| self.is_of_plan(on)) =>
            {
                return Err(DateFault::Ambiguous);
            }
            (_, Some(on), None) | (_, None, Some(on)) => Some(on),
            (_, Some(day), Some(month)) if day == month => Some(day),
            (_, Some(day), Some(month)) => match (fits(&day), fits(&month)) {
                (true, false) => Some(day),
                (false, true) => Some(month),
                _ => return Err(DateFault::Ambiguous),
            },
            (_, None, None) => match (by_year, by_day, by_month) {
                (Some(on), _, _) | (None, Some(on), None) | (None, None, Some(on)) => Some(on),
                (None, Some(_), Some(_)) => return Err(DateFault::Ambiguous),
                (None, None, None) => None,
            },
        };
        let on = found.ok_or(DateFault::NotADay)?;
        Ok(Part::Day { year: Some(on.year()), month: on.month(), day: on.day(), weekday })
    }

    /// Whether a day lies in a year of the plan.
    fn is_of_plan(self, on: NaiveDate) -> bool {
        match self.dates.plan {
            Some(plan) => (plan.first().year()..=plan.last().year()).contains(&on.year()),
            None => self.known_year() == Some(on.year()),
        }
    }

    /// `Mar-27`, `March 27`, `Mar '27`, `März 27`.
    fn beside_month(
        self,
        month: u32,
        value: u32,
        english: bool,
        gap: &Gap,
        weekday: Option<Weekday>,
    ) -> Result<Part, DateFault> {
        let as_year = Part::Month { year: Some(full_year(value)), month };
        let as_day = Part::Day { year: None, month, day: value, weekday };
        let is_day = NaiveDate::from_ymd_opt(2024, month, value).is_some();
        if gap.has('\'') || !is_day {
            return Ok(as_year);
        }
        // March 27 is a day in English; where days stand before months, it is a year.
        if !gap.may_stand_before_year() && english || weekday.is_some() {
            return Ok(as_day);
        }
        let within = |part| {
            let days = self.resolved(part).ok();
            self.dates.plan.is_some_and(|plan| days.is_some_and(|days| days.overlap(plan).is_some()))
        };
        match self.dates.beside_month {
            BesideMonth::Day => Ok(as_day),
            BesideMonth::Unknown if !self.dates.is_near(full_year(value)) => Err(DateFault::Ambiguous),
            BesideMonth::Unknown if !within(as_year) && within(as_day) => Err(DateFault::Ambiguous),
            BesideMonth::Year | BesideMonth::Unknown => Ok(as_year),
        }
    }

    /// 20270325, or 25032027 and 03252027.
    fn eight_digits(self, value: u32, weekday: Option<Weekday>) -> Result<Part, DateFault> {
        let dated = |year: u32, month: u32, day: u32| {
            let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
            NaiveDate::from_ymd_opt(year, month, day)?;
            Some(Part::Day { year: Some(year), month, day, weekday })
        };
        if let Some(part) = dated(value / 10_000, value / 100 % 100, value % 100) {
            return Ok(part);
        }
        let (first, second, year) = (value / 1_000_000, value / 10_000 % 100, value % 10_000);
        let known = i32::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(DateFault::NotADay)?;
        let (month, day) = self.ordered(first, second, false, Some(known), weekday)?;
        dated(year, month, day).ok_or(DateFault::NotADay)
    }

    /// 202703 or 270325, where only one of them is near the plan's years.
    fn six_digits(self, value: u32, weekday: Option<Weekday>) -> Result<Part, DateFault> {
        let (year, month) = (value / 100, value % 100);
        let near = |year: i32| self.dates.is_near(year) && self.known_or_plan();
        let as_month = i32::try_from(year).ok().filter(|year| near(*year) && (1..=12).contains(&month));
        let short = full_year(value / 10_000);
        let (short_month, day) = (value / 100 % 100, value % 100);
        let as_day = NaiveDate::from_ymd_opt(short, short_month, day).filter(|on| near(on.year()));
        match (as_month, as_day) {
            (Some(year), None) => Ok(Part::Month { year: Some(year), month }),
            (None, Some(_)) => Ok(Part::Day { year: Some(short), month: short_month, day, weekday }),
            (Some(_), Some(_)) => Err(DateFault::Ambiguous),
            (None, None) => Err(DateFault::NotADay),
        }
    }

    fn known_or_plan(self) -> bool {
        self.dates.plan.is_some() || self.dates.year != 0
    }
}

impl Part {
    fn year(self) -> Option<i32> {
        match self {
            Part::Day { year, .. }
            | Part::Month { year, .. }
            | Part::Tenth { year, .. }
            | Part::Quarter { year, .. }
            | Part::Half { year, .. }
            | Part::Week { year, .. } => year,
            Part::Year(year) | Part::DayAndYear { year, .. } => Some(year),
            Part::BareDay(_) => None,
        }
    }

    fn in_year(self, in_year: i32) -> Part {
        let mut part = self;
        match &mut part {
            Part::Day { year, .. }
            | Part::Month { year, .. }
            | Part::Tenth { year, .. }
            | Part::Quarter { year, .. }
            | Part::Half { year, .. }
            | Part::Week { year, .. } => *year = Some(in_year),
            Part::Year(_) | Part::BareDay(_) | Part::DayAndYear { .. } => {}
        }
        part
    }
}

/// Whether a cell is a date, a month or the like, and can be nothing else: neither 12.5 nor 3/4.
pub fn looks_dated(cell: &str) -> bool {
    let cell = cell.trim();
    let marks = cell.chars().filter(|letter| !letter.is_ascii_digit()).count();
    let says_so = cell.chars().any(char::is_alphabetic);
    let is_long = cell.len() == 8 || marks > 1 || says_so;
    let reading = Dates { year: 2024, ..Dates::default() };
    is_long
        && cell.contains(|letter: char| letter.is_ascii_digit())
        && match reading.span(cell) {
            Ok(_) => true,
            Err(fault) => fault != DateFault::NotADay,
        }
}

/// The text of a heading that is about days: what stands behind in parentheses, and words such as 预算, left out.
pub fn day_part(heading: &str) -> &str {
    const BESIDE: [&str; 32] = [
        "预算", "金额", "费用", "支出", "花费", "投放", "计划", "Budget", "budget", "BUDGET", "Amount", "amount",
        "Cost", "cost", "Spend", "spend", "Planned", "planned", "Plan", "plan", "Kosten", "Betrag", "Montant",
        "Importe", "Actuals", "actuals", "Actual", "actual", "Spent", "spent", "Ist", "实际",
    ];
    let text = heading.split(['(', '（', '[']).next().unwrap_or_default().trim();
    BESIDE.iter().fold(text, |text, word| {
        let text = text.strip_suffix(word).map_or(text, str::trim_end);
        text.strip_prefix(word).map_or(text, |rest| rest.trim_start_matches([' ', ':', '：']))
    })
}

/// Whether a heading names a month: 3月, 2027年3月, 2027-03, Mar, March 2027.
pub fn names_month(heading: &str) -> bool {
    let reading = Dates::default().loose();
    matches!(reading.part(day_part(heading)), Ok(Part::Month { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan() -> Dates {
        let range = DateRange::new("2026-11-16".parse().unwrap(), "2027-06-30".parse().unwrap());
        Dates { plan: range, year: 2020, ..Dates::default() }
    }

    fn said(dates: Dates, text: &str) -> String {
        match dates.span(text) {
            Ok(span) if span.first() == span.last() => span.first().to_string(),
            Ok(span) => format!("{}/{}", span.first(), span.last()),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, day) in [
            ("2027-03-01", "2027-03-01"),
            ("2027/3/1", "2027-03-01"),
            ("2027.3.1", "2027-03-01"),
            ("2027.3.25", "2027-03-25"),
            ("2027 - 03 - 01", "2027-03-01"),
            ("2027–03–01", "2027-03-01"),
            ("20270301", "2027-03-01"),
            ("25032027", "2027-03-25"),
            ("270325", "2027-03-25"),
            ("2027年3月1日", "2027-03-01"),
            ("27年3月1日", "2027-03-01"),
            ("2027年3月6日 星期六", "2027-03-06"),
            ("2027年3月6日（周六）", "2027-03-06"),
            ("2027年3月6日(六)", "2027-03-06"),
            ("二〇二七年三月二十五日", "2027-03-25"),
            ("2027年3月6日(土)", "2027-03-06"),
            ("2027年3月6日土曜日", "2027-03-06"),
            ("2027년 3월 6일 토요일", "2027-03-06"),
            ("２０２７年３月１日", "2027-03-01"),
            ("2027-03-01T09:30:00", "2027-03-01"),
            ("2027-03-07T00:00:00Z", "2027-03-07"),
            ("2027-03-07T00:00:00.000+08:00", "2027-03-07"),
            ("20270307T093000Z", "2027-03-07"),
            ("2027-03-01 00:00:00", "2027-03-01"),
            ("2027/3/2 0:00", "2027-03-02"),
            ("03/25/2027 10:30 PM", "2027-03-25"),
            ("3/25/2027, 10:30:15 a.m.", "2027-03-25"),
            ("25.03.2027 22:30 Uhr", "2027-03-25"),
            ("25/03/2027 22h30", "2027-03-25"),
            ("2026年06月25日12时01分35秒", "2026-06-25"),
            ("2027年3月1日 上午10:30", "2027-03-01"),
            ("Mon Mar 01 00:00:00 CST 2027", "2027-03-01"),
            ("1 Mar 2027", "2027-03-01"),
            ("3-Mar-27", "2027-03-03"),
            ("3-Mar-2027", "2027-03-03"),
            ("03-MAR-27", "2027-03-03"),
            ("3 Mar 27", "2027-03-03"),
            ("3 Mar '27", "2027-03-03"),
            ("3/Mar/27", "2027-03-03"),
            ("Mar 3, 27", "2027-03-03"),
            ("Mar 3, 2027", "2027-03-03"),
            ("Mar. 3, 2027", "2027-03-03"),
            ("March 1st, 2027", "2027-03-01"),
            ("Sept 3 2027", "2027-09-03"),
            ("2027-Mar-03", "2027-03-03"),
            ("Mon, Mar 1, 2027", "2027-03-01"),
            ("Saturday, 27 March 2027", "2027-03-27"),
            ("27 March 2027 (Saturday)", "2027-03-27"),
            ("3rd March", "2027-03-03"),
            ("3rd of March 2027", "2027-03-03"),
            ("March 27", "2027-03-27"),
            ("3月1日", "2027-03-01"),
            ("3月25日", "2027-03-25"),
            ("11月20日", "2026-11-20"),
            ("11月3号", "2026-11-03"),
            ("8月1日", "2026-08-01"),
            ("1 Mar", "2027-03-01"),
            ("27-Jan", "2027-01-27"),
            ("3.15", "2027-03-15"),
            ("3/15", "2027-03-15"),
            ("15.3.", "2027-03-15"),
            ("5.3.", "2027-03-05"),
            ("15/3/2027", "2027-03-15"),
            ("3/3/2027", "2027-03-03"),
            ("03/25/27", "2027-03-25"),
            ("25/03/27", "2027-03-25"),
            ("25.03.2027", "2027-03-25"),
            ("01.03.2027", "2027-03-01"),
            ("01.04.27", "2027-04-01"),
            ("27/3/25", "Ambiguous"),
            ("27/3/5", "2027-03-05"),
            ("27.3.5", "2027-03-05"),
            ("Mon 3/1/2027", "2027-03-01"),
            ("Wed 3/4/2027", "Weekday"),
            ("Thu 3/4/2027", "2027-03-04"),
            ("3. März 2027", "2027-03-03"),
            ("3. März 27", "2027-03-03"),
            ("Mi., 3. Mrz. 2027", "2027-03-03"),
            ("Mittwoch, den 3. März 2027", "2027-03-03"),
            ("1er mars 2027", "2027-03-01"),
            ("lun. 1 mars 2027", "2027-03-01"),
            ("mar. 2 mars 2027", "2027-03-02"),
            ("3 août 2027", "2027-08-03"),
            ("3 de marzo de 2027", "2027-03-03"),
            ("3 gennaio 2027", "2027-01-03"),
            ("3-dic-27", "2027-12-03"),
            ("3-Dez-27", "2027-12-03"),
            ("3. Mai 2027", "2027-05-03"),
        ] {
            assert_eq!(said(plan(), text), day, "{text}");
        }
    }

    #[test]
    fn months_and_longer_are_no_days() {
        for (text, days) in [
            ("2027-03", "2027-03-01/2027-03-31"),
            ("03/2027", "2027-03-01/2027-03-31"),
            ("03.2027", "2027-03-01/2027-03-31"),
            ("202703", "2027-03-01/2027-03-31"),
            ("2027年2月", "2027-02-01/2027-02-28"),
            ("3月", "2027-03-01/2027-03-31"),
            ("三月", "2027-03-01/2027-03-31"),
            ("12月份", "2026-12-01/2026-12-31"),
            ("11月", "2026-11-01/2026-11-30"),
            ("Mar 2027", "2027-03-01/2027-03-31"),
            ("January 2027", "2027-01-01/2027-01-31"),
            ("Jan-27", "2027-01-01/2027-01-31"),
            ("Mar-27", "2027-03-01/2027-03-31"),
            ("Mar-2027", "2027-03-01/2027-03-31"),
            ("Mar '27", "2027-03-01/2027-03-31"),
            ("Mrz 27", "2027-03-01/2027-03-31"),
            ("März 2027", "2027-03-01/2027-03-31"),
            ("févr.-27", "2027-02-01/2027-02-28"),
            ("Mar-05", "Ambiguous"),
            ("3月上旬", "2027-03-01/2027-03-10"),
            ("2027年2月下旬", "2027-02-21/2027-02-28"),
            ("Q1 2027", "2027-01-01/2027-03-31"),
            ("2027Q2", "2027-04-01/2027-06-30"),
            ("Q2-27", "2027-04-01/2027-06-30"),
            ("1Q27", "2027-01-01/2027-03-31"),
            ("Q4", "2026-10-01/2026-12-31"),
            ("1st quarter 2027", "2027-01-01/2027-03-31"),
            ("2027年第一季度", "2027-01-01/2027-03-31"),
            ("二季度", "2027-04-01/2027-06-30"),
            ("H1 2027", "2027-01-01/2027-06-30"),
            ("2027年上半年", "2027-01-01/2027-06-30"),
            ("2027-W09", "2027-03-01/2027-03-07"),
            ("KW 9", "2027-03-01/2027-03-07"),
            ("KW 09/2027", "2027-03-01/2027-03-07"),
            ("2027年第9周", "2027-03-01/2027-03-07"),
            ("2027年", "2027-01-01/2027-12-31"),
        ] {
            assert_eq!(said(plan(), text), days, "{text}");
        }
    }

    #[test]
    fn runs_of_days_have_both_ends() {
        for (text, days) in [
            ("2027-03-01/2027-05-31", "2027-03-01/2027-05-31"),
            ("2027-03-01 - 2027-05-31", "2027-03-01/2027-05-31"),
            ("2027-03-01-2027-05-31", "2027-03-01/2027-05-31"),
            ("2027-03-01 00:00 - 2027-03-15 23:59", "2027-03-01/2027-03-15"),
            ("20270301-20270315", "2027-03-01/2027-03-15"),
            ("2027/3/1-2027/5/31", "2027-03-01/2027-05-31"),
            ("3月1日-3月15日", "2027-03-01/2027-03-15"),
            ("3月1日—15日", "2027-03-01/2027-03-15"),
            ("3月1日至15日", "2027-03-01/2027-03-15"),
            ("3月1-15日", "2027-03-01/2027-03-15"),
            ("3.1-3.15", "2027-03-01/2027-03-15"),
            ("3/1-3/15", "2027-03-01/2027-03-15"),
            ("1 Mar – 15 Mar 2027", "2027-03-01/2027-03-15"),
            ("1–15 March", "2027-03-01/2027-03-15"),
            ("1-15 March 2027", "2027-03-01/2027-03-15"),
            ("March 1-15", "2027-03-01/2027-03-15"),
            ("March 1–15, 2027", "2027-03-01/2027-03-15"),
            ("March 1-5, 2027", "2027-03-01/2027-03-05"),
            ("Mar 1 - Apr 15, 2027", "2027-03-01/2027-04-15"),
            ("Mar 1-Apr 15", "2027-03-01/2027-04-15"),
            ("3-Mar-27 to 27-Mar-27", "2027-03-03/2027-03-27"),
            ("1. – 15. März 2027", "2027-03-01/2027-03-15"),
            ("1. bis 15. März", "2027-03-01/2027-03-15"),
            ("du 1 au 15 mars 2027", "2027-03-01/2027-03-15"),
            ("15 Dec – 10 Jan 2027", "2026-12-15/2027-01-10"),
            ("2026-12-15 – 10 Jan", "2026-12-15/2027-01-10"),
            ("3月-5月", "2027-03-01/2027-05-31"),
            ("Mar-May", "2027-03-01/2027-05-31"),
            ("Jan-Mar 2027", "2027-01-01/2027-03-31"),
            ("Mar 2027 - May 2027", "2027-03-01/2027-05-31"),
            ("2027-05-31/2027-03-01", "Backwards"),
        ] {
            assert_eq!(said(plan(), text), days, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (text, fault) in [
            ("3/4/2027", "Ambiguous"),
            ("3/4/27", "Ambiguous"),
            ("3/4", "Ambiguous"),
            ("3/1/27-3/4/27", "Ambiguous"),
            ("2027-02-30", "NotADay"),
            ("31/4/2027", "NotADay"),
            ("2027-13-45", "NotADay"),
            ("soon", "NotADay"),
            ("mid March", "NotADay"),
            ("3 March -", "NotADay"),
            ("March or April", "NotADay"),
            ("12", "NotADay"),
            ("46447", "NotADay"),
            ("10:30", "NotADay"),
            ("Week 9", "NotADay"),
            ("3 Mar 4 Apr", "NotADay"),
            ("3/1-5/2027", "NotADay"),
            ("07/18/20277", "OutOfRange"),
            ("18/07/1827", "OutOfRange"),
            ("2927-03-01", "OutOfRange"),
            ("1 March 0027", "OutOfRange"),
            ("2027-03-06 Monday", "Weekday"),
            ("2027年3月6日 星期一", "Weekday"),
        ] {
            assert_eq!(said(plan(), text), fault, "{text}");
        }
        assert_eq!(said(plan(), &"2027-03-01 ".repeat(1000)), "NotADay");
    }

    #[test]
    fn headings_name_periods() {
        for heading in [
            "3月",
            "3月份",
            "2027年3月",
            "2027-03",
            "Mar",
            "March 2027",
            "3月预算（元）",
            "１２月",
            "Jan-27",
            "Jan budget",
            "Budget Jan",
        ] {
            assert!(names_month(heading), "{heading}");
        }
        for heading in ["月份", "3", "13月", "2027", "3月1日", "March 1", "Q1", "", "Marketing", "Set", "Plan"] {
            assert!(!names_month(heading), "{heading}");
        }
        let period = |heading: &str| plan().period(heading);
        let kind = |heading: &str| period(heading).map(|period| period.kind);
        assert_eq!(kind("Jan-27"), Some(PeriodKind::Month));
        assert_eq!(kind("3/15"), Some(PeriodKind::Day));
        assert_eq!(kind("1–15 March"), Some(PeriodKind::Span));
        assert_eq!(kind("2027"), Some(PeriodKind::Year));
        assert_eq!(period("W3"), Some(Period { kind: PeriodKind::Week, days: None, number: 3 }));
        assert_eq!(period("KW 9").map(|week| week.days.is_some()), Some(true));
        assert_eq!(kind("Q1 2027 budget (EUR)"), Some(PeriodKind::Quarter));
        for heading in ["3", "Item", "Amount", "Owner", "Q5", "Total"] {
            assert_eq!(kind(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_column_tells_which_number_is_the_day() {
        let order = |cells: &[&str]| plan().for_column(cells.iter().copied()).order;
        assert_eq!(order(&["3/4/2027", "25/4/2027"]), DayOrder::DayFirst);
        assert_eq!(order(&["3/4/2027", "3/25/2027"]), DayOrder::MonthFirst);
        assert_eq!(order(&["3/4/27", "3/25/27"]), DayOrder::MonthFirst);
        assert_eq!(order(&["3/4", "25/4"]), DayOrder::DayFirst);
        assert_eq!(order(&["3/4/2027"]), DayOrder::Unknown);
        assert_eq!(order(&["25/4/2027", "4/25/2027"]), DayOrder::Unknown);
        // The day of the week.
        assert_eq!(order(&["3/4/2027", "Thu 3/4/2027"]), DayOrder::MonthFirst);
        // The plan's days: 3 September lies behind them.
        assert_eq!(order(&["3/9/2027", "4/5/2027"]), DayOrder::MonthFirst);
        // Their sequence.
        let none = |cells: &[&str]| Dates::default().for_column(cells.iter().copied()).order;
        assert_eq!(none(&["3/1/2027", "4/5/2027", "5/3/2027"]), DayOrder::MonthFirst);
        assert_eq!(none(&["1/3/2027", "8/3/2027", "5/4/2027"]), DayOrder::DayFirst);
        assert_eq!(none(&["3/1/2027", "4/5/2027"]), DayOrder::Unknown);
        assert_eq!(none(&["3/1/2027", "3/1/2027", "3/1/2027"]), DayOrder::Unknown);
        assert_eq!(order_of(["3/4/2027"].into_iter(), None), DayOrder::Unknown);
        let first = Dates { order: DayOrder::DayFirst, ..plan() };
        assert_eq!(said(first, "3/4/2027"), "2027-04-03");
        assert_eq!(said(first, "3/4/27"), "2027-04-03");
        let serials = Dates { serials: Serials::From1900, ..plan() };
        assert_eq!(said(serials, "46447"), "2027-03-01");
        assert_eq!(said(serials, "46447.5"), "2027-03-01");
        assert_eq!(said(serials, "12"), "NotADay");
        let from_1904 = Dates { serials: Serials::From1904, ..plan() };
        assert_eq!(said(from_1904, "44985"), "2027-03-01");
    }

    #[test]
    fn a_column_tells_what_stands_beside_months() {
        let read = |cells: &[&str]| -> Vec<String> {
            let dates = plan().for_column(cells.iter().copied());
            cells.iter().map(|cell| said(dates, cell)).collect()
        };
        assert_eq!(read(&["Mar-01", "Mar-08", "Mar-29"]), ["2027-03-01", "2027-03-08", "2027-03-29"]);
        assert_eq!(read(&["Mar-27", "Apr-27"]), ["2027-03-01/2027-03-31", "2027-04-01/2027-04-30"]);
        // March 2028 lies behind the plan, and 28 March in it.
        assert_eq!(read(&["Mar-28"]), ["Ambiguous"]);
    }

    fn written(day: NaiveDate, form: usize) -> String {
        const FORMS: [&str; 16] = [
            "%Y-%m-%d",
            "%d.%m.%Y",
            "%m/%d/%Y",
            "%d/%m/%Y",
            "%-d-%b-%y",
            "%b %-d, %Y",
            "%A, %-d %B %Y",
            "%Y年%-m月%-d日",
            "%m/%d/%y",
            "%d/%m/%y",
            "%Y/%-m/%-d",
            "%Y%m%d",
            "%Y-%m-%dT%H:%M:%SZ",
            "%d-%m-%Y",
            "%-m/%-d/%Y %-I:%M %p",
            "%-d.%-m.%y",
        ];
        let at = day.and_hms_opt(22, 30, 0).unwrap();
        at.format(FORMS[form % FORMS.len()]).to_string()
    }

    proptest! {
        #[test]
        fn a_day_is_read_back_or_asked_about(days in proptest::collection::vec(0_u64..3650, 1..8), form in 0_usize..16) {
            let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
            let days: Vec<NaiveDate> = days.into_iter().map(|by| first + chrono::Days::new(by)).collect();
            let cells: Vec<String> = days.iter().map(|day| written(*day, form)).collect();
            let dates = Dates { year: 2027, ..Dates::default() };
            // The order of a column whose days could all be either is a guess only by its sequence; these are in none.
            let dates = if days.len() < 3 { dates.for_column(cells.iter().map(String::as_str)) } else { dates };
            for (day, cell) in days.iter().zip(&cells) {
                match dates.span(cell) {
                    Ok(span) => prop_assert_eq!((span.first(), span.last()), (*day, *day), "{}", cell),
                    Err(fault) => prop_assert_eq!(fault, DateFault::Ambiguous, "{}", cell),
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}", other in "[0-9a-zA-Z/.\\-年月日周上半Q ,:]{0,24}") {
            for text in [text, other] {
                let _ = plan().span(&text);
                let _ = plan().period(&text);
                let _ = plan().for_column([text.as_str()].into_iter());
            }
        }
    }
}
