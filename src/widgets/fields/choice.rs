//! Choosing: one of a list, one of a few, or yes and no.

use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::fill_select;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{Field, FieldError, error_message, invalid};

/// One choice of a [`SelectField`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    /// What is handed over.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The heading it stands under with its neighbours; empty for none.
    pub group: String,
}

impl SelectOption {
    /// A choice without a heading.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), group: String::new() }
    }

    /// The same choice under a heading.
    #[must_use]
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// One of a list.
#[component]
pub fn SelectField(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The choices, neighbours under one heading together.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The value of the one chosen; one that is no choice leaves the field blank.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the value chosen.
    commit: Callback<String>,
    /// Stands first and for the empty value, such as "Choose…"; none if empty.
    #[prop(optional, into)]
    placeholder: String,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
) -> AnyView {
    let node = NodeRef::<html::Select>::new();
    let alive = Alive::here();
    let frame = Field { id, label, hint, problem, fault: FieldError::new(), optional, bare };
    let message = frame.message();
    let described = frame.described_by(message);
    // Options are made by hand: a list of channels in every row of a table would otherwise cost a
    // view node each, and the value can only be set once they are there.
    Effect::new(move |filled: Option<Vec<SelectOption>>| {
        let (options, chosen) = (options.get(), value.get());
        if let Some(select) = node.get() {
            if filled.as_ref() != Some(&options) {
                let first = (!placeholder.is_empty()).then_some(("", placeholder.as_str(), ""));
                let rest =
                    options.iter().map(|option| (option.value.as_str(), option.label.as_str(), option.group.as_str()));
                fill_select(&select, &first.into_iter().chain(rest).collect::<Vec<_>>());
            }
            select.set_value(&chosen);
        }
        options
    });
    let control = view! {
        <select
            node_ref=node
            id=frame.id.clone()
            aria-invalid=move || invalid(message).get()
            aria-describedby=move || described.get()
            on:change=alive.guard(move |event| commit.run(event_target_value(&event)))
        ></select>
    };
    frame.around(message, control.into_any())
}

/// Yes or no.
#[component]
pub fn Checkbox(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What yes means.
    #[prop(into)]
    label: String,
    /// A gloss beside the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    commit: Callback<bool>,
    /// Leaves the label to screen readers, as in a table.
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
    /// What is handed over.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A gloss under it; empty for none.
    pub hint: String,
}

/// One of a few, all of them in sight.
#[component]
pub fn RadioGroup(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    legend: String,
    /// A gloss under the legend.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The choices.
    choices: Vec<RadioChoice>,
    /// The value of the one chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the value chosen.
    commit: Callback<String>,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Side by side where there is room.
    #[prop(optional)]
    inline: bool,
) -> AnyView {
    let message = problem.unwrap_or_else(|| Signal::derive(String::new));
    let error = crate::widgets::fields::field::error_id(&id);
    let name = id.clone();
    let alive = Alive::here();
    let choices = choices
        .into_iter()
        .map(|choice| {
            let own = choice.value.clone();
            let hint = (!choice.hint.is_empty()).then(|| view! { <small>{choice.hint}</small> });
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
