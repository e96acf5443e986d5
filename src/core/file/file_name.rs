//! Names of exported files.

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
    /// Phases, activities, events and posts for a calendar.
    Calendar,
    /// The plan as Markdown.
    Text,
    /// The report.
    Report,
    /// All of these in one archive.
    Everything,
    /// The feedback log as a table.
    Feedback,
    /// The feedback log as Markdown.
    FeedbackText,
    /// The tracking specification.
    TrackingSpecification,
    /// The sheet of QR codes, to print.
    CodeSheet,
    /// One QR code, as a vector image.
    CodeSvg,
    /// One QR code, as a bitmap.
    CodePng,
    /// A stored text that could not be read as a plan, unchanged.
    SetAside,
}

impl PlanFileKind {
    /// The part of the name before the date, and the extension.
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

/// The longest plan name in a file name, in characters; file systems allow 255 bytes.
const MAX_NAME_CHARS: usize = 48;

/// The file's name: `groundswell-spring-launch-2026-11-23.json`. The caller passes the day, as the core has no clock.
pub fn file_name(plan: &Plan, on: NaiveDate, kind: PlanFileKind) -> String {
    file_name_of(&plan.basics.name, on, kind)
}

/// As [`file_name`], if only the plan's name is known.
pub fn file_name_of(name: &str, on: NaiveDate, kind: PlanFileKind) -> String {
    let (part, ending) = kind.parts();
    let slug = slug(name);
    let gap = if slug.is_empty() { "" } else { "-" };
    format!("groundswell{gap}{slug}{part}-{on}.{ending}")
}

/// Letters and digits of every script, in lowercase, with one hyphen for anything between them: safe for every file system
/// and shell.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut room = MAX_NAME_CHARS;
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
    fn a_slug_keeps_letters_of_every_script_and_no_unsafe_characters() {
        assert_eq!(slug("Spring launch: 2027/Q1"), "spring-launch-2027-q1");
        assert_eq!(slug("菜小达生鲜到家（虚构）"), "菜小达生鲜到家-虚构");
        assert_eq!(slug("../../etc/passwd\u{202e}\0"), "etc-passwd");
        assert_eq!(slug(" …!? "), "");
        assert_eq!(slug(&"很长".repeat(40)).chars().count(), MAX_NAME_CHARS);
    }

    #[test]
    fn file_names_have_program_plan_kind_and_day() {
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
