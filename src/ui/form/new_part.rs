//! The field for the name of a part that is added where it is needed.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::form_controls::{is_composing, is_composing_key};
use crate::i18n::words::named_parts as w;
use crate::import::named_parts::{KnownPart, NameMeaning, PartKind};
use crate::plan::Plan;
use crate::plan::model::metric::Metric;
use crate::ui::labels::names;
use crate::ui::named_parts::{meaning_of, options_for};
use crate::widgets::{Alive, ComboList, ComboOptions, UnsubmittedText};

/// The field for the name of a new channel or metric, with the plan's own and what the catalogue or the dictionary suggests.
/// `take` gets the chosen one, `done` closes the field.
pub fn new_part(
    editor: Editor,
    kind: PartKind,
    id: String,
    take: Callback<(NameMeaning, String)>,
    done: Callback<()>,
) -> AnyView {
    let label = if kind == PartKind::Metric { w::new_metric_name() } else { w::new_channel_name() };
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
            take.run((meaning, name.to_owned()));
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
        let parts = parts_of(plan, kind);
        let known: Vec<KnownPart> =
            parts.iter().map(|(bits, name, key)| KnownPart { bits: *bits, name, key: *key }).collect();
        options_for(kind, &known, plan.basics.market, typed)
    });
    ComboOptions { active: (!options.is_empty()).then_some(0), options, hint: "" }
}

/// The plan's metrics, else its channels: their ids, names and keys.
fn parts_of(plan: &Plan, kind: PartKind) -> Vec<(u64, String, Option<&str>)> {
    if kind == PartKind::Metric {
        let key = |metric: &Metric| metric.definition.dictionary().map(|entry| entry.key);
        let metrics = plan.goals.metrics.iter();
        return metrics.map(|one| (one.id.bits(), names::metric(&one.definition), key(one))).collect();
    }
    let channels = plan.strategy.channels.iter();
    channels.map(|one| (one.id.bits(), names::channel(one), one.catalogue.as_deref())).collect()
}
