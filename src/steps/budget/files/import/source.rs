//! The source of an import: a file or pasted text, its table, and how the table is interpreted. Knows nothing of the
//! dialog.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use super::super::export::names_of;
use crate::app::not_loaded_message;
use crate::browser::files::transfer::FileBytes;
use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker;
use crate::browser::files::worker::StopHandle;
use crate::browser::files::worker::WorkerError;
use crate::browser::page::clock;
use crate::i18n::words::budget_files as w;
use crate::import::bounds::{self, Bound};
use crate::import::budget::{ImportPreview, PreviewBuilder, PreviewContext};
use crate::import::reading::{Decoding, Detected, OpenedTable, ReadError, ReadOptions};
use crate::import::table::Table;
use crate::import::table::mapping::Mapping;
use crate::import::worker_job::ReaderJob;
use crate::plan::Plan;

/// The attribute of the root element that names the reader worker.
const READER: &str = "data-reader";
/// The attribute that names the worker that decodes text.
const CHARSETS: &str = "data-charsets";
/// The most bytes of pasted text that are read on the main thread if the worker cannot be loaded.
const READ_HERE: usize = 200_000;

/// Rows processed between looks at the clock, and how long a batch may block the page, in milliseconds.
const ROWS_AT_ONCE: usize = 100;
const LONGEST_PART: u64 = 24;
/// Tables of more rows are processed in several tasks from the start, so that none of them blocks the page for long.
pub const LONG_TABLE: usize = 2_000;

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
            WorkerError::NotLoaded => SourceError::NotLoaded(w::error_no_reader()),
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
        Err(WorkerError::NotLoaded) => Err(SourceError::NotLoaded(not_loaded_message(w::error_no_reader()).await)),
        answer => Ok(answer?),
    }
}

/// A picked file or pasted text, read as a table.
#[derive(Clone, Debug)]
pub struct ImportSource {
    /// The file's name, or a label for pasted text.
    pub name: String,
    /// Whether it is pasted text.
    is_pasted: bool,
    /// The bytes, kept for reading them again with other options.
    bytes: FileBytes,
    /// The options it was read with.
    pub options: ReadOptions,
    /// What was detected in it.
    pub detected: Detected,
    /// The table.
    pub table: Arc<Table>,
    /// How the table is interpreted.
    pub mapping: Mapping,
}

impl ImportSource {
    /// Reads a file in the worker. `progress` is called with the fraction done, from 0 to 1.
    ///
    /// # Errors
    /// If the file is too large, cannot be read or contains no table.
    pub async fn of_file(
        file: &PickedFile,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<ImportSource, SourceError> {
        if file.size() > bounds::FILE_BYTES as u64 {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let bytes = file.kept().await.map_err(|error| SourceError::Browser(error.to_string()))?;
        ImportSource::read(file.name(), bytes, ReadOptions::default(), progress, stop).await
    }

    /// Reads pasted text: delimited text or HTML.
    ///
    /// # Errors
    /// If the text is too long or contains no table.
    pub async fn of_text(
        name: String,
        text: String,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<ImportSource, SourceError> {
        if text.len() > bounds::FILE_BYTES {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let options = ReadOptions { encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
        let bytes = FileBytes::of_text(&text);
        let read = match ImportSource::read(name.clone(), bytes.clone(), options.clone(), progress, stop).await {
            // Offline, short texts are read on the main thread.
            Err(SourceError::NotLoaded(_)) if text.len() <= READ_HERE => {
                let table = Table::parse(&text, None).map_err(ReadError::from)?;
                let detected = Detected { delimiter: table.delimiter, ..Detected::default() };
                Ok(ImportSource::of_opened(name, bytes, options, OpenedTable { table, detected }))
            }
            read => read,
        };
        read.map(|source| ImportSource { is_pasted: true, ..source })
    }

    /// The name of the file; empty for pasted text.
    pub fn file_name(&self) -> &str {
        if self.is_pasted { "" } else { &self.name }
    }

    async fn read(
        name: String,
        bytes: FileBytes,
        options: ReadOptions,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<ImportSource, SourceError> {
        let progress = Rc::new(progress);
        let answer = match run(READER, &ReaderJob::Table(options.clone()), &bytes, Rc::clone(&progress), stop).await {
            Err(SourceError::Read(ReadError::NotUnicode)) => {
                let decoded = run(CHARSETS, &options.encoding, &bytes, Rc::clone(&progress), stop).await?;
                let (decoding, text) =
                    Decoding::from_bytes(&decoded).ok_or(SourceError::NotLoaded(w::error_no_reader()))?;
                let options = ReadOptions { decoded: Some(decoding), ..options.clone() };
                run(READER, &ReaderJob::Table(options), &FileBytes::of_bytes(text), progress, stop).await?
            }
            answer => answer?,
        };
        let opened = OpenedTable::from_bytes(&answer).ok_or(SourceError::NotLoaded(w::error_no_reader()))?;
        // A long table takes its time: each stage is a task of its own.
        clock::pause().await;
        let source = ImportSource::of_opened(name, bytes, options, opened);
        clock::pause().await;
        if stop.is_stopped() { Err(SourceError::Stopped) } else { Ok(source) }
    }

    fn of_opened(name: String, bytes: FileBytes, options: ReadOptions, opened: OpenedTable) -> ImportSource {
        let mapping = Mapping::guess(&opened.table);
        ImportSource {
            name,
            is_pasted: false,
            bytes,
            options,
            detected: opened.detected,
            table: Arc::new(opened.table),
            mapping,
        }
    }

    /// Reads the same bytes again with other options.
    ///
    /// # Errors
    /// If no table can be read with these options.
    pub async fn read_again(
        self,
        options: ReadOptions,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<ImportSource, SourceError> {
        let mut again = ImportSource::read(self.name, self.bytes, options, progress, stop).await?;
        again.is_pasted = self.is_pasted;
        // The user's column settings are kept if the columns are the same.
        let heading = |source: &Table, mapping: &Mapping| {
            mapping.heading.and_then(|at| source.rows.get(at)).map(|row| row.cells.clone())
        };
        let before = heading(&self.table, &self.mapping);
        if before.is_some()
            && before == heading(&again.table, &self.mapping)
            && again.table.width() == self.table.width()
        {
            again.mapping = self.mapping;
        }
        Ok(again)
    }

    /// Uses another row as the heading row, or none.
    pub fn choose_heading(&mut self, heading: Option<usize>) {
        self.mapping = Mapping::under(&self.table, heading);
    }

    /// Computes what the import would add to a plan. A long table is processed in batches so that the page stays
    /// responsive: `progress` is called with the fraction done, from 0 to 1, and cancels by returning `false`.
    pub async fn preview(self, plan: Plan, year: i32, progress: impl Fn(f64) -> bool) -> Option<ImportPreview> {
        let mut begun = clock::now_ms();
        let is_long = self.table.rows.len() > LONG_TABLE;
        if is_long {
            if !progress(0.0) {
                return None;
            }
            // The page first draws what is known of the file.
            clock::pause().await;
            begun = clock::now_ms();
        }
        let names = names_of(&plan);
        let context = PreviewContext { plan: &plan, names: &names, year };
        let mut builder = PreviewBuilder::new(&self.table, &self.mapping, &context);
        while !builder.step(ROWS_AT_ONCE) {
            if clock::now_ms().abs_diff(begun) >= LONGEST_PART {
                if !progress(builder.done()) {
                    return None;
                }
                clock::pause().await;
                begun = clock::now_ms();
            }
        }
        if is_long && progress(1.0) {
            clock::pause().await;
        }
        Some(builder.finish())
    }
}
