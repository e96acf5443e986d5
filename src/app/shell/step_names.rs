//! Names of the steps and their statuses in the reader's language. Knows no plan.

use crate::i18n::words::app;
use crate::plan::Step;
use crate::plan::review::step_status::StepStatus;

/// A step's name, as a heading.
pub fn step_name(step: Step) -> &'static str {
    match step {
        Step::Basics => app::step_basics(),
        Step::Goals => app::step_goals(),
        Step::Budget => app::step_budget(),
        Step::Strategy => app::step_strategy(),
        Step::Seed => app::step_seed(),
        Step::Initial => app::step_initial(),
        Step::Brand => app::step_brand(),
        Step::Schedule => app::step_schedule(),
        Step::Track => app::step_track(),
        Step::Review => app::step_review(),
    }
}

/// A status in words, and the class that colours it.
pub fn status_words(status: StepStatus) -> (String, &'static str) {
    match status {
        StepStatus::NotDue => (app::status_not_due().to_owned(), "state todo"),
        StepStatus::NotStarted => (app::status_not_started().to_owned(), "state todo"),
        StepStatus::InProgress => (app::status_in_progress().to_owned(), "state progress"),
        StepStatus::Done => (app::status_done().to_owned(), "state done"),
        StepStatus::NeedsAttention(count) => (app::status_needs_attention(&count.to_string()), "state attention"),
    }
}
