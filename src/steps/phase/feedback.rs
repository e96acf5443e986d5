//! The feedback log: what seed users said, and what was done about it.

use leptos::prelude::*;

use super::activities::joined;
use super::card::{CardSummary, folded, key_of};
use super::{Part, feedback_files};
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, seed as w};
use crate::lens;
use crate::plan::model::feedback::{Feedback, FeedbackId, FeedbackState};
use crate::plan::model::phase::PhaseKind;
use crate::ui::form::{Form, Label};
use crate::widgets::{Button, ButtonKind, SelectField, SelectOption};

/// The feedback shown: all, or what was in a certain state when the filter was set. An entry being edited stays listed
/// when its state changes.
#[derive(Clone, Copy)]
struct FeedbackFilter {
    state: RwSignal<Option<FeedbackState>>,
    kept: RwSignal<Vec<FeedbackId>>,
}

impl FeedbackFilter {
    fn choose(self, part: Part, state: Option<FeedbackState>) {
        let kept = part.editor.peek(|plan| {
            let items = plan.feedback.iter().filter(|item| Some(item.state) == state);
            items.map(|item| item.id).collect()
        });
        self.kept.set(kept);
        self.state.set(state);
    }

    fn shows(self, id: FeedbackId) -> bool {
        self.state.get().is_none() || self.kept.with(|kept| kept.contains(&id))
    }
}

/// The log. It belongs to the seed users phase; other phases show theirs if they have one.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let all = editor.memo(move |plan| {
        plan.feedback.iter().filter(|item| item.phase == part.id).map(|item| item.id).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    let filter = FeedbackFilter { state: RwSignal::new(None), kept: RwSignal::new(Vec::new()) };
    let ids = Memo::new(move |_| all.get().into_iter().filter(|id| filter.shows(*id)).collect::<Vec<_>>());
    let shown = move || {
        if part.kind != PhaseKind::Seed && !any.get() {
            return ().into_any();
        }
        let none = move || (!any.get()).then(|| view! { <p class="muted small">{w::no_feedback()}</p> });
        let tools = move || any.get().then(|| tools(part, filter));
        let body = view! {
            <p class="muted">{w::feedback_hint()}</p>
            {none}
            {tools}
            <ul class="plain items">
                <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
            </ul>
            <p class="actions">
                <Button id=part.anchor("feedback-add") on_press=Callback::new(move |()| add(part, filter))>
                    {w::feedback_add()}
                </Button>
            </p>
        };
        part.section("phase-feedback", w::feedback(), body.into_any())
    };
    shown.into_any()
}

/// How many entries are in each state, with a filter by state; and the export buttons.
fn tools(part: Part, filter: FeedbackFilter) -> AnyView {
    let counts = part.editor.memo(move |plan| {
        let items = || plan.feedback.iter().filter(|item| item.phase == part.id);
        let of_state = |state| items().filter(|item| item.state == state).count();
        (items().count(), FeedbackState::ALL.map(of_state))
    });
    let options = Memo::new(move |_| {
        let (all, by_state) = counts.get();
        let labelled = |value: String, name: &str, count: usize| {
            SelectOption::new(value, common::in_parentheses(name, &format::counted(count).1))
        };
        let mut options = vec![labelled("all".to_owned(), w::all_opinions(), all)];
        let states = FeedbackState::ALL.into_iter().zip(by_state);
        options.extend(states.map(|(state, count)| labelled(state_value(state), state_name(state), count)));
        options
    });
    let value = Signal::derive(move || filter.state.get().map_or_else(|| "all".to_owned(), state_value));
    let choose = Callback::new(move |value: String| {
        filter.choose(part, FeedbackState::ALL.into_iter().find(|state| state_value(*state) == value));
    });
    view! {
        <div class="log-tools">
            <SelectField id=part.anchor("feedback-filter") label=w::show_opinions() options=options value=value commit=choose />
            {feedback_files::buttons(part)}
        </div>
    }
    .into_any()
}

fn add(part: Part, filter: FeedbackFilter) {
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
        filter.kept.update(|kept| kept.push(id));
        part.opened.set(key_of(id));
        focus_when_rendered(Form::<Feedback>::item(editor, id).anchor("feedback-opinion"));
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

pub(super) fn state_name(state: FeedbackState) -> &'static str {
    match state {
        FeedbackState::New => w::state_new(),
        FeedbackState::Accepted => w::state_accepted(),
        FeedbackState::Declined => w::state_declined(),
        FeedbackState::Done => w::state_done(),
    }
}

fn states() -> Vec<SelectOption> {
    FeedbackState::ALL.into_iter().map(|state| SelectOption::new(state_value(state), state_name(state))).collect()
}

fn card(part: Part, id: FeedbackId) -> AnyView {
    let form: Form<Feedback> = Form::item(part.editor, id);
    let title = Memo::new(move |_| {
        let opinion = form.get(|item| item.opinion.trim().to_owned()).unwrap_or_default();
        if opinion.is_empty() { w::opinion_blank().to_owned() } else { opinion }
    });
    let about = Signal::derive(move || {
        let known = form.get(|item| {
            let state = state_name(item.state).to_owned();
            joined([Some(state), item.on.map(format::date), Some(item.from.trim().to_owned())])
        });
        known.unwrap_or_default()
    });
    let mark = Signal::derive(move || match form.get(|item| item.state).unwrap_or_default() {
        FeedbackState::Done => Some("met"),
        FeedbackState::New | FeedbackState::Accepted => Some("unknown"),
        FeedbackState::Declined => None,
    });
    let face = CardSummary { mark, ..CardSummary::new(title, about) };
    folded(part, key_of(id), face, move || fields(part, id))
}

fn fields(part: Part, id: FeedbackId) -> AnyView {
    let editor = part.editor;
    let form: Form<Feedback> = Form::item(editor, id);
    let remove = Callback::new(move |()| _ = editor.remove(id, w::feedback_one()));
    view! {
        {form.area("feedback-opinion", Label::new(w::opinion()).placeholder(w::opinion_example()), 2, lens!(opinion))}
        <div class="row">
            {form.date("feedback-on", w::heard_on(), lens!(on))}
            {form.text("feedback-from", Label::new(w::from_whom()).placeholder(editor.by_market(w::from_whom_example, w::from_whom_example_abroad)), lens!(from))}
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
    }
    .into_any()
}
