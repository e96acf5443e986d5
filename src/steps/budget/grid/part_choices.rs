//! What the cells of choices offer while they are typed in: the plan's parts and what can be added to it, and closed lists.

use super::columns::LineField;
use super::line_names::{LineNames, status_options};
use crate::i18n::words::{budget as b, common, named_parts as w};
use crate::import::named_parts::{KnownPart, NameMeaning, PartKind, phase_key};
use crate::plan::Plan;
use crate::plan::model::budget::{Category, LineItem, LineStatus};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::steps::budget::line_form::{CURRENCIES, category_options};
use crate::text::width::{begins, folded, holds};
use crate::ui::form::people_for;
use crate::ui::named_parts::{options_for, plain_option, value_of};
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
        None if field == LineField::Owner => people_suggestions(line, plan, typed),
        None => closed_suggestions(field, line, all, typed),
    }
}

/// The people whom the plan names already. None is active until an arrow key is pressed: a new name is typed like any
/// other text.
fn people_suggestions(line: Option<&LineItem>, plan: &Plan, typed: Option<&str>) -> ComboOptions {
    let typed = typed.unwrap_or_else(|| line.map_or("", |line| &line.owner));
    ComboOptions { options: people_for(plan, typed), active: None, hint: "" }
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
    let nothing = plain_option(String::new(), none);
    if typed.is_empty() {
        let chosen = line.and_then(|line| named_by(line, kind)).filter(|_| !is_typed);
        let parts = known.iter().map(|part| plain_option(value_of(NameMeaning::Known(part.bits), ""), part.name));
        let active = known.iter().position(|part| Some(part.bits) == chosen).map_or(0, |at| at + 1);
        let hint = match kind {
            PartKind::Phase => w::type_phase(),
            PartKind::Channel => w::type_channel(),
            PartKind::Metric => w::type_metric(),
        };
        return ComboOptions { options: std::iter::once(nothing).chain(parts).collect(), active: Some(active), hint };
    }
    let mut options = options_for(kind, &known, plan.basics.market, typed);
    if begins(none, &folded(typed)) {
        let is_whole = folded(none) == folded(typed);
        let at = options.iter().position(|option| option.adds).unwrap_or(options.len());
        options.insert(if is_whole { 0 } else { at }, nothing);
    }
    let active = (!options.is_empty()).then_some(0);
    ComboOptions { options, active, hint: "" }
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
