//! All answers: everything entered in every step, each with a link to its field that returns here. Folded by step; the
//! content is in the page all the same, so that the browser finds text in it.

mod goals;
mod money;
mod phases;
mod schedule;
mod tracking;

use leptos::html;
use leptos::prelude::*;

use crate::app::shell::route::{Origin, Route};
use crate::app::shell::step_names::step_name;
use crate::app::use_editor;
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::id::Id;
use crate::plan::review::changes::ChangedOption;
use crate::plan::{Plan, Step};
use crate::ui::labels::values;
use crate::widgets::{Button, ButtonKind};

/// One answer: the question, the answer, and the field where it can be changed.
#[derive(Clone, PartialEq)]
struct Answer {
    what: String,
    said: Vec<String>,
    step: Step,
    anchor: String,
}

impl Answer {
    fn new(what: impl Into<String>, step: Step, anchor: impl Into<String>) -> Answer {
        Answer { what: what.into(), said: Vec::new(), step, anchor: anchor.into() }
    }

    /// Adds an answer's text; blank text is skipped.
    fn say(mut self, said: impl Into<String>) -> Answer {
        let said = said.into();
        if !said.trim().is_empty() {
            self.said.push(said);
        }
        self
    }

    fn maybe(self, said: Option<String>) -> Answer {
        match said {
            Some(said) => self.say(said),
            None => self,
        }
    }

    fn all(self, said: impl IntoIterator<Item = String>) -> Answer {
        said.into_iter().fold(self, Answer::say)
    }
}

/// The id of an item's field on its step.
fn field<T>(name: &str, id: Id<T>) -> String {
    [name, "-", &id.to_string()].concat()
}

/// An item's details on one line, without blank ones. Separated by dots, since names contain commas.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    parts.join(" · ")
}

/// "Owner: Lin"; empty without a value.
fn labelled(label: &str, said: &str) -> String {
    if said.trim().is_empty() { String::new() } else { w::labelled(label, said) }
}

fn counted(count: usize) -> String {
    format::counted(count).1
}

/// Which steps are unfolded, one bit each.
type Unfolded = RwSignal<u32>;

/// The steps that have answers.
fn steps() -> impl Iterator<Item = Step> {
    Step::ALL.into_iter().filter(|&step| step != Step::Review)
}

fn bit(step: Step) -> u32 {
    1 << (step as u32)
}

/// The answers of every step.
pub fn section() -> AnyView {
    let unfolded = Unfolded::new(0);
    let all: u32 = steps().map(bit).sum();
    let is_all = Memo::new(move |_| unfolded.get() == all);
    let press = Callback::new(move |()| unfolded.update(|steps| *steps = if *steps == all { 0 } else { all }));
    // On paper every step is unfolded.
    let folded_before = StoredValue::new(0);
    let before = window_event_listener(leptos::ev::beforeprint, move |_| {
        folded_before.set_value(unfolded.get_untracked());
        unfolded.set(all);
    });
    let after = window_event_listener(leptos::ev::afterprint, move |_| unfolded.set(folded_before.get_value()));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! {
        <section class="answers" aria-labelledby="review-answers">
            <div class="spread">
                <h2 id="review-answers">{w::answers()}</h2>
                <Button kind=ButtonKind::Plain on_press=press>
                    {move || if is_all.get() { w::close_all() } else { w::open_all() }}
                </Button>
            </div>
            {steps().map(|step| folded(step, unfolded)).collect_view()}
        </section>
    }
    .into_any()
}

/// The answers of a step under its name, with how many there are.
fn folded(step: Step, unfolded: Unfolded) -> AnyView {
    let editor = use_editor();
    let node = NodeRef::<html::Details>::new();
    let counts = editor.figures(move |plan, ledger| {
        let answers = answers(plan, ledger, step);
        (answers.len(), answers.iter().filter(|answer| answer.said.is_empty()).count())
    });
    let counted_words = move || {
        let (all, empty) = counts.get();
        let (count, text) = format::counted(all);
        let all = w::answers_count(count, &text);
        if empty == 0 { all } else { joined([all, w::answers_empty(&counted(empty))]) }
    };
    // A details element opens by itself, also for a link or for text that is found in it, and fires this event then,
    // possibly after it was removed.
    let toggled = move |_| {
        let Some(open) = node.try_get_untracked().flatten().map(|details| details.open()) else { return };
        let bit = bit(step);
        let _ = unfolded.try_maybe_update(|steps| {
            let changes = (*steps & bit != 0) != open;
            if changes {
                *steps ^= bit;
            }
            (changes, ())
        });
    };
    view! {
        <details node_ref=node prop:open=move || unfolded.get() & bit(step) != 0 on:toggle=toggled>
            <summary id=["answers-", step.slug()].concat()>
                <h3>{step_name(step)}</h3>
                <small class="muted">{counted_words}</small>
            </summary>
            <div class="folded">{content(step)}</div>
        </details>
    }
    .into_any()
}

fn content(step: Step) -> AnyView {
    let editor = use_editor();
    let answers = editor.figures(move |plan, ledger| answers(plan, ledger, step));
    let change = move |to: Route| to.coming_from(Some(Origin::Review)).to_string();
    let Some(plan) = editor.open_plan() else { return ().into_any() };
    let row = move |answer: Answer| {
        let Answer { what, said, step, anchor } = answer;
        let missing = said.is_empty();
        let said = match said.len() {
            0 => w::not_said().into_any(),
            1 => said.into_iter().next().unwrap_or_default().into_any(),
            _ => {
                let items = said.into_iter().map(|said| view! { <li>{said}</li> }).collect_view();
                view! { <ul class="plain">{items}</ul> }.into_any()
            }
        };
        let name = w::change_what(&what);
        view! {
            <div>
                <dt>{what}</dt>
                <dd class:muted=missing>{said}</dd>
                <dd class="no-print">
                    <a href=change(Route::field(plan, step, anchor)) aria-label=name>{w::change()}</a>
                </dd>
            </div>
        }
    };
    view! {
        <p class="small">
            <a href=change(Route::step(plan, step))>{w::change()}<span class="visually-hidden">" "{step_name(step)}</span></a>
        </p>
        <dl class="answer-list">{move || answers.get().into_iter().map(row).collect_view()}</dl>
    }
    .into_any()
}

fn answers(plan: &Plan, ledger: &Ledger, step: Step) -> Vec<Answer> {
    match step {
        Step::Basics => basics(plan),
        Step::Goals => goals::answers(plan),
        Step::Budget => money::answers(plan, ledger),
        Step::Strategy => goals::strategy(plan),
        Step::Seed | Step::Initial | Step::Brand => phases::answers(plan, ledger, step),
        Step::Schedule => schedule::answers(plan),
        Step::Track => tracking::answers(plan),
        Step::Review => Vec::new(),
    }
}

fn basics(plan: &Plan) -> Vec<Answer> {
    let basics = &plan.basics;
    let at = Step::Basics;
    let days = basics.days().map(|days| {
        let count = days.len();
        let span = format::span(days.first(), days.last());
        w::fact_days_value(u64::from(count), &span, &format::count(i64::from(count)))
    });
    let kind = basics.kind.map(|kind| values::choice(ChangedOption::Project(kind)));
    let mut answers = vec![
        Answer::new(w::fact_product(), at, "basics-product").say(&basics.product),
        Answer::new(w::fact_kind(), at, "basics-kind").maybe(kind),
    ];
    for group in &basics.audience {
        let reached_at = labelled(w::reached_at(), &group.reached_at);
        answers
            .push(Answer::new(w::fact_audience(), at, field("audience-who", group.id)).say(&group.who).say(reached_at));
    }
    if basics.audience.is_empty() {
        answers.push(Answer::new(w::fact_audience(), at, "audience-add"));
    }
    answers.extend([
        Answer::new(w::fact_region(), at, "basics-region").say(&basics.region),
        Answer::new(w::fact_days(), at, "basics-first-day").maybe(days),
        Answer::new(w::fact_market(), at, "basics-market").say(values::market(basics.market)),
        Answer::new(w::fact_currency(), at, "basics-currency").say(basics.currency.code()),
    ]);
    answers
}
