//! The open plan's part of the header: name, save status, undo and redo.

use leptos::prelude::*;

use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::route::Route;
use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::draft_writer;
use crate::app::workspace::editor::use_editor;
use crate::browser::page::clock;
use crate::browser::storage::drafts::SaveError;
use crate::i18n::format;
use crate::i18n::words::{app, common, shell, storage, typing};
use crate::plan::PlanId;
use crate::widgets::fields::open_inputs;
use crate::widgets::{Button, ButtonKind};

/// The open plan's part of the header.
pub(crate) fn view(plan: PlanId) -> AnyView {
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
