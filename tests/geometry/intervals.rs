//! The geometry of intervals on a common scale, without a browser.

use groundswell::geometry::bars::WHOLE;
use groundswell::geometry::intervals::{DrawnInterval, Interval, draw_interval, scale_end};
use proptest::prelude::*;

fn interval(low: i64, middle: i64, high: i64) -> Interval {
    Interval { low, middle, high }
}

#[test]
fn an_interval_is_drawn_at_its_values() {
    let found = draw_interval(interval(1_000, 2_000, 4_000), 5_000);
    assert_eq!(found, DrawnInterval { from: 2_000, length: 6_000, middle: 4_000, cut: false });
    assert_eq!(draw_interval(interval(2_000, 2_000, 2_000), 2_000).length, 60, "a narrow interval is still visible");
}

#[test]
fn a_wide_interval_does_not_compress_the_others() {
    let known = [interval(1_600, 2_000, 2_500), interval(2_000, 2_600, 90_000)];
    assert_eq!(scale_end(&known, None), 7_800);
    assert!(draw_interval(known[1], 7_800).cut && !draw_interval(known[0], 7_800).cut);
    assert_eq!(scale_end(&known[..1], Some(3_000)), 3_000);
    assert_eq!(scale_end(&[], None), 1);
}

proptest! {
    #[test]
    fn every_interval_lies_on_the_scale_and_contains_its_middle(
        mut ends in prop::array::uniform3(0i64..9_007_199_254_740_991),
        top in 0i64..9_007_199_254_740_991,
    ) {
        ends.sort_unstable();
        let found = draw_interval(interval(ends[0], ends[1], ends[2]), top);
        prop_assert!(found.length > 0 && found.from + found.length <= WHOLE);
        prop_assert!(found.from <= found.middle && found.middle <= found.from + found.length);
        prop_assert!(scale_end(&[interval(ends[0], ends[1], ends[2])], None) > 0);
    }
}
