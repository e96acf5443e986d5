//! Drafts a whole plan from a few answers: phases, budget, channels, activities, cadences, criteria.
//!
//! The last layer: it may use all others, and none of them knows it. Pure as they are: the day, the ids and the words are
//! passed in.

pub mod answers;
pub mod draft_plan;
pub mod preview;
pub mod words;

mod channels;
mod lines;
mod parts;
