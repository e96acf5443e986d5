//! Tables whose rows open: one row at a time shows all its fields under its line. A link to one of those fields opens
//! the row first.

use leptos::prelude::*;

use crate::app::use_navigation;
use crate::browser::dom::focus::focus_by_id;
use crate::plan::model::id::Id;

/// Which row of a table is open. A handle.
pub struct Opening<T: 'static> {
    open: RwSignal<Option<Id<T>>>,
}

impl<T> Clone for Opening<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Opening<T> {}

impl<T: 'static> Opening<T> {
    /// No row is open, until the address means a field of one: `line-price-…` with the prefix `line-`.
    pub fn of(prefix: &'static str) -> Opening<T> {
        let opening = Opening { open: RwSignal::new(None) };
        let navigation = use_navigation();
        Effect::new(move || {
            let route = navigation.route();
            let meant = route.anchor().and_then(|anchor| id_in(anchor, prefix)).and_then(|id| id.parse().ok());
            if let Some(id) = meant {
                opening.open.set(Some(id));
            }
        });
        opening
    }

    /// No row is open, whatever the address means.
    pub fn closed() -> Opening<T> {
        Opening { open: RwSignal::new(None) }
    }

    /// The open row.
    pub fn get(self) -> Option<Id<T>> {
        self.open.get()
    }

    /// The open row as it is now, once.
    pub fn peek(self) -> Option<Id<T>> {
        self.open.get_untracked()
    }

    /// Whether a row is the open one.
    pub fn is(self, id: Id<T>) -> Memo<bool> {
        Memo::new(move |_| self.open.get() == Some(id))
    }

    /// Opens a row, and closes the one that was open.
    pub fn open(self, id: Id<T>) {
        self.open.set(Some(id));
    }

    /// Closes the row that is open.
    pub fn close(self) {
        self.open.set(None);
    }

    /// Closes a row its reader is through with, and brings the focus back to its name.
    pub fn done(self, id: Id<T>) {
        self.close();
        focus_by_id(&name_id(id));
    }

    /// Opens a row that is closed, closes it where it is open.
    pub fn toggle(self, id: Id<T>) {
        self.open.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
    }

    /// The name of a row, as the button that opens it. It is read out with what pressing it does.
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

    /// What is under a row while it is open, as wide as the table.
    pub fn under(self, id: Id<T>, columns: u32, card: fn(Opening<T>, Id<T>) -> AnyView) -> AnyView {
        let is_open = self.is(id);
        (move || is_open.get().then(|| view! { <tr class="opened"><td colspan=columns>{card(self, id)}</td></tr> }))
            .into_any()
    }
}

fn name_id<T>(id: Id<T>) -> String {
    "opens-".to_owned() + &id.to_string()
}

/// The id at the end of an anchor that begins with a prefix.
pub fn id_in<'a>(anchor: &'a str, prefix: &str) -> Option<&'a str> {
    let (name, id) = anchor.rsplit_once('-')?;
    name.starts_with(prefix).then_some(id)
}
