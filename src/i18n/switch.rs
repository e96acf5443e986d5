//! Loads and installs language packs: the first at the start, others on demand.

use std::cell::RefCell;
use std::fmt;

use leptos::prelude::*;

use super::{Locale, OtherWords, Pack, PackError, has_plan_words, install};
use crate::browser::BrowserError;
use crate::browser::page::locale as chosen;

/// Why a language could not be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SwitchError {
    /// The pack could not be loaded.
    Fetch(BrowserError),
    /// The pack does not fit this version of the app, as after an update: a reload helps.
    Pack(PackError),
}

impl fmt::Display for SwitchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetch(error) => error.fmt(out),
            Self::Pack(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for SwitchError {}

thread_local! {
    /// Kept, since their texts are leaked.
    static OTHERS: RefCell<Vec<OtherWords>> = const { RefCell::new(Vec::new()) };
    static EPOCH: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Counts the language switches. The root view tracks it and is rendered again.
pub fn epoch() -> ArcRwSignal<u32> {
    EPOCH.with(Clone::clone)
}

/// Installs the pack that `boot.js` started to load.
///
/// # Errors
/// Fails where the pack cannot be fetched or is of another build.
pub async fn start() -> Result<(), SwitchError> {
    let pack = chosen::first_pack().await.map_err(SwitchError::Fetch)?;
    install(&[&pack]).map_err(SwitchError::Pack)
}

/// Loads the pack of the workspace, unless it is installed.
///
/// # Errors
/// Fails where the pack cannot be fetched or is of another build.
pub async fn load_plan_words() -> Result<(), SwitchError> {
    while !has_plan_words() {
        let language = super::locale();
        let pack = fetch(language, Pack::Plan).await?;
        // The language may have changed meanwhile; the pack is not needed then.
        if language == super::locale() {
            return install(&[&pack]).map_err(SwitchError::Pack);
        }
    }
    Ok(())
}

/// Changes the language of the page and stores the choice. On an error nothing has changed. `before` is called just
/// before the page is rendered again.
///
/// # Errors
/// Fails where a pack cannot be fetched or is of another build; nothing has changed.
pub async fn switch_to(locale: Locale, before: impl FnOnce()) -> Result<(), SwitchError> {
    if locale == super::locale() {
        return Ok(());
    }
    let mut packs = vec![fetch(locale, Pack::First).await?];
    // Checked only now: the workspace's pack may have been installed meanwhile and must be replaced too.
    if has_plan_words() {
        packs.push(fetch(locale, Pack::Plan).await?);
    }
    let packs: Vec<&str> = packs.iter().map(String::as_str).collect();
    install(&packs).map_err(SwitchError::Pack)?;
    before();
    chosen::remember(locale.code(), locale.tag());
    epoch().update(|epoch| *epoch = epoch.wrapping_add(1));
    Ok(())
}

/// The words of the language that is not in use.
///
/// # Errors
/// Fails where a pack cannot be fetched or is of another build.
pub async fn other_words() -> Result<OtherWords, SwitchError> {
    let language = match super::locale() {
        Locale::En => Locale::Zh,
        Locale::Zh => Locale::En,
    };
    let known = || OTHERS.with_borrow(|known| known.iter().find(|words| words.language() == language).copied());
    if let Some(words) = known() {
        return Ok(words);
    }
    let (first, plan) = (fetch(language, Pack::First).await?, fetch(language, Pack::Plan).await?);
    // Another call may have been faster.
    if let Some(words) = known() {
        return Ok(words);
    }
    let words = OtherWords::read(&first, &plan).map_err(SwitchError::Pack)?;
    OTHERS.with_borrow_mut(|known| known.push(words));
    Ok(words)
}

async fn fetch(locale: Locale, part: Pack) -> Result<String, SwitchError> {
    chosen::fetch_pack(locale.code(), part.code()).await.map_err(SwitchError::Fetch)
}
