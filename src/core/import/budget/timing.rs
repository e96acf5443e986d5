//! Parses the timing of a line item: the notation of our own file, and dates and ranges as people write them.
//!
//! Must not know the line or its phase.

use std::fmt;

use crate::import::text::dates::{DateError, DateRules};
use crate::import::text::numbers::{DecimalMark, NumberRules, is_placeholder};
use crate::plan::model::timing::{DatedAmount, Timing};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;

/// Why a text is not read as a timing of spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimingError {
    /// Its dates cannot be read.
    Day(DateError),
    /// It begins like our own notation but does not follow it.
    NotATiming,
    /// Amounts by date, in the currency of another plan.
    OtherCurrency,
}

impl fmt::Display for TimingError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimingError::Day(error) => error.fmt(out),
            TimingError::NotATiming => out.write_str("not a timing"),
            TimingError::OtherCurrency => out.write_str("in the currency of another plan"),
        }
    }
}

impl std::error::Error for TimingError {}

/// The format of numbers within a text cell of our own file, which spreadsheets do not reformat.
pub(super) const OWN_NUMBERS: NumberRules = NumberRules { mark: DecimalMark::Point, plain: true };

/// One day, or evenly over several.
pub(super) fn over(span: DateRange) -> Timing {
    let (first, last) = (span.first(), span.last());
    if first == last { Timing::Once { on: first } } else { Timing::Evenly { first, last } }
}

/// Parses a timing in other programs' tables: empty for the phase, a date, a range, `monthly` before a range.
///
/// # Errors
/// Fails where a date cannot be parsed.
pub fn parse_foreign(text: &str, dates: DateRules) -> Result<Timing, TimingError> {
    if is_placeholder(text) {
        return Ok(Timing::Phase);
    }
    if let Some(span) = monthly(text) {
        let span = dates.span(span).map_err(TimingError::Day)?;
        return Ok(Timing::Monthly { first: span.first(), last: span.last() });
    }
    dates.span(text).map(over).map_err(TimingError::Day)
}

/// The notation of our own file, written from a plan in the currency `file` for one in `home`, and what a spreadsheet may
/// make of a day in it.
///
/// # Errors
/// Fails where a date cannot be parsed, and where amounts are in another currency.
pub fn parse_own(text: &str, dates: DateRules, file: Currency, home: Currency) -> Result<Timing, TimingError> {
    let text = text.trim();
    if let Some(span) = monthly(text) {
        let (first, last) = ends(span).ok_or(TimingError::NotATiming)?;
        return Ok(Timing::Monthly { first, last });
    }
    if let Some(parts) = by_hand(text) {
        if file != home && !parts.trim().is_empty() {
            return Err(TimingError::OtherCurrency);
        }
        let parts = parts.split(';').filter(|part| !part.trim().is_empty());
        let parts: Option<Vec<DatedAmount>> = parts.map(|part| dated(part, home)).collect();
        return parts.map(|parts| Timing::ByHand { parts }).ok_or(TimingError::NotATiming);
    }
    // A range in reverse order is kept as it was entered.
    match (text.is_empty(), text.parse(), ends(text)) {
        (true, ..) => Ok(Timing::Phase),
        (_, Ok(on), _) => Ok(Timing::Once { on }),
        (_, _, Some((first, last))) => Ok(Timing::Evenly { first, last }),
        _ => dates.span(text).map(over).map_err(TimingError::Day),
    }
}

/// Parses a pasted timing: our own notation, or as in other programs' tables.
///
/// # Errors
/// Fails where a date cannot be parsed or the range is backwards.
pub fn of_paste(text: &str, dates: DateRules, home: Currency) -> Result<Timing, TimingError> {
    if by_hand(text).is_some() {
        return parse_own(text, dates, home, home);
    }
    let backwards = || Err(TimingError::Day(DateError::Backwards));
    match (monthly(text), ends(monthly(text).unwrap_or(text))) {
        (_, Some((first, last))) if first > last => backwards(),
        (Some(_), Some((first, last))) => Ok(Timing::Monthly { first, last }),
        (None, Some((first, last))) => Ok(Timing::Evenly { first, last }),
        (_, None) => parse_foreign(text, dates),
    }
}

/// The days of `2027-03-01/2027-05-31`.
fn ends(span: &str) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    let (first, last) = span.split_once('/')?;
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

fn dated(part: &str, home: Currency) -> Option<DatedAmount> {
    let (on, amount) = part.split_once('=')?;
    let amount = OWN_NUMBERS.cell(amount, home.digits(), 0).ok()??;
    Some(DatedAmount { on: on.trim().parse().ok()?, amount: Money::from_minor(amount.value)? })
}

fn monthly(text: &str) -> Option<&str> {
    behind(text, &["monthly", "按月等额", "按月", "每月"])
}

fn by_hand(text: &str) -> Option<&str> {
    behind(text, &["manual", "by hand", "手动分配", "手动", "按周期"])
}

fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let text = text.trim();
    let starts = |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    words.iter().find(starts).map(|word| text[word.len()..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::dates::DayOrder;

    fn pasted(text: &str, order: DayOrder) -> Result<Timing, TimingError> {
        let plan = DateRange::new("2027-03-01".parse().unwrap(), "2027-07-18".parse().unwrap());
        of_paste(text, DateRules { plan, year: 2027, order, ..DateRules::default() }, Currency::CNY)
    }

    #[test]
    fn pasted_timings_are_parsed() {
        let day = |text: &str| text.parse().unwrap();
        let (first, last) = (day("2027-03-05"), day("2027-04-30"));
        for (text, timing) in [
            ("", Timing::Phase),
            (" – ", Timing::Phase),
            ("2027-03-05", Timing::Once { on: first }),
            ("5 Mar", Timing::Once { on: first }),
            ("2027年3月5日", Timing::Once { on: first }),
            ("5.3.2027", Timing::Once { on: first }),
            ("2027-03-05/2027-04-30", Timing::Evenly { first, last }),
            ("5 Mar to 30 Apr", Timing::Evenly { first, last }),
            ("April", Timing::Evenly { first: day("2027-04-01"), last }),
            ("monthly 2027-03-05/2027-04-30", Timing::Monthly { first, last }),
            ("每月 2027-03-05/2027-04-30", Timing::Monthly { first, last }),
        ] {
            assert_eq!(pasted(text, DayOrder::Unknown), Ok(timing), "{text}");
        }
        // The word has changed over time; files with any of them are read.
        for word in ["manual", "by hand", "手动分配", "手动", "按周期"] {
            let parts = vec![
                DatedAmount { on: first, amount: Money::from_minor(1250).unwrap() },
                DatedAmount { on: last, amount: Money::from_minor(-300).unwrap() },
            ];
            let text = format!("{word} 2027-03-05 = 12.50; 2027-04-30 = -3");
            assert_eq!(pasted(&text, DayOrder::Unknown), Ok(Timing::ByHand { parts }), "{text}");
        }
        assert_eq!(pasted("5/3/2027", DayOrder::DayFirst), Ok(Timing::Once { on: first }));
        assert_eq!(pasted("3/5/2027", DayOrder::MonthFirst), Ok(Timing::Once { on: first }));
        for (text, error) in [
            ("soon", TimingError::Day(DateError::NotADay)),
            ("4/5/2027", TimingError::Day(DateError::Ambiguous)),
            ("2027-04-30/2027-03-05", TimingError::Day(DateError::Backwards)),
            ("monthly 2027-04-30/2027-03-05", TimingError::Day(DateError::Backwards)),
            ("by hand 2027-03-05 = much", TimingError::NotATiming),
        ] {
            assert_eq!(pasted(text, DayOrder::Unknown), Err(error), "{text}");
        }
    }
}
