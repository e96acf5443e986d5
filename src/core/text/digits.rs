//! Written digits as a whole number of steps.

/// Why digits are no number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleError {
    /// More decimals than there are steps for, other than zeros.
    TooManyDecimals,
    /// Out of the range of `i64`.
    TooLarge,
}

/// The number with these digits, the last `behind` of which are decimals, times `10^power`, in steps of `10^-decimals`.
///
/// # Errors
/// Fails where it is no whole number of steps, or out of range.
///
/// ```
/// use groundswell_core::text::digits::{ScaleError, scaled};
/// assert_eq!(scaled(&[1, 2, 5], 1, 0, 2), Ok(1_250), "12.5 in hundredths");
/// assert_eq!(scaled(&[1, 2, 5, 0], 3, 4, 0), Ok(12_500), "1.250 times 10,000");
/// assert_eq!(scaled(&[1, 2, 5], 2, 0, 1), Err(ScaleError::TooManyDecimals));
/// assert_eq!(scaled(&[9; 20], 0, 0, 0), Err(ScaleError::TooLarge));
/// ```
pub fn scaled(digits: &[u8], behind: usize, power: u32, decimals: u8) -> Result<i64, ScaleError> {
    let mut digits = digits;
    let mut shift = i64::from(power) + i64::from(decimals) - i64::try_from(behind).unwrap_or(i64::MAX);
    // Trailing zeros of the decimals carry no information.
    while shift < 0 {
        match digits.split_last() {
            Some((0, rest)) => {
                digits = rest;
                shift += 1;
            }
            Some(_) => return Err(ScaleError::TooManyDecimals),
            None => return Ok(0),
        }
    }
    let mut value: i64 = 0;
    let zeros = usize::try_from(shift).unwrap_or(0);
    for digit in digits.iter().copied().chain(std::iter::repeat_n(0, zeros)) {
        let next = value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit)));
        value = next.ok_or(ScaleError::TooLarge)?;
    }
    Ok(value)
}

/// The nearest number of steps of `10^-decimals`, half away from zero, and whether digits were rounded off. Otherwise as
/// [`scaled`].
///
/// # Errors
/// Fails where it is out of range.
///
/// ```
/// use groundswell_core::text::digits::nearest;
/// assert_eq!(nearest(&[1, 2, 5], 2, 0, 1), Ok((13, true)), "1.25 in tenths");
/// assert_eq!(nearest(&[1, 2, 4], 2, 0, 1), Ok((12, true)));
/// assert_eq!(nearest(&[1, 2, 0], 2, 0, 1), Ok((12, false)));
/// assert_eq!(nearest(&[0, 0, 6], 2, 0, 0), Ok((0, true)));
/// assert_eq!(nearest(&[0, 6], 1, 0, 0), Ok((1, true)));
/// ```
pub fn nearest(digits: &[u8], behind: usize, power: u32, decimals: u8) -> Result<(i64, bool), ScaleError> {
    let kept = usize::try_from(power).unwrap_or(usize::MAX).saturating_add(usize::from(decimals));
    let surplus = behind.saturating_sub(kept).min(digits.len());
    let (whole, rest) = digits.split_at(digits.len() - surplus);
    let value = scaled(whole, behind.min(kept), power, decimals)?;
    let up = rest.first().is_some_and(|digit| *digit >= 5);
    let value = value.checked_add(i64::from(up)).ok_or(ScaleError::TooLarge)?;
    Ok((value, rest.iter().any(|digit| *digit != 0)))
}
