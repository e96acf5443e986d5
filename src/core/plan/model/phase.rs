//! Phases: seed users → initial users → brand promotion, each with its dates, objective and gates.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::plan::goals::growth::{NeededGain, needed_gain_by};
use crate::plan::model::budget::Allotment;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::{AddsUp, MetricId, PathShape};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::BasisPoints;

/// Identity of a [`Phase`].
pub type PhaseId = Id<Phase>;
/// Identity of a [`Risk`].
pub type RiskId = Id<Risk>;

/// A phase of the promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Identity.
    pub id: PhaseId,
    /// Which of the article's phases, if one of them.
    pub kind: PhaseKind,
    /// Its name, where it is not the kind's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its part of the envelope.
    pub allotment: Allotment,
    /// What it must bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objective: Option<Objective>,
    /// Steady gain a day that shows the phase works, in the objective's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steady_gain: Option<Decimal>,
    /// What must hold before it begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entry: Vec<Condition>,
    /// What must hold before the next one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: Vec<Condition>,
    /// The people or places it is about: who seed users are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: String,
    /// Where it is kept: the part of the plan's region that can be looked after.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// What is asked of seed users, and how the team gets it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traits: Traits,
}

/// The three things that make a seed user, each with how the team brings it about and notices it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// They interact often.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interact: String,
    /// They promote the account of their own accord.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promote: String,
    /// They give useful opinions and suggestions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub advise: String,
}

impl Entity for Phase {
    fn id(&self) -> PhaseId {
        self.id
    }
}

impl Phase {
    /// A phase of which only its kind is known.
    pub fn new(id: PhaseId, kind: PhaseKind) -> Phase {
        Phase {
            id,
            kind,
            name: String::new(),
            first: None,
            last: None,
            allotment: Allotment::Share(BasisPoints(0)),
            objective: None,
            steady_gain: None,
            entry: Vec::new(),
            exit: Vec::new(),
            profile: String::new(),
            region: String::new(),
            traits: Traits::default(),
        }
    }

    /// Its days, where both ends are given and in order.
    pub fn days(&self) -> Option<DateRange> {
        DateRange::new(self.first?, self.last?)
    }
}

/// The article's phases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhaseKind {
    /// The first thousand fans, in a controllable region.
    Seed,
    /// Many channels tried, the best one found.
    Initial,
    /// Partners, ground promotion, conferences, alliances.
    Brand,
    /// A phase of the team's own.
    #[default]
    Other,
}

/// What a phase must bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Objective {
    /// In which of the plan's metrics.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// How much of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: Option<Decimal>,
}

/// One condition of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Which of the plan's metrics; none for a condition in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// The condition in words, where no metric says it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub words: String,
    /// Which way.
    pub holds: Comparison,
    /// The number to compare with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: Option<Decimal>,
    /// Of a condition in words: the day on which somebody saw that it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seen: Option<NaiveDate>,
}

/// Which way a condition compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// At least the value.
    #[default]
    AtLeast,
    /// At most the value.
    AtMost,
}

/// Something that can go wrong in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Identity.
    pub id: RiskId,
    /// In which phase.
    pub phase: PhaseId,
    /// What can go wrong.
    pub what: String,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: String,
    /// Who watches it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// How likely.
    #[serde(default, skip_serializing_if = "is_default")]
    pub likelihood: Level,
    /// How bad.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impact: Level,
}

impl Entity for Risk {
    fn id(&self) -> RiskId {
        self.id
    }
}

/// Low, medium or high.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    #[default]
    Medium,
    /// High.
    High,
}

impl Level {
    /// Every level, from the lowest.
    pub const ALL: [Level; 3] = [Level::Low, Level::Medium, Level::High];

    /// Its weight in a product of two: 1, 2 or 3.
    pub fn weight(self) -> u8 {
        self as u8 + 1
    }
}

impl Risk {
    /// Likelihood × impact, from 1 to 9.
    pub fn weight(&self) -> u8 {
        self.likelihood.weight() * self.impact.weight()
    }
}

/// The risks of a phase, the heaviest first; of two that weigh the same the one with the
/// worse impact, then in the plan's order.
pub fn top_risks(plan: &Plan, phase: PhaseId) -> Vec<&Risk> {
    let mut risks: Vec<&Risk> = plan.risks.iter().filter(|risk| risk.phase == phase).collect();
    risks.sort_by_key(|risk| std::cmp::Reverse((risk.weight(), risk.impact.weight())));
    risks
}

/// Lays phases one after the other over the plan's days, without gap: four weeks for seed users (or an equal part of a
/// plan too short for that), the days left in equal parts for the others. `None` where there are fewer days than phases.
pub fn lay_out(days: DateRange, kinds: &[PhaseKind]) -> Option<Vec<DateRange>> {
    const SEED_DAYS: u32 = 28;
    let count = u32::try_from(kinds.len()).ok().filter(|&count| count > 0 && count <= days.len())?;
    let is_seed = |kind: &&PhaseKind| **kind == PhaseKind::Seed;
    let seeds = u32::try_from(kinds.iter().filter(is_seed).count()).ok()?;
    let others = count - seeds;
    let seed_days = if others == 0 { days.len() / seeds } else { SEED_DAYS.min(days.len() / count) };
    let left = days.len() - seeds * seed_days;
    // Whole days that sum to what is left.
    let share_of_rest =
        |count: u32| u32::try_from(u64::from(left) * u64::from(count) / u64::from(others.max(1))).unwrap_or(left);
    let mut parts = Vec::with_capacity(kinds.len());
    let (mut first, mut other) = (days.first(), 0);
    for (at, kind) in kinds.iter().enumerate() {
        let length = if *kind == PhaseKind::Seed {
            seed_days
        } else {
            other += 1;
            share_of_rest(other) - share_of_rest(other - 1)
        };
        let last = if at + 1 == kinds.len() {
            days.last()
        } else {
            first.checked_add_days(Days::new(u64::from(length.max(1)) - 1))?
        };
        parts.push(DateRange::new(first, last)?);
        first = last.succ_opt()?;
    }
    Some(parts)
}

/// What a phase's objective asks for each day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DailyNeed {
    /// Where it begins: the objective of the phase before in the same metric, else the metric's baseline, else nought.
    pub from: Decimal,
    /// The objective's number.
    pub to: Decimal,
    /// Days of the phase.
    pub days: u32,
    /// Gain a day.
    pub gain: NeededGain,
}

/// Where a phase begins in the metric of its objective: where the one before was to end, else the metric's baseline,
/// else zero. `at` is the place of the phase.
pub fn begins_at(plan: &Plan, at: usize) -> Decimal {
    let Some(objective) = plan.phases.get(at).and_then(|phase| phase.objective) else { return Decimal::ZERO };
    let before = plan.phases[..at].iter().rev().filter_map(|phase| phase.objective);
    let metric = || plan.goals.metrics.iter().find(|metric| Some(metric.id) == objective.metric);
    before
        .filter(|earlier| earlier.metric == objective.metric)
        .find_map(|earlier| earlier.number)
        .or_else(|| metric()?.baseline)
        .unwrap_or_default()
}

/// What the objective of a phase asks for each day of it. `None` without number or days, and for metrics that are no stock:
/// their number is itself a day's or a share.
pub fn daily_need(plan: &Plan, id: PhaseId) -> Option<DailyNeed> {
    let at = plan.phases.iter().position(|phase| phase.id == id)?;
    let phase = &plan.phases[at];
    let objective = phase.objective?;
    let to = objective.number?;
    let days = phase.days()?.len();
    let metric = match objective.metric {
        Some(id) => Some(plan.goals.metrics.iter().find(|metric| metric.id == id)?),
        None => None,
    };
    if metric.is_some_and(|metric| metric.definition.adds_up() != AddsUp::EndOfPeriod) {
        return None;
    }
    let from = begins_at(plan, at);
    let loss = metric.and_then(|metric| metric.path.daily_loss).map_or(0.0, |loss| loss.to_f64() / 100.0);
    let shape = metric.map_or(PathShape::Linear, |metric| metric.path.shape);
    let gain = needed_gain_by(shape, from.to_f64(), to.to_f64(), days, loss)?;
    Some(DailyNeed { from, to, days, gain })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use proptest::prelude::*;

    const KINDS: [PhaseKind; 3] = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand];

    fn range(first: &str, last: &str) -> DateRange {
        DateRange::new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    #[test]
    fn four_weeks_of_seed_users_then_the_rest_in_equal_parts() {
        let parts = lay_out(range("2027-03-01", "2027-07-18"), &KINDS).unwrap();
        assert_eq!(parts[0], range("2027-03-01", "2027-03-28"));
        assert_eq!(parts[1], range("2027-03-29", "2027-05-23"));
        assert_eq!(parts[2], range("2027-05-24", "2027-07-18"));
        let short = lay_out(range("2027-03-01", "2027-03-09"), &KINDS).unwrap();
        assert!(short.iter().all(|part| part.len() == 3));
        assert_eq!(lay_out(range("2027-03-01", "2027-03-02"), &KINDS), None);
        assert_eq!(lay_out(range("2027-03-01", "2027-03-02"), &[]), None);
    }

    fn plan_of_followers() -> Plan {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let mut metric = Metric::new(Id::from_bits(90), MetricDefinition::Dictionary("followers".to_owned()));
        metric.baseline = Decimal::from_int(100);
        plan.goals.metrics.push(metric);
        for (phase, (number, days)) in
            plan.phases.iter_mut().zip([(1_000, ("2027-03-01", "2027-03-30")), (5_000, ("2027-03-31", "2027-05-19"))])
        {
            let days = range(days.0, days.1);
            (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
            phase.objective = Some(Objective { metric: Some(Id::from_bits(90)), number: Decimal::from_int(number) });
        }
        plan
    }

    #[test]
    fn a_phase_begins_where_the_one_before_was_to_end() {
        let plan = plan_of_followers();
        let seed = daily_need(&plan, plan.phases[0].id).unwrap();
        assert_eq!((seed.from, seed.days), (Decimal::from_int(100).unwrap(), 30));
        assert!((seed.gain.net - 30.0).abs() < 1e-9);
        let initial = daily_need(&plan, plan.phases[1].id).unwrap();
        assert_eq!(initial.from, Decimal::from_int(1_000).unwrap());
        assert!((initial.gain.net - 80.0).abs() < 1e-9);
        assert_eq!(daily_need(&plan, plan.phases[2].id), None);
    }

    #[test]
    fn a_daily_figure_needs_no_gain_a_day() {
        let mut plan = plan_of_followers();
        plan.goals.metrics[0].definition = MetricDefinition::Dictionary("orders".to_owned());
        assert_eq!(daily_need(&plan, plan.phases[0].id), None);
    }

    #[test]
    fn the_heaviest_risk_comes_first() {
        let mut plan = plan_of_followers();
        let phase = plan.phases[0].id;
        let levels = [
            (Level::Low, Level::Low),
            (Level::High, Level::Low),
            (Level::Low, Level::High),
            (Level::High, Level::High),
            (Level::Medium, Level::Medium),
            (Level::High, Level::High),
        ];
        for (bits, (likelihood, impact)) in (1..).zip(levels) {
            let (what, answer, owner) = Default::default();
            plan.risks.push(Risk { id: Id::from_bits(bits), phase, what, answer, owner, likelihood, impact });
        }
        plan.risks[5].phase = plan.phases[1].id;
        let order: Vec<(u64, u8)> =
            top_risks(&plan, phase).iter().map(|risk| (risk.id.bits(), risk.weight())).collect();
        assert_eq!(order, [(4, 9), (5, 4), (3, 3), (2, 3), (1, 1)]);
    }

    proptest! {
        #[test]
        fn laid_out_phases_cover_the_days_without_gap(length in 1u64..800, kinds in prop::collection::vec(0usize..4, 1..6)) {
            let first: NaiveDate = "2027-03-01".parse().unwrap();
            let days = DateRange::new(first, first + Days::new(length - 1)).unwrap();
            let all = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand, PhaseKind::Other];
            let kinds: Vec<PhaseKind> = kinds.into_iter().map(|kind| all[kind]).collect();
            if let Some(parts) = lay_out(days, &kinds) {
                prop_assert_eq!(parts[0].first(), days.first());
                prop_assert_eq!(parts[parts.len() - 1].last(), days.last());
                prop_assert!(parts.windows(2).all(|pair| pair[0].last().succ_opt() == Some(pair[1].first())));
            } else {
                prop_assert!(usize::try_from(length).unwrap() < kinds.len());
            }
        }
    }
}
