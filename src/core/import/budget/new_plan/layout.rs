//! The days and the phases of a new plan, from the days of its lines and the names in the column of phases.

use chrono::NaiveDate;

use super::NewPlanContext;
use crate::import::budget::preview::{CellErrorKind, ImportPreview, ImportedLine};
use crate::import::table::dictionary::folded;
use crate::plan::Plan;
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::budget::LineItem;
use crate::plan::model::id::Id;
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::model::timing::{CycleLength, Timing};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::phases::back_to_back::schedule_back_to_back;
use std::collections::HashMap;

/// More names than these are not phases: the column then holds something else, and the preview reports its cells.
const MAX_PHASES: usize = 24;

/// Where the phases of a new plan come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseBasis {
    /// The table names them, and the days of their lines are theirs.
    Table,
    /// The table names them without days: they are laid out back to back.
    TableWithoutDays,
    /// The table has none: the usual ones are laid out back to back, as a suggestion.
    LaidOut,
    /// The table has neither phases nor days: the usual ones, without dates.
    Undated,
}

/// A plan with its days and phases, before its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOutPlan {
    /// The plan.
    pub plan: Plan,
    /// Where its phases come from.
    pub phases: PhaseBasis,
}

/// Lays out days, phases and cycles of a [blank](super::blank) plan by the preview of the table against it.
pub fn lay_out(
    context: &NewPlanContext,
    blank: &Plan,
    preview: &ImportPreview,
    fresh: &mut dyn FnMut() -> u64,
) -> LaidOutPlan {
    let mut plan = blank.clone();
    let ends = period_ends(preview);
    let span = |line: &ImportedLine| days_of(&line.line, &ends);
    let lines = || preview.lines.iter().filter(|line| !(context.choices.leave_out && line.faulty));
    let all = lines().filter_map(span).reduce(united);
    plan.basics.first_day = context.choices.first_day.or(all.map(DateRange::first));
    plan.basics.last_day = context.choices.last_day.or(all.map(DateRange::last));
    plan.budget.settings.cycle = cycle_of(preview).unwrap_or(plan.budget.settings.cycle);

    let named = named_phases(context, blank, preview, fresh);
    let is_named = !named.is_empty();
    if is_named {
        let of_row: HashMap<usize, PhaseId> =
            named.iter().flat_map(|(phase, rows)| rows.iter().map(|row| (*row, phase.id))).collect();
        let mut days: HashMap<PhaseId, DateRange> = HashMap::new();
        for line in lines() {
            if let (Some(&phase), Some(span)) = (of_row.get(&line.row), span(line)) {
                days.entry(phase).and_modify(|known| *known = united(*known, span)).or_insert(span);
            }
        }
        plan.phases = named.into_iter().map(|(phase, _)| phase).collect();
        for phase in &mut plan.phases {
            let days = days.get(&phase.id);
            (phase.first, phase.last) = (days.map(|days| days.first()), days.map(|days| days.last()));
        }
        // Stable: phases without days keep their order, after the others.
        plan.phases.sort_by_key(|phase| (phase.first.is_none(), phase.first));
    }
    let has_days = plan.phases.iter().any(|phase| phase.first.is_some());
    let phases = match (is_named, !has_days && schedule(&mut plan)) {
        (true, true) => PhaseBasis::TableWithoutDays,
        (true, false) => PhaseBasis::Table,
        (false, true) => PhaseBasis::LaidOut,
        (false, false) => PhaseBasis::Undated,
    };
    LaidOutPlan { plan, phases }
}

/// Lays the phases out back to back over the days of the plan, as suggestions. `false` without days.
fn schedule(plan: &mut Plan) -> bool {
    let kinds: Vec<PhaseKind> = plan.phases.iter().map(|phase| phase.kind).collect();
    let Some(parts) = plan.basics.days().and_then(|days| schedule_back_to_back(days, &kinds)) else { return false };
    for (phase, days) in plan.phases.iter_mut().zip(parts) {
        (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
        plan.suggested.mark(SuggestedPart::Phase(phase.id));
    }
    true
}

/// The phases that lines name, with the numbers of their rows: known ones as they are in the blank plan, others added.
fn named_phases(
    context: &NewPlanContext,
    blank: &Plan,
    preview: &ImportPreview,
    fresh: &mut dyn FnMut() -> u64,
) -> Vec<(Phase, Vec<usize>)> {
    // A campaign of a report has a phase by its days only.
    if context.mapping.report.is_some() {
        return Vec::new();
    }
    let mut found: Vec<(String, Phase, Vec<usize>)> = Vec::new();
    let others: HashMap<usize, &str> = preview
        .errors
        .iter()
        .filter(|error| error.kind == CellErrorKind::Phase && error.text.chars().count() <= NAME_CHARS)
        .map(|error| (error.row, error.text.as_str()))
        .collect();
    for line in &preview.lines {
        let known = line.line.phase.and_then(|id| blank.phases.iter().find(|phase| phase.id == id));
        let (key, phase): (String, &mut dyn FnMut() -> Phase) = match (known, others.get(&line.row)) {
            (Some(phase), _) => (phase.id.to_string(), &mut || phase.clone()),
            (None, Some(&text)) => (["=", &folded(text)].concat(), &mut || {
                let mut phase = Phase::new(Id::from_bits(fresh()), PhaseKind::Other);
                text.clone_into(&mut phase.name);
                phase
            }),
            (None, None) => continue,
        };
        match found.iter_mut().find(|(known, ..)| *known == key) {
            Some((.., rows)) => rows.push(line.row),
            None => found.push((key, phase(), vec![line.row])),
        }
        if found.len() > MAX_PHASES {
            return Vec::new();
        }
    }
    found.into_iter().map(|(_, phase, rows)| (phase, rows)).collect()
}

/// The last day of each period, by its first.
fn period_ends(preview: &ImportPreview) -> HashMap<NaiveDate, NaiveDate> {
    preview.periods.iter().map(|(_, days)| (days.first(), days.last())).collect()
}

/// The days of a line of its own. An amount on the first day of a period is for the whole period.
fn days_of(line: &LineItem, ends: &HashMap<NaiveDate, NaiveDate>) -> Option<DateRange> {
    match &line.timing {
        Timing::Phase => None,
        Timing::Once { on } => DateRange::new(*on, *on),
        Timing::Evenly { first, last } | Timing::Monthly { first, last } => DateRange::new(*first, *last),
        Timing::ByHand { parts } => {
            let first = parts.iter().map(|part| part.on).min()?;
            let last = parts.iter().map(|part| ends.get(&part.on).copied().unwrap_or(part.on)).max()?;
            DateRange::new(first, last)
        }
    }
}

/// The days from the first of both to the last of both.
fn united(one: DateRange, other: DateRange) -> DateRange {
    let (first, last) = (one.first().min(other.first()), one.last().max(other.last()));
    DateRange::new(first, last).unwrap_or(one)
}

/// The cycle that the columns of periods have.
fn cycle_of(preview: &ImportPreview) -> Option<CycleLength> {
    let lengths = || preview.periods.iter().map(|(_, days)| days.len());
    match (lengths().min()?, lengths().max()?) {
        (_, ..=7) => Some(CycleLength::Week),
        (8.., ..=16) => Some(CycleLength::TwoWeeks),
        (28.., ..=31) => Some(CycleLength::Month),
        _ => None,
    }
}

/// Gives each line the phase that all of its days lie in, or none.
pub(super) fn assign_by_date(plan: &mut Plan, preview: &ImportPreview, assigns: bool) {
    let ends = period_ends(preview);
    for line in &mut plan.budget.lines {
        let days = days_of(line, &ends).filter(|_| assigns);
        let holds = |phase: &&Phase| {
            let own = phase.days().zip(days);
            own.is_some_and(|(own, days)| own.contains(days.first()) && own.contains(days.last()))
        };
        line.phase = plan.phases.iter().find(holds).map(|phase| phase.id);
    }
}
