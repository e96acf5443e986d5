//! The reader's language: words, numbers, dates and money.
//!
//! Words stand in `words/*.words`, both languages side by side; `build.rs` turns each into a function
//! of [`words`] and each language into a pack, one text a line. A page loads one pack, not all
//! languages, and [`install`]s it before anything is shown; the functions only index into it. Another
//! language is another pack and a page drawn anew, so that no text needs to be reactive.
//!
//! Reading numbers ([`numeral`]) is pure; writing them ([`format`]) asks the browser's Intl once per
//! locale and currency for its pattern and does the digits itself, exactly.

use std::cell::Cell;
use std::fmt;

pub mod numeral;
pub mod pattern;

#[cfg(target_arch = "wasm32")]
pub mod format;
#[cfg(target_arch = "wasm32")]
mod switch;
#[cfg(target_arch = "wasm32")]
pub use switch::{SwitchError, epoch, start, switch_to};

/// One function per text, generated from `words/*.words` and named `area::key`.
#[allow(clippy::all, clippy::pedantic, missing_docs)]
pub mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// A language Groundswell is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Locale {
    /// Both, in the order a choice shows them.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The short name used for packs and for the stored choice.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The tag for `<html lang>` and Intl.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The language's own name, as its readers write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "简体中文",
        }
    }

    /// The language a short name or tag stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.get(..2) {
            Some("en") => Some(Self::En),
            Some("zh") => Some(Self::Zh),
            _ => None,
        }
    }
}

/// Why a language pack cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The first line does not name a language.
    NotAPack,
    /// The pack was made for another build of the app.
    OtherVersion,
    /// Fewer or more texts than the app has.
    WrongLength {
        /// Texts in the pack.
        found: usize,
        /// Texts the app has.
        expected: usize,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => out.write_str("not a language pack"),
            Self::OtherVersion => out.write_str("the language pack belongs to another version"),
            Self::WrongLength { .. } => out.write_str("the language pack is incomplete"),
        }
    }
}

impl std::error::Error for PackError {}

thread_local! {
    static TEXTS: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
    static LOCALE: Cell<Locale> = const { Cell::new(Locale::En) };
}

/// The language in use.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// Puts a language pack to use on this thread. A pack that does not fit changes nothing.
///
/// The texts are leaked: every one of them is handed out as `&'static str`, and a person switches
/// languages a few times at most.
pub fn install(pack: &str) -> Result<(), PackError> {
    let (head, body) = pack.split_once('\n').ok_or(PackError::NotAPack)?;
    let (version, language) = head.split_once(' ').ok_or(PackError::NotAPack)?;
    let locale = Locale::from_code(language).ok_or(PackError::NotAPack)?;
    if version != words::VERSION {
        return Err(PackError::OtherVersion);
    }
    let body: &'static str = Box::leak(body.into());
    let texts: Vec<&'static str> = body.lines().map(unescaped).collect();
    if texts.len() != words::COUNT {
        return Err(PackError::WrongLength { found: texts.len(), expected: words::COUNT });
    }
    TEXTS.set(Box::leak(texts.into_boxed_slice()));
    LOCALE.set(locale);
    Ok(())
}

fn unescaped(line: &'static str) -> &'static str {
    if line.contains("\\n") { Box::leak(line.replace("\\n", "\n").into_boxed_str()) } else { line }
}

/// The pack of a language, for native tests of pure code that takes words.
#[cfg(not(target_arch = "wasm32"))]
pub fn pack(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
        Locale::Zh => include_str!(concat!(env!("OUT_DIR"), "/zh.txt")),
    }
}

/// The text at a place of the pack; empty before a pack is installed.
#[inline(never)]
fn text(place: usize) -> &'static str {
    TEXTS.get().get(place).copied().unwrap_or_default()
}

/// The place of the form that goes with a count. English tells one from many; Chinese does not, and
/// its pack holds the same text twice.
#[inline(never)]
fn form(place: usize, count: u64) -> usize {
    place + usize::from(count != 1)
}

/// A text with its numbered placeholders filled.
#[inline(never)]
fn fill(place: usize, values: &[&str]) -> String {
    let mut rest = text(place);
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let mut inner = rest[open + 1..].chars();
        if let Some(value) =
            inner.next().and_then(|digit| digit.to_digit(10)).and_then(|index| values.get(index as usize))
        {
            filled.push_str(value);
        }
        inner.next();
        rest = inner.as_str();
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_fits_or_changes_nothing() {
        install(pack(Locale::En)).expect("the build's own pack fits");
        assert_eq!(words::common::save(), "Save");
        assert_eq!(install("no pack"), Err(PackError::NotAPack));
        assert_eq!(install("0000000000000000 zh\n"), Err(PackError::OtherVersion));
        let short = format!("{} zh\n一\n", words::VERSION);
        assert_eq!(install(&short), Err(PackError::WrongLength { found: 1, expected: words::COUNT }));
        assert_eq!((locale(), words::common::save()), (Locale::En, "Save"));
        install(pack(Locale::Zh)).expect("the build's own pack fits");
        assert_eq!((locale(), words::common::save()), (Locale::Zh, "保存"));
    }

    #[test]
    fn counts_pick_their_form() {
        install(pack(Locale::En)).expect("the build's own pack fits");
        assert_eq!(words::common::days(1, "1"), "1 day");
        assert_eq!(words::common::days(0, "0"), "0 days");
        install(pack(Locale::Zh)).expect("the build's own pack fits");
        assert_eq!(words::common::days(1, "1"), "1 天");
    }
}
