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

/// A part of what is set up around the editor.
pub(crate) type SetUpStep = fn(Workspace);

/// The entry points of the workspace. Made by [`PlanParts::of`].
#[derive(Clone, Copy)]
pub struct PlanParts {
    pub(crate) registry: StepRegistry,
    /// Recovers drafts from the crash journal; must finish before a plan is opened.
    pub(crate) recover_drafts: fn() -> Pin<Box<dyn Future<Output = ()>>>,
    /// Creates the editor.
    pub(crate) start: fn(Toasts, Navigation) -> Editor,
    /// Sets up everything around the editor: contexts and listeners.
    pub(crate) set_up: &'static [SetUpStep],
    /// Saves the open plan.
    pub(crate) save: fn(Editor),
    /// The screen of a plan's address.
    pub(crate) screen: fn(Editor, &Route) -> AnyView,
    /// The open plan's part of the header.
    pub(crate) plan_header: fn(PlanId) -> AnyView,
    /// The open plan's navigation.
    pub(crate) plan_navigation: fn(PlanId) -> AnyView,
    /// The notice that the open plan is not saved.
    pub(crate) not_saved_notice: fn(SaveError) -> AnyView,
    /// The button that downloads the open plan.
    pub(crate) download_button: fn() -> AnyView,
    /// Reads the list entry of a draft whose card is outdated.
    pub(crate) read_entry: fn(Card) -> Option<ListedPlan>,
    /// The same for a deleted draft.
    pub(crate) read_deleted_card: fn(Card, i64) -> Card,
    /// What draws an [`Extra`].
    pub(crate) extra: fn(Extra) -> fn() -> AnyView,
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

/// What the workspace adds to every screen. Nobody needs it at once, so each is drawn in a turn of its own.
#[derive(Clone, Copy)]
pub(crate) enum Extra {
    /// The notice of what was recovered.
    Recovered,
    /// The notice of a newer version.
    NewVersion,
    /// The files that could not be imported, and why.
    RejectedFiles,
    /// The storage meter, once the storage is nearly full.
    StorageMeter,
    /// The button that opens the list of keyboard shortcuts.
    ShortcutsButton,
    /// That list.
    Shortcuts,
    /// The dialog that finds a place in a plan.
    GoTo,
    /// The dialog that makes a plan of a spreadsheet.
    NewPlanImport,
}

impl Extra {
    /// All, in the order in which they are drawn.
    const ALL: [Extra; 8] = [
        Extra::Recovered,
        Extra::NewVersion,
        Extra::RejectedFiles,
        Extra::StorageMeter,
        Extra::ShortcutsButton,
        Extra::Shortcuts,
        Extra::GoTo,
        Extra::NewPlanImport,
    ];
}

/// How far loading has come.
struct LoadProgress {
    owner: Owner,
    /// Whether loading was ever requested.
    asked: bool,
    /// The workspace, a moment before the page learns of it.
    started: Option<Workspace>,
    /// How many steps of setting up are done.
    set_up: usize,
    /// Whether it is time to draw each [`Extra`].
    extras: [RwSignal<bool>; Extra::ALL.len()],
}

/// Access to the workspace from the first screen. A handle, from the context.
#[derive(Clone, Copy)]
pub struct PlanLoader {
    workspace: RwSignal<Option<Workspace>>,
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
            failed: RwSignal::new(false),
            newer: RwSignal::new(false),
            load,
            progress: StoredValue::new(LoadProgress {
                owner: Owner::current().unwrap_or_default(),
                asked: false,
                started: None,
                set_up: 0,
                extras: Extra::ALL.map(|_| RwSignal::new(false)),
            }),
            toasts,
            navigation,
        }
    }

    /// The workspace if it is loaded, tracked.
    pub fn workspace(self) -> Option<Workspace> {
        self.workspace.get()
    }

    /// An extra part of the screen, once it is its turn.
    pub(crate) fn extra(self, extra: Extra) -> impl Fn() -> Option<AnyView> + Copy + Send + 'static {
        let is_due = self.extra_signal(extra);
        move || is_due.get().then(|| self.peek()).flatten().map(|workspace| (workspace.parts.extra)(extra)())
    }

    fn extra_signal(self, extra: Extra) -> RwSignal<bool> {
        self.progress.with_value(|progress| progress.extras[extra as usize])
    }

    /// Has it drawn, unless it is.
    fn draw(self, extra: Extra) {
        let is_due = self.extra_signal(extra);
        if !is_due.get_untracked() {
            is_due.set(true);
        }
    }

    /// The workspace if it is loaded, with all its [`Extra`]s: for who waits for one of them.
    pub(crate) fn complete(self) -> Option<Workspace> {
        let workspace = self.peek()?;
        for extra in Extra::ALL {
            self.draw(extra);
        }
        Some(workspace)
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
        // Another caller may have come this far meanwhile; then this one goes on from there.
        let workspace = self.progress.with_value(|progress| progress.started).unwrap_or_else(|| {
            let start = || (parts.start)(self.toasts, self.navigation);
            let workspace = Workspace { parts, editor: self.owner().with(start) };
            self.progress.update_value(|progress| progress.started = Some(workspace));
            workspace
        });
        loop {
            pace.turn().await;
            let Some(step) = self.next_set_up_step(parts) else { break };
            self.owner().with(|| step(workspace));
        }
        pace.turn().await;
        if self.peek().is_none() {
            self.workspace.set(Some(workspace));
        }
        for extra in Extra::ALL {
            pace.turn().await;
            self.draw(extra);
        }
        Some(workspace)
    }

    /// The next step of setting up, which counts as done from here on.
    fn next_set_up_step(self, parts: PlanParts) -> Option<SetUpStep> {
        self.progress.try_update_value(|progress| {
            let step = parts.set_up.get(progress.set_up).copied();
            progress.set_up += 1;
            step
        })?
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
