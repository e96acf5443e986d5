//! What an open plan needs: its editor, saving, header, step and view pages.

pub mod approval_status;
pub mod autosave;
pub mod draft_writer;
pub mod editor;
pub mod entry_points;
pub mod file_sync;
pub mod load_error_messages;
pub mod part_names;
pub mod plan_actions;
pub mod plan_header;
pub mod plan_navigation;
pub mod save_bar;
pub mod section_names;
pub mod shared_plan_saver;
pub mod step_loader;
pub mod step_page;
pub mod storage_meter;
pub mod task_list;
pub mod unsaved_input;
pub mod view_page;
