//! Days of a channel test, pasted from a sheet: day, money, results.
//!
//! Either all lines can be read or none is taken: half a week of figures would be a wrong week.

use chrono::{Days, NaiveDate};

use super::dates::{Dates, order_of};
use super::numbers::{Numbers, likeliest_mark, says_nothing};
use crate::plan::calendar::DateRange;
use crate::plan::money::Money;

/// A day that was read; what its line leaves empty is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastedDay {
    /// Which day.
    pub on: NaiveDate,
    /// Money spent.
    pub spend: Option<Money>,
    /// Results counted.
    pub results: Option<u32>,
}

/// What stops a paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteFault {
    /// Which line, counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
    /// What is wrong with it.
    pub what: PasteProblem,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasteProblem {
    /// It is no day, or one that can be read in two ways.
    NoDay,
    /// It is no amount of money.
    NoMoney,
    /// It is no whole number.
    NoCount,
    /// The line has too few cells, or too many.
    Columns,
    /// There is nothing at all.
    Nothing,
}

/// How the cells are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// How days are read.
    pub dates: Dates,
    /// Decimals of the currency.
    pub digits: u8,
    /// The day on which the paste begins, for lines that name no day; with whether it begins at the results.
    pub at: Option<(NaiveDate, bool)>,
}

/// Reads pasted cells. With a day in the first column the next two are money and results; without one, lines are the days
/// from [`Reading::at`] on. A first line of headings is passed over, and so are empty lines.
pub fn read(rows: &[Vec<String>], reading: Reading) -> Result<Vec<PastedDay>, PasteFault> {
    let lines = rows.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut lines: Vec<(usize, Vec<&str>)> =
        lines.map(|(at, row)| (at + 1, row.iter().map(|cell| cell.trim()).collect())).collect();
    if lines.len() > 1 && lines.first().is_some_and(|(_, row)| is_heading(row)) {
        lines.remove(0);
    }
    let firsts = || lines.iter().filter_map(|(_, row)| row.first().copied());
    let dates = Dates {
        order: order_of(firsts(), reading.dates.plan),
        serials: lines.iter().any(|(_, row)| row.len() > 2),
        ..reading.dates
    };
    let by_date = lines.iter().any(|(_, row)| row.len() > 2) || firsts().any(|cell| is_day(dates, cell));
    let Some((first, _)) = lines.first() else {
        return Err(PasteFault { line: 1, text: String::new(), what: PasteProblem::Nothing });
    };
    let first = *first;
    let figures = lines.iter().flat_map(|(_, row)| row.iter().skip(usize::from(by_date)).copied());
    let numbers = Numbers { mark: likeliest_mark(figures, None), plain: false };
    let mut days = Vec::with_capacity(lines.len());
    for (line, row) in lines {
        let fault = |text: &str, what| PasteFault { line, text: text.to_owned(), what };
        let whole = || row.join(" ");
        let (on, cells) = if by_date {
            let [date, cells @ ..] = row.as_slice() else { continue };
            let on = dates.span(date).ok().filter(|span| span.len() == 1).map(DateRange::first);
            (on.ok_or_else(|| fault(date, PasteProblem::NoDay))?, cells)
        } else {
            let (on, _) = reading.at.ok_or_else(|| fault(row.first().unwrap_or(&""), PasteProblem::NoDay))?;
            let on = on.checked_add_days(Days::new((line - first) as u64));
            (on.ok_or_else(|| fault("", PasteProblem::NoDay))?, row.as_slice())
        };
        let (spend, results) = match cells {
            [results] if !by_date && reading.at.is_some_and(|(_, at_results)| at_results) => ("", *results),
            [spend] if !by_date => (*spend, ""),
            [spend, results, rest @ ..] if rest.iter().all(|cell| cell.is_empty()) => (*spend, *results),
            _ => return Err(fault(&whole(), PasteProblem::Columns)),
        };
        let spend = money(spend, numbers, reading.digits).map_err(|what| fault(spend, what))?;
        let results = count(results, numbers).map_err(|what| fault(results, what))?;
        days.push(PastedDay { on, spend, results });
    }
    Ok(days)
}

/// Whether none of a line's cells holds a figure.
fn is_heading(row: &[&str]) -> bool {
    !row.iter().any(|cell| cell.contains(char::is_numeric)) && row.iter().any(|cell| !says_nothing(cell))
}

fn is_day(dates: Dates, cell: &str) -> bool {
    dates.span(cell).is_ok_and(|span| span.len() == 1)
}

fn money(text: &str, numbers: Numbers, digits: u8) -> Result<Option<Money>, PasteProblem> {
    let read = numbers.cell(text, digits, 0).map_err(|_| PasteProblem::NoMoney)?;
    let money = |value| Money::from_minor(value).filter(|money| *money >= Money::ZERO).ok_or(PasteProblem::NoMoney);
    read.map(|read| money(read.value)).transpose()
}

fn count(text: &str, numbers: Numbers) -> Result<Option<u32>, PasteProblem> {
    let read = numbers.cell(text, 0, 0).map_err(|_| PasteProblem::NoCount)?;
    read.map(|read| u32::try_from(read.value).map_err(|_| PasteProblem::NoCount)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn reading() -> Reading {
        Reading {
            dates: Dates { plan: DateRange::new(day("2027-03-01"), day("2027-07-18")), year: 2027, ..Dates::default() },
            digits: 2,
            at: None,
        }
    }
    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split('\n').map(|row| row.split('\t').map(str::to_owned).collect()).collect()
    }
    fn found(text: &str) -> Vec<(String, Option<i64>, Option<u32>)> {
        let days = read(&rows(text), reading()).unwrap();
        days.iter().map(|day| (day.on.to_string(), day.spend.map(Money::minor), day.results)).collect()
    }
    fn fault(text: &str, at: Option<(NaiveDate, bool)>) -> (usize, String, PasteProblem) {
        let fault = read(&rows(text), Reading { at, ..reading() }).unwrap_err();
        (fault.line, fault.text, fault.what)
    }

    #[test]
    fn days_with_their_figures_are_read_as_sheets_write_them() {
        let whole =
            found("Day\tSpent\tFans\n2027-03-29\t200\t0\n2027/3/30\t¥1,250.50\t52\n\n3月31日\t\t3\n1 Apr 2027\t-\t0");
        let wanted = [
            ("2027-03-29", Some(20_000), Some(0)),
            ("2027-03-30", Some(125_050), Some(52)),
            ("2027-03-31", None, Some(3)),
            ("2027-04-01", None, Some(0)),
        ];
        assert_eq!(whole, wanted.map(|(on, spend, results)| (on.to_owned(), spend, results)));
        // One day alone is no heading, and 13 tells which number is the month.
        assert_eq!(found("29/3/2027\t200\t6").len(), 1);
        assert_eq!(found("4/3/2027\t1\t1\n13/3/2027\t1\t1")[0].0, "2027-03-04");
        // A sheet's serial number of a day.
        assert_eq!(found("46475\t1\t1")[0].0, "2027-03-29");
    }

    #[test]
    fn without_days_lines_follow_the_day_they_were_pasted_on() {
        let at = |results| Reading { at: Some((day("2027-03-29"), results)), ..reading() };
        let days = read(&rows("200\t6\n150\t5\n\n100\t4"), at(false)).unwrap();
        assert_eq!(
            days.iter().map(|day| day.on).collect::<Vec<_>>(),
            ["2027-03-29", "2027-03-30", "2027-04-01"].map(day)
        );
        let results = read(&rows("6\n5"), at(true)).unwrap();
        assert_eq!((results[1].spend, results[1].results), (None, Some(5)));
        let spend = read(&rows("6\n5"), at(false)).unwrap();
        assert_eq!((spend[1].spend.map(Money::minor), spend[1].results), (Some(500), None));
        assert_eq!(fault("200\t6", None), (1, "200".to_owned(), PasteProblem::NoDay));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_nothing_is_taken() {
        assert_eq!(fault("2027-03-29\t200\t6\nsoon\t1\t2", None), (2, "soon".to_owned(), PasteProblem::NoDay));
        assert_eq!(fault("2027-03-29\tmuch\t6", None), (1, "much".to_owned(), PasteProblem::NoMoney));
        assert_eq!(fault("2027-03-29\t-5\t6", None).2, PasteProblem::NoMoney);
        assert_eq!(fault("2027-03-29\t5\t6.5", None), (1, "6.5".to_owned(), PasteProblem::NoCount));
        assert_eq!(fault("2027-03-29\t5\t-6", None).2, PasteProblem::NoCount);
        assert_eq!(fault("2027-03-29\t5", None).2, PasteProblem::Columns);
        assert_eq!(fault("2027-03-29\t5\t6\t7", None).2, PasteProblem::Columns);
        assert_eq!(
            fault("2/3/2027\t5\t6", None).2,
            PasteProblem::NoDay,
            "the second of March, or the third of February"
        );
        assert_eq!(fault(" \n\t", None).2, PasteProblem::Nothing);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9a-z/\\-.,¥月日\t\n ]{0,60}", results in any::<bool>()) {
            let reading = Reading { at: Some((day("2027-03-29"), results)), ..reading() };
            let _ = read(&rows(&text), reading);
        }
    }
}
