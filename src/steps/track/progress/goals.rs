//! The goals in a table: target, latest figure, pace, what is needed, and the forecast.

use leptos::prelude::*;

use super::anchor;
use crate::app::shell::route::Route;
use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::model::metric::MetricId;
use crate::plan::tracking::plan_vs_actual::PaceStatus;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::ui::labels::tracking::{chance, of_plan, pace_status, rough};
use crate::widgets::explained_heading;

/// The part.
pub(super) fn part(plan: &Plan, standings: &[GoalStanding], shown: Option<MetricId>) -> AnyView {
    let rows: Vec<_> = standings.iter().map(|found| row(plan, found, shown)).collect();
    view! {
        <section aria-labelledby="progress-goals">
            {explained_heading("progress-goals", w::goals(), w::pace(), w::pace_text())}
            {verdict(standings)}
            <table class="cards progress-goals">
                <caption class="visually-hidden">{w::goals()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{w::head_goal()}</th>
                        <th scope="col" class="n">{w::head_target()}</th>
                        <th scope="col" class="n">{w::head_latest()}</th>
                        <th scope="col">{w::head_pace()}</th>
                        <th scope="col" class="n">{w::head_needed()}</th>
                        <th scope="col" class="n">{w::head_forecast()}</th>
                        <th scope="col" class="n">{w::head_chance()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// How many goals are on track.
fn verdict(standings: &[GoalStanding]) -> AnyView {
    let paces = || standings.iter().filter_map(GoalStanding::pace);
    let all = paces().count();
    let on_track = paces().filter(|pace| pace.status == PaceStatus::OnTrack).count();
    let (text, of) = (format::counted(on_track).1, format::counted(all));
    let words = match (on_track, all) {
        (_, 0) => return ().into_any(),
        (0, _) => w::verdict_none(of.0, &of.1),
        (some, all) if some == all => w::verdict_all(of.0, &of.1),
        _ => w::verdict_some(&text, &of.1),
    };
    view! { <p class="verdict"><strong>{words}</strong></p> }.into_any()
}

/// A value with a smaller remark below.
fn figure(label: &'static str, value: Option<(String, String)>) -> AnyView {
    let (value, about) = value.unwrap_or_else(|| ("–".to_owned(), String::new()));
    let about = (!about.is_empty()).then(|| view! { " " <small class="about">{about}</small> });
    view! { <td class="n" data-label=label>{value}{about}</td> }.into_any()
}

fn row(plan: &Plan, found: &GoalStanding, shown: Option<MetricId>) -> AnyView {
    let metric = found.metric;
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let exact = |value| names::value(value, unit, currency);
    let name = names::metric(&metric.definition);
    let to = Route::field(plan.id, Step::Track, anchor(metric.id)).to_string();
    let current = (shown == Some(metric.id)).then_some("true");
    let by = metric.due.map(|due| w::by_date(&format::date_short(due))).unwrap_or_default();
    let latest = found.latest().map(|day| (exact(day.value), format::date_short(day.on)));
    let pace = found.pace().map(|pace| {
        let (words, class) = pace_status(pace.status);
        view! { <span class=class>{words}</span> " " <small class="about">{of_plan(found)}</small> }
    });
    let pace = match pace {
        Some(pace) => pace.into_any(),
        None => "–".into_any(),
    };
    let needed = found.needed().map(|needed| (rough(needed.per_day, unit, currency), String::new()));
    let forecast = found.forecast.as_ref().ok();
    let interval = forecast.map(|found| {
        let say = |value| rough(value, unit, currency);
        (say(found.median), w::interval(&say(found.low), &say(found.high)))
    });
    let chances = forecast.map(|found| (chance(found.chance), String::new()));
    view! {
        <tr aria-current=current>
            <th scope="row"><a href=to aria-current=current>{name}</a></th>
            {figure(w::head_target(), metric.target.map(|target| (exact(target), by)))}
            {figure(w::head_latest(), latest)}
            <td data-label=w::head_pace()>{pace}</td>
            {figure(w::head_needed(), needed)}
            {figure(w::head_forecast(), interval)}
            {figure(w::head_chance(), chances)}
        </tr>
    }
    .into_any()
}

/// The goals that are over, in a line: what they came to, with links.
pub(super) fn over(plan: &Plan, over: &[GoalStanding]) -> Option<AnyView> {
    let item = |(at, found): (usize, &GoalStanding)| {
        let to = Route::field(plan.id, Step::Track, anchor(found.metric.id)).to_string();
        let pace = [" ", &of_plan(found)].concat();
        let gap = if at == 0 { " " } else { " · " };
        view! { {gap} <a href=to>{names::metric(&found.metric.definition)}</a> {pace} }
    };
    let items: Vec<_> = over.iter().enumerate().map(item).collect();
    (!over.is_empty()).then(|| view! { {w::over_goals()} {items} {w::over_end()} {format::sentence_gap()} }.into_any())
}
