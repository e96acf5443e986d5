//! Answers about the tracked figures: how many each metric has, from when to when, and the latest.

use super::{Answer, joined};
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::model::metric::Metric;
use crate::plan::tracking::entry::latest_values;
use crate::plan::tracking::figures::Figures;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;

const AT: Step = Step::Track;

/// The Track answers.
pub fn answers(plan: &Plan) -> Vec<Answer> {
    let mut answers: Vec<Answer> = plan.goals.metrics.iter().filter_map(|metric| tracked(plan, metric)).collect();
    if answers.is_empty() {
        answers.push(Answer::new(w::fact_figures(), AT, "track-figures").say(w::no_figures_yet()));
    }
    answers
}

/// A metric's figures; `None` without any.
fn tracked(plan: &Plan, metric: &Metric) -> Option<Answer> {
    let days = Figures::of(plan).span(metric.id)?;
    let series = plan.tracking.figures.series().filter(|(of, ..)| *of == metric.id);
    let (count, text) = format::counted(series.map(|(.., days)| days.len()).sum());
    let latest = latest_values(plan, metric.id, 1).pop().map(|figure| {
        let value = names::value(figure.value, metric.definition.unit(), plan.basics.currency);
        w::latest_figure(&value, &format::date(figure.on))
    });
    let name = names::metric(&metric.definition);
    let answer = Answer::new(w::labelled(w::fact_figures(), &name), AT, "track-figures");
    Some(answer.say(joined([w::figures_of_days(count, &text), format::span(days.first(), days.last())])).maybe(latest))
}
