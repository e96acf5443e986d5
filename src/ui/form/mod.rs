//! Form fields bound to a part of the plan. No step's own wording or layout belongs here.

mod binding;

pub mod expandable_row;
mod fields;
pub mod file_sync;
mod label;
mod new_part;
mod part_choice;
mod people;

pub use binding::{Form, Lens};
pub use fields::{kind_of, money_kind, price_kind};
pub use label::Label;
pub use new_part::new_part;
pub use part_choice::ADD_PART;
pub use people::{people_for, suggest_approvers, suggest_people};
