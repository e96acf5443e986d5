//! A phase's dates, and scheduling phases back to back.

use leptos::prelude::*;

use super::Part;
use crate::app::Editor;
use crate::app::shell::route::Route;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::lens;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::phase::Phase;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::phases::back_to_back::schedule_back_to_back;
use crate::plan::{Plan, PlanId, Step};
use crate::ui::labels::names;
use crate::widgets::Button;

/// A duration in words: whole weeks as weeks.
pub(super) fn length(days: u32) -> String {
    if days >= 7 && days.is_multiple_of(7) {
        common::weeks(u64::from(days / 7), &format::count(i64::from(days / 7)))
    } else {
        common::days(u64::from(days), &format::count(i64::from(days)))
    }
}

/// The date fields.
pub(super) fn fields(part: Part) -> AnyView {
    let form = part.form();
    let said = part.editor.memo(move |plan| said(plan, plan.find(part.id).and_then(Phase::days)));
    // Once there are dates, rescheduling is offered with all phases at the top of the page.
    let open = part.editor.memo(move |plan| plan.find(part.id).is_some_and(|phase| phase.days().is_none()));
    let lay = move || open.get().then(|| view! { <p class="actions presets">{offer(part.editor, part.plan)}</p> });
    view! {
        <div class="row">
            {form.date("phase-first", common::first_day(), lens!(first))}
            {form.date("phase-last", common::last_day(), lens!(last))}
        </div>
        <p class="small muted">{move || said.get()}</p>
        {lay}
    }
    .into_any()
}

/// The button that schedules all phases, or what is missing for it.
pub(super) fn offer(editor: Editor, plan: PlanId) -> AnyView {
    let plan_has_days = editor.memo(|plan| plan.basics.days().is_some());
    let shown = move || {
        if plan_has_days.get() {
            return view! {
                <Button on_press=Callback::new(move |()| lay_out_all(editor))>{w::lay_out()}</Button>
                <span class="small muted">{w::lay_out_hint()}</span>
            }
            .into_any();
        }
        let basics = Route::field(plan, Step::Basics, "basics-first-day").to_string();
        view! { <span class="small muted">{w::plan_without_days()} " " <a href=basics>{w::to_basics()}</a></span> }
            .into_any()
    };
    shown.into_any()
}

fn said(plan: &Plan, days: Option<DateRange>) -> String {
    let span = |days: DateRange| format::span(days.first(), days.last());
    match (days, plan.basics.days()) {
        (Some(days), Some(whole)) if whole.contains(days.first()) && whole.contains(days.last()) => {
            w::within(&length(days.len()), &span(whole))
        }
        (Some(days), Some(whole)) => w::outside(&length(days.len()), &span(whole)),
        (Some(days), None) => length(days.len()),
        (None, Some(whole)) => w::plan_runs(&span(whole)),
        (None, None) => String::new(),
    }
}

fn lay_out_all(editor: Editor) {
    let made = editor.peek(|plan| {
        let kinds: Vec<_> = plan.phases.iter().map(|phase| phase.kind).collect();
        let parts = schedule_back_to_back(plan.basics.days()?, &kinds)?;
        let named = |(phase, days): (&Phase, &DateRange)| {
            w::laid_out_part(&names::phase(phase), &format::span_short(days.first(), days.last()))
        };
        let said: Vec<String> = plan.phases.iter().zip(&parts).map(named).collect();
        let laid = |(phase, days): (&Phase, &DateRange)| {
            let phase = Phase { first: Some(days.first()), last: Some(days.last()), ..phase.clone() };
            Phase::plan_edit(ListEdit::Replace(Box::new(phase)))
        };
        let edits = plan.phases.iter().zip(&parts).map(laid).collect();
        Some((PlanEdit::Batch(edits), format::list(&said)))
    });
    if let Some((edit, said)) = made {
        editor.apply_undoably(edit, &said);
    }
}
