//! What stands around every screen: header, save status, undo, language, appearance, the page's end.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::use_editor;
use super::navigation::use_navigation;
use super::route::Route;
use super::save_bar::SaveBar;
use super::saving::SaveState;
use crate::browser::clock;
use crate::browser::drafts::{self, SaveError};
use crate::browser::focus::{Urgency, announce, focus_by_id, focus_when_there};
use crate::browser::theme::{self, Theme};
use crate::i18n::words::{app, common, shell};
use crate::i18n::{self, Locale, format};
use crate::widgets::{Button, ButtonKind, ToastHost, Toasts};

const MAIN: &str = "main";
const LANGUAGE: &str = "language-switch";

/// The frame; the screen is its content.
#[component]
pub(super) fn Shell(children: Children) -> AnyView {
    view! {
        // A link in form, so that it is found as one; the address keeps the screen.
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                focus_by_id(MAIN);
            }
        >
            {shell::skip_to_content()}
        </a>
        <Header />
        <main id=MAIN tabindex="-1">
            <SaveBar />
            {children()}
        </main>
        <footer class="spread">
            <p>{shell::stays_here()} <br /> {app::open_source(env!("CARGO_PKG_VERSION"))}</p>
            <ThemeChoice />
        </footer>
        <ToastHost />
    }
    .into_any()
}

#[component]
fn Header() -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let name = editor.name();
    // The plan's own parts of the header, as long as the reader is in it.
    let shown = Memo::new(move |_| editor.open_plan().filter(|open| navigation.route().plan() == Some(*open)));
    let of_plan = move || {
        shown.get().map(|plan| {
            view! {
                <a class="hide-s" href=Route::Plan(plan).to_string()>{move || name.get()}</a>
                <span class="grow"></span>
                <Status />
                <Button
                    kind=ButtonKind::Plain
                    on_press=Callback::new(move |()| editor.undo())
                    disabled=Signal::derive(move || !editor.can_undo().get())
                >
                    {common::undo()}
                </Button>
                <Button
                    kind=ButtonKind::Plain
                    on_press=Callback::new(move |()| editor.redo())
                    disabled=Signal::derive(move || !editor.can_redo().get())
                >
                    {common::redo()}
                </Button>
            }
        })
    };
    let rest = move || shown.get().is_none().then(|| view! { <span class="grow"></span> });
    view! {
        <header>
            <a class="logo" href=Route::Home.to_string() aria-label=shell::app_name()>"Ground"<i>"swell"</i></a>
            {of_plan}
            {rest}
            <LanguageSwitch />
        </header>
    }
    .into_any()
}

/// Whether the plan is safe. What is soon to be saved is shown but not spoken: it would be said after every word.
#[component]
fn Status() -> AnyView {
    let state = use_editor().save_state();
    let pending = Memo::new(move |_| state.get() == SaveState::Pending);
    let failed = Memo::new(move |_| matches!(state.get(), SaveState::Failed(_)) || drafts::is_blocked());
    let said = Memo::new(move |before: Option<&String>| match state.get() {
        SaveState::Pending => before.cloned().unwrap_or_default(),
        SaveState::Failed(error) => failure(error).to_owned(),
        SaveState::Untouched | SaveState::Saved(_) if drafts::is_blocked() => app::in_memory_only().to_owned(),
        SaveState::Untouched => app::saved().to_owned(),
        SaveState::Saved(ms) => {
            let (hours, minutes) = clock::time_at(ms);
            shell::saved_at(&format::time(hours, minutes))
        }
    });
    view! {
        <span class="saved muted" class:busy=move || pending.get() class:failed=move || failed.get()>
            <Show when=move || pending.get() fallback=|| ()>
                <span aria-hidden="true">{shell::saving()}</span>
            </Show>
            <span role="status" class:unseen=move || pending.get()>{move || said.get()}</span>
        </span>
    }
    .into_any()
}

fn failure(error: SaveError) -> &'static str {
    match error {
        SaveError::Full => app::not_saved_full(),
        SaveError::Blocked => app::not_saved_blocked(),
        SaveError::ChangedElsewhere => app::not_saved_changed(),
        SaveError::DeletedElsewhere => app::not_saved_deleted(),
    }
}

/// The other language, in its own name.
#[component]
fn LanguageSwitch() -> AnyView {
    let toasts = Toasts::here();
    let other = match i18n::locale() {
        Locale::En => Locale::Zh,
        Locale::Zh => Locale::En,
    };
    let switch = move |_| {
        spawn_local(async move {
            if i18n::switch_to(other).await.is_err() {
                toasts.say(shell::language_failed());
                return;
            }
            // The page is drawn anew and the button with it.
            focus_when_there(LANGUAGE.to_owned());
            announce(shell::language_switched(), Urgency::Polite);
        });
    };
    view! {
        <button id=LANGUAGE type="button" class="btn plain" lang=other.tag() on:click=switch>
            {match other {
                Locale::En => "English",
                Locale::Zh => "中文",
            }}
        </button>
    }
    .into_any()
}

#[component]
fn ThemeChoice() -> AnyView {
    let now = theme::chosen();
    let options = Theme::ALL.map(|choice| {
        let label = match choice {
            Theme::Auto => shell::theme_auto(),
            Theme::Light => shell::theme_light(),
            Theme::Dark => shell::theme_dark(),
        };
        view! { <option value=choice.code() selected=choice == now>{label}</option> }
    });
    view! {
        <label>
            {shell::theme()} " "
            <select
                class="btn quiet small"
                on:change=move |event| theme::choose(Theme::from_code(&event_target_value(&event)))
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}
