//! The line items of a draft: each phase's allocation over the channels that are used in it, to the minor unit.

use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::draft::channels::{Purpose, fit};
use crate::plan::draft::words::{DraftWords, TimeUnit};
use crate::plan::model::budget::{Category, ExpectedResult, LineItem};
use crate::plan::model::channel::{Channel, Role};
use crate::plan::model::id::Id;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::split::split_by_weights;

/// The share of a phase that small items get before the rounding of the other lines: one in twenty.
const SMALL_ITEMS: u64 = 1;
const OF: u64 = 20;

/// A line item and its amount.
pub(super) struct DraftedLine {
    pub item: LineItem,
    pub amount: Money,
}

/// The line items of one phase: one for each channel that is used in it, weighted by how well it suits the phase, at a
/// round price for a week. What the rounding leaves goes to the small items, so that the lines sum to `allocated`.
pub(super) fn lines_of(
    phase: &Phase,
    allocated: Money,
    channels: &[(Channel, Purpose)],
    currency: Currency,
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) -> Vec<DraftedLine> {
    let Some(days) = phase.days() else { return Vec::new() };
    let (quantity, unit) =
        if days.len() >= 14 { (days.len() / 7, TimeUnit::Week) } else { (days.len(), TimeUnit::Day) };
    let used: Vec<(&Channel, &'static CatalogueChannel)> = channels
        .iter()
        .filter(|(channel, _)| channel.role_in(phase.id) != Role::Unused)
        .filter_map(|(channel, _)| Some((channel, CatalogueChannel::by_key(channel.catalogue.as_deref()?)?)))
        .collect();
    let weights: Vec<u64> = used.iter().map(|(_, entry)| u64::from(fit(entry, phase.kind).max(1))).collect();
    let mut whole = weights.iter().map(|weight| weight * (OF - SMALL_ITEMS)).collect::<Vec<_>>();
    whole.push(weights.iter().sum::<u64>() * SMALL_ITEMS);
    let parts = split_by_weights(allocated, &whole);
    let mut lines = Vec::new();
    let mut left = allocated;
    for ((channel, entry), part) in used.iter().zip(parts) {
        let price = round_price(part.minor() / i64::from(quantity));
        let (Some(price), Some(key)) =
            (Money::from_minor(price).filter(|price| *price > Money::ZERO), &channel.catalogue)
        else {
            continue;
        };
        let category = entry.costs.first().copied().unwrap_or_default();
        let mut item = LineItem::new(Id::from_bits(fresh()));
        item.phase = Some(phase.id);
        item.channel = Some(channel.id);
        item.category = category;
        item.description = words.line(key, category);
        item.unit = words.unit(unit);
        item.quantity = Decimal::from_int(i64::from(quantity));
        item.unit_price = price.to_decimal(currency);
        let amount = Money::saturating(i128::from(price.minor()) * i128::from(quantity));
        left = left - amount;
        lines.push(DraftedLine { item, amount });
    }
    if left > Money::ZERO {
        let mut item = LineItem::new(Id::from_bits(fresh()));
        item.phase = Some(phase.id);
        item.category = Category::Print;
        item.description = words.small_items();
        item.quantity = Decimal::from_int(1);
        item.unit_price = left.to_decimal(currency);
        lines.push(DraftedLine { item, amount: left });
    }
    lines
}

/// A price rounded down to three significant digits.
fn round_price(minor: i64) -> i64 {
    let mut step = 1;
    while minor / step >= 1_000 {
        step *= 10;
    }
    minor / step * step
}

/// Expects the results that a goal needs from the lines on channels, in proportion to their amounts and in whole results:
/// until tests say more, each channel is expected to cost the same per result.
pub(super) fn expect_results(lines: &mut [DraftedLine], metric: MetricId, needed: Decimal) {
    let paying: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].item.channel.is_some()).collect();
    let weights: Vec<u64> =
        paying.iter().map(|at| u64::try_from(lines[*at].amount.minor()).unwrap_or_default()).collect();
    // Whole results are split as minor units are.
    let counts = split_by_weights(Money::saturating(i128::from(needed.ceil_scaled(0))), &weights);
    let counts: Option<Vec<Decimal>> = counts.iter().map(|count| Decimal::from_int(count.minor())).collect();
    // A number that no field could take is not expected at all.
    let Some(counts) = counts else { return };
    for (at, count) in paying.into_iter().zip(counts).filter(|(_, count)| count.is_positive()) {
        lines[at].item.expected = vec![ExpectedResult { metric, count }];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_keep_three_digits() {
        assert_eq!([7, 999, 1_000, 12_345, 999_999].map(round_price), [7, 999, 1_000, 12_300, 999_000]);
    }
}
