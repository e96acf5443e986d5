//! Suggestions under a line of text: a list to choose from by keyboard or pointer while the focus stays in the text
//! (the ARIA pattern of a combobox). The browser's own list for inputs differs between browsers, has no second column,
//! and cannot tell which of two equal texts was chosen.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::dom::focus::show_by_id;
use crate::browser::dom::form_controls::is_composing_key;

/// The most suggestions that are shown.
const MOST: usize = 8;

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is passed on when it is chosen.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// What distinguishes it, in small.
    pub detail: String,
}

/// What a text field needs of its list of suggestions. The field itself stays the same without one, so that pages without
/// suggestions do not load them.
#[derive(Clone, Copy)]
pub struct TypingAid {
    /// The list's id, while it is shown.
    pub list: Signal<Option<String>>,
    /// The id of the suggestion that Enter chooses.
    pub active: Signal<Option<String>>,
    /// Takes what is typed.
    pub on_text: Callback<String>,
    /// Takes a key with the field's text; whether it was for the list.
    pub on_key: Callback<(KeyboardEvent, String), bool>,
    /// Takes a press on the field with its text.
    pub on_press: Callback<String>,
    /// Called when the focus leaves.
    pub on_leave: Callback<()>,
    /// Draws the list.
    pub draw: Callback<(), AnyView>,
}

/// The suggestions of a text field. `suggest` gives them for what is typed, `choose` takes the value of the one that is
/// chosen; `label` names the list.
pub fn suggestion_list(
    field: &str,
    label: &'static str,
    suggest: Callback<String, Vec<Suggestion>>,
    choose: Callback<String>,
) -> TypingAid {
    let list_id = StoredValue::new(field.to_owned() + "-list");
    let option_id = move |at: usize| list_id.with_value(|list| [list, "-", &at.to_string()].concat());
    let shown = RwSignal::new(Vec::<Suggestion>::new());
    let active = RwSignal::new(None::<usize>);
    let close = move || {
        // The field may be gone already: leaving it is reported afterwards.
        if shown.try_with_untracked(|shown| !shown.is_empty()) == Some(true) {
            shown.set(Vec::new());
            active.set(None);
        }
    };
    let open = move |text: String, first: bool| {
        let mut found = suggest.run(text);
        found.truncate(MOST);
        let any = !found.is_empty();
        active.set((first && any).then_some(0));
        shown.set(found);
    };
    let pick = move |at: usize| {
        let chosen = shown.with_untracked(|shown| shown.get(at).map(|one| one.value.clone()));
        close();
        if let Some(value) = chosen {
            choose.run(value);
        }
    };
    let key = move |(event, text): (KeyboardEvent, String)| {
        if is_composing_key(&event) {
            return false;
        }
        let count = shown.with_untracked(Vec::len);
        let now = active.get_untracked();
        let go = |to: usize| {
            active.set(Some(to));
            show_by_id(&option_id(to));
        };
        match (event.key().as_str(), now) {
            ("ArrowDown", _) if count == 0 => open(text, true),
            ("ArrowDown", now) => go(now.map_or(0, |now| (now + 1) % count)),
            ("ArrowUp", now) if count > 0 => go(now.map_or(count - 1, |now| (now + count - 1) % count)),
            ("Enter", Some(now)) if count > 0 => pick(now),
            ("Enter", None) => {
                close();
                return false;
            }
            ("Escape", _) if count > 0 => {
                close();
                // A dialog around the field stays open.
                event.stop_propagation();
            }
            _ => return false,
        }
        event.prevent_default();
        true
    };
    let any = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    let options = move || {
        let option =
            |(at, one)| option(option_id(at), one, Signal::derive(move || active.get() == Some(at)), move || pick(at));
        shown.get().into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let draw = move |()| {
        let list = move || {
            any.get().then(|| {
                view! {
                    <ul
                        class="suggested-texts"
                        id=list_id.get_value()
                        role="listbox"
                        aria-label=label
                        // The field keeps the focus.
                        on:mousedown=|event| event.prevent_default()
                    >
                        {options}
                    </ul>
                }
            })
        };
        list.into_any()
    };
    TypingAid {
        list: Signal::derive(move || any.get().then(|| list_id.get_value())),
        active: Signal::derive(move || active.get().map(option_id)),
        on_text: Callback::new(move |text: String| if text.trim().is_empty() { close() } else { open(text, false) }),
        on_key: Callback::new(key),
        on_press: Callback::new(move |text: String| {
            if text.trim().is_empty() && shown.with_untracked(Vec::is_empty) {
                open(text, false);
            }
        }),
        on_leave: Callback::new(move |()| close()),
        draw: Callback::new(draw),
    }
}

/// One suggestion in the list.
fn option(id: String, one: Suggestion, is_active: Signal<bool>, pick: impl Fn() + 'static) -> AnyView {
    view! {
        <li
            id=id
            role="option"
            aria-selected=move || if is_active.get() { "true" } else { "false" }
            on:click=move |_| pick()
        >
            <span>{one.name}</span>
            " "
            <small>{one.detail}</small>
        </li>
    }
    .into_any()
}
