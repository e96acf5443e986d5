//! The text export files with their words: calendar, schedule, actuals, budget and tracking specification.

use crate::browser::page::clock;
use crate::export::calendar as ics;
use crate::export::csv::{actuals as actuals_csv, schedule as schedule_csv};
use crate::i18n::words::{brand, common, exports as w, phase, schedule as sw};
use crate::plan::Plan;
use crate::steps::{budget as budget_step, goals as goals_step};
use crate::ui::labels::{names, values};

/// Phases, activities, events and posts as a calendar file.
pub fn calendar(plan: &Plan) -> String {
    let words = ics::CalendarWords {
        stamp: clock::now_utc(),
        phase: &names::phase,
        objective: &|phase| super::outline_labels::objective(plan, phase),
        channel: &|id| names::channel_of(plan, id),
        post: &|channel, title| {
            if title.is_empty() { channel.to_owned() } else { w::post_named(channel, title) }
        },
        labelled: &common::labelled,
        owner: common::owner(),
        channel_label: common::channel(),
        contact: brand::contact(),
        checklist: phase::checklist(),
    };
    ics::ics(plan, &words)
}

/// The posts as CSV, one per row.
pub fn schedule(plan: &Plan) -> String {
    use schedule_csv::ScheduleColumn;
    let known = budget_step::names_of(plan);
    let heading = |column| match column {
        ScheduleColumn::Id => w::post_id(),
        ScheduleColumn::Date => common::date(),
        ScheduleColumn::Time => common::time(),
        ScheduleColumn::Channel => common::channel(),
        ScheduleColumn::Title => sw::working_title(),
        ScheduleColumn::Original => sw::original(),
        ScheduleColumn::Paid => sw::advertising(),
        ScheduleColumn::State => common::status(),
        ScheduleColumn::Owner => common::owner(),
        ScheduleColumn::Link => common::link(),
    };
    let words = schedule_csv::ScheduleCsvWords {
        heading: &heading,
        channel: &|id| known.channel_cell(id, &names::channel_of(plan, Some(id))),
        state: &values::post_state,
        yes: common::yes(),
        no: common::no(),
    };
    schedule_csv::csv(plan, &words)
}

/// The daily actuals as CSV, one per row.
pub fn actuals(plan: &Plan) -> String {
    use actuals_csv::ActualsColumn;
    let known = budget_step::names_of(plan);
    let heading = |column| match column {
        ActualsColumn::Date => common::date(),
        ActualsColumn::Metric => w::metric(),
        ActualsColumn::Channel => common::channel(),
        ActualsColumn::Value => w::value(),
    };
    let words = actuals_csv::ActualsCsvWords {
        heading: &heading,
        metric: &|id| known.metric_cell(id),
        channel: &|id| known.channel_cell(id, &names::channel_of(plan, Some(id))),
    };
    actuals_csv::csv(plan, &words)
}

/// The line items as CSV, one per row.
pub fn budget(plan: &Plan) -> String {
    budget_step::csv(plan)
}

/// The tracking specification for engineering.
pub fn tracking(plan: &Plan) -> String {
    goals_step::tracking_document(plan)
}
