//! The source of an import of figures: a file or pasted text, how it is read, and what was found in it. Knows nothing of
//! the dialog.

use std::rc::Rc;
use std::sync::Arc;

use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker::StopHandle;
use crate::browser::page::clock;
use crate::import::actuals::ReadingChoices;
use crate::import::actuals::found::FigureFile;
use crate::import::actuals::remembered::RememberedChoices;
use crate::import::reading::ReadOptions;
use crate::import::worker_job::ReaderJob;
use crate::ui::importing::{FileSource, SourceError, recognise_figures};

/// A file or pasted text with what was found in it.
#[derive(Clone, Debug)]
pub struct FigureSource {
    /// Its name and bytes.
    pub file: FileSource,
    /// The options it was read with.
    pub options: ReadOptions,
    /// The choices it was read with.
    pub reading: ReadingChoices,
    /// What was found.
    pub found: Arc<FigureFile>,
}

impl FigureSource {
    /// Reads a file in the worker. `progress` is called with the fraction done, from 0 to 1.
    ///
    /// # Errors
    /// If the file is too large, cannot be read or contains no table.
    pub async fn of_file(
        file: &PickedFile,
        memory: &RememberedChoices,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<FigureSource, SourceError> {
        let file = FileSource::of_file(file).await?;
        FigureSource::first_read(file, ReadOptions::default(), memory, progress, stop).await
    }

    /// Reads pasted text: delimited text or HTML.
    ///
    /// # Errors
    /// If the text is too long or contains no table.
    pub async fn of_text(
        name: String,
        text: &str,
        memory: &RememberedChoices,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<FigureSource, SourceError> {
        let (file, options) = FileSource::of_text(name, text)?;
        FigureSource::first_read(file, options, memory, progress, stop).await
    }

    /// Reads it, and again as tables with these headings were read before.
    async fn first_read(
        file: FileSource,
        options: ReadOptions,
        memory: &RememberedChoices,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<FigureSource, SourceError> {
        let reading = ReadingChoices::new(clock::today());
        let source = FigureSource::read(file, options, reading, progress, stop).await?;
        match memory.reading(&source.found, &source.reading) {
            Some(reading) => source.read_again(None, reading, |_| {}, stop).await,
            None => Ok(source),
        }
    }

    async fn read(
        file: FileSource,
        options: ReadOptions,
        reading: ReadingChoices,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<FigureSource, SourceError> {
        let progress = Rc::new(progress);
        let reader = Rc::clone(&progress);
        let tables = file.read(&options, ReaderJob::Tables, move |done| reader(done * 0.5), stop).await?;
        let recogniser = move |done: f64| progress(0.5 + done * 0.5);
        let answer = recognise_figures(&tables, &reading, recogniser, stop).await?;
        let found = FigureFile::from_bytes(&answer).ok_or_else(SourceError::other_version)?;
        clock::pause().await;
        let source = FigureSource { file, options, reading, found: Arc::new(found) };
        if stop.is_stopped() { Err(SourceError::Stopped) } else { Ok(source) }
    }

    /// Reads the same bytes again with other options or choices.
    ///
    /// # Errors
    /// If no table can be read with these options.
    pub async fn read_again(
        self,
        options: Option<ReadOptions>,
        reading: ReadingChoices,
        progress: impl Fn(f64) + 'static,
        stop: &StopHandle,
    ) -> Result<FigureSource, SourceError> {
        let options = options.unwrap_or(self.options);
        FigureSource::read(self.file, options, reading, progress, stop).await
    }
}
