//! The results a line item is expected to bring, one row per metric.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::plan::Step;
use crate::plan::model::budget::{ExpectedResult, LineItem, LineItemId};
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::steps::budget::line_form::step_link;
use crate::ui::form::Form;
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
        crate::browser::dom::focus::focus_when_rendered(result_id("line-result-count", id, at));
    });
    let rows = move || {
        if metrics.with(Vec::is_empty) {
            let to = step_link(Step::Goals);
            return view! { <p class="small">{w::expected_no_metrics()} " " <a href=to>{w::to_goals()}</a></p> }
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
    let options = Signal::derive(move || {
        metrics.with(|metrics| {
            metrics.iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect::<Vec<_>>()
        })
    });
    let metric = Signal::derive(move || {
        form.get(|line| line.expected.get(at).map(|expected| expected.metric.to_string())).flatten().unwrap_or_default()
    });
    let choose = Callback::new(move |value: String| {
        if let Ok(metric) = value.parse() {
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
    }
    .into_any()
}
