//! Parsing and writing durations.

use groundswell::plan::goals::duration::{parse, write};

#[test]
fn durations_are_parsed_in_every_supported_form() {
    for (typed, seconds) in [
        ("90", 90.0),
        ("1,200", 1_200.0),
        ("1:30", 90.0),
        ("1:02:03", 3_723.0),
        ("１：３０", 90.0),
        ("2 min", 120.0),
        ("2分30秒", 150.0),
        ("1.5 小时", 5_400.0),
        ("1 min 30 s", 90.0),
        ("6 months", 15_552_000.0),
        ("6个月", 15_552_000.0),
        ("3 Days", 259_200.0),
    ] {
        assert_eq!(parse(typed), Some(seconds), "{typed}");
    }
}

#[test]
fn texts_that_are_no_duration_are_refused() {
    for typed in ["", "soon", "1:3", "1:2:3:4", "5 apples", "1,5", "-3", "2 min 30", ".", "1..2"] {
        assert_eq!(parse(typed), None, "{typed}");
    }
}

#[test]
fn written_durations_are_parsed_back() {
    for seconds in [0.0, 45.0, 59.5, 60.0, 90.0, 3_723.0, 86_400.0, 15_552_000.0, 90.5] {
        assert_eq!(parse(&write(seconds)), Some(seconds), "{}", write(seconds));
    }
    assert_eq!(write(90.0), "1:30");
    assert_eq!(write(15_552_000.0), "180 d");
}
