//! The one error of the browser's adapters.
//!
//! Knows no texts for people: its `Display` is technical detail beside them.

use std::fmt;

use wasm_bindgen::JsValue;

use crate::browser::page::document::error_text;

/// Why the browser did not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserError {
    /// This page lacks a part of the browser or of itself, by the name of what is missing.
    Missing(&'static str),
    /// The browser refused or failed, with its own message.
    Failed(String),
}

impl fmt::Display for BrowserError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Missing(name) => name,
            Self::Failed(message) => message,
        })
    }
}

impl std::error::Error for BrowserError {}

impl From<JsValue> for BrowserError {
    fn from(thrown: JsValue) -> Self {
        Self::Failed(error_text(&thrown))
    }
}
