//! The list of suggestions under a text that is typed: the listbox of an ARIA combobox. The text keeps the focus, the
//! active suggestion is announced. Knows neither the text's control nor what a choice means.
//!
//! The browser's own list for inputs differs between browsers, has no second column, and cannot tell which of two equal
//! texts was chosen.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce};
use crate::browser::dom::form_controls::is_composing_key;
use crate::browser::dom::popover;
use crate::i18n::format;
use crate::i18n::words::typing as w;
use crate::widgets::alive::Alive;
use crate::widgets::fields::text::TypingAid;

/// The most suggestions that are shown under a text field.
const MOST: usize = 8;

/// How far Page Up and Page Down go.
const PAGE: usize = 6;

/// A suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOption {
    /// The value that is chosen.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What is shown beside it.
    pub detail: String,
    /// Whether choosing it creates something.
    pub adds: bool,
}

/// The suggestions for a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOptions {
    /// The suggestions, the likeliest first.
    pub options: Vec<ComboOption>,
    /// The one that is active at first.
    pub active: Option<usize>,
    /// A hint under them.
    pub hint: &'static str,
}

/// The list. A handle.
#[derive(Clone, Copy)]
pub struct ComboList {
    id: StoredValue<String>,
    found: RwSignal<ComboOptions>,
    active: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    node: NodeRef<html::Div>,
    list: NodeRef<html::Ul>,
    input: NodeRef<html::Input>,
}

impl ComboList {
    /// A closed list with an id on the page, under a control.
    pub fn new(id: impl Into<String>, input: NodeRef<html::Input>) -> ComboList {
        ComboList {
            id: StoredValue::new(id.into()),
            found: RwSignal::default(),
            active: RwSignal::new(None),
            open: RwSignal::new(false),
            node: NodeRef::new(),
            list: NodeRef::new(),
            input,
        }
    }

    /// Its id on the page, for `aria-controls`.
    pub fn id(self) -> String {
        self.id.get_value()
    }

    fn option_id(self, nth: usize) -> String {
        self.id() + "-" + &nth.to_string()
    }

    /// The id of the active suggestion, tracked, for `aria-activedescendant`.
    pub fn active_id(self) -> Option<String> {
        if self.open.get() { self.active.get().map(|nth| self.option_id(nth)) } else { None }
    }

    /// Whether it is open, tracked.
    pub fn is_open(self) -> bool {
        self.open.get()
    }

    /// Shows suggestions, and says how many there are.
    pub fn show(self, found: ComboOptions) {
        let (count, text) = format::counted(found.options.len());
        let said = if count == 0 { w::no_suggestions().to_owned() } else { w::suggestions(count, &text) };
        let is_any = count > 0 || !found.hint.is_empty();
        let active = found.active;
        if self.found.with_untracked(|known| *known != found) {
            announce(&said, Urgency::Polite);
            self.found.set(found);
        }
        self.open.set(is_any);
        self.active.set(active);
        self.show_active();
    }

    /// Closes it. Returns whether it was open; a list that is gone already was not.
    pub fn hide(self) -> bool {
        let was_open = self.open.try_get_untracked() == Some(true);
        if was_open {
            self.open.set(false);
            self.active.set(None);
        }
        was_open
    }

    /// The active suggestion.
    pub fn chosen(self) -> Option<ComboOption> {
        let nth = self.active.get_untracked().filter(|_| self.open.get_untracked())?;
        self.found.with_untracked(|found| found.options.get(nth).cloned())
    }

    /// Moves the active suggestion by a key, if it is one that does. Returns whether it was.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        let count = self.found.with_untracked(|found| found.options.len());
        if !self.open.get_untracked() || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return false;
        }
        let (now, last) = (self.active.get_untracked(), count.saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowDown" => now.map_or(0, |now| if now == last { 0 } else { now + 1 }),
            "ArrowUp" => now.map_or(last, |now| now.checked_sub(1).unwrap_or(last)),
            "PageDown" => (now.unwrap_or(0) + PAGE).min(last),
            "PageUp" => now.unwrap_or(0).saturating_sub(PAGE),
            _ => return false,
        };
        if count > 0 {
            self.active.set(Some(to));
            self.show_active();
        }
        true
    }

    fn show_active(self) {
        // The list may be rendered only after this event.
        request_animation_frame(move || {
            self.place();
            let active = self.active.try_get_untracked().flatten();
            if let (Some(list), Some(nth)) = (self.list.try_get_untracked().flatten(), active) {
                popover::show_in(&list, nth);
            }
        });
    }

    /// Puts it beside its control again, after the page was scrolled.
    pub fn place(self) {
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        if let (Some(list), Some(input)) =
            (self.node.try_get_untracked().flatten(), self.input.try_get_untracked().flatten())
        {
            popover::show_beside(&list, &input);
        }
    }

    /// Its elements. `choose` is called when a suggestion is clicked, which is active then.
    pub fn view(self, label: Signal<String>, choose: Callback<()>) -> AnyView {
        let alive = Alive::here();
        let option = move |(nth, option): (usize, ComboOption)| {
            let is_active = move || self.active.get() == Some(nth);
            let press = move |_| {
                self.active.set(Some(nth));
                choose.run(());
            };
            view! {
                <li
                    id=self.option_id(nth)
                    role="option"
                    aria-selected=move || if is_active() { "true" } else { "false" }
                    on:click=alive.guard(press)
                >
                    <span>{option.label}</span>
                    // The space separates them for screen readers.
                    {(!option.detail.is_empty()).then(|| view! { " " <small>{option.detail}</small> })}
                </li>
            }
        };
        // Rendered while it is open: most lists never are.
        let options = move || {
            self.open.get().then(|| {
                self.found.with(|found| found.options.iter().cloned().enumerate().map(option).collect::<Vec<_>>())
            })
        };
        let hint = move || self.found.with(|found| found.hint);
        Effect::new(move || {
            self.found.track();
            let is_open = self.open.get();
            let Some(list) = self.node.get() else { return };
            if is_open {
                // Its size is known once its options are rendered.
                request_animation_frame(move || self.place());
            } else {
                popover::hide(&list);
            }
        });
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| self.place());
        let resized = window_event_listener(leptos::ev::resize, move |_| self.place());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
        });
        view! {
            <div
                class="combo-list"
                class:open=move || self.open.get()
                popover="manual"
                node_ref=self.node
                // The text keeps the focus.
                on:mousedown=|event| event.prevent_default()
            >
                <ul node_ref=self.list id=self.id() role="listbox" aria-label=move || label.get()>{options}</ul>
                <p class="small muted" hidden=move || hint().is_empty()>{hint}</p>
            </div>
        }
        .into_any()
    }
}

/// The suggestions of a text field with that id. `suggest` gives them for what is typed, `choose` takes the value of the
/// one that is chosen; `label` names the list. None is active until an arrow key is pressed, so that Enter keeps what is
/// typed.
pub fn suggestion_list(
    field: &str,
    label: &'static str,
    suggest: Callback<String, Vec<ComboOption>>,
    choose: Callback<String>,
) -> TypingAid {
    let input = NodeRef::new();
    let list = ComboList::new(field.to_owned() + "-list", input);
    let open = move |text: String, first: bool| {
        let mut options = suggest.run(text);
        options.truncate(MOST);
        if options.is_empty() {
            list.hide();
        } else {
            list.show(ComboOptions { options, active: first.then_some(0), hint: "" });
        }
    };
    let pick = Callback::new(move |()| {
        let chosen = list.chosen();
        list.hide();
        if let Some(chosen) = chosen {
            choose.run(chosen.value);
        }
    });
    let is_open = Memo::new(move |_| list.is_open());
    let key = move |(event, text): (KeyboardEvent, String)| {
        if is_composing_key(&event) {
            return false;
        }
        let is_open = is_open.get_untracked();
        let taken = list.key(&event)
            || match event.key().as_str() {
                "ArrowDown" if !is_open && !event.alt_key() => {
                    open(text, true);
                    true
                }
                "Enter" if list.chosen().is_some() => {
                    pick.run(());
                    true
                }
                "Enter" => {
                    list.hide();
                    false
                }
                // A dialog around the field stays open.
                "Escape" if list.hide() => {
                    event.stop_propagation();
                    true
                }
                _ => false,
            };
        if taken {
            event.prevent_default();
        }
        taken
    };
    // Drawn while it is open: a page may have hundreds of fields.
    let draw = move |()| (move || is_open.get().then(|| list.view(Signal::stored(label.to_owned()), pick))).into_any();
    TypingAid {
        input,
        list: Signal::derive(move || is_open.get().then(|| list.id())),
        active: Signal::derive(move || list.active_id()),
        on_text: Callback::new(move |text: String| {
            if text.trim().is_empty() {
                list.hide();
            } else {
                open(text, false);
            }
        }),
        on_key: Callback::new(key),
        on_press: Callback::new(move |text: String| {
            if text.trim().is_empty() && !is_open.get_untracked() {
                open(text, false);
            }
        }),
        on_leave: Callback::new(move |()| _ = list.hide()),
        draw: Callback::new(draw),
    }
}
