//! What is being imported: a file or pasted text, the table in it, and how that is read.

use std::sync::Arc;

use super::out::names_of;
use crate::app::why_not_loaded;
use crate::browser::files::transfer::FileBytes;
use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker;
use crate::browser::files::worker::Stop;
use crate::browser::files::worker::WorkFault;
use crate::browser::page::clock;
use crate::i18n::words::budget_files as w;
use crate::import::bounds::{self, Bound};
use crate::import::budget::{Preview, Previewing, Question};
use crate::import::mapping::Mapping;
use crate::import::reading::{Found, Opened, ReadError, ReadOptions};
use crate::import::table::Table;
use crate::plan::Plan;

/// The attribute of the page's root that names the reader worker.
const READER: &str = "data-reader";
/// The most bytes of pasted text that the page reads itself where the worker cannot be loaded.
const READ_HERE: usize = 200_000;

/// Rows that are worked out without a look at the clock, and how long the page may wait for a part of them, in
/// milliseconds.
const ROWS_AT_ONCE: usize = 100;
const LONGEST_PART: u64 = 24;

/// Why something is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// There is no table in it, for this reason.
    Read(ReadError),
    /// The worker that reads files could not be loaded, which is said so: a newer version may have taken its place.
    NotLoaded(&'static str),
    /// The browser does not hand it out, or the worker stopped, and says this.
    Browser(String),
    /// The person cancelled it.
    Stopped,
}

impl From<ReadError> for SourceFault {
    fn from(error: ReadError) -> Self {
        SourceFault::Read(error)
    }
}

impl From<WorkFault> for SourceFault {
    fn from(fault: WorkFault) -> Self {
        match fault {
            WorkFault::NotLoaded => SourceFault::NotLoaded(w::fault_no_reader()),
            WorkFault::Stopped => SourceFault::Stopped,
            // The reader's own reasons come as JSON; anything else is said by the browser.
            WorkFault::Refused(reason) => {
                serde_json::from_str(&reason).map_or(SourceFault::Browser(reason), SourceFault::Read)
            }
        }
    }
}

/// What was picked or pasted, read as a table.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, or that it was pasted.
    pub name: String,
    /// What it is read from, again when it is to be read otherwise.
    bytes: FileBytes,
    /// How it was asked to be read.
    pub options: ReadOptions,
    /// What was recognised in it.
    pub found: Found,
    /// The table.
    pub table: Arc<Table>,
    /// How it is read.
    pub mapping: Mapping,
}

impl Source {
    /// Reads a file in the worker. `progress` hears how much is done, from 0 to 1.
    pub async fn of_file(
        file: &PickedFile,
        progress: impl Fn(f64) + 'static,
        stop: &Stop,
    ) -> Result<Source, SourceFault> {
        if file.size() > bounds::FILE_BYTES as u64 {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let bytes = file.kept().await.map_err(SourceFault::Browser)?;
        Source::read(file.name(), bytes, ReadOptions::default(), progress, stop).await
    }

    /// Reads text that was pasted: delimited, or HTML.
    pub async fn of_text(
        name: String,
        text: String,
        progress: impl Fn(f64) + 'static,
        stop: &Stop,
    ) -> Result<Source, SourceFault> {
        if text.len() > bounds::FILE_BYTES {
            return Err(ReadError::TooLarge(Bound::File).into());
        }
        let options = ReadOptions { encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
        let bytes = FileBytes::of_text(&text);
        match Source::read(name.clone(), bytes.clone(), options.clone(), progress, stop).await {
            // Without a network, what is short is read all the same.
            Err(SourceFault::NotLoaded(_)) if text.len() <= READ_HERE => {
                let table = Table::of_text(&text, None).map_err(ReadError::from)?;
                let found = Found { delimiter: table.delimiter, ..Found::default() };
                Ok(Source::of_opened(name, bytes, options, Opened { table, found }))
            }
            read => read,
        }
    }

    async fn read(
        name: String,
        bytes: FileBytes,
        options: ReadOptions,
        progress: impl Fn(f64) + 'static,
        stop: &Stop,
    ) -> Result<Source, SourceFault> {
        let job = serde_json::to_string(&options).map_err(|error| SourceFault::Browser(error.to_string()))?;
        let answer = match worker::work_on(READER, &job, &bytes, progress, stop).await {
            Err(WorkFault::NotLoaded) => {
                return Err(SourceFault::NotLoaded(why_not_loaded(w::fault_no_reader()).await));
            }
            answer => answer?,
        };
        let opened = Opened::from_bytes(&answer).ok_or(SourceFault::NotLoaded(w::fault_no_reader()))?;
        Ok(Source::of_opened(name, bytes, options, opened))
    }

    fn of_opened(name: String, bytes: FileBytes, options: ReadOptions, opened: Opened) -> Source {
        let mapping = Mapping::guess(&opened.table);
        Source { name, bytes, options, found: opened.found, table: Arc::new(opened.table), mapping }
    }

    /// Reads the same bytes in another way.
    pub async fn read_again(
        self,
        options: ReadOptions,
        progress: impl Fn(f64) + 'static,
        stop: &Stop,
    ) -> Result<Source, SourceFault> {
        let mut again = Source::read(self.name, self.bytes, options, progress, stop).await?;
        // What the person chose for the columns holds on where they are the same.
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

    /// Takes another row for the headings, or none.
    pub fn choose_heading(&mut self, heading: Option<usize>) {
        self.mapping = Mapping::under(&self.table, heading);
    }

    /// What it would bring to a plan. A long table is worked out in parts, between which the page goes on: `progress` is
    /// handed how much is done, from 0 to 1, and ends the work by `false`.
    pub async fn preview(self, plan: Plan, year: i32, progress: impl Fn(f64) -> bool) -> Option<Preview> {
        let names = names_of(&plan);
        let question = Question { plan: &plan, names: &names, year };
        let mut previewing = Previewing::new(&self.table, &self.mapping, &question);
        let mut begun = clock::now_ms();
        while !previewing.step(ROWS_AT_ONCE) {
            if clock::now_ms().abs_diff(begun) >= LONGEST_PART {
                if !progress(previewing.done()) {
                    return None;
                }
                clock::pause().await;
                begun = clock::now_ms();
            }
        }
        Some(previewing.finish())
    }
}
