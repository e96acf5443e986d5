use super::NumeralError::{Ambiguous, Empty, NotANumber, TooLarge, TooManyDecimals, TwoReadings};
use super::*;
use crate::i18n::format::pattern::Pattern;

fn value(text: &str, decimals: u8) -> Result<i64, NumeralError> {
    parse(text, decimals).map(|numeral| numeral.value)
}

#[test]
fn reads_what_people_type() {
    for (text, decimals, value) in [
        ("0", 0, 0),
        ("12000", 0, 12_000),
        ("12,000", 0, 12_000),
        ("1,234,567", 0, 1_234_567),
        ("12,34,567", 0, 1_234_567),
        ("1.2万", 0, 12_000),
        ("3亿", 0, 300_000_000),
        ("5千", 0, 5_000),
        ("2w", 0, 20_000),
        ("40 %", 2, 4_000),
        ("40%", 2, 4_000),
        ("¥3,500", 2, 350_000),
        ("￥３，５００．５０", 2, 350_050),
        ("$1.5k", 2, 150_000),
        ("1.5M", 0, 1_500_000),
        ("2 bn", 0, 2_000_000_000),
        ("HK$ 20", 2, 2_000),
        ("CNY 20", 2, 2_000),
        ("20 CNY", 2, 2_000),
        ("12 MYR", 2, 1_200),
        ("12MYR", 2, 1_200),
        ("12KES", 2, 1_200),
        ("20元", 2, 2_000),
        ("1.2万元", 2, 1_200_000),
        ("1 234", 0, 1_234),
        ("1\u{a0}234\u{202f}567", 0, 1_234_567),
        ("1 234,5", 2, 123_450),
        ("1.234,5", 2, 123_450),
        ("1.234.567", 0, 1_234_567),
        ("1,234.5", 2, 123_450),
        ("1'234.50", 2, 123_450),
        (".5", 1, 5),
        ("5.", 0, 5),
        ("1.5000", 1, 15),
        ("0.500", 1, 5),
        (".500", 1, 5),
        ("1234.500", 1, 12_345),
        ("1,234.500", 1, 12_345),
        ("1 234.500", 1, 12_345),
        ("1,500", 2, 150_000),
        // Amounts in dinars have three decimals, and are shown so.
        ("1.500", 3, 1_500),
        ("2w", 0, 20_000),
        ("-3", 0, -3),
        ("−3", 0, -3),
        ("–3", 0, -3),
        ("—3", 0, -3),
        ("－3", 0, -3),
        ("- 3", 0, -3),
        ("−¥3", 0, -3),
        ("¥-3", 0, -3),
        ("(3)", 0, -3),
        ("（3）", 0, -3),
        ("¥(1,250.00)", 2, -125_000),
        ("(¥1,250.00)", 2, -125_000),
        ("(1,250.00) CNY", 2, -125_000),
        ("( 3 )", 0, -3),
        ("3-", 0, -3),
        ("3−", 0, -3),
        ("1,250.00 -", 2, -125_000),
        ("3- €", 0, -3),
        ("3 €-", 0, -3),
        ("1.2万-", 0, -12_000),
        ("+7", 0, 7),
        ("  8  ", 0, 8),
        ("９２２３", 0, 9_223),
    ] {
        assert_eq!(self::value(text, decimals), Ok(value), "{text:?} with {decimals}");
    }
}

#[test]
fn refuses_the_rest_by_name() {
    for (text, decimals, fault) in [
        ("", 0, Empty),
        ("  ", 0, Empty),
        ("abc", 0, NotANumber { at: 0 }),
        ("¥", 0, NotANumber { at: 0 }),
        ("-", 0, NotANumber { at: 0 }),
        (".", 0, NotANumber { at: 0 }),
        ("12a", 0, NotANumber { at: 2 }),
        ("12 x 3", 0, NotANumber { at: 3 }),
        ("--3", 0, NotANumber { at: 1 }),
        ("1,,000", 0, NotANumber { at: 2 }),
        ("1,", 0, NotANumber { at: 1 }),
        ("1..5", 1, NotANumber { at: 2 }),
        ("1e5", 0, NotANumber { at: 1 }),
        ("20 PCS", 0, NotANumber { at: 3 }),
        ("PCS 20", 0, NotANumber { at: 0 }),
        ("20¢", 2, NotANumber { at: 2 }),
        ("5 m", 0, NotANumber { at: 2 }),
        ("5 w", 0, NotANumber { at: 2 }),
        ("(3", 0, NotANumber { at: 2 }),
        ("3)", 0, NotANumber { at: 1 }),
        ("-(3)", 0, NotANumber { at: 3 }),
        ("(-3)", 0, NotANumber { at: 3 }),
        ("-3-", 0, NotANumber { at: 2 }),
        ("¥3 EUR", 0, NotANumber { at: 2 }),
        ("40%%", 2, NotANumber { at: 3 }),
        ("1.500", 4, TwoReadings { grouped: Some(15_000_000), decimal: Some(15_000) }),
        ("1.500", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
        ("-12.000", 0, TwoReadings { grouped: Some(-12_000), decimal: Some(-12) }),
        ("1.500", 0, TwoReadings { grouped: Some(1_500), decimal: None }),
        ("12.345", 2, TwoReadings { grouped: Some(1_234_500), decimal: None }),
        ("¥ 1.500", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
        ("１．５００", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
        ("1.500 %", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
        ("1.500k", 0, TwoReadings { grouped: Some(1_500_000), decimal: Some(1_500) }),
        ("0,500", 2, Ambiguous),
        ("12.3456", 2, TooManyDecimals { max: 2 }),
        ("0.5", 0, TooManyDecimals { max: 0 }),
        ("1,5", 2, Ambiguous),
        ("12,0", 2, Ambiguous),
        ("1,0000", 0, Ambiguous),
        ("1 234,567", 3, Ambiguous),
        ("1,234,56", 0, Ambiguous),
        ("1234,567", 0, Ambiguous),
        ("1 2", 0, Ambiguous),
        ("123,45,678", 0, Ambiguous),
        ("1,234 567", 0, Ambiguous),
        ("9223372036854775808", 0, TooLarge),
        ("9999999999亿", 2, TooLarge),
    ] {
        assert_eq!(value(text, decimals), Err(fault), "{text:?} with {decimals}");
    }
}

#[test]
fn percent_and_currency_are_returned() {
    let read = |text| parse(text, 2).map(|numeral| (numeral.percent, numeral.currency)).unwrap();
    assert_eq!(read("40 %"), (true, String::new()));
    assert_eq!(read("20"), (false, String::new()));
    for (text, code, may_be) in [
        ("20", "CNY", true),
        ("¥20", "CNY", true),
        ("￥20", "JPY", true),
        ("20元", "CNY", true),
        ("20 RMB", "CNY", true),
        ("CNY 20", "CNY", true),
        // The Caribbean guilder, in use since 2025.
        ("20 XCG", "XCG", true),
        ("$20", "SGD", true),
        ("$20", "MXN", true),
        ("$20", "CNY", false),
        ("US$20", "CNY", false),
        ("€ 1,200", "CNY", false),
        // Dirhams and dinars end in D and are no dollars.
        ("$20", "AED", false),
        ("$20", "KWD", false),
        ("HK$20", "HKD", true),
        ("HK$20", "USD", false),
        ("€20", "EUR", true),
        ("20 €", "CNY", false),
        ("20 EUR", "CNY", false),
        ("¥20", "EUR", false),
        ("20 RMB", "USD", false),
        ("₩20", "KRW", true),
        ("₩20", "USD", false),
        ("₨20", "INR", true),
        ("₨20", "PKR", true),
        ("₨20", "USD", false),
        // Of no known currency.
        ("₿ 20", "CNY", false),
        ("XY$ 20", "USD", false),
    ] {
        assert_eq!(parse(text, 2).unwrap().may_be_in(code), may_be, "{text} in {code}");
    }
}

#[test]
fn a_field_reads_back_what_it_shows() {
    assert_eq!(plain(11_250, 4), "1.1250");
    assert_eq!(plain(11_255, 4), "1.1255");
    assert_eq!(plain(11_200, 4), "1.12");
    assert_eq!(plain(15_000_000, 4), "1500");
    assert_eq!(plain(1_500, 3), "1.5");
    assert_eq!(plain(1_501, 3), "1.501");
    assert_eq!(plain(-112_500, 5), "-1.1250");
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,24}", decimals in 0_u8..6) {
        let _ = parse(&text, decimals);
    }

    #[test]
    fn reads_what_a_pattern_writes(value: i64, decimals in 0_u8..5) {
        let value = value.saturating_add(1); // i64::MIN has no positive digits to read
        let written = Pattern::default().write(value, decimals, shown(value, decimals));
        proptest::prop_assert_eq!(self::value(&written, decimals), Ok(value), "{}", written);
        let written = plain(value, decimals);
        proptest::prop_assert_eq!(self::value(&written, decimals), Ok(value), "{}", written);
    }

    #[test]
    fn a_point_before_three_digits_is_never_guessed(whole in 1_i64..1000, rest in 0_i64..1000, decimals in 0_u8..6) {
        let text = format!("{whole}.{rest:03}");
        match parse(&text, decimals) {
            Ok(numeral) => proptest::prop_assert_eq!((decimals, numeral.value), (3, whole * 1000 + rest)),
            Err(TwoReadings { grouped, .. }) => {
                proptest::prop_assert_eq!(grouped, Some((whole * 1000 + rest) * 10_i64.pow(decimals.into())));
            }
            Err(other) => panic!("{text}: {other}"),
        }
    }
}
