//! The choice of a channel, to which one that the plan does not have yet is added in place, in the edit that chooses it.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Form, Label};
use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::form_controls::{is_composing, is_composing_key};
use crate::i18n::words::named_parts as w;
use crate::import::named_parts::{KnownPart, MissingPart, NameMeaning, PartKind, with_parts};
use crate::plan::Plan;
use crate::plan::edit::Editable;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::ui::labels::names;
use crate::ui::named_parts::{listed_name, meaning_of, options_for};
use crate::widgets::{Alive, ComboList, ComboOptions, SelectField, SelectFieldProps, SelectOption, UnsubmittedText};

/// The value of the option that adds a channel.
const ADD: &str = "+";

impl<T: Editable + Clone + Send + Sync> Form<T> {
    /// A choice among the plan's channels, with "Add channel…". `read` gives the channel, `write` stores one; `None` only
    /// where the label has a placeholder for none.
    pub fn channel(
        self,
        name: &'static str,
        label: impl Into<Label>,
        read: fn(&T) -> Option<ChannelId>,
        write: fn(&mut T, Option<ChannelId>),
    ) -> AnyView {
        let label = label.into();
        let editor = self.editor;
        let adding = RwSignal::new(false);
        let channels = editor.memo(|plan| {
            let channels = plan.strategy.channels.iter();
            channels
                .map(|channel| SelectOption::new(channel.id.to_string(), names::channel(channel)))
                .collect::<Vec<_>>()
        });
        let options = Signal::derive(move || {
            let mut options = channels.get();
            options.push(SelectOption::new(ADD, w::add_channel_option()));
            options
        });
        let value = Signal::derive(move || {
            let chosen = move || self.get(read).flatten().map(|id| id.to_string()).unwrap_or_default();
            if adding.get() { ADD.to_owned() } else { chosen() }
        });
        let id = self.anchor(name);
        let input_id = id.clone() + "-new";
        let to_input = input_id.clone();
        let commit = Callback::new(move |value: String| {
            adding.set(value == ADD);
            if value == ADD {
                focus_when_rendered(to_input.clone());
            } else {
                self.choose(|part| write(part, value.parse().ok()));
            }
        });
        let select = SelectField(SelectFieldProps {
            id: id.clone(),
            hint: label.hint_signal(),
            label: label.text,
            options,
            value,
            commit,
            placeholder: label.placeholder,
            problem: Some(self.problem(name)),
            optional: label.optional,
            bare: label.bare,
        });
        let new = move || {
            let (id, input_id) = (id.clone(), input_id.clone());
            let done = Callback::new(move |()| {
                adding.set(false);
                focus_when_rendered(id.clone());
            });
            adding.get().then(|| new_channel(self, input_id, write, done))
        };
        view! { {select} {new} }.into_any()
    }
}

/// The field for the name of a new channel, with what the catalogue suggests. `done` closes it.
fn new_channel<T: Editable + Clone + Send + Sync>(
    form: Form<T>,
    id: String,
    write: fn(&mut T, Option<ChannelId>),
    done: Callback<()>,
) -> AnyView {
    let editor = form.editor;
    let input = NodeRef::<html::Input>::new();
    let list = ComboList::new(id.clone() + "-suggestions", input);
    let name = UnsubmittedText::new();
    name.begin(id.clone() + "-text", String::new());
    let suggest = move || list.show(suggestions(editor, &name.peek()));
    let finish = move || {
        name.end();
        list.hide();
        done.run(());
    };
    let choose = Callback::new(move |()| {
        let Some(option) = list.chosen() else { return };
        if let Some((meaning, name)) = meaning_of(PartKind::Channel, &option.value) {
            take(form, meaning, name, write);
            finish();
        }
    });
    let alive = Alive::here();
    let typed = alive.guard(move |event: Event| {
        name.typed(event_target_value(&event));
        if !is_composing(&event) {
            suggest();
        }
    });
    let key = alive.guard(move |event: KeyboardEvent| {
        if is_composing_key(&event) {
            return;
        }
        let taken = list.key(&event)
            || match event.key().as_str() {
                "Enter" if list.chosen().is_some() => {
                    choose.run(());
                    true
                }
                "Enter" | "ArrowDown" | "ArrowUp" => {
                    suggest();
                    true
                }
                "Escape" => {
                    if !list.hide() {
                        finish();
                    }
                    true
                }
                _ => false,
            };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let hint_id = id.clone() + "-hint";
    view! {
        <div class="field new-channel">
            <label for=id.clone()>{w::new_channel_name()}</label>
            <small id=hint_id.clone()>{w::new_channel_hint()}</small>
            <input
                node_ref=input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=hint_id
                aria-autocomplete="list"
                aria-controls=list.id()
                aria-expanded=move || if list.is_open() { "true" } else { "false" }
                aria-activedescendant=move || list.active_id()
                prop:value=name.peek()
                on:input=typed
                on:compositionend=alive.guard(move |_| suggest())
                on:keydown=key
                on:blur=alive.guard(move |_| _ = list.hide())
            />
            {list.view(Signal::stored(w::new_channel_name().to_owned()), choose)}
        </div>
    }
    .into_any()
}

fn suggestions(editor: Editor, typed: &str) -> ComboOptions {
    let options = editor.peek(|plan| {
        let names: Vec<String> = plan.strategy.channels.iter().map(names::channel).collect();
        let known: Vec<KnownPart> = plan
            .strategy
            .channels
            .iter()
            .zip(&names)
            .map(|(channel, name)| KnownPart { bits: channel.id.bits(), name, key: channel.catalogue.as_deref() })
            .collect();
        options_for(PartKind::Channel, &known, plan.basics.market, typed)
    });
    ComboOptions { active: (!options.is_empty()).then_some(0), options, hint: "" }
}

/// Chooses a channel of the plan, or adds one and chooses it, as one undo step.
fn take<T: Editable + Clone + Send + Sync>(
    form: Form<T>,
    meaning: NameMeaning,
    name: &str,
    write: fn(&mut T, Option<ChannelId>),
) {
    let editor = form.editor;
    if let NameMeaning::Known(bits) = meaning {
        return form.choose(|part| write(part, Some(Id::from_bits(bits))));
    }
    let bits = editor.fresh_id::<Plan>().bits();
    let Some(edit) = form.edit_of(|part| write(part, Some(Id::from_bits(bits)))) else { return };
    let added = MissingPart { kind: PartKind::Channel, name: name.to_owned(), meaning, bits, uses: 1 };
    let shown = if let NameMeaning::Listed(key) = meaning { listed_name(PartKind::Channel, key) } else { name };
    let edit = editor.peek(|plan| with_parts(plan, std::slice::from_ref(&added), vec![edit]));
    editor.apply_undoably(edit, &w::added_channel(shown));
}
