//! The root: state that lives as long as the page, and the screen of the current route.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::error_screens::NotFound;
use crate::app::shell::home::Home;
use crate::app::shell::navigation::Navigation;
use crate::app::shell::page_frame::Shell;
use crate::app::shell::plan_cards::PlanCardsLoad;
use crate::app::shell::plan_list::PlanList;
use crate::app::shell::plan_loader::{Pace, PlanLoad, PlanLoader, PlanLoading};
use crate::app::shell::quick_start_loader::{QuickStartLoad, QuickStartLoader, QuickStartScreen};
use crate::app::shell::route::Route;
use crate::browser::page::lifecycle;
use crate::browser::storage::{drafts, tabs};
use crate::i18n;
use crate::widgets::Toasts;

/// The whole app. Mount it once, after the first language pack is installed.
#[component]
pub fn App(
    /// Loads the workspace.
    load: fn(Pace) -> PlanLoad,
    /// Loads the cards of the stored plans.
    load_cards: fn() -> PlanCardsLoad,
    /// Loads the page of a new plan.
    load_quick_start: fn() -> QuickStartLoad,
) -> AnyView {
    drafts::migrate_legacy_keys();
    let toasts = Toasts::provide();
    let navigation = Navigation::start();
    let loader = PlanLoader::new(load, toasts, navigation);
    let plan_list = PlanList::new(load_cards, loader, toasts, navigation);
    Effect::new(move |before: Option<Route>| {
        let screen = navigation.screen();
        if before.is_some_and(|before| before != screen) {
            toasts.leave_screen();
        }
        screen
    });
    provide_context(navigation);
    provide_context(loader);
    let quick_start = QuickStartLoader::new(load_quick_start);
    provide_context(plan_list);
    provide_context(quick_start);
    listen(plan_list);
    lifecycle::when_idle(move || preload(loader, quick_start));
    let epoch = i18n::epoch();
    // Another language renders the page again; everything that must survive that is created above.
    (move || {
        epoch.track();
        // Signals read while a screen is created must not render it again.
        untrack(move || view! { <Shell>{move || screen(loader, navigation)}</Shell> }.into_any())
    })
    .into_any()
}

/// Fetches ahead what the reader may go to next: the page of a new plan at once, which is small; the workspace as soon as
/// the page is quiet, so that it does not take the line from what the reader asks for.
fn preload(loader: PlanLoader, quick_start: QuickStartLoader) {
    spawn_local(async move {
        quick_start.load().await;
        lifecycle::quiet().await;
        loader.preload();
    });
}

/// Listens to page events that concern the app, with or without an open plan.
fn listen(plan_list: PlanList) {
    lifecycle::on_page_show(move || plan_list.refresh_if_shown());
    // The workspace recovers drafts from the crash journal.
    Effect::new(move || {
        if plan_list.loader.workspace().is_some() {
            plan_list.refresh_if_shown();
        }
    });
    lifecycle::ask_before_closing(|| drafts::is_blocked() && drafts::is_any_listed());
    lifecycle::on_file_drop(move |over| plan_list.set_file_drag_over(over), move |files| plan_list.import(files));
    lifecycle::on_table_paste(move |table| plan_list.paste(table));
    tabs::on_storage(move |change| {
        if change.key.as_deref().is_none_or(drafts::is_listed) {
            plan_list.refresh_if_shown();
        }
    });
}

/// The screen of the current route.
fn screen(loader: PlanLoader, navigation: Navigation) -> AnyView {
    let route = navigation.screen();
    if route.plan().is_none() {
        // Save a plan when it is left.
        loader.save();
    }
    match route {
        Route::Home => return untrack(|| view! { <Home /> }.into_any()),
        Route::New => return untrack(|| view! { <QuickStartScreen /> }.into_any()),
        Route::Unknown => return untrack(|| view! { <NotFound /> }.into_any()),
        Route::Plan(_) | Route::Section { .. } | Route::PlanView { .. } | Route::Shared(_) => {}
    }
    match loader.workspace() {
        Some(workspace) => (workspace.parts.screen)(workspace.editor, &route),
        None => untrack(move || view! { <PlanLoading loader=loader route=route /> }.into_any()),
    }
}
