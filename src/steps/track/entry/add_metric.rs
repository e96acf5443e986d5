//! Adding a metric of the dictionary, or one of the team's own, where its figures are entered.

use leptos::prelude::*;

use super::Entry;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::words::{named_parts, track_entry as w};
use crate::import::named_parts::{MissingPart, NameMeaning, PartKind, with_parts};
use crate::plan::Plan;
use crate::plan::model::id::Id;
use crate::plan::model::metric::MetricId;
use crate::ui::form::new_part;
use crate::ui::named_parts::listed_name;
use crate::widgets::Button;

/// The field of the new metric's name.
const FIELD: &str = "figures-new-metric";

/// The button.
const BUTTON: &str = "figures-add-metric";

/// "Add metric…", and the field that it opens. `added` gets the metric, which is new or was in the plan already.
pub(super) fn add_metric(entry: Entry, added: Callback<MetricId>) -> AnyView {
    let adding = RwSignal::new(false);
    let open = Callback::new(move |()| {
        adding.set(true);
        focus_when_rendered(FIELD.to_owned());
    });
    let chosen = RwSignal::new(None);
    let take = Callback::new(move |(meaning, name): (NameMeaning, String)| {
        chosen.set(Some(add(entry, meaning, &name)));
    });
    let done = Callback::new(move |()| {
        adding.set(false);
        match chosen.get_untracked() {
            Some(metric) => added.run(metric),
            None => focus_when_rendered(BUTTON.to_owned()),
        }
        chosen.set(None);
    });
    view! {
        {move || if adding.get() {
            new_part(entry.editor, PartKind::Metric, FIELD.to_owned(), take, done)
        } else {
            view! { <Button id=BUTTON on_press=open>{w::add_metric()}</Button> }.into_any()
        }}
    }
    .into_any()
}

/// Adds a metric as one undo step, unless the plan has it.
fn add(entry: Entry, meaning: NameMeaning, name: &str) -> MetricId {
    let bits = if let NameMeaning::Known(bits) = meaning { bits } else { entry.editor.fresh_id::<Plan>().bits() };
    if !matches!(meaning, NameMeaning::Known(_)) {
        let part = MissingPart { kind: PartKind::Metric, name: name.to_owned(), meaning, bits, uses: 1 };
        let shown = if let NameMeaning::Listed(key) = meaning { listed_name(PartKind::Metric, key) } else { name };
        let edit = entry.editor.peek(|plan| with_parts(plan, std::slice::from_ref(&part), Vec::new()));
        entry.editor.apply_undoably(edit, &named_parts::added_metric(shown));
    }
    Id::from_bits(bits)
}
