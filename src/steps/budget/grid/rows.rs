//! The plan's line items as rows of the grid: unchanged rows come from a cache, entries become edits.

use std::sync::Arc;

use leptos::prelude::*;

use super::cell_entry::{UnknownNames, editing};
use super::cell_text::{show, text};
use super::columns::LineField;
use super::line_names::LineNames;
use super::part_choices::suggestions;
use super::row_edits::{CellText, PendingPaste};
use crate::app::Editor;
use crate::geometry::selection::{CellRange, GridCell};
use crate::i18n::format;
use crate::i18n::words::{app, budget as b, budget_grid as w};
use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, LineFigures};
use crate::plan::budget::line_view::{
    Arrangement, Heading, LinePart, LineSums, LineView, LineViewRow, arrange, sum_of_all, sums_by_heading,
};
use crate::plan::budget::totals::AmountError;
use crate::plan::edit::PlanEdit;
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::plan::numbers::money::Money;
use crate::steps::budget::lines::{counted, phase_of_next};
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::labels::names;
use crate::widgets::grid::{BulkWrite, CellView, Editing, RestoreOutcome, RowCommand, RowKind, RowView, Rows, Write};
use crate::widgets::{ComboOptions, Toasts};

/// The prefix of a cell's key.
const CELL: &str = "cell-";

/// The row part of a cell's key for the empty row at the end.
const NEW: &str = "new";

/// How many rows are cached as last drawn; more than fit on any screen.
const REMEMBERED: usize = 128;

/// The rows of the grid. A copyable handle.
#[derive(Clone, Copy)]
pub struct LineRows {
    pub(super) editor: Editor,
    pub(super) toasts: Toasts,
    /// Filters, sorting and grouping.
    pub view: RwSignal<LineView>,
    /// The visible columns.
    pub fields: RwSignal<Vec<LineField>>,
    /// The line items as arranged.
    pub arrangement: Memo<Arc<Arrangement>>,
    /// Names of phases, channels and metrics.
    pub names: Memo<Arc<LineNames>>,
    /// The line item whose form is open.
    pub expanded: ExpandedRow<LineItem>,
    /// A paste that needs confirmation.
    pub held: RwSignal<Option<Arc<PendingPaste>>>,
    headings: Memo<Vec<LineSums>>,
    remembered: StoredValue<Vec<Option<Remembered>>>,
}

/// A row as last drawn, with everything it was drawn from.
struct Remembered {
    line: LineItem,
    amount: Result<Money, AmountError>,
    part: LinePart,
    at: usize,
    names: Arc<LineNames>,
    fields: Vec<LineField>,
    shown: Arc<RowView>,
}

impl LineRows {
    /// The rows of the open plan.
    pub fn new(editor: Editor, fields: Vec<LineField>) -> LineRows {
        let view = RwSignal::new(LineView::default());
        let names = editor.memo(|plan| Arc::new(LineNames::of(plan)));
        let arrangement = Memo::new(move |before: Option<&(Arc<Arrangement>, LineView)>| {
            let view = view.get();
            editor.read_figures(|plan, ledger| {
                // While the set of line items is unchanged, rows keep their places during editing.
                if let Some((before, _)) = before.filter(|(before, was)| *was == view && before.is_current(plan)) {
                    return (before.clone(), view.clone());
                }
                let search = view.text.trim().to_lowercase();
                let says = |line: &LineItem| names.with_untracked(|names| says(line, names, &search));
                (Arc::new(arrange(plan, ledger, &view, &says)), view.clone())
            })
        });
        let headings = Memo::new(move |_| {
            arrangement.with(|(arrangement, view)| {
                if arrangement.headings.is_empty() {
                    return Vec::new();
                }
                editor.read_figures(|plan, ledger| sums_by_heading(arrangement, plan, ledger, view))
            })
        });
        LineRows {
            editor,
            toasts: Toasts::here(),
            view,
            fields: RwSignal::new(fields),
            arrangement: Memo::new(move |_| arrangement.with(|(arrangement, _)| arrangement.clone())),
            names,
            expanded: ExpandedRow::closed(),
            held: RwSignal::new(None),
            headings,
            remembered: StoredValue::new((0..REMEMBERED).map(|_| None).collect()),
        }
    }

    /// The footer texts: sums of the matching line items.
    pub fn foot(self) -> Memo<Vec<String>> {
        let editor = self.editor;
        Memo::new(move |_| {
            let fields = self.fields.get();
            let arrangement = self.arrangement.get();
            let (sums, all, home) = editor.read_figures(|plan, ledger| {
                (sum_of_all(&arrangement, ledger), plan.budget.lines.len(), plan.basics.currency)
            });
            let money = |amount: Money| names::money(amount, home);
            let cell = |field: &LineField| match field {
                LineField::Description => counted(sums.lines, all),
                LineField::Amount => money(sums.planned),
                LineField::Committed => money(sums.committed),
                LineField::Actual => money(sums.actual),
                LineField::Available => money(sums.available()),
                _ => String::new(),
            };
            fields.iter().map(cell).collect()
        })
    }

    /// The rows as a plain table for printing, with the columns that fit.
    pub fn paper(self) -> AnyView {
        let (arrangement, names) = (self.arrangement.get_untracked(), self.names.get_untracked());
        let class = |field: &LineField| if field.column().number { "n" } else { "" };
        let heads: Vec<_> = LineField::ON_PAPER
            .iter()
            .map(|field| view! { <th scope="col" class=class(field)>{field.head()}</th> })
            .collect();
        let sums = untrack(|| self.headings.get());
        let body: Vec<AnyView> = self.editor.peek_figures(|plan, ledger| {
            let row = |row: &LineViewRow| match *row {
                LineViewRow::Heading(number) => {
                    let name = heading_name(arrangement.headings[number], &names, ledger);
                    let sum = sums.get(number).map(|sums| names::money(sums.planned, names.home)).unwrap_or_default();
                    let wide = LineField::ON_PAPER.len() - 1;
                    view! { <tr><th scope="rowgroup" colspan=wide>{name}</th><th class="n">{sum}</th></tr> }.into_any()
                }
                LineViewRow::LineItem { at, part } => {
                    let cells: Vec<_> = LineField::ON_PAPER
                        .iter()
                        .map(|field| {
                            let text = show(*field, &plan.budget.lines[at], &ledger.lines()[at], part, &names).text;
                            view! { <td class=class(field)>{text}</td> }
                        })
                        .collect();
                    view! { <tr>{cells}</tr> }.into_any()
                }
            };
            arrangement.rows.iter().map(row).collect()
        });
        let (counted, sum) = self.editor.peek_figures(|plan, ledger| {
            let sums = sum_of_all(&arrangement, ledger);
            (counted(sums.lines, plan.budget.lines.len()), names::money(sums.planned, names.home))
        });
        view! {
            <table class="print-only">
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
                <tfoot>
                    <tr>
                        <td colspan=LineField::ON_PAPER.len() - 1>{counted}</td>
                        <td class="n">{sum}</td>
                    </tr>
                </tfoot>
            </table>
        }
        .into_any()
    }

    /// The first row showing a line item; `None` if it is filtered out.
    pub fn row_of(self, id: LineItemId) -> Option<usize> {
        let at = self.editor.peek(|plan| plan.budget.lines.iter().position(|line| line.id == id))?;
        let is_it = |row: &LineViewRow| matches!(row, LineViewRow::LineItem { at: here, .. } if *here == at);
        self.arrangement.with_untracked(|arrangement| arrangement.rows.iter().position(is_it))
    }

    /// Clears all filters.
    pub fn show_all(self) {
        self.view.update(|view| *view = LineView { order: view.order, group: view.group, ..LineView::default() });
    }

    /// A blank line item for the empty row; with active filters, one that matches them.
    pub(super) fn blank(self, plan: &Plan) -> LineItem {
        let view = self.view.get_untracked();
        LineItem {
            phase: view.phase.or_else(|| phase_of_next(plan)),
            channel: view.channel,
            category: view.category.unwrap_or_default(),
            status: view.status.unwrap_or_default(),
            ..LineItem::new(self.editor.fresh_id())
        }
    }

    pub(super) fn at(self, row: usize) -> Option<LineViewRow> {
        self.arrangement.with_untracked(|arrangement| arrangement.rows.get(row).copied())
    }

    pub(super) fn line_at(self, row: usize) -> Option<(usize, LinePart)> {
        match self.at(row)? {
            LineViewRow::LineItem { at, part } => Some((at, part)),
            LineViewRow::Heading(_) => None,
        }
    }

    pub(super) fn count(self) -> usize {
        self.arrangement.with_untracked(|arrangement| arrangement.rows.len())
    }

    pub(super) fn field(self, column: usize) -> Option<LineField> {
        self.fields.with_untracked(|fields| fields.get(column).copied())
    }

    fn with_line<R>(self, row: usize, look: impl FnOnce(&LineItem, &LineFigures, LinePart) -> R) -> Option<R> {
        let (at, part) = self.line_at(row)?;
        self.editor.peek_figures(|plan, ledger| Some(look(plan.budget.lines.get(at)?, ledger.lines().get(at)?, part)))
    }

    /// The line items of a range of rows, each once, as indices into the plan's list.
    pub(super) fn lines_of(self, first: usize, last: usize) -> Vec<usize> {
        let mut lines: Vec<usize> = (first..=last).filter_map(|row| self.line_at(row)).map(|(at, _)| at).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    pub(super) fn make(self, edit: PlanEdit, said: &str) {
        if self.editor.edit(edit, None) && !said.is_empty() {
            self.toasts.say(said);
        }
    }
}

/// Whether a line item, as displayed, contains a text.
fn says(line: &LineItem, names: &LineNames, search: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(search);
    holds(&line.description)
        || holds(&line.note)
        || holds(&line.owner)
        || holds(&line.unit)
        || holds(names.channel(line.channel))
        || holds(names::category(line.category))
}

fn heading_name(heading: Heading, names: &LineNames, ledger: &Ledger) -> String {
    let or = |name: &str, none: &str| if name.is_empty() { none.to_owned() } else { name.to_owned() };
    match heading {
        Heading::Phase(id) => or(names.phase(id), b::phase_whole_plan()),
        Heading::Channel(id) => or(names.channel(id), b::no_channel()),
        Heading::Category(category) => names::category(category).to_owned(),
        Heading::Cycle(Some(cycle)) => {
            ledger.cycles().get(cycle).map(|days| format::span_short(days.first(), days.last())).unwrap_or_default()
        }
        Heading::Cycle(None) => b::outside().to_owned(),
    }
}

impl Rows for LineRows {
    fn len(&self) -> usize {
        self.arrangement.with(|arrangement| arrangement.rows.len()) + 1
    }

    fn row(&self, at: usize, before: Option<&Arc<RowView>>) -> Option<Arc<RowView>> {
        let arrangement = self.arrangement.get();
        let fields = self.fields.get();
        match arrangement.rows.get(at) {
            Some(&LineViewRow::LineItem { at, part }) => {
                let names = self.names.get();
                self.editor.read_figures(|plan, ledger| {
                    let (line, figures) = (plan.budget.lines.get(at)?, ledger.lines().get(at)?);
                    self.remembered.try_update_value(|remembered| {
                        let place = &mut remembered[at % REMEMBERED];
                        if let Some(known) = place
                            && known.at == at
                            && known.part == part
                            && known.amount == figures.amount
                            && Arc::ptr_eq(&known.names, &names)
                            && known.line == *line
                            && known.fields == fields
                        {
                            return known.shown.clone();
                        }
                        let shown = Arc::new(RowView {
                            head: (at + 1).to_string(),
                            name: names::line(line),
                            cells: fields.iter().map(|&field| show(field, line, figures, part, &names)).collect(),
                            ..RowView::default()
                        });
                        let (line, amount) = (line.clone(), figures.amount);
                        *place = Some(Remembered { line, amount, part, at, names, fields, shown: shown.clone() });
                        shown
                    })
                })
            }
            Some(&LineViewRow::Heading(number)) => {
                let names = self.names.get();
                let sums = self.headings.with(|sums| sums.get(number).copied())?;
                let heading = arrangement.headings[number];
                let name = self.editor.read_figures(|_, ledger| heading_name(heading, &names, ledger));
                let (count, count_text) = format::counted(sums.lines);
                let cell = |field: &LineField| {
                    let text = match field {
                        LineField::Description => w::heading(&name, &b::lines_all(count, &count_text)),
                        LineField::Amount => names::money(sums.planned, names.home),
                        LineField::Committed => names::money(sums.committed, names.home),
                        LineField::Actual => names::money(sums.actual, names.home),
                        LineField::Available => names::money(sums.available(), names.home),
                        _ => String::new(),
                    };
                    CellView::new(text, "")
                };
                let cells = fields.iter().map(cell).collect();
                let folded = self.view.with(|view| view.folded.contains(&heading));
                let kind = RowKind::Group { folded };
                let head = if folded { "▸" } else { "▾" }.to_owned();
                Some(same_or_new(before, RowView { kind, head, name, cells, ..RowView::default() }))
            }
            None if at == arrangement.rows.len() => {
                let cell = |field: &LineField| match field {
                    LineField::Description => CellView::new(w::new_row(), "muted"),
                    _ => CellView::default(),
                };
                let cells = fields.iter().map(cell).collect();
                let name = w::new_line().to_owned();
                let new = RowView { kind: RowKind::New, head: "+".to_owned(), name, cells, ..RowView::default() };
                Some(same_or_new(before, new))
            }
            None => None,
        }
    }

    fn editing(&self, cell: GridCell) -> Editing {
        let (Some(field), names) = (self.field(cell.column), self.names.get_untracked()) else {
            return Editing::Locked;
        };
        if matches!(self.at(cell.row), Some(LineViewRow::Heading(_))) {
            return Editing::Locked;
        }
        self.with_line(cell.row, |line, _, _| editing(field, Some(line), &names))
            .unwrap_or_else(|| editing(field, None, &names))
    }

    fn suggestions(&self, cell: GridCell, typed: Option<&str>) -> ComboOptions {
        let (Some(field), names) = (self.field(cell.column), self.names.get_untracked()) else {
            return ComboOptions::default();
        };
        let at = self.line_at(cell.row).map(|(at, _)| at);
        self.editor.peek(|plan| suggestions(field, at.and_then(|at| plan.budget.lines.get(at)), plan, &names, typed))
    }

    fn text(&self, cell: GridCell) -> String {
        let (Some(field), names) = (self.field(cell.column), self.names.get_untracked()) else { return String::new() };
        if let Some(LineViewRow::Heading(number)) = self.at(cell.row) {
            let heading = self.arrangement.with_untracked(|arrangement| arrangement.headings[number]);
            let name = || self.editor.peek_figures(|_, ledger| heading_name(heading, &names, ledger));
            return if field == LineField::Description { name() } else { String::new() };
        }
        self.with_line(cell.row, |line, figures, part| text(field, line, figures, part, &names)).unwrap_or_default()
    }

    fn write(&self, write: Write) -> Result<(), String> {
        let Some(field) = self.field(write.cell.column) else { return Ok(()) };
        let text = CellText {
            row: write.cell.row,
            nth: 0,
            field,
            text: write.text,
            chosen: write.chosen,
            currency_text: None,
        };
        let mut taken = self.taken(std::iter::once(text), UnknownNames::Refuse);
        if let Some(unread) = taken.unread.pop() {
            return Err(unread.why);
        }
        self.make_with_parts(taken.edits, &taken.missing);
        Ok(())
    }

    fn key(&self, cell: GridCell) -> String {
        let line = self.with_line(cell.row, |line, _, _| line.id.to_string());
        let field = self.field(cell.column).map_or("", LineField::key);
        format!("{CELL}{field}-{}", line.as_deref().unwrap_or(NEW))
    }

    fn find(&self, key: &str) -> Option<GridCell> {
        let (field, line) = cell_of(key)?;
        let column = self.fields.with_untracked(|fields| fields.iter().position(|known| *known == field))?;
        let row = match line {
            Some(id) => self.row_of(id)?,
            None => self.count(),
        };
        Some(GridCell { row, column })
    }

    fn restore_text(&self, key: &str, text: &str, chosen: bool) -> RestoreOutcome {
        match cell_of(key) {
            Some((field, id)) => self.restore(field, id, text, chosen),
            None => RestoreOutcome::Gone,
        }
    }

    fn prefix(&self) -> &'static str {
        CELL
    }

    fn unhide(&self, _key: &str) {
        self.show_all();
    }

    fn report_row_removed(&self) {
        self.toasts.say(app::edit_gone());
    }

    fn write_all(&self, writes: Vec<Write>, kind: BulkWrite) {
        let count = self.count();
        let texts = {
            let mut writes: Vec<Write> =
                writes.into_iter().filter(|write| kind != BulkWrite::Cleared || write.cell.row < count).collect();
            writes.sort_by_key(|write| write.cell);
            writes
        };
        let fields = self.fields.get_untracked();
        let here = texts
            .into_iter()
            .filter(|write| !matches!(self.at(write.cell.row), Some(LineViewRow::Heading(_))))
            .filter_map(|write| {
                let field = *fields.get(write.cell.column)?;
                let Write { cell, text, chosen } = write;
                Some(CellText { row: cell.row, nth: 0, field, text, chosen, currency_text: None })
            });
        let taken = self.taken(here, UnknownNames::Refuse);
        if let Some(unread) = taken.unread.first() {
            self.toasts.say(&unread.why);
            return;
        }
        if let Some(edit) = taken.edit() {
            self.editor.edit(edit, None);
        }
    }

    fn paste<'a>(
        &self,
        onto: CellRange,
        texts: Vec<Vec<String>>,
        shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<CellRange> {
        self.paste_block(onto, texts, shown);
        None
    }

    fn open(&self, cell: GridCell) {
        let Some(id) = self.with_line(cell.row, |line, _, _| line.id) else { return };
        self.expanded.open(id);
        if let Some(field) = self.field(cell.column) {
            let name = match field {
                LineField::Result | LineField::ResultMetric | LineField::EachResult => "line-result-count-0".to_owned(),
                LineField::Amount | LineField::Available => "line-description".to_owned(),
                field => "line-".to_owned() + field.key(),
            };
            crate::browser::dom::focus::focus_when_rendered(name + "-" + &id.to_string());
        }
    }

    fn fold(&self, row: usize) {
        let Some(LineViewRow::Heading(number)) = self.at(row) else { return };
        let heading = self.arrangement.with_untracked(|arrangement| arrangement.headings[number]);
        self.view.update(|view| match view.folded.iter().position(|folded| *folded == heading) {
            Some(at) => {
                view.folded.remove(at);
            }
            None => view.folded.push(heading),
        });
    }

    fn command(&self, command: RowCommand, first: usize, last: usize) -> Option<usize> {
        self.run(command, first, last)
    }
}

/// The column and line item of a cell's key; no line item for the empty row at the end.
fn cell_of(key: &str) -> Option<(LineField, Option<LineItemId>)> {
    let (field, line) = key.strip_prefix(CELL)?.rsplit_once('-')?;
    let line = if line == NEW { None } else { Some(line.parse().ok()?) };
    Some((LineField::of_key(field)?, line))
}

fn same_or_new(before: Option<&Arc<RowView>>, now: RowView) -> Arc<RowView> {
    match before {
        Some(before) if **before == now => before.clone(),
        _ => Arc::new(now),
    }
}
