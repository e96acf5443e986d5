//! Rounding: half away from zero, everywhere.

/// `value / by`, rounded half away from zero; `by` is above zero.
pub fn div_half_away(value: i128, by: i128) -> i128 {
    let half = if value < 0 { -by / 2 } else { by / 2 };
    (value + half) / by
}
