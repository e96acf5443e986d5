//! The edit that applies advice to the lines.

use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::{ExpectedResult, LineItem};
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;
use crate::plan::numbers::split::split_by_weights;
use crate::plan::strategy::reallocation::ChannelMove;
use crate::plan::strategy::reallocation::candidates::Candidate;

/// The edit that gives each channel's lines the advised money; `None` if nothing changes.
pub(super) fn of(candidates: &[Candidate], moves: &[ChannelMove], currency: Currency) -> Option<PlanEdit> {
    let mut edits = Vec::new();
    for (candidate, step) in candidates.iter().zip(moves) {
        let weight = |money: Money| u64::try_from(money.minor()).unwrap_or(0);
        let open: Vec<u64> = candidate.parts.iter().map(|part| weight(part.open)).collect();
        let all: Vec<u64> = candidate.parts.iter().map(|part| weight(part.amount)).collect();
        let nothing_open = open.iter().all(|&open| open == 0);
        let parts = split_by_weights(step.to, if nothing_open { &all } else { &open });
        for (part, to) in candidate.parts.iter().zip(parts) {
            if to != part.open {
                let line = with_amount(part.line, part.amount, part.amount - part.open + to, currency);
                edits.push(PlanEdit::LineItem(ListEdit::Replace(Box::new(line))));
            }
        }
    }
    (!edits.is_empty()).then_some(PlanEdit::Batch(edits))
}

/// The line with another amount: its quantity changes at the same unit price, or at the nearest price that makes the
/// amount exact. Amounts placed by hand and expected results change in proportion.
fn with_amount(line: &LineItem, before: Money, amount: Money, currency: Currency) -> LineItem {
    let mut line = line.clone();
    let (quantity, price) = exact(amount, line.unit_price.unwrap_or_default(), currency);
    (line.quantity, line.unit_price) = (Some(quantity), Some(price));
    if let Timing::ByHand { parts } = &mut line.timing
        && parts.iter().map(|part| part.amount).sum::<Money>() == before
    {
        let weights: Vec<u64> = parts.iter().map(|part| part.amount.minor().unsigned_abs()).collect();
        for (part, amount) in parts.iter_mut().zip(split_by_weights(amount, &weights)) {
            part.amount = amount;
        }
    }
    if let Some(change) = Ratio::of_money(amount, before) {
        for ExpectedResult { count, .. } in &mut line.expected {
            let scaled = change.of_number(*count);
            *count = if count.is_whole() { scaled.rounded() } else { scaled };
        }
    }
    line
}

/// Quantity and unit price whose product is exactly the amount: at the given price if four decimals of quantity allow it,
/// else at the nearest price found, else a quantity of 1 at the whole amount.
pub(super) fn exact(amount: Money, price: Decimal, currency: Currency) -> (Decimal, Decimal) {
    const MAX_TRIES: i64 = 200;
    let is_exact = |quantity: Decimal, price: Decimal| Money::of(quantity, price, currency) == Some(amount);
    let whole = amount.to_decimal(currency).unwrap_or_default();
    let over = |by: Decimal| Ratio::of(whole, by).map(Ratio::nearest);
    if let Some(quantity) = over(price) {
        if is_exact(quantity, price) {
            return (quantity, price);
        }
        for step in 0..MAX_TRIES {
            // 0, 1, −1, 2, −2 …
            let off = if step % 2 == 1 { (step + 1) / 2 } else { -step / 2 };
            let near = Decimal::from_scaled(off, Decimal::DECIMALS).and_then(|off| (quantity + off).in_range());
            let Some(near) = near else { continue };
            match over(near) {
                Some(price) if is_exact(near, price) => return (near, price),
                _ => {}
            }
        }
    }
    (Decimal::from_int(1).unwrap_or_default(), whole)
}
