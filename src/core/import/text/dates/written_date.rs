//! Parses one date or period: which of its tokens are year, month and day.
//!
//! Must not know which days the plan has, except to choose between two readings.

use crate::import::text::dates::tokens::{DateToken, DateTokens, Separator, tokenize};
use crate::import::workbook::day_of_serial;
use chrono::{Datelike, NaiveDate, Weekday};

use super::ranges::DateReader;
use super::{BesideMonth, DateError, DayOrder, MAX_DATE_BYTES, SerialDates, YEARS};

/// A date as written, which may lack its year or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenDate {
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
    /// A day whose month is written at the other end of the range.
    BareDay(u32),
    /// Such a day with its year: March 1-15, 2027.
    DayAndYear {
        day: u32,
        year: i32,
    },
}

impl WrittenDate {
    pub(super) fn year(self) -> Option<i32> {
        match self {
            WrittenDate::Day { year, .. }
            | WrittenDate::Month { year, .. }
            | WrittenDate::Tenth { year, .. }
            | WrittenDate::Quarter { year, .. }
            | WrittenDate::Half { year, .. }
            | WrittenDate::Week { year, .. } => year,
            WrittenDate::Year(year) | WrittenDate::DayAndYear { year, .. } => Some(year),
            WrittenDate::BareDay(_) => None,
        }
    }

    pub(super) fn in_year(self, in_year: i32) -> WrittenDate {
        let mut part = self;
        match &mut part {
            WrittenDate::Day { year, .. }
            | WrittenDate::Month { year, .. }
            | WrittenDate::Tenth { year, .. }
            | WrittenDate::Quarter { year, .. }
            | WrittenDate::Half { year, .. }
            | WrittenDate::Week { year, .. } => *year = Some(in_year),
            WrittenDate::Year(_) | WrittenDate::BareDay(_) | WrittenDate::DayAndYear { .. } => {}
        }
        part
    }
}

/// The year of two digits: 1980 to 2079.
pub(super) fn full_year(digits: u32) -> i32 {
    let year = digits.cast_signed();
    if year < 80 { 2000 + year } else { 1900 + year }
}

impl DateReader {
    /// Parses a text that is one date or period.
    pub(super) fn part(self, text: &str) -> Result<WrittenDate, DateError> {
        if text.len() > MAX_DATE_BYTES {
            return Err(DateError::NotADay);
        }
        if self.dates.serials != SerialDates::None
            && let Ok(serial) = text.trim().replace(',', ".").parse::<f64>()
            // From 1954 to 2173: other numbers are not dates.
            && (20_000.0..100_000.0).contains(&serial)
        {
            let on = day_of_serial(serial, self.dates.serials == SerialDates::From1904).ok_or(DateError::NotADay)?;
            return Ok(WrittenDate::Day { year: Some(on.year()), month: on.month(), day: on.day(), weekday: None });
        }
        let tokens = tokenize(text)?;
        self.part_of(&tokens)
    }

    pub(super) fn part_of(self, all: &DateTokens) -> Result<WrittenDate, DateError> {
        use DateToken::{Day, Half, Month, Name, Number, Quarter, Tenth, Week, Year};
        let separators = &all.separators;
        let DateTokens { tokens, weekday, .. } = all;
        // A range separator never occurs within a date, except as in 2027 - 03 - 01.
        let is_apart = separators.iter().skip(1).any(Separator::is_between);
        let is_even = tokens.len() == 3
            && separators[1] == separators[2]
            && tokens.iter().all(|token| matches!(token, Number { .. }));
        if is_apart && !(is_even && tokens.iter().any(|token| matches!(token, Number { digits: 4, .. }))) {
            return Err(DateError::NotADay);
        }
        let dated =
            |year: Option<i32>, month: u32, day: u32| Ok(WrittenDate::Day { year, month, day, weekday: *weekday });
        let year_of = |value: u32| -> Result<Option<i32>, DateError> {
            let year = i32::try_from(value).map_err(|_| DateError::OutOfRange)?;
            if YEARS.contains(&year) { Ok(Some(year)) } else { Err(DateError::OutOfRange) }
        };
        let marked = |value: u32, digits: usize| if digits <= 2 { Ok(Some(full_year(value))) } else { year_of(value) };
        match tokens[..] {
            [Number { value, digits: 8 }] => self.eight_digits(value, *weekday),
            [Number { value, digits: 6 }] => self.six_digits(value, *weekday),
            [Number { value, digits: 4 }] => {
                year_of(value).map(|year| year.map_or(WrittenDate::BareDay(0), WrittenDate::Year))
            }
            [Number { value: day @ 1..=31, digits: 1..=2 } | Day(day @ 1..=31)] => Ok(WrittenDate::BareDay(day)),
            [Year { value, digits }] => marked(value, digits)?.map(WrittenDate::Year).ok_or(DateError::NotADay),
            [Month(month) | Name { month, .. }] => Ok(WrittenDate::Month { year: None, month }),
            [Quarter(number)] => Ok(WrittenDate::Quarter { year: None, number }),
            [Half(number)] => Ok(WrittenDate::Half { year: None, number }),
            [Week { number, of_calendar }] => Ok(WrittenDate::Week { year: None, number, of_calendar }),
            // 2027-03, 2027年3月, March 2027, 03/2027
            [
                Year { value, digits },
                Month(month) | Name { month, .. } | Number { value: month @ 1..=12, digits: 1..=2 },
            ]
            | [Month(month) | Name { month, .. }, Year { value, digits }] => {
                Ok(WrittenDate::Month { year: marked(value, digits)?, month })
            }
            [Number { value, digits: 4 }, Month(month) | Name { month, .. }]
            | [Month(month) | Name { month, .. }, Number { value, digits: 4 }] => {
                Ok(WrittenDate::Month { year: year_of(value)?, month })
            }
            [Number { value, digits: 4 }, Number { value: month @ 1..=12, digits: 1..=2 }]
            | [Number { value: month @ 1..=12, digits: 1..=2 }, Number { value, digits: 4 }]
                if separators[1].is_mark() =>
            {
                Ok(WrittenDate::Month { year: year_of(value)?, month })
            }
            [Number { value: day @ 1..=31, digits: 1..=2 }, Number { value, digits: 4 }]
                if !separators[1].is_mark() =>
            {
                let year = year_of(value)?.ok_or(DateError::NotADay)?;
                Ok(WrittenDate::DayAndYear { day, year })
            }
            [Name { month, english }, Number { value, digits: 1..=2 }] => {
                self.beside_month(month, value, english, &separators[1], *weekday)
            }
            // 3 March, 3月1日
            [Number { value: day, digits: 1..=2 }, Name { month, .. }]
            | [Month(month), Day(day) | Number { value: day, digits: 1..=2 }]
            | [Name { month, .. }, Day(day)] => dated(None, month, day),
            [Number { value: first, digits: 1..=2 }, Number { value: second, digits: 1..=2 }]
                if separators[1].is_mark() =>
            {
                self.pair(first, second, all)
            }
            [Month(month) | Name { month, .. }, Tenth(number)] => Ok(WrittenDate::Tenth { year: None, month, number }),
            [Year { value, digits }, Month(month), Tenth(number)] => {
                Ok(WrittenDate::Tenth { year: marked(value, digits)?, month, number })
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
                    Quarter(number) => WrittenDate::Quarter { year, number },
                    Half(number) => WrittenDate::Half { year, number },
                    Week { number, of_calendar } => WrittenDate::Week { year, number, of_calendar },
                    _ => return Err(DateError::NotADay),
                })
            }
            [_, _, _] => self.three(all),
            _ => Err(DateError::NotADay),
        }
    }

    /// Year, month and day in some order.
    #[allow(clippy::match_same_arms)] // one arm for each form of a date
    pub(super) fn three(self, all: &DateTokens) -> Result<WrittenDate, DateError> {
        use DateToken::{Day, Month, Name, Number, Year};
        let separators = &all.separators;
        let dated =
            |year: Option<i32>, month: u32, day: u32| Ok(WrittenDate::Day { year, month, day, weekday: all.weekday });
        let year_of = |value: u32, digits: usize| match digits {
            1..=2 => Ok(Some(full_year(value))),
            _ => Some(value.cast_signed()).filter(|year| YEARS.contains(year)).map(Some).ok_or(DateError::OutOfRange),
        };
        match all.tokens[..] {
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
                let plain = separators[2].has('\'')
                    || separators[1].marks() == separators[2].marks()
                    || !separators[2].has('-');
                // 27-Mar-03 may begin with its year.
                let turned = !self.dates.is_near(year) && self.dates.is_near(other) && value <= 31;
                if !plain || turned { Err(DateError::Ambiguous) } else { dated(Some(year), month, day) }
            }
            // Mar 3, 27; Mar-3-27
            [Name { month, .. }, Number { value: day, digits: 1..=2 }, Number { value, digits: 2 }]
                if separators[2].has(',')
                    || separators[2].has('\'')
                    || (separators[1] == separators[2] && separators[1].is_mark()) =>
            {
                dated(Some(full_year(value)), month, day)
            }
            [
                Number { value: first, digits: 1..=2 },
                Number { value: second, digits: 1..=2 },
                Number { value, digits: 4.. } | Year { value, digits: 4.. },
            ] => {
                let year = year_of(value, 4)?;
                let dotted = separators[1].has('.') && separators[2].has('.');
                let (month, day) = self.ordered(first, second, dotted, year, all.weekday)?;
                dated(year, month, day)
            }
            [
                Number { value: first, digits: 1..=2 },
                Number { value: second, digits: 1..=2 },
                Number { value: third, digits: 1..=2 },
            ] if separators[1] == separators[2] && separators[1].is_mark() => {
                self.short(first, second, third, separators[1].has('.'), all.weekday)
            }
            _ => Err(DateError::NotADay),
        }
    }

    /// Month and day of two short numbers.
    pub(super) fn ordered(
        self,
        first: u32,
        second: u32,
        dotted: bool,
        year: Option<i32>,
        weekday: Option<Weekday>,
    ) -> Result<(u32, u32), DateError> {
        let (by_day, by_month) = ((second, first), (first, second));
        let fits = |(month, day): (u32, u32)| (1..=12).contains(&month) && (1..=31).contains(&day);
        // Dates with points never have the month first where a year follows.
        let order = if dotted && fits(by_day) { DayOrder::DayFirst } else { self.dates.order };
        match (order, fits(by_day), fits(by_month)) {
            (_, false, false) => Err(DateError::NotADay),
            (DayOrder::DayFirst, true, _) => Ok(by_day),
            (DayOrder::MonthFirst, _, true) => Ok(by_month),
            _ if self.strict && order != DayOrder::Unknown => Err(DateError::NotADay),
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
                    (false, false) if weekday.is_some() && year.is_some() => Err(DateError::Weekday),
                    _ => Err(DateError::Ambiguous),
                }
            }
        }
    }

    /// Two short numbers without a year.
    pub(super) fn pair(self, first: u32, second: u32, all: &DateTokens) -> Result<WrittenDate, DateError> {
        let dotted = all.separators[1].has('.');
        // 1.3. is German.
        let ends_in_point = dotted && all.tail.has('.');
        let (month, day) = match self.ordered(first, second, ends_in_point, None, all.weekday) {
            // 3.1 occurs where the month comes first.
            Err(DateError::Ambiguous) if dotted => (first, second),
            found => found?,
        };
        Ok(WrittenDate::Day { year: None, month, day, weekday: all.weekday })
    }

    /// Three short numbers: the year is last, or first where only that gives a year near the plan's.
    pub(super) fn short(
        self,
        first: u32,
        second: u32,
        third: u32,
        dotted: bool,
        weekday: Option<Weekday>,
    ) -> Result<WrittenDate, DateError> {
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
                return Err(DateError::Ambiguous);
            }
            (_, Some(on), None) | (_, None, Some(on)) => Some(on),
            (_, Some(day), Some(month)) if day == month => Some(day),
            (_, Some(day), Some(month)) => match (fits(&day), fits(&month)) {
                (true, false) => Some(day),
                (false, true) => Some(month),
                _ => return Err(DateError::Ambiguous),
            },
            (_, None, None) => match (by_year, by_day, by_month) {
                (Some(on), _, _) | (None, Some(on), None) | (None, None, Some(on)) => Some(on),
                (None, Some(_), Some(_)) => return Err(DateError::Ambiguous),
                (None, None, None) => None,
            },
        };
        let on = found.ok_or(DateError::NotADay)?;
        Ok(WrittenDate::Day { year: Some(on.year()), month: on.month(), day: on.day(), weekday })
    }

    /// Whether a day is in a year of the plan.
    pub(super) fn is_of_plan(self, on: NaiveDate) -> bool {
        match self.dates.plan {
            Some(plan) => (plan.first().year()..=plan.last().year()).contains(&on.year()),
            None => self.known_year() == Some(on.year()),
        }
    }

    /// `Mar-27`, `March 27`, `Mar '27`, `März 27`.
    pub(super) fn beside_month(
        self,
        month: u32,
        value: u32,
        english: bool,
        separator: &Separator,
        weekday: Option<Weekday>,
    ) -> Result<WrittenDate, DateError> {
        let as_year = WrittenDate::Month { year: Some(full_year(value)), month };
        let as_day = WrittenDate::Day { year: None, month, day: value, weekday };
        let is_day = NaiveDate::from_ymd_opt(2024, month, value).is_some();
        if separator.has('\'') || !is_day {
            return Ok(as_year);
        }
        // March 27 is a day in English, and a year in languages that put days before months.
        if !separator.may_precede_year() && english || weekday.is_some() {
            return Ok(as_day);
        }
        let within = |part| {
            let days = self.resolved(part).ok();
            self.dates.plan.is_some_and(|plan| days.is_some_and(|days| days.overlap(plan).is_some()))
        };
        match self.dates.beside_month {
            BesideMonth::Day => Ok(as_day),
            BesideMonth::Unknown if !self.dates.is_near(full_year(value)) => Err(DateError::Ambiguous),
            BesideMonth::Unknown if !within(as_year) && within(as_day) => Err(DateError::Ambiguous),
            BesideMonth::Year | BesideMonth::Unknown => Ok(as_year),
        }
    }

    /// 20270325, or 25032027 and 03252027.
    pub(super) fn eight_digits(self, value: u32, weekday: Option<Weekday>) -> Result<WrittenDate, DateError> {
        let dated = |year: u32, month: u32, day: u32| {
            let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
            NaiveDate::from_ymd_opt(year, month, day)?;
            Some(WrittenDate::Day { year: Some(year), month, day, weekday })
        };
        if let Some(part) = dated(value / 10_000, value / 100 % 100, value % 100) {
            return Ok(part);
        }
        let (first, second, year) = (value / 1_000_000, value / 10_000 % 100, value % 10_000);
        let known = i32::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(DateError::NotADay)?;
        let (month, day) = self.ordered(first, second, false, Some(known), weekday)?;
        dated(year, month, day).ok_or(DateError::NotADay)
    }

    /// 202703 or 270325, where only one of them is near the plan's years.
    pub(super) fn six_digits(self, value: u32, weekday: Option<Weekday>) -> Result<WrittenDate, DateError> {
        let (year, month) = (value / 100, value % 100);
        let near = |year: i32| self.dates.is_near(year) && self.known_or_plan();
        let as_month = i32::try_from(year).ok().filter(|year| near(*year) && (1..=12).contains(&month));
        let short = full_year(value / 10_000);
        let (short_month, day) = (value / 100 % 100, value % 100);
        let as_day = NaiveDate::from_ymd_opt(short, short_month, day).filter(|on| near(on.year()));
        match (as_month, as_day) {
            (Some(year), None) => Ok(WrittenDate::Month { year: Some(year), month }),
            (None, Some(_)) => Ok(WrittenDate::Day { year: Some(short), month: short_month, day, weekday }),
            (Some(_), Some(_)) => Err(DateError::Ambiguous),
            (None, None) => Err(DateError::NotADay),
        }
    }

    pub(super) fn known_or_plan(self) -> bool {
        self.dates.plan.is_some() || self.dates.year != 0
    }
}
