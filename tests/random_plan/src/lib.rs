//! Generates plausible random edits of a plan for property tests: every kind of edit, mostly of existing parts, some of
//! them invalid.
//!
//! An edit is derived from a list of random numbers and the current plan, so that it can refer to parts of the plan.
//! Shrinking the list of numbers shrinks the edits.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use groundswell_core::file;
use groundswell_core::plan::Plan;
use groundswell_core::plan::edit::removal::removal;
use groundswell_core::plan::edit::{ListEdit, PlanEdit};
use groundswell_core::plan::model::activity::{Activity, CheckItem};
use groundswell_core::plan::model::approval::{Approval, Frozen};
use groundswell_core::plan::model::basics::{AudienceGroup, Basics, Market, ProjectKind};
use groundswell_core::plan::model::budget::{
    Allocation, BudgetSettings, Category, ExchangeRate, ExpectedResult, LineItem, LineStatus, PaysFor,
};
use groundswell_core::plan::model::channel::{AccountKind, AudienceFit, Channel, ChannelRole, Role};
use groundswell_core::plan::model::channel_test::{ChannelTest, TestDay};
use groundswell_core::plan::model::feedback::{Feedback, FeedbackState};
use groundswell_core::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, FunnelStage, StageKind};
use groundswell_core::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use groundswell_core::plan::model::group::Group;
use groundswell_core::plan::model::id::Id;
use groundswell_core::plan::model::measure::{AddsUp, Better, Unit};
use groundswell_core::plan::model::metric::{
    CustomMetric, GrowthPath, Metric, MetricDefinition, PathShape, Source, TargetReading, TrackingSpecification,
};
use groundswell_core::plan::model::partner::{Partner, PartnerKind};
use groundswell_core::plan::model::phase::{Comparison, Criterion, Objective, Phase, PhaseKind, Traits};
use groundswell_core::plan::model::references::{Listed, Reference};
use groundswell_core::plan::model::risk::{Level, Risk};
use groundswell_core::plan::model::schedule::{Cadence, Post, PostState};
use groundswell_core::plan::model::strategy::TestRule;
use groundswell_core::plan::model::suggestions::{SuggestedPart, Suggestible, Suggestions};
use groundswell_core::plan::model::timing::{CycleLength, DatedAmount, Timing};
use groundswell_core::plan::model::tracked_link::TrackedLink;
use groundswell_core::plan::model::tracking::FigureChange;
use groundswell_core::plan::numbers::currency::Currency;
use groundswell_core::plan::numbers::decimal::Decimal;
use groundswell_core::plan::numbers::money::Money;
use groundswell_core::plan::numbers::ratio::BasisPoints;
use proptest::prelude::*;

/// A blank plan and the worked examples.
pub static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let mut bits = 100;
    let mut plans = vec![Plan::blank(&mut || {
        bits += 1;
        bits
    })];
    for text in [
        include_str!("../../../src/core/plan/catalogue/examples/o2o.zh.json"),
        include_str!("../../../src/core/plan/catalogue/examples/tool-app.en.json"),
        include_str!("../../../src/core/plan/catalogue/examples/museum.zh.json"),
    ] {
        plans.push(file::read(text).expect("an example is a plan").plan);
    }
    plans
});

/// A finite source of random numbers. It returns zeros once the numbers are used up.
#[derive(Clone)]
pub struct RandomSource {
    numbers: Vec<u32>,
    next: usize,
}

impl std::fmt::Debug for RandomSource {
    /// On one line, since a failing case prints its edits beside it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dice {:?}", self.numbers)
    }
}

/// A strategy for random sources with enough numbers for about `edits` edits.
pub fn random_source(edits: usize) -> impl Strategy<Value = RandomSource> {
    prop::collection::vec(any::<u32>(), edits..=edits * 40).prop_map(|numbers| RandomSource { numbers, next: 0 })
}

impl RandomSource {
    /// Whether numbers are left.
    pub fn has_numbers(&self) -> bool {
        self.next < self.numbers.len()
    }

    fn next_number(&mut self) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        number
    }

    /// An index below `count`; 0 where `count` is 0.
    pub fn index_below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { self.next_number() as usize % count }
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.index_below(count) == count - 1
    }

    fn choose<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.index_below(choices.len())].clone()
    }

    fn optional<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) { None } else { Some(make(self)) }
    }

    fn list_of<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.index_below(most + 1)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        let texts = ["", "Launch", "试吃周末", "a \"quoted\" \\ line\nand\tanother", "🎈 \u{202e}rtl", "=1+1", "  "];
        self.choose(&texts).to_owned()
    }

    fn small_number(&mut self) -> u32 {
        self.next_number() % 2_000
    }

    fn day(&mut self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, 1).unwrap() + Days::new(u64::from(self.next_number() % 200))
    }

    fn time(&mut self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.next_number() % 24, self.next_number() % 60, 0).unwrap()
    }

    fn weekdays(&mut self) -> Vec<Weekday> {
        self.list_of(3, |random| random.choose(&[Weekday::Mon, Weekday::Wed, Weekday::Sun]))
    }

    fn decimal(&mut self) -> Decimal {
        let raw = i64::from(self.next_number());
        let sign = if self.one_in(8) { -1 } else { 1 };
        Decimal::from_scaled(sign * raw, 4).unwrap()
    }

    fn money(&mut self) -> Money {
        // Often a whole amount of a currency without minor units, sometimes near the limit.
        let minor = i64::from(self.next_number()) * self.choose(&[1, 100, 1_000, 1_000_000]);
        Money::from_minor(minor).unwrap()
    }

    fn share(&mut self) -> BasisPoints {
        BasisPoints(self.next_number() % 10_001)
    }

    fn allocation(&mut self) -> Allocation {
        if self.one_in(2) { Allocation::Fixed(self.money()) } else { Allocation::Share(self.share()) }
    }

    fn currency(&mut self) -> Currency {
        Currency::from_code(self.choose(&["CNY", "USD", "JPY", "KWD"])).unwrap()
    }

    /// The id of an existing part, rarely one of no part.
    fn id<T: Listed>(&mut self, plan: &Plan) -> Id<T> {
        let list = T::list(plan);
        if list.is_empty() || self.one_in(24) {
            Id::from_bits(u64::from(self.next_number() % 6))
        } else {
            self.choose(list).id()
        }
    }
}

/// A part of a plan that can be generated.
trait Generate: Listed {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self;
}

impl Generate for AudienceGroup {
    fn generate(_: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        AudienceGroup { id, who: random.text(), reached_at: random.text() }
    }
}

impl Generate for Metric {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        let definition = if random.one_in(2) {
            MetricDefinition::Dictionary("orders".to_owned())
        } else {
            let unit = random.choose(&Unit::ALL);
            let (adds_up, better) = (random.choose(&AddsUp::ALL), random.choose(&[Better::Up, Better::Down]));
            MetricDefinition::Custom(CustomMetric { name: random.text(), unit, adds_up, better })
        };
        let source = random.optional(|random| {
            if random.one_in(2) {
                Source::Platform(random.text())
            } else {
                Source::OwnStatistics(TrackingSpecification {
                    event: random.text(),
                    trigger: random.text(),
                    properties: random.text(),
                    formula: random.text(),
                    owner: random.text(),
                    acceptance: random.text(),
                    ready_by: random.optional(RandomSource::day),
                })
            }
        });
        Metric {
            baseline: random.optional(RandomSource::decimal),
            baseline_on: random.optional(RandomSource::day),
            target: random.optional(RandomSource::decimal),
            due: random.optional(RandomSource::day),
            owner: random.text(),
            team: random.optional(|random| random.id(plan)),
            source,
            path: GrowthPath {
                shape: random.choose(&[PathShape::Linear, PathShape::Compound]),
                reading: random.choose(&[TargetReading::AtTheEnd, TargetReading::OnAverage]),
                daily_loss: random.optional(RandomSource::decimal),
            },
            feeds: random.text(),
            note: random.text(),
            ..Metric::new(id, definition)
        }
    }
}

impl Generate for Team {
    fn generate(_: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Team { id, name: random.text(), lead: random.text() }
    }
}

impl Generate for OutputGoal {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        OutputGoal {
            id,
            team: random.id(plan),
            what: random.text(),
            channel: random.optional(|random| random.id(plan)),
            per_week: random.optional(RandomSource::small_number),
            original: random.optional(RandomSource::small_number),
            owner: random.text(),
        }
    }
}

impl Generate for ResultGoal {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        ResultGoal {
            id,
            team: random.id(plan),
            metric: random.optional(|random| random.id(plan)),
            last_month: random.optional(RandomSource::decimal),
            target: random.optional(RandomSource::decimal),
            due: random.optional(RandomSource::day),
            share: random.optional(RandomSource::share),
            owner: random.text(),
        }
    }
}

impl Generate for LineItem {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        let timing = match random.index_below(5) {
            0 => Timing::Phase,
            1 => Timing::Once { on: random.day() },
            2 => Timing::Evenly { first: random.day(), last: random.day() },
            3 => Timing::Monthly { first: random.day(), last: random.day() },
            _ => Timing::ByHand {
                parts: random.list_of(3, |random| DatedAmount { on: random.day(), amount: random.money() }),
            },
        };
        let pays_for = random.optional(|random| {
            if random.one_in(2) { PaysFor::Activity(random.id(plan)) } else { PaysFor::Partner(random.id(plan)) }
        });
        LineItem {
            phase: random.optional(|random| random.id(plan)),
            pays_for,
            channel: random.optional(|random| random.id(plan)),
            category: random.choose(&Category::ALL),
            description: random.text(),
            unit: random.text(),
            quantity: random.optional(RandomSource::decimal),
            unit_price: random.optional(RandomSource::decimal),
            currency: random.optional(RandomSource::currency),
            timing,
            expected: random.list_of(2, |random| ExpectedResult { metric: random.id(plan), count: random.decimal() }),
            status: random.choose(&LineStatus::ALL),
            committed: random.optional(RandomSource::money),
            actual: random.optional(RandomSource::money),
            owner: random.text(),
            note: random.text(),
            ..LineItem::new(id)
        }
    }
}

impl Generate for ExchangeRate {
    fn generate(_: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        ExchangeRate { id, currency: random.currency(), rate: random.decimal(), on: random.optional(RandomSource::day) }
    }
}

impl Generate for Channel {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Channel {
            name: random.text(),
            link: random.text(),
            handle: random.text(),
            account: random.optional(|random| random.choose(&AccountKind::ALL)),
            fit: random.optional(|random| random.choose(&AudienceFit::ALL)),
            roles: random.list_of(3, |random| ChannelRole { phase: random.id(plan), role: random.choose(&Role::ALL) }),
            note: random.text(),
            ..Channel::new(id, Some("weibo".to_owned()))
        }
    }
}

impl Generate for ChannelTest {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        let mut test = ChannelTest::new(id, random.id(plan));
        test.what = random.text();
        (test.first, test.last) = (random.optional(RandomSource::day), random.optional(RandomSource::day));
        test.set_totals(random.optional(RandomSource::money), random.optional(RandomSource::small_number));
        (test.reach, test.clicks) =
            (random.optional(RandomSource::small_number), random.optional(RandomSource::small_number));
        test.days = random.list_of(3, |random| TestDay {
            on: random.day(),
            spend: random.money(),
            results: random.small_number(),
        });
        test
    }
}

fn criteria(plan: &Plan, random: &mut RandomSource) -> Vec<Criterion> {
    random.list_of(2, |random| Criterion {
        metric: random.optional(|random| random.id(plan)),
        words: random.text(),
        holds: random.choose(&[Comparison::AtLeast, Comparison::AtMost]),
        value: random.optional(RandomSource::decimal),
        seen: random.optional(RandomSource::day),
    })
}

impl Generate for Phase {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        let objective = random.optional(|random| Objective {
            metric: random.optional(|random| random.id(plan)),
            number: random.optional(RandomSource::decimal),
        });
        Phase {
            name: random.text(),
            first: random.optional(RandomSource::day),
            last: random.optional(RandomSource::day),
            allocation: random.allocation(),
            objective,
            steady_gain: random.optional(RandomSource::decimal),
            entry: criteria(plan, random),
            exit: criteria(plan, random),
            profile: random.text(),
            region: random.text(),
            traits: Traits { interact: random.text(), promote: random.text(), advise: random.text() },
            ..Phase::new(id, random.choose(&[PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand, PhaseKind::Other]))
        }
    }
}

impl Generate for Activity {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        let phase = random.id(plan);
        Activity {
            channel: random.optional(|random| random.id(plan)),
            owner: random.text(),
            first: random.optional(RandomSource::day),
            last: random.optional(RandomSource::day),
            checklist: random.list_of(2, |random| CheckItem { text: random.text(), done: random.one_in(2) }),
            after: random.list_of(2, |random| random.id(plan)),
            note: random.text(),
            ..Activity::new(id, phase, random.optional(RandomSource::text), random.text())
        }
    }
}

impl Generate for Risk {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Risk {
            id,
            phase: random.id(plan),
            what: random.text(),
            answer: random.text(),
            owner: random.text(),
            likelihood: random.choose(&Level::ALL),
            impact: random.choose(&Level::ALL),
        }
    }
}

impl Generate for Group {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Group {
            id,
            phase: random.id(plan),
            channel: random.optional(|random| random.id(plan)),
            name: random.text(),
            count: random.small_number(),
            capacity: random.small_number(),
            admins: random.text(),
            rules: random.text(),
            rhythm: random.text(),
        }
    }
}

impl Generate for Approval {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Approval { id, by: random.text(), on: random.day(), note: random.text(), plan: Frozen::of(plan) }
    }
}

impl Generate for Feedback {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Feedback {
            id,
            phase: random.id(plan),
            on: random.optional(RandomSource::day),
            from: random.text(),
            opinion: random.text(),
            state: random.choose(&FeedbackState::ALL),
            decision: random.text(),
        }
    }
}

impl Generate for Partner {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Partner {
            id,
            phase: random.id(plan),
            kind: random.choose(&PartnerKind::ALL),
            name: random.text(),
            contact: random.text(),
            first: random.optional(RandomSource::day),
            last: random.optional(RandomSource::day),
            channel: random.optional(|random| random.id(plan)),
            expected: random.optional(RandomSource::small_number),
            counted: random.optional(RandomSource::small_number),
            link: TrackedLink {
                page: random.text(),
                source: random.text(),
                call: random.text(),
                ..TrackedLink::default()
            },
            note: random.text(),
        }
    }
}

impl Generate for Cadence {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Cadence {
            id,
            channel: random.id(plan),
            phase: random.optional(|random| random.id(plan)),
            per_week: random.small_number(),
            original: random.small_number(),
            weekdays: random.weekdays(),
            at: random.optional(RandomSource::time),
            owner: random.text(),
        }
    }
}

impl Generate for Post {
    fn generate(plan: &Plan, id: Id<Self>, random: &mut RandomSource) -> Self {
        Post {
            id,
            on: random.day(),
            at: random.optional(RandomSource::time),
            channel: random.id(plan),
            cadence: random.optional(|random| random.id(plan)),
            title: random.text(),
            original: random.one_in(2),
            paid: random.one_in(2),
            owner: random.text(),
            state: random.choose(&PostState::ALL),
            link: random.text(),
        }
    }
}

/// Mostly of a few series and days, so that figures are replaced and removed; sometimes of a day far away.
fn figure_change(plan: &Plan, random: &mut RandomSource) -> FigureChange {
    let near = random.day();
    FigureChange {
        on: if random.one_in(8) { near + Days::new(u64::from(random.small_number())) } else { near },
        metric: random.id(plan),
        channel: random.optional(|random| random.id(plan)),
        value: random.optional(RandomSource::decimal),
    }
}

fn list_edit<T: Generate>(plan: &Plan, random: &mut RandomSource) -> ListEdit<T> {
    let len = T::list(plan).len();
    match random.index_below(5) {
        0 | 1 => {
            let id = if random.one_in(12) {
                random.id(plan)
            } else {
                Id::from_bits(u64::from(random.next_number() | 1 << 20))
            };
            let at = random.index_below(len + 2);
            ListEdit::Insert { at, item: Box::new(T::generate(plan, id, random)) }
        }
        2 => {
            let id = random.id(plan);
            ListEdit::Replace(Box::new(T::generate(plan, id, random)))
        }
        3 => ListEdit::Remove(random.id(plan)),
        _ => ListEdit::Move { id: random.id(plan), to: random.index_below(len + 2) },
    }
}

/// The number of kinds of edit.
pub const KINDS: usize = 28;

/// The index of the edit's kind, below [`KINDS`]. A new kind does not compile until it is listed here; [`edit`] then has
/// to generate it.
pub fn kind(edit: &PlanEdit) -> usize {
    match edit {
        PlanEdit::Basics(_) => 0,
        PlanEdit::Currency(_) => 1,
        PlanEdit::Audience(_) => 2,
        PlanEdit::NorthStar(_) => 3,
        PlanEdit::Metric(_) => 4,
        PlanEdit::Team(_) => 5,
        PlanEdit::OutputGoal(_) => 6,
        PlanEdit::ResultGoal(_) => 7,
        PlanEdit::Funnel(_) => 8,
        PlanEdit::BudgetSettings(_) => 9,
        PlanEdit::LineItem(_) => 10,
        PlanEdit::Rate(_) => 11,
        PlanEdit::Channel(_) => 12,
        PlanEdit::ChannelTest(_) => 13,
        PlanEdit::TestRule(_) => 14,
        PlanEdit::Phase(_) => 15,
        PlanEdit::Activity(_) => 16,
        PlanEdit::Risk(_) => 17,
        PlanEdit::Group(_) => 18,
        PlanEdit::Feedback(_) => 19,
        PlanEdit::Partner(_) => 20,
        PlanEdit::Cadence(_) => 21,
        PlanEdit::Post(_) => 22,
        PlanEdit::Figures(_) => 23,
        PlanEdit::ClosedWeekdays(_) => 24,
        PlanEdit::Approval(_) => 25,
        PlanEdit::Suggested(_) => 26,
        PlanEdit::Batch(_) => 27,
    }
}

/// A random edit of the current plan.
pub fn edit(plan: &Plan, random: &mut RandomSource) -> PlanEdit {
    match random.index_below(KINDS) {
        0 => PlanEdit::Basics(Box::new(Basics {
            name: random.text(),
            product: random.text(),
            kind: random.optional(|random| random.choose(&ProjectKind::ALL)),
            market: random.choose(&Market::ALL),
            audience: random.list_of(2, |random| AudienceGroup::generate(plan, Id::from_bits(7), random)),
            region: random.text(),
            first_day: random.optional(RandomSource::day),
            last_day: random.optional(RandomSource::day),
            currency: random.currency(),
        })),
        1 => PlanEdit::Currency(random.currency()),
        2 => PlanEdit::Audience(list_edit(plan, random)),
        3 => PlanEdit::NorthStar(random.optional(|random| NorthStar { metric: random.id(plan), why: random.text() })),
        4 => PlanEdit::Metric(list_edit(plan, random)),
        5 => PlanEdit::Team(list_edit(plan, random)),
        6 => PlanEdit::OutputGoal(list_edit(plan, random)),
        7 => PlanEdit::ResultGoal(list_edit(plan, random)),
        8 => PlanEdit::Funnel(Box::new(Funnel {
            // Ids are from a small range, so that one rarely occurs twice.
            stages: random.list_of(4, |random| FunnelStage {
                id: Id::from_bits(u64::from(random.next_number() % 64)),
                kind: random.choose(&StageKind::ALL),
                name: random.text(),
                rate: random.optional(RandomSource::decimal),
            }),
            solve_from: random.choose(&[FunnelEnd::Bottom, FunnelEnd::Top]),
            given: random.optional(RandomSource::decimal),
            period: random.choose(&[FunnelPeriod::Day, FunnelPeriod::Month, FunnelPeriod::Plan]),
        })),
        9 => PlanEdit::BudgetSettings(BudgetSettings {
            total_budget: random.optional(RandomSource::money),
            contingency: random.allocation(),
            cycle: random.choose(&CycleLength::ALL),
            gross_margin: random.optional(RandomSource::share),
        }),
        10 => PlanEdit::LineItem(list_edit(plan, random)),
        11 => PlanEdit::Rate(list_edit(plan, random)),
        12 => PlanEdit::Channel(list_edit(plan, random)),
        13 => PlanEdit::ChannelTest(list_edit(plan, random)),
        14 => PlanEdit::TestRule(Box::new(TestRule {
            focus: random.text(),
            metric: random.optional(|random| random.id(plan)),
            minimum_days: random.small_number(),
            minimum_results: random.small_number(),
            target_cost: random.optional(RandomSource::money),
            exploration: random.share(),
            stop_when: random.text(),
        })),
        15 => PlanEdit::Phase(list_edit(plan, random)),
        16 => PlanEdit::Activity(list_edit(plan, random)),
        17 => PlanEdit::Risk(list_edit(plan, random)),
        18 => PlanEdit::Group(list_edit(plan, random)),
        19 => PlanEdit::Feedback(list_edit(plan, random)),
        20 => PlanEdit::Partner(list_edit(plan, random)),
        21 => PlanEdit::Cadence(list_edit(plan, random)),
        22 => PlanEdit::Post(list_edit(plan, random)),
        23 => PlanEdit::Figures(random.list_of(6, |random| figure_change(plan, random))),
        24 => PlanEdit::ClosedWeekdays(random.weekdays()),
        25 => PlanEdit::Approval(list_edit(plan, random)),
        26 => PlanEdit::Suggested(suggestions(plan, random)),
        _ if random.one_in(2) => match targets(plan).as_slice() {
            [] => PlanEdit::Batch(Vec::new()),
            targets => removal(plan, random.choose(targets)),
        },
        // Each edit is generated for the plan before the batch, so that later ones sometimes fail.
        _ => PlanEdit::Batch(if random.has_numbers() {
            random.list_of(4, |random| edit(plan, random))
        } else {
            Vec::new()
        }),
    }
}

/// Marks about half of some parts of the plan.
fn suggestions(plan: &Plan, random: &mut RandomSource) -> Suggestions {
    fn some<'a, T: Suggestible + 'a>(plan: &'a Plan) -> impl Iterator<Item = SuggestedPart> + 'a {
        T::list(plan).iter().map(|item| T::suggested(item.id()))
    }
    let values = [SuggestedPart::Funnel, SuggestedPart::BudgetSettings, SuggestedPart::TestRule];
    let items = some::<Phase>(plan).chain(some::<LineItem>(plan)).chain(some::<Channel>(plan));
    let all = values.into_iter().chain(items).chain(some::<Activity>(plan)).chain(some::<Metric>(plan));
    all.filter(|_| random.one_in(2)).collect()
}

/// An edit of line items: of one, or a batch of up to nine.
pub fn line_item_edit(plan: &Plan, random: &mut RandomSource) -> PlanEdit {
    if random.one_in(3) {
        PlanEdit::Batch(random.list_of(9, |random| PlanEdit::LineItem(list_edit(plan, random))))
    } else {
        PlanEdit::LineItem(list_edit(plan, random))
    }
}

/// All parts of the plan that other parts can refer to.
pub fn targets(plan: &Plan) -> Vec<Reference> {
    fn choose<T: Listed>(plan: &Plan, targets: &mut Vec<Reference>) {
        targets.extend(T::list(plan).iter().filter_map(|item| T::as_reference(item.id())));
    }
    let mut targets = Vec::new();
    choose::<Phase>(plan, &mut targets);
    choose::<Channel>(plan, &mut targets);
    choose::<Metric>(plan, &mut targets);
    choose::<Team>(plan, &mut targets);
    choose::<Activity>(plan, &mut targets);
    choose::<Partner>(plan, &mut targets);
    choose::<Cadence>(plan, &mut targets);
    targets
}
