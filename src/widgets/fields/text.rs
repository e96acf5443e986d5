//! Typed text: one line, several lines, or a value that is written as text.
//!
//! What is typed is handed over at every key, since saving relies on it, and is not touched while the
//! reader is at it: a value is reformatted when the field is left. What is refused stays as typed, with
//! the reason beside it. A change from elsewhere (undo, another tab) shows at once.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::{ADDRESS_CHARS, NAME_CHARS, TEXT_CHARS, cut, is_composing, is_composing_key};
use crate::i18n::format;
use crate::i18n::words::common;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{Field, FieldError, invalid};
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::Ask;

/// The element a text is typed in.
#[derive(Clone, Copy)]
enum Control {
    Line(NodeRef<html::Input>),
    Block(NodeRef<html::Textarea>),
}

impl Control {
    /// Whether it is on the page, tracked.
    fn is_there(self) -> bool {
        match self {
            Self::Line(node) => node.get().is_some(),
            Self::Block(node) => node.get().is_some(),
        }
    }

    /// What stands in it now; `None` where it is not on the page.
    fn text(self) -> Option<String> {
        match self {
            Self::Line(node) => node.get_untracked().map(|input| input.value()),
            Self::Block(node) => node.get_untracked().map(|area| area.value()),
        }
    }

    fn show(self, text: &str) {
        // Setting the same text would move the caret in some browsers.
        match self {
            Self::Line(node) => {
                if let Some(input) = node.get_untracked()
                    && input.value() != text
                {
                    input.set_value(text);
                }
            }
            Self::Block(node) => {
                if let Some(area) = node.get_untracked()
                    && area.value() != text
                {
                    area.set_value(text);
                }
            }
        }
    }
}

/// A text being typed, between what is shown and what is handed over.
#[derive(Clone, Copy)]
struct Typing {
    alive: Alive,
    /// The control's id on the page.
    id: StoredValue<String>,
    control: Control,
    value: Signal<String>,
    commit: Callback<String, Result<(), String>>,
    fault: FieldError,
    /// How many characters are taken.
    most: usize,
    /// What stands in the control when it is drawn: a text that could not be taken before, else the value.
    first: StoredValue<String>,
    /// The value as it stood after the last commit or the last change from elsewhere.
    settled: StoredValue<String>,
    focused: StoredValue<bool>,
    /// Something is typed that has not been handed over, as in the middle of a composition.
    pending: StoredValue<bool>,
}

impl Typing {
    fn new(
        id: &str,
        control: Control,
        most: usize,
        value: Signal<String>,
        commit: Callback<String, Result<(), String>>,
    ) -> Self {
        let kept = open_inputs::stashed(id);
        let typing = Self {
            alive: Alive::here(),
            id: StoredValue::new(id.to_owned()),
            control,
            value,
            commit,
            fault: FieldError::new(),
            most,
            first: StoredValue::new(kept.clone().unwrap_or_else(|| value.get_untracked())),
            settled: StoredValue::new(value.get_untracked()),
            focused: StoredValue::new(false),
            pending: StoredValue::new(false),
        };
        Effect::new(move || typing.follow(value.get()));
        let id = id.to_owned();
        if let Some(text) = kept {
            Effect::new(move |done: Option<bool>| {
                // It may be drawn later than this is made.
                let now = done != Some(true) && typing.control.is_there();
                if now {
                    untrack(|| typing.take_up(&text));
                }
                now || done == Some(true)
            });
        }
        on_cleanup(move || open_inputs::detach(&id));
        typing
    }

    /// What was typed before and could not be taken stands here again, with the reason.
    fn take_up(self, text: &str) {
        self.control.show(text);
        self.hand_over(text.to_owned());
        self.fault.show();
    }

    /// Someone is about to take the page or the screen away.
    fn asked(self, what: Ask) {
        if what == Ask::Commit
            && self.alive.is()
            && self.pending.get_value()
            && let Some(text) = self.control.text()
        {
            self.hand_over(text);
        }
    }

    /// Whether what is typed is in the plan.
    fn report(self, unread: Option<String>) {
        self.id.with_value(|id| match unread {
            Some(text) => open_inputs::hold(id, text, Rc::new(move |what| self.asked(what))),
            None => open_inputs::release(id),
        });
    }

    fn follow(self, now: String) {
        let ours = self.settled.with_value(|settled| *settled == now);
        if ours && (self.focused.get_value() || self.fault.is_there()) {
            return;
        }
        if self.fault.is_there() {
            self.report(None);
        }
        self.fault.clear();
        self.control.show(&now);
        self.settled.set_value(now);
    }

    fn typed(self, text: String, composing: bool) {
        if !self.alive.is() {
            return;
        }
        if composing {
            self.pending.set_value(true);
            self.report(Some(text));
        } else {
            self.hand_over(text);
        }
    }

    fn hand_over(self, text: String) {
        if !self.alive.is() {
            return;
        }
        self.pending.set_value(false);
        // What came in longer than that stays as it is; it only cannot grow.
        let most = self.most.max(self.settled.with_value(|settled| settled.chars().count()));
        let (text, is_cut) = match cut(&text, most) {
            Some(short) => (short.to_owned(), true),
            None => (text, false),
        };
        let result = self.commit.run(text.clone());
        if result.is_ok() {
            self.settled.set_value(self.value.get_untracked());
        }
        let unread = result.is_err().then(|| text.clone());
        self.report(unread);
        if is_cut && result.is_ok() {
            self.control.show(&text);
            self.fault.note(Err(common::text_cut(&format::counted(most).1)));
            self.fault.show();
        } else {
            self.fault.note(result);
        }
    }

    /// The reader is through with it: say what is wrong, or show the value as it is written.
    fn finish(self, text: String) {
        if self.pending.get_value() {
            self.hand_over(text);
        }
        if self.fault.is_there() {
            self.fault.show();
        } else {
            self.control.show(&self.value.get_untracked());
        }
    }

    fn left(self, text: String) {
        // A field taken away while it is typed in is left too, and then nothing of it is there any more.
        if !self.alive.is() {
            return;
        }
        self.focused.set_value(false);
        self.finish(text);
    }
}

/// How an input is set up, beside its frame.
struct Line {
    typing: Typing,
    node: NodeRef<html::Input>,
    kind: &'static str,
    inputmode: &'static str,
    autocomplete: &'static str,
    placeholder: String,
    prefix: String,
    suffix: String,
    end: bool,
    suggestions: Option<Signal<Vec<String>>>,
}

fn line(frame: Field, setup: Line) -> AnyView {
    let Line { typing, node, kind, inputmode, autocomplete, placeholder, prefix, suffix, end, suggestions } = setup;
    let message = frame.message();
    let described = frame.described_by(message);
    let affix =
        |text: String| (!text.is_empty()).then(|| view! { <span class="affix" aria-hidden="true">{text}</span> });
    let list_id = suggestions.map(|_| frame.id.clone() + "-list");
    let list = suggestions.map(|suggestions| {
        let options =
            move || suggestions.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view();
        view! { <datalist id=list_id.clone()>{options}</datalist> }
    });
    let control = view! {
        <div class="entry" class:end=end>
            {affix(prefix)}
            <input
                node_ref=node
                id=frame.id.clone()
                list=list_id
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                placeholder=placeholder
                required=false
                prop:value=typing.first.get_value()
                aria-invalid=move || invalid(message).get()
                aria-describedby=move || described.get()
                on:focus=move |_| typing.focused.set_value(true)
                on:input=move |event| typing.typed(event_target_value(&event), is_composing(&event))
                on:compositionend=move |event| typing.hand_over(event_target_value(&event))
                on:blur=move |event| typing.left(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && !is_composing_key(&event) && typing.alive.is() {
                        typing.finish(event_target_value(&event));
                    }
                }
            />
            {affix(suffix)} {list}
        </div>
    };
    frame.around(message, control.into_any())
}

/// One line of text.
#[component]
pub fn TextField(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The text as it stands in the plan.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text at every key.
    commit: Callback<String>,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
    /// The input's type: `text` unless told (`url`, `search`, `email`).
    #[prop(default = "text")]
    kind: &'static str,
    /// An example, in grey.
    #[prop(optional, into)]
    placeholder: String,
    /// What the browser offers while it is typed in.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
) -> AnyView {
    let node = NodeRef::new();
    let commit = Callback::new(move |text| {
        commit.run(text);
        Ok(())
    });
    let most = if kind == "url" { ADDRESS_CHARS } else { NAME_CHARS };
    let typing = Typing::new(&id, Control::Line(node), most, value, commit);
    let frame = Field { id, label, hint, problem, fault: typing.fault, optional, bare };
    let setup = Line {
        typing,
        node,
        kind,
        inputmode: if kind == "url" { "url" } else { "text" },
        autocomplete: "off",
        placeholder,
        prefix: String::new(),
        suffix: String::new(),
        end: false,
        suggestions,
    };
    line(frame, setup)
}

/// A value written as text that can be wrong: numbers, amounts, links. See also
/// [`NumberField`](crate::widgets::NumberField), which knows how numbers are read and written.
#[component]
pub fn EntryField(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The value, as it is written when nobody is typing.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed at every key; an error is the message to show beside the field.
    commit: Callback<String, Result<(), String>>,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
    /// Stands before what is typed, such as `¥`.
    #[prop(optional, into)]
    prefix: String,
    /// Stands behind it, such as `%`.
    #[prop(optional, into)]
    suffix: String,
    /// The keyboard a phone shows: `text`, `numeric`, `decimal`, `url`.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// Aligns the text at its end, as numbers are.
    #[prop(optional)]
    end: bool,
    /// An example, in grey.
    #[prop(optional, into)]
    placeholder: String,
) -> AnyView {
    let node = NodeRef::new();
    let typing = Typing::new(&id, Control::Line(node), ADDRESS_CHARS, value, commit);
    let frame = Field { id, label, hint, problem, fault: typing.fault, optional, bare };
    let setup = Line {
        typing,
        node,
        kind: "text",
        inputmode,
        autocomplete: "off",
        placeholder,
        prefix,
        suffix,
        end,
        suggestions: None,
    };
    line(frame, setup)
}

/// Several lines of text; the area grows with them.
#[component]
pub fn TextArea(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The text as it stands in the plan.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text at every key.
    commit: Callback<String>,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
    /// Lines shown at the least.
    #[prop(default = 3)]
    rows: u32,
    /// How many characters are taken; those of a text of the plan unless told, for what is only read from.
    #[prop(optional)]
    most: Option<usize>,
    /// An example, in grey.
    #[prop(optional, into)]
    placeholder: String,
) -> AnyView {
    let node = NodeRef::new();
    let commit = Callback::new(move |text| {
        commit.run(text);
        Ok(())
    });
    let typing = Typing::new(&id, Control::Block(node), most.unwrap_or(TEXT_CHARS), value, commit);
    let frame = Field { id, label, hint, problem, fault: typing.fault, optional, bare };
    let message = frame.message();
    let described = frame.described_by(message);
    let control = view! {
        <textarea
            node_ref=node
            id=frame.id.clone()
            rows=rows
            placeholder=placeholder
            prop:value=value.get_untracked()
            aria-invalid=move || invalid(message).get()
            aria-describedby=move || described.get()
            on:focus=move |_| typing.focused.set_value(true)
            on:input=move |event| typing.typed(event_target_value(&event), is_composing(&event))
            on:compositionend=move |event| typing.hand_over(event_target_value(&event))
            on:blur=move |event| typing.left(event_target_value(&event))
        ></textarea>
    };
    frame.around(message, control.into_any())
}
