//! Recognises the names of phases, statuses, kinds of cost and catalogue channels in English and Chinese.
//!
//! Includes the page's own words in both languages, so that a file written in one is read in the other; a test compares
//! them with the language packs. Must not know the plan.

use std::collections::HashMap;
use std::sync::LazyLock;

mod channel_names;
mod similar;
mod totals;
mod words;

use self::channel_names::CHANNELS;
pub use self::similar::similar_channel;
pub use self::totals::{TotalWord, total_word};
use self::words::{CATEGORIES, PHASES, STATUSES, WHOLE_PLAN};
use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::phase::PhaseKind;
use crate::text::width::narrow;

/// A text for comparison: without case, width, spaces, hyphens and other marks.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(narrow) {
        // Most letters are ASCII, which needs no search in Unicode tables.
        if letter.is_ascii() {
            if letter.is_ascii_alphanumeric() || matches!(letter, '%' | '#') {
                folded.push(letter.to_ascii_lowercase());
            }
        } else if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        }
    }
    folded
}

/// Values by folded name. Folded once, since a long table looks up thousands of cells.
pub(super) struct NameIndex<T: 'static>(LazyLock<HashMap<String, T>>);

impl<T: Copy> NameIndex<T> {
    /// An index that `entries` fills at the first look-up: the first of equal names counts.
    pub(super) const fn new(entries: fn() -> HashMap<String, T>) -> NameIndex<T> {
        NameIndex(LazyLock::new(entries))
    }

    /// The value of a folded name.
    pub(super) fn find_folded(&self, name: &str) -> Option<T> {
        self.0.get(name).copied()
    }

    fn find(&self, text: &str) -> Option<T> {
        self.find_folded(&folded(text))
    }
}

/// The entries of a [`NameIndex`].
pub(super) fn by_folded_name<T: Copy>(entries: &[(T, &[&str])]) -> HashMap<String, T> {
    let mut found = HashMap::new();
    for (entry, names) in entries {
        for name in names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()) {
            found.entry(name).or_insert(*entry);
        }
    }
    found
}

static PHASE_NAMES: NameIndex<PhaseKind> = NameIndex::new(|| by_folded_name(&PHASES));
static WHOLE_PLAN_NAMES: NameIndex<()> = NameIndex::new(|| by_folded_name(&[((), WHOLE_PLAN)]));
static STATUS_NAMES: NameIndex<LineStatus> = NameIndex::new(|| by_folded_name(&STATUSES));
static CATEGORY_NAMES: NameIndex<Category> = NameIndex::new(|| by_folded_name(&CATEGORIES));
static CHANNEL_NAMES: NameIndex<&str> = NameIndex::new(|| by_folded_name(&CHANNELS));

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
    PHASE_NAMES.find(text).or_else(|| PHASE_NAMES.find(without_numbering(text)))
}

/// Whether the text means no phase in particular.
pub fn is_whole_plan(text: &str) -> bool {
    WHOLE_PLAN_NAMES.find(text).is_some()
}

/// The status with that name.
pub fn status(text: &str) -> Option<LineStatus> {
    STATUS_NAMES.find(text)
}

/// The kind of cost with that name.
pub fn category(text: &str) -> Option<Category> {
    CATEGORY_NAMES.find(text)
}

/// The catalogue's channel with that name, by its key.
pub fn channel(text: &str) -> Option<&'static str> {
    CHANNEL_NAMES.find(text)
}

/// The English name of a catalogue channel; empty for an unknown key.
pub fn channel_name(key: &str) -> &'static str {
    let known = CHANNELS.iter().find(|(known, _)| *known == key);
    known.and_then(|(_, names)| names.first()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::catalogue::channels::CHANNELS as CATALOGUE;

    #[test]
    fn every_channel_of_the_catalogue_is_found_by_its_first_name() {
        for entry in &CATALOGUE {
            assert_eq!(channel(channel_name(entry.key)), Some(entry.key), "{}", entry.key);
        }
        assert_eq!(channel("Meta ads"), Some("meta_ads"));
        assert_eq!(channel("邮件"), Some("email"));
    }

    #[test]
    fn names_that_older_versions_wrote_are_still_read() {
        assert_eq!(channel("Ground promotion: malls"), Some("ground_mall"));
        assert_eq!(channel("Local public accounts"), Some("local_oa"));
        assert_eq!(channel("脸书群组"), Some("facebook_groups"));
        assert_eq!(category("Events and ground promotion"), category("Events and field marketing"));
        assert_eq!(category("Conferences and booths"), Some(Category::Expo));
        for (status_then, status_now) in [("Paid", "Spent"), ("已支付", "已发生"), ("已承诺", "已下单")] {
            assert!(status(status_now).is_some(), "{status_now}");
            assert_eq!(status(status_then), status(status_now), "{status_then}");
        }
        assert!(is_whole_plan("Whole plan, no phase") && is_whole_plan("Whole plan (no phase)"));
    }
}
