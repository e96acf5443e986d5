//! Says at the top of the page what is not saved and what to do, until it is resolved.

use leptos::prelude::*;

use crate::app::shell::navigation::use_navigation;
use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::plan_loader::{Extra, PlanLoader};
use crate::app::shell::route::Route;
use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::draft_writer;
use crate::app::workspace::draft_writer::RecoveryOutcome;
use crate::app::workspace::editor::use_editor;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::SaveError;
use crate::i18n::format;
use crate::i18n::words::{app, common, shell, storage};
use crate::widgets::{Button, ButtonKind, ButtonLink, Notice, NoticeKind};

/// The bar; empty while everything is saved.
#[component]
pub(crate) fn SaveBar() -> AnyView {
    let loader: PlanLoader = expect_context();
    let failed = Memo::new(move |_| match loader.workspace()?.editor.save_state().get() {
        SaveState::Failed(error) => Some(error),
        _ => None,
    });
    let plan_list = use_plan_list();
    let bar = move || match failed.get().zip(loader.peek()) {
        Some((error, workspace)) => (workspace.parts.not_saved_notice)(error),
        None if plan_list.in_memory() => view! { <MemoryOnly loader=loader /> }.into_any(),
        None => ().into_any(),
    };
    view! { {bar} {loader.extra(Extra::Recovered)} {loader.extra(Extra::NewVersion)} }.into_any()
}

/// The notice that the browser stores nothing.
#[component]
fn MemoryOnly(loader: PlanLoader) -> AnyView {
    let download = move || {
        loader
            .workspace()
            .and_then(|workspace| workspace.editor.open_plan().is_some().then(|| (workspace.parts.download_button)()))
    };
    view! {
        <Notice kind=NoticeKind::Bad live=true title=app::memory_title()>
            <p>{app::memory_help()}</p>
            {download}
        </Notice>
    }
    .into_any()
}

/// The button that downloads the open plan.
pub(crate) fn download() -> AnyView {
    let editor = use_editor();
    view! {
        <div class="actions">
            <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| editor.download())>
                {shell::download_plan()}
            </Button>
        </div>
    }
    .into_any()
}

/// Reports what was recovered from the crash journal, until it is dismissed.
pub(crate) fn recovered() -> AnyView {
    let found = draft_writer::recovered();
    let line = |how: RecoveryOutcome, say: fn(&str) -> String| {
        let names: Vec<_> = found.iter().filter(|one| one.outcome == how).map(|one| one.name.clone()).collect();
        (!names.is_empty()).then(|| say(&format::list(&names)))
    };
    let lines: Vec<String> = [
        line(RecoveryOutcome::Newest, storage::recovered_newest),
        line(RecoveryOutcome::Copy, storage::recovered_copy),
        line(RecoveryOutcome::Deleted, storage::recovered_deleted),
    ]
    .into_iter()
    .flatten()
    .collect();
    let shown = RwSignal::new(!lines.is_empty());
    let close = Callback::new(move |()| {
        draft_writer::forget_recovered();
        shown.set(false);
    });
    let notice = move || {
        shown.get().then(|| {
            let lines = lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect::<Vec<_>>();
            view! {
                <Notice kind=NoticeKind::Info live=true title=storage::recovered_title().to_owned()>
                    {lines}
                    <div class="actions"><Button on_press=close>{common::dismiss()}</Button></div>
                </Notice>
            }
        })
    };
    notice.into_any()
}

/// Says why the open plan is not saved and what can be done.
pub(crate) fn not_saved(error: SaveError) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let name = editor.name().get_untracked();
    let (title, help) = match error {
        SaveError::Full => (app::full_title(&name), app::full_help()),
        SaveError::ChangedElsewhere => (app::changed_title(&name), app::changed_help()),
        SaveError::DeletedElsewhere => (app::deleted_title(&name), app::deleted_help()),
    };
    let download = view! {
        <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| editor.download())>{shell::download_plan()}</Button>
    };
    let ways_out = match error {
        SaveError::Full => {
            let plan_list = use_plan_list();
            let empty = Callback::new(move |()| plan_list.empty_trash(None));
            let offer =
                (drafts::deleted_size() > 0).then(|| view! { <Button on_press=empty>{storage::empty_bin()}</Button> });
            view! {
                <Button on_press=Callback::new(move |()| editor.save())>{common::try_again()}</Button>
                {offer}
            }
            .into_any()
        }
        SaveError::ChangedElsewhere => {
            let keep = Callback::new(move |()| {
                let before = navigation.peek();
                let was_open = editor.peek_open();
                let Some(id) = editor.keep_as_copy() else { return };
                // The list of plans has no address that could follow the plan to its new id.
                if before.plan() == was_open {
                    navigation.replace(&before.within(id));
                }
            });
            let take = Callback::new(move |()| editor.replace_with_stored_version());
            view! {
                <Button on_press=keep>{app::keep_as_copy()}</Button>
                <Button kind=ButtonKind::Danger on_press=take>{app::take_theirs()}</Button>
            }
            .into_any()
        }
        SaveError::DeletedElsewhere => {
            let drop_it = Callback::new(move |()| {
                editor.drop_changes();
                navigation.go(&Route::Home);
            });
            view! {
                <Button on_press=Callback::new(move |()| editor.restore_deleted_draft())>{app::put_back()}</Button>
                <Button kind=ButtonKind::Danger on_press=drop_it>{app::leave_deleted()}</Button>
            }
            .into_any()
        }
    };
    let return_words = app::unsaved_return(&name);
    let return_link = move || {
        let open = editor.open_plan()?;
        let words = return_words.clone();
        (navigation.route().plan() != Some(open))
            .then(|| view! { <ButtonLink href=Route::Plan(open).to_string()>{words}</ButtonLink> })
    };
    view! {
        <Notice kind=NoticeKind::Bad live=true title=title>
            <p>{help}</p>
            <div class="actions">{download} {ways_out} {return_link}</div>
        </Notice>
    }
    .into_any()
}
