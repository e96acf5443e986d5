//! How a file is read and where its figures go: every detected setting in a field that changes it.

use leptos::prelude::*;

use super::columns::channel_code;
use super::labels;
use super::state::Import;
use crate::i18n::words::track_import as w;
use crate::import::actuals::against_plan::{ChannelTarget, ExistingFigures};
use crate::import::actuals::found::{FoundTable, RepeatedDays};
use crate::import::reading::SourceKind;
use crate::import::text::dates::DayOrder;
use crate::import::text::numbers::DecimalMark;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::ui::importing::{delimiter_field, encoding_field, field, mark_field, order_field};
use crate::ui::labels::names;
use crate::widgets::SelectOption;

/// The fields; which of them are shown depends on the source.
pub fn settings(import: Import) -> AnyView {
    let is = move |test: fn(&[FoundTable]) -> bool| Memo::new(move |_| import.of(|source| test(&source.found.tables)));
    let is_own = is(|tables| tables.iter().any(|table| table.is_own));
    // Where the headings are known, the text was read rightly.
    let is_open_text = Memo::new(move |_| {
        import.of(|source| {
            let detected = &source.found.detected;
            let is_known = source.found.tables.iter().any(|table| table.is_own || table.profile.is_some());
            detected.kind == SourceKind::Text && (!is_known || detected.letters_lost > 0)
        })
    });
    let order = is(|tables| tables.iter().any(|table| table.order_matters));
    let mark = is(|tables| tables.iter().any(|table| table.mark_matters && !table.is_own));
    let repeated = is(|tables| tables.iter().any(|table| table.repeated_days > 0 && !adds_rows(table)));
    let has_channel = is(|tables| tables.iter().flat_map(|table| &table.series).any(|series| series.channel.is_none()));
    let differs = Memo::new(move |_| import.preview.with(|preview| preview.different > 0));
    view! {
        <div class="row short">
            {move || (has_channel.get() && !is_own.get()).then(|| channel_field(import))}
            {move || order.get().then(|| day_order(import))}
            {move || mark.get().then(|| decimal_mark(import))}
            {move || repeated.get().then(|| repeated_field(import))}
            {move || differs.get().then(|| existing_field(import))}
            {move || is_open_text.get().then(|| encoding(import))}
            {move || is_open_text.get().then(|| delimiter(import))}
        </div>
    }
    .into_any()
}

/// Whether rows of a day are parts of it by the kind of file.
fn adds_rows(table: &FoundTable) -> bool {
    table.series.iter().any(|series| series.added_days > 0) && table.errors.count == 0
}

fn channel_field(import: Import) -> AnyView {
    let chosen = Memo::new(move |_| {
        import.choices.with(|choices| {
            let of = import.of(|source| {
                let series = source.found.tables.iter().flat_map(|table| &table.series);
                series.clone().position(|series| series.channel.is_none())
            });
            of.and_then(|at| choices.get(at)).map(|choice| choice.channel.clone()).unwrap_or_default()
        })
    });
    let options =
        move || {
            let mut options = vec![SelectOption::new("", w::whole_plan())];
            import.editor.read(|plan| {
                let channels = plan.strategy.channels.iter().map(|channel| {
                    SelectOption::new(channel_code(&ChannelTarget::Known(channel.id)), names::channel(channel))
                });
                options.extend(channels);
                // What is proposed by the platform, where the plan does not have it.
                let proposed = import.of(|source| proposed_channels(&source.found.tables));
                let now = chosen.get();
                let mut others: Vec<ChannelTarget> = proposed.into_iter().chain([now]).collect();
                others.retain(|target| match target {
                    ChannelTarget::Listed(key) => {
                        plan.strategy.channels.iter().all(|channel| channel.catalogue.as_deref() != Some(*key))
                    }
                    ChannelTarget::Named(_) => true,
                    ChannelTarget::WholePlan | ChannelTarget::Known(_) => false,
                });
                others.dedup();
                options.extend(others.iter().map(|target| {
                    SelectOption::new(channel_code(target), w::adds(&labels::channel_target(plan, target)))
                }));
            });
            options
        };
    let commit = move |code: String| import.choose_channel(&channel_of(&code));
    field("import-channel", w::channel(), options, move || channel_code(&chosen.get()), commit)
}

/// The channels of the catalogue that the tables are of.
fn proposed_channels(tables: &[FoundTable]) -> Vec<ChannelTarget> {
    let keys = tables.iter().filter_map(|table| table.channel.as_deref());
    let mut found: Vec<ChannelTarget> = keys
        .filter_map(|key| CatalogueChannel::by_key(key).map(|channel| ChannelTarget::Listed(channel.key)))
        .collect();
    found.dedup();
    found
}

fn channel_of(code: &str) -> ChannelTarget {
    match code.split_once(':') {
        Some(("id", id)) => id.parse().map(ChannelTarget::Known).unwrap_or_default(),
        Some(("key", key)) => {
            CatalogueChannel::by_key(key).map(|channel| ChannelTarget::Listed(channel.key)).unwrap_or_default()
        }
        Some(("name", name)) => ChannelTarget::Named(name.to_owned()),
        _ => ChannelTarget::WholePlan,
    }
}

fn day_order(import: Import) -> AnyView {
    let now = Memo::new(move |_| {
        import.of(|source| {
            let table = source.found.tables.iter().find(|table| table.order_matters);
            table.map_or(DayOrder::Unknown, |table| table.order)
        })
    });
    let choose = move |order| import.read_again(|_, reading| reading.order = Some(order));
    order_field(now.into(), Callback::new(choose))
}

fn decimal_mark(import: Import) -> AnyView {
    let now = Memo::new(move |_| {
        import.of(|source| {
            let table = source.found.tables.iter().find(|table| table.mark_matters);
            table.map_or(DecimalMark::Point, |table| table.mark)
        })
    });
    let choose = move |mark| import.read_again(|_, reading| reading.mark = Some(mark));
    mark_field(now.into(), Callback::new(choose))
}

fn repeated_field(import: Import) -> AnyView {
    let options = || {
        vec![
            SelectOption::new("report", w::repeated_report()),
            SelectOption::new("add", w::repeated_add()),
            SelectOption::new("last", w::repeated_last()),
        ]
    };
    let value = move || {
        match import.of(|source| source.reading.repeated) {
            RepeatedDays::ByFile => "report",
            RepeatedDays::Add => "add",
            RepeatedDays::Last => "last",
        }
        .to_owned()
    };
    let commit = move |code: String| {
        import.read_again(|_, reading| {
            reading.repeated = match code.as_str() {
                "add" => RepeatedDays::Add,
                "last" => RepeatedDays::Last,
                _ => RepeatedDays::ByFile,
            };
        });
    };
    field("import-repeated", w::repeated(), options, value, commit)
}

fn existing_field(import: Import) -> AnyView {
    let options =
        || vec![SelectOption::new("replace", w::existing_replace()), SelectOption::new("keep", w::existing_keep())];
    let value = move || if import.existing.get() == ExistingFigures::Keep { "keep" } else { "replace" }.to_owned();
    let commit = move |code: String| {
        import.existing.set(if code == "keep" { ExistingFigures::Keep } else { ExistingFigures::Replace });
    };
    field("import-existing", w::existing(), options, value, commit)
}

fn encoding(import: Import) -> AnyView {
    let label = move || import.of(|source| source.found.detected.encoding.clone().unwrap_or_default()).to_lowercase();
    let choose = move |label| import.read_again(|options, _| options.encoding = Some(label));
    encoding_field(Signal::derive(label), Callback::new(choose))
}

fn delimiter(import: Import) -> AnyView {
    let now = move || import.of(|source| source.found.detected.delimiter);
    let choose = move |delimiter| import.read_again(|options, _| options.delimiter = Some(delimiter));
    delimiter_field(Signal::derive(now), Callback::new(choose))
}
