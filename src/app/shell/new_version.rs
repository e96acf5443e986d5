//! A newer version of the site: said quietly while the page is open, and wherever a part of this one is missing because
//! of it.

use leptos::prelude::*;

use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::editor::Editor;
use crate::browser::page::versions;
use crate::i18n::words::{app, common};
use crate::widgets::{Button, ButtonKind, Notice, Toasts};

/// Whether a newer version is there. One for the plan's loader of the app, given by context.
#[derive(Clone, Copy)]
pub(crate) struct NewVersion {
    is_there: RwSignal<bool>,
    /// Whether the page is to be loaded anew as soon as everything is saved.
    wanted: RwSignal<bool>,
    editor: Editor,
}

impl NewVersion {
    /// Listens as long as the page is open.
    pub fn listen(editor: Editor) -> NewVersion {
        let version = NewVersion { is_there: RwSignal::new(false), wanted: RwSignal::new(false), editor };
        versions::on_newer(move || version.is_there.set(true));
        let state = editor.save_state();
        Effect::new(move || {
            let state = state.get();
            if !version.wanted.get() {
                return;
            }
            // What cannot be saved is said at the top of the page, and stays on it.
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

/// What to say where a part of the program could not be loaded: that a newer version took its place, or `otherwise`.
pub async fn not_loaded_message(otherwise: &'static str) -> &'static str {
    // The notice with the way out then comes up too, also if it was dismissed before.
    if versions::is_newer_available().await { app::newer_part() } else { otherwise }
}

/// The same as a message, which in the first case offers the reload. Leaving the page saves the plan, or asks.
pub async fn report_not_loaded(toasts: Toasts, otherwise: impl Into<String>) {
    if versions::is_newer_available().await {
        toasts.offer(app::newer_part(), app::save_and_reload(), Callback::new(|()| versions::reload()));
    } else {
        toasts.say(otherwise);
    }
}

/// The notice, while there is something to say.
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
