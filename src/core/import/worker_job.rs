//! What the page asks the reader worker to do with the bytes of a file, and the answer.

use serde::{Deserialize, Serialize};

use super::actuals::{ReadingChoices, file};
use super::all_tables::{OpenedFile, all_old_sheets, open_all_unicode};
use super::reading::{self, ReadOptions};
use crate::import::text::file_kind::FileKind;

/// A job of the reader worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderJob {
    /// One table, as an [`OpenedTable`](reading::OpenedTable).
    Table(ReadOptions),
    /// Every table, as an [`OpenedFile`].
    Tables(ReadOptions),
}

/// Does a job, which is written in JSON. `progress` is called with the share of the work done, from 0 to 1.
///
/// # Errors
/// Fails with a [`ReadError`](reading::ReadError) in JSON where the file cannot be read, and with another text for a job
/// that is none.
pub fn run(job: &str, bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> {
    let answer = match serde_json::from_str(job).map_err(|error| error.to_string())? {
        ReaderJob::Table(options) => reading::open_unicode(bytes, &options, progress).map(|table| table.to_bytes()),
        ReaderJob::Tables(options) => open_all_unicode(bytes, &options, progress).map(|file| file.to_bytes()),
    };
    answer.map_err(|error| serde_json::to_string(&error).unwrap_or_default())
}

/// Does a job on a file that [`run`] refused with [`NeedsDecoder`](reading::ReadError::NeedsDecoder). The answer begins with
/// 1 and is that of [`run`] for a workbook; it begins with 0 for a text, and is the text, to be read by [`run`] with
/// [`ReadOptions::decoded`].
///
/// # Errors
/// As of [`run`].
pub fn decode(job: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let job: ReaderJob = serde_json::from_str(job).map_err(|error| error.to_string())?;
    if FileKind::of(bytes) != FileKind::OldWorkbook {
        let (ReaderJob::Table(options) | ReaderJob::Tables(options)) = job;
        let (decoding, text) = reading::decoded(bytes, options.encoding.as_deref());
        return Ok([&[0], &*decoding.to_bytes(&text)].concat());
    }
    let answer = match job {
        ReaderJob::Table(options) => {
            reading::within_rows(reading::open_old_workbook(bytes, &options)).map(|table| table.to_bytes())
        }
        ReaderJob::Tables(options) => all_old_sheets(bytes, &options).map(|file| file.to_bytes()),
    };
    let answer = answer.map_err(|error| serde_json::to_string(&error).unwrap_or_default())?;
    Ok([&[1], &*answer].concat())
}

/// Recognises the daily figures in the tables of a file, which an [`OpenedFile`] encoded. `choices` are
/// [`ReadingChoices`] in JSON, the answer is an encoded [`FigureFile`](super::actuals::found::FigureFile). `progress` is as
/// of [`run`].
///
/// # Errors
/// Fails for choices or tables that another version wrote.
pub fn recognise(choices: &str, tables: &[u8], progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> {
    let choices: ReadingChoices = serde_json::from_str(choices).map_err(|error| error.to_string())?;
    let opened = OpenedFile::from_bytes(tables).ok_or("tables of another version")?;
    Ok(file::figures(opened, &choices, progress).to_bytes())
}
