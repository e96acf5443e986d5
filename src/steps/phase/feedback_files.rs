//! Export of the feedback log: a table for spreadsheets, a document for the team.

use leptos::prelude::*;

use super::Part;
use super::feedback::state_name;
use crate::browser::files::transfer::download;
use crate::browser::page::clock;
use crate::export::feedback::{FeedbackWords, csv, markdown};
use crate::file::{PlanFileKind, file_name};
use crate::i18n::format;
use crate::i18n::words::{common, seed as w};
use crate::plan::Plan;
use crate::plan::model::phase::PhaseId;
use crate::ui::labels::names;
use crate::widgets::{Button, Toasts};

/// A button per file format.
pub(super) fn buttons(part: Part) -> AnyView {
    let toasts = Toasts::here();
    let save = move |kind: PlanFileKind, mime: &str, write: fn(&Plan, &FeedbackWords) -> String| {
        let (name, text) = part.editor.peek(|plan| (file_name(plan, clock::today(), kind), written(plan, write)));
        if let Err(error) = download(&name, mime, text.as_bytes()) {
            toasts.say(w::feedback_not_saved(&error.to_string()));
        }
    };
    let table = Callback::new(move |()| save(PlanFileKind::Feedback, "text/csv", csv));
    let document = Callback::new(move |()| save(PlanFileKind::FeedbackText, "text/markdown", markdown));
    view! {
        <Button on_press=table>{w::feedback_csv()}</Button>
        <Button on_press=document>{w::feedback_markdown()}</Button>
    }
    .into_any()
}

/// The feedback as CSV.
pub fn table(plan: &Plan) -> String {
    written(plan, csv)
}

fn written(plan: &Plan, write: fn(&Plan, &FeedbackWords) -> String) -> String {
    let phase = |id: PhaseId| names::phase_of(plan, Some(id));
    write(
        plan,
        &FeedbackWords {
            title: w::feedback_title(&plan.basics.name),
            headings: [w::heard_on(), common::phase(), w::from_whom(), w::opinion(), common::status(), w::decision()],
            state: &state_name,
            counted: &|state, count| common::in_parentheses(state_name(state), &format::counted(count).1),
            phase: &phase,
            date: &format::date,
            about: &|day, from| w::feedback_about(day, from),
            decided: w::feedback_decided(),
        },
    )
}
