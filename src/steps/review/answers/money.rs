//! Answers about the budget: settings, split and line items.

use super::{Answer, counted, field, joined};
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::budget::LineItem;
use crate::plan::numbers::money::Money;
use crate::plan::review::changes::ChangedOption;
use crate::plan::{Plan, Step};
use crate::ui::labels::names;

const AT: Step = Step::Budget;
/// How many line items are named; the report and the budget step list all.
const LINES: usize = 5;

/// The Budget answers.
pub fn answers(plan: &Plan, ledger: &Ledger) -> Vec<Answer> {
    let totals = ledger.totals();
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    let settings = &plan.budget.settings;
    let free = totals
        .free()
        .map(|free| if free < Money::ZERO { w::over_by(&money(Money::ZERO - free)) } else { w::free_of(&money(free)) });
    let cycle = crate::ui::labels::values::choice(ChangedOption::Cycle(settings.cycle));
    let mut answers = vec![
        Answer::new(w::fact_total_budget(), AT, "budget-total").maybe(totals.total_budget.map(money)),
        Answer::new(w::fact_reserve(), AT, "budget-contingency")
            .maybe(totals.total_budget.map(|_| money(totals.reserve))),
        Answer::new(w::fact_cycle(), AT, "budget-cycle").say(cycle),
    ];
    let margin = settings.gross_margin.map(|margin| format::percent_bp(i64::from(margin.0)));
    answers.extend(margin.map(|margin| Answer::new(w::fact_margin(), AT, "budget-margin").say(margin)));
    for (phase, part) in plan.phases.iter().zip(&totals.phases) {
        let said = w::fact_money_value(&money(part.planned), &money(part.allocated));
        answers.push(Answer::new(names::phase(phase), AT, field("phase-part", phase.id)).say(said));
    }
    if totals.whole_plan != Money::ZERO {
        let whole = crate::i18n::words::steps::whole_plan();
        answers.push(Answer::new(whole, AT, "budget-total").say(money(totals.whole_plan)));
    }
    let mut kinds = ledger.by_category();
    kinds.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    let kinds = kinds.into_iter().map(|(kind, amount)| w::labelled(names::category(kind), &money(amount)));
    let (n, text) = format::counted(plan.budget.lines.len());
    let sum = (n > 0).then(|| w::lines_come_to(n, &text, &money(totals.planned)));
    answers.push(Answer::new(w::fact_planned(), AT, "budget-lines").maybe(sum).maybe(free).all(kinds));
    answers.push(largest(plan));
    for rate in &plan.budget.rates {
        let on = rate.on.map(format::date).unwrap_or_default();
        let id = ["rate-", rate.currency.code()].concat();
        let said = joined([w::rate(rate.currency.code(), &names::decimal(rate.rate), plan.basics.currency.code()), on]);
        answers.push(Answer::new(w::fact_rate(), AT, id).say(said));
    }
    answers
}

/// The largest line items, by name.
fn largest(plan: &Plan) -> Answer {
    let mut lines: Vec<(Money, &LineItem)> =
        plan.budget.lines.iter().filter_map(|line| Some((plan.amount(line).ok()?, line))).collect();
    lines.sort_by_key(|(amount, _)| std::cmp::Reverse(*amount));
    let anchor =
        lines.first().map_or_else(|| "budget-lines".to_owned(), |(_, line)| field("line-description", line.id));
    let one = |(amount, line): &(Money, &LineItem)| {
        let amount = names::money_plain(*amount, plan.basics.currency);
        joined([names::line(line), names::phase_of(plan, line.phase), amount])
    };
    let more = lines.len().saturating_sub(LINES);
    let more = (more > 0).then(|| w::more_lines(more as u64, &counted(more)));
    Answer::new(w::fact_largest(), AT, anchor).all(lines.iter().take(LINES).map(one)).maybe(more)
}
