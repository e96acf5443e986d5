//! How large the parts of a plan may be: one place for every limit on days, amounts, counts and lists.
//!
//! Entry fields, imports and generators refuse what lies beyond these limits. A plan that is opened with something beyond
//! them is kept as it is: the [check](crate::plan::review::findings) reports it beside its field, and everything that draws or computes
//! stays within the limits all the same.

use chrono::{Datelike, NaiveDate};

use crate::plan::Plan;
use crate::plan::budget::cycles::count_cycles;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::id::Entity;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;

/// The first year that a date may be in.
pub const FIRST_YEAR: i32 = 1900;
/// The last year that a date may be in.
pub const LAST_YEAR: i32 = 2199;

/// Days after which a plan's length is questioned: ten years with their leap days.
pub const LONG_PLAN_DAYS: u32 = 3_653;

/// The most cycles, weeks or months that are computed and drawn for one plan.
pub const MOST_CYCLES: usize = 600;

/// The longest growth path, in days, that is drawn day by day.
pub const MOST_PATH_DAYS: u32 = 3_653;

/// The most posts that are generated at one time.
pub const MOST_SLOTS: usize = 5_000;

/// The largest single amount, in minor units: a thousand thousand million (10¹²) units of a currency with two digits.
///
/// A sum of 40,000 such amounts is still exact in [`Money`], and a plan file has room for fewer lines than that.
pub const AMOUNT_LIMIT: i64 = 100_000_000_000_000;

/// The most items in one of the plan's lists: budget lines, activities, posts.
pub const MOST_ITEMS: usize = 20_000;

/// The largest whole number that a count may be: people, pieces, places.
pub const COUNT_LIMIT: u32 = 1_000_000_000;

/// The longest name, in characters (Unicode scalar values): what stands in a heading, a cell or the row of a table.
pub const NAME_CHARS: usize = 300;

/// The longest web address, in characters.
pub const ADDRESS_CHARS: usize = 4_000;

/// The longest text of several lines, in characters: about eight printed pages.
pub const TEXT_CHARS: usize = 20_000;

/// The beginning of a text that is longer than so many characters; `None` where it is not.
///
/// ```
/// use groundswell_core::plan::model::bounds::cut;
/// assert_eq!(cut("江畔广场", 2), Some("江畔"));
/// assert_eq!(cut("江畔广场", 4), None);
/// ```
pub fn cut(text: &str, most: usize) -> Option<&str> {
    text.char_indices().nth(most).map(|(end, _)| &text[..end])
}

/// Whether a day is in a year from [`FIRST_YEAR`] to [`LAST_YEAR`].
pub fn is_in_range(day: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

/// The first day that is in range.
pub fn earliest() -> NaiveDate {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// The last day that is in range.
pub fn latest() -> NaiveDate {
    NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// Whether a single amount is within [`AMOUNT_LIMIT`] on either side of zero.
pub fn is_amount(amount: Money) -> bool {
    (-AMOUNT_LIMIT..=AMOUNT_LIMIT).contains(&amount.minor())
}

/// Why a plan cannot be laid over the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undrawable {
    /// Its start date is in a year out of range.
    FirstDay(NaiveDate),
    /// Its end date is in a year out of range.
    LastDay(NaiveDate),
    /// It has more than [`MOST_CYCLES`] cycles.
    Cycles(usize),
}

/// What keeps the plan from being laid over the calendar; `None` where nothing does, or its days are not given yet.
pub fn undrawable(plan: &Plan) -> Option<Undrawable> {
    let basics = &plan.basics;
    if let Some(day) = basics.first_day.filter(|day| !is_in_range(*day)) {
        return Some(Undrawable::FirstDay(day));
    }
    if let Some(day) = basics.last_day.filter(|day| !is_in_range(*day)) {
        return Some(Undrawable::LastDay(day));
    }
    let cycles = count_cycles(basics.days()?, plan.budget.frame.cycle);
    (cycles > MOST_CYCLES).then_some(Undrawable::Cycles(cycles))
}

/// Whether an edit would make one of the plan's long lists longer than [`MOST_ITEMS`]. What is longer already, as a stored
/// plan may be, can still be changed and shortened.
pub fn makes_too_many(plan: &Plan, edit: &PlanEdit) -> bool {
    let mut added = [0_i64; 4];
    count_added(edit, &mut added);
    let lists =
        [plan.budget.lines.len(), plan.activities.len(), plan.schedule.pieces.len(), plan.tracking.actuals.len()];
    let most = i64::try_from(MOST_ITEMS).unwrap_or(i64::MAX);
    added.iter().zip(lists).any(|(added, there)| *added > 0 && i64::try_from(there).unwrap_or(most) + added > most)
}

fn count_added(edit: &PlanEdit, added: &mut [i64; 4]) {
    fn by<T: Entity>(edit: &ListEdit<T>) -> i64 {
        match edit {
            ListEdit::Insert { .. } => 1,
            ListEdit::Remove(_) => -1,
            ListEdit::Replace(_) | ListEdit::Move { .. } => 0,
        }
    }
    match edit {
        PlanEdit::Line(edit) => added[0] += by(edit),
        PlanEdit::Activity(edit) => added[1] += by(edit),
        PlanEdit::Piece(edit) => added[2] += by(edit),
        PlanEdit::Actual(edit) => added[3] += by(edit),
        PlanEdit::Batch(edits) => edits.iter().for_each(|edit| count_added(edit, added)),
        _ => {}
    }
}

/// Whether the days have more weeks than are computed and drawn.
pub fn has_too_many_weeks(days: DateRange) -> bool {
    days.len() as usize > MOST_CYCLES * 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::budget::cycles::{CycleLength, Timing, cycles};
    use crate::plan::budget::ledger::Ledger;
    use crate::plan::budget::ledger::Row;
    use crate::plan::budget::pacing::pacing;
    use crate::plan::model::budget::Line;
    use crate::plan::model::channel::Channel;
    use crate::plan::model::id::Id;
    use crate::plan::model::schedule::Cadence;
    use crate::plan::numbers::decimal::Decimal;
    use crate::plan::review::findings::check_with;
    use crate::plan::schedule::timeline::{REACH, Timeline};
    use crate::plan::strategy::weekly::week_table;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A plan whose every range of days is the one given.
    fn hostile(first: NaiveDate, last: NaiveDate, length: CycleLength) -> Plan {
        let mut bits = 100;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        (plan.basics.first_day, plan.basics.last_day) = (Some(first), Some(last));
        plan.budget.frame.cycle = length;
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
            let mut line = Line::new(Id::from_bits(bits));
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

    /// Work is bounded because what it makes is: the rows, columns and days that are gone through are counted.
    #[test]
    fn however_far_apart_the_dates_are_what_is_computed_is_bounded() {
        let days = ["0001-01-01", "1900-01-01", "2026-03-01", "2027-12-31", "2199-12-31", "9999-12-31", "+20277-03-01"];
        for first in days {
            for last in days {
                for length in CycleLength::ALL {
                    let plan = hostile(day(first), day(last), length);
                    let ledger = Ledger::of(&plan);
                    let context = format!("{first} to {last}, {length:?}");
                    assert!(ledger.cycles().len() <= MOST_CYCLES, "{context}");
                    assert!(ledger.by_month(&plan).len() <= MOST_CYCLES, "{context}");
                    for line in ledger.lines() {
                        let spread = line.spread.as_ref().unwrap();
                        assert!(spread.parts().count() <= MOST_CYCLES, "{context}");
                        assert_eq!(spread.total(), line.amount.unwrap(), "{context}");
                    }
                    let rows: Money = ledger.by_phase().iter().map(Row::total).sum();
                    assert_eq!(rows.minor(), 5 * 3_000_000, "{context}: no money is lost");
                    let timeline = Timeline::of(&plan);
                    let drawn = timeline.days.map_or(0, DateRange::len);
                    assert!(i64::from(drawn) <= 2 * REACH + 14, "{context}");
                    assert!(week_table(&plan, plan.phases[0].id).weeks.len() <= MOST_CYCLES, "{context}");
                    let cadence = &plan.schedule.cadences[0];
                    let slots = cadence.days(&plan).map_or(0, |days| cadence.slots(days).len());
                    assert!(slots <= MOST_CYCLES * 70, "{context}");
                    pacing(&plan, &ledger, day("2027-06-01"));
                    // Whatever is not laid out is said.
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
    fn a_list_grows_to_its_limit_and_not_beyond() {
        let mut plan = hostile(day("2027-03-01"), day("2027-05-23"), CycleLength::TwoWeeks);
        let line = |bits: u64| {
            let item = Box::new(Line::new(Id::from_bits(bits)));
            PlanEdit::Line(ListEdit::Insert { at: 0, item })
        };
        plan.budget.lines = (0..MOST_ITEMS as u64 - 2).map(|bits| Line::new(Id::from_bits(bits))).collect();
        let batch = |count: u64| PlanEdit::Batch((0..count).map(|nth| line(90_000 + nth)).collect());
        assert!(!makes_too_many(&plan, &batch(2)));
        assert!(makes_too_many(&plan, &batch(3)));
        // A stored plan may have more: it can be changed and shortened all the same.
        plan.budget.lines.extend((50_000..50_010).map(|bits| Line::new(Id::from_bits(bits))));
        assert!(!makes_too_many(&plan, &PlanEdit::Line(ListEdit::Remove(Id::from_bits(50_000)))));
        assert!(!makes_too_many(&plan, &PlanEdit::Line(ListEdit::Replace(Box::new(Line::new(Id::from_bits(1)))))));
        assert!(makes_too_many(&plan, &line(90_000)));
    }

    #[test]
    fn six_hundred_cycles_are_laid_out_and_one_more_is_not() {
        let of_weeks = |weeks: u64| {
            let last = day("2027-03-01") + chrono::Days::new(weeks * 7 - 1);
            DateRange::new(day("2027-03-01"), last).unwrap()
        };
        assert_eq!(cycles(of_weeks(600), CycleLength::Week).len(), 600);
        assert_eq!(cycles(of_weeks(601), CycleLength::Week).len(), 0);
        let plan = hostile(day("2027-03-01"), of_weeks(601).last(), CycleLength::Week);
        assert_eq!(undrawable(&plan), Some(Undrawable::Cycles(601)));
        let plan = hostile(day("2027-03-01"), of_weeks(601).last(), CycleLength::Month);
        assert_eq!(undrawable(&plan), None);
    }

    /// Two lines of ¥9 × 10¹³ were once shown as ¥90,071,992,547,409.91.
    #[test]
    fn amounts_up_to_the_limit_sum_exactly_and_one_above_is_reported() {
        let mut plan = hostile(day("2027-03-01"), day("2027-05-23"), CycleLength::TwoWeeks);
        plan.budget.lines.clear();
        for bits in 0..5_000 {
            let mut line = Line::new(Id::from_bits(1_000 + bits));
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
}
