//! What the page asks the reader worker to do with the bytes of a file, and the answer.

use serde::{Deserialize, Serialize};

use super::actuals::{ReadingChoices, file};
use super::reading::{self, ReadOptions};

/// A job of the reader worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderJob {
    /// One table, as an [`OpenedTable`](reading::OpenedTable).
    Table(ReadOptions),
    /// The figures of every table, as a [`FigureFile`](super::actuals::found::FigureFile).
    Figures(ReadOptions, ReadingChoices),
}

/// Does a job, which is written in JSON. `progress` is called with the share of the work done, from 0 to 1.
///
/// # Errors
/// Fails with a [`ReadError`](reading::ReadError) in JSON where the file cannot be read, and with another text for a job
/// that is none.
pub fn run(job: &str, bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> {
    let answer = match serde_json::from_str(job).map_err(|error| error.to_string())? {
        ReaderJob::Table(options) => reading::open_unicode(bytes, &options, progress).map(|table| table.to_bytes()),
        ReaderJob::Figures(options, choices) => {
            file::read_unicode(bytes, &options, &choices, progress).map(|file| file.to_bytes())
        }
    };
    answer.map_err(|error| serde_json::to_string(&error).unwrap_or_default())
}
