//! Writes a number so that [`parse`](super::parse) reads the same number again.

use crate::i18n::format::pattern::Pattern;

/// A number in steps of `10^-decimals` in plain digits with a point, in a form that [`parse`](super::parse) reads as this
/// number: `1.1250`, since `1.125` might be 1125.
///
/// ```
/// use groundswell::i18n::parse::numeral::plain;
/// assert_eq!(plain(-150_000, 2), "-1500");
/// assert_eq!(plain(11_250, 4), "1.1250");
/// ```
pub fn plain(value: i64, decimals: u8) -> String {
    let pattern = Pattern { last_group: 0, ..Pattern::default() };
    pattern.write(value, decimals, shown(value, decimals))
}

/// The fewest decimals that a field must show so that [`parse`](super::parse) reads the same number: four where there are
/// exactly three, which might be a group; else none.
pub fn shown(value: i64, decimals: u8) -> u8 {
    let kept = u32::from(decimals);
    let steps = |places: u32| 10_i64.checked_pow(kept - places);
    let ends_at = |places: u32| steps(places).is_some_and(|steps| value % steps == 0);
    if kept > 3 && ends_at(3) && !ends_at(2) { 4 } else { 0 }
}
