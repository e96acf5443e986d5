//! The week's summary: what changed, what is off plan, what to decide. To be read, and copied into a message.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::use_editor;
use crate::browser::dom::clipboard;
use crate::browser::page::clock;
use crate::i18n::words::{track_progress as p, track_weekly as w};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::rollups::Length;
use crate::plan::tracking::weekly_summary::weekly_summary;
use crate::ui::labels::tracking::WeeklyWords;
use crate::widgets::{Button, ButtonLink, EmptyState, Toasts};

/// A week with the figures before it; `None` if no week with figures is over.
#[derive(Clone, PartialEq)]
struct Week {
    words: WeeklyWords,
    has_previous: bool,
    has_next: bool,
}

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let toasts = Toasts::here();
    // So many weeks before the last one that is over.
    let back = RwSignal::new(0_u64);
    let week = editor.figures(move |plan, ledger| week(plan, ledger, back.get()));
    let copy = move |write: fn(&WeeklyWords) -> String| {
        Callback::new(move |()| {
            let Some(text) = week.with_untracked(|week| week.as_ref().map(|week| write(&week.words))) else { return };
            clipboard::copy(text, move |done| toasts.say(if done { w::copied() } else { w::not_copied() }));
        })
    };
    let is_any = Memo::new(move |_| week.with(Option::is_some));
    let earlier = Callback::new(move |()| back.update(|back| *back += 1));
    let later = Callback::new(move |()| back.update(|back| *back = back.saturating_sub(1)));
    let none =
        move |which: fn(&Week) -> bool| Signal::derive(move || !week.with(|week| week.as_ref().is_some_and(which)));
    let title = move || week.with(|week| week.as_ref().map(|week| week.words.title.clone()).unwrap_or_default());
    let body = move || {
        if !is_any.get() {
            let to = editor.peek(|plan| Route::section(plan.id, Section::Entry).to_string());
            return view! {
                <h2>{w::none_title()}</h2>
                <EmptyState text=w::none()><ButtonLink href=to>{p::to_enter()}</ButtonLink></EmptyState>
            }
            .into_any();
        }
        view! {
            <div class="spread weekly-head">
                <h2 id="weekly-title" aria-live="polite">{title}</h2>
                <div class="actions">
                    <Button on_press=earlier disabled=none(|week| week.has_previous)>{w::previous()}</Button>
                    <Button on_press=later disabled=none(|week| week.has_next)>{w::next()}</Button>
                </div>
            </div>
            <div class="weekly-parts">{move || week.with(|week| week.as_ref().map(|week| parts(&week.words)))}</div>
            <div class="actions no-print">
                <Button on_press=copy(WeeklyWords::text)>{w::copy_text()}</Button>
                <Button on_press=copy(WeeklyWords::markdown)>{w::copy_markdown()}</Button>
            </div>
        }
        .into_any()
    };
    view! { <section class="weekly">{body}</section> }.into_any()
}

fn parts(words: &WeeklyWords) -> AnyView {
    let part = |(heading, said): &(&'static str, Vec<String>)| {
        let said: Vec<_> = said.iter().map(|said| view! { <li>{said.clone()}</li> }).collect();
        view! { <h3>{*heading}</h3> <ul>{said}</ul> }
    };
    words.parts.iter().map(part).collect::<Vec<_>>().into_any()
}

/// The summary of so many weeks before the last one that is over.
fn week(plan: &Plan, ledger: &Ledger, back: u64) -> Option<Week> {
    let today = clock::today();
    let this_week = Length::Week.around(today)?.first();
    let days = |days: &[(NaiveDate, _)]| days.first().map(|day| day.0);
    let first = plan.tracking.figures.series().filter_map(|(.., series)| days(series)).min()?;
    if first >= this_week {
        return None;
    }
    let as_of = this_week.checked_sub_days(Days::new(7 * back))?;
    let summary = weekly_summary(Figures::of(plan), ledger, as_of)?;
    Some(Week {
        words: WeeklyWords::of(plan, &summary),
        has_previous: first < summary.week.first(),
        has_next: back > 0,
    })
}
