//! What can go wrong in a phase, and what is done about it.

use leptos::prelude::*;

use super::Part;
use crate::browser::focus::focus_when_there;
use crate::i18n::words::{common, phase as w};
use crate::lens;
use crate::plan::phase::{Level, Risk, RiskId};
use crate::steps::fields::{Form, Label};
use crate::widgets::{Button, ButtonKind, SelectOption};

/// The risks of the phase.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        plan.risks.iter().filter(|risk| risk.phase == part.id).map(|risk| risk.id).collect::<Vec<_>>()
    });
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
            focus_when_there(Form::<Risk>::item(editor, id).anchor("risk-what"));
        }
    });
    let none = move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">{w::no_risks()}</p> });
    let body = view! {
        {none}
        <ul class="plain stack">
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
    let remove = Callback::new(move |()| {
        let what = editor.peek(|plan| plan.risks.iter().find(|risk| risk.id == id).map(|risk| risk.what.clone()));
        let what = what.unwrap_or_default();
        editor.remove(id, if what.trim().is_empty() { w::unnamed_risk() } else { &what });
    });
    view! {
        <li class="card">
            <div class="row wide">
                {form.text("risk-what", Label::new(w::risk_what()).placeholder(w::risk_what_example()), lens!(what))}
                {form.text("risk-answer", w::risk_answer(), lens!(answer))}
            </div>
            <div class="row">
                {form.text("risk-owner", common::owner(), lens!(owner))}
                {form.select(
                    "risk-likelihood",
                    w::likelihood(),
                    levels(),
                    |risk| level_value(risk.likelihood),
                    |risk, value| risk.likelihood = level_of(value),
                )}
                {form.select(
                    "risk-impact",
                    w::impact(),
                    levels(),
                    |risk| level_value(risk.impact),
                    |risk, value| risk.impact = level_of(value),
                )}
            </div>
            <Button kind=ButtonKind::Plain on_press=remove>{w::risk_remove()}</Button>
        </li>
    }
    .into_any()
}
