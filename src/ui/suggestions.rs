//! What is suggested and nobody has changed or accepted yet: a mark beside the part, and a list above the section and on
//! the overview. Any change of the part removes its mark; accepting it only removes the mark.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::{Editor, part_name, use_editor};
use crate::i18n::format;
use crate::i18n::words::suggestions as w;
use crate::plan::edit::{PlanEdit, PlanPart};
use crate::plan::model::suggestions::{SuggestedPart, Suggestions};
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::places;
use crate::plan::{Plan, PlanId};
use crate::ui::labels::plan_items;
use crate::widgets::{Button, ButtonKind, ButtonLink, LazyDisclosure, Notice, NoticeKind};

/// Where a suggested part is changed.
fn place_of(plan: &Plan, part: SuggestedPart) -> Option<FindingPlace> {
    places::of_part(plan, PlanPart::from(part), part.item())
}

/// Removes the marks of parts, with a message that offers to undo it.
fn accept(editor: Editor, parts: &[SuggestedPart]) {
    let (left, count) = editor.peek(|plan| {
        let left: Suggestions = plan.suggested.iter().filter(|part| !parts.contains(part)).collect();
        (left, plan.suggested.iter().filter(|part| parts.contains(part)).count())
    });
    if count > 0 {
        let (count, text) = format::counted(count);
        editor.apply_undoably(PlanEdit::Suggested(left), &w::accepted(count, &text));
    }
}

fn is_suggested(editor: Editor, part: SuggestedPart) -> Memo<bool> {
    editor.memo(move |plan| plan.suggested.has(part))
}

/// The mark of a suggestion beside its name; nothing once it is none.
pub fn tag(editor: Editor, part: SuggestedPart) -> AnyView {
    let is_suggested = is_suggested(editor, part);
    (move || is_suggested.get().then(|| view! { " " <span class="tag suggested">{w::tag()}</span> })).into_any()
}

/// The button that accepts a suggestion; nothing once it is none. `name` says which one.
pub fn accept_button(editor: Editor, part: SuggestedPart, name: Signal<String>) -> AnyView {
    let is_suggested = is_suggested(editor, part);
    let press = Callback::new(move |()| accept(editor, &[part]));
    let button = move || {
        is_suggested.get().then(|| {
            view! {
                <Button kind=ButtonKind::Plain on_press=press name=w::accept_named(&name.get_untracked())>
                    {w::accept()}
                </Button>
            }
        })
    };
    button.into_any()
}

/// One suggestion in the list of a section.
#[derive(Clone, PartialEq)]
struct Listed {
    part: SuggestedPart,
    name: String,
    kind: &'static str,
    address: String,
}

/// What is suggested in a section; nothing where nothing is.
pub fn here(plan: PlanId, section: Section) -> AnyView {
    let editor = use_editor();
    let listed = editor.memo(move |now| {
        let here = |part: SuggestedPart| {
            let place = place_of(now, part)?;
            (Section::holding(place.step, place.field) == section).then(|| Listed {
                part,
                name: plan_items::part(now, part),
                kind: part_name(Some(PlanPart::from(part))),
                address: Route::field(plan, place.step, place.anchor()).to_string(),
            })
        };
        now.suggestions().filter_map(here).collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| listed.with(Vec::len));
    let any = Memo::new(move |_| count.get() > 0);
    let heading = Signal::derive(move || {
        let (count, text) = format::counted(count.get());
        w::here(count, &text)
    });
    let all = Callback::new(move |()| {
        let parts = listed.with_untracked(|listed| listed.iter().map(|one| one.part).collect::<Vec<_>>());
        accept(editor, &parts);
    });
    let row = move |one: Listed| {
        let name = Signal::stored(one.name.clone());
        view! {
            <li class="spread">
                <span>
                    <a href=one.address>{one.name}</a> " " <small class="muted">{one.kind}</small>
                </span>
                {accept_button(editor, one.part, name)}
            </li>
        }
    };
    view! {
        <Show when=move || any.get() fallback=|| ()>
            <section class="suggestions-here" aria-label=move || heading.get()>
                <LazyDisclosure summary=heading>
                    <p class="small muted">{w::here_why()}</p>
                    <ul class="plain">{move || listed.get().into_iter().map(row).collect::<Vec<_>>()}</ul>
                </LazyDisclosure>
                <button type="button" class="btn quiet small" on:click=move |_| all.run(())>
                    {w::accept_these()}
                </button>
            </section>
        </Show>
    }
    .into_any()
}

/// On the overview: how many suggestions are left, and the way to them; nothing where none is.
pub fn overview(plan: PlanId) -> AnyView {
    let editor = use_editor();
    let left = editor.memo(|plan| plan.suggestions().count());
    let first = editor.memo(move |now| {
        // In the order of the steps.
        let place = now.suggestions().filter_map(|part| place_of(now, part)).min_by_key(|place| place.step)?;
        Some(Route::field(plan, place.step, place.anchor()).to_string())
    });
    let any = Memo::new(move |_| left.get() > 0);
    let all = Callback::new(move |()| {
        let parts: Vec<SuggestedPart> = editor.peek(|plan| plan.suggested.iter().collect());
        accept(editor, &parts);
    });
    let count = move || {
        let (count, text) = format::counted(left.get());
        w::left(count, &text)
    };
    // A plan that was not drafted from answers has suggested phases and channels at most.
    let is_drafted = editor.memo(|plan| {
        plan.suggestions().any(|part| !matches!(part, SuggestedPart::Phase(_) | SuggestedPart::Channel(_)))
    });
    let title = Signal::derive(move || if is_drafted.get() { w::drafted_title() } else { w::few_title() }.to_owned());
    let why = move || if is_drafted.get() { w::left_why() } else { w::few_why() };
    view! {
        <Show when=move || any.get() fallback=|| ()>
            <Notice kind=NoticeKind::Info title>
                <p>{count}</p>
                <p class="small muted">{why}</p>
                <div class="actions">
                    <ButtonLink href=Signal::derive(move || first.get().unwrap_or_default())>{w::first()}</ButtonLink>
                    <Button on_press=all>{w::accept_all()}</Button>
                </div>
            </Notice>
        </Show>
    }
    .into_any()
}
