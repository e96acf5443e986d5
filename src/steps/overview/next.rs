//! The next actions as sentences with their reason and a link to the field.

use leptos::prelude::*;

use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::i18n::format;
use crate::i18n::words::{budget_views, overview as w};
use crate::plan::goals::funding_gap::Estimate;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::review::next_actions::{ActionKind, NextAction};
use crate::plan::{Plan, Step};
use crate::ui::labels::{findings, names, values};

/// The card of a plan that was started.
pub fn card(plan: &Plan, actions: &[NextAction]) -> AnyView {
    view! {
        <section class="card ov-next" aria-labelledby="ov-next">
            <h2 id="ov-next">{w::next()}</h2>
            <ul>{items(plan, actions, false)}</ul>
        </section>
    }
    .into_any()
}

/// The first actions of a new plan, and the way in for readers who have a spreadsheet.
pub fn start(plan: &Plan, actions: &[NextAction]) -> AnyView {
    let import = Route::field(plan.id, Step::Budget, "import-lines").to_string();
    view! {
        <div class="ov-cards">
            <div>
                <section class="card ov-next" aria-labelledby="ov-next">
                    <h2 id="ov-next">{w::start_here()}</h2>
                    <ol>{items(plan, actions, true)}</ol>
                </section>
            </div>
            <div>
                <section class="card" aria-labelledby="ov-sheet">
                    <h2 id="ov-sheet">{w::from_sheet()}</h2>
                    <p>{w::from_sheet_gloss()}</p>
                    <p>
                        <a class="btn quiet small" href=import>{w::import_sheet()}</a>
                    </p>
                </section>
            </div>
        </div>
        <p class="muted small">{w::start_gloss()}</p>
    }
    .into_any()
}

fn items(plan: &Plan, actions: &[NextAction], is_new: bool) -> Vec<AnyView> {
    let item = |(at, action): (usize, &NextAction)| {
        let ActionWords { title, reason, go } = words(plan, &action.kind);
        let title_id = "ov-action-".to_owned() + &at.to_string();
        let class = if is_new && at == 0 { "btn small" } else { "btn quiet small" };
        view! {
            <li>
                <p>
                    <strong id=title_id.clone()>{title}</strong>
                    <span class="small muted">{reason}</span>
                </p>
                <a class=class href=route(plan, action).to_string() aria-describedby=title_id>{go}</a>
            </li>
        }
        .into_any()
    };
    actions.iter().enumerate().map(item).collect()
}

fn route(plan: &Plan, action: &NextAction) -> Route {
    match action.kind {
        ActionKind::Approve => Route::PlanView { plan: plan.id, view: PlanView::Changes },
        ActionKind::Export => Route::section(plan.id, Section::Export),
        _ => Route::field(plan.id, action.place.step, action.place.anchor()),
    }
}

struct ActionWords {
    title: String,
    reason: String,
    go: &'static str,
}

fn plain(title: &str, reason: &str, go: &'static str) -> ActionWords {
    ActionWords { title: title.to_owned(), reason: reason.to_owned(), go }
}

fn words(plan: &Plan, kind: &ActionKind) -> ActionWords {
    let currency = plan.basics.currency;
    let money = |amount: Money| names::money_whole(amount, currency);
    match kind {
        ActionKind::StartWithBasics => plain(w::basics(), w::basics_why(), w::basics_go()),
        ActionKind::DescribeProduct => plain(w::product(), w::product_why(), w::product_go()),
        ActionKind::SetDates => plain(w::dates(), w::dates_why(), w::dates_go()),
        ActionKind::ChooseNorthStar => plain(w::star(), w::star_why(), w::star_go()),
        ActionKind::CompleteNorthStar { metric } => {
            plain(&w::target(&names::metric_of(plan, Some(*metric))), w::target_why(), w::target_go())
        }
        ActionKind::SetTotalBudget { planned } if *planned > Money::ZERO => {
            plain(w::total(), &w::total_why_planned(&money(*planned)), w::total_go())
        }
        ActionKind::SetTotalBudget { .. } => plain(w::total(), w::total_why(), w::total_go()),
        ActionKind::AddLineItems { total: Some(total) } => {
            plain(w::lines(), &w::lines_why(&money(*total)), w::lines_go())
        }
        ActionKind::AddLineItems { total: None } => plain(w::lines(), w::lines_why_open(), w::lines_go()),
        ActionKind::AddChannels => plain(w::channels(), w::channels_why(), w::channels_go()),
        ActionKind::ResolveOverBudget { over, planned } => {
            plain(&w::over(&money(*over)), &w::over_why(&money(*planned)), w::over_go())
        }
        ActionKind::PriceLineItems { count } => {
            let (count, text) = format::counted(*count);
            plain(&w::price(count, &text), w::price_why(), w::price_go())
        }
        ActionKind::ExpectResults { count, spend } => {
            let (count, text) = format::counted(*count);
            plain(&w::results(count, &text), &w::results_why(&money(*spend)), w::results_go())
        }
        ActionKind::CoverGoal { metric, need, expected, money } => {
            let value = |value| names::value(value, values::unit_of(plan, Some(*metric)), currency);
            let metric = names::metric_of(plan, Some(*metric));
            let title = w::cover(&share(*expected, *need), &value(*expected), &value(*need), &metric);
            let reason = money.map_or_else(
                || w::cover_why_open().to_owned(),
                |estimate| w::cover_why(&estimate_words(estimate, currency)),
            );
            plain(&title, &reason, w::cover_go())
        }
        ActionKind::TitlePosts { count, first } => {
            let (count, text) = format::counted(*count);
            plain(&w::titles(count, &text), &w::titles_why(&format::date_short(*first)), w::titles_go())
        }
        ActionKind::EnterFigures { last: Some(last) } => {
            plain(w::figures(), &w::figures_why_old(&format::date(*last)), w::figures_go())
        }
        ActionKind::EnterFigures { last: None } => plain(w::figures(), w::figures_why(), w::figures_go()),
        ActionKind::Resolve { finding, count } => resolve(plan, finding, *count),
        ActionKind::Approve => plain(w::approve(), w::approve_why(), w::approve_go()),
        ActionKind::Export => plain(w::hand_out(), w::hand_out_why(), w::hand_out_go()),
    }
}

fn resolve(plan: &Plan, finding: &Finding, count: usize) -> ActionWords {
    let (reason, go) = match finding.severity() {
        Severity::Error => (w::error_why(), w::fix()),
        Severity::Warning => (w::warning_why(), w::fix()),
        Severity::Hint => (w::hint_why(), w::open()),
    };
    let reason = match count {
        0 | 1 => reason.to_owned(),
        _ => {
            let (more, text) = format::counted(count - 1);
            w::more_like_this(more, &text)
        }
    };
    ActionWords { title: findings::sentence(finding, plan), reason, go }
}

/// A part of a whole in whole percent, rounded down: what is not all is never said to be.
fn share(part: Decimal, whole: Decimal) -> String {
    let basis_points = Ratio::of(part, whole).map_or(0, Ratio::basis_points_cut);
    format::percent_bp(basis_points / 100 * 100)
}

fn estimate_words(estimate: Estimate, currency: Currency) -> String {
    let about = |amount: Money| names::money_plain(amount.about(currency), currency);
    match estimate.exact() {
        Some(amount) => about(amount),
        None => budget_views::estimate_range(&about(estimate.least), &about(estimate.most)),
    }
}
