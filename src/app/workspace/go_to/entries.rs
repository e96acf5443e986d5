//! Everything that Go to… finds, gathered when it is opened.

use super::places::{Action, Place};
use super::search::Searchable;
use crate::app::shell::plan_list::shown_name;
use crate::app::shell::route::Route;
use crate::app::workspace::editor::Editor;
use crate::app::workspace::entry_points::StepRegistry;
use crate::browser::storage::drafts;
use crate::i18n::OtherWords;
use crate::i18n::words::go_to as w;
use crate::plan::review::findings::FindingPlace;

/// What an item of a plan is, as the list of results says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A phase.
    Phase,
    /// A channel.
    Channel,
    /// A metric, where it is defined.
    Metric,
    /// A metric with figures, where they are compared with its plan.
    TrackedMetric,
    /// A line item.
    LineItem,
    /// An activity.
    Activity,
    /// A partner.
    Partner,
    /// A post.
    Post,
}

impl ItemKind {
    fn name(self) -> &'static str {
        match self {
            ItemKind::Phase => w::kind_phase(),
            ItemKind::Channel => w::kind_channel(),
            ItemKind::Metric => w::kind_metric(),
            ItemKind::TrackedMetric => w::kind_tracked(),
            ItemKind::LineItem => w::kind_line(),
            ItemKind::Activity => w::kind_activity(),
            ItemKind::Partner => w::kind_partner(),
            ItemKind::Post => w::kind_post(),
        }
    }
}

/// An item of the plan that has a name.
#[derive(Clone, Debug)]
pub struct NamedItem {
    /// What it is.
    pub kind: ItemKind,
    /// What the reader calls it.
    pub name: String,
    /// The field that names it.
    pub place: FindingPlace,
}

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A place.
    Go(Route),
    /// An action.
    Do(Action),
}

impl Target {
    /// What identifies it among the recent ones.
    pub fn key(&self) -> String {
        match self {
            Target::Go(route) => route.to_string(),
            Target::Do(action) => format!("{action:?}"),
        }
    }
}

/// One thing that can be found.
#[derive(Clone, Debug)]
pub struct SearchEntry {
    /// Its name.
    pub name: String,
    /// What or where it is.
    pub detail: &'static str,
    /// What it leads to.
    pub target: Target,
    /// The texts that find it.
    pub text: Searchable,
}

impl SearchEntry {
    fn ours(name: &'static str, detail: &'static str, target: Target, other: Option<&'static str>) -> SearchEntry {
        let mut text = Searchable::ours(name, detail);
        if let Some(other) = other {
            text.also(other);
        }
        SearchEntry { name: name.to_owned(), detail, target, text }
    }

    fn theirs(name: String, detail: &'static str, target: Target) -> SearchEntry {
        let text = Searchable::theirs(&name, detail);
        SearchEntry { name, detail, target, text }
    }
}

/// Everything that can be found now, the general before the particular. `other` adds our words in the other language.
pub fn all(editor: Editor, registry: StepRegistry, inside: bool, other: Option<OtherWords>) -> Vec<SearchEntry> {
    let plan = editor.peek_open().filter(|_| inside);
    let mut entries = Vec::new();
    if let Some(plan) = plan {
        entries.extend(Place::all().map(|place| {
            let target = Target::Go(place.route(plan));
            SearchEntry::ours(place.name(), place.detail(), target, other.map(|other| other.say(|| place.name())))
        }));
    }
    let actions = Action::all().filter(|action| plan.is_some() || !action.needs_plan());
    entries.extend(actions.map(|action| {
        let other = other.map(|other| other.say(|| action.name()));
        SearchEntry::ours(action.name(), w::kind_action(), Target::Do(action), other)
    }));
    if let Some(id) = plan {
        let items = editor.peek(registry.named_items);
        entries.extend(items.into_iter().map(|NamedItem { kind, name, place }| {
            let target = Target::Go(Route::field(id, place.step, place.anchor()));
            SearchEntry::theirs(name, kind.name(), target)
        }));
    }
    let others = drafts::cards().into_iter().filter(|card| card.deleted_at.is_none());
    entries.extend(others.filter_map(|card| {
        let id = card.id.parse().ok().filter(|id| Some(*id) != plan)?;
        Some(SearchEntry::theirs(shown_name(&card.name), w::kind_plan(), Target::Go(Route::Plan(id))))
    }));
    entries
}
