//! A line chart over days. It shows a trend; the figures belong in a table beside it.

use leptos::prelude::*;

use crate::widgets::chart_geometry::{grid, path, place};

/// A line of a [`LineChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// What it shows, for the legend.
    pub label: String,
    /// Its values, equally spaced.
    pub values: Vec<f64>,
    /// Whether it is dashed and pale, for comparison.
    pub beside: bool,
}

/// Lines over the same span of time.
#[component]
pub fn LineChart(
    /// A sentence that describes the chart, for readers who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// The lines; the first one matters.
    #[prop(into)]
    lines: Signal<Vec<ChartLine>>,
    /// How a value of the grid is written.
    write: Callback<f64, String>,
    /// The first and the last moment, as they are written.
    #[prop(into)]
    ends: Signal<(String, String)>,
) -> AnyView {
    let frame = move || {
        let lines = lines.get();
        let values = || lines.iter().flat_map(|line| line.values.iter().copied());
        let grid = grid(values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max), 4);
        let (least, most) = (*grid.first()?, *grid.last()?);
        let marks = grid
            .iter()
            .map(|value| {
                let at = percent(100.0 - place(*value, least, most));
                view! { <span class="mark" style:top=at>{write.run(*value)}</span> }
            })
            .collect::<Vec<_>>();
        let drawn = lines
            .iter()
            .map(|line| {
                let class = if line.beside { "beside" } else { "main" };
                view! { <path class=class d=path(&line.values, least, most) vector-effect="non-scaling-stroke"></path> }
            })
            .collect::<Vec<_>>();
        let rules = grid
            .iter()
            .map(|value| {
                let y = (100.0 - place(*value, least, most)).to_string();
                view! { <line x1="0" x2="100" y1=y.clone() y2=y vector-effect="non-scaling-stroke"></line> }
            })
            .collect::<Vec<_>>();
        Some(view! {
            <div class="marks">{marks}</div>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none">{rules}{drawn}</svg>
        })
    };
    let legend = move || {
        let lines = lines.get();
        (lines.len() > 1).then(|| {
            let items = lines
                .into_iter()
                .map(|line| view! { <li class=if line.beside { "beside" } else { "main" }>{line.label}</li> })
                .collect::<Vec<_>>();
            view! { <ul class="chart-legend">{items}</ul> }
        })
    };
    view! {
        <figure class="chart">
            <div class="chart-frame" role="img" aria-label=move || label.get()>{frame}</div>
            <p class="chart-ends" aria-hidden="true">
                <span>{move || ends.get().0}</span>
                <span>{move || ends.get().1}</span>
            </p>
            {legend}
        </figure>
    }
    .into_any()
}

fn percent(value: f64) -> String {
    value.to_string() + "%"
}
