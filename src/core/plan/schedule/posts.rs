//! The posts that a cadence requires, and how many posts a week has. Writes no posts.
//!
//! ```
//! use groundswell_core::plan::model::{id::Id, schedule::Cadence};
//! use groundswell_core::plan::numbers::date_range::DateRange;
//!
//! let cadence = Cadence {
//!     id: Id::from_bits(1),
//!     channel: Id::from_bits(2),
//!     phase: None,
//!     per_week: 3,
//!     original: 1,
//!     weekdays: Vec::new(),
//!     at: None,
//!     owner: String::new(),
//! };
//! let week = DateRange::new("2027-03-01".parse().unwrap(), "2027-03-07".parse().unwrap()).unwrap();
//! let all = cadence.required_posts(week);
//! let days: Vec<String> = all.iter().map(|required| required.on.to_string()).collect();
//! assert_eq!(days, ["2027-03-01", "2027-03-03", "2027-03-05"]);
//! assert_eq!(all.iter().filter(|required| required.original).count(), 1);
//! ```

use crate::plan::Plan;
use crate::plan::model::bounds::has_too_many_weeks;
use crate::plan::model::schedule::{Cadence, MAX_PER_WEEK, Post};
use crate::plan::numbers::date_range::DateRange;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A post that a cadence requires on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredPost {
    /// The day.
    pub on: NaiveDate,
    /// Whether the post must be original.
    pub original: bool,
}

impl Cadence {
    /// The days it applies to: those of its phase, or of the plan.
    pub fn days(&self, plan: &Plan) -> Option<DateRange> {
        match self.phase {
            Some(id) => plan.find(id)?.days(),
            None => plan.basics.days(),
        }
    }

    /// The posts it requires in the week that begins with `monday`, regardless of the days it applies to.
    ///
    /// Post *i* of *n* is on weekday ⌊*i·k/n*⌋ of the *k* given ones, and is original if (*i·o*) mod *n* < *o*:
    /// both are spread as evenly as whole days allow, and the first post of a week is an original one.
    fn week(&self, monday: NaiveDate) -> Vec<RequiredPost> {
        let mut weekdays: Vec<u64> = self.weekdays.iter().map(|day| u64::from(day.num_days_from_monday())).collect();
        weekdays.sort_unstable();
        weekdays.dedup();
        if weekdays.is_empty() {
            weekdays = (0..7).collect();
        }
        let posts = self.per_week.min(MAX_PER_WEEK) as usize;
        let original = (self.original as usize).min(posts);
        let required = |post: usize| {
            let on = monday.checked_add_days(Days::new(weekdays[post * weekdays.len() / posts]))?;
            Some(RequiredPost { on, original: post * original % posts < original })
        };
        (0..posts).filter_map(required).collect()
    }

    /// The posts it requires within the days, in order. Weeks begin on Monday; of a week that is only partly within the
    /// days, the posts within are kept. Empty if the days have more weeks than [`bounds`](crate::plan::model::bounds) allow.
    pub fn required_posts(&self, days: DateRange) -> Vec<RequiredPost> {
        if has_too_many_weeks(days) {
            return Vec::new();
        }
        weeks(days).flat_map(|monday| self.week(monday)).filter(|required| days.contains(required.on)).collect()
    }

    /// The required posts within the days that do not exist yet, in order. A post that was moved within its week still
    /// counts for that week, so that generating posts twice never creates duplicates.
    pub fn missing_posts(&self, days: DateRange, posts: &[Post]) -> Vec<RequiredPost> {
        if has_too_many_weeks(days) {
            return Vec::new();
        }
        let mut existing: Vec<&Post> = posts.iter().filter(|post| post.cadence == Some(self.id)).collect();
        let mut open = Vec::new();
        for monday in weeks(days) {
            let mut week = self.week(monday);
            week.retain(|required| days.contains(required.on));
            let mut moved = Vec::new();
            existing.retain(|post| {
                if monday_of(post.on) != monday {
                    return true;
                }
                match week.iter().position(|required| required.on == post.on) {
                    Some(at) => {
                        week.remove(at);
                    }
                    None => moved.push(post.original),
                }
                false
            });
            for original in moved {
                let at = week.iter().position(|required| required.original == original);
                match at.or_else(|| week.len().checked_sub(1)) {
                    Some(at) => {
                        week.remove(at);
                    }
                    None => break,
                }
            }
            open.append(&mut week);
        }
        open
    }
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    week_of(day, Weekday::Mon)
}

/// The first day of a day's week, where weeks begin with that weekday.
pub fn week_of(day: NaiveDate, first: Weekday) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().days_since(first)))).unwrap_or(NaiveDate::MIN)
}

/// The Mondays of all weeks that overlap the days.
pub fn weeks(days: DateRange) -> impl Iterator<Item = NaiveDate> {
    weeks_from(days, Weekday::Mon)
}

/// The first days of all weeks that overlap the days, where weeks begin with that weekday.
pub fn weeks_from(days: DateRange, first: Weekday) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(week_of(days.first(), first)), |week| week.checked_add_days(Days::new(7)))
        .take_while(move |week| *week <= days.last())
}

/// How many posts a week has, and how many its cadences require.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeekCount {
    /// Posts of the week.
    pub posts: usize,
    /// Original ones among them.
    pub original: usize,
    /// Posts that the cadences require.
    pub required: usize,
    /// Original ones among those.
    pub required_original: usize,
}

impl WeekCount {
    /// Whether the week has the posts that the cadences require.
    pub fn is_full(self) -> bool {
        self.posts >= self.required && self.original >= self.required_original
    }
}

/// Counts the seven days from `first` on, over all channels. Cadences are of weeks from Monday on, so a week that begins
/// with another day takes the posts that two of them require on its days.
pub fn week_count(plan: &Plan, first: NaiveDate) -> WeekCount {
    let mut count = WeekCount::default();
    let last = first.checked_add_days(Days::new(6)).unwrap_or(NaiveDate::MAX);
    let here = |on: NaiveDate| first <= on && on <= last;
    for post in plan.schedule.posts.iter().filter(|post| here(post.on)) {
        count.posts += 1;
        count.original += usize::from(post.original);
    }
    let (monday, next) = (monday_of(first), monday_of(last));
    let weeks = std::iter::once(monday).chain((next != monday).then_some(next));
    for cadence in &plan.schedule.cadences {
        let Some(days) = cadence.days(plan) else { continue };
        let required = weeks.clone().flat_map(|week| cadence.week(week));
        for required in required.filter(|required| here(required.on) && days.contains(required.on)) {
            count.required += 1;
            count.required_original += usize::from(required.original);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use crate::plan::model::schedule::PostState;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn cadence(per_week: u32, original: u32, weekdays: &[Weekday]) -> Cadence {
        Cadence {
            id: Id::from_bits(1),
            channel: Id::from_bits(2),
            phase: None,
            per_week,
            original,
            weekdays: weekdays.to_vec(),
            at: None,
            owner: String::new(),
        }
    }

    fn post(bits: u64, required: RequiredPost) -> Post {
        Post {
            id: Id::from_bits(bits),
            on: required.on,
            at: None,
            channel: Id::from_bits(2),
            cadence: Some(Id::from_bits(1)),
            title: String::new(),
            original: required.original,
            paid: false,
            owner: String::new(),
            state: PostState::Idea,
            link: String::new(),
        }
    }

    #[test]
    fn weeks_begin_with_the_weekday_of_the_reader() {
        let days = DateRange::new(day("2027-03-01"), day("2027-03-31")).unwrap();
        let first = |weekday| weeks_from(days, weekday).next().unwrap().to_string();
        assert_eq!(first(Weekday::Mon), "2027-03-01");
        assert_eq!(first(Weekday::Sun), "2027-02-28");
        assert_eq!(first(Weekday::Sat), "2027-02-27");
        assert_eq!(weeks_from(days, Weekday::Sun).count(), 5);
        assert_eq!(week_of(day("2027-03-07"), Weekday::Sun), day("2027-03-07"));
        assert_eq!(monday_of(day("2027-03-07")), day("2027-03-01"));
    }

    #[test]
    fn a_week_from_sunday_counts_its_own_days() {
        let mut plan = Plan::blank(&mut || 7);
        let basics = &mut plan.basics;
        (basics.first_day, basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-03-28")));
        plan.schedule.cadences.push(cadence(2, 1, &[Weekday::Mon, Weekday::Sun]));
        plan.schedule.posts.push(post(1, RequiredPost { on: day("2027-03-07"), original: true }));
        let counts = |first| {
            let count = week_count(&plan, day(first));
            (count.posts, count.required)
        };
        // 7 March 2027 is a Sunday: it belongs to the week of the 1st, or begins its own.
        assert_eq!(counts("2027-03-01"), (1, 2));
        assert_eq!(counts("2027-02-28"), (0, 1));
        assert_eq!(counts("2027-03-07"), (1, 2));
    }

    #[test]
    fn five_posts_a_week_three_of_them_original_on_working_days() {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let cadence = cadence(5, 3, &[Fri, Mon, Tue, Wed, Thu]);
        // Four whole weeks from a Monday.
        let days = DateRange::new(day("2027-03-01"), day("2027-03-28")).unwrap();
        let all = cadence.required_posts(days);
        assert_eq!(all.len(), 20);
        assert_eq!(all.iter().filter(|required| required.original).count(), 12);
        let first: Vec<(u32, bool)> = all[..5].iter().map(|required| (required.on.day(), required.original)).collect();
        assert_eq!(first, [(1, true), (2, false), (3, true), (4, false), (5, true)]);
    }

    #[test]
    fn a_partial_week_keeps_the_posts_within_its_days() {
        let cadence = cadence(7, 0, &[]);
        let days = DateRange::new(day("2027-03-04"), day("2027-03-09")).unwrap();
        assert_eq!(cadence.required_posts(days).len(), 6);
    }

    #[test]
    fn a_moved_post_still_counts_for_its_week() {
        let cadence = cadence(2, 1, &[Weekday::Mon, Weekday::Thu]);
        let days = DateRange::new(day("2027-03-01"), day("2027-03-14")).unwrap();
        let mut posts: Vec<Post> =
            cadence.required_posts(days).into_iter().zip(10..).map(|(required, bits)| post(bits, required)).collect();
        assert_eq!(cadence.missing_posts(days, &posts), []);
        posts[0].on = day("2027-03-03");
        assert_eq!(cadence.missing_posts(days, &posts), []);
        posts.remove(0);
        assert_eq!(cadence.missing_posts(days, &posts), [RequiredPost { on: day("2027-03-01"), original: true }]);
    }

    proptest! {
        #[test]
        fn a_full_week_has_the_required_posts(per_week in 0u32..80, original in 0u32..90, mask in 0u8..128) {
            let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
            let weekdays: Vec<Weekday> =
                all.into_iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, day)| day).collect();
            let cadence = cadence(per_week, original, &weekdays);
            let week = DateRange::new(day("2027-03-01"), day("2027-03-07")).unwrap();
            let all = cadence.required_posts(week);
            let required = per_week.min(MAX_PER_WEEK);
            prop_assert_eq!(all.len(), required as usize);
            prop_assert_eq!(all.iter().filter(|required| required.original).count(), original.min(required) as usize);
            prop_assert!(all.iter().all(|required| weekdays.is_empty() || weekdays.contains(&required.on.weekday())));
            prop_assert!(all.is_sorted_by_key(|required| required.on));
        }

        #[test]
        fn generating_posts_twice_creates_no_duplicates(per_week in 1u32..20, original in 0u32..20, lost in 0usize..40) {
            let cadence = cadence(per_week, original, &[]);
            let days = DateRange::new(day("2027-03-03"), day("2027-04-20")).unwrap();
            let mut posts: Vec<Post> =
                cadence.missing_posts(days, &[]).into_iter().zip(10..).map(|(required, bits)| post(bits, required)).collect();
            prop_assert_eq!(cadence.missing_posts(days, &posts), vec![]);
            let at = lost % posts.len();
            posts.remove(at);
            prop_assert_eq!(cadence.missing_posts(days, &posts).len(), 1);
        }
    }
}
