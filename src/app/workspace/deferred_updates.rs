//! What is out of sight rests: it is brought up to date when it is looked at or gone into, before the page is printed,
//! and otherwise once the hands are at rest. An edit then costs what is on the screen, however long the page is.
//!
//! Whatever is drawn inside of [`DeferredUpdates`] and reads the plan through the editor rests with it: the editor asks
//! [`track`] first, and tells [`Rest`] of every edit. While a part rests nothing in it runs for an edit; the plan itself,
//! what follows from its lines and what the check finds are brought up to date at every edit all the same.

use std::time::Duration;

use leptos::context::Provider;
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::workspace::editor::use_editor;
use crate::browser::dom::visibility::Sight;
use crate::browser::page::lifecycle::when_idle;

/// For how long no key must have come before what rests is brought up to date.
const PAUSE: Duration = Duration::from_millis(600);

/// A part of a screen that may rest.
#[derive(Clone, Copy)]
struct Part {
    /// Stands for the plan: what the part reads hangs on this.
    plan: RwSignal<()>,
    in_sight: StoredValue<bool>,
    behind: StoredValue<bool>,
}

impl Part {
    fn is_behind(self) -> bool {
        self.behind.try_get_value() == Some(true)
    }

    fn catch_up(self) {
        if self.is_behind() {
            self.behind.set_value(false);
            self.plan.notify();
        }
    }
}

/// Has whatever reactive thing calls this run again after an edit, as soon as the part it belongs to is awake. `false`
/// outside of such parts.
pub(crate) fn track() -> bool {
    let part = use_context::<Part>();
    if let Some(part) = part {
        part.plan.track();
    }
    part.is_some()
}

/// The parts that rest, or may. A handle; it belongs to the editor.
#[derive(Clone, Copy)]
pub(crate) struct Rest(StoredValue<Resters>);

#[derive(Default)]
struct Resters {
    parts: Vec<Part>,
    /// Counts what hands have done.
    stirs: u32,
    waiting: bool,
}

impl Rest {
    pub fn new() -> Rest {
        Rest(StoredValue::new(Resters::default()))
    }

    /// The plan has changed.
    pub fn edited(self) {
        let mut behind = false;
        for part in self.parts() {
            if part.in_sight.try_get_value() == Some(false) {
                part.behind.set_value(true);
                behind = true;
            } else {
                part.plan.notify();
            }
        }
        if behind {
            self.stir();
            self.wait();
        }
    }

    /// Someone is at work: what rests goes on resting.
    pub fn stir(self) {
        self.0.update_value(|rest| rest.stirs = rest.stirs.wrapping_add(1));
    }

    /// Brings everything up to date.
    pub fn catch_up(self) {
        for part in self.parts() {
            part.catch_up();
        }
    }

    fn parts(self) -> Vec<Part> {
        self.0.with_value(|rest| rest.parts.clone())
    }

    fn stirs(self) -> u32 {
        self.0.with_value(|rest| rest.stirs)
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
        let stirs = self.stirs();
        let over = move || {
            self.set_waiting(false);
            if self.stirs() == stirs { self.next() } else { self.wait() }
        };
        set_timeout(over, PAUSE);
    }

    /// Brings one part up to date when the page has nothing else to do, and comes back for the next.
    fn next(self) {
        let Some(part) = self.parts().into_iter().find(|part| part.is_behind()) else { return };
        self.set_waiting(true);
        let stirs = self.stirs();
        when_idle(move || {
            self.set_waiting(false);
            if self.stirs() == stirs {
                part.catch_up();
                self.next();
            } else {
                self.wait();
            }
        });
    }

    /// A part that is there as long as the present owner.
    fn part(self) -> Part {
        let part = Part {
            plan: RwSignal::new(()),
            // Until the browser has told, and where it cannot.
            in_sight: StoredValue::new(true),
            behind: StoredValue::new(false),
        };
        self.0.update_value(|rest| rest.parts.push(part));
        on_cleanup(move || {
            self.0.try_update_value(|rest| rest.parts.retain(|known| known.plan != part.plan));
        });
        part
    }
}

/// A part of a screen that rests while it is out of sight. See the [module](self).
#[component]
pub fn DeferredUpdates(
    /// The part.
    children: Children,
) -> AnyView {
    let rest = use_editor().rest();
    let part = rest.part();
    let node = NodeRef::<Div>::new();
    let sight = StoredValue::new_local(None::<Sight>);
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        let seen = move |is: bool| {
            if part.in_sight.try_update_value(|in_sight| *in_sight = is).is_none() {
                return;
            }
            if is {
                part.catch_up();
            }
        };
        sight.set_value(Sight::of(&element, seen));
    });
    view! {
        <div class="rests" node_ref=node on:focusin=move |_| part.catch_up()>
            <Provider value=part>{children()}</Provider>
        </div>
    }
    .into_any()
}
