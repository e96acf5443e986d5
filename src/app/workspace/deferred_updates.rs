//! What is out of observer rests: it is brought up to date when it is looked at or gone into, before the page is printed,
//! and otherwise once the hands are at rest. An edit then costs what is on the screen, however long the page is.
//!
//! Whatever is drawn inside of [`DeferredUpdates`] and reads the plan through the editor rests with it: the editor asks
//! [`track`] first, and tells [`DeferredSections`] of every edit. While a part rests nothing in it runs for an edit; the plan itself,
//! what follows from its lines and what the check finds are brought up to date at every edit all the same.

use std::time::Duration;

use leptos::context::Provider;
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::workspace::editor::use_editor;
use crate::browser::dom::visibility::VisibilityObserver;
use crate::browser::page::lifecycle::when_idle;

/// For how long no key must have come before what rests is brought up to date.
const IDLE_DELAY: Duration = Duration::from_millis(600);

/// A part of a screen that may rest.
#[derive(Clone, Copy)]
struct Section {
    /// Stands for the plan: what the part reads hangs on this.
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

/// Has whatever reactive thing calls this run again after an edit, as soon as the part it belongs to is awake. `false`
/// outside of such parts.
pub(crate) fn track() -> bool {
    let part = use_context::<Section>();
    if let Some(part) = part {
        part.plan.track();
    }
    part.is_some()
}

/// The parts that rest, or may. A handle; it belongs to the editor.
#[derive(Clone, Copy)]
pub(crate) struct DeferredSections(StoredValue<Sections>);

#[derive(Default)]
struct Sections {
    parts: Vec<Section>,
    /// Counts what hands have done.
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

    /// Someone is at work: what rests goes on resting.
    pub fn note_activity(self) {
        self.0.update_value(|rest| rest.activity = rest.activity.wrapping_add(1));
    }

    /// Brings everything up to date.
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

    /// Waits until the hands have been at rest for a while.
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

    /// Brings one part up to date when the page has nothing else to do, and comes back for the next.
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

    /// A part that is there as long as the present owner.
    fn part(self) -> Section {
        let part = Section {
            plan: RwSignal::new(()),
            // Until the browser has told, and where it cannot.
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

/// A part of a screen that rests while it is out of observer. See the [module](self).
#[component]
pub fn DeferredUpdates(
    /// The part.
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
