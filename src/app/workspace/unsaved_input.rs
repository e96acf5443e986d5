//! Stores texts that were typed into fields of the open plan and could not be read, until they can be read or are
//! withdrawn, so that neither a reload nor another screen loses them.
//!
//! They are stored beside the drafts, under a key with the page's folder, as one JSON object:

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::workspace::editor::Editor;
use crate::browser::storage::{drafts, local};
use crate::i18n::words::typing as w;
use crate::widgets::Toasts;
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::InputStore;

/// The most texts that are kept.
const MOST: usize = 200;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 100_000;
/// How many texts a message names, and how many characters of each.
const NAMED: usize = 3;
const LETTERS: usize = 40;

struct Typed {
    editor: Editor,
    toasts: Toasts,
    texts: RefCell<BTreeMap<String, String>>,
}

/// Starts to keep such texts.
pub(crate) fn start(editor: Editor, toasts: Toasts) {
    let typed = Typed { editor, toasts, texts: RefCell::default() };
    typed.read();
    open_inputs::install(Rc::new(typed));
}

/// The storage key: one for each copy of the site on an origin, since texts of unknown plans are dropped.
fn key() -> String {
    ["groundswell", &drafts::scope(), ".typed"].concat()
}

impl Typed {
    /// Reads what other tabs have stored or removed since.
    fn read(&self) {
        // Where nothing can be read, the known texts stay.
        let Ok(stored) = local::get(&key()) else { return };
        let texts: BTreeMap<String, String> =
            stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        *self.texts.borrow_mut() = texts;
    }

    /// Stores them, without those of deleted plans. `false` where the browser refuses.
    fn write(&self) -> bool {
        let mut texts = self.texts.borrow_mut();
        texts.retain(|key, _| key.split_once('/').is_some_and(|(plan, _)| drafts::exists(plan)));
        while texts.len() > MOST {
            texts.pop_first();
        }
        if texts.is_empty() {
            return local::remove(&key()).is_ok();
        }
        serde_json::to_string(&*texts).is_ok_and(|text| local::set(&key(), &text).is_ok())
    }

    /// The key of a field of the open plan; an id with a slash names the plan itself.
    fn key(&self, id: &str) -> Option<String> {
        if id.contains('/') {
            return Some(id.to_owned());
        }
        Some(format!("{}/{id}", self.editor.peek_open()?))
    }
}

impl InputStore for Typed {
    fn put(&self, id: &str, text: Option<&str>) -> bool {
        let Some(key) = self.key(id) else { return text.is_none() };
        if text.is_some() && self.texts.borrow().get(&key).map(String::as_str) == text {
            return true;
        }
        self.read();
        match text {
            Some(text) if text.len() > LONGEST => return false,
            Some(text) => _ = self.texts.borrow_mut().insert(key.clone(), text.to_owned()),
            None => _ = self.texts.borrow_mut().remove(&key),
        }
        let written = self.write();
        written && (text.is_none() || self.texts.borrow().contains_key(&key))
    }

    fn get(&self, id: &str) -> Option<String> {
        if self.texts.borrow().is_empty() {
            return None;
        }
        self.texts.borrow().get(&self.key(id)?).cloned()
    }

    fn under(&self, prefix: &str) -> Vec<(String, String)> {
        let Some(prefix) = self.key(prefix) else { return Vec::new() };
        let plan = prefix.find('/').map_or(0, |at| at + 1);
        let texts = self.texts.borrow();
        let here = texts.iter().filter(|(key, _)| key.starts_with(&prefix));
        here.map(|(key, text)| (key[plan..].to_owned(), text.clone())).collect()
    }

    fn notify_kept(&self, texts: &[String]) {
        let quoted = |text: &String| {
            let short: String = text.chars().take(LETTERS).collect();
            w::quoted(&if short.len() < text.len() { short + "…" } else { short })
        };
        let named: Vec<String> = texts.iter().filter(|text| !text.is_empty()).take(NAMED).map(quoted).collect();
        if !named.is_empty() {
            self.toasts.say(w::kept(&named.join(" ")));
        }
    }
}
