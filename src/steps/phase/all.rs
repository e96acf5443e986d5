//! All phases of the plan in order: dates, gaps, and actions on a whole phase.

use leptos::prelude::*;

use super::Part;
use super::dates::{length, offer};
use crate::app::shell::route::Route;
use crate::app::{Editor, Navigation, use_editor, use_navigation};
use crate::browser::dom::focus::{Urgency, announce};
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};
use crate::plan::review::findings::{Finding, Issue, step_of};
use crate::plan::{Plan, PlanId};
use crate::ui::labels::{findings, names, values};
use crate::widgets::{Button, Disclosure, MenuButton, MenuItem};

/// The list, collapsed to one line that says how the phases follow each other.
pub(super) fn panel(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let navigation = use_navigation();
    let ids = editor.ids::<Phase>();
    let summary = Memo::new(move |_| editor.read(|plan| editor.findings().with(|findings| summary(plan, findings))));
    let add = Callback::new(move |()| {
        let id: PhaseId = editor.fresh_id();
        if editor.insert(Phase::new(id, PhaseKind::Other)) {
            rename(navigation, plan, id, PhaseKind::Other);
        }
    });
    view! {
        <Disclosure summary=summary>
            <ol class="plain phases">
                <For each=move || ids.get() key=|id| *id children=move |id| row(editor, navigation, plan, id) />
            </ol>
            <p class="actions">{offer(editor, plan)}</p>
            <p class="actions">
                <Button on_press=add>{w::add_another()}</Button>
                <span class="small muted">{w::another_hint()}</span>
            </p>
        </Disclosure>
    }
    .into_any()
}

/// Whether an issue is about a phase's dates, and which phase.
fn about_days(issue: &Issue) -> Option<PhaseId> {
    match issue {
        Issue::PhaseWithoutDays { phase }
        | Issue::PhaseOutOfOrder { phase }
        | Issue::PhaseOutsidePlan { phase, .. }
        | Issue::PhaseGap { phase, .. }
        | Issue::PhaseOverlap { phase, .. }
        | Issue::PhaseOutOfTurn { phase, .. } => Some(*phase),
        _ => None,
    }
}

fn summary(plan: &Plan, findings: &[Finding]) -> String {
    let (n, text) = format::counted(plan.phases.len());
    let faults = findings.iter().filter(|finding| about_days(&finding.issue).is_some()).count();
    let first = plan.phases.iter().filter_map(|phase| phase.first).min();
    let last = plan.phases.iter().filter_map(|phase| phase.last).max();
    let days = first.zip(last).map(|(first, last)| format::span(first, last));
    match (days, faults) {
        (None, _) => w::phases_undated(n, &text),
        (Some(days), 0) => w::phases_whole(n, &text, &days),
        (Some(days), faults) => {
            let (faults, faults_text) = format::counted(faults);
            // The plural follows the number of issues; the number of phases is passed as text.
            w::phases_faulty(faults, &faults_text, &text, &days)
        }
    }
}

fn rename(navigation: Navigation, plan: PlanId, id: PhaseId, kind: PhaseKind) {
    navigation.go(&Route::field(plan, step_of(kind), "phase-name-".to_owned() + &id.to_string()));
}

fn row(editor: Editor, navigation: Navigation, plan: PlanId, id: PhaseId) -> AnyView {
    let Some(kind) = editor.peek(|plan| plan.find(id).map(|phase| phase.kind)) else { return ().into_any() };
    let name = editor.memo(move |plan| plan.find(id).map(names::phase).unwrap_or_default());
    let place = editor.memo(move |plan| {
        let at = plan.phases.iter().position(|phase| phase.id == id).unwrap_or_default();
        format::counted(at + 1).1
    });
    let about = editor.memo(move |plan| plan.find(id).map(|phase| about(plan, phase)).unwrap_or_default());
    let found = Memo::new(move |_| {
        editor.read(|plan| {
            editor.findings().with(|findings| {
                let here = findings.iter().filter(|finding| about_days(&finding.issue) == Some(id));
                here.map(|finding| (finding.place.anchor(), findings::sentence(finding, plan))).collect::<Vec<_>>()
            })
        })
    });
    let moved = move |by: isize| {
        if editor.shift(id, by) {
            let said = editor.peek(|plan| {
                let at = plan.phases.iter().position(|phase| phase.id == id).unwrap_or_default();
                w::phase_moved(&plan.find(id).map(names::phase).unwrap_or_default(), &format::counted(at + 1).1)
            });
            announce(&said, Urgency::Polite);
        }
    };
    let menu = move || {
        let name = name.get();
        let what = name.clone();
        let items = vec![
            MenuItem::new(common::rename(), Callback::new(move |()| rename(navigation, plan, id, kind))),
            MenuItem::new(common::move_up(), Callback::new(move |()| moved(-1))),
            MenuItem::new(common::move_down(), Callback::new(move |()| moved(1))),
            MenuItem::new(common::delete(), Callback::new(move |()| _ = editor.remove(id, &what))).danger(),
        ];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let to = Route::field(plan, step_of(kind), "phase-first-".to_owned() + &id.to_string()).to_string();
    let faults = move || {
        let fault = |(anchor, words): (String, String)| {
            let href = Route::field(plan, step_of(kind), anchor).to_string();
            view! { <a class="small" href=href>{words}</a> }
        };
        found.get().into_iter().map(fault).collect::<Vec<_>>()
    };
    let tag = "tag ".to_owned() + names::tone(Some(kind)).class();
    view! {
        <li>
            <span class=tag>{move || place.get()}</span>
            <span>
                <a href=to>{move || name.get()}</a>
                " "
                <span class="small muted">{move || about.get()}</span>
                {faults}
            </span>
            {menu}
        </li>
    }
    .into_any()
}

/// Dates and objective on one line.
fn about(plan: &Plan, phase: &Phase) -> String {
    let days =
        phase.days().map(|days| w::phase_days(&format::span_short(days.first(), days.last()), &length(days.len())));
    let objective = phase.objective.and_then(|objective| Some((objective.metric, objective.number?)));
    let objective = objective.map(|(metric, number)| {
        let unit = values::unit_of(plan, metric);
        let name = metric.map_or_else(|| w::people().to_owned(), |_| names::metric_of(plan, metric));
        common::labelled(&name, &names::value(number, unit, plan.basics.currency))
    });
    let parts: Vec<String> = [days, objective].into_iter().flatten().collect();
    parts.join(" · ")
}

/// The phase's name field, for phases without a standard name.
pub(super) fn name_field(part: Part) -> AnyView {
    use crate::lens;
    use crate::ui::form::Label;
    let label = Label::new(common::name());
    let label = match part.kind {
        PhaseKind::Other => label.hint(w::name_hint()),
        kind => label.hint(w::name_hint_usual()).optional().placeholder(names::phase(&Phase::new(part.id, kind))),
    };
    part.form().text("phase-name", label, lens!(name))
}
