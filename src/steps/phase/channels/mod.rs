//! The channels a phase tests or runs always on, per the strategy; their results by week, and how steady they are.

mod steadiness;
mod weeks;

use leptos::prelude::*;

use super::Part;
use crate::i18n::words::initial as w;
use crate::plan::Step;
use crate::plan::model::channel::Role;
use crate::ui::labels::names;
use crate::widgets::EmptyState;

/// Channels in testing, then proven ones.
pub(super) fn section(part: Part) -> AnyView {
    let channels = part.editor.memo(move |plan| {
        let mut found: Vec<(Role, String)> = plan
            .strategy
            .channels
            .iter()
            .map(|channel| (channel.role_in(part.id), names::channel(channel)))
            .filter(|(role, _)| *role != Role::Unused)
            .collect();
        found.sort_by_key(|(role, _)| match role {
            Role::Test => 0,
            Role::Steady => 1,
            Role::Amplify => 2,
            Role::Home | Role::Unused => 3,
        });
        found
    });
    let strategy = part.to(Step::Strategy);
    let list = move || {
        let found = channels.get();
        if found.is_empty() {
            let to = strategy.clone();
            return view! {
                <EmptyState text=w::no_channels() example=w::no_channels_example()>
                    <a class="btn quiet" href=to>{w::to_strategy()}</a>
                </EmptyState>
            }
            .into_any();
        }
        let items = found.into_iter().map(|(role, name)| view! { <dt>{name}</dt><dd>{role_name(role)}</dd> });
        view! {
            <dl class="facts">{items.collect_view()}</dl>
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
