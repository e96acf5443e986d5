//! Plausible random edits of a plan, for the laws: every kind of edit, mostly of what is there, sometimes wrong.
//!
//! An edit is read off a list of random numbers against the plan it is made for, so that it can name the plan's own
//! parts; shrinking the numbers shrinks the edits.

#![allow(dead_code)] // each file of tests takes what it needs

use std::sync::LazyLock;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::edit::removal::removal;
use groundswell::plan::edit::{ListEdit, PlanEdit};
use groundswell::plan::model::activity::{Activity, CheckItem};
use groundswell::plan::model::approval::{Approval, Frozen};
use groundswell::plan::model::basics::{AudienceGroup, Basics, ProjectKind};
use groundswell::plan::model::budget::{
    Allocation, BudgetSettings, Category, ExchangeRate, ExpectedResult, LineItem, LineStatus, PaysFor,
};
use groundswell::plan::model::channel::{AccountKind, AudienceFit, Channel, ChannelRole, Role};
use groundswell::plan::model::channel_test::{ChannelTest, TestDay};
use groundswell::plan::model::feedback::{Feedback, FeedbackState};
use groundswell::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, FunnelStage, StageKind};
use groundswell::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use groundswell::plan::model::group::Group;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::measure::{AddsUp, Better, Unit};
use groundswell::plan::model::metric::{
    CustomMetric, GrowthPath, Metric, MetricDefinition, PathShape, Source, TargetReading, TrackingSpecification,
};
use groundswell::plan::model::partner::{Partner, PartnerKind};
use groundswell::plan::model::phase::{Comparison, Criterion, Objective, Phase, PhaseKind, Traits};
use groundswell::plan::model::references::{Listed, Reference};
use groundswell::plan::model::risk::{Level, Risk};
use groundswell::plan::model::schedule::{Cadence, Post, PostState};
use groundswell::plan::model::strategy::TestRule;
use groundswell::plan::model::timing::{CycleLength, DatedAmount, Timing};
use groundswell::plan::model::tracked_link::TrackedLink;
use groundswell::plan::model::tracking::Actual;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::numbers::ratio::BasisPoints;
use proptest::prelude::*;

/// A blank plan and the worked examples.
pub static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let mut bits = 100;
    let mut plans = vec![Plan::blank(&mut || {
        bits += 1;
        bits
    })];
    for text in [
        include_str!("../../src/core/plan/catalogue/examples/o2o.zh.json"),
        include_str!("../../src/core/plan/catalogue/examples/tool-app.en.json"),
        include_str!("../../src/core/plan/catalogue/examples/museum.zh.json"),
    ] {
        plans.push(file::read(text).expect("an example is a plan").plan);
    }
    plans
});

/// Random numbers, read one by one; zeros once they are used up.
#[derive(Clone)]
pub struct Dice {
    numbers: Vec<u32>,
    next: usize,
}

impl std::fmt::Debug for Dice {
    /// On one line: a failing case says what it did in words beside it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dice {:?}", self.numbers)
    }
}

/// Enough numbers for about `edits` edits.
pub fn dice(edits: usize) -> impl Strategy<Value = Dice> {
    prop::collection::vec(any::<u32>(), edits..=edits * 40).prop_map(|numbers| Dice { numbers, next: 0 })
}

impl Dice {
    /// Whether numbers are left.
    pub fn any_left(&self) -> bool {
        self.next < self.numbers.len()
    }

    fn roll(&mut self) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        number
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        if sides == 0 { 0 } else { self.roll() as usize % sides }
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) { None } else { Some(make(self)) }
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        let texts = ["", "Launch", "试吃周末", "a \"quoted\" \\ line\nand\tanother", "🎈 \u{202e}rtl", "=1+1", "  "];
        self.of(&texts).to_owned()
    }

    fn small(&mut self) -> u32 {
        self.roll() % 2_000
    }

    fn day(&mut self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, 1).unwrap() + Days::new(u64::from(self.roll() % 200))
    }

    fn time(&mut self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.roll() % 24, self.roll() % 60, 0).unwrap()
    }

    fn weekdays(&mut self) -> Vec<Weekday> {
        self.some(3, |dice| dice.of(&[Weekday::Mon, Weekday::Wed, Weekday::Sun]))
    }

    fn decimal(&mut self) -> Decimal {
        let raw = i64::from(self.roll());
        let sign = if self.one_in(8) { -1 } else { 1 };
        Decimal::from_ten_thousandths(sign * raw).unwrap()
    }

    fn money(&mut self) -> Money {
        // Often round enough for a currency without coins, sometimes near the limit.
        let minor = i64::from(self.roll()) * self.of(&[1, 100, 1_000, 1_000_000]);
        Money::from_minor(minor).unwrap()
    }

    fn share(&mut self) -> BasisPoints {
        BasisPoints(self.roll() % 10_001)
    }

    fn allocation(&mut self) -> Allocation {
        if self.one_in(2) { Allocation::Fixed(self.money()) } else { Allocation::Share(self.share()) }
    }

    fn currency(&mut self) -> Currency {
        Currency::from_code(self.of(&["CNY", "USD", "JPY", "KWD"])).unwrap()
    }

    /// The id of something in the plan, rarely of something that is not.
    fn id<T: Listed>(&mut self, plan: &Plan) -> Id<T> {
        let list = T::list(plan);
        if list.is_empty() || self.one_in(24) { Id::from_bits(u64::from(self.roll() % 6)) } else { self.of(list).id() }
    }
}

/// A part that can be made up.
trait MadeUp: Listed {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self;
}

impl MadeUp for AudienceGroup {
    fn made_up(_: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        AudienceGroup { id, who: dice.text(), gathers: dice.text() }
    }
}

impl MadeUp for Metric {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        let definition = if dice.one_in(2) {
            MetricDefinition::Dictionary("orders".to_owned())
        } else {
            let unit = dice.of(&Unit::ALL);
            let (adds_up, better) = (dice.of(&AddsUp::ALL), dice.of(&[Better::Up, Better::Down]));
            MetricDefinition::Custom(CustomMetric { name: dice.text(), unit, adds_up, better })
        };
        let source = dice.maybe(|dice| {
            if dice.one_in(2) {
                Source::Platform(dice.text())
            } else {
                Source::OwnStatistics(TrackingSpecification {
                    event: dice.text(),
                    trigger: dice.text(),
                    properties: dice.text(),
                    formula: dice.text(),
                    owner: dice.text(),
                    acceptance: dice.text(),
                    ready_by: dice.maybe(Dice::day),
                })
            }
        });
        Metric {
            baseline: dice.maybe(Dice::decimal),
            baseline_on: dice.maybe(Dice::day),
            target: dice.maybe(Dice::decimal),
            due: dice.maybe(Dice::day),
            owner: dice.text(),
            team: dice.maybe(|dice| dice.id(plan)),
            source,
            path: GrowthPath {
                shape: dice.of(&[PathShape::Linear, PathShape::Compound]),
                reading: dice.of(&[TargetReading::AtTheEnd, TargetReading::OnAverage]),
                daily_loss: dice.maybe(Dice::decimal),
            },
            feeds: dice.text(),
            note: dice.text(),
            ..Metric::new(id, definition)
        }
    }
}

impl MadeUp for Team {
    fn made_up(_: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Team { id, name: dice.text(), lead: dice.text() }
    }
}

impl MadeUp for OutputGoal {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        OutputGoal {
            id,
            team: dice.id(plan),
            what: dice.text(),
            channel: dice.maybe(|dice| dice.id(plan)),
            per_week: dice.maybe(Dice::small),
            original: dice.maybe(Dice::small),
            owner: dice.text(),
        }
    }
}

impl MadeUp for ResultGoal {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        ResultGoal {
            id,
            team: dice.id(plan),
            metric: dice.maybe(|dice| dice.id(plan)),
            last_month: dice.maybe(Dice::decimal),
            target: dice.maybe(Dice::decimal),
            due: dice.maybe(Dice::day),
            share: dice.maybe(Dice::share),
            owner: dice.text(),
        }
    }
}

impl MadeUp for LineItem {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        let timing = match dice.below(5) {
            0 => Timing::Phase,
            1 => Timing::Once { on: dice.day() },
            2 => Timing::Evenly { first: dice.day(), last: dice.day() },
            3 => Timing::Monthly { first: dice.day(), last: dice.day() },
            _ => Timing::ByHand { parts: dice.some(3, |dice| DatedAmount { on: dice.day(), amount: dice.money() }) },
        };
        let pays_for =
            dice.maybe(
                |dice| {
                    if dice.one_in(2) { PaysFor::Activity(dice.id(plan)) } else { PaysFor::Partner(dice.id(plan)) }
                },
            );
        LineItem {
            phase: dice.maybe(|dice| dice.id(plan)),
            pays_for,
            channel: dice.maybe(|dice| dice.id(plan)),
            category: dice.of(&Category::ALL),
            description: dice.text(),
            unit: dice.text(),
            quantity: dice.maybe(Dice::decimal),
            unit_price: dice.maybe(Dice::decimal),
            currency: dice.maybe(Dice::currency),
            timing,
            expected: dice.some(2, |dice| ExpectedResult { metric: dice.id(plan), count: dice.decimal() }),
            status: dice.of(&LineStatus::ALL),
            committed: dice.maybe(Dice::money),
            actual: dice.maybe(Dice::money),
            owner: dice.text(),
            note: dice.text(),
            ..LineItem::new(id)
        }
    }
}

impl MadeUp for ExchangeRate {
    fn made_up(_: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        ExchangeRate { id, currency: dice.currency(), rate: dice.decimal(), on: dice.maybe(Dice::day) }
    }
}

impl MadeUp for Channel {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Channel {
            name: dice.text(),
            link: dice.text(),
            handle: dice.text(),
            account: dice.maybe(|dice| dice.of(&AccountKind::ALL)),
            fit: dice.maybe(|dice| dice.of(&AudienceFit::ALL)),
            roles: dice.some(3, |dice| ChannelRole { phase: dice.id(plan), role: dice.of(&Role::ALL) }),
            note: dice.text(),
            ..Channel::new(id, Some("weibo".to_owned()))
        }
    }
}

impl MadeUp for ChannelTest {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        let mut test = ChannelTest::new(id, dice.id(plan));
        test.what = dice.text();
        (test.first, test.last) = (dice.maybe(Dice::day), dice.maybe(Dice::day));
        test.set_totals(dice.maybe(Dice::money), dice.maybe(Dice::small));
        (test.reach, test.clicks) = (dice.maybe(Dice::small), dice.maybe(Dice::small));
        test.days = dice.some(3, |dice| TestDay { on: dice.day(), spend: dice.money(), results: dice.small() });
        test
    }
}

fn criteria(plan: &Plan, dice: &mut Dice) -> Vec<Criterion> {
    dice.some(2, |dice| Criterion {
        metric: dice.maybe(|dice| dice.id(plan)),
        words: dice.text(),
        holds: dice.of(&[Comparison::AtLeast, Comparison::AtMost]),
        value: dice.maybe(Dice::decimal),
        seen: dice.maybe(Dice::day),
    })
}

impl MadeUp for Phase {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        let objective = dice
            .maybe(|dice| Objective { metric: dice.maybe(|dice| dice.id(plan)), number: dice.maybe(Dice::decimal) });
        Phase {
            name: dice.text(),
            first: dice.maybe(Dice::day),
            last: dice.maybe(Dice::day),
            allocation: dice.allocation(),
            objective,
            steady_gain: dice.maybe(Dice::decimal),
            entry: criteria(plan, dice),
            exit: criteria(plan, dice),
            profile: dice.text(),
            region: dice.text(),
            traits: Traits { interact: dice.text(), promote: dice.text(), advise: dice.text() },
            ..Phase::new(id, dice.of(&[PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand, PhaseKind::Other]))
        }
    }
}

impl MadeUp for Activity {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        let phase = dice.id(plan);
        Activity {
            channel: dice.maybe(|dice| dice.id(plan)),
            owner: dice.text(),
            first: dice.maybe(Dice::day),
            last: dice.maybe(Dice::day),
            checklist: dice.some(2, |dice| CheckItem { text: dice.text(), done: dice.one_in(2) }),
            after: dice.some(2, |dice| dice.id(plan)),
            note: dice.text(),
            ..Activity::new(id, phase, dice.maybe(Dice::text), dice.text())
        }
    }
}

impl MadeUp for Risk {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Risk {
            id,
            phase: dice.id(plan),
            what: dice.text(),
            answer: dice.text(),
            owner: dice.text(),
            likelihood: dice.of(&Level::ALL),
            impact: dice.of(&Level::ALL),
        }
    }
}

impl MadeUp for Group {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Group {
            id,
            phase: dice.id(plan),
            channel: dice.maybe(|dice| dice.id(plan)),
            name: dice.text(),
            count: dice.small(),
            capacity: dice.small(),
            admins: dice.text(),
            rules: dice.text(),
            rhythm: dice.text(),
        }
    }
}

impl MadeUp for Approval {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Approval { id, by: dice.text(), on: dice.day(), note: dice.text(), plan: Frozen::of(plan) }
    }
}

impl MadeUp for Feedback {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Feedback {
            id,
            phase: dice.id(plan),
            on: dice.maybe(Dice::day),
            from: dice.text(),
            opinion: dice.text(),
            state: dice.of(&FeedbackState::ALL),
            decision: dice.text(),
        }
    }
}

impl MadeUp for Partner {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Partner {
            id,
            phase: dice.id(plan),
            kind: dice.of(&PartnerKind::ALL),
            name: dice.text(),
            contact: dice.text(),
            first: dice.maybe(Dice::day),
            last: dice.maybe(Dice::day),
            channel: dice.maybe(|dice| dice.id(plan)),
            expected: dice.maybe(Dice::small),
            counted: dice.maybe(Dice::small),
            link: TrackedLink { page: dice.text(), source: dice.text(), call: dice.text(), ..TrackedLink::default() },
            note: dice.text(),
        }
    }
}

impl MadeUp for Cadence {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Cadence {
            id,
            channel: dice.id(plan),
            phase: dice.maybe(|dice| dice.id(plan)),
            per_week: dice.small(),
            original: dice.small(),
            weekdays: dice.weekdays(),
            at: dice.maybe(Dice::time),
            owner: dice.text(),
        }
    }
}

impl MadeUp for Post {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Post {
            id,
            on: dice.day(),
            at: dice.maybe(Dice::time),
            channel: dice.id(plan),
            cadence: dice.maybe(|dice| dice.id(plan)),
            title: dice.text(),
            original: dice.one_in(2),
            paid: dice.one_in(2),
            owner: dice.text(),
            state: dice.of(&PostState::ALL),
            link: dice.text(),
        }
    }
}

impl MadeUp for Actual {
    fn made_up(plan: &Plan, id: Id<Self>, dice: &mut Dice) -> Self {
        Actual {
            id,
            on: dice.day(),
            metric: dice.id(plan),
            channel: dice.maybe(|dice| dice.id(plan)),
            value: dice.decimal(),
        }
    }
}

fn list_edit<T: MadeUp>(plan: &Plan, dice: &mut Dice) -> ListEdit<T> {
    let len = T::list(plan).len();
    match dice.below(5) {
        0 | 1 => {
            let id = if dice.one_in(12) { dice.id(plan) } else { Id::from_bits(u64::from(dice.roll() | 1 << 20)) };
            let at = dice.below(len + 2);
            ListEdit::Insert { at, item: Box::new(T::made_up(plan, id, dice)) }
        }
        2 => {
            let id = dice.id(plan);
            ListEdit::Replace(Box::new(T::made_up(plan, id, dice)))
        }
        3 => ListEdit::Remove(dice.id(plan)),
        _ => ListEdit::Move { id: dice.id(plan), to: dice.below(len + 2) },
    }
}

/// How many kinds of edit there are.
pub const KINDS: usize = 27;

/// Which kind of edit it is, below [`KINDS`]. A new kind does not compile here until it is made up below too.
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
        PlanEdit::Actual(_) => 23,
        PlanEdit::ClosedWeekdays(_) => 24,
        PlanEdit::Approval(_) => 25,
        PlanEdit::Batch(_) => 26,
    }
}

/// An edit for the plan as it is.
pub fn edit(plan: &Plan, dice: &mut Dice) -> PlanEdit {
    match dice.below(KINDS) {
        0 => PlanEdit::Basics(Box::new(Basics {
            name: dice.text(),
            product: dice.text(),
            kind: dice.maybe(|dice| dice.of(&ProjectKind::ALL)),
            audience: dice.some(2, |dice| AudienceGroup::made_up(plan, Id::from_bits(7), dice)),
            region: dice.text(),
            first_day: dice.maybe(Dice::day),
            last_day: dice.maybe(Dice::day),
            currency: dice.currency(),
        })),
        1 => PlanEdit::Currency(dice.currency()),
        2 => PlanEdit::Audience(list_edit(plan, dice)),
        3 => PlanEdit::NorthStar(dice.maybe(|dice| NorthStar { metric: dice.id(plan), why: dice.text() })),
        4 => PlanEdit::Metric(list_edit(plan, dice)),
        5 => PlanEdit::Team(list_edit(plan, dice)),
        6 => PlanEdit::OutputGoal(list_edit(plan, dice)),
        7 => PlanEdit::ResultGoal(list_edit(plan, dice)),
        8 => PlanEdit::Funnel(Box::new(Funnel {
            // Rarely the same id twice.
            stages: dice.some(4, |dice| FunnelStage {
                id: Id::from_bits(u64::from(dice.roll() % 64)),
                kind: dice.of(&StageKind::ALL),
                name: dice.text(),
                rate: dice.maybe(Dice::decimal),
            }),
            solve_from: dice.of(&[FunnelEnd::Bottom, FunnelEnd::Top]),
            given: dice.maybe(Dice::decimal),
            period: dice.of(&[FunnelPeriod::Day, FunnelPeriod::Month, FunnelPeriod::Plan]),
        })),
        9 => PlanEdit::BudgetSettings(BudgetSettings {
            total_budget: dice.maybe(Dice::money),
            contingency: dice.allocation(),
            cycle: dice.of(&CycleLength::ALL),
            gross_margin: dice.maybe(Dice::share),
        }),
        10 => PlanEdit::LineItem(list_edit(plan, dice)),
        11 => PlanEdit::Rate(list_edit(plan, dice)),
        12 => PlanEdit::Channel(list_edit(plan, dice)),
        13 => PlanEdit::ChannelTest(list_edit(plan, dice)),
        14 => PlanEdit::TestRule(Box::new(TestRule {
            focus: dice.text(),
            metric: dice.maybe(|dice| dice.id(plan)),
            minimum_days: dice.small(),
            minimum_results: dice.small(),
            target_cost: dice.maybe(Dice::money),
            exploration: dice.share(),
            stop_when: dice.text(),
        })),
        15 => PlanEdit::Phase(list_edit(plan, dice)),
        16 => PlanEdit::Activity(list_edit(plan, dice)),
        17 => PlanEdit::Risk(list_edit(plan, dice)),
        18 => PlanEdit::Group(list_edit(plan, dice)),
        19 => PlanEdit::Feedback(list_edit(plan, dice)),
        20 => PlanEdit::Partner(list_edit(plan, dice)),
        21 => PlanEdit::Cadence(list_edit(plan, dice)),
        22 => PlanEdit::Post(list_edit(plan, dice)),
        23 => PlanEdit::Actual(list_edit(plan, dice)),
        24 => PlanEdit::ClosedWeekdays(dice.weekdays()),
        25 => PlanEdit::Approval(list_edit(plan, dice)),
        _ if dice.one_in(2) => match targets(plan).as_slice() {
            [] => PlanEdit::Batch(Vec::new()),
            targets => removal(plan, dice.of(targets)),
        },
        // Each is made for the plan as it is before the batch, so that later ones sometimes fail.
        _ => PlanEdit::Batch(if dice.any_left() { dice.some(4, |dice| edit(plan, dice)) } else { Vec::new() }),
    }
}

/// An edit of budget lines: one of them, or up to nine as one.
pub fn edit_of_lines(plan: &Plan, dice: &mut Dice) -> PlanEdit {
    if dice.one_in(3) {
        PlanEdit::Batch(dice.some(9, |dice| PlanEdit::LineItem(list_edit(plan, dice))))
    } else {
        PlanEdit::LineItem(list_edit(plan, dice))
    }
}

/// Everything in the plan that can be pointed at.
pub fn targets(plan: &Plan) -> Vec<Reference> {
    fn of<T: Listed>(plan: &Plan, targets: &mut Vec<Reference>) {
        targets.extend(T::list(plan).iter().filter_map(|item| T::as_reference(item.id())));
    }
    let mut targets = Vec::new();
    of::<Phase>(plan, &mut targets);
    of::<Channel>(plan, &mut targets);
    of::<Metric>(plan, &mut targets);
    of::<Team>(plan, &mut targets);
    of::<Activity>(plan, &mut targets);
    of::<Partner>(plan, &mut targets);
    of::<Cadence>(plan, &mut targets);
    targets
}
