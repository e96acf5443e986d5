//! The chapter on a phase: objective, criteria, activities, groups, partners, feedback and risks.

use super::model::{ReportBlock, ReportCell, ReportChapter, ReportTable};
use super::source::{DASH, ReportSource, joined, or_dash};
use super::summary::risk_table;
use super::words::{ReportPhrase, ReportTerm, ReportWord};
use crate::plan::model::activity::ActivityId;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::phase::{Criterion, Phase, PhaseId};
use crate::plan::model::risk::Risk;
use crate::plan::numbers::money::Money;

/// The chapter of the phase with this index.
pub fn phase(source: &ReportSource, at: usize, phase: &Phase) -> ReportChapter {
    let id = phase.id;
    let money = source.ledger.totals().phases.iter().find(|money| money.phase == id);
    let objective = phase.objective.and_then(|objective| objective.metric).and_then(|id| source.metric(id));
    let gain = phase.steady_gain.map(|gain| source.words.phrase(ReportPhrase::PerDay(&source.value(objective, gain))));
    let granted = money.filter(|_| source.ledger.totals().total_budget.is_some());
    let mut blocks = vec![ReportBlock::Facts(vec![
        (source.text(ReportWord::Days), source.days(phase.first, phase.last)),
        (source.text(ReportWord::Objective), source.objective(phase).unwrap_or_default()),
        (source.text(ReportWord::SteadyGain), gain.unwrap_or_default()),
        (source.text(ReportWord::Allocated), granted.map(|money| source.exact(money.allocated)).unwrap_or_default()),
        (source.text(ReportWord::Planned), money.map(|money| source.exact(money.planned)).unwrap_or_default()),
        (source.text(ReportWord::PhaseRegion), phase.region.clone()),
        (source.text(ReportWord::PhaseProfile), phase.profile.clone()),
        (source.text(ReportWord::TraitInteract), phase.traits.interact.clone()),
        (source.text(ReportWord::TraitPromote), phase.traits.promote.clone()),
        (source.text(ReportWord::TraitAdvise), phase.traits.advise.clone()),
    ])];
    let empty = blocks.len();
    criteria_list(source, ReportWord::EntryCriteria, &phase.entry, &mut blocks);
    criteria_list(source, ReportWord::ExitCriteria, &phase.exit, &mut blocks);
    activities(source, id, &mut blocks);
    groups(source, id, &mut blocks);
    partners(source, id, &mut blocks);
    feedback(source, id, &mut blocks);
    let risks: Vec<&Risk> = source.plan.risks.iter().filter(|risk| risk.phase == id).collect();
    if !risks.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Risks)));
        blocks.push(ReportBlock::Table(risk_table(source, risks.into_iter(), None)));
    }
    if blocks.len() == empty {
        blocks.push(ReportBlock::Text(source.text(ReportWord::NothingPlanned)));
    }
    ReportChapter {
        id: ["report-phase-", &(at + 1).to_string()].concat(),
        title: source.words.phase(phase),
        about: source.days(phase.first, phase.last),
        blocks,
    }
}

fn criteria_list(source: &ReportSource, title: ReportWord, criteria: &[Criterion], blocks: &mut Vec<ReportBlock>) {
    let said: Vec<String> = criteria.iter().map(|criterion| source.criterion(criterion)).collect();
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    if !said.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(title)));
        blocks.push(ReportBlock::List(said));
    }
}

/// The cost of an activity or a partner; a dash if there is none.
fn cost(source: &ReportSource, of: PaysFor) -> String {
    let cost = source.ledger.cost_of(of);
    if cost == Money::ZERO { DASH.to_owned() } else { source.money(cost) }
}

fn activities(source: &ReportSource, phase: PhaseId, blocks: &mut Vec<ReportBlock>) {
    let here = || source.plan.activities.iter().filter(|activity| activity.phase == phase);
    if here().next().is_none() {
        return;
    }
    let columns = [
        (source.say(ReportWord::Activity), false),
        (source.say(ReportWord::Channel), false),
        (source.say(ReportWord::Owner), false),
        (source.say(ReportWord::Days), false),
        (source.say(ReportWord::Cost), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Activities), &columns).short(&[3]);
    let name_of = |id: ActivityId| source.plan.find(id).map(|other| other.name.clone());
    for activity in here() {
        let after: Vec<String> = activity.after.iter().filter_map(|id| name_of(*id)).collect();
        let after = if after.is_empty() {
            String::new()
        } else {
            source.words.phrase(ReportPhrase::After(&joined(after.iter().map(String::as_str))))
        };
        table.plain(vec![
            ReportCell::from(or_dash(&activity.name)).below(joined([&*activity.note, &*after])),
            or_dash(&source.channel(activity.channel)).into(),
            or_dash(&activity.owner).into(),
            or_dash(&source.short_days(activity.first, activity.last)).into(),
            cost(source, PaysFor::Activity(activity.id)).into(),
        ]);
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Activities)));
    blocks.push(ReportBlock::Table(table));
    for activity in here().filter(|activity| !activity.checklist.is_empty()) {
        let items = activity.checklist.iter().map(|item| (item.done, item.text.clone()));
        let name = ReportBlock::Subheading(activity.name.clone());
        blocks.push(ReportBlock::Beside(vec![name], vec![ReportBlock::Checks(items.collect())]));
    }
}

fn groups(source: &ReportSource, phase: PhaseId, blocks: &mut Vec<ReportBlock>) {
    let mut groups = source.plan.groups.iter().filter(|group| group.phase == phase).peekable();
    if groups.peek().is_none() {
        return;
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Groups)));
    for group in groups {
        let holds = source.words.phrase(ReportPhrase::Holds(
            &source.count(group.count),
            &source.count(group.capacity),
            &source.count(group.holds()),
        ));
        blocks.push(ReportBlock::Subheading(joined([&*group.name, &*source.channel(group.channel)])));
        blocks.push(ReportBlock::Facts(vec![
            (source.text(ReportWord::Places), holds),
            (source.text(ReportWord::Admins), group.admins.clone()),
            (source.text(ReportWord::Rules), group.rules.clone()),
            (source.text(ReportWord::Rhythm), group.rhythm.clone()),
        ]));
    }
}

fn partners(source: &ReportSource, phase: PhaseId, blocks: &mut Vec<ReportBlock>) {
    let here = || source.plan.partners.iter().filter(|partner| partner.phase == phase);
    if here().next().is_none() {
        return;
    }
    let columns = [
        (source.say(ReportWord::Partner), false),
        (source.say(ReportWord::Days), false),
        (source.say(ReportWord::Expected), true),
        (source.say(ReportWord::Counted), true),
        (source.say(ReportWord::Cost), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Partners), &columns).short(&[1]);
    for partner in here() {
        let number = |value: Option<u32>| value.map_or_else(|| DASH.to_owned(), |value| source.count(value));
        let link = partner.link.address().unwrap_or_default();
        let kind = source.term(ReportTerm::Partner(partner.kind));
        // A column of its own would be too narrow for a telephone number.
        let contact = partner.contact.trim();
        let contact =
            if contact.is_empty() { String::new() } else { source.labelled(source.say(ReportWord::Contact), contact) };
        table.plain(vec![
            ReportCell::from(or_dash(&partner.name)).below(joined([kind, &contact, &partner.note, &link])),
            or_dash(&source.short_days(partner.first, partner.last)).into(),
            number(partner.expected).into(),
            number(partner.counted).into(),
            cost(source, PaysFor::Partner(partner.id)).into(),
        ]);
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Partners)));
    blocks.push(ReportBlock::Table(table));
}

fn feedback(source: &ReportSource, phase: PhaseId, blocks: &mut Vec<ReportBlock>) {
    let here = || source.plan.feedback.iter().filter(|item| item.phase == phase);
    if here().next().is_none() {
        return;
    }
    let counts: Vec<String> = FeedbackState::ALL
        .into_iter()
        .filter_map(|state| {
            let count = here().filter(|item| item.state == state).count();
            (count > 0).then(|| source.labelled(source.term(ReportTerm::Feedback(state)), &source.count(count as u64)))
        })
        .collect();
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Feedback)));
    blocks.push(ReportBlock::Text(joined(counts.iter().map(String::as_str))));
    let columns = [
        (source.say(ReportWord::Opinion), false),
        (source.say(ReportWord::HeardFrom), false),
        (source.say(ReportWord::Status), false),
        (source.say(ReportWord::Decision), false),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Feedback), &columns);
    for item in here() {
        let on = item.on.map(|on| source.short(on)).unwrap_or_default();
        table.plain(vec![
            item.opinion.clone().into(),
            ReportCell::from(or_dash(&item.from)).below(on),
            source.term(ReportTerm::Feedback(item.state)).into(),
            or_dash(&item.decision).into(),
        ]);
    }
    blocks.push(ReportBlock::Table(table));
}
