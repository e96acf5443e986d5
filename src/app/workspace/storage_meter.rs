//! Says what fills the browser's storage, once that is nearly full. Part of the workspace.

use leptos::prelude::*;

use crate::app::shell::plan_list::{PlanList, shown_name, use_plan_list};
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::CAPACITY;
use crate::i18n::format;
use crate::i18n::words::{common, storage};
use crate::widgets::{Button, Notice, NoticeKind};

/// From which share of the capacity on the notice is shown, in percent.
const NEARLY_FULL: usize = 80;
/// How many of the largest plans are named.
const NAMED: usize = 3;

/// A number of UTF-16 units as a share of the capacity.
pub(crate) fn share(units: usize) -> String {
    // In 64 bits: `usize` has 32 in the browser.
    let percent = (units as u64 * 100).div_ceil(CAPACITY as u64);
    format::percent_bp(i64::try_from(percent).unwrap_or(100) * 100)
}

/// The meter; empty while there is room.
pub(crate) fn view() -> AnyView {
    let plan_list = use_plan_list();
    let shown = move || {
        // Recomputed whenever the list is refreshed.
        plan_list.entries().track();
        plan_list.deleted().track();
        let used = drafts::used();
        (used.saturating_mul(100) >= CAPACITY * NEARLY_FULL).then(|| notice(plan_list, used))
    };
    shown.into_any()
}

fn notice(plan_list: PlanList, used: usize) -> AnyView {
    let mut plans: Vec<(usize, String)> = plan_list
        .entries()
        .get_untracked()
        .iter()
        .map(|entry| (drafts::size(&entry.card.id), shown_name(&entry.card.name)))
        .collect();
    plans.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let all: usize = plans.iter().map(|(size, _)| size).sum();
    let bin = drafts::deleted_size();
    let rest = used.saturating_sub(all + bin);
    let mut rows: Vec<(String, usize)> = plans.into_iter().take(NAMED).map(|(size, name)| (name, size)).collect();
    let others = all.saturating_sub(rows.iter().map(|(_, size)| size).sum());
    rows.extend([
        (storage::other_plans().to_owned(), others),
        (storage::bin().to_owned(), bin),
        (storage::rest().to_owned(), rest),
    ]);
    let row = |(name, size): (String, usize)| view! { <li>{common::labelled(&name, &share(size))}</li> };
    let rows = rows.into_iter().filter(|(_, size)| *size * 100 >= CAPACITY).map(row).collect::<Vec<_>>();
    let empty = Callback::new(move |()| plan_list.empty_trash(None));
    let button = (bin > 0).then(|| view! { <Button on_press=empty>{storage::empty_bin()}</Button> });
    view! {
        <Notice kind=NoticeKind::Warn title=storage::nearly_full(&share(used.min(CAPACITY)))>
            <ul>{rows}</ul>
            <p>{storage::what_to_do()}</p>
            <div class="actions">{button}</div>
        </Notice>
    }
    .into_any()
}
