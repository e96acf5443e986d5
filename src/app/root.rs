//! The root: what lives as long as the page, and the screen for the place the reader is at.

use leptos::prelude::*;

use super::editor::{Editor, OpenError};
use super::home::Home;
use super::library::Library;
use super::load_words::load_error_words;
use super::navigation::Navigation;
use super::route::Route;
use super::shell::Shell;
use super::task_list::TaskList;
use super::trouble::{CannotOpen, NotFound, OtherUnsaved, PlanNotThere};
use crate::browser::lifecycle::{self, Shortcut};
use crate::browser::{drafts, tabs};
use crate::i18n;
use crate::plan::check::Finding;
use crate::plan::{Plan, Step};
use crate::widgets::Toasts;

/// What the app takes from the steps.
#[derive(Clone, Copy)]
pub struct StepRegistry {
    /// Draws a step, all of it: see [`StepPage`](super::StepPage).
    pub render: fn(Step) -> AnyView,
    /// A finding as a sentence in the reader's language.
    pub finding_words: fn(&Finding, &Plan) -> String,
    /// The rows of "The plan so far": `<dt>` and `<dd>` in turn.
    pub rail: fn() -> AnyView,
}

/// The whole app. Mount it once, after the first words are installed.
#[component]
pub fn App(
    /// The steps.
    registry: StepRegistry,
) -> AnyView {
    let toasts = Toasts::provide();
    let editor = Editor::new(toasts);
    let navigation = Navigation::start();
    let library = Library::new(editor, toasts, navigation);
    provide_context(editor);
    provide_context(navigation);
    provide_context(library);
    provide_context(registry);
    listen(editor, navigation, library);
    let epoch = i18n::epoch();
    // Another language is a page drawn anew; all that must outlast that is made above.
    (move || {
        epoch.track();
        // What a screen happens to read while it is being made shall not draw it anew when that changes.
        untrack(move || view! { <Shell>{move || screen(editor, navigation)}</Shell> }.into_any())
    })
    .into_any()
}

/// What the page as a whole tells the app.
fn listen(editor: Editor, navigation: Navigation, library: Library) {
    lifecycle::on_leaving(move || editor.save());
    lifecycle::on_focus_moved(move || editor.end_typing());
    lifecycle::on_return(move || {
        editor.look_again();
        library.refresh_if_shown();
    });
    lifecycle::ask_before_closing(move || {
        editor.save();
        editor.is_unsaved() || (drafts::is_blocked() && !drafts::cards().is_empty())
    });
    lifecycle::on_shortcut(move |shortcut| {
        let in_plan = navigation.peek().plan().is_some() && editor.peek_open().is_some();
        if in_plan {
            match shortcut {
                Shortcut::Undo => editor.undo(),
                Shortcut::Redo => editor.redo(),
            }
        }
        in_plan
    });
    lifecycle::on_file_drop(move |over| library.hold(over), move |files| library.import(files));
    tabs::on_storage(move |change| {
        let Some(key) = &change.key else {
            editor.look_again();
            library.refresh_if_shown();
            return;
        };
        if let Some(id) = drafts::revised(key) {
            editor.hear(id, drafts::revision_in(change.value).as_ref());
        }
        if drafts::is_listed(key) {
            library.refresh_if_shown();
        }
    });
}

/// The screen for where the reader is.
fn screen(editor: Editor, navigation: Navigation) -> AnyView {
    let route = navigation.screen();
    let Some(plan) = route.plan() else {
        // Leaving a plan is a good moment to save it.
        editor.save();
        return untrack(move || match route {
            Route::Home => view! { <Home /> }.into_any(),
            _ => view! { <NotFound /> }.into_any(),
        });
    };
    let opened = editor.open(plan);
    // Tracked after opening, which changes it: from here on, another plan in this one's place draws the screen anew.
    editor.loads();
    untrack(move || match (opened, route) {
        (Ok(()), Route::Step { step, .. }) => {
            let registry: StepRegistry = expect_context();
            (registry.render)(step)
        }
        (Ok(()), _) => view! { <TaskList plan=plan /> }.into_any(),
        (Err(OpenError::NotThere), _) => view! { <PlanNotThere plan=plan /> }.into_any(),
        (Err(OpenError::Unreadable(error)), _) => {
            view! { <CannotOpen plan=plan reason=load_error_words(&error) /> }.into_any()
        }
        (Err(OpenError::OtherUnsaved), _) => view! { <OtherUnsaved /> }.into_any(),
    })
}
