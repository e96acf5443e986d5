//! Signs, codes and names of currencies beside a number.
//!
//! Must not know what the number is.

use crate::plan::numbers::currency::Currency;

/// Signs and words of currencies with their codes; the longer signs first, since HK$ holds $.
const SIGNS: [(&str, &str); 41] = [
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("NZ$", "NZD"),
    ("R$", "BRL"),
    ("US $", "USD"),
    ("S$", "SGD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("円", "JPY"),
    ("원", "KRW"),
    ("euro", "EUR"),
    ("Euro", "EUR"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₪", "ILS"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("฿", "THB"),
    ("$", "USD"),
    ("¥", "CNY"),
    ("元", "CNY"),
];

/// Names of currencies beside signs and codes.
const NAMES: [&str; 27] = [
    "人民币",
    "新台币",
    "台币",
    "美元",
    "美金",
    "欧元",
    "英镑",
    "日元",
    "港币",
    "港元",
    "euros",
    "euro",
    "eur",
    "usd",
    "gbp",
    "rmb",
    "cny",
    "jpy",
    "hkd",
    "chf",
    "zł",
    "kč",
    "ft",
    "元整",
    "rs.",
    "dollars",
    "pounds",
];

/// The length of a currency's sign, code or name that a text begins with; 0 where it does not.
pub(super) fn currency_length(letters: &[char]) -> usize {
    let is_word = |length: usize| letters.get(length).is_none_or(|next| !next.is_alphabetic());
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let name = NAMES.into_iter().find_map(|name| {
        let length = name.chars().count();
        let same = letters.len() >= length
            && name.chars().zip(letters).all(|(wanted, letter)| letter.to_lowercase().eq(wanted.to_lowercase()));
        (same && (!name.is_ascii() || is_word(length))).then_some(length)
    });
    match letters.first() {
        Some(first) if is_currency(*first) => 1,
        // HK$, US$, R$
        Some(_) if (1..=2).contains(&capitals) && letters.get(capitals) == Some(&'$') => capitals + 1,
        Some(_) if name.is_some() => name.unwrap_or(0),
        Some(_) if capitals == 3 => {
            let code: String = letters[..3].iter().collect();
            // USD$ says it twice.
            let sign = usize::from(letters.get(3).is_some_and(|next| is_currency(*next)));
            if Currency::from_code(&code).is_some() { 3 + sign } else { 0 }
        }
        _ => 0,
    }
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '฿' | '元' | '圆' | '円' | '원' | '块' | '\u{20a0}'..='\u{20cf}')
}

/// The currency of a sign or code in the text: `US$ 20`, `20 EUR`. A sign that the plan's own currency has is the
/// plan's; `None` where there is neither.
pub fn currency_in(text: &str, home: Currency) -> Option<Currency> {
    let text = text.replace('￥', "¥").replace('＄', "$");
    let code = text
        .split(|letter: char| !letter.is_ascii_uppercase())
        .filter(|word| word.len() == 3)
        .find_map(Currency::from_code);
    if code.is_some() {
        return code;
    }
    let (sign, code) = SIGNS.into_iter().find(|(sign, _)| text.contains(sign))?;
    let shared = match sign {
        "$" => home.code().ends_with('D') || home.code() == "MXN",
        "¥" => home.code() == "JPY",
        _ => false,
    };
    if shared { Some(home) } else { Currency::from_code(code) }
}
