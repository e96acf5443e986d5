use super::*;
use proptest::prelude::*;

fn plan() -> DateRules {
    let range = DateRange::new("2026-11-16".parse().unwrap(), "2027-06-30".parse().unwrap());
    DateRules { plan: range, year: 2020, ..DateRules::default() }
}

fn said(dates: DateRules, text: &str) -> String {
    match dates.span(text) {
        Ok(span) if span.first() == span.last() => span.first().to_string(),
        Ok(span) => format!("{}/{}", span.first(), span.last()),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn dates_are_parsed_in_common_formats() {
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
fn months_and_longer_periods_are_ranges() {
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
fn ranges_of_dates_are_parsed() {
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
fn texts_that_are_no_date_are_refused() {
    for (text, error) in [
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
        assert_eq!(said(plan(), text), error, "{text}");
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
    assert_eq!(period("W3"), Some(NamedPeriod { kind: PeriodKind::Week, days: None, number: 3 }));
    assert_eq!(period("KW 9").map(|week| week.days.is_some()), Some(true));
    assert_eq!(kind("Q1 2027 budget (EUR)"), Some(PeriodKind::Quarter));
    for heading in ["3", "Item", "Amount", "Owner", "Q5", "Total"] {
        assert_eq!(kind(heading), None, "{heading}");
    }
}

#[test]
fn a_column_determines_the_order_of_day_and_month() {
    let order = |cells: &[&str]| plan().for_column(cells.iter().copied()).order;
    assert_eq!(order(&["3/4/2027", "25/4/2027"]), DayOrder::DayFirst);
    assert_eq!(order(&["3/4/2027", "3/25/2027"]), DayOrder::MonthFirst);
    assert_eq!(order(&["3/4/27", "3/25/27"]), DayOrder::MonthFirst);
    assert_eq!(order(&["3/4", "25/4"]), DayOrder::DayFirst);
    assert_eq!(order(&["3/4/2027"]), DayOrder::Unknown);
    assert_eq!(order(&["25/4/2027", "4/25/2027"]), DayOrder::Unknown);
    // The day of the week.
    assert_eq!(order(&["3/4/2027", "Thu 3/4/2027"]), DayOrder::MonthFirst);
    // The plan's days: 3 September is after them.
    assert_eq!(order(&["3/9/2027", "4/5/2027"]), DayOrder::MonthFirst);
    // Their sequence.
    let none = |cells: &[&str]| DateRules::default().for_column(cells.iter().copied()).order;
    assert_eq!(none(&["3/1/2027", "4/5/2027", "5/3/2027"]), DayOrder::MonthFirst);
    assert_eq!(none(&["1/3/2027", "8/3/2027", "5/4/2027"]), DayOrder::DayFirst);
    assert_eq!(none(&["3/1/2027", "4/5/2027"]), DayOrder::Unknown);
    assert_eq!(none(&["3/1/2027", "3/1/2027", "3/1/2027"]), DayOrder::Unknown);
    assert_eq!(order_of(["3/4/2027"].into_iter(), None), DayOrder::Unknown);
    let first = DateRules { order: DayOrder::DayFirst, ..plan() };
    assert_eq!(said(first, "3/4/2027"), "2027-04-03");
    assert_eq!(said(first, "3/4/27"), "2027-04-03");
    let serials = DateRules { serials: SerialDates::From1900, ..plan() };
    assert_eq!(said(serials, "46447"), "2027-03-01");
    assert_eq!(said(serials, "46447.5"), "2027-03-01");
    assert_eq!(said(serials, "12"), "NotADay");
    let from_1904 = DateRules { serials: SerialDates::From1904, ..plan() };
    assert_eq!(said(from_1904, "44985"), "2027-03-01");
}

#[test]
fn a_column_determines_what_a_number_beside_a_month_is() {
    let read = |cells: &[&str]| -> Vec<String> {
        let dates = plan().for_column(cells.iter().copied());
        cells.iter().map(|cell| said(dates, cell)).collect()
    };
    assert_eq!(read(&["Mar-01", "Mar-08", "Mar-29"]), ["2027-03-01", "2027-03-08", "2027-03-29"]);
    assert_eq!(read(&["Mar-27", "Apr-27"]), ["2027-03-01/2027-03-31", "2027-04-01/2027-04-30"]);
    // March 2028 is after the plan, and 28 March is in it.
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
    fn a_written_date_is_parsed_back_or_ambiguous(days in proptest::collection::vec(0_u64..3650, 1..8), form in 0_usize..16) {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let days: Vec<NaiveDate> = days.into_iter().map(|by| first + chrono::Days::new(by)).collect();
        let cells: Vec<String> = days.iter().map(|day| written(*day, form)).collect();
        let dates = DateRules { year: 2027, ..DateRules::default() };
        // The order of a column whose days could all be either is a guess only by its sequence; these are in none.
        let dates = if days.len() < 3 { dates.for_column(cells.iter().map(String::as_str)) } else { dates };
        for (day, cell) in days.iter().zip(&cells) {
            match dates.span(cell) {
                Ok(span) => prop_assert_eq!((span.first(), span.last()), (*day, *day), "{}", cell),
                Err(error) => prop_assert_eq!(error, DateError::Ambiguous, "{}", cell),
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

#[test]
fn months_are_read_in_vietnamese_and_greek() {
    let vietnamese = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai";
    let greek = "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου";
    let short = "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ";
    let rules = DateRules { year: 2027, ..DateRules::default() };
    for (at, (vietnamese, (greek, short))) in
        vietnamese.split('|').zip(greek.split('|').zip(short.split('|'))).enumerate()
    {
        let month = at + 1;
        let expected = format!("2027-{month:02}-18");
        for text in [
            format!("18 tháng {vietnamese}"),
            format!("18 THÁNG {}", vietnamese.to_uppercase()),
            format!("18 tháng {vietnamese}, 2027"),
            format!("18 tháng {vietnamese} năm 2027"),
            format!("Ngày 18 tháng {month} năm 2027"),
            format!("18 thg {month}, 2027"),
            format!("18 {greek}"),
            format!("18 {}", greek.to_uppercase()),
            format!("18 {greek} 2027"),
            format!("18 {short} 2027"),
        ] {
            assert_eq!(said(rules, &text), expected, "{text}");
        }
    }
    // Accents that are characters of their own, as some systems write them.
    assert_eq!(said(rules, "18 tha\u{301}ng Sa\u{301}u"), "2027-06-18");
    assert_eq!(said(rules, "9 Αυγου\u{301}στου"), "2027-08-09");
    assert_eq!(said(rules, "9 Αύγουστος 2027"), "2027-08-09");
    for text in ["18 tháng", "18 tháng 13", "18 tháng Sáuu", "18 Sáu", "18 ΑΒΓ", "32 tháng Sáu"] {
        assert_eq!(said(rules, text), "NotADay", "{text}");
    }
}
