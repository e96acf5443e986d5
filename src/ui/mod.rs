//! What steps and views share: fields bound to the plan, and words for its values.

pub mod form;
pub mod labels;
pub mod plan_summary;
pub mod share_link;
pub mod too_long;
