//! The one rounding rule: half away from zero. Knows no types of numbers but integers.
//!
//! ```
//! use groundswell_core::plan::numbers::rounding::div_half_away;
//! assert_eq!([div_half_away(5, 2), div_half_away(-5, 2), div_half_away(7, 3)], [3, -3, 2]);
//! ```

/// `value / by`, rounded half away from zero; `by` is above zero.
pub fn div_half_away(value: i128, by: i128) -> i128 {
    let half = if value < 0 { -by / 2 } else { by / 2 };
    (value + half) / by
}
