//! The worked examples: fictional plans that show what a finished plan looks like,
//! three for each market.
//!
//! Each is written once, in `source/`, as a plan file with two liberties: a text may be given in both languages, and an
//! id may be a name (`@line/L10`). The tests make the plain plan files beside this one from them, one for each
//! language, which are published with the site and fetched when someone opens an example: none of it is in the
//! first load. After a change of a source: `UPDATE_EXAMPLES=1 cargo test --test plan examples`.

use crate::plan::model::basics::Market;

/// A worked example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its key in files, addresses and words.
    pub key: &'static str,
    /// The market whose readers are offered it first.
    pub market: Market,
}

/// Every example, in the order in which they are offered.
pub const EXAMPLES: [Example; 6] = [
    Example { key: "o2o", market: Market::China },
    Example { key: "tool-app", market: Market::China },
    Example { key: "museum", market: Market::China },
    Example { key: "shop", market: Market::International },
    Example { key: "software", market: Market::International },
    Example { key: "venue", market: Market::International },
];

/// The languages each example is published in.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

impl Example {
    /// The example with that key.
    pub fn by_key(key: &str) -> Option<&'static Example> {
        EXAMPLES.iter().find(|example| example.key == key)
    }

    /// The name of its plan file in a language: `museum.zh.json`. It is in the site's folder `examples`.
    pub fn file(&self, language: &str) -> String {
        format!("{}.{language}.json", self.key)
    }
}
