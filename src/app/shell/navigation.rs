//! The current route: the address in the browser as a signal; focus and title follow it.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::browser::page::{address, document};
use crate::i18n::words::shell;
use crate::widgets::fields::open_inputs;

/// The id of every screen's heading, which gets the focus on a new screen.
pub const HEADING: &str = "page-heading";

/// The current route. A handle, from the context.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    screen: Memo<Route>,
    /// How often the screen was rendered again for the same route.
    draws: RwSignal<u32>,
}

/// The navigation from the context.
///
/// # Panics
/// Outside of the app's views, where there is none.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Starts with the address that the page was opened with and follows its changes.
    pub(crate) fn start() -> Navigation {
        let first = Route::parse(&address::fragment()).unwrap_or(Route::Home);
        let route = RwSignal::new(first.clone());
        let navigation =
            Navigation { route, screen: Memo::new(move |_| route.with(Route::screen)), draws: RwSignal::new(0) };
        if let Some(anchor) = first.anchor() {
            focus_when_rendered(anchor.to_owned());
        }
        address::on_change(move || navigation.follow());
        navigation
    }

    fn follow(self) {
        let fragment = address::fragment();
        if let Some(route) = Route::parse(&fragment) {
            self.arrive(route);
        } else {
            // A link within the page. The address stays that of the screen, for a reload.
            focus_by_id(fragment.trim_start_matches('#'));
            address::replace(&self.route.get_untracked().to_string());
        }
    }

    fn arrive(self, route: Route) {
        if self.route.with_untracked(Route::screen) != route.screen() {
            // Stash typed text before the screen is unmounted.
            open_inputs::leave_screen();
        }
        let anchor = route.anchor().map(str::to_owned);
        self.route.set(route);
        // In the next frame the new screen is rendered; before, the old one would be found.
        request_animation_frame(move || {
            if let Some(anchor) = anchor {
                focus_when_rendered(anchor);
            } else {
                focus_by_id(HEADING);
                address::scroll_to_top();
            }
        });
    }

    /// The route with its anchor, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The route now, untracked.
    pub fn peek(self) -> Route {
        self.route.get_untracked()
    }

    /// The route without anchor, tracked: changes only when another screen is to be rendered.
    pub fn screen(self) -> Route {
        self.draws.track();
        self.screen.get()
    }

    /// Goes to a route, as its link does. For the current route, restores the focus there.
    pub fn go(self, to: &Route) {
        if *to == self.peek() {
            self.arrive(to.clone());
        } else {
            address::go(&to.to_string());
        }
    }

    /// Renders the current screen again.
    pub(crate) fn redraw(self) {
        open_inputs::leave_screen();
        self.draws.update(|draws| *draws = draws.wrapping_add(1));
    }

    /// Replaces the current route in the history.
    pub fn replace(self, to: &Route) {
        address::replace(&to.to_string());
        self.arrive(to.clone());
    }
}

/// Sets the title of the browser tab for as long as the screen is shown.
pub fn set_page_title(what: impl Fn() -> String + 'static) {
    Effect::new(move || document::set_title(&shell::page_title(&what())));
}
