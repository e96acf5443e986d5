//! The feedback log: as CSV for a spreadsheet, and as Markdown to read.
//!
//! The caller passes words, names and dates. Feedback is in the plan's order; the Markdown groups it by state, to show first
//! what is still to be done.

use chrono::NaiveDate;

use super::csv::CsvFile;
use super::markdown::escaped;
use crate::plan::Plan;
use crate::plan::model::feedback::{Feedback, FeedbackState};
use crate::plan::model::phase::PhaseId;

/// The log's words, and how to write what it takes from the plan.
pub struct FeedbackWords<'a> {
    /// The document's title, with the plan's name in it.
    pub title: String,
    /// Headings of the columns: day, phase, from whom, feedback, state, decision.
    pub headings: [&'a str; 6],
    /// A state.
    pub state: &'a dyn Fn(FeedbackState) -> &'static str,
    /// A state with its number of entries, as a heading.
    pub counted: &'a dyn Fn(FeedbackState, usize) -> String,
    /// A phase.
    pub phase: &'a dyn Fn(PhaseId) -> String,
    /// A day, in sentences.
    pub date: &'a dyn Fn(NaiveDate) -> String,
    /// The day and from whom, if both are known.
    pub about: &'a dyn Fn(&str, &str) -> String,
    /// The label of a decision.
    pub decided: &'a str,
}

/// The log as CSV, with a row for each entry; days are ISO 8601.
pub fn csv(plan: &Plan, words: &FeedbackWords) -> String {
    let mut file = CsvFile::default();
    words.headings.iter().for_each(|heading| file.text(heading));
    file.end_row();
    for item in &plan.feedback {
        file.text(&item.on.map(|on| on.to_string()).unwrap_or_default());
        file.text(&(words.phase)(item.phase));
        file.text(&item.from);
        file.text(&item.opinion);
        file.text((words.state)(item.state));
        file.text(&item.decision);
        file.end_row();
    }
    file.finish()
}

/// The log as Markdown, ending with a line break.
pub fn markdown(plan: &Plan, words: &FeedbackWords) -> String {
    let mut text = String::from("# ");
    text.push_str(&escaped(&words.title));
    text.push('\n');
    for state in FeedbackState::ALL {
        let items: Vec<&Feedback> = plan.feedback.iter().filter(|item| item.state == state).collect();
        if items.is_empty() {
            continue;
        }
        text.push_str("\n## ");
        text.push_str(&escaped(&(words.counted)(state, items.len())));
        text.push_str("\n\n");
        for item in items {
            push_item(&mut text, item, words);
        }
    }
    text
}

/// `- Feedback *day, from whom*`, with the decision below it.
fn push_item(text: &mut String, item: &Feedback, words: &FeedbackWords) {
    text.push_str("- ");
    text.push_str(&escaped(&item.opinion));
    let (day, from) = (item.on.map(words.date).unwrap_or_default(), item.from.trim());
    let about = match (day.as_str(), from) {
        (only, "") | ("", only) => only.to_owned(),
        (day, from) => (words.about)(day, from),
    };
    if !about.is_empty() {
        for part in [" *", &escaped(&about), "*"] {
            text.push_str(part);
        }
    }
    text.push('\n');
    if !item.decision.trim().is_empty() {
        for part in ["  - **", words.decided, "** ", &escaped(&item.decision), "\n"] {
            text.push_str(part);
        }
    }
}
