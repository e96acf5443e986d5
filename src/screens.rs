//! The composition root: hands the steps and views to the app, and splits a release into files.

use futures_util::future::join;
use leptos::wasm_split::SplitLoaderError;

use crate::app::{PlanLoad, PlanParts, StepRegistry, ViewLoad, ViewParts};
use crate::ui::labels::findings;
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
const REGISTRY: StepRegistry = StepRegistry { render: steps::page, finding_words: findings::sentence, load_views };

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
