//! The gates of a phase: what must hold before it begins, and before the next one may.

use leptos::prelude::*;

use super::Part;
use super::choices::{self, chosen, value_of};
use super::inside::{self, Setup};
use super::objective::unit_of;
use crate::browser::focus::focus_when_there;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::plan::decimal::Decimal;
use crate::plan::phase::{Comparison, Condition, Phase};
use crate::widgets::{Button, ButtonKind, Disclosure, SelectField, SelectOption, TextField};

/// Which of the two gates.
#[derive(Clone, Copy, PartialEq)]
enum Gate {
    Entry,
    Exit,
}

impl Gate {
    fn list(self, phase: &Phase) -> &Vec<Condition> {
        match self {
            Gate::Entry => &phase.entry,
            Gate::Exit => &phase.exit,
        }
    }

    fn list_mut(self, phase: &mut Phase) -> &mut Vec<Condition> {
        match self {
            Gate::Entry => &mut phase.entry,
            Gate::Exit => &mut phase.exit,
        }
    }

    fn add_name(self) -> &'static str {
        match self {
            Gate::Entry => "phase-entry-add",
            Gate::Exit => "phase-exit-add",
        }
    }

    /// The name of a field of its condition at a place.
    fn field(self, field: &str, at: usize) -> String {
        let gate = match self {
            Gate::Entry => "phase-entry-",
            Gate::Exit => "phase-exit-",
        };
        let mut name = gate.to_owned() + field + "-";
        name.push_str(&at.to_string());
        name
    }
}

/// Both gates.
pub(super) fn section(part: Part) -> AnyView {
    let entries = part.editor.memo(move |plan| plan.phase(part.id).map_or(0, |phase| phase.entry.len()));
    let entry_heading = Signal::derive(move || {
        let (n, text) = format::counted(entries.get());
        w::entry_folded(n, &text)
    });
    let body = view! {
        <p class="muted">{w::gates_hint()}</p>
        {conditions(part, Gate::Exit)}
        <Disclosure summary=entry_heading>
            <p class="small muted">{w::entry_hint()}</p>
            {conditions(part, Gate::Entry)}
        </Disclosure>
    };
    part.section("phase-gates", w::gates(), body.into_any())
}

fn conditions(part: Part, gate: Gate) -> AnyView {
    let count = part.editor.memo(move |plan| plan.phase(part.id).map_or(0, |phase| gate.list(phase).len()));
    let add = Callback::new(move |()| {
        let form = part.form();
        let mut at = 0;
        form.choose(|phase| {
            let first = gate == Gate::Exit && phase.exit.is_empty();
            // The first thing a phase must have brought is its objective.
            let objective = phase.objective.filter(|_| first);
            let condition = Condition {
                metric: objective.and_then(|objective| objective.metric),
                words: String::new(),
                holds: Comparison::AtLeast,
                value: objective.and_then(|objective| objective.number),
            };
            let list = gate.list_mut(phase);
            at = list.len();
            list.push(condition);
        });
        focus_when_there(part.anchor(&gate.field("metric", at)));
    });
    let label = if gate == Gate::Exit { w::exit_add() } else { w::entry_add() };
    view! {
        <ul class="plain conditions">
            <For each=move || 0..count.get() key=|at| *at children=move |at| condition(part, gate, at) />
        </ul>
        <p class="actions">
            <Button id=part.anchor(gate.add_name()) on_press=add>{label}</Button>
        </p>
    }
    .into_any()
}

fn condition(part: Part, gate: Gate, at: usize) -> AnyView {
    let editor = part.editor;
    let form = part.form();
    let found = editor.memo(move |plan| plan.phase(part.id).and_then(|phase| gate.list(phase).get(at).cloned()));
    let metric = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|condition| condition.metric)));
    let unit = editor.memo(move |plan| {
        let condition = plan.phase(part.id).and_then(|phase| gate.list(phase).get(at));
        unit_of(plan, condition.and_then(|condition| condition.metric))
    });
    let change = move |field: &str, change: &dyn Fn(&mut Condition)| {
        form.change(&gate.field(field, at), |phase| {
            if let Some(condition) = gate.list_mut(phase).get_mut(at) {
                change(condition);
            }
        });
    };
    let choose = move |field: &str, set: &dyn Fn(&mut Condition)| {
        change(field, set);
        editor.end_typing();
    };
    let words = move || {
        metric.get().is_none().then(|| {
            let value = Signal::derive(move || {
                found.with(|found| found.as_ref().map(|condition| condition.words.clone()).unwrap_or_default())
            });
            let commit = Callback::new(move |words: String| {
                change("words", &|condition| condition.words.clone_from(&words));
            });
            view! {
                <TextField
                    id=part.anchor(&gate.field("words", at))
                    label=w::in_words()
                    placeholder=w::in_words_example()
                    value=value
                    commit=commit
                />
            }
        })
    };
    let number = move || {
        let setup = Setup {
            id: part.anchor(&gate.field("value", at)),
            label: w::value(),
            hint: "",
            unit: unit.get(),
            currency: editor.peek(|plan| plan.basics.currency),
        };
        let value = Signal::derive(move || found.with(|found| found.as_ref().and_then(|condition| condition.value)));
        let commit = Callback::new(move |value: Option<Decimal>| change("value", &|condition| condition.value = value));
        inside::decimal(setup, value, commit, Signal::derive(String::new))
    };
    let holds = Signal::derive(move || {
        let most = found.with(|found| found.as_ref().is_some_and(|found| found.holds == Comparison::AtMost));
        if most { "at_most" } else { "at_least" }.to_owned()
    });
    let remove = Callback::new(move |()| {
        form.choose(|phase| {
            let list = gate.list_mut(phase);
            if at < list.len() {
                list.remove(at);
            }
        });
        focus_when_there(part.anchor(gate.add_name()));
    });
    let place = format::counted(at + 1).1;
    view! {
        <li>
            <div class="row">
                <SelectField
                    id=part.anchor(&gate.field("metric", at))
                    label=w::condition_metric()
                    options=choices::metrics(editor)
                    placeholder=w::condition_in_words()
                    value=Signal::derive(move || value_of(metric.get()))
                    commit=Callback::new(move |value: String| {
                        choose("metric", &|condition| condition.metric = chosen(&value));
                    })
                />
                {words}
                <SelectField
                    id=part.anchor(&gate.field("holds", at))
                    label=w::holds()
                    options=vec![SelectOption::new("at_least", w::at_least()), SelectOption::new("at_most", w::at_most())]
                    value=holds
                    commit=Callback::new(move |value: String| {
                        choose("holds", &|condition| {
                            condition.holds = if value == "at_most" { Comparison::AtMost } else { Comparison::AtLeast };
                        });
                    })
                />
                {number}
            </div>
            <Button kind=ButtonKind::Plain name=w::remove_condition(&place) on_press=remove>{common::remove()}</Button>
        </li>
    }
    .into_any()
}
