//! The timeline: the rows of a worked example, and property tests of moving items.

use chrono::{Datelike, NaiveDate};
use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::model::id::{Entity, Id};
use groundswell::plan::model::phase::PhaseKind;
use groundswell::plan::numbers::date_range::DateRange;
use groundswell::plan::schedule::timeline::{
    MovedPart, Timeline, TimelineItem, TimelineRowKind, UnscheduledReason, can_depend_on, days, days_to_catch_up,
    moved, moved_days,
};
use groundswell_random_plan::{PLANS, edit, random_source};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn range(first: &str, last: &str) -> DateRange {
    DateRange::new(day(first), day(last)).unwrap()
}

fn example() -> Plan {
    file::read(include_str!("../../../src/core/plan/catalogue/examples/o2o.en.json")).unwrap().plan
}

#[test]
fn the_timeline_of_the_example_lists_phases_with_their_items() {
    let plan = example();
    let timeline = Timeline::of(&plan);
    // From the Monday of 1 March to the Sunday of 18 July.
    assert_eq!(timeline.days, Some(range("2027-03-01", "2027-07-18")));
    assert_eq!(timeline.unscheduled, []);
    let kinds: Vec<String> = timeline
        .rows
        .iter()
        .map(|row| {
            let kind = match row.kind {
                TimelineRowKind::Phase(_) => "phase",
                TimelineRowKind::OutsidePhases => "outside",
                TimelineRowKind::Activity(_) => "activity",
                TimelineRowKind::Partner(_) => "partner",
                TimelineRowKind::Content(_) => "content",
            };
            format!("{kind} {}", row.entries.len())
        })
        .collect();
    let repeated = |text: &str, times: usize| vec![text.to_owned(); times];
    let content = |counts: &[usize]| counts.iter().map(|count| format!("content {count}")).collect();
    let expected = [
        repeated("phase 1", 1),
        repeated("activity 1", 4),
        content(&[12]),
        repeated("phase 1", 1),
        repeated("activity 1", 3),
        content(&[17, 5, 10]),
        repeated("phase 1", 1),
        repeated("activity 1", 4),
        repeated("partner 1", 4),
        content(&[8, 8]),
    ]
    .concat();
    assert_eq!(kinds, expected);
    assert!(timeline.rows.iter().all(|row| row.phase.is_some()));
    assert_eq!(timeline.dependencies.len(), 4);
    // An activity may start on the day its predecessor ends.
    assert!(timeline.dependencies.iter().all(|dependency| !dependency.broken));
}

#[test]
fn undated_items_are_listed_and_dated_ones_drawn() {
    let mut plan = example();
    plan.activities[0].first = None;
    (plan.activities[1].first, plan.activities[1].last) = (None, None);
    plan.activities[2].last = Some(day("2027-02-01"));
    plan.activities[3].last = Some(day("3027-03-28"));
    plan.partners[0].first = None;
    plan.partners[0].last = None;
    plan.schedule.posts[0].on = day("2027-08-01");
    let timeline = Timeline::of(&plan);
    let ids: Vec<TimelineItem> =
        plan.activities[..4].iter().map(|activity| TimelineItem::Activity(activity.id())).collect();
    assert_eq!(
        timeline.unscheduled,
        [
            (ids[0], UnscheduledReason::MissingDates),
            (ids[1], UnscheduledReason::MissingDates),
            (ids[2], UnscheduledReason::EndsBeforeStart),
            (ids[3], UnscheduledReason::TooFar),
            (TimelineItem::Partner(plan.partners[0].id()), UnscheduledReason::MissingDates),
        ]
    );
    let drawn: Vec<TimelineItem> = timeline.rows.iter().flat_map(|row| &row.entries).map(|entry| entry.item).collect();
    assert!(
        drawn.contains(&ids[0]) && !drawn.contains(&ids[1]) && !drawn.contains(&ids[2]) && !drawn.contains(&ids[3])
    );
    // A post outside all phases is in the last group.
    let [.., outside, content] = timeline.rows.as_slice() else { panic!() };
    assert_eq!((outside.kind, content.phase), (TimelineRowKind::OutsidePhases, None));
    assert_eq!(content.entries[0].item, TimelineItem::Post(plan.schedule.posts[0].id()));
    assert_eq!(timeline.days, Some(range("2027-03-01", "2027-08-01")));
}

#[test]
fn a_plan_without_dates_lists_its_phases_without_a_calendar() {
    let mut bits = 0;
    let timeline = Timeline::of(&Plan::blank(&mut || {
        bits += 1;
        bits
    }));
    assert_eq!((timeline.days, timeline.rows.len(), timeline.unscheduled.len()), (None, 3, 3));
}

#[test]
fn an_activity_that_starts_too_early_is_offered_the_day_after_its_predecessor() {
    let mut plan = example();
    let id = plan.activities[3].id();
    assert_eq!(days_to_catch_up(&plan, id), None);
    // The predecessor ends a week after the activity starts.
    plan.activities[1].last = Some(day("2027-03-14"));
    assert_eq!(Timeline::of(&plan).dependencies.iter().filter(|dependency| dependency.broken).count(), 1);
    let by = days_to_catch_up(&plan, id).unwrap();
    assert_eq!(by, 8);
    let edit = moved(&plan, TimelineItem::Activity(id), MovedPart::Whole, by).unwrap();
    apply(&mut plan, edit).unwrap();
    assert_eq!(days(&plan, TimelineItem::Activity(id)), Some(range("2027-03-15", "2027-04-05")));
    assert_eq!(days_to_catch_up(&plan, id), None);
}

#[test]
fn dependencies_cannot_be_circular() {
    let plan = example();
    let [_, groups, _, round_up, test, _, money, booths, ..] = plan.activities.as_slice() else { panic!() };
    assert!(!can_depend_on(&plan, groups.id(), round_up.id()));
    assert!(!can_depend_on(&plan, test.id(), booths.id()), "two steps away");
    assert!(!can_depend_on(&plan, money.id(), money.id()));
    assert!(can_depend_on(&plan, booths.id(), groups.id()));
    assert_eq!(test.phase, plan.phase_of_kind(PhaseKind::Initial).unwrap().id());
}

#[test]
fn a_single_day_stays_single_when_moved_and_gets_a_second_date_when_resized() {
    let mut plan = example();
    let id = plan.partners[0].id();
    plan.partners[0].last = None;
    let whole = moved(&plan, TimelineItem::Partner(id), MovedPart::Whole, 2).unwrap();
    apply(&mut plan, whole).unwrap();
    assert_eq!((plan.partners[0].first, plan.partners[0].last), (Some(day("2027-05-26")), None));
    let last = moved(&plan, TimelineItem::Partner(id), MovedPart::Last, 3).unwrap();
    apply(&mut plan, last).unwrap();
    assert_eq!(plan.partners[0].last, Some(day("2027-05-29")));
    assert_eq!(moved(&plan, TimelineItem::Partner(id), MovedPart::Last, 0), None);
    assert_eq!(moved(&plan, TimelineItem::Partner(Id::from_bits(1)), MovedPart::Whole, 1), None);
}

fn any_range() -> impl Strategy<Value = DateRange> {
    (0i64..40_000, 0i64..4_000).prop_map(|(first, length)| {
        let first = day("1950-01-01") + chrono::TimeDelta::days(first);
        DateRange::new(first, first + chrono::TimeDelta::days(length)).unwrap()
    })
}

const PARTS: [MovedPart; 3] = [MovedPart::Whole, MovedPart::First, MovedPart::Last];

proptest! {
    #[test]
    fn moving_forth_and_back_changes_nothing(days in any_range(), by in -10_000i64..10_000) {
        let there = moved_days(days, MovedPart::Whole, by);
        prop_assert_eq!(there.len(), days.len());
        prop_assert_eq!((there.first() - days.first()).num_days(), by);
        prop_assert_eq!(moved_days(there, MovedPart::Whole, -by), days);
        for part in [MovedPart::First, MovedPart::Last] {
            let there = moved_days(days, part, by);
            // Unless the move was limited by the other end.
            if there.len() > 1 {
                prop_assert_eq!(moved_days(there, part, -by), days);
            }
        }
    }

    #[test]
    fn moved_dates_stay_in_the_range_of_date_fields(days in any_range(), by in any::<i64>(), part in 0usize..3) {
        let there = moved_days(days, PARTS[part], by);
        prop_assert!(there.first().year() >= 1900 && there.last().year() <= 9999);
        match PARTS[part] {
            MovedPart::Whole => prop_assert_eq!(there.len(), days.len()),
            MovedPart::First => prop_assert_eq!(there.last(), days.last()),
            MovedPart::Last => prop_assert_eq!(there.first(), days.first()),
        }
    }

    /// For any plan: every item with dates is drawn once or listed as undated; the calendar covers all drawn items in whole
    /// weeks; moving an item and undoing it changes nothing.
    #[test]
    fn every_dated_item_of_any_plan_is_drawn_once(at in 0usize..4, mut random in random_source(30), by in -400i64..400) {
        let mut plan = PLANS[at].clone();
        while random.has_numbers() {
            // An invalid edit leaves the plan unchanged.
            let edit = edit(&plan, &mut random);
            let _ = apply(&mut plan, edit);
        }
        let timeline = Timeline::of(&plan);
        let drawn: Vec<_> = timeline.rows.iter().flat_map(|row| &row.entries).collect();
        let mut seen: Vec<TimelineItem> = drawn.iter().map(|entry| entry.item).collect();
        seen.extend(timeline.unscheduled.iter().map(|(item, _)| *item));
        seen.sort();
        seen.dedup();
        let all = plan.phases.len() + plan.activities.len() + plan.partners.len() + plan.schedule.posts.len();
        prop_assert_eq!(seen.len(), all);
        if let Some(calendar) = timeline.days {
            prop_assert_eq!(calendar.len() % 7, 0);
            for entry in &drawn {
                prop_assert!(calendar.contains(entry.days.first()) && calendar.contains(entry.days.last()));
            }
        } else {
            prop_assert!(drawn.is_empty());
        }
        for entry in drawn {
            let Some(edit) = moved(&plan, entry.item, MovedPart::Whole, by) else { continue };
            let before = plan.clone();
            let back = apply(&mut plan, edit).unwrap();
            prop_assert_eq!(days(&plan, entry.item).map(DateRange::len), Some(entry.days.len()));
            apply(&mut plan, back).unwrap();
            prop_assert_eq!(&plan, &before);
        }
    }
}
