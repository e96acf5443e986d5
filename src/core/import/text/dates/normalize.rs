//! Prepares the text of a date for splitting it into tokens: plain lower-case letters (Greek ones in Latin script), digits
//! for Chinese numerals, one character for a weekday in Chinese, Japanese and Korean, no time of day.
//!
//! Must not know which number is the day.

use super::times::without_times;
use crate::text::width::narrow;

/// A text in lower case without accents and times of day; a weekday in Chinese, Japanese and Korean is one character.
pub(in crate::import) fn normalized(text: &str) -> String {
    let plain: String = text.chars().filter_map(plain_letter).collect();
    let plain = plain.replace("&nbsp;", " ");
    let plain = with_weekday_signs(&with_digits(&plain));
    let plain = without_times(&plain);
    plain.trim().to_owned()
}

/// A character in half width and lower case, without its accent. `None` for invisible ones.
fn plain_letter(letter: char) -> Option<char> {
    let letter = match narrow(letter) {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        // Accents that are characters of their own.
        '\u{300}'..='\u{36f}' => return None,
        letter => letter,
    };
    Some(match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        // The last ones of each line are Vietnamese.
        'à'..='å' | 'À'..='Å' | 'ă' | 'Ă' | 'Ạ'..='ặ' => 'a',
        'ç' | 'Ç' => 'c',
        'đ' | 'Đ' => 'd',
        'è'..='ë' | 'È'..='Ë' | 'Ẹ'..='ệ' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ĩ' | 'Ĩ' | 'Ỉ'..='ị' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ơ' | 'Ơ' | 'Ọ'..='ợ' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ũ' | 'Ũ' | 'ư' | 'Ư' | 'Ụ'..='ự' => 'u',
        '‐' | '‑' | '−' | '﹣' => '-',
        '〜' | '～' => '~',
        '、' | '，' => ',',
        '。' => '.',
        '’' | '‘' | '`' | '´' => '\'',
        '号' | '號' => '号',
        '年' | '년' => '年',
        '周' | '週' => '周',
        '禮' => '礼',
        '【' | '[' => '(',
        '】' | ']' => ')',
        '点' | '點' => '点',
        '时' | '時' => '时',
        'Ά'..='ώ' => latin(letter),
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    })
}

/// A Greek letter in Latin script, as far as names of months have it.
fn latin(letter: char) -> char {
    match letter {
        'Α' | 'α' | 'Ά' | 'ά' => 'a',
        'Β' | 'β' => 'v',
        'Γ' | 'γ' => 'g',
        'Δ' | 'δ' => 'd',
        'Ε' | 'ε' | 'Έ' | 'έ' => 'e',
        'Ι' | 'ι' | 'Ί' | 'ί' | 'Ϊ' | 'ϊ' | 'ΐ' => 'i',
        'Κ' | 'κ' => 'k',
        'Λ' | 'λ' => 'l',
        'Μ' | 'μ' => 'm',
        'Ν' | 'ν' => 'n',
        'Ο' | 'ο' | 'Ό' | 'ό' | 'Ω' | 'ω' | 'Ώ' | 'ώ' => 'o',
        'Π' | 'π' => 'p',
        'Ρ' | 'ρ' => 'r',
        'Σ' | 'σ' | 'ς' => 's',
        'Τ' | 'τ' => 't',
        'Υ' | 'υ' | 'Ύ' | 'ύ' => 'u',
        'Φ' | 'φ' => 'f',
        _ => letter,
    }
}

/// Chinese numerals before 年, 月, 日 and the like as digits: 三月 is 3月, 十二月 is 12月.
fn with_digits(text: &str) -> String {
    if !text.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇', '零']) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut written, mut at) = (String::new(), 0);
    while at < letters.len() {
        let length = letters[at..].iter().take_while(|letter| numeral(**letter).is_some()).count();
        let next = letters.get(at + length);
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let counts = next.is_some_and(|next| matches!(next, '年' | '月' | '日' | '号' | '季' | '周'));
        // 星期三, 周六: a day of the week. 第三周 is a week.
        let is_weekday = before.is_some_and(|before| matches!(before, '期' | '周' | '拜'));
        if length > 0 && counts && !is_weekday {
            written.push_str(&digits(&letters[at..at + length]));
            at += length;
        } else {
            written.push(letters[at]);
            at += 1;
        }
    }
    written
}

fn numeral(letter: char) -> Option<u32> {
    "〇一二三四五六七八九十"
        .chars()
        .position(|known| known == letter || (letter == '零' && known == '〇'))
        .and_then(|at| u32::try_from(at).ok())
}

/// 二〇二七 by its digits, 二十五 by its tens.
fn digits(letters: &[char]) -> String {
    let values: Vec<u32> = letters.iter().filter_map(|letter| numeral(*letter)).collect();
    match values[..] {
        [10] => "10".to_owned(),
        [10, ones] => (10 + ones).to_string(),
        [tens, 10] => (tens * 10).to_string(),
        [tens, 10, ones] => (tens * 10 + ones).to_string(),
        _ => values.iter().map(|value| if *value == 10 { "?".to_owned() } else { value.to_string() }).collect(),
    }
}

/// 星期六, 周六, 礼拜六, (六), 土曜日, 토요일 as one sign of the private use area each.
fn with_weekday_signs(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let sign = |at: usize| u32::try_from(at).ok().and_then(|at| char::from_u32(0xe000 + at));
    let of = |names: &str, letter: Option<&char>| {
        names.chars().position(|name| Some(&name) == letter).map(|at| at % 7).and_then(sign)
    };
    let (chinese, japanese, korean) = ("一二三四五六日一二三四五六天", "月火水木金土日", "월화수목금토일");
    let (mut written, mut at) = (String::new(), 0);
    while let Some(&letter) = letters.get(at) {
        let next = |by: usize| letters.get(at + by);
        let (found, length) = match letter {
            '星' if next(1) == Some(&'期') => (of(chinese, next(2)), 3),
            '礼' if next(1) == Some(&'拜') => (of(chinese, next(2)), 3),
            '周' => (of(chinese, next(1)), 2),
            '(' if next(2) == Some(&')') => {
                (of(chinese, next(1)).or_else(|| of(japanese, next(1))).or_else(|| of(korean, next(1))), 3)
            }
            _ if next(1) == Some(&'曜') => (of(japanese, Some(&letter)), if next(2) == Some(&'日') { 3 } else { 2 }),
            _ if next(1) == Some(&'요') && next(2) == Some(&'일') => (of(korean, Some(&letter)), 3),
            _ => (None, 1),
        };
        match found {
            Some(sign) => {
                written.push(' ');
                written.push(sign);
                written.push(' ');
                at += length;
            }
            None => {
                written.push(match letter {
                    '월' => '月',
                    '일' => '日',
                    other => other,
                });
                at += 1;
            }
        }
    }
    written
}
