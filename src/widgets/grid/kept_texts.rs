//! Texts that were typed into cells and could not be read when the table was left.

use leptos::prelude::*;

use crate::i18n::words::{common, grid as w};
use crate::widgets::fields::open_inputs;
use crate::widgets::{Button, ButtonKind, Notice, NoticeKind, Toasts};

use super::{Grid, RestoreOutcome};

/// A text entered into a cell that could not be parsed and was kept when the grid was left.
#[derive(Clone, PartialEq)]
struct KeptText {
    key: String,
    text: String,
    column: String,
    row: String,
    why: String,
}

/// Retries entries kept when the grid was left: parsed ones enter the plan, others are shown with the reason.
pub fn kept_texts(grid: Grid) -> AnyView {
    let unread = RwSignal::new(Vec::<KeptText>::new());
    let toasts = Toasts::here();
    Effect::new(move || {
        untrack(|| {
            let rows = grid.rows();
            for (key, text) in open_inputs::stashed_under(rows.prefix()) {
                match rows.restore_text(&key, &text, false) {
                    RestoreOutcome::Taken => {
                        open_inputs::release(&key);
                        toasts.say(w::kept_taken(&text));
                    }
                    RestoreOutcome::Gone => open_inputs::release(&key),
                    RestoreOutcome::Unread { column, row, why } => {
                        unread.update(|unread| unread.push(KeptText { key, text, column, row, why }));
                    }
                }
            }
        });
    });
    let any = Memo::new(move |_| unread.with(|unread| !unread.is_empty()));
    let one = move |kept: KeptText| {
        let KeptText { key, text, column, row, why } = kept;
        let drop_it = move |key: &str| unread.update(|unread| unread.retain(|kept| kept.key != key));
        let named = w::kept_discard(&text);
        let said = w::kept_unread(&text, &column, &row);
        let (again, own) = (key.clone(), key.clone());
        let edit = Callback::new(move |()| {
            grid.rows().unhide(&again);
            if grid.resume(&again, &text) {
                drop_it(&again);
            } else {
                toasts.say(w::kept_hidden(&column));
            }
        });
        let discard = Callback::new(move |()| {
            open_inputs::release(&own);
            drop_it(&own);
            grid.refocus();
        });
        view! {
            <p>
                {said} " " {why} " "
                <Button kind=ButtonKind::Plain on_press=edit>{common::edit()}</Button>
                " "
                <Button kind=ButtonKind::Plain name=named on_press=discard>{common::remove()}</Button>
            </p>
        }
    };
    view! {
        <Show when=move || any.get() fallback=|| ()>
            <Notice kind=NoticeKind::Warn title=w::kept_title() live=true>
                <For each=move || unread.get() key=|kept| kept.key.clone() children=one />
            </Notice>
        </Show>
    }
    .into_any()
}
