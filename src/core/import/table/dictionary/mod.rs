//! Recognises the names of phases, statuses, kinds of cost and catalogue channels in English and Chinese.
//!
//! Includes the page's own words in both languages, so that a file written in one is read in the other; a test compares
//! them with the language packs. Must not know the plan.

mod totals;
mod words;

pub use self::totals::{TotalWord, total_word};
use self::words::{CATEGORIES, CHANNELS, PHASES, STATUSES, WHOLE_PLAN};
use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::phase::PhaseKind;
use crate::text::width::narrow;

/// A text for comparison: without case, width, spaces, hyphens and other marks.
pub fn folded(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '%' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn find<T: Copy>(entries: &[(T, &[&str])], text: &str) -> Option<T> {
    let text = folded(text);
    if text.is_empty() {
        return None;
    }
    entries.iter().find(|(_, names)| names.iter().any(|name| folded(name) == text)).map(|(found, _)| *found)
}

/// A text without its list number: `1. Seed users`, 一、种子期.
fn without_numbering(text: &str) -> &str {
    let text = text.trim();
    let rest = text.trim_start_matches(['(', '（']);
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter));
    let marks = ['.', '、', ')', '）', ':', '：'];
    if rest.len() < text.len() && rest.starts_with(marks) { rest.trim_start_matches(marks).trim() } else { text }
}

/// The phase with that name.
pub fn phase(text: &str) -> Option<PhaseKind> {
    find(&PHASES, text).or_else(|| find(&PHASES, without_numbering(text)))
}

/// Whether the text says that no phase in particular pays.
pub fn is_whole_plan(text: &str) -> bool {
    find(&[((), WHOLE_PLAN)], text).is_some()
}

/// The status with that name.
pub fn status(text: &str) -> Option<LineStatus> {
    find(&STATUSES, text)
}

/// The kind of cost with that name.
pub fn category(text: &str) -> Option<Category> {
    find(&CATEGORIES, text)
}

/// The catalogue's channel with that name, by its key.
pub fn channel(text: &str) -> Option<&'static str> {
    find(&CHANNELS, text)
}

/// The English name of a catalogue channel; empty for an unknown key.
pub fn channel_name(key: &str) -> &'static str {
    let known = CHANNELS.iter().find(|(known, _)| *known == key);
    known.and_then(|(_, names)| names.first()).copied().unwrap_or_default()
}
