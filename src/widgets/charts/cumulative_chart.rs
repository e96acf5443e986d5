//! A cumulative amount over time, with its limit and measured points. The figures belong in a table beside it.

use leptos::prelude::*;

use crate::widgets::bar_geometry::{WHOLE, edge, line_path, marks, percent, place};
use crate::widgets::charts::column_chart::{axis_heads, axis_marks, axis_rules};

/// A measured point of a [`CumulativeChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredPoint {
    /// Its time, in hundredths of a percent of the time span.
    pub at: u32,
    /// How much.
    pub value: i64,
    /// What it is and how much, for the legend.
    pub label: String,
    /// Whether it is hollow: a second measure beside the first.
    pub hollow: bool,
}

/// A cumulative sum and its limit.
#[component]
pub fn CumulativeChart(
    /// A sentence with the main number that describes the picture.
    #[prop(into)]
    label: Signal<String>,
    /// The name and total of the line, for the legend.
    #[prop(into)]
    line: Signal<String>,
    /// The short names of the spans, which stand where the spans begin.
    #[prop(into)]
    heads: Signal<Vec<String>>,
    /// The sum at the end of each span.
    #[prop(into)]
    sums: Signal<Vec<i64>>,
    /// The limit, with its label.
    #[prop(into)]
    limit: Signal<Option<(i64, String)>>,
    /// The measured points.
    #[prop(into)]
    points: Signal<Vec<MeasuredPoint>>,
    /// How many smallest units make a whole one.
    unit: i64,
    /// Formats an amount in little space.
    write: Callback<i64, String>,
) -> AnyView {
    let axis = Memo::new(move |_| {
        let planned = sums.with(|sums| sums.iter().copied().max().unwrap_or(0));
        let measured = points.with(|points| points.iter().map(|point| point.value).max().unwrap_or(0));
        let limit = limit.with(|limit| limit.as_ref().map_or(0, |limit| limit.0));
        marks(planned.max(measured).max(limit), unit, 4)
    });
    let top = Memo::new(move |_| axis.with(|axis| axis.last().copied().unwrap_or(0)));
    let path = Memo::new(move |_| {
        sums.with(|sums| {
            let ends = sums.iter().enumerate().map(|(at, sum)| (edge(at + 1, sums.len()), *sum));
            line_path(&std::iter::once((0, 0)).chain(ends).collect::<Vec<_>>(), top.get())
        })
    });
    view! {
        <figure class="picture">
            <div class="plot" role="img" aria-label=move || label.get()>
                {axis_marks(axis, write)}
                <svg aria-hidden="true">
                    {axis_rules(axis)}
                    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
                        <path class="course" d=move || path.get() vector-effect="non-scaling-stroke"></path>
                    </svg>
                    {limit_line(limit, top)}
                    {measured_points(points, top)}
                </svg>
                <div class="plot-words">{limit_label(limit, top)}</div>
                {axis_heads(heads, edge)}
            </div>
            {legend(line, limit, points)}
        </figure>
    }
    .into_any()
}

/// The line of the limit.
fn limit_line(limit: Signal<Option<(i64, String)>>, top: Memo<i64>) -> AnyView {
    let view = move || {
        let top = top.get();
        limit.with(|limit| {
            limit.as_ref().map(|(value, _)| {
                let y = percent(WHOLE - place(*value, top));
                view! { <line class="limit" x1="0" x2="100%" y1=y.clone() y2=y></line> }
            })
        })
    };
    view.into_any()
}

/// The label of the limit, under the line where there is no room above it.
fn limit_label(limit: Signal<Option<(i64, String)>>, top: Memo<i64>) -> AnyView {
    let view = move || {
        let top = top.get();
        limit.with(|limit| {
            limit.as_ref().map(|(value, words)| {
                let at = place(*value, top);
                let class = if at > WHOLE * 9 / 10 { "limit-words under" } else { "limit-words" };
                view! { <span class=class style:top=percent(WHOLE - at)>{words.clone()}</span> }
            })
        })
    };
    view.into_any()
}

/// The measured points.
fn measured_points(points: Signal<Vec<MeasuredPoint>>, top: Memo<i64>) -> AnyView {
    let view = move || {
        let top = top.get();
        points.with(|points| {
            points
                .iter()
                .map(|point| {
                    let y = percent(WHOLE - place(point.value, top));
                    view! { <circle class=dot(point) cx=percent(point.at) cy=y r="5"></circle> }
                })
                .collect::<Vec<_>>()
        })
    };
    view.into_any()
}

/// The legend: the line, the limit and the measured points.
fn legend(line: Signal<String>, limit: Signal<Option<(i64, String)>>, points: Signal<Vec<MeasuredPoint>>) -> AnyView {
    let view = move || {
        let dots = points.with(|points| {
            points
                .iter()
                .map(|point| {
                    view! {
                        <li>
                            <svg class="patch" aria-hidden="true">
                                <circle class=dot(point) cx="50%" cy="50%" r="4.5"></circle>
                            </svg>
                            {point.label.clone()}
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        });
        let limit = limit.with(|limit| {
            limit.as_ref().map(|(_, words)| {
                view! {
                    <li>
                        <svg class="patch" aria-hidden="true">
                            <line class="limit" x1="0" x2="100%" y1="50%" y2="50%"></line>
                        </svg>
                        {words.clone()}
                    </li>
                }
            })
        });
        view! {
            <ul class="picture-legend">
                <li>
                    <svg class="patch" aria-hidden="true">
                        <line class="course" x1="0" x2="100%" y1="50%" y2="50%"></line>
                    </svg>
                    {line.get()}
                </li>
                {limit}
                {dots}
            </ul>
        }
    };
    view.into_any()
}

fn dot(point: &MeasuredPoint) -> &'static str {
    if point.hollow { "dot hollow" } else { "dot" }
}
