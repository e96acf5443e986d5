//! Loads the page of a new plan, a small file of its own in a release.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::{HEADING, set_page_title};
use crate::app::shell::new_version::not_loaded_message;
use crate::browser::dom::focus::{focus_by_id, is_focused};
use crate::i18n::words::{app, common, quick_start as w};
use crate::widgets::{Button, Notice, NoticeKind};

/// Draws the page of a new plan.
pub type QuickStartPage = fn() -> AnyView;

/// The page being loaded: `None` where it cannot be loaded.
pub type QuickStartLoad = Pin<Box<dyn Future<Output = Option<QuickStartPage>>>>;

/// The page of a new plan, once it is loaded. A handle, from the context.
#[derive(Clone, Copy)]
pub(crate) struct QuickStartLoader {
    load: fn() -> QuickStartLoad,
    page: RwSignal<Option<QuickStartPage>>,
}

impl QuickStartLoader {
    /// Must be created at the root: what is loaded stays.
    pub fn new(load: fn() -> QuickStartLoad) -> QuickStartLoader {
        QuickStartLoader { load, page: RwSignal::new(None) }
    }

    /// Loads the page unless it is loaded. Returns whether it is there.
    pub async fn load(self) -> bool {
        if self.page.get_untracked().is_some() {
            return true;
        }
        let Some(page) = (self.load)().await else { return false };
        // Another caller may have loaded it meanwhile.
        if self.page.get_untracked().is_none() {
            self.page.set(Some(page));
        }
        true
    }
}

/// The screen of a new plan: its page, or how far loading it has come.
#[component]
pub(crate) fn QuickStartScreen() -> AnyView {
    let loader: QuickStartLoader = expect_context();
    set_page_title(|| w::title().to_owned());
    let failed = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            let why = if loader.load().await { None } else { Some(not_loaded_message(app::not_loaded_text()).await) };
            // The reader may have gone elsewhere meanwhile.
            let _ = failed.try_set(why);
        });
    };
    load();
    let again = Callback::new(move |()| load());
    (move || match (loader.page.get(), failed.get()) {
        (Some(page), _) => untrack(|| {
            // The page's own heading takes over the focus.
            if is_focused(HEADING) {
                request_animation_frame(|| {
                    focus_by_id(HEADING);
                });
            }
            page()
        }),
        (None, Some(why)) => view! {
            <div class="column">
                <h1 id=HEADING tabindex="-1">{w::title()}</h1>
                <Notice kind=NoticeKind::Bad live=true title=app::not_loaded_title()>
                    <p>{why}</p>
                    <div class="actions"><Button on_press=again>{common::try_again()}</Button></div>
                </Notice>
            </div>
        }
        .into_any(),
        (None, None) => view! {
            <div class="column" aria-busy="true">
                <h1 id=HEADING tabindex="-1">{w::title()}</h1>
                <p class="lede">{app::opening()}</p>
            </div>
        }
        .into_any(),
    })
    .into_any()
}
