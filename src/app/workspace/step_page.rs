//! The page frame of a step: its place on the path, its lede, its findings and the way to the next step.

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::route::{Origin, Route};
use crate::app::shell::step_names::{step_in_sentence, step_name};
use crate::app::workspace::deferred_updates::DeferredUpdates;
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::entry_points::StepRegistry;
use crate::i18n::format;
use crate::i18n::words::{app, changes, common, review, shell};
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::{PlanId, Step};
use crate::widgets::{ButtonKind, ButtonLink, Disclosure};

/// How many findings are shown before the reader asks for all of them.
const FIRST: usize = 8;

/// Everything around a step's own content.
#[component]
pub fn StepPage(
    /// Which step.
    step: Step,
    /// What it is about, under the heading.
    #[prop(into)]
    lede: String,
    /// Leaves out the sidebar, where the content needs the full width.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: Children,
) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let registry: StepRegistry = expect_context();
    // A step is only rendered with its plan open.
    let Some(plan) = navigation.peek().plan() else { return ().into_any() };
    let name = editor.name();
    set_page_title(move || app::step_of_plan(step_name(step), &name.get()));
    let place = app::step_line(&step.number().to_string(), &Step::ALL.len().to_string());
    // Tracked: the reader may come to another field of the same step from elsewhere.
    let origin = Memo::new(move |_| navigation.route().origin());
    let way_back = move || {
        let from = origin.get()?;
        Some(view! { " · " <a href=from.back(plan, step).to_string()>{back_to(from)}</a> })
    };
    let content = view! {
        <p class="step">
            {place} " · " <a href=Route::Plan(plan).to_string()>{shell::all_steps()}</a> {way_back}
        </p>
        <h1 id=HEADING tabindex="-1">{step_name(step)}</h1>
        <p class="lede">{lede}</p>
        {children()}
        <DeferredUpdates>
            <Findings plan=plan step=step />
        </DeferredUpdates>
        <StepNavigation plan=plan step=step origin=origin />
    };
    if wide {
        return view! { <div class="wide">{content}</div> }.into_any();
    }
    view! {
        <div class="page">
            <div>{content}</div>
            <aside class="rail" aria-labelledby="rail-heading">
                <h2 id="rail-heading">{shell::plan_so_far()}</h2>
                <DeferredUpdates>
                    <dl>{(registry.rail)()}</dl>
                </DeferredUpdates>
            </aside>
        </div>
    }
    .into_any()
}

/// The links to the next and the previous step.
#[component]
fn StepNavigation(plan: PlanId, step: Step, origin: Memo<Option<Origin>>) -> AnyView {
    let next = Step::ALL.get(step.number()).copied();
    let before = step.number().checked_sub(2).and_then(|at| Step::ALL.get(at).copied());
    let back = before.map_or(Route::Plan(plan), |before| Route::step(plan, before));
    let on = move || match (origin.get(), next) {
        // A reader who came to change one answer goes back to the answers.
        (Some(from), _) => view! {
            <ButtonLink kind=ButtonKind::Primary href=from.back(plan, step).to_string()>{back_to(from)}</ButtonLink>
        },
        (None, Some(next)) => view! {
            <ButtonLink kind=ButtonKind::Primary href=Route::step(plan, next).to_string()>
                {shell::continue_to(step_in_sentence(next))}
            </ButtonLink>
        },
        (None, None) => view! { <ButtonLink href=Route::Plan(plan).to_string()>{app::back_to_steps()}</ButtonLink> },
    };
    view! {
        <nav class="actions" aria-label=shell::main_navigation()>
            {on} <ButtonLink href=back.to_string()>{common::back()}</ButtonLink>
        </nav>
    }
    .into_any()
}

fn back_to(from: Origin) -> &'static str {
    match from {
        Origin::Review => review::back_to_review(),
        Origin::Changes => changes::back_to_changes(),
    }
}

/// A finding as the page shows it.
#[derive(Clone, PartialEq)]
struct Shown {
    severity: Severity,
    anchor: String,
    sentence: String,
}

/// The findings on a step: errors and warnings visible, hints collapsed.
#[component]
fn Findings(plan: PlanId, step: Step) -> AnyView {
    let pressing = move |finding: &Finding| finding.place.step == step && finding.severity() != Severity::Hint;
    let open = move |finding: &Finding| finding.place.step == step && finding.severity() == Severity::Hint;
    let (pressing, count) = found(pressing);
    let (hints, hint_count) = found(open);
    let heading = move || {
        let (count, text) = format::counted(count.get());
        app::findings_here(count, &text)
    };
    let hint_heading = Signal::derive(move || {
        let (count, text) = format::counted(hint_count.get());
        app::hints_here(count, &text)
    });
    let any = Memo::new(move |_| count.get() > 0);
    let any_hint = Memo::new(move |_| hint_count.get() > 0);
    view! {
        <section class="found">
            <Show when=move || any.get() fallback=|| ()>
                <h2>{heading}</h2>
                {list(plan, step, pressing, count)}
            </Show>
            <Show when=move || any_hint.get() fallback=|| ()>
                <Disclosure summary=hint_heading>{list(plan, step, hints, hint_count)}</Disclosure>
            </Show>
        </section>
    }
    .into_any()
}

/// Findings to show, and whether all of them are wanted.
type Shortlist = (Memo<Vec<Shown>>, RwSignal<bool>);

fn found(is_meant: impl Fn(&Finding) -> bool + Copy + Send + Sync + 'static) -> (Shortlist, Memo<usize>) {
    let editor = use_editor();
    let registry: StepRegistry = expect_context();
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| {
        editor.read_findings(|findings| findings.iter().filter(|finding| is_meant(finding)).count())
    });
    let shown = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        editor.read(|plan| {
            editor.read_findings(|findings| {
                let meant = findings.iter().filter(|finding| is_meant(finding)).take(most);
                meant
                    .map(|finding| Shown {
                        severity: finding.severity(),
                        anchor: finding.place.anchor(),
                        sentence: (registry.finding_words)(finding, plan),
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    ((shown, all), count)
}

fn list(plan: PlanId, step: Step, (shown, all): Shortlist, count: Memo<usize>) -> AnyView {
    let navigation = use_navigation();
    let one = move |shown: Shown| {
        // The origin is kept from one field of the step to the next.
        let to = Route::field(plan, step, shown.anchor).coming_from(navigation.peek().origin());
        let (class, kind) = match shown.severity {
            Severity::Error => ("error", common::kind_error()),
            Severity::Warning => ("warning", common::kind_warning()),
            Severity::Hint => ("hint", common::kind_hint()),
        };
        let href = to.to_string();
        // A second click on the same link does not change the address, but still focuses the field.
        let again = move |_| {
            if navigation.peek() == to {
                navigation.go(&to);
            }
        };
        view! {
            <li class=class>
                <span class="visually-hidden">{kind} " "</span>
                <a href=href on:click=again>{shown.sentence}</a>
            </li>
        }
        .into_any()
    };
    let more = move || {
        (count.get() > FIRST && !all.get()).then(|| {
            view! {
                <button type="button" class="btn plain" on:click=move |_| all.set(true)>
                    {common::show_all()} " (" {move || format::counted(count.get()).1} ")"
                </button>
            }
        })
    };
    view! {
        <ul class="findings">{move || shown.get().into_iter().map(one).collect::<Vec<_>>()}</ul>
        {more}
    }
    .into_any()
}

/// The error of a field in the findings, by its DOM id: the `problem` of the field. Contradictions only; what is
/// missing or doubtful is listed below the step and does not mark an empty form as wrong.
pub fn problem_at(anchor: impl Into<String>) -> Signal<Option<String>> {
    let editor = use_editor();
    let registry: StepRegistry = expect_context();
    let anchor = anchor.into();
    let problem = Memo::new(move |_| {
        editor.read_findings(|findings| {
            let here = findings
                .iter()
                .find(|finding| finding.severity() == Severity::Error && finding.place.anchor() == anchor);
            here.map(|finding| editor.read(|plan| (registry.finding_words)(finding, plan)))
        })
    });
    problem.into()
}
