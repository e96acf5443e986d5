//! Everyone whom the plan names, with where: renamed in one place, and two spellings of one name merged.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, part_name, use_editor};
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::i18n::format;
use crate::i18n::words::{common, people as w};
use crate::plan::Plan;
use crate::plan::edit::PlanPart;
use crate::plan::edit::people::{RenameError, rename};
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::people::{NameUse, Person, people};
use crate::plan::review::places;
use crate::ui::labels::plan_items;
use crate::widgets::{Button, Dialog, LazyDisclosure, TextField, UnsubmittedText};

/// The section's heading.
const HEADING: &str = "people";
/// The field with the new name.
const NEW_NAME: &str = "people-new-name";
/// The most places listed of one person.
const MOST_PLACES: usize = 100;

/// Renaming a person.
#[derive(Clone, Copy, Default)]
struct Renaming {
    /// The name to change; empty while nobody is being renamed.
    from: RwSignal<String>,
    to: UnsubmittedText,
    problem: RwSignal<Option<String>>,
}

impl Renaming {
    fn begin(self, name: &str) {
        self.to.begin("people-rename-".to_owned() + name, name.to_owned());
        self.problem.set(None);
        self.from.set(name.to_owned());
        focus_when_rendered(NEW_NAME.to_owned());
    }

    fn close(self) {
        self.to.end();
        self.from.set(String::new());
    }

    fn save(self, editor: Editor) {
        let (from, to) = (self.from.get_untracked(), self.to.peek().trim().to_owned());
        let merged = editor.peek(|plan| people(plan).iter().any(|person| person.name == to));
        let problem = match editor.peek(|plan| rename(plan, &from, &to)) {
            Ok(edit) => {
                let said = if merged { w::merged(&from, &to) } else { w::renamed(&from, &to) };
                if editor.apply_undoably(edit, &said) {
                    self.close();
                    // The row of the old name is gone. Until the dialog is closed nothing around it takes the focus.
                    let next = row_button(&to);
                    request_animation_frame(move || focus_when_rendered(next));
                }
                return;
            }
            Err(RenameError::NoChange) => {
                self.close();
                return;
            }
            Err(RenameError::NoName) => w::name_missing().to_owned(),
            Err(RenameError::TooLong) => w::name_too_long(&format::counted(NAME_CHARS).1),
        };
        self.problem.set(Some(problem));
        focus_by_id(NEW_NAME);
    }
}

/// The id of the button that renames a person.
fn row_button(name: &str) -> String {
    name.split_whitespace().fold("people-of".to_owned(), |id, word| id + "-" + word)
}

/// The list of people, once somebody is named.
pub fn section() -> AnyView {
    let editor = use_editor();
    let all = editor.memo(people);
    let names = Memo::new(move |_| all.with(|all| all.iter().map(|person| person.name.clone()).collect::<Vec<_>>()));
    let renaming = Renaming::default();
    let any = Memo::new(move |_| names.with(|names| !names.is_empty()));
    let summary = Signal::derive(move || {
        let (n, text) = format::counted(names.with(Vec::len));
        w::named(n, &text)
    });
    // Folded: a plan may name dozens, and the section is about teams first.
    let list = move || {
        if !any.get() {
            return view! { <p class="muted">{w::none()}</p> }.into_any();
        }
        view! {
            <LazyDisclosure summary>
                <ul class="plain people">
                    <For
                        each=move || names.get()
                        key=Clone::clone
                        children=move |name| row(editor, all, renaming, name)
                    />
                </ul>
            </LazyDisclosure>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{w::people()}</h2>
            <p class="muted">{w::intro()}</p>
            {list}
            {dialog(editor, all, renaming)}
        </section>
    }
    .into_any()
}

fn uses_of(all: Memo<Vec<Person>>, name: &str) -> Vec<NameUse> {
    all.with(|all| all.iter().find(|person| person.name == name).map(|person| person.uses.clone()).unwrap_or_default())
}

fn uses_words(count: usize) -> String {
    let (n, text) = format::counted(count);
    w::uses(n, &text)
}

fn row(editor: Editor, all: Memo<Vec<Person>>, renaming: Renaming, name: String) -> AnyView {
    let uses = {
        let name = name.clone();
        Memo::new(move |_| uses_of(all, &name))
    };
    let summary = Signal::derive(move || uses.with(|uses| uses_words(uses.len())));
    let begin = {
        let name = name.clone();
        Callback::new(move |()| renaming.begin(&name))
    };
    view! {
        <li>
            <b>{name.clone()}</b>
            <LazyDisclosure summary>{places_of(editor, uses)}</LazyDisclosure>
            <Button id=row_button(&name) name=w::rename_named(&name) on_press=begin>{common::rename()}</Button>
        </li>
    }
    .into_any()
}

/// The parts that name a person, with links to the fields.
fn places_of(editor: Editor, uses: Memo<Vec<NameUse>>) -> AnyView {
    let listed = move || {
        uses.with(|uses| {
            let place = |used: &NameUse| editor.peek(|plan| place_of(plan, *used));
            let links = uses.iter().take(MOST_PLACES).filter_map(place).map(|(address, name, kind)| {
                view! { <li><a href=address>{name}</a> " " <small class="muted">{kind}</small></li> }
            });
            let more = uses.len().saturating_sub(MOST_PLACES);
            let more = (more > 0).then(|| view! { <li class="muted">{w::more(&format::counted(more).1)}</li> });
            view! { <ul class="plain small">{links.collect::<Vec<_>>()} {more}</ul> }
        })
    };
    listed.into_any()
}

fn place_of(plan: &Plan, used: NameUse) -> Option<(String, String, &'static str)> {
    let kind = PlanPart::from(used.part);
    let mut place = places::of_part(plan, kind, used.part.item())?;
    place.field = used.field;
    let address = Route::field(plan.id, place.step, place.anchor()).to_string();
    Some((address, plan_items::part(plan, used.part), part_name(Some(kind))))
}

fn dialog(editor: Editor, all: Memo<Vec<Person>>, renaming: Renaming) -> AnyView {
    let Renaming { from, to, problem } = renaming;
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        renaming.save(editor);
    };
    let close = Callback::new(move |()| renaming.close());
    let typed = Callback::new(move |text| {
        problem.set(None);
        to.typed(text);
    });
    let merges = Memo::new(move |_| {
        let new = to.signal().get().trim().to_owned();
        all.with(|all| new != from.get() && all.iter().any(|person| person.name == new))
    });
    let about = move || {
        let (from, new) = (from.get(), to.signal().get());
        let count = uses_of(all, &from).len();
        if merges.get() {
            w::will_merge(new.trim(), &format::counted(count + uses_of(all, new.trim()).len()).1)
        } else {
            let (n, text) = format::counted(count);
            w::will_rename(n, &text)
        }
    };
    let submit = move || if merges.get() { w::merge() } else { common::rename() };
    view! {
        <Dialog
            open=Signal::derive(move || from.with(|from| !from.is_empty()))
            on_close=close
            title=Signal::derive(move || w::rename_named(&from.get()))
        >
            // Text typed here is not part of the plan yet: Ctrl+Z is the browser's own undo.
            <form on:submit=save attr:data-own-undo="">
                <TextField id=NEW_NAME label=w::new_name() value=to.signal() commit=typed problem=problem />
                <p class="small muted" role="status">{about}</p>
                <div class="actions">
                    <button type="submit" class="btn">{submit}</button>
                    <Button on_press=close>{common::cancel()}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
