//! Durations as people type them: `90`, `1:30`, `2 min`, `1.5 小时`, `6 months`. Knows text and seconds only.
//!
//! A plain number is in seconds. A month is thirty days, as in payback periods.
//!
//! ```
//! use groundswell_core::plan::goals::duration::{parse, write};
//! assert_eq!(parse("1 min 30 s"), Some(90.0));
//! assert_eq!(write(90.0), "1:30");
//! assert_eq!(parse("soon"), None);
//! ```

use crate::text::width::folded;

/// The spellings of each unit, longer ones before their prefixes, and its length in seconds.
const UNITS: [(&[&str], f64); 6] = [
    (&["months", "month", "mo", "个月", "月"], 2_592_000.0),
    (&["weeks", "week", "wk", "w", "周"], 604_800.0),
    (&["days", "day", "d", "天", "日"], 86_400.0),
    (&["hours", "hour", "hrs", "hr", "h", "小时", "时"], 3_600.0),
    (&["minutes", "minute", "mins", "min", "m", "分钟", "分"], 60.0),
    (&["seconds", "second", "secs", "sec", "s", "秒钟", "秒"], 1.0),
];

/// The seconds that a text means; `None` where it is not a duration. Parts with units add up: `1 min 30 s`.
pub fn parse(text: &str) -> Option<f64> {
    let text = folded(text);
    let text = text.trim();
    if text.contains(':') {
        return clock(text);
    }
    let (mut rest, mut seconds, mut any_unit) = (text, 0.0, false);
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !(letter.is_ascii_digit() || ".,".contains(letter))).unwrap_or(rest.len());
        let number: f64 = number(&rest[..end])?;
        rest = rest[end..].trim_start();
        let unit = UNITS
            .iter()
            .find_map(|(names, factor)| names.iter().find_map(|name| Some((rest.strip_prefix(name)?, *factor))));
        match unit {
            Some((after, factor)) => {
                seconds += number * factor;
                rest = after.trim_start();
                any_unit = true;
            }
            // Only a single number may omit its unit.
            None if rest.is_empty() && !any_unit => seconds = number,
            None => return None,
        }
    }
    (!text.is_empty()).then_some(seconds)
}

/// `m:ss` or `h:mm:ss`.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) || parts[1..].iter().any(|part| part.len() != 2) {
        return None;
    }
    parts.iter().try_fold(0.0, |sum, part| Some(sum * 60.0 + number(part)?))
}

/// A number with a point; commas only between groups of three digits.
fn number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() > 1;
    let fits = |group: &&str| group.bytes().all(|digit| digit.is_ascii_digit()) && (!grouped || group.len() == 3);
    if !groups[1..].iter().all(fits) || groups[0].is_empty() || fraction.contains(',') {
        return None;
    }
    [groups.concat().as_str(), ".", if fraction.is_empty() { "0" } else { fraction }].concat().parse().ok()
}

/// Seconds in the form [`parse`] reads: whole days as `30 d`, from a minute on `1:30` or `1:02:03`, below it `45 s`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a duration, not below zero
pub fn write(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    #[allow(clippy::cast_precision_loss)] // compared with its integer part
    if seconds < 60.0 || (whole as f64 - seconds).abs() > f64::EPSILON {
        return [&seconds.to_string(), " s"].concat();
    }
    if whole.is_multiple_of(86_400) {
        return [&(whole / 86_400).to_string(), " d"].concat();
    }
    let two = |value: u64| if value < 10 { ["0", &value.to_string()].concat() } else { value.to_string() };
    let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        [&hours.to_string(), ":", &two(minutes), ":", &two(rest)].concat()
    } else {
        [&minutes.to_string(), ":", &two(rest)].concat()
    }
}
