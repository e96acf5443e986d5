//! The timeline in print: scaled to the width of a landscape page, its rows split into pages that each start with the
//! calendar's head.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Picture;
use super::picture::Bar;
use super::screen::{bands, bar_class, css_percent, join, left_of, ruled, scale, today_at};
use crate::geometry::timeline::{Connector, Ruler, Zoom, connector, pages};
use crate::i18n::format;
use crate::i18n::words::timeline as w;

/// One rem and the width of the calendar in print, in CSS pixels, as in the print styles.
const REM: f64 = 13.0;
const ROOM: f64 = 710.0;
/// Rows of a landscape A4 page below its head.
const ROWS: usize = 26;

/// All pages. `title` is at the head of each; `more` follows the last, such as what has no dates.
pub fn pages_of(picture: &Picture, title: &str, today: NaiveDate, more: AnyView) -> AnyView {
    let ruler = Ruler::new(picture.first, picture.last, Zoom::All, ROOM, REM);
    let headings: Vec<bool> = picture.rows.iter().map(|row| row.heading).collect();
    let sheets = pages(&headings, ROWS);
    let of = format::counted(sheets.len()).1;
    let pages: Vec<AnyView> = sheets
        .iter()
        .enumerate()
        .map(|(at, rows)| {
            let head = view! {
                <p class="tl-paper-head">
                    <b>{title.to_owned()}</b> <span>{w::page(&format::counted(at + 1).1, &of)}</span>
                </p>
            };
            page(picture, ruler, today, rows, head.into_any())
        })
        .collect();
    view! {
        {pages}
        {more}
    }
    .into_any()
}

fn page(picture: &Picture, ruler: Ruler, today: NaiveDate, rows: &[usize], head: AnyView) -> AnyView {
    let (upper, lower) = ruler.units();
    let (upper, lower) = (ruler.marks(upper), ruler.marks(lower));
    let lines = view! { {ruled(&lower, ruler, "line")} {ruled(&upper, ruler, "line strong")} };
    let today_word = today_at(today, ruler).map(|at| view! { <b class="tl-today-word" style:left=at>{w::today()}</b> });
    let today = today_at(today, ruler).map(|at| view! { <i class="tl-today" style:left=at></i> });
    let joins: Vec<AnyView> =
        joins_on(picture, ruler, rows).into_iter().map(|(bend, broken)| join(bend, broken, ruler)).collect();
    let bars = |bar: &Bar| {
        let left = left_of(bar, (bar.first, bar.last), ruler);
        let width = css_percent(ruler.share(bar.first, bar.last));
        view! { <div class=bar_class(bar) style:left=left style:width=width></div> }
    };
    let row = |(at, row): (usize, &usize)| {
        let row = picture.rows.get(*row)?;
        let class = if row.heading { "tl-row heading " } else { "tl-row " };
        Some(view! {
            <div class=class.to_owned() + row.tone.class() style:--at=at.to_string()>
                <div class="tl-name">
                    <span>{row.name.clone()}</span>
                    {row.about.clone().map(|about| view! { <small>{about}</small> })}
                </div>
                <div class="tl-track">{row.bars.iter().map(bars).collect::<Vec<_>>()}</div>
            </div>
        })
    };
    let rows_drawn: Vec<_> = rows.iter().enumerate().filter_map(row).collect();
    view! {
        <section class="tl-paper">
            {head}
            <div class="tl-inner">
                <div class="tl-head">
                    <div class="tl-corner"></div>
                    <div class="tl-scale">{scale(&upper, ruler, "tl-upper")} {scale(&lower, ruler, "tl-lower")} {today_word}</div>
                </div>
                <div class="tl-body" style:--rows=rows.len().to_string()>
                    <div class="tl-under">{bands(picture, ruler)} {lines}</div>
                    {rows_drawn}
                    <div class="tl-over">{joins} {today}</div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The links between bars of the same page, by the rows of the page.
fn joins_on(picture: &Picture, ruler: Ruler, rows: &[usize]) -> Vec<(Connector, bool)> {
    let here = |row: usize| rows.iter().position(|other| *other == row);
    let found = picture.joins.iter().filter_map(|join| {
        let ((from, earlier), (to, later)) = (picture.at(join.from)?, picture.at(join.to)?);
        let end = ruler.offset(super::picture::end(earlier.last));
        Some((connector((here(from)?, end), (here(to)?, ruler.offset(later.first))), join.broken))
    });
    found.collect()
}
