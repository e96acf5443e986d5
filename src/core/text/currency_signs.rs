//! Signs of currencies, and the ISO 4217 codes of the currencies that have them.

/// Signs of exactly one currency with its code; the longer ones first, since CA$ contains A$.
pub const SIGNS: [(&str, &str); 29] = [
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("円", "JPY"),
    ("원", "KRW"),
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
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("€", "EUR"),
    ("฿", "THB"),
];

/// The currencies whose sign is the dollar's, the most common first.
pub const DOLLARS: [&str; 30] = [
    "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MOP", "BBD", "BMD", "BND", "BSD", "BZD", "FJD", "GYD", "JMD",
    "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD", "MXN", "ARS", "CLP", "COP", "CUP", "DOP", "UYU",
];

/// The currencies that share a sign, the most common first; empty for other signs.
///
/// ```
/// use groundswell_core::text::currency_signs::sharing;
/// assert_eq!(sharing("¥"), ["CNY", "JPY"]);
/// assert!(sharing("€").is_empty());
/// ```
pub fn sharing(sign: &str) -> &'static [&'static str] {
    match sign {
        "$" => &DOLLARS,
        "¥" => &["CNY", "JPY"],
        "元" | "圆" | "块" => &["CNY", "TWD", "HKD", "MOP"],
        "£" => &["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SYP", "SDG", "SSP"],
        "₩" => &["KRW", "KPW"],
        "₨" => &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
        _ => &[],
    }
}

/// Whether a character alone is the sign of a currency.
pub fn is_sign(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '฿' | '元' | '圆' | '円' | '원' | '块' | '\u{20a0}'..='\u{20cf}')
}
