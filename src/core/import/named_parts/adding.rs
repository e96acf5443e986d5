//! The edit of line items with the phases, channels and metrics that they name and the plan does not have.

use std::collections::HashMap;

use super::{MissingPart, NameMeaning, PartKind, phase_kind};
use crate::plan::Plan;
use crate::plan::catalogue::channel_roles::set_usual_roles;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::LineItem;
use crate::plan::model::channel::{Channel, ChannelRole, Role};
use crate::plan::model::id::Id;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{CustomMetric, Metric, MetricDefinition};
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::phases::back_to_back::schedule_back_to_back;

/// One edit of the line items and, before them, of the parts that they need. A part whose meaning is one of the plan is
/// not added: the line items get that one.
///
/// A channel gets roles as a suggestion: those that it usually has where the catalogue knows it, and always on in the
/// other phases in which its line items spend. They say where money goes, not whether the channel is being tested.
pub fn with_parts(plan: &Plan, parts: &[MissingPart], mut lines: Vec<PlanEdit>) -> PlanEdit {
    let mut instead: HashMap<(PartKind, u64), u64> = HashMap::new();
    let mut added: Vec<&MissingPart> = Vec::new();
    for part in parts {
        let twin = || added.iter().find(|other| is_same_entry(other, part)).map(|other| other.bits);
        let bits = if let NameMeaning::Known(bits) = part.meaning { Some(bits) } else { twin() };
        match bits {
            Some(bits) => _ = instead.insert((part.kind, part.bits), bits),
            None => added.push(part),
        }
    }
    if !instead.is_empty() {
        lines.iter_mut().filter_map(line_of).for_each(|line| replace_parts(line, &instead));
    }
    let of = |kind: PartKind| added.iter().filter(move |part| part.kind == kind).copied();
    let phases = new_phases(plan, of(PartKind::Phase));
    let mut all_phases: Vec<PhaseId> = plan.phases.iter().map(|phase| phase.id).collect();
    all_phases.extend(phases.iter().map(|phase| phase.id));
    let mut channels: Vec<Channel> = of(PartKind::Channel)
        .map(|part| {
            let id = Id::from_bits(part.bits);
            match part.meaning {
                NameMeaning::Listed(key) => Channel::new(id, Some(key.to_owned())),
                _ => Channel { name: part.name.clone(), ..Channel::new(id, None) },
            }
        })
        .collect();
    set_usual_roles(plan, &mut channels);
    let mut marks = plan.suggested.clone();
    for channel in &mut channels {
        add_spent_roles(channel, &mut lines, &all_phases);
        if !channel.roles.is_empty() {
            marks.mark(SuggestedPart::Channel(channel.id));
        }
    }
    let mut edits = inserts(plan.phases.len(), phases, PlanEdit::Phase);
    edits.extend(inserts(plan.goals.metrics.len(), of(PartKind::Metric).map(new_metric), PlanEdit::Metric));
    edits.extend(inserts(plan.strategy.channels.len(), channels, PlanEdit::Channel));
    if marks != plan.suggested {
        edits.push(PlanEdit::Suggested(marks));
    }
    edits.append(&mut lines);
    if edits.len() == 1 { edits.remove(0) } else { PlanEdit::Batch(edits) }
}

/// Whether both are the same entry of the catalogue.
fn is_same_entry(one: &MissingPart, other: &MissingPart) -> bool {
    one.kind == other.kind && one.meaning == other.meaning && matches!(one.meaning, NameMeaning::Listed(_))
}

fn inserts<T: crate::plan::model::id::Entity>(
    from: usize,
    items: impl IntoIterator<Item = T>,
    edit: fn(ListEdit<T>) -> PlanEdit,
) -> Vec<PlanEdit> {
    let insert = |(nth, item)| edit(ListEdit::Insert { at: from + nth, item: Box::new(item) });
    items.into_iter().enumerate().map(insert).collect()
}

fn line_of(edit: &mut PlanEdit) -> Option<&mut LineItem> {
    match edit {
        PlanEdit::LineItem(ListEdit::Insert { item, .. } | ListEdit::Replace(item)) => Some(item),
        _ => None,
    }
}

fn replace_parts(line: &mut LineItem, instead: &HashMap<(PartKind, u64), u64>) {
    let found = |kind, bits| instead.get(&(kind, bits)).copied();
    if let Some(bits) = line.phase.and_then(|id| found(PartKind::Phase, id.bits())) {
        line.phase = Some(Id::from_bits(bits));
    }
    if let Some(bits) = line.channel.and_then(|id| found(PartKind::Channel, id.bits())) {
        line.channel = Some(Id::from_bits(bits));
    }
    for expected in &mut line.expected {
        if let Some(bits) = found(PartKind::Metric, expected.metric.bits()) {
            expected.metric = Id::from_bits(bits);
        }
    }
}

/// The channel is always on in the phases of its line items in which it has no role; in all of them where one has no
/// phase.
fn add_spent_roles(channel: &mut Channel, lines: &mut [PlanEdit], phases: &[PhaseId]) {
    let spent_in: Vec<Option<PhaseId>> = lines
        .iter_mut()
        .filter_map(line_of)
        .filter(|line| line.channel == Some(channel.id))
        .map(|line| line.phase)
        .collect();
    let in_all = spent_in.contains(&None);
    let role_in = |phase: PhaseId| {
        let usual = channel.role_in(phase);
        let is_spent = in_all || spent_in.contains(&Some(phase));
        if usual == Role::Unused && is_spent { Role::Steady } else { usual }
    };
    let roles = phases.iter().map(|phase| ChannelRole { phase: *phase, role: role_in(*phase) });
    channel.roles = roles.filter(|role| role.role != Role::Unused).collect();
}

/// The days of the plan after its last phase: those that new phases get. `None` where there are none left, or where the
/// plan or its phases have no dates.
pub fn days_after_phases(plan: &Plan) -> Option<DateRange> {
    let days = plan.basics.days()?;
    if plan.phases.is_empty() {
        return Some(days);
    }
    let last = plan.phases.iter().filter_map(|phase| phase.last).max()?;
    DateRange::new(last.succ_opt()?.max(days.first()), days.last())
}

/// The new phases, one after the other over the days that are left.
fn new_phases<'a>(plan: &Plan, parts: impl Iterator<Item = &'a MissingPart>) -> Vec<Phase> {
    let mut phases: Vec<Phase> = parts
        .map(|part| {
            let id = Id::from_bits(part.bits);
            match part.meaning {
                NameMeaning::Listed(key) => Phase::new(id, phase_kind(key)),
                _ => Phase { name: part.name.clone(), ..Phase::new(id, PhaseKind::Other) },
            }
        })
        .collect();
    let kinds: Vec<PhaseKind> = phases.iter().map(|phase| phase.kind).collect();
    let days = days_after_phases(plan).and_then(|days| schedule_back_to_back(days, &kinds));
    for (phase, days) in phases.iter_mut().zip(days.into_iter().flatten()) {
        (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
    }
    phases
}

fn new_metric(part: &MissingPart) -> Metric {
    let definition = match part.meaning {
        NameMeaning::Listed(key) => MetricDefinition::Dictionary(key.to_owned()),
        _ => MetricDefinition::Custom(CustomMetric {
            name: part.name.clone(),
            unit: Unit::Count,
            adds_up: AddsUp::Sum,
            better: Better::Up,
        }),
    };
    Metric::new(Id::from_bits(part.bits), definition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::budget::ExpectedResult;
    use crate::plan::numbers::decimal::Decimal;

    fn plan() -> Plan {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        plan.budget.lines.push(LineItem { phase: Some(plan.phases[0].id), ..LineItem::new(Id::from_bits(50)) });
        plan
    }

    fn part(kind: PartKind, bits: u64, name: &str, meaning: NameMeaning) -> MissingPart {
        MissingPart { kind, name: name.to_owned(), meaning, bits, uses: 1 }
    }

    fn replaced(plan: &Plan, change: impl FnOnce(&mut LineItem)) -> PlanEdit {
        let mut line = plan.budget.lines[0].clone();
        change(&mut line);
        PlanEdit::LineItem(ListEdit::Replace(Box::new(line)))
    }

    #[test]
    fn the_parts_come_with_the_line_item_and_go_with_it() {
        let before = plan();
        let parts = [
            part(PartKind::Channel, 90, "IG", NameMeaning::Listed("instagram")),
            part(PartKind::Channel, 91, "Radio", NameMeaning::New),
            part(PartKind::Metric, 92, "CTR", NameMeaning::Listed("ctr")),
        ];
        let line = replaced(&before, |line| {
            line.channel = Some(Id::from_bits(90));
            line.expected.push(ExpectedResult { metric: Id::from_bits(92), count: Decimal::ZERO });
        });
        let spare = LineItem { channel: Some(Id::from_bits(91)), ..LineItem::new(Id::from_bits(51)) };
        let spare = PlanEdit::LineItem(ListEdit::Insert { at: 1, item: Box::new(spare) });
        let edit = with_parts(&before, &parts, vec![line, spare]);
        let mut after = before.clone();
        let inverse = apply(&mut after, edit).unwrap();
        let [instagram, radio] = &after.strategy.channels[..] else { panic!("{:?}", after.strategy.channels) };
        assert_eq!((instagram.catalogue.as_deref(), instagram.name.as_str()), (Some("instagram"), ""));
        assert_eq!((radio.catalogue.as_deref(), radio.name.as_str()), (None, "Radio"));
        assert_eq!(after.budget.lines[0].channel, Some(instagram.id));
        let roles = |channel: &Channel| before.phases.iter().map(|phase| channel.role_in(phase.id)).collect::<Vec<_>>();
        assert_eq!(roles(instagram), [Role::Home; 3], "what it usually is, as the first hub");
        assert_eq!(roles(radio), [Role::Steady; 3], "where its line items spend");
        assert!(after.suggested.has(SuggestedPart::Channel(radio.id)));
        assert_eq!(after.goals.metrics[0].definition, MetricDefinition::Dictionary("ctr".to_owned()));
        apply(&mut after, inverse).unwrap();
        assert_eq!(after, before);
    }

    #[test]
    fn a_channel_of_the_catalogue_is_also_used_where_it_usually_is_not_but_its_line_items_spend() {
        let before = plan();
        let parts = [
            part(PartKind::Channel, 90, "抖音", NameMeaning::Listed("douyin")),
            part(PartKind::Channel, 91, "Radio", NameMeaning::New),
        ];
        let line = replaced(&before, |line| line.channel = Some(Id::from_bits(90)));
        let spare = LineItem {
            channel: Some(Id::from_bits(91)),
            phase: Some(before.phases[1].id),
            ..LineItem::new(Id::from_bits(51))
        };
        let spare = PlanEdit::LineItem(ListEdit::Insert { at: 1, item: Box::new(spare) });
        let mut after = before.clone();
        apply(&mut after, with_parts(&before, &parts, vec![line, spare])).unwrap();
        let roles = |at: usize| {
            let channel = &after.strategy.channels[at];
            before.phases.iter().map(|phase| channel.role_in(phase.id)).collect::<Vec<_>>()
        };
        assert_eq!(roles(0), [Role::Steady, Role::Test, Role::Steady], "spent with the seed users");
        assert_eq!(roles(1), [Role::Unused, Role::Steady, Role::Unused]);
        assert!(after.strategy.channels.iter().all(|channel| after.suggested.has(SuggestedPart::Channel(channel.id))));
    }

    #[test]
    fn a_part_of_the_plan_and_a_second_name_of_one_entry_are_not_added() {
        let mut before = plan();
        before.strategy.channels.push(Channel { name: "Radio".to_owned(), ..Channel::new(Id::from_bits(80), None) });
        let parts = [
            part(PartKind::Channel, 90, "Wireless", NameMeaning::Known(80)),
            part(PartKind::Channel, 91, "Insta", NameMeaning::Listed("instagram")),
            part(PartKind::Channel, 92, "Insta reels", NameMeaning::Listed("instagram")),
        ];
        let of = |bits: u64, at: usize| {
            let line = LineItem { channel: Some(Id::from_bits(bits)), ..LineItem::new(Id::from_bits(60 + bits)) };
            PlanEdit::LineItem(ListEdit::Insert { at, item: Box::new(line) })
        };
        let mut after = before.clone();
        apply(&mut after, with_parts(&before, &parts, vec![of(90, 1), of(91, 2), of(92, 3)])).unwrap();
        let channels: Vec<u64> = after.budget.lines.iter().filter_map(|line| line.channel).map(Id::bits).collect();
        assert_eq!(channels, [80, 91, 91]);
        assert_eq!(after.strategy.channels.len(), 2);
    }

    #[test]
    fn new_phases_get_the_days_that_are_left_of_the_plan() {
        let day = |text: &str| text.parse().ok();
        let mut before = plan();
        let parts =
            [("Teaser", 90), ("Encore", 91)].map(|(name, bits)| part(PartKind::Phase, bits, name, NameMeaning::New));
        let days_of = |plan: &Plan| {
            let mut after = plan.clone();
            let line = replaced(plan, |line| line.phase = Some(Id::from_bits(91)));
            apply(&mut after, with_parts(plan, &parts, vec![line])).unwrap();
            after.phases[plan.phases.len()..].iter().map(Phase::days).collect::<Vec<_>>()
        };
        assert_eq!(days_of(&before), [None, None]);
        (before.basics.first_day, before.basics.last_day) = (day("2027-03-01"), day("2027-03-31"));
        assert_eq!(days_of(&before), [None, None], "phases without dates come before them");
        (before.phases[2].first, before.phases[2].last) = (day("2027-03-01"), day("2027-03-11"));
        let range = |first, last| DateRange::new(day(first).unwrap(), day(last).unwrap());
        assert_eq!(days_of(&before), [range("2027-03-12", "2027-03-21"), range("2027-03-22", "2027-03-31")]);
        before.phases[2].last = day("2027-03-31");
        assert_eq!(days_of(&before), [None, None]);
    }
}
