//! Defers updates of off-screen sections until they become visible, receive the focus or are printed, and otherwise
//! until the reader pauses. An edit then costs what is on the screen, however long the page is.
//!
//! Everything inside of [`DeferredUpdates`] that reads the plan through the editor is deferred: the editor calls
//! [`track`] first and reports every edit to [`DeferredSections`]. The plan, its ledger and its findings are updated at
//! every edit regardless.

use std::time::Duration;

use leptos::context::Provider;
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::workspace::editor::use_editor;
use crate::browser::dom::visibility::VisibilityObserver;
use crate::browser::page::lifecycle::when_idle;

/// How long the reader must not have pressed a key before deferred sections are updated.
const IDLE_DELAY: Duration = Duration::from_millis(600);

/// A section whose updates may be deferred.
#[derive(Clone, Copy)]
struct Section {
    /// Notified in place of the plan: everything in the section that reads the plan tracks this.
    plan: RwSignal<()>,
    visible: StoredValue<bool>,
    stale: StoredValue<bool>,
}

impl Section {
    fn is_stale(self) -> bool {
        self.stale.try_get_value() == Some(true)
    }

    fn catch_up(self) {
        if self.is_stale() {
            self.stale.set_value(false);
            self.plan.notify();
        }
    }
}

/// Makes the calling effect or memo run again after an edit, once its section is updated. `false` outside of such
/// sections.
pub(crate) fn track() -> bool {
    let part = use_context::<Section>();
    if let Some(part) = part {
        part.plan.track();
    }
    part.is_some()
}

/// The sections of a screen. A handle; it belongs to the editor.
#[derive(Clone, Copy)]
pub(crate) struct DeferredSections(StoredValue<Sections>);

#[derive(Default)]
struct Sections {
    parts: Vec<Section>,
    /// Counts key presses and clicks.
    activity: u32,
    waiting: bool,
}

impl DeferredSections {
    pub fn new() -> DeferredSections {
        DeferredSections(StoredValue::new(Sections::default()))
    }

    /// The plan has changed.
    pub fn edited(self) {
        let mut stale = false;
        for part in self.parts() {
            if part.visible.try_get_value() == Some(false) {
                part.stale.set_value(true);
                stale = true;
            } else {
                part.plan.notify();
            }
        }
        if stale {
            self.note_activity();
            self.wait();
        }
    }

    /// Notes a key press or click, which postpones the updates.
    pub fn note_activity(self) {
        self.0.update_value(|rest| rest.activity = rest.activity.wrapping_add(1));
    }

    /// Updates every section now.
    pub fn catch_up(self) {
        for part in self.parts() {
            part.catch_up();
        }
    }

    fn parts(self) -> Vec<Section> {
        self.0.with_value(|rest| rest.parts.clone())
    }

    fn activity(self) -> u32 {
        self.0.with_value(|rest| rest.activity)
    }

    fn is_waiting(self) -> bool {
        self.0.with_value(|rest| rest.waiting)
    }

    fn set_waiting(self, waiting: bool) {
        self.0.update_value(|rest| rest.waiting = waiting);
    }

    /// Waits until the reader has paused.
    fn wait(self) {
        if self.is_waiting() {
            return;
        }
        self.set_waiting(true);
        let activity = self.activity();
        let over = move || {
            self.set_waiting(false);
            if self.activity() == activity { self.next() } else { self.wait() }
        };
        set_timeout(over, IDLE_DELAY);
    }

    /// Updates one section when the page is idle, then the next.
    fn next(self) {
        let Some(part) = self.parts().into_iter().find(|part| part.is_stale()) else { return };
        self.set_waiting(true);
        let activity = self.activity();
        when_idle(move || {
            self.set_waiting(false);
            if self.activity() == activity {
                part.catch_up();
                self.next();
            } else {
                self.wait();
            }
        });
    }

    /// A section that lives as long as the current owner.
    fn part(self) -> Section {
        let part = Section {
            plan: RwSignal::new(()),
            // Until the browser reports it, and where it cannot.
            visible: StoredValue::new(true),
            stale: StoredValue::new(false),
        };
        self.0.update_value(|rest| rest.parts.push(part));
        on_cleanup(move || {
            self.0.try_update_value(|rest| rest.parts.retain(|known| known.plan != part.plan));
        });
        part
    }
}

/// A section of a screen whose updates are deferred while it is off-screen. See the [module](self).
#[component]
pub fn DeferredUpdates(
    /// The content.
    children: Children,
) -> AnyView {
    let rest = use_editor().deferred();
    let part = rest.part();
    let node = NodeRef::<Div>::new();
    let observer = StoredValue::new_local(None::<VisibilityObserver>);
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        let seen = move |is: bool| {
            if part.visible.try_update_value(|visible| *visible = is).is_none() {
                return;
            }
            if is {
                part.catch_up();
            }
        };
        observer.set_value(VisibilityObserver::of(&element, seen));
    });
    view! {
        <div class="deferred" node_ref=node on:focusin=move |_| part.catch_up()>
            <Provider value=part>{children()}</Provider>
        </div>
    }
    .into_any()
}
