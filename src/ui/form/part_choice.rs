//! The choice of a channel or a metric, to which one that the plan does not have yet is added in place, in the edit that
//! chooses it.

use std::sync::Arc;

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

/// The value of the option that adds a part.
pub const ADD_PART: &str = "+";

/// Sets a part of the plan by the bits of its id.
type WritePart<T> = Arc<dyn Fn(&mut T, u64) + Send + Sync>;

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
            options.push(SelectOption::new(ADD_PART, w::add_channel_option()));
            options
        });
        let value = Signal::derive(move || {
            let chosen = move || self.get(read).flatten().map(|id| id.to_string()).unwrap_or_default();
            if adding.get() { ADD_PART.to_owned() } else { chosen() }
        });
        let id = self.anchor(name);
        let input_id = id.clone() + "-new";
        let to_input = input_id.clone();
        let commit = Callback::new(move |value: String| {
            adding.set(value == ADD_PART);
            if value == ADD_PART {
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
            let write: WritePart<T> = Arc::new(move |part, bits| write(part, Some(Id::from_bits(bits))));
            adding.get().then(|| self.new_part(PartKind::Channel, input_id, write, done))
        };
        view! { {select} {new} }.into_any()
    }
}

impl<T: Editable + Clone + Send + Sync> Form<T> {
    /// The field for the name of a new channel or metric, with what the catalogue suggests. `done` closes it.
    pub fn new_part(self, kind: PartKind, id: String, write: WritePart<T>, done: Callback<()>) -> AnyView {
        new_part(self, kind, id, StoredValue::new(write), done)
    }
}

fn new_part<T: Editable + Clone + Send + Sync>(
    form: Form<T>,
    kind: PartKind,
    id: String,
    write: StoredValue<WritePart<T>>,
    done: Callback<()>,
) -> AnyView {
    let label = if kind == PartKind::Metric { w::new_metric_name() } else { w::new_channel_name() };
    let editor = form.editor;
    let input = NodeRef::<html::Input>::new();
    let list = ComboList::new(id.clone() + "-suggestions", input);
    let name = UnsubmittedText::new();
    name.begin(id.clone() + "-text", String::new());
    let suggest = move || list.show(suggestions(editor, kind, &name.peek()));
    let finish = move || {
        name.end();
        list.hide();
        done.run(());
    };
    let choose = Callback::new(move |()| {
        let Some(option) = list.chosen() else { return };
        if let Some((meaning, name)) = meaning_of(kind, &option.value) {
            take(form, kind, meaning, name, &write.get_value());
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
            <label for=id.clone()>{label}</label>
            <small id=hint_id.clone()>{w::new_part_hint()}</small>
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
            {list.view(Signal::stored(label.to_owned()), choose)}
        </div>
    }
    .into_any()
}

fn suggestions(editor: Editor, kind: PartKind, typed: &str) -> ComboOptions {
    let options = editor.peek(|plan| {
        let parts: Vec<(u64, String, Option<&str>)> = match kind {
            PartKind::Metric => plan
                .goals
                .metrics
                .iter()
                .map(|metric| {
                    let key = metric.definition.dictionary().map(|entry| entry.key);
                    (metric.id.bits(), names::metric(&metric.definition), key)
                })
                .collect(),
            _ => plan
                .strategy
                .channels
                .iter()
                .map(|channel| (channel.id.bits(), names::channel(channel), channel.catalogue.as_deref()))
                .collect(),
        };
        let known: Vec<KnownPart> =
            parts.iter().map(|(bits, name, key)| KnownPart { bits: *bits, name, key: *key }).collect();
        options_for(kind, &known, plan.basics.market, typed)
    });
    ComboOptions { active: (!options.is_empty()).then_some(0), options, hint: "" }
}

/// Chooses a part of the plan, or adds one and chooses it, as one undo step.
fn take<T: Editable + Clone + Send + Sync>(
    form: Form<T>,
    kind: PartKind,
    meaning: NameMeaning,
    name: &str,
    write: &WritePart<T>,
) {
    let editor = form.editor;
    if let NameMeaning::Known(bits) = meaning {
        return form.choose(|part| write(part, bits));
    }
    let bits = editor.fresh_id::<Plan>().bits();
    let Some(edit) = form.edit_of(|part| write(part, bits)) else { return };
    let added = MissingPart { kind, name: name.to_owned(), meaning, bits, uses: 1 };
    let shown = if let NameMeaning::Listed(key) = meaning { listed_name(kind, key) } else { name };
    let said = if kind == PartKind::Metric { w::added_metric(shown) } else { w::added_channel(shown) };
    let edit = editor.peek(|plan| with_parts(plan, std::slice::from_ref(&added), vec![edit]));
    editor.apply_undoably(edit, &said);
}
