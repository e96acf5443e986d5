//! The overview of a plan: its key figures, what to do next, and how budget, phases and channels stand. It is the screen
//! that a plan opens with. Every figure comes from the core's summary, as in the review and the report.

mod cards;
mod goals;
mod key_figures;
mod next;
mod pictures;

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::route::Route;
use crate::app::{Editor, OriginalNotice, approval_status_line, use_editor};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{app, common, overview as w, shell};
use crate::plan::budget::ledger::Ledger;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::review::findings::Finding;
use crate::plan::review::next_actions::next_actions;
use crate::plan::review::overview::{PlanDay, plan_day};
use crate::plan::review::step_status::is_started;
use crate::plan::review::summary::Summary;
use crate::plan::{Plan, PlanId, Step};
use crate::ui::suggestions;
use crate::widgets::Button;

/// The screen of the open plan.
pub fn page(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    Effect::new(move || {
        if let Some(field) = editor.invalid_dates_field() {
            navigation.go(&Route::field(plan, Step::Basics, field));
        }
    });
    let name = editor.name();
    set_page_title(move || name.get());
    view! {
        <div class="ov">
            {head(editor)}
            {approval_status_line(false)}
            <OriginalNotice plan=plan />
            {suggestions::overview(plan)}
            {move || {
                editor
                    .read_figures(|plan, ledger| {
                        editor.read_findings(|findings| body(plan, ledger, findings))
                    })
            }}
        </div>
    }
    .into_any()
}

fn head(editor: Editor) -> AnyView {
    let name = editor.name();
    let about = editor.memo(about);
    let parts = move || {
        let mut parts = about.get();
        let last = parts.pop();
        let before = parts.into_iter().map(|part| view! { <span class="whole">{part} " ·"</span> " " });
        view! { {before.collect::<Vec<_>>()} <span class="whole">{last}</span> }
    };
    view! {
        <div class="ov-head">
            <div>
                <h1 id=HEADING tabindex="-1">{move || name.get()}</h1>
                <p class="muted">{parts}</p>
            </div>
            <div class="ov-download">
                <Button on_press=Callback::new(move |()| editor.download())>{shell::download_plan()}</Button>
                <small class="muted">{move || editor.exported_words()}</small>
            </div>
        </div>
    }
    .into_any()
}

/// What is promoted, when, and where the plan is in its days.
fn about(plan: &Plan) -> Vec<String> {
    let product = plan.basics.product.trim();
    let mut about = Vec::new();
    if !product.is_empty() {
        about.push(product.to_owned());
    }
    match plan.basics.days() {
        Some(days) => {
            about.extend([format::span(days.first(), days.last()), length(days), place_in_time(days)]);
        }
        None => about.push(app::no_days_yet().to_owned()),
    }
    about
}

fn length(days: DateRange) -> String {
    let length = days.len() as usize;
    if length.is_multiple_of(7) {
        let (weeks, text) = format::counted(length / 7);
        common::weeks(weeks, &text)
    } else {
        let (count, text) = format::counted(length);
        common::days(count, &text)
    }
}

fn place_in_time(days: DateRange) -> String {
    match plan_day(days, clock::today()) {
        PlanDay::Before(left) => {
            let (left, text) = format::counted(left as usize);
            w::begins_in(left, &text)
        }
        PlanDay::During(day) => w::day_of(&format::count(i64::from(day)), &format::count(i64::from(days.len()))),
        PlanDay::After => w::ended().to_owned(),
    }
}

fn body(plan: &Plan, ledger: &Ledger, findings: &[Finding]) -> AnyView {
    let summary = Summary::of(plan, ledger);
    let today = clock::today();
    let actions = next_actions(plan, findings, &summary, today);
    if !is_started(plan) {
        return next::start(plan, &actions);
    }
    view! {
        {key_figures::cards(plan, &summary, findings)}
        <div class="ov-cards">
            <div>{next::card(plan, &actions)} {goals::card(plan, today)} {cards::timeline(plan, today)}</div>
            <div>{cards::phases(plan, &summary, ledger)} {cards::channels(plan, ledger, today)}</div>
        </div>
    }
    .into_any()
}
