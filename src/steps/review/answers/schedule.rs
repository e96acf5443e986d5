//! Answers about the schedule: each channel's cadence, and the posts.

use super::{Answer, counted, field, joined, labelled};
use crate::i18n::format;
use crate::i18n::words::{common, review as w};
use crate::plan::model::schedule::{Cadence, PostState};
use crate::plan::{Plan, Step};
use crate::ui::labels::{names, values};

const AT: Step = Step::Schedule;

/// The Schedule answers.
pub fn answers(plan: &Plan) -> Vec<Answer> {
    let mut answers: Vec<Answer> = plan.schedule.cadences.iter().map(|item| cadence(plan, item)).collect();
    if answers.is_empty() {
        answers.push(Answer::new(w::fact_cadence(), AT, "cadence-add"));
    }
    let posts = &plan.schedule.posts;
    let by_state = PostState::ALL.into_iter().filter_map(|state| {
        let count = posts.iter().filter(|post| post.state == state).count();
        (count > 0).then(|| w::labelled(values::post_state(state), &counted(count)))
    });
    let days = posts.iter().map(|post| post.on).min().zip(posts.iter().map(|post| post.on).max());
    let all = days.map(|(first, last)| joined([counted(posts.len()), format::span(first, last)]));
    answers.push(Answer::new(w::fact_posts(), AT, "post-add").maybe(all).say(joined(by_state)));
    answers
}

fn cadence(plan: &Plan, item: &Cadence) -> Answer {
    let count = |value: u32| format::count(i64::from(value));
    Answer::new(names::channel_of(plan, Some(item.channel)), AT, field("cadence-per-week", item.id))
        .say(w::posts_a_week(&count(item.per_week), &count(item.original)))
        .say(joined([
            names::phase_of(plan, item.phase),
            values::weekdays(&item.weekdays),
            item.at.map(values::time).unwrap_or_default(),
            labelled(common::owner(), &item.owner),
        ]))
}
