//! Removes times of day from the text of a date: `10:30 PM`, `T09:30:00Z`, `22h30`, 12时01分35秒.

/// The text without times of day: `10:30 PM`, `T09:30:00Z`, `22h30`, 12时01分35秒.
pub(super) fn without_times(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        match time_at(&letters, at) {
            Some((from, until)) => {
                letters.splice(from..until, [' ']);
                at = from + 1;
            }
            None => at += 1,
        }
    }
    let text: String = letters.into_iter().collect();
    ["上午", "下午", "早上", "晚上", "凌晨", "中午"].iter().fold(text, |text, part| text.replace(part, " "))
}

/// The start and end of a time of day whose hour begins at `at`.
fn time_at(letters: &[char], at: usize) -> Option<(usize, usize)> {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let run =
        |from: usize| letters[from.min(letters.len())..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    if !is_digit(at) || at.checked_sub(1).is_some_and(is_digit) {
        return None;
    }
    let hour = run(at);
    let behind_t = at > 1 && letters[at - 1] == 't' && is_digit(at - 2);
    let from = if behind_t { at - 1 } else { at };
    let mut end = at + hour;
    match letters.get(end) {
        Some(':') if hour <= 2 && is_digit(end + 1) => {
            while matches!(letters.get(end), Some(':' | '.' | ',')) && is_digit(end + 1) {
                end += 1 + run(end + 1);
            }
        }
        // 20270301T093000
        _ if behind_t && (hour == 4 || hour == 6) => {}
        Some('h') if hour <= 2 && run(end + 1) == 2 => end += 3,
        Some('时' | '点') if hour <= 2 => {
            end += 1;
            while is_digit(end) {
                end += run(end);
                end += usize::from(matches!(letters.get(end), Some('分' | '秒')));
            }
            end += usize::from(matches!(letters.get(end), Some('整' | '半')));
        }
        // 10 PM, 22 Uhr
        Some('h') => return None,
        _ if hour <= 2 && after_half_of_day(letters, end) > end => {}
        _ => return None,
    }
    end = after_half_of_day(letters, end);
    end = after_zone(letters, end);
    Some((from, end))
}

/// The position after AM or PM.
fn after_half_of_day(letters: &[char], at: usize) -> usize {
    let rest: String = letters[at.min(letters.len())..].iter().take(8).collect();
    let trimmed = rest.trim_start();
    let spaces = rest.chars().count() - trimmed.chars().count();
    for half in ["a.m.", "p.m.", "am", "pm", "uhr", "h"] {
        let after = trimmed.strip_prefix(half);
        if after.is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphanumeric())) {
            return at + spaces + half.len();
        }
    }
    at
}

/// The position after a time zone: `Z`, `+08:00`, `GMT`.
fn after_zone(letters: &[char], at: usize) -> usize {
    let rest: String = letters[at.min(letters.len())..].iter().take(12).collect();
    let trimmed = rest.trim_start();
    let spaces = rest.chars().count() - trimmed.chars().count();
    for zone in ["z", "utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "cst", "bst", "jst"] {
        let after = trimmed.strip_prefix(zone);
        if after.is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphabetic())) {
            return after_zone(letters, at + spaces + zone.len());
        }
    }
    let Some(offset) = trimmed.strip_prefix(['+', '-']) else { return at };
    let digits = offset.chars().take_while(|letter| letter.is_ascii_digit() || *letter == ':').count();
    // A hyphen after a space may begin another date.
    let stands_alone = !offset[digits..].starts_with(['-', '/', '.']);
    let is_offset = matches!(digits, 2 | 4 | 5) && stands_alone && (spaces == 0 || trimmed.starts_with('+'));
    if is_offset { at + spaces + 1 + digits } else { at }
}
