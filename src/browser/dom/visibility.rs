//! Watches whether elements are visible. Knows no section.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches whether an element is visible, until dropped.
pub struct VisibilityObserver {
    observer: IntersectionObserver,
    _listener: Closure<dyn Fn(Array)>,
}

impl VisibilityObserver {
    /// Calls back soon with whether the element is visible, and at every change. `None` where the browser does not
    /// support it.
    pub fn of(element: &Element, call: impl Fn(bool) + 'static) -> Option<VisibilityObserver> {
        let listener = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            // Only one element is observed, so the last entry counts.
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
