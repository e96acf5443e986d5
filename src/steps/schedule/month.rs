//! A month at a glance: a grid of weeks, each with its posts against its cadences. One tab stop; arrow keys move between
//! days and posts. A post is moved to another day with the mouse, or with Shift and an arrow key; touch scrolls the page.

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::cadences::{weekday_name, weekdays_from};
use super::channel_marks::{ChannelMark, channel_marks};
use super::{Page, add_post, days_in, first_weekday, has_channels, month_of, title_of, to_post, week_words};
use crate::browser::dom::drag;
use crate::browser::dom::focus::{Urgency, announce, focus_in_view, focus_when_rendered};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::schedule as w;
use crate::plan::Plan;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::phase::PhaseKind;
use crate::plan::model::schedule::{Post, PostId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::schedule::posts::{WeekCount, week_count, week_of, weeks_from};
use crate::ui::labels::names;
use crate::widgets::{Alive, Button};

#[derive(Clone, PartialEq)]
struct Week {
    count: WeekCount,
    days: Vec<Day>,
}

#[derive(Clone, PartialEq)]
struct Day {
    on: NaiveDate,
    phase: Option<PhaseKind>,
    posts: Vec<MonthPost>,
}

#[derive(Clone, PartialEq)]
struct MonthPost {
    id: PostId,
    title: String,
    channel: ChannelMark,
    original: bool,
    paid: bool,
}

/// A post that is held by the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Held {
    id: PostId,
    from: NaiveDate,
    /// Where the pointer went down, in CSS pixels.
    start: (i32, i32),
    /// How far it has come since; `None` until that is more than a click trembles.
    by: Option<(i32, i32)>,
    /// The day beneath it.
    over: Option<NaiveDate>,
}

/// How far the pointer moves before a press is a drag, in CSS pixels.
const TREMBLE: i32 = 6;

/// A button of the calendar: a day's number, or a post.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Day(NaiveDate),
    Post(PostId),
}

impl Stop {
    /// Its id on the page.
    fn id(self) -> String {
        match self {
            Stop::Day(on) => "day-number-".to_owned() + &on.to_string(),
            Stop::Post(id) => entry_id(id),
        }
    }
}

/// The buttons of a day, from top to bottom.
fn stops_of(day: &Day, can_add: bool) -> Vec<Stop> {
    let number = can_add.then_some(Stop::Day(day.on));
    number.into_iter().chain(day.posts.iter().map(|post| Stop::Post(post.id))).collect()
}

/// Where a key leads in a calendar of whole weeks, given the buttons of each day; `None` if it leads nowhere. Left and
/// right go to the next day that has a button, up and down through the day and on to the same day of another week.
fn walked(days: &[Vec<Stop>], from: Stop, key: &str) -> Option<Stop> {
    let at = days.iter().position(|day| day.contains(&from))?;
    let nth = days[at].iter().position(|stop| *stop == from)?;
    let row = at - at % 7;
    let in_row = &days[row..days.len().min(row + 7)];
    match key {
        "ArrowLeft" => days[..at].iter().rfind(|day| !day.is_empty())?.iter().take(nth + 1).next_back(),
        "ArrowRight" => days[at + 1..].iter().find(|day| !day.is_empty())?.iter().take(nth + 1).next_back(),
        "ArrowUp" if nth > 0 => days[at].get(nth - 1),
        "ArrowUp" => days[..at].iter().rev().skip(6).step_by(7).find_map(|day| day.last()),
        "ArrowDown" if nth + 1 < days[at].len() => days[at].get(nth + 1),
        "ArrowDown" => days[at..].iter().skip(7).step_by(7).find_map(|day| day.first()),
        "Home" => in_row.iter().find_map(|day| day.first()),
        "End" => in_row.iter().rev().find_map(|day| day.first()),
        _ => None,
    }
    .copied()
}

/// The calendar: the page, and what is dragged.
#[derive(Clone, Copy)]
struct Calendar {
    page: Page,
    weeks: Memo<Vec<Week>>,
    can_add: Memo<bool>,
    /// The button that had the focus last.
    last: RwSignal<Option<Stop>>,
    /// The one button that Tab reaches.
    stop: Memo<Option<Stop>>,
    held: RwSignal<Option<Held>>,
    /// Whether the press just ended was a drag, whose click opens nothing.
    dragged: StoredValue<bool>,
    table: NodeRef<html::Table>,
}

impl Calendar {
    fn press(self, event: &PointerEvent) {
        self.dragged.set_value(false);
        if event.button() != 0 || drag::is_touch(event) {
            return;
        }
        let parsed = |name: &str| drag::attribute_of(event, name);
        let id = parsed("data-post").and_then(|id| id.parse().ok());
        let from = parsed("data-day").and_then(|day| day.parse().ok());
        if let Some((id, from)) = id.zip(from) {
            let start = (event.client_x(), event.client_y());
            self.held.set(Some(Held { id, from, start, by: None, over: None }));
        }
    }

    fn drag(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        if event.buttons() & 1 == 0 {
            self.held.set(None);
            return;
        }
        let by = (event.client_x() - held.start.0, event.client_y() - held.start.1);
        if held.by.is_none() {
            if by.0.abs() + by.1.abs() < TREMBLE {
                return;
            }
            if let Some(table) = self.table.get_untracked() {
                drag::capture(&table, event);
            }
        }
        let over = drag::attribute_beneath(event, "data-day").and_then(|day| day.parse().ok());
        self.held.set(Some(Held { by: Some(by), over, ..held }));
    }

    fn release(self) {
        let Some(held) = self.held.try_get_untracked().flatten() else { return };
        self.held.set(None);
        if held.by.is_none() {
            return;
        }
        self.dragged.set_value(true);
        if let Some(to) = held.over.filter(|to| *to != held.from) {
            let edit = self.moved(held.id, to);
            if let Some(edit) = edit {
                self.page.editor.apply_undoably(edit, &w::moved_to(&format::date(to)));
            }
        }
    }

    /// Moves the focus between days and posts.
    fn walk(self, event: &KeyboardEvent) {
        if event.shift_key() || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let days = stops(&self.weeks.get_untracked(), self.can_add.get_untracked());
        let to = self.last.get_untracked().and_then(|from| walked(&days, from, &event.key()));
        if let Some(to) = to {
            event.prevent_default();
            focus_in_view(&to.id());
        }
    }

    /// Moves a post with the keyboard; the focus stays on it.
    fn key(self, event: &KeyboardEvent, id: PostId, on: NaiveDate) {
        let days: i64 = match event.key().as_str() {
            "Escape" => {
                self.held.set(None);
                return;
            }
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            "ArrowUp" => -7,
            "ArrowDown" => 7,
            _ => return,
        };
        if !event.shift_key() {
            return;
        }
        event.prevent_default();
        let to = on.checked_add_signed(chrono::TimeDelta::days(days));
        let Some((to, edit)) = to.and_then(|to| Some((to, self.moved(id, to)?))) else { return };
        if self.page.editor.edit(edit, None) {
            announce(&w::moved_to(&format::date(to)), Urgency::Polite);
            if month_of(to) != self.page.month.get_untracked() && !is_shown(self.page.month.get_untracked(), to) {
                self.page.month.set(month_of(to));
            }
            // The entry of before is still there until the calendar is drawn again.
            request_animation_frame(move || focus_when_rendered(entry_id(id)));
        }
    }

    /// The `tabindex` of a button.
    fn tabindex(self, of: Stop) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || if self.stop.get() == Some(of) { "0" } else { "-1" }
    }

    /// Remembers that a button has the focus.
    fn reached<E>(self, of: Stop) -> impl Fn(E) + 'static {
        move |_| {
            self.last.try_set(Some(of));
        }
    }

    fn moved(self, id: PostId, to: NaiveDate) -> Option<PlanEdit> {
        let post = self.page.editor.peek(|plan| plan.find(id).cloned())?;
        Some(Post::plan_edit(ListEdit::Replace(Box::new(Post { on: to, ..post }))))
    }
}

/// The buttons of each day.
fn stops(weeks: &[Week], can_add: bool) -> Vec<Vec<Stop>> {
    weeks.iter().flat_map(|week| &week.days).map(|day| stops_of(day, can_add)).collect()
}

/// The button that Tab reaches: the one that had the focus last, else today's, else the month's first.
fn tab_stop(weeks: &[Week], can_add: bool, last: Option<Stop>, month: NaiveDate, today: NaiveDate) -> Option<Stop> {
    let days = || weeks.iter().flat_map(|week| &week.days);
    let first_of = |wanted: &dyn Fn(&Day) -> bool| {
        days().filter(|day| wanted(day)).find_map(|day| stops_of(day, can_add).first().copied())
    };
    last.filter(|last| days().any(|day| stops_of(day, can_add).contains(last)))
        .or_else(|| first_of(&|day| day.on == today))
        .or_else(|| first_of(&|day| day.on >= month))
        .or_else(|| first_of(&|_| true))
}

/// Whether a day is among the weeks of a month.
fn is_shown(month: NaiveDate, day: NaiveDate) -> bool {
    let first = first_weekday();
    let week = |day: NaiveDate| week_of(day, first);
    days_in(month).is_some_and(|days| week(days.first()) <= day && week(day) <= week(days.last()))
}

fn entry_id(id: PostId) -> String {
    "day-entry-".to_owned() + &id.to_string()
}

/// The phases with days in the month, with their names.
fn phases_in(plan: &Plan, month: NaiveDate) -> Vec<(PhaseKind, String)> {
    let here = |days: DateRange| days_in(month).is_some_and(|month| month.overlap(days).is_some());
    let phases = plan.phases.iter().filter(|phase| phase.days().is_some_and(here));
    phases.map(|phase| (phase.kind, names::phase(phase))).collect()
}

fn weeks_of(plan: &Plan, month: NaiveDate) -> Vec<Week> {
    let Some(days) = days_in(month) else { return Vec::new() };
    let marks = channel_marks(plan);
    let day = |on: NaiveDate| {
        let mut posts: Vec<&Post> = plan.schedule.posts.iter().filter(|post| post.on == on).collect();
        posts.sort_by_key(|post| post.at);
        let entry = |post: &Post| MonthPost {
            id: post.id,
            title: title_of(post),
            channel: marks.iter().find(|mark| mark.id == post.channel).cloned().unwrap_or_default(),
            original: post.original,
            paid: post.paid,
        };
        let phase = plan.phases.iter().find(|phase| phase.days().is_some_and(|days| days.contains(on)));
        Day { on, phase: phase.map(|phase| phase.kind), posts: posts.into_iter().map(entry).collect() }
    };
    weeks_from(days, first_weekday())
        .map(|first| Week {
            count: week_count(plan, first),
            days: (0..7).filter_map(|nth| first.checked_add_days(Days::new(nth))).map(day).collect(),
        })
        .collect()
}

/// The calendar, and the navigation between months.
pub(super) fn section(page: Page) -> AnyView {
    let weeks = Memo::new(move |_| {
        let month = page.month.get();
        page.editor.read(|plan| weeks_of(plan, month))
    });
    let phases = Memo::new(move |_| {
        let month = page.month.get();
        page.editor.read(|plan| phases_in(plan, month))
    });
    let channels = has_channels(page);
    let go = move |forward: bool| {
        Callback::new(move |()| {
            let month = page.month.get_untracked();
            let one = Months::new(1);
            let to = if forward { month.checked_add_months(one) } else { month.checked_sub_months(one) };
            if let Some(to) = to {
                page.month.set(to);
            }
        })
    };
    let today = Callback::new(move |()| page.month.set(super::month_of(clock::today())));
    let heads: Vec<AnyView> = weekdays_from(first_weekday())
        .map(|day| view! { <th scope="col">{weekday_name(day)}</th> }.into_any())
        .collect();
    let last = RwSignal::new(None);
    let stop = Memo::new(move |_| {
        weeks.with(|weeks| tab_stop(weeks, channels.get(), last.get(), page.month.get(), clock::today()))
    });
    let calendar = Calendar {
        page,
        weeks,
        can_add: channels,
        last,
        stop,
        held: RwSignal::new(None),
        dragged: StoredValue::new(false),
        table: NodeRef::new(),
    };
    let rows = move || {
        let month = page.month.get();
        let can_add = channels.get();
        let today = clock::today();
        weeks.get().into_iter().map(|each| week(calendar, each, month, today, can_add)).collect_view()
    };
    let legend = move || {
        let items = phases.get().into_iter().map(|(kind, name)| {
            view! { <li class=names::tone(Some(kind)).class()>{name}</li> }
        });
        view! { <ul class="legend">{items.collect_view()}</ul> }
    };
    let channel_legend = move || {
        let mut shown: Vec<ChannelMark> = weeks.with(|weeks| {
            let posts = weeks.iter().flat_map(|week| &week.days).flat_map(|day| &day.posts);
            posts.map(|post| post.channel.clone()).collect()
        });
        shown.sort_by_key(|mark| mark.place);
        shown.dedup();
        let items = shown.into_iter().map(|mark| {
            let class = mark.class();
            view! { <li class=class><b class="short-name">{mark.short}</b> " " {mark.name}</li> }
        });
        view! { <ul class="legend channels">{items.collect_view()}</ul> }
    };
    let alive = Alive::here();
    view! {
        <section aria-labelledby="schedule-month">
            <div class="spread month-head">
                <h2 id="schedule-month" aria-live="polite">{move || format::month(page.month.get())}</h2>
                <div class="actions">
                    <Button on_press=go(false)>{w::previous_month()}</Button>
                    <Button on_press=today>{w::this_month()}</Button>
                    <Button on_press=go(true)>{w::next_month()}</Button>
                </div>
            </div>
            <table
                role="grid"
                class="month"
                class:dragging=move || calendar.held.with(|held| held.is_some_and(|held| held.by.is_some()))
                aria-labelledby="schedule-month"
                node_ref=calendar.table
                on:pointerdown=alive.guard(move |event| calendar.press(&event))
                on:pointermove=alive.guard(move |event| calendar.drag(&event))
                on:pointerup=alive.guard(move |_| calendar.release())
                on:pointercancel=move |_| calendar.held.set(None)
                on:keydown=move |event| calendar.walk(&event)
            >
                <thead>
                    <tr><th scope="col" class="week">{w::week()}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {channel_legend} {legend}
            <p class="small muted">{w::dashed_is_curated()} <span class="needs-mouse">{format::sentence_gap()} {w::move_hint()}</span></p>
        </section>
    }
    .into_any()
}

fn week(calendar: Calendar, week: Week, month: NaiveDate, today: NaiveDate, can_add: bool) -> AnyView {
    let short = !week.count.is_full();
    let words = week_words(week.count);
    let days = week.days.into_iter().map(|each| day(calendar, each, month, today, can_add)).collect_view();
    view! { <tr><th scope="row" class="week" class:short=short>{words}</th>{days}</tr> }.into_any()
}

fn day(calendar: Calendar, day: Day, month: NaiveDate, today: NaiveDate, can_add: bool) -> AnyView {
    let on = day.on;
    let mut class = "day".to_owned();
    if on.month() != month.month() {
        class.push_str(" beside");
    }
    if on == today {
        class.push_str(" today");
    }
    if let Some(kind) = day.phase {
        class.push(' ');
        class.push_str(names::tone(Some(kind)).class());
    }
    let number = on.day().to_string();
    let head = if can_add {
        let press = move |_| add_post(calendar.page, on);
        view! {
            <button
                type="button"
                id=Stop::Day(on).id()
                class="number"
                tabindex=calendar.tabindex(Stop::Day(on))
                aria-label=w::add_on(&format::date_short(on))
                on:focus=calendar.reached(Stop::Day(on))
                on:click=press
            >
                {number}
            </button>
        }
        .into_any()
    } else {
        view! { <span class="number">{number}</span> }.into_any()
    };
    let entries = day.posts.into_iter().map(|post| entry(calendar, post, on)).collect_view();
    let target = move || calendar.held.with(|held| held.is_some_and(|held| held.over == Some(on) && held.from != on));
    view! { <td class=class class:drop=target data-day=on.to_string()>{head} {entries}</td> }.into_any()
}

fn entry(calendar: Calendar, entry: MonthPost, on: NaiveDate) -> AnyView {
    let id = entry.id;
    let kind = if entry.original { w::original() } else { w::curated() };
    let mut name = entry.title.clone() + ", " + &entry.channel.name + ", " + kind;
    if entry.paid {
        name.push_str(", ");
        name.push_str(w::advertising());
    }
    let press = move |_| {
        if !calendar.dragged.get_value() {
            to_post(calendar.page, id);
        }
        calendar.dragged.set_value(false);
    };
    // It follows the pointer.
    let by = move || calendar.held.with(|held| held.filter(|held| held.id == id).and_then(|held| held.by));
    let moved = move || by().map(|(x, y)| format!("translate({x}px, {y}px)"));
    let class = "day-entry ".to_owned() + entry.channel.class();
    view! {
        <button
            type="button"
            id=entry_id(id)
            class=class
            class:curated=!entry.original
            class:held=move || by().is_some()
            style:transform=moved
            // Drawn before the title, and no part of the name, which has the channel in full.
            data-mark=entry.channel.short
            data-post=id.to_string()
            aria-label=name
            aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown"
            title=entry.channel.name
            tabindex=calendar.tabindex(Stop::Post(id))
            on:focus=calendar.reached(Stop::Post(id))
            on:click=press
            on:keydown=move |event| calendar.key(&event, id, on)
        >
            <span>{entry.title}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;

    fn day(nth: u32) -> Stop {
        Stop::Day(NaiveDate::from_ymd_opt(2027, 3, nth).unwrap())
    }

    fn post(nth: u64) -> Stop {
        Stop::Post(Id::from_bits(nth))
    }

    /// Two weeks from Monday, 1 March; posts on Tuesday (two) and on Tuesday of the second week.
    fn two_weeks() -> Vec<Vec<Stop>> {
        let posts = |nth| match nth {
            2 => vec![post(1), post(2)],
            9 => vec![post(3)],
            _ => Vec::new(),
        };
        (1..=14).map(|nth| [vec![day(nth)], posts(nth)].concat()).collect()
    }

    #[test]
    fn arrow_keys_move_between_days_and_posts() {
        let days = two_weeks();
        let go = |from, key| walked(&days, from, key);
        assert_eq!(go(day(1), "ArrowRight"), Some(day(2)));
        assert_eq!(go(day(2), "ArrowDown"), Some(post(1)));
        assert_eq!(go(post(1), "ArrowDown"), Some(post(2)));
        assert_eq!(go(post(2), "ArrowDown"), Some(day(9)));
        assert_eq!(go(day(9), "ArrowUp"), Some(post(2)));
        assert_eq!(go(post(2), "ArrowLeft"), Some(day(1)));
        assert_eq!(go(day(7), "ArrowRight"), Some(day(8)));
        assert_eq!(go(day(12), "Home"), Some(day(8)));
        assert_eq!(go(post(3), "End"), Some(day(14)));
    }

    #[test]
    fn the_edges_of_the_calendar_and_other_keys_lead_nowhere() {
        let days = two_weeks();
        for (from, key) in [(day(1), "ArrowLeft"), (day(3), "ArrowUp"), (day(14), "ArrowRight"), (post(3), "ArrowDown")]
        {
            assert_eq!(walked(&days, from, key), None, "{key}");
        }
        assert_eq!(walked(&days, day(1), "a"), None);
        assert_eq!(walked(&days, post(9), "ArrowRight"), None);
    }

    #[test]
    fn days_without_buttons_are_passed_over() {
        // Without channels a day's number is no button.
        let mut days = vec![Vec::new(); 14];
        days[1] = vec![post(1)];
        days[10] = vec![post(2)];
        assert_eq!(walked(&days, post(1), "ArrowRight"), Some(post(2)));
        assert_eq!(walked(&days, post(2), "ArrowLeft"), Some(post(1)));
        assert_eq!(walked(&days, post(1), "ArrowDown"), None);
    }
}
