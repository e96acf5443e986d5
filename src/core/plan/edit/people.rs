//! Renaming a person everywhere in a plan, as one edit.

use crate::plan::Plan;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::parts::plan_lists;
use crate::plan::model::people::{NamesPeople, names_in, with_renamed};
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};

/// Why a person cannot be renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenameError {
    /// The new name has no letter.
    NoName,
    /// A field would have more than [`NAME_CHARS`] characters.
    TooLong,
    /// It is the name that the person has, or nobody has the old one.
    NoChange,
}

/// The edit that renames a person wherever the plan names it. A name that another person has merges the two.
///
/// # Errors
/// Fails where the new name is none, too long, or changes nothing.
pub fn rename(plan: &Plan, from: &str, to: &str) -> Result<PlanEdit, RenameError> {
    let to = to.trim();
    if names_in(to).next().is_none() {
        return Err(RenameError::NoName);
    }
    let mut edits = Vec::new();
    if from != to {
        rename_in_lists(plan, from, to, &mut edits)?;
    }
    if edits.is_empty() {
        return Err(RenameError::NoChange);
    }
    Ok(PlanEdit::Batch(edits))
}

fn rename_in_list<T: Editable + NamesPeople>(
    plan: &Plan,
    from: &str,
    to: &str,
    edits: &mut Vec<PlanEdit>,
) -> Result<(), RenameError> {
    for item in T::list(plan) {
        let mut renamed: Option<T> = None;
        for names in T::NAMES {
            let Some(text) = (names.read)(item).and_then(|text| with_renamed(text, from, to)) else { continue };
            if text.chars().count() > NAME_CHARS {
                return Err(RenameError::TooLong);
            }
            if let Some(field) = (names.write)(renamed.get_or_insert_with(|| item.clone())) {
                *field = text;
            }
        }
        edits.extend(renamed.map(|item| T::plan_edit(ListEdit::Replace(Box::new(item)))));
    }
    Ok(())
}

macro_rules! rename_lists {
    ($($(#[$doc:meta])* $name:ident($item:ty) in $($field:ident).+, basis $basis:literal;)*) => {
        fn rename_in_lists(plan: &Plan, from: &str, to: &str, edits: &mut Vec<PlanEdit>) -> Result<(), RenameError> {
            $(rename_in_list::<$item>(plan, from, to, edits)?;)*
            Ok(())
        }
    };
}

plan_lists!(rename_lists,);
