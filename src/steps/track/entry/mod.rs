//! Entering the figures of days: a grid of days and metrics, on a phone a form of one day.

mod add_metric;
mod changes;
mod columns;
mod day_form;
mod figures_of;
mod paste;
mod rows;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use self::add_metric::add_metric;
use self::columns::{FigureColumn, cell_of};
use self::figures_of::FiguresOf;
use self::rows::{FigureRows, day_head, todays_date};
use super::import;
use crate::app::shell::route::Route;
use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::{Urgency, announce, focus_when_rendered, focused_id, is_focus_within};
use crate::browser::dom::grid::WidthWatch;
use crate::geometry::selection::{CellRange, GridCell};
use crate::i18n::format;
use crate::i18n::words::track_entry as w;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::tracking::entry::{day_value, next_missing_day};
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::{Plan, Step};
use crate::ui::labels::values::weekdays;
use crate::widgets::grid::{self as table, Column, Grid, GridShape, Rows};
use crate::widgets::{Button, ButtonLink, DateField, EmptyState, Notice, SelectField};

/// The width from which the figures are a grid; below, a form of one day. In rem.
const GRID_FROM: f64 = 48.0;

/// The id of the table: where links to figures lead.
const FIGURES: &str = "track-figures";

/// The id of the form, the grid's or that of a day.
const AREA: &str = "track-figures-area";

/// What both forms of the section share. A copyable handle.
#[derive(Clone, Copy)]
struct Entry {
    editor: Editor,
    of: RwSignal<FiguresOf>,
    today: Signal<NaiveDate>,
    /// The figure that is worked on, by its key: the other form begins with it when the window becomes wider or narrower.
    at: StoredValue<Option<String>>,
}

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let of = RwSignal::new(editor.open_plan().map(FiguresOf::remembered).unwrap_or_default());
    let entry = Entry { editor, of, today: todays_date(), at: StoredValue::new(None) };
    let wide = RwSignal::new(true);
    let watch = WidthWatch::at_least(GRID_FROM, move |is| {
        if wide.get_untracked() == is {
            return;
        }
        let had_focus = is_focus_within(AREA);
        if let Some(key) = focused_id().filter(|id| cell_of(id).is_some()) {
            entry.at.set_value(Some(key));
        }
        wide.set(is);
        // The element that has the focus goes away; its figure is in the other form, too.
        if had_focus {
            let field = entry.at.get_value().filter(|key| !is && has_field(editor, key));
            // Both forms have that id: wait until the other one is drawn.
            request_animation_frame(move || focus_when_rendered(field.unwrap_or_else(|| FIGURES.to_owned())));
        }
    });
    // Kept while the step is shown.
    let _watch = StoredValue::new_local(watch);
    let none = editor.memo(|plan| plan.goals.metrics.is_empty());
    view! {
        <section aria-labelledby="track-entry">
            <h2 id="track-entry">{w::heading()}</h2>
            {import::bar(editor)}
            {move || match (none.get(), wide.get()) {
                (true, _) => no_metrics(editor),
                (false, true) => view! { <div id=AREA>{grid(entry)}</div> }.into_any(),
                (false, false) => view! { <div id=AREA>{day_form::form(entry)}</div> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// Whether the form of a day has a field for a figure: a computed one has none.
fn has_field(editor: Editor, key: &str) -> bool {
    let Some((metric, scope, _)) = cell_of(key) else { return false };
    let is_computed = |plan: &Plan| {
        plan.find(metric).is_none_or(|metric| FigureColumn::of(plan, metric, scope, FiguresOf::Plan).is_computed)
    };
    !editor.peek(is_computed)
}

/// A plan without metrics has nothing to track.
fn no_metrics(editor: Editor) -> AnyView {
    let link = editor.open_plan().map(|plan| Route::field(plan, Step::Goals, "metric-add").to_string());
    view! {
        <EmptyState text=w::no_metrics() example=w::no_metrics_example()>
            <ButtonLink href=link.unwrap_or_default()>{w::to_goals()}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// What there is to know before figures are entered: when they are expected, and how they come in.
fn notes(entry: Entry, wide: bool) -> AnyView {
    let editor = entry.editor;
    let begins = move || {
        let today = entry.today.get();
        editor.read(|plan| match plan.basics.first_day {
            None => Some(w::no_dates().to_owned()),
            Some(first) if first > today => Some(w::not_begun(&format::date(first))),
            Some(_) => None,
        })
    };
    let closed = editor.memo(|plan| plan.tracking.closed_weekdays.clone());
    let closed = move || {
        let closed = closed.get();
        (!closed.is_empty()).then(|| {
            let link = editor.open_plan().map(|plan| Route::field(plan, Step::Schedule, "closed-weekdays").to_string());
            view! {
                <p class="small muted">
                    {w::closed(&weekdays(&closed))} " " <a href=link.unwrap_or_default()>{w::change_closed()}</a>
                </p>
            }
        })
    };
    // It stays for the visit: the table must not move with the first figure.
    let ways = editor.peek(|plan| plan.tracking.figures.is_empty()).then(|| {
        let (type_it, paste_it) =
            if wide { (w::way_type(), w::way_paste()) } else { (w::way_type_phone(), w::way_paste_phone()) };
        view! {
            <div class="ways">
                <Notice title=w::three_ways().to_owned()>
                    <ul>
                        <li>{type_it}</li>
                        <li>{paste_it}</li>
                        <li>{w::way_import()}</li>
                    </ul>
                </Notice>
            </div>
        }
    });
    view! {
        {move || begins().map(|text| view! { <p class="small">{text}</p> })}
        {closed}
        {ways}
    }
    .into_any()
}

/// The choice of what the figures are of.
fn choice(entry: Entry, by_metric: bool) -> AnyView {
    let Entry { editor, of, .. } = entry;
    let options = editor.memo(move |plan| figures_of::options(plan, by_metric));
    let value = Signal::derive(move || {
        let of = of.get();
        let of = if matches!(of, FiguresOf::Metric(_)) && !by_metric { FiguresOf::Plan } else { of };
        editor.read(|plan| of.within(plan).value())
    });
    let choose = Callback::new(move |value: String| {
        let chosen = FiguresOf::from_value(&value);
        of.set(chosen);
        if let Some(plan) = editor.open_plan() {
            chosen.remember(plan);
        }
    });
    view! { <SelectField id="figures-of" label=w::figures_of() options value commit=choose /> }.into_any()
}

/// The grid with its tools.
fn grid(entry: Entry) -> AnyView {
    let rows = FigureRows::new(entry.editor, entry.of, RwSignal::new(None), entry.today);
    let columns = Memo::new(move |_| {
        rows.columns.with(|columns| columns.iter().map(FigureColumn::column).collect::<Vec<Column>>())
    });
    let shape = GridShape { class: "even day-grid", head: 5.5, foot: 0.0, side: 9.75, holds_first: false };
    let grid = Grid::new(columns.into(), Arc::new(rows), shape);
    let days = rows.rows.get_untracked();
    let before = entry
        .at
        .get_value()
        .and_then(|key| Some((cell_of(&key)?.2, rows.find(&key))))
        .filter(|(day, _)| days.row_of(*day).is_some());
    let (day, cell) = before.unwrap_or((days.days().last(), None));
    if let Some(row) = days.row_of(day) {
        // The row of its week lies below it.
        grid.begin_at(cell.unwrap_or(GridCell { row, column: 0 }), row + 1);
    }
    rows.follow_days(grid);
    Effect::new(move || {
        grid.chosen();
        let active = untrack(|| grid.peek().active);
        let has_day = rows.day(active.row).is_some();
        entry.at.set_value(has_day.then(|| rows.key(active)));
    });
    let unsorted = Memo::new(|_| None);
    view! {
        {notes(entry, true)}
        {table::kept_texts(grid)}
        {tools(entry, rows, grid)}
        {table::table(grid, FIGURES, w::table(), None, unsorted, Callback::new(|_| {}))}
        <p class="muted small keys">{w::keys()}</p>
        <p class="muted small keys">{w::legend_weeks()} {format::sentence_gap()} {w::legend_computed()}</p>
        {paste::question(rows, grid)}
    }
    .into_any()
}

fn tools(entry: Entry, rows: FigureRows, grid: Grid) -> AnyView {
    let day = RwSignal::new(None);
    let go = Callback::new(move |to: Option<NaiveDate>| {
        day.set(to);
        if let Some(row) = to.and_then(|to| rows.reach(to)) {
            grid.look_at(GridCell { row, column: grid.peek().active.column });
        }
        Ok(())
    });
    let missing = Callback::new(move |()| {
        let active = grid.peek().active.row;
        let from = rows.day(active).unwrap_or(rows.rows.get_untracked().days().first());
        let Some((day, column, names)) = missing(entry, entry.of.get_untracked(), from) else {
            rows.toasts.say(w::none_missing());
            return;
        };
        if let Some(row) = rows.rows.get_untracked().row_of(day) {
            grid.go_to(GridCell { row, column });
            announce(&w::missing_on(&day_head(day, entry.today.get_untracked()), &names), Urgency::Polite);
        }
    });
    let added = Callback::new(move |metric: MetricId| {
        if matches!(entry.of.get_untracked(), FiguresOf::Metric(_)) {
            entry.of.set(FiguresOf::Plan);
        }
        let column = rows.columns.with_untracked(|columns| columns.iter().position(|one| one.metric == metric));
        let row = grid.peek().active.row;
        grid.go_to(GridCell { row, column: column.unwrap_or_default() });
    });
    let selected = move || {
        let block = grid.chosen();
        (block.rows() * block.columns() > 1).then(|| {
            // Its figures may change.
            rows.editor.read(|_| ());
            let (cells, filled) = untrack(|| filled(rows, block));
            let (count, text) = format::counted(cells);
            w::selected(count, &text, &format::counted(filled).1)
        })
    };
    view! {
        <div class="figure-tools">
            {choice(entry, true)}
            <DateField
                id="figures-day"
                label=w::go_to_day()
                value=day
                commit=go
                max=Signal::derive(move || Some(entry.today.get()))
            />
            <Button on_press=missing>{w::next_missing()}</Button>
            {add_metric(entry, added)}
        </div>
        <p class="muted small figures-selected" role="status">{selected}</p>
    }
    .into_any()
}

/// How many cells of days are selected, and how many of them have a figure; computed ones count.
fn filled(rows: FigureRows, block: CellRange) -> (usize, usize) {
    let days: Vec<usize> = (block.first.row..=block.last.row).filter(|row| rows.takes_entries(*row)).collect();
    let columns = block.first.column..=block.last.column;
    let cells = days.iter().flat_map(|&row| columns.clone().map(move |column| GridCell { row, column }));
    (days.len() * block.columns(), cells.filter(|cell| rows.value(*cell).is_some()).count())
}

/// The next day that lacks a figure, the first column that lacks it, and the names of all of them.
fn missing(entry: Entry, of: FiguresOf, from: NaiveDate) -> Option<(NaiveDate, usize, String)> {
    let today = entry.today.get_untracked();
    entry.editor.peek(|plan: &Plan| {
        let of = of.within(plan);
        let (figures, series) = (Figures::of(plan), of.series(plan));
        let day = next_missing_day(figures, &series, today, from)?;
        let columns = columns::columns(plan, of);
        let is_tracked = series.iter().any(|(metric, scope)| figures.tracks(metric.id, *scope));
        let lacks = |(_, (metric, scope)): &(usize, &(&Metric, Scope))| {
            let (metric, scope) = (*metric, *scope);
            (!is_tracked || figures.tracks(metric.id, scope)) && day_value(figures, metric, scope, day).is_none()
        };
        let lacking: Vec<usize> = series.iter().enumerate().filter(lacks).map(|(at, _)| at).collect();
        let names: Vec<String> = lacking.iter().map(|at| columns[*at].name.clone()).collect();
        Some((day, *lacking.first()?, format::list(&names)))
    })
}
