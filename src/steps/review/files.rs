//! Taking the plan away as files.

use leptos::prelude::*;

use crate::app::use_editor;
use crate::i18n::words::review as w;
use crate::widgets::{Button, ButtonKind};

/// The files there are of the plan.
pub fn section() -> AnyView {
    let editor = use_editor();
    view! {
        <section aria-labelledby="review-files">
            <h2 id="review-files">{w::files()}</h2>
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
