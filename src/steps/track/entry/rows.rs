//! The days as rows of the grid: unchanged rows come from a cache, entries become edits of figures.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;

use super::changes::{apply, change, enter};
use super::columns::{CELL, FigureColumn, cell_of, columns};
use super::figures_of::FiguresOf;
use super::paste::HeldPaste;
use crate::app::Editor;
use crate::browser::page::clock;
use crate::geometry::selection::{CellRange, GridCell, paste_block};
use crate::i18n::format;
use crate::i18n::words::{app, common, track_entry as w};
use crate::plan::Plan;
use crate::plan::model::phase::PhaseKind;
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::tracking::day_rows::{DayRow, DayRows, entry_days};
use crate::plan::tracking::entry::{DayValue, day_value, is_expected};
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::rollups::{RollUp, RolledUp, Window, roll_up_period};
use crate::ui::labels::names;
use crate::widgets::grid::{BulkWrite, CellView, Editing, Grid, RestoreOutcome, RowCommand, RowView, Rows, Write};
use crate::widgets::{ComboOptions, Toasts};

/// How many rows are cached as last drawn; more than fit on any screen.
const REMEMBERED: usize = 128;

/// The rows of the grid. A copyable handle.
#[derive(Clone, Copy)]
pub struct FigureRows {
    pub(super) editor: Editor,
    pub(super) toasts: Toasts,
    /// What the table is of.
    pub of: RwSignal<FiguresOf>,
    /// The columns.
    pub columns: Memo<Arc<Vec<FigureColumn>>>,
    /// The days and weeks.
    pub rows: Memo<DayRows>,
    /// A day outside the usual ones that is shown as well.
    pub reached: RwSignal<Option<NaiveDate>>,
    /// The reader's date.
    pub today: Signal<NaiveDate>,
    /// A paste that needs confirmation.
    pub held: RwSignal<Option<Arc<HeldPaste>>>,
    marks: Memo<Arc<Marks>>,
    /// The rows that the selection was made in.
    selected_in: StoredValue<DayRows>,
    remembered: StoredValue<Vec<Option<Remembered>>>,
}

/// What is marked beside the days.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marks {
    today: NaiveDate,
    days: Option<DateRange>,
    /// The first days of the phases, with their names and kinds.
    begins: Vec<(NaiveDate, String, PhaseKind)>,
    closed: Vec<Weekday>,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
enum Content {
    Day(Vec<Option<DayValue>>),
    Week(Vec<Option<RollUp>>),
}

/// A row as last drawn, with everything it was drawn from.
struct Remembered {
    row: DayRow,
    content: Content,
    columns: Arc<Vec<FigureColumn>>,
    marks: Arc<Marks>,
    shown: Arc<RowView>,
}

impl FigureRows {
    /// The rows of the open plan.
    pub fn new(
        editor: Editor,
        of: RwSignal<FiguresOf>,
        reached: RwSignal<Option<NaiveDate>>,
        today: Signal<NaiveDate>,
    ) -> FigureRows {
        let columns = Memo::new(move |_| {
            let of = of.get();
            editor.read(|plan| Arc::new(columns(plan, of.within(plan))))
        });
        let rows = Memo::new(move |_| {
            let (today, reached) = (today.get(), reached.get());
            editor.read(|plan| DayRows::new(entry_days(plan, today, reached)))
        });
        let marks = Memo::new(move |_| {
            let today = today.get();
            editor.read(|plan| Arc::new(Marks::of(plan, today)))
        });
        FigureRows {
            editor,
            toasts: Toasts::here(),
            of,
            columns,
            rows,
            reached,
            today,
            held: RwSignal::new(None),
            marks,
            selected_in: StoredValue::new(rows.get_untracked()),
            remembered: StoredValue::new((0..REMEMBERED).map(|_| None).collect()),
        }
    }

    pub(super) fn column(self, column: usize) -> Option<FigureColumn> {
        self.columns.with_untracked(|columns| columns.get(column).cloned())
    }

    /// The day of a row; `None` for the row of a week.
    pub(super) fn day(self, row: usize) -> Option<NaiveDate> {
        match self.rows.get_untracked().at(row)? {
            DayRow::Day(day) => Some(day),
            DayRow::Week(_) => None,
        }
    }

    /// The row of a day, which is shown from now on.
    pub(super) fn reach(self, day: NaiveDate) -> Option<usize> {
        if self.rows.get_untracked().row_of(day).is_none() {
            self.reached.set(Some(day));
        }
        let rows = self.rows.get_untracked();
        self.selected_in.set_value(rows);
        rows.row_of(day)
    }

    /// Keeps the same day selected when days are added before the first row, as by an import.
    pub(super) fn follow_days(self, grid: Grid) {
        Effect::new(move || {
            let (rows, before) = (self.rows.get(), self.selected_in.get_value());
            if rows.days().first() == before.days().first() {
                return;
            }
            self.selected_in.set_value(rows);
            let active = untrack(|| grid.peek().active);
            let (Some(DayRow::Day(day)), column) = (before.at(active.row), active.column) else { return };
            if let Some(row) = rows.row_of(day) {
                untrack(|| grid.look_at(GridCell { row, column }));
            }
        });
    }

    pub(super) fn value(self, cell: GridCell) -> Option<DayValue> {
        let (column, day) = (self.column(cell.column)?, self.day(cell.row)?);
        self.editor.peek(|plan| day_value(Figures::of(plan), plan.find(column.metric)?, column.scope, day))
    }
}

impl Marks {
    fn of(plan: &Plan, today: NaiveDate) -> Marks {
        let begins = plan.phases.iter().filter_map(|phase| {
            let first = phase.first?;
            Some((first, names::phase(phase), phase.kind))
        });
        Marks {
            today,
            days: plan.basics.days(),
            begins: begins.collect(),
            closed: plan.tracking.closed_weekdays.clone(),
        }
    }

    fn is_closed(&self, day: NaiveDate) -> bool {
        self.closed.contains(&day.weekday())
    }
}

/// A day with its weekday; the year where it is not this one.
pub fn day_head(day: NaiveDate, today: NaiveDate) -> String {
    let date = if day.year() == today.year() { format::date_short(day) } else { format::date(day) };
    w::day_head(&format::weekday(day), &date)
}

/// A roll-up with its unit.
pub fn rolled_up(value: RolledUp, column: &FigureColumn) -> String {
    match value {
        RolledUp::Missing | RolledUp::NotRolledUp => "–".to_owned(),
        RolledUp::Exact(value) => column.write_rolled_up(value),
        RolledUp::AtLeast(value) => w::at_least(&column.write_rolled_up(value)),
        RolledUp::Between { low, high } if low == high => column.write_rolled_up(low),
        RolledUp::Between { low, high } => w::between(&column.write_rolled_up(low), &column.write_rolled_up(high)),
    }
}

/// On how many of the expected days there is a figure, where it is not on all of them.
pub fn coverage(roll: &RollUp) -> String {
    let counted = |count: u32| format::counted(count as usize).1;
    let coverage = roll.coverage;
    if coverage.missing() == 0 || roll.value == RolledUp::Missing {
        return String::new();
    }
    w::of_days(&counted(coverage.with_figure), &counted(coverage.expected))
}

/// What a week is called: whether it is over and wholly within the plan.
pub fn week_head(period: DateRange, days: Option<DateRange>, today: NaiveDate) -> String {
    let number = period.first().iso_week().week().to_string();
    let is_cut = days.and_then(|days| days.overlap(period)).is_some_and(|within| within != period);
    match (period.last() >= today, is_cut) {
        (true, _) => w::week_so_far(&number),
        (false, true) => w::week_part(&number),
        (false, false) => w::week_head(&number),
    }
}

/// What a row shows.
fn content(plan: &Plan, row: DayRow, columns: &[FigureColumn], today: NaiveDate) -> Content {
    let figures = Figures::of(plan);
    match row {
        DayRow::Day(day) => Content::Day(
            columns.iter().map(|column| day_value(figures, plan.find(column.metric)?, column.scope, day)).collect(),
        ),
        DayRow::Week(period) => Content::Week(
            columns
                .iter()
                .map(|column| {
                    let metric = plan.find(column.metric)?;
                    let window = Window::of(figures, metric, today)?;
                    roll_up_period(figures, metric, column.scope, period, window)
                })
                .collect(),
        ),
    }
}

fn drawn(row: DayRow, content: &Content, columns: &[FigureColumn], marks: &Marks, expected: bool) -> RowView {
    match (row, content) {
        (DayRow::Day(day), Content::Day(values)) => day_row(day, values, columns, marks, expected),
        (DayRow::Week(period), Content::Week(rolls)) => week_row(period, rolls, columns, marks),
        _ => RowView::default(),
    }
}

fn day_row(
    day: NaiveDate,
    values: &[Option<DayValue>],
    columns: &[FigureColumn],
    marks: &Marks,
    expected: bool,
) -> RowView {
    let begins = marks.begins.iter().find(|(first, ..)| *first == day);
    let mut class = String::from("of-day");
    if let Some((.., kind)) = begins {
        class += match kind {
            PhaseKind::Seed => " seed",
            PhaseKind::Initial => " initial",
            PhaseKind::Brand => " brand",
            PhaseKind::Other => " other",
        };
    }
    let outside = marks.days.is_some_and(|days| !days.contains(day));
    for (is, name) in [
        (marks.is_closed(day), " is-closed"),
        (day == marks.today, " is-today"),
        (day.day() == 1, " begins-month"),
        (outside, " is-outside"),
    ] {
        if is {
            class += name;
        }
    }
    let mut notes: Vec<String> = Vec::new();
    if let Some((_, name, _)) = begins {
        notes.push(w::begins(name));
    } else if marks.days.is_some_and(|days| days.first() == day) {
        notes.push(w::plan_begins().to_owned());
    }
    if day == marks.today {
        notes.push(common::today().to_owned());
    }
    if marks.is_closed(day) {
        notes.push(w::closed_day().to_owned());
    } else if let Some(days) = marks.days.filter(|_| outside && notes.is_empty()) {
        notes.push(if day < days.first() { w::before_plan() } else { w::after_plan() }.to_owned());
    }
    let cell = |(value, column): (&Option<DayValue>, &FigureColumn)| match value {
        Some(value @ DayValue::Entered(_)) => {
            CellView::new(column.write(*value), if column.is_computed { "muted" } else { "" })
        }
        Some(value @ DayValue::Computed(_)) => {
            CellView { said: w::calculated(), ..CellView::new(column.write(*value), "computed") }
        }
        None => CellView {
            said: w::no_figure(),
            ..CellView::new(if expected && column.is_tracked { "–" } else { "" }, "muted")
        },
    };
    let head = day_head(day, marks.today);
    RowView {
        class,
        name: head.clone(),
        head,
        note: notes.join(" · "),
        cells: values.iter().zip(columns).map(cell).collect(),
        ..RowView::default()
    }
}

fn week_row(period: DateRange, rolls: &[Option<RollUp>], columns: &[FigureColumn], marks: &Marks) -> RowView {
    let head = week_head(period, marks.days, marks.today);
    let cell = |(roll, column): (&Option<RollUp>, &FigureColumn)| match roll {
        Some(roll) if roll.value != RolledUp::Missing => {
            CellView { aside: coverage(roll), ..CellView::new(rolled_up(roll.value, column), "") }
        }
        _ => CellView { said: w::no_figure(), ..CellView::new("", "muted") },
    };
    RowView {
        class: "of-week".to_owned(),
        name: head.clone(),
        head,
        note: format::span_short(period.first(), period.last()),
        cells: rolls.iter().zip(columns).map(cell).collect(),
        ..RowView::default()
    }
}

impl Rows for FigureRows {
    fn len(&self) -> usize {
        self.rows.get().len()
    }

    fn row(&self, at: usize, _before: Option<&Arc<RowView>>) -> Option<Arc<RowView>> {
        let (rows, columns, marks) = (self.rows.get(), self.columns.get(), self.marks.get());
        let row = rows.at(at)?;
        let (content, expected) = self.editor.read(|plan| {
            let expected = matches!(row, DayRow::Day(day) if is_expected(plan, day, marks.today));
            (content(plan, row, &columns, marks.today), expected)
        });
        self.remembered.try_update_value(|remembered| {
            let place = &mut remembered[at % REMEMBERED];
            if let Some(known) = place
                && known.row == row
                && known.content == content
                && Arc::ptr_eq(&known.columns, &columns)
                && Arc::ptr_eq(&known.marks, &marks)
            {
                return known.shown.clone();
            }
            let shown = Arc::new(drawn(row, &content, &columns, &marks, expected));
            *place = Some(Remembered { row, content, columns, marks, shown: shown.clone() });
            shown
        })
    }

    fn editing(&self, cell: GridCell) -> Editing {
        let (Some(column), Some(_)) = (self.column(cell.column), self.day(cell.row)) else { return Editing::Locked };
        if column.is_computed {
            return Editing::Locked;
        }
        let text = match self.value(cell) {
            Some(DayValue::Entered(value)) => names::decimal_entry(value),
            Some(DayValue::Computed(_)) | None => String::new(),
        };
        Editing::Text { text, number: true }
    }

    fn suggestions(&self, _cell: GridCell, _typed: Option<&str>) -> ComboOptions {
        ComboOptions::default()
    }

    fn text(&self, cell: GridCell) -> String {
        if let Some(value) = self.value(cell) {
            return value.number().to_string();
        }
        let (Some(column), Some(row)) = (self.column(cell.column), self.rows.get_untracked().at(cell.row)) else {
            return String::new();
        };
        let today = self.today.get_untracked();
        match self.editor.peek(|plan| content(plan, row, &[column], today)) {
            Content::Week(rolls) => rolls.first().copied().flatten().and_then(|roll| roll.value.exact()),
            Content::Day(_) => None,
        }
        .map(|value| value.to_string())
        .unwrap_or_default()
    }

    fn write(&self, write: Write) -> Result<(), String> {
        let (Some(column), Some(day)) = (self.column(write.cell.column), self.day(write.cell.row)) else {
            return Ok(());
        };
        enter(self.editor, &column, day, &write.text, None)
    }

    fn prefix(&self) -> &'static str {
        CELL
    }

    fn key(&self, cell: GridCell) -> String {
        let (Some(column), Some(day)) = (self.column(cell.column), self.day(cell.row)) else { return CELL.to_owned() };
        column.key(day)
    }

    fn find(&self, key: &str) -> Option<GridCell> {
        let (metric, scope, day) = cell_of(key)?;
        let is_it = |column: &FigureColumn| column.metric == metric && column.scope == scope;
        let column = self.columns.with_untracked(|columns| columns.iter().position(is_it))?;
        Some(GridCell { row: self.rows.get_untracked().row_of(day)?, column })
    }

    fn restore_text(&self, key: &str, text: &str, _chosen: bool) -> RestoreOutcome {
        let Some((metric, scope, day)) = cell_of(key) else { return RestoreOutcome::Gone };
        let column = self.editor.peek(|plan| {
            let is_there = if let Scope::Channel(id) = scope { plan.find(id).is_some() } else { true };
            let metric = plan.find(metric).filter(|_| is_there)?;
            Some(FigureColumn::of(plan, metric, scope, FiguresOf::Plan))
        });
        let Some(column) = column else { return RestoreOutcome::Gone };
        match enter(self.editor, &column, day, text, None) {
            Ok(()) => RestoreOutcome::Taken,
            Err(why) => RestoreOutcome::Unread {
                column: column.metric_name.clone(),
                row: day_head(day, self.today.get_untracked()),
                why,
            },
        }
    }

    fn unhide(&self, key: &str) {
        if self.find(key).is_some() {
            return;
        }
        let Some((_, scope, day)) = cell_of(key) else { return };
        self.of.set(if let Scope::Channel(id) = scope { FiguresOf::Channel(id) } else { FiguresOf::Plan });
        self.reach(day);
    }

    fn takes_entries(&self, row: usize) -> bool {
        self.day(row).is_some()
    }

    /// Days follow each other in a block; the rows of weeks between them take nothing.
    fn paste_onto(&self, chosen: CellRange, rows: usize, columns: usize) -> CellRange {
        let table = self.rows.get_untracked();
        let first = table.days_above(chosen.first.row);
        let below = table.days_above(chosen.last.row);
        let last = if self.takes_entries(chosen.last.row) { below } else { below.saturating_sub(1) };
        let at = |row: usize, cell: GridCell| GridCell { row, ..cell };
        let days = CellRange { first: at(first, chosen.first), last: at(last.max(first), chosen.last) };
        let onto = paste_block(days, rows, columns);
        let row = |cell: GridCell| GridCell { row: table.row_of_nth(cell.row), ..cell };
        CellRange { first: row(onto.first), last: row(onto.last) }
    }

    fn report_row_removed(&self) {
        self.toasts.say(app::edit_gone());
    }

    fn write_all(&self, writes: Vec<Write>, kind: BulkWrite) {
        let columns = self.columns.get_untracked();
        let changes: Result<Vec<FigureChange>, String> = self.editor.peek(|plan| {
            let mut changes = Vec::new();
            for Write { cell, text, .. } in &writes {
                let (Some(column), Some(day)) = (columns.get(cell.column), self.day(cell.row)) else { continue };
                if column.is_computed {
                    continue;
                }
                let value = if kind == BulkWrite::Cleared { None } else { column.read(text)? };
                changes.extend(change(plan, column, day, value));
            }
            Ok(changes)
        });
        if let Err(why) = changes.and_then(|changes| apply(self.editor, changes, None)) {
            self.toasts.say(&why);
        }
    }

    fn paste<'a>(
        &self,
        onto: CellRange,
        texts: Vec<Vec<String>>,
        shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<CellRange> {
        self.paste_block(onto, texts, shown)
    }

    fn open(&self, _cell: GridCell) {}

    fn fold(&self, _row: usize) {}

    fn command(&self, _command: RowCommand, _first: usize, _last: usize) -> Option<usize> {
        None
    }
}

/// The reader's date, followed while a section is shown: a tab may be open for days.
pub fn todays_date() -> Signal<NaiveDate> {
    let today = RwSignal::new(clock::today());
    let focused = window_event_listener(leptos::ev::focus, move |_| {
        let now = clock::today();
        if today.try_get_untracked().is_some_and(|today| today != now) {
            today.set(now);
        }
    });
    on_cleanup(move || focused.remove());
    today.into()
}
