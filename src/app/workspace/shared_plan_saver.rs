//! Keeps a plan that came in other than by a file: from a shared link, so far.

use crate::app::shell::plan_list::{PlanList, use_plan_list};
use crate::app::shell::route::Route;
use crate::app::workspace::plan_actions::cut_words;
use crate::browser::page::random;
use crate::file::{self, Loaded};
use crate::plan::model::id::Id;

/// Stores shared plans in this browser. A handle; see [`use_shared_plan_saver`].
#[derive(Clone, Copy)]
pub struct SharedPlanSaver(PlanList);

/// Must be called while a screen is rendered.
///
/// # Panics
/// Outside of the app's views, where there is no list of plans.
pub fn use_shared_plan_saver() -> SharedPlanSaver {
    SharedPlanSaver(use_plan_list())
}

impl SharedPlanSaver {
    /// Stores the plan as a new one, shows `message` and opens it. `text` is the source, which is kept for an older
    /// version; `cut` is how many texts of it were shortened, see [`file::shorten_texts`]. Returns whether it could be
    /// stored.
    pub fn keep(self, loaded: &Loaded, text: &str, cut: usize, message: &str) -> bool {
        let name = loaded.plan.basics.name.clone();
        let plan = file::as_copy(loaded.plan.clone(), Id::from_bits(random::bits()), name);
        let stored = self.0.store(&plan, loaded.migrated_from.map(|_| text));
        if stored {
            self.0.toasts.say(message);
            if cut > 0 {
                self.0.toasts.say(cut_words(cut));
            }
            self.0.navigation.go(&Route::Plan(plan.id));
        }
        stored
    }
}
