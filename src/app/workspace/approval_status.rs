//! One line that says whether the plan was approved and how much has changed since, with a link.

use leptos::prelude::*;

use crate::app::shell::route::{PlanView, Route};
use crate::app::workspace::editor::use_editor;
use crate::i18n::format;
use crate::i18n::words::{changes as c, review as w};
use crate::plan::model::approval::ApprovalId;
use crate::plan::review::changes;

/// The latest approval, as the line shows it.
#[derive(Clone, PartialEq)]
struct Latest {
    id: ApprovalId,
    by: String,
    on: String,
    changes: usize,
}

/// The line; where nothing was approved yet, a link to do so, if `offered`.
pub fn approval_status_line(offered: bool) -> AnyView {
    let editor = use_editor();
    let latest = editor.memo(|plan| {
        plan.approvals.last().map(|approval| Latest {
            id: approval.id,
            by: approval.by.clone(),
            on: format::date(approval.on),
            changes: changes::count(approval.plan.plan(), plan),
        })
    });
    let href = move || {
        editor.open_plan().map(|plan| Route::PlanView { plan, view: PlanView::Changes }.to_string()).unwrap_or_default()
    };
    view! {
        {move || match latest.get() {
                None if !offered => ().into_any(),
                None => view! { <p class="approved">{w::not_approved()} " " <a href=href>{w::approve()}</a></p> }.into_any(),
                Some(Latest { by, on, changes, .. }) => {
                    let (n, text) = format::counted(changes);
                    let since = if changes == 0 { c::no_changes_since().to_owned() } else { c::changes_since(n, &text) };
                    view! { <p class="approved">{c::approved_by(&by, &on)} " " <a href=href>{since}</a></p> }.into_any()
                }
        }}
    }
    .into_any()
}
