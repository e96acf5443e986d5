//! Whether the view that a callback belongs to is still there.
//!
//! A screen can go at any time: the reader goes Back, another tab saves the plan, the language changes. Its signals are
//! disposed then, and reading one of them stops the program. But callbacks outlive the screen: the browser tells an
//! element that it loses the focus while it is being taken away, and timers, animation frames and promises come back
//! later. Each of those asks first, either here or by the `try_` form of what it reads.

use leptos::prelude::*;

/// A mark that goes with the view it was made in.
#[derive(Clone, Copy)]
pub struct Alive(StoredValue<()>);

impl Alive {
    /// Belongs to the view that is being drawn.
    pub fn here() -> Alive {
        Alive(StoredValue::new(()))
    }

    /// Whether that view is still there, and so everything it was given from above.
    pub fn is(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// A callback that does nothing once the view is gone.
    pub fn guard<E>(self, call: impl Fn(E) + 'static) -> impl Fn(E) + 'static {
        move |event| {
            if self.is() {
                call(event);
            }
        }
    }
}
