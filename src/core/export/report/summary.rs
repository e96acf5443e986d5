//! The summary for the approver: goal, budget, phases, expected results, risks and decisions requested. Every list is
//! limited so that the summary fits on two pages; the chapters have the rest.

use super::budget;
use super::model::{ReportBlock, ReportCell, ReportTable};
use super::picture::{self, PictureMark, PictureRow, Spending};
use super::source::{DASH, ReportSource, clipped, joined, or_dash};
use super::words::{ReportPhrase, ReportTerm, ReportWord};
use crate::plan::budget::cost_effectiveness::{Cost, Kpi};
use crate::plan::goals::current_value::current;
use crate::plan::goals::funding_gap::{Estimate, LimitingFactor};
use crate::plan::model::bounds::MAX_CYCLES;
use crate::plan::model::metric::Metric;
use crate::plan::model::risk::Risk;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::{Severity, check_with, undrawable_finding};
use crate::plan::review::summary::{DecisionRequest, FundingNeed, MetricOutcome};

// The most items of each list in the summary.
const GOALS: usize = 5;
const RESULTS: usize = 6;
const RISKS: usize = 4;
const PHASES: usize = 5;
const DECISIONS: usize = 5;

/// The summary.
pub fn summary(source: &ReportSource) -> Vec<ReportBlock> {
    let mut blocks = Vec::new();
    head(source, &mut blocks);
    goal(source, &mut blocks);
    money(source, &mut blocks);
    timeline(source, &mut blocks);
    spending(source, &mut blocks);
    results(source, &mut blocks);
    risks(source, &mut blocks);
    decisions(source, &mut blocks);
    blocks
}

fn head(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let basics = &source.plan.basics;
    if !basics.product.trim().is_empty() {
        blocks.push(ReportBlock::Lead(clipped(&basics.product, 200)));
    }
    let audience: Vec<&str> = basics.audience.iter().map(|group| group.who.as_str()).collect();
    blocks.push(ReportBlock::Facts(vec![
        (source.text(ReportWord::Period), source.days(basics.first_day, basics.last_day)),
        (source.text(ReportWord::Audience), clipped(&joined(audience), 110)),
        (source.text(ReportWord::Region), clipped(&basics.region, 60)),
    ]));
    if let Some(finding) = undrawable_finding(source.plan) {
        blocks.push(ReportBlock::Text(source.words.finding(&finding, source.plan)));
    }
}

/// The north star metric.
fn star<'a>(source: &'a ReportSource) -> Option<&'a Metric> {
    source.metric(source.plan.goals.north_star.as_ref()?.metric)
}

fn goal(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let star = star(source);
    let others: Vec<&Metric> = source
        .plan
        .goals
        .metrics
        .iter()
        .filter(|metric| metric.target.is_some() && star.is_none_or(|star| star.id != metric.id))
        .collect();
    if star.is_none() && others.is_empty() {
        return;
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Goal)));
    let figure = star.map(|metric| north_star(source, metric));
    if others.is_empty() {
        blocks.extend(figure);
        return;
    }
    let columns = [
        (source.say(ReportWord::OtherGoals), false),
        (source.say(ReportWord::Now), true),
        (source.say(ReportWord::Target), true),
        (source.say(ReportWord::Due), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::OtherGoals), &columns);
    for metric in others.iter().take(GOALS) {
        table.plain(vec![
            clipped(&source.words.metric(&metric.definition), 40).into(),
            source.now(metric),
            source.value_or_dash(Some(metric), metric.target).into(),
            metric.due.map_or_else(|| DASH.to_owned(), |due| source.short(due)).into(),
        ]);
    }
    let mut rest = vec![ReportBlock::Table(table)];
    more(source, others.len(), GOALS, &mut rest);
    match figure {
        Some(figure) => blocks.push(ReportBlock::Beside(vec![figure], rest)),
        None => blocks.append(&mut rest),
    }
}

fn north_star(source: &ReportSource, metric: &Metric) -> ReportBlock {
    let value = |value| source.value(Some(metric), value);
    let now = current(source.plan, metric);
    let figure = match (now, metric.target) {
        (Some(now), Some(to)) => source.words.phrase(ReportPhrase::FromTo(&value(now.value), &value(to))),
        (None, Some(to)) => value(to),
        _ => source.text(ReportWord::NoTarget),
    };
    let counted = now.filter(|now| now.counted).and_then(|now| now.on);
    let counted = counted.map(|on| source.words.phrase(ReportPhrase::CountedOn(&source.words.date(on))));
    let baseline = metric.baseline.filter(|_| counted.is_some());
    let baseline = baseline.map(|baseline| source.words.phrase(ReportPhrase::BaselineWas(&value(baseline))));
    let due =
        metric.due.map(|due| source.words.phrase(ReportPhrase::Until(&source.words.date(due)))).unwrap_or_default();
    let why = source.plan.goals.north_star.as_ref().map_or("", |star| star.why.as_str());
    let name =
        joined([clipped(&source.words.metric(&metric.definition), 44).as_str(), source.say(ReportWord::NorthStar)]);
    let (counted, baseline) = (counted.unwrap_or_default(), baseline.unwrap_or_default());
    ReportBlock::Figure(name, figure, joined([&*counted, &*baseline, due.as_str(), clipped(why, 170).as_str()]))
}

/// Adds the number of items that the summary does not show.
fn more(source: &ReportSource, all: usize, shown: usize, blocks: &mut Vec<ReportBlock>) {
    if let Some(rest) = all.checked_sub(shown).filter(|rest| *rest > 0) {
        blocks
            .push(ReportBlock::Small(source.words.phrase(ReportPhrase::More(rest as u64, &source.count(rest as u64)))));
    }
}

fn money(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let totals = source.ledger.totals();
    if totals.total_budget.is_none() && source.plan.budget.lines.is_empty() {
        return;
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Money)));
    blocks.push(ReportBlock::Text(budget::in_a_sentence(source)));
    if let Some(so_far) = budget::so_far(source) {
        blocks.push(ReportBlock::Text(so_far));
    }
    blocks.extend(budget::split_picture(source).map(ReportBlock::Picture));
    if source.plan.phases.len() <= PHASES {
        blocks.push(ReportBlock::Table(budget::split_table(source)));
    }
}

fn timeline(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let days = source.plan.basics.days().filter(|days| days.count_months() <= MAX_CYCLES);
    let Some(days) = days else { return };
    let phases = source.plan.phases.iter().filter_map(|phase| Some((phase, phase.days()?)));
    let rows: Vec<PictureRow> = phases
        .take(PHASES)
        .map(|(phase, span)| {
            let money = source.ledger.totals().phases.iter().find(|money| money.phase == phase.id);
            let money = money.map(|money| source.money(money.planned)).unwrap_or_default();
            let objective = source.objective(phase).unwrap_or_default();
            let span = (source.short_days(Some(span.first()), Some(span.last())), span);
            PictureRow {
                fill: source.fill(phase.id),
                name: clipped(&source.words.phase(phase), 40),
                detail: joined(["", span.0.as_str(), clipped(&objective, 40).as_str(), money.as_str()]),
                days: span.1,
            }
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let mut marks = Vec::new();
    if let Some((metric, due, target)) = star(source).and_then(|metric| Some((metric, metric.due?, metric.target?))) {
        let goal = source.labelled(&source.words.metric(&metric.definition), &source.value(Some(metric), target));
        marks.push(PictureMark { day: due, words: ["◆ ", &clipped(&goal, 44)].concat(), goal: true });
    }
    if days.contains(source.today) {
        marks.push(PictureMark { day: source.today, words: source.text(ReportWord::Today), goal: false });
    }
    let span = source.days(Some(days.first()), Some(days.last()));
    let label = source.labelled(source.say(ReportWord::Phases), &span);
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Phases)));
    let month = |day| source.words.month(day);
    blocks.push(ReportBlock::Picture(picture::timeline(label, days, &rows, &marks, &month)));
}

fn spending(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let ledger = source.ledger;
    let cycles = ledger.cycles();
    if cycles.is_empty() || ledger.sums().planned() <= Money::ZERO {
        return;
    }
    let rows: Vec<_> = ledger.by_phase().iter().filter(|row| row.total() != Money::ZERO).collect();
    let mut sums = vec![0_i64; rows.len()];
    let columns = (0..cycles.len())
        .map(|cycle| {
            for (sum, row) in sums.iter_mut().zip(&rows) {
                *sum = sum.saturating_add(row.part(cycle).minor());
            }
            sums.clone()
        })
        .collect();
    let currency = source.plan.basics.currency;
    let short = |amount: i64| source.words.money_short(Money::saturating(i128::from(amount)), currency);
    let limit = ledger.totals().total_budget.map(|total_budget| {
        (total_budget.minor(), source.labelled(source.say(ReportWord::TotalBudget), &source.money(total_budget)))
    });
    let planned = source.money(ledger.sums().planned());
    let spending = Spending {
        label: source.labelled(source.say(ReportWord::SpendCurve), &planned),
        heads: cycles.iter().map(|cycle| source.short(cycle.last())).collect(),
        columns,
        legend: rows
            .iter()
            .map(|row| {
                (row.of.map_or(super::ReportFill::Open, |id| source.fill(id)), clipped(&source.phase(row.of), 30))
            })
            .collect(),
        limit,
        unit: 10_i64.pow(u32::from(currency.digits())),
        write: &short,
    };
    blocks.push(ReportBlock::Heading(source.text(ReportWord::SpendCurve)));
    blocks.push(ReportBlock::Picture(picture::spending(spending)));
}

/// The cost of one result, or of a thousand results.
pub fn each(source: &ReportSource, cost: Cost, kpi: Kpi) -> String {
    let Some(each) = cost.price(kpi, source.plan.basics.currency) else { return DASH.to_owned() };
    let amount = source.price(each);
    if kpi.per() > 1 { source.words.phrase(ReportPhrase::PerThousand(&amount)) } else { amount }
}

fn results(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let mut named: Vec<&MetricOutcome> =
        source.summary.results.iter().filter(|result| result.need.is_some() || result.cost().is_some()).collect();
    if named.is_empty() {
        return;
    }
    named.sort_by_key(|result| !result.is_north_star);
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Results)));
    blocks.push(ReportBlock::Table(results_table(source, named.iter().take(RESULTS).copied(), false)));
    more(source, named.len(), RESULTS, blocks);
}

/// A metric's name, truncated.
fn metric_name(source: &ReportSource, result: &MetricOutcome) -> String {
    clipped(&source.metric_name(Some(result.metric)), 44)
}

/// Expected results of the lines, with the goals and the cost of a result; in the whole plan also the cost by all money.
pub fn results_table<'o>(
    source: &ReportSource,
    results: impl Iterator<Item = &'o MetricOutcome>,
    whole: bool,
) -> ReportTable {
    let mut columns = vec![
        (source.say(ReportWord::Result), false),
        (source.say(ReportWord::Needed), true),
        (source.say(ReportWord::Expected), true),
        (source.say(ReportWord::Difference), true),
        (source.say(ReportWord::CostOfOne), true),
    ];
    if whole {
        columns.push((source.say(ReportWord::AllMoney), true));
    }
    let results: Vec<&MetricOutcome> = results.collect();
    let counted = results.iter().any(|result| result.to_date.is_some());
    if counted {
        columns.insert(3, (source.say(ReportWord::SoFar), true));
    }
    let mut table = ReportTable::new(source.say(ReportWord::Results), &columns);
    for result in results {
        let metric = source.metric(result.metric);
        let value = |value| source.value(metric, value);
        let difference = match result.limiting_factor {
            Some(LimitingFactor::Met { over }) => source.words.phrase(ReportPhrase::Spare(&value(over))),
            Some(LimitingFactor::NothingExpected) => source.text(ReportWord::NothingExpected),
            factor => factor
                .and_then(|factor| factor.short())
                .map_or_else(|| DASH.to_owned(), |short| source.words.phrase(ReportPhrase::Short(&value(short)))),
        };
        let cost = |cost: Option<Cost>| cost.map_or_else(|| DASH.to_owned(), |cost| each(source, cost, result.kpi));
        let expected = result.cost().map_or_else(|| DASH.to_owned(), |cost| value(cost.results));
        let mut cells = vec![
            if whole { source.metric_name(Some(result.metric)) } else { metric_name(source, result) }.into(),
            result.need.map_or_else(|| DASH.to_owned(), |need| value(need.count)).into(),
            expected.into(),
            difference.into(),
            cost(result.cost()).into(),
        ];
        if counted {
            let so_far = result.to_date.map_or_else(ReportCell::default, |so_far| {
                ReportCell::from(value(so_far.value)).below(source.short(so_far.on))
            });
            cells.insert(3, so_far);
        }
        if whole {
            cells.push(cost(result.blended).into());
        }
        table.plain(cells);
    }
    table
}

fn risks(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let sorted = source.summary.risks.iter().filter_map(|id| source.plan.find(*id));
    let risks: Vec<&Risk> = sorted.filter(|risk| !risk.what.trim().is_empty()).collect();
    if risks.is_empty() {
        return;
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::TopRisks)));
    blocks.push(ReportBlock::Table(risk_table(source, risks.iter().take(RISKS).copied(), Some(90))));
    more(source, risks.len(), RISKS, blocks);
}

/// Risks with their responses; texts are truncated to `room` characters, if given.
pub fn risk_table<'r>(
    source: &ReportSource,
    risks: impl Iterator<Item = &'r Risk>,
    room: Option<usize>,
) -> ReportTable {
    let columns = [
        (source.say(ReportWord::Risk), false),
        (source.say(ReportWord::Answer), false),
        (source.say(ReportWord::Owner), false),
        (source.say(ReportWord::Likelihood), false),
        (source.say(ReportWord::Impact), false),
    ];
    let cut = |text: &str| room.map_or_else(|| text.to_owned(), |room| clipped(text, room));
    let mut table = ReportTable::new(source.say(ReportWord::TopRisks), &columns);
    for risk in risks {
        table.plain(vec![
            ReportCell::from(cut(&risk.what)),
            or_dash(&cut(&risk.answer)).into(),
            or_dash(&room.map_or_else(|| risk.owner.clone(), |_| clipped(&risk.owner, 30))).into(),
            source.term(ReportTerm::Level(risk.likelihood)).into(),
            source.term(ReportTerm::Level(risk.impact)).into(),
        ]);
    }
    table
}

/// A decision requested, as a sentence.
fn decision(source: &ReportSource, request: &DecisionRequest) -> String {
    let say = |phrase: ReportPhrase| source.words.phrase(phrase);
    match *request {
        DecisionRequest::Grant { total, contingency } => {
            say(ReportPhrase::AskGrant(&source.money(total), &source.money(contingency)))
        }
        DecisionRequest::GrantPlanned { planned } => say(ReportPhrase::AskPlanned(&source.money(planned))),
        DecisionRequest::OverBudget { over } => say(ReportPhrase::AskOver(&source.money(over))),
        DecisionRequest::Goal { metric, short, takes } => {
            let name = clipped(&source.metric_name(Some(metric)), 44);
            let short = source.value(source.metric(metric), short);
            match takes {
                FundingNeed::Money(money) => say(ReportPhrase::AskShort(&name, &short, &estimated(source, money))),
                FundingNeed::Unallocated(money) => {
                    say(ReportPhrase::AskUnallocated(&name, &short, &estimated(source, money)))
                }
                FundingNeed::More { money, unallocated, missing_budget } => say(ReportPhrase::AskMore(
                    &name,
                    &short,
                    &estimated(source, money),
                    &source.money(unallocated),
                    &estimated(source, missing_budget),
                )),
                FundingNeed::Unknown => say(ReportPhrase::AskUnknown(&name, &short)),
            }
        }
    }
}

/// An estimate in whole units of the currency: an amount, or a range.
fn estimated(source: &ReportSource, estimate: Estimate) -> String {
    let about = |amount: Money| source.money(amount.about(source.plan.basics.currency));
    match estimate.exact() {
        Some(amount) => about(amount),
        None => source.words.phrase(ReportPhrase::Range(&about(estimate.least), &about(estimate.most))),
    }
}

fn decisions(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let decisions = decisions_requested(source);
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Decisions)));
    if !decisions.is_empty() {
        blocks.push(ReportBlock::List(decisions));
    }
    blocks.push(ReportBlock::Signature(vec![source.text(ReportWord::ApprovedBy), source.text(ReportWord::ApprovedOn)]));
}

/// The decisions requested, as sentences; the most important ones.
pub fn decisions_requested(source: &ReportSource) -> Vec<String> {
    let (plan, totals) = (source.plan, source.ledger.totals());
    let mut decisions = Vec::new();
    for request in &source.summary.decisions {
        decisions.push(decision(source, request));
    }
    let mut ask = |phrase: ReportPhrase| decisions.push(source.words.phrase(phrase));
    for pair in plan.phases.windows(2) {
        let [before, phase] = pair else { continue };
        let criteria: Vec<String> =
            before.exit.iter().chain(&phase.entry).map(|criterion| source.criterion(criterion)).collect();
        let both = |sum: String, next: String| source.words.phrase(ReportPhrase::Both(&sum, &next));
        let Some(criteria) = criteria.into_iter().filter(|text| !text.is_empty()).reduce(both) else { continue };
        let money = totals
            .phases
            .iter()
            .find(|money| money.phase == phase.id)
            .map(|money| source.money(if totals.total_budget.is_some() { money.allocated } else { money.planned }));
        let criteria = clipped(&criteria, 160);
        ask(ReportPhrase::AskCriteria(&money.unwrap_or_default(), &clipped(&source.words.phase(phase), 40), &criteria));
    }
    let open = check_with(plan, source.ledger);
    let open = open.iter().filter(|finding| finding.severity() != Severity::Hint).count() as u64;
    if open > 0 {
        ask(ReportPhrase::AskFindings(open, &source.count(open)));
    }
    decisions.truncate(DECISIONS);
    decisions
}
