//! A planned path over days, what was tracked, and an interval ahead, with what ran beneath it. The figures belong in a
//! table beside it.

use leptos::prelude::*;

use crate::widgets::charts::meters::Tone;
use crate::widgets::progress_geometry::ProgressLayout;

/// Some days across the picture, in percent of its width.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpan {
    /// Where it begins.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
    /// What it is, shown when pointed at.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
}

/// What a progress chart draws. Positions are in percent of the picture, from the left and from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressShapes {
    /// A sentence with the main number that describes the picture.
    pub label: String,
    /// Where its lines, areas and points are.
    pub layout: ProgressLayout,
    /// The values beside its marks.
    pub marks: Vec<String>,
    /// The months below it, and where they begin.
    pub months: Vec<(String, f64)>,
    /// The label of the target.
    pub target: Option<String>,
    /// The phases.
    pub phases: Vec<ChartSpan>,
    /// The activities, each in its row.
    pub activities: Vec<(usize, ChartSpan)>,
    /// The posts.
    pub posts: Vec<ChartSpan>,
    /// Today.
    pub today: Option<(f64, String)>,
    /// The legend: the class of each mark, and its words.
    pub legend: Vec<(&'static str, String)>,
}

/// The chart.
pub fn progress_chart(shapes: ProgressShapes) -> AnyView {
    let rows = shapes.activities.iter().map(|(row, _)| row + 1).max().unwrap_or(0);
    let lanes = lanes(&shapes, rows);
    let legend: Vec<_> = shapes
        .legend
        .iter()
        .map(|(class, words)| view! { <li><i class=*class aria-hidden="true"></i>{words.clone()}</li> })
        .collect();
    view! {
        <figure class="picture progress">
            <div class="plot" role="img" aria-label=shapes.label.clone()>
                {axis(&shapes)}
                {drawing(&shapes)}
                {words(&shapes)}
            </div>
            {lanes}
            <ul class="progress-legend">{legend}</ul>
        </figure>
    }
    .into_any()
}

fn axis(shapes: &ProgressShapes) -> AnyView {
    let marks: Vec<_> = shapes
        .marks
        .iter()
        .zip(&shapes.layout.marks)
        .map(|(words, (_, top))| view! { <span class="mark" style:top=percent(*top)>{words.clone()}</span> })
        .collect();
    view! { <div class="plot-marks">{marks}</div> }.into_any()
}

/// The lines and areas.
fn drawing(shapes: &ProgressShapes) -> AnyView {
    let phases: Vec<_> = shapes
        .phases
        .iter()
        .map(|span| {
            let class = ["phase-band ", span.tone.class()].concat();
            view! { <rect class=class x=percent(span.from) width=percent(span.width) y="0" height="100%"></rect> }
        })
        .collect();
    let layout = &shapes.layout;
    let rules: Vec<_> = layout
        .marks
        .iter()
        .map(|(_, top)| {
            let y = percent(*top);
            view! { <line class="rule" x1="0" x2="100%" y1=y.clone() y2=y></line> }
        })
        .collect();
    let tracked = if layout.is_pale() { "tracked pale" } else { "tracked" };
    let paths: Vec<_> = [("planned", &layout.planned), ("band", &layout.band), ("median", &layout.median)]
        .into_iter()
        .chain(layout.tracked.iter().map(|run| (tracked, run)))
        .chain([("tracked", &layout.mean)])
        .filter(|(_, path)| !path.is_empty())
        .map(|(class, path)| view! { <path class=class d=path.clone() vector-effect="non-scaling-stroke"></path> })
        .collect();
    let dot = if layout.is_pale() { "dot pale" } else { "dot" };
    let dots: Vec<_> = layout
        .dots
        .iter()
        .map(|(x, y)| view! { <circle class=dot cx=percent(*x) cy=percent(*y) r="3"></circle> })
        .collect();
    let target = layout.target.filter(|_| shapes.target.is_some()).map(|top| {
        let y = percent(top);
        view! { <line class="limit" x1="0" x2="100%" y1=y.clone() y2=y></line> }
    });
    let today = shapes.today.as_ref().map(|(left, _)| {
        let x = percent(*left);
        view! { <line class="today" x1=x.clone() x2=x y1="0" y2="100%"></line> }
    });
    let paid = layout.paid.map(|(x, y)| view! { <circle class="dot paid" cx=percent(x) cy=percent(y) r="5"></circle> });
    let end = layout.end.map(|(left, [low, median, high])| {
        let x = percent(left);
        view! {
            <line class="interval" x1=x.clone() x2=x.clone() y1=percent(low) y2=percent(high)></line>
            <circle class="dot hollow" cx=x cy=percent(median) r="4.5"></circle>
        }
    });
    view! {
        <svg aria-hidden="true">
            {phases}
            {rules}
            <svg viewBox="0 0 100 100" preserveAspectRatio="none">{paths}</svg>
            {target}
            {today}
            {dots}
            {paid}
            {end}
        </svg>
    }
    .into_any()
}

/// The words on the picture: target, today, months.
fn words(shapes: &ProgressShapes) -> AnyView {
    let target = shapes.layout.target.zip(shapes.target.as_ref()).map(|(top, words)| {
        let class = if top < 12.0 { "limit-words under" } else { "limit-words" };
        view! { <span class=class style:top=percent(top)>{words.clone()}</span> }
    });
    let today = shapes.today.as_ref().map(|(left, words)| {
        let class = if *left > 80.0 { "today-words end" } else { "today-words" };
        view! { <span class=class style:left=percent(*left)>{words.clone()}</span> }
    });
    let months: Vec<_> = shapes
        .months
        .iter()
        .map(|(words, left)| view! { <span class="month" style:left=percent(*left)>{words.clone()}</span> })
        .collect();
    view! {
        <div class="plot-words" aria-hidden="true">{target}{today}</div>
        <div class="plot-heads" aria-hidden="true">{months}</div>
    }
    .into_any()
}

/// What ran, below the picture: phases, activities in as few rows as they need, posts.
fn lanes(shapes: &ProgressShapes, rows: usize) -> AnyView {
    let span = |class: &'static str, span: &ChartSpan| {
        let class = [class, " ", span.tone.class()].concat();
        view! {
            <i class=class style:left=percent(span.from) style:width=percent(span.width) title=span.label.clone()></i>
        }
    };
    let lane = |class: &'static str, of: Vec<&ChartSpan>| {
        let spans: Vec<_> = of.into_iter().map(|found| span(class, found)).collect();
        (!spans.is_empty()).then(|| view! { <div class="lane">{spans}</div> })
    };
    let activities: Vec<_> = (0..rows)
        .map(|row| {
            lane("activity", shapes.activities.iter().filter(|(at, _)| *at == row).map(|(_, span)| span).collect())
        })
        .collect();
    view! {
        <div class="progress-lanes" aria-hidden="true">
            {activities}
            {lane("tick", shapes.posts.iter().collect())}
        </div>
    }
    .into_any()
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
