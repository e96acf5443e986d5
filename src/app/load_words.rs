//! Why a text is no plan, in the reader's words.

use crate::file::LoadError;
use crate::i18n::format;
use crate::i18n::words::{app, load_errors as w};
use crate::plan::reference::Reference;

/// A sentence that says what is wrong with a file, where, and the way out.
pub fn load_error_words(error: &LoadError) -> String {
    match error {
        LoadError::TooLarge { bytes, limit } => w::too_large(&megabytes(*bytes), &megabytes(*limit)),
        LoadError::NotJson { at } => w::not_json(&at.line.to_string(), &at.column.to_string()),
        LoadError::NotAPlan { format: None } => w::not_a_plan().to_owned(),
        LoadError::NotAPlan { format: Some(format) } => w::other_format(format),
        LoadError::NewerVersion { found, known } => w::newer_version(&found.to_string(), &known.to_string()),
        LoadError::Invalid { at: Some(at), path, reason } => {
            w::invalid(&at.line.to_string(), &at.column.to_string(), path, reason)
        }
        LoadError::Invalid { at: None, path, reason } => w::invalid_somewhere(path, reason),
        LoadError::DuplicateId { path, id } => w::duplicate_id(path, id),
        LoadError::BrokenReference { path, to } => w::broken_reference(path, part(*to)),
        LoadError::CannotMigrate { from, path } => w::cannot_migrate(&from.to_string(), path),
    }
}

/// Bytes in whole megabytes, rounded up.
fn megabytes(bytes: usize) -> String {
    format::count(i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX))
}

fn part(reference: Reference) -> &'static str {
    match reference {
        Reference::Phase(_) => app::part_phase(),
        Reference::Channel(_) => app::part_channel(),
        Reference::Metric(_) => app::part_metric(),
        Reference::Department(_) => app::part_department(),
        Reference::Activity(_) => app::part_activity(),
        Reference::Partner(_) => app::part_partner(),
        Reference::Cadence(_) => app::part_cadence(),
    }
}
