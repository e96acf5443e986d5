//! The risks of a phase and their mitigation: the most severe first.

use leptos::prelude::*;

use super::Part;
use super::activities::joined;
use super::card::{CardSummary, folded, key_of};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::lens;
use crate::plan::model::risk::{Level, Risk, RiskId, top_risks};
use crate::plan::model::suggestions::SuggestedPart;
use crate::ui::form::{Form, Label};
use crate::widgets::{Button, ButtonKind, SelectField, SelectOption};

/// The risks of the phase.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| top_risks(plan, part.id).into_iter().map(|risk| risk.id).collect::<Vec<_>>());
    let add = Callback::new(move |()| {
        let id: RiskId = editor.fresh_id();
        let risk = Risk {
            id,
            phase: part.id,
            what: String::new(),
            answer: String::new(),
            owner: String::new(),
            likelihood: Level::default(),
            impact: Level::default(),
        };
        if editor.insert(risk) {
            part.opened.set(key_of(id));
            focus_when_rendered(Form::<Risk>::item(editor, id).anchor("risk-what"));
        }
    });
    let none = move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">{w::no_risks()}</p> });
    let body = view! {
        {none}
        <ul class="plain items">
            <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
        </ul>
        <p class="actions">
            <Button id=part.anchor("risk-add") on_press=add>{w::risk_add()}</Button>
        </p>
    };
    part.section("phase-risks", w::risks(), body.into_any())
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Low => w::low(),
        Level::Medium => w::medium(),
        Level::High => w::high(),
    }
}

fn risk_words(likelihood: Level, impact: Level, weight: u8) -> String {
    w::risk_weight(level_name(likelihood), level_name(impact), &format::count(i64::from(weight)))
}

fn level_value(level: Level) -> String {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
    .to_owned()
}

fn level_of(value: &str) -> Level {
    match value {
        "low" => Level::Low,
        "high" => Level::High,
        _ => Level::Medium,
    }
}

fn levels() -> Vec<SelectOption> {
    Level::ALL.into_iter().map(|level| SelectOption::new(level_value(level), level_name(level))).collect()
}

fn card(part: Part, id: RiskId) -> AnyView {
    let editor = part.editor;
    let form: Form<Risk> = Form::item(editor, id);
    let title = Memo::new(move |_| {
        let what = form.get(|risk| risk.what.trim().to_owned()).unwrap_or_default();
        if what.is_empty() { w::risk_blank().to_owned() } else { what }
    });
    let about = Signal::derive(move || {
        let known = form.get(|risk| {
            let weight = risk_words(risk.likelihood, risk.impact, risk.weight());
            joined([Some(weight), Some(risk.owner.trim().to_owned()), Some(risk.answer.trim().to_owned())])
        });
        known.unwrap_or_default()
    });
    let mark = Signal::derive(move || (form.get(Risk::weight).unwrap_or_default() >= 6).then_some("unmet"));
    let face = CardSummary { mark, ..CardSummary::new(title, about).suggested(SuggestedPart::Risk(id)) };
    folded(part, key_of(id), face, move || fields(part, id))
}

fn fields(part: Part, id: RiskId) -> AnyView {
    let editor = part.editor;
    let form: Form<Risk> = Form::item(editor, id);
    let remove = Callback::new(move |()| {
        let what = editor.peek(|plan| plan.find(id).map(|risk| risk.what.clone()));
        let what = what.unwrap_or_default();
        editor.remove(id, if what.trim().is_empty() { w::unnamed_risk() } else { &what });
    });
    // Rating a risk may move it within the list, which would lose the user's place.
    let weigh =
        move |name: &'static str, label: &'static str, read: fn(&Risk) -> Level, write: fn(&mut Risk, Level)| {
            let anchor = form.anchor(name);
            let commit = Callback::new(move |value: String| {
                form.choose(|risk| write(risk, level_of(&value)));
                let anchor = anchor.clone();
                request_animation_frame(move || focus_when_rendered(anchor));
            });
            let value = Signal::derive(move || level_value(form.get(read).unwrap_or_default()));
            view! { <SelectField id=form.anchor(name) label=label options=levels() value=value commit=commit /> }
        };
    view! {
        <div class="row wide">
            {form.text("risk-what", Label::new(w::risk_what()).placeholder(editor.by_market(w::risk_what_example, w::risk_what_example_abroad)), lens!(what))}
            {form.text("risk-answer", w::risk_answer(), lens!(answer))}
        </div>
        <div class="row">
            {form.people("risk-owner", common::owner(), lens!(owner))}
            {weigh("risk-likelihood", w::likelihood(), |risk| risk.likelihood, |risk, level| risk.likelihood = level)}
            {weigh("risk-impact", w::impact(), |risk| risk.impact, |risk, level| risk.impact = level)}
        </div>
        <Button kind=ButtonKind::Plain on_press=remove>{w::risk_remove()}</Button>
    }
    .into_any()
}
