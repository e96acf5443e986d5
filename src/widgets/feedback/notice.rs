//! Saying something on the page itself.

use leptos::prelude::*;

use crate::i18n::words::common;

/// What kind of thing a notice says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// It went well.
    Ok,
    /// Needs a look.
    Warn,
    /// Is wrong.
    Bad,
}

impl NoticeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "note info",
            Self::Ok => "note ok",
            Self::Warn => "note",
            Self::Bad => "note bad",
        }
    }

    /// The kind in a word, since colour alone says nothing.
    fn word(self) -> &'static str {
        match self {
            Self::Info => common::kind_hint(),
            Self::Ok => common::kind_good(),
            Self::Warn => common::kind_warning(),
            Self::Bad => common::kind_error(),
        }
    }
}

/// A notice. One that appears in answer to something is `live` and is spoken at once.
#[component]
pub fn Notice(
    /// What kind of thing it says.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its first line; the number first, where there is one.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// Comes up while the page is being read.
    #[prop(optional)]
    live: bool,
    /// The rest: why, and the way out.
    children: Children,
) -> AnyView {
    let role = live.then_some(if kind == NoticeKind::Bad { "alert" } else { "status" });
    let title = title.map(|title| view! { <strong>{move || title.get()}</strong> });
    view! {
        <div class=kind.class() role=role>
            <span class="visually-hidden">{kind.word()}" "</span>
            {title}
            {children()}
        </div>
    }
    .into_any()
}

/// Stands where nothing is yet: what belongs here, an example, and the button that begins it.
#[component]
pub fn EmptyState(
    /// One sentence on what belongs here.
    #[prop(into)]
    text: String,
    /// One example.
    #[prop(optional, into)]
    example: String,
    /// The button, where there is something to do here.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let example = (!example.is_empty()).then(|| view! { <p class="muted">{example}</p> });
    let actions = children.map(|button| view! { <div class="actions">{button()}</div> });
    view! { <div class="empty"><p>{text}</p>{example}{actions}</div> }.into_any()
}
