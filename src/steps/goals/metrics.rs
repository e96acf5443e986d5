//! The plan's metrics as cards, and adding one.

use leptos::prelude::*;

use super::{metric_card, picker, source};
use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::goals as w;
use crate::plan::model::basics::ProjectKind;
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId, Source};
use crate::plan::numbers::date_range::DateRange;
use crate::ui::form::Form;
use crate::widgets::{Button, Dialog, EmptyState};

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let ids = editor.ids::<Metric>();
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let picking = RwSignal::new(false);
    let pick = Callback::new(move |()| picking.set(true));
    let add = Callback::new(move |definition: MetricDefinition| {
        picking.set(false);
        add(editor, definition);
    });
    view! {
        <section>
            <h2>{w::metrics()}</h2>
            <p class="muted">{w::metrics_intro()}</p>
            <Show
                when=move || none.get()
                fallback=move || {
                    view! {
                        <ul class="plain goals">
                            <For each=move || ids.get() key=|id| *id children=move |id| metric_card::card(editor, id) />
                        </ul>
                        <p><Button id="metric-add" on_press=pick>{w::add_metric()}</Button></p>
                    }
                }
            >
                <EmptyState text=w::metrics_empty() example=w::metrics_example()>
                    <Button id="metric-add" on_press=pick>{w::add_metric()}</Button>
                </EmptyState>
            </Show>
            <Dialog
                open=picking
                on_close=Callback::new(move |()| picking.set(false))
                title=Signal::stored(w::pick_title().to_owned())
                wide=true
            >
                {picker::picker(editor, add)}
            </Dialog>
        </section>
    }
    .into_any()
}

/// A new metric: due at the plan's end, with its data source filled in if only one is possible.
pub fn begun(editor: Editor, id: MetricId, definition: MetricDefinition) -> Metric {
    let mut metric = Metric::new(id, definition);
    metric.due = editor.peek(|plan| plan.basics.days().map(DateRange::last));
    let (market, kind) = editor.peek(|plan| (plan.basics.market, plan.basics.kind));
    metric.source = metric.definition.dictionary().and_then(|entry| {
        let shop = entry.shop(market).filter(|_| kind == Some(ProjectKind::Ecommerce));
        if let Some(shop) = shop {
            return Some(Source::Platform(shop.key.to_owned()));
        }
        // What no platform of the market shows is counted by the plan's own engineers.
        let own = entry.own_statistics && entry.platforms_in(market).next().is_none();
        own.then(|| source::own_statistics(&metric.definition, market))
    });
    metric
}

fn add(editor: Editor, definition: MetricDefinition) {
    let id = editor.fresh_id();
    let first = if matches!(definition, MetricDefinition::Custom(_)) { "metric-name" } else { "metric-baseline" };
    if editor.insert(begun(editor, id, definition)) {
        focus_when_rendered(Form::item(editor, id).anchor(first));
    }
}
