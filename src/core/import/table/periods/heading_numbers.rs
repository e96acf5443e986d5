//! Finds the number of a week, quarter or half in a heading: `W14`, 第3周, `Q2 27`, 上半年.

/// `W14`, `Week 14`, `KW 14`, 第14周, `2027-W14`; up to 520 weeks, as a plan may be long.
pub(super) fn week_number(text: &str) -> Option<(Option<i32>, u32)> {
    const MARKERS: [&str; 13] =
        ["w", "wk", "wks", "week", "weeks", "cw", "kw", "woche", "semaine", "semana", "周", "週", "星期"];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // Three digits are a week of a long plan rather than of a year.
    if digits == 3
        && let Some([HeadingToken::Word(word), HeadingToken::Number(number @ 1..=520, 3)]) = tokens(text).as_deref()
        && MARKERS.contains(&word.as_str())
    {
        return Some((None, *number));
    }
    let text = if text.contains(['周', '週']) { arabic(text) } else { text.to_owned() };
    // 周一 is a day of the week.
    if text.starts_with(['周', '週']) && digits == 0 {
        return None;
    }
    numbered(&text, &MARKERS, 99)
}

/// `Q2`, 一季度, `H1 2027`, 上半年: the year, which part, of how many.
pub(super) fn part_number(text: &str) -> Option<(Option<i32>, u32, u32)> {
    let text = arabic(text);
    if let Some((year, number)) = numbered(&text, &["q", "qtr", "quarter", "quartal", "季度", "季", "季度预算"], 4)
    {
        return Some((year, number, 4));
    }
    if let Some((year, number)) = numbered(&text, &["h", "half", "hy"], 2) {
        return Some((year, number, 2));
    }
    for (word, number) in [("上半年", 1), ("下半年", 2)] {
        if let Some(rest) = text.strip_suffix(word) {
            let year = rest.trim_end_matches('年').trim();
            return (year.is_empty() || year.len() == 4).then(|| (year.parse().ok(), number, 2));
        }
    }
    None
}

/// The number beside a marker such as `W` or 周, and the year, if the rest of the heading has no meaning.
fn numbered(text: &str, markers: &[&str], most: u32) -> Option<(Option<i32>, u32)> {
    const WORDS_BESIDE_NUMBERS: [&str; 14] =
        ["fy", "cy", "年", "第", "年第", "度", "no", "预算", "金额", "费用", "budget", "spend", "cost", "amount"];
    let tokens = tokens(text)?;
    let is_marker =
        |token: &HeadingToken| matches!(token, HeadingToken::Word(word) if markers.contains(&word.as_str()));
    let at = tokens.iter().position(is_marker)?;
    let fits = |at: Option<usize>| {
        let HeadingToken::Number(number, 1..=2) = tokens.get(at?)? else { return None };
        (1..=most).contains(number).then_some((at?, *number))
    };
    let is_han = matches!(&tokens[at], HeadingToken::Word(word) if !word.is_ascii());
    let (before, after) = (fits(at.checked_sub(1)), fits(Some(at + 1)));
    let (number_at, number) = if is_han { before.or(after)? } else { after.or(before)? };
    let mut year = None;
    for (place, token) in tokens.iter().enumerate().filter(|(place, _)| *place != at && *place != number_at) {
        match token {
            HeadingToken::Word(word) if WORDS_BESIDE_NUMBERS.contains(&word.as_str()) => {}
            HeadingToken::Number(written, 4) if year.is_none() && (1900..2200).contains(written) => {
                year = Some(*written);
            }
            // Q1 27, 1Q27: a year of two digits after it.
            HeadingToken::Number(written, 2) if year.is_none() && place > at => year = Some(2000 + written),
            _ => return None,
        }
    }
    Some((year.and_then(|year| i32::try_from(year).ok()), number))
}

/// A run of digits, or of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadingToken {
    Number(u32, usize),
    Word(String),
}

/// Numbers and words of a heading without its parentheses; `None` where there is anything else in it.
pub(super) fn tokens(text: &str) -> Option<Vec<HeadingToken>> {
    let text = text.split(['(', '[']).next().unwrap_or_default().to_lowercase();
    let mut tokens: Vec<HeadingToken> = Vec::new();
    let mut rest = text.trim();
    while let Some(letter) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        let end = if letter.is_ascii_digit() {
            let end = run(|letter| letter.is_ascii_digit());
            tokens.push(HeadingToken::Number(rest[..end].parse().ok()?, end));
            end
        } else if letter.is_alphabetic() {
            let end = run(char::is_alphabetic);
            tokens.push(HeadingToken::Word(rest[..end].to_owned()));
            end
        } else if matches!(letter, ' ' | '-' | '/' | '.' | '\'' | '’' | '_' | '#' | ',') {
            letter.len_utf8()
        } else {
            return None;
        };
        rest = &rest[end..];
    }
    Some(tokens)
}

/// Replaces Chinese numerals up to twelve by digits.
fn arabic(text: &str) -> String {
    let mut out = text.replace("十一", "11").replace("十二", "12");
    for (numeral, figure) in [
        ("一", "1"),
        ("二", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
        ("六", "6"),
        ("七", "7"),
        ("八", "8"),
        ("九", "9"),
        ("十", "10"),
    ] {
        out = out.replace(numeral, figure);
    }
    out
}
