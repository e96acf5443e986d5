//! The open plan's part of the header: name, place, save status, undo and redo, Go to….

use leptos::prelude::*;

use crate::app::shell::navigation::use_navigation;
use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::route::Route;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::draft_writer;
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::go_to::palette::OpenDialogs;
use crate::app::workspace::plan_name::PlanName;
use crate::app::workspace::section_names::view_name;
use crate::browser::page::clock;
use crate::browser::page::document::has_command_key;
use crate::browser::storage::drafts::SaveError;
use crate::i18n::format;
use crate::i18n::words::{app, common, go_to as w, shell, storage, typing};
use crate::plan::PlanId;
use crate::widgets::fields::open_inputs;

/// The open plan's part of the header.
pub(crate) fn view(_plan: PlanId) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let dialogs: OpenDialogs = expect_context();
    let place = move || match navigation.screen() {
        Route::Section { section, .. } => step_name(section.step()),
        Route::PlanView { view, .. } => view_name(view),
        _ => "",
    };
    let crumb = move || {
        let place = place();
        (!place.is_empty())
            .then(|| view! { <span class="crumb muted"><span aria-hidden="true">"/ "</span>{place}</span> })
    };
    let (can_undo, can_redo) = (editor.can_undo(), editor.can_redo());
    let control = if has_command_key() { "⌘ K" } else { "Ctrl K" };
    view! {
        <a class="all-plans muted" href=Route::Home.to_string()>{shell::home()}</a>
        <span class="all-plans muted" aria-hidden="true">"/"</span>
        <PlanName />
        {crumb}
        <span class="grow"></span>
        <span class="plan-tools">
            <Status />
            {icon_button(common::undo(), UNDO, can_undo, Callback::new(move |()| editor.undo()))}
            {icon_button(common::redo(), REDO, can_redo, Callback::new(move |()| editor.redo()))}
            <button
                type="button"
                class="btn plain icon go-to-button"
                aria-haspopup="dialog"
                aria-keyshortcuts="Control+K Meta+K"
                on:click=move |_| dialogs.go_to.set(true)
            >
                {icon(SEARCH)}
                <span class="words">{w::title()}</span>
                <kbd aria-hidden="true">{control}</kbd>
            </button>
        </span>
    }
    .into_any()
}

/// The paths of the icons, in a square of 24.
const UNDO: &str = "M9 14 4 9l5-5M4 9h9a6 6 0 0 1 0 12h-3";
const REDO: &str = "m15 14 5-5-5-5m5 5h-9a6 6 0 0 0 0 12h3";
const SEARCH: &str = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14m5 12 4 4";

fn icon(path: &'static str) -> AnyView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
    .into_any()
}

fn icon_button(name: &'static str, path: &'static str, can: Signal<bool>, press: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="btn plain icon"
            aria-label=name
            title=name
            disabled=move || !can.get()
            on:click=move |_| press.run(())
        >
            {icon(path)}
        </button>
    }
    .into_any()
}

/// The save status. A screen reader can read the current state at any time; it is announced only when it says something
/// new, not after every typed word.
#[component]
fn Status() -> AnyView {
    let state = use_editor().save_state();
    let plan_list = use_plan_list();
    // Typed text that is not in the plan: the stored plan is not all that is on the screen.
    let open = Memo::new(move |_| open_inputs::any());
    let pending = Memo::new(move |_| state.get() == SaveState::Pending && !open.get());
    let failed = Memo::new(move |_| matches!(state.get(), SaveState::Failed(_)) || plan_list.in_memory());
    let text = Memo::new(move |_| match state.get() {
        SaveState::Failed(error) => failure(error).to_owned(),
        _ if open.get() => typing::unsaved().to_owned(),
        state => words(state, plan_list.in_memory()),
    });
    let spoken = StoredValue::new(String::new());
    let live = Memo::new(move |_| {
        let text = text.get();
        let is_news = !pending.get() && !open.get() && spoken.with_value(|spoken| *spoken != text);
        if is_news {
            spoken.set_value(text);
        }
        if is_news { "polite" } else { "off" }
    });
    view! {
        <span class="saved muted" class:busy=move || pending.get() class:failed=move || failed.get()>
            <span role="status" aria-live=move || live.get()>{move || text.get()}</span>
        </span>
    }
    .into_any()
}

fn words(state: SaveState, in_memory: bool) -> String {
    match state {
        SaveState::Pending => shell::saving().to_owned(),
        SaveState::Failed(error) => failure(error).to_owned(),
        SaveState::Untouched | SaveState::Saved(_) if in_memory => app::in_memory_only().to_owned(),
        SaveState::Untouched if draft_writer::saves_lazily() => storage::saved_lazily().to_owned(),
        SaveState::Untouched => app::saved().to_owned(),
        SaveState::Saved(ms) => {
            let (hours, minutes) = clock::time_at(ms);
            let time = format::time(hours, minutes);
            if draft_writer::saves_lazily() { storage::saved_lazily_at(&time) } else { shell::saved_at(&time) }
        }
    }
}

fn failure(error: SaveError) -> &'static str {
    match error {
        SaveError::Full => app::not_saved_full(),
        SaveError::ChangedElsewhere => app::not_saved_changed(),
        SaveError::DeletedElsewhere => app::not_saved_deleted(),
    }
}
