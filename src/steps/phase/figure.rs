//! Entering the figure that a criterion needs: its value and date.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Part;
use crate::browser::dom::focus::focus_by_id;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::plan::Plan;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::tracking::Figure;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::tracking::entry::{enter_value, latest_values};
use crate::steps::phase::nested_fields;
use crate::steps::phase::nested_fields::Setup;
use crate::ui::labels::names;
use crate::ui::labels::values::unit_of;
use crate::widgets::{Button, ButtonKind, DateField, UnsubmittedText};

/// How many recent figures are listed.
const SHOWN: usize = 3;

/// Fields for a figure of the metric, and recent figures. `name` is the name of the value's field.
pub(super) fn entry(part: Part, name: &str, metric: MetricId) -> AnyView {
    let editor = part.editor;
    let on = RwSignal::new(Some(clock::today()));
    let problem = RwSignal::new(None);
    let id = part.anchor(name);
    let text = UnsubmittedText::new();
    text.begin(id.clone() + "-text", String::new());
    let value = Memo::new(move |_| text.signal().with(|text| serde_json::from_str::<Decimal>(text).ok()));
    let field = id.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(figure), Some(day)) = (value.get_untracked(), on.get_untracked()) else {
            if value.get_untracked().is_none() {
                problem.set(Some(w::figure_missing().to_owned()));
                focus_by_id(&field);
            }
            return;
        };
        let (edit, said) = editor.peek(|plan| {
            let said = w::figure_entered(&shown(plan, metric, figure), &format::date(day));
            (enter_value(metric, day, Some(figure)), said)
        });
        if editor.apply_undoably(edit, &said) {
            text.typed(String::new());
        }
    };
    let setup = editor.peek(|plan| Setup {
        id: id.clone(),
        label: w::figure(),
        hint: hint(plan, metric),
        unit: unit_of(plan, Some(metric)),
        currency: plan.basics.currency,
    });
    let take = Callback::new(move |typed: Option<Decimal>| {
        text.typed(typed.map(|typed| typed.to_string()).unwrap_or_default());
        problem.set(None);
    });
    let take_day = Callback::new(move |day: Option<NaiveDate>| {
        on.set(day);
        if day.is_none() { Err(common::date_missing().to_owned()) } else { Ok(()) }
    });
    let known = editor.memo(move |plan| latest_values(plan, metric, SHOWN));
    let list = move || {
        let known = known.get();
        (!known.is_empty()).then(|| {
            let items: Vec<_> = known.into_iter().map(|figure| one(part, figure)).collect();
            view! { <ul class="plain small readings">{items}</ul> }
        })
    };
    view! {
        <form class="figure-entry" on:submit=submit>
            <div class="row">
                {nested_fields::decimal(setup, value.into(), take, problem.into())}
                <DateField id=id + "-on" label=w::figure_on() value=on commit=take_day />
                <button type="submit" class="btn quiet">{w::figure_enter()}</button>
            </div>
            {list}
        </form>
    }
    .into_any()
}

fn shown(plan: &Plan, metric: MetricId, value: Decimal) -> String {
    names::value(value, unit_of(plan, Some(metric)), plan.basics.currency)
}

fn one(part: Part, figure: Figure) -> AnyView {
    let editor = part.editor;
    let (said, what) = editor.peek(|plan| {
        let value = shown(plan, figure.metric, figure.value);
        (w::figure_known(&value, &format::date(figure.on)), value)
    });
    let remove = Callback::new({
        let what = what.clone();
        move |()| _ = editor.apply_undoably(enter_value(figure.metric, figure.on, None), &common::deleted(&what))
    });
    view! {
        <li>
            <span>{said}</span>
            " "
            <Button kind=ButtonKind::Plain name=w::figure_remove(&what, &format::date(figure.on)) on_press=remove>
                {common::remove()}
            </Button>
        </li>
    }
    .into_any()
}

/// Whether the figure is of one day or a level.
fn hint(plan: &Plan, id: MetricId) -> Option<&'static str> {
    let metric = plan.find(id)?;
    let is = |key: &str| matches!(&metric.definition, MetricDefinition::Dictionary(known) if known == key);
    Some(match metric.definition.adds_up() {
        AddsUp::Sum if is("feedback") => w::figure_of_collected(),
        AddsUp::Sum if is("posts") => w::figure_of_week(),
        AddsUp::Sum | AddsUp::Average => w::figure_of_day(),
        _ => w::figure_as_it_stands(),
    })
}
