//! Spend to date against what was planned to date.

use leptos::prelude::*;

use super::{Page, picture};
use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::numbers::money::Money;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::picture::spend_picture;
use crate::plan::tracking::plan_vs_actual::money_pace;
use crate::ui::labels::names;
use crate::ui::labels::tracking::whole_percent;
use crate::widgets::progress_chart;

/// The part; nothing before the plan's first day, and for a plan without line items.
pub(super) fn part(page: Page, plan: &Plan, ledger: &Ledger) -> AnyView {
    let has_begun = plan.basics.days().is_some_and(|days| days.first() <= page.today);
    if !has_begun || ledger.sums().planned() == Money::ZERO {
        return ().into_any();
    }
    let found = Figures::of(plan);
    // A partial day would distort the pace: the last full day counts.
    let as_of = page.today.pred_opt().unwrap_or(page.today);
    let pace = money_pace(found, ledger, as_of);
    let currency = plan.basics.currency;
    let money = |amount| names::money_whole(amount, currency);
    let date = format::date(as_of);
    let said = match pace.index() {
        Some(index) => {
            w::spend_to_date(&money(pace.spent()), &money(pace.budget.to_date), &date, &whole_percent(index))
        }
        None => w::spend_nothing_planned(&date),
    };
    let untracked = pace.tracked.is_none().then(|| view! { <p class="muted small">{w::spend_none()}</p> });
    let write = |minor: f64| {
        #[allow(clippy::cast_possible_truncation)] // an amount of money
        format::money_short(minor as i64, currency.code(), currency.digits())
    };
    let chart = spend_picture(found, ledger, page.today).map(|drawn| {
        let limit = ledger.totals().total_budget.map(|total| w::line_budget(&names::money_whole(total, currency)));
        let mut shapes = picture::shapes(plan, &drawn, said.clone(), limit, &write, page.today);
        // What ran is below the goal's picture.
        (shapes.activities, shapes.posts) = (Vec::new(), Vec::new());
        let lines = [
            (true, "l-planned", w::line_planned()),
            (!drawn.tracked.is_empty(), "l-tracked", w::line_tracked()),
            (drawn.paid.is_some(), "l-paid", w::line_paid()),
        ];
        shapes.legend =
            lines.into_iter().filter(|line| line.0).map(|(_, class, words)| (class, words.to_owned())).collect();
        progress_chart(shapes)
    });
    let more = Route::section(plan.id, Section::Actuals).to_string();
    view! {
        <section class="progress-spend" aria-labelledby="progress-spend">
            <h2 id="progress-spend">{w::spend()}</h2>
            <div class="progress-body">
                <div class="progress-words">
                    <p>{said} " " <a href=more>{w::spend_more()}</a></p>
                    {untracked}
                </div>
                {chart}
            </div>
        </section>
    }
    .into_any()
}
