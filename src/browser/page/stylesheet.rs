//! Stylesheets beside the page's own: that of the workspace, which stays, and that of one view, removed with the view, so
//! that its print rules apply to no other view.
//!
//! A constructed stylesheet is no inline style, so the content security policy allows it.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use crate::browser::BrowserError;
use crate::browser::files::fetch;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    type StyleSheet;
    #[wasm_bindgen(constructor, js_class = "CSSStyleSheet", catch)]
    fn new() -> Result<StyleSheet, JsValue>;
    #[wasm_bindgen(method, catch, js_name = replaceSync)]
    fn replace_sync(this: &StyleSheet, css: &str) -> Result<(), JsValue>;
}

const ADOPTED: &str = "adoptedStyleSheets";

thread_local! {
    static WORKSPACE_STYLE: RefCell<WorkspaceStyle> = const { RefCell::new(WorkspaceStyle::NotLoaded) };
}

enum WorkspaceStyle {
    NotLoaded,
    Loaded(String),
    Applied,
}

/// Fetches the stylesheet of the workspace, once. It changes nothing before [`apply_workspace_style`].
///
/// # Errors
/// Fails without connection, and in browsers without constructable stylesheets.
pub async fn load_workspace_style() -> Result<(), BrowserError> {
    let is_loaded = || WORKSPACE_STYLE.with_borrow(|style| !matches!(style, WorkspaceStyle::NotLoaded));
    if is_loaded() {
        return Ok(());
    }
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    let address = root.and_then(|root| root.get_attribute("data-style"));
    let css = fetch::text(&address.ok_or_else(|| JsValue::from_str("data-style"))?).await?;
    // Fails now rather than when it is applied.
    StyleSheet::new()?;
    // A second load at the same time may have been faster.
    if !is_loaded() {
        WORKSPACE_STYLE.set(WorkspaceStyle::Loaded(css));
    }
    Ok(())
}

/// Applies the loaded stylesheet of the workspace for good. Whatever draws a part of the workspace calls it first; the page
/// without one is spared the new rules, which make the browser find all its styles again.
pub fn apply_workspace_style() {
    WORKSPACE_STYLE.with_borrow_mut(|style| {
        if let WorkspaceStyle::Loaded(css) = style
            && let Ok(sheet) = AdoptedStyle::adopt(css)
        {
            std::mem::forget(sheet);
            *style = WorkspaceStyle::Applied;
        }
    });
}

/// A stylesheet that applies until dropped.
pub struct AdoptedStyle {
    sheet: StyleSheet,
}

impl AdoptedStyle {
    /// Applies a stylesheet; the error says why the browser cannot.
    ///
    /// # Errors
    /// Fails in browsers without constructable stylesheets.
    pub fn adopt(css: &str) -> Result<AdoptedStyle, BrowserError> {
        let sheet = StyleSheet::new()?;
        sheet.replace_sync(css)?;
        change(|sheets| {
            sheets.push(&sheet);
            sheets
        })?;
        Ok(AdoptedStyle { sheet })
    }

    /// Replaces its rules.
    ///
    /// # Errors
    /// Fails where the browser refuses the rules.
    pub fn replace(&self, css: &str) -> Result<(), BrowserError> {
        self.sheet.replace_sync(css).map_err(BrowserError::from)
    }
}

impl Drop for AdoptedStyle {
    fn drop(&mut self) {
        let own = JsValue::from(&self.sheet);
        // Fails only for a page that is being closed.
        let _ = change(|sheets| sheets.filter(&mut |other, _, _| other != own));
    }
}

fn change(edit: impl FnOnce(Array) -> Array) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("document")?;
    let now = Reflect::get(&document, &ADOPTED.into())?;
    Reflect::set(&document, &ADOPTED.into(), &edit(Array::from(&now)))?;
    Ok(())
}
