//! Splits of an amount that sum to the whole (largest remainder).

use crate::plan::numbers::money::{Money, SUM_LIMIT, bits};

/// Splits `total` by whole-number weights so that the parts sum to it exactly: largest remainder (Hamilton),
/// remainders compared as integers, ties to the lower index. All-zero weights give all-zero parts.
pub fn split_by_weights(total: Money, weights: &[u64]) -> Vec<Money> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return vec![Money::ZERO; weights.len()];
    }
    // Work on the magnitude and give the sign back at the end, so that refunds split like payments.
    let whole = total.0.unsigned_abs();
    if let (Ok(sum), true) = (u64::try_from(sum), weights.len() <= FEW)
        && bits(whole) + bits(sum) <= 64
    {
        return split_few(whole, total.0 < 0, weights, sum);
    }
    let (mut parts, mut remainders) = (Vec::with_capacity(weights.len()), Vec::with_capacity(weights.len()));
    for &weight in weights {
        let share = u128::from(whole) * u128::from(weight);
        // A part is no more than the whole.
        parts.push(u64::try_from(share / sum).unwrap_or(whole));
        remainders.push(share % sum);
    }
    let missing = usize::try_from(whole - parts.iter().sum::<u64>()).unwrap_or(0);
    if missing > 0 {
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        // A stable sort: ties stay in their order.
        by_remainder.sort_by_key(|&index| std::cmp::Reverse(remainders[index]));
        for &index in by_remainder.iter().take(missing) {
            parts[index] += 1;
        }
    }
    let sign = if total.0 < 0 { -1 } else { 1 };
    // Each part is within the total's own range.
    parts.into_iter().map(|part| Money(i64::try_from(part).unwrap_or(SUM_LIMIT) * sign)).collect()
}

/// Up to this many parts are split without asking for memory but for the answer.
pub(in crate::plan) const FEW: usize = 64;

/// As [`split_by_weights`], for few parts whose products fit 64 bits: what the lines of a budget are split with.
pub(in crate::plan) fn split_few(whole: u64, negative: bool, weights: &[u64], sum: u64) -> Vec<Money> {
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
        // The largest remainder, the first of equals; fewer coins are missing than there are parts.
        let largest = (0..count).rev().max_by_key(|&at| remainders[at]).unwrap_or(0);
        parts[largest] += 1;
        remainders[largest] = 0;
        left -= 1;
    }
    let sign = if negative { -1 } else { 1 };
    // Each part is within the total's own range.
    parts[..count].iter().map(|&part| Money(i64::try_from(part).unwrap_or(SUM_LIMIT) * sign)).collect()
}
