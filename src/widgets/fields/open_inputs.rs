//! What is typed in a control and is not in the plan: a cell that is still open, a number that cannot be read.
//!
//! Most fields hand over their text at every key and have nothing to do here. A control that holds back what is typed
//! reports it with [`hold`], and withdraws it with [`release`]. Whoever is about to change the page asks first:
//!
//! - [`commit_all`] when the page may be left: what can be read enters the plan, the rest is kept on the [`InputStore`];
//! - [`leave_screen`] before another screen is drawn: the same, and the controls let go of their text;
//! - [`stash_all`] before another state of the plan takes the place of this one: nothing is committed to the old state,
//!   everything is kept and is taken up again by the new screen.
//!
//! A control that is drawn asks [`stashed`] for a text of its own that could not be taken before.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

/// What a control is asked to do with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Hand it over to the plan, if it can be read.
    Commit,
    /// Let go of it: it is kept elsewhere, and the screen is about to go.
    Release,
}

/// Where texts are kept that the plan could not take. The app installs one that belongs to the open plan.
pub trait InputStore {
    /// Keeps the text of a control, or forgets it. `false` where it would not survive a reload.
    fn put(&self, id: &str, text: Option<&str>) -> bool;
    /// The kept text of a control.
    fn get(&self, id: &str) -> Option<String>;
    /// The kept texts of all controls whose id begins with that, with their ids.
    fn under(&self, prefix: &str) -> Vec<(String, String)>;
    /// Tells the reader that these texts were not taken and are kept.
    fn notify_kept(&self, texts: &[String]);
}

struct Open {
    id: String,
    text: String,
    ask: Rc<dyn Fn(Ask)>,
}

thread_local! {
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    static STORE: RefCell<Option<Rc<dyn InputStore>>> = const { RefCell::new(None) };
    static COUNT: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

fn store() -> Option<Rc<dyn InputStore>> {
    STORE.with_borrow(Clone::clone)
}

/// Installs where texts are kept.
pub fn install(store: Rc<dyn InputStore>) {
    STORE.set(Some(store));
}

fn counted() {
    let count = OPEN.with_borrow(Vec::len);
    COUNT.with(|known| {
        if known.get_untracked() != count {
            known.set(count);
        }
    });
}

/// A control holds a text that is not in the plan. `id` is the control's id on the page, or the cell's of a table.
/// An empty text stands for one that the browser does not give out, such as half a date.
pub fn hold(id: &str, text: String, ask: Rc<dyn Fn(Ask)>) {
    OPEN.with_borrow_mut(|open| match open.iter_mut().find(|known| known.id == id) {
        Some(known) => {
            known.text = text;
            known.ask = ask;
        }
        None => open.push(Open { id: id.to_owned(), text, ask }),
    });
    counted();
}

/// The control holds back nothing any more: the plan has its text, or the reader has withdrawn it.
pub fn release(id: &str) {
    remove(id);
    if let Some(store) = store()
        && store.get(id).is_some()
    {
        store.put(id, None);
    }
}

fn remove(id: &str) -> Option<Open> {
    let found = OPEN.with_borrow_mut(|open| {
        let at = open.iter().position(|known| known.id == id)?;
        Some(open.swap_remove(at))
    });
    if found.is_some() {
        counted();
    }
    found
}

/// The control goes away with whatever it holds: that is kept.
pub fn detach(id: &str) {
    if let Some(open) = remove(id) {
        keep(&open.id, &open.text);
    }
}

/// Keeps a text. `false` where it would not survive a reload.
fn keep(id: &str, text: &str) -> bool {
    !text.is_empty() && store().is_some_and(|store| store.put(id, Some(text)))
}

/// Whether any text is typed that is not in the plan, tracked.
pub fn any() -> bool {
    COUNT.with(Clone::clone).get() > 0
}

fn texts() -> Vec<(String, String)> {
    OPEN.with_borrow(|open| open.iter().map(|open| (open.id.clone(), open.text.clone())).collect())
}

fn ask_all(what: Ask) {
    let asked: Vec<_> = OPEN.with_borrow(|open| open.iter().map(|open| open.ask.clone()).collect());
    for ask in asked {
        ask(what);
    }
}

/// Has every control hand over what it can and keeps the rest, which stays in its control. Returns whether a text
/// would be lost if the page were closed now.
pub fn commit_all() -> bool {
    ask_all(Ask::Commit);
    texts().iter().fold(false, |lost, (id, text)| !keep(id, text) || lost)
}

/// As [`commit_all`], for a screen that is about to go; the reader is told what could not be taken.
pub fn leave_screen() {
    ask_all(Ask::Commit);
    let left: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    stash_all();
    if let Some(store) = store().filter(|_| !left.is_empty()) {
        store.notify_kept(&left);
    }
}

/// Keeps every text without handing it over: another state of the plan is about to take the place of this one. What is
/// drawn for that takes the texts up again.
pub fn stash_all() {
    let open = texts();
    ask_all(Ask::Release);
    for (id, text) in open {
        remove(&id);
        keep(&id, &text);
    }
}

/// The text of a control that the plan could not take before, if there is one.
pub fn stashed(id: &str) -> Option<String> {
    store()?.get(id)
}

/// Such texts of all controls whose id begins with that, with their ids.
pub fn stashed_under(prefix: &str) -> Vec<(String, String)> {
    store().map(|store| store.under(prefix)).unwrap_or_default()
}
