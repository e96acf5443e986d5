//! Keeps a file on disk in sync with the plan, in browsers that support it.

use leptos::prelude::*;

use crate::app::use_navigation;
use crate::app::workspace::file_sync::{DiskState, use_disk_copy};
use crate::browser::files::disk;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, disk_file as w};
use crate::widgets::{Button, ButtonKind, Notice, NoticeKind};

/// The section; empty in browsers without file access.
pub fn section() -> AnyView {
    let Some(plan) = use_navigation().peek().plan() else { return ().into_any() };
    if !disk::is_supported() {
        return ().into_any();
    }
    let copy = use_disk_copy();
    let choose = Callback::new(move |()| copy.choose());
    let stop = Callback::new(move |()| copy.stop());
    let again = Callback::new(move |()| copy.try_again());
    let body = move || match copy.state(plan) {
        DiskState::Off => view! {
            {copy.is_of_another(plan).then(|| view! { <p class="small muted">{w::of_another()}</p> })}
            <p class="actions"><Button on_press=choose>{w::choose()}</Button></p>
        }
        .into_any(),
        DiskState::InSync { name, at } => {
            let (hours, minutes) = clock::time_at(at);
            view! {
                <p role="status">{w::in_step(&name, &format::time(hours, minutes))}</p>
                <p class="actions"><Button on_press=stop>{w::stop()}</Button></p>
            }
            .into_any()
        }
        DiskState::Outdated { name, reason } => view! {
            <Notice kind=NoticeKind::Bad live=true title=w::behind(&name)>
                <p>{w::behind_help(&reason)}</p>
                <div class="actions">
                    <Button kind=ButtonKind::Primary on_press=again>{common::try_again()}</Button>
                    <Button on_press=choose>{w::choose_other()}</Button>
                    <Button on_press=stop>{w::stop()}</Button>
                </div>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="review-disk">
            <h2 id="review-disk">{w::heading()}</h2>
            <p>{w::what()}</p>
            {body}
        </section>
    }
    .into_any()
}
