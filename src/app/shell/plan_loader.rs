//! Loads the workspace, the part of the app that needs a plan, when a plan is first opened or created.
//!
//! A release is split in two: everything reached only through [`PlanParts`] is a file of its own, fetched after the
//! first screen, or at once where the address names a plan. Code of the first screen must not read, check or change a
//! plan itself but go through [`PlanLoader`]: one direct call would pull all that it reaches into the first load.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::error_screens::{link_home, screen};
use crate::app::shell::navigation::{HEADING, Navigation, set_page_title, use_navigation};
use crate::app::shell::plan_list::{Job, ListedPlan, PlanList, shown_name};
use crate::app::shell::rename_dialog::Renaming;
use crate::app::shell::route::Route;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::editor::Editor;
use crate::app::workspace::entry_points::StepRegistry;
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered, is_focused};
use crate::browser::page::{lifecycle, versions};
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::{Card, SaveError};
use crate::i18n::words::{app, common};
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind, Toasts};

/// The workspace being loaded: `None` where it cannot be loaded.
pub type PlanLoad = Pin<Box<dyn Future<Output = Option<PlanParts>>>>;

/// How fast the workspace is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At once, as someone waits for it.
    Now,
    /// A piece at a time, whenever the page is idle.
    WhenIdle,
}

impl Pace {
    /// Lets the page draw and take input, where nobody waits.
    async fn turn(self) {
        if self == Pace::WhenIdle {
            lifecycle::idle().await;
        }
    }
}

/// The entry points of the workspace. Made by [`PlanParts::of`].
#[derive(Clone, Copy)]
pub struct PlanParts {
    pub(crate) registry: StepRegistry,
    /// Recovers drafts from the crash journal; must finish before a plan is opened.
    pub(crate) recover_drafts: fn() -> Pin<Box<dyn Future<Output = ()>>>,
    /// The notice of what was recovered.
    pub(crate) recovered_notice: fn() -> AnyView,
    /// The storage meter, once the storage is nearly full.
    pub(crate) storage_meter: fn(PlanList) -> AnyView,
    /// Creates the editor.
    pub(crate) start: fn(StepRegistry, Toasts, Navigation) -> Editor,
    /// Creates its listeners.
    pub(crate) listen: fn(Editor, Toasts, Navigation),
    /// Saves the open plan.
    pub(crate) save: fn(Editor),
    /// The screen of a plan's address.
    pub(crate) screen: fn(Editor, &Route) -> AnyView,
    /// The open plan's part of the header.
    pub(crate) plan_header: fn(PlanId) -> AnyView,
    /// The open plan's navigation.
    pub(crate) plan_navigation: fn(PlanId) -> AnyView,
    /// The dialogs that open from anywhere.
    pub(crate) dialogs: fn() -> AnyView,
    /// The button that opens the list of keyboard shortcuts.
    pub(crate) shortcuts_button: fn() -> AnyView,
    /// The notice that the open plan is not saved.
    pub(crate) not_saved_notice: fn(SaveError) -> AnyView,
    /// The button that downloads the open plan.
    pub(crate) download_button: fn() -> AnyView,
    /// Reads the list entry of a draft whose card is outdated.
    pub(crate) read_entry: fn(Card) -> Option<ListedPlan>,
    /// The same for a deleted draft.
    pub(crate) read_deleted_card: fn(Card, i64) -> Card,
    /// The notice of a newer version.
    pub(crate) new_version_notice: fn() -> AnyView,
    /// The files that could not be imported, and why.
    pub(crate) rejected_files: fn(PlanList) -> AnyView,
    /// The dialog that renames a plan.
    pub(crate) rename_dialog: fn(PlanList, Renaming) -> AnyView,
    /// Runs a job.
    pub(crate) run_job: fn(PlanList, Job),
}

/// The loaded workspace.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// Its entry points.
    pub parts: PlanParts,
    /// The editor of the open plan.
    pub editor: Editor,
}

/// How far loading has come.
struct LoadProgress {
    owner: Owner,
    /// Whether loading was ever requested.
    asked: bool,
    /// The workspace, a moment before the page learns of it.
    started: Option<Workspace>,
    is_listening: bool,
}

/// Access to the workspace from the first screen. A handle, from the context.
#[derive(Clone, Copy)]
pub struct PlanLoader {
    workspace: RwSignal<Option<Workspace>>,
    /// Whether the dialogs and their buttons are drawn, which nobody needs at once.
    has_dialogs: RwSignal<bool>,
    failed: RwSignal<bool>,
    /// Whether loading failed because a newer version was deployed.
    newer: RwSignal<bool>,
    load: fn(Pace) -> PlanLoad,
    progress: StoredValue<LoadProgress>,
    toasts: Toasts,
    navigation: Navigation,
}

impl PlanLoader {
    /// Must be created at the root, which owns what is loaded later.
    pub fn new(load: fn(Pace) -> PlanLoad, toasts: Toasts, navigation: Navigation) -> PlanLoader {
        PlanLoader {
            workspace: RwSignal::new(None),
            has_dialogs: RwSignal::new(false),
            failed: RwSignal::new(false),
            newer: RwSignal::new(false),
            load,
            progress: StoredValue::new(LoadProgress {
                owner: Owner::current().unwrap_or_default(),
                asked: false,
                started: None,
                is_listening: false,
            }),
            toasts,
            navigation,
        }
    }

    /// The workspace if it is loaded, tracked.
    pub fn workspace(self) -> Option<Workspace> {
        self.workspace.get()
    }

    /// The workspace once its dialogs are to be drawn, tracked.
    pub(crate) fn dialogs(self) -> Option<Workspace> {
        if self.has_dialogs.get() { self.workspace() } else { None }
    }

    /// The workspace if it is loaded, untracked.
    pub fn peek(self) -> Option<Workspace> {
        self.workspace.get_untracked()
    }

    /// Loads the workspace at once, unless it is loaded. A call after a failure tries again.
    pub async fn load_workspace(self) -> Option<Workspace> {
        self.load_at(Pace::Now).await
    }

    async fn load_at(self, pace: Pace) -> Option<Workspace> {
        if let Some(workspace) = self.peek() {
            return Some(workspace);
        }
        self.progress.update_value(|progress| progress.asked = true);
        if self.failed.get_untracked() {
            self.failed.set(false);
        }
        let Some(parts) = (self.load)(pace).await else {
            self.newer.set(versions::is_newer_available().await);
            self.failed.set(true);
            return None;
        };
        pace.turn().await;
        (parts.recover_drafts)().await;
        pace.turn().await;
        // Another caller may have started it meanwhile.
        let workspace = self.progress.with_value(|progress| progress.started).unwrap_or_else(|| {
            let start = || (parts.start)(parts.registry, self.toasts, self.navigation);
            let workspace = Workspace { parts, editor: self.owner().with(start) };
            self.progress.update_value(|progress| progress.started = Some(workspace));
            workspace
        });
        pace.turn().await;
        if !self.progress.with_value(|progress| progress.is_listening) {
            self.progress.update_value(|progress| progress.is_listening = true);
            self.owner().with(|| (parts.listen)(workspace.editor, self.toasts, self.navigation));
        }
        pace.turn().await;
        if self.peek().is_none() {
            self.workspace.set(Some(workspace));
        }
        pace.turn().await;
        self.has_dialogs.set(true);
        Some(workspace)
    }

    /// Starts to load the workspace unless that was requested before: a visible failure stays until the reader tries
    /// again.
    pub fn preload(self) {
        if !self.progress.with_value(|progress| progress.asked) {
            spawn_local(async move {
                self.load_at(Pace::WhenIdle).await;
            });
        }
    }

    /// Starts to load the workspace in the background.
    pub fn start_loading(self) {
        spawn_local(async move {
            self.load_workspace().await;
        });
    }

    /// The root, which owns what is loaded.
    fn owner(self) -> Owner {
        self.progress.with_value(|progress| progress.owner.clone())
    }

    /// Whether the last attempt failed because a newer version was deployed.
    pub fn is_outdated(self) -> bool {
        self.newer.get_untracked()
    }

    /// A callback for a toast, which outlives the row whose handler creates it.
    pub fn lasting_callback(self, call: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        self.owner().with(|| Callback::new(move |()| call()))
    }

    /// Saves the open plan, if there is one.
    pub fn save(self) {
        if let Some(workspace) = self.peek() {
            (workspace.parts.save)(workspace.editor);
        }
    }
}

/// The screen of a plan while the workspace is loaded: its heading, or why loading failed.
#[component]
pub(crate) fn PlanLoading(loader: PlanLoader, route: Route) -> AnyView {
    let navigation = use_navigation();
    loader.start_loading();
    let heading = heading_of(&route);
    let title = heading.clone();
    set_page_title(move || title.clone());
    // The plan's screen replaces this one and takes over the focus.
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
                // No plan is open yet, so there is nothing to save first.
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

/// The heading of the screen of an address, as far as it is known without the plan.
fn heading_of(route: &Route) -> String {
    match route {
        Route::Section { section, .. } => step_name(section.step()).to_owned(),
        _ => {
            let name = route.plan().and_then(|id| drafts::name_of(&id.to_string()));
            name.map_or_else(|| app::opening().to_owned(), |name| shown_name(&name))
        }
    }
}
