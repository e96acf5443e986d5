//! The channels of a calendar's posts by colour and a short name, both the same wherever the calendar shows them.

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::text::short_name::short_name;
use crate::ui::labels::names;

/// How many colours there are; further channels begin again and differ by their short names.
const COLOURS: [&str; 8] = ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"];

/// How a channel is shown in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChannelMark {
    pub id: ChannelId,
    /// Its place among the channels with posts.
    pub place: usize,
    /// Two to four letters, unlike those of the others.
    pub short: String,
    pub name: String,
}

impl Default for ChannelMark {
    fn default() -> ChannelMark {
        ChannelMark { id: ChannelId::from_bits(0), place: 0, short: String::new(), name: String::new() }
    }
}

impl ChannelMark {
    /// The class of its colour.
    pub fn class(&self) -> &'static str {
        COLOURS[self.place % COLOURS.len()]
    }
}

/// The channels that have posts or a cadence, in the plan's order.
pub(super) fn channel_marks(plan: &Plan) -> Vec<ChannelMark> {
    let schedule = &plan.schedule;
    let publishes = |id: ChannelId| {
        schedule.posts.iter().any(|post| post.channel == id)
            || schedule.cadences.iter().any(|cadence| cadence.channel == id)
    };
    let mut marks: Vec<ChannelMark> = Vec::new();
    for channel in plan.strategy.channels.iter().filter(|channel| publishes(channel.id)) {
        let name = names::channel(channel);
        let short = short_name(&name, |short| marks.iter().any(|mark| mark.short == short));
        marks.push(ChannelMark { id: channel.id, place: marks.len(), short, name });
    }
    marks
}
