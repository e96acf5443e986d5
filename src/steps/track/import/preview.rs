//! The preview: figures as they would be imported, and cells that could not be read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::labels;
use super::state::Import;
use crate::i18n::format;
use crate::i18n::words::{import_files as files, track_import as w};
use crate::import::actuals::against_plan::{ExistingFigures, FigureImport};
use crate::import::actuals::found::{FigureError, FigureErrorKind, distinct_days};
use crate::import::error_groups::grouped;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::NumberError;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::importing::{ErrorRow, LISTED, date_error, error_table, heading_or_letters, number_error};
use crate::ui::labels::names;

/// Days shown in the preview.
const SHOWN: usize = 8;

type Target = (MetricId, Option<ChannelId>);

/// The first days as they would be in the plan.
pub fn figures(import: Import) -> Option<AnyView> {
    let existing = import.existing.get();
    import.preview.with(|preview| {
        if preview.changes.is_empty() {
            return None;
        }
        let mut targets: Vec<(usize, Target)> = Vec::new();
        for (at, metric, channel) in &preview.targets {
            if targets.iter().all(|(_, target)| *target != (*metric, *channel)) {
                targets.push((*at, (*metric, *channel)));
            }
        }
        let (days, total) = first_days(preview);
        let heads: Vec<_> = targets.iter().map(|(at, _)| head(import, *at)).collect();
        let rows: Vec<_> = days
            .into_iter()
            .map(|(on, values)| {
                let cells: Vec<_> = targets
                    .iter()
                    .map(|(at, target)| cell(import, *at, *target, on, values.get(target).copied(), existing))
                    .collect();
                view! { <tr><th scope="row">{format::date(on)}</th>{cells}</tr> }
            })
            .collect();
        let caption = (total > SHOWN).then(|| {
            let counted = |count: usize| format::counted(count).1;
            view! { <caption>{w::preview_first(&counted(SHOWN), &counted(total))}</caption> }
        });
        let table = view! {
            <h3>{w::preview()}</h3>
            <div class="frame" tabindex="0" role="region" aria-label=w::preview()>
                <table>
                    {caption}
                    <thead>
                        <tr>
                            <th scope="col">{w::day()}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        };
        Some(table.into_any())
    })
}

/// The values of a day.
type DayValues = BTreeMap<Target, Decimal>;

/// The first days with changes and their values, and how many days there are.
fn first_days(preview: &FigureImport) -> (BTreeMap<NaiveDate, DayValues>, usize) {
    let days = distinct_days(preview.changes.iter().map(|change| change.on));
    let mut found: BTreeMap<NaiveDate, DayValues> =
        days.iter().take(SHOWN).map(|day| (*day, DayValues::new())).collect();
    for change in &preview.changes {
        if let (Some(day), Some(value)) = (found.get_mut(&change.on), change.value) {
            day.insert((change.metric, change.channel), value);
        }
    }
    (found, days.len())
}

fn head(import: Import, at: usize) -> AnyView {
    let (metric, channel) = import.editor.peek(|plan| {
        import.choices.with_untracked(|choices| {
            let choice = choices.get(at);
            let metric = choice.map(|choice| labels::metric_target(plan, &choice.metric)).unwrap_or_default();
            let channel = choice.map(|choice| labels::channel_target(plan, &choice.channel)).unwrap_or_default();
            (metric, channel)
        })
    });
    view! { <th scope="col" class="n">{metric}<br /><small class="muted">{channel}</small></th> }.into_any()
}

fn cell(
    import: Import,
    at: usize,
    (metric, channel): Target,
    on: NaiveDate,
    value: Option<Decimal>,
    existing: ExistingFigures,
) -> AnyView {
    let (before, currency) =
        import.editor.peek(|plan| (plan.tracking.figures.get(metric, channel, on), plan.basics.currency));
    let target = import.choices.with_untracked(|choices| choices.get(at).map(|choice| choice.metric.clone()));
    let unit = labels::unit_of(import.editor, metric, &target.unwrap_or_default());
    let words = |value: Decimal| names::value(value, unit, currency);
    match (value, before) {
        (Some(value), Some(before)) if existing == ExistingFigures::Replace => {
            let was = w::was(&words(before));
            view! { <td class="n">{words(value)} " " <small class="muted">{was}</small></td> }.into_any()
        }
        (Some(value), _) => view! { <td class="n">{words(value)}</td> }.into_any(),
        (None, Some(before)) => view! { <td class="n muted">{words(before)}</td> }.into_any(),
        (None, None) => view! { <td class="n"></td> }.into_any(),
    }
}

/// Cells and rows that are not imported.
pub fn errors(import: Import) -> Option<AnyView> {
    let (found, all) = import.of(|source| {
        let all: usize = source.found.tables.iter().map(|table| table.errors.count).sum();
        let found: Vec<(String, String, FigureError)> = source
            .found
            .tables
            .iter()
            .flat_map(|table| {
                table.errors.first.iter().map(move |error| {
                    let heading = table.columns.iter().find(|column| column.at == error.column);
                    let name = heading_or_letters(heading.map_or("", |column| column.heading.as_str()), error.column);
                    (table.name.clone(), name, error.clone())
                })
            })
            .collect();
        (found, all)
    });
    if all == 0 {
        return None;
    }
    // What one setting of a column resolves.
    let setting = |(_, _, error): &(String, String, FigureError)| {
        let is_open = matches!(
            error.kind,
            FigureErrorKind::Number(NumberError::Ambiguous) | FigureErrorKind::Day(DateError::Ambiguous)
        );
        is_open.then_some((error.column, error.kind))
    };
    let (shown, groups) = grouped(&found, setting, LISTED);
    let rest = groups - shown.len() + all.saturating_sub(found.len());
    let rows = shown.into_iter().map(|((table, name, error), count)| {
        let place = files::row_at(&error.row.to_string());
        ErrorRow {
            place: if table.is_empty() { place } else { w::in_table(table, &place) },
            column: name.clone(),
            text: error.text.clone(),
            words: error_words(error, count),
        }
    });
    Some(error_table(rows, rest))
}

fn error_words(error: &FigureError, count: usize) -> String {
    let (number, text) = format::counted(count);
    match error.kind {
        FigureErrorKind::Day(DateError::Ambiguous) => files::error_day_ambiguous_column(number, &text),
        FigureErrorKind::Number(NumberError::Ambiguous) if count > 1 => {
            files::error_number_ambiguous_column(number, &text)
        }
        FigureErrorKind::Day(error) => date_error(error).to_owned(),
        FigureErrorKind::Number(error) => number_error(error).to_owned(),
        FigureErrorKind::NoDay => w::error_no_day().to_owned(),
        FigureErrorKind::SeveralDays => w::error_several_days().to_owned(),
        FigureErrorKind::NoYear => w::error_no_year().to_owned(),
        FigureErrorKind::Future => w::error_future().to_owned(),
        FigureErrorKind::LessThan => w::error_less_than().to_owned(),
        FigureErrorKind::Twice { row } => w::error_twice(&row.to_string()),
        FigureErrorKind::NoMetric => w::error_no_metric().to_owned(),
        FigureErrorKind::Currency => w::error_currency().to_owned(),
        FigureErrorKind::NoPercent => w::error_no_percent().to_owned(),
    }
}
