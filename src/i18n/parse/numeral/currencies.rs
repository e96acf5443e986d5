//! Signs and codes of currencies beside a typed number.

use super::Numeral;
use crate::text::currency_codes::minor_digits;
use crate::text::currency_signs::{SIGNS, is_sign, sharing};

impl Numeral {
    /// Whether its currency, if any, can be the one with an ISO 4217 code: `$` can be many.
    pub fn may_be_in(&self, code: &str) -> bool {
        let sign = self.currency.as_str();
        let is_it = || sign == code || sharing(sign).contains(&code) || SIGNS.contains(&(sign, code));
        sign.is_empty() || is_it() || (sign == "RMB" && code == "CNY")
    }
}

/// The length of the currency sign or code at the start of a text; 0 for none: `HK$`, `CNY`, `元`.
pub(super) fn currency_length(letters: &[char]) -> usize {
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let then_dollar = letters.get(capitals) == Some(&'$');
    let code: String = letters[..capitals].iter().collect();
    match capitals {
        0 => usize::from(letters.first().is_some_and(|letter| is_sign(*letter))),
        1 | 2 if then_dollar => capitals + 1,
        // Other three capitals are a unit, such as PCS.
        3 if code == "RMB" || minor_digits(&code).is_some() => 3,
        _ => 0,
    }
}
