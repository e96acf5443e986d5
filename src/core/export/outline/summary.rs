//! The first part: what the plan is, its goal, its money, what it is to bring.

use super::{Cell, Formula, Label, Part, Table, Term, Words, money};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::unit_cost::price_per;
use crate::plan::goals::current_value::current;
use crate::plan::goals::funding_gap::LimitingFactor;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::summary::Summary;

pub(super) fn tables(plan: &Plan, ledger: &Ledger, words: &Words) -> Vec<Table> {
    vec![
        facts(plan, ledger, words),
        phases(plan, ledger, words),
        results(plan, ledger, words),
        risks(plan, ledger, words),
        decisions(words),
        rates(plan, words),
    ]
}

/// Rows of a head and what it says. The amounts follow from the budget's.
fn facts(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let (basics, totals) = (&plan.basics, ledger.totals());
    let mut table = Table::new(&plan.basics.name, &[]);
    let mut add = |label, cell: Cell| {
        table.rows.push(vec![Cell::text(words.label(label)), cell]);
        table.rows.len() - 1
    };
    add(Label::Product, Cell::text(&basics.product));
    add(Label::ProjectKind, basics.kind.map_or(Cell::Empty, |kind| Cell::text((words.say)(Term::Project(kind)))));
    let groups: Vec<String> = basics.audience.iter().map(|group| group.who.clone()).collect();
    add(Label::Audience, Cell::text((words.listed)(&groups)));
    add(Label::Region, Cell::text(&basics.region));
    add(Label::FirstDay, Cell::day(basics.first_day));
    add(Label::LastDay, Cell::day(basics.last_day));
    if let Some(star) = &plan.goals.north_star {
        let metric = plan.find(star.metric);
        let value = |value: Option<_>| value.map_or_else(String::new, |value| (words.value)(star.metric, value));
        let now = metric.and_then(|metric| current(plan, metric));
        let from = value(now.map(|now| now.value));
        // A figure that was counted carries its day.
        let counted = now.filter(|now| now.counted).and_then(|now| now.on);
        let from = counted.map_or(from.clone(), |on| [from, format!("({on})")].join(" "));
        let to = value(metric.and_then(|metric| metric.target));
        let course = [from, to].into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" → ");
        let said = [(words.metric)(Some(star.metric)), course].join(" ");
        add(Label::NorthStar, Cell::text(said.trim()));
        add(Label::Why, Cell::text(&star.why));
    }
    add(Label::Currency, Cell::text(basics.currency.code()));
    let of_budget = |amount: Money, column| {
        let cell = Cell::Money(amount);
        if plan.budget.lines.is_empty() { cell } else { cell.by(Formula::TotalOf { part: Part::Budget, column }) }
    };
    let envelope = add(Label::Envelope, Cell::money(totals.envelope));
    let planned = add(Label::Planned, of_budget(totals.planned, money::AMOUNT));
    // Lines that are themselves contingency are part of what is kept back, not of what is planned for the work.
    let working = if totals.contingency_lines == Money::ZERO {
        planned
    } else {
        let lines = add(Label::ContingencyLines, Cell::Money(totals.contingency_lines));
        let formula = Formula::Less { from: planned, rows: vec![lines] };
        add(Label::Working, Cell::Money(totals.planned - totals.contingency_lines).by(formula))
    };
    let reserve = add(Label::KeptBack, Cell::Money(totals.reserve.max(totals.contingency_lines)));
    if let Some(free) = totals.free() {
        let formula = Formula::Less { from: envelope, rows: vec![working, reserve] };
        add(Label::Free, Cell::Money(free).by(formula));
    }
    let committed = add(Label::Committed, of_budget(totals.committed, money::COMMITTED));
    let spent = add(Label::Spent, of_budget(totals.actual, money::ACTUAL));
    let formula = Formula::Less { from: planned, rows: vec![committed, spent] };
    add(Label::Available, Cell::Money(totals.available()).by(formula));
    table
}

/// The money of each phase, of what serves the whole plan, what is kept back, and what is given to none: as in the report,
/// each column sums to its total. Without a granted sum there is no part of it and nothing left of it.
fn phases(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let heads = words.labels([
        Label::Phase,
        Label::FirstDay,
        Label::LastDay,
        Label::Objective,
        Label::Allotted,
        Label::Planned,
        Label::Left,
    ]);
    let mut table = Table::new(words.label(Label::MoneyByPhase), &heads);
    let totals = ledger.totals();
    let granted = |amount: Money| if totals.envelope.is_some() { Cell::Money(amount) } else { Cell::Empty };
    let by_phase = money::planned_by_phase(plan, words, 0);
    for (phase, money) in plan.phases.iter().zip(&totals.phases) {
        let left = granted(money.allotted - money.planned);
        table.rows.push(vec![
            Cell::text((words.phase)(phase)),
            Cell::day(phase.first),
            Cell::day(phase.last),
            Cell::text(objective(phase, words)),
            granted(money.allotted),
            by_phase.of(money.planned),
            if left == Cell::Empty { left } else { left.by(Formula::Difference { from: 4, less: 5 }) },
        ]);
    }
    let (working, kept_lines) = ledger.whole_plan_lines();
    let mut add = |name: &str, allotted: Cell, planned: Cell, left: Cell| {
        let row = [Cell::text(name), Cell::Empty, Cell::Empty, Cell::Empty, allotted, planned, left];
        table.rows.push(row.into());
    };
    if working != Money::ZERO {
        let planned = by_phase.without_contingency(words).of(working);
        add(&(words.phase_of)(None), Cell::Empty, planned, Cell::Empty);
    }
    if totals.reserve != Money::ZERO || kept_lines != Money::ZERO {
        let planned = if kept_lines == Money::ZERO { Cell::Empty } else { Cell::Money(kept_lines) };
        let left = granted(totals.reserve - kept_lines);
        add(words.label(Label::KeptBack), granted(totals.reserve), planned, left);
    }
    // What is given to none also pays for the lines of the whole plan.
    let left = totals.unallotted - working;
    if totals.envelope.is_some() && (totals.unallotted != Money::ZERO || left != Money::ZERO) {
        add(words.label(Label::Unallocated), Cell::Money(totals.unallotted), Cell::Empty, Cell::Money(left));
    }
    if table.rows.is_empty() {
        return table;
    }
    let mut row = vec![Cell::text(words.label(Label::Total)), Cell::Empty, Cell::Empty, Cell::Empty];
    let whole = |amount: Option<Money>| amount.map_or(Cell::Empty, Cell::sum);
    let left = totals.envelope.map(|envelope| envelope - totals.planned);
    row.extend([whole(totals.envelope), Cell::sum(totals.planned), whole(left)]);
    table.totals.push(row);
    table
}

/// What a phase must bring: `Followers 1,000`.
pub(super) fn objective(phase: &Phase, words: &Words) -> String {
    let Some(objective) = phase.objective else { return String::new() };
    let number = match (objective.metric, objective.number) {
        (_, None) => String::new(),
        (Some(metric), Some(number)) => (words.value)(metric, number),
        (None, Some(number)) => (words.number)(number),
    };
    let text = [(words.metric)(objective.metric), number].join(" ");
    text.trim().to_owned()
}

/// What is needed, what the lines are expected to bring towards it, and what one result costs.
fn results(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let heads = words.labels([
        Label::Result,
        Label::Needed,
        Label::Expected,
        Label::Short,
        Label::Cost,
        Label::CostOfEach,
        Label::AskedLeast,
        Label::AskedMost,
    ]);
    let mut table = Table::new(words.label(Label::Results), &heads);
    let currency = plan.basics.currency;
    for result in Summary::of(plan, ledger).results {
        let metric = plan.find(result.metric);
        let unit = metric.map_or_else(Default::default, |metric| metric.definition.unit());
        let short = match result.binds {
            Some(LimitingFactor::NothingExpected) => result.need.map(|need| need.count),
            binds => binds.and_then(|binds| binds.short()),
        };
        // Lines that bring nothing have no cost of a result.
        let cost = result.cost().filter(|cost| cost.results > Decimal::ZERO);
        table.rows.push(vec![
            Cell::text((words.metric)(Some(result.metric))),
            Cell::value(result.need.map(|need| need.count), unit),
            Cell::value(result.cost().map(|cost| cost.results), unit),
            Cell::value(short, unit),
            Cell::money(cost.map(|cost| cost.spend)),
            Cell::price(cost.and_then(|cost| price_per(cost.spend, cost.results, 1, currency)), currency),
        ]);
        let asked = asked(result.binds, words);
        if let Some(row) = table.rows.last_mut() {
            row.extend(asked);
        }
    }
    table
}

/// What is asked on top of the money that is there for the rest of a goal: at least, at most.
fn asked(binds: Option<LimitingFactor>, words: &Words) -> [Cell; 2] {
    match binds {
        Some(LimitingFactor::Money { lacking: asked, .. } | LimitingFactor::NoEnvelope { money: asked, .. }) => {
            [Cell::Money(asked.least), Cell::Money(asked.most)]
        }
        Some(LimitingFactor::Results { .. }) => [Cell::Money(Money::ZERO), Cell::Money(Money::ZERO)],
        Some(LimitingFactor::CostUnknown { .. }) => {
            [Cell::text(words.label(Label::NotKnown)), Cell::text(words.label(Label::NotKnown))]
        }
        _ => [Cell::Empty, Cell::Empty],
    }
}

/// The gravest risks, with what is done about them.
fn risks(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    const MOST: usize = 5;
    let heads = words.labels([Label::Risk, Label::Likelihood, Label::Impact, Label::Answer, Label::Owner]);
    let mut table = Table::new(words.label(Label::Risks), &heads);
    let gravest = Summary::of(plan, ledger).risks;
    let risks = gravest.iter().filter_map(|id| plan.find(*id));
    for risk in risks.filter(|risk| !risk.what.trim().is_empty()).take(MOST) {
        table.rows.push(vec![
            Cell::text(&risk.what),
            Cell::text((words.say)(Term::Level(risk.likelihood))),
            Cell::text((words.say)(Term::Level(risk.impact))),
            Cell::text(&risk.answer),
            Cell::text(&risk.owner),
        ]);
    }
    table
}

/// What the boss is asked to decide, numbered.
fn decisions(words: &Words) -> Table {
    let mut table = Table::new(words.label(Label::Decisions), &[]);
    let numbered = (1..).zip(words.decisions);
    table.rows = numbered.map(|(at, said): (usize, _)| vec![Cell::text(at.to_string()), Cell::text(said)]).collect();
    table
}

/// The rates that lines in other currencies are converted with, and the days they were read on.
fn rates(plan: &Plan, words: &Words) -> Table {
    let home = plan.basics.currency.code();
    let heads = words.labels([Label::Currency, Label::ExchangeRate, Label::Date]);
    let mut table = Table::new(words.label(Label::Rates), &heads);
    table.heads[1] = [table.heads[1].as_str(), " (", home, ")"].concat();
    for rate in &plan.budget.rates {
        table.rows.push(vec![
            Cell::text(["1 ", rate.currency.code()].concat()),
            Cell::Number(rate.rate),
            rate.on.map_or_else(|| Cell::text(words.label(Label::DateMissing)), Cell::Day),
        ]);
    }
    table
}
