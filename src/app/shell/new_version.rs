//! The notice of a newer version of the site, shown while the page is open or when a part of this version is missing.

use leptos::prelude::*;

use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::editor::Editor;
use crate::browser::page::versions;
use crate::i18n::words::{app, common};
use crate::widgets::{Button, ButtonKind, Notice, Toasts};

/// Whether a newer version is available. One for the workspace, from the context.
#[derive(Clone, Copy)]
pub(crate) struct NewVersion {
    is_there: RwSignal<bool>,
    /// Whether to reload the page as soon as everything is saved.
    wanted: RwSignal<bool>,
    editor: Editor,
}

impl NewVersion {
    /// Listens for newer versions as long as the page is open.
    pub fn listen(editor: Editor) -> NewVersion {
        let version = NewVersion { is_there: RwSignal::new(false), wanted: RwSignal::new(false), editor };
        versions::on_newer(move || version.is_there.set(true));
        let state = editor.save_state();
        Effect::new(move || {
            let state = state.get();
            if !version.wanted.get() {
                return;
            }
            // The notice of a failed save stays at the top of the page.
            if matches!(state, SaveState::Failed(_)) {
                version.wanted.set(false);
            } else if !editor.is_unsaved() {
                versions::reload();
            }
        });
        version
    }

    fn save_and_reload(self) {
        self.editor.save();
        self.wanted.set(true);
    }
}

/// The message for a part that could not be loaded: that a newer version was deployed, or `otherwise`.
pub async fn not_loaded_message(otherwise: &'static str) -> &'static str {
    // This also shows the notice with the reload button again if it was dismissed.
    if versions::is_newer_available().await { app::newer_part() } else { otherwise }
}

/// Shows the same as a toast, which offers the reload in the first case. Leaving the page saves the plan, or asks.
pub async fn report_not_loaded(toasts: Toasts, otherwise: impl Into<String>) {
    if versions::is_newer_available().await {
        toasts.offer(app::newer_part(), app::save_and_reload(), Callback::new(|()| versions::reload()));
    } else {
        toasts.say(otherwise);
    }
}

/// The notice, while a newer version is available.
pub(crate) fn notice() -> AnyView {
    let version: NewVersion = expect_context();
    let view = move || {
        version.is_there.get().then(|| {
            let reload = Callback::new(move |()| version.save_and_reload());
            let later = Callback::new(move |()| version.is_there.set(false));
            view! {
                <Notice live=true title=app::newer_title()>
                    <p>{app::newer_text()}</p>
                    <div class="actions">
                        <Button kind=ButtonKind::Primary on_press=reload>{app::save_and_reload()}</Button>
                        <Button on_press=later>{common::dismiss()}</Button>
                    </div>
                </Notice>
            }
        })
    };
    view.into_any()
}
