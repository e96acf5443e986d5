//! Reads a file of figures: all tables of a text, a web page, a workbook or an archive.
//!
//! ```
//! use groundswell_core::import::actuals::{ReadingChoices, file::read};
//! use groundswell_core::import::reading::ReadOptions;
//! let text = "时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n2027-03-29,46,3,43,1043\n";
//! let choices = ReadingChoices::new("2027-04-25".parse().unwrap());
//! let file = read(text.as_bytes(), &ReadOptions::default(), &choices, &mut |_| {}).unwrap();
//! assert_eq!(file.tables[0].profile.as_deref(), Some("wechat-users"));
//! assert_eq!(file.tables[0].series[0].metric.as_deref(), Some("new_followers"));
//! ```

use super::blocks::blocks;
use super::choices::ReadingChoices;
use super::found::{FigureFile, FoundTable, NoFigures};
use super::reading;
use super::recognise::is_headed;
use crate::import::all_tables::{OpenedFile, open_all};
use crate::import::reading::{ReadError, ReadOptions};

/// Reads the figures of a file. `progress` is called with the share of the work done, from 0 to 1.
///
/// # Errors
/// Fails where the file cannot be read or has no table. A table without figures is no error: it says why.
pub fn read(
    bytes: &[u8],
    options: &ReadOptions,
    choices: &ReadingChoices,
    progress: &mut dyn FnMut(f64),
) -> Result<FigureFile, ReadError> {
    let opened = open_all(bytes, options, &mut |done| progress(done * 0.5))?;
    Ok(figures(opened, choices, &mut |done| progress(0.5 + done * 0.5)))
}

/// The figures of the tables of a file. `progress` is as of [`read`].
pub fn figures(opened: OpenedFile, choices: &ReadingChoices, progress: &mut dyn FnMut(f64)) -> FigureFile {
    let mut tables = Vec::new();
    let count = opened.tables.len().max(1);
    for (at, (name, table)) in opened.tables.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)] // a share
        progress(at as f64 / count as f64);
        match table {
            Ok(table) => {
                for block in blocks(table, &is_headed) {
                    tables.push(reading::read(table, &block, name, tables.len(), choices));
                }
            }
            Err(error) => tables.push(FoundTable {
                name: name.clone(),
                problem: Some(NoFigures::Unreadable(error.clone())),
                ..FoundTable::default()
            }),
        }
    }
    // Tables of one file without a channel of their own belong where the others do.
    let mut channels: Vec<String> = tables.iter().filter_map(|table| table.channel.clone()).collect();
    channels.dedup();
    if let ([channel], true) = (channels.as_slice(), tables.len() > 1) {
        for table in tables.iter_mut().filter(|table| table.profile.is_none() && !table.is_own) {
            table.channel.get_or_insert_with(|| channel.clone());
        }
    }
    progress(1.0);
    FigureFile { detected: opened.detected, tables }
}
