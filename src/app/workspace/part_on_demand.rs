//! Draws what is a file of its own in a release: a message while it is loaded, another attempt where it cannot be.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::new_version::not_loaded_message;
use crate::i18n::words::app;

/// The state of the loading.
#[derive(Clone)]
enum Loading<P> {
    Begun,
    Failed(&'static str),
    Done(P),
}

/// Loads a part and draws it. `opening` is drawn until then, `failed` with the reason and a callback that tries again.
pub(super) fn part_on_demand<P, F>(
    load: impl Fn() -> F + Clone + Send + Sync + 'static,
    draw: impl Fn(P) -> AnyView + Send + Sync + 'static,
    opening: impl Fn() -> AnyView + Send + Sync + 'static,
    failed: impl Fn(&'static str, Callback<()>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    P: Clone + Send + Sync + 'static,
    F: Future<Output = Option<P>> + 'static,
{
    let state = RwSignal::new(Loading::Begun);
    let attempt = move || {
        let part = load();
        spawn_local(async move {
            let found = match part.await {
                Some(part) => Loading::Done(part),
                None => Loading::Failed(not_loaded_message(app::not_loaded_text()).await),
            };
            // The reader may have gone elsewhere meanwhile.
            let _ = state.try_set(found);
        });
    };
    attempt();
    let again = Callback::new(move |()| attempt());
    let view = move || {
        state.with(|state| match state {
            Loading::Done(part) => untrack(|| draw(part.clone())),
            Loading::Failed(why) => untrack(|| failed(why, again)),
            Loading::Begun => untrack(&opening),
        })
    };
    view.into_any()
}
