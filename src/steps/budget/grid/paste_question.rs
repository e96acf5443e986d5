//! The question about a paste: names that the plan does not have, and cells that cannot be read.

use leptos::prelude::*;

use super::row_edits::{PendingPaste, UnparsedCell, counted_parts};
use super::rows::LineRows;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{budget_grid as w, common, grid as g};
use crate::import::named_parts::{MissingPart, NameMeaning, PartKind, suggest};
use crate::plan::Plan;
use crate::ui::named_parts::{listed_name, meaning_of, value_of};
use crate::widgets::grid::{Grid, UnreadCell, unread_cells};
use crate::widgets::{Button, ButtonKind, Dialog, SelectField, SelectOption};

/// The most names listed.
const SHOWN: usize = 50;

/// The button that the focus moves to.
const ADD: &str = "paste-add";

/// The dialog. Afterwards the focus is in the grid again.
pub(super) fn question(rows: &LineRows, grid: Grid) -> AnyView {
    let rows = *rows;
    let held = rows.held;
    let parts = RwSignal::new(Vec::<MissingPart>::new());
    let open = Signal::derive(move || held.with(Option::is_some));
    let names = Memo::new(move |_| held.with(|held| held.as_ref().map_or(0, |held| held.missing.len())));
    let title = Signal::derive(move || match format::counted(names.get()) {
        (0, _) => g::unread_title().to_owned(),
        (count, text) => w::missing_title(count, &text),
    });
    Effect::new(move || {
        let missing = held.with(|held| held.as_ref().map_or_else(Vec::new, |held| held.missing.clone()));
        if !missing.is_empty() {
            // The dialog opens after this effect and would move the focus to its first field.
            request_animation_frame(|| focus_when_rendered(ADD.to_owned()));
        }
        parts.set(missing);
    });
    let close = Callback::new(move |()| {
        held.set(None);
        grid.refocus();
    });
    let rest = Callback::new(move |()| {
        rows.paste_the_rest();
        grid.refocus();
    });
    let add = Callback::new(move |()| {
        rows.paste_with(&parts.get_untracked());
        grid.refocus();
    });
    let content = move || {
        held.get().map(|held| {
            let missing = (!held.missing.is_empty()).then(|| missing_names(rows, &held, parts));
            let unread = (!held.unread.is_empty()).then(|| left_out(&held.unread, !held.missing.is_empty()));
            view! { {missing} {unread} }
        })
    };
    let add_button = move || {
        (names.get() > 0).then(|| {
            let label = move || {
                let added = parts.with(|parts| counted_parts(parts));
                if added.is_empty() { w::replace_and_paste().to_owned() } else { w::add_and_paste(&added) }
            };
            view! { <Button kind=ButtonKind::Primary id=ADD on_press=add>{label}</Button> }
        })
    };
    // Without unknown names, pasting the rest is the main action.
    let rest_button = move || {
        let kind = if names.get() > 0 { ButtonKind::Quiet } else { ButtonKind::Primary };
        let is_any = held.with(|held| held.as_ref().is_some_and(|held| held.has_rest()));
        (is_any || names.get() == 0).then(|| view! { <Button kind=kind on_press=rest>{g::paste_the_rest()}</Button> })
    };
    view! {
        <Dialog open on_close=close title wide=true>
            {content}
            <div class="actions">
                {add_button} {rest_button}
                <Button on_press=close>{g::paste_nothing()}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The names that the plan does not have, each with what becomes of it.
fn missing_names(rows: LineRows, held: &PendingPaste, parts: RwSignal<Vec<MissingPart>>) -> AnyView {
    let options = |part: &MissingPart| rows.editor.peek(|plan| options(rows, plan, part));
    let list: Vec<AnyView> = held
        .missing
        .iter()
        .enumerate()
        .take(SHOWN)
        .map(|(at, part)| {
            let (kind, name) = (part.kind, part.name.clone());
            let value = Signal::derive(move || {
                parts.with(|parts| parts.get(at).map(|part| value_of(part.meaning, &part.name)).unwrap_or_default())
            });
            let commit = Callback::new(move |value: String| {
                if let Some((meaning, _)) = meaning_of(kind, &value) {
                    parts.update(|parts| {
                        if let Some(part) = parts.get_mut(at) {
                            part.meaning = meaning;
                        }
                    });
                }
            });
            let (uses, uses_text) = format::counted(part.uses);
            let column = match kind {
                PartKind::Phase => common::phase(),
                PartKind::Channel => common::channel(),
                PartKind::Metric => w::result_metric(),
            };
            let place = common::labelled(column, &w::missing_uses(uses, &uses_text));
            view! {
                <tr>
                    <td>{name.clone()}</td>
                    <td data-label=w::missing_where()>{place}</td>
                    <td data-label=w::missing_becomes()>
                        <SelectField
                            id="paste-name-".to_owned() + &at.to_string()
                            label=w::missing_choice(&name)
                            options=Signal::stored(options(part))
                            value=value
                            commit=commit
                            bare=true
                        />
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let left = held.missing.len().saturating_sub(SHOWN);
    view! {
        <p>{w::missing_intro()}</p>
        <table class="cards paste-names">
            <thead>
                <tr>
                    <th scope="col">{w::missing_name()}</th>
                    <th scope="col">{w::missing_where()}</th>
                    <th scope="col">{w::missing_becomes()}</th>
                </tr>
            </thead>
            <tbody>{list}</tbody>
        </table>
        {(left > 0).then(|| view! { <p class="muted small">{g::unread_more(&format::counted(left).1)}</p> })}
    }
    .into_any()
}

/// What can become of a name: a new part, the entries of the catalogue that are like it, the parts of the plan.
fn options(rows: LineRows, plan: &Plan, part: &MissingPart) -> Vec<SelectOption> {
    let (kind, all) = (part.kind, rows.names.get_untracked());
    let known = all.known(plan, kind);
    let new = match kind {
        PartKind::Phase => w::new_phase(&part.name),
        PartKind::Channel => w::new_channel(&part.name),
        PartKind::Metric => w::new_metric(&part.name),
    };
    let listed = |meaning: NameMeaning| match meaning {
        NameMeaning::Listed(key) => {
            Some(SelectOption::new(value_of(meaning, ""), listed_name(kind, key)).under(w::group_listed()))
        }
        _ => None,
    };
    let like = suggest(kind, &part.name, &known, plan.basics.market, &listed_name);
    let mut options: Vec<SelectOption> = like.into_iter().filter_map(listed).collect();
    options.push(SelectOption::new(value_of(NameMeaning::New, &part.name), new));
    options.extend(
        known.iter().map(|part| {
            SelectOption::new(value_of(NameMeaning::Known(part.bits), ""), part.name).under(w::group_known())
        }),
    );
    options
}

fn left_out(unread: &[UnparsedCell], beside_names: bool) -> AnyView {
    let (count, text) = format::counted(unread.len());
    let cell = |cell: &UnparsedCell| UnreadCell {
        place: g::unread_place(&format::counted(cell.row).1, cell.column),
        text: cell.text.clone(),
        why: cell.why.clone(),
    };
    let cells: Vec<UnreadCell> = unread.iter().map(cell).collect();
    view! {
        <p>{if beside_names { w::unread_too(count, &text) } else { g::unread(count, &text) }}</p>
        {unread_cells(&cells)}
    }
    .into_any()
}
