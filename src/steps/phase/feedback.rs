//! What seed users said, and what became of it.

use leptos::prelude::*;

use super::Part;
use crate::browser::clock;
use crate::browser::focus::focus_when_there;
use crate::i18n::words::{common, seed as w};
use crate::lens;
use crate::plan::activity::{Feedback, FeedbackId, FeedbackState};
use crate::plan::phase::PhaseKind;
use crate::steps::fields::{Form, Label};
use crate::widgets::{Button, ButtonKind, SelectOption};

/// The log. It belongs to seed users; another phase shows what it has.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        plan.feedback.iter().filter(|item| item.phase == part.id).map(|item| item.id).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !ids.with(Vec::is_empty));
    let shown = move || {
        if part.kind != PhaseKind::Seed && !any.get() {
            return ().into_any();
        }
        let none = move || (!any.get()).then(|| view! { <p class="muted small">{w::no_feedback()}</p> });
        let body = view! {
            <p class="muted">{w::feedback_hint()}</p>
            {none}
            <ul class="plain stack">
                <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
            </ul>
            <p class="actions">
                <Button id=part.anchor("feedback-add") on_press=Callback::new(move |()| add(part))>
                    {w::feedback_add()}
                </Button>
            </p>
        };
        part.section("phase-feedback", w::feedback(), body.into_any())
    };
    shown.into_any()
}

fn add(part: Part) {
    let editor = part.editor;
    let id: FeedbackId = editor.fresh_id();
    let item = Feedback {
        id,
        phase: part.id,
        on: Some(clock::today()),
        from: String::new(),
        opinion: String::new(),
        state: FeedbackState::default(),
        decision: String::new(),
    };
    if editor.insert(item) {
        focus_when_there(Form::<Feedback>::item(editor, id).anchor("feedback-opinion"));
    }
}

fn state_value(state: FeedbackState) -> String {
    match state {
        FeedbackState::New => "new",
        FeedbackState::Accepted => "accepted",
        FeedbackState::Declined => "declined",
        FeedbackState::Done => "done",
    }
    .to_owned()
}

fn state_of(value: &str) -> FeedbackState {
    FeedbackState::ALL.into_iter().find(|state| state_value(*state) == value).unwrap_or_default()
}

fn states() -> Vec<SelectOption> {
    let name = |state| match state {
        FeedbackState::New => w::state_new(),
        FeedbackState::Accepted => w::state_accepted(),
        FeedbackState::Declined => w::state_declined(),
        FeedbackState::Done => w::state_done(),
    };
    FeedbackState::ALL.into_iter().map(|state| SelectOption::new(state_value(state), name(state))).collect()
}

fn card(part: Part, id: FeedbackId) -> AnyView {
    let editor = part.editor;
    let form: Form<Feedback> = Form::item(editor, id);
    let remove = Callback::new(move |()| _ = editor.remove(id, w::feedback_one()));
    view! {
        <li class="card">
            {form.area("feedback-opinion", Label::new(w::opinion()).placeholder(w::opinion_example()), 2, lens!(opinion))}
            <div class="row">
                {form.date("feedback-on", w::heard_on(), lens!(on))}
                {form.text("feedback-from", Label::new(w::from_whom()).placeholder(w::from_whom_example()), lens!(from))}
                {form.select(
                    "feedback-state",
                    common::status(),
                    states(),
                    |item| state_value(item.state),
                    |item, value| item.state = state_of(value),
                )}
            </div>
            {form.text("feedback-decision", Label::new(w::decision()).hint(w::decision_hint()), lens!(decision))}
            <Button kind=ButtonKind::Plain on_press=remove>{w::feedback_remove()}</Button>
        </li>
    }
    .into_any()
}
