//! Typed text that is not in the plan: a cell that is being edited, a number that cannot be parsed. Knows no plan.
//!
//! Most fields commit their text at every key and do not use this. A control that holds back text reports it with
//! [`hold`] and withdraws it with [`release`]. Whoever is about to change the page calls:
//!
//! - [`commit_all`] when the page may be left: what can be read enters the plan, the rest is kept on the [`InputStore`];
//! - [`leave_screen`] before another screen is drawn: the same, and the controls let go of their text;
//! - [`stash_all`] before another state of the plan takes the place of this one: nothing is committed to the old state,
//!   everything is kept and is taken up again by the new screen.
//!
//! A control that is rendered asks [`stashed`] for its text that could not be parsed before.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

/// A request to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputRequest {
    /// Commit its text, if it can be parsed.
    Commit,
    /// Release its text: it is stashed, and the screen is about to be unmounted.
    Release,
}

/// Where texts are stashed. The app installs one for the open plan.
pub trait InputStore {
    /// Stashes the text of a control, or removes it. `false` where it would not survive a reload.
    fn put(&self, id: &str, text: Option<&str>) -> bool;
    /// The stashed text of a control.
    fn get(&self, id: &str) -> Option<String>;
    /// The stashed texts of all controls whose id starts with a prefix, with their ids.
    fn under(&self, prefix: &str) -> Vec<(String, String)>;
    /// Tells the reader that these texts were not committed and are stashed.
    fn notify_kept(&self, texts: &[String]);
}

struct OpenInput {
    id: String,
    text: String,
    ask: Rc<dyn Fn(InputRequest)>,
}

thread_local! {
    static OPEN: RefCell<Vec<OpenInput>> = const { RefCell::new(Vec::new()) };
    static STORE: RefCell<Option<Rc<dyn InputStore>>> = const { RefCell::new(None) };
    static COUNT: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

fn store() -> Option<Rc<dyn InputStore>> {
    STORE.with_borrow(Clone::clone)
}

/// Installs the store.
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

/// Reports that a control holds a text that is not in the plan. `id` is the control's id on the page, or the key of a
/// cell. An empty text stands for one that the browser does not expose, such as half a date.
pub fn hold(id: &str, text: String, ask: Rc<dyn Fn(InputRequest)>) {
    OPEN.with_borrow_mut(|open| match open.iter_mut().find(|known| known.id == id) {
        Some(known) => {
            known.text = text;
            known.ask = ask;
        }
        None => open.push(OpenInput { id: id.to_owned(), text, ask }),
    });
    counted();
}

/// Reports that a control holds back nothing any more: its text is committed or withdrawn.
pub fn release(id: &str) {
    remove(id);
    if let Some(store) = store()
        && store.get(id).is_some()
    {
        store.put(id, None);
    }
}

fn remove(id: &str) -> Option<OpenInput> {
    let found = OPEN.with_borrow_mut(|open| {
        let at = open.iter().position(|known| known.id == id)?;
        Some(open.swap_remove(at))
    });
    if found.is_some() {
        counted();
    }
    found
}

/// Reports that a control is unmounted: its text is stashed.
pub fn detach(id: &str) {
    if let Some(open) = remove(id) {
        keep(&open.id, &open.text);
    }
}

/// Stashes a text. `false` where it would not survive a reload.
fn keep(id: &str, text: &str) -> bool {
    !text.is_empty() && store().is_some_and(|store| store.put(id, Some(text)))
}

/// Whether any control holds back text, tracked.
pub fn any() -> bool {
    COUNT.with(Clone::clone).get() > 0
}

fn texts() -> Vec<(String, String)> {
    OPEN.with_borrow(|open| open.iter().map(|open| (open.id.clone(), open.text.clone())).collect())
}

fn ask_all(what: InputRequest) {
    let asked: Vec<_> = OPEN.with_borrow(|open| open.iter().map(|open| open.ask.clone()).collect());
    for ask in asked {
        ask(what);
    }
}

/// Commits what every control can and stashes the rest, which stays in its control. Returns whether a text would be
/// lost if the page were closed now.
pub fn commit_all() -> bool {
    ask_all(InputRequest::Commit);
    texts().iter().fold(false, |lost, (id, text)| !keep(id, text) || lost)
}

/// As [`commit_all`] for a screen that is about to be unmounted; a message says what could not be committed.
pub fn leave_screen() {
    ask_all(InputRequest::Commit);
    let left: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    stash_all();
    if let Some(store) = store().filter(|_| !left.is_empty()) {
        store.notify_kept(&left);
    }
}

/// Stashes every text without committing it, before another state of the plan is shown. The new screens restore the
/// texts.
pub fn stash_all() {
    let open = texts();
    ask_all(InputRequest::Release);
    for (id, text) in open {
        remove(&id);
        keep(&id, &text);
    }
}

/// The stashed text of a control, if there is one.
pub fn stashed(id: &str) -> Option<String> {
    store()?.get(id)
}

/// The stashed texts of all controls whose id starts with a prefix, with their ids.
pub fn stashed_under(prefix: &str) -> Vec<(String, String)> {
    store().map(|store| store.under(prefix)).unwrap_or_default()
}
