//! Days of a channel test, pasted from a sheet: day, money, results. Days and numbers are read by the same code as in a
//! file that is imported.
//!
//! Either all lines are read or none is imported, since half a week of figures would be wrong. Ambiguous dates and numbers
//! that no other line resolves are refused.

use std::collections::HashSet;
use std::fmt;

use chrono::{Days, NaiveDate};

use crate::import::text::dates::{DateError, DateRules, DayOrder, SerialDates};
use crate::import::text::numbers::{
    DecimalMark, MarkEvidence, NumberError, NumberRules, currency_signs, is_placeholder, may_be, other_currency,
    sign_in,
};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;

/// A parsed day. Cells that its line leaves empty are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastedDay {
    /// The date.
    pub on: NaiveDate,
    /// Money spent.
    pub spend: Option<Money>,
    /// Results counted.
    pub results: Option<u32>,
}

/// The parsed days, and how ambiguous cells were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastedDays {
    /// The days, in the order of their lines.
    pub days: Vec<PastedDay>,
    /// The order of day and month that was used, where a date is ambiguous.
    pub order: Option<DayOrder>,
    /// Whether the comma was used as the decimal mark, where that makes a difference.
    pub comma: bool,
}

/// Why pasted figures are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteError {
    /// The line number, from 1.
    pub line: usize,
    /// The content of the cell.
    pub text: String,
    /// What is wrong with it.
    pub what: PasteErrorKind,
}

impl fmt::Display for PasteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, {:?}: {}", self.line, self.text, self.what)
    }
}

impl std::error::Error for PasteError {}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasteErrorKind {
    /// Not a date.
    NoDay,
    /// A date that can be read in two ways.
    EitherDay,
    /// A month or another range of days.
    ManyDays,
    /// A date outside the years 1900 to 2199.
    DayOutOfRange,
    /// The weekday beside it does not match the date.
    Weekday,
    /// Another line has the same day.
    Twice,
    /// Not an amount of money.
    NoMoney,
    /// An amount in a currency other than the plan's.
    OtherCurrency,
    /// Not a whole number.
    NoCount,
    /// A number that can be read in two ways.
    EitherNumber,
    /// The line has too few cells, or too many.
    Columns,
    /// The paste is empty.
    Nothing,
}

impl fmt::Display for PasteErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            PasteErrorKind::NoDay => "not a day",
            PasteErrorKind::EitherDay => "readable as two days",
            PasteErrorKind::ManyDays => "more than one day",
            PasteErrorKind::DayOutOfRange => "outside of the years 1900 to 2199",
            PasteErrorKind::Weekday => "on another day of the week",
            PasteErrorKind::Twice => "the same day as another line",
            PasteErrorKind::NoMoney => "not an amount of money",
            PasteErrorKind::OtherCurrency => "in another currency",
            PasteErrorKind::NoCount => "not a whole number",
            PasteErrorKind::EitherNumber => "readable as two numbers",
            PasteErrorKind::Columns => "too few cells, or too many",
            PasteErrorKind::Nothing => "nothing to read",
        })
    }
}

/// How the cells are read.
#[derive(Debug, Clone, Copy)]
pub struct PasteFormat {
    /// How days are read.
    pub dates: DateRules,
    /// The plan's currency.
    pub currency: Currency,
    /// The date of the first line, for lines without a date of their own, and whether the first column holds results.
    pub at: Option<(NaiveDate, bool)>,
}

/// A line with its number from 1.
type PastedLine<'a> = (usize, Vec<&'a str>);

/// Reads pasted cells. With a day in the first column the next two are money and results; without one, lines are the days
/// from [`PasteFormat::at`] on. A first line of headings and empty lines are skipped.
///
/// # Errors
/// Fails at the first line that cannot be read, with its number; nothing is imported then.
pub fn read(rows: &[Vec<String>], reading: PasteFormat) -> Result<PastedDays, PasteError> {
    let lines = rows.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut lines: Vec<PastedLine> =
        lines.map(|(at, row)| (at + 1, row.iter().map(|cell| cell.trim()).collect())).collect();
    let is_headed = lines.len() > 1 && lines.first().is_some_and(|(_, row)| is_heading(row));
    let heading = is_headed.then(|| lines.remove(0));
    let Some((first, _)) = lines.first() else {
        return Err(PasteError { line: 1, text: String::new(), what: PasteErrorKind::Nothing });
    };
    let first = *first;
    let column = |at: usize| lines.iter().filter_map(move |(_, row)| row.get(at).copied());
    let is_wide = lines.iter().any(|(_, row)| row.len() > 2);
    let dates = DateRules { serials: if is_wide { SerialDates::From1900 } else { SerialDates::None }, ..reading.dates }
        .for_column(column(0));
    let by_date = is_wide || column(0).any(|cell| is_day(dates, cell));
    let begins = usize::from(by_date);
    // The heading of the money may name its currency.
    if let Some((line, row)) = heading
        && let Some(cell) = row.get(begins)
        && sign_in(cell).is_some_and(|sign| !may_be(&sign, reading.currency))
    {
        return Err(PasteError { line, text: (*cell).to_owned(), what: PasteErrorKind::OtherCurrency });
    }
    // A single column may be spend or results.
    let (spend, results) = (MarkEvidence::of(column(begins)), MarkEvidence::of(column(begins + 1)));
    let all = MarkEvidence::of(column(begins).chain(column(begins + 1)));
    let numbers = |evidence: MarkEvidence| NumberRules { mark: evidence.settle(all, None), plain: false };
    let (spends, counts) = (numbers(spend), numbers(results));
    let mut pasted = PastedDays {
        days: Vec::with_capacity(lines.len()),
        order: order_used(dates, by_date, column(0)),
        comma: [(spend, spends), (results, counts)].iter().any(|(evidence, numbers)| {
            numbers.mark == DecimalMark::Comma && evidence.comma + evidence.pointed + evidence.commaed > 0
        }),
    };
    let mut seen = HashSet::new();
    for (line, row) in &lines {
        let error = |text: &str, what| PasteError { line: *line, text: text.to_owned(), what };
        let (on, cells) = if by_date {
            let [date, cells @ ..] = row.as_slice() else { continue };
            (day(dates, date).map_err(|what| error(date, what))?, cells)
        } else {
            let (on, _) = reading.at.ok_or_else(|| error(row.first().unwrap_or(&""), PasteErrorKind::NoDay))?;
            let on = on.checked_add_days(Days::new((line - first) as u64));
            (on.ok_or_else(|| error("", PasteErrorKind::NoDay))?, row.as_slice())
        };
        let (spend, results) = match cells {
            [results] if !by_date && reading.at.is_some_and(|(_, at_results)| at_results) => ("", *results),
            [spend] if !by_date => (*spend, ""),
            [spend, results, rest @ ..] if rest.iter().all(|cell| cell.is_empty()) => (*spend, *results),
            _ => return Err(error(&row.join(" "), PasteErrorKind::Columns)),
        };
        // A single column of results has the decimal mark of the first column.
        let counts = if cells.len() == 1 { spends } else { counts };
        if !seen.insert(on) {
            return Err(error(row.first().unwrap_or(&""), PasteErrorKind::Twice));
        }
        let spend = money(spend, spends, reading.currency).map_err(|what| error(spend, what))?;
        let results = count(results, counts).map_err(|what| error(results, what))?;
        pasted.days.push(PastedDay { on, spend, results });
    }
    Ok(pasted)
}

/// The order of day and month that was used, where it makes a difference for one of the cells.
fn order_used<'a>(dates: DateRules, by_date: bool, mut cells: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let by = |order, cell: &str| DateRules { order, ..dates }.span(cell).ok();
    let differ = |cell: &str| by(DayOrder::DayFirst, cell) != by(DayOrder::MonthFirst, cell);
    (by_date && dates.order != DayOrder::Unknown && cells.any(differ)).then_some(dates.order)
}

/// Whether none of a line's cells holds a figure.
fn is_heading(row: &[&str]) -> bool {
    !row.iter().any(|cell| cell.contains(char::is_numeric)) && row.iter().any(|cell| !is_placeholder(cell))
}

/// Whether a cell is a day rather than an amount: 12.5 and 270301 are amounts unless something else shows that they are dates.
pub(super) fn is_day(dates: DateRules, cell: &str) -> bool {
    let marks = cell.bytes().filter(|byte| !byte.is_ascii_digit()).count();
    let is_number =
        marks < 2 && cell.len() != 8 && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    !is_number && !matches!(dates.span(cell), Err(DateError::NotADay))
}

fn day(dates: DateRules, cell: &str) -> Result<NaiveDate, PasteErrorKind> {
    match dates.span(cell) {
        Ok(span) if span.len() == 1 => Ok(DateRange::first(span)),
        Ok(_) => Err(PasteErrorKind::ManyDays),
        Err(DateError::Ambiguous) => Err(PasteErrorKind::EitherDay),
        Err(DateError::OutOfRange) => Err(PasteErrorKind::DayOutOfRange),
        Err(DateError::Weekday) => Err(PasteErrorKind::Weekday),
        Err(DateError::NotADay | DateError::Backwards) => Err(PasteErrorKind::NoDay),
    }
}

fn money(text: &str, numbers: NumberRules, currency: Currency) -> Result<Option<Money>, PasteErrorKind> {
    if other_currency(text, currency).is_some() {
        return Err(PasteErrorKind::OtherCurrency);
    }
    let read = numbers.cell(text, currency.digits(), 0).map_err(|error| match error {
        NumberError::Ambiguous => PasteErrorKind::EitherNumber,
        _ => PasteErrorKind::NoMoney,
    })?;
    let money = |value| Money::from_minor(value).filter(|money| *money >= Money::ZERO).ok_or(PasteErrorKind::NoMoney);
    read.map(|read| money(read.value)).transpose()
}

fn count(text: &str, numbers: NumberRules) -> Result<Option<u32>, PasteErrorKind> {
    if !currency_signs(text).is_empty() {
        return Err(PasteErrorKind::NoCount);
    }
    let by = |mark| NumberRules { mark, plain: false }.cell(text, 0, 0);
    let read = match numbers.cell(text, 0, 0) {
        // Results are whole numbers, so 1.250 is 1,250.
        Err(NumberError::Ambiguous) if numbers.mark == DecimalMark::Either => {
            match (by(DecimalMark::Point), by(DecimalMark::Comma)) {
                (Ok(read), Err(_)) | (Err(_), Ok(read)) => read,
                _ => return Err(PasteErrorKind::EitherNumber),
            }
        }
        Err(NumberError::Ambiguous) => return Err(PasteErrorKind::EitherNumber),
        found => found.map_err(|_| PasteErrorKind::NoCount)?,
    };
    read.map(|read| u32::try_from(read.value).map_err(|_| PasteErrorKind::NoCount)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn reading() -> PasteFormat {
        PasteFormat {
            dates: DateRules {
                plan: DateRange::new(day("2027-03-01"), day("2027-07-18")),
                year: 2027,
                ..DateRules::default()
            },
            currency: Currency::CNY,
            at: None,
        }
    }
    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split('\n').map(|row| row.split('\t').map(str::to_owned).collect()).collect()
    }
    fn found(text: &str) -> Vec<(String, Option<i64>, Option<u32>)> {
        let pasted = read(&rows(text), reading()).unwrap();
        pasted.days.iter().map(|day| (day.on.to_string(), day.spend.map(Money::minor), day.results)).collect()
    }
    fn error(text: &str, at: Option<(NaiveDate, bool)>) -> (usize, String, PasteErrorKind) {
        let error = read(&rows(text), PasteFormat { at, ..reading() }).unwrap_err();
        (error.line, error.text, error.what)
    }

    #[test]
    fn days_with_figures_are_parsed_in_common_formats() {
        let whole =
            found("Day\tSpent\tFans\n2027-03-29\t200\t0\n2027/3/30\t¥1,250.50\t52\n\n3月31日\t\t3\n1 Apr 2027\t-\t0");
        let wanted = [
            ("2027-03-29", Some(20_000), Some(0)),
            ("2027-03-30", Some(125_050), Some(52)),
            ("2027-03-31", None, Some(3)),
            ("2027-04-01", None, Some(0)),
        ];
        assert_eq!(whole, wanted.map(|(on, spend, results)| (on.to_owned(), spend, results)));
        // A single day is not a heading, and 13 shows which number is the month.
        assert_eq!(found("29/3/2027\t200\t6").len(), 1);
        assert_eq!(found("4/3/2027\t1\t1\n13/3/2027\t1\t1")[0].0, "2027-03-04");
        // A sheet's serial number of a day.
        assert_eq!(found("46475\t1\t1")[0].0, "2027-03-29");
    }

    #[test]
    fn formats_of_other_locales_are_resolved_by_column() {
        let pasted = |text: &str| read(&rows(text), reading()).unwrap();
        let all = |code: &str, text: &str| {
            let currency = Currency::from_code(code).unwrap();
            let days = read(&rows(text), PasteFormat { currency, ..reading() }).unwrap().days;
            let written = |day: &PastedDay| format!("{} {:?} {:?}", day.on, day.spend.map(Money::minor), day.results);
            days.iter().map(written).collect::<Vec<_>>()
        };
        // As Excel saves them in the United States, in Britain and in Germany.
        assert_eq!(
            all("USD", "3/29/27\t$1,250.50\t5\n4/1/27\t$ -\t6"),
            ["2027-03-29 Some(125050) Some(5)", "2027-04-01 None Some(6)"]
        );
        assert_eq!(
            all("GBP", "29-Mar-27\t£20\t5\n1-Apr-27\t£1,500\t6"),
            ["2027-03-29 Some(2000) Some(5)", "2027-04-01 Some(150000) Some(6)"]
        );
        assert_eq!(
            all("EUR", "29.03.2027\t1.500,00 €\t1.250\n01.04.2027\t1.500\t6"),
            ["2027-03-29 Some(150000) Some(1250)", "2027-04-01 Some(150000) Some(6)"]
        );
        assert_eq!(all("CNY", "2027年3月29日 星期一\t200元\t5"), ["2027-03-29 Some(20000) Some(5)"]);
        // The result says which order was used.
        let british = pasted("4/3/2027\t1\t1\n13/3/2027\t1\t1");
        assert_eq!((british.order, british.comma), (Some(DayOrder::DayFirst), false));
        assert_eq!(pasted("29/3/2027\t1\t1").order, None);
        assert!(pasted("2027-03-29\t12,50\t1").comma);
    }

    #[test]
    fn lines_without_dates_count_from_the_day_they_are_pasted_at() {
        let at = |results| PasteFormat { at: Some((day("2027-03-29"), results)), ..reading() };
        let days = read(&rows("200\t6\n150\t5\n\n100\t4"), at(false)).unwrap().days;
        assert_eq!(
            days.iter().map(|day| day.on).collect::<Vec<_>>(),
            ["2027-03-29", "2027-03-30", "2027-04-01"].map(day)
        );
        let results = read(&rows("6\n5"), at(true)).unwrap().days;
        assert_eq!((results[1].spend, results[1].results), (None, Some(5)));
        let spend = read(&rows("6\n5"), at(false)).unwrap().days;
        assert_eq!((spend[1].spend.map(Money::minor), spend[1].results), (Some(500), None));
        assert_eq!(error("200\t6", None), (1, "200".to_owned(), PasteErrorKind::NoDay));
    }

    #[test]
    fn an_unreadable_cell_is_reported_and_nothing_is_imported() {
        assert_eq!(error("2027-03-29\t200\t6\nsoon\t1\t2", None), (2, "soon".to_owned(), PasteErrorKind::NoDay));
        assert_eq!(error("2027-03-29\tmuch\t6", None), (1, "much".to_owned(), PasteErrorKind::NoMoney));
        assert_eq!(error("2027-03-29\t-5\t6", None).2, PasteErrorKind::NoMoney);
        // The plan is in yuan.
        assert_eq!(error("2027-03-29\t$20\t6", None), (1, "$20".to_owned(), PasteErrorKind::OtherCurrency));
        assert_eq!(error("2027-03-29\t€ 1.200\t6", None).2, PasteErrorKind::OtherCurrency);
        // A sign that is not known, one of several currencies, and one in the headings.
        for text in ["2027-03-29\t₿ 20\t6", "2027-03-29\tXY$ 20\t6", "2027-03-29\t20 kr.\t6"] {
            assert_eq!(error(text, None).2, PasteErrorKind::OtherCurrency, "{text}");
        }
        let headed = error("Day\tSpend (USD)\tOrders\n2027-03-29\t20\t6", None);
        assert_eq!(headed, (1, "Spend (USD)".to_owned(), PasteErrorKind::OtherCurrency));
        assert_eq!(error("Day\tSpend, ₿\tOrders\n2027-03-29\t20\t6", None).2, PasteErrorKind::OtherCurrency);
        assert!(read(&rows("Day\tSpend (¥)\tALL orders\n2027-03-29\t20\t6"), reading()).is_ok());
        assert_eq!(error("2027-03-29\t5\t¥6", None).2, PasteErrorKind::NoCount);
        assert_eq!(error("2027-03-29\t5\t6.5", None), (1, "6.5".to_owned(), PasteErrorKind::NoCount));
        assert_eq!(error("2027-03-29\t5\t-6", None).2, PasteErrorKind::NoCount);
        assert_eq!(error("2027-03-29\t5", None).2, PasteErrorKind::Columns);
        assert_eq!(error("2027-03-29\t5\t6\t7", None).2, PasteErrorKind::Columns);
        // The third of April, or the fourth of March: both are days of the plan.
        assert_eq!(error("4/3/2027\t5\t6", None).2, PasteErrorKind::EitherDay);
        assert_eq!(error("Mar-27\t5\t6", None).2, PasteErrorKind::ManyDays);
        assert_eq!(error("03/18/20277\t5\t6", None).2, PasteErrorKind::DayOutOfRange);
        assert_eq!(error("Mon 2027-03-30\t5\t6", None).2, PasteErrorKind::Weekday);
        assert_eq!(
            error("2027-03-29\t5\t6\n29.03.2027\t5\t6", None),
            (2, "29.03.2027".to_owned(), PasteErrorKind::Twice)
        );
        assert_eq!(error("2027-03-29\t1.500\t6", None), (1, "1.500".to_owned(), PasteErrorKind::EitherNumber));
        assert_eq!(error("2027-03-29\t15\t1.000", None), (1, "1.000".to_owned(), PasteErrorKind::EitherNumber));
        assert_eq!(error("2027-03-29\t15 %\t6", None).2, PasteErrorKind::NoMoney);
        assert_eq!(error(" \n\t", None).2, PasteErrorKind::Nothing);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9a-z/\\-.,¥月日\t\n ]{0,60}", results in any::<bool>()) {
            let reading = PasteFormat { at: Some((day("2027-03-29"), results)), ..reading() };
            let _ = read(&rows(&text), reading);
        }
    }
}
