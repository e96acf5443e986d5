//! The cards below the key figures: budget by phase, timeline, channels. A card without content is not shown: what
//! belongs there is proposed as a next action.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::pictures::{percent, position};
use crate::app::shell::route::{PlanView, Route};
use crate::i18n::format;
use crate::i18n::words::{common, overview as w};
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::channel::{ChannelId, Role};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::plan::review::overview::{phase_now, post_counts};
use crate::plan::review::summary::Summary;
use crate::plan::{Plan, Step};
use crate::ui::labels::{names, values};
use crate::widgets::Tag;

/// Shown where there is no value.
const DASH: &str = "–";
/// The most channels that are listed.
const MAX_CHANNELS: usize = 6;

/// Allocated, planned and remaining by phase.
pub fn phases(plan: &Plan, summary: &Summary, ledger: &Ledger) -> Option<AnyView> {
    if summary.money.total_budget.is_none() && summary.money.planned == Money::ZERO {
        return None;
    }
    let money = |amount| names::money_whole(amount, plan.basics.currency);
    let row = |tag: AnyView, allocated: Option<Money>, planned: Money| {
        let remaining = allocated.map(|allocated| allocated - planned);
        let class = if remaining.is_some_and(|remaining| remaining < Money::ZERO) { "n ov-bad" } else { "n" };
        let shown = |amount: Option<Money>| amount.map_or_else(|| DASH.to_owned(), money);
        view! {
            <tr>
                <th scope="row">{tag}</th>
                <td class="n" data-label=w::allocated()>{shown(allocated)}</td>
                <td class="n" data-label=w::planned_head()>{money(planned)}</td>
                <td class=class data-label=w::remaining()>{shown(remaining)}</td>
            </tr>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = Vec::new();
    for of in &summary.phases {
        let Some(phase) = plan.find(of.phase) else { continue };
        let tag = view! { <Tag tone=names::tone(Some(phase.kind)) label=names::phase(phase) /> }.into_any();
        let allocated = summary.money.total_budget.map(|_| of.allocated);
        rows.push(row(tag, allocated, of.planned));
    }
    let whole_plan = ledger.totals().whole_plan;
    if whole_plan != Money::ZERO {
        rows.push(row(view! { <Tag label=names::phase_of(plan, None) /> }.into_any(), None, whole_plan));
    }
    let card = view! {
        <section class="card" aria-labelledby="ov-phases">
            <h2 id="ov-phases">{w::by_phase()}</h2>
            <table class="ov-table ov-money">
                <thead>
                    <tr>
                        <th scope="col">{common::phase()}</th>
                        <th scope="col" class="n">{w::allocated()}</th>
                        <th scope="col" class="n">{w::planned_head()}</th>
                        <th scope="col" class="n">{w::remaining()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    Some(card.into_any())
}

/// The phases as bars over the plan's days, and how many posts go out when.
pub fn timeline(plan: &Plan, today: NaiveDate) -> Option<AnyView> {
    let days = plan.basics.days()?;
    if plan.phases.iter().all(|phase| phase.days().is_none()) {
        return None;
    }
    let rows: Vec<AnyView> = plan
        .phases
        .iter()
        .map(|phase| {
            let span = phase.days();
            let bar = span.and_then(|span| position(span, days)).map(|(left, width)| {
                let class = "ov-span ".to_owned() + names::tone(Some(phase.kind)).class();
                view! { <i class=class style:left=left style:width=width></i> }
            });
            let dates = span.map_or_else(|| DASH.to_owned(), |span| format::span_short(span.first(), span.last()));
            view! {
                <li>
                    <span>{names::phase(phase)}</span>
                    <span class="ov-track" aria-hidden="true">{bar}</span>
                    <small class="muted">{dates}</small>
                </li>
            }
            .into_any()
        })
        .collect();
    let to = Route::PlanView { plan: plan.id, view: PlanView::Timeline }.to_string();
    let now = DateRange::new(today, today).and_then(|today| position(today, days));
    let now = now.map(|(left, _)| view! { <i class="ov-today" style:left=left title=w::today()></i> });
    let card = view! {
        <section class="card" aria-labelledby="ov-timeline">
            <div class="spread">
                <h2 id="ov-timeline">{w::timeline()}</h2>
                <a class="small" href=to>{w::open_timeline()}</a>
            </div>
            <ul class="ov-timeline">{rows} {posts(plan, days)} <li class="ov-now" aria-hidden="true"><span></span><span class="ov-track">{now}</span></li></ul>
        </section>
    };
    Some(card.into_any())
}

fn posts(plan: &Plan, days: DateRange) -> Option<AnyView> {
    let counts = post_counts(plan, days);
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let bars: Vec<_> = counts
        .iter()
        .map(|count| {
            let height = percent(i64::try_from(*count).unwrap_or(0), i64::try_from(most).unwrap_or(1));
            view! { <i style:height=height></i> }
        })
        .collect();
    let (count, text) = format::counted(counts.iter().sum());
    let row = view! {
        <li>
            <span>{w::posts()}</span>
            <span class="ov-track ov-density" aria-hidden="true">{bars}</span>
            <small class="muted">{w::posts_in_all(count, &text)}</small>
        </li>
    };
    Some(row.into_any())
}

/// The channels with their role in the current phase, those with most money first.
pub fn channels(plan: &Plan, ledger: &Ledger, today: NaiveDate) -> Option<AnyView> {
    let phase = phase_now(plan, today)?;
    let planned = |id: ChannelId| {
        let row = ledger.by_channel().iter().find(|row| row.of == Some(id));
        row.map_or(Money::ZERO, crate::plan::budget::ledger::SumsRow::total)
    };
    let all = &plan.strategy.channels;
    let mut shown: Vec<_> =
        all.iter().map(|channel| (channel, channel.role_in(phase.id), planned(channel.id))).collect();
    // Without any role in this phase, the money tells.
    if shown.iter().any(|(_, role, _)| *role != Role::Unused) {
        shown.retain(|(_, role, _)| *role != Role::Unused);
    }
    // Stable: equals stay in the plan's order.
    shown.sort_by_key(|(.., planned)| std::cmp::Reverse(*planned));
    if shown.is_empty() {
        return None;
    }
    let row = |(channel, role, planned): &(&_, Role, Money)| {
        let money = match *planned {
            Money::ZERO => DASH.to_owned(),
            planned => names::money_whole(planned, plan.basics.currency),
        };
        view! {
            <tr>
                <th scope="row">{names::channel(channel)}</th>
                <td>{values::role(*role)}</td>
                <td class="n">{money}</td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = shown.iter().take(MAX_CHANNELS).map(row).collect();
    let to = Route::step(plan.id, Step::Strategy).to_string();
    let card = view! {
        <section class="card" aria-labelledby="ov-channels">
            <div class="spread">
                <h2 id="ov-channels">{w::channels_heading()}</h2>
                <a class="small" href=to>{w::all_channels(&format::counted(all.len()).1)}</a>
            </div>
            <table class="ov-table">
                <thead>
                    <tr>
                        <th scope="col">{common::channel()}</th>
                        <th scope="col">{w::role_in(&names::phase(phase))}</th>
                        <th scope="col" class="n">{w::planned_head()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    Some(card.into_any())
}
