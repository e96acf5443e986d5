//! The page frame of a section: the step it belongs to, its tabs, its findings and the way to the next section.

use leptos::html;
use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title, use_navigation};
use crate::app::shell::route::{Origin, Route};
use crate::app::shell::sections::Section;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::editor::use_editor;
use crate::app::workspace::entry_points::StepRegistry;
use crate::app::workspace::section_names::{section_lede, section_name};
use crate::app::workspace::step_loader;
use crate::browser::dom::focus::center_in_row;
use crate::i18n::format;
use crate::i18n::words::{app, changes, common, review, sections, shell};
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::{PlanId, Step};
use crate::widgets::{ButtonKind, ButtonLink, Disclosure};

/// How many findings are shown before the reader asks for all of them.
const FIRST: usize = 8;

/// Everything around a section's own content.
#[component]
pub fn StepPage(
    /// Which section.
    section: Section,
) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    // A step is only rendered with its plan open.
    let Some(plan) = navigation.peek().plan() else { return ().into_any() };
    let registry: StepRegistry = expect_context();
    let step = section.step();
    let name = editor.name();
    set_page_title(move || app::step_of_plan(section_name(section), &app::step_of_plan(step_name(step), &name.get())));
    // Examples and hints speak of the plan's market: with another one, as after an undo, the section is drawn again. Not the
    // section in which the market is chosen, which would lose the focus.
    let content = if section == Section::holding(Step::Basics, "basics-market") {
        step_loader::content(section)
    } else {
        let market = editor.market();
        view! { <For each=move || [market.get()] key=|market| *market children=move |_| step_loader::content(section) /> }
            .into_any()
    };
    let place = app::step_line(&step.number().to_string(), &Step::ALL.len().to_string());
    // Tracked: the reader may come to another field of the same section from elsewhere.
    let origin = Memo::new(move |_| navigation.route().origin());
    let way_back = move || {
        let from = origin.get()?;
        Some(view! { " · " <a href=from.back(plan, step).to_string()>{back_to(from)}</a> })
    };
    view! {
        <div class="step-page">
            <p class="step">{place} {way_back}</p>
            <h1 id=HEADING tabindex="-1" aria-describedby=CURRENT_TAB>{step_name(step)}</h1>
            {section_lede(section).map(|lede| view! { <p class="lede">{lede}</p> })}
            {tabs(plan, section)}
            {(registry.suggestions)(plan, section)}
            {content}
            <Findings plan=plan section=section />
            <StepNavigation plan=plan section=section origin=origin />
        </div>
    }
    .into_any()
}

/// The id of the current tab, which completes the heading for screen readers.
const CURRENT_TAB: &str = "current-section";

/// The sections of the step, each with the number of its errors and warnings.
fn tabs(plan: PlanId, current: Section) -> AnyView {
    let editor = use_editor();
    let one = |section: Section| {
        let pressing = Memo::new(move |_| {
            editor.read_findings(|findings| {
                findings.iter().filter(|finding| is_pressing(finding) && section_of(finding) == section).count()
            })
        });
        let count = move || {
            let found = pressing.get();
            (found > 0).then(|| {
                let (count, text) = format::counted(found);
                view! { " " <span class="count">{sections::to_fix(count, &text)}</span> }
            })
        };
        let is_current = section == current;
        view! {
            <li>
                <a
                    id=is_current.then_some(CURRENT_TAB)
                    href=Route::section(plan, section).to_string()
                    aria-current=is_current.then_some("page")
                >
                    {section_name(section)}
                    {count}
                </a>
            </li>
        }
    };
    let step = current.step();
    let row = NodeRef::<html::Nav>::new();
    // On a phone the current tab may lie beyond the edge.
    Effect::new(move || {
        if let Some(row) = row.get() {
            request_animation_frame(move || center_in_row(&row, CURRENT_TAB));
        }
    });
    view! {
        <nav class="tabs" node_ref=row aria-label=sections::sections_of(step_name(step))>
            <ul>{Section::of_step(step).map(one).collect::<Vec<_>>()}</ul>
        </nav>
    }
    .into_any()
}

/// The links to the next and the previous section.
#[component]
fn StepNavigation(plan: PlanId, section: Section, origin: Memo<Option<Origin>>) -> AnyView {
    let back = section.previous().map_or(Route::Plan(plan), |before| Route::section(plan, before));
    let on = move || match (origin.get(), section.next()) {
        // A reader who came to change one answer goes back to the answers.
        (Some(from), _) => view! {
            <ButtonLink kind=ButtonKind::Primary href=from.back(plan, section.step()).to_string()>
                {back_to(from)}
            </ButtonLink>
        },
        (None, Some(next)) => view! {
            <ButtonLink kind=ButtonKind::Primary href=Route::section(plan, next).to_string()>
                {shell::next(continuation(section, next))}
            </ButtonLink>
        },
        (None, None) => view! { <ButtonLink href=Route::Plan(plan).to_string()>{app::back_to_overview()}</ButtonLink> },
    };
    view! {
        <nav class="actions" aria-label=shell::main_navigation()>
            {on} <ButtonLink href=back.to_string()>{common::back()}</ButtonLink>
        </nav>
    }
    .into_any()
}

/// What comes next: a section of the same step by its name, else the next step.
fn continuation(section: Section, next: Section) -> &'static str {
    if next.step() == section.step() { section_name(next) } else { step_name(next.step()) }
}

/// The section that holds a finding's field.
fn section_of(finding: &Finding) -> Section {
    Section::holding(finding.place.step, finding.place.field)
}

/// Whether a finding is an error or a warning.
fn is_pressing(finding: &Finding) -> bool {
    finding.severity() != Severity::Hint
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

/// The findings on a section: errors and warnings visible, hints collapsed.
#[component]
fn Findings(plan: PlanId, section: Section) -> AnyView {
    let step = section.step();
    let pressing = move |finding: &Finding| section_of(finding) == section && is_pressing(finding);
    let open = move |finding: &Finding| section_of(finding) == section && !is_pressing(finding);
    let (pressing, count) = found(pressing);
    let (hints, hint_count) = found(open);
    let heading = move || {
        let (count, text) = format::counted(count.get());
        app::findings_here(count, &text)
    };
    let hint_heading = Signal::derive(move || app::hints_here(&format::counted(hint_count.get()).1));
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
