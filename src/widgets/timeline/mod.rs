//! The timeline: rows of bars over a calendar, moved and resized by dragging or by keys.
//!
//! Knows rows, bars and days; what they are and what a move means is up to its caller. Only the visible rows and days
//! are rendered: a small stock of row elements is moved along as the frame scrolls, as in the [grid](super::grid). Bars
//! are placed in percent of the calendar's width, so that zooming only changes that width.

mod picture;
pub mod print;
mod screen;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

pub use self::picture::{Band, Bar, BarStatus, GanttRow, Join, Picture};
pub use self::screen::view;
use crate::browser::dom::focus::{Urgency, announce, holds_focus};
use crate::browser::dom::{drag, grid};
use crate::geometry::timeline::{Ruler, Zoom};
use crate::i18n::format;
use crate::i18n::words::timeline as w;

/// Height of a row in rem, as in the stylesheet.
const ROW: f64 = 2.25;
/// Height of the calendar's head in rem, which covers the frame's upper edge, as in the stylesheet.
const HEAD: f64 = 3.0;
/// From how many pixels on a press counts as a drag.
const DRAG_THRESHOLD: f64 = 4.0;
/// How near to the edge, in rem, a drag scrolls the frame.
const EDGE: f64 = 1.5;

/// Which part of a bar is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarHandle {
    /// The whole bar.
    Whole,
    /// Its first day.
    First,
    /// Its last day.
    Last,
}

/// A move of a bar that the reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The bar.
    pub key: u64,
    /// Which part of it.
    pub part: BarHandle,
    /// By how many days.
    pub by: i64,
    /// Whether it continues the previous move, as while a key is held down.
    pub again: bool,
}

/// A bar that is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    key: u64,
    part: BarHandle,
    /// Where in the calendar the drag started, in pixels.
    from: f64,
    by: i64,
    /// Whether the pointer has moved beyond the threshold.
    begun: bool,
}

/// The visible part of the picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Viewport {
    top: f64,
    left: f64,
    height: f64,
    /// The visible width of the calendar, without the names.
    room: f64,
}

/// The timeline. A handle.
#[derive(Clone, Copy)]
pub struct TimelineWidget {
    picture: Memo<Arc<Picture>>,
    today: NaiveDate,
    zoom: RwSignal<Zoom>,
    chosen: RwSignal<Option<u64>>,
    drag: RwSignal<Option<Drag>>,
    viewport: RwSignal<Viewport>,
    rem: StoredValue<f64>,
    frame: NodeRef<Div>,
    on_move: Callback<Move>,
    on_open: Callback<u64>,
}

impl TimelineWidget {
    /// A timeline whose bars are moved by `on_move` and opened by `on_open`.
    pub fn new(
        picture: Memo<Arc<Picture>>,
        today: NaiveDate,
        on_move: Callback<Move>,
        on_open: Callback<u64>,
    ) -> TimelineWidget {
        TimelineWidget {
            picture,
            today,
            zoom: RwSignal::new(Zoom::All),
            chosen: RwSignal::new(None),
            drag: RwSignal::new(None),
            viewport: RwSignal::new(Viewport::default()),
            rem: StoredValue::new(grid::rem()),
            frame: NodeRef::new(),
            on_move,
            on_open,
        }
    }

    /// The zoom, tracked.
    pub fn zoom(self) -> Signal<Zoom> {
        self.zoom.into()
    }

    /// The bar that was selected last, tracked; none once it is gone.
    pub fn chosen(self) -> Option<u64> {
        let chosen = self.chosen.get()?;
        self.picture.with(|picture| picture.at(chosen).is_some()).then_some(chosen)
    }

    /// The bar that keys act on: the selected one, or the first.
    fn active(self) -> Option<u64> {
        self.chosen().or_else(|| self.picture.with(|picture| picture.first()))
    }

    fn ruler(self) -> Ruler {
        let room = self.viewport.with(|viewport| viewport.room);
        // The width is unknown before the first render.
        let room = if room > 0.0 { room } else { 800.0 };
        self.picture
            .with(|picture| Ruler::new(picture.first, picture.last, self.zoom.get(), room, self.rem.get_value()))
    }

    /// Updates the viewport.
    fn look(self) {
        let Some(frame) = self.frame.try_get_untracked().flatten() else { return };
        let view = grid::view(&frame);
        let names = drag::width_of(&frame, ".tl-corner");
        let viewport =
            Viewport { top: view.top, left: view.left, height: view.height, room: (view.width - names).max(1.0) };
        if self.viewport.get_untracked() != viewport {
            self.viewport.set(viewport);
        }
    }

    /// Sets the zoom; the middle of the viewport stays.
    pub fn set_zoom(self, zoom: Zoom) {
        let (before, viewport) = (untrack(move || self.ruler()), self.viewport.get_untracked());
        let middle = (viewport.left + viewport.room / 2.0) / before.day;
        self.zoom.set(zoom);
        // In the next frame the calendar has its new width.
        request_animation_frame(move || {
            if self.frame.try_get_untracked().is_none() {
                return;
            }
            let after = untrack(move || self.ruler());
            self.scroll(None, Some(middle * after.day - viewport.room / 2.0));
        });
    }

    /// Scrolls a day to the middle of the viewport.
    pub fn show_day(self, day: NaiveDate) {
        let (ruler, viewport) = (untrack(move || self.ruler()), self.viewport.get_untracked());
        self.scroll(None, Some(ruler.place(day) / 100.0 * ruler.width() - viewport.room / 2.0));
    }

    /// Scrolls to today, or to the first day where today is not on the calendar, if the picture is too wide for the
    /// viewport.
    fn begin(self) {
        let day = self.picture.with_untracked(|picture| {
            if (picture.first..=picture.last).contains(&self.today) { self.today } else { picture.first }
        });
        // After the zoom has been applied, in the next frame.
        request_animation_frame(move || {
            request_animation_frame(move || {
                if self.frame.try_get_untracked().is_some() {
                    self.show_day(day);
                }
            });
        });
    }

    fn scroll(self, top: Option<f64>, left: Option<f64>) {
        let Some(frame) = self.frame.try_get_untracked().flatten() else { return };
        let view = grid::view(&frame);
        grid::scroll_to(&frame, top.unwrap_or(view.top).max(0.0), left.unwrap_or(view.left).max(0.0));
        self.look();
    }

    /// Selects and focuses a bar and scrolls it into view.
    pub fn go_to(self, key: u64) {
        self.chosen.set(Some(key));
        self.show(key);
        self.focus(key);
    }

    /// Scrolls a bar into view, or its start where it is longer than the viewport.
    fn show(self, key: u64) {
        let picture = self.picture.get_untracked();
        let Some((row, bar)) = picture.at(key) else { return };
        let (ruler, viewport, rem) =
            (untrack(move || self.ruler()), self.viewport.get_untracked(), self.rem.get_value());
        #[allow(clippy::cast_precision_loss)] // no plan is that long
        let top = row as f64 * ROW * rem;
        let height = (viewport.height - HEAD * rem - ROW * rem).max(0.0);
        let to_top = if top < viewport.top { top } else { viewport.top.max(top - height) };
        let left = ruler.place(bar.first) / 100.0 * ruler.width();
        let wide = ruler.share(bar.first, bar.last) / 100.0 * ruler.width();
        let to_left = if left < viewport.left || wide > viewport.room {
            left - rem
        } else {
            viewport.left.max(left + wide + rem - viewport.room)
        };
        // A bar longer than the frame is in view where any of it is, as when it is moved by keys.
        let partly = left < viewport.left + viewport.room - 2.0 * rem && left + wide > viewport.left + 2.0 * rem;
        let to_left = if wide > viewport.room && partly { viewport.left } else { to_left };
        if (to_top - viewport.top).abs() > 0.5 || (to_left - viewport.left).abs() > 0.5 {
            self.scroll(Some(to_top), Some(to_left));
        }
    }

    /// Focuses a bar: at once where it is rendered, else in the next frame.
    fn focus(self, key: u64) {
        let Some(frame) = self.frame.get_untracked() else { return };
        if !drag::focus_bar(&frame, key) {
            request_animation_frame(move || {
                if let Some(frame) = self.frame.try_get_untracked().flatten() {
                    drag::focus_bar(&frame, key);
                }
            });
        }
    }

    /// Moves a bar and announces its new days.
    fn make(self, what: Move) {
        self.on_move.run(what);
        let picture = self.picture.get_untracked();
        if let Some((_, bar)) = picture.at(what.key) {
            announce(&w::now_at(&bar.name, &span(bar.first, bar.last)), Urgency::Polite);
        }
        self.show(what.key);
        // It may be in another row now, with another element.
        request_animation_frame(move || {
            let Some(frame) = self.frame.try_get_untracked().flatten() else { return };
            if holds_focus(&frame) {
                drag::focus_bar(&frame, what.key);
            }
        });
    }

    fn key(self, event: &KeyboardEvent) {
        if let Some(drag) = self.drag.get_untracked() {
            if event.key() == "Escape" {
                event.prevent_default();
                self.drag.set(None);
                if drag.begun {
                    announce(w::let_go(), Urgency::Polite);
                }
            }
            return;
        }
        let Some(active) = untrack(move || self.active()) else { return };
        let picture = self.picture.get_untracked();
        let week = event.ctrl_key() || event.alt_key() || event.meta_key();
        let go = |to: Option<u64>| {
            event.prevent_default();
            if let Some(to) = to {
                self.go_to(to);
            }
        };
        match event.key().as_str() {
            key @ ("ArrowLeft" | "ArrowRight") => {
                event.prevent_default();
                let by = if key == "ArrowLeft" { -1 } else { 1 } * if week { 7 } else { 1 };
                let stretches = picture.at(active).is_some_and(|(_, bar)| bar.stretches);
                let part = match event.shift_key() {
                    true if stretches => BarHandle::Last,
                    true => return announce(w::one_day_only(), Urgency::Polite),
                    false => BarHandle::Whole,
                };
                self.chosen.set(Some(active));
                self.make(Move { key: active, part, by, again: event.repeat() });
            }
            _ if week => {}
            "ArrowUp" => go(picture.beside(active, -1)),
            "ArrowDown" => go(picture.beside(active, 1)),
            "PageUp" => go(picture.row_beside(active, -self.page())),
            "PageDown" => go(picture.row_beside(active, self.page())),
            "Home" => go(picture.first()),
            "End" => go(picture.last_bar()),
            "Enter" => {
                event.prevent_default();
                self.on_open.run(active);
            }
            _ => {}
        }
    }

    /// How many rows are visible at once, minus one.
    #[allow(clippy::cast_possible_truncation)] // some tens of rows
    fn page(self) -> isize {
        let viewport = self.viewport.get_untracked();
        (((viewport.height / self.rem.get_value() - HEAD) / ROW).floor() as isize - 1).max(1)
    }

    /// Selects the focused bar, so that keys act on it.
    fn focused(self, event: &FocusEvent) {
        if let Some(held) = drag::drag_target(event)
            && self.chosen.get_untracked() != Some(held.key)
        {
            self.chosen.set(Some(held.key));
        }
    }

    fn press(self, event: &PointerEvent) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let Some(held) = drag::drag_target(event).filter(|_| event.button() == 0) else { return };
        // Touch scrolls, unless the bar was selected before.
        if drag::is_touch(event) && self.chosen.get_untracked() != Some(held.key) {
            return;
        }
        self.chosen.set(Some(held.key));
        let part = match held.end.as_str() {
            "first" => BarHandle::First,
            "last" => BarHandle::Last,
            _ => BarHandle::Whole,
        };
        let from = drag::x_in(&frame, event) + grid::view(&frame).left;
        self.drag.set(Some(Drag { key: held.key, part, from, by: 0, begun: false }));
    }

    fn dragged(self, event: &PointerEvent) {
        let (Some(frame), Some(mut drag)) = (self.frame.get_untracked(), self.drag.get_untracked()) else { return };
        let x = drag::x_in(&frame, event);
        let view = grid::view(&frame);
        if !drag.begun {
            if (x + view.left - drag.from).abs() < DRAG_THRESHOLD {
                return;
            }
            drag.begun = true;
            drag::capture(&frame, event);
        }
        let (rem, room) = (self.rem.get_value(), self.viewport.get_untracked().room);
        let step = if x > view.width - EDGE * rem {
            rem
        } else if x < view.width - room + EDGE * rem {
            -rem
        } else {
            0.0
        };
        if step != 0.0 {
            self.scroll(None, Some(view.left + step));
        }
        let by = untrack(move || self.ruler()).days_dragged(x + grid::view(&frame).left - drag.from);
        drag.by = by;
        if self.drag.get_untracked() != Some(drag) {
            self.drag.set(Some(drag));
        }
    }

    fn release(self) {
        let Some(drag) = self.drag.get_untracked() else { return };
        self.drag.set(None);
        if drag.begun && drag.by != 0 {
            self.make(Move { key: drag.key, part: drag.part, by: drag.by, again: false });
        }
        self.focus(drag.key);
    }

    fn click(self, event: &MouseEvent) {
        if let Some(held) = drag::drag_target(event) {
            // A click without a pointer, as by a screen reader, opens the bar.
            if event.detail() == 0 {
                self.on_open.run(held.key);
            } else if self.chosen.get_untracked() != Some(held.key) {
                self.go_to(held.key);
            }
        } else if let Some(key) = drag::row_of(event).and_then(|row| self.picture.get_untracked().first_in(row)) {
            self.go_to(key);
        }
    }

    /// The days of a bar as shown: while it is dragged, those it would move to.
    fn days_of(self, bar: &Bar) -> (NaiveDate, NaiveDate) {
        let drag = self.drag.get().filter(|drag| drag.key == bar.key && drag.begun);
        drag.map_or((bar.first, bar.last), |drag| picture::moved(bar, drag.part, drag.by))
    }
}

/// The days of a bar in words.
fn span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { format::date_short(first) } else { format::span_short(first, last) }
}
