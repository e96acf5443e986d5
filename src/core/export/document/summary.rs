//! Tables of the summary: basics, goal, budget, expected results, risks, decisions and exchange rates.

use super::{
    CellFormula, DocumentCell, DocumentLabel, DocumentPart, DocumentTable, DocumentTerm, DocumentWords, budget,
};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::unit_cost::price_per;
use crate::plan::goals::current_value::current;
use crate::plan::goals::funding_gap::LimitingFactor;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::summary::Summary;

pub(super) fn tables(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    vec![
        facts(plan, ledger, words),
        phases(plan, ledger, words),
        results(plan, ledger, words),
        risks(plan, ledger, words),
        decisions(words),
        rates(plan, words),
    ]
}

/// Rows of a heading and a value. The amounts are computed from the budget's.
fn facts(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let (basics, totals) = (&plan.basics, ledger.totals());
    let mut table = DocumentTable::new(&plan.basics.name, &[]);
    let mut add = |label, cell: DocumentCell| {
        table.rows.push(vec![DocumentCell::text(words.label(label)), cell]);
        table.rows.len() - 1
    };
    add(DocumentLabel::Product, DocumentCell::text(&basics.product));
    add(
        DocumentLabel::ProjectKind,
        basics.kind.map_or(DocumentCell::Empty, |kind| DocumentCell::text((words.say)(DocumentTerm::Project(kind)))),
    );
    let groups: Vec<String> = basics.audience.iter().map(|group| group.who.clone()).collect();
    add(DocumentLabel::Audience, DocumentCell::text((words.listed)(&groups)));
    add(DocumentLabel::Region, DocumentCell::text(&basics.region));
    add(DocumentLabel::FirstDay, DocumentCell::day(basics.first_day));
    add(DocumentLabel::LastDay, DocumentCell::day(basics.last_day));
    if let Some(star) = &plan.goals.north_star {
        let metric = plan.find(star.metric);
        let value = |value: Option<_>| value.map_or_else(String::new, |value| (words.value)(star.metric, value));
        let now = metric.and_then(|metric| current(plan, metric));
        let from = value(now.map(|now| now.value));
        // A tracked figure is shown with its date.
        let counted = now.filter(|now| now.counted).and_then(|now| now.on);
        let from = counted.map_or(from.clone(), |on| [from, format!("({on})")].join(" "));
        let to = value(metric.and_then(|metric| metric.target));
        let path = [from, to].into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" → ");
        let text = [(words.metric)(Some(star.metric)), path].join(" ");
        add(DocumentLabel::NorthStar, DocumentCell::text(text.trim()));
        add(DocumentLabel::Why, DocumentCell::text(&star.why));
    }
    add(DocumentLabel::Currency, DocumentCell::text(basics.currency.code()));
    let of_budget = |amount: Money, column| {
        let cell = DocumentCell::Money(amount);
        if plan.budget.lines.is_empty() {
            cell
        } else {
            cell.by(CellFormula::TotalOf { part: DocumentPart::Budget, column })
        }
    };
    let total_budget = add(DocumentLabel::TotalBudget, DocumentCell::money(totals.total_budget));
    let planned = add(DocumentLabel::Planned, of_budget(totals.planned, budget::AMOUNT));
    // Contingency lines are part of the contingency, not of the planned work.
    let working = if totals.contingency_lines == Money::ZERO {
        planned
    } else {
        let lines = add(DocumentLabel::ContingencyLines, DocumentCell::Money(totals.contingency_lines));
        let formula = CellFormula::Less { from: planned, rows: vec![lines] };
        add(DocumentLabel::Working, DocumentCell::Money(totals.planned - totals.contingency_lines).by(formula))
    };
    let reserve = add(DocumentLabel::Contingency, DocumentCell::Money(totals.reserve.max(totals.contingency_lines)));
    if let Some(free) = totals.free() {
        let formula = CellFormula::Less { from: total_budget, rows: vec![working, reserve] };
        add(DocumentLabel::Free, DocumentCell::Money(free).by(formula));
    }
    let committed = add(DocumentLabel::Committed, of_budget(totals.committed, budget::COMMITTED));
    let spent = add(DocumentLabel::Spent, of_budget(totals.actual, budget::ACTUAL));
    let formula = CellFormula::Less { from: planned, rows: vec![committed, spent] };
    add(DocumentLabel::Available, DocumentCell::Money(totals.available()).by(formula));
    table
}

/// The budget of each phase, of the whole plan's lines, of the contingency, and the unallocated part. As in the report, each
/// column adds up to its total. Without a total budget, only the planned amounts are filled in.
fn phases(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Objective,
        DocumentLabel::Allocated,
        DocumentLabel::Planned,
        DocumentLabel::Left,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::MoneyByPhase), &headings);
    let totals = ledger.totals();
    let granted =
        |amount: Money| if totals.total_budget.is_some() { DocumentCell::Money(amount) } else { DocumentCell::Empty };
    let by_phase = budget::planned_by_phase(plan, words, 0);
    for (phase, money) in plan.phases.iter().zip(&totals.phases) {
        let left = granted(money.allocated - money.planned);
        table.rows.push(vec![
            DocumentCell::text((words.phase)(phase)),
            DocumentCell::day(phase.first),
            DocumentCell::day(phase.last),
            DocumentCell::text(objective(phase, words)),
            granted(money.allocated),
            by_phase.of(money.planned),
            if left == DocumentCell::Empty { left } else { left.by(CellFormula::Difference { from: 4, less: 5 }) },
        ]);
    }
    let (working, kept_lines) = ledger.whole_plan_lines();
    let mut add = |name: &str, allocated: DocumentCell, planned: DocumentCell, left: DocumentCell| {
        let row = [
            DocumentCell::text(name),
            DocumentCell::Empty,
            DocumentCell::Empty,
            DocumentCell::Empty,
            allocated,
            planned,
            left,
        ];
        table.rows.push(row.into());
    };
    if working != Money::ZERO {
        let planned = by_phase.without_contingency(words).of(working);
        add(&(words.phase_of)(None), DocumentCell::Empty, planned, DocumentCell::Empty);
    }
    if totals.reserve != Money::ZERO || kept_lines != Money::ZERO {
        let planned = if kept_lines == Money::ZERO { DocumentCell::Empty } else { DocumentCell::Money(kept_lines) };
        let left = granted(totals.reserve - kept_lines);
        add(words.label(DocumentLabel::Contingency), granted(totals.reserve), planned, left);
    }
    // The unallocated part also pays for the lines of the whole plan.
    let left = totals.unallocated - working;
    if totals.total_budget.is_some() && (totals.unallocated != Money::ZERO || left != Money::ZERO) {
        add(
            words.label(DocumentLabel::Unallocated),
            DocumentCell::Money(totals.unallocated),
            DocumentCell::Empty,
            DocumentCell::Money(left),
        );
    }
    if table.rows.is_empty() {
        return table;
    }
    let mut row = vec![
        DocumentCell::text(words.label(DocumentLabel::Total)),
        DocumentCell::Empty,
        DocumentCell::Empty,
        DocumentCell::Empty,
    ];
    let whole = |amount: Option<Money>| amount.map_or(DocumentCell::Empty, DocumentCell::sum);
    let left = totals.total_budget.map(|total_budget| total_budget - totals.planned);
    row.extend([whole(totals.total_budget), DocumentCell::sum(totals.planned), whole(left)]);
    table.totals.push(row);
    table
}

/// The objective of a phase: `Followers 1,000`.
pub(super) fn objective(phase: &Phase, words: &DocumentWords) -> String {
    let Some(objective) = phase.objective else { return String::new() };
    let number = match (objective.metric, objective.number) {
        (_, None) => String::new(),
        (Some(metric), Some(number)) => (words.value)(metric, number),
        (None, Some(number)) => (words.number)(number),
    };
    let text = [(words.metric)(objective.metric), number].join(" ");
    text.trim().to_owned()
}

/// Needed results, expected results of the lines, and the cost of a result.
fn results(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Result,
        DocumentLabel::Needed,
        DocumentLabel::Expected,
        DocumentLabel::Short,
        DocumentLabel::Cost,
        DocumentLabel::CostOfEach,
        DocumentLabel::AskedLeast,
        DocumentLabel::AskedMost,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Results), &headings);
    let currency = plan.basics.currency;
    for result in Summary::of(plan, ledger).results {
        let metric = plan.find(result.metric);
        let unit = metric.map_or_else(Default::default, |metric| metric.definition.unit());
        let short = match result.limiting_factor {
            Some(LimitingFactor::NothingExpected) => result.need.map(|need| need.count),
            factor => factor.and_then(|factor| factor.short()),
        };
        // Lines without expected results have no cost of a result.
        let cost = result.cost().filter(|cost| cost.results > Decimal::ZERO);
        table.rows.push(vec![
            DocumentCell::text((words.metric)(Some(result.metric))),
            DocumentCell::value(result.need.map(|need| need.count), unit),
            DocumentCell::value(result.cost().map(|cost| cost.results), unit),
            DocumentCell::value(short, unit),
            DocumentCell::money(cost.map(|cost| cost.spend)),
            DocumentCell::price(cost.and_then(|cost| price_per(cost.spend, cost.results, 1, currency)), currency),
        ]);
        let asked = asked(result.limiting_factor, words);
        if let Some(row) = table.rows.last_mut() {
            row.extend(asked);
        }
    }
    table
}

/// The additional money that the rest of a goal needs: minimum and maximum.
fn asked(factor: Option<LimitingFactor>, words: &DocumentWords) -> [DocumentCell; 2] {
    match factor {
        Some(
            LimitingFactor::Money { missing_budget: asked, .. } | LimitingFactor::NoTotalBudget { money: asked, .. },
        ) => [DocumentCell::Money(asked.least), DocumentCell::Money(asked.most)],
        Some(LimitingFactor::Results { .. }) => [DocumentCell::Money(Money::ZERO), DocumentCell::Money(Money::ZERO)],
        Some(LimitingFactor::CostUnknown { .. }) => [
            DocumentCell::text(words.label(DocumentLabel::NotKnown)),
            DocumentCell::text(words.label(DocumentLabel::NotKnown)),
        ],
        _ => [DocumentCell::Empty, DocumentCell::Empty],
    }
}

/// The risks of the highest weight, with their responses.
fn risks(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    const MAX_RISKS: usize = 5;
    let headings = words.labels([
        DocumentLabel::Risk,
        DocumentLabel::Likelihood,
        DocumentLabel::Impact,
        DocumentLabel::Answer,
        DocumentLabel::Owner,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Risks), &headings);
    let sorted = Summary::of(plan, ledger).risks;
    let risks = sorted.iter().filter_map(|id| plan.find(*id));
    for risk in risks.filter(|risk| !risk.what.trim().is_empty()).take(MAX_RISKS) {
        table.rows.push(vec![
            DocumentCell::text(&risk.what),
            DocumentCell::text((words.say)(DocumentTerm::Level(risk.likelihood))),
            DocumentCell::text((words.say)(DocumentTerm::Level(risk.impact))),
            DocumentCell::text(&risk.answer),
            DocumentCell::text(&risk.owner),
        ]);
    }
    table
}

/// The decisions requested, numbered.
fn decisions(words: &DocumentWords) -> DocumentTable {
    let mut table = DocumentTable::new(words.label(DocumentLabel::Decisions), &[]);
    let numbered = (1..).zip(words.decisions);
    table.rows = numbered
        .map(|(at, text): (usize, _)| vec![DocumentCell::text(at.to_string()), DocumentCell::text(text)])
        .collect();
    table
}

/// The exchange rates of lines in foreign currencies, and their dates.
fn rates(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let home = plan.basics.currency.code();
    let headings = words.labels([DocumentLabel::Currency, DocumentLabel::ExchangeRate, DocumentLabel::Date]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Rates), &headings);
    table.headings[1] = [table.headings[1].as_str(), " (", home, ")"].concat();
    for rate in &plan.budget.rates {
        table.rows.push(vec![
            DocumentCell::text(["1 ", rate.currency.code()].concat()),
            DocumentCell::Number(rate.rate),
            rate.on.map_or_else(|| DocumentCell::text(words.label(DocumentLabel::DateMissing)), DocumentCell::Day),
        ]);
    }
    table
}
