//! The composition root: hands the steps and views to the app, and splits a release into files.

use futures_util::future::join3;
use leptos::wasm_split::SplitLoaderError;

use crate::app::{
    Pace, PlanCards, PlanCardsLoad, PlanLoad, PlanParts, QuickStartLoad, QuickStartPage, StepContent, StepLoad,
    StepRegistry, ViewLoad, ViewParts, quick_start,
};
use crate::browser::page::{lifecycle, stylesheet};
use crate::plan::Step;
use crate::ui::labels::{findings, plan_items};
use crate::ui::{draft, suggestions};
use crate::{i18n, steps, views};

/// Loads the workspace with its language pack and its stylesheet. In a release, everything reached only through here is a
/// file of its own.
pub fn load(pace: Pace) -> PlanLoad {
    Box::pin(async move {
        if pace == Pace::WhenIdle {
            let parts = plan_parts().await.ok()?;
            lifecycle::idle().await;
            i18n::load_plan_words().await.ok()?;
            lifecycle::idle().await;
            stylesheet::load_workspace_style().await.ok()?;
            return Some(parts);
        }
        let (parts, words, style) =
            join3(plan_parts(), i18n::load_plan_words(), stylesheet::load_workspace_style()).await;
        words.ok()?;
        style.ok()?;
        parts.ok()
    })
}

/// Loads the page of a new plan: a file of its own that reaches no plan, so that its first field is there early.
pub fn load_quick_start() -> QuickStartLoad {
    Box::pin(async { quick_start_part().await.ok() })
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(quick_start, wasm_split_path = ::leptos::wasm_split, fallible)]
fn quick_start_part() -> Result<QuickStartPage, SplitLoaderError> {
    Ok(quick_start::page)
}

#[cfg(not(split))]
fn quick_start_part() -> std::future::Ready<Result<QuickStartPage, SplitLoaderError>> {
    std::future::ready(Ok(quick_start::page as QuickStartPage))
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

/// Loads the cards of the stored plans.
pub fn load_cards() -> PlanCardsLoad {
    Box::pin(async { plan_cards().await.ok() })
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(cards, wasm_split_path = ::leptos::wasm_split, fallible)]
fn plan_cards() -> Result<PlanCards, SplitLoaderError> {
    Ok(PlanCards::ALL)
}

#[cfg(not(split))]
fn plan_cards() -> std::future::Ready<Result<PlanCards, SplitLoaderError>> {
    std::future::ready(Ok(PlanCards::ALL))
}

/// What the app needs from the steps and views.
const REGISTRY: StepRegistry = StepRegistry {
    load_step,
    overview: steps::overview::page,
    finding_words: findings::sentence,
    named_items: plan_items::named_items,
    export: steps::review::export,
    load_new_plan_dialog: steps::budget::load_new_plan_dialog,
    load_views,
    draft: draft::edit,
    suggestions: suggestions::here,
    draft_preview: draft::preview,
};

/// Loads a step. The first one comes with the workspace, so that a new plan's first field is there at once; the budget,
/// goals and strategy, the phases, track, and schedule and review are a file each. With a file for each step the code that several of them share
/// would fall into hundreds of pieces: the splitter makes one for every combination of users.
fn load_step(step: Step) -> StepLoad {
    Box::pin(async move {
        match step {
            Step::Basics => Some(steps::basics::content as StepContent),
            Step::Goals => strategy_part().await.ok().map(|part| part.goals),
            Step::Budget => budget_part().await.ok(),
            Step::Strategy => strategy_part().await.ok().map(|part| part.strategy),
            Step::Seed | Step::Initial | Step::Brand => phases_part().await.ok(),
            Step::Schedule => review_part().await.ok().map(|part| part.schedule),
            Step::Track => track_part().await.ok(),
            Step::Review => review_part().await.ok().map(|part| part.review),
        }
    })
}

/// The steps that are loaded with the strategy.
struct StrategyPart {
    goals: StepContent,
    strategy: StepContent,
}

const STRATEGY: StrategyPart = StrategyPart { goals: steps::goals::content, strategy: steps::strategy::content };

/// The steps that are loaded with the review.
struct ReviewPart {
    schedule: StepContent,
    review: StepContent,
}

const REVIEW: ReviewPart = ReviewPart { schedule: steps::schedule::content, review: steps::review::content };

#[cfg(split)]
#[leptos::wasm_split::wasm_split(budget, wasm_split_path = ::leptos::wasm_split, fallible)]
fn budget_part() -> Result<StepContent, SplitLoaderError> {
    Ok(steps::budget::content)
}

#[cfg(not(split))]
fn budget_part() -> std::future::Ready<Result<StepContent, SplitLoaderError>> {
    std::future::ready(Ok(steps::budget::content))
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(strategy, wasm_split_path = ::leptos::wasm_split, fallible)]
fn strategy_part() -> Result<StrategyPart, SplitLoaderError> {
    Ok(STRATEGY)
}

#[cfg(not(split))]
fn strategy_part() -> std::future::Ready<Result<StrategyPart, SplitLoaderError>> {
    std::future::ready(Ok(STRATEGY))
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(phases, wasm_split_path = ::leptos::wasm_split, fallible)]
fn phases_part() -> Result<StepContent, SplitLoaderError> {
    Ok(steps::phase::content)
}

#[cfg(not(split))]
fn phases_part() -> std::future::Ready<Result<StepContent, SplitLoaderError>> {
    std::future::ready(Ok(steps::phase::content))
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(review, wasm_split_path = ::leptos::wasm_split, fallible)]
fn review_part() -> Result<ReviewPart, SplitLoaderError> {
    Ok(REVIEW)
}

#[cfg(not(split))]
fn review_part() -> std::future::Ready<Result<ReviewPart, SplitLoaderError>> {
    std::future::ready(Ok(REVIEW))
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(track, wasm_split_path = ::leptos::wasm_split, fallible)]
fn track_part() -> Result<StepContent, SplitLoaderError> {
    Ok(steps::track::content)
}

#[cfg(not(split))]
fn track_part() -> std::future::Ready<Result<StepContent, SplitLoaderError>> {
    std::future::ready(Ok(steps::track::content))
}

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
