//! A phase's entry and exit criteria with their status.

use leptos::prelude::*;

use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::phase as w;
use crate::plan::model::phase::{Comparison, Criterion, Phase};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::phases::exit_criteria;
use crate::plan::phases::exit_criteria::Side;
use crate::plan::review::findings::step_of;
use crate::steps::phase::card::{Face, folded};
use crate::steps::phase::choices;
use crate::steps::phase::choices::{chosen, value_of};
use crate::steps::phase::criteria_status;
use crate::steps::phase::criteria_status::{condition_of, entry_of, exit_of};
use crate::steps::phase::nested_fields;
use crate::steps::phase::nested_fields::Setup;
use crate::steps::phase::{Part, figure};
use crate::ui::labels::names;
use crate::ui::labels::values::unit_of;
use crate::widgets::{Button, ButtonKind, Checkbox, Disclosure, SelectField, SelectOption, TextField};

/// Entry or exit criteria.
#[derive(Clone, Copy, PartialEq)]
enum CriteriaCheck {
    Entry,
    Exit,
}

impl CriteriaCheck {
    fn list(self, phase: &Phase) -> &Vec<Criterion> {
        match self {
            CriteriaCheck::Entry => &phase.entry,
            CriteriaCheck::Exit => &phase.exit,
        }
    }

    fn list_mut(self, phase: &mut Phase) -> &mut Vec<Criterion> {
        match self {
            CriteriaCheck::Entry => &mut phase.entry,
            CriteriaCheck::Exit => &mut phase.exit,
        }
    }

    fn side(self) -> Side {
        match self {
            CriteriaCheck::Entry => Side::Entry,
            CriteriaCheck::Exit => Side::Exit,
        }
    }

    fn add_name(self) -> &'static str {
        match self {
            CriteriaCheck::Entry => "phase-entry-add",
            CriteriaCheck::Exit => "phase-exit-add",
        }
    }

    /// The key of a criterion, unique on the page.
    fn key(self, at: usize) -> String {
        self.field("condition", at)
    }

    /// The name of a field of the criterion at an index.
    fn field(self, field: &str, at: usize) -> String {
        let gate = match self {
            CriteriaCheck::Entry => "phase-entry-",
            CriteriaCheck::Exit => "phase-exit-",
        };
        let mut name = gate.to_owned() + field + "-";
        name.push_str(&at.to_string());
        name
    }
}

/// Both lists: the exit criteria in full, the entry criteria collapsed.
pub(super) fn section(part: Part) -> AnyView {
    let before = Signal::derive(move || {
        let said = part.gates.with(|gates| {
            let gate = entry_of(gates, part.id)?;
            (!gate.conditions.is_empty()).then(|| part.editor.read(|plan| criteria_status::verdict(plan, gate)))
        });
        said.map_or_else(|| w::entry_none().to_owned(), |said| w::entry_folded(&said))
    });
    let body = view! {
        <p class="muted">{w::gates_hint()}</p>
        {verdict(part)}
        {conditions(part, CriteriaCheck::Exit)}
        <Disclosure summary=before>
            <p class="small muted">{w::entry_hint()}</p>
            {handed_down(part)}
            {conditions(part, CriteriaCheck::Entry)}
        </Disclosure>
    };
    part.section("phase-gates", w::gates(), body.into_any())
}

/// Whether the next phase may start, and as of which day.
fn verdict(part: Part) -> AnyView {
    let said = Memo::new(move |_| {
        part.gates.with(|gates| {
            let gate = exit_of(gates, part.id).filter(|gate| !gate.conditions.is_empty())?;
            Some(part.editor.read(|plan| {
                let on = format::date(exit_criteria::as_of(plan, clock::today()));
                (criteria_status::verdict(plan, gate), criteria_status::verdict_mark(gate), w::as_of(&on))
            }))
        })
    });
    let shown = move || {
        said.get().map(|(said, mark, as_of)| {
            view! {
                <strong><span class=format!("sign {mark}") aria-hidden="true"></span> " " {said}</strong>
                " " <span class="small muted">{as_of}</span>
            }
        })
    };
    view! { <p class="verdict" role="status">{shown}</p> }.into_any()
}

/// The previous phase's exit criteria, which also apply to this phase's start.
fn handed_down(part: Part) -> AnyView {
    let found = Memo::new(move |_| {
        part.gates.with(|gates| {
            let gate = entry_of(gates, part.id)?;
            let before = gate.after?;
            part.editor.read(|plan| {
                let theirs = gate.conditions.iter().filter(|found| found.phase == before);
                let said = theirs.filter_map(|found| {
                    let condition = condition_of(plan, found)?;
                    let state = criteria_status::state(plan, condition, &found.state);
                    Some((criteria_status::mark(&found.state), criteria_status::sentence(plan, condition), state))
                });
                let said: Vec<_> = said.collect();
                let phase = plan.find(before)?;
                let form = crate::ui::form::Form::<Phase>::item(part.editor, before);
                let to = part.to_field(step_of(phase.kind), form.anchor("phase-gates"));
                (!said.is_empty()).then(|| (names::phase(phase), to, said))
            })
        })
    });
    let shown = move || {
        found.get().map(|(phase, to, said)| {
            let one = |(mark, sentence, state): (&'static str, String, String)| {
                view! {
                    <li>
                        <span class=format!("sign {mark}") aria-hidden="true"></span>
                        " " {sentence} " " <span class="small muted">{state}</span>
                    </li>
                }
            };
            let said: Vec<_> = said.into_iter().map(one).collect();
            view! {
                <p class="small">{w::handed_down(&phase)} " " <a href=to>{w::handed_down_change()}</a></p>
                <ul class="plain inherited-criteria">{said}</ul>
            }
        })
    };
    shown.into_any()
}

fn conditions(part: Part, gate: CriteriaCheck) -> AnyView {
    let count = part.editor.memo(move |plan| plan.find(part.id).map_or(0, |phase| gate.list(phase).len()));
    let add = Callback::new(move |()| {
        let form = part.form();
        let mut at = 0;
        form.choose(|phase| {
            let first = gate == CriteriaCheck::Exit && phase.exit.is_empty();
            // The first criterion is usually the phase's objective.
            let objective = phase.objective.filter(|_| first);
            let condition = Criterion {
                metric: objective.and_then(|objective| objective.metric),
                words: String::new(),
                holds: Comparison::AtLeast,
                value: objective.and_then(|objective| objective.number),
                seen: None,
            };
            let list = gate.list_mut(phase);
            at = list.len();
            list.push(condition);
        });
        part.opened.set(gate.key(at));
        focus_when_rendered(part.anchor(&gate.field("metric", at)));
    });
    let label = if gate == CriteriaCheck::Exit { w::exit_add() } else { w::entry_add() };
    view! {
        <ul class="plain items">
            <For each=move || 0..count.get() key=|at| *at children=move |at| condition(part, gate, at) />
        </ul>
        <p class="actions">
            <Button id=part.anchor(gate.add_name()) on_press=add>{label}</Button>
        </p>
    }
    .into_any()
}

fn condition(part: Part, gate: CriteriaCheck, at: usize) -> AnyView {
    let said = Memo::new(move |_| {
        let known = part.gates.with(|gates| {
            let gate_of = if gate == CriteriaCheck::Exit { exit_of(gates, part.id) } else { entry_of(gates, part.id) };
            let mut found = gate_of?.conditions.iter();
            found
                .find(|found| found.phase == part.id && found.side == gate.side() && found.at == at)
                .map(|found| found.state)
        });
        part.editor.read(|plan| {
            let condition = gate.list(plan.find(part.id)?).get(at)?;
            let state =
                known.map(|state| (criteria_status::state(plan, condition, &state), criteria_status::mark(&state)));
            Some((criteria_status::sentence(plan, condition), state.unwrap_or_default()))
        })
    });
    let title = Memo::new(move |_| said.get().map(|said| said.0).unwrap_or_default());
    let about = Signal::derive(move || said.get().map(|said| said.1.0).unwrap_or_default());
    let mark = Signal::derive(move || said.get().map(|said| said.1.1).unwrap_or_default());
    let face = Face { mark, ..Face::new(title, about) };
    folded(part, gate.key(at), face, move || fields(part, gate, at))
}

fn fields(part: Part, gate: CriteriaCheck, at: usize) -> AnyView {
    let editor = part.editor;
    let form = part.form();
    let found = editor.memo(move |plan| plan.find(part.id).and_then(|phase| gate.list(phase).get(at).cloned()));
    let metric = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|condition| condition.metric)));
    let unit = editor.memo(move |plan| {
        let condition = plan.find(part.id).and_then(|phase| gate.list(phase).get(at));
        unit_of(plan, condition.and_then(|condition| condition.metric))
    });
    let change = move |field: &str, change: &dyn Fn(&mut Criterion)| {
        form.change(&gate.field(field, at), |phase| {
            if let Some(condition) = gate.list_mut(phase).get_mut(at) {
                change(condition);
            }
        });
    };
    let choose = move |field: &str, set: &dyn Fn(&mut Criterion)| {
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
        nested_fields::decimal(setup, value, commit, Signal::derive(String::new))
    };
    let holds = Signal::derive(move || {
        let most = found.with(|found| found.as_ref().is_some_and(|found| found.holds == Comparison::AtMost));
        if most { "at_most" } else { "at_least" }.to_owned()
    });
    // What the criterion is compared with: a figure of its metric, or a confirmation.
    let counted = move || match metric.get() {
        Some(metric) => figure::entry(part, &gate.field("figure", at), metric),
        None => {
            let seen =
                Signal::derive(move || found.with(|found| found.as_ref().is_some_and(|found| found.seen.is_some())));
            let see = Callback::new(move |seen: bool| {
                choose("seen", &|condition| condition.seen = seen.then(clock::today));
            });
            view! { <Checkbox id=part.anchor(&gate.field("seen", at)) label=w::seen() checked=seen commit=see /> }
                .into_any()
        }
    };
    let remove = Callback::new(move |()| {
        part.opened.set(String::new());
        form.choose(|phase| {
            let list = gate.list_mut(phase);
            if at < list.len() {
                list.remove(at);
            }
        });
        focus_when_rendered(part.anchor(gate.add_name()));
    });
    let place = format::counted(at + 1).1;
    view! {
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
        {counted}
        <Button kind=ButtonKind::Plain name=w::remove_condition(&place) on_press=remove>{w::condition_remove()}</Button>
    }
    .into_any()
}
