//! A plan's new name, asked for on the list of plans.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::app::shell::plan_list::PlanList;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{common, home};
use crate::plan::PlanId;
use crate::widgets::{Button, Dialog, TextField, UnsubmittedText};

const FIELD: &str = "rename-plan";
/// What a name that is typed and not saved is kept under, behind its plan's id.
const KEPT: &str = "rename-plan-text";

/// The renaming of a plan: which one with its name so far, and the name being typed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Renaming {
    plan: RwSignal<Option<(PlanId, String)>>,
    typed: UnsubmittedText,
}

impl Renaming {
    /// Begins with the name the plan has.
    pub fn begin(self, plan: PlanId, name: &str) {
        // Of that plan, whichever is open.
        self.typed.begin([&plan.to_string(), "/", KEPT].concat(), name.to_owned());
        self.plan.set(Some((plan, name.to_owned())));
        focus_when_rendered(FIELD.to_owned());
    }
}

/// Asks for a plan's new name.
pub(crate) fn dialog(plan_list: PlanList, renaming: Renaming) -> AnyView {
    let Renaming { plan, typed } = renaming;
    let close = Callback::new(move |()| {
        typed.end();
        plan.set(None);
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some((id, _)) = plan.get_untracked() {
            plan_list.rename(id, &typed.peek());
        }
        close.run(());
    };
    let title = move || plan.get().map(|(_, name)| home::rename_title(&name)).unwrap_or_default();
    view! {
        <Dialog open=Signal::derive(move || plan.get().is_some()) on_close=close title=Signal::derive(title)>
            // What is typed here is in no plan yet: Ctrl+Z is the browser's own.
            <form on:submit=save attr:data-own-undo="">
                <TextField
                    id=FIELD
                    label=home::rename_label()
                    value=typed.signal()
                    commit=Callback::new(move |text| typed.typed(text))
                />
                <div class="actions">
                    <button type="submit" class="btn">{common::save()}</button>
                    <Button on_press=close>{common::cancel()}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
