//! Whether a part of the page is in sight.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches whether an element is in sight, for as long as it is kept.
pub struct VisibilityObserver {
    observer: IntersectionObserver,
    _listener: Closure<dyn Fn(Array)>,
}

impl VisibilityObserver {
    /// Calls back soon with whether the element is in sight, and whenever that changes. `None` where a browser cannot
    /// tell.
    pub fn of(element: &Element, call: impl Fn(bool) + 'static) -> Option<VisibilityObserver> {
        let listener = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            // One element is watched: what was told last holds.
            let last = entries.pop();
            if let Some(entry) = last.dyn_ref::<IntersectionObserverEntry>() {
                call(entry.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(listener.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(VisibilityObserver { observer, _listener: listener })
    }
}

impl Drop for VisibilityObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
