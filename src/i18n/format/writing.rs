//! Formats numbers, dates and money in the reader's locale.
//!
//! Intl is asked once per locale and currency for a [`Pattern`]; amounts are whole minor units and are written exactly.
//! Dates use one cached formatter per form.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::browser::page::intl::{DateForm, DateFormatter, number_parts};
use crate::i18n::format::pattern;
use crate::i18n::format::pattern::{Pattern, percent_points, shortened};
use crate::i18n::parse::numeral;
use crate::i18n::words::common;
use crate::i18n::{Locale, locale};

/// Cached for the current language, and dropped when it changes.
struct FormatCache {
    locale: Locale,
    tag: String,
    number: Option<Pattern>,
    percent: Option<Pattern>,
    money: Vec<(String, Pattern)>,
    dates: Vec<(DateForm, DateFormatter)>,
    /// Formatted dates: a plan has few, and Intl takes longer than everything else in a table row.
    written: BTreeMap<(DateForm, NaiveDate), String>,
}

/// The most formatted dates that are cached.
const WRITTEN: usize = 4_096;

thread_local! {
    static KEPT: RefCell<Option<FormatCache>> = const { RefCell::new(None) };
}

fn with_kept<R>(use_it: impl FnOnce(&mut FormatCache) -> R) -> R {
    KEPT.with_borrow_mut(|kept| {
        let now = locale();
        if kept.as_ref().is_some_and(|old| old.locale != now) {
            *kept = None;
        }
        use_it(kept.get_or_insert_with(|| FormatCache {
            locale: now,
            tag: crate::browser::page::intl::regional(now.code(), now.tag()),
            number: None,
            percent: None,
            money: Vec::new(),
            dates: Vec::new(),
            written: BTreeMap::new(),
        }))
    })
}

/// The pattern of a locale. Some regions of English write a decimal comma; what a field shows must parse as the same
/// number, so those use the language's default pattern.
fn pattern_of(tag: &str, style: &str, currency: Option<&str>) -> Pattern {
    let ask = |tag: &str| {
        let plain = number_parts(tag, style, currency, 1_234_567.5);
        let mut pattern = Pattern::from_parts(&plain, &number_parts(tag, style, currency, -1_234_567.5));
        // A line may break after a hyphen, but not after a minus sign.
        pattern.negative.0 = pattern.negative.0.replace('-', "−");
        pattern
    };
    let regional = ask(tag);
    if regional.decimal == "." { regional } else { ask(locale().tag()) }
}

fn write_number(mantissa: i64, decimals: u8, at_least: u8) -> String {
    with_kept(|kept| {
        let tag = &kept.tag;
        kept.number.get_or_insert_with(|| pattern_of(tag, "decimal", None)).write(mantissa, decimals, at_least)
    })
}

/// Runs `write` with the pattern of a currency.
fn with_money<R>(code: &str, write: impl FnOnce(&Pattern) -> R) -> R {
    with_kept(|kept| {
        let at = kept.money.iter().position(|(known, _)| known == code).unwrap_or_else(|| {
            let found = pattern_of(&kept.tag, "currency", Some(code));
            kept.money.push((code.to_owned(), found));
            kept.money.len() - 1
        });
        write(&kept.money[at].1)
    })
}

/// A whole number: `12,000`.
pub fn count(value: i64) -> String {
    write_number(value, 0, 0)
}

/// A count, as a number and formatted, for texts that take both.
pub fn counted(value: usize) -> (u64, String) {
    (value as u64, count(i64::try_from(value).unwrap_or(i64::MAX)))
}

/// `mantissa × 10^-decimals` without trailing zeros: `(12_50, 2)` is `12.5`.
pub fn decimal(mantissa: i64, decimals: u8) -> String {
    write_number(mantissa, decimals, 0)
}

/// The same in a field, where it must parse as the same number: `1.1250`, since `1.125` might be 1125.
pub fn decimal_entry(mantissa: i64, decimals: u8) -> String {
    write_number(mantissa, decimals, numeral::shown(mantissa, decimals))
}

/// Basis points as a percentage: 850 is `8.5%`.
pub fn percent_bp(basis_points: i64) -> String {
    percent(basis_points, 2)
}

/// Basis points as a percentage with at most one decimal; below a tenth of a percent with two, so that little never reads
/// as zero.
pub fn percent_tenths(basis_points: i64) -> String {
    let rounded = (basis_points.abs() + 5) / 10 * 10 * basis_points.signum();
    percent_bp(if basis_points.abs() < 10 { basis_points } else { rounded })
}

/// `mantissa × 10^-decimals` percent points.
fn percent(mantissa: i64, decimals: u8) -> String {
    with_kept(|kept| {
        let tag = &kept.tag;
        kept.percent.get_or_insert_with(|| pattern_of(tag, "percent", None)).write(mantissa, decimals, 0)
    })
}

/// A fraction as a percentage with as many digits as its size needs: 0.4 is `40%`, 0.000 742 5 is `0.074%`.
pub fn fraction(fraction: f64) -> String {
    let (mantissa, decimals) = percent_points(fraction);
    percent(mantissa, decimals)
}

/// A fraction as a signed percentage, with enough digits that a small one does not read as zero: 0.5 is `+50%`, 0.000
/// 03 is `+0.003%`.
pub fn change(fraction: f64) -> String {
    let (mantissa, decimals) = percent_points(fraction);
    let text = percent(mantissa, decimals);
    if mantissa > 0 { ["+", &text].concat() } else { text }
}

/// A fraction as a signed percentage with at most one decimal: 0.0424 is `+4.2%`. `None` where that is nothing: the change
/// of a measured figure is not known more exactly.
pub fn rough_change(fraction: f64) -> Option<String> {
    let tenths = (fraction * 1_000.0).round();
    #[allow(clippy::cast_possible_truncation)] // far below 2^63, and `as` saturates
    let mantissa = tenths as i64;
    let text = percent(mantissa, 1);
    (mantissa != 0).then(|| if mantissa > 0 { ["+", &text].concat() } else { text })
}

/// A price with all its decimals: in the plan's currency (`home`: its code and digits) with its sign, in another one
/// with its code.
pub fn price(value: i64, code: Option<&str>, home: (&str, u8)) -> String {
    let number = with_kept(|kept| {
        let tag = &kept.tag;
        kept.number.get_or_insert_with(|| pattern_of(tag, "decimal", None)).clone()
    });
    with_money(home.0, |money| pattern::price(value, code, (money, home.1), &number))
}

/// An amount in a currency's smallest units with all its digits: `¥6,400.00`.
pub fn money(minor: i64, code: &str, digits: u8) -> String {
    with_money(code, |pattern| pattern.write(minor, digits, digits))
}

/// An amount without decimals that are all zero: `¥200,000`, but `¥35.50`.
pub fn money_plain(minor: i64, code: &str, digits: u8) -> String {
    let whole = minor % 10_i64.pow(u32::from(digits)) == 0;
    with_money(code, |pattern| pattern.write(minor, digits, if whole { 0 } else { digits }))
}

/// An amount in a field beside its currency sign: no sign, no decimals that are all zero.
pub fn money_entry(minor: i64, digits: u8) -> String {
    let whole = minor % 10_i64.pow(u32::from(digits)) == 0;
    write_number(minor, digits, if whole { 0 } else { digits })
}

/// A currency's sign and whether it comes before the digits.
pub fn currency_sign(code: &str) -> (String, bool) {
    with_money(code, |pattern| {
        let (before, after) = (pattern.plain.0.trim(), pattern.plain.1.trim());
        if before.is_empty() { (after.to_owned(), false) } else { (before.to_owned(), true) }
    })
}

/// The units of short forms: a power of ten and its word.
fn short_units() -> &'static [(u32, &'static str)] {
    match locale() {
        Locale::En => &[(3, "k"), (6, "M"), (9, "B")],
        Locale::Zh => &[(4, "万"), (8, "亿")],
    }
}

fn short(value: i64, decimals: u8) -> (i64, u8, &'static str) {
    let units = short_units();
    let steps: Vec<u32> = units.iter().map(|unit| unit.0).collect();
    let (mantissa, shown, power) = shortened(value, decimals, &steps);
    let unit = units.iter().find(|unit| unit.0 == power).map_or("", |unit| unit.1);
    (mantissa, shown, unit)
}

/// An amount in little space, with two or three figures: `¥188k`, `¥18.8万`.
pub fn money_short(minor: i64, code: &str, digits: u8) -> String {
    let (mantissa, shown, unit) = short(minor, digits);
    if unit.is_empty() {
        return money_plain(minor, code, digits);
    }
    with_money(code, |pattern| {
        let mut pattern = pattern.clone();
        // The unit belongs to the digits: "18.8万 €", not "18.8 €万".
        pattern.plain.1.insert_str(0, unit);
        pattern.negative.1.insert_str(0, unit);
        pattern.write(mantissa, shown, 0)
    })
}

/// A count in little space: `8.4k`, `1.2万`.
pub fn count_short(value: i64) -> String {
    let (mantissa, shown, unit) = short(value, 0);
    if unit.is_empty() { count(value) } else { decimal(mantissa, shown) + unit }
}

fn write_date(date: NaiveDate, form: DateForm) -> String {
    with_kept(|kept| {
        if let Some(written) = kept.written.get(&(form, date)) {
            return written.clone();
        }
        let at = kept.dates.iter().position(|(known, _)| *known == form).unwrap_or_else(|| {
            kept.dates.push((form, DateFormatter::new(&kept.tag, form)));
            kept.dates.len() - 1
        });
        let written = kept.dates[at].1.write(date.year(), date.month0(), date.day());
        if kept.written.len() >= WRITTEN {
            kept.written.clear();
        }
        kept.written.insert((form, date), written.clone());
        written
    })
}

/// A date with its year: `1 Mar 2026`, `2026年3月1日`.
pub fn date(date: NaiveDate) -> String {
    write_date(date, DateForm::Day)
}

/// A date without its year: `1 Mar`, `3月1日`.
pub fn date_short(date: NaiveDate) -> String {
    write_date(date, DateForm::ShortDay)
}

/// A month with its year: `March 2026`, `2026年3月`.
pub fn month(date: NaiveDate) -> String {
    write_date(date, DateForm::Month)
}

/// A month without its year: `Mar`, `3月`.
pub fn month_short(date: NaiveDate) -> String {
    write_date(date, DateForm::ShortMonth)
}

/// A year: `2026`, `2026年`.
pub fn year(date: NaiveDate) -> String {
    write_date(date, DateForm::Year)
}

/// A day of the week: `Mon`, `周一`.
pub fn weekday(date: NaiveDate) -> String {
    write_date(date, DateForm::Weekday)
}

/// A time of day, `09:05` in every language, since it is aligned in columns.
pub fn time(hours: u32, minutes: u32) -> String {
    let mut text = String::with_capacity(5);
    for (at, part) in [hours, minutes].into_iter().enumerate() {
        if at > 0 {
            text.push(':');
        }
        if part < 10 {
            text.push('0');
        }
        text.push_str(&part.to_string());
    }
    text
}

/// A date range with its year: `1 Mar to 18 Jul 2027`, `2027年3月1日—7月18日`.
pub fn span(from: NaiveDate, to: NaiveDate) -> String {
    // A common year is written once, at the end in English and at the start in Chinese.
    match (from.year() == to.year(), locale()) {
        _ if from == to => date(from),
        (true, Locale::En) => common::span(&date_short(from), &date(to)),
        (true, Locale::Zh) => common::span(&date(from), &date_short(to)),
        (false, _) => common::span(&date(from), &date(to)),
    }
}

/// A date range without its year: `1 Mar to 14 Mar`.
pub fn span_short(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return date_short(from);
    }
    let text = if from.year() == to.year() { date_short } else { date };
    common::span(&text(from), &text(to))
}

/// The gap between two sentences: a Chinese full stop includes its own.
pub fn sentence_gap() -> &'static str {
    match locale() {
        Locale::En => " ",
        Locale::Zh => "",
    }
}

/// A list in a sentence: `a, b and c`, `a、b和c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => {
            let head = before.iter().skip(1).fold(before[0].clone(), |sum, next| common::list_more(&sum, next));
            pair(&head, last)
        }
    }
}

/// Two things joined by "and"; in Chinese with a space between 和 and Latin letters or digits.
fn pair(first: &str, second: &str) -> String {
    let space = |letter: Option<char>| {
        let latin = locale() == Locale::Zh && letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        if latin { " " } else { "" }
    };
    let (before, after) = (space(first.chars().next_back()), space(second.chars().next()));
    common::list_pair(&[first, before].concat(), &[after, second].concat())
}
