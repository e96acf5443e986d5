//! Pacing: spend to date against the plan, and the projected total.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::views::MatrixRow;
use crate::app::Editor;
use crate::app::shell::route::Route;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v, common};
use crate::plan::budget::pacing::{Pace, Pacing, pacing};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::plan_vs_actual::money_pace;
use crate::plan::{PlanId, Step};
use crate::ui::labels::names;
use crate::widgets::{DataCell, DataHead, LazyDisclosure, data_table};

/// The figures shown, with what formatting them needs.
#[derive(Clone, PartialEq)]
struct PacingView {
    as_of: NaiveDate,
    first_day: Option<NaiveDate>,
    found: Pacing,
    /// The phases' names, in the order of the paces.
    names: Vec<String>,
    /// The spend that was tracked day by day, to date.
    tracked: Option<Money>,
    plan: PlanId,
}

impl PacingView {
    /// The phases that have money, with their names.
    fn rows(&self) -> impl Iterator<Item = (&Pace, &String)> {
        let paces = self.found.phases.iter().map(|(_, pace)| pace).zip(&self.names);
        paces.filter(|(pace, _)| pace.planned != Money::ZERO || pace.actual != Money::ZERO)
    }
}

/// The part of the actuals section that depends on today's date.
pub fn part(editor: Editor) -> AnyView {
    let shown = editor.figures(|plan, ledger| {
        let tracked = |as_of| money_pace(Figures::of(plan), ledger, as_of).tracked;
        // A partial day would distort pacing: the last full day counts.
        let today = clock::today();
        let as_of = today.pred_opt().unwrap_or(today);
        let found = pacing(plan, ledger, as_of);
        let names = found.phases.iter().map(|(id, _)| MatrixRow::Phase(*id).name(plan)).collect();
        let first_day = plan.basics.days().map(DateRange::first);
        PacingView { as_of, first_day, found, names, tracked: tracked(as_of), plan: plan.id }
    });
    let currency = editor.peek(|plan| plan.basics.currency);
    let by_phase =
        Memo::new(move |_| shown.with(|shown| shown.found.plan.to_date > Money::ZERO && shown.rows().count() > 1));
    let table = move || {
        let table = move || shown.with(|shown| table(shown, currency));
        by_phase.get().then(
            || view! { <LazyDisclosure summary=Signal::stored(v::pace_table().to_owned())>{table}</LazyDisclosure> },
        )
    };
    view! {
        {move || shown.with(|shown| drawn(shown, currency))}
        {table}
    }
    .into_any()
}

fn drawn(shown: &PacingView, currency: Currency) -> AnyView {
    let muted = |words: String| view! { <p class="muted">{words}</p> }.into_any();
    let plan = shown.found.plan;
    let Some(first_day) = shown.first_day else { return muted(v::pace_no_days().to_owned()) };
    if plan.elapsed == 0 {
        return muted(v::pace_not_begun(&format::date(first_day)));
    }
    let money = |amount: Money| names::money_plain(amount, currency);
    let verdict = match (plan.pacing, plan.variance) {
        (None, _) => v::pace_nothing_to_date().to_owned(),
        (_, Money::ZERO) => v::pace_exact().to_owned(),
        (Some(pacing), variance) if variance > Money::ZERO => v::pace_behind(&money(variance), &percent(pacing)),
        (Some(pacing), variance) => v::pace_ahead(&money(Money::ZERO - variance), &percent(pacing)),
    };
    let outlook = shown.found.total_budget_left.map(|left| {
        if left < Money::ZERO {
            let over = v::forecast_over(&money(Money::ZERO - left));
            view! { <strong class="too-much">{over}</strong> }.into_any()
        } else {
            v::forecast_under(&money(left)).into_any()
        }
    });
    view! {
        <h3>{v::as_of(&format::date(shown.as_of))}</h3>
        <p class="verdict">{verdict} {format::sentence_gap()} {outlook}</p>
        {shown.tracked.map(|tracked| tracked_spend(shown, tracked, currency))}
        {facts(&shown.found, currency)}
    }
    .into_any()
}

/// The spend that was tracked, beside what the line items have paid: the two are entered separately.
fn tracked_spend(shown: &PacingView, tracked: Money, currency: Currency) -> AnyView {
    let paid = shown.found.plan.actual;
    let money = |amount: Money| names::money_plain(amount, currency);
    let words = if tracked > paid {
        v::tracked_more(&money(tracked), &money(tracked - paid))
    } else {
        v::tracked_less(&money(tracked), &money(paid))
    };
    let to = Route::field(shown.plan, Step::Track, "progress-spend").to_string();
    view! { <p class="small">{words} " " <a href=to>{v::to_spend()}</a></p> }.into_any()
}

fn facts(found: &Pacing, currency: Currency) -> AnyView {
    let plan = found.plan;
    let money = |amount: Money| names::money_plain(amount, currency);
    let one = |name: &str, value: String, gloss: String| {
        view! { <div><dt>{name.to_owned()} <small>{gloss}</small></dt><dd>{value}</dd></div> }
    };
    let burn = plan.linear.filter(|_| plan.actual > Money::ZERO).map(|linear| {
        let days = |days: u32| format::count(i64::from(days));
        one(v::burn(), money(linear), v::burn_gloss(&days(plan.elapsed), &days(plan.days)))
    });
    let runway = found.runway.map(|days| {
        let (count, text) = format::counted(usize::try_from(days).unwrap_or(0));
        one(v::runway(), common::days(count, &text), v::runway_gloss().to_owned())
    });
    view! {
        <dl class="key-figures small-facts">
            {one(v::to_date(), money(plan.to_date), v::to_date_gloss().to_owned())}
            {plan.pacing.map(|_| one(v::variance(), variance(plan.variance, currency), v::variance_gloss().to_owned()))}
            {plan.pacing.map(|pacing| one(v::pace(), percent(pacing), v::pace_gloss().to_owned()))}
            {burn}
            {one(v::forecast(), money(plan.forecast), v::forecast_gloss().to_owned())}
            {runway}
        </dl>
    }
    .into_any()
}

/// The phases; with money in a single phase, the facts above say it all.
fn table(shown: &PacingView, currency: Currency) -> AnyView {
    let rows = shown.rows().map(|(pace, name)| row(name, pace, currency)).collect();
    let heads = [
        DataHead::words(common::phase()),
        DataHead::figures(v::to_date()),
        DataHead::figures(w::actual_sum()),
        DataHead::figures(v::variance()),
        DataHead::figures(v::pace()),
        DataHead::figures(v::forecast()),
    ];
    let foot = row(common::total(), &shown.found.plan, currency);
    data_table(v::pace_table(), "visually-hidden", &heads, rows, foot)
}

fn row(name: &str, pace: &Pace, currency: Currency) -> Vec<DataCell> {
    let money = |amount: Money| {
        if amount == Money::ZERO { "–".to_owned() } else { names::money_plain(amount, currency) }
    };
    // If nothing was planned to date, there is nothing to compare with.
    let known = pace.pacing.is_some();
    let variance = if known { variance(pace.variance, currency) } else { "–".to_owned() };
    vec![
        name.into(),
        money(pace.to_date).into(),
        money(pace.actual).into(),
        variance.into(),
        pace.pacing.map_or_else(|| "–".to_owned(), percent).into(),
        money(pace.forecast).into(),
    ]
}

/// Under or over, in words: a sign would be ambiguous.
fn variance(variance: Money, currency: Currency) -> String {
    if variance == Money::ZERO {
        return "–".to_owned();
    }
    if variance < Money::ZERO {
        return w::over_by(&names::money_plain(Money::ZERO - variance, currency));
    }
    v::under_by(&names::money_plain(variance, currency))
}

/// A percentage with one decimal.
fn percent(value: Decimal) -> String {
    format::percent_bp(value.percent_shown())
}
