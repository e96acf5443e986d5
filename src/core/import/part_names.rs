//! Converts between the plan's parts and their names in a table.
//!
//! A name that several parts have is followed by the part's id, `Stalls [04b7…]`. Independent of the language of the page:
//! a part without its own name has all names that the [`dictionary`] lists for its kind.

use std::collections::HashMap;
use std::str::FromStr;

use crate::import::table::dictionary::{self, folded};
use crate::plan::Plan;
use crate::plan::model::activity::ActivityId;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::{PhaseId, PhaseKind};

/// The plan's parts by their names.
pub struct PartNames {
    phases: PartList<PhaseId, PhaseKind>,
    channels: PartList<ChannelId, String>,
    metrics: Vec<(MetricId, String, String)>,
    pays_for: PartList<PaysFor, ()>,
}

/// Parts of one kind.
struct PartList<Id, Kind> {
    parts: Vec<ListedPart<Id, Kind>>,
    /// Indices of parts by their folded own name.
    by_name: HashMap<String, Vec<usize>>,
}

struct ListedPart<Id, Kind> {
    id: Id,
    own: String,
    /// Its kind, which names it where it has no own name.
    kind: Option<Kind>,
}

impl<Id: Copy + PartialEq, Kind: PartialEq> PartList<Id, Kind> {
    fn new(parts: Vec<ListedPart<Id, Kind>>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, part) in parts.iter().enumerate() {
            if !part.own.trim().is_empty() {
                by_name.entry(key_of(&part.own)).or_default().push(at);
            }
        }
        PartList { parts, by_name }
    }

    /// Parts that the text names: by their own name, or by their kind where they have none.
    fn matching(&self, text: &str, kind: Option<&Kind>) -> Vec<usize> {
        let mut found = self.by_name.get(&key_of(text)).cloned().unwrap_or_default();
        let unnamed = |part: &ListedPart<Id, Kind>| {
            part.own.trim().is_empty() && part.kind.is_some() && part.kind.as_ref() == kind
        };
        found.extend(self.parts.iter().enumerate().filter(|(_, part)| unnamed(part)).map(|(at, _)| at));
        found
    }

    fn find(&self, text: &str, kind: Option<&Kind>) -> Option<Id> {
        let found = self.matching(text, kind);
        let exact = found.iter().find(|&&at| self.parts[at].own == text).or(found.first());
        // A part of that kind under another name matches better than none.
        let by_kind =
            || self.parts.iter().find(|part| kind.is_some() && part.kind.as_ref() == kind).map(|part| part.id);
        exact.map(|&at| self.parts[at].id).or_else(by_kind)
    }

    /// Whether the text names the part, alone or among others.
    fn can_mean(&self, id: Id, text: &str, kind: Option<&Kind>) -> bool {
        let text = text.trim();
        let unnamed = |part: &ListedPart<Id, Kind>| part.id == id && part.own.trim().is_empty();
        self.matching(text, kind).into_iter().any(|at| self.parts[at].id == id)
            // A part without a name is shown in the page's language, which the dictionary may not contain.
            || (self.parts.iter().any(unnamed) && self.find(text, kind).is_none())
    }

    /// Whether the text names that part and no other.
    fn is_unique_name_of(&self, id: Id, text: &str, kind: Option<&Kind>) -> bool {
        let found = self.matching(text, kind);
        !text.trim().is_empty() && !ends_with_id(text) && matches!(found[..], [only] if self.parts[only].id == id)
    }
}

impl PartNames {
    /// The names of a plan's parts. `metric` gives the name of a dictionary metric in the page's language.
    pub fn of(plan: &Plan, metric: &dyn Fn(&str) -> String) -> PartNames {
        let phases = plan.phases.iter().map(|phase| ListedPart {
            id: phase.id,
            own: phase.name.clone(),
            kind: Some(phase.kind),
        });
        let channels = plan.strategy.channels.iter().map(|channel| ListedPart {
            id: channel.id,
            own: channel.name.clone(),
            kind: channel.catalogue.clone(),
        });
        let metrics = plan.goals.metrics.iter().map(|item| match &item.definition {
            MetricDefinition::Dictionary(key) => (item.id, key.clone(), metric(key)),
            MetricDefinition::Custom(custom) => (item.id, item.id.to_string(), custom.name.clone()),
        });
        let activities = plan.activities.iter().map(|item| ListedPart {
            id: PaysFor::Activity(item.id),
            own: item.name.clone(),
            kind: None,
        });
        let partners = plan.partners.iter().map(|item| ListedPart {
            id: PaysFor::Partner(item.id),
            own: item.name.clone(),
            kind: None,
        });
        PartNames {
            phases: PartList::new(phases.collect()),
            channels: PartList::new(channels.collect()),
            metrics: metrics.collect(),
            pays_for: PartList::new(activities.chain(partners).collect()),
        }
    }

    /// The phase that a text means.
    pub fn phase(&self, text: &str) -> Option<PhaseId> {
        let by_id = || in_brackets(text).filter(|id| self.phases.parts.iter().any(|part| part.id == *id));
        by_id().or_else(|| {
            let kind = dictionary::phase(text).filter(|kind| *kind != PhaseKind::Other);
            self.phases.find(text, kind.as_ref())
        })
    }

    /// Whether the text can mean that phase.
    pub fn may_name_phase(&self, id: PhaseId, text: &str) -> bool {
        self.phases.can_mean(id, text, dictionary::phase(text).as_ref())
    }

    /// Whether the text can mean that channel.
    pub fn may_name_channel(&self, id: ChannelId, text: &str) -> bool {
        self.channels.can_mean(id, text, dictionary::channel(text).map(str::to_owned).as_ref())
    }

    /// Whether the text can mean that activity or partner.
    pub fn may_name_pays_for(&self, paid: PaysFor, text: &str) -> bool {
        self.pays_for.can_mean(paid, text, None)
    }

    /// The name of a phase in a file: `shown`, with the id where that name is ambiguous.
    pub fn phase_cell(&self, id: PhaseId, shown: &str) -> String {
        let alone = self.phases.is_unique_name_of(id, shown, dictionary::phase(shown).as_ref());
        if alone { shown.to_owned() } else { with_id(shown, id) }
    }

    /// The channel that a text means.
    pub fn channel(&self, text: &str) -> Option<ChannelId> {
        let by_id = || in_brackets(text).filter(|id| self.channels.parts.iter().any(|part| part.id == *id));
        by_id().or_else(|| self.channels.find(text, dictionary::channel(text).map(str::to_owned).as_ref()))
    }

    /// The name of a channel in a file.
    pub fn channel_cell(&self, id: ChannelId, shown: &str) -> String {
        let key = dictionary::channel(shown).map(str::to_owned);
        if self.channels.is_unique_name_of(id, shown, key.as_ref()) { shown.to_owned() } else { with_id(shown, id) }
    }

    /// The activity or partner that a text means.
    pub fn pays_for(&self, text: &str) -> Option<PaysFor> {
        let there = |paid: &PaysFor| self.pays_for.parts.iter().any(|part| part.id == *paid);
        let activity = || in_brackets::<ActivityId>(text).map(PaysFor::Activity).filter(there);
        let partner = || in_brackets::<PartnerId>(text).map(PaysFor::Partner).filter(there);
        activity().or_else(partner).or_else(|| self.pays_for.find(text, None))
    }

    /// The name of an activity or partner in a file.
    pub fn pays_for_cell(&self, paid: PaysFor) -> String {
        let own = self.pays_for.parts.iter().find(|part| part.id == paid).map_or("", |part| part.own.as_str());
        if self.pays_for.is_unique_name_of(paid, own, None) {
            return own.to_owned();
        }
        match paid {
            PaysFor::Activity(id) => with_id(own, id),
            PaysFor::Partner(id) => with_id(own, id),
        }
    }

    /// The metric that a text means: by the key in its brackets, or by its name.
    pub fn metric(&self, text: &str) -> Option<MetricId> {
        let key = text.trim().strip_suffix(']').and_then(|text| text.rsplit_once('[')).map(|(_, key)| key);
        let by_id =
            key.and_then(|key| key.parse().ok()).filter(|id| self.metrics.iter().any(|(known, ..)| known == id));
        let by_key = || key.and_then(|key| self.metrics.iter().find(|(_, known, _)| known == key));
        let by_name = || self.metrics.iter().find(|(.., name)| folded(name) == folded(text));
        by_id.or_else(|| by_key().or_else(by_name).map(|(id, ..)| *id))
    }

    /// The name of a metric in a file: its name and its key, or its id where others have that key.
    pub fn metric_cell(&self, id: MetricId) -> String {
        let Some((_, key, name)) = self.metrics.iter().find(|(known, ..)| *known == id) else { return String::new() };
        // These characters separate expected results in a cell.
        let name: String = name.chars().filter(|letter| !matches!(letter, '[' | ']' | '=' | ';')).collect();
        let alone = self.metrics.iter().filter(|(_, known, _)| known == key).count() == 1;
        if alone { name.trim().to_owned() + " [" + key + "]" } else { with_id(name.trim(), id) }
    }
}

fn with_id(name: &str, id: impl ToString) -> String {
    name.to_owned() + " [" + &id.to_string() + "]"
}

/// The lookup key of a name: folded, or the trimmed name where folding leaves nothing.
fn key_of(name: &str) -> String {
    let folded = folded(name);
    if folded.is_empty() { name.trim().to_owned() } else { folded }
}

/// Whether a name ends with an id in brackets.
fn ends_with_id(text: &str) -> bool {
    in_brackets::<PhaseId>(text).is_some()
}

/// The id in brackets at the end.
fn in_brackets<T: FromStr>(text: &str) -> Option<T> {
    let (_, key) = text.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    key.parse().ok()
}
