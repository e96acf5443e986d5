//! The root: what lives as long as the page, and the screen for the place the reader is at.

use leptos::prelude::*;

use crate::app::shell::error_screens::NotFound;
use crate::app::shell::home::Home;
use crate::app::shell::navigation::Navigation;
use crate::app::shell::page_frame::Shell;
use crate::app::shell::plan_list::PlanList;
use crate::app::shell::plan_loader::{PlanLoad, PlanLoader, Waiting};
use crate::app::shell::route::Route;
use crate::browser::page::lifecycle;
use crate::browser::storage::{drafts, tabs};
use crate::i18n;
use crate::widgets::Toasts;

/// The whole app. Mount it once, after the first words are installed.
#[component]
pub fn App(
    /// Loads what is needed only with a plan.
    load: fn() -> PlanLoad,
) -> AnyView {
    drafts::adopt();
    let toasts = Toasts::provide();
    let navigation = Navigation::start();
    let side = PlanLoader::new(load, toasts, navigation);
    let library = PlanList::new(side, toasts, navigation);
    provide_context(navigation);
    provide_context(side);
    provide_context(library);
    listen(library);
    // Once there is nothing more urgent: by the time a plan is opened, it can be drawn.
    lifecycle::when_idle(move || side.begin_ahead());
    let epoch = i18n::epoch();
    // Another language is a page drawn anew; all that must outlast that is made above.
    (move || {
        epoch.track();
        // What a screen happens to read while it is being made shall not draw it anew when that changes.
        untrack(move || view! { <Shell>{move || screen(side, navigation)}</Shell> }.into_any())
    })
    .into_any()
}

/// What the page as a whole tells the app, whether a plan is open or not.
fn listen(library: PlanList) {
    lifecycle::on_return(move || library.refresh_if_shown());
    // With the plan's side comes what the crash journal holds.
    Effect::new(move || {
        if library.side.here().is_some() {
            library.refresh_if_shown();
        }
    });
    lifecycle::ask_before_closing(|| drafts::is_blocked() && !drafts::cards().is_empty());
    lifecycle::on_file_drop(move |over| library.hold(over), move |files| library.import(files));
    tabs::on_storage(move |change| {
        if change.key.as_deref().is_none_or(drafts::is_listed) {
            library.refresh_if_shown();
        }
    });
}

/// The screen for where the reader is.
fn screen(side: PlanLoader, navigation: Navigation) -> AnyView {
    let route = navigation.screen();
    if route.plan().is_none() {
        // Leaving a plan is a good moment to save it.
        side.save();
    }
    match route {
        Route::Home => return untrack(|| view! { <Home /> }.into_any()),
        Route::Unknown => return untrack(|| view! { <NotFound /> }.into_any()),
        Route::Plan(_) | Route::Step { .. } | Route::PlanView { .. } | Route::Shared(_) => {}
    }
    match side.here() {
        Some(here) => (here.parts.screen)(here.editor, &route),
        None => untrack(move || view! { <Waiting side=side route=route /> }.into_any()),
    }
}
