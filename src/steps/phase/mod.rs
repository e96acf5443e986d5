//! A phase as a step: what seed users, initial users and brand promotion share.
//!
//! Each section shows its part of the step's own phase, and below it that of further phases that belong to the step:
//! every finding about a phase needs a field to link to. Custom phases belong to the brand promotion step.

mod activities;
mod all;
mod card;
mod channels;
pub(super) mod choices;
mod cost;
mod criteria_status;
mod dates;
mod exit_criteria;
mod feedback;
pub(super) mod feedback_files;
mod figure;
mod groups;
mod methods;
mod money;
mod nested_fields;
mod objective;
mod partners;
mod partners_table;
mod people;
mod predecessors;
mod risks;

use leptos::prelude::*;

use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::{Editor, use_editor};
use crate::browser::page::clock;
use crate::i18n::words::{phase as w, timeline};
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};

use crate::plan::phases::exit_criteria::{CriteriaCheck, as_of, criteria_checks};
use crate::plan::review::findings::step_of;
use crate::plan::{Plan, PlanId, Step};
use crate::ui::form::Form;
use crate::ui::labels::names;
use crate::widgets::{Button, EmptyState};

/// One phase on the page.
#[derive(Clone, Copy)]
struct Part {
    editor: Editor,
    plan: PlanId,
    id: PhaseId,
    kind: PhaseKind,
    /// Whether it is shown below the step's own phase, with headings one level down.
    deep: bool,
    /// The status of the plan's exit criteria.
    checks: Memo<Vec<CriteriaCheck>>,
    /// The key of the item added last: it is open.
    opened: RwSignal<String>,
}

impl Part {
    fn form(self) -> Form<Phase> {
        Form::item(self.editor, self.id)
    }

    /// The id on the page of an element of this phase.
    fn anchor(self, name: &str) -> String {
        self.form().anchor(name)
    }

    /// The address of a step.
    fn to(self, step: Step) -> String {
        Route::step(self.plan, step).to_string()
    }

    /// The address of a field of a step.
    fn to_field(self, step: Step, anchor: String) -> String {
        Route::field(self.plan, step, anchor).to_string()
    }

    /// A section of the phase.
    fn section(self, name: &str, title: &'static str, body: AnyView) -> AnyView {
        self.explained_section(name, title, ().into_any(), body)
    }

    /// A section of the phase with the explanation of a term beside its heading.
    fn explained_section(self, name: &str, title: &'static str, explanation: AnyView, body: AnyView) -> AnyView {
        let id = self.anchor(name);
        let heading = if self.deep {
            view! { <h3 id=id.clone()>{title}</h3> }.into_any()
        } else {
            view! { <h2 id=id.clone()>{title}</h2> }.into_any()
        };
        view! { <section aria-labelledby=id><div class="explained">{heading} {explanation}</div> {body}</section> }
            .into_any()
    }

    /// The heading of a card within a section.
    fn card_heading(self, title: impl Into<Signal<String>>) -> AnyView {
        let title = title.into();
        if self.deep {
            view! { <h4>{move || title.get()}</h4> }.into_any()
        } else {
            view! { <h3>{move || title.get()}</h3> }.into_any()
        }
    }
}

/// A link to the phase in the timeline.
fn to_timeline(part: Part) -> AnyView {
    let href = Route::PlanView { plan: part.plan, view: PlanView::Timeline }.to_string();
    view! { <p class="small"><a href=href>{timeline::link()}</a></p> }.into_any()
}

/// A section of a step about a phase.
pub fn content(section: Section) -> AnyView {
    let editor = use_editor();
    let step = section.step();
    let own = step.phase().unwrap_or_default();
    let ids = editor.memo(move |plan| {
        let phases = plan.phases.iter().filter(|phase| step_of(phase.kind) == step);
        phases.map(|phase| phase.id).collect::<Vec<_>>()
    });
    let first = editor.memo(move |plan| plan.phase_of_kind(own).map(|phase| phase.id));
    let missing = move || first.get().is_none().then(|| none_yet(editor, own));
    let checks = editor.memo(|plan| criteria_checks(plan, as_of(plan, clock::today())));
    let plan = editor.peek(|plan| plan.id);
    let shows_dates = matches!(section, Section::SeedProfile | Section::InitialDates | Section::BrandDates);
    view! {
        {missing}
        {shows_dates.then(|| all::panel(plan))}
        <For
            each=move || ids.get()
            key=|id| *id
            children=move |id| one(editor, section, checks, id, first.get_untracked() != Some(id))
        />
    }
    .into_any()
}

fn none_yet(editor: Editor, kind: PhaseKind) -> AnyView {
    let add = Callback::new(move |()| {
        let at = editor.peek(|plan| place_for(plan, kind));
        editor.insert_at(at, Phase::new(editor.fresh_id(), kind));
    });
    let (text, example) = match kind {
        PhaseKind::Seed => (w::no_seed(), w::no_seed_example()),
        PhaseKind::Initial => (w::no_initial(), w::no_initial_example()),
        PhaseKind::Brand | PhaseKind::Other => (w::no_brand(), w::no_brand_example()),
    };
    view! {
        <EmptyState text=text example=example>
            <Button on_press=add>{w::add_phase()}</Button>
        </EmptyState>
    }
    .into_any()
}

/// Phases are in standard order: seed users, initial users, brand promotion, then custom ones.
fn place_for(plan: &Plan, kind: PhaseKind) -> usize {
    let rank = |kind: PhaseKind| kind as u8;
    plan.phases.iter().position(|phase| rank(phase.kind) > rank(kind)).unwrap_or(plan.phases.len())
}

fn one(editor: Editor, section: Section, checks: Memo<Vec<CriteriaCheck>>, id: PhaseId, deep: bool) -> AnyView {
    let Some((plan, kind)) = editor.peek(|plan| Some((plan.id, plan.find(id)?.kind))) else {
        return ().into_any();
    };
    let part = Part { editor, plan, id, kind, deep, checks, opened: RwSignal::new(String::new()) };
    let parts = match section {
        Section::InitialChannels => vec![(kind == PhaseKind::Initial).then(|| channels::section(part))],
        Section::SeedGroups => vec![Some(groups::section(part)), Some(feedback::section(part))],
        Section::BrandPartners => vec![Some(partners::section(part))],
        Section::SeedActivities => vec![
            methods::section(part),
            Some(activities::section(part)),
            Some(partners::section(part)),
            Some(risks::section(part)),
        ],
        Section::InitialActivities => vec![
            methods::section(part),
            Some(activities::section(part)),
            Some(groups::section(part)),
            Some(partners::section(part)),
            Some(feedback::section(part)),
            Some(risks::section(part)),
        ],
        Section::BrandActivities => vec![
            methods::section(part),
            Some(activities::section(part)),
            Some(groups::section(part)),
            Some(feedback::section(part)),
            Some(risks::section(part)),
        ],
        Section::SeedCriteria | Section::InitialCriteria | Section::BrandCriteria => {
            vec![Some(exit_criteria::section(part))]
        }
        _ => vec![Some(when(part)), (!deep).then(|| people::section(part)), Some(money::section(part))],
    };
    if !deep {
        return parts.into_any();
    }
    let name = editor.memo(move |plan| plan.find(id).map(names::phase).unwrap_or_default());
    let heading = part.anchor("phase-heading");
    view! {
        <section class="phase-more" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{move || name.get()}</h2>
            {parts}
        </section>
    }
    .into_any()
}

/// Dates and goal. A custom phase starts with its name field; standard phases have names.
fn when(part: Part) -> AnyView {
    let name = all::name_field(part);
    let (naming, renaming) = if part.kind == PhaseKind::Other { (Some(name), None) } else { (None, Some(name)) };
    let fields = view! { {naming} {dates::fields(part)} {objective::fields(part)} {renaming} {to_timeline(part)} };
    part.section("phase-when", w::when_and_how_much(), fields.into_any())
}
