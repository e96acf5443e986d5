//! The screens of a plan, put together for the app, and the files of a release they are split into.

use futures_util::future::join;
use leptos::wasm_split::SplitLoaderError;

use crate::app::{PlanLoad, PlanParts, StepRegistry, ViewLoad, ViewParts};
use crate::i18n;
use crate::steps;
use crate::ui::labels::findings;
use crate::ui::plan_summary;
use crate::views;

/// Loads the plan's side of the app with its steps and their words. Everything that is reached through here and nowhere
/// else is, in a release, a file of its own.
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

/// What the app takes from the steps and the views beside them.
const REGISTRY: StepRegistry = StepRegistry {
    render: steps::page,
    finding_words: findings::sentence,
    rail: plan_summary::rail,
    load_views: load_views,
};

const VIEWS: ViewParts = ViewParts { page: views::page, shared: views::shared_plan::page };

/// The views beside the path: a file of its own again, fetched when one of them is opened.
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
