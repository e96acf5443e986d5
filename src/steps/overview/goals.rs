//! How the tracked goals stand: a small picture each, with pace and chance. Nothing before the first figures.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::i18n::words::overview as w;
use crate::plan::model::metric::Metric;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::picture::{DayValue, ProgressPicture, goal_picture};
use crate::plan::tracking::plan_vs_actual::{ResultPace, is_paced};
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::ui::labels::tracking::{chance, of_plan, pace_status};
use crate::widgets::progress_geometry::{Across, line, y_axis};

/// The most goals that are pictured.
const MOST: usize = 4;

/// The card.
pub fn card(plan: &Plan, today: NaiveDate) -> Option<AnyView> {
    let star = plan.goals.north_star.as_ref().map(|star| star.metric);
    let mut goals: Vec<&Metric> = plan.goals.metrics.iter().filter(|metric| is_paced(metric)).collect();
    goals.sort_by_key(|metric| Some(metric.id) != star);
    let items: Vec<AnyView> = goals.into_iter().filter_map(|metric| item(plan, metric, today)).take(MOST).collect();
    if items.is_empty() {
        return None;
    }
    let to = Route::section(plan.id, Section::Progress).to_string();
    let card = view! {
        <section class="card" aria-labelledby="ov-goals">
            <h2 id="ov-goals">{w::goals_stand()}</h2>
            <ul class="ov-goals">{items}</ul>
            <p class="small"><a href=to>{w::all_goals()}</a></p>
        </section>
    };
    Some(card.into_any())
}

fn item(plan: &Plan, metric: &Metric, today: NaiveDate) -> Option<AnyView> {
    let standing = GoalStanding::of(Figures::of(plan), metric, today);
    let (pace, picture) = (standing.pace()?, goal_picture(&standing)?);
    let chance = standing.forecast.as_ref().ok().map(|found| w::chance_of(&chance(found.chance)));
    let to = Route::field(plan.id, Step::Track, "progress-".to_owned() + &metric.id.to_string()).to_string();
    let item = view! {
        <li>
            <a href=to>{names::metric(&metric.definition)}</a>
            {small(&picture)}
            <span class="small">{status(pace)}</span>
            <span class="small muted">{chance}</span>
        </li>
    };
    Some(item.into_any())
}

fn status(pace: &ResultPace) -> AnyView {
    let (words, class) = pace_status(pace.status);
    view! { <span class=class>{words}</span> " " <span class="muted">{of_plan(pace)}</span> }.into_any()
}

/// Path, tracked days and interval without axes.
fn small(picture: &ProgressPicture) -> AnyView {
    let across = Across { first: picture.days.first(), days: picture.days.len() };
    let values = picture.planned.iter().chain(picture.tracked.iter().flatten()).map(|day| day.1);
    let ahead = picture.ahead.iter().flat_map(|ahead| [ahead.low, ahead.high]);
    let axis = y_axis(values.chain(ahead));
    let path = |days: &[DayValue]| line(days.iter().map(|day| (across.at(day.0), axis.at(day.1))));
    let band = picture.ahead.map(|ahead| {
        let (from, due) = ((across.at(ahead.from.0), axis.at(ahead.from.1)), across.at(ahead.due));
        let band = line([from, (due, axis.at(ahead.low)), (due, axis.at(ahead.high))].into_iter()) + "Z";
        view! { <path class="band" d=band></path> }
    });
    let runs = if picture.mean.is_empty() { &picture.tracked[..] } else { std::slice::from_ref(&picture.mean) };
    let tracked: Vec<_> = runs
        .iter()
        .map(|run| view! { <path class="tracked" d=path(run) vector-effect="non-scaling-stroke"></path> })
        .collect();
    view! {
        <svg class="ov-course" viewBox="0 -4 100 108" preserveAspectRatio="none" aria-hidden="true">
            {band}
            <path d=path(&picture.planned) vector-effect="non-scaling-stroke"></path>
            {tracked}
        </svg>
    }
    .into_any()
}
