//! The plan over the calendar: the rows of the timeline with their items, dependencies between activities, and the edits
//! that move items. Knows days, no pixels.
//!
//! The row of a phase is followed by those of its activities, its partners and the posts published in its days. Rows keep
//! the order of the plan's lists, so that moving an item over the calendar does not move its row.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply};
//! use groundswell_core::plan::schedule::timeline::{MovedPart, Timeline, TimelineItem, days, moved};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let phase = &mut plan.phases[0];
//! (phase.first, phase.last) = ("2027-03-03".parse().ok(), "2027-03-12".parse().ok());
//! let item = TimelineItem::Phase(phase.id);
//! // The timeline covers whole weeks; the phases without days are listed as unscheduled.
//! let timeline = Timeline::of(&plan);
//! assert_eq!(timeline.days.unwrap().len(), 14);
//! assert_eq!((timeline.rows.len(), timeline.unscheduled.len()), (3, 2));
//! // Move the end of the phase by two days.
//! let edit = moved(&plan, item, MovedPart::Last, 2).unwrap();
//! apply(&mut plan, edit).unwrap();
//! assert_eq!(days(&plan, item).unwrap().last().to_string(), "2027-03-14");
//! ```

use crate::plan::numbers::limits;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::activity::{Activity, ActivityId, CheckItem};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::{PhaseId, PhaseKind};
use crate::plan::model::schedule::{PostId, PostState};
use crate::plan::numbers::date_range::DateRange;

/// Items further than this many days from the plan's start date are not drawn: one typing error in a year would make
/// everything else too small to see.
pub const MAX_DISTANCE_DAYS: i64 = 1_830;

/// An item of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimelineItem {
    /// A phase.
    Phase(PhaseId),
    /// An activity.
    Activity(ActivityId),
    /// A partner, site, conference or alliance.
    Partner(PartnerId),
    /// A post, on one day.
    Post(PostId),
}

/// Which part of an item is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovedPart {
    /// All of it.
    Whole,
    /// Only its first day.
    First,
    /// Only its last day.
    Last,
}

/// The progress of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemProgress {
    /// Not started.
    Open,
    /// In progress.
    Underway,
    /// Done.
    Done,
}

/// An item with its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineEntry {
    /// Which item.
    pub item: TimelineItem,
    /// Its days.
    pub days: DateRange,
    /// Its progress.
    pub progress: ItemProgress,
}

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineRowKind {
    /// A phase; the rows below belong to it.
    Phase(PhaseId),
    /// The heading of posts on days outside all phases.
    OutsidePhases,
    /// An activity.
    Activity(ActivityId),
    /// A partner.
    Partner(PartnerId),
    /// The posts on a channel.
    Content(ChannelId),
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// What it shows.
    pub kind: TimelineRowKind,
    /// The phase it belongs to.
    pub phase: Option<(PhaseId, PhaseKind)>,
    /// Its items, by day.
    pub entries: Vec<TimelineEntry>,
}

/// One activity that begins after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    /// The earlier one.
    pub before: ActivityId,
    /// The one that depends on it.
    pub after: ActivityId,
    /// Whether it begins before the earlier one ends.
    pub broken: bool,
}

/// Why an item is not drawn as entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnscheduledReason {
    /// A day is missing.
    MissingDates,
    /// It ends before it begins.
    EndsBeforeStart,
    /// It is more than [`MAX_DISTANCE_DAYS`] away from the plan.
    TooFar,
}

/// The timeline of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Its days, in whole weeks from Monday to Sunday; `None` if no item has days.
    pub days: Option<DateRange>,
    /// The rows, top to bottom.
    pub rows: Vec<TimelineRow>,
    /// Dependencies between activities that are drawn.
    pub dependencies: Vec<Dependency>,
    /// Items without usable days, and why. An item with one of two days is also drawn, on that day.
    pub unscheduled: Vec<(TimelineItem, UnscheduledReason)>,
}

/// The days from the first to the last; if one of them is missing, the other alone.
fn days_of(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<DateRange> {
    DateRange::new(first.or(last)?, last.or(first)?)
}

/// The days of an item, as they are drawn.
pub fn days(plan: &Plan, item: TimelineItem) -> Option<DateRange> {
    let (first, last) = ends(plan, item)?;
    days_of(first, last)
}

/// The first and last day of an item as entered; `None` if it is not in the plan.
fn ends(plan: &Plan, item: TimelineItem) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    match item {
        TimelineItem::Phase(id) => plan.find(id).map(|phase| (phase.first, phase.last)),
        TimelineItem::Activity(id) => plan.find(id).map(|found| (found.first, found.last)),
        TimelineItem::Partner(id) => plan.find(id).map(|found| (found.first, found.last)),
        TimelineItem::Post(id) => plan.find(id).map(|post| (Some(post.on), Some(post.on))),
    }
}

/// The progress of a checklist.
fn checklist_progress(items: &[CheckItem]) -> ItemProgress {
    let done = items.iter().filter(|item| item.done).count();
    match done {
        0 => ItemProgress::Open,
        done if done == items.len() => ItemProgress::Done,
        _ => ItemProgress::Underway,
    }
}

/// Collects what is drawn and what is not, while the rows are made.
struct Drawing {
    /// The first and last day that can be drawn.
    near: Option<(NaiveDate, NaiveDate)>,
    unscheduled: Vec<(TimelineItem, UnscheduledReason)>,
    /// The first and last day of everything that is drawn.
    extent: Option<(NaiveDate, NaiveDate)>,
}

impl Drawing {
    fn entry(
        &mut self,
        item: TimelineItem,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
        progress: ItemProgress,
    ) -> Option<TimelineEntry> {
        if first.is_none() || last.is_none() {
            self.unscheduled.push((item, UnscheduledReason::MissingDates));
        }
        let (first, last) = (first.or(last)?, last.or(first)?);
        let Some(days) = DateRange::new(first, last) else {
            let reason = if first <= last { UnscheduledReason::TooFar } else { UnscheduledReason::EndsBeforeStart };
            self.unscheduled.push((item, reason));
            return None;
        };
        if self.near.is_none_or(|near| first < near.0 || last > near.1) {
            self.unscheduled.push((item, UnscheduledReason::TooFar));
            return None;
        }
        self.extend(days);
        Some(TimelineEntry { item, days, progress })
    }

    fn extend(&mut self, days: DateRange) {
        let (first, last) = self.extent.unwrap_or((days.first(), days.last()));
        self.extent = Some((first.min(days.first()), last.max(days.last())));
    }
}

/// The day from which distances are measured: the plan's start date, else the first day of its phases, activities and
/// partners, or posts.
fn reference_day(plan: &Plan) -> Option<NaiveDate> {
    let basics = &plan.basics;
    let in_range = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        // A day in a year out of range would put everything else out of reach.
        let is_in_range = |day: &NaiveDate| limits::is_in_range(*day);
        first.filter(is_in_range).or(last.filter(is_in_range))
    };
    let phases = plan.phases.iter().filter_map(|phase| in_range(phase.first, phase.last));
    let activities = plan.activities.iter().filter_map(|activity| in_range(activity.first, activity.last));
    let partners = plan.partners.iter().filter_map(|partner| in_range(partner.first, partner.last));
    let posts = plan.schedule.posts.iter().filter_map(|post| in_range(Some(post.on), None));
    in_range(basics.first_day, basics.last_day)
        .or_else(|| phases.min())
        .or_else(|| activities.chain(partners).min())
        .or_else(|| posts.min())
}

impl Timeline {
    /// The timeline of a plan.
    pub fn of(plan: &Plan) -> Timeline {
        let near = reference_day(plan).map(|day| {
            let distance = TimeDelta::days(MAX_DISTANCE_DAYS);
            (
                day.checked_sub_signed(distance).unwrap_or(NaiveDate::MIN),
                day.checked_add_signed(distance).unwrap_or(NaiveDate::MAX),
            )
        });
        let mut drawing = Drawing { near, unscheduled: Vec::new(), extent: None };
        if let Some(days) = plan.basics.days().filter(|days| near.is_some_and(|near| days.last() <= near.1)) {
            drawing.extend(days);
        }
        let places: BTreeMap<PhaseId, usize> =
            plan.phases.iter().enumerate().map(|(at, phase)| (phase.id, at)).collect();
        // One group for each phase, and a last one for posts outside all phases.
        let mut groups: Vec<Vec<TimelineRow>> = Vec::with_capacity(plan.phases.len() + 1);
        for phase in &plan.phases {
            let entry = drawing.entry(TimelineItem::Phase(phase.id), phase.first, phase.last, ItemProgress::Open);
            groups.push(vec![TimelineRow {
                kind: TimelineRowKind::Phase(phase.id),
                phase: Some((phase.id, phase.kind)),
                entries: entry.into_iter().collect(),
            }]);
        }
        groups.push(vec![TimelineRow { kind: TimelineRowKind::OutsidePhases, phase: None, entries: Vec::new() }]);
        for activity in &plan.activities {
            let Some(&at) = places.get(&activity.phase) else { continue };
            let progress = checklist_progress(&activity.checklist);
            if let Some(entry) =
                drawing.entry(TimelineItem::Activity(activity.id), activity.first, activity.last, progress)
            {
                let phase = &plan.phases[at];
                let kind = TimelineRowKind::Activity(activity.id);
                groups[at].push(TimelineRow { kind, phase: Some((phase.id, phase.kind)), entries: vec![entry] });
            }
        }
        for partner in &plan.partners {
            let Some(&at) = places.get(&partner.phase) else { continue };
            let progress = if partner.counted.is_some() { ItemProgress::Done } else { ItemProgress::Open };
            if let Some(entry) = drawing.entry(TimelineItem::Partner(partner.id), partner.first, partner.last, progress)
            {
                let phase = &plan.phases[at];
                let kind = TimelineRowKind::Partner(partner.id);
                groups[at].push(TimelineRow { kind, phase: Some((phase.id, phase.kind)), entries: vec![entry] });
            }
        }
        add_content(plan, &mut drawing, &mut groups);
        if groups.last().is_some_and(|outside| outside.len() == 1) {
            groups.pop();
        }
        let rows: Vec<TimelineRow> = groups.into_iter().flatten().collect();
        let days = drawing.extent.and_then(|(first, last)| whole_weeks(first, last));
        Timeline { days, dependencies: dependencies(plan, &rows), rows, unscheduled: drawing.unscheduled }
    }
}

/// Adds a row for each channel with posts in the days of a phase, or outside all phases.
fn add_content(plan: &Plan, drawing: &mut Drawing, groups: &mut [Vec<TimelineRow>]) {
    let channels: BTreeMap<ChannelId, usize> =
        plan.strategy.channels.iter().enumerate().map(|(at, channel)| (channel.id, at)).collect();
    let mut content: BTreeMap<(usize, usize), Vec<TimelineEntry>> = BTreeMap::new();
    for post in &plan.schedule.posts {
        let Some(&channel) = channels.get(&post.channel) else { continue };
        let progress = match post.state {
            PostState::Idea => ItemProgress::Open,
            PostState::Drafted | PostState::Ready => ItemProgress::Underway,
            PostState::Published => ItemProgress::Done,
        };
        let Some(entry) = drawing.entry(TimelineItem::Post(post.id), Some(post.on), Some(post.on), progress) else {
            continue;
        };
        let phase = plan.phases.iter().position(|phase| phase.days().is_some_and(|days| days.contains(post.on)));
        content.entry((phase.unwrap_or(plan.phases.len()), channel)).or_default().push(entry);
    }
    for ((phase, channel), mut entries) in content {
        entries.sort_by_key(|entry| entry.days.first());
        groups[phase].push(TimelineRow {
            kind: TimelineRowKind::Content(plan.strategy.channels[channel].id),
            phase: plan.phases.get(phase).map(|phase| (phase.id, phase.kind)),
            entries,
        });
    }
}

/// The whole weeks, Monday to Sunday, that contain these days.
fn whole_weeks(first: NaiveDate, last: NaiveDate) -> Option<DateRange> {
    let back = u64::from(first.weekday().num_days_from_monday());
    let on = u64::from(6 - last.weekday().num_days_from_monday());
    let monday = first.checked_sub_days(Days::new(back)).unwrap_or(first);
    DateRange::new(monday, last.checked_add_days(Days::new(on)).unwrap_or(last))
}

fn dependencies(plan: &Plan, rows: &[TimelineRow]) -> Vec<Dependency> {
    let mut drawn: BTreeMap<ActivityId, DateRange> = BTreeMap::new();
    for entry in rows.iter().flat_map(|row| &row.entries) {
        if let TimelineItem::Activity(id) = entry.item {
            drawn.insert(id, entry.days);
        }
    }
    let mut found = Vec::new();
    for activity in &plan.activities {
        for &before in &activity.after {
            if let (Some(days), Some(earlier)) = (drawn.get(&activity.id), drawn.get(&before)) {
                found.push(Dependency { before, after: activity.id, broken: starts_too_early(*days, *earlier) });
            }
        }
    }
    found
}

/// Whether these days begin before the end of those they depend on. Both may share one day, for the handover.
fn starts_too_early(days: DateRange, earlier: DateRange) -> bool {
    days.first() < earlier.last()
}

/// By how many days an activity must move to begin the day after everything it depends on ends; `None` if it begins late
/// enough.
pub fn days_to_catch_up(plan: &Plan, id: ActivityId) -> Option<i64> {
    let activity = plan.find(id)?;
    let days = days_of(activity.first, activity.last)?;
    let earlier = activity.after.iter().filter_map(|&before| self::days(plan, TimelineItem::Activity(before)));
    let latest = earlier.filter(|earlier| starts_too_early(days, *earlier)).map(DateRange::last).max()?;
    Some((latest.succ_opt()? - days.first()).num_days())
}

/// Whether an activity may depend on another: not on itself, and on none that depends on it, even indirectly.
pub fn can_depend_on(plan: &Plan, id: ActivityId, before: ActivityId) -> bool {
    let by_id: BTreeMap<ActivityId, &Activity> =
        plan.activities.iter().map(|activity| (activity.id, activity)).collect();
    let (mut seen, mut pending) = (BTreeSet::new(), vec![before]);
    while let Some(next) = pending.pop() {
        if next == id {
            return false;
        }
        if seen.insert(next)
            && let Some(activity) = by_id.get(&next)
        {
            pending.extend(&activity.after);
        }
    }
    true
}

fn shifted(day: NaiveDate, by: i64) -> NaiveDate {
    let edge = if by < 0 { limits::earliest() } else { limits::latest() };
    let moved = TimeDelta::try_days(by).and_then(|by| day.checked_add_signed(by)).unwrap_or(edge);
    // A day that is already beyond the limits is not pulled back to them.
    moved.clamp(limits::earliest().min(day), limits::latest().max(day))
}

/// Days moved by a number of days, positive or negative: as a whole within the limits of dates, or one end up to the other
/// end, so that at least one day remains.
pub fn moved_days(days: DateRange, part: MovedPart, by: i64) -> DateRange {
    let (first, last) = (days.first(), days.last());
    let moved = match part {
        MovedPart::Whole => {
            let by =
                if by < 0 { (shifted(first, by) - first).num_days() } else { (shifted(last, by) - last).num_days() };
            (shifted(first, by), shifted(last, by))
        }
        MovedPart::First => (shifted(first, by).min(last), last),
        MovedPart::Last => (first, shifted(last, by).max(first)),
    };
    DateRange::new(moved.0, moved.1).unwrap_or(days)
}

/// The edit that moves an item; `None` if it is not in the plan, has no days, or would not move.
pub fn moved(plan: &Plan, item: TimelineItem, part: MovedPart, by: i64) -> Option<PlanEdit> {
    let (mut first, mut last) = ends(plan, item)?;
    let before = days_of(first, last)?;
    let after = moved_days(before, part, by);
    if after == before {
        return None;
    }
    match part {
        // A missing day stays missing.
        MovedPart::Whole => {
            first = first.map(|_| after.first());
            last = last.map(|_| after.last());
        }
        MovedPart::First => first = Some(after.first()),
        MovedPart::Last => last = Some(after.last()),
    }
    placed(plan, item, first, last)
}

/// The edit that sets the first and last day of an item; a post takes the first only. `None` if it is not in the plan.
pub fn placed(plan: &Plan, item: TimelineItem, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<PlanEdit> {
    Some(match item {
        TimelineItem::Phase(id) => {
            let mut phase = plan.find(id)?.clone();
            (phase.first, phase.last) = (first, last);
            PlanEdit::Phase(ListEdit::Replace(Box::new(phase)))
        }
        TimelineItem::Activity(id) => {
            let mut activity = plan.find(id)?.clone();
            (activity.first, activity.last) = (first, last);
            PlanEdit::Activity(ListEdit::Replace(Box::new(activity)))
        }
        TimelineItem::Partner(id) => {
            let mut partner = plan.find(id)?.clone();
            (partner.first, partner.last) = (first, last);
            PlanEdit::Partner(ListEdit::Replace(Box::new(partner)))
        }
        TimelineItem::Post(id) => {
            let mut post = plan.find(id)?.clone();
            post.on = first?;
            PlanEdit::Post(ListEdit::Replace(Box::new(post)))
        }
    })
}
