//! Whether the view of a callback still exists.
//!
//! A screen can be unmounted at any time: the reader goes back, another tab saves the plan, the language changes. Its
//! signals are disposed then, and reading one of them panics. But callbacks outlive the screen: the browser fires
//! `blur` on an element that is being removed, and timers, animation frames and promises resolve later. Each of those
//! must check first, here or by the `try_` form of what it reads.

use leptos::prelude::*;

/// A marker that is disposed with the view it was created in.
#[derive(Clone, Copy)]
pub struct Alive(StoredValue<()>);

impl Alive {
    /// A marker of the view that is being created.
    pub fn here() -> Alive {
        Alive(StoredValue::new(()))
    }

    /// Whether that view still exists, and so everything from its context.
    pub fn is(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// A callback that does nothing once the view is unmounted.
    pub fn guard<E>(self, call: impl Fn(E) + 'static) -> impl Fn(E) + 'static {
        move |event| {
            if self.is() {
                call(event);
            }
        }
    }
}
