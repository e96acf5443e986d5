//! Dates of phases that nobody has dated by hand: they follow the plan's dates, back to back.
//!
//! Such phases are marked as suggestions, so that they are known from those dated by hand. Works out dates; changes no plan.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::edit::apply::apply;
//! use groundswell_core::plan::model::basics::Basics;
//! use groundswell_core::plan::phases::follow_plan::{following, with_new_days};
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let (first_day, last_day) = ("2027-03-01".parse().ok(), "2027-07-18".parse().ok());
//! let basics = Basics { first_day, last_day, ..plan.basics.clone() };
//! let edit = with_new_days(&plan, basics).unwrap();
//! apply(&mut plan, edit).unwrap();
//! assert_eq!(following(&plan).len(), 3);
//! assert_eq!(plan.phases[2].last, last_day);
//! ```

use crate::plan::Plan;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::basics::Basics;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::references::Listed;
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::phases::back_to_back::schedule_back_to_back;

/// The phases whose dates follow the plan's.
pub fn following(plan: &Plan) -> Vec<PhaseId> {
    let Some(days) = plan.basics.days() else { return Vec::new() };
    let may_follow = |phase: &Phase| is_open(phase) || is_untouched(plan, phase);
    let laid = lay_out(plan, days, &may_follow);
    let follows = |(phase, laid): (&Phase, Option<DateRange>)| {
        (may_follow(phase) && laid.is_some() && phase.days() == laid).then_some(phase.id)
    };
    plan.phases.iter().zip(laid).filter_map(follows).collect()
}

/// The edit that gives the plan other basics, and new dates to the phases that follow its dates or have none. `None` where
/// no phase is to be dated: the basics are then an edit of their own.
pub fn with_new_days(plan: &Plan, basics: Basics) -> Option<PlanEdit> {
    let days = basics.days()?;
    let follow = following(plan);
    let open = |phase: &Phase| is_open(phase) || follow.contains(&phase.id);
    let laid = lay_out(plan, days, &open);
    let mut suggested = plan.suggested.clone();
    // All phases, moved or not: edits of one field are undone as one, which restores what the first of them replaced.
    let mut edits: Vec<PlanEdit> = Vec::new();
    for (phase, days) in plan.phases.iter().zip(laid) {
        let mut phase = phase.clone();
        if let Some(days) = days.filter(|_| open(&phase)) {
            (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
            suggested.mark(SuggestedPart::Phase(phase.id));
        }
        edits.push(Phase::plan_edit(ListEdit::Replace(Box::new(phase))));
    }
    if !plan.phases.iter().any(open) {
        return None;
    }
    edits.push(PlanEdit::Suggested(suggested));
    // Last, because it is what the step is named by.
    edits.push(PlanEdit::Basics(Box::new(basics)));
    Some(PlanEdit::Batch(edits))
}

/// Whether a phase has no date.
fn is_open(phase: &Phase) -> bool {
    phase.first.is_none() && phase.last.is_none()
}

/// Whether a phase is a suggestion in which nothing is planned that would be left behind.
fn is_untouched(plan: &Plan, phase: &Phase) -> bool {
    plan.suggested.has(SuggestedPart::Phase(phase.id))
        && plan.activities.iter().all(|activity| activity.phase != phase.id)
        && plan.partners.iter().all(|partner| partner.phase != phase.id)
        && plan.budget.lines.iter().all(|line| line.phase != Some(phase.id))
}

/// The days of each phase, in the plan's order: its own, and for those that are open the days that the phases around them
/// leave, back to back. `None` where there is no room.
fn lay_out(plan: &Plan, days: DateRange, open: &dyn Fn(&Phase) -> bool) -> Vec<Option<DateRange>> {
    let phases = Phase::list(plan);
    let mut laid: Vec<Option<DateRange>> = phases.iter().map(Phase::days).collect();
    let mut at = 0;
    while at < phases.len() {
        if !open(&phases[at]) {
            at += 1;
            continue;
        }
        let end = phases[at..].iter().position(|phase| !open(phase)).map_or(phases.len(), |length| at + length);
        let before = phases[..at].last().map(|phase| phase.last.or(phase.first));
        let after = phases.get(end).map(|phase| phase.first.or(phase.last));
        let first = match before {
            Some(last) => last.and_then(|last| last.succ_opt()).map(|next| next.max(days.first())),
            None => Some(days.first()),
        };
        let last = match after {
            Some(first) => first.and_then(|first| first.pred_opt()).map(|day| day.min(days.last())),
            None => Some(days.last()),
        };
        let kinds: Vec<_> = phases[at..end].iter().map(|phase| phase.kind).collect();
        let room = first.zip(last).and_then(|(first, last)| DateRange::new(first, last));
        let parts = room.and_then(|room| schedule_back_to_back(room, &kinds));
        for (nth, slot) in laid[at..end].iter_mut().enumerate() {
            *slot = parts.as_ref().map(|parts| parts[nth]);
        }
        at = end;
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::activity::Activity;
    use crate::plan::model::id::Id;

    fn blank() -> Plan {
        let mut bits = 0;
        Plan::blank(&mut || {
            bits += 1;
            bits
        })
    }

    /// Gives the plan other days as the page does; returns the inverse.
    fn give(plan: &mut Plan, first: &str, last: &str) -> PlanEdit {
        let (first_day, last_day) = (first.parse().ok(), last.parse().ok());
        let basics = Basics { first_day, last_day, ..plan.basics.clone() };
        let edit = with_new_days(plan, basics.clone()).unwrap_or(PlanEdit::Basics(Box::new(basics)));
        apply(plan, edit).unwrap()
    }

    fn shown(plan: &Plan) -> Vec<String> {
        let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.format("%m-%d").to_string());
        plan.phases.iter().map(|phase| [day(phase.first), day(phase.last)].join("..")).collect()
    }

    #[test]
    fn phases_without_dates_get_them_with_the_plan_in_one_undo() {
        let mut plan = blank();
        let before = plan.clone();
        let inverse = give(&mut plan, "2027-03-01", "2027-07-18");
        assert_eq!(shown(&plan), ["03-01..03-28", "03-29..05-23", "05-24..07-18"]);
        assert_eq!(following(&plan).len(), 3);
        apply(&mut plan, inverse).unwrap();
        assert!(plan == before);
    }

    #[test]
    fn they_follow_the_plan_until_one_is_dated_by_hand() {
        let mut plan = blank();
        give(&mut plan, "2027-03-01", "2027-07-18");
        give(&mut plan, "2027-03-03", "2027-03-11");
        assert_eq!(shown(&plan), ["03-03..03-05", "03-06..03-08", "03-09..03-11"]);

        let mut own = plan.phases[1].clone();
        (own.first, own.last) = ("2027-03-05".parse().ok(), "2027-03-06".parse().ok());
        apply(&mut plan, Phase::plan_edit(ListEdit::Replace(Box::new(own)))).unwrap();
        give(&mut plan, "2027-03-01", "2027-03-31");
        // The others no longer lie as they would be laid out: they are left as they are, too.
        assert_eq!(shown(&plan)[1], "03-05..03-06");
        assert_eq!(shown(&plan)[0], "03-03..03-05");
    }

    #[test]
    fn phases_dated_by_hand_stay_and_the_others_fill_the_rest() {
        let mut plan = blank();
        (plan.phases[1].first, plan.phases[1].last) = ("2027-03-11".parse().ok(), "2027-03-20".parse().ok());
        give(&mut plan, "2027-03-01", "2027-03-31");
        assert_eq!(shown(&plan), ["03-01..03-10", "03-11..03-20", "03-21..03-31"]);
        give(&mut plan, "2027-02-20", "2027-03-20");
        // After the middle phase there is no day left: the last stays where it was.
        assert_eq!(shown(&plan)[0], "02-20..03-10");
        assert_eq!(shown(&plan)[1..], ["03-11..03-20", "03-21..03-31"]);
    }

    #[test]
    fn a_phase_with_something_planned_in_it_stays() {
        let mut plan = blank();
        give(&mut plan, "2027-03-01", "2027-07-18");
        let phase = plan.phases[0].id;
        plan.activities.push(Activity::new(Id::from_bits(90), phase, None, "Invite".to_owned()));
        give(&mut plan, "2027-03-01", "2027-06-18");
        assert_eq!(shown(&plan), ["03-01..03-28", "03-29..05-08", "05-09..06-18"]);
    }

    #[test]
    fn a_plan_too_short_for_its_phases_dates_none() {
        let mut plan = blank();
        give(&mut plan, "2027-03-01", "2027-03-02");
        assert_eq!(shown(&plan), ["-..-"; 3]);
        assert!(following(&plan).is_empty());
    }
}
