//! What each column or name of a table is imported as: a field each, with the reason where it is not imported.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::labels;
use super::state::Import;
use crate::i18n::format;
use crate::i18n::words::{common, import_files as files, metric, track_import as w};
use crate::import::actuals::against_plan::{
    ChannelTarget, FigureImport, MetricTarget, RateScale, Refusal, asks_for_scale,
};
use crate::import::actuals::found::{ColumnRole, FoundSeries, FoundTable, NoFigures, SeriesSource, TableLayout};
use crate::import::actuals::proposals::dictionary_target;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;
use crate::plan::model::metric_dictionary::METRICS;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::importing::{heading_or_letters, mapping_table, more_columns, shortened};
use crate::ui::labels::names;
use crate::widgets::{Checkbox, NumberField, NumberKind, SelectField, SelectOption};

/// At most so many columns or names of a table have a field of their own.
const SHOWN: usize = 60;

/// One in the values of a series.
const WHOLE: i64 = 1_000_000;
/// The largest total of followers that can be entered: more than there are people.
const MAX_TOTAL: i64 = 10_000_000_000;
/// At most so many figures are named in a reason.
const NAMED_FIGURES: usize = 4;

/// One row of the table of columns.
#[derive(Clone)]
struct MappedRow {
    /// The number of its table.
    table: usize,
    /// Its column; `None` for a name in the rows.
    column: Option<usize>,
    /// Its heading or name.
    name: String,
    samples: String,
    role: ColumnRole,
    /// The series that it stands for, by their numbers in the file.
    series: Vec<usize>,
    /// The last and the first day of a total that is counted back.
    counted_back: Option<(NaiveDate, NaiveDate)>,
    why: Option<&'static str>,
}

/// The fields of all tables.
pub fn columns(import: Import) -> AnyView {
    // Rebuilt for another reading, but not for another choice: the focus is on one of the fields.
    let shape = Memo::new(move |_| import.of(|source| Arc::as_ptr(&source.found).addr()));
    let table = move || {
        // Read, not only tracked: a memo that is never read is never computed and never notifies.
        shape.with(|_| ());
        let rows = import.source.with_untracked(|source| source.as_ref().map(|source| rows_of(&source.found.tables)));
        rows.filter(|rows| !rows.is_empty()).map(|rows| table_of(import, rows))
    };
    table.into_any()
}

fn table_of(import: Import, rows: Vec<MappedRow>) -> AnyView {
    let more = more_columns(rows.len().saturating_sub(SHOWN));
    let shown = rows.into_iter().take(SHOWN).map(|row| mapped_row(import, row));
    mapping_table(shown.chain(more).collect::<Vec<_>>().into_any())
}

fn rows_of(tables: &[FoundTable]) -> Vec<MappedRow> {
    let mut rows = Vec::new();
    let mut first = 0;
    for (nth, table) in tables.iter().enumerate() {
        // Of an own export everything is known; where no row can be read, no other column helps.
        let is_open =
            !matches!(table.problem, Some(NoFigures::AllFaulty | NoFigures::NoRows | NoFigures::Unreadable(_)));
        if !table.is_own && is_open {
            rows.extend(rows_of_table(table, nth, first));
        }
        first += table.series.len();
    }
    rows
}

fn rows_of_table(table: &FoundTable, nth: usize, first: usize) -> Vec<MappedRow> {
    let is_by_name = matches!(table.layout, TableLayout::Long | TableLayout::DaysAcross);
    let of_column = |at: usize| -> Vec<usize> {
        let is_it = |series: &&FoundSeries| series.column == Some(at) && series.source == SeriesSource::Cells;
        let found = table.series.iter().enumerate().filter(|(_, series)| is_it(series));
        if is_by_name { Vec::new() } else { found.map(|(of, _)| first + of).collect() }
    };
    // Of days as columns, the names have fields and the days do not; of posts, only when they were published.
    let shown = table.columns.iter().filter(|column| match table.layout {
        TableLayout::DaysAcross => column.role != ColumnRole::Values,
        TableLayout::Posts => column.role == ColumnRole::Day,
        TableLayout::Columns | TableLayout::Long => true,
    });
    let mut rows: Vec<MappedRow> = shown
        .map(|column| {
            let series = of_column(column.at);
            let of_series = series.first().and_then(|at| table.series.get(at - first)).and_then(|found| found.left_out);
            MappedRow {
                table: nth,
                column: Some(column.at),
                name: heading_or_letters(&column.heading, column.at),
                samples: column.samples.iter().map(|text| shortened(text, 18)).collect::<Vec<_>>().join(" · "),
                role: column.role,
                series,
                counted_back: None,
                why: of_series.or(column.left_out).map(labels::left_out),
            }
        })
        .collect();
    for (of, series) in table.series.iter().enumerate() {
        if !is_by_name && series.source == SeriesSource::Cells {
            continue;
        }
        let name = labels::series(series);
        match rows.iter_mut().find(|row| row.column.is_none() && row.name == name) {
            Some(row) => row.series.push(first + of),
            None => rows.push(MappedRow {
                table: nth,
                column: None,
                name,
                samples: sample_values(series),
                role: ColumnRole::Values,
                series: vec![first + of],
                counted_back: series
                    .days
                    .last()
                    .zip(series.days.first())
                    .filter(|_| series.source == SeriesSource::Rebuilt)
                    .map(|(last, first)| (last.0, first.0)),
                why: None,
            }),
        }
    }
    rows
}

/// The first values of a series.
fn sample_values(series: &FoundSeries) -> String {
    // Nothing is known of their level yet.
    if series.source == SeriesSource::Rebuilt {
        return String::new();
    }
    let values = series.days.iter().take(3).map(|(_, value)| format::decimal(*value / 100, 4));
    values.collect::<Vec<_>>().join(" · ")
}

/// The value of a metric in a field.
fn metric_code(target: &MetricTarget) -> String {
    match target {
        MetricTarget::LeaveOut => String::new(),
        MetricTarget::Known(id) => "id:".to_owned() + &id.to_string(),
        MetricTarget::Listed(key) => "key:".to_owned() + key,
        MetricTarget::Named(name) => "name:".to_owned() + name,
    }
}

fn metric_of(code: &str) -> Option<MetricTarget> {
    match code.split_once(':')? {
        ("id", id) => id.parse().ok().map(MetricTarget::Known),
        ("key", key) => METRICS.iter().find(|metric| metric.key == key).map(|metric| MetricTarget::Listed(metric.key)),
        ("name", name) => Some(MetricTarget::Named(name.to_owned())),
        _ => None,
    }
}

/// Roles that a person can give a column, with their codes.
const ROLES: [(&str, ColumnRole); 7] = [
    ("role:day", ColumnRole::Day),
    ("role:start", ColumnRole::Start),
    ("role:end", ColumnRole::End),
    ("role:metric", ColumnRole::MetricName),
    ("role:channel", ColumnRole::ChannelName),
    ("role:part", ColumnRole::Part),
    ("role:currency", ColumnRole::Currency),
];

fn role_words(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::MetricName => w::role_metric(),
        ColumnRole::ChannelName => w::role_channel(),
        ColumnRole::Part => w::role_part(),
        ColumnRole::Currency => w::role_currency(),
        ColumnRole::Start => common::first_day(),
        ColumnRole::End => common::last_day(),
        _ => w::role_day(),
    }
}

/// The options of a field: not imported, roles of a column, metrics of the plan, metrics that are added.
fn options(import: Import, row: &MappedRow) -> Vec<SelectOption> {
    let mut options = vec![SelectOption::new("", files::not_taken())];
    if row.column.is_some() {
        options.extend(ROLES.iter().map(|(code, role)| SelectOption::new(*code, role_words(*role))));
    }
    let (known, taken) = import.editor.peek(|plan| {
        let known: Vec<SelectOption> = plan
            .goals
            .metrics
            .iter()
            .map(|metric| {
                let code = metric_code(&MetricTarget::Known(metric.id));
                SelectOption::new(code, names::metric(&metric.definition)).under(w::of_plan())
            })
            .collect();
        let taken: Vec<&str> = plan
            .goals
            .metrics
            .iter()
            .filter_map(|metric| metric.definition.dictionary())
            .map(|known| known.key)
            .collect();
        (known, taken)
    });
    options.extend(known);
    let name = row.name.clone();
    let named = SelectOption::new("name:".to_owned() + &name, name).under(w::to_add());
    let listed = METRICS.iter().filter(|metric| !taken.contains(&metric.key)).map(|known| {
        let name = metric::by_key(known.key).unwrap_or(known.key);
        SelectOption::new("key:".to_owned() + known.key, name).under(w::to_add())
    });
    options.extend(listed.chain([named]));
    options
}

fn mapped_row(import: Import, row: MappedRow) -> AnyView {
    let offered = options(import, &row);
    let MappedRow { table, column, name, samples, role, series, counted_back, why } = row;
    let of = series.clone();
    let target = Memo::new(move |_| {
        let first = of.first().copied();
        import.choices.with(|choices| first.and_then(|at| choices.get(at)).map(|choice| choice.metric.clone()))
    });
    let value = Signal::derive(move || {
        let role_code = ROLES.iter().find(|(_, known)| *known == role).map(|(code, _)| (*code).to_owned());
        role_code.unwrap_or_else(|| target.get().map(|target| metric_code(&target)).unwrap_or_default())
    });
    let of = series.clone();
    let commit = Callback::new(move |code: String| {
        let chosen = ROLES.iter().find(|(known, _)| *known == code).map(|(_, role)| *role);
        let metric = metric_of(&code).unwrap_or_default();
        let is_read = !of.is_empty();
        if let (Some(at), true) = (column, chosen.is_some() || !is_read || role != ColumnRole::Values) {
            // What a column holds is a matter of reading; what its figures are imported as is not.
            let role = chosen.unwrap_or(if code.is_empty() { ColumnRole::Ignored } else { ColumnRole::Values });
            import.read_column(table, at, role, metric.clone());
        }
        import.choose(|at| of.contains(&at), |choice| choice.metric.clone_from(&metric));
    });
    let label = files::taken_as_of(&name);
    let id = format!("import-column-{table}-{}", column.map_or_else(|| name.clone(), |at| at.to_string()));
    let of = series.clone();
    let is_unused = move || {
        role == ColumnRole::Ignored
            || (role == ColumnRole::Values && target.get().is_none_or(|target| target == MetricTarget::LeaveOut))
    };
    let reason = move || {
        let unused = target.get().is_none_or(|target| target == MetricTarget::LeaveOut);
        let refused =
            import.preview.with(|preview| refusal_of(import, preview, &of).or_else(|| unfit_of(import, preview, &of)));
        let added = import.preview.with(|preview| added_with(import, preview, &of));
        match (refused, why) {
            (Some(refused), _) => Some(view! { <small class="problem">{refused}</small> }.into_any()),
            (None, _) if added.is_some() => Some(view! { <small class="muted">{added}</small> }.into_any()),
            (None, Some(why)) if unused => Some(view! { <small class="muted">{why}</small> }.into_any()),
            _ => None,
        }
    };
    let name_of = name.clone();
    let of = series.clone();
    let total = counted_back.map(|days| total_field(import, &series, days));
    let more = move || {
        view! { {scale_field(import, &of, &name_of, target)} {absent_field(import, &of)} }
    };
    view! {
        <tr class:unused=is_unused>
            <td>{name}</td>
            <td data-label=files::samples()>{samples}</td>
            <td data-label=files::taken_as()>
                <SelectField id label options=Signal::stored(offered) value commit bare=true />
                {reason}
                {more}
                {total}
            </td>
        </tr>
    }
    .into_any()
}

/// Why the series of a row are refused.
fn refusal_of(import: Import, preview: &FigureImport, of: &[usize]) -> Option<String> {
    let (_, why) = preview.refused.iter().find(|(at, _)| of.contains(at))?;
    let home = import.editor.currency().get();
    Some(match why {
        Refusal::Currency(code) => w::refused_currency(code, home.code()),
        Refusal::Scale => w::refused_scale().to_owned(),
        Refusal::Percent => w::refused_percent().to_owned(),
        Refusal::Money => w::refused_money().to_owned(),
        Refusal::NotAdditive => w::refused_not_additive().to_owned(),
        Refusal::OtherTable => w::refused_other_table().to_owned(),
        Refusal::TooLarge => w::refused_too_large().to_owned(),
        Refusal::NoTotal(on) => w::refused_no_total(&format::date(*on)),
        Refusal::BelowZero(on) => w::refused_below_zero(&format::date(*on)),
    })
}

/// The other columns that a row is added up with, since they are imported as the same metric and channel.
fn added_with(import: Import, preview: &FigureImport, of: &[usize]) -> Option<String> {
    let (first, ..) = preview.targets.iter().find(|(at, ..)| of.contains(at))?;
    let of_first = preview.targets.iter().find(|(at, ..)| at == first)?;
    let is_same = |(at, metric, channel): &&(usize, MetricId, Option<ChannelId>)| {
        !of.contains(at) && (*metric, *channel) == (of_first.1, of_first.2)
    };
    let others: Vec<usize> = preview.targets.iter().filter(is_same).map(|(at, ..)| *at).collect();
    let names = import.of(|source| {
        let series: Vec<&FoundSeries> = source.found.tables.iter().flat_map(|table| &table.series).collect();
        others.iter().filter_map(|at| series.get(*at).map(|series| labels::series(series))).collect::<Vec<_>>()
    });
    (!names.is_empty()).then(|| w::added_with(&format::list(&names)))
}

/// The figures of a row that its metric cannot have.
fn unfit_of(import: Import, preview: &FigureImport, of: &[usize]) -> Option<String> {
    let unfit = preview.unfit.iter().filter(|figure| of.contains(&figure.series));
    let count = unfit.clone().count();
    let first = unfit.clone().next()?;
    let named = unfit.take(NAMED_FIGURES).map(|figure| {
        let value = format::decimal(figure.value.to_scaled(Decimal::DECIMALS), Decimal::DECIMALS);
        w::day_value(&format::date_short(figure.on), &value)
    });
    let more = (count > NAMED_FIGURES).then(|| "…".to_owned());
    let named = format::list(&named.chain(more).collect::<Vec<_>>());
    let target = import.choices.with_untracked(|choices| choices.get(first.series).map(|choice| choice.metric.clone()));
    let metric = import.editor.peek(|plan| labels::metric_target(plan, &target.unwrap_or_default()));
    let (n, text) = format::counted(count);
    Some(if first.is_below_zero() {
        w::unfit_below(n, &text, &metric, &named)
    } else {
        w::unfit_above(n, &text, &metric, &named)
    })
}

/// What the numbers of a rate mean, where they may be shares or percent points.
fn scale_field(import: Import, of: &[usize], name: &str, target: Memo<Option<MetricTarget>>) -> Option<AnyView> {
    let first = *of.first()?;
    let target = target.get()?;
    let asks = import.of(|source| {
        let series =
            source.found.tables.iter().flat_map(|table| table.series.iter().map(move |series| (table, series)));
        let (table, series) = series.clone().nth(first)?;
        let asks = !table.is_own && import.editor.peek(|plan| asks_for_scale(plan, series, &target));
        Some(asks.then(|| series.days.iter().any(|day| !(-1_000_000..=1_000_000).contains(&day.1))))
    });
    let is_open = asks??;
    let value = Signal::derive(move || {
        let scale = import.choices.with(|choices| choices.get(first).map(|choice| choice.scale).unwrap_or_default());
        match scale {
            RateScale::ByValues if is_open => "",
            RateScale::ByValues | RateScale::Shares => "shares",
            RateScale::Points => "points",
        }
        .to_owned()
    });
    let ask = is_open.then(|| SelectOption::new("", w::scale_ask()));
    let known = [SelectOption::new("shares", w::scale_shares()), SelectOption::new("points", w::scale_points())];
    let options = Signal::stored(ask.into_iter().chain(known).collect::<Vec<_>>());
    let of = of.to_vec();
    let commit = Callback::new(move |code: String| {
        let scale = match code.as_str() {
            "shares" => RateScale::Shares,
            "points" => RateScale::Points,
            _ => RateScale::ByValues,
        };
        import.choose(|at| of.contains(&at), |choice| choice.scale = scale);
    });
    let id = "import-scale-".to_owned() + &first.to_string();
    Some(view! { <SelectField id label=w::scale(name) options value commit /> }.into_any())
}

/// Whether days that a file leaves out are zero.
fn absent_field(import: Import, of: &[usize]) -> Option<AnyView> {
    let first = *of.first()?;
    let is_taken =
        import.choices.with(|choices| choices.get(first).is_some_and(|choice| choice.metric != MetricTarget::LeaveOut));
    let (name, absent) = import.of(|source| {
        let series = source.found.tables.iter().flat_map(|table| &table.series).nth(first);
        let series = series.filter(|series| series.may_leave_out_zeros);
        series.map(|series| (series.name.clone(), series.absent_days())).unwrap_or_default()
    });
    if absent.is_empty() || !is_taken {
        return None;
    }
    let mut days: Vec<String> = absent.iter().take(6).map(|day| format::date_short(*day)).collect();
    if absent.len() > days.len() {
        days.push("…".to_owned());
    }
    let (count, text) = format::counted(absent.len());
    let checked = Signal::derive(move || {
        import.choices.with(|choices| choices.get(first).is_some_and(|choice| choice.fill_absent))
    });
    let of = of.to_vec();
    let commit = Callback::new(move |fill: bool| {
        import.choose(|at| of.contains(&at), |choice| choice.fill_absent = fill);
    });
    let id = "import-absent-".to_owned() + &first.to_string();
    let hint = Signal::stored(w::fill_absent_hint(&name, &format::list(&days)));
    Some(view! { <Checkbox id label=w::fill_absent(count, &text) hint checked commit /> }.into_any())
}

/// The total on the last day, from which the others are counted back to the first one.
fn total_field(import: Import, of: &[usize], (last, first): (NaiveDate, NaiveDate)) -> AnyView {
    let at = of.first().copied().unwrap_or_default();
    let value = Signal::derive(move || {
        let total = import.choices.with(|choices| choices.get(at).and_then(|choice| choice.total));
        total.map(|total| total / WHOLE)
    });
    let commit = Callback::new(move |total: Option<i64>| {
        let metric = import.editor.peek(|plan| dictionary_target(plan, "followers")).unwrap_or_default();
        import.choose(
            |of| of == at,
            |choice| {
                choice.total = total.and_then(|total| total.checked_mul(WHOLE));
                choice.metric = match choice.total {
                    None => MetricTarget::LeaveOut,
                    Some(_) if choice.metric == MetricTarget::LeaveOut => metric.clone(),
                    Some(_) => choice.metric.clone(),
                };
            },
        );
        Ok(())
    });
    let id = "import-total-".to_owned() + &at.to_string();
    let label = w::total_on(&format::date(last));
    let hint = w::total_hint(&format::date(first));
    view! { <NumberField id label kind=NumberKind::Count value commit most=Some(MAX_TOTAL) hint=Signal::stored(hint) /> }
        .into_any()
}

/// The value of a channel in a field.
pub fn channel_code(target: &ChannelTarget) -> String {
    match target {
        ChannelTarget::WholePlan => String::new(),
        ChannelTarget::Known(id) => "id:".to_owned() + &id.to_string(),
        ChannelTarget::Listed(key) => "key:".to_owned() + key,
        ChannelTarget::Named(name) => "name:".to_owned() + name,
    }
}
