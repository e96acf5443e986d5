//! The dialog that renames a plan on the list of plans.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::app::shell::plan_list::PlanList;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{common, home};
use crate::plan::PlanId;
use crate::widgets::{Button, Dialog, TextField, UnsubmittedText};

const FIELD: &str = "rename-plan";
/// The stash key of a typed name that is not saved, after the plan's id.
const KEPT: &str = "rename-plan-text";

/// The rename in progress: the plan with its current name, and the typed name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Renaming {
    plan: RwSignal<Option<(PlanId, String)>>,
    typed: UnsubmittedText,
}

impl Renaming {
    /// Opens the dialog with the current name.
    pub fn begin(self, plan: PlanId, name: &str) {
        // The key names the plan, whichever is open.
        self.typed.begin([&plan.to_string(), "/", KEPT].concat(), name.to_owned());
        self.plan.set(Some((plan, name.to_owned())));
        focus_when_rendered(FIELD.to_owned());
    }
}

/// The dialog.
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
            // The typed name is in no plan yet, so Ctrl+Z is the browser's own undo.
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
