//! The plan's name in the header, renamed in place.

use std::rc::Rc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::app::workspace::editor::use_editor;
use crate::browser::dom::form_controls::{NAME_CHARS, is_composing_key, select_all};
use crate::i18n::words::go_to as w;
use crate::widgets::Alive;
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::InputRequest;

const FIELD: &str = "plan-rename";

/// The name as a button; pressed, a field. Enter or leaving the field saves, Escape keeps the old name.
#[component]
pub(crate) fn PlanName() -> AnyView {
    let editor = use_editor();
    let name = editor.name();
    let renaming = RwSignal::new(false);
    let (input, button) = (NodeRef::<html::Input>::new(), NodeRef::<html::Button>::new());
    let alive = Alive::here();
    let refocus = StoredValue::new(false);
    let finish = move |save: bool, back: bool| {
        // The field also loses the focus when it is removed, and when the header is.
        if !alive.is() || !renaming.get_untracked() {
            return;
        }
        let typed = input.get_untracked().map(|input| input.value().trim().to_owned());
        refocus.set_value(back);
        renaming.set(false);
        open_inputs::release(FIELD);
        if let Some(typed) = typed.filter(|typed| save && editor.peek(|plan| plan.basics.name != *typed)) {
            editor.change_basics("", |basics| basics.name = typed);
        }
    };
    let hold = move |event| {
        let asked = move |ask| finish(ask == InputRequest::Commit, false);
        open_inputs::hold(FIELD, event_target_value(&event), Rc::new(asked));
    };
    let key = move |event: KeyboardEvent| {
        if is_composing_key(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => finish(true, true),
            "Escape" => finish(false, true),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    Effect::new(move || {
        if let Some(button) = button.get().filter(|_| refocus.get_value()) {
            refocus.set_value(false);
            let _ = button.focus();
        }
    });
    on_cleanup(|| open_inputs::release(FIELD));
    let shown = move || {
        if renaming.get() {
            view! {
                <input
                    node_ref=input
                    class="plan-name"
                    type="text"
                    autocomplete="off"
                    maxlength=NAME_CHARS.to_string()
                    aria-label=w::name_label()
                    value=editor.peek(|plan| plan.basics.name.clone())
                    data-own-undo=""
                    on:focus=move |event| select_all(&event)
                    on:input=hold
                    on:keydown=key
                    on:blur=move |_| finish(true, false)
                />
            }
            .into_any()
        } else {
            view! {
                <button
                    node_ref=button
                    type="button"
                    class="plan-name"
                    aria-label=move || w::rename(&name.get())
                    on:click=move |_| renaming.set(true)
                >
                    {move || name.get()}
                </button>
            }
            .into_any()
        }
    };
    shown.into_any()
}
