//! Cadences from the teams' output goals, "5 a week, 3 of them original": those to add, and where one has another pace.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::model::channel::Channel;
//! use groundswell_core::plan::model::goals::OutputGoal;
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::schedule::output_goals::paces;
//! let mut plan = Plan::blank(&mut || 1);
//! plan.strategy.channels.push(Channel::new(Id::from_bits(2), Some("weibo".to_owned())));
//! plan.goals.outputs.push(OutputGoal {
//!     id: Id::from_bits(3),
//!     team: Id::from_bits(4),
//!     what: "Articles".to_owned(),
//!     channel: None,
//!     per_week: Some(5),
//!     original: Some(3),
//!     owner: String::new(),
//! });
//! assert_eq!((paces(&plan)[0].per_week, paces(&plan)[0].original), (5, Some(3)));
//! ```

use crate::plan::Plan;
use crate::plan::model::channel::{ChannelId, Role};
use crate::plan::model::goals::OutputGoal;
use crate::plan::model::schedule::{Cadence, MAX_PER_WEEK};

/// Posts a week on a channel, as the teams' output goals ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalPace {
    /// The channel.
    pub channel: ChannelId,
    /// Posts a week.
    pub per_week: u32,
    /// How many of them are original; `None` where no goal says.
    pub original: Option<u32>,
    /// The owner of the first goal that has one.
    pub owner: String,
}

impl GoalPace {
    /// Whether a cadence keeps it.
    pub fn is_kept_by(&self, cadence: &Cadence) -> bool {
        cadence.per_week == self.per_week && self.original.is_none_or(|original| cadence.original == original)
    }
}

/// The pace of each channel that an output goal is about, in the order of the goals. A goal without a channel is about the
/// plan's hub, else about its only channel.
pub fn paces(plan: &Plan) -> Vec<GoalPace> {
    let hub = hub(plan);
    let mut paces: Vec<GoalPace> = Vec::new();
    for goal in &plan.goals.outputs {
        let (Some(channel), Some(per_week)) = (goal.channel.or(hub), goal.per_week.filter(|posts| *posts > 0)) else {
            continue;
        };
        match paces.iter_mut().find(|pace| pace.channel == channel) {
            Some(pace) => add(pace, goal, per_week),
            None => {
                let mut pace = GoalPace { channel, per_week: 0, original: None, owner: String::new() };
                add(&mut pace, goal, per_week);
                paces.push(pace);
            }
        }
    }
    paces
}

fn add(pace: &mut GoalPace, goal: &OutputGoal, per_week: u32) {
    pace.per_week = pace.per_week.saturating_add(per_week).min(MAX_PER_WEEK);
    if let Some(original) = goal.original {
        pace.original = Some(pace.original.unwrap_or(0).saturating_add(original));
    }
    pace.original = pace.original.map(|original| original.min(pace.per_week));
    if pace.owner.is_empty() {
        pace.owner.clone_from(&goal.owner);
    }
}

/// The channel that the others lead to, else the only one.
fn hub(plan: &Plan) -> Option<ChannelId> {
    let channels = &plan.strategy.channels;
    let hub = channels.iter().find(|channel| channel.roles.iter().any(|role| role.role == Role::Home));
    let only = || channels.first().filter(|_| channels.len() == 1);
    hub.or_else(only).map(|channel| channel.id)
}

/// The paces of channels that have no cadence yet.
pub fn paces_without_cadence(plan: &Plan) -> Vec<GoalPace> {
    let has_one = |channel| plan.schedule.cadences.iter().any(|cadence| cadence.channel == channel);
    paces(plan).into_iter().filter(|pace| !has_one(pace.channel)).collect()
}

/// The pace that the output goals ask for where a cadence has another. `None` for a cadence that shares its channel and its
/// days with another one: the two may reach the goal together.
pub fn other_pace(plan: &Plan, cadence: &Cadence) -> Option<GoalPace> {
    let overlaps = |other: &Cadence| {
        other.id != cadence.id
            && other.channel == cadence.channel
            && (other.phase.is_none() || cadence.phase.is_none() || other.phase == cadence.phase)
    };
    if plan.schedule.cadences.iter().any(overlaps) {
        return None;
    }
    paces(plan).into_iter().find(|pace| pace.channel == cadence.channel && !pace.is_kept_by(cadence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::channel::{Channel, ChannelRole};
    use crate::plan::model::id::Id;

    /// Channel, posts a week, original ones, owner.
    type Goal<'a> = (Option<u64>, Option<u32>, Option<u32>, &'a str);

    fn plan(goals: &[Goal]) -> Plan {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        plan.strategy.channels = [50, 51].map(|bits| Channel::new(Id::from_bits(bits), None)).to_vec();
        for (bits, (channel, per_week, original, owner)) in (60..).zip(goals) {
            plan.goals.outputs.push(OutputGoal {
                id: Id::from_bits(bits),
                team: Id::from_bits(40),
                what: "articles".to_owned(),
                channel: channel.map(Id::from_bits),
                per_week: *per_week,
                original: *original,
                owner: (*owner).to_owned(),
            });
        }
        plan
    }

    fn cadence(bits: u64, channel: u64, per_week: u32, original: u32) -> Cadence {
        Cadence {
            id: Id::from_bits(bits),
            channel: Id::from_bits(channel),
            phase: None,
            per_week,
            original,
            weekdays: Vec::new(),
            at: None,
            owner: String::new(),
        }
    }

    #[test]
    fn the_goals_of_a_channel_add_up_to_its_pace() {
        let mut plan = plan(&[
            (Some(50), Some(5), Some(3), ""),
            (None, Some(2), None, "Lin"),
            (Some(50), Some(1), None, "Chen"),
            (Some(51), None, None, ""),
        ]);
        let shown = |plan: &Plan| {
            let shown = |pace: GoalPace| (pace.channel.bits(), pace.per_week, pace.original, pace.owner);
            paces(plan).into_iter().map(shown).collect::<Vec<_>>()
        };
        assert_eq!(shown(&plan), [(50, 6, Some(3), "Chen".to_owned())], "which of two channels is meant is not known");
        let phase = plan.phases[0].id;
        plan.strategy.channels[1].roles.push(ChannelRole { phase, role: Role::Home });
        assert_eq!(shown(&plan)[1], (51, 2, None, "Lin".to_owned()), "the hub");
    }

    #[test]
    fn a_cadence_is_compared_with_its_goal_unless_another_shares_its_days() {
        let mut plan = plan(&[(Some(50), Some(5), Some(3), "")]);
        assert_eq!(paces_without_cadence(&plan).len(), 1);
        plan.schedule.cadences = vec![cadence(70, 50, 5, 3)];
        assert!(paces_without_cadence(&plan).is_empty());
        assert_eq!(other_pace(&plan, &plan.schedule.cadences[0]), None, "kept");
        plan.schedule.cadences[0].original = 2;
        assert_eq!(other_pace(&plan, &plan.schedule.cadences[0]).map(|pace| pace.original), Some(Some(3)));
        plan.goals.outputs[0].original = None;
        assert_eq!(other_pace(&plan, &plan.schedule.cadences[0]), None, "the goal does not say how many are original");
        plan.goals.outputs[0].per_week = Some(7);
        assert!(other_pace(&plan, &plan.schedule.cadences[0]).is_some());
        plan.schedule.cadences.push(cadence(71, 50, 2, 0));
        assert_eq!(other_pace(&plan, &plan.schedule.cadences[0]), None, "5 and 2 are 7 together");
    }
}
