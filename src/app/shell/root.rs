//! The root: what lives as long as the page, and the screen for the place the reader is at.

use leptos::prelude::*;

use crate::app::shell::error_screens::NotFound;
use crate::app::shell::home::Home;
use crate::app::shell::navigation::Navigation;
use crate::app::shell::page_frame::Shell;
use crate::app::shell::plan_list::PlanList;
use crate::app::shell::plan_loader::{PlanLoad, PlanLoader, PlanLoading};
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
    drafts::migrate_legacy_keys();
    let toasts = Toasts::provide();
    let navigation = Navigation::start();
    let loader = PlanLoader::new(load, toasts, navigation);
    let plan_list = PlanList::new(loader, toasts, navigation);
    provide_context(navigation);
    provide_context(loader);
    provide_context(plan_list);
    listen(plan_list);
    // Once there is nothing more urgent: by the time a plan is opened, it can be drawn.
    lifecycle::when_idle(move || loader.preload());
    let epoch = i18n::epoch();
    // Another language is a page drawn anew; all that must outlast that is made above.
    (move || {
        epoch.track();
        // What a screen happens to read while it is being made shall not draw it anew when that changes.
        untrack(move || view! { <Shell>{move || screen(loader, navigation)}</Shell> }.into_any())
    })
    .into_any()
}

/// What the page as a whole tells the app, whether a plan is open or not.
fn listen(plan_list: PlanList) {
    lifecycle::on_page_show(move || plan_list.refresh_if_shown());
    // With the plan's loader comes what the crash journal holds.
    Effect::new(move || {
        if plan_list.loader.workspace().is_some() {
            plan_list.refresh_if_shown();
        }
    });
    lifecycle::ask_before_closing(|| drafts::is_blocked() && !drafts::cards().is_empty());
    lifecycle::on_file_drop(move |over| plan_list.set_file_drag_over(over), move |files| plan_list.import(files));
    tabs::on_storage(move |change| {
        if change.key.as_deref().is_none_or(drafts::is_listed) {
            plan_list.refresh_if_shown();
        }
    });
}

/// The screen for where the reader is.
fn screen(loader: PlanLoader, navigation: Navigation) -> AnyView {
    let route = navigation.screen();
    if route.plan().is_none() {
        // Leaving a plan is a good moment to save it.
        loader.save();
    }
    match route {
        Route::Home => return untrack(|| view! { <Home /> }.into_any()),
        Route::Unknown => return untrack(|| view! { <NotFound /> }.into_any()),
        Route::Plan(_) | Route::Step { .. } | Route::PlanView { .. } | Route::Shared(_) => {}
    }
    match loader.workspace() {
        Some(workspace) => (workspace.parts.screen)(workspace.editor, &route),
        None => untrack(move || view! { <PlanLoading loader=loader route=route /> }.into_any()),
    }
}
