//! A table that works like a spreadsheet: cell to cell by keys, typing over, ranges, copy and paste, and only the rows
//! in view are drawn.
//!
//! It knows cells and their texts; what a row is, how a text is read and what a change means is up to its [`Rows`].
//! Rows lie at fixed heights, and a small stock of row elements is moved along as the frame scrolls: a row that stays
//! in view is not touched.

use std::rc::Rc;
use std::sync::Arc;

use leptos::ev::{ClipboardEvent, Event, KeyboardEvent, MouseEvent};
use leptos::html::{Div, Input, Select};
use leptos::prelude::*;

use super::alive::Alive;
use crate::browser::dom::focus::{Urgency, announce, holds_focus};
use crate::browser::dom::form_controls::{fill_select, is_composing_key};
use crate::browser::dom::grid;
use crate::geometry::clipboard;
use crate::geometry::selection::{
    Block, Cell, Selection, Step, cell_before, next_cell, paste_block, rows_in_view, stepped,
};
use crate::i18n::words::grid as w;
use crate::widgets::fields::choice::SelectOption;
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::Ask;

/// Height of a row in rem; the style sheet says the same.
const ROW: f64 = 2.25;
/// Heights of head and foot together, which cover the frame's edges.
const EDGE: f64 = 2.25;
/// What the first two columns, which stay in sight, may take before they scroll along, in rem.
const HEAD_WIDTH: f64 = 3.0;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its key, for sorting and for the styles.
    pub key: &'static str,
    /// Its heading.
    pub head: &'static str,
    /// Its width in rem.
    pub width: f64,
    /// Whether it holds numbers, aligned on the right.
    pub number: bool,
    /// Whether pressing its heading sorts.
    pub sorts: bool,
}

/// A cell as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellView {
    /// Its text.
    pub text: String,
    /// How it is styled: `muted`, `seed`, `warn`.
    pub class: &'static str,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of the things the table lists.
    Item,
    /// The heading of several, which can be folded away.
    Group {
        /// Whether they are.
        folded: bool,
    },
    /// The empty row at the end: what is written there becomes a new item.
    New,
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// What it is.
    pub kind: RowKind,
    /// What stands at its head, such as its number.
    pub head: String,
    /// Its name, for screen readers.
    pub name: String,
    /// Its cells, one a column.
    pub cells: Vec<CellView>,
}

/// What editing a cell begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Editing {
    /// A text; numbers are aligned on the right.
    Text {
        /// What stands there now.
        text: String,
        /// Whether it is a number.
        number: bool,
    },
    /// One of several.
    Choice {
        /// The value that is chosen.
        value: String,
        /// What there is to choose from.
        options: Vec<SelectOption>,
    },
    /// It is changed elsewhere: [`Rows::open`] leads there.
    Elsewhere,
    /// It follows from others.
    Locked,
}

/// A text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Which cell.
    pub cell: Cell,
    /// What is to stand there.
    pub text: String,
}

/// What became of a text that was typed into a cell before, and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreOutcome {
    /// It stands in its cell.
    Taken,
    /// It still cannot be read.
    Unread {
        /// The column's heading.
        column: &'static str,
        /// The name of the row.
        row: String,
        /// Why.
        why: String,
    },
    /// Its row is gone.
    Gone,
}

/// What can be done with whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCommand {
    /// A new row above the first.
    InsertAbove,
    /// A new row under the last.
    InsertBelow,
    /// A copy of each under the last.
    Duplicate,
    /// Away with them.
    Remove,
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// What the table lists. Rows and columns are counted as they are shown.
pub trait Rows: Send + Sync {
    /// How many rows, tracked.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A row, tracked; `before` is what it was, to be given back where nothing of it has changed.
    fn row(&self, at: usize, before: Option<&Arc<RowView>>) -> Option<Arc<RowView>>;
    /// What editing a cell begins with.
    fn editing(&self, cell: Cell) -> Editing;
    /// A cell's text for the clipboard, which [`Rows::write`] reads back.
    fn text(&self, cell: Cell) -> String;
    /// Reads a text into one cell, as one step to undo, or says why it cannot be read.
    fn write(&self, write: Write) -> Result<(), String>;
    /// What a cell is known by, wherever its row and its column stand: begins with `cell-`.
    fn key(&self, cell: Cell) -> String;
    /// Where the cell of a key stands now; `None` where it is not shown, or gone.
    fn find(&self, key: &str) -> Option<Cell>;
    /// Reads a text that was kept into the cell of a key, whether it is shown or not.
    fn restore_text(&self, key: &str, text: &str) -> RestoreOutcome;
    /// Says that the row which was written in is gone.
    fn report_row_removed(&self);
    /// Reads texts into many cells at once, as one step to undo. Says itself what it cannot read.
    fn write_all(&self, writes: Vec<Write>, kind: BulkWrite);
    /// Takes a table from the clipboard into a block of cells, again and again where the block is larger. Rows beyond
    /// the last make new ones; columns beyond the last have no place. One step to undo; says itself what became of it.
    ///
    /// `known` says of which texts, by row and column, it is known that they are plain numbers with a point.
    fn paste(&self, onto: Block, texts: Vec<Vec<String>>, known: &dyn Fn(usize, usize) -> bool);
    /// Leads to where all of a row is shown, and the field of that cell.
    fn open(&self, cell: Cell);
    /// Folds a group away, or out.
    fn fold(&self, row: usize);
    /// Does something with whole rows; gives the row that is to be active then.
    fn command(&self, command: RowCommand, first: usize, last: usize) -> Option<usize>;
}

/// Where many texts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkWrite {
    /// From the row above.
    Filled,
    /// They are empty.
    Cleared,
}

/// The table, for what stands around it: a handle.
#[derive(Clone, Copy)]
pub struct Grid {
    selection: RwSignal<Selection>,
    entry: RwSignal<Option<Entry>>,
    /// What the cell that is edited is known by, and the text it began with.
    target: StoredValue<(String, String)>,
    alive: Alive,
    fault: RwSignal<String>,
    /// The column to which Enter returns after typing with Tab along a row.
    home: StoredValue<Option<usize>>,
    dragging: StoredValue<bool>,
    columns: Signal<Vec<Column>>,
    rows: StoredValue<Arc<dyn Rows>>,
    frame: NodeRef<Div>,
    input: NodeRef<Input>,
    select: NodeRef<Select>,
    scrolled: RwSignal<(f64, f64)>,
    /// Scrolled to the right: then, and only then, the first columns are made to stay. Cells that stay cost a layer each
    /// in every frame, at every key.
    shifted: RwSignal<bool>,
    rem: StoredValue<f64>,
}

/// A cell that is being edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    cell: Cell,
    choice: bool,
    number: bool,
    /// Begun by typing over the cell: then the arrows leave it.
    typed: bool,
}

impl Grid {
    /// A table of those rows.
    pub fn new(columns: Signal<Vec<Column>>, rows: Arc<dyn Rows>) -> Grid {
        Grid {
            selection: RwSignal::new(Selection::default()),
            entry: RwSignal::new(None),
            target: StoredValue::default(),
            alive: Alive::here(),
            fault: RwSignal::new(String::new()),
            home: StoredValue::new(None),
            dragging: StoredValue::new(false),
            columns,
            rows: StoredValue::new(rows),
            frame: NodeRef::new(),
            input: NodeRef::new(),
            select: NodeRef::new(),
            scrolled: RwSignal::new((0.0, 0.0)),
            shifted: RwSignal::new(false),
            rem: StoredValue::new(16.0),
        }
    }

    fn rows(self) -> Arc<dyn Rows> {
        self.rows.get_value()
    }

    fn size(self) -> (usize, usize) {
        let rows = self.rows();
        (untrack(|| rows.len()), self.columns.with_untracked(Vec::len))
    }

    /// What is chosen, tracked.
    pub fn chosen(self) -> Block {
        self.selection.with(Selection::block)
    }

    /// What is chosen now, within the table as it is now.
    pub fn peek(self) -> Selection {
        let (rows, columns) = self.size();
        self.selection.get_untracked().within(rows, columns)
    }

    /// Whether the table is on the page, tracked.
    pub fn is_there(self) -> bool {
        self.frame.get().is_some()
    }

    /// Begins to write in the empty row at the end.
    pub fn begin_new(self) {
        let row = self.size().0.saturating_sub(1);
        self.go_to(Cell { row, column: 0 });
        self.edit(false);
    }

    /// Brings the focus back to the active cell.
    pub fn refocus(self) {
        self.focus(self.peek().active);
    }

    /// Makes a cell the active one, brings it into view and puts the focus there.
    pub fn go_to(self, cell: Cell) {
        self.select(Selection::cell(cell));
    }

    /// Does something with the rows that are chosen.
    pub fn command(self, command: RowCommand) {
        let Selection { active, reach } = self.peek();
        let block = Block::between(active, reach);
        let moved = self.rows().command(command, block.first.row, block.last.row);
        let Some(row) = moved else { return };
        let last = row + if matches!(command, RowCommand::Up | RowCommand::Down) { block.rows() - 1 } else { 0 };
        let column =
            if matches!(command, RowCommand::InsertAbove | RowCommand::InsertBelow) { 0 } else { active.column };
        self.select(Selection { active: Cell { row, column }, reach: Cell { row: last, column: reach.column } });
    }

    /// Writes the first chosen row's cells into all rows below it that are chosen; one row takes those above it.
    pub fn fill_down(self) {
        let block = self.peek().block();
        let (from, first) = if block.rows() > 1 {
            (block.first.row, block.first.row + 1)
        } else {
            let Some(above) = block.first.row.checked_sub(1) else { return };
            (above, block.first.row)
        };
        let rows = self.rows();
        let mut writes = Vec::new();
        for column in block.first.column..=block.last.column {
            let text = rows.text(Cell { row: from, column });
            writes.extend((first..=block.last.row).map(|row| Write { cell: Cell { row, column }, text: text.clone() }));
        }
        rows.write_all(writes, BulkWrite::Filled);
    }

    /// Empties the chosen cells.
    pub fn clear(self) {
        let block = self.peek().block();
        self.rows().write_all(cells_of(block, |_| String::new()), BulkWrite::Cleared);
    }

    /// The texts of the chosen cells.
    fn texts(self) -> Vec<Vec<String>> {
        let (block, rows) = (self.peek().block(), self.rows());
        let row = |row| {
            (block.first.column..=block.last.column).map(|column| rows.text(Cell { row, column })).collect::<Vec<_>>()
        };
        (block.first.row..=block.last.row).map(row).collect()
    }

    fn paste(self, texts: Vec<Vec<String>>, known: &dyn Fn(usize, usize) -> bool) {
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let onto = paste_block(self.peek().block(), texts.len(), width);
        self.rows().paste(onto, texts, known);
        let (rows, columns) = self.size();
        // The empty row at the end is not part of what came in.
        let pasted = Selection { active: onto.first, reach: onto.last }.within(rows.saturating_sub(1), columns);
        self.selection.set(pasted);
        self.show(onto.first);
    }

    // Moving

    fn select(self, selection: Selection) {
        let (rows, columns) = self.size();
        let selection = selection.within(rows, columns);
        if self.selection.get_untracked() != selection {
            self.selection.set(selection);
        }
        self.show(selection.reach);
        self.focus(selection.active);
    }

    /// Puts the focus on a cell: at once where it is drawn, else as soon as it is.
    fn focus(self, cell: Cell) {
        let Some(frame) = self.frame.get_untracked() else { return };
        if !grid::focus_cell(&frame, cell.row, cell.column) {
            request_animation_frame(move || {
                // Something else may have been focused since.
                let still = self.entry.try_get_untracked().flatten().is_none();
                if let Some(frame) = self.frame.try_get_untracked().flatten().filter(|_| still) {
                    grid::focus_cell(&frame, cell.row, cell.column);
                }
            });
        }
    }

    /// Scrolls as far as it takes to see a cell.
    fn show(self, cell: Cell) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let view = grid::view(&frame);
        let rem = self.rem.get_value();
        let row = ROW * rem;
        #[allow(clippy::cast_precision_loss)] // no table is that long
        let top = cell.row as f64 * row;
        // Head and foot lie over the first and the last row's height of what is seen.
        let seen = (view.height - 2.0 * EDGE * rem).max(row);
        let to_top = if top < view.top { top } else { view.top.max(top + row - seen) };
        let (left, width, sticky) = self.columns.with_untracked(|columns| {
            let before: f64 = columns.iter().take(cell.column).map(|column| column.width).sum();
            let width = columns.get(cell.column).map_or(0.0, |column| column.width);
            let sticky = HEAD_WIDTH + columns.first().map_or(0.0, |column| column.width);
            ((HEAD_WIDTH + before) * rem, width * rem, sticky * rem)
        });
        let to_left = if cell.column == 0 || left - sticky < view.left && cell.column > 0 {
            if cell.column == 0 { view.left } else { left - sticky }
        } else {
            view.left.max(left + width - view.width)
        };
        if (to_top - view.top).abs() > 0.5 || (to_left - view.left).abs() > 0.5 {
            grid::scroll_to(&frame, to_top, to_left);
            self.scrolled.set((to_top, view.height));
        }
    }

    fn page(self) -> usize {
        let Some(frame) = self.frame.get_untracked() else { return 1 };
        let rem = self.rem.get_value();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // some tens of rows
        let rows = ((grid::view(&frame).height - 2.0 * EDGE * rem) / (ROW * rem)).max(1.0) as usize;
        rows
    }

    fn step(self, step: Step, reaching: bool) {
        let (rows, columns) = self.size();
        let selection = self.peek();
        let from = if reaching { selection.reach } else { selection.active };
        let to = stepped(from, step, rows, columns, self.page());
        self.home.set_value(None);
        self.select(if reaching { Selection { reach: to, ..selection } } else { Selection::cell(to) });
    }

    // Editing

    /// Begins to edit the active cell. `typed` lets the key that is going down write over it.
    fn edit(self, typed: bool) {
        let cell = self.peek().active;
        let (rows, columns) = self.size();
        if rows == 0 || columns == 0 {
            return;
        }
        match self.rows().editing(cell) {
            Editing::Locked => announce(w::locked(), Urgency::Polite),
            Editing::Elsewhere => self.rows().open(cell),
            Editing::Text { text, number } => {
                self.show(cell);
                self.fault.set(String::new());
                self.target.set_value((self.rows().key(cell), text.clone()));
                self.entry.set(Some(Entry { cell, choice: false, number, typed }));
                if let Some(input) = self.input.get_untracked() {
                    grid::focus_text(&input, if typed { "" } else { &text }, !typed);
                }
            }
            Editing::Choice { value, options } => {
                self.show(cell);
                self.fault.set(String::new());
                self.target.set_value((self.rows().key(cell), value.clone()));
                self.entry.set(Some(Entry { cell, choice: true, number: false, typed }));
                if let Some(select) = self.select.get_untracked() {
                    let choices: Vec<(&str, &str, &str)> =
                        options.iter().map(|option| (option.value.as_str(), option.label.as_str(), "")).collect();
                    fill_select(&select, &choices);
                    grid::focus_choice(&select, &value, !typed);
                }
            }
        }
    }

    /// What stands in the entry.
    fn typed_text(self, entry: Entry) -> Option<String> {
        if entry.choice {
            self.select.get_untracked().map(|select| select.value())
        } else {
            self.input.get_untracked().map(|input| input.value())
        }
    }

    /// Tells whether what stands in the entry is in the plan.
    fn report(self) {
        let Some(entry) = self.entry.get_untracked() else { return };
        let Some(text) = self.typed_text(entry) else { return };
        self.target.with_value(|(key, before)| {
            if text == *before {
                open_inputs::release(key);
            } else {
                open_inputs::hold(key, text, Rc::new(move |what| self.asked(what)));
            }
        });
    }

    /// The entry is over: its text is in the plan, withdrawn, or kept.
    fn close_entry(self) {
        self.entry.set(None);
        self.fault.set(String::new());
    }

    /// Someone is about to take the page or the screen away.
    fn asked(self, what: Ask) {
        if !self.alive.is() {
            return;
        }
        let Some(entry) = self.entry.get_untracked() else { return };
        match what {
            Ask::Commit => {
                let had_focus = self.holds_focus();
                if self.take(entry).is_ok() && had_focus {
                    self.focus(entry.cell);
                }
            }
            Ask::Release => self.close_entry(),
        }
    }

    fn holds_focus(self) -> bool {
        self.frame.get_untracked().is_some_and(|frame| holds_focus(&frame))
    }

    /// Takes what was typed into the cell it was typed for, wherever that stands by now.
    fn take(self, entry: Entry) -> Result<(), String> {
        let text = self.typed_text(entry).unwrap_or_default();
        let key = self.target.with_value(|(key, _)| key.clone());
        let rows = self.rows();
        match rows.find(&key) {
            Some(cell) => rows.write(Write { cell, text })?,
            None => match rows.restore_text(&key, &text) {
                RestoreOutcome::Taken => {}
                RestoreOutcome::Unread { why, .. } => return Err(why),
                RestoreOutcome::Gone => rows.report_row_removed(),
            },
        }
        open_inputs::release(&key);
        self.close_entry();
        Ok(())
    }

    /// Takes what was typed; `false` where it cannot be read: then the entry stays as it is and says why.
    fn commit(self) -> bool {
        let Some(entry) = self.entry.get_untracked() else { return true };
        match self.take(entry) {
            Ok(()) => true,
            Err(message) => {
                announce(&message, Urgency::Polite);
                self.fault.set(message);
                self.report();
                if let Some(input) = self.input.get_untracked().filter(|_| !entry.choice) {
                    let text = input.value();
                    grid::focus_text(&input, &text, true);
                }
                false
            }
        }
    }

    fn cancel(self) {
        let Some(entry) = self.entry.get_untracked() else { return };
        self.target.with_value(|(key, _)| open_inputs::release(key));
        self.close_entry();
        self.focus(entry.cell);
    }

    /// Opens a cell with a text that was kept for it. `false` where the cell is not shown.
    pub fn resume(self, key: &str, text: &str) -> bool {
        let Some(cell) = self.rows().find(key) else { return false };
        self.go_to(cell);
        self.edit(true);
        if let Some(input) = self.input.get_untracked().filter(|_| self.entry.get_untracked().is_some()) {
            grid::focus_text(&input, text, true);
            self.report();
        }
        true
    }

    fn commit_and(self, go: impl FnOnce(Cell) -> Option<Cell>) {
        let Some(entry) = self.entry.get_untracked() else { return };
        if self.commit() {
            self.select(Selection::cell(go(entry.cell).unwrap_or(entry.cell)));
        }
    }

    fn entry_key(self, event: &KeyboardEvent, entry: Entry) {
        if is_composing_key(event) {
            return;
        }
        let arrow = match event.key().as_str() {
            "ArrowUp" => Some(Step::Up),
            "ArrowDown" => Some(Step::Down),
            "ArrowLeft" => Some(Step::Left),
            "ArrowRight" => Some(Step::Right),
            _ => None,
        };
        match event.key().as_str() {
            "Escape" => self.cancel(),
            "Enter" if event.alt_key() => return,
            "Enter" => {
                let (rows, columns) = (self.size().0 + 1, self.size().1);
                let column = self.home.get_value().unwrap_or(entry.cell.column);
                let step = if event.shift_key() { Step::Up } else { Step::Down };
                self.home.set_value(None);
                self.commit_and(|cell| Some(stepped(Cell { column, ..cell }, step, rows, columns, 1)));
            }
            "Tab" => self.tab_from_entry(event.shift_key()),
            _ => match arrow {
                Some(step) if entry.typed && !entry.choice => {
                    let (rows, columns) = (self.size().0 + 1, self.size().1);
                    self.commit_and(|cell| Some(stepped(cell, step, rows, columns, 1)));
                }
                _ => {
                    event.stop_propagation();
                    return;
                }
            },
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn tab_from_entry(self, back: bool) {
        let columns = self.size().1;
        if self.home.get_value().is_none() {
            self.home.set_value(self.entry.get_untracked().map(|entry| entry.cell.column));
        }
        // The row that is typed into may be the new one: then there is one more by then.
        self.commit_and(|cell| if back { cell_before(cell, columns) } else { next_cell(cell, usize::MAX, columns) });
    }

    fn key(self, event: &KeyboardEvent) {
        if let Some(entry) = self.entry.get_untracked() {
            self.entry_key(event, entry);
            return;
        }
        // The key that an input method begins with opens the cell; one that ends its work means nothing here.
        let composing = is_composing_key(event) && matches!(event.key().as_str(), "Enter" | "Escape" | "Tab");
        if grid::is_in_control(event) || event.is_composing() || composing {
            return;
        }
        let (command, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        let (rows, columns) = self.size();
        let key = event.key();
        let step = match (key.as_str(), command) {
            ("ArrowUp", false) => Some(Step::Up),
            ("ArrowDown", false) => Some(Step::Down),
            ("ArrowLeft", false) => Some(Step::Left),
            ("ArrowRight", false) => Some(Step::Right),
            ("ArrowUp", true) => Some(Step::Top),
            ("ArrowDown", true) => Some(Step::Bottom),
            ("ArrowLeft", true) | ("Home", false) => Some(Step::RowStart),
            ("ArrowRight", true) | ("End", false) => Some(Step::RowEnd),
            ("Home", true) => Some(Step::First),
            ("End", true) => Some(Step::Last),
            ("PageUp", _) => Some(Step::PageUp),
            ("PageDown", _) => Some(Step::PageDown),
            _ => None,
        };
        if event.alt_key() {
            match key.as_str() {
                "ArrowUp" => self.command(RowCommand::Up),
                "ArrowDown" => self.command(RowCommand::Down),
                "Enter" => self.rows().open(self.peek().active),
                _ => return,
            }
            event.prevent_default();
            return;
        }
        if let Some(step) = step {
            self.step(step, shift);
            event.prevent_default();
            return;
        }
        let active = self.peek().active;
        let group =
            matches!(untrack(|| self.rows().row(active.row, None)).map(|row| row.kind), Some(RowKind::Group { .. }));
        match (key.as_str(), command) {
            ("Enter" | " ", false) if group => self.rows().fold(active.row),
            ("Enter" | "F2", false) => self.edit(false),
            ("Tab", false) => {
                let to = if shift { cell_before(active, columns) } else { next_cell(active, rows, columns) };
                // Out of the table at its ends, as from any control.
                let Some(to) = to else { return };
                self.home.try_update_value(|home| home.get_or_insert(active.column).to_owned());
                self.select(Selection::cell(to));
            }
            ("Delete" | "Backspace", false) => self.clear(),
            ("Escape", false) => self.select(Selection::cell(active)),
            ("a", true) => self.select(Selection {
                active: Cell::default(),
                reach: Cell { row: rows.saturating_sub(1), column: columns.saturating_sub(1) },
            }),
            ("d", true) => self.fill_down(),
            ("+" | "=", true) => self.command(RowCommand::InsertBelow),
            ("-", true) => self.command(RowCommand::Remove),
            (" ", _) if shift || command => self.select(Selection {
                active: Cell { row: active.row, column: 0 },
                reach: Cell { row: self.peek().reach.row, column: columns.saturating_sub(1) },
            }),
            ("Process" | "Dead", false) => {
                self.edit(true);
                return;
            }
            (typed, false) if typed.chars().count() == 1 => {
                // The key itself lands in the entry, which has the focus by then.
                self.edit(true);
                return;
            }
            _ => return,
        }
        event.prevent_default();
    }

    // The pointer

    fn press(self, event: &MouseEvent) {
        if event.button() != 0 || grid::is_in_control(event) {
            return;
        }
        let Some((row, column)) = grid::cell_of(event) else { return };
        // What is typed elsewhere is taken first; where it cannot be read, the entry keeps the focus.
        if !self.commit() {
            event.prevent_default();
            return;
        }
        let columns = self.size().1;
        let whole = column.is_none();
        let cell = Cell { row, column: column.unwrap_or(0) };
        let reach = Cell { row, column: column.unwrap_or(columns.saturating_sub(1)) };
        self.home.set_value(None);
        let selection = if event.shift_key() {
            let active = self.peek().active;
            Selection { active: if whole { Cell { column: 0, ..active } } else { active }, reach }
        } else {
            Selection { active: cell, reach }
        };
        self.dragging.set_value(true);
        self.select(selection);
        event.prevent_default();
    }

    fn drag(self, event: &MouseEvent) {
        if !self.dragging.get_value() {
            return;
        }
        if event.buttons() & 1 == 0 {
            self.dragging.set_value(false);
            return;
        }
        if let Some((row, column)) = grid::cell_of(event) {
            let (selection, columns) = (self.peek(), self.size().1);
            let reach = Cell { row, column: column.unwrap_or(columns.saturating_sub(1)) };
            if selection.reach != reach {
                self.selection.set(Selection { reach, ..selection });
            }
        }
    }

    fn double(self, event: &MouseEvent) {
        if grid::is_in_control(event) {
            return;
        }
        let Some((row, column)) = grid::cell_of(event) else { return };
        match column {
            Some(_) => self.edit(false),
            None => self.rows().open(Cell { row, column: 0 }),
        }
    }

    // The clipboard

    fn copy(self, event: &ClipboardEvent) -> bool {
        if self.entry.get_untracked().is_some() || grid::is_in_control(event) {
            return false;
        }
        let texts = self.texts();
        grid::write_clipboard(event, &clipboard::write(&texts), &clipboard::write_html(&texts));
        true
    }

    fn take_paste(self, event: &ClipboardEvent) {
        if self.entry.get_untracked().is_some() || grid::is_in_control(event) {
            return;
        }
        event.prevent_default();
        let text = grid::pasted_text(event);
        // A table's markup is many times its text: of a very large one it would hold up the page.
        let html = if text.len() > MOST_MARKED { None } else { grid::pasted_html(event) };
        let html = html.map(|html| clipboard::unstyled(&html));
        // What this program or another one says itself of its numbers can be read in one way only.
        let is_own = html.as_ref().is_some_and(|html| html.contains(&(String::from("<table ") + clipboard::OWN)));
        match html.and_then(|html| grid::parse_table(&html)).map(clipboard::placed) {
            Some(table) => {
                let is_number =
                    |row: usize, column: usize| table.get(row)?.get(column).map(|cell| cell.number.is_some());
                let text = |cell: &grid::ClipCell| {
                    clipboard::cell_text(&cell.text, cell.number.as_deref(), cell.format.as_deref())
                };
                let texts = table.iter().map(|row| row.iter().map(text).collect()).collect();
                self.paste(texts, &|row, column| is_own || is_number(row, column) == Some(true));
            }
            None => self.paste(clipboard::read(&text), &|_, _| false),
        }
    }
}

fn cells_of(block: Block, text: impl Fn(Cell) -> String) -> Vec<Write> {
    let row = |row| (block.first.column..=block.last.column).map(move |column| Cell { row, column });
    (block.first.row..=block.last.row).flat_map(row).map(|cell| Write { cell, text: text(cell) }).collect()
}

/// The longest pasted text whose markup is looked at, in bytes.
const MOST_MARKED: usize = 500_000;

/// The table on the page. `foot` is what stands under the columns, one text each; `sorted` says the column it is sorted
/// by, and whether downwards.
pub fn table(
    grid: Grid,
    id: &'static str,
    label: &'static str,
    foot: Memo<Vec<String>>,
    sorted: Memo<Option<(&'static str, bool)>>,
    sort: Callback<&'static str>,
) -> AnyView {
    let rows = grid.rows();
    let count = Memo::new(move |_| rows.len());
    grid.rem.set_value(grid::rem());
    let window = Memo::new(move |_| {
        let (top, height) = grid.scrolled.get();
        // Before it is drawn nobody knows its height; it is never more than this.
        let height = if height > 0.0 { height } else { 640.0 };
        rows_in_view(top, height, ROW * grid.rem.get_value(), count.get())
    });
    let stock = Memo::new(move |_| window.get().1);
    let wide = Memo::new(move |_| {
        HEAD_WIDTH + grid.columns.with(|columns| columns.iter().map(|column| column.width).sum::<f64>())
    });
    // Cells take their widths from the frame: each by itself they would be told hundreds of times.
    Effect::new(move || {
        if let Some(frame) = grid.frame.get() {
            grid.columns.with(|columns| {
                for (at, column) in columns.iter().enumerate() {
                    grid::set_css_variable(&frame, &format!("--c{at}"), &(column.width.to_string() + "rem"));
                }
            });
        }
    });
    let alive = grid.alive;
    let look = move || {
        if let Some(frame) = grid.frame.try_get_untracked().flatten() {
            let view = grid::view(&frame);
            if grid.scrolled.get_untracked() != (view.top, view.height) {
                grid.scrolled.set((view.top, view.height));
            }
            if grid.shifted.get_untracked() != (view.left > 0.0) {
                grid.shifted.set(view.left > 0.0);
            }
        }
    };
    Effect::new(move || {
        if grid.frame.get().is_some() {
            look();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    let released = window_event_listener(leptos::ev::mouseup, move |_| grid.dragging.set_value(false));
    on_cleanup(move || {
        resized.remove();
        released.remove();
        // Whatever takes the table away: what is typed in it is kept.
        if let Some(Some(_)) = grid.entry.try_get_untracked() {
            grid.target.with_value(|(key, _)| open_inputs::detach(key));
        }
    });
    view! {
        <div
            class="grid"
            class:shifted=grid.shifted
            node_ref=grid.frame
            tabindex="-1"
            style:--rows=move || count.get().to_string()
            style:--wide=move || wide.get().to_string() + "rem"
            on:keydown=alive.guard(move |event| grid.key(&event))
            on:mousedown=alive.guard(move |event| grid.press(&event))
            on:mouseover=alive.guard(move |event| grid.drag(&event))
            on:dblclick=alive.guard(move |event| grid.double(&event))
            on:copy=alive.guard(move |event| {
                grid.copy(&event);
            })
            on:cut=alive.guard(move |event| {
                if grid.copy(&event) {
                    grid.clear();
                }
            })
            on:paste=alive.guard(move |event| grid.take_paste(&event))
            on:scroll=alive.guard(move |_| look())
        >
            <div
                class="grid-table"
                id=id
                role="grid"
                aria-label=label
                aria-multiselectable="true"
                aria-rowcount=move || (count.get() + 2).to_string()
                aria-colcount=move || grid.columns.with(|columns| columns.len() + 1).to_string()
            >
                {head(grid, sorted, sort)}
                <div class="grid-body" role="rowgroup">
                    <For each=move || 0..stock.get() key=|slot| *slot children=move |slot| row(grid, window, slot) />
                </div>
                {self::foot(grid, foot)}
            </div>
            {entry(grid, label)}
        </div>
    }
    .into_any()
}

fn head(grid: Grid, sorted: Memo<Option<(&'static str, bool)>>, sort: Callback<&'static str>) -> AnyView {
    let heads = move || {
        grid.columns.with(|columns| {
            columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    let Column { key, head, number, sorts, .. } = column.clone();
                    let order = move || match sorted.get() {
                        Some((by, down)) if by == key => Some(if down { "descending" } else { "ascending" }),
                        _ => None,
                    };
                    let inside = if sorts {
                        view! {
                            <button type="button" tabindex="-1" on:click=move |_| sort.run(key)>
                                {head}
                            </button>
                        }
                        .into_any()
                    } else {
                        head.into_any()
                    };
                    view! {
                        <div
                            role="columnheader"
                            class="cell"
                            class:n=number
                            class:first=at == 0
                            aria-colindex=at + 2
                            aria-sort=order
                        >
                            {inside}
                        </div>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="grid-row" role="row" aria-rowindex="1">
                <div class="cell number" role="columnheader" aria-colindex="1">
                    <span class="unseen">{w::row()}</span>
                </div>
                {heads}
            </div>
        </div>
    }
    .into_any()
}

fn foot(grid: Grid, foot: Memo<Vec<String>>) -> AnyView {
    let cells = move || {
        let texts = foot.get();
        grid.columns.with(|columns| {
            columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    view! {
                        <div
                            role="gridcell"
                            class="cell"
                            class:n=column.number
                            class:first=at == 0
                            aria-colindex=at + 2
                        >
                            {texts.get(at).cloned().unwrap_or_default()}
                        </div>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    let last = move || (grid.rows().len() + 2).to_string();
    view! {
        <div class="grid-foot" role="rowgroup">
            <div class="grid-row" role="row" aria-rowindex=last>
                <div class="cell number" role="gridcell" aria-colindex="1"></div>
                {cells}
            </div>
        </div>
    }
    .into_any()
}

/// One of the stock of rows: it shows whichever row of the window falls to it.
///
/// A row is drawn as one: hundreds of cells that each hang on the plan by themselves would each be asked at every edit
/// whether they have changed.
fn row(grid: Grid, window: Memo<(usize, usize)>, slot: usize) -> AnyView {
    let at = move || {
        let (first, stock) = window.get();
        let stock = stock.max(1);
        first + (slot + stock - first % stock) % stock
    };
    let rows = grid.rows();
    let shown = Memo::new_with_compare(
        move |before: Option<&(usize, Option<Arc<RowView>>)>| {
            let at = at();
            (at, rows.row(at, before.and_then(|(_, row)| row.as_ref())))
        },
        |one, other| match (one, other) {
            (Some((at, Some(row))), Some((there, Some(other)))) => at != there || !Arc::ptr_eq(row, other),
            (one, other) => one != other,
        },
    );
    let marked = Memo::new(move |_| {
        let at = at();
        grid.selection.with(|selection| Marked {
            span: selection.block().in_row(at),
            active: (selection.active.row == at).then_some(selection.active.column),
        })
    });
    (move || shown.with(|(at, row)| grid.columns.with(|columns| drawn(*at, row.as_deref(), columns, marked.get()))))
        .into_any()
}

/// Which cells of a row are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marked {
    /// The first and the last that are.
    span: Option<(usize, usize)>,
    /// The one that is active.
    active: Option<usize>,
}

fn drawn(at: usize, row: Option<&RowView>, columns: &[Column], marked: Marked) -> impl IntoView + use<> {
    let class = match row.map(|row| row.kind) {
        Some(RowKind::Group { .. }) => "grid-row heading-row",
        Some(RowKind::New) => "grid-row new",
        _ => "grid-row",
    };
    let expanded = match row.map(|row| row.kind) {
        Some(RowKind::Group { folded }) => Some(if folded { "false" } else { "true" }),
        _ => None,
    };
    let head = row.map(|row| row.head.clone()).unwrap_or_default();
    let cell = |(column, shape): (usize, &Column)| {
        let shown = row.and_then(|row| row.cells.get(column));
        cell(column, shape, shown, marked)
    };
    let cells: Vec<_> = columns.iter().enumerate().map(cell).collect();
    view! {
        <div
            class=class
            role="row"
            hidden=row.is_none()
            aria-rowindex=at + 2
            aria-expanded=expanded
            data-r=at
            style:--at=at.to_string()
        >
            <div class="cell number" role="rowheader" aria-colindex="1">
                {head}
            </div>
            {cells}
        </div>
    }
}

fn cell(column: usize, shape: &Column, shown: Option<&CellView>, marked: Marked) -> impl IntoView + use<> {
    let base = match (column == 0, shape.number) {
        (true, _) => "cell first ",
        (false, true) => "cell n ",
        (false, false) => "cell ",
    };
    let class = base.to_owned() + shown.map_or("", |cell| cell.class);
    let selected = marked.span.is_some_and(|(first, last)| first <= column && column <= last);
    view! {
        <div
            class=class
            role="gridcell"
            aria-colindex=column + 2
            aria-selected=if selected { "true" } else { "false" }
            tabindex=(marked.active == Some(column)).then_some("0")
        >
            {shown.map(|cell| cell.text.clone()).unwrap_or_default()}
        </div>
    }
}

/// The one entry of the table, which is laid over the cell that is edited. It is always there, so that it can take the
/// focus in time for the key that opened it, and so that an input method can begin in it.
fn entry(grid: Grid, table: &'static str) -> AnyView {
    let place = Memo::new(move |_| {
        let entry = grid.entry.get()?;
        let (left, width) = grid.columns.with(|columns| {
            let before: f64 = columns.iter().take(entry.cell.column).map(|column| column.width).sum();
            (HEAD_WIDTH + before, columns.get(entry.cell.column).map_or(0.0, |column| column.width))
        });
        Some((entry, left, width))
    });
    let in_rem = |value: f64| value.to_string() + "rem";
    let label = move || {
        let Some((entry, ..)) = place.get() else { return String::new() };
        let column = grid.columns.with(|columns| columns.get(entry.cell.column).map_or("", |column| column.head));
        let name = untrack(|| grid.rows().row(entry.cell.row, None)).map(|row| row.name.clone()).unwrap_or_default();
        w::entry(column, &name)
    };
    let is = move |choice: bool| move || place.get().is_some_and(|(entry, ..)| entry.choice == choice);
    // While one of the two is written in, the other is not there.
    let away = move |choice: bool| move || place.get().is_some_and(|(entry, ..)| entry.choice != choice);
    let alive = grid.alive;
    let left_behind = move |_: leptos::ev::FocusEvent| {
        // What was typed is kept when the focus goes elsewhere; what cannot be read stays open, with its reason. The
        // entry also loses the focus when the whole table is taken away, and then there is nothing left to ask.
        if alive.is() && grid.entry.get_untracked().is_some() {
            grid.commit();
        }
    };
    let chosen = move |_: Event| {
        if !alive.is() {
            return;
        }
        grid.report();
        // A choice made with the pointer is made; by keys it is still being gone through.
        let made = grid.entry.get_untracked().is_some_and(|entry| entry.choice && !entry.typed);
        if made {
            grid.commit_and(Some);
        }
    };
    let invalid = move || (!grid.fault.with(String::is_empty)).then_some("true");
    let idle = move || place.with(Option::is_none).then_some("true");
    view! {
        <div
            class="grid-entry"
            role="group"
            aria-label=table
            class:open=move || place.with(Option::is_some)
            aria-hidden=idle
            style:--at=move || place.get().map_or(0, |(entry, ..)| entry.cell.row).to_string()
            style:left=move || in_rem(place.get().map_or(0.0, |(_, left, _)| left))
            style:width=move || in_rem(place.get().map_or(0.0, |(.., width)| width))
            data-own-undo=""
        >
            <input
                node_ref=grid.input
                type="text"
                autocomplete="off"
                spellcheck="false"
                tabindex="-1"
                class:on=is(false)
                hidden=away(false)
                class:n=move || place.get().is_some_and(|(entry, ..)| entry.number)
                aria-label=label
                aria-invalid=invalid
                aria-describedby="grid-fault"
                on:blur=left_behind
                on:input=alive.guard(move |_| {
                    grid.report();
                    if grid.fault.with_untracked(|fault| !fault.is_empty()) {
                        grid.fault.set(String::new());
                    }
                })
            />
            <select
                node_ref=grid.select
                tabindex="-1"
                class:on=is(true)
                hidden=away(true)
                aria-label=label
                on:blur=left_behind
                on:change=chosen
            ></select>
            <p class="error" id="grid-fault" hidden=move || grid.fault.with(String::is_empty)>
                {move || grid.fault.get()}
            </p>
        </div>
    }
    .into_any()
}
