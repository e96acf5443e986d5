//! The page frame of a view of the whole plan, and its loading: the views are fetched when the first of them is opened.

use leptos::prelude::*;

use crate::app::shell::error_screens::screen;
use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::route::{PlanView, Route};
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::entry_points::{StepRegistry, ViewParts};
use crate::app::workspace::part_on_demand::part_on_demand;
use crate::app::workspace::section_names::view_name;
use crate::browser::dom::focus::focus_by_id;
use crate::i18n::words::{app, common, shell};
use crate::widgets::{Button, ButtonKind, ButtonLink};

/// A view, once it is loaded.
pub(crate) fn view(view: PlanView) -> AnyView {
    loaded(view_name(view), move |parts| (parts.page)(view))
}

/// The plan in a share link, once its view is loaded.
pub(crate) fn shared(text: String) -> AnyView {
    loaded(app::opening(), move |parts| (parts.shared)(text.clone()))
}

fn loaded(heading: &'static str, draw: impl Fn(ViewParts) -> AnyView + Send + Sync + 'static) -> AnyView {
    let registry: StepRegistry = expect_context();
    let draw = move |parts| {
        // The heading of the loading screen may have the focus; move it to the heading of the view.
        request_animation_frame(|| {
            focus_by_id(HEADING);
        });
        draw(parts)
    };
    let failed = |why: &'static str, again| {
        let ways_out = view! { <Button kind=ButtonKind::Primary on_press=again>{common::try_again()}</Button> };
        screen(app::not_loaded_title(), why.into_any(), ways_out.into_any())
    };
    let opening = move || {
        view! {
            <div class="column" aria-busy="true">
                <h1 id=HEADING tabindex="-1">{heading}</h1>
                <p class="lede">{app::opening()}</p>
            </div>
        }
        .into_any()
    };
    part_on_demand(registry.load_views, draw, opening, failed)
}

/// Everything around the content of a view.
#[component]
pub fn ViewPage(
    /// Which view.
    view: PlanView,
    /// What it is for, under the heading.
    #[prop(into)]
    lede: String,
    /// The content.
    children: Children,
) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    // A view is only rendered with its plan open.
    let Some(plan) = navigation.peek().plan() else { return ().into_any() };
    let name = editor.name();
    set_page_title(move || app::step_of_plan(view_name(view), &name.get()));
    view! {
        <div class="wide">
            <h1 id=HEADING tabindex="-1">{view_name(view)}</h1>
            <p class="lede">{lede}</p>
            {children()}
            <nav class="actions" aria-label=shell::main_navigation()>
                <ButtonLink href=Route::Plan(plan).to_string()>{app::back_to_overview()}</ButtonLink>
            </nav>
        </div>
    }
    .into_any()
}
