//! Where the reader is: the address in the browser, as a signal, with focus and title following it.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::browser::page::{address, document};
use crate::i18n::words::shell;
use crate::widgets::fields::open_inputs;

/// The id of every screen's heading; it takes the focus when the screen is new.
pub const HEADING: &str = "page-heading";

/// Where the reader is. A handle, given from above.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    screen: Memo<Route>,
    /// How often a screen was drawn anew though the place is the same.
    draws: RwSignal<u32>,
}

/// The navigation given from above.
///
/// # Panics
/// Outside of the app's views, where there is none.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Takes up the address the page was opened with, and follows it from then on.
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
            // A link within the page. The address stays that of the screen, so that a reload finds it.
            focus_by_id(fragment.trim_start_matches('#'));
            address::replace(&self.route.get_untracked().to_string());
        }
    }

    fn arrive(self, route: Route) {
        if self.route.with_untracked(Route::screen) != route.screen() {
            // This screen is about to go, and must not take along what is typed in it.
            open_inputs::leave_screen();
        }
        let anchor = route.anchor().map(str::to_owned);
        self.route.set(route);
        // By the next frame the new screen is there; before, the old one would be found.
        request_animation_frame(move || {
            if let Some(anchor) = anchor {
                focus_when_rendered(anchor);
            } else {
                focus_by_id(HEADING);
                address::scroll_to_top();
            }
        });
    }

    /// The place, with the field that is meant.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The place as it is now, once.
    pub fn peek(self) -> Route {
        self.route.get_untracked()
    }

    /// The screen: changes only when another one is to be drawn.
    pub fn screen(self) -> Route {
        self.draws.track();
        self.screen.get()
    }

    /// Goes to a place, as its link does. To the very place the reader is at, it brings the focus back there.
    pub fn go(self, to: &Route) {
        if *to == self.peek() {
            self.arrive(to.clone());
        } else {
            address::go(&to.to_string());
        }
    }

    /// Draws the present screen anew.
    pub(crate) fn redraw(self) {
        open_inputs::leave_screen();
        self.draws.update(|draws| *draws = draws.wrapping_add(1));
    }

    /// Puts a place in the stead of the present one: Back does not lead here again.
    pub fn replace(self, to: &Route) {
        address::replace(&to.to_string());
        self.arrive(to.clone());
    }
}

/// Names the browser's tab after what the screen shows, for as long as it is shown.
pub fn set_page_title(what: impl Fn() -> String + 'static) {
    Effect::new(move || document::set_title(&shell::page_title(&what())));
}
