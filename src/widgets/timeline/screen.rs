//! The timeline on the screen: its frame, the calendar's head, the recycled row elements, and what is behind and over
//! them.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;

use super::picture::{Bar, BarStatus, GanttRow, end};
use super::{ROW, TimelineWidget, span};
use crate::geometry::selection::rows_in_view;
use crate::geometry::timeline::{Connector, Ruler, RulerMark, RulerUnit, Zoom, connector};
use crate::i18n::format;
use crate::i18n::words::timeline as w;
use crate::widgets::Alive;

/// The rendered rows, as first and count; the rendered days, as first and end.
#[derive(Clone, Copy)]
struct Window {
    rows: Memo<(usize, usize)>,
    days: Memo<(u32, u32)>,
    ruler: Memo<Ruler>,
}

/// A position or width in percent, for a style.
pub(crate) fn css_percent(value: f64) -> String {
    // Four decimals are a hundredth of a pixel on the widest page.
    ((value * 10_000.0).round() / 10_000.0).to_string() + "%"
}

/// The timeline in its scrolling frame. `label` names it; `help` is the id of the description of its keys.
pub fn view(timeline: TimelineWidget, label: &'static str, help: &'static str) -> AnyView {
    let ruler = Memo::new(move |_| timeline.ruler());
    let count = Memo::new(move |_| timeline.picture.with(|picture| picture.rows.len()));
    let rows = Memo::new(move |_| {
        let viewport = timeline.viewport.get();
        // The height is unknown before the first render, but never more than this.
        let height = if viewport.height > 0.0 { viewport.height } else { 640.0 };
        rows_in_view(viewport.top, height, ROW * timeline.rem.get_value(), count.get())
    });
    let days = Memo::new(move |_| {
        let (viewport, ruler) = (timeline.viewport.get(), ruler.get());
        if viewport.room > 0.0 { ruler.in_view(viewport.left, viewport.room) } else { (0, ruler.days) }
    });
    let window = Window { rows, days, ruler };
    Effect::new(move || {
        if timeline.frame.get().is_some() {
            timeline.look();
            // A picture too long to be legible starts zoomed to months.
            if untrack(move || timeline.ruler()).rems(1) < 0.14 {
                timeline.set_zoom(Zoom::Month);
                timeline.begin();
            }
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| timeline.look());
    on_cleanup(move || resized.remove());
    let stock = Memo::new(move |_| window.rows.get().1);
    // Whether the active bar is rendered; if not, the frame itself takes the focus and passes it on.
    let reachable = Memo::new(move |_| {
        let (first, stock) = window.rows.get();
        let row =
            timeline.active().and_then(|key| timeline.picture.with(|picture| picture.at(key).map(|(row, _)| row)));
        row.is_none_or(|row| (first..first + stock).contains(&row))
    });
    let alive = Alive::here();
    let focused = move |_| {
        if !reachable.get_untracked()
            && let Some(key) = untrack(move || timeline.active())
        {
            timeline.go_to(key);
        }
    };
    #[allow(clippy::cast_precision_loss)] // no plan is that long
    let height = move || count.get() as f64;
    view! {
        <div
            class="tl"
            node_ref=timeline.frame
            tabindex=move || if reachable.get() { "-1" } else { "0" }
            style:--rows=move || height().to_string()
            style:--track=move || ruler.get().width().to_string() + "px"
            on:focus=alive.guard(focused)
            on:focusin=alive.guard(move |event| timeline.focused(&event))
            on:keydown=alive.guard(move |event| timeline.key(&event))
            on:pointerdown=alive.guard(move |event| timeline.press(&event))
            on:pointermove=alive.guard(move |event| timeline.dragged(&event))
            on:pointerup=alive.guard(move |_| timeline.release())
            on:pointercancel=move |_| timeline.drag.set(None)
            on:click=alive.guard(move |event| timeline.click(&event))
            on:dblclick=move |event| {
                if let Some(held) = crate::browser::dom::drag::drag_target(&event) {
                    let _ = timeline.on_open.try_run(held.key);
                }
            }
            on:scroll=move |_| timeline.look()
        >
            <div
                class="tl-inner"
                role="grid"
                aria-label=label
                aria-describedby=help
                aria-rowcount=move || count.get().to_string()
            >
                {head(timeline, window)}
                <div class="tl-body" role="rowgroup">
                    {behind(timeline, window)}
                    <For each=move || 0..stock.get() key=|slot| *slot children=move |slot| row(timeline, window, slot) />
                    {over(timeline, window)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The text of a mark; empty where it does not fit.
pub(crate) fn mark_words(mark: RulerMark, ruler: Ruler) -> String {
    let rems = ruler.rems(mark.days);
    match mark.unit {
        RulerUnit::Day | RulerUnit::Week => {
            if rems >= 1.1 {
                mark.from.day().to_string()
            } else {
                String::new()
            }
        }
        RulerUnit::Month if rems >= 8.5 => format::month(mark.from),
        RulerUnit::Month | RulerUnit::Quarter => {
            if rems >= 1.9 {
                format::month_short(mark.from)
            } else {
                String::new()
            }
        }
        RulerUnit::Year => {
            if rems >= 2.5 {
                format::year(mark.from)
            } else {
                String::new()
            }
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// One line of the calendar's head.
pub(crate) fn scale(marks: &[RulerMark], ruler: Ruler, class: &'static str) -> AnyView {
    let mark = |mark: &RulerMark| {
        let at = css_percent(f64::from(mark.at) / f64::from(ruler.days) * 100.0);
        let width = css_percent(f64::from(mark.days) / f64::from(ruler.days) * 100.0);
        let free = mark.unit == RulerUnit::Day && is_weekend(mark.from);
        view! {
            <span class="tl-mark" class:free=free style:left=at style:width=width>
                <i>{mark_words(*mark, ruler)}</i>
            </span>
        }
    };
    let marks: Vec<_> = marks.iter().map(mark).collect();
    view! { <div class=class>{marks}</div> }.into_any()
}

fn marks_in(ruler: Ruler, unit: RulerUnit, (first, beyond): (u32, u32)) -> Vec<RulerMark> {
    let mut marks = ruler.marks(unit);
    marks.retain(|mark| mark.at < beyond && mark.at + mark.days > first);
    marks
}

fn head(timeline: TimelineWidget, window: Window) -> AnyView {
    let lines = move || {
        let (ruler, days) = (window.ruler.get(), window.days.get());
        let (upper, lower) = ruler.units();
        let upper = scale(&marks_in(ruler, upper, days), ruler, "tl-upper");
        let lower = scale(&marks_in(ruler, lower, days), ruler, "tl-lower");
        view! { {upper} {lower} }
    };
    let today = move || {
        let ruler = window.ruler.get();
        today_at(timeline.today, ruler).map(|at| view! { <b class="tl-today-word" style:left=at>{w::today()}</b> })
    };
    view! {
        <div class="tl-head" aria-hidden="true">
            <div class="tl-corner"></div>
            <div class="tl-scale">{lines} {today}</div>
        </div>
    }
    .into_any()
}

/// The position of the middle of today; `None` where it is not on the calendar.
pub(crate) fn today_at(today: NaiveDate, ruler: Ruler) -> Option<String> {
    let offset = ruler.offset(today);
    let on = (0..i64::from(ruler.days)).contains(&offset);
    on.then(|| css_percent(ruler.place(today) + 50.0 / f64::from(ruler.days)))
}

/// Behind the rows: the lines of the calendar and the bands.
fn behind(timeline: TimelineWidget, window: Window) -> AnyView {
    let lines = move || {
        let ruler = window.ruler.get();
        let (upper, lower) = ruler.units();
        let days = window.days.get();
        view! { {ruled(&marks_in(ruler, lower, days), ruler, "line")} {ruled(&marks_in(ruler, upper, days), ruler, "line strong")} }
    };
    let bands = move || {
        let ruler = window.ruler.get();
        timeline.picture.with(|picture| bands(picture, ruler))
    };
    view! { <div class="tl-under" aria-hidden="true">{bands} {lines}</div> }.into_any()
}

/// A line where each mark begins.
pub(crate) fn ruled(marks: &[RulerMark], ruler: Ruler, class: &'static str) -> AnyView {
    let line = |mark: &RulerMark| {
        let at = css_percent(f64::from(mark.at) / f64::from(ruler.days) * 100.0);
        let free = mark.unit == RulerUnit::Day && is_weekend(mark.from);
        let width = css_percent(if free { 100.0 / f64::from(ruler.days) } else { 0.0 });
        view! { <i class=class class:free=free style:left=at style:width=width></i> }
    };
    marks.iter().map(line).collect::<Vec<_>>().into_any()
}

/// The bands of a picture.
pub(crate) fn bands(picture: &super::Picture, ruler: Ruler) -> AnyView {
    let band = |band: &super::Band| {
        let left = css_percent(ruler.place(band.first));
        let width = css_percent(ruler.share(band.first, band.last));
        view! { <i class="band ".to_owned() + band.tone.class() style:left=left style:width=width></i> }
    };
    picture.bands.iter().map(band).collect::<Vec<_>>().into_any()
}

/// Over the rows: today and the dependencies.
fn over(timeline: TimelineWidget, window: Window) -> AnyView {
    let today =
        move || today_at(timeline.today, window.ruler.get()).map(|at| view! { <i class="tl-today" style:left=at></i> });
    let bends = Memo::new(move |_| {
        let ruler = window.ruler.get();
        let (first, stock) = window.rows.get();
        let days = window.days.get();
        timeline.picture.with(|picture| {
            let bends = bends(picture, ruler, |bar| timeline.days_of(bar));
            bends.filter(|(bend, _)| bend.is_in((first, first + stock), days)).collect::<Vec<_>>()
        })
    });
    let joins = move || {
        let ruler = window.ruler.get();
        bends.get().into_iter().map(|(bend, broken)| join(bend, broken, ruler)).collect::<Vec<_>>()
    };
    view! { <div class="tl-over" aria-hidden="true">{joins} {today}</div> }.into_any()
}

/// The connectors of the dependencies, each with whether it is violated. `days` gives the days of a bar as shown.
pub(crate) fn bends<'a>(
    picture: &'a super::Picture,
    ruler: Ruler,
    days: impl Fn(&Bar) -> (NaiveDate, NaiveDate) + 'a,
) -> impl Iterator<Item = (Connector, bool)> + 'a {
    picture.joins.iter().filter_map(move |join| {
        let ((from, earlier), (to, later)) = (picture.at(join.from)?, picture.at(join.to)?);
        let ends = ruler.offset(end(days(earlier).1));
        Some((connector((from, ends), (to, ruler.offset(days(later).0))), join.broken))
    })
}

/// A connector as two sides of a box with an arrow head.
pub(crate) fn join(bend: Connector, broken: bool, ruler: Ruler) -> AnyView {
    #[allow(clippy::cast_precision_loss)] // days and rows of a plan
    let (left, days, top, rows) = (
        bend.left as f64 / f64::from(ruler.days) * 100.0,
        bend.days as f64 / f64::from(ruler.days) * 100.0,
        bend.from.min(bend.to),
        bend.from.abs_diff(bend.to) as f64,
    );
    let class = match (bend.to >= bend.from, bend.back) {
        (true, false) => "join down",
        (false, false) => "join up",
        (true, true) => "join down back",
        (false, true) => "join up back",
    };
    view! {
        <i
            class=class
            class:broken=broken
            style:left=css_percent(left)
            style:width=if bend.back { css_percent(days) } else { "calc(".to_owned() + &css_percent(days) + " + .45rem)" }
            style:--at=top.to_string()
            style:--over=rows.to_string()
        ></i>
    }
    .into_any()
}

/// One of the recycled row elements: it shows the row of the window that falls to it.
fn row(timeline: TimelineWidget, window: Window, slot: usize) -> AnyView {
    let at = Memo::new(move |_| {
        let (first, stock) = window.rows.get();
        let stock = stock.max(1);
        first + (slot + stock - first % stock) % stock
    });
    let shown: Memo<Option<Arc<GanttRow>>> =
        Memo::new(move |_| timeline.picture.with(|picture| picture.rows.get(at.get()).cloned()));
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let class = Memo::new(move |_| {
        shown.with(|row| {
            let (heading, tone) = row.as_ref().map_or((false, ""), |row| (row.heading, row.tone.class()));
            (if heading { "tl-row heading " } else { "tl-row " }).to_owned() + tone
        })
    });
    let name = Memo::new(move |_| {
        shown.with(|row| row.as_ref().map(|row| (row.name.clone(), row.about.clone())).unwrap_or_default())
    });
    // Only the visible bars of a row, and the active one.
    let bars = Memo::new(move |_| {
        let (ruler, (first, beyond)) = (window.ruler.get(), window.days.get());
        let active = timeline.active();
        let in_view = |bar: &&Bar| {
            let (from, to) = (ruler.offset(bar.first), ruler.offset(bar.last));
            from < i64::from(beyond) && to >= i64::from(first) || active == Some(bar.key)
        };
        shown.with(|row| {
            let bars = row.iter().flat_map(|row| row.bars.iter());
            bars.filter(in_view).map(|bar| bar.key).collect::<Vec<_>>()
        })
    });
    view! {
        <div
            class=move || class.get()
            role="row"
            hidden=move || !there.get()
            aria-rowindex=move || (at.get() + 1).to_string()
            data-row=move || at.get().to_string()
            style:--at=move || at.get().to_string()
        >
            <div class="tl-name" role="rowheader" title=move || name.with(|(name, _)| name.clone())>
                <span>{move || name.with(|(name, _)| name.clone())}</span>
                {move || name.with(|(_, about)| about.clone()).map(|about| view! { <small>{about}</small> })}
            </div>
            <div class="tl-track" role="presentation">
                <For each=move || bars.get() key=|key| *key children=move |key| bar(timeline, window, key) />
            </div>
        </div>
    }
    .into_any()
}

/// The left edge of a bar; a milestone is centred on its day.
pub(crate) fn left_of(bar: &Bar, (first, last): (NaiveDate, NaiveDate), ruler: Ruler) -> String {
    let middle = if bar.stretches { 0.0 } else { ruler.share(first, last) / 2.0 };
    css_percent(ruler.place(first) + middle)
}

/// The class of a bar by its progress and whether it is a milestone.
pub(crate) fn bar_class(bar: &Bar) -> &'static str {
    match (bar.stretches, bar.status) {
        (true, BarStatus::Open) => "tl-bar",
        (true, BarStatus::Underway) => "tl-bar underway",
        (true, BarStatus::Done) => "tl-bar done",
        (false, BarStatus::Open) => "tl-bar point",
        (false, BarStatus::Underway) => "tl-bar point underway",
        (false, BarStatus::Done) => "tl-bar point done",
    }
}

fn bar(timeline: TimelineWidget, window: Window, key: u64) -> AnyView {
    let bar: Memo<Option<Bar>> =
        Memo::new(move |_| timeline.picture.with(|picture| picture.at(key).map(|(_, bar)| bar.clone())));
    let days = Memo::new(move |_| bar.with(|bar| bar.as_ref().map(|bar| timeline.days_of(bar))));
    let dragged = Memo::new(move |_| timeline.drag.get().is_some_and(|drag| drag.key == key && drag.begun));
    let active = Memo::new(move |_| timeline.active() == Some(key));
    let chosen = Memo::new(move |_| timeline.chosen() == Some(key));
    let place = move || {
        let ruler = window.ruler.get();
        let place = days.get().zip(bar.get()).map(|(days, bar)| left_of(&bar, days, ruler));
        place.unwrap_or_default()
    };
    let width =
        move || days.get().map(|(first, last)| css_percent(window.ruler.get().share(first, last))).unwrap_or_default();
    let class = move || bar.with(|bar| bar.as_ref().map_or("tl-bar", bar_class));
    let label = move || {
        bar.with(|bar| {
            let Some(bar) = bar else { return String::new() };
            w::bar(&bar.name, &span(bar.first, bar.last), &bar.about)
        })
    };
    let drag_label = move || {
        dragged.get().then(|| {
            let words = days.get().map(|(first, last)| span(first, last));
            view! { <span class="tl-say" aria-hidden="true">{words}</span> }
        })
    };
    let ends = move || {
        let stretches = bar.with(|bar| bar.as_ref().is_some_and(|bar| bar.stretches));
        stretches.then(|| view! { <i class="tl-end" data-end="first"></i> <i class="tl-end last" data-end="last"></i> })
    };
    view! {
        <div
            class=class
            class:on=move || chosen.get()
            class:pulled=move || dragged.get()
            role="gridcell"
            tabindex=move || if active.get() { "0" } else { "-1" }
            aria-label=label
            data-bar=key.to_string()
            style:left=place
            style:width=width
        >
            {ends} {drag_label}
        </div>
    }
    .into_any()
}
