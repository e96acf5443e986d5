//! The plan file: one plan as one text, the same in the browser's storage, in a download and in a shared link.
//!
//! Pure, like the plan: text in, text or a typed error out. Knows no storage, no browser and no language; the UI turns a
//! [`LoadError`] into words.
//!
//! Invariants: [`read`] of what [`write()`] wrote gives the same plan, and writing that gives the same bytes. A file of a
//! newer version is refused, one of an older version is [migrated](migrations), and nothing in a file is dropped
//! silently: an unknown field is an error.

mod duplicate;
mod file_name;
mod layout;
mod load;
pub mod migrations;
mod path;
mod repeated_figures;
pub mod sample;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod share_link;
mod text_limits;
mod validate;
mod validation_error;

use serde::Serialize;

use crate::plan::Plan;

pub use duplicate::as_copy;
pub use file_name::{PlanFileKind, file_name, file_name_of};
pub use load::{LoadError, Loaded, MAX_BYTES, MAX_UNITS, STORAGE_UNITS, TextPosition, read};
pub use repeated_figures::repeated_figures;
pub use text_limits::shorten_texts;
pub use validation_error::{FieldError, part_of};

/// The `format` of every plan file.
pub const FORMAT: &str = "groundswell-plan";

/// The version that is written. It is raised with every change that an older reader would not understand.
pub const VERSION: u32 = 2;

/// A plan file as it is written. It has nothing that changes from one export to the next (no date, no program
/// version), so that two files are equal exactly when their plans are.
#[derive(Serialize)]
struct WrittenFile<'plan> {
    format: &'static str,
    version: u32,
    plan: &'plan Plan,
}

/// The plan as the text of a file.
///
/// Every list item is compact JSON on a line of its own, so that files can be compared line by line (one changed budget
/// line is one changed line of text) and are hardly larger than compact JSON.
///
/// Every save writes the whole plan: in the browser that takes as long as `JSON.stringify` of the same plan, so nothing is
/// cached between saves.
#[allow(clippy::missing_panics_doc)] // cannot happen: every key is a string, every number finite, memory does not refuse
pub fn write(plan: &Plan) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, layout::LineByLine::default());
    let written = WrittenFile { format: FORMAT, version: VERSION, plan }.serialize(&mut serializer);
    written.expect("a plan can always be written");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is UTF-8")
}
