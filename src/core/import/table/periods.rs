//! Parses the headings of period columns in media flowcharts and schedules: which days a heading names.
//!
//! `W14`, `Week 1`, 第3周, `Q2 2027`, 一季度, `H1`, months and days; also under a second heading (`Mar` over `1`, `8`, `15`).
//! Weeks without a year are counted from the plan's start where they begin at 1, else they are weeks of ISO 8601.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::import::text::dates::words::{ENGLISH_MONTHS, month, prepared};
use crate::import::text::dates::{BesideMonth, DateError, DateRules, DayOrder, day_part};
use crate::plan::numbers::date_range::{DateRange, last_of_month};
use crate::text::width::narrow;

/// The heading of a period column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodHeading {
    /// The column, from 0.
    pub column: usize,
    /// The text of the heading.
    pub text: String,
    /// The month in a header row above, over its days or weeks. Empty where there is none.
    pub above: String,
}

/// A parsed heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParsedHeading {
    /// A range of dates.
    Span(DateRange),
    /// A week by its number.
    Week { year: Option<i32>, number: u32 },
    /// A week of a month.
    WeekOf { month: DateRange, number: u32 },
    /// A part of a year: one of `parts` equal ones, from 1.
    Part { year: Option<i32>, number: u32, parts: u32 },
}

/// The length of a period, shorter ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodLength {
    /// A day.
    Day,
    /// A week, or a run of days within a month.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year or a year.
    Half,
}

/// How headings are parsed without a plan, which is enough to compare periods.
fn of_any_year() -> DateRules {
    DateRules { year: 2000, order: DayOrder::MonthFirst, beside_month: BesideMonth::Year, ..DateRules::default() }
}

/// The length of the period that a heading names, if it names one. `above` is the month in the row above.
pub fn grain_of(text: &str, above: &str) -> Option<PeriodLength> {
    Some(match named(text, above, of_any_year())? {
        ParsedHeading::Week { .. } | ParsedHeading::WeekOf { .. } => PeriodLength::Week,
        ParsedHeading::Part { parts: 4, .. } => PeriodLength::Quarter,
        ParsedHeading::Part { .. } => PeriodLength::Half,
        ParsedHeading::Span(days) => match days.len() {
            1 => PeriodLength::Day,
            2..=27 => PeriodLength::Week,
            28..=31 => PeriodLength::Month,
            32..=93 => PeriodLength::Quarter,
            _ => PeriodLength::Half,
        },
    })
}

/// The same for a row of headings, which determines what numbers beside months are.
fn of_any_year_beside_each_other() -> DateRules {
    DateRules { beside_month: BesideMonth::Unknown, ..of_any_year() }
}

/// The days of each heading in an arbitrary year, to find headings of the same period.
pub fn resolve_in_any_year(headings: &[PeriodHeading]) -> Vec<Option<DateRange>> {
    resolve(headings, of_any_year_beside_each_other()).into_iter().map(|(_, days)| days.ok()).collect()
}

/// The columns whose period contains two or more of the other periods: a quarter's total beside its months.
pub fn totals_among(headings: &[PeriodHeading]) -> Vec<usize> {
    let found = resolve(headings, of_any_year_beside_each_other());
    let known: Vec<(usize, DateRange)> =
        found.into_iter().filter_map(|(column, days)| Some((column, days.ok()?))).collect();
    let holds = |outer: DateRange, inner: DateRange| {
        outer.len() > inner.len() && outer.contains(inner.first()) && outer.contains(inner.last())
    };
    let held = |days: DateRange| known.iter().filter(|&&(_, inner)| holds(days, inner)).count();
    known.iter().filter(|&&(_, days)| held(days) >= 2).map(|(column, _)| *column).collect()
}

/// What numbers beside months are in headings: Jan-27, Feb-27 are months; Jan-27, Jan-28 are days, and so are numbers that
/// are no year near the plan's.
pub fn beside_month_of(headings: &[PeriodHeading], dates: DateRules) -> BesideMonth {
    if dates.beside_month != BesideMonth::Unknown {
        return dates.beside_month;
    }
    let found: Vec<(u32, u32)> = headings.iter().filter_map(|heading| month_and_year(&spaced(&heading.text))).collect();
    let months: Vec<u32> = found.iter().map(|(month, _)| *month).collect();
    let repeats = months.iter().enumerate().any(|(at, month)| months[..at].contains(month) && months.len() <= 62);
    let is_days = repeats && months.windows(2).filter(|pair| pair[0] == pair[1]).count() * 2 >= months.len();
    let is_near = |year: u32| dates.is_near(2000 + year.cast_signed());
    let is_no_year =
        !found.is_empty() && found.iter().all(|&(_, number)| (1..=31).contains(&number) && !is_near(number));
    // No year has one digit: `Mai 3`.
    let is_short =
        headings.iter().any(|heading| month_and_number(&spaced(&heading.text)).is_some_and(|(.., digits)| digits == 1));
    if is_days || is_no_year || is_short { BesideMonth::Day } else { BesideMonth::Year }
}

/// The days of each column, in the order of the headings. `dates` contains the days of the plan.
pub fn resolve(headings: &[PeriodHeading], dates: DateRules) -> Vec<(usize, Result<DateRange, DateError>)> {
    let dates = DateRules { beside_month: beside_month_of(headings, dates), ..dates };
    let named: Vec<Option<ParsedHeading>> =
        headings.iter().map(|heading| named(&heading.text, &heading.above, dates)).collect();
    let weeks: Vec<(Option<i32>, u32)> = named
        .iter()
        .filter_map(
            |named| if let Some(ParsedHeading::Week { year, number }) = named { Some((*year, *number)) } else { None },
        )
        .collect();
    let numbering = WeekNumbering::of(&weeks, dates);
    let mut last_week = None;
    let mut days: Vec<Option<DateRange>> = named
        .iter()
        .map(|named| match named.as_ref()? {
            ParsedHeading::Span(days) => Some(*days),
            ParsedHeading::Week { year, number } => {
                let found = numbering.days(*year, *number, last_week);
                last_week = found.or(last_week);
                found
            }
            ParsedHeading::WeekOf { month, number } => week_of(*month, *number),
            ParsedHeading::Part { year, number, parts } => part_of_year(*year, *number, *parts, dates),
        })
        .collect();
    lengthen(&mut days);
    headings
        .iter()
        .zip(days)
        .zip(&named)
        .map(|((heading, days), named)| {
            let error = || if named.is_some() { DateError::NotADay } else { error_of(&heading.text, dates) };
            (heading.column, days.ok_or_else(error))
        })
        .collect()
}

fn error_of(text: &str, dates: DateRules) -> DateError {
    dates.span(day_part(text)).err().unwrap_or(DateError::NotADay)
}

/// Extends single days at steps of weeks, months or quarters to these periods: `Mar-27` typed as a date.
fn lengthen(days: &mut [Option<DateRange>]) {
    let single: Vec<(usize, NaiveDate)> = days
        .iter()
        .enumerate()
        .filter_map(|(at, days)| days.filter(|days| days.len() == 1).map(|days| (at, days.first())))
        .collect();
    let steps: Vec<i64> = single.windows(2).map(|pair| (pair[1].1 - pair[0].1).num_days()).collect();
    if steps.is_empty() || steps.iter().any(|step| *step < 7) {
        return;
    }
    let (least, most) = (steps.iter().min().copied().unwrap_or(0), steps.iter().max().copied().unwrap_or(0));
    let same_day = single.windows(2).all(|pair| pair[0].1.day() == pair[1].1.day());
    let length = |first: NaiveDate| -> Option<NaiveDate> {
        let after = |days: u64| first.checked_add_days(Days::new(days - 1));
        let months = |months: u32| first.checked_add_months(chrono::Months::new(months))?.pred_opt();
        match (least, most) {
            _ if steps.iter().all(|step| step % 7 == 0) && least <= 14 => after(u64::try_from(least).ok()?),
            (28..=31, 28..=31) if same_day => months(1),
            (89..=92, 89..=92) if same_day => months(3),
            _ => None,
        }
    };
    for (at, first) in single {
        if let Some(longer) = length(first).and_then(|last| DateRange::new(first, last)) {
            days[at] = Some(longer);
        }
    }
}

/// How weeks are counted.
#[derive(Debug, Clone, Copy)]
enum WeekNumbering {
    /// From this day on: the plan's own weeks.
    From(NaiveDate),
    /// By ISO 8601, in that year where none is written.
    Iso(i32),
}

impl WeekNumbering {
    fn of(weeks: &[(Option<i32>, u32)], dates: DateRules) -> WeekNumbering {
        let year = dates.plan.map_or(dates.year, |plan| plan.first().year());
        let Some(&(written, first)) = weeks.first() else { return WeekNumbering::Iso(year) };
        if written.is_some() {
            return WeekNumbering::Iso(year);
        }
        let most = weeks.iter().map(|(_, number)| *number).max().unwrap_or(first);
        let from = |first: Option<NaiveDate>| first.map_or(WeekNumbering::Iso(year), WeekNumbering::From);
        let Some(plan) = dates.plan else {
            return if most > 53 { from(iso_week(year, 1).map(DateRange::first)) } else { WeekNumbering::Iso(year) };
        };
        // W1 to W52 are the weeks of a calendar year, unless the plan is a year long itself and begins elsewhere in it.
        let is_calendar = (52..=53).contains(&most) && (plan.len() < 51 * 7 || plan.first().month() == 1);
        if most > 53 || (first == 1 && !is_calendar) {
            return WeekNumbering::From(plan.first());
        }
        let touches = |year: &i32| iso_week(*year, first).is_some_and(|week| plan.overlap(week).is_some());
        let within = (plan.first().year()..=plan.last().year()).take(200).find(touches);
        WeekNumbering::Iso(within.unwrap_or(year))
    }

    /// The days of a week; `before` is the one named before it, which it follows.
    fn days(self, written: Option<i32>, number: u32, before: Option<DateRange>) -> Option<DateRange> {
        match (self, written) {
            (WeekNumbering::From(first), None) => {
                let first = first.checked_add_days(Days::new(u64::from(number.checked_sub(1)?) * 7))?;
                DateRange::new(first, first.checked_add_days(Days::new(6))?)
            }
            (WeekNumbering::Iso(year), None) => {
                // After W52, W1 is in the next year.
                let turned = before.map_or(year, |before| before.first().iso_week().year()).max(year);
                let week = iso_week(turned, number)?;
                match before {
                    Some(before) if week.first() <= before.first() => iso_week(turned + 1, number),
                    _ => Some(week),
                }
            }
            (_, Some(year)) => iso_week(year, number),
        }
    }
}

fn iso_week(year: i32, number: u32) -> Option<DateRange> {
    let first = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
    DateRange::new(first, first.checked_add_days(Days::new(6))?)
}

fn week_of(month: DateRange, number: u32) -> Option<DateRange> {
    let first = month.first().checked_add_days(Days::new(u64::from(number.checked_sub(1)?) * 7))?;
    let last = first.checked_add_days(Days::new(6))?;
    DateRange::new(first, last).and_then(|week| week.overlap(month))
}

fn part_of_year(year: Option<i32>, number: u32, parts: u32, dates: DateRules) -> Option<DateRange> {
    let months = 12 / parts;
    let days = |year: i32| {
        let first = NaiveDate::from_ymd_opt(year, (number - 1) * months + 1, 1)?;
        let last = NaiveDate::from_ymd_opt(year, number * months, 1)?;
        DateRange::new(first, last_of_month(last))
    };
    let Some(plan) = dates.plan.filter(|_| year.is_none()) else { return days(year.unwrap_or(dates.year)) };
    let mut years = plan.first().year()..=plan.last().year();
    let within = years.find(|&year| days(year).is_some_and(|days| days.overlap(plan).is_some()));
    days(within.unwrap_or(plan.first().year()))
}

fn named(text: &str, above: &str, dates: DateRules) -> Option<ParsedHeading> {
    let (text, above) = (spaced(text), spaced(above));
    if text.is_empty() || text.chars().count() > 40 {
        return None;
    }
    let span = |text: &str| dates.span(day_part(text)).ok();
    if !above.is_empty()
        && let Some(month) = span(&above).filter(|days| (28..=31).contains(&days.len()))
    {
        // Under a month heading: a day or a week of that month.
        let day = text.trim_end_matches(['日', '号']).parse().ok();
        if let Some(day) = day.and_then(|day| month.first().with_day(day)) {
            return DateRange::new(day, day).map(ParsedHeading::Span);
        }
        if let Some((_, number)) = week_number(&text).filter(|(year, number)| year.is_none() && *number <= 5) {
            return Some(ParsedHeading::WeekOf { month, number });
        }
    }
    if dates.beside_month == BesideMonth::Year
        && let Some((month, year)) = month_and_year(day_part(&text))
        && let Some(first) = NaiveDate::from_ymd_opt(2000 + i32::try_from(year).ok()?, month, 1)
    {
        return DateRange::new(first, last_of_month(first)).map(ParsedHeading::Span);
    }
    if let Some((year, number)) = week_number(&text) {
        return Some(ParsedHeading::Week { year, number });
    }
    if let Some((year, number, parts)) = part_number(&text) {
        return Some(ParsedHeading::Part { year, number, parts });
    }
    let lower = text.to_lowercase();
    for word in ["week of", "week commencing", "week beginning", "week starting", "w/c", "w/b", "wc", "wb"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let first = span(rest.trim_start_matches([':', ' ', '.']))?.first();
            return DateRange::new(first, first.checked_add_days(Days::new(6))?).map(ParsedHeading::Span);
        }
    }
    for word in ["week ending", "week to", "w/e"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let last = span(rest.trim_start_matches([':', ' ', '.']))?.last();
            return DateRange::new(last.checked_sub_days(Days::new(6))?, last).map(ParsedHeading::Span);
        }
    }
    // A week followed by its days: `W1 (3/1-3/7)`, `Week 1: 1 Mar - 7 Mar`.
    if let Some((name, days)) = text.split_once(['(', ':', '|']).or_else(|| text.split_once(' '))
        && week_number(name.trim()).is_some()
        && let Ok(days) = dates.span(days.trim_matches([' ', ')', ':']))
    {
        return Some(ParsedHeading::Span(days));
    }
    // A week of a month in one cell: `Mar W1`, 3月第1周.
    let parts = text.rsplit_once(' ').or_else(|| text.find('月').map(|at| text.split_at(at + '月'.len_utf8())));
    if let Some((month, week)) = parts
        && let Some((None, number @ 1..=5)) = week_number(week.trim())
        && let Some(month) = span(month).filter(|days| (28..=31).contains(&days.len()))
    {
        return Some(ParsedHeading::WeekOf { month, number });
    }
    // A bare number is not a period, even where it could be a serial date.
    if lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && lower.len() < 6 {
        return None;
    }
    // A year alone is more likely part of a title.
    span(&text).filter(|days| days.len() <= 100).map(ParsedHeading::Span)
}

/// `Jan-27`, `Jan'27`, `January 27`, `Mär 27`: the month and the two digits after it.
fn month_and_year(text: &str) -> Option<(u32, u32)> {
    month_and_number(text).filter(|(.., digits)| *digits == 2).map(|(month, year, _)| (month, year))
}

/// A month, the number after it, and how many digits that has.
fn month_and_number(text: &str) -> Option<(u32, u32, usize)> {
    let [HeadingToken::Word(name), HeadingToken::Number(number, digits)] = &tokens(text)?[..] else { return None };
    let name = prepared(name);
    let name = name.trim();
    let (month, is_english) = month(name)?;
    (!is_english || name.len() == 3 || name == "sept" || ENGLISH_MONTHS.contains(&name))
        .then_some((month, *number, *digits))
}

/// The text in narrow letters, with single spaces.
fn spaced(text: &str) -> String {
    text.chars().map(narrow).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A run of digits, or of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
enum HeadingToken {
    Number(u32, usize),
    Word(String),
}

/// Numbers and words of a heading without its parentheses; `None` where there is anything else in it.
fn tokens(text: &str) -> Option<Vec<HeadingToken>> {
    let text = text.split(['(', '[']).next().unwrap_or_default().to_lowercase();
    let mut tokens: Vec<HeadingToken> = Vec::new();
    let mut rest = text.trim();
    while let Some(letter) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        let end = if letter.is_ascii_digit() {
            let end = run(|letter| letter.is_ascii_digit());
            tokens.push(HeadingToken::Number(rest[..end].parse().ok()?, end));
            end
        } else if letter.is_alphabetic() {
            let end = run(char::is_alphabetic);
            tokens.push(HeadingToken::Word(rest[..end].to_owned()));
            end
        } else if matches!(letter, ' ' | '-' | '/' | '.' | '\'' | '’' | '_' | '#' | ',') {
            letter.len_utf8()
        } else {
            return None;
        };
        rest = &rest[end..];
    }
    Some(tokens)
}

/// The number beside a marker such as `W` or 周, and the year, if the rest of the heading has no meaning.
fn numbered(text: &str, markers: &[&str], most: u32) -> Option<(Option<i32>, u32)> {
    const BESIDE: [&str; 14] =
        ["fy", "cy", "年", "第", "年第", "度", "no", "预算", "金额", "费用", "budget", "spend", "cost", "amount"];
    let tokens = tokens(text)?;
    let is_marker =
        |token: &HeadingToken| matches!(token, HeadingToken::Word(word) if markers.contains(&word.as_str()));
    let at = tokens.iter().position(is_marker)?;
    let fits = |at: Option<usize>| {
        let HeadingToken::Number(number, 1..=2) = tokens.get(at?)? else { return None };
        (1..=most).contains(number).then_some((at?, *number))
    };
    let is_han = matches!(&tokens[at], HeadingToken::Word(word) if !word.is_ascii());
    let (before, after) = (fits(at.checked_sub(1)), fits(Some(at + 1)));
    let (number_at, number) = if is_han { before.or(after)? } else { after.or(before)? };
    let mut year = None;
    for (place, token) in tokens.iter().enumerate().filter(|(place, _)| *place != at && *place != number_at) {
        match token {
            HeadingToken::Word(word) if BESIDE.contains(&word.as_str()) => {}
            HeadingToken::Number(written, 4) if year.is_none() && (1900..2200).contains(written) => {
                year = Some(*written);
            }
            // Q1 27, 1Q27: a year of two digits after it.
            HeadingToken::Number(written, 2) if year.is_none() && place > at => year = Some(2000 + written),
            _ => return None,
        }
    }
    Some((year.and_then(|year| i32::try_from(year).ok()), number))
}

/// `W14`, `Week 14`, `KW 14`, 第14周, `2027-W14`; up to 520 weeks, as a plan may be long.
fn week_number(text: &str) -> Option<(Option<i32>, u32)> {
    const MARKERS: [&str; 13] =
        ["w", "wk", "wks", "week", "weeks", "cw", "kw", "woche", "semaine", "semana", "周", "週", "星期"];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // Three digits are a week of a long plan rather than of a year.
    if digits == 3
        && let Some([HeadingToken::Word(word), HeadingToken::Number(number @ 1..=520, 3)]) = tokens(text).as_deref()
        && MARKERS.contains(&word.as_str())
    {
        return Some((None, *number));
    }
    let text = if text.contains(['周', '週']) { arabic(text) } else { text.to_owned() };
    // 周一 is a day of the week.
    if text.starts_with(['周', '週']) && digits == 0 {
        return None;
    }
    numbered(&text, &MARKERS, 99)
}

/// `Q2`, 一季度, `H1 2027`, 上半年: the year, which part, of how many.
fn part_number(text: &str) -> Option<(Option<i32>, u32, u32)> {
    let text = arabic(text);
    if let Some((year, number)) = numbered(&text, &["q", "qtr", "quarter", "quartal", "季度", "季", "季度预算"], 4)
    {
        return Some((year, number, 4));
    }
    if let Some((year, number)) = numbered(&text, &["h", "half", "hy"], 2) {
        return Some((year, number, 2));
    }
    for (word, number) in [("上半年", 1), ("下半年", 2)] {
        if let Some(rest) = text.strip_suffix(word) {
            let year = rest.trim_end_matches('年').trim();
            return (year.is_empty() || year.len() == 4).then(|| (year.parse().ok(), number, 2));
        }
    }
    None
}

/// Replaces Chinese numerals up to twelve by digits.
fn arabic(text: &str) -> String {
    let mut out = text.replace("十一", "11").replace("十二", "12");
    for (numeral, figure) in [
        ("一", "1"),
        ("二", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
        ("六", "6"),
        ("七", "7"),
        ("八", "8"),
        ("九", "9"),
        ("十", "10"),
    ] {
        out = out.replace(numeral, figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(first: &str, last: &str) -> DateRules {
        let plan = DateRange::new(first.parse().unwrap(), last.parse().unwrap());
        DateRules { plan, year: 2027, ..DateRules::default() }
    }

    fn said(texts: &[&str], above: &str, dates: DateRules) -> Vec<String> {
        let heading = |(column, text): (usize, &&str)| PeriodHeading {
            column,
            text: (*text).to_owned(),
            above: above.to_owned(),
        };
        let headings: Vec<PeriodHeading> = texts.iter().enumerate().map(heading).collect();
        let said = |days: Result<DateRange, DateError>| match days {
            Ok(days) if days.len() == 1 => days.first().to_string(),
            Ok(days) => format!("{}/{}", days.first(), days.last()),
            Err(error) => format!("{error:?}"),
        };
        resolve(&headings, dates).into_iter().map(|(_, days)| said(days)).collect()
    }

    #[test]
    fn headings_name_periods_of_every_length() {
        for (text, above, grain) in [
            ("W1", "", PeriodLength::Week),
            ("Week 14", "", PeriodLength::Week),
            ("wk.3", "", PeriodLength::Week),
            ("KW 14", "", PeriodLength::Week),
            ("2027-W14", "", PeriodLength::Week),
            ("第3周", "", PeriodLength::Week),
            ("第三周", "", PeriodLength::Week),
            ("W1 (3/1-3/7)", "", PeriodLength::Week),
            ("w/c 1 Mar", "", PeriodLength::Week),
            ("Mar W1", "", PeriodLength::Week),
            ("3月第1周", "", PeriodLength::Week),
            ("Q2", "", PeriodLength::Quarter),
            ("2027 Q2", "", PeriodLength::Quarter),
            ("Q2'27", "", PeriodLength::Quarter),
            ("1Q27", "", PeriodLength::Quarter),
            ("一季度", "", PeriodLength::Quarter),
            ("2027年第二季度", "", PeriodLength::Quarter),
            ("H1 2027", "", PeriodLength::Half),
            ("上半年", "", PeriodLength::Half),
            ("3月", "", PeriodLength::Month),
            ("2027-03", "", PeriodLength::Month),
            ("Mar 2027", "", PeriodLength::Month),
            ("2027-03-01", "", PeriodLength::Day),
            ("3月1日", "", PeriodLength::Day),
            ("1", "Mar 2027", PeriodLength::Day),
            ("15", "3月", PeriodLength::Day),
            ("W2", "Mar", PeriodLength::Week),
        ] {
            assert_eq!(grain_of(text, above), Some(grain), "{text} under {above}");
        }
        for text in [
            "1",
            "2027",
            "Week",
            "周一",
            "Quarter",
            "Q5",
            "Marketing",
            "Total",
            "W",
            "Weekly spend",
            "Item",
            "12000",
            "H&M",
            "Q2 results",
            "数量",
        ] {
            assert_eq!(grain_of(text, ""), None, "{text}");
        }
    }

    #[test]
    fn weeks_are_counted_from_the_plan_or_by_the_calendar() {
        let plan = dates("2027-03-01", "2027-07-18");
        assert_eq!(said(&["W1", "W2"], "", plan), ["2027-03-01/2027-03-07", "2027-03-08/2027-03-14"]);
        assert_eq!(said(&["W14", "W15"], "", plan), ["2027-04-05/2027-04-11", "2027-04-12/2027-04-18"]);
        assert_eq!(said(&["W1", "W65"], "", plan)[1], "2028-05-22/2028-05-28");
        assert_eq!(said(&["W1", "W52"], "", plan)[0], "2027-01-04/2027-01-10");
        let turn = dates("2026-11-30", "2027-02-28");
        assert_eq!(
            said(&["W52", "W53", "W1"], "", turn),
            ["2026-12-21/2026-12-27", "2026-12-28/2027-01-03", "2027-01-04/2027-01-10"]
        );
        assert_eq!(said(&["2027-W09"], "", turn), ["2027-03-01/2027-03-07"]);
        assert_eq!(said(&["W1", "W5"], "Mar 2027", plan), ["2027-03-01/2027-03-07", "2027-03-29/2027-03-31"]);
    }

    #[test]
    fn quarters_halves_and_regular_dates_are_periods() {
        let plan = dates("2026-11-16", "2027-06-30");
        assert_eq!(
            said(&["Q4", "Q1", "Q2"], "", plan),
            ["2026-10-01/2026-12-31", "2027-01-01/2027-03-31", "2027-04-01/2027-06-30"]
        );
        assert_eq!(said(&["上半年"], "", dates("2027-03-01", "2027-05-01")), ["2027-01-01/2027-06-30"]);
        assert_eq!(
            said(&["2027-01-01", "2027-02-01", "2027-03-01"], "", plan),
            ["2027-01-01/2027-01-31", "2027-02-01/2027-02-28", "2027-03-01/2027-03-31"]
        );
        assert_eq!(said(&["2027-03-01", "2027-03-08"], "", plan), ["2027-03-01/2027-03-07", "2027-03-08/2027-03-14"]);
        assert_eq!(
            said(&["2027-03-01", "2027-03-02", "2027-03-04"], "", plan),
            ["2027-03-01", "2027-03-02", "2027-03-04"]
        );
        assert_eq!(
            said(&["1", "8", "15"], "Mar 2027", plan),
            ["2027-03-01/2027-03-07", "2027-03-08/2027-03-14", "2027-03-15/2027-03-21"]
        );
    }

    #[test]
    fn months_of_other_languages_have_years_beside_them() {
        let plan = dates("2027-03-01", "2027-07-18");
        let months = ["2027-03-01/2027-03-31", "2027-04-01/2027-04-30", "2027-05-01/2027-05-31"];
        assert_eq!(said(&["Mär 27", "Apr 27", "Mai 27"], "", plan), months);
        assert_eq!(said(&["mars 27", "avr. 27", "mai 27"], "", plan), months);
        assert_eq!(said(&["März-27", "Mai-27"], "", plan), [months[0], months[2]]);
        // The same month several times: days.
        assert_eq!(said(&["Mai 3", "Mai 4"], "", plan), ["2027-05-03", "2027-05-04"]);
    }

    #[test]
    fn a_quarter_beside_its_months_is_a_total() {
        let headings: Vec<PeriodHeading> = ["Jan", "Feb", "Mar", "Q1", "Apr", "Q3"]
            .into_iter()
            .enumerate()
            .map(|(column, text)| PeriodHeading { column, text: text.to_owned(), above: String::new() })
            .collect();
        assert_eq!(totals_among(&headings), [3]);
    }
}
