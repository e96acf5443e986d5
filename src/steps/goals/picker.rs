//! Choosing a metric from the dictionary, searchable in both languages, or adding a custom one.

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{goals as w, metric, metric_notes};
use crate::plan::catalogue::metric_search::search;
use crate::plan::model::basics::Market;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{CustomMetric, MetricDefinition};
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::ui::labels::{figures, names};
use crate::widgets::{Button, Tag, TextField, Tone};

/// The picker; `add` receives the chosen metric.
pub fn picker(editor: Editor, add: Callback<MetricDefinition>) -> AnyView {
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let keys = |metric: &&DictionaryMetric| metric.key;
        query.with(|query| search(query, |key| metric::by_key(key).unwrap_or(key)).iter().map(keys).collect::<Vec<_>>())
    });
    let market = editor.peek(|plan| plan.basics.market);
    let in_plan = editor.peek(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics.filter_map(|metric| metric.definition.dictionary()).map(|entry| entry.key).collect::<Vec<_>>()
    });
    let said = move || {
        let (n, text) = format::counted(found.with(Vec::len));
        if n == 0 { w::pick_none().to_owned() } else { w::pick_found(n, &text) }
    };
    let own = Callback::new(move |()| {
        let name = query.get_untracked().trim().to_owned();
        add.run(MetricDefinition::Custom(CustomMetric {
            name,
            unit: Unit::Count,
            adds_up: AddsUp::Sum,
            better: Better::Up,
        }));
    });
    let own_label = move || {
        query.with(|query| match query.trim() {
            "" => w::pick_own_blank().to_owned(),
            name => w::pick_own(name),
        })
    };
    focus_when_rendered("metric-search".to_owned());
    view! {
        <TextField
            id="metric-search"
            label=w::pick_search()
            kind="search"
            value=query
            commit=Callback::new(move |text| query.set(text))
        />
        <div class="spread found-line">
            <p class="muted small" role="status">{said}</p>
            <Button on_press=own>{own_label}</Button>
        </div>
        <ul class="plain results">
            <For
                each=move || found.get()
                key=|key| *key
                children=move |key| {
                    DictionaryMetric::by_key(key).map(|entry| row(entry, market, in_plan.contains(&key), add))
                }
            />
        </ul>
    }
    .into_any()
}

fn row(entry: &'static DictionaryMetric, market: Market, in_plan: bool, add: Callback<MetricDefinition>) -> AnyView {
    let (gloss, formula) = notes(entry.key, market);
    let platforms: Vec<String> = entry.platforms_in(market).map(|platform| names::platform(platform.key)).collect();
    let source = match platforms.is_empty() {
        true if entry.own_statistics => w::pick_own_statistics().to_owned(),
        true => String::new(),
        false => w::pick_shown_by(&format::list(&platforms)),
    };
    let choose = move |_| add.run(MetricDefinition::Dictionary(entry.key.to_owned()));
    view! {
        <li>
            <button type="button" on:click=choose>
                <span class="result-name">
                    <b>{metric::by_key(entry.key).unwrap_or(entry.key)}</b>
                    <span class="muted">{entry.abbreviation}</span>
                    {in_plan.then(|| view! { <Tag tone=Tone::Rest label=w::pick_in_plan() /> })}
                </span>
                <span class="result-gloss">{gloss}</span>
                <small class="muted">{w::pick_formula(formula)} " · " {figures::adds_up(entry.adds_up)}</small>
                {(!source.is_empty()).then(|| view! { <small class="muted">{source}</small> })}
            </button>
        </li>
    }
    .into_any()
}

/// A metric's description and formula, in the page's language and for a market.
pub fn notes(key: &str, market: Market) -> (&'static str, &'static str) {
    let abroad = market.pick(None, metric_notes::by_key(&(key.to_owned() + "_abroad")));
    abroad.or_else(|| metric_notes::by_key(key)).and_then(|text| text.split_once('\n')).unwrap_or_default()
}
