//! The figures computed from the line items, updated line by line: an edit costs only what it changed.
//!
//! [`Ledger::of`] computes a plan from scratch; [`Ledger::follow`] makes a ledger follow an edit by taking the figures of
//! the lines it touched out of every sum and putting the new ones in. Sums are held exactly, wider than [`Money`], so
//! both ways lead to the same ledger, whatever the order of the edits.

use crate::plan::edit::impact::BudgetImpact;
use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::budget::cycles::{Spread, Spreading, cycles};
use crate::plan::budget::totals::{AmountError, BudgetTotals, PhaseMoney, total_budget_split};
use crate::plan::budget::unit_cost::ResultCost;
use crate::plan::model::bounds::MOST_CYCLES;
use crate::plan::model::budget::{Category, LineItem, LineItemId, LineStatus, PaysFor};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Entity;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The figures of one line item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFigures {
    /// In the plan's currency.
    pub amount: Result<Money, AmountError>,
    /// The amount over the cycles; `None` without an amount.
    pub spread: Option<Spread>,
    /// Committed: ordered, not yet delivered.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub actual: Money,
    /// What is still to be ordered or spent: nothing once it is paid.
    pub to_come: Money,
    id: LineItemId,
    category: Category,
    pays_for: Option<PaysFor>,
    /// Its rows in the tables.
    phase: usize,
    channel: usize,
    /// By the metric's place in the plan, in ten-thousandths; each metric once.
    expected: Box<[(usize, i128)]>,
}

impl LineFigures {
    /// Which line.
    pub fn id(&self) -> LineItemId {
        self.id
    }

    /// The place of its phase's row in [`Ledger::by_phase`].
    pub fn phase_row(&self) -> usize {
        self.phase
    }

    /// Whether it is money kept for what cannot be foreseen.
    pub fn is_contingency(&self) -> bool {
        self.category == Category::Contingency
    }
}

/// Sums of a group of lines: of a phase, of a channel, of the whole plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    planned: i128,
    contingency: i128,
    acquiring: i128,
    committed: i128,
    actual: i128,
    to_come: i128,
    lines: usize,
    without_amount: usize,
    results: Vec<MetricSum>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct MetricSum {
    count: i128,
    cost: i128,
    lines: usize,
}

impl Sums {
    /// What its lines with an amount come to.
    pub fn planned(&self) -> Money {
        Money::saturating(self.planned)
    }

    /// The part of it that is kept for what cannot be foreseen.
    pub fn contingency(&self) -> Money {
        Money::saturating(self.contingency)
    }

    /// The part of it that is meant to bring results: planned, less contingency.
    pub fn working(&self) -> Money {
        Money::saturating(self.planned - self.contingency)
    }

    /// The part of it that wins customers: media, creators, incentives, people and content.
    pub fn acquiring(&self) -> Money {
        Money::saturating(self.acquiring)
    }

    /// Committed: ordered, not yet delivered.
    pub fn committed(&self) -> Money {
        Money::saturating(self.committed)
    }

    /// Spent: delivered and accepted.
    pub fn actual(&self) -> Money {
        Money::saturating(self.actual)
    }

    /// Planned − committed − actual; below zero where more is bound than was planned.
    pub fn available(&self) -> Money {
        Money::saturating(self.planned - self.committed - self.actual)
    }

    /// Actual + committed + what is still to come of the lines that are not paid: what it will have cost in the end.
    pub fn forecast(&self) -> Money {
        Money::saturating(self.actual + self.committed + self.to_come)
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// How many of them have no amount yet.
    pub fn without_amount(&self) -> usize {
        self.without_amount
    }

    fn count(&mut self, line: &LineFigures, way: Way) {
        way.number(&mut self.lines);
        way.money(&mut self.committed, line.committed);
        way.money(&mut self.actual, line.actual);
        let Ok(amount) = line.amount else {
            way.number(&mut self.without_amount);
            return;
        };
        way.money(&mut self.planned, amount);
        way.money(&mut self.to_come, line.to_come);
        match line.category {
            Category::Contingency => way.money(&mut self.contingency, amount),
            Category::Media | Category::Creator | Category::Incentive | Category::People | Category::Content => {
                way.money(&mut self.acquiring, amount);
            }
            _ => {}
        }
        for &(metric, count) in &line.expected {
            if let Some(sum) = self.results.get_mut(metric) {
                way.whole(&mut sum.count, count);
                way.money(&mut sum.cost, amount);
                way.number(&mut sum.lines);
            }
        }
    }
}

/// Adds to the sums, or subtracts from them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

impl Way {
    fn whole(self, sum: &mut i128, by: i128) {
        match self {
            Way::In => *sum += by,
            Way::Out => *sum -= by,
        }
    }

    fn money(self, sum: &mut i128, by: Money) {
        self.whole(sum, i128::from(by.minor()));
    }

    fn number(self, sum: &mut usize) {
        match self {
            Way::In => *sum += 1,
            Way::Out => *sum = sum.saturating_sub(1),
        }
    }
}

/// The lines of one phase, or on one channel, laid over the cycles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<K> {
    /// Of what; `None` for the lines that belong to none.
    pub of: Option<K>,
    /// Its sums over all time.
    pub sums: Sums,
    parts: Vec<i128>,
    outside: i128,
}

/// One row of the table of phases and cycles.
pub type CycleRow = Row<PhaseId>;
/// One row of the table of channels and cycles.
pub type ChannelRow = Row<ChannelId>;

impl<K> Row<K> {
    fn new(of: Option<K>, ground: &Ground) -> Row<K> {
        Row { of, sums: ground.no_sums(), parts: vec![0; ground.cycles.len()], outside: 0 }
    }

    /// The part in a cycle, counted from 0.
    pub fn part(&self, cycle: usize) -> Money {
        self.parts.get(cycle).map_or(Money::ZERO, |part| Money::saturating(*part))
    }

    /// The part in each cycle.
    pub fn parts(&self) -> impl Iterator<Item = Money> + '_ {
        self.parts.iter().map(|part| Money::saturating(*part))
    }

    /// The part outside every cycle.
    pub fn outside(&self) -> Money {
        Money::saturating(self.outside)
    }

    /// All parts together: what its lines come to.
    pub fn total(&self) -> Money {
        self.sums.planned()
    }

    fn count(&mut self, line: &LineFigures, way: Way) {
        self.sums.count(line, way);
        if let Some(spread) = &line.spread {
            for (cycle, part) in spread.parts() {
                way.money(&mut self.parts[cycle], part);
            }
            way.money(&mut self.outside, spread.outside);
        }
    }
}

/// Everything that a line item's figures depend on besides the line item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ground {
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

impl Ground {
    fn of(plan: &Plan) -> Ground {
        let (days, cycle) = (plan.basics.days(), plan.budget.settings.cycle);
        Ground {
            currency: plan.basics.currency,
            days,
            cycle,
            phases: plan.phases.iter().map(|phase| (phase.id, phase.days().or(days))).collect(),
            channels: plan.strategy.channels.iter().map(Entity::id).collect(),
            metrics: plan.goals.metrics.iter().map(Entity::id).collect(),
            rates: plan.budget.rates.iter().map(|rate| (rate.currency, rate.rate)).collect(),
            cycles: days.map_or_else(Vec::new, |days| cycles(days, cycle)),
            months: days.filter(|days| days.count_months() <= MOST_CYCLES).map_or_else(Vec::new, DateRange::months),
        }
    }

    fn no_sums(&self) -> Sums {
        Sums { results: vec![MetricSum::default(); self.metrics.len()], ..Sums::default() }
    }

    fn figures(&self, plan: &Plan, line: &LineItem, spreading: &mut Spreading) -> LineFigures {
        let phase = line.phase.and_then(|id| self.phases.iter().position(|(phase, _)| *phase == id));
        let channel = line.channel.and_then(|id| self.channels.iter().position(|channel| *channel == id));
        let home = phase.map_or(self.days, |at| self.phases[at].1);
        let amount = plan.amount(line);
        let mut expected: Vec<(usize, i128)> = Vec::with_capacity(line.expected.len());
        for result in &line.expected {
            let count = i128::from(result.count.ten_thousandths());
            let Some(metric) = self.metrics.iter().position(|metric| *metric == result.metric) else { continue };
            match expected.iter_mut().find(|(at, _)| *at == metric) {
                // The same metric named twice on a line is still paid for once.
                Some((_, sum)) => *sum += count,
                None => expected.push((metric, count)),
            }
        }
        let paid = |amount| plan.paid(line, amount).unwrap_or_default();
        let (committed, actual) = (paid(line.committed), paid(line.actual));
        let whole = amount.unwrap_or_default();
        let open = whole - committed - actual;
        // Of a line below zero, a refund, what is still to come back is below zero as well.
        let to_come = if whole < Money::ZERO { open.min(Money::ZERO) } else { open.max(Money::ZERO) };
        LineFigures {
            amount,
            spread: amount.ok().map(|amount| spreading.spread(amount, &line.timing, home)),
            committed,
            actual,
            to_come: if line.status == LineStatus::Paid { Money::ZERO } else { to_come },
            id: line.id,
            category: line.category,
            pays_for: line.pays_for,
            phase: phase.unwrap_or(self.phases.len()),
            channel: channel.unwrap_or(self.channels.len()),
            expected: expected.into(),
        }
    }
}

/// A sum that knows whether anything was added to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counted {
    sum: i128,
    lines: usize,
}

impl Counted {
    fn count(&mut self, amount: Money, way: Way) {
        way.money(&mut self.sum, amount);
        way.number(&mut self.lines);
    }
}

/// Everything that follows from the budget's lines. See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    ground: Ground,
    lines: Vec<LineFigures>,
    whole: Sums,
    phases: Vec<CycleRow>,
    channels: Vec<ChannelRow>,
    categories: [Counted; Category::ALL.len()],
    paid: BTreeMap<PaysFor, Counted>,
    totals: BudgetTotals,
}

impl Ledger {
    /// Computes everything from the plan.
    pub fn of(plan: &Plan) -> Ledger {
        let ground = Ground::of(plan);
        let phases = ground.phases.iter().map(|(id, _)| Some(*id)).chain([None]);
        let channels = ground.channels.iter().copied().map(Some).chain([None]);
        let mut ledger = Ledger {
            lines: Vec::new(),
            whole: ground.no_sums(),
            phases: phases.map(|of| Row::new(of, &ground)).collect(),
            channels: channels.map(|of| Row::new(of, &ground)).collect(),
            categories: [Counted::default(); Category::ALL.len()],
            paid: BTreeMap::new(),
            totals: total_budget_split(plan),
            ground,
        };
        let mut spreading = Spreading::over(&ledger.ground.cycles);
        let lines = plan.budget.lines.iter();
        let lines: Vec<LineFigures> = lines.map(|line| ledger.ground.figures(plan, line, &mut spreading)).collect();
        for figures in &lines {
            ledger.count(figures, Way::In);
        }
        ledger.lines = lines;
        ledger.sum_up();
        ledger
    }

    /// Follows an edit that has been made: `plan` is the plan after it, `touched` what it touched.
    /// Afterwards the ledger is what [`Ledger::of`] would make of the plan.
    ///
    /// Replaced lines cost a search and their own figures. Where lines come, go or move, the figures of all others are
    /// kept as they are and only change their places.
    pub fn follow(&mut self, plan: &Plan, touched: &BudgetImpact) {
        match touched {
            BudgetImpact::None => {}
            BudgetImpact::Lines(ids) => {
                self.follow_lines(plan, ids);
                self.sum_up();
            }
            // Most edits of a phase or of the basics change words.
            BudgetImpact::Basis(ids) if self.ground == Ground::of(plan) => {
                self.follow_lines(plan, ids);
                self.totals = total_budget_split(plan);
                self.sum_up();
            }
            BudgetImpact::Basis(_) | BudgetImpact::All => *self = Ledger::of(plan),
        }
    }

    /// Each line's figures, in the order of the plan's lines.
    pub fn lines(&self) -> &[LineFigures] {
        &self.lines
    }

    /// The budget in numbers.
    pub fn totals(&self) -> &BudgetTotals {
        &self.totals
    }

    /// Sums of all lines.
    pub fn whole(&self) -> &Sums {
        &self.whole
    }

    /// The cycles, in order; none while the plan has no days, or more cycles than are computed.
    pub fn cycles(&self) -> &[DateRange] {
        &self.ground.cycles
    }

    /// The table of phases and cycles: the phases in their order, lines of no phase last.
    pub fn by_phase(&self) -> &[CycleRow] {
        &self.phases
    }

    /// The table of channels and cycles: all channels in the plan's order, lines without one last.
    pub fn by_channel(&self) -> &[ChannelRow] {
        &self.channels
    }

    /// Sums by category, in the categories' order; those without a line that has an amount are left out.
    pub fn by_category(&self) -> Vec<(Category, Money)> {
        let sums = Category::ALL.into_iter().zip(&self.categories);
        sums.filter(|(_, sum)| sum.lines > 0).map(|(category, sum)| (category, Money::saturating(sum.sum))).collect()
    }

    /// Sums by calendar month of the plan's days; none while it has no days. Money outside them is in no month.
    ///
    /// Computed on demand, in one pass over the lines: only one view looks at months.
    pub fn by_month(&self, plan: &Plan) -> Vec<(DateRange, Money)> {
        let months = &self.ground.months;
        let mut sums = vec![0; months.len()];
        let mut spreading = Spreading::over(months);
        for (line, figures) in plan.budget.lines.iter().zip(&self.lines) {
            let Ok(amount) = figures.amount else { continue };
            let home = self.ground.phases.get(figures.phase).map_or(self.ground.days, |(_, days)| *days);
            for (month, part) in spreading.spread(amount, &line.timing, home).parts() {
                Way::In.money(&mut sums[month], part);
            }
        }
        months.iter().copied().zip(sums.into_iter().map(Money::saturating)).collect()
    }

    /// The sum of the line items that pay for something.
    pub fn cost_of(&self, pays_for: PaysFor) -> Money {
        self.paid.get(&pays_for).map_or(Money::ZERO, |paid| Money::saturating(paid.sum))
    }

    /// The lines of no phase: what serves the whole plan, and what of them is contingency.
    pub fn whole_plan_lines(&self) -> (Money, Money) {
        self.phases.last().map_or_else(Default::default, |row| (row.sums.working(), row.sums.contingency()))
    }

    /// Expected results and their cost, by metric in the plan's order; those no line names are left out.
    pub fn results(&self) -> Vec<ResultCost> {
        self.results_of(&self.whole).collect()
    }

    /// The same for a group of lines.
    pub fn results_of<'a>(&'a self, sums: &'a Sums) -> impl Iterator<Item = ResultCost> + 'a {
        let named = self.ground.metrics.iter().zip(&sums.results).filter(|(_, sum)| sum.lines > 0);
        named.map(|(metric, sum)| ResultCost {
            metric: *metric,
            count: Decimal::saturating(sum.count),
            cost: Money::saturating(sum.cost),
            lines: sum.lines,
        })
    }

    fn count(&mut self, line: &LineFigures, way: Way) {
        self.whole.count(line, way);
        self.phases[line.phase].count(line, way);
        self.channels[line.channel].count(line, way);
        let Ok(amount) = line.amount else { return };
        self.categories[line.category as usize].count(amount, way);
        if let Some(pays_for) = line.pays_for {
            let paid = self.paid.entry(pays_for).or_default();
            paid.count(amount, way);
            if paid.lines == 0 {
                self.paid.remove(&pays_for);
            }
        }
    }

    /// The totals, from the sums.
    fn sum_up(&mut self) {
        let totals = &mut self.totals;
        totals.planned = self.whole.planned();
        totals.contingency_lines = self.whole.contingency();
        totals.committed = self.whole.committed();
        totals.actual = self.whole.actual();
        totals.without_amount = self.whole.without_amount;
        let mut rows = self.phases.iter().map(Row::total);
        for (PhaseMoney { planned, .. }, sum) in totals.phases.iter_mut().zip(&mut rows) {
            *planned = sum;
        }
        totals.whole_plan = rows.next().unwrap_or_default();
    }

    fn follow_lines(&mut self, plan: &Plan, ids: &[LineItemId]) {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let lines = &plan.budget.lines;
        let places = self.places(&ids);
        let in_place = lines.len() == self.lines.len()
            && places.len() == ids.len()
            && places.iter().all(|&at| lines[at].id == self.lines[at].id);
        if !in_place {
            self.follow_places(plan, &ids);
            return;
        }
        let mut spreading = Spreading::over(&self.ground.cycles);
        let figures: Vec<LineFigures> =
            places.iter().map(|&at| self.ground.figures(plan, &lines[at], &mut spreading)).collect();
        for (at, new) in places.into_iter().zip(figures) {
            let old = std::mem::replace(&mut self.lines[at], new.clone());
            self.count(&old, Way::Out);
            self.count(&new, Way::In);
        }
    }

    /// Where these lines, sorted by their identity, stand now.
    fn places(&self, ids: &[LineItemId]) -> Vec<usize> {
        match ids {
            [id] => self.lines.iter().position(|line| line.id == *id).into_iter().collect(),
            _ => {
                let touched = self.lines.iter().enumerate().filter(|(_, line)| ids.binary_search(&line.id).is_ok());
                touched.map(|(at, _)| at).collect()
            }
        }
    }

    /// Lines came, went or moved: the others stand in the same order as before.
    fn follow_places(&mut self, plan: &Plan, ids: &[LineItemId]) {
        let touched = |id: &LineItemId| ids.binary_search(id).is_ok();
        let mut kept = Vec::with_capacity(self.lines.len());
        for line in std::mem::take(&mut self.lines) {
            if touched(&line.id) {
                self.count(&line, Way::Out);
            } else {
                kept.push(line);
            }
        }
        let mut spreading = Spreading::over(&self.ground.cycles);
        let came = plan.budget.lines.iter().filter(|line| touched(&line.id));
        let came: Vec<LineFigures> = came.map(|line| self.ground.figures(plan, line, &mut spreading)).collect();
        let (mut kept, mut came) = (kept.into_iter(), came.into_iter());
        let mut lines = Vec::with_capacity(plan.budget.lines.len());
        for line in &plan.budget.lines {
            let is_new = touched(&line.id);
            let figures = if is_new { came.next() } else { kept.next() };
            let Some(figures) = figures.filter(|figures| figures.id == line.id) else {
                debug_assert!(false, "an edit touched more lines than it said");
                *self = Ledger::of(plan);
                return;
            };
            if is_new {
                self.count(&figures, Way::In);
            }
            lines.push(figures);
        }
        debug_assert!(kept.next().is_none(), "an edit touched more lines than it said");
        self.lines = lines;
    }
}
