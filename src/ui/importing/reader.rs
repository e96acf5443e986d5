//! A picked file or pasted text, and its reading in the worker. Knows nothing of a dialog or of what is imported.

use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::app::not_loaded_message;
use crate::browser::files::transfer::{FileBytes, PickedFile};
use crate::browser::files::worker::{self, StopHandle, WorkerError};
use crate::i18n::words::import_files as files;
use crate::import::actuals::ReadingChoices;
use crate::import::bounds::{self, Bound};
use crate::import::reading::{Decoding, ReadError, ReadOptions};
use crate::import::worker_job::ReaderJob;

/// The attribute of the root element that names the reader worker.
const READER: &str = "data-reader";
/// The attribute that names the worker that recognises daily figures.
const FIGURES: &str = "data-figures";
/// The attribute that names the worker that decodes text and reads old workbooks.
const CHARSETS: &str = "data-charsets";

/// Why a source could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// It contains no readable table.
    Read(ReadError),
    /// The reader worker could not be loaded, with a message for the user: a newer version may have been deployed.
    NotLoaded(&'static str),
    /// The browser or the worker failed, with its own message.
    Browser(String),
    /// The user cancelled.
    Stopped,
}

impl SourceError {
    /// The worker answered with something that this program cannot read.
    pub fn other_version() -> SourceError {
        SourceError::NotLoaded(files::error_no_reader())
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceError::Read(error) => write!(f, "no table could be read: {error}"),
            SourceError::NotLoaded(_) => f.write_str("the reader worker could not be loaded"),
            SourceError::Browser(reason) => write!(f, "the browser or the worker failed: {reason}"),
            SourceError::Stopped => f.write_str("reading was cancelled"),
        }
    }
}

impl std::error::Error for SourceError {}

impl From<ReadError> for SourceError {
    fn from(error: ReadError) -> Self {
        SourceError::Read(error)
    }
}

impl From<WorkerError> for SourceError {
    fn from(error: WorkerError) -> Self {
        match error {
            WorkerError::NotLoaded => SourceError::other_version(),
            WorkerError::Stopped => SourceError::Stopped,
            // The reader reports its errors as JSON; any other text is the browser's.
            WorkerError::Refused(reason) => {
                serde_json::from_str(&reason).map_or(SourceError::Browser(reason), SourceError::Read)
            }
        }
    }
}

/// Runs a job on bytes in a worker.
async fn run(
    worker: &str,
    job: &impl Serialize,
    bytes: &FileBytes,
    progress: Rc<impl Fn(f64) + 'static>,
    stop: &StopHandle,
) -> Result<Vec<u8>, SourceError> {
    let job = serde_json::to_string(job).map_err(|error| SourceError::Browser(error.to_string()))?;
    match worker::work_on(worker, &job, bytes, move |done| progress(done), stop).await {
        Err(WorkerError::NotLoaded) => Err(SourceError::NotLoaded(not_loaded_message(files::error_no_reader()).await)),
        answer => Ok(answer?),
    }
}

/// The daily figures in the tables that the reader answered with. `progress` is called with the fraction done.
///
/// # Errors
/// If the worker cannot be loaded, or the reading is cancelled.
pub async fn recognise_figures(
    tables: &[u8],
    choices: &ReadingChoices,
    progress: impl Fn(f64) + 'static,
    stop: &StopHandle,
) -> Result<Vec<u8>, SourceError> {
    run(FIGURES, choices, &FileBytes::of_bytes(tables), Rc::new(progress), stop).await
}

/// A picked file or pasted text: its bytes, kept for reading them again with other options.
#[derive(Clone, Debug)]
pub struct FileSource {
    /// The file's name, or a label for pasted text.
    pub name: String,
    /// Whether it is pasted text.
    pub is_pasted: bool,
    bytes: FileBytes,
}

impl FileSource {
    /// The bytes of a file.
    ///
    /// # Errors
    /// If the file is too large or cannot be read.
    pub async fn of_file(file: &PickedFile) -> Result<FileSource, SourceError> {
        if file.size() > bounds::FILE_BYTES as u64 {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let bytes = file.kept().await.map_err(|error| SourceError::Browser(error.to_string()))?;
        Ok(FileSource { name: file.name(), is_pasted: false, bytes })
    }

    /// Pasted text, and the options that it is read with.
    ///
    /// # Errors
    /// If the text is too long.
    pub fn of_text(name: String, text: &str) -> Result<(FileSource, ReadOptions), SourceError> {
        if text.len() > bounds::FILE_BYTES {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let options = ReadOptions { encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
        Ok((FileSource { name, is_pasted: true, bytes: FileBytes::of_text(text) }, options))
    }

    /// The worker's answer to a job on the bytes; text that is not in Unicode and old
    /// workbooks are left to a worker of their own.
    /// `progress` is called with the fraction done, from 0 to 1.
    ///
    /// # Errors
    /// If the file cannot be read or contains no table, a worker cannot be loaded, or the reading is cancelled.
    pub async fn read(
        &self,
        options: &ReadOptions,
        job: impl Fn(ReadOptions) -> ReaderJob,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<Vec<u8>, SourceError> {
        let progress = Rc::new(progress);
        match run(READER, &job(options.clone()), &self.bytes, Rc::clone(&progress), stop).await {
            Err(SourceError::Read(ReadError::NeedsDecoder)) => {
                let answer = run(CHARSETS, &job(options.clone()), &self.bytes, Rc::clone(&progress), stop).await?;
                let decoded = match answer.split_first() {
                    Some((1, table)) => return Ok(table.to_vec()),
                    Some((_, decoded)) => decoded,
                    None => return Err(SourceError::other_version()),
                };
                let (decoding, text) = Decoding::from_bytes(decoded).ok_or_else(SourceError::other_version)?;
                let options = ReadOptions { decoded: Some(decoding), ..options.clone() };
                run(READER, &job(options), &FileBytes::of_bytes(text), progress, stop).await
            }
            answer => answer,
        }
    }
}
