//! The options of the import, and the button that adds the line items.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::LONG_TABLE;
use super::state::Import;
use super::target::{ImportTarget, NewPlanForm};
use crate::app::Editor;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget_files as w, new_plan_import as new_plan_words};
use crate::import::budget::new_plan::NewPlan;
use crate::import::budget::{ImportCounts, ImportPreview};
use crate::import::named_parts::PartKind;
use crate::plan::Plan;
use crate::plan::edit::PlanEdit;
use crate::ui::importing;
use crate::ui::named_parts::listed_name;
use crate::widgets::Checkbox;

pub(super) fn choices(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let faulty = Memo::new(move |_| preview.with(|preview| preview.counts(false).faulty));
    let leave_out = move || {
        let faulty = faulty.get();
        let (count, text) = format::counted(faulty);
        (faulty > 0).then(|| {
            view! {
                <Checkbox
                    id="import-leave-out"
                    label=w::leave_out(count, &text)
                    hint=Signal::stored(w::leave_out_hint().to_owned())
                    checked=import.leave_out
                    commit=Callback::new(move |leave_out| import.leave_out.set(leave_out))
                />
            }
        })
    };
    let channels = Memo::new(move |_| {
        preview.with(|preview| preview.channels.iter().map(|channel| channel.name.clone()).collect::<Vec<_>>())
    });
    let add_channels = move || {
        channels.with(|names| {
            let (count, text) = format::counted(names.len());
            (!names.is_empty()).then(|| {
                let shown: Vec<String> = names.iter().take(8).cloned().collect();
                let mut listed = format::list(&shown);
                if names.len() > shown.len() {
                    listed.push('…');
                }
                view! {
                    <Checkbox
                        id="import-channels"
                        label=w::add_channels(count, &text)
                        hint=Signal::stored(w::add_channels_hint(&listed))
                        checked=import.add_channels
                        commit=Callback::new(move |add| import.add_channels.set(add))
                    />
                }
            })
        })
    };
    view! { <div class="import-choices">{add_channels} {similar_channels(import, preview)} {leave_out}</div> }
        .into_any()
}

/// Whether names that are nearly those of the catalogue's channels mean these.
fn similar_channels(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let similar = Memo::new(move |_| {
        preview.with(|preview| {
            let channels = preview.channels.iter();
            channels.filter_map(|channel| Some((channel.name.clone(), channel.similar?))).collect::<Vec<_>>()
        })
    });
    (move || {
        let (count, text) = format::counted(similar.with(Vec::len));
        (count > 0 && import.add_channels.get()).then(|| {
            let pair =
                |(name, key): &(String, &'static str)| w::similar_channel(name, listed_name(PartKind::Channel, key));
            let pairs: Vec<String> = similar.with(|similar| similar.iter().take(8).map(pair).collect());
            let more = if count > pairs.len() as u64 { "…" } else { "" };
            view! {
                <Checkbox
                    id="import-similar"
                    label=w::similar_channels(count, &text)
                    hint=Signal::stored(w::similar_channels_hint(&(format::list(&pairs) + more)))
                    checked=import.similar
                    commit=Callback::new(move |take| {
                        import.similar.set(take);
                        preview.update(|preview| preview.takes_similar = take);
                    })
                />
            }
        })
    })
    .into_any()
}

pub(super) fn buttons(import: Import, preview: RwSignal<ImportPreview>, made: Memo<Option<NewPlan>>) -> AnyView {
    let counts = Memo::new(move |_| preview.with(|preview| preview.counts(import.leave_out.get())));
    let is_own = Memo::new(move |_| import.of(|source| source.mapping.own));
    let text = |count: usize| format::counted(count).1;
    // A file exported by this app reports what happened to each line item; for other files, rows that are not line
    // items matter too.
    let said = move || {
        let counts = counts.get();
        if import.target.new_plan().is_some() {
            return new_plan_words::counts(&text(counts.new), &text(counts.skipped), &text(counts.faulty));
        }
        if is_own.get() && counts.faulty == 0 {
            return w::unchanged_changed_new(&text(counts.same), &text(counts.changed), &text(counts.new));
        }
        w::counts(&text(counts.new), &text(counts.changed), &text(counts.skipped), &text(counts.faulty))
    };
    let same = move || {
        let counts = counts.get();
        let (count, text) = format::counted(counts.same);
        let is_said = is_own.get() && counts.faulty == 0;
        let (skipped, skipped_text) = format::counted(counts.skipped);
        let words = match is_said {
            false if count > 0 => w::same(count, &text),
            true if skipped > 0 => w::skipped(skipped, &skipped_text),
            _ => return None,
        };
        Some(view! { <span class="muted">{words}</span> })
    };
    let label = move || {
        let counts = counts.get();
        let ((new, new_text), (changed, changed_text)) = (format::counted(counts.new), format::counted(counts.changed));
        match (counts.new, counts.changed) {
            _ if import.target.new_plan().is_some() => new_plan_words::create().to_owned(),
            (0, 0) => w::nothing_to_take().to_owned(),
            (_, 0) => w::add_lines(new, &new_text),
            (0, _) => w::change_lines(changed, &changed_text),
            _ => w::add_and_change(&new_text, &changed_text),
        }
    };
    let nothing = Signal::derive(move || {
        import.session.working.with(Option::is_some) || counts.with(|counts| counts.new + counts.changed == 0)
    });
    let take = Callback::new(move |()| match import.target {
        ImportTarget::Plan(editor) => take(import, editor, preview),
        ImportTarget::NewPlan(form) => create(form, made),
    });
    let cancel = Callback::new(move |()| import.close());
    let said = view! { <strong>{said}</strong> " " {same} }.into_any();
    importing::end(said, label, take, nothing, cancel)
}

/// Creates the plan and opens it. Where it cannot be stored, the dialog stays.
fn create(form: NewPlanForm, made: Memo<Option<NewPlan>>) {
    let Some(NewPlan { mut plan, .. }) = made.get_untracked() else { return };
    if let Some(name) = form.name.get_untracked() {
        name.trim().clone_into(&mut plan.basics.name);
    }
    form.host.create(&plan);
}

/// Imports the line items as a single undo step. Many of them take two tasks, between which the import can still be
/// abandoned: by the person, or because the plan has changed.
fn take(import: Import, editor: Editor, preview: RwSignal<ImportPreview>) {
    let (leave_out, add_channels) = (import.leave_out.get_untracked(), import.add_channels.get_untracked());
    let counts = preview.with_untracked(|preview| preview.counts(leave_out));
    if counts.new + counts.changed <= LONG_TABLE {
        apply(import, editor, edit_of(editor, preview, leave_out, add_channels), counts);
        return;
    }
    let turn = import.turn.get_value();
    let is_wanted = move || import.turn.try_get_value() == Some(turn);
    import.session.working.set(Some(1.0));
    spawn_local(async move {
        clock::pause().await;
        if !is_wanted() {
            return;
        }
        let edit = edit_of(editor, preview, leave_out, add_channels);
        clock::pause().await;
        if is_wanted() {
            apply(import, editor, edit, counts);
        }
    });
}

fn edit_of(editor: Editor, preview: RwSignal<ImportPreview>, leave_out: bool, add_channels: bool) -> PlanEdit {
    let mut fresh = || editor.fresh_id::<Plan>().bits();
    preview.with_untracked(|preview| editor.peek(|plan| preview.edit(plan, leave_out, add_channels, &mut fresh)))
}

fn apply(import: Import, editor: Editor, edit: PlanEdit, counts: ImportCounts) {
    let ((new, new_text), (changed, changed_text)) = (format::counted(counts.new), format::counted(counts.changed));
    let message = match (counts.new, counts.changed) {
        (_, 0) => w::lines_added(new, &new_text),
        (0, _) => w::lines_changed(changed, &changed_text),
        _ => w::added_and_changed(&new_text, &changed_text),
    };
    // Closed first: otherwise the preview would be recomputed for the changed plan.
    import.close();
    editor.apply_undoably(edit, &message);
}
