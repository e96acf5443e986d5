//! Splits of an amount into parts that sum to it exactly, by the largest remainder. Knows nothing of what the parts are.
//!
//! ```
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::numbers::split::split_by_weights;
//! let parts = split_by_weights(Money::from_minor(100).unwrap(), &[1, 1, 1]);
//! assert_eq!(parts.iter().map(|part| part.minor()).collect::<Vec<_>>(), [34, 33, 33]);
//! ```

use crate::plan::numbers::money::{Money, SUM_LIMIT, bits};

/// Splits `total` by whole-number weights so that the parts sum to it exactly: largest remainder (Hamilton),
/// remainders compared as integers, ties to the lower index. All-zero weights give all-zero parts.
pub fn split_by_weights(total: Money, weights: &[u64]) -> Vec<Money> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return vec![Money::ZERO; weights.len()];
    }
    // Work on the magnitude and restore the sign at the end, so that refunds split like payments.
    let whole = total.0.unsigned_abs();
    if let (Ok(sum), true) = (u64::try_from(sum), weights.len() <= FEW)
        && bits(whole) + bits(sum) <= 64
    {
        return split_few(whole, total.0 < 0, weights, sum);
    }
    let (mut parts, mut remainders) = (Vec::with_capacity(weights.len()), Vec::with_capacity(weights.len()));
    for &weight in weights {
        let share = u128::from(whole) * u128::from(weight);
        // A part never exceeds the whole.
        parts.push(u64::try_from(share / sum).unwrap_or(whole));
        remainders.push(share % sum);
    }
    let missing = usize::try_from(whole - parts.iter().sum::<u64>()).unwrap_or(0);
    if missing > 0 {
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        // A stable sort keeps ties in order.
        by_remainder.sort_by_key(|&index| std::cmp::Reverse(remainders[index]));
        for &index in by_remainder.iter().take(missing) {
            parts[index] += 1;
        }
    }
    let sign = if total.0 < 0 { -1 } else { 1 };
    // Each part is within the total's own range.
    parts.into_iter().map(|part| Money(i64::try_from(part).unwrap_or(SUM_LIMIT) * sign)).collect()
}

/// Up to this many parts are split without allocating anything but the result.
const FEW: usize = 64;

/// As [`split_by_weights`], for at most [`FEW`] parts whose products fit 64 bits, as those of line items do.
fn split_few(whole: u64, negative: bool, weights: &[u64], sum: u64) -> Vec<Money> {
    let (mut parts, mut remainders) = ([0u64; FEW], [0u64; FEW]);
    let count = weights.len();
    let mut left = whole;
    // Weights repeat (whole weeks), and a division costs more than a comparison.
    let mut last = (0, 0, 0);
    for (at, &weight) in weights.iter().enumerate() {
        if weight != last.0 {
            let share = whole * weight;
            let part = share / sum;
            last = (weight, part, share - part * sum);
        }
        parts[at] = last.1;
        remainders[at] = last.2;
        left -= last.1;
    }
    while left > 0 {
        // The largest remainder, the first of equals; fewer minor units are missing than there are parts.
        let largest = (0..count).rev().max_by_key(|&at| remainders[at]).unwrap_or(0);
        parts[largest] += 1;
        remainders[largest] = 0;
        left -= 1;
    }
    let sign = if negative { -1 } else { 1 };
    // Each part is within the total's own range.
    parts[..count].iter().map(|&part| Money(i64::try_from(part).unwrap_or(SUM_LIMIT) * sign)).collect()
}
