//! A metric's data source: a platform's own reports, or custom tracking built by engineering.

use leptos::prelude::*;

use crate::app::{problem_at, use_editor};
use crate::i18n::words::{common, goals as w, steps, tracking};
use crate::plan::catalogue::tracking_templates::TrackingTemplate;
use crate::plan::model::basics::Market;
use crate::plan::model::metric::{Metric, MetricDefinition, Source, TrackingSpecification};
use crate::plan::model::metric_dictionary::{DictionaryMetric, PLATFORMS, Platform};
use crate::ui::form::{Form, suggest_people};
use crate::ui::labels::names;
use crate::widgets::{DateField, Disclosure, SelectField, SelectOption, TextArea, TextField, suggestion_list};

/// Select values that cannot be a platform key: keys are upper case.
const OWN: &str = "own";
const OTHER: &str = "other";

/// Custom tracking, pre-filled with what is known of the metric.
pub fn own_statistics(definition: &MetricDefinition, market: Market) -> Source {
    let mut specification = TrackingSpecification::default();
    if let MetricDefinition::Dictionary(key) = definition {
        super::picker::notes(key, market).1.clone_into(&mut specification.formula);
        if let Some(template) = TrackingTemplate::of(key, market) {
            template.event.clone_into(&mut specification.event);
            specification.properties = template.properties();
            let mut lines = tracking::by_key(key).unwrap_or_default().lines().map(str::to_owned);
            let mut next = || lines.next().unwrap_or_default();
            specification.trigger = next();
            specification.formula = next();
            specification.acceptance = next();
        }
    }
    Source::OwnStatistics(specification)
}

/// The data source field: platforms that report the metric first, the others marked as unconfirmed.
pub fn field(form: Form<Metric>) -> AnyView {
    let value = form.memo(|metric| match &metric.source {
        None => String::new(),
        Some(Source::OwnStatistics(_)) => OWN.to_owned(),
        Some(Source::Platform(name)) if Platform::by_key(name).is_some() => name.clone(),
        Some(Source::Platform(_)) => OTHER.to_owned(),
    });
    let key = form.memo(|metric| metric.definition.dictionary().map(|entry| entry.key));
    let market = use_editor().market();
    let options =
        Signal::derive(move || options(key.get().and_then(DictionaryMetric::by_key), market.get(), &value.get()));
    let commit = Callback::new(move |value: String| {
        form.choose(|metric| {
            metric.source = match value.as_str() {
                "" => None,
                OWN => Some(own_statistics(&metric.definition, market.get_untracked())),
                OTHER => Some(Source::Platform(String::new())),
                key => Some(Source::Platform(key.to_owned())),
            };
        });
    });
    view! {
        <SelectField
            id=form.anchor("metric-source")
            label=w::source()
            options=options
            value=value
            commit=commit
            placeholder=common::choose()
            problem=problem_at(form.anchor("metric-source"))
        />
    }
    .into_any()
}

/// The sources of a metric: the platforms of the plan's market, and the one that is chosen.
fn options(entry: Option<&DictionaryMetric>, market: Market, chosen: &str) -> Vec<SelectOption> {
    let shown = entry.map_or(&[][..], |entry| entry.platforms);
    let offered = |platform: &&Platform| platform.markets.include(market) || platform.key == chosen;
    let option = |platform: &Platform| SelectOption::new(platform.key, names::platform(platform.key));
    // In the order in which the metric names them: the likeliest first.
    let seen = shown.iter().filter_map(|key| Platform::by_key(key)).filter(offered);
    let seen = seen.map(|platform| option(platform).under(w::source_shown()));
    // For a custom metric it is unknown which platforms report it.
    let rest_heading = if entry.is_some() { w::source_not_seen() } else { "" };
    let rest = PLATFORMS.iter().filter(offered).filter(|platform| !shown.contains(&platform.key));
    let rest = rest.map(|platform| option(platform).under(rest_heading));
    let else_ = [SelectOption::new(OTHER, w::source_other()).under(w::source_else())];
    let own = SelectOption::new(OWN, w::source_own());
    std::iter::once(own).chain(seen).chain(rest).chain(else_).collect()
}

/// The fields that depend on the data source: a platform's name, or the tracking specification.
pub fn details(form: Form<Metric>) -> AnyView {
    let kind = form.memo(|metric| match &metric.source {
        Some(Source::OwnStatistics(_)) => OWN,
        Some(Source::Platform(name)) if Platform::by_key(name).is_none() => OTHER,
        _ => "",
    });
    (move || match kind.get() {
        OWN => Some(specification(form)),
        OTHER => Some(other_platform(form)),
        _ => None,
    })
    .into_any()
}

fn other_platform(form: Form<Metric>) -> AnyView {
    let value = form.memo(|metric| match &metric.source {
        Some(Source::Platform(name)) => name.clone(),
        _ => String::new(),
    });
    let commit = Callback::new(move |text: String| {
        form.change("metric-platform", |metric| {
            if let Some(Source::Platform(name)) = &mut metric.source {
                *name = text;
            }
        });
    });
    view! { <TextField id=form.anchor("metric-platform") label=w::source_platform() value=value commit=commit /> }
        .into_any()
}

fn specification_of(metric: &Metric) -> Option<&TrackingSpecification> {
    match &metric.source {
        Some(Source::OwnStatistics(specification)) => Some(specification),
        _ => None,
    }
}

/// Changes the tracking specification, if the metric still has one.
fn change(form: Form<Metric>, name: &str, change: impl FnOnce(&mut TrackingSpecification)) {
    form.change(name, |metric| {
        if let Some(Source::OwnStatistics(specification)) = &mut metric.source {
            change(specification);
        }
    });
}

fn specification(form: Form<Metric>) -> AnyView {
    let shown = move |read: fn(&TrackingSpecification) -> &String| {
        Signal::derive(move || {
            form.get(|metric| specification_of(metric).map(|part| read(part).clone())).flatten().unwrap_or_default()
        })
    };
    let taking = move |name: &'static str, write: fn(&mut TrackingSpecification) -> &mut String| {
        Callback::new(move |text: String| change(form, name, |part| *write(part) = text))
    };
    let line = move |name: &'static str, label: &'static str, read, write| {
        view! { <TextField id=form.anchor(name) label=label value=shown(read) commit=taking(name, write) /> }
    };
    let area = move |name: &'static str, label: &'static str, read, write| {
        view! { <TextArea id=form.anchor(name) label=label value=shown(read) commit=taking(name, write) rows=2 /> }
    };
    let builder = form.anchor("tracking-owner");
    let set_builder = taking("tracking-owner", |part| &mut part.owner);
    let ready_by = Signal::derive(move || form.get(|metric| specification_of(metric)?.ready_by).flatten());
    let set_ready_by = Callback::new(move |day| {
        change(form, "tracking-ready-by", |part| part.ready_by = day);
        Ok(())
    });
    view! {
        <Disclosure summary=Signal::stored(w::specification().to_owned())>
            <p class="muted small">{w::specification_prefilled()}</p>
            <div class="stack">
                <div class="row">
                    <TextField
                        id=builder.clone()
                        label=w::builder()
                        value=shown(|part| &part.owner)
                        commit=set_builder
                        aid=suggestion_list(&builder, steps::suggestions(), suggest_people(use_editor()), set_builder)
                    />
                    <DateField id=form.anchor("tracking-ready-by") label=w::ready_by() value=ready_by commit=set_ready_by optional=true />
                </div>
                {line("tracking-event", w::event(), |part| &part.event, |part| &mut part.event)}
                {area("tracking-trigger", w::trigger(), |part| &part.trigger, |part| &mut part.trigger)}
                {area("tracking-properties", w::properties(), |part| &part.properties, |part| &mut part.properties)}
                {area("tracking-formula", w::formula(), |part| &part.formula, |part| &mut part.formula)}
                {area("tracking-acceptance", w::acceptance(), |part| &part.acceptance, |part| &mut part.acceptance)}
            </div>
        </Disclosure>
    }
    .into_any()
}
