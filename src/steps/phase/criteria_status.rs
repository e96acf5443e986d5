//! The status of exit criteria in words: which are met, what is missing, and what has no figure yet.

use crate::i18n::format;
use crate::i18n::words::phase as w;
use crate::plan::Plan;
use crate::plan::model::measure::Unit;
use crate::plan::model::phase::{Comparison, Criterion, PhaseId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::phases::exit_criteria::{
    CriteriaCheck, CriteriaVerdict, CriterionKind, CriterionState, CriterionStatus, MeasuredValue, MeasurementMethod,
    NotMeasuredReason,
};
use crate::ui::labels::values::unit_of;
use crate::ui::labels::{names, values};

/// The exit criteria of a phase.
pub(super) fn exit_of(checks: &[CriteriaCheck], phase: PhaseId) -> Option<&CriteriaCheck> {
    checks.iter().find(|check| check.after == Some(phase))
}

/// The entry criteria of a phase.
pub(super) fn entry_of(checks: &[CriteriaCheck], phase: PhaseId) -> Option<&CriteriaCheck> {
    checks.iter().find(|check| check.next == Some(phase))
}

fn counts(check: &CriteriaCheck) -> (String, String) {
    let holding = check.criteria.iter().filter(|criterion| criterion.state.is_met()).count();
    (format::counted(holding).1, format::counted(check.criteria.len()).1)
}

/// The criterion that a status belongs to.
pub(super) fn criterion_of<'a>(plan: &'a Plan, found: &CriterionStatus) -> Option<&'a Criterion> {
    let phase = plan.find(found.phase)?;
    let list = match found.kind {
        CriterionKind::Entry => &phase.entry,
        CriterionKind::Exit => &phase.exit,
    };
    list.get(found.at)
}

/// A criterion as a sentence: "Followers: at least 1,000".
pub(super) fn sentence(plan: &Plan, criterion: &Criterion) -> String {
    if criterion.metric.is_none() && criterion.words.trim().is_empty() {
        return w::unsaid_criterion().to_owned();
    }
    // The confirmation date is shown with the status.
    values::criterion(plan, &Criterion { seen: None, ..criterion.clone() })
}

/// The rounding direction of a count.
#[derive(Clone, Copy)]
enum Rounding {
    Nearest,
    Up,
    Down,
}

/// A figure in its unit. Averages of counts get one decimal, rounded so that an unmet criterion never reads as met.
fn shown(plan: &Plan, criterion: &Criterion, value: Decimal, rounding: Rounding) -> String {
    let unit = unit_of(plan, criterion.metric);
    if unit != Unit::Count {
        return names::value(value, unit, plan.basics.currency);
    }
    let tenths = match rounding {
        Rounding::Nearest => value.to_scaled(1),
        Rounding::Up => value.ceil_scaled(1),
        Rounding::Down => value.floor_scaled(1),
    };
    format::decimal(tenths, 1)
}

/// How far an unmet criterion is from its threshold: "120 Followers are missing".
fn missing(plan: &Plan, criterion: &Criterion, missing: Decimal) -> String {
    let value = shown(plan, criterion, missing, Rounding::Up);
    let name = names::metric_of(plan, criterion.metric);
    match criterion.holds {
        Comparison::AtLeast => w::short_of(&value, &name),
        Comparison::AtMost => w::above_by(&value, &name),
    }
}

/// The status of one criterion on a line, with the figure, how it was read and its date.
pub(super) fn state(plan: &Plan, criterion: &Criterion, state: &CriterionState) -> String {
    let value = |value: Decimal, rounding| shown(plan, criterion, value, rounding);
    match state {
        CriterionState::Met { has, .. } => w::state_holds(&read(has, &value(has.value, Rounding::Nearest))),
        CriterionState::NotMet { has, missing, .. } => {
            let missing = value(*missing, Rounding::Up);
            match criterion.holds {
                Comparison::AtLeast => w::state_short(&missing, &read(has, &value(has.value, Rounding::Down))),
                Comparison::AtMost => w::state_exceeds(&missing, &read(has, &value(has.value, Rounding::Up))),
            }
        }
        CriterionState::Confirmed { on } => w::state_seen(&format::date(*on)),
        CriterionState::NotMeasured(NotMeasuredReason::InWords) => w::state_in_words().to_owned(),
        CriterionState::NotMeasured(NotMeasuredReason::NoNumber) => w::state_no_number().to_owned(),
        CriterionState::NotMeasured(NotMeasuredReason::NoFigure) => w::state_no_figure().to_owned(),
        CriterionState::NotMeasured(NotMeasuredReason::Stale { on }) => w::state_stale(&format::date(*on)),
    }
}

/// The marker of a status.
pub(super) fn mark(state: &CriterionState) -> &'static str {
    match state {
        CriterionState::Met { .. } | CriterionState::Confirmed { .. } => "met",
        CriterionState::NotMet { .. } => "unmet",
        CriterionState::NotMeasured(_) => "unknown",
    }
}

fn read(has: &MeasuredValue, value: &str) -> String {
    let on = format::date(has.on);
    match has.method {
        MeasurementMethod::Last => w::read_last(value, &on),
        MeasurementMethod::DailyMean { days } => {
            w::read_mean(u64::from(days), value, &format::count(i64::from(days)), &on)
        }
        MeasurementMethod::WeekTotal => w::read_week(value, &on),
        MeasurementMethod::PhaseTotal => w::read_total(value, &on),
        MeasurementMethod::Log => w::read_log(value),
        MeasurementMethod::RatioOfSums => w::read_ratio(value, &on),
        MeasurementMethod::Steadiness => w::read_steadiness(value, &on),
    }
}

/// Whether the next phase may start: the answer first, then which criteria are met, then what is missing.
pub(super) fn verdict(plan: &Plan, check: &CriteriaCheck) -> String {
    let (holding, all) = counts(check);
    let next = check.next.map(|id| names::phase_of(plan, Some(id)));
    match check.verdict {
        CriteriaVerdict::NoCriteria => w::verdict_no_criteria().to_owned(),
        CriteriaVerdict::MayBegin => match next {
            Some(next) => w::verdict_may_begin(&next),
            None => w::verdict_reached(&names::phase_of(plan, check.after)),
        },
        CriteriaVerdict::NeedsConfirmation { unconfirmed: words } => {
            let (n, words) = format::counted(words);
            w::verdict_by_word(n, &holding, &all, &words)
        }
        CriteriaVerdict::NotMeasured { unmeasured: uncounted } => {
            let (n, uncounted) = format::counted(uncounted);
            w::verdict_not_counted(n, &holding, &all, &uncounted)
        }
        CriteriaVerdict::NotYet { .. } => {
            let unmet = check.criteria.iter().filter_map(|found| match found.state {
                CriterionState::NotMet { missing: by, .. } => Some(missing(plan, criterion_of(plan, found)?, by)),
                _ => None,
            });
            w::verdict_not_yet(&holding, &all, &format::list(&unmet.collect::<Vec<_>>()))
        }
    }
}

/// The class of a verdict.
pub(super) fn verdict_mark(check: &CriteriaCheck) -> &'static str {
    match check.verdict {
        CriteriaVerdict::MayBegin => "met",
        CriteriaVerdict::NotYet { .. } => "unmet",
        CriteriaVerdict::NoCriteria
        | CriteriaVerdict::NeedsConfirmation { .. }
        | CriteriaVerdict::NotMeasured { .. } => "unknown",
    }
}
