//! The page around the questions: its state, the preview, and what happens when it is sent.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers::{self, Answers, Gap, Proposals};
use super::questions;
use crate::app::shell::navigation::HEADING;
use crate::app::shell::plan_list::{PlanList, use_plan_list};
use crate::app::shell::plan_loader::PlanLoader;
use crate::browser::dom::focus::{Urgency, announce, focus_by_id};
use crate::browser::page::{clock, intl, lifecycle};
use crate::i18n::format;
use crate::i18n::words::quick_start as w;
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::widgets::Button;

/// The answers and what the page knows of them. A handle.
#[derive(Clone, Copy)]
pub(super) struct QuestionState {
    pub answers: RwSignal<Answers>,
    pub proposals: Proposals,
    /// Whether the reader has tried to send incomplete answers: from then on, what is missing is said.
    pub asked: RwSignal<bool>,
}

impl QuestionState {
    fn restored() -> QuestionState {
        let region = RegionalDefaults::of(&intl::preferred_language(), &intl::time_zone());
        let state = QuestionState {
            answers: RwSignal::new(answers::restored()),
            proposals: Proposals { region, today: clock::today() },
            asked: RwSignal::new(false),
        };
        Effect::new(move |before: Option<()>| {
            state.answers.with(|answers| {
                // The first run only shows what was stored.
                if before.is_some() {
                    answers::keep(answers);
                }
            });
        });
        state
    }

    /// A value of the answers, tracked.
    pub fn read<T>(self, look: impl Fn(&Answers, &Proposals) -> T + Send + Sync + 'static) -> Signal<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.answers.with(|answers| look(answers, &self.proposals))).into()
    }

    /// Changes the answers.
    pub fn change(self, change: impl FnOnce(&mut Answers)) {
        let mut answers = self.answers.get_untracked();
        change(&mut answers);
        if self.answers.with_untracked(|before| *before != answers) {
            self.answers.set(answers);
        }
    }

    /// The message beside the field of this id.
    pub fn problem(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            if !self.asked.get() {
                return None;
            }
            self.answers.with(|answers| {
                let gaps = answers.gaps(&self.proposals);
                let gap = gaps.into_iter().find(|gap| questions::field_of(*gap) == id)?;
                Some(questions::gap_words(gap, answers, &self.proposals))
            })
        })
    }
}

/// The page.
pub fn page() -> AnyView {
    let plan_list = use_plan_list();
    let loader: PlanLoader = expect_context();
    let state = QuestionState::restored();
    fetch_workspace(loader, state);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        send(plan_list, state);
    };
    let blank = Callback::new(move |()| plan_list.create());
    view! {
        <div class="qs">
            <div class="qs-head">
                <div>
                    <h1 id=HEADING tabindex="-1">{w::title()}</h1>
                    <p class="lede">{w::lede()}</p>
                </div>
                <Button on_press=blank>{w::start_blank()}</Button>
            </div>
            <form class="qs-body" on:submit=send novalidate=true attr:data-own-undo="">
                <div class="qs-questions">{questions::all(state)}</div>
                <section class="card qs-preview" aria-labelledby="qs-preview">
                    <h2 id="qs-preview">{w::preview()}</h2>
                    {preview(loader, state)}
                </section>
                <div class="qs-send">
                    <button type="submit" class="btn">
                        {w::create()}
                    </button>
                    <small class="muted">{w::create_note()}</small>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// Fetches the workspace once the page is quiet or the first question is answered, whichever is first: never before the
/// first field has taken a key.
fn fetch_workspace(loader: PlanLoader, state: QuestionState) {
    spawn_local(async move {
        lifecycle::quiet().await;
        loader.preload();
    });
    Effect::new(move || {
        let is_begun = state.answers.with(|answers| answers.kind.is_some() || answers.baseline.is_some());
        if is_begun {
            loader.preload();
        }
    });
}

/// Creates the plan, or says what is missing and goes there.
fn send(plan_list: PlanList, state: QuestionState) {
    let (complete, gaps) =
        state.answers.with_untracked(|answers| (answers.complete(&state.proposals), answers.gaps(&state.proposals)));
    if let Some(answers) = complete {
        return plan_list.create_from_answers(answers);
    }
    state.asked.set(true);
    let Some(first) = gaps.first() else { return };
    focus_by_id(questions::field_of(*first));
    let (count, text) = format::counted(gaps.len());
    announce(&w::incomplete(count, &text), Urgency::Polite);
}

/// What the answers will be drafted to, once the workspace is there.
fn preview(loader: PlanLoader, state: QuestionState) -> AnyView {
    let complete = state.read(Answers::complete);
    let waiting = state.read(|answers, proposals| match answers.gaps(proposals).as_slice() {
        // Only one thing is left, and it is a contradiction: say it.
        [gap @ Gap::Unfit(_)] if answers.budget.is_some() && !answers.product.trim().is_empty() => {
            questions::gap_words(*gap, answers, proposals)
        }
        _ => w::preview_loading().to_owned(),
    });
    let is_complete = Memo::new(move |_| complete.with(Option::is_some));
    (move || match loader.workspace().filter(|_| is_complete.get()) {
        Some(workspace) => untrack(|| (workspace.parts.registry.draft_preview)(complete)),
        None => view! { <p class="muted">{move || waiting.get()}</p> }.into_any(),
    })
    .into_any()
}
