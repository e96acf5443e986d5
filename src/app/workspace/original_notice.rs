//! The notice that a plan was migrated from an older file version.

use leptos::prelude::*;

use crate::app::shell::plan_list::use_plan_list;
use crate::app::workspace::editor::use_editor;
use crate::browser::storage::drafts;
use crate::i18n::words::app;
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind, Notice, NoticeKind, Toasts};

/// Says that the plan was migrated from an older file version, as long as its original is kept.
#[component]
pub fn OriginalNotice(
    /// The open plan.
    plan: PlanId,
) -> AnyView {
    let editor = use_editor();
    let plan_list = use_plan_list();
    let toasts = Toasts::here();
    let there = RwSignal::new(drafts::original(&plan.to_string()).is_some());
    let download =
        Callback::new(move |()| plan_list.download_original(plan, &editor.peek(|plan| plan.basics.name.clone())));
    let discard = Callback::new(move |()| {
        drafts::discard_original(&plan.to_string());
        there.set(false);
        toasts.say(app::original_discarded());
    });
    view! {
        <Show when=move || there.get() fallback=|| ()>
            <Notice kind=NoticeKind::Info>
                <p>{app::was_migrated()}</p>
                <div class="actions">
                    <Button on_press=download>{app::download_original()}</Button>
                    <Button kind=ButtonKind::Plain on_press=discard>{app::discard_original()}</Button>
                </div>
            </Notice>
        </Show>
    }
    .into_any()
}
