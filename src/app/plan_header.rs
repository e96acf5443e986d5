//! The open plan's part of the header: its name, whether it is safe, undo and redo.

use leptos::prelude::*;

use super::editor::use_editor;
use super::route::Route;
use super::saving::SaveState;
use crate::browser::clock;
use crate::browser::drafts::{self, SaveError};
use crate::i18n::format;
use crate::i18n::words::{app, common, shell};
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind};

/// The header's part.
pub(super) fn view(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let name = editor.name();
    view! {
        <a class="hide-s" href=Route::Plan(plan).to_string()>{move || name.get()}</a>
        <span class="grow"></span>
        <span class="plan-tools">
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
        </span>
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
