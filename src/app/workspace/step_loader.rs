//! Loads the steps: each is a file of its own in a release, fetched when it is first opened, or ahead of that while the
//! page is idle.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::use_navigation;
use crate::app::shell::sections::Section;
use crate::app::workspace::entry_points::StepRegistry;
use crate::app::workspace::part_on_demand::part_on_demand;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::lifecycle;
use crate::i18n::words::{app, common};
use crate::plan::Step;
use crate::widgets::{Button, Notice, NoticeKind};

/// Draws a section of a step.
pub type StepContent = fn(Section) -> AnyView;

/// A step being loaded: `None` where it cannot be loaded.
pub type StepLoad = Pin<Box<dyn Future<Output = Option<StepContent>>>>;

/// The steps that are loaded. A handle, from the context.
#[derive(Clone, Copy)]
pub struct StepLoader {
    load: fn(Step) -> StepLoad,
    loaded: StoredValue<[Option<StepContent>; Step::ALL.len()]>,
    is_preloading: StoredValue<bool>,
}

impl StepLoader {
    /// Must be created at the root: what is loaded stays.
    pub(crate) fn new(registry: StepRegistry) -> StepLoader {
        StepLoader {
            load: registry.load_step,
            loaded: StoredValue::new([None; Step::ALL.len()]),
            is_preloading: StoredValue::new(false),
        }
    }

    fn peek(self, step: Step) -> Option<StepContent> {
        self.loaded.with_value(|loaded| loaded[step as usize])
    }

    async fn load(self, step: Step) -> Option<StepContent> {
        if let Some(content) = self.peek(step) {
            return Some(content);
        }
        let content = (self.load)(step).await?;
        self.loaded.update_value(|loaded| loaded[step as usize] = Some(content));
        Some(content)
    }

    /// Loads the other steps one at a time, once the page is quiet and while it is idle. Stops at a failure: the step
    /// says so when it is opened.
    pub(crate) fn preload(self) {
        if self.is_preloading.get_value() {
            return;
        }
        self.is_preloading.set_value(true);
        spawn_local(async move {
            lifecycle::quiet().await;
            while let Some(next) = Step::ALL.into_iter().find(|step| self.peek(*step).is_none()) {
                lifecycle::idle().await;
                if self.load(next).await.is_none() {
                    self.is_preloading.set_value(false);
                    return;
                }
            }
        });
    }
}

/// A section's content, once its step is loaded.
pub(crate) fn content(section: Section) -> AnyView {
    let loader: StepLoader = expect_context();
    if let Some(content) = loader.peek(section.step()) {
        loader.preload();
        return content(section);
    }
    let navigation = use_navigation();
    let load = move || async move {
        let content = loader.load(section.step()).await;
        loader.preload();
        content
    };
    let draw = move |content: StepContent| {
        // The field that the address names was not there yet when the screen was.
        if let Some(anchor) = navigation.peek().anchor() {
            focus_when_rendered(anchor.to_owned());
        }
        content(section)
    };
    let failed = |why: &'static str, again| {
        view! {
            <Notice kind=NoticeKind::Bad live=true title=app::not_loaded_title()>
                <p>{why}</p>
                <div class="actions"><Button on_press=again>{common::try_again()}</Button></div>
            </Notice>
        }
        .into_any()
    };
    let opening = || view! { <p class="muted" aria-busy="true">{app::opening()}</p> }.into_any();
    part_on_demand(load, draw, opening, failed)
}
