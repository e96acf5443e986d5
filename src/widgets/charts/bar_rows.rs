//! Horizontal bars, each with its name and figure: shares and progress. The figures belong in a table beside it.

use leptos::prelude::*;

use crate::widgets::bar_geometry::{height, percent, place, stack};
use crate::widgets::charts::fills::{Fill, LegendItem, legend, paint, patterns};

/// One bar of [`BarRows`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    /// A unique key.
    pub key: u64,
    /// What it shows.
    pub label: String,
    /// Its figure in words.
    pub value: String,
    /// Its parts, from the left.
    pub parts: Vec<(Fill, i64)>,
    /// A value to compare with: a mark across the bar.
    pub mark: Option<i64>,
}

/// Horizontal bars on one scale.
#[component]
pub fn BarRows(
    /// Its own id on the page.
    #[prop(into)]
    id: String,
    /// What the picture shows, in a sentence with its main number.
    #[prop(into)]
    label: Signal<String>,
    /// The bars.
    #[prop(into)]
    rows: Signal<Vec<BarRow>>,
    /// What the fills mean, where there are several; and the fills there are.
    series: Vec<LegendItem>,
) -> AnyView {
    let top = Memo::new(move |_| {
        rows.with(|rows| {
            let ends = rows.iter().map(|row| {
                let length = row.parts.iter().fold(0, |sum: i64, (_, part)| sum.saturating_add((*part).max(0)));
                length.max(row.mark.unwrap_or(0))
            });
            ends.max().unwrap_or(0)
        })
    });
    let keys = Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.key).collect::<Vec<_>>()));
    let fills: Vec<Fill> = series.iter().map(|item| item.fill).collect();
    let defs = patterns(&id, &fills);
    let under = (series.len() > 1).then(|| legend(&id, &series));
    let picture = StoredValue::new(id);
    let bar = move |key: u64| {
        let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.key == key).cloned()));
        let drawn = move || {
            let top = top.get();
            row.with(|row| {
                let row = row.as_ref()?;
                let amounts: Vec<i64> = row.parts.iter().map(|(_, part)| *part).collect();
                let rects: Vec<_> = stack(&amounts, top)
                    .into_iter()
                    .zip(&row.parts)
                    .map(|((from, length), (fill, _))| {
                        let paint = picture.with_value(|picture| paint(picture, *fill));
                        view! {
                            <rect
                                class=fill.class()
                                fill=paint
                                x=percent(from)
                                width=percent(length)
                                y="0"
                                height="100%"
                            ></rect>
                        }
                    })
                    .collect();
                let track = row.mark.map(|mark| {
                    view! { <rect class="track" x="0" width=percent(place(mark, top)) y="0" height="100%"></rect> }
                });
                let mark = row.mark.map(|mark| {
                    let x = percent(place(mark, top));
                    view! { <line class="needed" x1=x.clone() x2=x y1="-4" y2="100%"></line> }
                });
                let empty = (height(&amounts) == 0).then(|| {
                    view! { <line class="nothing" x1="0" x2="0" y1="0" y2="100%"></line> }
                });
                Some((track, rects, empty, mark))
            })
        };
        view! {
            <li>
                <span class="bar-name">{move || row.with(|row| row.as_ref().map(|row| row.label.clone()))}</span>
                <span class="bar-value">{move || row.with(|row| row.as_ref().map(|row| row.value.clone()))}</span>
                <svg class="bar-line" aria-hidden="true">{drawn}</svg>
            </li>
        }
        .into_any()
    };
    view! {
        <figure class="picture">
            <div role="img" aria-label=move || label.get()>
                <svg class="visually-hidden" aria-hidden="true">{defs}</svg>
                <ul class="bar-rows">
                    <For each=move || keys.get() key=|key| *key children=bar />
                </ul>
            </div>
            {under}
        </figure>
    }
    .into_any()
}
