//! Limits on dates, sizes and amounts: values beyond them are neither computed nor drawn.

use chrono::{Days, NaiveDate};
use groundswell::plan::Plan;
use groundswell::plan::budget::cycles::{UndrawablePlan, cycles, undrawable};
use groundswell::plan::budget::ledger::{Ledger, SumsRow};
use groundswell::plan::budget::pacing::pacing;
use groundswell::plan::edit::size_limits::exceeded_limit;
use groundswell::plan::edit::{ListEdit, PlanEdit};
use groundswell::plan::model::bounds::*;
use groundswell::plan::model::budget::LineItem;
use groundswell::plan::model::channel::Channel;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::schedule::Cadence;
use groundswell::plan::model::timing::{CycleLength, Timing};
use groundswell::plan::model::tracking::FigureChange;
use groundswell::plan::numbers::date_range::DateRange;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::limits::*;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::findings::check_with;
use groundswell::plan::schedule::timeline::{MAX_DISTANCE_DAYS, Timeline};
use groundswell::plan::strategy::weekly::week_table;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A plan in which every date range is the given one.
fn extreme_plan(first: NaiveDate, last: NaiveDate, length: CycleLength) -> Plan {
    let mut bits = 100;
    let mut plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    (plan.basics.first_day, plan.basics.last_day) = (Some(first), Some(last));
    plan.budget.settings.cycle = length;
    for phase in &mut plan.phases {
        (phase.first, phase.last) = (Some(first), Some(last));
    }
    plan.strategy.channels.push(Channel::new(Id::from_bits(7), None));
    let timings = [
        Timing::Phase,
        Timing::Once { on: last },
        Timing::Evenly { first, last },
        Timing::Monthly { first, last },
        Timing::Monthly { first: last, last: first },
    ];
    for (bits, timing) in (20..).zip(timings) {
        let mut line = LineItem::new(Id::from_bits(bits));
        (line.quantity, line.unit_price) = (Decimal::from_int(3), Decimal::from_int(10_000));
        (line.timing, line.phase, line.channel) = (timing, Some(plan.phases[0].id), Some(Id::from_bits(7)));
        plan.budget.lines.push(line);
    }
    plan.schedule.cadences.push(Cadence {
        id: Id::from_bits(40),
        channel: Id::from_bits(7),
        phase: None,
        per_week: u32::MAX,
        original: 1,
        weekdays: Vec::new(),
        at: None,
        owner: String::new(),
    });
    plan
}

/// The work is bounded because its results are: the rows, columns and days are counted.
#[test]
fn computed_rows_and_cycles_are_bounded_for_any_dates() {
    let days = ["0001-01-01", "1900-01-01", "2026-03-01", "2027-12-31", "2199-12-31", "9999-12-31", "+20277-03-01"];
    for first in days {
        for last in days {
            for length in CycleLength::ALL {
                let plan = extreme_plan(day(first), day(last), length);
                let ledger = Ledger::of(&plan);
                let context = format!("{first} to {last}, {length:?}");
                assert!(ledger.cycles().len() <= MAX_CYCLES, "{context}");
                assert!(ledger.by_month(&plan).len() <= MAX_CYCLES, "{context}");
                for line in ledger.lines() {
                    let spread = line.spread.as_ref().unwrap();
                    assert!(spread.parts().count() <= MAX_CYCLES, "{context}");
                    assert_eq!(spread.total(), line.amount.unwrap(), "{context}");
                }
                let rows: Money = ledger.by_phase().iter().map(SumsRow::total).sum();
                assert_eq!(rows.minor(), 5 * 3_000_000, "{context}: the rows sum to the amounts");
                let timeline = Timeline::of(&plan);
                let drawn = timeline.days.map_or(0, DateRange::len);
                assert!(i64::from(drawn) <= 2 * MAX_DISTANCE_DAYS + 14, "{context}");
                assert!(week_table(&plan, plan.phases[0].id).weeks.len() <= MAX_CYCLES, "{context}");
                let cadence = &plan.schedule.cadences[0];
                let required = cadence.days(&plan).map_or(0, |days| cadence.required_posts(days).len());
                assert!(required <= MAX_CYCLES * 70, "{context}");
                pacing(&plan, &ledger, day("2027-06-01"));
                // A plan without cycles is reported.
                let drawable = undrawable(&plan).is_none();
                assert_eq!(drawable && first <= last, !ledger.cycles().is_empty(), "{context}");
                let errors = check_with(&plan, &ledger);
                let said = errors.iter().any(|found| ["BAS-03", "BAS-06", "BAS-08"].contains(&found.code()));
                assert_eq!(said, ledger.cycles().is_empty(), "{context}");
            }
        }
    }
}

#[test]
fn a_list_cannot_grow_beyond_its_limit() {
    let mut plan = extreme_plan(day("2027-03-01"), day("2027-05-23"), CycleLength::TwoWeeks);
    let line = |bits: u64| {
        let item = Box::new(LineItem::new(Id::from_bits(bits)));
        PlanEdit::LineItem(ListEdit::Insert { at: 0, item })
    };
    plan.budget.lines = (0..MAX_ITEMS as u64 - 2).map(|bits| LineItem::new(Id::from_bits(bits))).collect();
    let batch = |count: u64| PlanEdit::Batch((0..count).map(|nth| line(90_000 + nth)).collect());
    assert_eq!(exceeded_limit(&plan, &batch(2)), None);
    assert_eq!(exceeded_limit(&plan, &batch(3)), Some(MAX_ITEMS));
    // A stored plan with more items can still be changed and shortened.
    plan.budget.lines.extend((50_000..50_010).map(|bits| LineItem::new(Id::from_bits(bits))));
    assert_eq!(exceeded_limit(&plan, &PlanEdit::LineItem(ListEdit::Remove(Id::from_bits(50_000)))), None);
    assert_eq!(
        exceeded_limit(&plan, &PlanEdit::LineItem(ListEdit::Replace(Box::new(LineItem::new(Id::from_bits(1)))))),
        None
    );
    assert_eq!(exceeded_limit(&plan, &line(90_000)), Some(MAX_ITEMS));
}

#[test]
fn figures_have_a_limit_of_their_own_and_replacing_one_adds_none() {
    let mut plan = extreme_plan(day("2027-03-01"), day("2027-05-23"), CycleLength::TwoWeeks);
    let metric = Id::from_bits(1);
    let first = day("1900-01-01");
    let most = u64::try_from(MAX_FIGURES).unwrap();
    for (channel, at) in (0..2).flat_map(|channel| (0..most / 2).map(move |at| (channel, at))) {
        plan.tracking.figures.set(metric, Some(Id::from_bits(channel)), first + Days::new(at), Some(Decimal::ZERO));
    }
    let there = plan.tracking.figures.len();
    let change =
        |at: u64, value| FigureChange { on: first + Days::new(at), metric, channel: Some(Id::from_bits(0)), value };
    let some = Some(Decimal::whole(3));
    assert_eq!(there, MAX_FIGURES);
    assert_eq!(exceeded_limit(&plan, &PlanEdit::Figures(vec![change(5, some), change(6, some)])), None);
    assert_eq!(exceeded_limit(&plan, &PlanEdit::Figures(vec![change(most, some)])), Some(MAX_FIGURES));
    let moved = vec![change(5, None), change(most, some), change(most, some)];
    assert_eq!(exceeded_limit(&plan, &PlanEdit::Figures(moved)), None);
}

#[test]
fn six_hundred_cycles_are_computed_and_one_more_is_not() {
    let of_weeks = |weeks: u64| {
        let last = day("2027-03-01") + chrono::Days::new(weeks * 7 - 1);
        DateRange::new(day("2027-03-01"), last).unwrap()
    };
    assert_eq!(cycles(of_weeks(600), CycleLength::Week).len(), 600);
    assert_eq!(cycles(of_weeks(601), CycleLength::Week).len(), 0);
    let plan = extreme_plan(day("2027-03-01"), of_weeks(601).last(), CycleLength::Week);
    assert_eq!(undrawable(&plan), Some(UndrawablePlan::Cycles(601)));
    let plan = extreme_plan(day("2027-03-01"), of_weeks(601).last(), CycleLength::Month);
    assert_eq!(undrawable(&plan), None);
}

/// Regression: two lines of ¥9 × 10¹³ were shown as ¥90,071,992,547,409.91, the limit of exact numbers in JSON.
#[test]
fn amounts_at_the_limit_sum_exactly_and_larger_ones_are_reported() {
    let mut plan = extreme_plan(day("2027-03-01"), day("2027-05-23"), CycleLength::TwoWeeks);
    plan.budget.lines.clear();
    for bits in 0..5_000 {
        let mut line = LineItem::new(Id::from_bits(1_000 + bits));
        (line.quantity, line.unit_price) = (Decimal::from_int(1_000), Decimal::from_int(1_000_000_000));
        plan.budget.lines.push(line);
    }
    let exact = i128::from(AMOUNT_LIMIT) * 5_000;
    assert_eq!(i128::from(Ledger::of(&plan).totals().planned.minor()), exact);
    plan.budget.lines[0].quantity = Decimal::from_int(1_001);
    let ledger = Ledger::of(&plan);
    assert_eq!(i128::from(ledger.totals().planned.minor()), exact - i128::from(AMOUNT_LIMIT));
    assert_eq!(ledger.totals().without_amount, 1);
    assert!(check_with(&plan, &ledger).iter().any(|found| found.code() == "BUD-11"));
}
