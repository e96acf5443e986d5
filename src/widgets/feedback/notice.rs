//! Notices and empty states on the page.

use leptos::prelude::*;

use crate::i18n::words::common;

/// The kind of a notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Information.
    #[default]
    Info,
    /// Success.
    Ok,
    /// A warning.
    Warn,
    /// An error.
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

    /// The kind in a word, since colour alone is not accessible.
    fn word(self) -> &'static str {
        match self {
            Self::Info => common::kind_hint(),
            Self::Ok => common::kind_good(),
            Self::Warn => common::kind_warning(),
            Self::Bad => common::kind_error(),
        }
    }
}

/// A notice. A `live` one is announced when it appears.
#[component]
pub fn Notice(
    /// The kind of a notice.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its first line, starting with the number where there is one.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// Whether it appears while the page is being read.
    #[prop(optional)]
    live: bool,
    /// The reason and what to do.
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

/// Shown where there is no content yet: what belongs here, an example, and the button that starts it.
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
