//! The chapter on the budget: its split by phase, cycle, channel and category, the cost of results, and every line.

use super::model::{ReportBlock, ReportCell, ReportChapter, ReportFill, ReportPicture, ReportRowKind, ReportTable};
use super::picture;
use super::source::{DASH, ReportSource, clipped, joined, or_dash};
use super::summary::results_table;
use super::words::{ReportPhrase, ReportTerm, ReportWord};
use crate::plan::budget::ledger::{LineFigures, SumsRow};
use crate::plan::model::budget::{ExchangeRate, LineItem, PaysFor};
use crate::plan::model::timing::Timing;
use crate::plan::numbers::money::Money;

/// The chapter.
pub fn budget(source: &ReportSource) -> ReportChapter {
    let mut blocks = vec![ReportBlock::Lead(in_a_sentence(source)), facts(source)];
    if source.ledger.totals().total_budget.is_some() || !source.plan.budget.lines.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::BySplit)));
        blocks.push(ReportBlock::Table(split_table(source)));
    }
    if !source.plan.budget.lines.is_empty() {
        by_cycle(source, &mut blocks);
        by_channel(source, &mut blocks);
        by_category(source, &mut blocks);
        effects(source, &mut blocks);
        lines(source, &mut blocks);
    }
    ReportChapter {
        id: "report-budget".to_owned(),
        title: source.text(ReportWord::Budget),
        about: source.text(ReportWord::BudgetAbout),
        blocks,
    }
}

/// Total budget, planned work, contingency and the rest, as a sentence.
pub fn in_a_sentence(source: &ReportSource) -> String {
    let funds = &source.summary.money;
    let lines = funds.lines as u64;
    let count = source.count(lines);
    let Some((total_budget, free)) = funds.total_budget.zip(funds.free) else {
        return source.words.phrase(ReportPhrase::NoTotalBudget(lines, &source.money(funds.planned), &count));
    };
    let (total_budget, working, kept) =
        (source.money(total_budget), source.money(funds.working), source.money(funds.contingency));
    if free < Money::ZERO {
        let over = source.money(Money::ZERO - free);
        return source.words.phrase(ReportPhrase::TotalBudgetOver(&total_budget, &working, &kept, &over));
    }
    source.words.phrase(ReportPhrase::TotalBudgetFree(&total_budget, &working, &kept, &source.money(free)))
}

/// Money spent and committed so far, as a sentence; `None` if there is none.
pub fn so_far(source: &ReportSource) -> Option<String> {
    let funds = &source.summary.money;
    let any = funds.spent != Money::ZERO || funds.committed != Money::ZERO;
    any.then(|| {
        source.words.phrase(ReportPhrase::SpentSoFar(&source.money(funds.spent), &source.money(funds.committed)))
    })
}

fn facts(source: &ReportSource) -> ReportBlock {
    let (totals, settings) = (source.ledger.totals(), &source.plan.budget.settings);
    let mut facts = vec![
        (
            source.text(ReportWord::TotalBudget),
            totals.total_budget.map(|total_budget| source.exact(total_budget)).unwrap_or_default(),
        ),
        (source.text(ReportWord::Reserve), source.exact(totals.reserve)),
        (source.text(ReportWord::Planned), source.exact(totals.planned)),
        (source.text(ReportWord::Committed), source.exact(totals.committed)),
        (source.text(ReportWord::Actual), source.exact(totals.actual)),
        (source.text(ReportWord::Available), source.exact(totals.available())),
        (source.text(ReportWord::Cycle), source.term(ReportTerm::Cycle(settings.cycle)).to_owned()),
    ];
    facts.extend(settings.gross_margin.map(|margin| (source.text(ReportWord::Margin), source.percent(margin))));
    ReportBlock::Facts(facts)
}

/// The total budget as one bar, in the order of [`split_table`]: the phases, then contingency and unallocated money.
pub fn split_picture(source: &ReportSource) -> Option<ReportPicture> {
    let totals = source.ledger.totals();
    let total_budget = totals.total_budget.filter(|total_budget| *total_budget > Money::ZERO)?;
    let phases = totals.phases.iter().map(|money| (source.fill(money.phase), money.allocated.minor()));
    let open = totals.reserve + totals.unallocated.max(Money::ZERO);
    let parts: Vec<(ReportFill, i64)> = phases.chain([(ReportFill::Open, open.minor())]).collect();
    let label = source.labelled(source.say(ReportWord::TotalBudget), &source.money(total_budget));
    Some(picture::split(label, &parts))
}

/// The budget of each phase, of the whole plan's lines, of the contingency, and the unallocated part: allocated, planned,
/// remaining. Each column adds up to its total; the unallocated part also pays for the lines of the whole plan.
pub fn split_table(source: &ReportSource) -> ReportTable {
    let totals = source.ledger.totals();
    let granted = totals.total_budget.is_some();
    let mut columns = vec![(source.say(ReportWord::Phase), false), (source.say(ReportWord::Days), false)];
    if granted {
        columns.extend([(source.say(ReportWord::Share), true), (source.say(ReportWord::Allocated), true)]);
    }
    columns.push((source.say(ReportWord::Planned), true));
    if granted {
        columns.push((source.say(ReportWord::Left), true));
    }
    let total_budget = totals.total_budget.unwrap_or_default();
    let mut table = ReportTable::new(source.say(ReportWord::BySplit), &columns).short(&[1]);
    // Lines without a phase: those of the whole plan, and contingency.
    let (whole_plan, kept_lines) = source.ledger.whole_plan_lines();
    let amounts: Vec<Money> = totals
        .phases
        .iter()
        .flat_map(|money| [money.allocated, money.planned])
        .chain([totals.reserve, totals.unallocated, whole_plan, kept_lines])
        .collect();
    let write = source.column(&amounts);
    let row =
        |name: ReportCell, days: String, allocated: Option<Money>, planned: Option<Money>, left: Option<Money>| {
            let cell = |amount: Option<Money>| ReportCell::from(amount.map_or_else(|| DASH.to_owned(), &write));
            let mut cells = vec![name, days.into()];
            if granted {
                let share =
                    allocated.map_or_else(|| DASH.to_owned(), |allocated| source.share(allocated, total_budget));
                cells.extend([share.into(), cell(allocated)]);
            }
            cells.push(cell(planned));
            if granted {
                cells.push(cell(left));
            }
            cells
        };
    for money in &totals.phases {
        let phase = source.plan.find(money.phase);
        let days = phase.map(|phase| source.short_days(phase.first, phase.last)).unwrap_or_default();
        let name = ReportCell::from(clipped(&source.phase(Some(money.phase)), 44)).fill(source.fill(money.phase));
        let left = money.allocated - money.planned;
        table.plain(row(name, days, Some(money.allocated), Some(money.planned), Some(left)));
    }
    let open = |word: ReportWord| ReportCell::from(source.say(word)).fill(ReportFill::Open);
    if whole_plan != Money::ZERO {
        table.plain(row(open(ReportWord::WholePlanLines), String::new(), None, Some(whole_plan), None));
    }
    if totals.reserve != Money::ZERO || kept_lines != Money::ZERO {
        let kept = Some(kept_lines).filter(|kept| *kept != Money::ZERO);
        let left = totals.reserve - kept_lines;
        table.plain(row(open(ReportWord::Reserve), String::new(), Some(totals.reserve), kept, Some(left)));
    }
    let left = totals.unallocated - whole_plan;
    if granted && (totals.unallocated != Money::ZERO || left != Money::ZERO) {
        table.plain(row(open(ReportWord::Unallocated), String::new(), Some(totals.unallocated), None, Some(left)));
    }
    let left = total_budget - totals.planned;
    let total =
        row(source.say(ReportWord::Total).into(), String::new(), Some(total_budget), Some(totals.planned), Some(left));
    table.row(ReportRowKind::Total, total);
    table
}

fn by_cycle(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let ledger = source.ledger;
    let rows: Vec<_> = ledger.by_phase().iter().filter(|row| row.total() != Money::ZERO).collect();
    if ledger.cycles().is_empty() || rows.is_empty() {
        return;
    }
    let names: Vec<String> = rows.iter().map(|row| source.phase(row.of)).collect();
    let mut columns = vec![(source.say(ReportWord::Cycle), false)];
    columns.extend(names.iter().map(|name| (name.as_str(), true)));
    columns.push((source.say(ReportWord::Together), true));
    columns.push((source.say(ReportWord::ToDate), true));
    let amounts: Vec<Money> = rows.iter().flat_map(|row| row.parts()).collect();
    let write = source.column(&amounts);
    let cell = |amount: Money| if amount == Money::ZERO { DASH.to_owned() } else { write(amount) };
    let mut table = ReportTable::new(source.say(ReportWord::ByCycle), &columns).short(&[0]);
    let mut add = |name: ReportCell, kind: ReportRowKind, parts: Vec<Money>, to_date: String| {
        let together: Money = parts.iter().copied().sum();
        let mut cells = vec![name];
        cells.extend(parts.into_iter().map(|part| ReportCell::from(cell(part))));
        cells.push(cell(together).into());
        cells.push(to_date.into());
        table.row(kind, cells);
        together
    };
    let mut to_date = Money::ZERO;
    for (at, cycle) in ledger.cycles().iter().enumerate() {
        let parts: Vec<Money> = rows.iter().map(|row| row.part(at)).collect();
        to_date += parts.iter().copied().sum();
        add(source.cycle(*cycle).into(), ReportRowKind::Plain, parts, write(to_date));
    }
    let outside: Vec<Money> = rows.iter().map(|row| row.outside()).collect();
    if outside.iter().any(|part| *part != Money::ZERO) {
        to_date += outside.iter().copied().sum();
        add(source.say(ReportWord::OutsideCycles).into(), ReportRowKind::Plain, outside, write(to_date));
    }
    add(
        source.say(ReportWord::Total).into(),
        ReportRowKind::Total,
        rows.iter().map(|row| row.total()).collect(),
        String::new(),
    );
    blocks.push(ReportBlock::Heading(source.text(ReportWord::ByCycle)));
    blocks.push(ReportBlock::Table(table));
}

fn by_channel(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let mut rows: Vec<&SumsRow<_>> = source.ledger.by_channel().iter().filter(|row| row.sums.lines() > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
    let name = |row: &SumsRow<_>| match row.of {
        Some(id) => source.channel(Some(id)),
        None => source.text(ReportWord::NoChannel),
    };
    let sums = rows.into_iter().map(|row| (name(row), row.total(), row.sums.committed(), row.sums.actual()));
    shares(source, ReportWord::ByChannel, ReportWord::Channel, sums.collect(), blocks);
}

fn by_category(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let mut sums = source.ledger.by_category();
    sums.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    let spent = |category, of: fn(&LineFigures) -> Money| {
        let lines = source.plan.budget.lines.iter().zip(source.ledger.lines());
        lines.filter(|(line, _)| line.category == category).map(|(_, figures)| of(figures)).sum()
    };
    let sums = sums.into_iter().map(|(category, amount)| {
        let name = source.term(ReportTerm::Category(category)).to_owned();
        (name, amount, spent(category, |line| line.committed), spent(category, |line| line.actual))
    });
    shares(source, ReportWord::ByCategory, ReportWord::Category, sums.collect(), blocks);
}

/// Sums with their share of the whole; also committed and spent amounts, if there are any.
fn shares(
    source: &ReportSource,
    title: ReportWord,
    head: ReportWord,
    sums: Vec<(String, Money, Money, Money)>,
    blocks: &mut Vec<ReportBlock>,
) {
    let whole = source.ledger.sums();
    let bound = whole.committed() != Money::ZERO || whole.actual() != Money::ZERO;
    let mut columns =
        vec![(source.say(head), false), (source.say(ReportWord::Planned), true), (source.say(ReportWord::Share), true)];
    if bound {
        columns.extend([(source.say(ReportWord::Committed), true), (source.say(ReportWord::Actual), true)]);
    }
    let amounts: Vec<Money> = sums.iter().flat_map(|sum| [sum.1, sum.2, sum.3]).collect();
    let write = source.column(&amounts);
    let mut table = ReportTable::new(source.say(title), &columns);
    let row = |(name, planned, committed, actual): (String, Money, Money, Money)| {
        let mut cells: Vec<ReportCell> =
            vec![name.into(), write(planned).into(), source.share(planned, whole.planned()).into()];
        if bound {
            cells.extend([write(committed).into(), write(actual).into()]);
        }
        cells
    };
    for sum in sums {
        table.plain(row(sum));
    }
    let total = (source.text(ReportWord::Total), whole.planned(), whole.committed(), whole.actual());
    table.row(ReportRowKind::Total, row(total));
    blocks.push(ReportBlock::Heading(source.text(title)));
    blocks.push(ReportBlock::Table(table));
}

/// Expected results, and the return on the budget.
fn effects(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let summary = &source.summary;
    if summary.results.is_empty() {
        return;
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Results)));
    blocks.push(ReportBlock::Table(results_table(source, summary.results.iter(), true)));
    blocks.push(ReportBlock::Small(source.text(ReportWord::CostGloss)));
    if let Some(returns) = summary.returns {
        let times = returns.roas.map(|roas| source.words.decimal(roas));
        blocks.push(ReportBlock::Facts(vec![
            (source.text(ReportWord::Revenue), source.money(returns.revenue)),
            (source.text(ReportWord::Roas), times.unwrap_or_default()),
            (source.text(ReportWord::Roi), returns.roi.map(|roi| source.percent_points(roi)).unwrap_or_default()),
        ]));
    }
}

fn lines(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let plan = source.plan;
    let columns = [
        (source.say(ReportWord::Line), false),
        (source.say(ReportWord::Category), false),
        (source.say(ReportWord::Calculation), true),
        (source.say(ReportWord::When), false),
        (source.say(ReportWord::Status), false),
        (source.say(ReportWord::Amount), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::AllLines), &columns).short(&[4]);
    let amounts: Vec<Money> = source.ledger.lines().iter().filter_map(|line| line.amount.ok()).collect();
    let write = source.column(&amounts);
    for (at, group) in source.ledger.by_phase().iter().enumerate() {
        let here = || plan.budget.lines.iter().zip(source.ledger.lines()).filter(|(_, line)| line.phase_row() == at);
        if here().next().is_none() {
            continue;
        }
        let heading = ReportCell::from(source.phase(group.of));
        let heading = match group.of {
            Some(id) => heading.fill(source.fill(id)),
            None => heading,
        };
        table.row(ReportRowKind::Heading, vec![heading]);
        for (line, figures) in here() {
            let amount = figures.amount.map_or_else(|_| source.text(ReportWord::NoAmount), &write);
            table.plain(vec![
                ReportCell::from(or_dash(&line.description)).below(beneath(source, line)),
                source.term(ReportTerm::Category(line.category)).into(),
                calculation(source, line).into(),
                when(source, &line.timing).into(),
                source.term(ReportTerm::Status(line.status)).into(),
                amount.into(),
            ]);
        }
        table.row(ReportRowKind::Subtotal, sum_row(source.phase(group.of), write(group.total())));
    }
    table.row(ReportRowKind::Total, sum_row(source.text(ReportWord::Total), write(source.ledger.sums().planned())));
    blocks.push(ReportBlock::Heading(source.text(ReportWord::AllLines)));
    blocks.push(ReportBlock::Table(table));
}

fn sum_row(name: String, amount: String) -> Vec<ReportCell> {
    let mut cells = vec![ReportCell::from(name)];
    cells.extend((0..4).map(|_| ReportCell::default()));
    cells.push(amount.into());
    cells
}

/// The details of a line: channel, what it pays for, expected results, owner and note.
fn beneath(source: &ReportSource, line: &LineItem) -> String {
    let pays_for = match line.pays_for {
        Some(PaysFor::Activity(id)) => source.plan.find(id).map(|item| &item.name),
        Some(PaysFor::Partner(id)) => source.plan.find(id).map(|item| &item.name),
        None => None,
    };
    let pays_for = pays_for.filter(|name| **name != line.description).map_or("", String::as_str);
    let expected: Vec<String> = line
        .expected
        .iter()
        .map(|result| {
            let metric = source.metric(result.metric);
            source.labelled(&source.metric_name(Some(result.metric)), &source.value(metric, result.count))
        })
        .collect();
    let expected = joined(expected.iter().map(String::as_str));
    joined([source.channel(line.channel).as_str(), pays_for, &expected, &line.owner, &line.note])
}

/// Quantity × unit price. A price in another currency has that currency's code, not a sign that it may share with the plan's
/// currency, and its exchange rate.
fn calculation(source: &ReportSource, line: &LineItem) -> String {
    let quantity = line.quantity.map(|quantity| source.words.decimal(quantity));
    let quantity = quantity.map(|quantity| joined_by_space(&quantity, &line.unit));
    let home = source.plan.basics.currency;
    let currency = line.currency.unwrap_or(home);
    let price = line.unit_price.map(|price| match Money::from_decimal(price, currency) {
        Some(price) if currency == home => source.words.money(price, currency, false),
        _ => joined_by_space(currency.code(), &source.words.decimal(price)),
    });
    let text = match (quantity, price) {
        (Some(quantity), Some(price)) => [quantity.as_str(), " × ", &price].concat(),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return DASH.to_owned(),
    };
    match source.plan.budget.rates.iter().find(|rate| rate.currency == currency && currency != home) {
        Some(rate) => joined_by_space(&text, &rate_words(source, rate)),
        None => text,
    }
}

fn rate_words(source: &ReportSource, rate: &ExchangeRate) -> String {
    let value = source.words.decimal(rate.rate);
    match rate.on {
        Some(on) => source.words.phrase(ReportPhrase::AtRateOn(&value, &source.short(on))),
        None => source.words.phrase(ReportPhrase::AtRate(&value)),
    }
}

fn joined_by_space(first: &str, second: &str) -> String {
    if second.trim().is_empty() { first.to_owned() } else { [first, " ", second.trim()].concat() }
}

fn when(source: &ReportSource, timing: &Timing) -> String {
    match timing {
        Timing::Phase => source.text(ReportWord::OverThePhase),
        Timing::Once { on } => source.short(*on),
        Timing::Evenly { first, last } => source.short_days(Some(*first), Some(*last)),
        Timing::Monthly { first, last } => {
            source.words.phrase(ReportPhrase::Monthly(&source.short_days(Some(*first), Some(*last))))
        }
        Timing::ByHand { parts } => match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => {
                source.words.phrase(ReportPhrase::ByHand(&source.short_days(Some(first.on), Some(last.on))))
            }
            _ => DASH.to_owned(),
        },
    }
}
