//! The first section of each phase step: its people or places, and what continues from the phase before.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::{brand, initial, phase as w, seed};
use crate::lens;
use crate::plan::Step;
use crate::plan::model::phase::PhaseKind;
use crate::steps::phase::Part;
use crate::ui::form::Label;

/// The people, the places, and what continues.
pub(super) fn section(part: Part) -> AnyView {
    let form = part.form();
    match part.kind {
        PhaseKind::Seed => {
            let body = view! {
                {form.area(
                    "phase-profile",
                    Label::new(seed::profile()).hint(seed::profile_hint()).placeholder(part.editor.by_market(seed::profile_example, seed::profile_example_abroad)),
                    2,
                    lens!(profile),
                )}
                <fieldset class="traits">
                    <legend>{seed::who_text()}<small>{seed::who_how()}</small></legend>
                    {form.text(
                        "phase-trait-interact",
                        Label::new(seed::trait_interact()).placeholder(seed::trait_interact_example()),
                        lens!(traits.interact),
                    )}
                    {form.text(
                        "phase-trait-promote",
                        Label::new(seed::trait_promote()).placeholder(seed::trait_promote_example()),
                        lens!(traits.promote),
                    )}
                    {form.text(
                        "phase-trait-advise",
                        Label::new(seed::trait_advise()).placeholder(seed::trait_advise_example()),
                        lens!(traits.advise),
                    )}
                </fieldset>
                {form.text(
                    "phase-region",
                    Label::new(seed::kept_to()).hint(seed::kept_to_hint()).placeholder(seed::kept_to_example()),
                    lens!(region),
                )}
                {region(part)}
            };
            part.section("phase-who", seed::who(), body.into_any())
        }
        PhaseKind::Initial => {
            let body = view! {
                {form.area("phase-profile", Label::new(initial::profile()).hint(initial::profile_hint()), 2, lens!(profile))}
            };
            part.section("phase-who", initial::who(), body.into_any())
        }
        PhaseKind::Brand | PhaseKind::Other => {
            let body = view! {
                {goes_on(part)}
                {form.area("phase-profile", Label::new(brand::profile()).hint(brand::profile_hint()), 2, lens!(profile))}
            };
            part.section("phase-who", brand::who(), body.into_any())
        }
    }
}

/// The launch area, entered in Basics.
fn region(part: Part) -> AnyView {
    let region = part.editor.memo(|plan| plan.basics.region.clone());
    let basics = part.to_field(Step::Basics, "basics-region".to_owned());
    let said = move || {
        let region = region.get();
        if region.trim().is_empty() { seed::no_region().to_owned() } else { seed::region(&region) }
    };
    view! { <p class="small">{said} " " <a href=basics>{w::to_basics()}</a></p> }.into_any()
}

/// What continues from the initial users phase, listed so that nobody has to look it up.
fn goes_on(part: Part) -> AnyView {
    let names = part.editor.memo(|plan| {
        let initial = plan.phase_of_kind(PhaseKind::Initial).map(|phase| phase.id);
        let activities = plan.activities.iter().filter(|activity| Some(activity.phase) == initial);
        activities.map(|activity| activity.name.clone()).filter(|name| !name.trim().is_empty()).collect::<Vec<_>>()
    });
    let initial = part.to(Step::Initial);
    let said = move || {
        names.with(|names| {
            if names.is_empty() { brand::goes_on_none().to_owned() } else { brand::goes_on(&format::list(names)) }
        })
    };
    view! { <p>{said} " " <a href=initial>{brand::to_initial()}</a></p> }.into_any()
}
