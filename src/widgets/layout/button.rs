//! Buttons, links that look like buttons, and menus.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::focus::{focus_among, holds_focus};
use crate::widgets::alive::Alive;

/// The weight of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a screen.
    Primary,
    /// Any other action.
    #[default]
    Quiet,
    /// A destructive action. It can be undone, so it is not loud.
    Danger,
    /// Looks like a link, for actions within a sentence or a row.
    Plain,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn quiet danger",
            Self::Plain => "btn plain",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// What happens.
    on_press: Callback<()>,
    /// Whether it is disabled.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// A stable id, where something links to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// A longer accessible name: "Delete Weibo feed ads".
    #[prop(optional, into)]
    name: Option<String>,
    /// Its label.
    children: Children,
) -> AnyView {
    view! {
        <button
            type="button"
            class=kind.class()
            id=id
            aria-label=name
            disabled=move || disabled.is_some_and(|disabled| disabled.get())
            on:click=move |_| _ = on_press.try_run(())
        >
            {children()}
        </button>
    }
    .into_any()
}

/// A link that looks like a button, for an action that leads to another screen.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its label.
    children: Children,
) -> AnyView {
    view! { <a class=kind.class() href=move || href.get()>{children()}</a> }.into_any()
}

/// One action of a [`MenuButton`].
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    run: Callback<()>,
    danger: bool,
}

impl MenuItem {
    /// An action and what it is called.
    pub fn new(label: impl Into<String>, run: Callback<()>) -> Self {
        Self { label: label.into(), run, danger: false }
    }

    /// Marks it as destructive.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
}

/// A button that opens a short list of actions. Arrow keys move in it; Escape or a click elsewhere closes it.
#[component]
pub fn MenuButton(
    /// What the button says.
    #[prop(into)]
    label: String,
    /// A longer accessible name: "More for Weibo feed ads".
    #[prop(optional, into)]
    name: Option<String>,
    /// The button's weight, where it is not a small one in a row.
    #[prop(optional)]
    kind: Option<ButtonKind>,
    /// The actions.
    items: Vec<MenuItem>,
) -> AnyView {
    let open = RwSignal::new(false);
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let alive = Alive::here();
    let close = move |refocus: bool| {
        open.set(false);
        if refocus && let Some(button) = button.try_get_untracked().flatten() {
            let _ = button.focus();
        }
    };
    let step = move |step: i32| {
        if let Some(whole) = whole.try_get_untracked().flatten() {
            focus_among(&whole, ".menu button", step);
        }
    };
    // Rendered when opened: most menus of a long table never are.
    let list = move || {
        open.get().then(|| {
            let items = items
                .iter()
                .cloned()
                .map(|item| {
                    let press = move |_| {
                        close(true);
                        let _ = item.run.try_run(());
                    };
                    view! { <li><button type="button" class:danger=item.danger on:click=press>{item.label}</button></li> }
                })
                .collect::<Vec<_>>();
            view! { <ul class="menu">{items}</ul> }
        })
    };
    view! {
        <div
            class="menu-of"
            node_ref=whole
            on:keydown=alive.guard(move |event: KeyboardEvent| {
                let key = event.key();
                match key.as_str() {
                    "Escape" if open.get_untracked() => {
                        event.stop_propagation();
                        close(true);
                    }
                    "ArrowDown" | "ArrowUp" => {
                        event.prevent_default();
                        let was_open = open.get_untracked();
                        open.set(true);
                        let by = if key == "ArrowDown" { 1 } else { -1 };
                        // The list is rendered after this event.
                        if was_open { step(by) } else { request_animation_frame(move || step(by)) }
                    }
                    _ => {}
                }
            })
            on:focusout=move |_| {
                // During this event nothing has the focus; afterwards the menu may be unmounted.
                request_animation_frame(move || {
                    let left = whole.try_get_untracked().flatten().is_some_and(|whole| !holds_focus(&whole));
                    if left && open.try_get_untracked() == Some(true) {
                        close(false);
                    }
                });
            }
        >
            <button
                type="button"
                class=kind.map_or("btn quiet small", ButtonKind::class)
                node_ref=button
                aria-label=name
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {label}
                <span class="caret" aria-hidden="true"></span>
            </button>
            {list}
        </div>
    }
    .into_any()
}
