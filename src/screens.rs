//! The composition root: hands the steps and views to the app, and splits a release into files.

use futures_util::future::join;
use leptos::wasm_split::SplitLoaderError;

use crate::app::{PlanLoad, PlanParts, StepContent, StepLoad, StepRegistry, ViewLoad, ViewParts};
use crate::plan::Step;
use crate::ui::labels::{findings, plan_items};
use crate::{i18n, steps, views};

/// Loads the workspace with its steps and their language pack. In a release, everything reached only through here is a
/// file of its own.
pub fn load() -> PlanLoad {
    Box::pin(async {
        let (parts, words) = join(plan_parts(), i18n::load_plan_words()).await;
        words.ok()?;
        parts.ok()
    })
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(plan, wasm_split_path = ::leptos::wasm_split, fallible)]
fn plan_parts() -> Result<PlanParts, SplitLoaderError> {
    Ok(PlanParts::of(REGISTRY))
}

#[cfg(not(split))]
fn plan_parts() -> std::future::Ready<Result<PlanParts, SplitLoaderError>> {
    std::future::ready(Ok(PlanParts::of(REGISTRY)))
}

/// What the app needs from the steps and views.
const REGISTRY: StepRegistry = StepRegistry {
    load_step,
    overview: steps::overview::page,
    finding_words: findings::sentence,
    named_items: plan_items::named_items,
    export: steps::review::export,
    load_views,
};

/// Loads a step: a file of its own, fetched when the step is first opened.
fn load_step(step: Step) -> StepLoad {
    Box::pin(async move {
        let content = match step {
            Step::Basics => basics_part().await,
            Step::Goals => goals_part().await,
            Step::Budget => budget_part().await,
            Step::Strategy => strategy_part().await,
            Step::Seed | Step::Initial | Step::Brand => phase_part().await,
            Step::Schedule => schedule_part().await,
            Step::Review => review_part().await,
        };
        content.ok()
    })
}

/// Makes a split point of a step: in a release, what only its content reaches is a file of its own.
macro_rules! step_part {
    ($load:ident, $name:ident, $content:path) => {
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $load() -> Result<StepContent, SplitLoaderError> {
            Ok($content)
        }

        #[cfg(not(split))]
        fn $load() -> std::future::Ready<Result<StepContent, SplitLoaderError>> {
            std::future::ready(Ok($content))
        }
    };
}

step_part!(basics_part, basics, steps::basics::content);
step_part!(goals_part, goals, steps::goals::content);
step_part!(budget_part, budget, steps::budget::content);
step_part!(strategy_part, strategy, steps::strategy::content);
step_part!(phase_part, phase, steps::phase::content);
step_part!(schedule_part, schedule, steps::schedule::content);
step_part!(review_part, review, steps::review::content);

const VIEWS: ViewParts = ViewParts { page: views::page, shared: views::shared_plan::page };

/// The views of a whole plan: a file of their own, fetched when one of them is opened.
fn load_views() -> ViewLoad {
    Box::pin(async { view_parts().await.ok() })
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(views, wasm_split_path = ::leptos::wasm_split, fallible)]
fn view_parts() -> Result<ViewParts, SplitLoaderError> {
    Ok(VIEWS)
}

#[cfg(not(split))]
fn view_parts() -> std::future::Ready<Result<ViewParts, SplitLoaderError>> {
    std::future::ready(Ok(VIEWS))
}
