//! The figures computed from the line items, updated incrementally, so that an edit of one line in thousands stays fast.
//!
//! [`Ledger::of`] computes them from scratch. [`Ledger::update`] subtracts the old figures of the edited lines from every
//! sum and adds the new ones. Sums are exact, so both give the same ledger. Must not know how figures are shown.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::model::budget::LineItem;
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let mut line = LineItem::new(Id::from_bits(9));
//! (line.quantity, line.unit_price) = (Decimal::from_int(3), Decimal::from_int(250));
//! plan.budget.lines.push(line);
//! assert_eq!(Ledger::of(&plan).sums().planned().minor(), 75_000); // CNY 750.00
//! ```

mod sums;

use crate::plan::edit::impact::BudgetImpact;
use std::collections::BTreeMap;

use self::sums::{Change, CountedSum};
pub use self::sums::{ChannelRow, CycleRow, Sums, SumsRow};
use crate::plan::Plan;
use crate::plan::budget::cycles::{Spread, Spreader, cycles};
use crate::plan::budget::totals::{AmountError, BudgetTotals, PhaseMoney, total_budget_split};
use crate::plan::budget::unit_cost::ResultCost;
use crate::plan::model::bounds::MAX_CYCLES;
use crate::plan::model::budget::{Category, LineItem, LineItemId, LineStatus, PaysFor};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Entity;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::money::Money;

/// The figures of one line item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFigures {
    /// In the plan's currency.
    pub amount: Result<Money, AmountError>,
    /// The amount spread over the cycles; `None` without an amount.
    pub spread: Option<Spread>,
    /// Committed: ordered, not yet delivered.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub actual: Money,
    /// What is planned but neither committed nor spent; zero once the line is paid.
    pub outstanding: Money,
    id: LineItemId,
    category: Category,
    pays_for: Option<PaysFor>,
    /// Indices of its rows in the tables of phases and channels.
    phase: usize,
    channel: usize,
    /// Expected results, with the metric's index in the plan; each metric once.
    expected: Box<[(usize, DecimalSum)]>,
}

impl LineFigures {
    /// The line item.
    pub fn id(&self) -> LineItemId {
        self.id
    }

    /// The index of its phase's row in [`Ledger::by_phase`].
    pub fn phase_row(&self) -> usize {
        self.phase
    }

    /// Whether it is contingency.
    pub fn is_contingency(&self) -> bool {
        self.category == Category::Contingency
    }
}

/// Everything that a line item's figures depend on besides the line item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Inputs {
    currency: Currency,
    days: Option<DateRange>,
    cycle: CycleLength,
    phases: Vec<(PhaseId, Option<DateRange>)>,
    channels: Vec<ChannelId>,
    metrics: Vec<MetricId>,
    rates: Vec<(Currency, Decimal)>,
    cycles: Vec<DateRange>,
    months: Vec<DateRange>,
}

impl Inputs {
    fn of(plan: &Plan) -> Inputs {
        let (days, cycle) = (plan.basics.days(), plan.budget.settings.cycle);
        Inputs {
            currency: plan.basics.currency,
            days,
            cycle,
            phases: plan.phases.iter().map(|phase| (phase.id, phase.days().or(days))).collect(),
            channels: plan.strategy.channels.iter().map(Entity::id).collect(),
            metrics: plan.goals.metrics.iter().map(Entity::id).collect(),
            rates: plan.budget.rates.iter().map(|rate| (rate.currency, rate.rate)).collect(),
            cycles: days.map_or_else(Vec::new, |days| cycles(days, cycle)),
            months: days.filter(|days| days.count_months() <= MAX_CYCLES).map_or_else(Vec::new, DateRange::months),
        }
    }

    fn empty_sums(&self) -> Sums {
        Sums::empty(self.metrics.len())
    }

    fn figures(&self, plan: &Plan, line: &LineItem, spreader: &mut Spreader) -> LineFigures {
        let phase = line.phase.and_then(|id| self.phases.iter().position(|(phase, _)| *phase == id));
        let channel = line.channel.and_then(|id| self.channels.iter().position(|channel| *channel == id));
        let home = phase.map_or(self.days, |at| self.phases[at].1);
        let amount = plan.amount(line);
        let mut expected: Vec<(usize, DecimalSum)> = Vec::with_capacity(line.expected.len());
        for result in &line.expected {
            let count = DecimalSum::from(result.count);
            let Some(metric) = self.metrics.iter().position(|metric| *metric == result.metric) else { continue };
            match expected.iter_mut().find(|(at, _)| *at == metric) {
                // A metric named twice on a line is one result: its counts are added, its cost counts once.
                Some((_, sum)) => *sum += count,
                None => expected.push((metric, count)),
            }
        }
        let paid = |amount| plan.paid(line, amount).unwrap_or_default();
        let (committed, actual) = (paid(line.committed), paid(line.actual));
        let planned = amount.unwrap_or_default();
        let open = planned - committed - actual;
        // A refund has a planned amount below zero, and so has its outstanding part.
        let outstanding = if planned < Money::ZERO { open.min(Money::ZERO) } else { open.max(Money::ZERO) };
        LineFigures {
            amount,
            spread: amount.ok().map(|amount| spreader.spread(amount, &line.timing, home)),
            committed,
            actual,
            outstanding: if line.status == LineStatus::Paid { Money::ZERO } else { outstanding },
            id: line.id,
            category: line.category,
            pays_for: line.pays_for,
            phase: phase.unwrap_or(self.phases.len()),
            channel: channel.unwrap_or(self.channels.len()),
            expected: expected.into(),
        }
    }
}

/// All figures computed from the budget's line items. See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    inputs: Inputs,
    lines: Vec<LineFigures>,
    all: Sums,
    phases: Vec<CycleRow>,
    channels: Vec<ChannelRow>,
    categories: [CountedSum; Category::ALL.len()],
    paid: BTreeMap<PaysFor, CountedSum>,
    totals: BudgetTotals,
}

impl Ledger {
    /// Computes everything from the plan.
    pub fn of(plan: &Plan) -> Ledger {
        let inputs = Inputs::of(plan);
        let phases = inputs.phases.iter().map(|(id, _)| Some(*id)).chain([None]);
        let channels = inputs.channels.iter().copied().map(Some).chain([None]);
        let mut ledger = Ledger {
            lines: Vec::new(),
            all: inputs.empty_sums(),
            phases: phases.map(|of| SumsRow::new(of, &inputs)).collect(),
            channels: channels.map(|of| SumsRow::new(of, &inputs)).collect(),
            categories: [CountedSum::default(); Category::ALL.len()],
            paid: BTreeMap::new(),
            totals: total_budget_split(plan),
            inputs,
        };
        let mut spreader = Spreader::new(&ledger.inputs.cycles);
        let lines = plan.budget.lines.iter();
        let lines: Vec<LineFigures> = lines.map(|line| ledger.inputs.figures(plan, line, &mut spreader)).collect();
        for figures in &lines {
            ledger.count(figures, Change::Add);
        }
        ledger.lines = lines;
        ledger.update_totals();
        ledger
    }

    /// Updates the figures after an edit: `plan` is the plan after it, `touched` what it can have changed. The result equals
    /// [`Ledger::of`] of the plan.
    ///
    /// Replaced lines cost a search and the computation of their own figures. Where lines are inserted, removed or moved, the
    /// figures of all others are kept and only change their index.
    pub fn update(&mut self, plan: &Plan, touched: &BudgetImpact) {
        match touched {
            BudgetImpact::None => {}
            BudgetImpact::Lines(ids) => {
                self.update_lines(plan, ids);
                self.update_totals();
            }
            // Most edits of a phase or of the basics change only texts.
            BudgetImpact::Basis(ids) if self.inputs == Inputs::of(plan) => {
                self.update_lines(plan, ids);
                self.totals = total_budget_split(plan);
                self.update_totals();
            }
            BudgetImpact::Basis(_) | BudgetImpact::All => *self = Ledger::of(plan),
        }
    }

    /// Each line's figures, in the order of the plan's lines.
    pub fn lines(&self) -> &[LineFigures] {
        &self.lines
    }

    /// The totals of the budget.
    pub fn totals(&self) -> &BudgetTotals {
        &self.totals
    }

    /// Sums of all line items.
    pub fn sums(&self) -> &Sums {
        &self.all
    }

    /// The cycles, in order; none while the plan has no dates or has more than [`MAX_CYCLES`].
    pub fn cycles(&self) -> &[DateRange] {
        &self.inputs.cycles
    }

    /// The table of phases and cycles: the phases in their order, line items without a phase last.
    pub fn by_phase(&self) -> &[CycleRow] {
        &self.phases
    }

    /// The table of channels and cycles: all channels in the plan's order, line items without a channel last.
    pub fn by_channel(&self) -> &[ChannelRow] {
        &self.channels
    }

    /// Sums by category, in the categories' order; categories without an amount are left out.
    pub fn by_category(&self) -> Vec<(Category, Money)> {
        let sums = Category::ALL.into_iter().zip(&self.categories);
        sums.filter(|(_, sum)| sum.lines > 0).map(|(category, sum)| (category, Money::saturating(sum.sum))).collect()
    }

    /// Sums by calendar month of the plan; none while it has no dates. Amounts outside the plan's days are in no month.
    ///
    /// Computed on demand in one pass over the lines, since only one view shows months.
    pub fn by_month(&self, plan: &Plan) -> Vec<(DateRange, Money)> {
        let months = &self.inputs.months;
        let mut sums = vec![0; months.len()];
        let mut spreader = Spreader::new(months);
        for (line, figures) in plan.budget.lines.iter().zip(&self.lines) {
            let Ok(amount) = figures.amount else { continue };
            let home = self.inputs.phases.get(figures.phase).map_or(self.inputs.days, |(_, days)| *days);
            for (month, part) in spreader.spread(amount, &line.timing, home).parts() {
                Change::Add.money(&mut sums[month], part);
            }
        }
        months.iter().copied().zip(sums.into_iter().map(Money::saturating)).collect()
    }

    /// The sum of the line items that pay for an activity or a partner.
    pub fn cost_of(&self, pays_for: PaysFor) -> Money {
        self.paid.get(&pays_for).map_or(Money::ZERO, |paid| Money::saturating(paid.sum))
    }

    /// Of the line items without a phase: the sum without contingency, and the contingency.
    pub fn whole_plan_lines(&self) -> (Money, Money) {
        self.phases.last().map_or_else(Default::default, |row| (row.sums.working(), row.sums.contingency()))
    }

    /// Expected results and their cost, by metric in the plan's order; metrics without an expected result are left out.
    pub fn results(&self) -> Vec<ResultCost> {
        self.results_of(&self.all).collect()
    }

    /// The same for a group of line items.
    pub fn results_of<'a>(&'a self, sums: &'a Sums) -> impl Iterator<Item = ResultCost> + 'a {
        let named = self.inputs.metrics.iter().zip(&sums.results).filter(|(_, sum)| sum.lines > 0);
        named.map(|(metric, sum)| ResultCost {
            metric: *metric,
            count: sum.count.value(),
            cost: Money::saturating(sum.cost),
            lines: sum.lines,
        })
    }

    fn count(&mut self, line: &LineFigures, change: Change) {
        self.all.count(line, change);
        self.phases[line.phase].count(line, change);
        self.channels[line.channel].count(line, change);
        let Ok(amount) = line.amount else { return };
        self.categories[line.category as usize].count(amount, change);
        if let Some(pays_for) = line.pays_for {
            let paid = self.paid.entry(pays_for).or_default();
            paid.count(amount, change);
            if paid.lines == 0 {
                self.paid.remove(&pays_for);
            }
        }
    }

    /// Sets the totals from the sums.
    fn update_totals(&mut self) {
        let totals = &mut self.totals;
        totals.planned = self.all.planned();
        totals.contingency_lines = self.all.contingency();
        totals.committed = self.all.committed();
        totals.actual = self.all.actual();
        totals.without_amount = self.all.without_amount;
        let mut rows = self.phases.iter().map(SumsRow::total);
        for (PhaseMoney { planned, .. }, sum) in totals.phases.iter_mut().zip(&mut rows) {
            *planned = sum;
        }
        totals.whole_plan = rows.next().unwrap_or_default();
    }

    fn update_lines(&mut self, plan: &Plan, ids: &[LineItemId]) {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let lines = &plan.budget.lines;
        let indices = self.indices_of(&ids);
        let is_same_order = lines.len() == self.lines.len()
            && indices.len() == ids.len()
            && indices.iter().all(|&at| lines[at].id == self.lines[at].id);
        if !is_same_order {
            self.update_order(plan, &ids);
            return;
        }
        let mut spreader = Spreader::new(&self.inputs.cycles);
        let figures: Vec<LineFigures> =
            indices.iter().map(|&at| self.inputs.figures(plan, &lines[at], &mut spreader)).collect();
        for (at, new) in indices.into_iter().zip(figures) {
            let old = std::mem::replace(&mut self.lines[at], new.clone());
            self.count(&old, Change::Subtract);
            self.count(&new, Change::Add);
        }
    }

    /// The current indices of these lines; `ids` is sorted.
    fn indices_of(&self, ids: &[LineItemId]) -> Vec<usize> {
        match ids {
            [id] => self.lines.iter().position(|line| line.id == *id).into_iter().collect(),
            _ => {
                let touched = self.lines.iter().enumerate().filter(|(_, line)| ids.binary_search(&line.id).is_ok());
                touched.map(|(at, _)| at).collect()
            }
        }
    }

    /// Updates the ledger after lines were inserted, removed or moved. The other lines keep their order.
    fn update_order(&mut self, plan: &Plan, ids: &[LineItemId]) {
        let touched = |id: &LineItemId| ids.binary_search(id).is_ok();
        let mut kept = Vec::with_capacity(self.lines.len());
        for line in std::mem::take(&mut self.lines) {
            if touched(&line.id) {
                self.count(&line, Change::Subtract);
            } else {
                kept.push(line);
            }
        }
        let mut spreader = Spreader::new(&self.inputs.cycles);
        let inserted = plan.budget.lines.iter().filter(|line| touched(&line.id));
        let inserted: Vec<LineFigures> = inserted.map(|line| self.inputs.figures(plan, line, &mut spreader)).collect();
        let (mut kept, mut inserted) = (kept.into_iter(), inserted.into_iter());
        let mut lines = Vec::with_capacity(plan.budget.lines.len());
        for line in &plan.budget.lines {
            let is_new = touched(&line.id);
            let figures = if is_new { inserted.next() } else { kept.next() };
            let Some(figures) = figures.filter(|figures| figures.id == line.id) else {
                debug_assert!(false, "the impact of the edit names all lines that it changed");
                *self = Ledger::of(plan);
                return;
            };
            if is_new {
                self.count(&figures, Change::Add);
            }
            lines.push(figures);
        }
        debug_assert!(kept.next().is_none(), "the impact of the edit names all lines that it changed");
        self.lines = lines;
    }
}
