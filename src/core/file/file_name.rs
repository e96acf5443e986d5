//! What the files that leave the program are called.

use chrono::NaiveDate;

use crate::plan::Plan;

/// Kinds of file that are made from a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanFileKind {
    /// The plan itself.
    Plan,
    /// The workbook.
    Workbook,
    /// The budget lines as a table.
    Budget,
    /// The publication schedule as a table.
    Schedule,
    /// The daily figures as a table.
    Actuals,
    /// Phases, events and pieces for a calendar.
    Calendar,
    /// The plan as a text to read.
    Text,
    /// The plan as a document to read and to print.
    Report,
    /// All of these in one archive.
    Everything,
    /// What seed users said, as a table.
    Feedback,
    /// The same as a text to read.
    FeedbackText,
    /// What the engineering team must build.
    TrackingSpecification,
    /// Every tracked link with its code, to print.
    CodeSheet,
    /// One code, to scale.
    CodeSvg,
    /// One code, in points.
    CodePng,
    /// A stored text that could not be read as a plan, as it was found.
    SetAside,
}

impl PlanFileKind {
    /// What stands before the date, and how the name ends.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            PlanFileKind::Plan => ("", "json"),
            PlanFileKind::Workbook => ("", "xlsx"),
            PlanFileKind::Budget => ("-budget", "csv"),
            PlanFileKind::Schedule => ("-schedule", "csv"),
            PlanFileKind::Actuals => ("-actuals", "csv"),
            PlanFileKind::Calendar => ("", "ics"),
            PlanFileKind::Text => ("", "md"),
            PlanFileKind::Report => ("-report", "html"),
            PlanFileKind::Everything => ("", "zip"),
            PlanFileKind::Feedback => ("-feedback", "csv"),
            PlanFileKind::FeedbackText => ("-feedback", "md"),
            PlanFileKind::TrackingSpecification => ("-tracking", "md"),
            PlanFileKind::CodeSheet => ("-qr-codes", "html"),
            PlanFileKind::CodeSvg => ("-qr", "svg"),
            PlanFileKind::CodePng => ("-qr", "png"),
            PlanFileKind::SetAside => ("-set-aside", "json"),
        }
    }
}

/// The longest name of a plan that a file name takes up, in characters; file systems stop at 255 bytes.
const LONGEST: usize = 48;

/// The file's name: `groundswell-spring-launch-2026-11-23.json`. The day is handed in: there is no clock here.
pub fn file_name(plan: &Plan, on: NaiveDate, kind: PlanFileKind) -> String {
    file_name_of(&plan.basics.name, on, kind)
}

/// As [`file_name`], where no more is known of the plan than its name.
pub fn file_name_of(name: &str, on: NaiveDate, kind: PlanFileKind) -> String {
    let (part, ending) = kind.parts();
    let slug = slug(name);
    let gap = if slug.is_empty() { "" } else { "-" };
    format!("groundswell{gap}{slug}{part}-{on}.{ending}")
}

/// Letters and digits of every script, in small letters; one hyphen for whatever stands between them. What is left
/// means nothing to any file system or shell.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut room = LONGEST;
    for word in words {
        if room == 0 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        for letter in word.chars().take(room) {
            slug.extend(letter.to_lowercase());
        }
        room = room.saturating_sub(word.chars().count() + 1);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_the_letters_of_every_script_and_nothing_that_is_unsafe() {
        assert_eq!(slug("Spring launch: 2027/Q1"), "spring-launch-2027-q1");
        assert_eq!(slug("菜小达生鲜到家（虚构）"), "菜小达生鲜到家-虚构");
        assert_eq!(slug("../../etc/passwd\u{202e}\0"), "etc-passwd");
        assert_eq!(slug(" …!? "), "");
        assert_eq!(slug(&"很长".repeat(40)).chars().count(), LONGEST);
    }

    #[test]
    fn the_whole_name_says_program_plan_and_day() {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(file_name(&plan, day, PlanFileKind::Plan), "groundswell-2026-11-23.json");
        plan.basics.name = "Spring launch".to_owned();
        assert_eq!(file_name(&plan, day, PlanFileKind::Budget), "groundswell-spring-launch-budget-2026-11-23.csv");
    }
}
