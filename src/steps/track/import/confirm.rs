//! The metrics that may be added, what importing would change, and the button that imports.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Import;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::track_import as w;
use crate::import::actuals::against_plan::FigureImport;
use crate::plan::edit::size_limits::exceeded_limit;
use crate::plan::model::bounds::MAX_FIGURES;
use crate::ui::importing;
use crate::widgets::{Checkbox, Notice, NoticeKind};

/// More figures are imported in two tasks.
const MANY_FIGURES: usize = 4_000;
/// The most metrics that are named.
const NAMED: usize = 8;

/// Whether metrics that the plan lacks are added.
pub fn choices(import: Import) -> AnyView {
    let missing = Memo::new(move |_| import.missing_metrics());
    let shown = move || {
        missing.with(|missing| {
            let (count, text) = format::counted(missing.len());
            (!missing.is_empty()).then(|| {
                let mut named: Vec<String> = missing.iter().take(NAMED).cloned().collect();
                if missing.len() > NAMED {
                    named.push("…".to_owned());
                }
                view! {
                    <Checkbox
                        id="import-metrics"
                        label=w::add_metrics(count, &text, &format::list(&named))
                        hint=Signal::stored(w::add_metrics_hint().to_owned())
                        checked=Signal::derive(move || import.has_added_metrics())
                        commit=Callback::new(move |adds| import.add_missing(adds))
                    />
                }
            })
        })
    };
    view! { <div class="import-choices">{shown}</div> }.into_any()
}

/// What importing would change, and the buttons.
pub fn buttons(import: Import) -> AnyView {
    let counts = Memo::new(move |_| {
        import.preview.with(|preview| (preview.new, preview.different, preview.same, preview.changes.len()))
    });
    let faulty = Memo::new(move |_| {
        let unfit = import.preview.with(|preview| preview.unfit.len());
        unfit + import.of(|source| source.found.tables.iter().map(|table| table.errors.count).sum::<usize>())
    });
    let rounded = Memo::new(move |_| import.preview.with(|preview| preview.rounded));
    let before = Memo::new(move |_| import.preview.with(|preview| preview.before_plan));
    let text = |count: usize| format::counted(count).1;
    let said = move || {
        let (new, different, same, _) = counts.get();
        w::counts(&text(new), &text(different), &text(same))
    };
    let left_out = move || {
        let (count, text) = format::counted(faulty.get());
        (count > 0).then(|| view! { <span>{w::faulty(count, &text)}</span> })
    };
    let earlier = move || {
        let (count, text) = format::counted(before.get());
        (count > 0).then(|| view! { <span class="muted">{w::before_plan(count, &text)}</span> })
    };
    let finer = move || {
        let (count, text) = format::counted(rounded.get());
        (count > 0).then(|| view! { <span class="muted">{w::rounded(count, &text)}</span> })
    };
    let label = move || {
        let (count, text) = format::counted(counts.get().3);
        if count == 0 { w::nothing().to_owned() } else { w::import_figures(count, &text) }
    };
    // How many figures the plan has and how many are added, where they are too many together.
    let surplus = Memo::new(move |_| {
        let there = import.editor.read(|plan| plan.tracking.figures.len());
        let new = import.preview.with(|preview| preview.new);
        (new > 0 && there + new > MAX_FIGURES).then_some((there, new))
    });
    let full = move || {
        surplus.get().map(|(there, new)| {
            let over = there + new - MAX_FIGURES;
            let said = w::too_many(&text(there), &text(new), &text(over), &text(MAX_FIGURES));
            view! { <Notice kind=NoticeKind::Bad title=w::too_many_title().to_owned() live=true>{said}</Notice> }
        })
    };
    let nothing = Signal::derive(move || {
        counts.get().3 == 0 || surplus.with(Option::is_some) || import.session.working.with(Option::is_some)
    });
    let take = Callback::new(move |()| take(import));
    let cancel = Callback::new(move |()| import.close());
    let said = view! { <strong>{said}</strong> " " {left_out} " " {earlier} " " {finer} }.into_any();
    view! {
        {full}
        {importing::end(said, label, take, nothing, cancel)}
    }
    .into_any()
}

/// Imports the figures as a single undo step. Many of them take a task of their own.
fn take(import: Import) {
    let preview = import.preview.get_untracked();
    if preview.changes.len() <= MANY_FIGURES {
        apply(import, preview);
        return;
    }
    import.session.working.set(Some(1.0));
    spawn_local(async move {
        clock::pause().await;
        if import.session.open.try_get_untracked() == Some(true) {
            apply(import, preview);
        }
    });
}

fn apply(import: Import, preview: FigureImport) {
    let (count, text) = format::counted(preview.changes.len());
    let Some(edit) = import.editor.peek(|plan| preview.edit(plan).filter(|edit| exceeded_limit(plan, edit).is_none()))
    else {
        return;
    };
    import.remember();
    // Closed first: otherwise the preview would be computed for the changed plan.
    import.close();
    import.editor.apply_undoably(edit, &w::imported(count, &text));
}
