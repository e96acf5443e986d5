//! Who points at whom inside a plan, so that nothing ever points at something that is gone.

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
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, CadenceId, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::tracking::Actual;

/// A part that another part points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A phase.
    Phase(PhaseId),
    /// A channel.
    Channel(ChannelId),
    /// A metric.
    Metric(MetricId),
    /// A department.
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
    /// The list it is kept in.
    fn list(plan: &Plan) -> &Vec<Self>;
    /// The list it is kept in, to change.
    fn list_mut(plan: &mut Plan) -> &mut Vec<Self>;
    /// Calls `visit` with everything it points at.
    fn references(&self, visit: &mut dyn FnMut(Reference));
    /// How others point at it; `None` where nothing can.
    fn pointed_at_as(_: Id<Self>) -> Option<Reference> {
        None
    }
}

macro_rules! listed {
    ($part:ty, $($field:ident).+, |$item:ident, $visit:ident| $points:expr $(, $variant:ident)?) => {
        impl Listed for $part {
            fn list(plan: &Plan) -> &Vec<Self> {
                &plan.$($field).+
            }
            fn list_mut(plan: &mut Plan) -> &mut Vec<Self> {
                &mut plan.$($field).+
            }
            fn references(&self, $visit: &mut dyn FnMut(Reference)) {
                let $item = self;
                let _ = (&$item, &$visit);
                $points
            }
            $(fn pointed_at_as(id: Id<Self>) -> Option<Reference> {
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

listed!(AudienceGroup, basics.audience, |group, visit| ());
listed!(
    Metric,
    goals.metrics,
    |item, visit| if let Some(id) = item.department {
        visit(Reference::Team(id));
    },
    Metric
);
listed!(Team, goals.departments, |item, visit| (), Team);
listed!(OutputGoal, goals.outputs, |item, visit| {
    visit(Reference::Team(item.department));
    channel(item.channel, visit);
});
listed!(ResultGoal, goals.results, |item, visit| {
    visit(Reference::Team(item.department));
    metric(item.metric, visit);
});
listed!(LineItem, budget.lines, |item, visit| {
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
listed!(ExchangeRate, budget.rates, |item, visit| ());
listed!(
    Channel,
    strategy.channels,
    |item, visit| for role in &item.roles {
        visit(Reference::Phase(role.phase));
    },
    Channel
);
listed!(ChannelTest, strategy.trials, |item, visit| visit(Reference::Channel(item.channel)));
listed!(
    Phase,
    phases,
    |item, visit| {
        metric(item.objective.and_then(|objective| objective.metric), visit);
        for condition in item.entry.iter().chain(&item.exit) {
            metric(condition.metric, visit);
        }
    },
    Phase
);
listed!(
    Activity,
    activities,
    |item, visit| {
        visit(Reference::Phase(item.phase));
        channel(item.channel, visit);
        for &earlier in &item.after {
            visit(Reference::Activity(earlier));
        }
    },
    Activity
);
listed!(Risk, risks, |item, visit| visit(Reference::Phase(item.phase)));
listed!(Group, groups, |item, visit| {
    visit(Reference::Phase(item.phase));
    channel(item.channel, visit);
});
listed!(Feedback, feedback, |item, visit| visit(Reference::Phase(item.phase)));
listed!(
    Partner,
    partners,
    |item, visit| {
        visit(Reference::Phase(item.phase));
        channel(item.channel, visit);
    },
    Partner
);
listed!(
    Cadence,
    schedule.cadences,
    |item, visit| {
        visit(Reference::Channel(item.channel));
        phase(item.phase, visit);
    },
    Cadence
);
listed!(Post, schedule.pieces, |item, visit| {
    visit(Reference::Channel(item.channel));
    if let Some(id) = item.cadence {
        visit(Reference::Cadence(id));
    }
});
listed!(Actual, tracking.actuals, |item, visit| {
    visit(Reference::Metric(item.metric));
    channel(item.channel, visit);
});

// What an approved plan points at stands within itself.
listed!(Approval, approvals, |item, visit| ());

/// What the test rule points at.
pub fn references_of_rule(rule: &TestRule, visit: &mut dyn FnMut(Reference)) {
    metric(rule.metric, visit);
}

impl Plan {
    /// The part with that id, if the plan has it.
    pub fn find<T: Listed>(&self, id: Id<T>) -> Option<&T> {
        T::list(self).iter().find(|item| item.id() == id)
    }

    /// Whether what the reference points at is there.
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
        fn all<T: Listed>(plan: &Plan, visit: &mut dyn FnMut(Reference)) {
            for item in T::list(plan) {
                item.references(visit);
            }
        }
        if let Some(star) = &self.goals.north_star {
            visit(Reference::Metric(star.metric));
        }
        references_of_rule(&self.strategy.rule, visit);
        all::<Metric>(self, visit);
        all::<OutputGoal>(self, visit);
        all::<ResultGoal>(self, visit);
        all::<LineItem>(self, visit);
        all::<Channel>(self, visit);
        all::<ChannelTest>(self, visit);
        all::<Phase>(self, visit);
        all::<Activity>(self, visit);
        all::<Risk>(self, visit);
        all::<Group>(self, visit);
        all::<Feedback>(self, visit);
        all::<Partner>(self, visit);
        all::<Cadence>(self, visit);
        all::<Post>(self, visit);
        all::<Actual>(self, visit);
    }

    /// How many places point at it.
    pub fn uses(&self, target: Reference) -> usize {
        let mut uses = 0;
        self.references(&mut |reference| uses += usize::from(reference == target));
        uses
    }
}
