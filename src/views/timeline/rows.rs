//! The timeline's view model: rows of bars with their texts, unscheduled items, and violated dependencies.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::shell::route::Route;
use crate::app::shell::step_names::step_name;
use crate::i18n::format;
use crate::i18n::words::{common, timeline as w};
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::model::id::Id;
use crate::plan::model::partner::{Partner, PartnerId};
use crate::plan::model::phase::Phase;
use crate::plan::model::schedule::{Post, PostId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::review::findings::step_of;
use crate::plan::schedule::timeline::{
    Dependency, ItemProgress, MovedPart, Timeline, TimelineItem, TimelineRow, TimelineRowKind, UnscheduledReason, days,
    days_to_catch_up,
};
use crate::plan::{Plan, Step};
use crate::ui::labels::names;
use crate::widgets::Tone;
use crate::widgets::timeline::{Band, Bar, BarHandle, BarStatus, GanttRow, Join, Picture};

/// Everything the timeline shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimelineView {
    /// The picture; `None` while nothing has dates.
    pub picture: Option<Arc<Picture>>,
    /// Items that cannot be drawn as entered, and why.
    pub unscheduled: Vec<(TimelineItem, UnscheduledReason)>,
    /// Activities that start before a predecessor ends.
    pub broken: Vec<DependencyViolation>,
}

/// An activity that starts too early, and how to resolve it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct DependencyViolation {
    pub id: ActivityId,
    /// The problem, in a sentence.
    pub words: String,
    /// By how many days it would have to move.
    pub by: i64,
    /// When it would start.
    pub to: NaiveDate,
}

/// How far the kind is shifted to keep bars of different kinds with equal ids apart: ids have 50 bits.
const KINDS: u32 = 50;

/// The key of an item's bar.
pub(super) fn key_of(item: TimelineItem) -> u64 {
    let (kind, bits) = match item {
        TimelineItem::Phase(id) => (0, id.bits()),
        TimelineItem::Activity(id) => (1, id.bits()),
        TimelineItem::Partner(id) => (2, id.bits()),
        TimelineItem::Post(id) => (3, id.bits()),
    };
    kind << KINDS | bits
}

/// The item of a bar's key.
pub(super) fn item_of(key: u64) -> TimelineItem {
    match key >> KINDS {
        0 => TimelineItem::Phase(Id::from_bits(key)),
        1 => TimelineItem::Activity(Id::from_bits(key)),
        2 => TimelineItem::Partner(Id::from_bits(key)),
        _ => TimelineItem::Post(Id::from_bits(key)),
    }
}

/// The plan's name for the part of a bar that is moved.
pub(super) fn part_of(part: BarHandle) -> MovedPart {
    match part {
        BarHandle::Whole => MovedPart::Whole,
        BarHandle::First => MovedPart::First,
        BarHandle::Last => MovedPart::Last,
    }
}

/// An item found in the plan.
#[derive(Clone, Copy)]
enum FoundItem<'a> {
    Phase(&'a Phase),
    Activity(&'a Activity),
    Partner(&'a Partner),
    Post(&'a Post),
}

impl FoundItem<'_> {
    fn name(self) -> String {
        match self {
            FoundItem::Phase(phase) => names::phase(phase),
            FoundItem::Activity(activity) => names::activity(activity),
            FoundItem::Partner(partner) => partner_name(partner),
            FoundItem::Post(post) => names::post(post),
        }
    }

    /// The person responsible; empty if unknown.
    fn owner(self) -> String {
        match self {
            FoundItem::Phase(_) | FoundItem::Partner(_) => String::new(),
            FoundItem::Activity(activity) => activity.owner.clone(),
            FoundItem::Post(post) => post.owner.clone(),
        }
    }
}

/// The plan's items by id, so that a large plan is not searched for each bar.
pub(super) struct Index<'a> {
    plan: &'a Plan,
    activities: BTreeMap<ActivityId, &'a Activity>,
    partners: BTreeMap<PartnerId, &'a Partner>,
    posts: BTreeMap<PostId, &'a Post>,
}

impl<'a> Index<'a> {
    /// Indexes a plan.
    pub fn of(plan: &'a Plan) -> Index<'a> {
        Index {
            plan,
            activities: plan.activities.iter().map(|activity| (activity.id, activity)).collect(),
            partners: plan.partners.iter().map(|partner| (partner.id, partner)).collect(),
            posts: plan.schedule.posts.iter().map(|post| (post.id, post)).collect(),
        }
    }

    fn found(&self, item: TimelineItem) -> Option<FoundItem<'a>> {
        Some(match item {
            TimelineItem::Phase(id) => FoundItem::Phase(self.plan.find(id)?),
            TimelineItem::Activity(id) => FoundItem::Activity(self.activities.get(&id).copied()?),
            TimelineItem::Partner(id) => FoundItem::Partner(self.partners.get(&id).copied()?),
            TimelineItem::Post(id) => FoundItem::Post(self.posts.get(&id).copied()?),
        })
    }

    /// An item's name.
    pub fn name(&self, item: TimelineItem) -> String {
        self.found(item).map(FoundItem::name).unwrap_or_default()
    }

    /// The person responsible; empty if unknown.
    pub fn owner(&self, item: TimelineItem) -> String {
        self.found(item).map(FoundItem::owner).unwrap_or_default()
    }

    /// The names of its predecessors.
    pub fn waits_for(&self, item: TimelineItem) -> Vec<String> {
        let Some(FoundItem::Activity(activity)) = self.found(item) else { return Vec::new() };
        activity.after.iter().map(|&before| self.name(TimelineItem::Activity(before))).collect()
    }

    /// The phase the item belongs to, if any.
    pub fn phase(&self, item: TimelineItem) -> Option<&'a Phase> {
        phase_of_found(self.plan, self.found(item)?)
    }
}

pub(super) fn activity(plan: &Plan, id: ActivityId) -> Option<&Activity> {
    plan.find(id)
}

pub(super) fn partner(plan: &Plan, id: PartnerId) -> Option<&Partner> {
    plan.find(id)
}

fn found(plan: &Plan, item: TimelineItem) -> Option<FoundItem<'_>> {
    Some(match item {
        TimelineItem::Phase(id) => FoundItem::Phase(plan.find(id)?),
        TimelineItem::Activity(id) => FoundItem::Activity(activity(plan, id)?),
        TimelineItem::Partner(id) => FoundItem::Partner(partner(plan, id)?),
        TimelineItem::Post(id) => FoundItem::Post(plan.find(id)?),
    })
}

fn partner_name(partner: &Partner) -> String {
    if partner.name.trim().is_empty() { names::partner_kind(partner.kind).to_owned() } else { partner.name.clone() }
}

/// An item's name; empty once it has been removed.
pub(super) fn name_of(plan: &Plan, item: TimelineItem) -> String {
    found(plan, item).map(FoundItem::name).unwrap_or_default()
}

fn phase_of_found<'a>(plan: &'a Plan, found: FoundItem<'a>) -> Option<&'a Phase> {
    match found {
        FoundItem::Phase(phase) => Some(phase),
        FoundItem::Activity(activity) => plan.find(activity.phase),
        FoundItem::Partner(partner) => plan.find(partner.phase),
        FoundItem::Post(post) => {
            plan.phases.iter().find(|phase| phase.days().is_some_and(|days| days.contains(post.on)))
        }
    }
}

/// The phase the item belongs to, if any.
pub(super) fn phase_of(plan: &Plan, item: TimelineItem) -> Option<&Phase> {
    phase_of_found(plan, found(plan, item)?)
}

/// The step that edits the item, and the address of its field there.
pub(super) fn place_of(plan: &Plan, item: TimelineItem) -> Option<(Step, Route)> {
    let step = match item {
        TimelineItem::Post(_) => Step::Schedule,
        _ => step_of(phase_of(plan, item)?.kind),
    };
    let anchor = match item {
        TimelineItem::Phase(id) => format!("phase-first-{id}"),
        TimelineItem::Activity(id) => format!("activity-first-{id}"),
        TimelineItem::Partner(id) => format!("partner-first-{id}"),
        TimelineItem::Post(id) => format!("post-title-{id}"),
    };
    Some((step, Route::field(plan.id, step, anchor)))
}

/// The text of a link to that step.
pub(super) fn open_words(step: Step) -> String {
    w::open_step(step_name(step))
}

/// Builds the view model of a plan.
pub(super) fn shown(plan: &Plan) -> TimelineView {
    let timeline = Timeline::of(plan);
    let broken = broken(plan, &timeline.dependencies);
    let picture = timeline.days.map(|calendar| {
        let index = Index::of(plan);
        let rows = timeline.rows.iter().map(|row| bar_row(&index, row)).collect();
        let bands = plan.phases.iter().filter_map(|phase| {
            let days = phase.days().filter(|days| calendar.overlap(*days) == Some(*days))?;
            let tone = names::tone(Some(phase.kind));
            Some(Band { tone, name: names::phase(phase), first: days.first(), last: days.last() })
        });
        let joins = timeline.dependencies.iter().map(|dependency| Join {
            from: key_of(TimelineItem::Activity(dependency.before)),
            to: key_of(TimelineItem::Activity(dependency.after)),
            broken: dependency.broken,
        });
        let days = (calendar.first(), calendar.last());
        Arc::new(Picture::new(days, rows, bands.collect(), joins.collect()))
    });
    TimelineView { picture, unscheduled: timeline.unscheduled, broken }
}

/// Each activity that starts too early once, with its latest predecessor.
fn broken(plan: &Plan, dependencies: &[Dependency]) -> Vec<DependencyViolation> {
    let mut found: Vec<DependencyViolation> = Vec::new();
    for dependency in dependencies.iter().filter(|dependency| dependency.broken) {
        let id = dependency.after;
        if found.iter().any(|broken| broken.id == id) {
            continue;
        }
        let Some(by) = days_to_catch_up(plan, id) else { continue };
        let (Some(own), Some(activity)) = (days(plan, TimelineItem::Activity(id)), activity(plan, id)) else {
            continue;
        };
        let to = own.first() + chrono::TimeDelta::days(by);
        // The predecessor that ends last.
        let ends = |before: &&ActivityId| days(plan, TimelineItem::Activity(**before)).map(DateRange::last);
        let Some(latest) = activity.after.iter().filter(|before| ends(before) == to.pred_opt()).min() else { continue };
        let ends = to.pred_opt().map(format::date_short).unwrap_or_default();
        let words = w::broken(
            &names::activity(activity),
            &format::date_short(own.first()),
            &names::activity_of(plan, *latest),
            &ends,
        );
        found.push(DependencyViolation { id, words, by, to });
    }
    found
}

fn bar_status(progress: ItemProgress) -> BarStatus {
    match progress {
        ItemProgress::Open => BarStatus::Open,
        ItemProgress::Underway => BarStatus::Underway,
        ItemProgress::Done => BarStatus::Done,
    }
}

fn bar_row(index: &Index<'_>, row: &TimelineRow) -> GanttRow {
    let plan = index.plan;
    let (name, about) = match row.kind {
        TimelineRowKind::Phase(id) => (plan.find(id).map(names::phase).unwrap_or_default(), None),
        TimelineRowKind::OutsidePhases => (w::outside().to_owned(), None),
        TimelineRowKind::Activity(id) => {
            let owner = index.owner(TimelineItem::Activity(id));
            (index.name(TimelineItem::Activity(id)), Some(owner).filter(|owner| !owner.is_empty()))
        }
        TimelineRowKind::Partner(id) => {
            let kind = index.partners.get(&id).map(|partner| names::partner_kind(partner.kind).to_owned());
            (index.name(TimelineItem::Partner(id)), kind)
        }
        TimelineRowKind::Content(id) => (w::content(&names::channel_of(plan, Some(id))), None),
    };
    let tone = row.phase.map_or(Tone::Rest, |(_, kind)| names::tone(Some(kind)));
    let phase = row.phase.and_then(|(id, _)| plan.find(id)).map(names::phase).unwrap_or_default();
    let bars = row.entries.iter().map(|entry| {
        let item = entry.item;
        let name = match (item, row.entries.len()) {
            // In a row with one bar, the row's name is already the bar's.
            (TimelineItem::Phase(_) | TimelineItem::Activity(_) | TimelineItem::Partner(_), 1) => name.clone(),
            _ => index.name(item),
        };
        let mut about =
            vec![if matches!(item, TimelineItem::Phase(_)) { w::bar_phase().to_owned() } else { phase.clone() }];
        if matches!(item, TimelineItem::Post(_)) {
            about.push(self::name_of_row(&row.kind, plan));
        }
        about.push(index.owner(item));
        let waits = index.waits_for(item);
        if !waits.is_empty() {
            about.push(w::bar_after(&format::list(&waits)));
        }
        match entry.progress {
            ItemProgress::Open => {}
            ItemProgress::Underway => about.push(w::bar_underway().to_owned()),
            ItemProgress::Done => about.push(w::bar_done().to_owned()),
        }
        about.retain(|part| !part.trim().is_empty());
        Bar {
            key: key_of(item),
            name,
            about: about.into_iter().reduce(|sum, next| common::list_more(&sum, &next)).unwrap_or_default(),
            first: entry.days.first(),
            last: entry.days.last(),
            status: bar_status(entry.progress),
            stretches: !matches!(item, TimelineItem::Post(_)),
        }
    });
    let bars = bars.collect();
    let heading = matches!(row.kind, TimelineRowKind::Phase(_) | TimelineRowKind::OutsidePhases);
    GanttRow { name, about, heading, tone, bars }
}

fn name_of_row(kind: &TimelineRowKind, plan: &Plan) -> String {
    match kind {
        TimelineRowKind::Content(id) => names::channel_of(plan, Some(*id)),
        _ => String::new(),
    }
}
