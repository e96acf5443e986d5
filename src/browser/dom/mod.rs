//! Elements of the page: focus, form controls, cells, dragging.

pub mod clipboard;
pub mod drag;
pub mod focus;
pub mod form_controls;
pub mod grid;
pub mod popover;
