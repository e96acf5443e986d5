//! Tables of the budget's lines, and of their money over the promotion cycles.

use super::{
    CellFormula, DocumentCell, DocumentLabel, DocumentPart, DocumentTable, DocumentTerm, DocumentWords, are_distinct,
};
use crate::export::csv::budget::{BudgetColumn, id_cell};
use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, SumsRow};
use crate::plan::model::budget::{Category, LineItem};
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::timing::{Timing, TimingKind};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;

// Columns that formulas refer to.
const PHASE: usize = 0;
const CHANNEL: usize = 1;
const CATEGORY: usize = 2;
const QUANTITY: usize = 4;
const PRICE: usize = 6;
/// The column of the lines' amounts.
pub(super) const AMOUNT: usize = 8;
/// The column of the committed amounts.
pub(super) const COMMITTED: usize = 9;
/// The column of the spent amounts.
pub(super) const ACTUAL: usize = 10;

pub(super) fn budget(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Channel,
        DocumentLabel::Category,
        DocumentLabel::Line,
        DocumentLabel::Quantity,
        DocumentLabel::Unit,
        DocumentLabel::UnitPrice,
        DocumentLabel::Currency,
        DocumentLabel::Amount,
        DocumentLabel::Committed,
        DocumentLabel::Spent,
        DocumentLabel::State,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Spread,
        DocumentLabel::Expected,
        DocumentLabel::PaysFor,
        DocumentLabel::Owner,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new("", &headings);
    table.rows = plan
        .budget
        .lines
        .iter()
        .zip(ledger.lines())
        .map(|(line, figures)| row(plan, ledger, line, figures.amount.ok(), words))
        .collect();
    let ids = plan.budget.lines.iter().map(|line| id_cell(line.id)).collect();
    table.ids = (words.label(DocumentLabel::LineItemId).to_owned() + " [" + BudgetColumn::Id.key() + "]", ids);
    if !table.rows.is_empty() {
        let totals = ledger.totals();
        let mut row = vec![DocumentCell::Empty; headings.len()];
        row[0] = DocumentCell::text(words.label(DocumentLabel::Total));
        row[AMOUNT] = DocumentCell::sum(totals.planned);
        row[COMMITTED] = DocumentCell::sum(totals.committed);
        row[ACTUAL] = DocumentCell::sum(totals.actual);
        table.totals.push(row);
    }
    vec![table]
}

fn row(
    plan: &Plan,
    ledger: &Ledger,
    line: &LineItem,
    amount: Option<Money>,
    words: &DocumentWords,
) -> Vec<DocumentCell> {
    let currency = line.currency.unwrap_or(plan.basics.currency);
    let foreign = (currency != plan.basics.currency)
        .then(|| plan.budget.rates.iter().find(|rate| rate.currency == currency))
        .flatten()
        .map(|rate| (currency.digits(), rate.rate));
    let formula = CellFormula::Price { quantity: QUANTITY, price: PRICE, foreign };
    let days = days_of(plan, ledger.cycles(), line);
    let expected: Vec<String> = line
        .expected
        .iter()
        .map(|expected| {
            let count = (words.value)(expected.metric, expected.count);
            [(words.metric)(Some(expected.metric)), count].join(" ")
        })
        .collect();
    vec![
        DocumentCell::text((words.phase_of)(line.phase)),
        DocumentCell::text((words.channel)(line.channel)),
        DocumentCell::text((words.say)(DocumentTerm::Category(line.category))),
        DocumentCell::text(&line.description),
        DocumentCell::number(line.quantity),
        DocumentCell::text(&line.unit),
        DocumentCell::number(line.unit_price),
        DocumentCell::text(line.currency.as_ref().map_or("", Currency::code)),
        amount.map_or(DocumentCell::Empty, |amount| DocumentCell::Money(amount).by(formula)),
        DocumentCell::money(plan.paid(line, line.committed)),
        DocumentCell::money(plan.paid(line, line.actual)),
        DocumentCell::text((words.say)(DocumentTerm::Status(line.status))),
        DocumentCell::day(days.map(DateRange::first)),
        DocumentCell::day(days.map(DateRange::last)),
        DocumentCell::text((words.say)(DocumentTerm::Timing(TimingKind::of(&line.timing)))),
        DocumentCell::text(expected.join("; ")),
        line.pays_for.map_or(DocumentCell::Empty, |paid| DocumentCell::text((words.pays_for)(paid))),
        DocumentCell::text(&line.owner),
        DocumentCell::text(&line.note),
    ]
}

/// The days on which a line's money is spent, from first to last; `cycles` are the plan's.
pub fn days_of(plan: &Plan, cycles: &[DateRange], line: &LineItem) -> Option<DateRange> {
    match &line.timing {
        Timing::Phase => line.phase.and_then(|id| plan.find(id)).map_or_else(|| plan.basics.days(), Phase::days),
        Timing::Once { on } => DateRange::new(*on, *on),
        Timing::Evenly { first, last } | Timing::Monthly { first, last } => DateRange::new(*first, *last),
        Timing::ByHand { parts } => {
            let days = || parts.iter().map(|part| part.on);
            // A part is entered on the first day of its cycle, and spent until the end of the cycle.
            let last = days().max()?;
            let cycle = cycles.iter().find(|cycle| cycle.contains(last));
            DateRange::new(days().min()?, cycle.map_or(last, |cycle| cycle.last()))
        }
    }
}

/// Sums of the lines with a certain name in a column; as formulas over the budget, if the names are distinct.
pub(super) struct SumsOver(Option<CellFormula>);

impl SumsOver {
    fn new(by: usize, key: Option<usize>, is_plain: bool) -> SumsOver {
        SumsOver(is_plain.then_some(CellFormula::SumOf { part: DocumentPart::Budget, sum: AMOUNT, by, key, but: None }))
    }

    /// The same sums without contingency lines.
    pub(super) fn without_contingency(&self, words: &DocumentWords) -> SumsOver {
        let category = (words.say)(DocumentTerm::Category(Category::Contingency)).to_owned();
        let mut formula = self.0.clone();
        if let Some(CellFormula::SumOf { but, .. }) = &mut formula {
            *but = Some((CATEGORY, category));
        }
        SumsOver(formula)
    }

    /// The cell of a sum.
    pub(super) fn of(&self, amount: Money) -> DocumentCell {
        match &self.0 {
            Some(formula) => DocumentCell::Money(amount).by(formula.clone()),
            None => DocumentCell::Money(amount),
        }
    }
}

/// Sums by phase, and of the lines of the whole plan; the phase's name is in the column `key`.
pub(super) fn planned_by_phase(plan: &Plan, words: &DocumentWords, key: usize) -> SumsOver {
    let names = plan.phases.iter().map(|phase| (words.phase)(phase)).chain([(words.phase_of)(None)]);
    SumsOver::new(PHASE, Some(key), !plan.budget.lines.is_empty() && are_distinct(names))
}

/// Sums by channel; the channel's name is in the column `key`.
pub(super) fn planned_by_channel(plan: &Plan, words: &DocumentWords, key: usize) -> SumsOver {
    let names = plan.strategy.channels.iter().map(|channel| (words.channel)(Some(channel.id)));
    SumsOver::new(CHANNEL, Some(key), !plan.budget.lines.is_empty() && are_distinct(names))
}

pub(super) fn cycles(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    let mut by_phase =
        over_cycles(ledger, words, DocumentLabel::MoneyByPhase, DocumentLabel::Phase, ledger.by_phase(), |of| {
            (words.phase_of)(of)
        });
    if !ledger.cycles().is_empty() {
        let kind = |of: Option<PhaseId>| of.and_then(|id| plan.find(id)).map(|phase| phase.kind);
        by_phase.chart_phases = with_lines(ledger.by_phase()).map(|row| kind(row.of)).collect();
    }
    let by_channel =
        over_cycles(ledger, words, DocumentLabel::MoneyByChannel, DocumentLabel::Channel, ledger.by_channel(), |of| {
            let name = (words.channel)(of);
            if name.is_empty() { "–".to_owned() } else { name }
        });
    let headings = words.labels([DocumentLabel::Category, DocumentLabel::Planned]);
    let mut by_category = DocumentTable::new(words.label(DocumentLabel::MoneyByCategory), &headings);
    let categories = ledger.by_category();
    for (category, amount) in &categories {
        let sum = SumsOver::new(CATEGORY, Some(0), true).of(*amount);
        by_category.rows.push(vec![DocumentCell::text((words.say)(DocumentTerm::Category(*category))), sum]);
    }
    if !categories.is_empty() {
        let sum = categories.iter().map(|(_, amount)| *amount).sum();
        by_category.totals.push(vec![DocumentCell::text(words.label(DocumentLabel::Total)), DocumentCell::sum(sum)]);
    }
    vec![by_phase, by_channel, by_category]
}

/// The rows that have lines.
fn with_lines<K>(rows: &[SumsRow<K>]) -> impl Iterator<Item = &SumsRow<K>> {
    rows.iter().filter(|row| row.sums.lines() > 0)
}

/// A row for each phase or channel with lines, a column for each cycle, then the amount outside all cycles, then the sum.
fn over_cycles<K: Copy>(
    ledger: &Ledger,
    words: &DocumentWords,
    title: DocumentLabel,
    head: DocumentLabel,
    rows: &[SumsRow<K>],
    name: impl Fn(Option<K>) -> String,
) -> DocumentTable {
    let mut table = DocumentTable::new(words.label(title), &[words.label(head)]);
    table.headings.extend(ledger.cycles().iter().map(|cycle| (words.span)(cycle.first(), cycle.last())));
    table.headings.extend(words.labels([DocumentLabel::Outside, DocumentLabel::Total]).map(str::to_owned));
    let cycles = ledger.cycles().len();
    let whole = CellFormula::Row { first: 1, last: cycles + 1 };
    let rows: Vec<&SumsRow<K>> = with_lines(rows).collect();
    for row in &rows {
        let mut cells = vec![DocumentCell::text(name(row.of))];
        cells.extend(row.parts().map(DocumentCell::Money));
        cells.push(DocumentCell::Money(row.outside()));
        cells.push(DocumentCell::Money(row.total()).by(whole.clone()));
        table.rows.push(cells);
    }
    if rows.is_empty() {
        return table;
    }
    let mut parts: Vec<Money> = (0..cycles).map(|cycle| rows.iter().map(|row| row.part(cycle)).sum()).collect();
    parts.push(rows.iter().map(|row| row.outside()).sum());
    let mut sums = vec![DocumentCell::text(words.label(DocumentLabel::Total))];
    sums.extend(parts.iter().map(|part| DocumentCell::sum(*part)));
    sums.push(DocumentCell::sum(rows.iter().map(|row| row.total()).sum()));
    table.totals.push(sums);
    let mut running = vec![DocumentCell::text(words.label(DocumentLabel::Running))];
    let mut sum = Money::ZERO;
    for part in &parts[..cycles] {
        sum += *part;
        running.push(DocumentCell::Money(sum).by(CellFormula::Running));
    }
    running.extend([DocumentCell::Empty, DocumentCell::Empty]);
    table.totals.push(running);
    table
}
