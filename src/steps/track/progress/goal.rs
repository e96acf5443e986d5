//! The goal that is shown: what was planned and what came, what is needed, where it will stand, the picture and the table.

use leptos::prelude::*;

use super::{Page, anchor, periods, picture};
use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::Plan;
use crate::plan::tracking::picture::goal_picture;
use crate::plan::tracking::standing::GoalStanding;
use crate::ui::labels::names;
use crate::ui::labels::tracking::{forecast_sentences, goal_sentences, no_forecast, of_plan, pace_status, unknown};
use crate::widgets::{explanation, progress_chart};

/// The part.
pub(super) fn part(page: Page, plan: &Plan, found: &GoalStanding) -> AnyView {
    let metric = found.metric;
    let name = names::metric(&metric.definition);
    let id = anchor(metric.id);
    let labelled_by = id.clone();
    let status = found.pace().map(|pace| {
        let (words, class) = pace_status(pace.status);
        view! { <span><span class=class>{words}</span> " · " {of_plan(found)}</span> }
    });
    let progress = found.progress.as_ref().map(|_| goal_sentences(found).join(format::sentence_gap()));
    let forecast = found.progress.as_ref().map(|_| forecast(plan, found));
    let chart = goal_picture(found).map(|drawn| {
        progress_chart(picture::of_goal(plan, metric, &drawn, w::picture(&name, &of_plan(found)), page.today))
    });
    view! {
        <section class="progress-goal" aria-labelledby=labelled_by>
            <div class="spread">
                <h2 id=id tabindex="-1">{name}</h2>
                {status}
            </div>
            <div class="progress-body">
                <div class="progress-words">
                    {progress.map(|words| view! { <p>{words}</p> })}
                    {forecast}
                </div>
                {chart}
            </div>
            {periods::part(page, metric.id)}
        </section>
    }
    .into_any()
}

/// The forecast, with what it does not know.
fn forecast(plan: &Plan, found: &GoalStanding) -> AnyView {
    let known = match &found.forecast {
        Ok(known) => known,
        Err(why) => return view! { <p class="muted">{no_forecast(*why)}</p> }.into_any(),
    };
    let said = forecast_sentences(found.metric, known, plan.basics.currency);
    let unknowns: Vec<_> = known.unknowns.iter().map(|found| view! { <li>{unknown(*found)}</li> }).collect();
    let unknowns = (!unknowns.is_empty()).then(|| view! { <ul class="small muted">{unknowns}</ul> });
    view! {
        <div class="progress-forecast">
            <div class="explained"><h3>{w::forecast()}</h3> {explanation(w::forecast_how(), w::forecast_text())}</div>
            <p>{said.join(format::sentence_gap())}</p>
            {unknowns}
        </div>
    }
    .into_any()
}
