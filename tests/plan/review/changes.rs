//! Property tests and worked examples of the changes between two plans.

use groundswell::i18n::words::change_fields;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::{ListEdit, PlanEdit};
use groundswell::plan::model::budget::{Allocation, LineItem};
use groundswell::plan::model::channel::Role;
use groundswell::plan::model::references::Reference;
use groundswell::plan::model::schedule::PostState;
use groundswell::plan::model::suggestions::Suggestions;
use groundswell::plan::model::tracking::FigureTable;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::changes::{
    ChangeKind, ChangedPart, Changes, Difference, DifferenceAmount, FieldChange, FieldContent, FieldInstance,
    PartChange, TotalKind, count,
};
use groundswell::plan::{Plan, Step};
use groundswell_random_plan::{KINDS, PLANS, RandomSource, edit, kind, random_source};
use proptest::prelude::*;
use serde_json::Value as Json;

fn some_plan(random: &mut RandomSource) -> Plan {
    PLANS[random.index_below(PLANS.len())].clone()
}

/// The plan without parts that are deliberately not compared, and without blank texts.
fn reported_content(plan: &Plan) -> Json {
    let mut plan = plan.clone();
    plan.approvals.clear();
    plan.tracking.figures = FigureTable::default();
    plan.suggested = Suggestions::default();
    for activity in &mut plan.activities {
        activity.method = None;
    }
    for post in &mut plan.schedule.posts {
        post.cadence = None;
    }
    for channel in &mut plan.strategy.channels {
        channel.roles.retain(|role| role.role != Role::Unused);
    }
    for phase in &mut plan.phases {
        phase.objective = phase.objective.filter(|objective| objective.metric.is_some() || objective.number.is_some());
    }
    without_blanks(serde_json::to_value(&plan).unwrap())
}

fn without_blanks(value: Json) -> Json {
    let is_blank = |value: &Json| value.as_str().is_some_and(|text| text.trim().is_empty());
    match value {
        Json::Object(fields) => {
            let said = fields.into_iter().filter(|(_, value)| !is_blank(value));
            Json::Object(said.map(|(key, value)| (key, without_blanks(value))).collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(without_blanks).collect()),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_has_no_changes_from_itself(mut random in random_source(12)) {
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        let changes = Changes::between(&plan, &plan.clone());
        prop_assert_eq!(changes.count(), 0);
        prop_assert!(changes.parts.is_empty() && changes.shares.is_empty());
        prop_assert!(changes.totals.iter().all(|total| total.is_same() && total.difference.is_none()));
    }

    #[test]
    fn every_edit_is_reported_or_deliberately_not_compared(mut random in random_source(6)) {
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let before = plan.clone();
            let made = edit(&plan, &mut random);
            if apply(&mut plan, made.clone()).is_err() {
                continue;
            }
            let seen = count(&before, &plan);
            let changed = reported_content(&before) != reported_content(&plan);
            prop_assert_eq!(seen > 0, changed, "{} changes by {:?}", seen, made);
            if matches!(made, PlanEdit::Figures(_) | PlanEdit::Approval(_) | PlanEdit::Suggested(_)) {
                prop_assert_eq!(seen, 0);
            }
            // In the reverse direction added parts are removed, and as many fields change.
            let (there, back) = (Changes::between(&before, &plan), Changes::between(&plan, &before));
            prop_assert_eq!(there.count(), back.count());
            let of = |changes: &Changes, kind| changes.parts.iter().filter(|part| part.kind == kind).count();
            prop_assert_eq!(of(&there, ChangeKind::Added), of(&back, ChangeKind::Removed));
            prop_assert_eq!(there.shares.len(), back.shares.len());
        }
    }

    #[test]
    fn changed_totals_match_the_ledgers_and_are_the_sum_of_their_parts(mut random in random_source(12)) {
        let before = some_plan(&mut random);
        let mut after = before.clone();
        while random.has_numbers() {
            let made = edit(&after, &mut random);
            if !matches!(made, PlanEdit::Currency(_)) {
                let _ = apply(&mut after, made);
            }
        }
        prop_assume!(before.basics.currency == after.basics.currency);
        let changes = Changes::between(&before, &after);
        let planned = |plan: &Plan| Ledger::of(plan).totals().planned;
        let total = changes.totals.iter().find(|total| total.of == TotalKind::Planned).unwrap();
        prop_assert_eq!((total.from, total.to), (Some(planned(&before)), Some(planned(&after))));
        let by = planned(&after) - planned(&before);
        prop_assert_eq!(total.difference.map(|difference| difference.by), (by != Money::ZERO).then_some(DifferenceAmount::Money(by)));
        let sum = |is_meant: fn(TotalKind) -> bool| -> Money {
            let meant = changes.shares.iter().filter(|share| is_meant(share.of));
            meant.map(|share| share.to.unwrap_or_default() - share.from.unwrap_or_default()).sum()
        };
        prop_assert_eq!(sum(|of| matches!(of, TotalKind::Phase(_))), by);
        prop_assert_eq!(sum(|of| matches!(of, TotalKind::Channel(_))), by);
        prop_assert_eq!(sum(|of| matches!(of, TotalKind::Category(_))), by);
    }
}

#[test]
fn every_kind_of_edit_is_generated() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = [0; KINDS];
    for _ in 0..200 {
        let mut random = random_source(20).new_tree(&mut runner).unwrap().current();
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let (before, made) = (plan.clone(), edit(&plan, &mut random));
            let kind = kind(&made);
            if apply(&mut plan, made).is_ok() && count(&before, &plan) > 0 {
                seen[kind] += 1;
            }
        }
    }
    let unseen: Vec<usize> = (0..KINDS).filter(|&kind| seen[kind] == 0).collect();
    // Daily figures, approvals and marks of suggestions are not compared.
    assert_eq!(unseen, [23, 25, 26], "{seen:?}");
}

fn one(before: &Plan, after: &Plan) -> PartChange {
    let changes = Changes::between(before, after);
    assert_eq!(changes.parts.len(), 1, "{:?}", changes.parts);
    changes.parts.into_iter().next().unwrap()
}

fn field(part: &PartChange) -> &FieldChange {
    assert_eq!(part.fields.len(), 1, "{:?}", part.fields);
    &part.fields[0]
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

#[test]
fn a_raised_total_budget_is_reported_in_money_and_percent() {
    let before = PLANS[1].clone();
    let mut after = before.clone();
    after.budget.settings.total_budget = Some(money(32_000_000));
    let change = one(&before, &after);
    let raised = Difference { by: DifferenceAmount::Money(money(2_000_000)), percent: Some(667) };
    assert_eq!(
        (change.part, change.place.step, change.place.field),
        (ChangedPart::BudgetSettings, Step::Budget, "budget-total")
    );
    let field = field(&change);
    assert_eq!(
        (&field.from, &field.to),
        (&Some(FieldContent::Money(money(30_000_000))), &Some(FieldContent::Money(money(32_000_000))))
    );
    assert_eq!(field.difference, Some(raised));
    let changes = Changes::between(&before, &after);
    let total_budget = changes.totals[0];
    assert_eq!((total_budget.of, total_budget.difference), (TotalKind::TotalBudget, Some(raised)));
    // All of the increase is free; nothing was free before, so there is no percentage.
    let free = changes.totals.iter().find(|total| total.of == TotalKind::Free).unwrap();
    assert_eq!(free.difference, Some(Difference { by: DifferenceAmount::Money(money(2_000_000)), percent: None }));
    assert_eq!(Changes::between(&after, &before).totals[0].difference.unwrap().percent, Some(-625));
}

#[test]
fn doubling_a_quantity_doubles_the_amount() {
    let before = PLANS[1].clone();
    let mut after = before.clone();
    let line = after.budget.lines.iter_mut().find(|line| line.quantity.is_some() && line.channel.is_some()).unwrap();
    let (id, quantity) = (line.id, line.quantity.unwrap());
    line.quantity = Decimal::from_scaled(quantity.to_scaled(4) * 2, 4);
    let change = one(&before, &after);
    assert_eq!((change.part, change.kind, change.count()), (ChangedPart::LineItem(id), ChangeKind::Kept, 1));
    assert_eq!(field(&change).difference.unwrap().percent, Some(10_000));
    let (was, is) = (change.amount.0.unwrap(), change.amount.1.unwrap());
    assert_eq!(is, was + was);
    let changes = Changes::between(&before, &after);
    // Its phase, channel and category.
    assert_eq!(changes.shares.len(), 3);
    assert!(changes.shares.iter().all(|share| share.difference.unwrap().by == DifferenceAmount::Money(was)));
}

#[test]
fn a_moved_part_is_neither_removed_nor_added() {
    let before = PLANS[2].clone();
    let mut after = before.clone();
    let line = after.budget.lines.remove(0);
    after.budget.lines.push(line.clone());
    let last = after.budget.lines.len();
    let change = one(&before, &after);
    assert_eq!(
        (change.part, change.kind, change.moved),
        (ChangedPart::LineItem(line.id), ChangeKind::Kept, Some((1, last)))
    );
    assert!(change.fields.is_empty());
    // Inserting one part and removing another does not move those between.
    let mut after = before.clone();
    after.budget.lines.insert(0, LineItem::new(groundswell::plan::model::id::Id::from_bits(77)));
    after.budget.lines.pop();
    let changes = Changes::between(&before, &after);
    let change_counts: Vec<ChangeKind> = changes.parts.iter().map(|part| part.kind).collect();
    assert_eq!(change_counts, [ChangeKind::Added, ChangeKind::Removed]);
}

#[test]
fn differences_are_stated_by_kind_of_value() {
    let before = PLANS[1].clone();
    // Dates differ by days, without a percentage.
    let mut after = before.clone();
    let last = after.basics.last_day.unwrap();
    after.basics.last_day = Some(last + chrono::Days::new(14));
    let change = one(&before, &after);
    assert_eq!(field(&change).difference, Some(Difference { by: DifferenceAmount::Days(14), percent: None }));
    // A target in percent changes by percentage points.
    let mut after = before.clone();
    let metric = after
        .goals
        .metrics
        .iter_mut()
        .find(|metric| metric.definition.unit() == groundswell::plan::model::measure::Unit::Percent);
    let metric = metric.unwrap();
    metric.target = Decimal::from_scaled(metric.target.unwrap().to_scaled(4) + 100_000, 4);
    let change = one(&before, &after);
    let difference = field(&change).difference.unwrap();
    assert!(matches!(difference.by, DifferenceAmount::Measured(by, _) if by == Decimal::from_int(10).unwrap()));
    assert_eq!(difference.percent, None);
    // Texts and choices have no numeric difference.
    let mut after = before.clone();
    let post = after.schedule.posts.iter_mut().find(|post| post.state != PostState::Published).unwrap();
    post.state = PostState::Published;
    assert_eq!(field(&one(&before, &after)).difference, None);
    // A field that was empty has no "from" value.
    let mut after = before.clone();
    after.basics.product.clear();
    let change = one(&after, &before);
    assert_eq!((&field(&change).from, field(&change).difference), (&None, None));
}

#[test]
fn a_phases_allocation_is_a_budget_change_and_its_dates_a_phase_change() {
    let before = PLANS[1].clone();
    let mut after = before.clone();
    after.phases[1].allocation = Allocation::Fixed(money(11_000_000));
    after.phases[1].first = after.phases[1].first.map(|day| day + chrono::Days::new(1));
    let change = one(&before, &after);
    let places: Vec<(Step, &str)> = change.fields.iter().map(|field| (field.place.step, field.place.field)).collect();
    assert_eq!(places, [(Step::Initial, "phase-first"), (Step::Budget, "phase-part")]);
    assert!(change.is_money() && !change.fields[0].is_money() && change.fields[1].is_money());
}

#[test]
fn expected_results_are_compared_by_metric() {
    let before = PLANS[1].clone();
    let mut after = before.clone();
    let line = after.budget.lines.iter_mut().find(|line| !line.expected.is_empty()).unwrap();
    let metric = line.expected[0].metric;
    line.expected[0].count = Decimal::from_int(7).unwrap();
    assert_eq!(field(&one(&before, &after)).of, FieldInstance::Metric(metric));
    assert!(after.holds(Reference::Metric(metric)));
}

#[test]
fn a_changed_currency_is_one_change_rather_than_one_per_amount() {
    let before = PLANS[1].clone();
    let mut after = before.clone();
    // The dinar has 1,000 minor units: every amount is stored in other units with the same value.
    apply(&mut after, PlanEdit::Currency(Currency::from_code("KWD").unwrap())).unwrap();
    let changes = Changes::between(&before, &after);
    assert_eq!(changes.count(), 1, "{:?}", changes.parts);
    assert_eq!(changes.parts[0].part, ChangedPart::Basics);
    assert!(changes.totals.iter().all(|total| total.difference.is_none()));
}

#[test]
fn changes_are_listed_in_the_order_of_the_steps() {
    let (before, mut after) = (PLANS[0].clone(), PLANS[1].clone());
    after.id = before.id;
    let changes = Changes::between(&before, &after);
    let steps: Vec<Step> = changes.parts.iter().map(|part| part.place.step).collect();
    assert!(steps.is_sorted());
    assert_eq!(steps.first(), Some(&Step::Basics));
    assert_eq!(steps.last(), Some(&Step::Schedule));
    let mut less = after.clone();
    apply(&mut less, PlanEdit::Risk(ListEdit::Remove(after.risks[0].id))).unwrap();
    assert_eq!(one(&after, &less).kind, ChangeKind::Removed);
}

/// The names of the fields are read from the source: a new field has no value in any plan here.
#[test]
fn every_described_field_has_a_label() {
    let source = include_str!("../../../src/core/plan/review/changes/describe.rs");
    let fields: Vec<&str> = source.split('"').skip(1).step_by(2).filter(|text| text.contains('-')).collect();
    assert!(fields.len() > 60, "{}", fields.len());
    let unlabelled: Vec<&&str> =
        fields.iter().filter(|field| change_fields::by_key(&field.replace('-', "_")).is_none()).collect();
    assert!(unlabelled.is_empty(), "not in change_fields.words: {unlabelled:?}");
}
