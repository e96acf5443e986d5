//! The phases, channels and metrics that a person names by typing or pasting: what a name means in a plan, what is
//! suggested while it is typed, and the edit that adds what the plan does not have.
//!
//! The names on the screen are passed in, as the page's language shows them. Must not know where a name was entered.
//!
//! ```
//! use groundswell_core::import::named_parts::{KnownPart, NameMeaning, PartKind, meaning};
//! let known = [KnownPart { bits: 7, name: "Our Instagram", key: Some("instagram") }];
//! let means = |text| meaning(PartKind::Channel, text, &known, &|_, key| key);
//! assert_eq!(means("our instagram"), NameMeaning::Known(7));
//! assert_eq!(means("IG"), NameMeaning::Known(7));
//! assert_eq!(means("小红书"), NameMeaning::Listed("xiaohongshu"));
//! assert_eq!(means("Radio"), NameMeaning::New);
//! ```

mod adding;
mod reading;

pub use self::adding::{days_after_phases, with_parts};
pub use self::reading::{MissingPart, NameReading, PartReading};

use crate::import::table::dictionary::{self, folded};
use crate::plan::catalogue::channels::{CatalogueChannel, channels_from};
use crate::plan::catalogue::{channel_search, metric_search};
use crate::plan::model::basics::Market;
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::metric_dictionary::{DictionaryMetric, METRICS};
use crate::plan::model::phase::PhaseKind;
use crate::text::width::{self, begins, holds};

/// The most phases, channels or metrics of a plan to which naming one adds another. No plan has nearly as many; a column
/// of something else has.
pub const MAX_PARTS: usize = 200;

/// The most entries of the catalogue that are suggested at once.
const MAX_LISTED: usize = 20;

/// A kind of part that line items name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A phase.
    Phase,
    /// A channel.
    Channel,
    /// A metric.
    Metric,
}

impl PartKind {
    /// Every kind.
    pub const ALL: [PartKind; 3] = [PartKind::Phase, PartKind::Channel, PartKind::Metric];
}

/// A part of the plan by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownPart<'a> {
    /// The bits of its id.
    pub bits: u64,
    /// Its name on the screen.
    pub name: &'a str,
    /// Its key among the usual phases, the channels of the catalogue or the metrics of the dictionary.
    pub key: Option<&'a str>,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameMeaning {
    /// A part of the plan, by the bits of its id.
    Known(u64),
    /// An entry of the catalogue, of the dictionary or of the usual phases that the plan does not have, by its key.
    Listed(&'static str),
    /// A name that is not known anywhere.
    New,
}

/// Gives the name on the screen of an entry by its kind and key.
pub type ListedNames<'a> = &'a dyn Fn(PartKind, &'static str) -> &'static str;

/// The usual phases by their keys.
const PHASES: [(&str, PhaseKind); 3] =
    [("seed", PhaseKind::Seed), ("initial", PhaseKind::Initial), ("brand", PhaseKind::Brand)];

/// The key of a usual phase; `None` for one of the team's own.
pub fn phase_key(kind: PhaseKind) -> Option<&'static str> {
    PHASES.into_iter().find(|(_, known)| *known == kind).map(|(key, _)| key)
}

/// The kind of the usual phase with that key.
fn phase_kind(key: &str) -> PhaseKind {
    PHASES.into_iter().find(|(known, _)| *known == key).map_or(PhaseKind::Other, |(_, kind)| kind)
}

/// What a whole name means: names that differ in case, width, spaces or marks only are the same, and so are the names by
/// which the catalogue knows a channel.
pub fn meaning(kind: PartKind, text: &str, known: &[KnownPart], names: ListedNames) -> NameMeaning {
    let text = text.trim();
    let (exact, loose) = (width::folded(text), folded(text));
    let same = |part: &&KnownPart| width::folded(part.name.trim()) == exact;
    let alike = |part: &&KnownPart| !loose.is_empty() && folded(part.name) == loose;
    if let Some(part) = known.iter().find(same).or_else(|| known.iter().find(alike)) {
        return NameMeaning::Known(part.bits);
    }
    let Some(key) = listed_key(kind, text, names) else { return NameMeaning::New };
    let of_key = known.iter().find(|part| part.key == Some(key));
    of_key.map_or(NameMeaning::Listed(key), |part| NameMeaning::Known(part.bits))
}

/// What a name that means nothing known may mean: the channel of the plan or of the catalogue whose name it nearly is. A
/// guess, to be proposed.
pub fn similar(kind: PartKind, text: &str, known: &[KnownPart]) -> Option<NameMeaning> {
    let key = if kind == PartKind::Channel { dictionary::similar_channel(text) } else { None }?;
    let of_key = known.iter().find(|part| part.key == Some(key));
    Some(of_key.map_or(NameMeaning::Listed(key), |part| NameMeaning::Known(part.bits)))
}

/// The key of the entry that a whole name means.
fn listed_key(kind: PartKind, text: &str, names: ListedNames) -> Option<&'static str> {
    match kind {
        PartKind::Phase => dictionary::phase(text).and_then(phase_key),
        PartKind::Channel => dictionary::channel(text).or_else(|| {
            // One channel in both languages: 小红书/Xiaohongshu.
            let mut parts = text.split(['/', '／', '|']).map(dictionary::channel);
            let first = parts.next()??;
            let mut others = parts.peekable();
            (others.peek().is_some() && others.all(|other| other == Some(first))).then_some(first)
        }),
        PartKind::Metric => {
            let text = folded(text);
            let named = |metric: &&DictionaryMetric| {
                !text.is_empty() && (folded(names(kind, metric.key)) == text || folded(metric.abbreviation) == text)
            };
            METRICS.iter().find(named).map(|metric| metric.key)
        }
    }
}

/// What is suggested for a name as far as it is typed: what it means as a whole or nearly does, the plan's parts, the
/// entries of the plan's market, those of the other one, and last to add the name itself. Nothing for an empty query.
pub fn suggest(
    kind: PartKind,
    query: &str,
    known: &[KnownPart],
    market: Market,
    names: ListedNames,
) -> Vec<NameMeaning> {
    let query = width::folded(query.trim());
    if query.is_empty() {
        return Vec::new();
    }
    let whole = meaning(kind, &query, known, names);
    let mut found = Vec::new();
    let first = if whole == NameMeaning::New { similar(kind, &query, known) } else { Some(whole) };
    found.extend(first);
    let mut parts: Vec<(u8, NameMeaning)> = known
        .iter()
        .filter(|part| {
            holds_words(part.name, &query) || part.key.is_some_and(|key| is_listed_as(kind, key, &query, names))
        })
        .map(|part| (rank(part.name, &query), NameMeaning::Known(part.bits)))
        .collect();
    parts.sort_by_key(|(rank, _)| *rank);
    let mut listed: Vec<(u8, NameMeaning)> = keys(kind, market)
        .filter(|key| known.iter().all(|part| part.key != Some(*key)) && is_listed_as(kind, key, &query, names))
        .map(|key| (rank(names(kind, key), &query), NameMeaning::Listed(key)))
        .collect();
    listed.sort_by_key(|(rank, _)| *rank);
    listed.truncate(MAX_LISTED);
    found.extend(parts.into_iter().chain(listed).map(|(_, part)| part).filter(|part| Some(*part) != first));
    let may_be_new = known.len() < MAX_PARTS && query.chars().count() <= NAME_CHARS;
    if may_be_new && !matches!(whole, NameMeaning::Known(_)) {
        found.push(NameMeaning::New);
    }
    found
}

/// The keys of all entries of a kind, those of a market first.
fn keys(kind: PartKind, market: Market) -> Box<dyn Iterator<Item = &'static str>> {
    match kind {
        PartKind::Phase => Box::new(PHASES.into_iter().map(|(key, _)| key)),
        PartKind::Channel => Box::new(channels_from(market).map(|channel| channel.key)),
        PartKind::Metric => Box::new(METRICS.iter().map(|metric| metric.key)),
    }
}

/// Whether a folded query finds an entry.
fn is_listed_as(kind: PartKind, key: &str, query: &str, names: ListedNames) -> bool {
    match kind {
        PartKind::Phase => PHASES
            .into_iter()
            .find(|(known, _)| *known == key)
            .is_some_and(|(key, _)| holds_words(names(kind, key), query)),
        PartKind::Channel => CatalogueChannel::by_key(key)
            .is_some_and(|channel| channel_search::is_named(channel, query, names(kind, channel.key))),
        PartKind::Metric => DictionaryMetric::by_key(key)
            .is_some_and(|metric| metric_search::is_named(metric, query, names(kind, metric.key))),
    }
}

fn holds_words(name: &str, query: &str) -> bool {
    query.split_whitespace().all(|word| holds(name, word))
}

/// How well a name matches: it begins with the query, one of its words does, it holds the query, or only its other names do.
fn rank(name: &str, query: &str) -> u8 {
    let is_word = |(at, _): (usize, char)| {
        let before = name[..at].chars().next_back();
        before.is_some_and(|letter| !letter.is_alphanumeric()) && begins(&name[at..], query)
    };
    match () {
        () if begins(name, query) => 0,
        () if name.char_indices().any(is_word) => 1,
        () if holds_words(name, query) => 2,
        () => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::dictionary::channel_name;

    const KNOWN: [KnownPart; 3] = [
        KnownPart { bits: 1, name: "WeChat Official Account", key: Some("wechat_oa") },
        KnownPart { bits: 2, name: "Local Instagram pages", key: None },
        KnownPart { bits: 3, name: "C++ meetups", key: None },
    ];

    fn english(kind: PartKind, key: &'static str) -> &'static str {
        match (kind, key) {
            (PartKind::Channel, key) => channel_name(key),
            (PartKind::Phase, "seed") => "Seed users",
            (PartKind::Phase, "initial") => "Initial users",
            (PartKind::Metric, "ctr") => "Click-through rate",
            (_, key) => key,
        }
    }

    fn channel(text: &str) -> NameMeaning {
        meaning(PartKind::Channel, text, &KNOWN, &english)
    }

    fn suggested(query: &str) -> Vec<NameMeaning> {
        suggest(PartKind::Channel, query, &KNOWN, Market::International, &english)
    }

    #[test]
    fn names_of_the_plan_come_before_those_of_the_catalogue_whatever_their_case_and_width() {
        assert_eq!(channel(" ＷｅＣｈａｔ official account "), NameMeaning::Known(1));
        assert_eq!(channel("公众号"), NameMeaning::Known(1));
        assert_eq!(channel("local instagram-pages"), NameMeaning::Known(2));
        assert_eq!(channel("C++ meetups"), NameMeaning::Known(3));
        for text in ["IG", "ｉｇ", "Instagram", "insta"] {
            assert_eq!(channel(text), NameMeaning::Listed("instagram"), "{text}");
        }
        for text in ["小红书", "Xiaohongshu", "RED", "小红书/Xiaohongshu/RED", "小红书／RED"] {
            assert_eq!(channel(text), NameMeaning::Listed("xiaohongshu"), "{text}");
        }
        for text in ["Radio", "小红书/抖音", "/", "…"] {
            assert_eq!(channel(text), NameMeaning::New, "{text}");
        }
    }

    #[test]
    fn phases_and_metrics_are_found_by_their_usual_names() {
        let phases = [KnownPart { bits: 5, name: "Launch", key: Some("seed") }];
        let phase = |text| meaning(PartKind::Phase, text, &phases, &english);
        assert_eq!(phase("launch"), NameMeaning::Known(5));
        assert_eq!(phase("种子用户期"), NameMeaning::Known(5));
        assert_eq!(phase("Initial users"), NameMeaning::Listed("initial"));
        assert_eq!(phase("Teaser"), NameMeaning::New);
        let metric = |text| meaning(PartKind::Metric, text, &[], &english);
        assert_eq!(metric("CTR"), NameMeaning::Listed("ctr"));
        assert_eq!(metric("click through rate"), NameMeaning::Listed("ctr"));
        assert_eq!(metric("Smiles"), NameMeaning::New);
        assert_eq!(metric(""), NameMeaning::New);
    }

    #[test]
    fn a_whole_name_is_suggested_first_then_the_plan_then_the_catalogue_then_the_name_itself() {
        let found = suggested("Instagram");
        assert_eq!(found[..2], [NameMeaning::Listed("instagram"), NameMeaning::Known(2)]);
        assert!(found.contains(&NameMeaning::Listed("meta_ads")));
        assert_eq!(found.last(), Some(&NameMeaning::New));
        // As far as it is typed, the plan's own comes first.
        assert_eq!(suggested("insta")[0], NameMeaning::Listed("instagram"));
        assert_eq!(suggested("instag")[..2], [NameMeaning::Known(2), NameMeaning::Listed("instagram")]);
        // A name of the plan is not added again.
        assert_eq!(suggested("wechat official account").last(), Some(&NameMeaning::Known(1)));
        assert_eq!(suggested("weixin")[0], NameMeaning::Known(1));
        assert_eq!(suggested("Radio spots"), [NameMeaning::New]);
        assert_eq!(suggested("  "), []);
    }

    #[test]
    fn a_name_that_is_nearly_that_of_a_channel_proposes_it_and_can_still_be_added() {
        assert_eq!(channel("Podcast ads"), NameMeaning::New);
        assert_eq!(suggested("Podcast ads"), [NameMeaning::Listed("podcasts"), NameMeaning::New]);
        assert_eq!(suggested("公众号投放"), [NameMeaning::Known(1), NameMeaning::New]);
        assert_eq!(suggest(PartKind::Phase, "Podcast ads", &[], Market::China, &english), [NameMeaning::New]);
    }

    #[test]
    fn the_channels_of_the_market_come_before_those_of_the_other_one() {
        let first = |market| {
            let found = suggest(PartKind::Channel, "ads", &[], market, &english);
            found.iter().position(|found| *found == NameMeaning::Listed("wechat_ads"))
        };
        assert_eq!(first(Market::China), Some(0));
        assert!(first(Market::International) > Some(0));
    }

    #[test]
    fn a_name_that_is_too_long_is_not_added_nor_any_to_a_plan_with_too_many_parts() {
        assert_eq!(suggested(&"z".repeat(NAME_CHARS)), [NameMeaning::New]);
        assert_eq!(suggested(&"z".repeat(NAME_CHARS + 1)), []);
        let known = [KnownPart { bits: 1, name: "Stalls", key: None }; MAX_PARTS];
        assert_eq!(suggest(PartKind::Channel, "Radio spots", &known, Market::China, &english), []);
    }
}
