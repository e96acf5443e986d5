//! Table rows that expand: one row at a time shows its full form beneath it, and a link to a field opens its row first.
//! Knows nothing of what a row contains.

use leptos::prelude::*;

use crate::app::use_navigation;
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::plan::model::id::Id;

/// Which row of a table is expanded. A copyable handle.
pub struct ExpandedRow<T: 'static> {
    open: RwSignal<Option<Id<T>>>,
}

impl<T> Clone for ExpandedRow<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for ExpandedRow<T> {}

impl<T: 'static> ExpandedRow<T> {
    /// No row is expanded until the address names a field of one: with the prefix `line-`, `#line-price-…` does.
    pub fn of(prefix: &'static str) -> ExpandedRow<T> {
        let expanded = ExpandedRow { open: RwSignal::new(None) };
        let navigation = use_navigation();
        Effect::new(move || {
            let route = navigation.route();
            let meant = route.anchor().and_then(|anchor| id_in(anchor, prefix)).and_then(|id| id.parse().ok());
            if let Some(id) = meant {
                expanded.open.set(Some(id));
            }
        });
        expanded
    }

    /// No row is expanded, whatever the address names.
    pub fn closed() -> ExpandedRow<T> {
        ExpandedRow { open: RwSignal::new(None) }
    }

    /// The expanded row, tracked.
    pub fn get(self) -> Option<Id<T>> {
        self.open.get()
    }

    /// The expanded row, untracked.
    pub fn peek(self) -> Option<Id<T>> {
        self.open.get_untracked()
    }

    /// Whether the row is expanded.
    pub fn is(self, id: Id<T>) -> Memo<bool> {
        Memo::new(move |_| self.open.get() == Some(id))
    }

    /// Expands a row and collapses the one that was expanded.
    pub fn open(self, id: Id<T>) {
        self.open.set(Some(id));
    }

    /// Collapses the expanded row.
    pub fn close(self) {
        self.open.set(None);
    }

    /// Collapses a row after editing and moves the focus back to its name.
    pub fn done(self, id: Id<T>) {
        self.close();
        focus_by_id(&name_id(id));
    }

    /// Focuses the name of a row, as soon as it is rendered.
    pub fn focus_name(self, id: Id<T>) {
        focus_when_rendered(name_id(id));
    }

    /// Expands a collapsed row, collapses an expanded one.
    pub fn toggle(self, id: Id<T>) {
        self.open.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
    }

    /// A row's name as the button that expands it. `edit` makes the accessible name: what pressing the button does.
    pub fn name(self, id: Id<T>, name: Signal<String>, edit: fn(&str) -> String) -> AnyView {
        let is_open = self.is(id);
        view! {
            <button
                type="button"
                id=name_id(id)
                class="btn plain opens"
                aria-label=move || edit(&name.get())
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| self.toggle(id)
            >
                {move || name.get()}
            </button>
        }
        .into_any()
    }

    /// The content below a row while it is expanded, spanning the table's columns.
    pub fn under(self, id: Id<T>, columns: u32, card: fn(ExpandedRow<T>, Id<T>) -> AnyView) -> AnyView {
        let is_open = self.is(id);
        (move || is_open.get().then(|| view! { <tr class="opened"><td colspan=columns>{card(self, id)}</td></tr> }))
            .into_any()
    }
}

fn name_id<T>(id: Id<T>) -> String {
    "opens-".to_owned() + &id.to_string()
}

/// The id at the end of an anchor that starts with the prefix.
pub fn id_in<'a>(anchor: &'a str, prefix: &str) -> Option<&'a str> {
    let (name, id) = anchor.rsplit_once('-')?;
    name.starts_with(prefix).then_some(id)
}
