//! Explains why a plan cannot be laid out on the calendar, and links to its dates.

use leptos::prelude::*;

use crate::app::Editor;
use crate::app::shell::route::Route;
use crate::i18n::words::findings as w;
use crate::plan::review::findings::undrawable_finding;
use crate::ui::labels::findings;
use crate::widgets::{Notice, NoticeKind};

/// What keeps the plan from being laid out, with a link to its dates; `None` if nothing does.
pub fn notice(editor: Editor) -> Option<AnyView> {
    let finding = editor.read(undrawable_finding)?;
    let (words, href) = editor.peek(|plan| {
        let href = Route::field(plan.id, finding.place.step, finding.place.anchor()).to_string();
        (findings::sentence(&finding, plan), href)
    });
    let view = view! {
        <Notice kind=NoticeKind::Warn>
            <p>{words}</p>
            <p><a href=href>{w::to_basics()}</a></p>
        </Notice>
    };
    Some(view.into_any())
}
