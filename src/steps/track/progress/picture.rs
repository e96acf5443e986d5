//! The picture of a goal, or of the spend, as shapes with their words.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::Plan;
use crate::plan::model::metric::Metric;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::tracking::picture::{MarkOf, ProgressPicture};
use crate::ui::labels::names;
use crate::ui::labels::tracking::rough;
use crate::widgets::progress_geometry::{Frame, ProgressLayout, ProgressValues, lay_out};
use crate::widgets::{ChartSpan, ProgressShapes, Tone};

/// The most rows of activities below a picture: more of them share the last one.
const MAX_ROWS: usize = 4;
/// The most names of months or weeks below it.
const MAX_HEADS: usize = 8;
/// Up to this many days, weeks are named, not months.
const WEEKS_UP_TO: u32 = 70;

/// The picture of a goal.
pub fn of_goal(
    plan: &Plan,
    metric: &Metric,
    picture: &ProgressPicture,
    label: String,
    today: NaiveDate,
) -> ProgressShapes {
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let write = |value: f64| rough(value, unit, currency);
    let target = metric.target.map(|target| w::line_target(&names::value(target, unit, currency)));
    shapes(plan, picture, label, target, &write, today)
}

/// A picture with its words.
pub fn shapes(
    plan: &Plan,
    picture: &ProgressPicture,
    label: String,
    target: Option<String>,
    write: &dyn Fn(f64) -> String,
    today: NaiveDate,
) -> ProgressShapes {
    let layout = lay_out(ProgressValues::from(picture), Frame::WHOLE);
    ProgressShapes {
        label,
        marks: layout.marks.iter().map(|(value, _)| write(*value)).collect(),
        months: heads(picture.days, &layout),
        target,
        phases: spans(plan, picture, &layout, |of| matches!(of, MarkOf::Phase(_))),
        activities: in_rows(spans(plan, picture, &layout, |of| matches!(of, MarkOf::Activity(_)))),
        posts: spans(plan, picture, &layout, |of| matches!(of, MarkOf::Posts(_))),
        today: picture.days.contains(today).then(|| (layout.x(today), w::today().to_owned())),
        legend: legend(picture, layout.is_pale()),
        layout,
    }
}

/// The names below: months, or weeks of a short picture.
fn heads(days: DateRange, layout: &ProgressLayout) -> Vec<(String, f64)> {
    let is_short = days.len() <= WEEKS_UP_TO;
    let starts = |day: &NaiveDate| if is_short { day.weekday() == Weekday::Mon } else { day.day() == 1 };
    let firsts: Vec<NaiveDate> = days.first().iter_days().take(days.len() as usize).filter(starts).collect();
    let step = firsts.len().div_ceil(MAX_HEADS).max(1);
    let name = |day: NaiveDate| if is_short { format::date_short(day) } else { format::month_short(day) };
    // A name at the right edge would be cut.
    let fits = |day: &NaiveDate| layout.x(*day) < 95.0;
    firsts.into_iter().step_by(step).filter(fits).map(|day| (name(day), layout.x(day))).collect()
}

/// The marks of a kind across the picture.
fn spans(plan: &Plan, picture: &ProgressPicture, layout: &ProgressLayout, is: fn(&MarkOf) -> bool) -> Vec<ChartSpan> {
    let span = |days: DateRange, label: String, tone: Tone| {
        let from = layout.x(days.first());
        let to = days.last().succ_opt().map_or(100.0, |end| layout.x(end));
        ChartSpan { from, width: (to - from).max(0.0), label, tone }
    };
    let dated = |name: &str, days: DateRange| [name, " · ", &format::span_short(days.first(), days.last())].concat();
    let marks = picture.marks.iter().filter(|mark| is(&mark.of));
    let drawn = marks.filter_map(|mark| {
        let (words, tone) = match mark.of {
            MarkOf::Phase(id) => {
                let phase: &Phase = plan.find(id)?;
                (dated(&names::phase(phase), mark.days), names::tone(Some(phase.kind)))
            }
            MarkOf::Activity(id) => {
                let kind = plan.find(plan.find(id)?.phase).map(|phase: &Phase| phase.kind);
                (dated(&names::activity_of(plan, id), mark.days), names::tone(kind))
            }
            MarkOf::Posts(posts) => {
                let (count, text) = format::counted(posts);
                (w::posts_on(count, &format::date_short(mark.days.first()), &text), Tone::Other)
            }
        };
        Some(span(mark.days, words, tone))
    });
    drawn.collect()
}

/// Activities in as few rows as keep them apart.
fn in_rows(mut spans: Vec<ChartSpan>) -> Vec<(usize, ChartSpan)> {
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut ends: Vec<f64> = Vec::new();
    let place = |span: ChartSpan| {
        let row = ends.iter().position(|end| *end <= span.from).unwrap_or(ends.len().min(MAX_ROWS - 1));
        let end = span.from + span.width;
        match ends.get_mut(row) {
            Some(last) => *last = last.max(end),
            None => ends.push(end),
        }
        (row, span)
    };
    spans.into_iter().map(place).collect()
}

fn legend(picture: &ProgressPicture, pale: bool) -> Vec<(&'static str, String)> {
    let has = |is: fn(&MarkOf) -> bool| picture.marks.iter().any(|mark| is(&mark.of));
    let items = [
        (true, "l-planned", w::line_planned()),
        (!picture.tracked.is_empty(), if pale { "l-pale" } else { "l-tracked" }, w::line_actual()),
        (pale, "l-tracked", w::line_mean()),
        (picture.ahead.is_some(), "l-band", w::line_interval()),
        (has(|of| matches!(of, MarkOf::Activity(_))), "l-activity", w::line_activities()),
        (has(|of| matches!(of, MarkOf::Posts(_))), "l-post", w::line_posts()),
    ];
    items.into_iter().filter(|item| item.0).map(|(_, class, words)| (class, words.to_owned())).collect()
}
