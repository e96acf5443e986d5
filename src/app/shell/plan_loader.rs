//! What is needed only with a plan: loaded when a plan is first opened or made, not with the first screen.
//!
//! A release is split in two: all that is reached only through [`PlanParts`] is a file of its own, fetched once the first
//! screen is there, or at once where a plan's address was opened. So whatever belongs to the first screen does not
//! itself read, check or change a plan, but asks for it through [`PlanLoader`]: one call from there to workspace, and all that
//! it reaches is in the first load again.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::error_screens::{link_home, screen};
use crate::app::shell::navigation::{HEADING, Navigation, set_page_title, use_navigation};
use crate::app::shell::plan_list::{Entry, Job, PlanList, card_name};
use crate::app::shell::rename_dialog::Renaming;
use crate::app::shell::route::Route;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::editor::Editor;
use crate::app::workspace::entry_points::StepRegistry;
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered, is_focused};
use crate::browser::page::versions;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::{Card, SaveError};
use crate::i18n::words::{app, common};
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind, Toasts};

/// The plan's loader on its way: `None` where it cannot be loaded.
pub type PlanLoad = Pin<Box<dyn Future<Output = Option<PlanParts>>>>;

/// The ways into the plan's loader. Made by [`PlanParts::of`].
#[derive(Clone, Copy)]
pub struct PlanParts {
    pub(crate) registry: StepRegistry,
    /// Brings the drafts to what the crash journal holds of them; to be awaited before a plan is opened.
    pub(crate) recover_drafts: fn() -> Pin<Box<dyn Future<Output = ()>>>,
    /// What was found there.
    pub(crate) recovered_notice: fn() -> AnyView,
    /// What takes the room of the storage, once that is nearly full.
    pub(crate) storage_meter: fn(PlanList) -> AnyView,
    /// Makes the editor, and listens to what concerns it.
    pub(crate) start: fn(StepRegistry, Toasts, Navigation) -> Editor,
    /// Saves the open plan.
    pub(crate) save: fn(Editor),
    /// The screen of a plan's address.
    pub(crate) screen: fn(Editor, &Route) -> AnyView,
    /// The open plan's part of the header.
    pub(crate) plan_header: fn(PlanId) -> AnyView,
    /// Says that the open plan is not saved, and what to do.
    pub(crate) not_saved_notice: fn(SaveError) -> AnyView,
    /// Hands out the open plan.
    pub(crate) download_button: fn() -> AnyView,
    /// Reads what the list shows of a draft that the index does not know as it is now.
    pub(crate) read_entry: fn(Card) -> Option<Entry>,
    /// The same of a deleted one.
    pub(crate) read_deleted_card: fn(Card, i64) -> Card,
    /// Says that a newer version is there, while one is.
    pub(crate) new_version_notice: fn() -> AnyView,
    /// Asks for a plan's new name.
    pub(crate) rename_dialog: fn(PlanList, Renaming) -> AnyView,
    /// Does what needs a plan.
    pub(crate) run_job: fn(PlanList, Job),
}

/// The plan's loader once it is loaded.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// The screens of an open plan.
    pub parts: PlanParts,
    /// The open plan.
    pub editor: Editor,
}

/// The way to the plan's loader, from the first screen's. A handle, given from above.
#[derive(Clone, Copy)]
pub struct PlanLoader {
    workspace: RwSignal<Option<Workspace>>,
    failed: RwSignal<bool>,
    /// Whether it failed because a newer version took its place.
    newer: RwSignal<bool>,
    /// Whether anyone has asked for it yet.
    asked: StoredValue<bool>,
    load: fn() -> PlanLoad,
    owner: StoredValue<Owner>,
    toasts: Toasts,
    navigation: Navigation,
}

impl PlanLoader {
    /// To be made at the root: what is loaded later belongs there too.
    pub fn new(load: fn() -> PlanLoad, toasts: Toasts, navigation: Navigation) -> PlanLoader {
        PlanLoader {
            workspace: RwSignal::new(None),
            failed: RwSignal::new(false),
            newer: RwSignal::new(false),
            asked: StoredValue::new(false),
            load,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            toasts,
            navigation,
        }
    }

    /// It, if it is loaded; what calls this is run again when it is.
    pub fn workspace(self) -> Option<Workspace> {
        self.workspace.get()
    }

    /// It, if it is loaded by now.
    pub fn peek(self) -> Option<Workspace> {
        self.workspace.get_untracked()
    }

    /// Loads it, unless that is done. After a failure a further call is a further try.
    pub async fn load_workspace(self) -> Option<Workspace> {
        if let Some(workspace) = self.peek() {
            return Some(workspace);
        }
        self.asked.set_value(true);
        if self.failed.get_untracked() {
            self.failed.set(false);
        }
        let Some(parts) = (self.load)().await else {
            self.newer.set(versions::is_newer_available().await);
            self.failed.set(true);
            return None;
        };
        (parts.recover_drafts)().await;
        // Someone else may have waited for the same, and be served.
        if let Some(workspace) = self.peek() {
            return Some(workspace);
        }
        let start = || (parts.start)(parts.registry, self.toasts, self.navigation);
        let workspace = Workspace { parts, editor: self.owner.with_value(|owner| owner.with(start)) };
        self.workspace.set(Some(workspace));
        Some(workspace)
    }

    /// Begins to load it, unless someone has asked for it: a failure that is being shown stays until the reader tries
    /// again.
    pub fn preload(self) {
        if !self.asked.get_value() {
            self.start_loading();
        }
    }

    /// Begins to load it, for nothing in particular.
    pub fn start_loading(self) {
        spawn_local(async move {
            self.load_workspace().await;
        });
    }

    /// Whether the last try failed because a newer version took the place of this one.
    pub fn is_outdated(self) -> bool {
        self.newer.get_untracked()
    }

    /// A callback for a toast. One made in the handler of a row would go with its row, and the toast outlives that.
    pub fn lasting_callback(self, call: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        self.owner.with_value(|owner| owner.with(|| Callback::new(move |()| call())))
    }

    /// Saves the open plan, if there is one.
    pub fn save(self) {
        if let Some(workspace) = self.peek() {
            (workspace.parts.save)(workspace.editor);
        }
    }
}

/// What stands on a plan's screen until it can be drawn: its heading, or why there is no more.
#[component]
pub(crate) fn PlanLoading(loader: PlanLoader, route: Route) -> AnyView {
    let navigation = use_navigation();
    loader.start_loading();
    let heading = heading_of(&route);
    let title = heading.clone();
    set_page_title(move || title.clone());
    // The screen takes the place of what is workspace, and takes over what a reader was brought to.
    on_cleanup(move || {
        let anchor = navigation.peek().anchor().map(str::to_owned);
        let was_read = is_focused(HEADING);
        request_animation_frame(move || match anchor {
            Some(anchor) => focus_when_rendered(anchor),
            None if was_read => {
                focus_by_id(HEADING);
            }
            None => {}
        });
    });
    let again = Callback::new(move |()| loader.start_loading());
    let view = move || {
        if loader.failed.get() {
            let (text, press, act) = if loader.is_outdated() {
                // No plan is open yet: there is nothing to save first.
                (app::newer_part(), app::save_and_reload(), Callback::new(|()| versions::reload()))
            } else {
                (app::not_loaded_text(), common::try_again(), again)
            };
            let ways_out = view! {
                <Button kind=ButtonKind::Primary on_press=act>{press}</Button>
                {link_home()}
            };
            return screen(app::not_loaded_title(), text.into_any(), ways_out.into_any());
        }
        view! {
            <div class="column" aria-busy="true">
                <h1 id=HEADING tabindex="-1">{heading.clone()}</h1>
                <p class="lede">{app::opening()}</p>
            </div>
        }
        .into_any()
    };
    view.into_any()
}

/// What the screen of an address will be headed, as far as is known without the plan.
fn heading_of(route: &Route) -> String {
    match route {
        Route::Step { step, .. } => step_name(*step).to_owned(),
        _ => {
            let id = route.plan().map(|id| id.to_string()).unwrap_or_default();
            let card = drafts::cards().into_iter().find(|card| card.id == id && card.deleted_at.is_none());
            card.map_or_else(|| app::opening().to_owned(), |card| card_name(&card))
        }
    }
}
