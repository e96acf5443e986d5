//! What the cells of choices offer while they are typed in: the plan's parts and what can be added to it, and closed lists.

use super::columns::LineField;
use super::line_names::{LineNames, status_options};
use crate::i18n::words::{budget as b, budget_grid as w, channel, common, metric};
use crate::import::named_parts::{KnownPart, NameMeaning, PartKind, phase_key, suggest};
use crate::plan::Plan;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::budget::{Category, LineItem, LineStatus};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::steps::budget::line_form::{CURRENCIES, category_options};
use crate::text::width::{begins, folded, holds};
use crate::widgets::{ComboOption, ComboOptions, SelectOption};

/// The kind of part that a column names.
pub(super) fn part_of(field: LineField) -> Option<PartKind> {
    match field {
        LineField::Phase => Some(PartKind::Phase),
        LineField::Channel => Some(PartKind::Channel),
        LineField::ResultMetric => Some(PartKind::Metric),
        _ => None,
    }
}

/// The name on the screen of a usual phase, a channel of the catalogue or a metric of the dictionary.
pub(super) fn listed_name(kind: PartKind, key: &'static str) -> &'static str {
    match (kind, key) {
        (PartKind::Phase, "seed") => common::phase_seed(),
        (PartKind::Phase, "initial") => common::phase_initial(),
        (PartKind::Phase, _) => common::phase_brand(),
        (PartKind::Channel, _) => channel::by_key(key).unwrap_or(key),
        (PartKind::Metric, _) => metric::by_key(key).unwrap_or(key),
    }
}

/// The choice of no part.
pub(super) fn no_part(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Phase => b::phase_whole_plan(),
        PartKind::Channel => b::no_channel(),
        PartKind::Metric => common::none(),
    }
}

impl LineNames {
    /// The plan's parts of a kind, by their names.
    pub(super) fn known<'a>(&'a self, plan: &'a Plan, kind: PartKind) -> Vec<KnownPart<'a>> {
        match kind {
            PartKind::Phase => {
                let key = |id: PhaseId| plan.find(id).and_then(|phase| phase_key(phase.kind));
                self.phases.iter().map(|(id, name, _)| part(*id, name, key(*id))).collect()
            }
            PartKind::Channel => {
                let key = |id: ChannelId| plan.find(id).and_then(|channel| channel.catalogue.as_deref());
                self.channels.iter().map(|(id, name)| part(*id, name, key(*id))).collect()
            }
            PartKind::Metric => {
                let key = |id: MetricId| match &plan.find(id)?.definition {
                    MetricDefinition::Dictionary(key) => Some(key.as_str()),
                    MetricDefinition::Custom(_) => None,
                };
                self.metrics.iter().map(|(id, name)| part(*id, name, key(*id))).collect()
            }
        }
    }
}

fn part<'a, T>(id: Id<T>, name: &'a str, key: Option<&'a str>) -> KnownPart<'a> {
    KnownPart { bits: id.bits(), name, key }
}

/// The part of a kind that a line item names, by the bits of its id.
fn named_by(line: &LineItem, kind: PartKind) -> Option<u64> {
    match kind {
        PartKind::Phase => line.phase.map(Id::bits),
        PartKind::Channel => line.channel.map(Id::bits),
        PartKind::Metric => line.expected.first().map(|expected| expected.metric.bits()),
    }
}

/// The value of a suggestion, which [`meaning_of`] reads; empty for no part.
pub(super) fn value_of(meaning: NameMeaning, name: &str) -> String {
    match meaning {
        NameMeaning::Known(bits) => Id::<()>::from_bits(bits).to_string(),
        NameMeaning::Listed(key) => "=".to_owned() + key,
        NameMeaning::New => "+".to_owned() + name,
    }
}

/// What the value of a suggestion means, and the name that it adds.
pub(super) fn meaning_of(kind: PartKind, value: &str) -> Option<(NameMeaning, &str)> {
    if let Some(name) = value.strip_prefix('+') {
        return Some((NameMeaning::New, name));
    }
    match value.strip_prefix('=') {
        Some(key) => listed_key(kind, key).map(|key| (NameMeaning::Listed(key), "")),
        None => value.parse::<Id<()>>().ok().map(|id| (NameMeaning::Known(id.bits()), "")),
    }
}

fn listed_key(kind: PartKind, key: &str) -> Option<&'static str> {
    use crate::plan::model::metric_dictionary::DictionaryMetric;
    use crate::plan::model::phase::PhaseKind;
    match kind {
        PartKind::Phase => {
            let kinds = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand];
            kinds.into_iter().filter_map(phase_key).find(|known| *known == key)
        }
        PartKind::Channel => CatalogueChannel::by_key(key).map(|channel| channel.key),
        PartKind::Metric => DictionaryMetric::by_key(key).map(|metric| metric.key),
    }
}

/// The suggestions of a cell of a choice as far as it is typed; everything there is to choose from for an empty text, and
/// before anything is typed, with the current choice active.
pub(super) fn suggestions(
    field: LineField,
    line: Option<&LineItem>,
    plan: &Plan,
    all: &LineNames,
    typed: Option<&str>,
) -> ComboOptions {
    match part_of(field) {
        Some(kind) => part_suggestions(kind, line, plan, all, typed),
        None => closed_suggestions(field, line, all, typed),
    }
}

fn part_suggestions(
    kind: PartKind,
    line: Option<&LineItem>,
    plan: &Plan,
    all: &LineNames,
    typed: Option<&str>,
) -> ComboOptions {
    let (is_typed, typed) = (typed.is_some(), typed.unwrap_or_default().trim());
    let (known, none) = (all.known(plan, kind), no_part(kind));
    let plain = |value: String, label: &str| ComboOption { value, label: label.to_owned(), ..ComboOption::default() };
    let nothing = plain(String::new(), none);
    if typed.is_empty() {
        let chosen = line.and_then(|line| named_by(line, kind)).filter(|_| !is_typed);
        let parts = known.iter().map(|part| plain(value_of(NameMeaning::Known(part.bits), ""), part.name));
        let active = known.iter().position(|part| Some(part.bits) == chosen).map_or(0, |at| at + 1);
        let hint = match kind {
            PartKind::Phase => w::type_phase(),
            PartKind::Channel => w::type_channel(),
            PartKind::Metric => w::type_metric(),
        };
        return ComboOptions { options: std::iter::once(nothing).chain(parts).collect(), active: Some(active), hint };
    }
    let option = |meaning: NameMeaning| match meaning {
        NameMeaning::Known(bits) => {
            let name = known.iter().find(|part| part.bits == bits).map_or("", |part| part.name);
            plain(value_of(meaning, ""), name)
        }
        NameMeaning::Listed(key) => ComboOption {
            value: value_of(meaning, ""),
            label: listed_name(kind, key).to_owned(),
            detail: origin(kind, key, plan).to_owned(),
            adds: true,
        },
        NameMeaning::New => {
            let label = match kind {
                PartKind::Phase => w::add_phase(typed),
                PartKind::Channel => w::add_channel(typed),
                PartKind::Metric => w::add_metric(typed),
            };
            ComboOption { value: value_of(meaning, typed), label, detail: String::new(), adds: true }
        }
    };
    let found = suggest(kind, typed, &known, plan.basics.market, &listed_name);
    let mut options: Vec<ComboOption> = found.into_iter().map(option).collect();
    if begins(none, &folded(typed)) {
        let is_whole = folded(none) == folded(typed);
        let at = options.iter().position(|option| option.adds).unwrap_or(options.len());
        options.insert(if is_whole { 0 } else { at }, nothing);
    }
    let active = (!options.is_empty()).then_some(0);
    ComboOptions { options, active, hint: "" }
}

/// Where an entry that the plan does not have comes from.
fn origin(kind: PartKind, key: &str, plan: &Plan) -> &'static str {
    match kind {
        PartKind::Phase => w::usual_phase(),
        PartKind::Metric => w::from_dictionary(),
        PartKind::Channel => {
            let is_here =
                CatalogueChannel::by_key(key).is_some_and(|channel| channel.markets.include(plan.basics.market));
            if is_here { w::from_catalogue() } else { w::from_other_market() }
        }
    }
}

/// The options of a list to which nothing can be added, and the value of the current one.
fn closed(field: LineField, line: Option<&LineItem>, all: &LineNames) -> (Vec<SelectOption>, String) {
    let index = |at: usize| at.to_string();
    match field {
        LineField::Category => (category_options(), index(line.map_or(Category::Other, |line| line.category) as usize)),
        LineField::Status => (status_options(), index(line.map_or(LineStatus::Planned, |line| line.status) as usize)),
        _ => {
            let others = CURRENCIES.into_iter().filter(|&code| code != all.home.code());
            let options = std::iter::once(all.home.code()).chain(others).map(|code| SelectOption::new(code, code));
            let own = line.and_then(|line| line.currency).unwrap_or(all.home);
            (options.collect(), own.code().to_owned())
        }
    }
}

fn closed_suggestions(field: LineField, line: Option<&LineItem>, all: &LineNames, typed: Option<&str>) -> ComboOptions {
    let (options, current) = closed(field, line, all);
    let query = folded(typed.unwrap_or_default().trim());
    let is_current = |option: &SelectOption| option.value == current;
    let active = if query.is_empty() { options.iter().position(is_current) } else { Some(0) };
    let mut found: Vec<SelectOption> = options.into_iter().filter(|option| holds(&option.label, &query)).collect();
    found.sort_by_key(|option| !begins(&option.label, &query));
    let option =
        |option: SelectOption| ComboOption { value: option.value, label: option.label, ..ComboOption::default() };
    let options: Vec<ComboOption> = found.into_iter().map(option).collect();
    ComboOptions { active: active.filter(|_| !options.is_empty()), options, hint: "" }
}
