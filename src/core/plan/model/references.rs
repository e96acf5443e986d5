//! References between the parts of a plan, and where each part is kept.
//!
//! Edits use them to keep every reference valid. Knows nothing of what the parts mean.

use crate::plan::Plan;
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem, PaysFor};
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team, TeamId};
use crate::plan::model::group::Group;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::partner::{Partner, PartnerId};
use crate::plan::model::parts::plan_lists;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, CadenceId, Post};
use crate::plan::model::strategy::TestRule;

/// A part that another part refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A phase.
    Phase(PhaseId),
    /// A channel.
    Channel(ChannelId),
    /// A metric.
    Metric(MetricId),
    /// A team.
    Team(TeamId),
    /// An activity.
    Activity(ActivityId),
    /// A partner.
    Partner(PartnerId),
    /// A cadence.
    Cadence(CadenceId),
}

/// A part kept in one of the plan's lists.
pub trait Listed: Entity + Clone + PartialEq {
    /// The list that holds it.
    fn list(plan: &Plan) -> &Vec<Self>;
    /// The list that holds it, for changes.
    fn list_mut(plan: &mut Plan) -> &mut Vec<Self>;
    /// Calls `visit` with everything this part refers to.
    fn references(&self, visit: &mut dyn FnMut(Reference));
    /// The reference by which other parts name it; `None` where no part can.
    fn as_reference(id: Id<Self>) -> Option<Reference>;
}

/// What a part refers to, and how it is referred to itself. Most parts name a phase or a channel.
trait Links: Entity {
    fn visit_links(&self, visit: &mut dyn FnMut(Reference));
    fn link_to(_: Id<Self>) -> Option<Reference> {
        None
    }
}

macro_rules! listed {
    ($($(#[$doc:meta])* $name:ident($part:ty) in $($field:ident).+, basis $basis:literal;)*) => {
        $(impl Listed for $part {
            fn list(plan: &Plan) -> &Vec<Self> {
                &plan.$($field).+
            }
            fn list_mut(plan: &mut Plan) -> &mut Vec<Self> {
                &mut plan.$($field).+
            }
            fn references(&self, visit: &mut dyn FnMut(Reference)) {
                self.visit_links(visit);
            }
            fn as_reference(id: Id<Self>) -> Option<Reference> {
                Self::link_to(id)
            }
        })*

        fn visit_lists(plan: &Plan, visit: &mut dyn FnMut(Reference)) {
            $(for item in &plan.$($field).+ {
                item.visit_links(visit);
            })*
        }
    };
}

plan_lists!(listed,);

macro_rules! links {
    ($part:ty, |$item:ident, $visit:ident| $links:expr $(, $variant:ident)?) => {
        impl Links for $part {
            fn visit_links(&self, $visit: &mut dyn FnMut(Reference)) {
                let $item = self;
                let _ = (&$item, &$visit);
                $links
            }
            $(fn link_to(id: Id<Self>) -> Option<Reference> {
                Some(Reference::$variant(id))
            })?
        }
    };
}

fn channel(id: Option<ChannelId>, visit: &mut dyn FnMut(Reference)) {
    if let Some(id) = id {
        visit(Reference::Channel(id));
    }
}
fn metric(id: Option<MetricId>, visit: &mut dyn FnMut(Reference)) {
    if let Some(id) = id {
        visit(Reference::Metric(id));
    }
}
fn phase(id: Option<PhaseId>, visit: &mut dyn FnMut(Reference)) {
    if let Some(id) = id {
        visit(Reference::Phase(id));
    }
}

links!(AudienceGroup, |group, visit| ());
links!(
    Metric,
    |item, visit| if let Some(id) = item.team {
        visit(Reference::Team(id));
    },
    Metric
);
links!(Team, |item, visit| (), Team);
links!(OutputGoal, |item, visit| {
    visit(Reference::Team(item.team));
    channel(item.channel, visit);
});
links!(ResultGoal, |item, visit| {
    visit(Reference::Team(item.team));
    metric(item.metric, visit);
});
links!(LineItem, |item, visit| {
    phase(item.phase, visit);
    channel(item.channel, visit);
    match item.pays_for {
        Some(PaysFor::Activity(id)) => visit(Reference::Activity(id)),
        Some(PaysFor::Partner(id)) => visit(Reference::Partner(id)),
        None => {}
    }
    for expected in &item.expected {
        visit(Reference::Metric(expected.metric));
    }
});
links!(ExchangeRate, |item, visit| ());
links!(
    Channel,
    |item, visit| for role in &item.roles {
        visit(Reference::Phase(role.phase));
    },
    Channel
);
links!(ChannelTest, |item, visit| visit(Reference::Channel(item.channel)));
links!(
    Phase,
    |item, visit| {
        metric(item.objective.and_then(|objective| objective.metric), visit);
        for criterion in item.entry.iter().chain(&item.exit) {
            metric(criterion.metric, visit);
        }
    },
    Phase
);
links!(
    Activity,
    |item, visit| {
        visit(Reference::Phase(item.phase));
        channel(item.channel, visit);
        for &earlier in &item.after {
            visit(Reference::Activity(earlier));
        }
    },
    Activity
);
links!(Risk, |item, visit| visit(Reference::Phase(item.phase)));
links!(Group, |item, visit| {
    visit(Reference::Phase(item.phase));
    channel(item.channel, visit);
});
links!(Feedback, |item, visit| visit(Reference::Phase(item.phase)));
links!(
    Partner,
    |item, visit| {
        visit(Reference::Phase(item.phase));
        channel(item.channel, visit);
    },
    Partner
);
links!(
    Cadence,
    |item, visit| {
        visit(Reference::Channel(item.channel));
        phase(item.phase, visit);
    },
    Cadence
);
links!(Post, |item, visit| {
    visit(Reference::Channel(item.channel));
    if let Some(id) = item.cadence {
        visit(Reference::Cadence(id));
    }
});

// An approval contains the whole plan it refers to.
links!(Approval, |item, visit| ());

/// Calls `visit` with what the test rule refers to.
pub fn references_of_rule(rule: &TestRule, visit: &mut dyn FnMut(Reference)) {
    metric(rule.metric, visit);
}

impl Plan {
    /// The part with that id, if the plan has it.
    pub fn find<T: Listed>(&self, id: Id<T>) -> Option<&T> {
        T::list(self).iter().find(|item| item.id() == id)
    }

    /// Whether the plan has the part that the reference names.
    pub fn holds(&self, reference: Reference) -> bool {
        match reference {
            Reference::Phase(id) => self.find(id).is_some(),
            Reference::Channel(id) => self.find(id).is_some(),
            Reference::Metric(id) => self.find(id).is_some(),
            Reference::Team(id) => self.find(id).is_some(),
            Reference::Activity(id) => self.find(id).is_some(),
            Reference::Partner(id) => self.find(id).is_some(),
            Reference::Cadence(id) => self.find(id).is_some(),
        }
    }

    /// Calls `visit` with every reference in the plan.
    pub fn references(&self, visit: &mut dyn FnMut(Reference)) {
        if let Some(star) = &self.goals.north_star {
            visit(Reference::Metric(star.metric));
        }
        references_of_rule(&self.strategy.rule, visit);
        for (metric, of, _) in self.tracking.figures.series() {
            visit(Reference::Metric(metric));
            channel(of, visit);
        }
        visit_lists(self, visit);
    }

    /// How many references to this part the plan has.
    pub fn uses(&self, target: Reference) -> usize {
        let mut uses = 0;
        self.references(&mut |reference| uses += usize::from(reference == target));
        uses
    }
}
