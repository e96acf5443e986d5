//! The geometry of the timeline, without a browser.

use chrono::{Days, NaiveDate};
use groundswell::geometry::timeline::{Connector, Ruler, RulerUnit, Zoom, connector, pages};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Twenty weeks on 1,000 pixels.
fn twenty_weeks(zoom: Zoom) -> Ruler {
    Ruler::new(day("2027-03-01"), day("2027-07-18"), zoom, 1_000.0, 16.0)
}

#[test]
fn days_map_to_positions_and_dragging_snaps_to_whole_days() {
    let all = twenty_weeks(Zoom::All);
    assert_eq!(all.days, 140);
    assert!((all.width() - 1_000.0).abs() < 1e-9);
    assert!((all.place(day("2027-03-29")) - 20.0).abs() < 1e-9);
    assert!((all.share(day("2027-03-01"), day("2027-03-28")) - 20.0).abs() < 1e-9);
    let week = twenty_weeks(Zoom::Week);
    assert!((week.day - 40.0).abs() < 1e-9);
    assert_eq!([19.0, 21.0, -61.0, f64::NAN].map(|pixels| week.days_dragged(pixels)), [0, 1, -2, 0]);
}

#[test]
fn ruler_marks_are_as_fine_as_the_width_allows() {
    assert_eq!(twenty_weeks(Zoom::Week).units(), (RulerUnit::Month, RulerUnit::Day));
    assert_eq!(twenty_weeks(Zoom::Month).units(), (RulerUnit::Month, RulerUnit::Week));
    assert_eq!(twenty_weeks(Zoom::All).units(), (RulerUnit::Month, RulerUnit::Week));
    let narrow = Ruler::new(day("2027-03-01"), day("2027-07-18"), Zoom::All, 200.0, 16.0);
    assert_eq!(narrow.units(), (RulerUnit::Year, RulerUnit::Month));
    let years = Ruler::new(day("2022-01-03"), day("2031-01-01"), Zoom::All, 200.0, 16.0);
    assert!((years.day - 1.0).abs() < 1e-9);
    assert_eq!(years.units(), (RulerUnit::Year, RulerUnit::Quarter));
    let months = twenty_weeks(Zoom::All).marks(RulerUnit::Month);
    let found: Vec<(u32, u32)> = months.iter().map(|mark| (mark.at, mark.days)).collect();
    assert_eq!(found, [(0, 31), (31, 30), (61, 31), (92, 30), (122, 18)]);
    let quarters: Vec<NaiveDate> =
        twenty_weeks(Zoom::All).marks(RulerUnit::Quarter).iter().map(|mark| mark.from).collect();
    assert_eq!(quarters, [day("2027-03-01"), day("2027-04-01"), day("2027-07-01")]);
}

#[test]
fn dependency_arrows_bend_forward_or_back() {
    let on = connector((2, 14), (5, 20));
    assert_eq!(on, Connector { left: 14, days: 6, from: 2, to: 5, back: false });
    let back = connector((5, 14), (2, 3));
    assert_eq!(back, Connector { left: 3, days: 11, from: 5, to: 2, back: true });
    assert!(on.is_in((3, 4), (0, 140)) && on.is_in((5, 9), (15, 16)));
    assert!(!on.is_in((6, 9), (0, 140)) && !on.is_in((0, 9), (21, 30)) && !on.is_in((0, 2), (0, 140)));
}

#[test]
fn a_printed_page_repeats_the_heading_of_its_first_rows() {
    let rows = [true, false, false, false, true, false, false];
    assert_eq!(pages(&rows, 4), [vec![0, 1, 2, 3], vec![4, 5, 6]]);
    assert_eq!(pages(&rows, 3), [vec![0, 1, 2], vec![0, 3], vec![4, 5, 6]]);
    // A heading is not the last row of a page.
    assert_eq!(pages(&rows, 5), [vec![0, 1, 2, 3], vec![4, 5, 6]]);
    assert!(pages(&[], 5).is_empty());
}

proptest! {
    #[test]
    fn marks_cover_the_ruler_without_gap(start in 0u64..20_000, length in 1u64..4_000, unit in 0usize..5) {
        let first = day("1990-01-01") + Days::new(start);
        let ruler = Ruler::new(first, first + Days::new(length - 1), Zoom::Month, 0.0, 16.0);
        let unit = [RulerUnit::Day, RulerUnit::Week, RulerUnit::Month, RulerUnit::Quarter, RulerUnit::Year][unit];
        let mut at = 0;
        for mark in ruler.marks(unit) {
            prop_assert_eq!((mark.at, ruler.offset(mark.from)), (at, i64::from(at)));
            at += mark.days;
        }
        prop_assert_eq!(u64::from(at), length);
    }

    #[test]
    fn only_the_visible_range_is_rendered_with_a_margin(left in 0.0f64..6_000.0, width in 50.0f64..2_000.0, zoom in 0usize..3) {
        let ruler = Ruler::new(day("2027-03-01"), day("2027-07-18"), Zoom::ALL[zoom], width, 16.0);
        let (first, end) = ruler.in_view(left, width);
        prop_assert!(first <= end && end <= ruler.days);
        let seen = |pixels: f64| (pixels / ruler.day).clamp(0.0, f64::from(ruler.days));
        prop_assert!(f64::from(first) <= seen(left) && f64::from(end) >= seen(left + width));
        prop_assert!(f64::from(end - first) <= 3.0 * width / ruler.day + 8.0);
    }

    #[test]
    fn every_row_is_printed_once(headings in prop::collection::vec(prop::bool::weighted(0.2), 0..200), most in 3usize..40) {
        let pages = pages(&headings, most);
        let mut rows = Vec::new();
        for page in &pages {
            prop_assert!(!page.is_empty() && page.len() <= most);
            // The repeated heading is not counted as a row.
            let repeated = usize::from(rows.last().is_some_and(|last| page[0] <= *last));
            rows.extend(&page[repeated..]);
        }
        prop_assert_eq!(rows, (0..headings.len()).collect::<Vec<_>>());
    }
}
