//! Screens for addresses that do not exist or cannot be shown.

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::open_attempts;
use crate::app::shell::plan_cards::technical_details;
use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::route::Route;
use crate::app::workspace::editor::use_editor;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Card;
use crate::file::PlanFileKind;
use crate::i18n::words::{app, common, home, shell, storage};
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind, ButtonLink};

/// A screen of a heading, a text and the actions that lead on.
pub(crate) fn screen(title: &'static str, text: AnyView, ways_out: AnyView) -> AnyView {
    set_page_title(move || title.to_owned());
    view! {
        <div class="column">
            <h1 id=HEADING tabindex="-1">{title}</h1>
            <div class="lede">{text}</div>
            <div class="actions">{ways_out}</div>
        </div>
    }
    .into_any()
}

/// The link to the list of plans.
pub(crate) fn link_home() -> AnyView {
    view! { <ButtonLink kind=ButtonKind::Primary href=Route::Home.to_string()>{shell::home()}</ButtonLink> }.into_any()
}

/// An address that does not exist.
#[component]
pub(crate) fn NotFound() -> AnyView {
    screen(shell::not_found_title(), shell::not_found_text().into_any(), link_home())
}

/// A plan that is not in this browser; perhaps in the trash.
#[component]
pub(crate) fn PlanMissing(plan: PlanId) -> AnyView {
    let plan_list = use_plan_list();
    let id = plan.to_string();
    if drafts::deleted(&id).is_none() {
        return screen(app::plan_not_there(), app::plan_not_there_text().into_any(), link_home());
    }
    let restore = Callback::new(move |()| plan_list.restore(&id));
    let ways_out = view! { <Button kind=ButtonKind::Primary on_press=restore>{home::restore()}</Button> {link_home()} };
    screen(app::plan_deleted(), app::plan_deleted_text().into_any(), ways_out.into_any())
}

/// A draft that is not a valid plan, or that a newer version wrote.
#[component]
pub(crate) fn CannotOpen(plan: PlanId, reason: String, detail: Option<String>) -> AnyView {
    let plan_list = use_plan_list();
    let card = Card { id: plan.to_string(), ..Card::default() };
    let download = Callback::new(move |()| plan_list.download(&card, PlanFileKind::SetAside));
    let text = view! { <p>{reason}</p> {detail.map(technical_details)} <p>{app::cannot_open_kept()}</p> };
    let ways_out = view! { {link_home()} <Button on_press=download>{common::download()}</Button> };
    screen(app::cannot_open(), text.into_any(), ways_out.into_any())
}

/// A plan that crashes the page while it is opened.
#[component]
pub(crate) fn PlanStopsPage(plan: PlanId) -> AnyView {
    let plan_list = use_plan_list();
    let navigation = use_navigation();
    let card = Card { id: plan.to_string(), ..Card::default() };
    let download = Callback::new(move |()| plan_list.download(&card, PlanFileKind::Plan));
    let again = Callback::new(move |()| {
        open_attempts::reset();
        navigation.redraw();
    });
    let ways_out = view! {
        {link_home()}
        <Button on_press=download>{common::download()}</Button>
        <Button on_press=again>{storage::open_again()}</Button>
    };
    screen(storage::stopped_title(), storage::stopped_text().into_any(), ways_out.into_any())
}

/// Another plan has unsaved changes that opening this one would discard.
#[component]
pub(crate) fn OtherPlanUnsaved() -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let name = editor.name().get_untracked();
    let back = Route::Plan(editor.peek_open().unwrap_or_else(|| editor.fresh_id()));
    let drop_them = Callback::new(move |()| {
        editor.drop_changes();
        navigation.redraw();
    });
    let return_words = app::unsaved_return(&name);
    let ways_out = view! {
        <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| editor.download())>{shell::download_plan()}</Button>
        <ButtonLink href=back.to_string()>{return_words}</ButtonLink>
        <Button kind=ButtonKind::Danger on_press=drop_them>{app::unsaved_drop()}</Button>
    };
    screen(app::unsaved_page(), app::unsaved_text(&name).into_any(), ways_out.into_any())
}
