//! Signs and codes of currencies beside a typed number.

use super::Numeral;

impl Numeral {
    /// Whether its currency, if any, can be the one with an ISO 4217 code: `$` can be many.
    pub fn may_be_in(&self, code: &str) -> bool {
        let sign = self.currency.as_str();
        sign.is_empty() || sign == code || {
            let named = |codes: &[&str]| codes.contains(&code);
            match sign {
                "$" => DOLLARS.split_whitespace().any(|known| known == code),
                "¥" => named(&["CNY", "JPY"]),
                "元" | "圆" | "块" => named(&["CNY", "TWD", "HKD", "MOP"]),
                "RMB" => code == "CNY",
                "£" => named(&["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SYP", "SDG", "SSP"]),
                "₩" => named(&["KRW", "KPW"]),
                "₨" => named(&["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
                _ => SIGNS.contains(&(sign, code)),
            }
        }
    }
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '฿' | '元' | '圆' | '块' | '\u{20a0}'..='\u{20cf}')
}

/// Signs of exactly one currency.
const SIGNS: [(&str, &str); 23] = [
    ("€", "EUR"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("₲", "PYG"),
    ("₡", "CRC"),
    ("₵", "GHS"),
    ("฿", "THB"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
];

/// The currencies whose sign is the dollar's.
const DOLLARS: &str = "USD AUD CAD NZD HKD SGD TWD MOP BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD MXN ARS \
    CLP COP CUP DOP UYU";

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
        0 => usize::from(letters.first().is_some_and(|letter| is_currency(*letter))),
        1 | 2 if then_dollar => capitals + 1,
        3 if CODES.split_whitespace().any(|known| known == code) => 3,
        _ => 0,
    }
}
