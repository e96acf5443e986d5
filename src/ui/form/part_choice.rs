//! The choice of a channel or a metric, to which one that the plan does not have yet is added in place, in the edit that
//! chooses it.

use std::sync::Arc;

use leptos::prelude::*;

use super::new_part::new_part;
use super::{Form, Label};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::named_parts as w;
use crate::import::named_parts::{MissingPart, NameMeaning, PartKind, with_parts};
use crate::plan::Plan;
use crate::plan::edit::Editable;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::ui::labels::names;
use crate::ui::named_parts::listed_name;
use crate::widgets::{SelectField, SelectFieldProps, SelectOption};

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
        let add = Callback::new(move |(meaning, name): (NameMeaning, String)| take(self, kind, meaning, &name, &write));
        new_part(self.editor, kind, id, add, done)
    }
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
