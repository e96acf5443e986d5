//! The results a line item is expected to bring, one row per metric.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common, named_parts as n};
use crate::import::named_parts::PartKind;
use crate::plan::Step;
use crate::plan::model::budget::{ExpectedResult, LineItem, LineItemId};
use crate::plan::model::id::Id;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::steps::budget::line_form::step_link;
use crate::ui::form::{ADD_PART, Form};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, NumberField, NumberKind, SelectField, SelectOption};

pub(super) fn expected(editor: Editor, form: Form<LineItem>, id: LineItemId) -> AnyView {
    let metrics = editor.memo(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics.map(|metric| (metric.id, names::metric(&metric.definition))).collect::<Vec<(MetricId, String)>>()
    });
    let count = Memo::new(move |_| form.get(|line| line.expected.len()).unwrap_or_default());
    let add = Callback::new(move |()| {
        let metric = editor.peek(|plan| {
            let line = plan.find(id)?;
            let named = |metric: MetricId| line.expected.iter().any(|expected| expected.metric == metric);
            let mut metrics = plan.goals.metrics.iter().map(|metric| metric.id);
            metrics.clone().find(|&metric| !named(metric)).or_else(|| metrics.next())
        });
        let Some(metric) = metric else { return };
        let at = count.get_untracked();
        form.choose(|line| line.expected.push(ExpectedResult { metric, count: Decimal::ZERO }));
        focus_when_rendered(result_id("line-result-count", id, at));
    });
    // Without metrics the first result comes with a new one.
    let adding = RwSignal::new(false);
    let input_id = StoredValue::new(result_id("line-result-new", id, 0));
    let begin = Callback::new(move |()| {
        adding.set(true);
        focus_when_rendered(input_id.get_value());
    });
    let new = move || {
        adding.get().then(|| {
            let write = Arc::new(|line: &mut LineItem, bits| {
                line.expected.push(ExpectedResult { metric: Id::from_bits(bits), count: Decimal::ZERO });
            });
            let done = Callback::new(move |()| {
                adding.set(false);
                focus_when_rendered(result_id("line-result-count", id, 0));
            });
            form.new_part(PartKind::Metric, input_id.get_value(), write, done)
        })
    };
    // The rows stay while a metric is added to others.
    let is_none = Memo::new(move |_| metrics.with(Vec::is_empty));
    let rows = move || {
        if is_none.get() {
            let to = step_link(Step::Goals);
            return view! {
                <p class="small">{w::expected_no_metrics()} " " <a href=to>{w::to_goals()}</a></p>
                {new}
                <Button kind=ButtonKind::Plain on_press=begin>{n::add_metric_option()}</Button>
            }
            .into_any();
        }
        view! {
            <For each=move || 0..count.get() key=|at| *at children=move |at| result_row(form, id, metrics, at) />
            <Button kind=ButtonKind::Plain on_press=add>{w::expected_add()}</Button>
        }
        .into_any()
    };
    view! { <fieldset class="expected"><legend>{w::expected()}<small>{w::expected_gloss()}</small></legend>{rows}</fieldset> }
        .into_any()
}

fn result_id(name: &str, line: LineItemId, at: usize) -> String {
    name.to_owned() + "-" + &at.to_string() + "-" + &line.to_string()
}

fn result_row(form: Form<LineItem>, id: LineItemId, metrics: Memo<Vec<(MetricId, String)>>, at: usize) -> AnyView {
    let number = format::counted(at + 1).1;
    let adding = RwSignal::new(false);
    let input_id = StoredValue::new(result_id("line-result-new", id, at));
    let options = Signal::derive(move || {
        metrics.with(|metrics| {
            let known = metrics.iter().map(|(id, name)| SelectOption::new(id.to_string(), name));
            known.chain([SelectOption::new(ADD_PART, n::add_metric_option())]).collect::<Vec<_>>()
        })
    });
    let metric = Signal::derive(move || {
        let chosen =
            move || form.get(|line| line.expected.get(at).map(|expected| expected.metric.to_string())).flatten();
        if adding.get() { ADD_PART.to_owned() } else { chosen().unwrap_or_default() }
    });
    let new = move || {
        adding.get().then(|| {
            let write = Arc::new(move |line: &mut LineItem, bits| {
                if let Some(expected) = line.expected.get_mut(at) {
                    expected.metric = Id::from_bits(bits);
                }
            });
            let done = Callback::new(move |()| {
                adding.set(false);
                focus_when_rendered(result_id("line-result-metric", id, at));
            });
            form.new_part(PartKind::Metric, input_id.get_value(), write, done)
        })
    };
    let choose = Callback::new(move |value: String| {
        adding.set(value == ADD_PART);
        if value == ADD_PART {
            focus_when_rendered(input_id.get_value());
        } else if let Ok(metric) = value.parse() {
            form.choose(|line| {
                if let Some(expected) = line.expected.get_mut(at) {
                    expected.metric = metric;
                }
            });
        }
    });
    // An added result starts at zero: shown as a field still to fill.
    let count = Signal::derive(move || {
        let count = form
            .get(|line| line.expected.get(at).map(|expected| expected.count.to_scaled(Decimal::DECIMALS)))
            .flatten();
        count.filter(|&count| count != 0)
    });
    let count_id = result_id("line-result-count", id, at);
    let field = count_id.clone();
    let commit = Callback::new(move |value: Option<i64>| {
        let Some(count) = Decimal::from_scaled(value.unwrap_or(0), Decimal::DECIMALS) else {
            return Err(common::number_too_large().to_owned());
        };
        form.change(&field, |line| {
            if let Some(expected) = line.expected.get_mut(at) {
                expected.count = count;
            }
        });
        Ok(())
    });
    let remove = Callback::new(move |()| {
        form.choose(|line| {
            if at < line.expected.len() {
                line.expected.remove(at);
            }
        });
    });
    view! {
        <div class="result-row">
            <SelectField
                id=result_id("line-result-metric", id, at)
                label=w::expected_metric(&number)
                options
                value=metric
                commit=choose
                bare=true
            />
            <NumberField
                id=count_id
                label=w::expected_count(&number)
                kind=NumberKind::Decimal(Decimal::DECIMALS)
                value=count
                commit
                bare=true
            />
            <Button kind=ButtonKind::Plain on_press=remove name=w::expected_remove(&number)>{common::remove()}</Button>
        </div>
        {new}
    }
    .into_any()
}
