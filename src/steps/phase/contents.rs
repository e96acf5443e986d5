//! The page's table of contents with the progress of each section.

use leptos::prelude::*;

use super::Part;
use crate::app::shell::route::Route;
use crate::i18n::format;
use crate::i18n::words::{brand, initial, phase as w, seed};
use crate::plan::model::phase::{Phase, PhaseKind};
use crate::plan::review::findings::step_of;
use crate::steps::phase::criteria_status::status;
use crate::ui::labels::names;

/// Links to the sections of the page, each with its state.
pub(super) fn nav(part: Part) -> AnyView {
    let editor = part.editor;
    let days = editor.memo(move |plan| {
        let days = plan.find(part.id).and_then(Phase::days);
        days.map(|days| format::span_short(days.first(), days.last())).unwrap_or_default()
    });
    let counted = move |count: usize| if count == 0 { String::new() } else { format::counted(count).1 };
    let groups = editor.memo(move |plan| {
        let groups = plan.groups.iter().filter(|group| group.phase == part.id);
        counted(groups.map(|group| group.count as usize).sum())
    });
    let activities =
        editor.memo(move |plan| counted(plan.activities.iter().filter(|activity| activity.phase == part.id).count()));
    let partners =
        editor.memo(move |plan| counted(plan.partners.iter().filter(|partner| partner.phase == part.id).count()));
    let feedback = editor.memo(move |plan| counted(plan.feedback.iter().filter(|item| item.phase == part.id).count()));
    let risks = editor.memo(move |plan| counted(plan.risks.iter().filter(|risk| risk.phase == part.id).count()));
    let money = editor.figures(move |plan, ledger| {
        let found = ledger.totals().phases.iter().find(|phase| phase.phase == part.id);
        let planned = found.map(|phase| phase.planned).filter(|planned| planned.minor() != 0);
        planned.map(|planned| names::money_plain(planned, plan.basics.currency)).unwrap_or_default()
    });
    let criteria = Memo::new(move |_| status(part));
    let nothing = Signal::stored(String::new());
    let who = match part.kind {
        PhaseKind::Seed => seed::who(),
        PhaseKind::Initial => initial::who(),
        PhaseKind::Brand | PhaseKind::Other => brand::who(),
    };
    let kind = part.kind;
    let entries: Vec<(&'static str, &'static str, Signal<String>, bool)> = vec![
        ("phase-who", who, nothing, true),
        ("phase-when", w::when_and_how_much(), days.into(), true),
        ("phase-channels", initial::channels(), nothing, kind == PhaseKind::Initial),
        ("phase-groups", seed::groups(), groups.into(), kind == PhaseKind::Seed),
        ("phase-activities", w::activities(), activities.into(), true),
        ("phase-partners", brand::partners(), partners.into(), kind == PhaseKind::Brand),
        ("phase-feedback", seed::feedback(), feedback.into(), kind == PhaseKind::Seed),
        ("phase-risks", w::risks(), risks.into(), true),
        ("phase-money", w::money(), money.into(), true),
        ("phase-criteria", w::criteria(), criteria.into(), true),
    ];
    let link = |(anchor, title, state, _): (&'static str, &'static str, Signal<String>, bool)| {
        let href = Route::field(part.plan, step_of(kind), part.anchor(anchor)).to_string();
        view! { <li><a href=href>{title}</a> <span class="muted">{move || state.get()}</span></li> }
    };
    let links: Vec<_> = entries.into_iter().filter(|entry| entry.3).map(link).collect();
    view! { <nav class="contents" aria-label=w::on_this_page()><ul class="plain">{links}</ul></nav> }.into_any()
}
