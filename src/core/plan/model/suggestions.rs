//! Which parts of a plan are suggestions: drafted by the program, and neither changed nor accepted by anyone yet.
//!
//! Any edit of a part removes its mark; see [`apply`](crate::plan::edit::apply::apply). Knows nothing of how parts are
//! drafted.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

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
use crate::plan::model::parts::plan_lists;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};

macro_rules! define_suggested_parts {
    (
        values { $($(#[$value_doc:meta])* $value:ident;)* }
        $($(#[$doc:meta])* $name:ident($item:ty) in $($field:ident).+, basis $basis:literal;)*
    ) => {
        /// A part of the plan that can be a suggestion.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum SuggestedPart {
            $($(#[$value_doc])* $value,)*
            $($(#[$doc])* $name(Id<$item>),)*
        }

        impl SuggestedPart {
            /// The bits of its id, if it is an item of a list.
            pub fn item(self) -> Option<u64> {
                match self {
                    $(SuggestedPart::$value => None,)*
                    $(SuggestedPart::$name(id) => Some(id.bits()),)*
                }
            }

            /// Whether the plan has it: an item of a list may be gone.
            pub fn is_in(self, plan: &Plan) -> bool {
                match self {
                    $(SuggestedPart::$value => true,)*
                    $(SuggestedPart::$name(id) => <$item as Listed>::list(plan).iter().any(|item| item.id == id),)*
                }
            }
        }

        $(impl Suggestible for $item {
            fn suggested(id: Id<Self>) -> SuggestedPart {
                SuggestedPart::$name(id)
            }
        })*
    };
}

plan_lists! { define_suggested_parts,
    values {
        /// The funnel.
        Funnel;
        /// Total budget, contingency, cycle, margin.
        BudgetSettings;
        /// Focus and rules of the channel tests.
        TestRule;
    }
}

/// An item of a list that can be a suggestion.
pub trait Suggestible: Listed {
    /// The part that an item is.
    fn suggested(id: Id<Self>) -> SuggestedPart;
}

/// The marks of the parts that are suggestions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Suggestions(BTreeSet<SuggestedPart>);

impl Suggestions {
    /// Whether nothing is a suggestion.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the part is a suggestion.
    pub fn has(&self, part: SuggestedPart) -> bool {
        self.0.contains(&part)
    }

    /// Marks a part.
    pub fn mark(&mut self, part: SuggestedPart) {
        self.0.insert(part);
    }

    /// Removes the mark of a part. Returns whether it had one.
    pub fn accept(&mut self, part: SuggestedPart) -> bool {
        self.0.remove(&part)
    }

    /// The parts, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = SuggestedPart> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<SuggestedPart> for Suggestions {
    fn from_iter<I: IntoIterator<Item = SuggestedPart>>(parts: I) -> Suggestions {
        Suggestions(parts.into_iter().collect())
    }
}

impl Plan {
    /// The suggestions among the plan's parts, in a fixed order. A file from elsewhere may mark what it does not have.
    pub fn suggestions(&self) -> impl Iterator<Item = SuggestedPart> + '_ {
        self.suggested.iter().filter(|part| part.is_in(self))
    }
}
