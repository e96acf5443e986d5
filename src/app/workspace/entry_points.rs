//! The entry points of the workspace, behind [`PlanParts`]: its screens, its editor and its listeners.

use std::pin::Pin;

use leptos::prelude::*;

use crate::app::shell::error_screens::{CannotOpen, OtherPlanUnsaved, PlanMissing, PlanStopsPage};
use crate::app::shell::navigation::{Navigation, use_navigation};
use crate::app::shell::new_version::NewVersion;
use crate::app::shell::plan_list::use_plan_list;
use crate::app::shell::plan_loader::{Extra, PlanParts, SetUpStep, Workspace};
use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::shell::{new_version, open_attempts, rename_dialog};
use crate::app::workspace::editor::{Editor, OpenError};
use crate::app::workspace::export_menu::PrintRequest;
use crate::app::workspace::file_sync::DiskCopy;
use crate::app::workspace::go_to::entries::NamedItem;
use crate::app::workspace::go_to::palette::{self, OpenDialogs};
use crate::app::workspace::load_error_messages::{load_error_detail, load_error_words};
use crate::app::workspace::new_plan_import::{self, NewPlanDialogLoad};
use crate::app::workspace::quick_export::QuickExport;
use crate::app::workspace::step_loader::{StepLoad, StepLoader};
use crate::app::workspace::step_page::StepPage;
use crate::app::workspace::{
    draft_writer, keyboard_shortcuts, plan_actions, plan_header, plan_navigation, rejected_files, save_bar,
    storage_meter, unsaved_input, view_page,
};
use crate::browser::dom::focus::{is_dialog_open, watch_focus};
use crate::browser::page::lifecycle::Shortcut;
use crate::browser::page::{lifecycle, stylesheet};
use crate::browser::storage::{drafts, tabs};
use crate::plan::draft::answers::{AnswerError, QuickStart};
use crate::plan::edit::PlanEdit;
use crate::plan::review::findings::Finding;
use crate::plan::{Plan, PlanId, Step};
use crate::widgets::Toasts;
use crate::widgets::fields::open_inputs;

/// What the app needs from the steps.
#[derive(Clone, Copy)]
pub struct StepRegistry {
    /// Loads what draws the sections of a step.
    pub load_step: fn(Step) -> StepLoad,
    /// Draws the overview of a plan.
    pub overview: fn(PlanId) -> AnyView,
    /// A finding as a sentence in the reader's language.
    pub finding_words: fn(&Finding, &Plan) -> String,
    /// The items of a plan that have names.
    pub named_items: fn(&Plan) -> Vec<NamedItem>,
    /// Makes an export of the open plan and says how it went.
    pub export: fn(QuickExport, Editor, Navigation, Toasts),
    /// Loads the dialog that makes a plan of a spreadsheet.
    pub load_new_plan_dialog: fn() -> NewPlanDialogLoad,
    /// Loads the views of a whole plan.
    pub load_views: fn() -> ViewLoad,
    /// The edit that drafts a blank plan from answers.
    pub draft: fn(&Plan, &QuickStart) -> Result<PlanEdit, AnswerError>,
    /// Lists the suggestions of a section.
    pub suggestions: fn(PlanId, Section) -> AnyView,
    /// Shows what the answers will be drafted to.
    pub draft_preview: fn(Signal<Option<QuickStart>>) -> AnyView,
}

/// Renders the views of a whole plan.
#[derive(Clone, Copy)]
pub struct ViewParts {
    /// A view of the open plan.
    pub page: fn(PlanView) -> AnyView,
    /// A plan that is carried in the address.
    pub shared: fn(String) -> AnyView,
}

/// [`ViewParts`] being loaded: `None` where they cannot be loaded.
pub type ViewLoad = Pin<Box<dyn Future<Output = Option<ViewParts>>>>;

impl PlanParts {
    /// The entry points of the workspace, with its steps.
    pub fn of(registry: StepRegistry) -> PlanParts {
        PlanParts {
            registry,
            recover_drafts: || Box::pin(draft_writer::recover()),
            start: Editor::new,
            set_up: &SET_UP,
            save: Editor::save,
            screen,
            plan_header: plan_header::view,
            plan_navigation: plan_navigation::view,
            not_saved_notice: save_bar::not_saved,
            download_button: save_bar::download,
            read_entry: plan_actions::read_entry,
            read_deleted_card: plan_actions::read_deleted_card,
            extra: |extra| match extra {
                Extra::Recovered => save_bar::recovered,
                Extra::NewVersion => new_version::notice,
                Extra::RejectedFiles => rejected_files::view,
                Extra::StorageMeter => storage_meter::view,
                Extra::ShortcutsButton => keyboard_shortcuts::button,
                Extra::Shortcuts => keyboard_shortcuts::dialog,
                Extra::GoTo => palette::dialog,
                Extra::NewPlanImport => new_plan_import::host,
            },
            rename_dialog: rename_dialog::dialog,
            run_job: plan_actions::run_job,
        }
    }
}

/// What is set up around the editor, in this order. Each step is short, since the page stands still meanwhile.
const SET_UP: [SetUpStep; 8] = [
    |Workspace { parts, editor }| {
        provide_context(editor);
        provide_context(parts.registry);
        provide_context(StepLoader::new(parts.registry));
        provide_context(PrintRequest::new());
    },
    |_| {
        let dialogs = OpenDialogs::new(use_navigation());
        provide_context(dialogs);
        Effect::new(move || {
            if dialogs.is_any_open() {
                stylesheet::apply_workspace_style();
            }
        });
    },
    |Workspace { editor, .. }| editor.watch_findings(),
    |Workspace { editor, .. }| provide_context(DiskCopy::new(editor, use_plan_list().toasts)),
    |Workspace { editor, .. }| provide_context(NewVersion::listen(editor)),
    |Workspace { editor, .. }| unsaved_input::start(editor, use_plan_list().toasts),
    |Workspace { editor, .. }| listen_to_page(editor),
    |Workspace { editor, .. }| {
        let plan_list = use_plan_list();
        Effect::new(move || {
            editor.save_state().track();
            plan_list.check_storage();
            // A new plan may be stored by now.
            plan_list.refresh_if_shown();
        });
        editor.warm_up();
    },
];

/// Listens to page events that concern the open plan.
fn listen_to_page(editor: Editor) {
    let navigation = use_navigation();
    let dialogs: OpenDialogs = expect_context();
    lifecycle::on_page_hide(move || {
        open_inputs::commit_all();
        editor.save();
    });
    lifecycle::on_focus_out(move || editor.end_typing());
    watch_focus();
    lifecycle::on_page_show(move || editor.recheck_draft());
    lifecycle::ask_before_closing(move || {
        let lost = open_inputs::commit_all();
        editor.save();
        lost || editor.is_unsaved()
    });
    lifecycle::on_shortcut(move |shortcut| {
        let in_plan = navigation.peek().plan().is_some() && editor.peek_open().is_some();
        // One dialog at a time; pressed again, Go to… closes.
        let open = |dialog: RwSignal<bool>| dialog.set(!is_dialog_open());
        match shortcut {
            Shortcut::Undo if in_plan => editor.undo(),
            Shortcut::Redo if in_plan => editor.redo(),
            Shortcut::Undo | Shortcut::Redo => return false,
            Shortcut::GoTo => open(dialogs.go_to),
            Shortcut::Help => open(dialogs.shortcuts),
        }
        true
    });
    tabs::on_storage(move |change| {
        let Some(key) = &change.key else { return editor.recheck_draft() };
        if let Some(id) = drafts::id_of_revision_key(key) {
            editor.on_draft_changed_elsewhere(&id, drafts::revision_in(change.value).as_ref());
        }
    });
}

/// The screen of an address that needs a plan. Runs again when another plan is loaded.
fn screen(editor: Editor, route: &Route) -> AnyView {
    stylesheet::apply_workspace_style();
    if let Route::Shared(text) = route {
        return untrack(|| view_page::shared(text.clone()));
    }
    if !matches!(route, Route::PlanView { view: PlanView::Report, .. }) {
        let print: PrintRequest = expect_context();
        print.forget();
    }
    let Some(plan) = route.plan() else { return ().into_any() };
    if !open_attempts::begin(plan) {
        return untrack(|| view! { <PlanStopsPage plan=plan /> }.into_any());
    }
    let opened = editor.open(plan);
    // Tracked after opening, which changes it: from here on, loading another plan renders the screen again.
    editor.loads();
    untrack(move || match (opened, route) {
        (Ok(()), Route::Section { section, .. }) => view! { <StepPage section=*section /> }.into_any(),
        (Ok(()), Route::PlanView { view, .. }) => view_page::view(*view),
        (Ok(()), _) => {
            let registry: StepRegistry = expect_context();
            (registry.overview)(plan)
        }
        (Err(OpenError::NotThere), _) => view! { <PlanMissing plan=plan /> }.into_any(),
        (Err(OpenError::Unreadable(error)), _) => {
            view! { <CannotOpen plan=plan reason=load_error_words(&error) detail=load_error_detail(&error) /> }
                .into_any()
        }
        (Err(OpenError::OtherPlanUnsaved), _) => view! { <OtherPlanUnsaved /> }.into_any(),
    })
}
