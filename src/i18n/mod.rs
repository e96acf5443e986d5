//! The reader's language: words, numbers, dates and money.
//!
//! Texts are in `words/*.words`, both languages side by side; `build.rs` turns each into a function of [`words`] and
//! each language into two packs, one text a line: those of the first screens, and those of the workspace. A page loads
//! the packs of one language and [`install`]s them before it shows any of their texts; the functions only index into
//! them. Another language means other packs and rendering the page again, so that no text needs to be reactive.
//!
//! Parsing numbers ([`parse`]) is pure; formatting them ([`mod@format`]) asks the browser's Intl once per locale and
//! currency for its pattern and writes the digits itself, exactly.

use std::cell::Cell;
use std::fmt;

pub mod format;
pub mod parse;

#[cfg(target_arch = "wasm32")]
mod switch;
#[cfg(target_arch = "wasm32")]
pub use switch::{SwitchError, epoch, load_plan_words, other_words, start, switch_to};

/// One function per text, generated from `words/*.words` and named `area::key`.
#[allow(clippy::all, clippy::pedantic, missing_docs)]
pub mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// A language of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Locale {
    /// Both, in the order of the language switch.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The short name in pack names and in the stored choice.
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

    /// The language's name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "简体中文",
        }
    }

    /// The language of a short name or tag.
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
    /// The first line does not name a language and a part.
    NotAPack,
    /// It is of another language than the one in use, or than the pack beside it.
    OtherLanguage,
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
            Self::OtherLanguage => out.write_str("the language pack is of another language"),
            Self::OtherVersion => out.write_str("the language pack belongs to another version"),
            Self::WrongLength { .. } => out.write_str("the language pack is incomplete"),
        }
    }
}

impl std::error::Error for PackError {}

/// The packs of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// The texts of the first screens.
    First,
    /// The texts of the workspace.
    Plan,
}

impl Pack {
    /// Both, in the order of their texts.
    pub const ALL: [Self; 2] = [Self::First, Self::Plan];

    /// The name used for packs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Plan => "plan",
        }
    }

    /// How many texts it holds.
    const fn len(self) -> usize {
        match self {
            Self::First => words::FIRST,
            Self::Plan => words::COUNT - words::FIRST,
        }
    }
}

type Texts = &'static [&'static str];

thread_local! {
    static FIRST: Cell<Texts> = const { Cell::new(&[]) };
    static PLAN: Cell<Texts> = const { Cell::new(&[]) };
    static LOCALE: Cell<Locale> = const { Cell::new(Locale::En) };
}

/// The language in use.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// Whether the pack of the workspace is installed.
pub fn has_plan_words() -> bool {
    PLAN.get().len() == Pack::Plan.len()
}

/// Installs packs on this thread: both of one language, or that of the workspace beside the first of the same language.
/// Packs that do not fit change nothing.
///
/// The texts are leaked, since they are handed out as `&'static str`; a person switches languages a few times at most.
///
/// # Errors
/// Why a pack does not fit.
pub fn install(packs: &[&str]) -> Result<(), PackError> {
    let read = packs.iter().map(|pack| read(pack)).collect::<Result<Vec<_>, _>>()?;
    let with_first = read.iter().find(|(_, part, _)| *part == Pack::First);
    let language = with_first.map_or(locale(), |(language, ..)| *language);
    if read.iter().any(|(other, ..)| *other != language) {
        return Err(PackError::OtherLanguage);
    }
    for (_, part, body) in read {
        match part {
            Pack::First => FIRST.set(leaked(body)),
            Pack::Plan => PLAN.set(leaked(body)),
        }
    }
    LOCALE.set(language);
    Ok(())
}

/// The texts of a pack, for as long as the page is open.
fn leaked(body: &str) -> Texts {
    let body: &'static str = Box::leak(body.into());
    Box::leak(body.lines().map(unescaped).collect())
}

/// The words of another language beside those in use.
#[derive(Clone, Copy, Debug)]
pub struct OtherWords {
    language: Locale,
    first: Texts,
    plan: Texts,
}

impl OtherWords {
    /// Reads both packs of a language. The texts are leaked, as in [`install`].
    ///
    /// # Errors
    /// Why a pack does not fit.
    pub fn read(first: &str, plan: &str) -> Result<OtherWords, PackError> {
        let ((language, part, first), (other, other_part, plan)) = (read(first)?, read(plan)?);
        if part != Pack::First || other_part != Pack::Plan {
            return Err(PackError::NotAPack);
        }
        if language != other {
            return Err(PackError::OtherLanguage);
        }
        Ok(OtherWords { language, first: leaked(first), plan: leaked(plan) })
    }

    /// The language.
    pub fn language(self) -> Locale {
        self.language
    }

    /// Calls a function; while it runs, every text is in this language.
    pub fn say<R>(self, call: impl FnOnce() -> R) -> R {
        let before = (FIRST.replace(self.first), PLAN.replace(self.plan), LOCALE.replace(self.language));
        let said = call();
        FIRST.set(before.0);
        PLAN.set(before.1);
        LOCALE.set(before.2);
        said
    }
}

/// The language and part of a pack, and its texts.
fn read(pack: &str) -> Result<(Locale, Pack, &str), PackError> {
    let (head, body) = pack.split_once('\n').ok_or(PackError::NotAPack)?;
    let mut names = head.split(' ');
    let mut name = || names.next().ok_or(PackError::NotAPack);
    let (version, language, part) = (name()?, name()?, name()?);
    let language = Locale::from_code(language).ok_or(PackError::NotAPack)?;
    let part = Pack::ALL.into_iter().find(|known| known.code() == part).ok_or(PackError::NotAPack)?;
    if version != words::VERSION {
        return Err(PackError::OtherVersion);
    }
    let found = body.lines().count();
    if found != part.len() {
        return Err(PackError::WrongLength { found, expected: part.len() });
    }
    Ok((language, part, body))
}

fn unescaped(line: &'static str) -> &'static str {
    if line.contains("\\n") { Box::leak(line.replace("\\n", "\n").into_boxed_str()) } else { line }
}

/// The packs of a language, for native tests of pure code that takes words.
#[cfg(not(target_arch = "wasm32"))]
pub fn packs(locale: Locale) -> [&'static str; 2] {
    macro_rules! packs {
        ($language:literal) => {
            [
                include_str!(concat!(env!("OUT_DIR"), "/", $language, "-first.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/", $language, "-plan.txt")),
            ]
        };
    }
    match locale {
        Locale::En => packs!("en"),
        Locale::Zh => packs!("zh"),
    }
}

/// The text at an index; empty before its pack is installed.
#[inline(never)]
fn text(place: usize) -> &'static str {
    let text = match place.checked_sub(words::FIRST) {
        None => FIRST.get().get(place),
        Some(place) => PLAN.get().get(place),
    };
    text.copied().unwrap_or_default()
}

/// The index of the plural form for a count. English distinguishes one from many; Chinese does not, and its pack has
/// the same text twice.
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
    fn packs_fit_or_change_nothing() {
        install(&packs(Locale::En)).expect("the build's own packs fit");
        assert_eq!(words::common::save(), "Save");
        assert_eq!(install(&["no pack"]), Err(PackError::NotAPack));
        assert_eq!(install(&["0000000000000000 zh first\n"]), Err(PackError::OtherVersion));
        let short = format!("{} zh first\n一\n", words::VERSION);
        assert_eq!(install(&[&short]), Err(PackError::WrongLength { found: 1, expected: words::FIRST }));
        let [first, plan] = packs(Locale::Zh);
        assert_eq!(install(&[plan]), Err(PackError::OtherLanguage));
        assert_eq!(install(&[first, packs(Locale::En)[1]]), Err(PackError::OtherLanguage));
        assert_eq!((locale(), words::common::save()), (Locale::En, "Save"));
        assert_eq!(words::budget::total_budget(), "Total budget");
        install(&[first, plan]).expect("the build's own packs fit");
        assert_eq!((locale(), words::common::save()), (Locale::Zh, "保存"));
    }

    #[test]
    fn counts_pick_their_form() {
        install(&packs(Locale::En)).expect("the build's own packs fit");
        assert_eq!(words::common::days(1, "1"), "1 day");
        assert_eq!(words::common::days(0, "0"), "0 days");
        install(&packs(Locale::Zh)).expect("the build's own packs fit");
        assert_eq!(words::common::days(1, "1"), "1 天");
    }
}
