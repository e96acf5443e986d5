//! The elements of the table: head, foot, the recycled row elements, and the entry over the edited cell.

use std::sync::Arc;

use leptos::ev::{CompositionEvent, Event};
use leptos::prelude::*;

use crate::browser::dom::form_controls::is_composing;
use crate::browser::dom::grid;
use crate::geometry::selection::rows_in_view;
use crate::i18n::words::grid as w;
use crate::widgets::fields::open_inputs;

use super::{CellView, Column, FRAME, Grid, ROW, RowKind, RowView};

/// Renders the table. `foot` has one text for each column, where the table has a foot; `sorted` is the column it is sorted
/// by, and whether descending.
pub fn table(
    grid: Grid,
    id: &'static str,
    label: &'static str,
    foot: Option<Memo<Vec<String>>>,
    sorted: Memo<Option<(&'static str, bool)>>,
    sort: Callback<&'static str>,
) -> AnyView {
    let rows = grid.rows();
    let count = Memo::new(move |_| rows.len());
    let window = Memo::new(move |_| {
        let (top, height) = grid.scrolled.get();
        // The height is unknown before the first render, but never more than this.
        let height = if height > 0.0 { height } else { FRAME };
        rows_in_view(top, height, ROW * grid.rem.get_value(), count.get())
    });
    let stock = Memo::new(move |_| window.get().1);
    let wide = Memo::new(move |_| {
        grid.shape.side + grid.columns.with(|columns| columns.iter().map(|column| column.width).sum::<f64>())
    });
    // Cells inherit their widths from the frame: set on each cell they would be set hundreds of times.
    Effect::new(move || {
        if let Some(frame) = grid.frame.get() {
            grid.columns.with(|columns| {
                for (at, column) in columns.iter().enumerate() {
                    grid::set_css_variable(&frame, &format!("--c{at}"), &(column.width.to_string() + "rem"));
                }
            });
        }
    });
    watch_viewport(grid);
    let alive = grid.alive;
    let edge_rows = 1 + usize::from(foot.is_some());
    view! {
        <div
            class=format!("grid {}", grid.shape.class)
            class:shifted=grid.shifted
            class:holds-first=grid.shape.holds_first
            node_ref=grid.frame
            tabindex="-1"
            style:--head=grid.shape.head.to_string() + "rem"
            style:--side=grid.shape.side.to_string() + "rem"
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
            on:scroll=alive.guard(move |_| {
                grid.update_viewport();
                grid.combo.place();
            })
            on:focusout=alive.guard(move |event| grid.focus_moves(&event))
        >
            <div
                class="grid-table"
                id=id
                role="grid"
                node_ref=grid.table
                tabindex=move || grid.left.get().then_some("0")
                aria-label=label
                aria-multiselectable="true"
                // A link to the table leads to its active cell.
                on:focus=alive.guard(move |_| {
                    if !grid.left.get_untracked() {
                        grid.go_to(grid.peek().active);
                    }
                })
                aria-rowcount=move || (count.get() + edge_rows).to_string()
                aria-colcount=move || grid.columns.with(|columns| columns.len() + 1).to_string()
            >
                {head(grid, sorted, sort)}
                <div class="grid-body" role="rowgroup">
                    <For each=move || 0..stock.get() key=|slot| *slot children=move |slot| row(grid, window, slot) />
                </div>
                {foot.map(|foot| self::foot(grid, foot))}
            </div>
            {entry(grid, label)}
        </div>
    }
    .into_any()
}

/// Follows what is visible of the table, and stashes an open entry when the table is unmounted.
fn watch_viewport(grid: Grid) {
    Effect::new(move || {
        if grid.frame.get().is_some() {
            grid.update_viewport();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| grid.update_viewport());
    let released = window_event_listener(leptos::ev::mouseup, move |_| grid.dragging.set_value(false));
    on_cleanup(move || {
        resized.remove();
        released.remove();
        if let Some(Some(_)) = grid.entry.try_get_untracked() {
            grid.target.with_value(|(key, _)| open_inputs::detach(key));
        }
    });
}

fn head(grid: Grid, sorted: Memo<Option<(&'static str, bool)>>, sort: Callback<&'static str>) -> AnyView {
    let heads = move || {
        grid.columns.with(|columns| {
            columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    let Column { key, head, detail, number, sorts, .. } = column.clone();
                    let order = move || match sorted.get() {
                        Some((by, down)) if by == key => Some(if down { "descending" } else { "ascending" }),
                        _ => None,
                    };
                    let title = (!detail.is_empty()).then(|| format!("{head} {detail}"));
                    let inside = if sorts {
                        view! {
                            <button type="button" tabindex="-1" on:click=move |_| sort.run(key)>
                                {head}
                            </button>
                        }
                        .into_any()
                    } else {
                        view! { <span>{head}</span> }.into_any()
                    };
                    view! {
                        <div
                            role="columnheader"
                            class="cell"
                            class:n=number
                            class:first=at == 0
                            aria-colindex=at + 2
                            aria-sort=order
                            title=title
                        >
                            {inside}
                            {(!detail.is_empty()).then(|| view! { <small>{detail}</small> })}
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
                    <span class="visually-hidden">{w::row()}</span>
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

/// One of the recycled row elements: it shows the row of the window that falls to it.
///
/// A row is rendered as one: hundreds of cells that each depend on the plan would each be checked at every edit.
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
        let (at, left) = (at(), grid.left.get());
        grid.selection.with(|selection| Marked {
            span: selection.block().in_row(at),
            active: (selection.active.row == at && !left).then_some(selection.active.column),
        })
    });
    (move || shown.with(|(at, row)| grid.columns.with(|columns| drawn(*at, row.as_deref(), columns, marked.get()))))
        .into_any()
}

/// The selected cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marked {
    /// The first and the last selected column.
    span: Option<(usize, usize)>,
    /// The active column.
    active: Option<usize>,
}

fn drawn(at: usize, row: Option<&RowView>, columns: &[Column], marked: Marked) -> impl IntoView + use<> {
    let class = match row.map(|row| row.kind) {
        Some(RowKind::Group { .. }) => "grid-row heading-row".to_owned(),
        Some(RowKind::New) => "grid-row new".to_owned(),
        _ => "grid-row ".to_owned() + row.map_or("", |row| &row.class),
    };
    let expanded = match row.map(|row| row.kind) {
        Some(RowKind::Group { folded }) => Some(if folded { "false" } else { "true" }),
        _ => None,
    };
    let head = row.map(|row| row.head.clone()).unwrap_or_default();
    let note = row.map(|row| row.note.clone()).filter(|note| !note.is_empty());
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
                {note.map(|note| view! { <small>{note}</small> })}
            </div>
            {cells}
        </div>
    }
}

fn cell(column: usize, shape: &Column, shown: Option<&CellView>, marked: Marked) -> impl IntoView + use<> {
    let base = match (column == 0, shape.number) {
        (true, false) => "cell first ",
        (true, true) => "cell first n ",
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
            {shown.map(content)}
        </div>
    }
}

fn content(cell: &CellView) -> AnyView {
    let text = cell.text.clone();
    let aside = (!cell.aside.is_empty()).then(|| view! { " " <small>{cell.aside.clone()}</small> });
    if cell.said.is_empty() {
        return view! { {text} {aside} }.into_any();
    }
    let is_dash = text == "–";
    view! {
        <span aria-hidden=is_dash.then_some("true")>{text} {aside}</span>
        <span class="visually-hidden">{cell.said}</span>
    }
    .into_any()
}

/// The single entry of the table, placed over the edited cell. It is always rendered, so that it can take the focus in
/// time for the key that opens it and an input method can start in it.
fn entry(grid: Grid, table: &'static str) -> AnyView {
    let place = Memo::new(move |_| {
        let entry = grid.entry.get()?;
        let (left, width) = grid.columns.with(|columns| {
            let before: f64 = columns.iter().take(entry.cell.column).map(|column| column.width).sum();
            (grid.shape.side + before, columns.get(entry.cell.column).map_or(0.0, |column| column.width))
        });
        Some((entry, left, width))
    });
    let in_rem = |value: f64| value.to_string() + "rem";
    let label = move || {
        let Some((entry, ..)) = place.get() else { return String::new() };
        let column = grid.columns.with(|columns| columns.get(entry.cell.column).map(|column| column.head.clone()));
        let name = untrack(|| grid.rows().row(entry.cell.row, None)).map(|row| row.name.clone()).unwrap_or_default();
        w::entry(&column.unwrap_or_default(), &name)
    };
    let is = move |choice: bool| move || place.get().is_some_and(|(entry, ..)| entry.choice == choice);
    // Only the entry of texts or that of choices is shown.
    let away = move |choice: bool| move || place.get().is_some_and(|(entry, ..)| entry.choice != choice);
    let alive = grid.alive;
    let left_behind = move |_: leptos::ev::FocusEvent| {
        // Commit when the focus leaves; what cannot be parsed stays open with its error. The entry also loses the focus
        // when the table is unmounted, and then there is nothing to commit.
        if alive.is() && grid.entry.get_untracked().is_some() {
            grid.commit_left();
        }
    };
    let input = move || {
        alive.guard(move |event: Event| {
            grid.report();
            if grid.fault.with_untracked(|fault| !fault.is_empty()) {
                grid.fault.set(String::new());
            }
            // What an input method composes is no name yet.
            if !is_composing(&event) {
                grid.typed_choice();
            }
        })
    };
    let composed = alive.guard(move |_: CompositionEvent| grid.typed_choice());
    let choose = Callback::new(move |()| grid.commit_and(Some));
    let combo = grid.combo;
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
                on:input=input()
            />
            <input
                node_ref=grid.choice
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                tabindex="-1"
                class:on=is(true)
                hidden=away(true)
                aria-label=label
                aria-autocomplete="list"
                aria-controls=combo.id()
                aria-expanded=move || if combo.is_open() { "true" } else { "false" }
                aria-activedescendant=move || combo.active_id()
                aria-invalid=invalid
                aria-describedby="grid-fault"
                on:blur=left_behind
                on:input=input()
                on:compositionend=composed
            />
            {combo.view(Signal::derive(label), choose)}
            <p class="error" id="grid-fault" hidden=move || grid.fault.with(String::is_empty)>
                {move || grid.fault.get()}
            </p>
        </div>
    }
    .into_any()
}
