//! Reading a file: its format, its version, then the plan and its invariants.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::migrations::{self, Migration};
use super::path::path_before;
use super::{FORMAT, VERSION};
use crate::file::validate;
use crate::plan::Plan;
use crate::plan::model::references::Reference;

/// The quota of `localStorage`, where the plans are: keys and values together, in UTF-16 units. Chromium and Firefox allow
/// 5 Mi of these; Safari counts bytes and allows half as many, which is only noticed when it is full.
pub const STORAGE_UNITS: usize = 5 * 1024 * 1024;

/// The longest text that is read, in UTF-16 units: what fits into the quota beside the list of plans. A plan with 5,000
/// budget lines takes about a third of it.
pub const MAX_UNITS: usize = STORAGE_UNITS - 64 * 1024;

/// The largest file with such a text, in bytes: a UTF-16 unit takes at most three bytes of UTF-8.
pub const MAX_BYTES: usize = 3 * MAX_UNITS;

/// A plan read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The plan; its ids are unique and its references resolve.
    pub plan: Plan,
    /// The version of the file, if it is an older one: the caller keeps the original when it stores the plan.
    pub migrated_from: Option<u32>,
}

/// A place in a text, as editors count it: lines and characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPosition {
    /// The line.
    pub line: usize,
    /// The character within it.
    pub column: usize,
}

impl fmt::Display for TextPosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}", self.line, self.column)
    }
}

/// Why a text is not a plan, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// Too long.
    TooLarge {
        /// The length in UTF-16 units; in bytes, if it was not read at all.
        units: usize,
        /// The limit, in the same unit.
        limit: usize,
    },
    /// Not JSON, or truncated.
    NotJson {
        /// The position of the syntax error.
        at: TextPosition,
    },
    /// JSON, but not in the format of a plan file.
    NotAPlan {
        /// The format that it names instead, if any.
        format: Option<String>,
    },
    /// Written by a newer version of the program, in which the same fields may mean something else.
    NewerVersion {
        /// The file's version.
        found: u64,
        /// The newest version known here.
        known: u32,
    },
    /// A field is missing or unknown, or has an invalid value.
    Invalid {
        /// The position in the text; `None` in a file of an older version, whose text was migrated before it was read.
        at: Option<TextPosition>,
        /// The path of the field: `plan.budget.lines[3].quantity`.
        path: String,
        /// What is wrong with it, as serde describes it.
        reason: String,
    },
    /// Two items of one list have the same id.
    DuplicateId {
        /// The path of the second one: `plan.budget.lines[7]`.
        path: String,
        /// The id.
        id: String,
    },
    /// A reference to a part that is not in the plan.
    BrokenReference {
        /// The path of the item with the reference: `plan.budget.lines[7]`.
        path: String,
        /// The reference.
        to: Reference,
    },
    /// A file of an older version is not a valid file of that version.
    CannotMigrate {
        /// The version that the failed migration starts from.
        from: u32,
        /// The path of what is missing, as far as the migration can tell.
        path: String,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::TooLarge { units, limit } => write!(out, "{units} units long, at most {limit} are read"),
            LoadError::NotJson { at } => write!(out, "not JSON, at {at}"),
            LoadError::NotAPlan { format: Some(format) } => write!(out, "not a plan but {format:?}"),
            LoadError::NotAPlan { format: None } => out.write_str("not a plan"),
            LoadError::NewerVersion { found, known } => {
                write!(out, "written in version {found}, the newest known is {known}")
            }
            LoadError::Invalid { at: Some(at), path, reason } => write!(out, "{path}, at {at}: {reason}"),
            LoadError::Invalid { at: None, path, reason } => write!(out, "{path}: {reason}"),
            LoadError::DuplicateId { path, id } => write!(out, "{path}: id {id} is there twice"),
            LoadError::BrokenReference { path, to } => write!(out, "{path}: {to:?} does not exist"),
            LoadError::CannotMigrate { from, path } => write!(out, "{path}: cannot be migrated from version {from}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads the text of a file. A byte order mark at its start is ignored.
///
/// # Errors
///
/// If the text is too long, is not JSON or not a plan file, is of a newer version, cannot be migrated from its older
/// version, or if a field or the invariants of the plan are violated.
pub fn read(text: &str) -> Result<Loaded, LoadError> {
    read_with(text, &migrations::ALL)
}

/// [`read`] with the migrations handed in, so that they can be tried before there are any.
fn read_with(text: &str, steps: &[Migration]) -> Result<Loaded, LoadError> {
    // A text has no more units than bytes, so most texts need no counting.
    let units = if text.len() > MAX_UNITS { text.encode_utf16().count() } else { 0 };
    if units > MAX_UNITS {
        return Err(LoadError::TooLarge { units, limit: MAX_UNITS });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Fast path: nearly every text is of this version and valid, and is read in one pass.
    if let Ok(file) = serde_json::from_str::<ReadFile>(text)
        && file.format == FORMAT
    {
        validate::verify(&file.plan)?;
        return Ok(Loaded { plan: file.plan, migrated_from: None });
    }
    let header = FileHeader::of(text)?;
    let older = match header.version {
        Some(found) if found > u64::from(VERSION) => {
            return Err(LoadError::NewerVersion { found, known: VERSION });
        }
        Some(found) => u32::try_from(found).ok().filter(|&found| migrations::covers(steps, found)),
        // The typed reading below reports what is wrong with the version, and where.
        None => None,
    };
    let plan = match older {
        None => parse(text)?,
        Some(found) => {
            let mut value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
            migrations::run(steps, found, &mut value)
                .map_err(|failed| LoadError::CannotMigrate { from: failed.from, path: failed.path })?;
            // Back to text: deserializing from a `Value` would double the generated code, and with it the download.
            parse(&value.to_string()).map_err(without_place)?
        }
    };
    validate::verify(&plan)?;
    Ok(Loaded { plan, migrated_from: older })
}

/// The fields that identify a file; everything else is skipped.
#[derive(Deserialize)]
struct FileHeader {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    version: Value,
}

struct FileVersion {
    version: Option<u64>,
}

impl FileHeader {
    fn of(text: &str) -> Result<FileVersion, LoadError> {
        let header: FileHeader = serde_json::from_str(text).map_err(|error| match error.classify() {
            Category::Syntax | Category::Eof | Category::Io => not_json(text, &error),
            Category::Data => LoadError::NotAPlan { format: None },
        })?;
        match header.format {
            Value::String(format) if format == FORMAT => Ok(FileVersion { version: header.version.as_u64() }),
            Value::String(format) => Err(LoadError::NotAPlan { format: Some(format) }),
            _ => Err(LoadError::NotAPlan { format: None }),
        }
    }
}

/// The whole file, with types.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadFile {
    format: String,
    // Deserialized only to check it.
    #[serde(rename = "version")]
    _version: CurrentVersion,
    plan: Plan,
}

struct CurrentVersion;

impl Visitor<'_> for CurrentVersion {
    type Value = CurrentVersion;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "a whole number from 1 to {VERSION}")
    }

    fn visit_u64<E: de::Error>(self, version: u64) -> Result<CurrentVersion, E> {
        if version == u64::from(VERSION) {
            Ok(CurrentVersion)
        } else {
            Err(E::invalid_value(de::Unexpected::Unsigned(version), &self))
        }
    }
}

impl<'de> Deserialize<'de> for CurrentVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(CurrentVersion)
    }
}

/// The only slow path that deserializes a plan, so that the generated code exists once.
fn parse(text: &str) -> Result<Plan, LoadError> {
    // The header was read, so the text is JSON, and the error is about a field.
    let file: ReadFile = serde_json::from_str(text).map_err(|error| LoadError::Invalid {
        at: Some(place(text, &error)),
        path: path_before(text, offset(text, &error)),
        reason: reason(&error),
    })?;
    Ok(file.plan)
}

fn without_place(error: LoadError) -> LoadError {
    match error {
        LoadError::Invalid { path, reason, .. } => LoadError::Invalid { at: None, path, reason },
        other => other,
    }
}

fn not_json(text: &str, error: &serde_json::Error) -> LoadError {
    LoadError::NotJson { at: place(text, error) }
}

/// The byte offset of the error.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    lines.map(str::len).sum::<usize>() + error.column()
}

/// The error's position, with the column in characters; serde counts bytes, of which a Chinese character takes three.
fn place(text: &str, error: &serde_json::Error) -> TextPosition {
    let line = error.line().max(1);
    let before = text.split('\n').nth(line - 1).map_or(0, |content| {
        let bytes = error.column().saturating_sub(1).min(content.len());
        content.char_indices().take_while(|&(start, _)| start < bytes).count()
    });
    TextPosition { line, column: before + 1 }
}

/// The error's message without its position, which is reported separately.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.rfind(" at line ") {
        Some(end) => words[..end].to_owned(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::write;
    use crate::plan::edit::PlanEdit;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::basics::{Basics, Market};

    fn plan() -> Plan {
        let mut bits = 0;
        Plan::blank(&mut || {
            bits += 1;
            bits
        })
    }

    #[test]
    fn an_older_file_is_migrated_and_its_version_reported() {
        // As if the name of the plan had been its title in the version before.
        fn title_becomes_name(file: &mut Value) -> Result<(), String> {
            let basics = file.pointer_mut("/plan/basics").and_then(Value::as_object_mut).ok_or("plan.basics")?;
            let title = basics.remove("title").ok_or("plan.basics.title")?;
            basics.insert("name".to_owned(), title);
            Ok(())
        }
        let from = VERSION - 1;
        let steps = [Migration { from, title: "the title is called name", apply: title_becomes_name }];
        let stated = |version: u32| format!("\"version\":{version}");
        let old = write(&plan()).replace(&stated(VERSION), &stated(from)).replace("\"name\"", "\"title\"");
        let loaded = read_with(&old, &steps).unwrap();
        assert_eq!(loaded, Loaded { plan: plan(), migrated_from: Some(from) });

        // The plan in an approval is migrated, too.
        let mut approved = plan();
        let approval = |plan: &Plan| crate::plan::model::approval::Approval {
            id: crate::plan::model::id::Id::from_bits(900),
            by: "Ann".to_owned(),
            on: chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap(),
            note: String::new(),
            plan: crate::plan::model::approval::Frozen::of(plan),
        };
        approved.approvals.push(approval(&approved));
        let kept = write(&approved).replace(&stated(VERSION), &stated(from)).replace("\"name\"", "\"title\"");
        assert_eq!(kept.matches("\"title\"").count(), 2);
        assert_eq!(read_with(&kept, &steps).unwrap(), Loaded { plan: approved, migrated_from: Some(from) });
        let unreached = kept.replacen("\"title\"", "\"heading\"", 2).replacen("\"heading\"", "\"title\"", 1);
        match read_with(&unreached, &steps) {
            Err(LoadError::CannotMigrate { from: failed, path }) => {
                assert_eq!(failed, from);
                assert_eq!(path, "plan.approvals[0].plan.basics.title");
            }
            other => panic!("{other:?}"),
        }

        let broken = old.replace("\"title\"", "\"heading\"");
        let failed = LoadError::CannotMigrate { from, path: "plan.basics.title".to_owned() };
        assert_eq!(read_with(&broken, &steps), Err(failed));

        let invalid = old.replace("\"CNY\"", "\"XXQ\"");
        match read_with(&invalid, &steps) {
            Err(LoadError::Invalid { at: None, path, .. }) => assert_eq!(path, "plan.basics.currency"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_without_a_market_is_of_the_chinese_one_and_stays_byte_identical() {
        let mut plan = plan();
        let old = write(&plan);
        assert!(!old.contains("market"));
        let loaded = read(&old).unwrap().plan;
        assert_eq!((loaded.basics.market, write(&loaded)), (Market::China, old.clone()));

        let basics = Basics { market: Market::International, ..plan.basics.clone() };
        let undo = apply(&mut plan, PlanEdit::Basics(Box::new(basics))).unwrap();
        let abroad = write(&plan);
        assert!(abroad.contains("\"market\":\"international\""), "{abroad}");
        assert_eq!(read(&abroad).unwrap().plan.basics.market, Market::International);
        apply(&mut plan, undo).unwrap();
        assert_eq!(write(&plan), old);
    }

    #[test]
    fn a_column_counts_characters_not_bytes() {
        let mut plan = plan();
        let basics = Basics { name: "菜小达".to_owned(), ..Default::default() };
        apply(&mut plan, PlanEdit::Basics(Box::new(basics))).unwrap();
        let text = write(&plan).replace("\"菜小达\",", "\"菜小达\"!");
        let line = text.lines().position(|line| line.contains('!')).unwrap() + 1;
        let column = text.lines().nth(line - 1).unwrap().chars().position(|letter| letter == '!').unwrap() + 1;
        assert_eq!(read(&text), Err(LoadError::NotJson { at: TextPosition { line, column } }));
    }
}
