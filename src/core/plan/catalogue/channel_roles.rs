//! The roles that a channel of the catalogue usually has in a plan's phases: what a channel that is added starts with.

use crate::plan::Plan;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::channel::{Channel, ChannelRole, Role};
use crate::plan::model::phase::PhaseKind;

/// Channels that other channels usually lead to, by key.
const HUBS: [&str; 3] = ["wechat_oa", "instagram", "email"];

/// How well a channel has to suit a phase to be used in it: good.
const GOOD: u8 = 2;
/// Core.
const CORE: u8 = 3;

/// Gives channels of the catalogue their usual roles in the phases of the plan that they are added to. A plan without a hub
/// gets the first that usually is one. Channels that are not in the catalogue stay as they are.
pub fn set_usual_roles(plan: &Plan, added: &mut [Channel]) {
    let is_hub = |channel: &Channel| channel.roles.iter().any(|role| role.role == Role::Home);
    let mut has_hub = plan.strategy.channels.iter().any(is_hub);
    for channel in added {
        let Some(known) = channel.catalogue.as_deref().and_then(CatalogueChannel::by_key) else { continue };
        let is_hub = !has_hub && HUBS.contains(&known.key);
        has_hub |= is_hub;
        let role = |kind| if is_hub { Role::Home } else { usual_role(known, kind) };
        let roles = plan.phases.iter().map(|phase| ChannelRole { phase: phase.id, role: role(phase.kind) });
        channel.roles = roles.filter(|role| role.role != Role::Unused).collect();
    }
}

/// What a channel usually does in a phase that it suits: it brings people all the time, and is tested with the initial
/// users first unless the seed users came by it.
fn usual_role(channel: &CatalogueChannel, phase: PhaseKind) -> Role {
    let [seed, initial, brand] = channel.fit;
    let fit = match phase {
        PhaseKind::Seed => seed,
        PhaseKind::Initial => initial,
        PhaseKind::Brand | PhaseKind::Other => brand,
    };
    match phase {
        _ if fit < GOOD => Role::Unused,
        PhaseKind::Initial if seed < CORE => Role::Test,
        _ => Role::Steady,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use Role::{Home, Steady, Test, Unused};

    #[test]
    fn added_channels_have_the_roles_that_suit_them_in_each_phase() {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let mut added: Vec<Channel> = (50..)
            .zip(["douyin", "wechat_oa", "wechat_group", "email"])
            .map(|(bits, key)| Channel::new(Id::from_bits(bits), Some(key.to_owned())))
            .chain([Channel::new(Id::from_bits(60), None)])
            .collect();
        set_usual_roles(&plan, &mut added);
        let roles = |channel: &Channel| plan.phases.iter().map(|phase| channel.role_in(phase.id)).collect::<Vec<_>>();
        assert_eq!(roles(&added[0]), [Unused, Test, Steady]);
        assert_eq!(roles(&added[1]), [Home, Home, Home], "the first hub");
        assert_eq!(roles(&added[2]), [Steady, Steady, Unused]);
        assert_eq!(roles(&added[3]), [Unused, Test, Steady], "a plan has one hub");
        assert_eq!(roles(&added[4]), [Unused; 3], "of a custom channel nothing is known");

        plan.strategy.channels.push(added[1].clone());
        let mut later = [Channel::new(Id::from_bits(70), Some("wechat_oa".to_owned()))];
        set_usual_roles(&plan, &mut later);
        assert!(later[0].roles.iter().all(|role| role.role != Home), "the plan has a hub already");
    }
}
