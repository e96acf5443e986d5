//! An activity's predecessors: other activities of this phase or any other.

use leptos::prelude::*;

use crate::i18n::words::{common, phase as w};
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::schedule::timeline::can_depend_on;
use crate::steps::phase::Part;
use crate::ui::form::Form;
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, SelectField, SelectOption};

/// The predecessors, and a field that adds one. Activities that depend on this one are not offered.
pub(super) fn view(part: Part, id: ActivityId) -> AnyView {
    let editor = part.editor;
    let form: Form<Activity> = Form::item(editor, id);
    let waits = editor.memo(move |plan| {
        let activity = plan.find(id);
        let named = |&before: &ActivityId| (before, names::activity_of(plan, before));
        activity.map(|activity| activity.after.iter().map(named).collect::<Vec<_>>()).unwrap_or_default()
    });
    let options = editor.memo(move |plan| {
        let waits = plan.find(id).map(|found| found.after.as_slice());
        let waits = waits.unwrap_or_default();
        let mut options = Vec::new();
        // Grouped by phase, so that activities of other phases can be found.
        for phase in &plan.phases {
            let of_phase = plan.activities.iter().filter(|other| other.phase == phase.id);
            for other in of_phase.filter(|other| !waits.contains(&other.id) && can_depend_on(plan, id, other.id)) {
                options
                    .push(SelectOption::new(other.id.to_string(), names::activity(other)).under(names::phase(phase)));
            }
        }
        options
    });
    let add = Callback::new(move |value: String| {
        if let Ok(before) = value.parse::<ActivityId>() {
            form.choose(|activity| {
                if !activity.after.contains(&before) {
                    activity.after.push(before);
                }
            });
        }
    });
    let one = move |(before, name): (ActivityId, String)| {
        let remove = Callback::new(move |()| form.choose(|activity| activity.after.retain(|other| *other != before)));
        view! {
            <li>
                {name.clone()} " "
                <Button kind=ButtonKind::Plain name=w::begins_after_remove(&name) on_press=remove>{common::remove()}</Button>
            </li>
        }
    };
    let any = Memo::new(move |_| waits.with(|waits| !waits.is_empty()));
    let list = move || {
        any.get().then(|| {
            view! {
                <ul aria-label=w::begins_after()>
                    <For each=move || waits.get() key=Clone::clone children=one />
                </ul>
            }
        })
    };
    let possible = Memo::new(move |_| options.with(|options| !options.is_empty()));
    let choice = move || {
        possible.get().then(|| {
            view! {
                <SelectField
                    id=form.anchor("activity-after")
                    label=w::begins_after()
                    hint=Signal::stored(w::begins_after_hint().to_owned())
                    options=options
                    value=Signal::stored(String::new())
                    commit=add
                    placeholder=w::begins_after_choose()
                    optional=true
                />
            }
        })
    };
    view! { <div class="after">{choice} {list}</div> }.into_any()
}
