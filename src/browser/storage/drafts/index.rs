//! The index of drafts: what a list of plans shows without reading the drafts. What it is missing is read from the drafts.

use chrono::NaiveDate;
use js_sys::{Array, JSON, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};

use super::keys::{INDEX, PLAN, REVISION, TRASH, get, key, keys, set, without_prefix};
use super::revision::Revision;
use crate::plan::Step;

/// The entry of a plan in the list, known without reading the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The plan's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    #[serde(with = "day")]
    pub first_day: Option<NaiveDate>,
    /// Its last day.
    #[serde(with = "day")]
    pub last_day: Option<NaiveDate>,
    /// When it was last saved, in milliseconds since 1970.
    pub updated_at: i64,
    /// The revision of the draft that this was read from.
    pub revision: Revision,
    /// The length of its text then, in bytes.
    pub size: usize,
    /// When it was deleted, if it was.
    pub deleted_at: Option<i64>,
    /// When it was last downloaded as a plan file, if it was.
    pub exported_at: Option<i64>,
    /// Its key figures when it was last saved. Cards of earlier versions have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<CardFigures>,
}

/// The key figures of a plan, known without reading the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardFigures {
    /// The code of its currency.
    pub currency: String,
    /// The sum of its line items, in whole units of the currency.
    pub planned: i64,
    /// Its total budget, if it has one, in whole units.
    pub total: Option<i64>,
    /// How many of its steps are done.
    pub steps_done: usize,
    /// Of how many that are due. Cards of earlier versions have none: all but tracking.
    #[serde(default = "planning_steps")]
    pub steps_due: usize,
    /// What is still to complete.
    pub to_complete: usize,
    /// Errors and warnings.
    pub issues: usize,
}

fn planning_steps() -> usize {
    Step::ALL.len() - 1
}

/// Whether a storage key affects what [`cards`] lists.
pub fn is_listed(storage_key: &str) -> bool {
    without_prefix(storage_key)
        .is_some_and(|key| key == INDEX || [PLAN, REVISION, TRASH].iter().any(|kind| key.starts_with(kind)))
}

/// Whether there is a draft or a deleted draft.
pub fn is_any_listed() -> bool {
    is_any(&[PLAN, TRASH])
}

/// Whether there is a draft.
pub fn is_any_there() -> bool {
    is_any(&[PLAN])
}

fn is_any(kinds: &[&str]) -> bool {
    keys().iter().filter_map(|key| without_prefix(key)).any(|key| kinds.iter().any(|kind| key.starts_with(kind)))
}

/// The name of a draft according to the index, read by the browser: the first load has no parser of its own.
pub fn name_of(id: &str) -> Option<String> {
    let cards: Array = JSON::parse(&get(&key(INDEX, ""))?).ok()?.dyn_into().ok()?;
    let field = |card: &JsValue, name: &str| Reflect::get(card, &name.into()).ok().filter(|value| !value.is_falsy());
    let is_it =
        |card: &JsValue| field(card, "deleted_at").is_none() && field(card, "id").is_some_and(|found| found == id);
    field(&cards.iter().find(is_it)?, "name")?.as_string()
}

/// All drafts and deleted drafts, the newest first. One that is not in the index comes with its id alone.
pub fn cards() -> Vec<Card> {
    let index = index();
    let mut cards: Vec<Card> = Vec::with_capacity(index.len());
    for key in keys() {
        let Some(key) = without_prefix(&key) else { continue };
        let (id, deleted) = match (key.strip_prefix(PLAN), key.strip_prefix(TRASH)) {
            (Some(id), _) => (id, false),
            (_, Some(id)) => (id, true),
            _ => continue,
        };
        let known = index.iter().find(|card| card.id == id && card.deleted_at.is_some() == deleted);
        cards.push(known.cloned().unwrap_or_else(|| Card {
            id: id.to_owned(),
            deleted_at: deleted.then_some(0),
            ..Card::default()
        }));
    }
    cards.sort_by(|a, b| b.updated_at.cmp(&a.updated_at).then_with(|| a.id.cmp(&b.id)));
    cards
}

/// The index; empty where it is missing or damaged, since the drafts themselves have the data.
pub(super) fn index() -> Vec<Card> {
    get(&key(INDEX, "")).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Changes the index. A failure is harmless: see [`cards`].
fn change_index(change: impl FnOnce(&mut Vec<Card>)) {
    let mut cards = index();
    change(&mut cards);
    if let Ok(text) = serde_json::to_string(&cards) {
        let _ = set(&key(INDEX, ""), &text);
    }
}

/// Stores the card of a draft in the index.
pub fn note(card: Card) {
    change_index(|cards| {
        cards.retain(|other| other.id != card.id || other.deleted_at.is_some() != card.deleted_at.is_some());
        cards.push(card);
    });
}

/// Removes a card from the index: it is read from the draft again.
pub fn forget_card(id: &str, deleted: bool) {
    change_index(|cards| cards.retain(|card| card.id != id || card.deleted_at.is_some() != deleted));
}

/// When a draft was last exported as a file, in milliseconds since 1970, if it was.
pub fn exported_at(id: &str) -> Option<i64> {
    index().into_iter().find(|card| card.id == id && card.deleted_at.is_none())?.exported_at
}

/// Notes that a draft was exported as a file.
pub fn note_export(id: &str, now: i64) {
    change_index(|cards| {
        for card in cards.iter_mut().filter(|card| card.id == id && card.deleted_at.is_none()) {
            card.exported_at = Some(now);
        }
    });
}

/// Dates in the index. The calendar crate could read them, with a parser for many formats that the first load is better
/// off without.
#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // the signatures that serde calls
mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, out: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.and_then(|text| {
            let mut parts = text.splitn(3, '-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }))
    }
}
