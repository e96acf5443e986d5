//! The source of an import: a file or pasted text, its table, and how the table is interpreted. Knows nothing of the
//! dialog.

use std::sync::Arc;

use super::super::export::names_of;
use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker::StopHandle;
use crate::browser::page::clock;
use crate::import::bounds::{self, Bound};
use crate::import::budget::{ImportPreview, PreviewBuilder, PreviewContext};
use crate::import::reading::{Detected, OpenedTable, ReadError, ReadOptions};
use crate::import::table::Table;
use crate::import::table::mapping::Mapping;
use crate::import::worker_job::ReaderJob;
use crate::plan::Plan;
use crate::ui::importing::{FileSource, SourceError};

/// The most bytes of pasted text that are read on the main thread if the worker cannot be loaded.
const READ_HERE: usize = 200_000;

/// Rows processed between looks at the clock, and how long a batch may block the page, in milliseconds.
const ROWS_AT_ONCE: usize = 100;
const LONGEST_PART: u64 = 24;
/// Tables of more rows are processed in several tasks from the start, so that none of them blocks the page for long.
pub const LONG_TABLE: usize = 2_000;

/// A picked file or pasted text, read as a table.
#[derive(Clone, Debug)]
pub struct ImportSource {
    /// Its name and bytes.
    pub file: FileSource,
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
        ImportSource::read(FileSource::of_file(file).await?, ReadOptions::default(), progress, stop).await
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
        let (file, options) = FileSource::of_text(name, &text)?;
        match ImportSource::read(file.clone(), options.clone(), progress, stop).await {
            // Offline, short texts are read on the main thread.
            Err(SourceError::NotLoaded(_)) if text.len() <= READ_HERE => {
                let table = Table::parse(&text, None).map_err(ReadError::from)?;
                if table.rows.len() > bounds::ROWS {
                    return Err(ReadError::TooLarge(Bound::Rows).into());
                }
                let detected = Detected { delimiter: table.delimiter, ..Detected::default() };
                Ok(ImportSource::of_opened(file, options, OpenedTable { table, detected }))
            }
            read => read,
        }
    }

    /// The name of the file; empty for pasted text.
    pub fn file_name(&self) -> &str {
        if self.file.is_pasted { "" } else { &self.file.name }
    }

    async fn read(
        file: FileSource,
        options: ReadOptions,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<ImportSource, SourceError> {
        let answer = file.read(&options, ReaderJob::Table, progress, stop).await?;
        let opened = OpenedTable::from_bytes(&answer).ok_or_else(SourceError::other_version)?;
        // A long table takes its time: each stage is a task of its own.
        clock::pause().await;
        let source = ImportSource::of_opened(file, options, opened);
        clock::pause().await;
        if stop.is_stopped() { Err(SourceError::Stopped) } else { Ok(source) }
    }

    fn of_opened(file: FileSource, options: ReadOptions, opened: OpenedTable) -> ImportSource {
        let mapping = Mapping::guess(&opened.table);
        ImportSource { file, options, detected: opened.detected, table: Arc::new(opened.table), mapping }
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
        let mut again = ImportSource::read(self.file, options, progress, stop).await?;
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
