//! A month at a glance: a table of weeks, each with its posts against its cadences.

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;

use super::cadences::weekday_name;
use super::{Page, add_post, days_in, has_channels, title_of, to_post, week_words};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::schedule as w;
use crate::plan::Plan;
use crate::plan::model::phase::PhaseKind;
use crate::plan::model::schedule::{Post, PostId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::schedule::posts::{WeekCount, week_count, weeks};
use crate::ui::labels::names;
use crate::widgets::Button;

#[derive(Clone, PartialEq)]
struct Week {
    count: WeekCount,
    days: Vec<Day>,
}

#[derive(Clone, PartialEq)]
struct Day {
    on: NaiveDate,
    phase: Option<PhaseKind>,
    posts: Vec<Entry>,
}

#[derive(Clone, PartialEq)]
struct Entry {
    id: PostId,
    title: String,
    channel: String,
    original: bool,
    paid: bool,
}

/// The phases with days in the month, with their names.
fn phases_in(plan: &Plan, month: NaiveDate) -> Vec<(PhaseKind, String)> {
    let here = |days: DateRange| days_in(month).is_some_and(|month| month.overlap(days).is_some());
    let phases = plan.phases.iter().filter(|phase| phase.days().is_some_and(here));
    phases.map(|phase| (phase.kind, names::phase(phase))).collect()
}

fn weeks_of(plan: &Plan, month: NaiveDate) -> Vec<Week> {
    let Some(days) = days_in(month) else { return Vec::new() };
    let day = |on: NaiveDate| {
        let mut posts: Vec<&Post> = plan.schedule.posts.iter().filter(|post| post.on == on).collect();
        posts.sort_by_key(|post| post.at);
        let entry = |post: &Post| Entry {
            id: post.id,
            title: title_of(post),
            channel: names::channel_of(plan, Some(post.channel)),
            original: post.original,
            paid: post.paid,
        };
        let phase = plan.phases.iter().find(|phase| phase.days().is_some_and(|days| days.contains(on)));
        Day { on, phase: phase.map(|phase| phase.kind), posts: posts.into_iter().map(entry).collect() }
    };
    weeks(days)
        .map(|monday| Week {
            count: week_count(plan, monday),
            days: (0..7).filter_map(|nth| monday.checked_add_days(Days::new(nth))).map(day).collect(),
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
    let heads: Vec<AnyView> = (0..7).map(|nth| view! { <th scope="col">{weekday_name(nth)}</th> }.into_any()).collect();
    let rows = move || {
        let month = page.month.get();
        let can_add = channels.get();
        let today = clock::today();
        weeks.get().into_iter().map(|each| week(page, each, month, today, can_add)).collect_view()
    };
    let legend = move || {
        let items = phases.get().into_iter().map(|(kind, name)| {
            view! { <li class=names::tone(Some(kind)).class()>{name}</li> }
        });
        view! { <ul class="legend">{items.collect_view()}</ul> }
    };
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
            <table class="month" aria-labelledby="schedule-month">
                <thead>
                    <tr><th scope="col" class="week">{w::week()}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {legend}
            <p class="small muted">{w::dashed_is_curated()}</p>
        </section>
    }
    .into_any()
}

fn week(page: Page, week: Week, month: NaiveDate, today: NaiveDate, can_add: bool) -> AnyView {
    let short = !week.count.is_full();
    let words = week_words(week.count);
    let days = week.days.into_iter().map(|each| day(page, each, month, today, can_add)).collect_view();
    view! { <tr><th scope="row" class="week" class:short=short>{words}</th>{days}</tr> }.into_any()
}

fn day(page: Page, day: Day, month: NaiveDate, today: NaiveDate, can_add: bool) -> AnyView {
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
        let press = move |_| add_post(page, on);
        view! {
            <button type="button" class="number" aria-label=w::add_on(&format::date_short(on)) on:click=press>{number}</button>
        }
        .into_any()
    } else {
        view! { <span class="number">{number}</span> }.into_any()
    };
    let entries = day.posts.into_iter().map(|post| entry(page, post)).collect_view();
    view! { <td class=class>{head} {entries}</td> }.into_any()
}

fn entry(page: Page, entry: Entry) -> AnyView {
    let kind = if entry.original { w::original() } else { w::curated() };
    let mut name = entry.title.clone() + ", " + &entry.channel + ", " + kind;
    if entry.paid {
        name.push_str(", ");
        name.push_str(w::advertising());
    }
    let press = move |_| to_post(page, entry.id);
    view! {
        <button type="button" class="day-entry" class:curated=!entry.original aria-label=name title=entry.channel on:click=press>
            <span>{entry.title}</span>
        </button>
    }
    .into_any()
}
