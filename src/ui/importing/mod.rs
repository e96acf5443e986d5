//! What every import of a foreign file shares on the screen: reading in the worker, the dialog that asks for a file or
//! pasted rows, notices, error messages and tables, and the fields that change how a file is read.

mod errors;
mod notices;
mod options;
mod panel;
mod reader;
mod session;
mod tables;
mod texts;

pub use self::errors::{date_error, number_error, read_error, source_error};
pub use self::notices::noticed;
pub use self::options::{
    delimiter_field, encoding_field, field, mark_code, mark_field, mark_of, mark_options, order_field,
};
pub use self::panel::{PanelWords, ask, dialog, end, found};
pub use self::reader::{FileSource, SourceError, recognise_figures};
pub use self::session::ReadingSession;
pub use self::tables::{ErrorRow, error_table, mapping_table, more_columns};
pub use self::texts::{LISTED, heading_or_letters, more, shortened};

/// The id that receives the focus once a source has been read.
const FOUND: &str = "import-found";
/// The id of the field for pasted rows.
const PASTE: &str = "import-paste";
