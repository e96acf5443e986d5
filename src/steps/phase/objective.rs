//! A phase's objective, and the daily gain it requires.

use leptos::prelude::*;

use super::Part;
use super::choices::{self, chosen, value_of};
use super::dates::length;
use crate::app::problem_at;
use crate::i18n::format;
use crate::i18n::words::{initial, phase as w, seed};
use crate::lens;
use crate::plan::Plan;
use crate::plan::edit::{Editable, ListEdit};
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::phase::{Objective, Phase, PhaseKind};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::phases::daily_need::daily_need;
use crate::steps::phase::nested_fields;
use crate::steps::phase::nested_fields::Setup;
use crate::ui::form::Label;
use crate::ui::labels::names;
use crate::ui::labels::values::unit_of;
use crate::widgets::{Button, Notice, SelectField};

const NONE: Objective = Objective { metric: None, number: None };

/// Changes the objective; an objective without any value is removed.
fn change(phase: &mut Phase, change: impl FnOnce(&mut Objective)) {
    let mut objective = phase.objective.unwrap_or(NONE);
    change(&mut objective);
    phase.objective = Some(objective).filter(|objective| *objective != NONE);
}

/// The objective's fields, including the steady daily gain.
pub(super) fn fields(part: Part) -> AnyView {
    let editor = part.editor;
    let form = part.form();
    let objective = form.memo(|phase| phase.objective.map(|objective| (objective.metric, objective.number)));
    let metric = Memo::new(move |_| objective.get().and_then(|objective| objective.0));
    let unit = editor.memo(move |plan| {
        unit_of(plan, plan.find(part.id).and_then(|phase| phase.objective).and_then(|objective| objective.metric))
    });
    let number = move || {
        let setup = Setup {
            id: part.anchor("phase-objective"),
            label: w::number(),
            hint: Some(w::number_hint()),
            unit: unit.get(),
            currency: editor.peek(|plan| plan.basics.currency),
        };
        let value = Signal::derive(move || objective.get().and_then(|objective| objective.1));
        let commit = Callback::new(move |value: Option<Decimal>| {
            form.change("phase-objective", |phase| change(phase, |objective| objective.number = value));
        });
        nested_fields::decimal(setup, value, commit, problem_at(part.anchor("phase-objective")))
    };
    let pick = Callback::new(move |value: String| {
        form.choose(|phase| {
            change(phase, |objective| objective.metric = chosen(&value));
        });
    });
    let steady = move || {
        let label = Label::new(w::steady_gain()).hint(w::steady_gain_hint()).suffix(w::a_day()).optional();
        form.decimal("phase-steady-gain", label, unit.get(), lens!(steady_gain))
    };
    let asked = editor.memo(move |plan| asked(plan, part));
    let warned = (part.kind == PhaseKind::Initial).then(|| {
        view! { <Notice title=initial::steady_title().to_owned()>{initial::steady_text()}</Notice> }
    });
    let preset = (part.kind == PhaseKind::Seed).then(|| {
        view! {
            <p class="actions presets">
                <Button on_press=Callback::new(move |()| thousand_fans(part))>{seed::thousand()}</Button>
                <span class="small muted">{seed::thousand_hint()}</span>
            </p>
        }
    });
    view! {
        <div class="row">
            <SelectField
                id=part.anchor("phase-objective-metric")
                label=w::metric()
                hint=w::metric_hint().to_owned()
                options=choices::metrics(editor)
                placeholder=w::no_metric()
                value=Signal::derive(move || value_of(metric.get()))
                commit=pick
            />
            {number}
            {steady}
        </div>
        {preset}
        {warned}
        <ul class="plain small asked">
            {move || asked.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// The daily gain the objective requires, and what the steady gain leads to.
fn asked(plan: &Plan, part: Part) -> Vec<String> {
    let Some(need) = daily_need(plan, part.id) else { return Vec::new() };
    let decimal = names::decimal;
    let days = length(need.days);
    if need.to < need.from {
        return vec![w::need_fall(&whole_up(-need.gain.net), &decimal(need.from), &decimal(need.to), &days)];
    }
    let mut lines = vec![w::need(&whole_up(need.gain.net), &decimal(need.from), &decimal(need.to), &days)];
    if need.gain.gross > need.gain.net {
        lines.push(w::need_gross(&whole_up(need.gain.gross)));
    }
    let steady = plan.find(part.id).and_then(|phase| phase.steady_gain);
    if let Some(steady) = steady {
        let end = steady * i64::from(need.days) + need.from;
        let short = need.to - end;
        lines.push(if short.is_positive() {
            w::steady_short(&decimal(steady), &decimal(end), &decimal(short))
        } else {
            w::steady_enough(&decimal(steady), &decimal(end))
        });
    }
    lines
}

/// Rounded up to a whole number: less would not be enough.
#[allow(clippy::cast_possible_truncation)] // a plan's numbers are below 10^11
fn whole_up(value: f64) -> String {
    format::count((value - 1e-9).ceil() as i64)
}

/// The usual objective: 1,000 fans within a month. Dates that are already set are kept.
fn thousand_fans(part: Part) {
    let phase = part.editor.peek(|plan| {
        let mut phase = plan.find(part.id)?.clone();
        let followers = plan
            .goals
            .metrics
            .iter()
            .find(|metric| matches!(&metric.definition, MetricDefinition::Dictionary(key) if key == "followers"));
        change(&mut phase, |objective| {
            objective.number = Decimal::from_int(1_000);
            objective.metric = objective.metric.or(followers.map(|metric| metric.id));
        });
        phase.first = phase.first.or(plan.basics.first_day);
        let month = phase.first.and_then(|first| first.checked_add_months(chrono::Months::new(1)));
        phase.last = phase.last.or(month.and_then(|day| day.pred_opt()));
        Some(phase)
    });
    if let Some(phase) = phase {
        let edit = Phase::plan_edit(ListEdit::Replace(Box::new(phase)));
        part.editor.apply_undoably(edit, seed::thousand_set());
    }
}
