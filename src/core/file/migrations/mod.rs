//! How a file of an older version becomes one of the version after it, step by step.
//!
//! One file for each step, named after the version it leaves (`v1.rs` makes a version 1 file a version 2 file), and one
//! line in [`ALL`]. A step works on plain JSON, not on the plan's types, which keep changing under it; it never
//! changes once it has been published. A file of every published version stays among the tests' fixtures.

use serde_json::Value;

/// One step, from one version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The version it takes; it leaves that version plus one.
    pub from: u32,
    /// What changed between the two.
    pub title: &'static str,
    /// Changes the whole file but for the version, which is changed for it; or says what is missing, as a path.
    pub apply: fn(&mut Value) -> Result<(), String>,
}

/// Every step there is, from the oldest. There is none while version 1 is the newest.
pub const ALL: [Migration; 0] = [];

/// A step that could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The version the step takes.
    pub from: u32,
    /// Where what it needs is missing.
    pub path: String,
}

/// Whether the steps lead on from that version.
pub fn covers(steps: &[Migration], version: u32) -> bool {
    steps.iter().any(|step| step.from == version)
}

/// Takes a file of that version through all the steps that follow.
pub fn run(steps: &[Migration], version: u32, file: &mut Value) -> Result<(), Failed> {
    for step in steps.iter().skip_while(|step| step.from < version) {
        (step.apply)(file).map_err(|path| Failed { from: step.from, path })?;
        if let Some(stated) = file.get_mut("version") {
            *stated = Value::from(step.from + 1);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::VERSION;

    /// The steps follow one another without a gap and end at `newest`.
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
    fn the_published_steps_are_contiguous() {
        assert!(contiguous(&ALL, VERSION), "a step is missing, or the last does not reach version {VERSION}");
        assert!(!contiguous(&[step(1), step(3)], 4));
        assert!(!contiguous(&[step(1), step(2)], 4));
        assert!(contiguous(&[step(1), step(2), step(3)], 4));
    }

    #[test]
    fn a_file_runs_through_its_own_step_and_all_later_ones_in_order() {
        let steps = [step(1), step(2), step(3)];
        let mut file = serde_json::json!({"version": 2, "done": []});
        run(&steps, 2, &mut file).unwrap();
        assert_eq!(file, serde_json::json!({"version": 4, "done": ["2", "3"]}));
        assert!(covers(&steps, 3) && !covers(&steps, 4));

        let mut stuck = serde_json::json!({"version": 1, "done": [], "stop": 2});
        assert_eq!(run(&steps, 1, &mut stuck), Err(Failed { from: 2, path: "stop".to_owned() }));
    }
}
