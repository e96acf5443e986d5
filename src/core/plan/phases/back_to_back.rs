//! Phases scheduled back to back over the days of the plan.

use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::date_range::DateRange;
use chrono::Days;

/// Lays phases one after the other over the plan's days, without gap: four weeks for seed users (or an equal part of a
/// plan too short for that), the days left in equal parts for the others. `None` where there are fewer days than phases.
pub fn schedule_back_to_back(days: DateRange, kinds: &[PhaseKind]) -> Option<Vec<DateRange>> {
    const SEED_DAYS: u32 = 28;
    let count = u32::try_from(kinds.len()).ok().filter(|&count| count > 0 && count <= days.len())?;
    let is_seed = |kind: &&PhaseKind| **kind == PhaseKind::Seed;
    let seeds = u32::try_from(kinds.iter().filter(is_seed).count()).ok()?;
    let others = count - seeds;
    let seed_days = if others == 0 { days.len() / seeds } else { SEED_DAYS.min(days.len() / count) };
    let left = days.len() - seeds * seed_days;
    // Whole days that sum to what is left.
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
    fn four_weeks_of_seed_users_then_the_rest_in_equal_parts() {
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
        fn laid_out_phases_cover_the_days_without_gap(length in 1u64..800, kinds in prop::collection::vec(0usize..4, 1..6)) {
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
