//! Signs, codes and names of currencies beside a number.
//!
//! Must not know what the number is.

use super::is_placeholder;
use super::literal::NumberLiteral;
use crate::plan::numbers::currency::Currency;
use crate::text::currency_signs::{SIGNS, is_sign, sharing};

/// Further signs and words with their codes; of a sign that several currencies share, the most common one's.
const WORDS: [(&str, &str); 23] = [
    ("US $", "USD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("euro", "EUR"),
    ("Euro", "EUR"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("kč", "CZK"),
    ("₨", "INR"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("$", "USD"),
    ("¥", "CNY"),
    ("元", "CNY"),
];

/// Signs and words that occur beside a number and are too short or too common to be searched for in a heading.
const SIGNS_BESIDE_NUMBERS: [(&str, &str); 7] = [
    ("RS.", "INR"),
    ("DOLLARS", "USD"),
    ("POUNDS", "GBP"),
    ("FT", "HUF"),
    ("元整", "CNY"),
    ("圆", "CNY"),
    ("块", "CNY"),
];

/// All signs and words that are searched for in a heading.
fn signs() -> impl Iterator<Item = (&'static str, &'static str)> {
    SIGNS.into_iter().chain(WORDS)
}

/// The currencies that share a sign or a word; empty for one that means one currency.
fn sharing_it(sign: &str) -> &'static [&'static str] {
    match &*sign.to_uppercase() {
        "DOLLARS" => sharing("$"),
        "POUNDS" => sharing("£"),
        "元整" => sharing("元"),
        "RS." => sharing("₨"),
        "KR" | "KR." => &["SEK", "NOK", "DKK", "ISK"],
        sign => sharing(sign),
    }
}

/// Names of currencies beside signs and codes.
const CURRENCY_NAMES: [&str; 29] = [
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
    "kr.",
    "kr",
];

/// The length of a currency's sign, code or name that a text begins with; 0 where it does not.
pub(super) fn currency_length(letters: &[char]) -> usize {
    let is_word = |length: usize| letters.get(length).is_none_or(|next| !next.is_alphabetic());
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let name = CURRENCY_NAMES.into_iter().find_map(|name| {
        let length = name.chars().count();
        let same = letters.len() >= length
            && name.chars().zip(letters).all(|(wanted, letter)| letter.to_lowercase().eq(wanted.to_lowercase()));
        (same && (!name.is_ascii() || is_word(length))).then_some(length)
    });
    match letters.first() {
        Some(first) if is_sign(*first) => 1,
        // HK$, US$, R$
        Some(_) if (1..=2).contains(&capitals) && letters.get(capitals) == Some(&'$') => capitals + 1,
        Some(_) if name.is_some() => name.unwrap_or(0),
        Some(_) if capitals == 3 => {
            let code: String = letters[..3].iter().collect();
            // USD$ has both a code and a sign.
            let sign = usize::from(letters.get(3).is_some_and(|next| is_sign(*next)));
            if Currency::from_code(&code).is_some() { 3 + sign } else { 0 }
        }
        _ => 0,
    }
}

/// The currency of a sign or code in the text: `US$ 20`, `20 EUR`, `Amount (€)`. A sign that the plan's own currency has
/// is the plan's; `None` where there is neither.
pub fn currency_in(text: &str, home: Currency) -> Option<Currency> {
    currency_of(&sign_in(text)?, home)
}

/// The first sign, code or name of a currency in a text, as written and whether or not it is known: `US$` in `US$ 20`, `€`
/// in `Amount (€)`, `₿` in `₿ 20`.
pub fn sign_in(text: &str) -> Option<String> {
    if let Some(sign) = currency_signs(text).into_iter().next() {
        return Some(sign);
    }
    let text = text.replace('￥', "¥").replace('＄', "$");
    let code = text
        .split(|letter: char| !letter.is_ascii_uppercase())
        .find(|word| word.len() == 3 && Currency::from_code(word).is_some());
    if let Some(code) = code {
        return Some(code.to_owned());
    }
    if let Some(sign) = unknown_dollar(&text) {
        return Some(sign);
    }
    if let Some((sign, _)) = signs().find(|(sign, _)| is_within(&text, sign)) {
        return Some(sign.to_owned());
    }
    let word = text.split(|letter: char| !letter.is_alphabetic()).find(|word| matches!(*word, "kr" | "Kr"));
    word.map(str::to_owned).or_else(|| text.chars().find(|letter| is_sign(*letter)).map(String::from))
}

/// Whether a text has a sign or name that is no part of a longer word: `Amount, NT$` has `NT$`, `AMOUNT$` has `$`.
fn is_within(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
        let (before, after) = (&text[..at], &text[at + sign.len()..]);
        let begins = !(is_letter(sign.chars().next()) && is_letter(before.chars().next_back()));
        let after = after.strip_prefix('s').unwrap_or(after);
        begins && !(is_letter(sign.chars().next_back()) && is_letter(after.chars().next()))
    })
}

/// A dollar of a country that is not known: `XY$`. K$ and M$ are thousands and millions.
fn unknown_dollar(text: &str) -> Option<String> {
    text.match_indices('$').find_map(|(at, _)| {
        let before = &text[..at];
        let country = &before[before.trim_end_matches(|letter: char| letter.is_ascii_uppercase()).len()..];
        let sign = [country, "$"].concat();
        let is_unknown = (1..=2).contains(&country.len())
            && !matches!(country, "K" | "M")
            && signs().all(|(known, _)| known != sign);
        is_unknown.then_some(sign)
    })
}

/// Whether a sign means one known currency, or the most common of several.
pub fn is_known_sign(sign: &str) -> bool {
    only_meaning(sign).is_some()
}

/// The first sign, code or name beside the number in a cell that cannot mean `currency`, as written; `None` where
/// the number has none, or there is no number.
///
/// ```
/// use groundswell_core::import::text::numbers::other_currency;
/// use groundswell_core::plan::numbers::currency::Currency;
/// assert_eq!(other_currency("US$ 1,200", Currency::CNY).as_deref(), Some("US$"));
/// assert_eq!(other_currency("￥1,200", Currency::CNY), None);
/// ```
pub fn other_currency(text: &str, currency: Currency) -> Option<String> {
    currency_signs(text).into_iter().find(|sign| !may_be(sign, currency))
}

/// The signs, codes and names of currencies beside the number in a cell, as written.
pub fn currency_signs(text: &str) -> Vec<String> {
    let text = text.trim();
    // Most cells are plain numbers.
    if is_placeholder(text) || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return Vec::new();
    }
    NumberLiteral::of(text).ok().flatten().map(|literal| literal.currencies).unwrap_or_default()
}

/// Whether several currencies have the sign: `$`, 元.
pub fn is_shared_sign(sign: &str) -> bool {
    !sharing_it(sign).is_empty()
}

/// Whether a shared sign leaves its currency open to a reader whose own is `home`. `$` and `kr` are used in many countries and
/// settled only where the reader's own currency is the most common with that sign. The others mean the most common one, unless the
/// reader's own has the sign too.
///
/// ```
/// use groundswell_core::import::text::numbers::is_open_sign;
/// use groundswell_core::plan::numbers::currency::Currency;
/// let of = |code| Currency::from_code(code).unwrap();
/// assert!(is_open_sign("$", of("AUD")) && !is_open_sign("$", of("USD")));
/// assert!(is_open_sign("¥", of("JPY")) && !is_open_sign("¥", of("CNY")) && !is_open_sign("£", of("USD")));
/// ```
pub fn is_open_sign(sign: &str, home: Currency) -> bool {
    const WIDESPREAD: [&str; 6] = ["$", "DOLLARS", "KR", "KR.", "₨", "RS."];
    let is_widespread = WIDESPREAD.contains(&sign.to_uppercase().as_str());
    is_shared_sign(sign) && only_meaning(sign) != Some(home) && (is_widespread || may_be(sign, home))
}

/// Whether a sign can mean a currency: `$` can mean many.
pub fn may_be(sign: &str, currency: Currency) -> bool {
    match sharing_it(sign) {
        [] => only_meaning(sign) == Some(currency),
        codes => codes.contains(&currency.code()),
    }
}

/// The currency that a sign, code or name means: `home` if it can, else the most common one. `None` if it is not known.
pub fn currency_of(sign: &str, home: Currency) -> Option<Currency> {
    if may_be(sign, home) { Some(home) } else { only_meaning(sign) }
}

fn only_meaning(sign: &str) -> Option<Currency> {
    let upper = sign.to_uppercase();
    let in_table = |(known, _): &(&str, &str)| known.to_uppercase() == upper;
    let (_, code) = signs().chain(SIGNS_BESIDE_NUMBERS).find(in_table).unwrap_or(("", ""));
    // EUR, euros, USD$
    Currency::from_code(code).or_else(|| Currency::from_code(upper.get(..3)?))
}
