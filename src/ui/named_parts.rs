//! The phases, channels and metrics that are suggested where one is named, as options of a list.

use crate::i18n::words::{channel, common, metric, named_parts as w};
use crate::import::named_parts::{KnownPart, NameMeaning, PartKind, phase_key, suggest};
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::basics::Market;
use crate::plan::model::id::Id;
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::model::phase::PhaseKind;
use crate::widgets::ComboOption;

/// The name on the screen of a usual phase, a channel of the catalogue or a metric of the dictionary.
pub fn listed_name(kind: PartKind, key: &'static str) -> &'static str {
    match (kind, key) {
        (PartKind::Phase, "seed") => common::phase_seed(),
        (PartKind::Phase, "initial") => common::phase_initial(),
        (PartKind::Phase, _) => common::phase_brand(),
        (PartKind::Channel, _) => channel::by_key(key).unwrap_or(key),
        (PartKind::Metric, _) => metric::by_key(key).unwrap_or(key),
    }
}

/// The value of a suggestion, which [`meaning_of`] reads; empty for no part.
pub fn value_of(meaning: NameMeaning, name: &str) -> String {
    match meaning {
        NameMeaning::Known(bits) => Id::<()>::from_bits(bits).to_string(),
        NameMeaning::Listed(key) => "=".to_owned() + key,
        NameMeaning::New => "+".to_owned() + name,
    }
}

/// What the value of a suggestion means, and the name that it adds.
pub fn meaning_of(kind: PartKind, value: &str) -> Option<(NameMeaning, &str)> {
    if let Some(name) = value.strip_prefix('+') {
        return Some((NameMeaning::New, name));
    }
    match value.strip_prefix('=') {
        Some(key) => listed_key(kind, key).map(|key| (NameMeaning::Listed(key), "")),
        None => value.parse::<Id<()>>().ok().map(|id| (NameMeaning::Known(id.bits()), "")),
    }
}

fn listed_key(kind: PartKind, key: &str) -> Option<&'static str> {
    match kind {
        PartKind::Phase => {
            let kinds = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand];
            kinds.into_iter().filter_map(phase_key).find(|known| *known == key)
        }
        PartKind::Channel => CatalogueChannel::by_key(key).map(|channel| channel.key),
        PartKind::Metric => DictionaryMetric::by_key(key).map(|metric| metric.key),
    }
}

/// An option for a part of the plan, or for none with an empty value.
pub fn plain_option(value: String, label: &str) -> ComboOption {
    ComboOption { value, label: label.to_owned(), ..ComboOption::default() }
}

/// The options for a name as far as it is typed, the likeliest first.
pub fn options_for(kind: PartKind, known: &[KnownPart], market: Market, typed: &str) -> Vec<ComboOption> {
    let typed = typed.trim();
    let option = |meaning: NameMeaning| match meaning {
        NameMeaning::Known(bits) => {
            let name = known.iter().find(|part| part.bits == bits).map_or("", |part| part.name);
            plain_option(value_of(meaning, ""), name)
        }
        NameMeaning::Listed(key) => ComboOption {
            value: value_of(meaning, ""),
            label: listed_name(kind, key).to_owned(),
            detail: origin(kind, key, market).to_owned(),
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
    let found = suggest(kind, typed, known, market, &listed_name);
    found.into_iter().map(option).collect()
}

/// Where an entry that the plan does not have comes from.
fn origin(kind: PartKind, key: &str, market: Market) -> &'static str {
    match kind {
        PartKind::Phase => w::usual_phase(),
        PartKind::Metric => w::from_dictionary(),
        PartKind::Channel => {
            let is_here = CatalogueChannel::by_key(key).is_some_and(|channel| channel.markets.include(market));
            if is_here { w::from_catalogue() } else { w::from_other_market() }
        }
    }
}
