//! The rounding rule, half away from zero, wherever a figure is displayed or split with fewer digits.

use groundswell::i18n::format::pattern::{percent_points, shortened};
use groundswell::plan::budget::unit_cost::cost_per;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::numbers::ratio::BasisPoints;
use groundswell::plan::numbers::rounding::div_half_away;
use proptest::prelude::*;

/// `top / by` rounded half away from zero, by definition: the nearest whole number, of two equally near the larger magnitude.
fn rounded(top: i128, by: i128) -> i128 {
    let (whole, rest) = (top.abs() / by, top.abs() % by);
    (whole + i128::from(rest * 2 >= by)) * top.signum()
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

#[test]
fn halves_round_away_from_zero() {
    let decimal = |raw| Decimal::from_scaled(raw, 4).unwrap();
    assert_eq!((decimal(80_870).to_scaled(2), decimal(80_850).percent_shown()), (809, 810));
    assert_eq!((decimal(-80_850).to_scaled(2), decimal(-80_850).percent_shown()), (-809, -810));
    assert_eq!(money(-5).share(BasisPoints(5_000)), money(-3));
    assert_eq!((money(80_870).share_of(money(1_000_000)), money(1).share_of(money(10_000))), (Some(810), Some(1)));
    assert_eq!(percent_points(-0.000_125), (-13, 3));
}

proptest! {
    #[test]
    fn displayed_figures_round_half_away_from_zero(
        raw in -999_999_999_999_999i64..=999_999_999_999_999, step in 1i64..1_000_000, points in 0u32..=1_000_000,
    ) {
        let value = Decimal::from_scaled(raw, 4).unwrap();
        for decimals in 0..=4 {
            let shown = rounded(raw.into(), 10i128.pow(4 - u32::from(decimals)));
            prop_assert_eq!(i128::from(value.to_scaled(decimals)), shown);
        }
        prop_assert_eq!(div_half_away(raw.into(), step.into()), rounded(raw.into(), step.into()));
        let tenths = rounded(raw.into(), 1_000);
        let shown = if tenths == 0 { rounded(raw.into(), 100) } else { tenths * 10 };
        prop_assert_eq!(i128::from(value.percent_shown()), shown);
        let share = rounded(i128::from(raw) * i128::from(points), 10_000);
        prop_assert_eq!(money(raw).share(BasisPoints(points)), Money::saturating(share));
    }

    #[test]
    fn amounts_and_costs_round_half_away_from_zero(
        minor in -100_000_000_000_000i64..=100_000_000_000_000, count in 1i64..1_000_000_000,
        quantity in -1_000_000_000i64..1_000_000_000, price in -1_000_000_000i64..1_000_000_000,
    ) {
        let count = Decimal::from_scaled(count, 4).unwrap();
        let each = rounded(i128::from(minor) * 10_000, count.to_scaled(4).into());
        prop_assert_eq!(cost_per(money(minor), count, 1), Some(Money::saturating(each)));
        let of = |raw| Decimal::from_scaled(raw, 4).unwrap();
        let product = rounded(i128::from(quantity) * i128::from(price), 1_000_000);
        prop_assert_eq!(Money::of(of(quantity), of(price), Currency::CNY), Some(Money::saturating(product)));
        let about = rounded(minor.into(), 100) * 100;
        let about = if minor.abs() < 10_000 { i128::from(minor) } else { about };
        prop_assert_eq!(i128::from(money(minor).about(Currency::CNY).minor()), about);
    }

    /// Displayed shares sum to the whole within their rounding errors.
    #[test]
    fn displayed_shares_sum_to_the_whole_within_rounding(parts in prop::collection::vec(1i64..1_000_000_000, 1..9)) {
        let whole = money(parts.iter().sum());
        let shares: Vec<i64> = parts.iter().map(|part| money(*part).share_of(whole).unwrap()).collect();
        let off = (shares.iter().sum::<i64>() - 10_000).abs();
        prop_assert!(off <= 5 * i64::try_from(shares.len()).unwrap(), "{:?}", shares);
        prop_assert!(shares.iter().zip(&parts).all(|(share, part)| *share > 0 || part * 20_000 < whole.minor()));
    }

    /// A change is never displayed as zero, and its relative error is at most 10 %.
    #[test]
    fn a_change_is_never_displayed_as_zero(fraction in prop_oneof![-1e3..1e3, -1e-3..1e-3, -1e-6..1e-6]) {
        let (mantissa, decimals) = percent_points(fraction);
        prop_assert_eq!(mantissa == 0, fraction == 0.0);
        #[allow(clippy::cast_precision_loss)]
        let read = mantissa as f64 / 10f64.powi(i32::from(decimals) + 2);
        prop_assert!((read - fraction).abs() <= (fraction.abs() * 0.1).max(0.5e-10) * 1.000_001, "{} {}", fraction, read);
    }

    /// Short forms keep at least two significant digits.
    #[test]
    fn short_forms_round_half_away_from_zero(value in -1_000_000_000_000i64..1_000_000_000_000) {
        let (mantissa, shown, power) = shortened(value, 0, &[3, 6, 9]);
        let scale = 10i128.pow(power) ;
        prop_assert_eq!(i128::from(mantissa), rounded(i128::from(value) * 10i128.pow(shown.into()), scale));
    }
}
