//! Ranges on one scale, each with its name, its figure and a tick at its likeliest value. The figures belong in a table
//! beside it.

use leptos::prelude::*;

use crate::widgets::bar_geometry::{marks, percent, place};
use crate::widgets::charts::fills::{Fill, LegendItem, legend, paint, patterns};
use crate::widgets::interval_geometry::{Interval, draw_interval, scale_end};

/// One range of [`IntervalRows`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntervalRow {
    /// What it shows.
    pub label: String,
    /// Its figure in words.
    pub value: String,
    /// The range.
    pub interval: Interval,
    /// Its fill.
    pub fill: Fill,
}

/// Renders ranges on one scale; rendered as a whole, since all its data changes together.
pub fn interval_rows(
    id: &str,
    label: String,
    rows: &[IntervalRow],
    mark: Option<i64>,
    series: &[LegendItem],
    unit: i64,
    write: &dyn Fn(i64) -> String,
) -> AnyView {
    let intervals: Vec<Interval> = rows.iter().map(|row| row.interval).collect();
    let top = scale_end(&intervals, mark);
    let fills: Vec<Fill> = series.iter().map(|item| item.fill).collect();
    let rule = |value: i64, class: &'static str| {
        let x = percent(place(value, top));
        view! { <line class=class x1=x.clone() x2=x y1="-20%" y2="120%"></line> }
    };
    let ticks: Vec<i64> = marks(top, unit, 4).into_iter().filter(|tick| *tick <= top).collect();
    let row = |row: &IntervalRow| {
        let drawn = draw_interval(row.interval, top);
        let fill = paint(id, row.fill);
        let middle = percent(drawn.middle);
        let beyond = drawn.cut.then(|| view! { <path class="beyond" d="M0 0l6 5l-6 5z"></path> });
        let rules: Vec<_> = ticks.iter().map(|tick| rule(*tick, "rule")).collect();
        view! {
            <li>
                <span class="bar-name">{row.label.clone()}</span>
                <span class="bar-value">{row.value.clone()}</span>
                <svg class="bar-line" aria-hidden="true">
                    {rules}
                    <rect
                        class=row.fill.class()
                        fill=fill
                        x=percent(drawn.from)
                        width=percent(drawn.length)
                        y="0"
                        height="100%"
                    ></rect>
                    <line class="middle" x1=middle.clone() x2=middle y1="-20%" y2="120%"></line>
                    {mark.map(|mark| rule(mark, "limit"))}
                    // An arrow at the end of the scale.
                    <svg x="100%" y="15%" width="8" height="10" class="arrow">{beyond}</svg>
                </svg>
            </li>
        }
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    let axis: Vec<_> = ticks
        .iter()
        .map(|tick| view! { <span class="head" style:left=percent(place(*tick, top))>{write(*tick)}</span> })
        .collect();
    view! {
        <figure class="picture intervals">
            <div role="img" aria-label=label>
                <svg class="visually-hidden" aria-hidden="true">{patterns(id, &fills)}</svg>
                <ul class="bar-rows">
                    {rows} <li class="axis" aria-hidden="true">
                        <span class="axis-marks">{axis}</span>
                    </li>
                </ul>
            </div>
            {legend(id, series)}
        </figure>
    }
    .into_any()
}
