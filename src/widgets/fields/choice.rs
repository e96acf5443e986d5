//! Choice fields: a list, a few radio buttons, or a checkbox. They know no plan.

use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::fill_select;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{error_id, error_message, field_component, invalid};

/// An option of a [`SelectField`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    /// The value that is committed.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The heading of its group.
    pub group: Option<String>,
}

impl SelectOption {
    /// An option outside of a group.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), group: None }
    }

    /// The same option in a group.
    #[must_use]
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

field_component! {
    /// A choice from a list.
    pub fn SelectField(
        field;
        /// The options; those of one group are adjacent.
        #[prop(into)]
        options: Signal<Vec<SelectOption>>,
        /// The value of the selected option; the field is blank where no option has it.
        #[prop(into)]
        value: Signal<String>,
        /// Takes the selected value.
        commit: Callback<String>,
        /// The first option, with an empty value, such as "Choose…".
        #[prop(optional, into)]
        placeholder: Option<String>,
    ) {
        let node = NodeRef::<html::Select>::new();
        let alive = Alive::here();
        let message = field.message();
        let described = field.described_by(message);
        // Options are created by hand: a list of channels in every row of a table would otherwise cost a view node
        // each, and the value can only be set once they exist.
        Effect::new(move |filled: Option<Vec<SelectOption>>| {
            let (options, selected) = (options.get(), value.get());
            if let Some(select) = node.get() {
                if filled.as_ref() != Some(&options) {
                    let first = placeholder.as_deref().map(|label| ("", label, None));
                    let rest = options
                        .iter()
                        .map(|option| (option.value.as_str(), option.label.as_str(), option.group.as_deref()));
                    fill_select(&select, &first.into_iter().chain(rest).collect::<Vec<_>>());
                }
                select.set_value(&selected);
            }
            options
        });
        let control = view! {
            <select
                node_ref=node
                id=field.id.clone()
                aria-invalid=move || invalid(message).get()
                aria-describedby=move || described.get()
                on:change=alive.guard(move |event| commit.run(event_target_value(&event)))
            ></select>
        };
        field.around(message, control.into_any())
    }
}

/// A checkbox.
#[component]
pub fn Checkbox(
    /// Its id on the page, which findings link to.
    #[prop(into)]
    id: String,
    /// What it means when ticked.
    #[prop(into)]
    label: String,
    /// A hint beside the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    commit: Callback<bool>,
    /// Shows the label to screen readers only, as in a table.
    #[prop(optional)]
    bare: bool,
) -> AnyView {
    let hint = hint.map(|hint| view! { <small>{move || hint.get()}</small> });
    let alive = Alive::here();
    view! {
        <label class="check" class:bare=bare>
            <input id=id type="checkbox" prop:checked=move || checked.get() on:change=alive.guard(move |event| commit.run(event_target_checked(&event))) />
            <span>{label}{hint}</span>
        </label>
    }
    .into_any()
}

/// One choice of a [`RadioGroup`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RadioChoice {
    /// The value that is committed.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A hint under it.
    pub hint: Option<String>,
}

/// A choice of a few, all visible.
#[component]
pub fn RadioGroup(
    /// Its id on the page, which findings link to.
    #[prop(into)]
    id: String,
    /// Its legend.
    #[prop(into)]
    legend: String,
    /// A hint under the legend.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The choices.
    choices: Vec<RadioChoice>,
    /// The selected value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the selected value.
    commit: Callback<String>,
    /// An error found outside the field, such as a finding.
    #[prop(optional, into)]
    problem: Option<Signal<Option<String>>>,
    /// Puts the choices side by side where there is room.
    #[prop(optional)]
    inline: bool,
) -> AnyView {
    let message = problem.unwrap_or_else(|| Signal::stored(None));
    let error = error_id(&id);
    let name = id.clone();
    let alive = Alive::here();
    let choices = choices
        .into_iter()
        .map(|choice| {
            let own = choice.value.clone();
            let hint = choice.hint.map(|hint| view! { <small>{hint}</small> });
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name=name.clone()
                        value=choice.value.clone()
                        prop:checked=move || value.with(|value| *value == own)
                        on:change=alive.guard(move |_| commit.run(choice.value.clone()))
                    />
                    <span>{choice.label}{hint}</span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    let hint = hint.map(|hint| view! { <small>{move || hint.get()}</small> });
    view! {
        <fieldset class="field" class:inline=inline id=id tabindex="-1">
            <legend>{legend}{hint}</legend>
            {choices}
            {error_message(error, message)}
        </fieldset>
    }
    .into_any()
}
