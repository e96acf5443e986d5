//! The plan over the calendar: what is when, row by row, what follows what, and what moving something means.
//!
//! A row of a phase stands over those of its activities, of its partners and of the content that comes out in its days.
//! Rows keep the order of the plan's lists, so that moving something over the calendar does not move it up or down.

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

/// What lies further than this many days from the plan's first is not drawn: one slip in a year would make the rest
/// of the picture too small to see.
pub const MAX_DISTANCE_DAYS: i64 = 1_830;

/// Something that has days.
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

/// Which part of something is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovedPart {
    /// All of it.
    Whole,
    /// Its first day alone.
    First,
    /// Its last day alone.
    Last,
}

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemProgress {
    /// Nothing says that it has begun.
    Open,
    /// Begun.
    Underway,
    /// Done.
    Done,
}

/// Something on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What.
    pub item: TimelineItem,
    /// When.
    pub days: DateRange,
    /// How far it has come.
    pub progress: ItemProgress,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineRowKind {
    /// A phase; the rows below are in it.
    Phase(PhaseId),
    /// Content that comes out on days of no phase stands below.
    OutsidePhases,
    /// An activity.
    Activity(ActivityId),
    /// A partner.
    Partner(PartnerId),
    /// What comes out on a channel.
    Content(ChannelId),
}

/// A row of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// What it is about.
    pub kind: TimelineRowKind,
    /// The phase it stands under.
    pub phase: Option<(PhaseId, PhaseKind)>,
    /// What is drawn in it, by day.
    pub entries: Vec<TimelineEntry>,
}

/// One activity that begins after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    /// The earlier one.
    pub before: ActivityId,
    /// The one that waits for it.
    pub after: ActivityId,
    /// It begins before the earlier one ends.
    pub broken: bool,
}

/// Why something is not drawn as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnscheduledReason {
    /// A day is missing.
    MissingDates,
    /// It ends before it begins.
    EndsBeforeStart,
    /// It is years away from the plan.
    TooFar,
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The calendar, in whole weeks from Monday to Sunday; none while nothing has days.
    pub days: Option<DateRange>,
    /// The rows, from the top.
    pub rows: Vec<TimelineRow>,
    /// What follows what, of what is drawn.
    pub dependencies: Vec<Dependency>,
    /// What lacks days, and why. With one day given it is drawn on that.
    pub unscheduled: Vec<(TimelineItem, UnscheduledReason)>,
}

/// The days of something of which one end may be missing: that one stands for both.
fn days_of(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<DateRange> {
    DateRange::new(first.or(last)?, last.or(first)?)
}

/// The days of something in the plan, as they are drawn.
pub fn days(plan: &Plan, item: TimelineItem) -> Option<DateRange> {
    let (first, last) = ends(plan, item)?;
    days_of(first, last)
}

/// The first and last day of something as they are given; `None` once it is gone.
fn ends(plan: &Plan, item: TimelineItem) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    match item {
        TimelineItem::Phase(id) => plan.find(id).map(|phase| (phase.first, phase.last)),
        TimelineItem::Activity(id) => plan.find(id).map(|found| (found.first, found.last)),
        TimelineItem::Partner(id) => plan.find(id).map(|found| (found.first, found.last)),
        TimelineItem::Post(id) => plan.find(id).map(|post| (Some(post.on), Some(post.on))),
    }
}

/// How far a checklist has come.
fn checked(items: &[CheckItem]) -> ItemProgress {
    let done = items.iter().filter(|item| item.done).count();
    match done {
        0 => ItemProgress::Open,
        done if done == items.len() => ItemProgress::Done,
        _ => ItemProgress::Underway,
    }
}

/// What is drawn and what is not, while the rows are gone through.
struct Drawing {
    /// Days that are drawn.
    near: Option<(NaiveDate, NaiveDate)>,
    unscheduled: Vec<(TimelineItem, UnscheduledReason)>,
    /// First and last day of all that is drawn.
    whole: Option<(NaiveDate, NaiveDate)>,
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
            let lack = if first <= last { UnscheduledReason::TooFar } else { UnscheduledReason::EndsBeforeStart };
            self.unscheduled.push((item, lack));
            return None;
        };
        if self.near.is_none_or(|near| first < near.0 || last > near.1) {
            self.unscheduled.push((item, UnscheduledReason::TooFar));
            return None;
        }
        self.reach(days);
        Some(TimelineEntry { item, days, progress })
    }

    fn reach(&mut self, days: DateRange) {
        let (first, last) = self.whole.unwrap_or((days.first(), days.last()));
        self.whole = Some((first.min(days.first()), last.max(days.last())));
    }
}

/// The day that everything drawn is near to.
fn middle(plan: &Plan) -> Option<NaiveDate> {
    let basics = &plan.basics;
    let known = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        // A day in a year out of range would put everything else too far away.
        let known = |day: &NaiveDate| limits::is_in_range(*day);
        first.filter(known).or(last.filter(known))
    };
    let phases = plan.phases.iter().filter_map(|phase| known(phase.first, phase.last));
    let activities = plan.activities.iter().filter_map(|activity| known(activity.first, activity.last));
    let partners = plan.partners.iter().filter_map(|partner| known(partner.first, partner.last));
    let posts = plan.schedule.posts.iter().filter_map(|post| known(Some(post.on), None));
    known(basics.first_day, basics.last_day)
        .or_else(|| phases.min())
        .or_else(|| activities.chain(partners).min())
        .or_else(|| posts.min())
}

impl Timeline {
    /// The picture of a plan.
    pub fn of(plan: &Plan) -> Timeline {
        let near = middle(plan).map(|middle| {
            let reach = TimeDelta::days(MAX_DISTANCE_DAYS);
            (
                middle.checked_sub_signed(reach).unwrap_or(NaiveDate::MIN),
                middle.checked_add_signed(reach).unwrap_or(NaiveDate::MAX),
            )
        });
        let mut drawing = Drawing { near, unscheduled: Vec::new(), whole: None };
        if let Some(days) = plan.basics.days().filter(|days| near.is_some_and(|near| days.last() <= near.1)) {
            drawing.reach(days);
        }
        let places: BTreeMap<PhaseId, usize> =
            plan.phases.iter().enumerate().map(|(at, phase)| (phase.id, at)).collect();
        // Behind the phases a further place, for content on days of none.
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
            let progress = checked(&activity.checklist);
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
        let days = drawing.whole.and_then(|(first, last)| whole_weeks(first, last));
        Timeline { days, dependencies: dependencies(plan, &rows), rows, unscheduled: drawing.unscheduled }
    }
}

/// One row for each channel on which something comes out in the days of a phase.
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

/// The weeks from Monday to Sunday that hold all those days.
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

/// Whether something begins before what it waits for ends. On the same day the one may hand over to the other.
pub fn starts_too_early(days: DateRange, earlier: DateRange) -> bool {
    days.first() < earlier.last()
}

/// By how many days an activity is to move so that it begins when all that it waits for is over; `None` where it need
/// not move.
pub fn days_to_catch_up(plan: &Plan, id: ActivityId) -> Option<i64> {
    let activity = plan.find(id)?;
    let days = days_of(activity.first, activity.last)?;
    let earlier = activity.after.iter().filter_map(|&before| self::days(plan, TimelineItem::Activity(before)));
    let latest = earlier.filter(|earlier| starts_too_early(days, *earlier)).map(DateRange::last).max()?;
    Some((latest.succ_opt()? - days.first()).num_days())
}

/// Whether one activity may wait for another: not for itself, and for none that waits for it.
pub fn can_depend_on(plan: &Plan, id: ActivityId, before: ActivityId) -> bool {
    let by_id: BTreeMap<ActivityId, &Activity> =
        plan.activities.iter().map(|activity| (activity.id, activity)).collect();
    let (mut seen, mut to_see) = (BTreeSet::new(), vec![before]);
    while let Some(next) = to_see.pop() {
        if next == id {
            return false;
        }
        if seen.insert(next)
            && let Some(activity) = by_id.get(&next)
        {
            to_see.extend(&activity.after);
        }
    }
    true
}

fn shifted(day: NaiveDate, by: i64) -> NaiveDate {
    let edge = if by < 0 { limits::earliest() } else { limits::latest() };
    let moved = TimeDelta::try_days(by).and_then(|by| day.checked_add_signed(by)).unwrap_or(edge);
    // What is beyond the limits already is not pushed back by moving it.
    moved.clamp(limits::earliest().min(day), limits::latest().max(day))
}

/// Days moved by a number of days: as far as the calendar goes when moved as a whole, no further than to one day when one
/// end is moved.
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

/// The edit that moves something; `None` where it is gone, has no days to move, or would stay where it is.
pub fn moved(plan: &Plan, item: TimelineItem, part: MovedPart, by: i64) -> Option<PlanEdit> {
    let (mut first, mut last) = ends(plan, item)?;
    let before = days_of(first, last)?;
    let after = moved_days(before, part, by);
    if after == before {
        return None;
    }
    match part {
        // A day that is missing stays so.
        MovedPart::Whole => {
            first = first.map(|_| after.first());
            last = last.map(|_| after.last());
        }
        MovedPart::First => first = Some(after.first()),
        MovedPart::Last => last = Some(after.last()),
    }
    placed(plan, item, first, last)
}

/// The edit that gives something a first and a last day; a post has the first alone.
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
