//! Stylesheets of views beside the steps: separate files fetched with the view, so that the first load does not include
//! them.

use leptos::prelude::*;

use crate::browser::page::versions::of_this_build;

/// Draws a view once its stylesheet has loaded or failed to load. `href` is the file's path in the built site.
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
