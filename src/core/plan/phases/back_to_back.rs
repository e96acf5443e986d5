//! Schedules phases back to back over the days of the plan. Works on days and kinds of phase, and changes no plan.
//!
//! ```
//! use groundswell_core::plan::model::phase::PhaseKind::{Brand, Initial, Seed};
//! use groundswell_core::plan::numbers::date_range::DateRange;
//! use groundswell_core::plan::phases::back_to_back::schedule_back_to_back;
//!
//! // 140 days: four weeks for seed users, eight weeks for each of the others.
//! let days = DateRange::new("2027-03-01".parse().unwrap(), "2027-07-18".parse().unwrap()).unwrap();
//! let phases = schedule_back_to_back(days, &[Seed, Initial, Brand]).unwrap();
//! assert_eq!(phases.iter().map(|phase| phase.len()).collect::<Vec<_>>(), [28, 56, 56]);
//! ```

use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::date_range::DateRange;
use chrono::Days;

/// The days of phases that follow each other without gap over the given days: four weeks for a phase of seed users (or an
/// equal share, if the days are too few for that), equal shares of the remaining days for the others. `None` without
/// phases, or with fewer days than phases.
pub fn schedule_back_to_back(days: DateRange, kinds: &[PhaseKind]) -> Option<Vec<DateRange>> {
    const SEED_DAYS: u32 = 28;
    let count = u32::try_from(kinds.len()).ok().filter(|&count| count > 0 && count <= days.len())?;
    let is_seed = |kind: &&PhaseKind| **kind == PhaseKind::Seed;
    let seeds = u32::try_from(kinds.iter().filter(is_seed).count()).ok()?;
    let others = count - seeds;
    let seed_days = if others == 0 { days.len() / seeds } else { SEED_DAYS.min(days.len() / count) };
    let left = days.len() - seeds * seed_days;
    // The remaining days for the first `count` of the others: differences of these are whole days that add up.
    let share_of_rest =
        |count: u32| u32::try_from(u64::from(left) * u64::from(count) / u64::from(others.max(1))).unwrap_or(left);
    let mut parts = Vec::with_capacity(kinds.len());
    let (mut first, mut other) = (days.first(), 0);
    for (at, kind) in kinds.iter().enumerate() {
        let length = if *kind == PhaseKind::Seed {
            seed_days
        } else {
            other += 1;
            share_of_rest(other) - share_of_rest(other - 1)
        };
        let last = if at + 1 == kinds.len() {
            days.last()
        } else {
            first.checked_add_days(Days::new(u64::from(length.max(1)) - 1))?
        };
        parts.push(DateRange::new(first, last)?);
        first = last.succ_opt()?;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const KINDS: [PhaseKind; 3] = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand];

    fn range(first: &str, last: &str) -> DateRange {
        DateRange::new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    #[test]
    fn seed_users_get_four_weeks_and_the_other_phases_equal_shares() {
        let parts = schedule_back_to_back(range("2027-03-01", "2027-07-18"), &KINDS).unwrap();
        assert_eq!(parts[0], range("2027-03-01", "2027-03-28"));
        assert_eq!(parts[1], range("2027-03-29", "2027-05-23"));
        assert_eq!(parts[2], range("2027-05-24", "2027-07-18"));
        let short = schedule_back_to_back(range("2027-03-01", "2027-03-09"), &KINDS).unwrap();
        assert!(short.iter().all(|part| part.len() == 3));
        assert_eq!(schedule_back_to_back(range("2027-03-01", "2027-03-02"), &KINDS), None);
        assert_eq!(schedule_back_to_back(range("2027-03-01", "2027-03-02"), &[]), None);
    }

    proptest! {
        #[test]
        fn scheduled_phases_cover_the_days_without_gap(length in 1u64..800, kinds in prop::collection::vec(0usize..4, 1..6)) {
            let first: NaiveDate = "2027-03-01".parse().unwrap();
            let days = DateRange::new(first, first + Days::new(length - 1)).unwrap();
            let all = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand, PhaseKind::Other];
            let kinds: Vec<PhaseKind> = kinds.into_iter().map(|kind| all[kind]).collect();
            if let Some(parts) = schedule_back_to_back(days, &kinds) {
                prop_assert_eq!(parts[0].first(), days.first());
                prop_assert_eq!(parts[parts.len() - 1].last(), days.last());
                prop_assert!(parts.windows(2).all(|pair| pair[0].last().succ_opt() == Some(pair[1].first())));
            } else {
                prop_assert!(usize::try_from(length).unwrap() < kinds.len());
            }
        }
    }
}
