//! Signs and codes of currencies beside a typed number.

use super::Numeral;
use crate::text::currency_signs::{SIGNS, is_sign, sharing};

impl Numeral {
    /// Whether its currency, if any, can be the one with an ISO 4217 code: `$` can be many.
    pub fn may_be_in(&self, code: &str) -> bool {
        let sign = self.currency.as_str();
        let is_it = || sign == code || sharing(sign).contains(&code) || SIGNS.contains(&(sign, code));
        sign.is_empty() || is_it() || (sign == "RMB" && code == "CNY")
    }
}

/// The ISO 4217 codes in use; other three capitals are a unit, such as PCS.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL \
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG RMB";

/// The length of the currency sign or code at the start of a text; 0 for none: `HK$`, `CNY`, `元`.
pub(super) fn currency_length(letters: &[char]) -> usize {
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let then_dollar = letters.get(capitals) == Some(&'$');
    let code: String = letters[..capitals].iter().collect();
    match capitals {
        0 => usize::from(letters.first().is_some_and(|letter| is_sign(*letter))),
        1 | 2 if then_dollar => capitals + 1,
        3 if CODES.split_whitespace().any(|known| known == code) => 3,
        _ => 0,
    }
}
