//! Migrations of files from one version to the next.
//!
//! There is one module for each migration, named after the version it starts from (`v1.rs` migrates version 1 to 2), and
//! one entry in [`ALL`]. A migration works on plain JSON, as the plan's types keep changing, and never changes once it is
//! published. A file of every published version is kept among the test fixtures.

use std::fmt;

use serde_json::Value;

mod v1;

/// A migration from one version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The version it starts from; the result has that version plus one.
    pub from: u32,
    /// What changed between the two versions.
    pub title: &'static str,
    /// Changes the whole file except its version, which the caller sets; or returns the path of what is missing. It is
    /// called once for the file, and once for each plan in an approval, wrapped as a file.
    pub apply: fn(&mut Value) -> Result<(), String>,
}

/// Every migration, oldest first.
pub const ALL: [Migration; 1] =
    [Migration { from: 1, title: "refunds, and amounts paid in another currency than the plan's", apply: v1::apply }];

/// A migration that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationError {
    /// The version that it starts from.
    pub from: u32,
    /// The path of what is missing.
    pub path: String,
}

impl fmt::Display for MigrationError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: cannot be migrated from version {}", self.path, self.from)
    }
}

impl std::error::Error for MigrationError {}

/// Whether there is a migration from this version.
pub fn covers(steps: &[Migration], version: u32) -> bool {
    steps.iter().any(|step| step.from == version)
}

/// Migrates a file of this version to the newest one.
///
/// # Errors
///
/// If a migration does not find what a valid file of its version has.
pub fn run(steps: &[Migration], version: u32, file: &mut Value) -> Result<(), MigrationError> {
    for step in steps.iter().skip_while(|step| step.from < version) {
        (step.apply)(file).map_err(|path| MigrationError { from: step.from, path })?;
        migrate_approved(step, file)?;
        if let Some(stated) = file.get_mut("version") {
            *stated = Value::from(step.from + 1);
        }
    }
    Ok(())
}

/// Migrates the plan of every approval; these have the same version as the file.
fn migrate_approved(step: &Migration, file: &mut Value) -> Result<(), MigrationError> {
    let format = file.get("format").cloned().unwrap_or_default();
    let Some(approvals) = file.pointer_mut("/plan/approvals").and_then(Value::as_array_mut) else { return Ok(()) };
    for (at, approval) in approvals.iter_mut().enumerate() {
        let Some(plan) = approval.get_mut("plan") else { continue };
        let mut kept = serde_json::json!({ "format": format, "version": step.from, "plan": plan.take() });
        (step.apply)(&mut kept).map_err(|path| MigrationError {
            from: step.from,
            path: ["plan.approvals[", &at.to_string(), "].", &path].concat(),
        })?;
        *plan = kept["plan"].take();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::VERSION;

    /// Whether the migrations follow each other without a gap and end at `newest`.
    fn contiguous(steps: &[Migration], newest: u32) -> bool {
        steps.windows(2).all(|pair| pair[0].from + 1 == pair[1].from)
            && steps.last().is_none_or(|last| last.from + 1 == newest)
    }

    fn add(file: &mut Value, key: &str) {
        file["done"].as_array_mut().unwrap().push(Value::from(key));
    }

    fn step(from: u32) -> Migration {
        Migration {
            from,
            title: "made up",
            apply: |file| {
                let from = file["version"].to_string();
                add(file, &from);
                if file.get("stop") == file.get("version") { Err("stop".to_owned()) } else { Ok(()) }
            },
        }
    }

    #[test]
    fn published_migrations_are_contiguous() {
        assert!(contiguous(&ALL, VERSION), "a step is missing, or the last does not reach version {VERSION}");
        assert!(!contiguous(&[step(1), step(3)], 4));
        assert!(!contiguous(&[step(1), step(2)], 4));
        assert!(contiguous(&[step(1), step(2), step(3)], 4));
    }

    #[test]
    fn plans_in_approvals_are_migrated() {
        let rename = Migration {
            from: 1,
            title: "the title is called name",
            apply: |file| {
                let plan = file.pointer_mut("/plan").and_then(Value::as_object_mut).ok_or("plan")?;
                let title = plan.remove("title").ok_or("plan.title")?;
                plan.insert("name".to_owned(), title);
                Ok(())
            },
        };
        let approved = |title: &str| serde_json::json!({"by": "Ann", "plan": {"title": title}});
        let mut file = serde_json::json!({
            "format": "f", "version": 1, "plan": {"title": "now", "approvals": [approved("first"), approved("second")]},
        });
        run(&[rename], 1, &mut file).unwrap();
        let kept = |name: &str| serde_json::json!({"by": "Ann", "plan": {"name": name}});
        let expected = serde_json::json!({"name": "now", "approvals": [kept("first"), kept("second")]});
        assert_eq!((&file["version"], &file["plan"]), (&Value::from(2), &expected));

        let mut broken = serde_json::json!({
            "format": "f", "version": 1, "plan": {"title": "now", "approvals": [approved("first"), {"plan": {}}]},
        });
        let path = "plan.approvals[1].plan.title".to_owned();
        assert_eq!(run(&[rename], 1, &mut broken), Err(MigrationError { from: 1, path }));
    }

    #[test]
    fn a_file_is_migrated_from_its_version_to_the_newest_in_order() {
        let steps = [step(1), step(2), step(3)];
        let mut file = serde_json::json!({"version": 2, "done": []});
        run(&steps, 2, &mut file).unwrap();
        assert_eq!(file, serde_json::json!({"version": 4, "done": ["2", "3"]}));
        assert!(covers(&steps, 3) && !covers(&steps, 4));

        let mut stuck = serde_json::json!({"version": 1, "done": [], "stop": 2});
        assert_eq!(run(&steps, 1, &mut stuck), Err(MigrationError { from: 2, path: "stop".to_owned() }));
    }
}
