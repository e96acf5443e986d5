use super::*;

fn dates(first: &str, last: &str) -> DateRules {
    let plan = DateRange::new(first.parse().unwrap(), last.parse().unwrap());
    DateRules { plan, year: 2027, ..DateRules::default() }
}

fn said(texts: &[&str], above: &str, dates: DateRules) -> Vec<String> {
    let heading =
        |(column, text): (usize, &&str)| PeriodHeading { column, text: (*text).to_owned(), above: above.to_owned() };
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
    for (text, above, length) in [
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
        assert_eq!(length_of(text, above), Some(length), "{text} under {above}");
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
        assert_eq!(length_of(text, ""), None, "{text}");
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
    assert_eq!(said(&["2027-03-01", "2027-03-02", "2027-03-04"], "", plan), ["2027-03-01", "2027-03-02", "2027-03-04"]);
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
