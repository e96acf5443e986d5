//! The budget step: total budget, split over the phases, line items, and what they add up to.

mod actuals;
mod allocation_field;
mod cost_effectiveness;
mod files;
mod goal_coverage;
mod grid;
mod line_form;
mod lines;
mod pacing;
mod rates;
mod split;
mod views;

pub use files::{csv, load_new_plan_dialog, names_of};

use leptos::prelude::*;

use crate::app::shell::sections::Section;
use crate::app::{Editor, problem_at, use_editor};
use crate::i18n::words::{budget as w, terms};
use crate::lens;
use crate::plan::budget::totals::BudgetTotals;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{BarPart, SelectOption, StackBar, Tone, explanation};

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    let editor = use_editor();
    let content = match section {
        Section::LineItems => lines::section(editor),
        Section::Cycles => views::section(editor),
        Section::Costs => view! { {goal_coverage::section(editor)} {cost_effectiveness::section(editor)} }.into_any(),
        Section::Actuals => actuals::section(editor),
        _ => view! {
            {total_budget_section(editor, totals(editor))}
            {split::section(editor, totals(editor))}
            {rates::section(editor)}
        }
        .into_any(),
    };
    // The first section shows the same sums in full.
    let strip = (section != Section::Total).then(|| strip(totals(editor), editor.currency()));
    view! { {strip} {content} }.into_any()
}

/// The budget in a line: what there is, what is planned, what is left.
fn strip(totals: Memo<BudgetTotals>, currency: Memo<Currency>) -> AnyView {
    let facts = Memo::new(move |_| {
        totals.with(|totals| {
            let mut facts = vec![(w::strip_planned(), totals.planned, "")];
            if let (Some(total_budget), Some(free)) = (totals.total_budget, totals.free()) {
                facts.insert(0, (w::strip_total(), total_budget, ""));
                facts.push((w::strip_contingency(), totals.reserve, ""));
                facts.push(if free < Money::ZERO {
                    (w::strip_over(), Money::ZERO - free, "over")
                } else {
                    (w::strip_unallocated(), free, "")
                });
            }
            facts
        })
    });
    let fact = move |(what, amount, class): (&'static str, Money, &'static str)| {
        view! {
            <div class=class>
                <dt>{what}</dt>
                <dd>{names::money_plain(amount, currency.get_untracked())}</dd>
            </div>
        }
    };
    view! { <dl class="budget-strip">{move || facts.get().into_iter().map(fact).collect::<Vec<_>>()}</dl> }.into_any()
}

fn totals(editor: Editor) -> Memo<BudgetTotals> {
    editor.figures(|_, ledger| ledger.totals().clone())
}

fn total_budget_section(editor: Editor, totals: Memo<BudgetTotals>) -> AnyView {
    let form = Form::budget_settings(editor);
    let currency = editor.peek(|plan| plan.basics.currency);
    let contingency = allocation_field::AllocationField {
        id: "budget-contingency".to_owned(),
        label: w::contingency().to_owned(),
        hint: Some(w::contingency_hint(&allocation_field::example(currency))),
        bare: false,
        problem: problem_at("budget-contingency"),
    };
    let read = move || form.get(|settings| settings.contingency);
    let write = move |part| form.change("budget-contingency", |settings| settings.contingency = part);
    let cycles: Vec<SelectOption> =
        CycleLength::ALL.into_iter().map(|length| SelectOption::new(cycle_code(length), cycle_name(length))).collect();
    view! {
        <section>
            <div class="explained">
                <h2>{w::total_budget_heading()}</h2>
                {explanation(terms::contingency(), terms::contingency_text())}
            </div>
            <div class="row">
                {form.money("budget-total", Label::new(w::total_budget()).hint(w::total_budget_hint()), lens!(total_budget))}
                {allocation_field::field(contingency, currency, read, write)}
                {form.select(
                    "budget-cycle",
                    Label::new(w::cycle()).hint(w::cycle_hint()),
                    cycles,
                    |settings| cycle_code(settings.cycle).to_owned(),
                    |settings, code| settings.cycle = cycle_of(code),
                )}
            </div>
            {bar(editor, totals)}
            {move || totals.with(|totals| balance(totals, editor))}
        </section>
    }
    .into_any()
}

/// The total budget as a bar: each phase's line items, line items of the whole plan, and the unallocated part. The
/// empty end of the bar is the contingency, as far as no line items plan it.
fn bar(editor: Editor, totals: Memo<BudgetTotals>) -> AnyView {
    let parts = Memo::new(move |_| {
        totals.with(|totals| {
            editor.read(|plan| {
                let currency = plan.basics.currency;
                let part = |tone, name: &str, amount: Money| BarPart {
                    tone,
                    amount: amount.minor(),
                    label: w::bar_part(name, &names::money_plain(amount, currency)),
                };
                let mut parts: Vec<BarPart> = totals
                    .phases
                    .iter()
                    .filter_map(|money| Some((plan.find(money.phase)?, money.planned)))
                    .map(|(phase, planned)| part(names::tone(Some(phase.kind)), &names::phase(phase), planned))
                    .collect();
                if totals.whole_plan > Money::ZERO {
                    parts.push(part(Tone::Other, &names::phase_of(plan, None), totals.whole_plan));
                }
                if let Some(free) = totals.free().filter(|&free| free > Money::ZERO) {
                    parts.push(part(Tone::Rest, w::unplanned(), free));
                }
                parts
            })
        })
    });
    let whole = Signal::derive(move || totals.with(|totals| totals.total_budget.unwrap_or_default().minor()));
    let limit = Signal::derive(move || totals.with(|totals| totals.plannable().map_or(i64::MAX, Money::minor)));
    view! { <StackBar parts whole limit /> }.into_any()
}

/// Over or under budget, in words.
fn balance(totals: &BudgetTotals, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let money = |amount| names::money_plain(amount, currency);
    let (Some(total_budget), Some(free)) = (totals.total_budget, totals.free()) else {
        return view! { <p class="balance muted">{w::no_total_budget(&money(totals.planned))}</p> }.into_any();
    };
    let (class, words) = if free < Money::ZERO {
        ("balance over", w::too_much(&money(Money::ZERO - free)))
    } else if free == Money::ZERO {
        ("balance", w::all_planned().to_owned())
    } else {
        ("balance", w::still_unplanned(&money(free)))
    };
    let gloss = w::balance_gloss(&money(totals.planned), &money(total_budget), &money(totals.reserve));
    view! { <p class=class><strong>{words}</strong> " " {gloss}</p> }.into_any()
}

fn cycle_code(length: CycleLength) -> &'static str {
    match length {
        CycleLength::Week => "week",
        CycleLength::TwoWeeks => "two_weeks",
        CycleLength::Month => "month",
    }
}

fn cycle_of(code: &str) -> CycleLength {
    CycleLength::ALL.into_iter().find(|&length| cycle_code(length) == code).unwrap_or_default()
}

fn cycle_name(length: CycleLength) -> &'static str {
    match length {
        CycleLength::Week => w::cycle_week(),
        CycleLength::TwoWeeks => w::cycle_two_weeks(),
        CycleLength::Month => w::cycle_month(),
    }
}
