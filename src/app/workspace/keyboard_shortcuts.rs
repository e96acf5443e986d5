//! The list of keyboard shortcuts.

use leptos::prelude::*;

use crate::app::workspace::go_to::palette::OpenDialogs;
use crate::browser::page::document::has_command_key;
use crate::i18n::words::go_to as w;
use crate::widgets::Dialog;

/// What a shortcut does, and its keys: alternatives, each of which is pressed together.
type ShortcutRow = (&'static str, Vec<Vec<&'static str>>);

/// The dialog.
pub(crate) fn dialog() -> AnyView {
    let dialogs: OpenDialogs = expect_context();
    let close = Callback::new(move |()| dialogs.shortcuts.set(false));
    view! {
        <Dialog open=dialogs.shortcuts on_close=close title=w::shortcuts().to_owned()>
            {group(w::everywhere(), everywhere())}
            {group(w::in_grid(), grid())}
            {group(w::in_timeline(), timeline())}
        </Dialog>
    }
    .into_any()
}

/// The button that opens it.
pub(crate) fn button() -> AnyView {
    let dialogs: OpenDialogs = expect_context();
    view! {
        <button type="button" class="btn plain" aria-haspopup="dialog" on:click=move |_| dialogs.shortcuts.set(true)>
            {w::shortcuts()}
        </button>
    }
    .into_any()
}

/// Control, or its counterpart on Apple's keyboards.
fn control() -> &'static str {
    if has_command_key() { "⌘" } else { "Ctrl" }
}

/// The key that names what Alt is called.
fn alt() -> &'static str {
    if has_command_key() { "⌥" } else { "Alt" }
}

fn everywhere() -> Vec<ShortcutRow> {
    let control = control();
    vec![
        (w::key_go_to(), vec![vec![control, "K"]]),
        (w::key_undo(), vec![vec![control, "Z"]]),
        (w::key_redo(), vec![vec![control, "Shift", "Z"], vec![control, "Y"]]),
        (w::key_list(), vec![vec!["?"]]),
        (w::key_close(), vec![vec!["Esc"]]),
    ]
}

fn grid() -> Vec<ShortcutRow> {
    let (control, alt) = (control(), alt());
    vec![
        (w::key_cell(), vec![vec![w::arrows()]]),
        (w::key_next(), vec![vec!["Tab"], vec!["Shift", "Tab"]]),
        (w::key_type(), vec![vec![w::letters()]]),
        (w::key_edit(), vec![vec!["Enter"], vec!["F2"]]),
        (w::key_range(), vec![vec!["Shift", w::arrows()]]),
        (w::key_copy(), vec![vec![control, "C"], vec![control, "X"], vec![control, "V"]]),
        (w::key_clear(), vec![vec!["Delete"]]),
        (w::key_fill(), vec![vec![control, "D"]]),
        (w::key_insert(), vec![vec![control, "+"], vec![control, "−"]]),
        (w::key_move(), vec![vec![alt, "↑"], vec![alt, "↓"]]),
        (w::key_details(), vec![vec![alt, "Enter"]]),
        (w::key_leave(), vec![vec!["Esc"]]),
    ]
}

fn timeline() -> Vec<ShortcutRow> {
    let control = control();
    vec![
        (w::key_entry(), vec![vec!["↑"], vec!["↓"]]),
        (w::key_day(), vec![vec!["←"], vec!["→"]]),
        (w::key_week(), vec![vec![control, "←"], vec![control, "→"]]),
        (w::key_last_day(), vec![vec!["Shift", "←"], vec!["Shift", "→"]]),
        (w::key_open(), vec![vec!["Enter"]]),
    ]
}

fn group(title: &'static str, rows: Vec<ShortcutRow>) -> AnyView {
    let keys = |together: Vec<&'static str>| {
        let keys: Vec<_> = together.into_iter().map(|key| view! { <kbd>{key}</kbd> " " }).collect();
        view! { <span class="keys-together">{keys}</span> }
    };
    let row = |(what, ways): ShortcutRow| {
        let ways: Vec<_> = ways
            .into_iter()
            .enumerate()
            .map(|(nth, together)| {
                let or = (nth > 0).then(|| view! { <span class="visually-hidden">{w::or()}</span> });
                view! { {or} {keys(together)} }
            })
            .collect();
        view! { <div><dt>{what}</dt><dd>{ways}</dd></div> }
    };
    view! {
        <section class="shortcuts">
            <h3>{title}</h3>
            <dl>{rows.into_iter().map(row).collect::<Vec<_>>()}</dl>
        </section>
    }
    .into_any()
}
