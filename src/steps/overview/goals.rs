//! How the tracked goals stand: a small picture each, with pace and chance. Nothing before the first figures.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::i18n::words::overview as w;
use crate::plan::model::metric::Metric;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::picture::{ProgressPicture, goal_picture};
use crate::plan::tracking::plan_vs_actual::is_paced;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::ui::labels::tracking::{chance, of_plan, pace_status};
use crate::widgets::progress_geometry::{Frame, ProgressValues, lay_out};

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
    let (words, class) = pace_status(pace.status);
    let to = Route::field(plan.id, Step::Track, "progress-".to_owned() + &metric.id.to_string()).to_string();
    let item = view! {
        <li>
            <a href=to>{names::metric(&metric.definition)}</a>
            {small(&picture)}
            <span class="small">
                <span class=class>{words}</span> " " <span class="muted">{of_plan(&standing)}</span>
            </span>
            <span class="small muted">{chance}</span>
        </li>
    };
    Some(item.into_any())
}

/// Path, tracked days and interval without axes.
fn small(picture: &ProgressPicture) -> AnyView {
    let layout = lay_out(ProgressValues { target: None, ..ProgressValues::from(picture) }, Frame::WHOLE);
    let dots = if layout.is_pale() { String::new() } else { layout.dots_path() };
    let dots = (!dots.is_empty())
        .then(|| view! { <path class="tracked dots" d=dots vector-effect="non-scaling-stroke"></path> });
    let runs = if layout.is_pale() { vec![layout.mean] } else { layout.tracked };
    let tracked: Vec<_> = runs
        .into_iter()
        .map(|run| view! { <path class="tracked" d=run vector-effect="non-scaling-stroke"></path> })
        .collect();
    let band = (!layout.band.is_empty()).then(|| view! { <path class="band" d=layout.band></path> });
    view! {
        <svg class="ov-course" viewBox="0 -4 100 108" preserveAspectRatio="none" aria-hidden="true">
            {band}
            <path d=layout.planned vector-effect="non-scaling-stroke"></path>
            {tracked}
            {dots}
        </svg>
    }
    .into_any()
}
