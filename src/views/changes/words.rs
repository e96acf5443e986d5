//! A comparison of two plans as text, made once and then only displayed.

use crate::i18n::format;
use crate::i18n::words::{change_fields, changes as w, steps};
use crate::plan::model::id::Id;
use crate::plan::model::measure::Unit;
use crate::plan::model::references::{Listed, Reference};
use crate::plan::numbers::money::Money;
use crate::plan::review::changes::{
    ChangeKind, ChangedOption, ChangedPart, Changes, Difference, DifferenceAmount, FieldChange, FieldContent,
    FieldInstance, PartChange, TotalChange, TotalKind,
};
use crate::plan::review::findings::FindingPlace;
use crate::plan::{Plan, Step};
use crate::ui::labels::{names, values};

/// A comparison, as text.
#[derive(Clone, PartialEq)]
pub struct ComparisonView {
    /// "12 changes".
    pub count: String,
    /// "8 changed, 3 added and 1 removed"; empty if all are of one kind.
    pub kinds: String,
    /// Changed plan totals and targets.
    pub figures: Vec<Figure>,
    /// Changes in how planned money is distributed.
    pub shares: Vec<Figure>,
    /// The changed parts, in the order of the steps.
    pub parts: Vec<ShownPart>,
    /// Whether the two plans have any part in common.
    pub related: bool,
}

/// A figure on both sides.
#[derive(Clone, PartialEq)]
pub struct Figure {
    /// What the figure is.
    pub name: String,
    /// The earlier value.
    pub from: String,
    /// The later value.
    pub to: String,
    /// The difference; empty if there is none to state.
    pub difference: String,
    /// Whether it changed.
    pub changed: bool,
}

/// A changed part.
#[derive(Clone, PartialEq)]
pub struct ShownPart {
    /// The step it belongs to.
    pub step: Step,
    /// The id of the field that names it.
    pub anchor: String,
    /// The kind of part.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What happened to it.
    pub change: ChangeKind,
    /// Where it moved.
    pub moved: String,
    /// Its amount.
    pub amount: String,
    /// Whether the change affects money.
    pub money: bool,
    /// Its changed fields.
    pub rows: Vec<FieldRow>,
}

/// A changed field.
#[derive(Clone, PartialEq)]
pub struct FieldRow {
    /// The field's label.
    pub label: String,
    /// The step that shows the field.
    pub step: Step,
    /// The field's id on the page.
    pub anchor: String,
    /// The earlier value; empty for none.
    pub from: String,
    /// The later value; empty for none.
    pub to: String,
    /// The difference.
    pub difference: String,
    /// Whether the field is about money.
    pub money: bool,
}

/// Describes the differences between two plans.
pub fn between(before: &Plan, after: &Plan) -> ComparisonView {
    let changes = Changes::between(before, after);
    let (n, text) = format::counted(changes.count());
    let of = |counts: &dyn Fn(&PartChange) -> usize| -> usize { changes.parts.iter().map(counts).sum() };
    let change = |change| of(&|part| usize::from(part.kind == change));
    let kinds: Vec<String> = [
        (of(&|part| part.fields.len()), w::fields_changed as fn(&str) -> String),
        (change(ChangeKind::Added), w::parts_added),
        (change(ChangeKind::Removed), w::parts_removed),
        (of(&|part| usize::from(part.moved.is_some())), w::parts_moved),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, say)| say(&format::counted(count).1))
    .collect();
    let mut figures: Vec<Figure> = changes.totals.iter().map(|total| figure(before, after, total)).collect();
    figures.extend(changes.parts.iter().filter_map(|part| target(before, after, part)));
    ComparisonView {
        count: w::all_changes(n, &text),
        // "6 changes: 6 changed" would be redundant.
        kinds: if kinds.len() > 1 { format::list(&kinds) } else { String::new() },
        figures,
        shares: changes.shares.iter().map(|share| figure(before, after, share)).collect(),
        parts: changes.parts.iter().map(|part| shown_part(before, after, part)).collect(),
        related: before.phases.iter().any(|phase| after.find(phase.id).is_some()),
    }
}

fn figure(before: &Plan, after: &Plan, total: &TotalChange) -> Figure {
    let name = match total.of {
        TotalKind::TotalBudget => w::total_total_budget().to_owned(),
        TotalKind::Planned => w::total_planned().to_owned(),
        TotalKind::Contingency => w::total_contingency().to_owned(),
        TotalKind::Free => w::total_free().to_owned(),
        TotalKind::Committed => w::total_committed().to_owned(),
        TotalKind::Spent => w::total_spent().to_owned(),
        TotalKind::Phase(None) => steps::whole_plan().to_owned(),
        TotalKind::Phase(Some(id)) => in_either(before, after, |plan| plan.find(id).map(names::phase)),
        TotalKind::Channel(None) => w::no_channel().to_owned(),
        TotalKind::Channel(Some(id)) => {
            in_either(before, after, |plan| Some(names::channel_of(plan, Some(id))).filter(|name| !name.is_empty()))
        }
        TotalKind::Category(category) => names::category(category).to_owned(),
    };
    let money = |plan: &Plan, amount: Option<Money>| {
        amount.map_or_else(|| w::none().to_owned(), |amount| names::money_plain(amount, plan.basics.currency))
    };
    Figure {
        name,
        from: money(before, total.from),
        to: money(after, total.to),
        difference: total.difference.map_or_else(String::new, |difference| by(after, difference)),
        changed: !total.is_same(),
    }
}

/// A changed target, shown among the plan's figures.
fn target(before: &Plan, after: &Plan, part: &PartChange) -> Option<Figure> {
    let ChangedPart::Metric(id) = part.part else { return None };
    let field = part.fields.iter().find(|field| field.place.field == "metric-target")?;
    let said = |plan: &Plan, value: &Option<FieldContent>| {
        value.as_ref().map_or_else(|| w::none().to_owned(), |value| values::value(plan, value))
    };
    Some(Figure {
        name: w::target_of(&in_either(before, after, |plan| {
            Some(names::metric_of(plan, Some(id))).filter(|name| !name.is_empty())
        })),
        from: said(before, &field.from),
        to: said(after, &field.to),
        difference: field.difference.map_or_else(String::new, |difference| by(after, difference)),
        changed: true,
    })
}

/// A name from the later plan, or from the earlier one if the part has been removed.
fn in_either(before: &Plan, after: &Plan, name: impl Fn(&Plan) -> Option<String>) -> String {
    name(after).or_else(|| name(before)).unwrap_or_else(|| w::unnamed().to_owned())
}

fn shown_part(before: &Plan, after: &Plan, part: &PartChange) -> ShownPart {
    let plan = if part.kind == ChangeKind::Removed { before } else { after };
    let (kind, name) = called(plan, part.part);
    let plain = |plan: &Plan, amount: Money| names::money_plain(amount, plan.basics.currency);
    let amount = match part.amount {
        (Some(from), Some(to)) if from != to => w::amount_change(&plain(before, from), &plain(after, to)),
        (Some(amount), None) if part.kind == ChangeKind::Removed => w::amount(&plain(before, amount)),
        (None, Some(amount)) => w::amount(&plain(after, amount)),
        _ => String::new(),
    };
    let moved = part.moved.map(|(from, to)| w::moved(&format::counted(from).1, &format::counted(to).1));
    ShownPart {
        step: part.place.step,
        anchor: part.place.anchor(),
        kind,
        name,
        change: part.kind,
        moved: moved.unwrap_or_default(),
        amount,
        money: part.is_money(),
        rows: part.fields.iter().map(|field| row(before, after, field)).collect(),
    }
}

fn row(before: &Plan, after: &Plan, field: &FieldChange) -> FieldRow {
    let label = change_fields::by_key(&field.place.field.replace('-', "_")).unwrap_or_default().to_owned();
    let label = match field.of {
        FieldInstance::Itself => label,
        FieldInstance::Metric(id) => w::field_of(
            &label,
            &in_either(before, after, |plan| Some(names::metric_of(plan, Some(id))).filter(|name| !name.is_empty())),
        ),
        FieldInstance::Phase(id) => {
            w::field_of(&label, &in_either(before, after, |plan| plan.find(id).map(names::phase)))
        }
        FieldInstance::Day(day) => w::field_of(&label, &format::date(day)),
        FieldInstance::Nth(place) => w::nth(&label, &format::counted(place).1),
    };
    let said = |plan: &Plan, value: &Option<FieldContent>| {
        value.as_ref().map_or_else(String::new, |value| values::value(plan, value))
    };
    FieldRow {
        label,
        step: field.place.step,
        anchor: FindingPlace { field: near(field.place.field), ..field.place }.anchor(),
        from: said(before, &field.from),
        to: said(after, &field.to),
        difference: field.difference.map_or_else(String::new, |difference| by(after, difference)),
        money: field.is_money(),
    }
}

/// The field to link to for values without a field of their own, or with an id that differs from the name.
fn near(field: &'static str) -> &'static str {
    match field {
        "output-team" => "output-what",
        "result-team" => "result-metric",
        "line-expected" => "line-description",
        "line-part" => "line-timing",
        "channel-catalogue" | "channel-role" => "channel-name",
        "test-day-spend" | "test-day-results" => "test-what",
        "phase-kind" => "phase-first",
        "phase-entry" | "phase-exit" => "phase-criteria",
        "activity-phase" | "activity-check" | "activity-check-done" | "activity-after" => "activity-name",
        "risk-phase" => "risk-what",
        "group-phase" => "group-name",
        "feedback-phase" => "feedback-opinion",
        "partner-phase" => "partner-name",
        "cadence-weekdays" => "cadence-per-week",
        other => other,
    }
}

/// "+¥20,000 (+6.7%)".
fn by(plan: &Plan, difference: Difference) -> String {
    let currency = plan.basics.currency;
    let signed = |below: bool, words: String| [if below { "−" } else { "+" }, &words].concat();
    let words = match difference.by {
        DifferenceAmount::Money(amount) => {
            let below = amount < Money::ZERO;
            signed(below, names::money_plain(if below { Money::ZERO - amount } else { amount }, currency))
        }
        DifferenceAmount::Number(number) => signed(number.is_negative(), names::decimal(number.abs())),
        DifferenceAmount::Measured(number, Unit::Percent) => {
            w::points(&signed(number.is_negative(), names::decimal(number.abs())))
        }
        DifferenceAmount::Measured(number, unit) => {
            signed(number.is_negative(), names::value(number.abs(), unit, currency))
        }
        DifferenceAmount::Price(price, own) => signed(price.is_negative(), names::price(price.abs(), own, currency)),
        DifferenceAmount::Share(points) => w::points(&signed(points < 0, format::decimal(points.abs(), 2))),
        DifferenceAmount::Days(days) => {
            let (n, text) = (days.unsigned_abs(), format::count(days.abs()));
            if days < 0 { w::days_earlier(n, &text) } else { w::days_later(n, &text) }
        }
    };
    match difference.percent {
        Some(percent) => w::and_percent(&words, &signed(percent < 0, format::percent_tenths(percent.abs()))),
        None => words,
    }
}

/// The kind of a part, and its name if it has one.
fn called(plan: &Plan, part: ChangedPart) -> (&'static str, String) {
    fn item<T: Listed>(plan: &Plan, id: Id<T>, name: impl Fn(&T) -> String) -> String {
        T::list(plan).iter().find(|item| item.id() == id).map(name).unwrap_or_default()
    }
    let reference = |reference| values::part(plan, reference);
    match part {
        ChangedPart::Basics => (w::part_basics(), String::new()),
        ChangedPart::NorthStar => (w::part_north_star(), String::new()),
        ChangedPart::Funnel => (w::part_funnel(), String::new()),
        ChangedPart::BudgetSettings => (w::part_frame(), String::new()),
        ChangedPart::TestRule => (w::part_rule(), String::new()),
        ChangedPart::Tracking => (w::part_tracking(), String::new()),
        ChangedPart::Audience(id) => (w::part_audience(), item(plan, id, |item| item.who.clone())),
        ChangedPart::Metric(id) => (w::part_metric(), reference(Reference::Metric(id))),
        ChangedPart::Team(id) => (w::part_team(), reference(Reference::Team(id))),
        ChangedPart::OutputGoal(id) => (w::part_output(), item(plan, id, |item| item.what.clone())),
        ChangedPart::ResultGoal(id) => (w::part_result(), item(plan, id, |item| names::metric_of(plan, item.metric))),
        ChangedPart::FunnelStage(id) => {
            let stage = plan.goals.funnel.stages.iter().find(|stage| stage.id == id);
            (w::part_stage(), stage.map(values::stage).unwrap_or_default())
        }
        ChangedPart::LineItem(id) => (w::part_line(), item(plan, id, names::line)),
        ChangedPart::Rate(id) => {
            (w::part_rate(), item(plan, id, |item| values::choice(ChangedOption::Currency(item.currency))))
        }
        ChangedPart::Channel(id) => (w::part_channel(), reference(Reference::Channel(id))),
        ChangedPart::ChannelTest(id) => {
            (w::part_test(), item(plan, id, |item| names::channel_of(plan, Some(item.channel))))
        }
        ChangedPart::Phase(id) => (w::part_phase(), reference(Reference::Phase(id))),
        ChangedPart::Activity(id) => (w::part_activity(), reference(Reference::Activity(id))),
        ChangedPart::Risk(id) => (w::part_risk(), item(plan, id, |item| item.what.clone())),
        ChangedPart::Group(id) => (w::part_group(), item(plan, id, |item| item.name.clone())),
        ChangedPart::Feedback(id) => (w::part_feedback(), item(plan, id, |item| item.opinion.clone())),
        ChangedPart::Partner(id) => (w::part_partner(), reference(Reference::Partner(id))),
        // Comparisons leave this one out.
        ChangedPart::Approval(_) => (w::part_approval(), String::new()),
        ChangedPart::Cadence(id) => (w::part_cadence(), reference(Reference::Cadence(id))),
        ChangedPart::Post(id) => (
            w::part_post(),
            item(
                plan,
                id,
                |item| {
                    if item.title.trim().is_empty() { format::date(item.on) } else { item.title.clone() }
                },
            ),
        ),
    }
}
