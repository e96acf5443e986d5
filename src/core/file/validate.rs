//! The invariants that types cannot express: ids are unique within their list, and every reference resolves.
//!
//! [`apply`](crate::plan::edit::apply::apply) preserves them while a plan is edited; a file can come from anywhere.

use std::collections::HashSet;

use crate::file::LoadError;
use crate::plan::Plan;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::id::Id;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::{Listed, Reference, references_of_rule};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};

/// Checks the invariants of a plan and of the plans in its approvals, in time proportional to their size.
///
/// # Errors
///
/// [`LoadError::DuplicateId`] or [`LoadError::BrokenReference`], for the first violation found.
pub fn verify(plan: &Plan) -> Result<(), LoadError> {
    let mut known = HashSet::new();
    each_list(plan, &mut IdCheck { known: &mut known })?;
    unique("plan.goals.funnel.stages", &mut plan.goals.funnel.stages.iter().map(|stage| stage.id.bits()))?;

    let resolve = |path: &dyn Fn() -> String, to: Reference| {
        if known.contains(&to) { Ok(()) } else { Err(LoadError::BrokenReference { path: path(), to }) }
    };
    if let Some(star) = &plan.goals.north_star {
        resolve(&|| "plan.goals.north_star".to_owned(), Reference::Metric(star.metric))?;
    }
    let mut outcome = Ok(());
    references_of_rule(&plan.strategy.rule, &mut |to| {
        if outcome.is_ok() {
            outcome = resolve(&|| "plan.strategy.rule".to_owned(), to);
        }
    });
    outcome?;
    each_list(plan, &mut ReferenceCheck { known: &known })?;
    for (metric, channel, _) in plan.tracking.figures.series() {
        resolve(&|| "plan.tracking.series".to_owned(), Reference::Metric(metric))?;
        if let Some(channel) = channel {
            resolve(&|| "plan.tracking.series".to_owned(), Reference::Channel(channel))?;
        }
    }
    for (index, approval) in plan.approvals.iter().enumerate() {
        verify(approval.plan.plan()).map_err(|error| within(error, index))?;
    }
    Ok(())
}

/// The error of an approved plan, with its path in the plan that has the approval.
fn within(error: LoadError, approval: usize) -> LoadError {
    let nested = |path: String| format!("plan.approvals[{approval}].{path}");
    match error {
        LoadError::DuplicateId { path, id } => LoadError::DuplicateId { path: nested(path), id },
        LoadError::BrokenReference { path, to } => LoadError::BrokenReference { path: nested(path), to },
        other => other,
    }
}

/// A check of every list of the plan.
trait ListCheck {
    fn list<T: Listed>(&mut self, path: &str, items: &[T]) -> Result<(), LoadError>;
}

fn each_list(plan: &Plan, check: &mut impl ListCheck) -> Result<(), LoadError> {
    check.list::<AudienceGroup>("plan.basics.audience", Listed::list(plan))?;
    check.list::<Metric>("plan.goals.metrics", Listed::list(plan))?;
    check.list::<Team>("plan.goals.departments", Listed::list(plan))?;
    check.list::<OutputGoal>("plan.goals.outputs", Listed::list(plan))?;
    check.list::<ResultGoal>("plan.goals.results", Listed::list(plan))?;
    check.list::<LineItem>("plan.budget.lines", Listed::list(plan))?;
    check.list::<ExchangeRate>("plan.budget.rates", Listed::list(plan))?;
    check.list::<Channel>("plan.strategy.channels", Listed::list(plan))?;
    check.list::<ChannelTest>("plan.strategy.trials", Listed::list(plan))?;
    check.list::<Phase>("plan.phases", Listed::list(plan))?;
    check.list::<Activity>("plan.activities", Listed::list(plan))?;
    check.list::<Risk>("plan.risks", Listed::list(plan))?;
    check.list::<Group>("plan.groups", Listed::list(plan))?;
    check.list::<Feedback>("plan.feedback", Listed::list(plan))?;
    check.list::<Partner>("plan.partners", Listed::list(plan))?;
    check.list::<Cadence>("plan.schedule.cadences", Listed::list(plan))?;
    check.list::<Post>("plan.schedule.pieces", Listed::list(plan))?;
    check.list::<Approval>("plan.approvals", Listed::list(plan))
}

/// Finds duplicate ids, and collects the parts that references can point at.
struct IdCheck<'a> {
    known: &'a mut HashSet<Reference>,
}

impl ListCheck for IdCheck<'_> {
    fn list<T: Listed>(&mut self, path: &str, items: &[T]) -> Result<(), LoadError> {
        self.known.extend(items.iter().filter_map(|item| T::as_reference(item.id())));
        unique(path, &mut items.iter().map(|item| item.id().bits()))
    }
}

fn unique(path: &str, ids: &mut dyn Iterator<Item = u64>) -> Result<(), LoadError> {
    let mut seen = HashSet::new();
    for (index, bits) in ids.enumerate() {
        if !seen.insert(bits) {
            return Err(LoadError::DuplicateId {
                path: format!("{path}[{index}]"),
                id: Id::<()>::from_bits(bits).to_string(),
            });
        }
    }
    Ok(())
}

/// Resolves every reference of the items.
struct ReferenceCheck<'a> {
    known: &'a HashSet<Reference>,
}

impl ListCheck for ReferenceCheck<'_> {
    fn list<T: Listed>(&mut self, path: &str, items: &[T]) -> Result<(), LoadError> {
        for (index, item) in items.iter().enumerate() {
            let mut broken = None;
            item.references(&mut |to| {
                if !self.known.contains(&to) {
                    broken.get_or_insert(to);
                }
            });
            if let Some(to) = broken {
                return Err(LoadError::BrokenReference { path: format!("{path}[{index}]"), to });
            }
        }
        Ok(())
    }
}
