//! Stacked columns over time: each part has its fill, each column its sum. The figures belong in a table beside it.

use leptos::prelude::*;

use crate::widgets::bar_geometry::{WHOLE, column, height, label_steps, labelled, marks, percent, place, stack};
use crate::widgets::charts::fills::{LegendItem, legend, paint, patterns};

/// How many labels fit, and how many on a phone.
const ROOM: (usize, usize) = (10, 4);
/// Up to how many columns show their sum, and on a phone.
const SUMS: (usize, usize) = (11, 5);

/// Stacked columns over time: each part has its fill, each column its sum. The figures belong in a table beside it.
#[component]
pub fn ColumnChart(
    /// Its own id on the page.
    #[prop(into)]
    id: String,
    /// A sentence with the main number that describes the picture.
    #[prop(into)]
    label: Signal<String>,
    /// The parts of a column, from the lowest.
    #[prop(into)]
    series: Signal<Vec<LegendItem>>,
    /// The short names of the columns.
    #[prop(into)]
    heads: Signal<Vec<String>>,
    /// The columns: the parts of each in the order of the series.
    #[prop(into)]
    columns: Signal<Vec<Vec<i64>>>,
    /// How many smallest units make a whole one.
    unit: i64,
    /// Formats an amount in little space.
    write: Callback<i64, String>,
) -> AnyView {
    let axis = Memo::new(move |_| {
        let most = columns.with(|columns| columns.iter().map(|parts| height(parts)).max().unwrap_or(0));
        marks(most, unit, 4)
    });
    let top = Memo::new(move |_| axis.with(|axis| axis.last().copied().unwrap_or(0)));
    let count = Memo::new(move |_| columns.with(Vec::len));
    let paints = {
        let id = id.clone();
        Memo::new(move |_| {
            series
                .with(|series| series.iter().map(|item| (item.fill.class(), paint(&id, item.fill))).collect::<Vec<_>>())
        })
    };
    let columns_drawn = move || {
        let count = count.get();
        (0..count).map(|index| column_view(index, count, columns, paints, top, write)).collect::<Vec<_>>()
    };
    let picture = id.clone();
    let fills =
        move || patterns(&picture, &series.with(|series| series.iter().map(|item| item.fill).collect::<Vec<_>>()));
    let under = move || series.with(|series| legend(&id, series));
    view! {
        <figure class="picture">
            <div class="plot" role="img" aria-label=move || label.get()>
                {axis_marks(axis, write)}
                <svg aria-hidden="true">
                    {fills}
                    {axis_rules(axis)}
                    {columns_drawn}
                </svg>
                {axis_heads(heads, middle)}
            </div>
            {under}
        </figure>
    }
    .into_any()
}

/// A column: drawn again only when its own parts or the axis change.
fn column_view(
    index: usize,
    count: usize,
    columns: Signal<Vec<Vec<i64>>>,
    paints: Memo<Vec<(&'static str, String)>>,
    top: Memo<i64>,
    write: Callback<i64, String>,
) -> AnyView {
    let parts = Memo::new(move |_| columns.with(|columns| columns.get(index).cloned().unwrap_or_default()));
    let (x, width) = column(index, count);
    let (start, width, middle) = (percent(x), percent(width), percent(x + width / 2));
    let sum_class = sum_class(count);
    let drawn = move || {
        let top = top.get();
        parts.with(|parts| {
            let rect = |((from, length), (class, paint)): ((u32, u32), &(&'static str, String))| {
                view! {
                    <rect
                        class=*class
                        fill=paint.clone()
                        x=start.clone()
                        width=width.clone()
                        y=percent(WHOLE - from - length)
                        height=percent(length)
                    ></rect>
                }
            };
            let rects: Vec<_> = paints.with(|paints| stack(parts, top).into_iter().zip(paints).map(rect).collect());
            let sum = height(parts);
            let text = sum_class.filter(|_| sum > 0).map(|class| {
                view! {
                    <text class=class x=middle.clone() y=percent(WHOLE - place(sum, top)) dy="-.35em">
                        {write.run(sum)}
                    </text>
                }
            });
            (rects, text)
        })
    };
    view! { <g>{drawn}</g> }.into_any()
}

/// The class of a column's sum; none where it fits on no screen.
fn sum_class(count: usize) -> Option<&'static str> {
    match count {
        0 => None,
        count if count <= SUMS.1 => Some("sum"),
        count if count <= SUMS.0 => Some("sum hide-s"),
        _ => None,
    }
}

/// The amounts at an axis.
pub(crate) fn axis_marks(axis: Memo<Vec<i64>>, write: Callback<i64, String>) -> AnyView {
    let marks = move || {
        axis.with(|axis| {
            let top = axis.last().copied().unwrap_or(0);
            axis.iter()
                .map(|mark| {
                    view! { <span class="mark" style:top=percent(WHOLE - place(*mark, top))>{write.run(*mark)}</span> }
                })
                .collect::<Vec<_>>()
        })
    };
    view! { <div class="plot-marks">{marks}</div> }.into_any()
}

/// The grid lines of an axis.
pub(crate) fn axis_rules(axis: Memo<Vec<i64>>) -> AnyView {
    (move || {
        axis.with(|axis| {
            let top = axis.last().copied().unwrap_or(0);
            axis.iter()
                .map(|mark| {
                    let y = percent(WHOLE - place(*mark, top));
                    view! { <line class="rule" x1="0" x2="100%" y1=y.clone() y2=y></line> }
                })
                .collect::<Vec<_>>()
        })
    })
    .into_any()
}

/// The middle of a column.
fn middle(index: usize, count: usize) -> u32 {
    let (x, width) = column(index, count);
    x + width / 2
}

/// The names below the columns, as many as fit. `place` says where the name of a column stands, of how many columns.
pub(crate) fn axis_heads(heads: Signal<Vec<String>>, place: fn(usize, usize) -> u32) -> AnyView {
    let shown = move || {
        heads.with(|heads| {
            let count = heads.len();
            let (step, narrow) = label_steps(count, ROOM.0, ROOM.1);
            heads
                .iter()
                .enumerate()
                .filter(|(index, _)| labelled(*index, count, step))
                .map(|(index, head)| {
                    let class = if labelled(index, count, narrow) { "head" } else { "head hide-s" };
                    view! { <span class=class style:left=percent(place(index, count))>{head.clone()}</span> }
                })
                .collect::<Vec<_>>()
        })
    };
    view! { <div class="plot-heads">{shown}</div> }.into_any()
}
