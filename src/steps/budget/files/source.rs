//! What is being imported: a file or pasted text, the table in it, and how that is read.

use std::sync::Arc;

use super::out::names_of;
use crate::browser::decode;
use crate::browser::files::PickedFile;
use crate::i18n::numeral::{self, NumeralError};
use crate::import::budget::{Preview, Question, preview};
use crate::import::mapping::Mapping;
use crate::import::numbers::NumberFault;
use crate::import::source::FileKind;
use crate::import::table::{Table, TableFault};
use crate::import::workbook::Workbook;
use crate::plan::Plan;

/// The most bytes of a file that is read at all.
const MOST_BYTES: u64 = 20 << 20;

/// Why something is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// There is no table in it.
    Table(TableFault),
    /// It is of a kind that is not read.
    Kind(FileKind),
    /// Its letters cannot be made out.
    Letters,
    /// The browser does not hand it out, and says this.
    Browser(String),
}

impl From<TableFault> for SourceFault {
    fn from(fault: TableFault) -> Self {
        SourceFault::Table(fault)
    }
}

/// What was picked or pasted, read as a table.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, or that it was pasted.
    pub name: String,
    content: Content,
    /// The table.
    pub table: Arc<Table>,
    /// How it is read.
    pub mapping: Mapping,
}

#[derive(Clone, Debug)]
enum Content {
    Text(Arc<String>),
    Workbook { bytes: Arc<Vec<u8>>, sheets: Vec<String>, sheet: usize },
}

impl Source {
    /// Reads a file.
    pub async fn of_file(file: &PickedFile) -> Result<Source, SourceFault> {
        if file.size() > MOST_BYTES {
            return Err(TableFault::TooLarge(crate::import::bounds::Bound::File).into());
        }
        let bytes = file.bytes().await.map_err(SourceFault::Browser)?;
        match FileKind::of(&bytes) {
            FileKind::Zip => Source::of_workbook(file.name(), bytes),
            FileKind::Text(encoding) => {
                let text = decode::text(&bytes, encoding.label()).ok_or(SourceFault::Letters)?;
                Source::of_text(file.name(), text)
            }
            FileKind::Empty => Err(TableFault::Empty.into()),
            other => Err(SourceFault::Kind(other)),
        }
    }

    /// Reads text, as it is pasted or was in a file.
    pub fn of_text(name: String, text: String) -> Result<Source, SourceFault> {
        let table = Table::of_text(&text, None)?;
        let mapping = Mapping::guess(&table);
        Ok(Source { name, content: Content::Text(Arc::new(text)), table: Arc::new(table), mapping })
    }

    fn of_workbook(name: String, bytes: Vec<u8>) -> Result<Source, SourceFault> {
        let book = Workbook::open(&bytes)?;
        let sheets = book.sheets().map(str::to_owned).collect();
        let (sheet, table) = book.first_table()?;
        drop(book);
        let mapping = Mapping::guess(&table);
        let content = Content::Workbook { bytes: Arc::new(bytes), sheets, sheet };
        Ok(Source { name, content, table: Arc::new(table), mapping })
    }

    /// The names of the sheets and which of them is read; none for text.
    pub fn sheets(&self) -> Option<(&[String], usize)> {
        match &self.content {
            Content::Workbook { sheets, sheet, .. } => Some((sheets, *sheet)),
            Content::Text(_) => None,
        }
    }

    /// Reads another sheet.
    pub fn choose_sheet(&mut self, chosen: usize) -> Result<(), SourceFault> {
        let Content::Workbook { bytes, sheet, .. } = &mut self.content else { return Ok(()) };
        let table = Workbook::open(bytes)?.table(chosen)?;
        *sheet = chosen;
        self.mapping = Mapping::guess(&table);
        self.table = Arc::new(table);
        Ok(())
    }

    /// Reads the text with another delimiter.
    pub fn choose_delimiter(&mut self, delimiter: u8) -> Result<(), SourceFault> {
        let Content::Text(text) = &self.content else { return Ok(()) };
        let table = Table::of_text(text, Some(delimiter))?;
        self.mapping = Mapping::guess(&table);
        self.table = Arc::new(table);
        Ok(())
    }

    /// Takes another row for the headings, or none.
    pub fn choose_heading(&mut self, heading: Option<usize>) {
        self.mapping = Mapping::under(&self.table, heading);
    }

    /// What it would bring to a plan.
    pub fn preview(&self, plan: &Plan, year: i32) -> Preview {
        let names = names_of(plan);
        preview(&self.table, &self.mapping, &Question { plan, names: &names, read, year })
    }
}

/// The reader of numbers that all fields of the page have.
fn read(text: &str, decimals: u8) -> Result<i64, NumberFault> {
    numeral::parse(text, decimals).map_err(|error| match error {
        NumeralError::Empty | NumeralError::NotANumber { .. } => NumberFault::NotANumber,
        NumeralError::TooManyDecimals { .. } => NumberFault::TooManyDecimals,
        NumeralError::TooLarge => NumberFault::TooLarge,
        NumeralError::Ambiguous => NumberFault::Ambiguous,
    })
}
