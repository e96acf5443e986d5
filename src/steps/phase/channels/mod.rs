//! The channels a phase tests or runs always on, per the strategy; their results by week, and how steady they are.

mod steadiness;
mod weeks;

use leptos::prelude::*;

use super::Part;
use crate::i18n::format;
use crate::i18n::words::initial as w;
use crate::plan::Step;
use crate::plan::model::channel::Role;
use crate::ui::labels::names;
use crate::widgets::EmptyState;

/// Channels in testing, then proven ones; then their weeks.
pub(super) fn section(part: Part) -> AnyView {
    let channels = part.editor.memo(move |plan| {
        let channels = plan.strategy.channels.iter();
        channels
            .map(|channel| (channel.role_in(part.id), names::channel(channel)))
            .filter(|(role, _)| *role != Role::Unused)
            .collect::<Vec<_>>()
    });
    let strategy = part.to(Step::Strategy);
    let list = move || {
        let found = channels.get();
        if found.is_empty() {
            let to = strategy.clone();
            return view! {
                <EmptyState text=w::no_channels() example=part.editor.by_market(w::no_channels_example, w::no_channels_example_abroad)>
                    <a class="btn quiet" href=to>{w::to_strategy()}</a>
                </EmptyState>
            }
            .into_any();
        }
        // One line a role: the names are what differs.
        let items = [Role::Test, Role::Steady, Role::Amplify, Role::Home].into_iter().filter_map(|role| {
            let of_role = found.iter().filter(|(other, _)| *other == role).map(|(_, name)| name.clone());
            let names: Vec<String> = of_role.collect();
            (!names.is_empty()).then(|| view! { <dt>{role_name(role)}</dt><dd>{format::list(&names)}</dd> })
        });
        view! {
            <dl class="facts by-role">{items.collect_view()}</dl>
            <p class="small"><a href=strategy.clone()>{w::to_strategy()}</a></p>
        }
        .into_any()
    };
    let body = view! {
        <p class="muted">{w::channels_hint()}</p>
        {list}
        {weeks::part(part)}
        {steadiness::part(part)}
    };
    part.section("phase-channels", w::channels(), body.into_any())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Unused => w::role_unused(),
        Role::Home => w::role_home(),
        Role::Test => w::role_test(),
        Role::Steady => w::role_steady(),
        Role::Amplify => w::role_amplify(),
    }
}
