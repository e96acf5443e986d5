//! The dialog of Go to…: a field, and under it what the typed text finds.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::entries::{self, SearchEntry, Target};
use super::places::Action;
use super::search;
use crate::app::shell::navigation::{Navigation, use_navigation};
use crate::app::shell::page_frame::{choose_theme, switch_language};
use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::workspace::editor::{Editor, use_editor};
use crate::app::workspace::entry_points::StepRegistry;
use crate::app::workspace::export_menu::Exporter;
use crate::browser::dom::focus::{press_when_focused, show_by_id};
use crate::browser::dom::form_controls::is_composing_key;
use crate::browser::page::theme::Theme;
use crate::i18n;
use crate::i18n::format;
use crate::i18n::words::go_to as w;
use crate::plan::Step;
use crate::widgets::{Dialog, Toasts};

/// How many results are shown.
const MOST: usize = 50;
/// How many visited places are remembered.
const RECENT: usize = 8;
/// How far Page Up and Page Down go.
const PAGE: usize = 8;

const LIST: &str = "go-to-results";

/// The dialogs that open from anywhere, and the places visited last. A handle, from the context.
#[derive(Clone, Copy)]
pub struct OpenDialogs {
    /// Whether Go to… is open.
    pub go_to: RwSignal<bool>,
    /// Whether the list of keyboard shortcuts is open.
    pub shortcuts: RwSignal<bool>,
    /// The keys of recent targets, the last one first.
    recent: StoredValue<Vec<String>>,
}

impl OpenDialogs {
    /// Must be created at the root: it remembers places from one screen to the next.
    pub(crate) fn new(navigation: Navigation) -> OpenDialogs {
        let dialogs = OpenDialogs {
            go_to: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            recent: StoredValue::new(Vec::new()),
        };
        Effect::new(move || dialogs.note(Target::Go(navigation.screen()).key()));
        dialogs
    }

    /// Whether one of them is open, tracked.
    pub(crate) fn is_any_open(self) -> bool {
        self.go_to.get() || self.shortcuts.get()
    }

    fn note(self, key: String) {
        self.recent.update_value(|recent| {
            recent.retain(|known| *known != key);
            recent.insert(0, key);
            // The first is the screen that is shown.
            recent.truncate(RECENT + 1);
        });
    }

    fn recent(self) -> Vec<String> {
        self.recent.get_value()
    }
}

/// The dialog.
pub(crate) fn dialog() -> AnyView {
    let dialogs: OpenDialogs = expect_context();
    let close = Callback::new(move |()| dialogs.go_to.set(false));
    view! {
        <Dialog open=dialogs.go_to on_close=close title=w::title().to_owned()>
            {content(dialogs)}
        </Dialog>
    }
    .into_any()
}

/// What carries out a choice.
#[derive(Clone, Copy)]
struct CommandRunner {
    dialogs: OpenDialogs,
    editor: Editor,
    navigation: Navigation,
    exporter: Exporter,
    toasts: Toasts,
}

impl CommandRunner {
    fn run(self, target: &Target) {
        self.dialogs.go_to.set(false);
        self.dialogs.note(target.key());
        match target {
            Target::Go(route) => self.navigation.go(route),
            Target::Do(action) => self.act(*action),
        }
    }

    fn act(self, action: Action) {
        let plan = self.editor.peek_open();
        match action {
            Action::Undo => self.editor.undo(),
            Action::Redo => self.editor.redo(),
            Action::NewLineItem => {
                let Some(plan) = plan else { return };
                self.navigation.go(&Route::field(plan, Step::Budget, "line-add"));
                press_when_focused("line-add");
            }
            Action::Export(export) => self.exporter.run(export),
            Action::ExportOptions => {
                if let Some(plan) = plan {
                    self.navigation.go(&Route::section(plan, Section::Export));
                }
            }
            Action::AllPlans => self.navigation.go(&Route::Home),
            Action::OtherLanguage => switch_language(self.toasts),
            Action::ThemeLight => choose_theme(Theme::Light),
            Action::ThemeDark => choose_theme(Theme::Dark),
            Action::ThemeAuto => choose_theme(Theme::Auto),
            Action::Shortcuts => self.dialogs.shortcuts.set(true),
        }
    }
}

/// The field and the results. Created anew each time the dialog opens, and the entries with it.
fn content(dialogs: OpenDialogs) -> AnyView {
    let (editor, navigation) = (use_editor(), use_navigation());
    let registry: StepRegistry = expect_context();
    let runner = CommandRunner { dialogs, editor, navigation, exporter: Exporter::here(), toasts: Toasts::here() };
    let inside = navigation.peek().plan().is_some();
    let entries = RwSignal::new(untrack(|| entries::all(editor, registry, inside, None)));
    // Without the other language's words, those in use still find everything.
    spawn_local(async move {
        if let Ok(other) = i18n::other_words().await
            && dialogs.go_to.try_get_untracked() == Some(true)
        {
            let all = entries::all(editor, registry, inside, Some(other));
            let _ = entries.try_set(all);
        }
    });
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let here = Target::Go(navigation.peek().screen()).key();
    let hits = Memo::new(move |_| entries.with(|entries| query.with(|query| found(query, entries, dialogs, &here))));
    let count = move || hits.with(|(hits, _)| hits.len());
    let is_any = move || count() != 0;
    let choose = move |nth: usize| {
        let at = hits.with_untracked(|(hits, _)| hits.get(nth).copied());
        let target = at.and_then(|at| entries.with_untracked(|entries| Some(entries.get(at)?.target.clone())));
        if let Some(target) = target {
            runner.run(&target);
        }
    };
    let go = move |to: usize| {
        active.set(to);
        show_by_id(&option_id(to));
    };
    let key = move |event: KeyboardEvent| {
        let (count, now) = (untrack(count), active.get_untracked());
        if is_composing_key(&event) || count == 0 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => go((now + 1) % count),
            "ArrowUp" => go((now + count - 1) % count),
            "PageDown" => go((now + PAGE).min(count - 1)),
            "PageUp" => go(now.saturating_sub(PAGE)),
            "Enter" => choose(now),
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(nth, at): (usize, usize)| {
        let shown = entries.with_untracked(|entries| entries.get(at).map(|entry| (entry.name.clone(), entry.detail)));
        let (name, detail) = shown.unwrap_or_default();
        view! {
            <li
                id=option_id(nth)
                role="option"
                aria-selected=move || if active.get() == nth { "true" } else { "false" }
                // The field keeps the focus.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| choose(nth)
            >
                <span>{name}</span>
                <small>{detail}</small>
            </li>
        }
    };
    let options = move || hits.with(|(hits, _)| hits.iter().copied().enumerate().map(option).collect::<Vec<_>>());
    let said = move || hits.with(|(hits, more)| hits_in_words(hits.len(), *more));
    view! {
        <div class="go-to">
            <input
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="go"
                aria-label=w::search()
                placeholder=w::example()
                aria-autocomplete="list"
                aria-controls=LIST
                aria-expanded=move || if is_any() { "true" } else { "false" }
                aria-activedescendant=move || is_any().then(|| option_id(active.get()))
                data-own-undo=""
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    active.set(0);
                    show_by_id(&option_id(0));
                }
                on:keydown=key
            />
            <ul id=LIST role="listbox" aria-label=w::results()>{options}</ul>
            <p class="small muted" role="status">{said}</p>
        </div>
    }
    .into_any()
}

/// How many entries were found, and whether more than are shown.
fn hits_in_words(shown: usize, more: bool) -> String {
    let (count, text) = format::counted(shown);
    match (count, more) {
        (0, _) => w::nothing().to_owned(),
        (_, true) => w::found_more(&text),
        _ => w::found(count, &text),
    }
}

fn option_id(nth: usize) -> String {
    "go-to-".to_owned() + &nth.to_string()
}

/// What a query finds; without one, recent places and actions come first.
fn found(query: &str, entries: &[SearchEntry], dialogs: OpenDialogs, here: &str) -> (Vec<usize>, bool) {
    if !query.trim().is_empty() {
        return search::find(query, entries.iter().map(|entry| &entry.text), MOST);
    }
    let recent = dialogs.recent();
    let keys: Vec<String> = entries.iter().take(entries.len().min(1000)).map(|entry| entry.target.key()).collect();
    let places = recent.iter().filter(|key| *key != here);
    let mut first: Vec<usize> = places.filter_map(|key| keys.iter().position(|known| known == key)).collect();
    let rest: Vec<usize> = (0..entries.len()).filter(|at| !first.contains(at)).take(MOST).collect();
    first.extend(rest);
    let more = entries.len() > MOST;
    first.truncate(MOST);
    (first, more)
}
