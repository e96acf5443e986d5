//! The app around the steps and views.
//!
//! `shell` is what the first load needs, `quick_start` the page of a new plan, `workspace` what an open plan needs. None
//! knows a step: what a step shows is handed in as a `StepRegistry`.

#[cfg(target_arch = "wasm32")]
pub mod currency_choices;
pub mod quick_start;
pub mod shell;
pub mod workspace;

#[cfg(target_arch = "wasm32")]
pub use currency_choices::currency_choices;
#[cfg(target_arch = "wasm32")]
pub use shell::navigation::{Navigation, use_navigation};
#[cfg(target_arch = "wasm32")]
pub use shell::new_version::{not_loaded_message, report_not_loaded};
#[cfg(target_arch = "wasm32")]
pub use shell::plan_cards::{PlanCards, PlanCardsLoad};
#[cfg(target_arch = "wasm32")]
pub use shell::plan_loader::{Pace, PlanLoad, PlanParts};
#[cfg(target_arch = "wasm32")]
pub use shell::quick_start_loader::{QuickStartLoad, QuickStartPage};
#[cfg(target_arch = "wasm32")]
pub use shell::root::{App, AppProps};
#[cfg(target_arch = "wasm32")]
pub use workspace::approval_status::approval_status_line;
#[cfg(target_arch = "wasm32")]
pub use workspace::editor::{Editor, use_editor};
#[cfg(target_arch = "wasm32")]
pub use workspace::entry_points::{StepRegistry, ViewLoad, ViewParts};
#[cfg(target_arch = "wasm32")]
pub use workspace::export_menu::PrintRequest;
#[cfg(target_arch = "wasm32")]
pub use workspace::go_to::entries::{ItemKind, NamedItem};
#[cfg(target_arch = "wasm32")]
pub use workspace::load_error_messages::load_error_words;
#[cfg(target_arch = "wasm32")]
pub use workspace::original_notice::{OriginalNotice, OriginalNoticeProps};
#[cfg(target_arch = "wasm32")]
pub use workspace::part_names::part_name;
pub use workspace::quick_export::QuickExport;
#[cfg(target_arch = "wasm32")]
pub use workspace::section_names::view_name;
#[cfg(target_arch = "wasm32")]
pub use workspace::shared_plan_saver::{SharedPlanSaver, use_shared_plan_saver};
#[cfg(target_arch = "wasm32")]
pub use workspace::step_loader::{StepContent, StepLoad};
#[cfg(target_arch = "wasm32")]
pub use workspace::step_page::problem_at;
#[cfg(target_arch = "wasm32")]
pub use workspace::view_page::ViewPage;
