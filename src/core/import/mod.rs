//! What comes in besides the plan file: tables of lines that were made elsewhere, or by [`export`](crate::export) here.
//!
//! Pure: bytes or text, a plan and the reader's choices in; a preview with everything that could not be read out. Nothing
//! is changed here: the preview makes an edit when it is asked to. Both languages at once: a sheet is written in either,
//! whatever the page is in.

pub mod bounds;
pub mod budget;
mod date_words;
pub mod dates;
pub mod decode;
pub mod dictionary;
pub mod headings;
pub mod html;
pub mod mapping;
pub mod names;
pub mod numbers;
pub mod pasted;
pub mod periods;
pub mod reading;
pub mod reports;
pub mod source;
pub mod spans;
pub mod sums;
pub mod table;
pub mod timing;
pub mod trial_days;
pub mod workbook;
pub mod zip;
