//! Test progress: cost per result, its uncertainty and the recommended action, in words and as a chart.

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::test_progress as w;
use crate::plan::Plan;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::{
    CostRange, TestOutcome, TestVerdict, chances_without_discount, compare_counted, display_chance,
};
use crate::plan::strategy::tracked_tests::counted_tests;
use crate::ui::labels::names;
use crate::ui::labels::verdicts::{chance, why, word};
use crate::widgets::interval_geometry::Interval;
use crate::widgets::{Disclosure, Fill, IntervalRow, LegendItem, Notice, NoticeKind, interval_rows};

/// The change in probability from which the effect of bursts is mentioned.
const BITES: f64 = 0.05;

/// What verdicts depend on: the tests and their rules without texts, so that typing a text recomputes nothing.
#[derive(Clone, PartialEq)]
pub(super) struct TestInputs {
    tests: Vec<ChannelTest>,
    rule: TestRule,
    closed: Vec<chrono::Weekday>,
}

impl TestInputs {
    /// A memo of the plan's test data.
    pub(super) fn memo(editor: Editor) -> Memo<TestInputs> {
        let without_words = |mut test: ChannelTest| {
            test.what.clear();
            test
        };
        editor.memo(move |plan| TestInputs {
            tests: counted_tests(plan).into_iter().map(without_words).collect(),
            rule: TestRule { focus: String::new(), stop_when: String::new(), ..plan.strategy.rule.clone() },
            closed: plan.tracking.closed_weekdays.clone(),
        })
    }
}

/// A test as shown here.
#[derive(Clone, PartialEq)]
struct TestSummary {
    /// The channel's name, with the variant where a channel has several tests.
    name: String,
    outcome: TestOutcome,
    why: String,
    /// Its probability of being best without the discount for bursts.
    plain: Option<f64>,
    /// The best day's share of all results, if days were recorded.
    best_day: Option<f64>,
    /// The effective number of results.
    facts: f64,
}

/// All of it.
#[derive(Clone, PartialEq)]
struct ProgressView {
    tests: Vec<TestSummary>,
    what: &'static str,
    target: Option<Money>,
    currency: Currency,
}

/// The word for one result in a sentence.
fn result_word(plan: &Plan) -> &'static str {
    let metric = plan.strategy.rule.metric;
    let definition = plan.goals.metrics.iter().find(|other| Some(other.id) == metric).map(|metric| &metric.definition);
    match definition {
        None => w::a_fan(),
        Some(MetricDefinition::Dictionary(key))
            if ["new_followers", "net_followers", "followers"].contains(&key.as_str()) =>
        {
            w::a_fan()
        }
        Some(_) => w::a_result(),
    }
}

fn progress(plan: &Plan, tests: &[ChannelTest], outcomes: Vec<TestOutcome>, plain: Vec<Option<f64>>) -> ProgressView {
    let summarise = |(outcome, plain): (TestOutcome, Option<f64>)| {
        let test = tests.iter().find(|test| test.id == outcome.test)?;
        let what = plan.find(outcome.test)?.what.trim();
        let channel = names::channel_of(plan, Some(outcome.channel));
        let several = plan.strategy.channel_tests.iter().filter(|other| other.channel == outcome.channel).count() > 1;
        let name =
            if several && !what.is_empty() { crate::i18n::words::common::labelled(&channel, what) } else { channel };
        let (_, sum) = test.sums_of_days();
        let best = test.days.iter().map(|day| day.results).max().filter(|_| sum > 0);
        let observed = test.observed();
        Some(TestSummary {
            name,
            why: why(&outcome, &plan.strategy.rule, plan.basics.currency),
            plain,
            best_day: best.map(|best| f64::from(best) / f64::from(sum)),
            facts: observed.map_or(0.0, |observed| observed.results / observed.noise),
            outcome,
        })
    };
    ProgressView {
        tests: outcomes.into_iter().zip(plain).filter_map(summarise).collect(),
        what: result_word(plan),
        target: plan.strategy.rule.target_cost.filter(|target| *target > Money::ZERO),
        currency: plan.basics.currency,
    }
}

/// The outcomes of all tests, computed once for every section that shows them.
pub(super) fn outcomes(editor: Editor, grounds: Memo<TestInputs>) -> Memo<Vec<TestOutcome>> {
    Memo::new(move |_| {
        grounds.with(|grounds| editor.peek(|plan| compare_counted(plan, &grounds.tests, clock::today())))
    })
}

/// The part.
pub(super) fn part(editor: Editor, grounds: Memo<TestInputs>, outcomes: Memo<Vec<TestOutcome>>) -> AnyView {
    let plain = Memo::new(move |_| grounds.with(|grounds| chances_without_discount(&grounds.tests)));
    // Names may change without the figures.
    let progress = Memo::new(move |_| {
        let (outcomes, plain) = (outcomes.get(), plain.get());
        grounds.with(|grounds| editor.read(|plan| progress(plan, &grounds.tests, outcomes, plain)))
    });
    let body = move || progress.with(drawn);
    view! {
        <h3 id="strategy-progress">{w::title()}</h3>
        {body}
    }
    .into_any()
}

fn drawn(progress: &ProgressView) -> AnyView {
    if progress.tests.iter().all(|summary| summary.outcome.cost.is_none()) {
        return view! { <p class="muted">{w::empty()}</p> {caveat()} }.into_any();
    }
    view! {
        <div class="abreast">{said(progress)} {caveat()}</div>
        <p class="muted small">{w::gloss()}</p>
        {picture(progress)}
        {bursts(progress)}
        <Disclosure summary=w::reading_help()>
            <p class="small">{w::verdict_gloss()}</p>
            <p class="small">{w::loss_gloss()}</p>
        </Disclosure>
    }
    .into_any()
}

/// Channels are not randomised audiences.
fn caveat() -> AnyView {
    use crate::i18n::words::strategy;
    let title = Signal::stored(strategy::caveat_title().to_owned());
    view! { <Notice kind=NoticeKind::Info title>{strategy::caveat()}</Notice> }.into_any()
}

impl ProgressView {
    fn money(&self, amount: Money) -> String {
        names::money(amount, self.currency)
    }

    /// "Douyin brings a fan for ¥3.10, between ¥2.60 and ¥3.80. 92% likely the cheapest."
    fn reading(&self, summary: &TestSummary, cost: CostRange) -> String {
        let [median, low, high] = [cost.median, cost.low, cost.high].map(|amount| self.money(amount));
        let reading = w::reading(&capital(self.what), &summary.name, &median, &low, &high);
        match summary.outcome.best {
            None => reading,
            Some(best) if display_chance(best) > 9_900 => w::sentences(&reading, w::likely_over()),
            Some(best) => w::sentences(&reading, &w::likely(&chance(best))),
        }
    }

    /// The test most likely to be best, or the only one with a cost.
    fn first(&self) -> Option<(&TestSummary, CostRange)> {
        let costs = self.tests.iter().filter_map(|summary| Some((summary, summary.outcome.cost?)));
        costs.fold(None, |first: Option<(&TestSummary, CostRange)>, next| match first {
            Some(known) if known.0.outcome.best >= next.0.outcome.best => Some(known),
            _ => Some(next),
        })
    }
}

/// A share as a percentage.
#[allow(clippy::cast_possible_truncation)] // a share between 0 and a few
pub(super) fn share(share: f64) -> String {
    let points = (share.min(1_000.0) * 1_000.0).round() as i64 * 10;
    format::percent_bp(if points >= 1_000 { (points + 50) / 100 * 100 } else { points })
}

/// The outcome in a sentence.
fn said(progress: &ProgressView) -> Option<AnyView> {
    let (summary, cost) = progress.first()?;
    let kind = match summary.outcome.verdict {
        TestVerdict::Winner { bursty: false } => NoticeKind::Ok,
        TestVerdict::Winner { .. } | TestVerdict::Stop(_) => NoticeKind::Warn,
        _ => NoticeKind::Info,
    };
    let title = crate::i18n::words::common::labelled(&summary.name, word(summary.outcome.verdict));
    let text = w::sentences(&progress.reading(summary, cost), &summary.why);
    Some(view! { <Notice kind title=Signal::stored(title)>{text}</Notice> }.into_any())
}

fn fill(verdict: TestVerdict) -> Fill {
    match verdict {
        TestVerdict::Leading { .. } | TestVerdict::Winner { .. } => Fill::Done,
        TestVerdict::Stop(_) => Fill::Open,
        _ => Fill::Underway,
    }
}

fn picture(progress: &ProgressView) -> AnyView {
    let row = |summary: &TestSummary| {
        let cost = summary.outcome.cost?;
        let [median, low, high] = [cost.median, cost.low, cost.high];
        Some(IntervalRow {
            label: summary.name.clone(),
            value: w::range(&progress.money(median), &progress.money(low), &progress.money(high)),
            interval: Interval { low: low.minor(), middle: median.minor(), high: high.minor() },
            fill: fill(summary.outcome.verdict),
        })
    };
    let rows: Vec<IntervalRow> = progress.tests.iter().filter_map(row).collect();
    let series = [(Fill::Done, w::fill_lead()), (Fill::Underway, w::fill_open()), (Fill::Open, w::fill_stop())];
    let series: Vec<LegendItem> = series
        .into_iter()
        .filter(|(fill, _)| rows.iter().any(|row| row.fill == *fill))
        .map(|(fill, label)| LegendItem { fill, label: label.to_owned() })
        .collect();
    let reading = progress.first().map(|(summary, cost)| progress.reading(summary, cost)).unwrap_or_default();
    let currency = progress.currency;
    let write = |amount: i64| format::money_short(amount, currency.code(), currency.digits());
    let target = progress.target.map(Money::minor);
    let unit = 10_i64.pow(u32::from(currency.digits()));
    let label = w::picture(progress.what, &reading);
    let picture = interval_rows("picture-test-progress", label, &rows, target, &series, unit, &write);
    let key = progress.target.map(|target| view! { <p class="muted small">{w::target(&progress.money(target))}</p> });
    view! { {picture} {key} }.into_any()
}

/// Capitalizes the first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// The effect of the discount for bursts, where it changes the conclusion.
fn bursts(progress: &ProgressView) -> Option<AnyView> {
    let bitten = |summary: &&TestSummary| {
        let noisy = summary.outcome.noise.is_some_and(|noise| noise > 1.5);
        noisy && summary.plain.zip(summary.outcome.best).is_some_and(|(plain, best)| plain - best > BITES)
    };
    let items: Vec<_> = progress
        .tests
        .iter()
        .filter(bitten)
        .map(|summary| {
            let results = format::count(i64::from(summary.outcome.progress.results));
            let best_day = summary.best_day.map(|best| w::noise_best_day(&share(best)) + " ");
            let facts = w::noise_facts(&results, &facts(summary.facts));
            let chances = summary.plain.zip(summary.outcome.best);
            let chances = chances.map(|(plain, best)| w::noise_chance(&chance(plain), &chance(best)));
            view! { <p><strong>{w::noise(&summary.name)}</strong>{best_day} {facts} " " {chances}</p> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warn>{items}</Notice> }.into_any())
}

/// An effective number of results: one decimal while it is small.
#[allow(clippy::cast_possible_truncation)] // results of a test
fn facts(facts: f64) -> String {
    if facts < 10.0 { format::decimal((facts * 10.0).round() as i64, 1) } else { format::count(facts.round() as i64) }
}
