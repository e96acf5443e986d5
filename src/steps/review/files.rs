//! Taking the plan away as files.

use leptos::prelude::*;

use crate::app::route::{Route, Sheet};
use crate::app::use_editor;
use crate::i18n::words::{report, review as w};
use crate::widgets::{Button, ButtonKind, ButtonLink};

/// The files there are of the plan.
pub fn section() -> AnyView {
    let editor = use_editor();
    let to_report = Signal::derive(move || {
        let route = editor.open_plan().map(|plan| Route::Sheet { plan, sheet: Sheet::Report });
        route.map(|route| route.to_string()).unwrap_or_default()
    });
    view! {
        <section aria-labelledby="review-files">
            <h2 id="review-files">{w::files()}</h2>
            <h3>{report::file()}</h3>
            <p>{report::file_what()}</p>
            <p class="actions">
                <ButtonLink href=to_report>{report::open_it()}</ButtonLink>
            </p>
            <h3>{w::file_plan()}</h3>
            <p>{w::file_plan_what()}</p>
            <p class="small muted"><a href="plan.schema.json">{w::file_schema()}</a></p>
            <p class="actions">
                <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| editor.download())>
                    {w::download()}
                </Button>
            </p>
        </section>
    }
    .into_any()
}
