//! The north star metric: proposed for the kind of project, adopted with one click, changeable at any time.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{goals as w, terms};
use crate::plan::Step;
use crate::plan::catalogue::north_stars::{Proposal, proposals};
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::goals::NorthStar;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{CustomMetric, MetricDefinition};
use crate::ui::labels::values::project_kind;
use crate::ui::labels::{names, north_stars};
use crate::ui::plan_summary;
use crate::widgets::{Button, ButtonLink, SelectField, SelectOption, TextArea, explained_heading};

/// The section; its id is the target of the finding about a missing north star.
pub fn section() -> AnyView {
    let editor = use_editor();
    let chosen = editor.memo(|plan| plan.goals.north_star.is_some());
    let goal = editor.memo(plan_summary::goal);
    view! {
        <section id="north-star" tabindex="-1" aria-labelledby="north-star-heading">
            {explained_heading("north-star-heading", w::north_star(), terms::north_star(), terms::north_star_text())}
            <p class="muted">{w::north_star_intro()}</p>
            <Show when=move || chosen.get() fallback=move || none_yet(editor)>
                <p class="star">{move || goal.get()}</p>
                <div class="abreast">{choice(editor)} {why(editor)}</div>
            </Show>
        </section>
    }
    .into_any()
}

fn none_yet(editor: Editor) -> AnyView {
    let kind = editor.memo(|plan| plan.basics.kind);
    let market = editor.market();
    let any_metric = editor.memo(|plan| !plan.goals.metrics.is_empty());
    let offered = move || match kind.get() {
        Some(kind) => offers(editor, kind, market.get()),
        None => {
            let basics = editor
                .open_plan()
                .map(|plan| Route::field(plan, Step::Basics, "basics-kind").to_string())
                .unwrap_or_default();
            view! {
                <p>{w::kind_missing()}</p>
                <p><ButtonLink href=basics>{w::kind_missing_link()}</ButtonLink></p>
            }
            .into_any()
        }
    };
    view! {
        <div class="empty">
            <p>{w::north_star_none()}</p>
            {offered}
            <Show when=move || any_metric.get() fallback=|| ()>{choice(editor)}</Show>
        </div>
    }
    .into_any()
}

fn offers(editor: Editor, kind: ProjectKind, market: Market) -> AnyView {
    let one = |proposal: &'static Proposal| {
        let name = north_stars::name(*proposal);
        let take = Callback::new(move |()| take(editor, *proposal));
        view! {
            <li>
                <Button on_press=take>{w::take(name)}</Button>
                <p class="muted small">{north_stars::reason(*proposal)}</p>
            </li>
        }
    };
    view! {
        <p>{w::proposed_for(project_kind(kind))}</p>
        <ul class="plain offers">{proposals(kind, market).iter().map(one).collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

/// Adopts a proposal as a single undo step: an existing metric of that kind becomes the north star, else one is added.
fn take(editor: Editor, proposal: Proposal) {
    let definition = match proposal {
        Proposal::Dictionary(key) => MetricDefinition::Dictionary(key.to_owned()),
        Proposal::Reservations => MetricDefinition::Custom(CustomMetric {
            name: w::reservations().to_owned(),
            unit: Unit::Count,
            adds_up: AddsUp::Sum,
            better: Better::Up,
        }),
    };
    let there =
        editor.peek(|plan| plan.goals.metrics.iter().find(|metric| metric.definition == definition).map(|m| m.id));
    let mut edits = Vec::new();
    let id = there.unwrap_or_else(|| {
        let id = editor.fresh_id();
        let item = Box::new(super::metrics::begun(editor, id, definition));
        edits.push(PlanEdit::Metric(ListEdit::Insert { at: 0, item }));
        id
    });
    edits.push(PlanEdit::NorthStar(Some(NorthStar { metric: id, why: north_stars::reason(proposal).to_owned() })));
    if editor.edit(PlanEdit::Batch(edits), None) {
        focus_when_rendered(crate::ui::form::Form::item(editor, id).anchor("metric-baseline"));
    }
}

/// The choice among the plan's metrics.
fn choice(editor: Editor) -> AnyView {
    let options = editor.memo(|plan| {
        let metrics = &plan.goals.metrics;
        metrics
            .iter()
            .map(|metric| SelectOption::new(metric.id.to_string(), names::metric(&metric.definition)))
            .collect()
    });
    let value =
        editor.memo(|plan| plan.goals.north_star.as_ref().map(|star| star.metric.to_string()).unwrap_or_default());
    let commit = Callback::new(move |value: String| {
        let star = editor.peek(|plan| {
            let metric = plan.goals.metrics.iter().find(|metric| metric.id.to_string() == value)?.id;
            let why = plan.goals.north_star.as_ref().map(|star| star.why.clone()).unwrap_or_default();
            Some(NorthStar { metric, why })
        });
        editor.set_north_star("", star);
    });
    let label = if value.with_untracked(String::is_empty) { w::choose_star() } else { w::star_metric() };
    view! {
        <SelectField id="north-star-metric" label=label options=options value=value commit=commit placeholder=w::star_none_choice() />
    }
    .into_any()
}

fn why(editor: Editor) -> AnyView {
    let value = editor.memo(|plan| plan.goals.north_star.as_ref().map(|star| star.why.clone()).unwrap_or_default());
    let commit = Callback::new(move |why: String| {
        let metric = editor.peek(|plan| plan.goals.north_star.as_ref().map(|star| star.metric));
        if let Some(metric) = metric {
            editor.set_north_star("north-star-why", Some(NorthStar { metric, why }));
        }
    });
    view! { <TextArea id="north-star-why" label=w::star_why() value=value commit=commit rows=2 optional=true /> }
        .into_any()
}
