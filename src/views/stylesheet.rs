//! Styles that only a view beside the path needs: a file of their own, fetched with it, so that the first load has none
//! of it.

use leptos::prelude::*;

use crate::browser::page::versions::of_this_build;

/// Draws a view once its styles are there, or cannot be had. `href` is the file's place in the built site.
pub fn styled(href: &'static str, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let there = RwSignal::new(false);
    let come = move |_| _ = there.try_set(true);
    let body = move || there.get().then(|| untrack(&draw));
    view! {
        <link rel="stylesheet" href=of_this_build(href) on:load=come on:error=move |_| _ = there.try_set(true) />
        {body}
    }
    .into_any()
}
