//! The difference between two values of a field, in its unit and as a share of the earlier value.

use super::FieldContent;
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;

/// The difference between two values, later minus earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The amount of the difference.
    pub by: DifferenceAmount,
    /// The same in basis points of the earlier value, rounded half away from zero; `None` if that was zero, and for days,
    /// shares and percentages.
    pub percent: Option<i64>,
}

/// A difference, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceAmount {
    /// Of a number.
    Number(Decimal),
    /// Of a metric's value.
    Measured(Decimal, Unit),
    /// Of an amount in the plan's currency.
    Money(Money),
    /// Of a price; in the plan's currency where none is named.
    Price(Decimal, Option<Currency>),
    /// Of a share, in basis points.
    Share(i64),
    /// In days.
    Days(i64),
}

impl Difference {
    /// The difference of two amounts in one currency; `None` if they are equal.
    pub fn of_money(from: Money, to: Money) -> Option<Difference> {
        let by = to - from;
        let percent = Ratio::new(by.minor().into(), i128::from(from.minor()).abs()).and_then(Ratio::basis_points);
        (by != Money::ZERO).then_some(Difference { by: DifferenceAmount::Money(by), percent })
    }

    fn of_decimal(from: Decimal, to: Decimal, wrap: impl FnOnce(Decimal) -> DifferenceAmount) -> Difference {
        let by = to - from;
        Difference { by: wrap(by), percent: Ratio::of(by, from.abs()).and_then(Ratio::basis_points) }
    }

    /// The difference of two values; `None` if they are of different kinds or not quantities. `same_money` says whether
    /// both plans have the same currency.
    pub(super) fn of(from: &FieldContent, to: &FieldContent, same_money: bool) -> Option<Difference> {
        match (from, to) {
            (FieldContent::Number(from), FieldContent::Number(to)) => {
                Some(Difference::of_decimal(*from, *to, DifferenceAmount::Number))
            }
            (FieldContent::Measured(from, unit), FieldContent::Measured(to, other)) if unit == other => {
                if *unit == Unit::Money && !same_money {
                    return None;
                }
                let difference = Difference::of_decimal(*from, *to, |by| DifferenceAmount::Measured(by, *unit));
                // From 40 % to 50 % is 10 percentage points; "+25 %" beside them would be misread.
                let percent = difference.percent.filter(|_| *unit != Unit::Percent);
                Some(Difference { percent, ..difference })
            }
            (FieldContent::Money(from), FieldContent::Money(to)) if same_money => Difference::of_money(*from, *to),
            (FieldContent::Price(from, currency), FieldContent::Price(to, other))
                if currency == other && (same_money || currency.is_some()) =>
            {
                Some(Difference::of_decimal(*from, *to, |by| DifferenceAmount::Price(by, *currency)))
            }
            (FieldContent::Share(from), FieldContent::Share(to)) => {
                Some(Difference { by: DifferenceAmount::Share(i64::from(to.0) - i64::from(from.0)), percent: None })
            }
            (FieldContent::Day(from), FieldContent::Day(to)) => {
                Some(Difference { by: DifferenceAmount::Days((*to - *from).num_days()), percent: None })
            }
            _ => None,
        }
    }
}
