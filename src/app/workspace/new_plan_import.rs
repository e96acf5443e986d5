//! The dialog that makes a plan of a spreadsheet: whether it is open and with what. Its code is loaded when it is first
//! asked for.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::new_version::report_not_loaded;
use crate::app::shell::plan_list::{PlanList, Spreadsheet, use_plan_list};
use crate::app::shell::route::Route;
use crate::app::workspace::entry_points::StepRegistry;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::stylesheet;
use crate::i18n::words::app;
use crate::plan::Plan;

/// Draws the dialog.
pub type NewPlanDialog = fn(NewPlanImport) -> AnyView;

/// The dialog being loaded: `None` where it cannot be loaded.
pub type NewPlanDialogLoad = Pin<Box<dyn Future<Output = Option<NewPlanDialog>>>>;

/// What the dialog begins with.
pub enum SheetSource {
    /// A file.
    File(PickedFile),
    /// A pasted table.
    Text(String),
}

/// The request to make a plan of a spreadsheet. A handle.
#[derive(Clone, Copy)]
pub struct NewPlanImport {
    plan_list: PlanList,
}

impl NewPlanImport {
    /// Whether the dialog is asked for, tracked.
    pub fn is_asked_for(self) -> bool {
        self.plan_list.spreadsheet.with(Option::is_some)
    }

    /// The file or the pasted table to begin with, if there is one. Given out once.
    pub fn take_source(self) -> Option<SheetSource> {
        let taken = self
            .plan_list
            .spreadsheet
            .try_update_untracked(|asked| asked.as_mut().map(|asked| std::mem::replace(asked, Spreadsheet::Ask)))??;
        match taken {
            Spreadsheet::Ask => None,
            Spreadsheet::File(file) => Some(SheetSource::File(file)),
            Spreadsheet::Pasted(text) => Some(SheetSource::Text(text)),
        }
    }

    /// Closes the dialog. Nothing is left of it.
    pub fn close(self) {
        if self.plan_list.spreadsheet.with_untracked(Option::is_some) {
            self.plan_list.spreadsheet.set(None);
        }
    }

    /// Stores the plan and opens it. `false` where it cannot be stored, which is reported.
    pub fn create(self, plan: &Plan) -> bool {
        let is_stored = self.plan_list.store(plan, None);
        if is_stored {
            self.close();
            self.plan_list.navigation.go(&Route::Plan(plan.id));
        }
        is_stored
    }
}

/// The dialog, from the first time it is asked for.
pub(crate) fn host() -> AnyView {
    let import = NewPlanImport { plan_list: use_plan_list() };
    let registry: StepRegistry = expect_context();
    let dialog: RwSignal<Option<NewPlanDialog>> = RwSignal::new(None);
    Effect::new(move || {
        if !import.is_asked_for() || dialog.with_untracked(Option::is_some) {
            return;
        }
        stylesheet::apply_workspace_style();
        spawn_local(async move {
            match (registry.load_new_plan_dialog)().await {
                // The page may have been drawn again meanwhile, in another language.
                Some(loaded) => _ = dialog.try_set(Some(loaded)),
                None => {
                    import.close();
                    report_not_loaded(import.plan_list.toasts, app::not_loaded()).await;
                }
            }
        });
    });
    // Another screen, as by the browser's Back, closes it.
    let navigation = import.plan_list.navigation;
    Effect::new(move |before: Option<Route>| {
        let screen = navigation.screen();
        if before.is_some_and(|before| before != screen) {
            import.close();
        }
        screen
    });
    (move || dialog.get().map(|dialog| untrack(|| dialog(import)))).into_any()
}
