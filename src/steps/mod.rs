//! The steps of the path, one folder or file each, named as the path names them.

pub mod basics;
pub mod brand;
pub mod budget;
pub mod channel_words;
pub mod disk_file;
pub mod fields;
pub mod finding_words;
pub mod goals;
pub mod initial;
pub mod names;
pub mod opening;
pub mod phase;
pub mod qr_sheet;
pub mod rail;
pub mod report_phrases;
pub mod report_words;
pub mod review;
pub mod schedule;
pub mod seed;
pub mod share;
pub mod strategy;
pub mod too_long;
pub mod value_words;
pub mod verdict_words;

use leptos::prelude::*;

use crate::plan::Step;

/// Draws a step.
pub fn page(step: Step) -> AnyView {
    match step {
        Step::Basics => basics::page(),
        Step::Goals => goals::page(),
        Step::Budget => budget::page(),
        Step::Strategy => strategy::page(),
        Step::Seed => seed::page(),
        Step::Initial => initial::page(),
        Step::Brand => brand::page(),
        Step::Schedule => schedule::page(),
        Step::Review => review::page(),
    }
}
