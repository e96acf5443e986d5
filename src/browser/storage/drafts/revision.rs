//! Revisions of a draft: which state a draft is in and which state it came from. Knows no storage.

use serde::{Deserialize, Serialize};

use crate::browser::page::{clock, random};

/// The revision of a draft and the one it was based on: two names, so that a tab that is notified of a write sees
/// whether the writer knew of its own.
///
/// A name is an age (8 hexadecimal digits) and 8 random ones. The age grows with every revision of a draft, so that the
/// newer of two is known. Ages are compared modulo 2^32, since those of earlier versions start anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub(super) String);

impl Revision {
    /// A new revision that follows `parent` and is newer than `newest` too. All have one length, so that replacing one
    /// never needs room.
    pub fn after(parent: &Revision, newest: &Revision) -> Self {
        let newest = if newest.is_newer_than(parent) { newest } else { parent };
        let age = match newest.age() {
            Some(age) => age.wrapping_add(1),
            // Of two plans with one id, the later one is the newer.
            None => u32::try_from((clock::now_ms() / 1000) & i64::from(u32::MAX)).unwrap_or_default(),
        };
        let mut text = hex(u64::from(age) << 32 | random::bits() & u64::from(u32::MAX));
        text.push('-');
        text.push_str(parent.own());
        Self(text)
    }

    /// A revision from its text.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The revision as a text.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    fn own(&self) -> &str {
        self.0.get(..16).unwrap_or("0000000000000000")
    }

    fn age(&self) -> Option<u32> {
        u32::from_str_radix(self.0.get(..8)?, 16).ok()
    }

    /// Whether its writer knew of `parent`.
    pub fn follows(&self, parent: &Revision) -> bool {
        self.0.get(17..) == Some(parent.own())
    }

    /// Whether it is newer than another revision of the same draft. Of two that are based on one revision, neither is.
    pub fn is_newer_than(&self, other: &Revision) -> bool {
        match (self.age(), other.age()) {
            (Some(own), Some(other)) => own.wrapping_sub(other).cast_signed() > 0,
            (own, _) => own.is_some(),
        }
    }
}

fn hex(bits: u64) -> String {
    (0..16).rev().map(|digit| char::from_digit((bits >> (4 * digit) & 15) as u32, 16).unwrap_or('0')).collect()
}
