//! The geometry of the line chart, without a browser.

use groundswell::geometry::charts::{grid, path, place};
use proptest::prelude::*;

#[test]
fn grid_lines_are_round_and_cover_the_path() {
    assert_eq!(grid(8_000.0, 12_000.0, 4), [8_000.0, 9_000.0, 10_000.0, 11_000.0, 12_000.0]);
    assert_eq!(grid(0.0, 0.0, 4).first(), Some(&0.0));
    assert_eq!(grid(7.0, 7.0, 2), [0.0, 5.0, 10.0]);
    assert!(grid(f64::NAN, 1.0, 4).is_empty());
}

#[test]
fn a_line_spans_the_width_and_rises_with_its_values() {
    assert_eq!(path(&[0.0, 5.0, 10.0], 0.0, 10.0), "M0 100L50 50L100 0");
    assert_eq!(path(&[1.0], 0.0, 2.0), "M0 50");
    assert_eq!(path(&[1.0, 2.0, 2.0, 2.0], 0.0, 3.0), "M0 66.67L33.33 33.33L66.67 33.33L100 33.33");
    assert_eq!(path(&[], 0.0, 1.0), "");
}

#[test]
fn a_flat_line_is_vertically_centred() {
    assert!((place(3.0, 3.0, 3.0) - 50.0).abs() < f64::EPSILON);
}

proptest! {
    #[test]
    fn the_grid_covers_the_range_with_few_lines(least in -1e9f64..1e9, width in 1e-3f64..1e9, wanted in 2u32..8) {
        let lines = grid(least, least + width, wanted);
        prop_assert!(lines.first().unwrap() <= &(least + width * 1e-6));
        prop_assert!(lines.last().unwrap() >= &(least + width * (1.0 - 1e-6)));
        prop_assert!(lines.len() <= wanted as usize + 3);
    }
}
