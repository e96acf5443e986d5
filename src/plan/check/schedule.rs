//! Rules of the schedule: cadence and pieces.

use super::{Issue, Place, Report};
use crate::plan::{Plan, Step};

pub(super) fn check(plan: &Plan, report: &mut Report) {
    let schedule = &plan.schedule;
    if schedule.cadences.is_empty() {
        report.add(Issue::NoCadence, Place::field(Step::Schedule, "cadence-add"));
    }
    for cadence in &schedule.cadences {
        let (per_week, original) = (cadence.per_week, cadence.original);
        if original > per_week {
            let place = Place::item(Step::Schedule, "cadence-original", cadence.id);
            report.add(Issue::CadenceOriginalAboveTotal { cadence: cadence.id, per_week, original }, place);
        }
    }
    if let Some(days) = plan.basics.days() {
        let mut outside = schedule.pieces.iter().filter(|piece| !days.contains(piece.on));
        if let Some(first) = outside.next() {
            let place = Place::item(Step::Schedule, "piece-on", first.id);
            report.add(Issue::PieceOutsidePlan { count: 1 + outside.count() }, place);
        }
    }
}
