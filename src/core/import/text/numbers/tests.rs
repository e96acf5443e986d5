use super::*;
use crate::plan::numbers::currency::Currency;
use proptest::prelude::*;

fn read(text: &str, mark: DecimalMark) -> Result<Option<i64>, NumberError> {
    NumberRules { mark, plain: false }.cell(text, 2, 0).map(|read| read.map(|read| read.value))
}
const ANY: [DecimalMark; 3] = [DecimalMark::Point, DecimalMark::Comma, DecimalMark::Either];

#[test]
fn one_meaning_is_read_whatever_the_column_has() {
    for (text, value) in [
        ("0", 0),
        ("12000", 1_200_000),
        ("12 000", 1_200_000),
        ("1\u{a0}234\u{202f}567", 123_456_700),
        ("1'234", 123_400),
        ("1’234", 123_400),
        ("1_234", 123_400),
        ("９２２３", 922_300),
        ("1万", 1_000_000),
        ("3亿", 30_000_000_000),
        ("2w", 2_000_000),
        ("5k", 500_000),
        ("5 k€", 500_000),
        ("12 kEUR", 1_200_000),
        ("3 TEUR", 300_000),
        ("2 Mio. €", 200_000_000),
        ("5 Tsd. EUR", 500_000),
        ("2 lakh", 20_000_000),
        ("20元", 2_000),
        ("5.", 500),
        ("-3", -300),
        ("−3", -300),
        ("–3", -300),
        ("－３", -300),
        ("+7", 700),
        ("$5", 500),
        ("-$5", -500),
        ("$-5", -500),
        ("$ -5", -500),
        ("$ 5-", -500),
        ("5-", -500),
        ("5- €", -500),
        ("5 €-", -500),
        ("(5)", -500),
        ("$(5)", -500),
        ("($5)", -500),
        ("(5) €", -500),
        ("（5）", -500),
        ("HK$ 20", 2_000),
        ("R$ 20", 2_000),
        ("CNY 20", 2_000),
        ("20 CNY", 2_000),
        ("USD$20", 2_000),
        ("20 zł", 2_000),
        ("₹ 20", 2_000),
        ("12 MYR", 1_200),
        ("\u{200e}20\u{200f}", 2_000),
        ("=\"20\"", 2_000),
        ("'20", 2_000),
        ("٢٠", 2_000),
        ("5000 CR", -500_000),
        ("5000 DR", 500_000),
    ] {
        for mark in ANY {
            assert_eq!(read(text, mark), Ok(Some(value)), "{text:?} {mark:?}");
        }
    }
}

#[test]
fn marks_are_read_by_the_column_or_refused() {
    use DecimalMark::{Comma, Either, Point};
    let ambiguous = Err(NumberError::Ambiguous);
    for (text, point, comma, either) in [
        ("1.500", Ok(150), Ok(150_000), ambiguous),
        ("1,500", Ok(150_000), Ok(150), ambiguous),
        ("12.000", Ok(1_200), Ok(1_200_000), ambiguous),
        ("1.5", Ok(150), ambiguous, Ok(150)),
        ("1,5", ambiguous, Ok(150), Ok(150)),
        ("12.50", Ok(1_250), ambiguous, Ok(1_250)),
        ("12,50", ambiguous, Ok(1_250), Ok(1_250)),
        ("0.500", Ok(50), ambiguous, Ok(50)),
        ("0,500", ambiguous, Ok(50), Ok(50)),
        ("1234.560", Ok(123_456), ambiguous, Ok(123_456)),
        ("1.234.567", ambiguous, Ok(123_456_700), Ok(123_456_700)),
        ("1,234,567", Ok(123_456_700), ambiguous, Ok(123_456_700)),
        ("1,25,000", Ok(12_500_000), ambiguous, Ok(12_500_000)),
        ("₹ 12,34,567.50", Ok(123_456_750), ambiguous, Ok(123_456_750)),
        ("1.234,56", ambiguous, Ok(123_456), Ok(123_456)),
        ("1,234.56", Ok(123_456), ambiguous, Ok(123_456)),
        ("1 234,50 €", ambiguous, Ok(123_450), Ok(123_450)),
        ("1 234.50", Ok(123_450), ambiguous, Ok(123_450)),
        ("1'234.50", Ok(123_450), ambiguous, Ok(123_450)),
        ("1'234,50", ambiguous, Ok(123_450), Ok(123_450)),
        ("$(1,250.00)", Ok(-125_000), ambiguous, Ok(-125_000)),
        ("(1.250,00) €", ambiguous, Ok(-125_000), Ok(-125_000)),
        ("12.50-", Ok(-1_250), ambiguous, Ok(-1_250)),
        ("12,50-", ambiguous, Ok(-1_250), Ok(-1_250)),
        ("1.250,-", ambiguous, Ok(125_000), Ok(125_000)),
        ("12,- €", Ok(1_200), Ok(1_200), Ok(1_200)),
        (".5", Ok(50), ambiguous, Ok(50)),
        (",5", ambiguous, Ok(50), Ok(50)),
        ("1.2万", Ok(1_200_000), ambiguous, Ok(1_200_000)),
        ("1,2 Mio. €", ambiguous, Ok(120_000_000), Ok(120_000_000)),
        ("￥３，５００．５０", Ok(350_050), ambiguous, Ok(350_050)),
        ("1,234.56 CR", Ok(-123_456), ambiguous, Ok(-123_456)),
    ] {
        for (mark, wanted) in [(Point, point), (Comma, comma), (Either, either)] {
            assert_eq!(read(text, mark), wanted.map(Some), "{text:?} {mark:?}");
        }
    }
}

#[test]
fn other_texts_are_refused() {
    for text in [
        "abc",
        "¥",
        "12a",
        "12 x 3",
        "--3",
        "1,,000",
        "1,",
        "1..5",
        "1e5",
        "QTY 20",
        "20 PCS",
        "20 MIO X",
        "5 m",
        "5 m²",
        "(5",
        "5)",
        "-(5)",
        "(-5)",
        "-5-",
        "约20",
        "~20",
        "3/4",
        "10:30",
        "2027-03-01",
        "#N/A",
        "#REF!",
        "5 CR",
        "20 kroner",
        "1  2",
        "1.5 Cr",
        "2 for 5",
        "$$ 5 5 $",
    ] {
        for mark in ANY {
            let found = read(text, mark);
            assert!(matches!(found, Err(NumberError::NotANumber | NumberError::Ambiguous)), "{text:?}: {found:?}");
        }
    }
    for text in ["1,234,56", "12 34", "01.03.2027", "1.2.3"] {
        assert_eq!(read(text, DecimalMark::Either), Err(NumberError::Ambiguous), "{text:?}");
    }
    assert_eq!(read("40%", DecimalMark::Point), Err(NumberError::Percent));
    assert_eq!(read("12,5 ％", DecimalMark::Comma), Err(NumberError::Percent));
    assert_eq!(read("12.345", DecimalMark::Point), Err(NumberError::TooManyDecimals));
    assert_eq!(read("9223372036854775808", DecimalMark::Point), Err(NumberError::TooLarge));
    assert_eq!(read(&"9".repeat(5000), DecimalMark::Point), Err(NumberError::NotANumber));
}

#[test]
fn placeholders_are_not_numbers() {
    for text in [
        "",
        " ",
        "-",
        "—",
        "N/A",
        "n/a",
        "tbd",
        "TBD",
        "NaN",
        "undefined",
        "无",
        " $ -   ",
        "$-",
        "- €",
        "USD -",
        "$ -00",
        " $ -00 ",
        "$ (-)",
        "¥ -",
        "US$ -",
        "\u{a0}-\u{a0}€ ",
        "$ - ??",
    ] {
        for mark in ANY {
            assert_eq!(read(text, mark), Ok(None), "{text:?}");
        }
    }
}

#[test]
fn a_workbook_has_plain_numbers() {
    let workbook = NumberRules { mark: DecimalMark::Comma, plain: true };
    let read = |text: &str, decimals| workbook.cell(text, decimals, 0).map(|read| read.unwrap());
    assert_eq!(read("33.3333333333333", 4), Ok(ParsedNumber { value: 333_333, rounded: true }));
    assert_eq!(read("1.500", 2), Ok(ParsedNumber { value: 150, rounded: false }));
    assert_eq!(read("1.2E+3", 2), Ok(ParsedNumber { value: 120_000, rounded: false }));
    assert_eq!(read("1.25E-1", 2), Ok(ParsedNumber { value: 13, rounded: true }));
    assert_eq!(read("1E-9", 2), Ok(ParsedNumber { value: 0, rounded: true }));
    assert_eq!(read("-1250.4999999999998", 2), Ok(ParsedNumber { value: -125_050, rounded: true }));
    assert_eq!(read("99999999999999999999", 4), Err(NumberError::TooLarge));
    assert_eq!(read("1E300", 4), Err(NumberError::TooLarge));
    assert_eq!(read("0E300", 4), Ok(ParsedNumber { value: 0, rounded: false }));
    // A text in a workbook is read as texts are.
    assert_eq!(read("1.234,56", 2), Ok(ParsedNumber { value: 123_456, rounded: false }));
    let point = NumberRules::default();
    assert_eq!(point.cell("1.5", 2, 4), Ok(Some(ParsedNumber { value: 1_500_000, rounded: false })));
    assert_eq!(point.cell("1.5万", 2, 4), Ok(Some(ParsedNumber { value: 1_500_000, rounded: false })));
}

#[test]
fn column_file_and_delimiter_settle_the_mark() {
    use DecimalMark::{Comma, Either, Point};
    for (column, rest, delimiter, mark) in [
        // Three-digit groups between semicolons.
        (&["1.500", "2.750", "12.000"][..], &[][..], Some(b';'), Comma),
        (&["1.500", "950"], &[], Some(b';'), Comma),
        // The same between commas or tabs may be either.
        (&["1.500", "2.750"], &[], Some(b','), Either),
        (&["1.500"], &[], Some(b'\t'), Either),
        (&["1.500"], &[], None, Either),
        (&["1,500", "2,750"], &[], Some(b','), Point),
        (&["1,500"], &[], Some(b'\t'), Point),
        (&["1,500"], &[], Some(b';'), Either),
        (&["1,500", "2.750"], &[], Some(b','), Either),
        // One cell that can be only one thing.
        (&["1.500", "0.750"], &[], Some(b';'), Point),
        (&["1.500", "12,50"], &[], Some(b'\t'), Comma),
        (&["1.500", "1.234.567"], &[], Some(b','), Comma),
        (&["1,500", "12.5"], &[], Some(b';'), Point),
        (&["1.500", "12,-"], &[], Some(b'\t'), Comma),
        (&["12,5", "12.5"], &[], Some(b';'), Either),
        // Another column of the file.
        (&["1.500"], &["12,50"], Some(b'\t'), Comma),
        (&["1.500"], &["12.50"], Some(b'\t'), Point),
        (&["1,500"], &["12.50"], Some(b';'), Point),
        (&["100"], &["12,50"], Some(b';'), Comma),
        (&["100"], &[], Some(b';'), Point),
    ] {
        let column = MarkEvidence::of(column.iter().copied());
        let mut file = column;
        for cell in rest {
            file.add(cell);
        }
        assert_eq!(column.settle(file, delimiter), mark, "{column:?} {delimiter:?}");
    }
}

#[test]
fn a_sign_that_the_plan_shares_is_the_plans() {
    let currency = |code| Currency::from_code(code).unwrap();
    assert_eq!(currency_in("¥1,800", Currency::CNY), Some(Currency::CNY));
    assert_eq!(currency_in("¥1,800", currency("JPY")), Some(currency("JPY")));
    assert_eq!(currency_in("$20", Currency::CNY), Some(currency("USD")));
    assert_eq!(currency_in("$20", currency("SGD")), Some(currency("SGD")));
    assert_eq!(currency_in("HK$20", Currency::CNY), Some(currency("HKD")));
    assert_eq!(currency_in("R$20", Currency::CNY), Some(currency("BRL")));
    assert_eq!(currency_in("20 EUR", Currency::CNY), Some(currency("EUR")));
    assert_eq!(currency_in("20", Currency::CNY), None);
}

#[test]
fn every_sign_that_is_read_is_known_or_none() {
    let in_yuan = |text| currency_in(text, Currency::CNY).map(|currency| currency.code().to_owned());
    for (text, code) in [
        ("CA$20", "CAD"),
        ("A$20", "AUD"),
        ("MX$ 20", "MXN"),
        ("20 eur", "EUR"),
        ("20 euros", "EUR"),
        ("5 dollars", "USD"),
        ("5 pounds", "GBP"),
        ("5 kč", "CZK"),
        ("500 Ft", "HUF"),
        ("Rs. 500", "INR"),
        ("₦500", "NGN"),
        ("₸500", "KZT"),
        ("20块", "CNY"),
        ("20 元整", "CNY"),
        ("USD$20", "USD"),
        ("12 kEUR", "EUR"),
        ("＄20", "USD"),
        ("Amount (US$)", "USD"),
        ("Budget in €", "EUR"),
    ] {
        assert_eq!(in_yuan(text).as_deref(), Some(code), "{text}");
    }
    // A sign of no known currency is no reason to take the plan's.
    assert_eq!(in_yuan("XY$20"), None);
    assert_eq!(other_currency("XY$20", Currency::CNY).as_deref(), Some("XY$"));
    // No words of a heading.
    assert_eq!(in_yuan("After tax"), None);
}

#[test]
fn a_sign_of_another_currency_is_named() {
    let currency = |code| Currency::from_code(code).unwrap();
    for (text, code, other) in [
        ("20", "CNY", None),
        ("¥20", "CNY", None),
        ("￥20", "JPY", None),
        ("20元", "CNY", None),
        ("20元", "TWD", None),
        ("CNY 20", "CNY", None),
        ("20 rmb", "CNY", None),
        ("$20", "SGD", None),
        ("$20", "MXN", None),
        ("£20", "EGP", None),
        (" ¥ -   ", "CNY", None),
        ("-", "CNY", None),
        ("20 pieces", "CNY", None),
        ("$20", "CNY", Some("$")),
        ("$20", "AED", Some("$")),
        ("US$20", "CNY", Some("US$")),
        ("US$20", "HKD", Some("US$")),
        ("€ 1.200", "CNY", Some("€")),
        ("(1,250.00 EUR)", "CNY", Some("EUR")),
        ("20美元", "CNY", Some("美元")),
        ("¥20", "EUR", Some("¥")),
        ("¥20 EUR", "CNY", Some("EUR")),
        ("₿ 20", "CNY", Some("₿")),
        ("20 kr", "SEK", None),
        ("kr. 1.200", "DKK", None),
        ("20 kr.", "CNY", Some("kr.")),
        ("Kr 20", "EUR", Some("Kr")),
    ] {
        assert_eq!(other_currency(text, currency(code)).as_deref(), other, "{text} in {code}");
    }
}

#[test]
fn a_heading_names_its_currency_known_or_not() {
    for (heading, sign, code) in [
        ("Amount (€)", Some("€"), Some("EUR")),
        ("Cost USD", Some("USD"), Some("USD")),
        ("单价（元）", Some("元"), Some("CNY")),
        ("AMOUNT$", Some("$"), Some("USD")),
        ("Budget (K$)", Some("$"), Some("USD")),
        ("Budget (HK$)", Some("HK$"), Some("HKD")),
        ("Cost (XY$)", Some("XY$"), None),
        ("Cost (₿)", Some("₿"), None),
        ("Belopp, kr", Some("kr"), None),
        ("Krill", None, None),
        ("Eurovision", None, None),
        ("Cost in euros", Some("euro"), Some("EUR")),
        ("Amount", None, None),
    ] {
        assert_eq!(sign_in(heading).as_deref(), sign, "{heading}");
        assert_eq!(
            currency_in(heading, Currency::CNY).map(|found| found.code().to_owned()).as_deref(),
            code,
            "{heading}"
        );
    }
    assert_eq!(
        currency_in("Belopp, kr", Currency::from_code("SEK").unwrap()).map(|found| found.code().to_owned()).as_deref(),
        Some("SEK")
    );
}

/// A number as a country writes it, with two decimals or none.
fn in_country(value: i64, decimals: bool, country: usize, dress: usize) -> String {
    let (group, mark) =
        [(",", "."), (".", ","), ("\u{a0}", ","), ("\u{202f}", ","), ("'", "."), ("’", "."), ("", "."), ("", ",")]
            [country % 8];
    let hundredths = value.unsigned_abs();
    let whole = (hundredths / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    if decimals {
        grouped = format!("{grouped}{mark}{:02}", hundredths % 100);
    }
    match (value < 0, dress % 4) {
        (false, 0) => grouped,
        (false, 1) => format!("€ {grouped}"),
        (false, _) => format!("{grouped} €"),
        (true, 0) => format!("-{grouped}"),
        (true, 1) => format!("({grouped}) €"),
        (true, 2) => format!("\u{2212}{grouped} €"),
        (true, _) => format!("{grouped}-"),
    }
}

proptest! {
    #[test]
    fn a_column_of_any_country_is_read_back_or_asked_about(
        values in proptest::collection::vec(-2_000_000_000_i64..2_000_000_000, 1..6),
        decimals: bool,
        country in 0_usize..8,
        dress in 0_usize..4,
        delimiter in proptest::option::of(proptest::sample::select(vec![b',', b';', b'\t'])),
    ) {
        let values: Vec<i64> = values.into_iter().map(|value| if decimals { value } else { value / 100 * 100 }).collect();
        let cells: Vec<String> = values.iter().map(|value| in_country(*value, decimals, country, dress)).collect();
        let evidence = MarkEvidence::of(cells.iter().map(String::as_str));
        let numbers = NumberRules { mark: evidence.settle(evidence, delimiter), plain: false };
        for (value, cell) in values.iter().zip(&cells) {
            match numbers.cell(cell, 2, 0) {
                Ok(read) => prop_assert_eq!(read.map_or(0, |read| read.value), *value, "{} {:?}", cell, numbers.mark),
                Err(error) => prop_assert_eq!(error, NumberError::Ambiguous, "{}", cell),
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,30}", other in "[-0-9.,' ()€$kKmM万%+CRD]{0,20}", decimals in 0_u8..6, power in 0_u8..7) {
        for text in [text, other] {
            for mark in ANY {
                for plain in [false, true] {
                    let _ = NumberRules { mark, plain }.cell(&text, decimals, power);
                }
            }
            let _ = MarkEvidence::of([text.as_str()].into_iter());
        }
    }

    #[test]
    fn plain_numbers_are_read_back(value in -1_000_000_000_000_i64..1_000_000_000_000, decimals in 0_u8..5) {
        let numbers = NumberRules { mark: DecimalMark::Point, plain: true };
        let read = numbers.cell(&written(value, decimals), decimals, 0);
        prop_assert_eq!(read, Ok(Some(ParsedNumber { value, rounded: false })));
    }
}
