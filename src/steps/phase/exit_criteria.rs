//! A phase's entry and exit criteria with their status.

use leptos::prelude::*;

use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{phase as w, terms};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::{Comparison, Criterion, Phase};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::phases::exit_criteria;
use crate::plan::phases::exit_criteria::CriterionKind;
use crate::plan::review::findings::step_of;
use crate::steps::phase::card::{CardSummary, folded};
use crate::steps::phase::choices::{chosen, value_of};
use crate::steps::phase::criteria_status::{criterion_of, entry_of, exit_of};
use crate::steps::phase::nested_fields::Setup;
use crate::steps::phase::{Part, choices, criteria_status, figure, nested_fields};
use crate::ui::labels::names;
use crate::ui::labels::values::unit_of;
use crate::widgets::{Button, ButtonKind, Checkbox, Disclosure, SelectField, SelectOption, TextField, explanation};

/// Entry or exit criteria.
#[derive(Clone, Copy, PartialEq)]
enum CriteriaList {
    Entry,
    Exit,
}

impl CriteriaList {
    fn list(self, phase: &Phase) -> &Vec<Criterion> {
        match self {
            CriteriaList::Entry => &phase.entry,
            CriteriaList::Exit => &phase.exit,
        }
    }

    fn list_mut(self, phase: &mut Phase) -> &mut Vec<Criterion> {
        match self {
            CriteriaList::Entry => &mut phase.entry,
            CriteriaList::Exit => &mut phase.exit,
        }
    }

    fn side(self) -> CriterionKind {
        match self {
            CriteriaList::Entry => CriterionKind::Entry,
            CriteriaList::Exit => CriterionKind::Exit,
        }
    }

    fn add_name(self) -> &'static str {
        match self {
            CriteriaList::Entry => "phase-entry-add",
            CriteriaList::Exit => "phase-exit-add",
        }
    }

    /// The key of a criterion, unique on the page.
    fn key(self, at: usize) -> String {
        self.field("criterion", at)
    }

    /// The name of a field of the criterion at an index.
    fn field(self, field: &str, at: usize) -> String {
        let prefix = match self {
            CriteriaList::Entry => "phase-entry-",
            CriteriaList::Exit => "phase-exit-",
        };
        let mut name = prefix.to_owned() + field + "-";
        name.push_str(&at.to_string());
        name
    }
}

/// Both lists: the exit criteria in full, the entry criteria collapsed.
pub(super) fn section(part: Part) -> AnyView {
    let before = Signal::derive(move || {
        let said = part.checks.with(|checks| {
            let check = entry_of(checks, part.id)?;
            (!check.criteria.is_empty()).then(|| part.editor.read(|plan| criteria_status::verdict(plan, check)))
        });
        said.map_or_else(|| w::entry_none().to_owned(), |said| w::entry_folded(&said))
    });
    let body = view! {
        <p class="muted">{w::criteria_hint()}</p>
        {verdict(part)}
        {criteria(part, CriteriaList::Exit)}
        <Disclosure summary=before>
            <p class="small muted">{w::entry_hint()}</p>
            {handed_down(part)}
            {criteria(part, CriteriaList::Entry)}
        </Disclosure>
    };
    let explained = explanation(terms::exit_criteria(), terms::exit_criteria_text());
    part.explained_section("phase-criteria", w::criteria(), explained, body.into_any())
}

/// Whether the next phase may start, and as of which day.
fn verdict(part: Part) -> AnyView {
    let said = Memo::new(move |_| {
        part.checks.with(|checks| {
            let check = exit_of(checks, part.id).filter(|check| !check.criteria.is_empty())?;
            Some(part.editor.read(|plan| {
                let on = format::date(exit_criteria::as_of(plan, clock::today()));
                (criteria_status::verdict(plan, check), criteria_status::verdict_mark(check), w::as_of(&on))
            }))
        })
    });
    let shown = move || {
        said.get().map(|(said, mark, as_of)| {
            view! {
                <strong><span class=format!("sign {mark}") aria-hidden="true"></span> " " {said}</strong>
                " " <span class="small muted whole">{as_of}</span>
            }
        })
    };
    view! { <p class="verdict" role="status">{shown}</p> }.into_any()
}

/// The previous phase's exit criteria, which also apply to this phase's start.
fn handed_down(part: Part) -> AnyView {
    let found = Memo::new(move |_| {
        part.checks.with(|checks| {
            let check = entry_of(checks, part.id)?;
            let before = check.after?;
            part.editor.read(|plan| {
                let theirs = check.criteria.iter().filter(|found| found.phase == before);
                let said = theirs.filter_map(|found| {
                    let criterion = criterion_of(plan, found)?;
                    let state = criteria_status::state(plan, criterion, &found.state);
                    Some((criteria_status::mark(&found.state), criteria_status::sentence(plan, criterion), state))
                });
                let said: Vec<_> = said.collect();
                let phase = plan.find(before)?;
                let form = crate::ui::form::Form::<Phase>::item(part.editor, before);
                let to = part.to_field(step_of(phase.kind), form.anchor("phase-criteria"));
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

fn criteria(part: Part, list: CriteriaList) -> AnyView {
    let count = part.editor.memo(move |plan| plan.find(part.id).map_or(0, |phase| list.list(phase).len()));
    let add = Callback::new(move |()| {
        let form = part.form();
        let mut at = 0;
        form.choose(|phase| {
            let first = list == CriteriaList::Exit && phase.exit.is_empty();
            // The first criterion is usually the phase's objective.
            let objective = phase.objective.filter(|_| first);
            let criterion = Criterion {
                metric: objective.and_then(|objective| objective.metric),
                words: String::new(),
                holds: Comparison::AtLeast,
                value: objective.and_then(|objective| objective.number),
                seen: None,
            };
            let criteria = list.list_mut(phase);
            at = criteria.len();
            criteria.push(criterion);
        });
        part.opened.set(list.key(at));
        focus_when_rendered(part.anchor(&list.field("metric", at)));
    });
    let label = if list == CriteriaList::Exit { w::exit_add() } else { w::entry_add() };
    view! {
        <ul class="plain items">
            <For each=move || 0..count.get() key=|at| *at children=move |at| criterion(part, list, at) />
        </ul>
        <p class="actions">
            <Button id=part.anchor(list.add_name()) on_press=add>{label}</Button>
        </p>
    }
    .into_any()
}

fn criterion(part: Part, list: CriteriaList, at: usize) -> AnyView {
    let said = Memo::new(move |_| {
        let known = part.checks.with(|checks| {
            let check = if list == CriteriaList::Exit { exit_of(checks, part.id) } else { entry_of(checks, part.id) };
            let mut found = check?.criteria.iter();
            found
                .find(|found| found.phase == part.id && found.kind == list.side() && found.at == at)
                .map(|found| found.state)
        });
        part.editor.read(|plan| {
            let criterion = list.list(plan.find(part.id)?).get(at)?;
            let state = known
                .map(|state| (criteria_status::state(plan, criterion, &state), Some(criteria_status::mark(&state))));
            Some((criteria_status::sentence(plan, criterion), state.unwrap_or_default()))
        })
    });
    let title = Memo::new(move |_| said.get().map(|said| said.0).unwrap_or_default());
    let about = Signal::derive(move || said.get().map(|said| said.1.0).unwrap_or_default());
    let mark = Signal::derive(move || said.get().and_then(|said| said.1.1));
    let face = CardSummary { mark, ..CardSummary::new(title, about) };
    folded(part, list.key(at), face, move || fields(part, list, at))
}

/// The form of one criterion: the list it belongs to, and its index there. A copyable handle.
#[derive(Clone, Copy)]
struct CriterionForm {
    part: Part,
    list: CriteriaList,
    at: usize,
    criterion: Memo<Option<Criterion>>,
}

impl CriterionForm {
    fn anchor(self, field: &str) -> String {
        self.part.anchor(&self.list.field(field, self.at))
    }

    /// Changes the criterion; consecutive edits of one field are a single undo step.
    fn change(self, field: &str, change: impl Fn(&mut Criterion)) {
        self.part.form().change(&self.list.field(field, self.at), |phase| {
            if let Some(criterion) = self.list.list_mut(phase).get_mut(self.at) {
                change(criterion);
            }
        });
    }

    /// Changes the criterion as an undo step of its own.
    fn choose(self, field: &str, set: impl Fn(&mut Criterion)) {
        self.change(field, set);
        self.part.editor.end_typing();
    }

    fn get<T: Default>(self, read: impl FnOnce(&Criterion) -> T) -> T {
        self.criterion.with(|criterion| criterion.as_ref().map(read).unwrap_or_default())
    }

    /// The text of a criterion without a metric.
    fn text_field(self) -> AnyView {
        let value = Signal::derive(move || self.get(|criterion| criterion.words.clone()));
        let commit = Callback::new(move |words: String| {
            self.change("words", |criterion| criterion.words.clone_from(&words));
        });
        view! {
            <TextField
                id=self.anchor("words")
                label=w::in_words()
                placeholder=w::in_words_example()
                value=value
                commit=commit
            />
        }
        .into_any()
    }

    fn value_field(self, unit: Unit) -> AnyView {
        let setup = Setup {
            id: self.anchor("value"),
            label: w::value(),
            hint: None,
            unit,
            currency: self.part.editor.peek(|plan| plan.basics.currency),
        };
        let value = Signal::derive(move || self.get(|criterion| criterion.value));
        let commit =
            Callback::new(move |value: Option<Decimal>| self.change("value", |criterion| criterion.value = value));
        nested_fields::decimal(setup, value, commit, Signal::stored(None))
    }

    fn metric_field(self, metric: Memo<Option<MetricId>>) -> AnyView {
        let commit = Callback::new(move |value: String| {
            self.choose("metric", |criterion| criterion.metric = chosen(&value));
        });
        view! {
            <SelectField
                id=self.anchor("metric")
                label=w::criterion_metric()
                options=choices::metrics(self.part.editor)
                placeholder=w::criterion_in_words()
                value=Signal::derive(move || value_of(metric.get()))
                commit
            />
        }
        .into_any()
    }

    fn comparison_field(self) -> AnyView {
        let value = Signal::derive(move || {
            let at_most = self.get(|criterion| criterion.holds == Comparison::AtMost);
            if at_most { "at_most" } else { "at_least" }.to_owned()
        });
        let commit = Callback::new(move |value: String| {
            let comparison = if value == "at_most" { Comparison::AtMost } else { Comparison::AtLeast };
            self.choose("holds", |criterion| criterion.holds = comparison);
        });
        view! {
            <SelectField
                id=self.anchor("holds")
                label=w::holds()
                options=vec![SelectOption::new("at_least", w::at_least()), SelectOption::new("at_most", w::at_most())]
                value
                commit
            />
        }
        .into_any()
    }

    /// What the criterion is compared with: a figure of its metric, or a confirmation.
    fn evidence_field(self, metric: Option<MetricId>) -> AnyView {
        if let Some(metric) = metric {
            return figure::entry(self.part, &self.list.field("figure", self.at), metric);
        }
        let seen = Signal::derive(move || self.get(|criterion| criterion.seen.is_some()));
        let commit = Callback::new(move |seen: bool| {
            self.choose("seen", |criterion| criterion.seen = seen.then(clock::today));
        });
        view! { <Checkbox id=self.anchor("seen") label=w::seen() checked=seen commit /> }.into_any()
    }

    fn remove(self) {
        self.part.opened.set(String::new());
        self.part.form().choose(|phase| {
            let list = self.list.list_mut(phase);
            if self.at < list.len() {
                list.remove(self.at);
            }
        });
        focus_when_rendered(self.part.anchor(self.list.add_name()));
    }
}

fn fields(part: Part, list: CriteriaList, at: usize) -> AnyView {
    let criterion =
        part.editor.memo(move |plan| plan.find(part.id).and_then(|phase| list.list(phase).get(at).cloned()));
    let form = CriterionForm { part, list, at, criterion };
    let metric = Memo::new(move |_| form.get(|criterion| criterion.metric));
    let unit = part.editor.memo(move |plan| {
        let criterion = plan.find(part.id).and_then(|phase| list.list(phase).get(at));
        unit_of(plan, criterion.and_then(|criterion| criterion.metric))
    });
    let text = move || metric.get().is_none().then(|| form.text_field());
    let remove = Callback::new(move |()| form.remove());
    let place = format::counted(at + 1).1;
    view! {
        <div class="row">
            {form.metric_field(metric)}
            {text}
            {form.comparison_field()}
            {move || form.value_field(unit.get())}
        </div>
        {move || form.evidence_field(metric.get())}
        <Button kind=ButtonKind::Plain name=w::remove_criterion(&place) on_press=remove>{w::criterion_remove()}</Button>
    }
    .into_any()
}
