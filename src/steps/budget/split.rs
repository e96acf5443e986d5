//! The split of the total budget over the phases.

use leptos::prelude::*;

use crate::app::{Editor, problem_at};
use crate::i18n::format;
use crate::i18n::words::{budget as w, common, steps};
use crate::plan::budget::totals::{BudgetTotals, typical_split};
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::Allocation;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::steps::budget::allocation_field;
use crate::ui::form::Form;
use crate::ui::labels::names;
use crate::widgets::{Button, Tag};

/// The section.
pub fn section(editor: Editor, totals: Memo<BudgetTotals>) -> AnyView {
    let ids = editor.ids::<Phase>();
    view! {
        <section aria-labelledby="budget-split">
            <h2 id="budget-split">{w::split()}</h2>
            <p class="muted small">{w::split_gloss()}</p>
            <table class="cards split">
                <thead>
                    <tr>
                        <th scope="col">{common::phase()}</th>
                        <th scope="col" class="n">{w::part()}</th>
                        <th scope="col" class="n">{w::allocated()}</th>
                        <th scope="col" class="n">{w::planned()}</th>
                        <th scope="col" class="n">{w::left()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || ids.get() key=|id| *id children=move |id| row(editor, totals, id) />
                </tbody>
                {move || totals.with(|totals| foot(totals, editor))}
            </table>
            <p class="split-sum">{move || totals.with(|totals| sum_words(totals, editor))}</p>
            <div class="actions">
                <Button on_press=Callback::new(move |()| split_as_usual(editor))>{w::split_as_usual()}</Button>
                <span class="muted small">{w::split_as_usual_gloss()}</span>
            </div>
        </section>
    }
    .into_any()
}

fn row(editor: Editor, totals: Memo<BudgetTotals>, id: PhaseId) -> AnyView {
    let form = Form::item(editor, id);
    let currency = editor.peek(|plan| plan.basics.currency);
    let name = editor.memo(move |plan| plan.find(id).map(names::phase).unwrap_or_default());
    let tag = move || {
        let tone = names::tone(form.get(|phase: &Phase| phase.kind));
        view! { <Tag tone label=name.get() /> }
    };
    let money = Memo::new(move |_| totals.with(|totals| totals.phases.iter().find(|money| money.phase == id).copied()));
    let field = allocation_field::AllocationField {
        id: form.anchor("phase-part"),
        label: w::part_of(&name.get_untracked()),
        hint: None,
        bare: true,
        problem: problem_at(form.anchor("phase-part")),
    };
    // An allocation of zero is shown as an empty field, so that there is nothing to delete before typing.
    let read = move || form.get(|phase| phase.allocation).filter(|part| *part != Allocation::Share(BasisPoints(0)));
    let write = move |part| form.change("phase-part", |phase| phase.allocation = part);
    let amount = move |pick: fn(Money, Money) -> Money| {
        money.get().map(|money| names::money(pick(money.allocated, money.planned), currency)).unwrap_or_default()
    };
    let left = move || {
        let left = money.get().map(|money| money.allocated - money.planned).unwrap_or_default();
        left_words(left, editor)
    };
    view! {
        <tr>
            <td>{tag}</td>
            <td class="n" data-label=w::part()>{allocation_field::field(field, currency, read, write)}</td>
            <td class="n" data-label=w::allocated()>{move || amount(|allocated, _| allocated)}</td>
            <td class="n" data-label=w::planned()>{move || amount(|_, planned| planned)}</td>
            <td class="n" data-label=w::left()>{left}</td>
        </tr>
    }
    .into_any()
}

/// The remaining amount, or by how much it is exceeded: never a bare minus sign.
fn left_words(left: Money, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    if left < Money::ZERO {
        let over = names::money(Money::ZERO - left, currency);
        return view! { <span class="too-much">{w::over_by(&over)}</span> }.into_any();
    }
    names::money(left, currency).into_any()
}

fn foot(totals: &BudgetTotals, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let allocated: Money = totals.phases.iter().map(|phase| phase.allocated).sum();
    let planned: Money = totals.phases.iter().map(|phase| phase.planned).sum();
    // Line items without a phase belong to no allocation and are listed beside the sum of the phases.
    let whole = (totals.whole_plan != Money::ZERO).then(|| {
        view! {
            <tr class="light">
                <td>{steps::whole_plan()}</td>
                <td class="n"></td>
                <td class="n"></td>
                <td class="n" data-label=w::planned()>{names::money(totals.whole_plan, currency)}</td>
                <td class="n"></td>
            </tr>
        }
    });
    view! {
        <tfoot>
            <tr>
                <td>{w::all_phases()}</td>
                <td class="n"></td>
                <td class="n" data-label=w::allocated()>{names::money(allocated, currency)}</td>
                <td class="n" data-label=w::planned()>{names::money(planned, currency)}</td>
                <td class="n" data-label=w::left()>{left_words(allocated - planned, editor)}</td>
            </tr>
            {whole}
        </tfoot>
    }
    .into_any()
}

/// Whether the allocations add up to the total budget.
fn sum_words(totals: &BudgetTotals, editor: Editor) -> AnyView {
    let Some(total_budget) = totals.total_budget else {
        return view! { <span class="muted">{w::split_no_total_budget()}</span> }.into_any();
    };
    let currency = editor.peek(|plan| plan.basics.currency);
    let money = |amount| names::money_plain(amount, currency);
    let whole = money(total_budget - totals.reserve);
    if totals.unallocated < Money::ZERO {
        let over = money(Money::ZERO - totals.unallocated);
        return view! { <strong class="too-much">{w::split_over(&over, &whole)}</strong> }.into_any();
    }
    if totals.unallocated > Money::ZERO {
        return w::split_left(&money(totals.unallocated), &whole).into_any();
    }
    w::split_sums(&whole).into_any()
}

fn split_as_usual(editor: Editor) {
    let (edits, shares) = editor.peek(|plan| {
        let shares = typical_split(&plan.phases);
        let edits = plan.phases.iter().zip(&shares).map(|(phase, share)| {
            let phase = Phase { allocation: Allocation::Share(*share), ..phase.clone() };
            PlanEdit::Phase(ListEdit::Replace(Box::new(phase)))
        });
        let words = plan.phases.iter().zip(&shares);
        let words =
            words.map(|(phase, share)| w::bar_part(&names::phase(phase), &format::percent_bp(i64::from(share.0))));
        (edits.collect(), words.collect::<Vec<_>>())
    });
    editor.apply_undoably(PlanEdit::Batch(edits), &w::split_done(&format::list(&shares)));
}
