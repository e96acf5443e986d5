//! The Strategy step: target audience, channels, channel tests and reallocation.

mod channels;
mod days;
mod facts;
mod picker;
mod reallocation;
mod test_progress;
mod tests;

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::{Editor, use_editor, use_navigation};
use crate::i18n::words::strategy as w;
use crate::lens;
use crate::plan::Step;
use crate::ui::form::{Form, Label};

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    let editor = use_editor();
    match section {
        Section::ChannelTests => tests::section(editor),
        Section::Reallocation => reallocation::section(editor),
        _ => view! { {focus(editor)} {channels::section(editor)} }.into_any(),
    }
}

fn focus(editor: Editor) -> AnyView {
    let field = Label::new(w::focus_field()).placeholder(w::focus_example());
    view! {
        <section>
            <h2>{w::focus()}</h2>
            <p class="muted">{w::focus_gloss()}</p>
            <div class="abreast">
                <div>{audience(editor)}</div>
                {Form::rule(editor).area("strategy-focus", field, 3, lens!(focus))}
            </div>
        </section>
    }
    .into_any()
}

/// The audience as entered in Basics.
fn audience(editor: Editor) -> AnyView {
    let groups = editor.memo(|plan| plan.basics.audience.clone());
    let to = use_navigation().peek().plan().map(|plan| Route::step(plan, Step::Basics).to_string()).unwrap_or_default();
    (move || {
        let to = to.clone();
        groups.with(|groups| {
            if groups.is_empty() {
                return view! { <p>{w::audience_none()} " " <a href=to>{w::audience_add()}</a></p> }.into_any();
            }
            let rows = groups.iter().map(|group| {
                let reached_at = if group.reached_at.trim().is_empty() {
                    view! { <dd class="muted">{w::audience_nowhere()}</dd> }.into_any()
                } else {
                    view! { <dd>{group.reached_at.clone()}</dd> }.into_any()
                };
                view! { <dt>{group.who.clone()}</dt> {reached_at} }
            });
            view! {
                <div class="spread"><h3>{w::audience()}</h3><a class="small" href=to>{w::audience_change()}</a></div>
                <dl class="facts audience">{rows.collect::<Vec<_>>()}</dl>
            }
            .into_any()
        })
    })
    .into_any()
}
