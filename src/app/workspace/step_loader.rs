//! Loads the steps: each is a file of its own in a release, fetched when it is first opened, or ahead of that while the
//! page is idle.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::use_navigation;
use crate::app::shell::new_version::not_loaded_message;
use crate::app::shell::sections::Section;
use crate::app::workspace::entry_points::StepRegistry;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::lifecycle::{self, when_idle};
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
}

impl StepLoader {
    /// Must be created at the root: what is loaded stays.
    pub(crate) fn new(registry: StepRegistry) -> StepLoader {
        StepLoader { load: registry.load_step, loaded: StoredValue::new([None; Step::ALL.len()]) }
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
        let Some(next) = Step::ALL.into_iter().find(|step| self.peek(*step).is_none()) else { return };
        spawn_local(async move {
            lifecycle::quiet().await;
            when_idle(move || {
                spawn_local(async move {
                    if self.load(next).await.is_some() {
                        self.preload();
                    }
                });
            });
        });
    }
}

/// The state of the loading.
#[derive(Clone, Copy)]
enum StepLoading {
    Begun,
    Failed(&'static str),
    Done(StepContent),
}

/// A section's content, once its step is loaded.
pub(crate) fn content(section: Section) -> AnyView {
    let loader: StepLoader = expect_context();
    if let Some(content) = loader.peek(section.step()) {
        loader.preload();
        return content(section);
    }
    let navigation = use_navigation();
    let state = RwSignal::new(StepLoading::Begun);
    let load = move || {
        spawn_local(async move {
            let found = match loader.load(section.step()).await {
                Some(content) => StepLoading::Done(content),
                None => StepLoading::Failed(not_loaded_message(app::not_loaded_text()).await),
            };
            // The reader may have gone elsewhere meanwhile.
            let _ = state.try_set(found);
            loader.preload();
        });
    };
    load();
    let again = Callback::new(move |()| load());
    let view = move || match state.get() {
        StepLoading::Done(content) => untrack(|| {
            // The field that the address names was not there yet when the screen was.
            if let Some(anchor) = navigation.peek().anchor() {
                focus_when_rendered(anchor.to_owned());
            }
            content(section)
        }),
        StepLoading::Failed(why) => untrack(|| {
            view! {
                <Notice kind=NoticeKind::Bad live=true title=app::not_loaded_title()>
                    <p>{why}</p>
                    <div class="actions"><Button on_press=again>{common::try_again()}</Button></div>
                </Notice>
            }
            .into_any()
        }),
        StepLoading::Begun => view! { <p class="muted" aria-busy="true">{app::opening()}</p> }.into_any(),
    };
    view.into_any()
}
