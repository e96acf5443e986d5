//! The line items as a spreadsheet-like grid with its toolbar, filters, column selection, and the form of a single line
//! item.

mod cell_entry;
mod cell_text;
mod columns;
mod line_names;
mod part_choices;
mod paste_question;
mod pasted_cells;
mod row_commands;
mod row_edits;
mod rows;

use std::sync::Arc;

use leptos::prelude::*;

use self::columns::LineField;
use self::line_names::status_options;
use self::rows::LineRows;
use super::line_form::{self, category_options};
use crate::app::{Editor, use_navigation};
use crate::browser::storage::local;
use crate::geometry::selection::GridCell;
use crate::i18n::format;
use crate::i18n::words::{budget as b, budget_grid as w, common};
use crate::plan::budget::line_view::{GroupBy, LineView, SortBy};
use crate::plan::model::budget::{Category, LineItem, LineItemId, LineStatus};
use crate::ui::form::expandable_row::id_in;
use crate::ui::labels::names;
use crate::widgets::grid::{self as table, Column, Grid, GridShape, RowCommand, Rows};
use crate::widgets::{
    Button, ButtonKind, Checkbox, Dialog, Disclosure, MenuButton, MenuItem, SelectField, SelectOption, TextField,
};

/// The storage key of the selected columns.
const COLUMNS: &str = "groundswell.budget-columns";

/// The grid with its toolbar.
pub fn section(editor: Editor) -> AnyView {
    let rows = LineRows::new(editor, chosen_columns());
    let fields = rows.fields;
    let columns =
        Memo::new(move |_| fields.with(|fields| fields.iter().map(|field| field.column()).collect::<Vec<Column>>()));
    let grid = Grid::new(columns.into(), Arc::new(rows), GridShape::default());
    follow_links(editor, &rows, grid);
    let sorted = Memo::new(move |_| {
        rows.view.with(|view| {
            let (by, down) = view.order?;
            let field = LineField::ALL.into_iter().find(|field| field.sort() == Some(by))?;
            Some((field.key(), down))
        })
    });
    let sort = Callback::new(move |key: &'static str| {
        let by = LineField::of_key(key).and_then(LineField::sort);
        rows.view.update(|view| view.order = next_order(view.order, by));
    });
    view! {
        // Paper has a table of its own with every line.
        <div class="no-print">
            {table::kept_texts(grid)}
            {tools(&rows, grid)}
            {filters(&rows)}
            {table::table(grid, "budget-grid", w::table(), Some(rows.foot()), sorted, sort)}
            <p class="muted small keys">{w::keys()}</p>
            {column_choice(&rows)}
        </div>
        {printed(&rows)}
        {details(editor, &rows, grid)}
        {paste_question::question(&rows, grid)}
    }
    .into_any()
}

/// The next sort order when a heading is clicked: ascending, descending, as entered.
fn next_order(now: Option<(SortBy, bool)>, by: Option<SortBy>) -> Option<(SortBy, bool)> {
    let by = by?;
    match now {
        Some((was, false)) if was == by => Some((by, true)),
        Some((was, true)) if was == by => None,
        _ => Some((by, false)),
    }
}

/// Follows a link to a line item's field: to its cell, or to the form if no column shows it.
fn follow_links(editor: Editor, rows: &LineRows, grid: Grid) {
    let rows = *rows;
    let navigation = use_navigation();
    Effect::new(move || {
        let route = navigation.route();
        if !grid.is_there() {
            return;
        }
        let Some(anchor) = route.anchor() else { return };
        let id = id_in(anchor, "line-").and_then(|id| id.parse::<LineItemId>().ok());
        let Some(id) = id.filter(|id| editor.peek(|plan| plan.budget.lines.iter().any(|line| line.id == *id))) else {
            return;
        };
        let key = anchor.strip_prefix("line-").and_then(|rest| rest.rsplit_once('-')).map_or("", |(key, _)| key);
        let field = LineField::of_key(key).filter(|field| !matches!(field, LineField::Timing));
        let column = field
            .and_then(|field| rows.fields.with_untracked(|fields| fields.iter().position(|&known| known == field)));
        let Some(column) = column else {
            rows.expanded.open(id);
            return;
        };
        if rows.row_of(id).is_none() {
            rows.show_all();
            rows.view.update(|view| view.group = GroupBy::Nothing);
        }
        if let Some(row) = rows.row_of(id) {
            grid.go_to(GridCell { row, column });
        }
    });
}

// Toolbar

fn tools(rows: &LineRows, grid: Grid) -> AnyView {
    let rows = *rows;
    let act = move |command: RowCommand| Callback::new(move |()| grid.command(command));
    let more = vec![
        MenuItem::new(w::insert_above(), act(RowCommand::InsertAbove)),
        MenuItem::new(w::insert_below(), act(RowCommand::InsertBelow)),
        MenuItem::new(common::duplicate(), act(RowCommand::Duplicate)),
        MenuItem::new(w::fill_down(), Callback::new(move |()| grid.fill_down())),
        MenuItem::new(common::move_up(), act(RowCommand::Up)),
        MenuItem::new(common::move_down(), act(RowCommand::Down)),
        MenuItem::new(common::delete(), act(RowCommand::Remove)).danger(),
    ];
    let add = Callback::new(move |()| grid.begin_new());
    let open = Callback::new(move |()| {
        rows.open(grid.peek().active);
    });
    let chosen = move || {
        let block = grid.chosen();
        let lines = block.rows();
        (lines > 1).then(|| {
            let (count, text) = format::counted(lines);
            w::chosen(count, &text)
        })
    };
    view! {
        <div class="actions grid-tools">
            <Button on_press=add id="line-add">{b::add_line()}</Button>
            <Button kind=ButtonKind::Plain on_press=open>{w::details()}</Button>
            <MenuButton label=w::rows_menu() items=more />
            <span class="muted small" role="status">{chosen}</span>
        </div>
    }
    .into_any()
}

// Filters

fn filters(rows: &LineRows) -> AnyView {
    let rows = *rows;
    let view = rows.view;
    let find = Callback::new(move |text: String| view.update(|view| view.text = text));
    let phases = Signal::derive(move || rows.names.with(|names| names.phase_options()));
    let channels = Signal::derive(move || rows.names.with(|names| names.channel_options()));
    let id_text = |id: Option<String>| id.unwrap_or_default();
    let group_options: Vec<SelectOption> = GroupBy::ALL
        .into_iter()
        .map(|group| SelectOption::new((group as usize).to_string(), group_name(group)))
        .collect();
    let any = Memo::new(move |_| view.with(LineView::filters));
    view! {
        <div class="row short controls-row" data-own-undo="">
            <TextField
                id="lines-find"
                label=w::find()
                kind="search"
                value=Signal::derive(move || view.with(|view| view.text.clone()))
                commit=find
            />
            <SelectField
                id="lines-phase"
                label=common::phase()
                options=phases
                placeholder=b::all_phases()
                value=Signal::derive(move || id_text(view.with(|view| view.phase.map(|id| id.to_string()))))
                commit=Callback::new(move |id: String| view.update(|view| view.phase = id.parse().ok()))
            />
            <SelectField
                id="lines-channel"
                label=common::channel()
                options=channels
                placeholder=w::all_channels()
                value=Signal::derive(move || id_text(view.with(|view| view.channel.map(|id| id.to_string()))))
                commit=Callback::new(move |id: String| view.update(|view| view.channel = id.parse().ok()))
            />
            <SelectField
                id="lines-category"
                label=b::category()
                options=category_options()
                placeholder=w::all_categories()
                value=Signal::derive(move || id_text(view.with(|view| view.category.map(|kind| (kind as usize).to_string()))))
                commit=Callback::new(move |at: String| {
                    let chosen = at.parse::<usize>().ok().and_then(|at| Category::ALL.get(at).copied());
                    view.update(|view| view.category = chosen);
                })
            />
            <SelectField
                id="lines-status"
                label=common::status()
                options=status_options()
                placeholder=w::all_statuses()
                value=Signal::derive(move || id_text(view.with(|view| view.status.map(|status| (status as usize).to_string()))))
                commit=Callback::new(move |at: String| {
                    let chosen = at.parse::<usize>().ok().and_then(|at| LineStatus::ALL.get(at).copied());
                    view.update(|view| view.status = chosen);
                })
            />
            <SelectField
                id="lines-group"
                label=w::group()
                options=group_options
                value=Signal::derive(move || (view.with(|view| view.group) as usize).to_string())
                commit=Callback::new(move |at: String| {
                    let group = at.parse::<usize>().ok().and_then(|at| GroupBy::ALL.get(at).copied());
                    view.update(|view| {
                        view.group = group.unwrap_or_default();
                        view.folded.clear();
                    });
                })
            />
        </div>
        {move || any.get().then(|| view! {
            <p class="small">
                <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| rows.show_all())>{w::show_all()}</Button>
            </p>
        })}
    }
    .into_any()
}

fn group_name(group: GroupBy) -> &'static str {
    match group {
        GroupBy::Nothing => w::group_nothing(),
        GroupBy::Phase => common::phase(),
        GroupBy::Channel => common::channel(),
        GroupBy::Category => b::category(),
        GroupBy::Cycle => b::cycle(),
    }
}

// Column selection

fn chosen_columns() -> Vec<LineField> {
    let kept = local::get(COLUMNS).ok().flatten().unwrap_or_default();
    let kept: Vec<&str> = kept.split(',').collect();
    let fields: Vec<LineField> = LineField::ALL.into_iter().filter(|field| kept.contains(&field.key())).collect();
    // The description identifies the row: without it the selection is invalid.
    if fields.first() == Some(&LineField::Description) { fields } else { LineField::USUAL.to_vec() }
}

fn column_choice(rows: &LineRows) -> AnyView {
    let rows = *rows;
    let fields = rows.fields;
    let boxes: Vec<AnyView> = LineField::ALL
        .into_iter()
        .skip(1)
        .map(|field| {
            let checked = Signal::derive(move || fields.with(|fields| fields.contains(&field)));
            let choose = Callback::new(move |on: bool| {
                fields.update(|fields| {
                    let seen = |known: &LineField| if *known == field { on } else { fields.contains(known) };
                    *fields = LineField::ALL.into_iter().filter(seen).collect();
                });
                let keys: Vec<&str> = fields.with_untracked(|fields| fields.iter().map(|field| field.key()).collect());
                // Without storage the selection lasts until the page is left.
                let _ = local::set(COLUMNS, &keys.join(","));
            });
            view! { <Checkbox id="column-".to_owned() + field.key() label=field.head() checked commit=choose /> }
                .into_any()
        })
        .collect();
    view! { <Disclosure summary=w::columns()><div class="column-choice">{boxes}</div></Disclosure> }.into_any()
}

// Print

/// All shown line items as a plain table: the grid on screen contains only the visible rows.
fn printed(rows: &LineRows) -> AnyView {
    let rows = *rows;
    let printing = RwSignal::new(false);
    let before = window_event_listener(leptos::ev::beforeprint, move |_| printing.set(true));
    let after = window_event_listener(leptos::ev::afterprint, move |_| printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    (move || printing.get().then(|| rows.paper())).into_any()
}

// A single line item

fn details(editor: Editor, rows: &LineRows, grid: Grid) -> AnyView {
    let rows = *rows;
    let expanded = rows.expanded;
    let open = Signal::derive(move || expanded.get().is_some());
    let title = Signal::derive(move || {
        let Some(id) = expanded.get() else { return String::new() };
        editor.read(|plan| {
            let line: Option<&LineItem> = plan.find(id);
            line.map(names::line).unwrap_or_default()
        })
    });
    let close = Callback::new(move |()| {
        expanded.close();
        grid.refocus();
    });
    let current = Memo::new(move |_| expanded.get());
    view! {
        <Dialog open on_close=close title wide=true>
            {move || current.get().map(|id| line_form::card(expanded, id))}
        </Dialog>
    }
    .into_any()
}
