//! Codes of currencies by ISO 4217.

use iso_currency::Currency as Iso;

/// Decimal digits of the minor unit of a currency; `None` for unknown codes and for units without a minor unit (XAU, XDR).
///
/// ```
/// use groundswell_core::text::currency_codes::minor_digits;
/// assert_eq!((minor_digits("JPY"), minor_digits("KWD")), (Some(0), Some(3)));
/// assert_eq!((minor_digits("PCS"), minor_digits("XAU")), (None, None));
/// ```
pub fn minor_digits(code: &str) -> Option<u8> {
    u8::try_from(Iso::from_code(code)?.exponent()?).ok()
}
