//! The saved form.
