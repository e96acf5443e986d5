//! The theme: light, dark, or that of the device.
//!
//! The choice is an attribute of `<html>`, set by `boot.js` before the first paint and changed here.

use crate::browser::storage::local;

/// The storage key of the choice; `boot.js` reads it.
const KEY: &str = "groundswell.theme";

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// That of the device.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the select.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name it is stored under; empty for [`Theme::Auto`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; [`Theme::Auto`] for an unknown one.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// The stored choice.
pub fn chosen() -> Theme {
    Theme::from_code(&local::get(KEY).ok().flatten().unwrap_or_default())
}

/// Applies and stores a choice.
pub fn choose(theme: Theme) {
    let Some(root) =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element())
    else {
        return;
    };
    // Where nothing can be stored, the choice applies until the page is left.
    if theme == Theme::Auto {
        let _ = root.remove_attribute("data-theme");
        let _ = local::remove(KEY);
    } else {
        let _ = root.set_attribute("data-theme", theme.code());
        let _ = local::set(KEY, theme.code());
    }
}
