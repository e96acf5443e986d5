//! A list item collapsed to one line until it is edited, so that a phase with a dozen activities stays one page.

use leptos::html;
use leptos::prelude::*;

use super::Part;
use crate::app::use_navigation;
use crate::plan::model::id::Id;
use crate::plan::model::suggestions::SuggestedPart;
use crate::ui::suggestions;

/// What a collapsed item shows.
pub(super) struct CardSummary {
    /// What it is called.
    pub title: Signal<String>,
    /// Its summary.
    pub about: Signal<String>,
    /// The class of a state marker before the title.
    pub mark: Signal<Option<&'static str>>,
    /// The item's menu.
    pub menu: Option<AnyView>,
    /// The part that it is, where it can be a suggestion.
    pub suggested: Option<SuggestedPart>,
}

impl CardSummary {
    /// With a title and a summary.
    pub fn new(title: impl Into<Signal<String>>, about: impl Into<Signal<String>>) -> CardSummary {
        CardSummary {
            title: title.into(),
            about: about.into(),
            mark: Signal::stored(None),
            menu: None,
            suggested: None,
        }
    }

    /// As a part that can be a suggestion.
    pub fn suggested(self, part: SuggestedPart) -> CardSummary {
        CardSummary { suggested: Some(part), ..self }
    }

    /// With a menu.
    pub fn menu(self, menu: AnyView) -> CardSummary {
        CardSummary { menu: Some(menu), ..self }
    }
}

/// The key of an item: its id, which also ends the ids of its fields.
pub(super) fn key_of<T>(id: Id<T>) -> String {
    "-".to_owned() + &id.to_string()
}

/// A collapsible list item. Its body is drawn while it is open; it opens when a link leads to one of its fields, and
/// when it is new.
pub(super) fn folded(
    part: Part,
    key: String,
    face: CardSummary,
    body: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let navigation = use_navigation();
    let node = NodeRef::<html::Details>::new();
    let open = RwSignal::new(false);
    Effect::new(move || {
        let meant = navigation.route().anchor().is_some_and(|anchor| anchor.ends_with(&key));
        let new = part.opened.with(|opened| *opened == key);
        // Nothing but the reader closes it: what is open stays open while something else is added.
        if meant || new {
            open.set(true);
        }
    });
    // A details element opens by itself and reports it afterwards.
    let toggled = move |_| {
        if let Some(now) = node.try_get_untracked().flatten().map(|details| details.open())
            && open.try_get_untracked() == Some(!now)
        {
            open.set(now);
        }
    };
    let CardSummary { title, about, mark, menu, suggested } = face;
    let editor = part.editor;
    let tag = suggested.map(|suggested| suggestions::tag(editor, suggested));
    let accept = move || suggested.map(|suggested| suggestions::accept_button(editor, suggested, title));
    let heading = part.card_heading(title);
    let marked =
        move || mark.get().map(|mark| view! { <span class=format!("sign {mark}") aria-hidden="true"></span> " " });
    let has_menu = menu.is_some();
    view! {
        <li class="item" class:has-menu=has_menu>
            <details node_ref=node prop:open=move || open.get() on:toggle=toggled>
                <summary>{marked} {heading} {tag} " " <span class="about">{move || about.get()}</span></summary>
                {move || open.get().then(|| view! { <div class="folded">{accept()} {body()}</div> })}
            </details>
            {menu}
        </li>
    }
    .into_any()
}
