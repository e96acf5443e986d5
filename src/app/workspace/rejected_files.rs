//! Plan files that could not be imported.

use leptos::prelude::*;

use crate::app::shell::plan_cards::technical_details;
use crate::app::shell::plan_list::{RejectedFile, use_plan_list};
use crate::i18n::words::home as w;
use crate::widgets::{Notice, NoticeKind};

/// Files that could not be imported, and why; shown until the next attempt.
pub(crate) fn view() -> AnyView {
    let rejected = use_plan_list().rejected();
    let notices = move || {
        let one = |refusal: RejectedFile| {
            let RejectedFile { file, reason, detail } = refusal;
            view! {
                <Notice kind=NoticeKind::Bad live=true title=w::import_failed(&file)>
                    <p>{reason}</p>
                    {detail.map(technical_details)}
                </Notice>
            }
        };
        rejected.get().into_iter().map(one).collect::<Vec<_>>()
    };
    notices.into_any()
}
