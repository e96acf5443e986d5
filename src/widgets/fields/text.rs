//! Text fields: one line, several lines, or a value that is typed as text. They know no plan.
//!
//! Text is committed at every key, since autosave relies on it, and is not reformatted before the field loses the
//! focus. Text that is refused stays as typed, with the reason beside it. A change from elsewhere (undo, another tab)
//! shows at once.

use std::rc::Rc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::{ADDRESS_CHARS, NAME_CHARS, TEXT_CHARS, cut, is_composing, is_composing_key};
use crate::i18n::format;
use crate::i18n::words::common;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{FieldFrame, FieldMessage, field_component, invalid};
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::InputRequest;

/// What a text field needs of its list of suggestions. The field itself stays the same without one, so that pages without
/// suggestions do not load them.
#[derive(Clone, Copy)]
pub struct TypingAid {
    /// The field's input, under which the list is shown.
    pub input: NodeRef<html::Input>,
    /// The list's id, while it is shown.
    pub list: Signal<Option<String>>,
    /// The id of the suggestion that Enter chooses.
    pub active: Signal<Option<String>>,
    /// Takes what is typed.
    pub on_text: Callback<String>,
    /// Takes a key with the field's text; whether it was for the list.
    pub on_key: Callback<(KeyboardEvent, String), bool>,
    /// Takes a press on the field with its text.
    pub on_press: Callback<String>,
    /// Called when the focus leaves.
    pub on_leave: Callback<()>,
    /// Draws the list.
    pub draw: Callback<(), AnyView>,
}

/// The element that takes the text.
#[derive(Clone, Copy)]
enum TextControl {
    Line(NodeRef<html::Input>),
    Block(NodeRef<html::Textarea>),
}

impl TextControl {
    /// Whether it is on the page, tracked.
    fn is_there(self) -> bool {
        match self {
            Self::Line(node) => node.get().is_some(),
            Self::Block(node) => node.get().is_some(),
        }
    }

    /// Its text; `None` while it is not on the page.
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

/// The state of a text that is being typed, between the control and the commit callback.
#[derive(Clone, Copy)]
struct Typing {
    alive: Alive,
    /// The control's id on the page.
    id: StoredValue<String>,
    control: TextControl,
    value: Signal<String>,
    commit: Callback<String, Result<(), String>>,
    error: FieldMessage,
    /// The most characters it takes.
    most: usize,
    /// What the control shows first: a stashed text that was refused before, else the value.
    first: StoredValue<String>,
    /// The value after the last commit or the last change from elsewhere.
    settled: StoredValue<String>,
    focused: StoredValue<bool>,
    /// Whether typed text is not committed yet, as in the middle of a composition.
    pending: StoredValue<bool>,
}

impl Typing {
    fn new(
        FieldFrame { id, error, .. }: &FieldFrame,
        control: TextControl,
        most: usize,
        value: Signal<String>,
        commit: Callback<String, Result<(), String>>,
    ) -> Self {
        let error = *error;
        let kept = open_inputs::stashed(id);
        let typing = Self {
            alive: Alive::here(),
            id: StoredValue::new(id.to_owned()),
            control,
            value,
            commit,
            error,
            most,
            first: StoredValue::new(kept.clone().unwrap_or_else(|| value.get_untracked())),
            settled: StoredValue::new(value.get_untracked()),
            focused: StoredValue::new(false),
            pending: StoredValue::new(false),
        };
        Effect::new(move || typing.value_changed(value.get()));
        let id = id.to_owned();
        if let Some(text) = kept {
            Effect::new(move |done: Option<bool>| {
                // The control may be rendered later than this effect is created.
                let now = done != Some(true) && typing.control.is_there();
                if now {
                    untrack(|| typing.show_stashed(&text));
                }
                now || done == Some(true)
            });
        }
        on_cleanup(move || open_inputs::detach(&id));
        typing
    }

    /// Shows a stashed text again, with the reason why it was refused.
    fn show_stashed(self, text: &str) {
        self.control.show(text);
        self.commit_text(text.to_owned());
        self.error.show();
    }

    /// Answers a request before the page or the screen goes away.
    fn answer(self, what: InputRequest) {
        if what == InputRequest::Commit
            && self.alive.is()
            && self.pending.get_value()
            && let Some(text) = self.control.text()
        {
            self.commit_text(text);
        }
    }

    /// Reports whether the typed text is in the plan.
    fn report(self, unread: Option<String>) {
        self.id.with_value(|id| match unread {
            Some(text) => open_inputs::hold(id, text, Rc::new(move |what| self.answer(what))),
            None => open_inputs::release(id),
        });
    }

    fn value_changed(self, now: String) {
        let ours = self.settled.with_value(|settled| *settled == now);
        if ours && (self.focused.get_value() || self.error.is_there()) {
            return;
        }
        if self.error.is_there() {
            self.report(None);
        }
        self.error.clear();
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
            self.commit_text(text);
        }
    }

    fn commit_text(self, text: String) {
        if !self.alive.is() {
            return;
        }
        self.pending.set_value(false);
        // A longer text that was loaded stays; it only cannot grow.
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
            self.error.note(Err(common::text_cut(&format::counted(most).1)));
            self.error.show();
        } else {
            self.error.note(result);
        }
    }

    /// Ends the typing: shows the error, or the formatted value.
    fn finish(self, text: String) {
        if self.pending.get_value() {
            self.commit_text(text);
        }
        if self.error.is_there() {
            self.error.show();
        } else {
            self.control.show(&self.value.get_untracked());
        }
    }

    fn blurred(self, text: String) {
        // Unmounting a focused field also fires this event, after its signals are disposed.
        if !self.alive.is() {
            return;
        }
        self.focused.set_value(false);
        self.finish(text);
    }
}

/// How an input of one line is set up.
pub(crate) struct LineSetup {
    /// The input's type.
    pub kind: &'static str,
    /// The keyboard a phone shows.
    pub inputmode: &'static str,
    /// The most characters it takes.
    pub most: usize,
    pub placeholder: Option<String>,
    /// Shown before the text, such as `¥`.
    pub prefix: Option<String>,
    /// Shown after the text, such as `%`.
    pub suffix: Option<String>,
    /// Aligns the text at its end, as numbers are.
    pub end: bool,
    pub aid: Option<TypingAid>,
}

/// An input of one line in its field.
pub(crate) fn line(
    field: FieldFrame,
    value: Signal<String>,
    commit: Callback<String, Result<(), String>>,
    setup: LineSetup,
) -> AnyView {
    let LineSetup { kind, inputmode, most, placeholder, prefix, suffix, end, aid } = setup;
    let node = aid.map_or_else(NodeRef::new, |aid| aid.input);
    let typing = Typing::new(&field, TextControl::Line(node), most, value, commit);
    let message = field.message();
    let described = field.described_by(message);
    let affix = |text: Option<String>| text.map(|text| view! { <span class="affix" aria-hidden="true">{text}</span> });
    let list = aid.map(|aid| aid.draw.run(()));
    let aided = move |text: String| {
        if let Some(aid) = aid {
            aid.on_text.run(text);
        }
    };
    let control = view! {
        <div class="entry" class:end=end>
            {affix(prefix)}
            <input
                node_ref=node
                id=field.id.clone()
                role=aid.is_some().then_some("combobox")
                aria-autocomplete=aid.is_some().then_some("list")
                aria-expanded=move || aid.map(|aid| if aid.list.get().is_some() { "true" } else { "false" })
                aria-controls=move || aid.and_then(|aid| aid.list.get())
                aria-activedescendant=move || aid.and_then(|aid| aid.active.get())
                type=kind
                inputmode=inputmode
                autocomplete="off"
                placeholder=placeholder.unwrap_or_default()
                required=false
                prop:value=typing.first.get_value()
                aria-invalid=move || invalid(message).get()
                aria-describedby=move || described.get()
                on:focus=move |_| typing.focused.set_value(true)
                on:input=move |event| {
                    let (text, composing) = (event_target_value(&event), is_composing(&event));
                    typing.typed(text.clone(), composing);
                    if !composing {
                        aided(text);
                    }
                }
                on:compositionend=move |event| {
                    typing.commit_text(event_target_value(&event));
                    aided(event_target_value(&event));
                }
                on:click=move |event| {
                    if let Some(aid) = aid {
                        aid.on_press.run(event_target_value(&event));
                    }
                }
                on:blur=move |event| {
                    typing.blurred(event_target_value(&event));
                    if let Some(aid) = aid.filter(|_| typing.alive.is()) {
                        aid.on_leave.run(());
                    }
                }
                on:keydown=move |event| {
                    if !typing.alive.is() {
                        return;
                    }
                    let text = event_target_value(&event);
                    if aid.is_some_and(|aid| aid.on_key.run((event.clone(), text.clone()))) {
                        return;
                    }
                    if event.key() == "Enter" && !is_composing_key(&event) {
                        typing.finish(text);
                    }
                }
            />
            {affix(suffix)} {list}
        </div>
    };
    field.around(message, control.into_any())
}

/// A commit callback that never refuses, as one that may.
fn accepting(commit: Callback<String>) -> Callback<String, Result<(), String>> {
    Callback::new(move |text| {
        commit.run(text);
        Ok(())
    })
}

field_component! {
    /// One line of text.
    pub fn TextField(
        field;
        /// The text in the plan.
        #[prop(into)]
        value: Signal<String>,
        /// Takes the text at every key.
        commit: Callback<String>,
        /// The input's type: `text`, `url`, `search` or `email`.
        #[prop(default = "text")]
        kind: &'static str,
        /// An example, in grey.
        #[prop(optional, into)]
        placeholder: Option<String>,
        /// The list of suggestions under it.
        #[prop(optional)]
        aid: Option<TypingAid>,
    ) {
        let is_url = kind == "url";
        let setup = LineSetup {
            kind,
            inputmode: if is_url { "url" } else { "text" },
            most: if is_url { ADDRESS_CHARS } else { NAME_CHARS },
            placeholder,
            prefix: None,
            suffix: None,
            end: false,
            aid,
        };
        line(field, value, accepting(commit), setup)
    }
}

field_component! {
    /// A value typed as text that may be refused: numbers, amounts, links. See also
    /// [`NumberField`](crate::widgets::NumberField), which reads and writes numbers.
    pub fn EntryField(
        field;
        /// The value, as it is written while nobody types.
        #[prop(into)]
        value: Signal<String>,
        /// Takes the text at every key; an error is the message to show beside the field.
        commit: Callback<String, Result<(), String>>,
        /// Shown before the text, such as `¥`.
        #[prop(optional, into)]
        prefix: Option<String>,
        /// Shown after the text, such as `%`.
        #[prop(optional, into)]
        suffix: Option<String>,
        /// The keyboard a phone shows: `text`, `numeric`, `decimal` or `url`.
        #[prop(default = "text")]
        inputmode: &'static str,
        /// Aligns the text at its end, as numbers are.
        #[prop(optional)]
        end: bool,
        /// An example, in grey.
        #[prop(optional, into)]
        placeholder: Option<String>,
    ) {
        let setup = LineSetup {
            kind: "text",
            inputmode,
            most: ADDRESS_CHARS,
            placeholder,
            prefix,
            suffix,
            end,
            aid: None,
        };
        line(field, value, commit, setup)
    }
}

field_component! {
    /// Several lines of text; the area grows with them.
    pub fn TextArea(
        field;
        /// The text in the plan.
        #[prop(into)]
        value: Signal<String>,
        /// Takes the text at every key.
        commit: Callback<String>,
        /// The fewest lines shown.
        #[prop(default = 3)]
        rows: u32,
        /// The most characters taken; by default those of a text of the plan. More for text that is only parsed.
        #[prop(optional)]
        most: Option<usize>,
        /// An example, in grey.
        #[prop(optional, into)]
        placeholder: Option<String>,
    ) {
        let node = NodeRef::new();
        let typing =
            Typing::new(&field, TextControl::Block(node), most.unwrap_or(TEXT_CHARS), value, accepting(commit));
        let message = field.message();
        let described = field.described_by(message);
        let control = view! {
            <textarea
                node_ref=node
                id=field.id.clone()
                rows=rows
                placeholder=placeholder.unwrap_or_default()
                prop:value=value.get_untracked()
                aria-invalid=move || invalid(message).get()
                aria-describedby=move || described.get()
                on:focus=move |_| typing.focused.set_value(true)
                on:input=move |event| typing.typed(event_target_value(&event), is_composing(&event))
                on:compositionend=move |event| typing.commit_text(event_target_value(&event))
                on:blur=move |event| typing.blurred(event_target_value(&event))
            ></textarea>
        };
        field.around(message, control.into_any())
    }
}
