//! The target audiences, and where to reach them.

use leptos::prelude::*;

use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{basics as w, common};
use crate::lens;
use crate::plan::model::basics::{AudienceGroup, AudienceId};
use crate::ui::form::{Form, Label};
use crate::widgets::{Button, ButtonKind, EmptyState};

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let ids = editor.ids::<AudienceGroup>();
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    view! {
        <section>
            <h2>{w::audience_heading()}</h2>
            <p class="muted">{w::audience_intro()}</p>
            <Show
                when=move || none.get()
                fallback=move || {
                    view! {
                        <ul class="plain groups">
                            <For each=move || ids.get() key=|id| *id children=move |id| row(editor, id) />
                        </ul>
                        <p>
                            <Button id="audience-add" on_press=Callback::new(move |()| add(editor))>
                                {w::audience_add()}
                            </Button>
                        </p>
                    }
                }
            >
                <EmptyState text=w::audience_empty() example=editor.by_market(w::audience_example, w::audience_example_abroad)>
                    <Button id="audience-add" kind=ButtonKind::Quiet on_press=Callback::new(move |()| add(editor))>
                        {w::audience_add()}
                    </Button>
                </EmptyState>
            </Show>
        </section>
    }
    .into_any()
}

fn add(editor: Editor) {
    let id = editor.fresh_id();
    if editor.insert(AudienceGroup { id, who: String::new(), reached_at: String::new() }) {
        focus_when_rendered(Form::item(editor, id).anchor("audience-who"));
    }
}

fn row(editor: Editor, id: AudienceId) -> AnyView {
    let form: Form<AudienceGroup> = Form::item(editor, id);
    let who = form.memo(|group| group.who.trim().to_owned());
    let named = move || who.with(|who| if who.is_empty() { w::audience_unnamed().to_owned() } else { who.clone() });
    let remove = Callback::new(move |()| {
        editor.remove::<AudienceGroup>(id, &untrack(named));
    });
    view! {
        <li class="group">
            <div class="row wide">
                {form.text("audience-who", Label::new(w::audience_who()).placeholder(w::audience_who_example()), lens!(who))}
                {form
                    .text(
                        "audience-reached",
                        Label::new(w::audience_reached()).placeholder(editor.by_market(w::audience_reached_example, w::audience_reached_example_abroad)),
                        lens!(reached_at),
                    )}
            </div>
            <button type="button" class="btn plain small" aria-label=move || w::audience_remove(&named()) on:click=move |_| remove.run(())>
                {common::remove()}
            </button>
        </li>
    }
    .into_any()
}
