//! Sharing a plan as a link that contains all of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::route::Route;
use crate::app::{Editor, Navigation};
use crate::browser::dom::clipboard;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::form_controls::select_all;
use crate::browser::files::deflate;
use crate::browser::page::address;
use crate::file;
use crate::file::share_link;
use crate::i18n::format;
use crate::i18n::words::{common, go_to, share as w, shell};
use crate::plan::Step;
use crate::widgets::{Button, ButtonKind, Notice, NoticeKind, Toasts};

/// The id of the field that shows the link.
const LINK: &str = "share-link";

/// The section: what a share link is, creating one, and notes on the created link.
pub fn section(editor: Editor) -> AnyView {
    let toasts = Toasts::here();
    let link: RwSignal<Option<String>> = RwSignal::new(None);
    // A link contains the plan as it was when the link was created.
    Effect::new(move |before: Option<()>| {
        editor.read(|_| ());
        if before.is_some() {
            link.set(None);
        }
    });
    let make = Callback::new(move |()| {
        let text = editor.peek(file::write);
        spawn_local(async move {
            match deflate::compress(text.as_bytes()).await {
                Ok(bytes) => {
                    let to = Route::Shared(share_link::encode(&bytes)).to_string();
                    // The step may have been left meanwhile.
                    if link.try_set(Some(address::page() + &to)).is_none() {
                        focus_when_rendered(LINK.to_owned());
                    }
                }
                Err(error) => toasts.say(w::not_made(&error.to_string())),
            }
        });
    });
    let body = move || match link.get() {
        Some(link) => made(editor, toasts, link),
        None => view! { <p class="actions"><Button on_press=make>{w::make()}</Button></p> }.into_any(),
    };
    view! {
        <section aria-labelledby="review-share">
            <h2 id="review-share">{w::heading()}</h2>
            <p>{w::what()}</p>
            {body}
        </section>
    }
    .into_any()
}

/// Copies a link with the plan as it is now, and says so.
pub fn copy(editor: Editor, navigation: Navigation, toasts: Toasts) {
    let Some(plan) = editor.open_plan() else { return };
    let text = editor.peek(file::write);
    let show = editor.lasting_callback(move || navigation.go(&Route::field(plan, Step::Review, "review-share")));
    spawn_local(async move {
        let bytes = match deflate::compress(text.as_bytes()).await {
            Ok(bytes) => bytes,
            Err(reason) => return toasts.say(w::not_made(&reason.to_string())),
        };
        let link = address::page() + &Route::Shared(share_link::encode(&bytes)).to_string();
        let length = link.len();
        clipboard::copy(link, move |done| {
            if !done {
                toasts.offer(go_to::link_not_copied(), go_to::show_link(), show);
            } else if length > share_link::MAX_SAFE_CHARS {
                let said = [go_to::link_copied(), &w::long(&format::counted(length).1)].join(" ");
                toasts.offer(said, go_to::show_link(), show);
            } else {
                toasts.say(go_to::link_copied());
            }
        });
    });
}

/// A created link.
fn made(editor: Editor, toasts: Toasts, link: String) -> AnyView {
    let length = link.len();
    let (_, length_text) = format::counted(length);
    let warning = (length > share_link::MAX_SAFE_CHARS).then(|| {
        let (_, most) = format::counted(share_link::MAX_SAFE_CHARS);
        let download = Callback::new(move |()| editor.download());
        view! {
            <Notice kind=NoticeKind::Warn title=w::long(&length_text) live=true>
                <p>{w::long_help(&most)}</p>
                <Button on_press=download>{shell::download_plan()}</Button>
            </Notice>
        }
    });
    let to_copy = link.clone();
    let copy = Callback::new(move |()| {
        clipboard::copy(to_copy.clone(), move |done| {
            if !done {
                focus_when_rendered(LINK.to_owned());
            }
            toasts.say(if done { common::copied() } else { w::copy_failed() });
        });
    });
    view! {
        <div class="field">
            <label for=LINK>{w::link()}</label>
            <small id="share-length">{w::length(&length_text)}</small>
            <textarea
                id=LINK
                rows="3"
                readonly=true
                aria-describedby="share-length"
                class="link"
                prop:value=link
                on:focus=move |event| select_all(&event)
            ></textarea>
        </div>
        {warning}
        <p class="actions"><Button kind=ButtonKind::Primary on_press=copy>{w::copy()}</Button></p>
    }
    .into_any()
}
