//! Putting a language to use: the first one at start, another one on demand.

use std::fmt;

use leptos::prelude::*;

use super::{Locale, PackError, Part, has_plan_words, install};
use crate::browser::page::locale as chosen;

/// Why the language stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SwitchError {
    /// The pack could not be loaded; what the browser said.
    Fetch(String),
    /// The pack does not fit this version of the app, as after an update: a reload mends it.
    Pack(PackError),
}

impl fmt::Display for SwitchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetch(said) => out.write_str(said),
            Self::Pack(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for SwitchError {}

thread_local! {
    static EPOCH: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Counts the languages put to use so far. The root view tracks it and is drawn anew when it changes.
pub fn epoch() -> ArcRwSignal<u32> {
    EPOCH.with(Clone::clone)
}

/// Installs the pack that the page began to load before this program was there.
pub async fn start() -> Result<(), SwitchError> {
    let pack = chosen::first_pack().await.map_err(SwitchError::Fetch)?;
    install(&[&pack]).map_err(SwitchError::Pack)
}

/// Loads what is said with a plan, unless it is there.
pub async fn load_plan_words() -> Result<(), SwitchError> {
    while !has_plan_words() {
        let language = super::locale();
        let pack = fetch(language, Part::Plan).await?;
        // The reader may have changed the language meanwhile; the pack is then of no use.
        if language == super::locale() {
            return install(&[&pack]).map_err(SwitchError::Pack);
        }
    }
    Ok(())
}

/// Changes the language of the whole page and remembers the choice. On failure nothing has changed. `before` is called
/// just before the page is drawn anew.
pub async fn switch_to(locale: Locale, before: impl FnOnce()) -> Result<(), SwitchError> {
    if locale == super::locale() {
        return Ok(());
    }
    let mut packs = vec![fetch(locale, Part::First).await?];
    // Asked only now: the plan's words may have come in meanwhile, and must not stay behind in the other language.
    if has_plan_words() {
        packs.push(fetch(locale, Part::Plan).await?);
    }
    let packs: Vec<&str> = packs.iter().map(String::as_str).collect();
    install(&packs).map_err(SwitchError::Pack)?;
    before();
    chosen::remember(locale.code(), locale.tag());
    epoch().update(|epoch| *epoch = epoch.wrapping_add(1));
    Ok(())
}

async fn fetch(locale: Locale, part: Part) -> Result<String, SwitchError> {
    chosen::fetch_pack(locale.code(), part.code()).await.map_err(SwitchError::Fetch)
}
