//! Next best actions: the few things that bring a plan furthest, most urgent first.
//!
//! Computed from what the check found and from what is still empty. Contradictions come first, then what every other
//! figure depends on (product, dates, goal, budget, channels), then what money depends on, then the rest. An action
//! carries its numbers and the field to go to; its words are made elsewhere.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::review::findings::check;
//! use groundswell_core::plan::review::next_actions::{ActionKind, next_actions};
//! use groundswell_core::plan::review::summary::Summary;
//! let mut bits = 0;
//! let plan = Plan::blank(&mut || { bits += 1; bits });
//! let summary = Summary::of(&plan, &Ledger::of(&plan));
//! let actions = next_actions(&plan, &check(&plan), &summary, "2027-03-01".parse().unwrap());
//! assert_eq!(actions[0].kind, ActionKind::StartWithBasics);
//! ```

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::plan::goals::funding_gap::{Estimate, LimitingFactor};
use crate::plan::model::budget::{Category, LineItem};
use crate::plan::model::metric::MetricId;
use crate::plan::model::schedule::PostState;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::{Finding, FindingPlace, Issue, Severity};
use crate::plan::review::step_status::{StepStatus, latest_day, track_status};
use crate::plan::review::summary::Summary;
use crate::plan::{Plan, Step};

/// The most actions that are proposed at a time.
pub const MAX_ACTIONS: usize = 3;

/// Something to do next, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextAction {
    /// What, with its numbers.
    pub kind: ActionKind,
    /// The field to go to.
    pub place: FindingPlace,
}

/// What there is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionKind {
    /// Nothing says what is promoted, nor when.
    StartWithBasics,
    /// Nothing says what is promoted.
    DescribeProduct,
    /// The plan has no dates.
    SetDates,
    /// There is no north star.
    ChooseNorthStar,
    /// The north star has no baseline or no target.
    CompleteNorthStar {
        /// Its metric.
        metric: MetricId,
    },
    /// There is no total budget.
    SetTotalBudget {
        /// The sum of the line items.
        planned: Money,
    },
    /// There are no line items.
    AddLineItems {
        /// The total budget, if there is one.
        total: Option<Money>,
    },
    /// There are no channels.
    AddChannels,
    /// The line items take more than the total budget has.
    ResolveOverBudget {
        /// By how much.
        over: Money,
        /// The sum of the line items.
        planned: Money,
    },
    /// Line items without quantity or price.
    PriceLineItems {
        /// How many.
        count: usize,
    },
    /// Line items that pay for results and name none.
    ExpectResults {
        /// How many.
        count: usize,
        /// Their sum.
        spend: Money,
    },
    /// The line items bring less than the goal needs.
    CoverGoal {
        /// The goal's metric.
        metric: MetricId,
        /// What the goal needs.
        need: Decimal,
        /// What the line items are expected to bring.
        expected: Decimal,
        /// What the rest would cost, where that can be estimated.
        money: Option<Estimate>,
    },
    /// Posts that are due without a title.
    TitlePosts {
        /// How many.
        count: usize,
        /// When the first of them goes out.
        first: NaiveDate,
    },
    /// The plan has begun, and no figure is recent.
    EnterFigures {
        /// The day of the latest figure, if there is one.
        last: Option<NaiveDate>,
    },
    /// Another finding.
    Resolve {
        /// The first of its kind.
        finding: Finding,
        /// How many there are of its kind, this one included.
        count: usize,
    },
    /// Nothing is missing: have the plan approved.
    Approve,
    /// Nothing is missing, and the plan is approved: hand it out.
    Export,
}

/// How urgent an action is, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ActionUrgency {
    /// The plan contradicts itself.
    Contradiction,
    /// Something that the rest of the plan depends on is missing. In the order of the steps.
    Essential(u8),
    /// Money or results are at stake.
    AtStake,
    /// Something a careful reader would ask about.
    Question,
    /// Something still to complete.
    Open,
}

struct RankedAction {
    urgency: ActionUrgency,
    /// The money concerned: of two equally urgent actions the larger amount comes first.
    money: Money,
    action: NextAction,
}

/// The most urgent actions, at most [`MAX_ACTIONS`]. `findings` and `summary` are the plan's own.
pub fn next_actions(plan: &Plan, findings: &[Finding], summary: &Summary, today: NaiveDate) -> Vec<NextAction> {
    let mut found = of_findings(plan, findings, summary);
    found.extend(add_line_items(plan, summary));
    found.extend(expect_results(plan));
    found.extend(cover_goal(summary));
    found.extend(title_posts(plan));
    found.extend(enter_figures(plan, today));
    // Stable: equals stay in the order of the steps.
    found.sort_by_key(|candidate| (candidate.urgency, Reverse(candidate.money)));
    if found.is_empty() {
        let (kind, field) = if plan.approvals.is_empty() {
            (ActionKind::Approve, "review-approve")
        } else {
            (ActionKind::Export, "review-files")
        };
        return vec![NextAction { kind, place: at(Step::Review, field) }];
    }
    found.into_iter().map(|candidate| candidate.action).take(MAX_ACTIONS).collect()
}

fn at(step: Step, field: &'static str) -> FindingPlace {
    FindingPlace { step, field, item: None }
}

/// One action for each kind of finding.
fn of_findings(plan: &Plan, findings: &[Finding], summary: &Summary) -> Vec<RankedAction> {
    let has = |is: fn(&Issue) -> bool| findings.iter().any(|finding| is(&finding.issue));
    let (no_product, no_days) =
        (has(|issue| matches!(issue, Issue::NoProduct)), has(|issue| matches!(issue, Issue::NoDays)));
    let mut groups: Vec<(&Finding, usize, Money)> = Vec::new();
    for finding in findings {
        // What the phases are without dates of their own follows from the plan's.
        if no_days && matches!(finding.issue, Issue::PhaseWithoutDays { .. }) {
            continue;
        }
        let money = money_of(&finding.issue);
        match groups.iter_mut().find(|(first, ..)| first.code() == finding.code()) {
            Some((_, count, sum)) => {
                *count += 1;
                *sum += money;
            }
            None => groups.push((finding, 1, money)),
        }
    }
    let star = plan.goals.north_star.as_ref().map(|star| star.metric);
    let action = |(finding, count, money): (&Finding, usize, Money)| {
        let (urgency, kind) = match finding.issue {
            Issue::NoProduct if no_days => (ActionUrgency::Essential(0), ActionKind::StartWithBasics),
            Issue::NoProduct => (ActionUrgency::Essential(0), ActionKind::DescribeProduct),
            Issue::NoDays if no_product => return None,
            Issue::NoDays => (ActionUrgency::Essential(1), ActionKind::SetDates),
            Issue::NoNorthStar => (ActionUrgency::Essential(2), ActionKind::ChooseNorthStar),
            Issue::NorthStarWithoutTarget { metric } => {
                (ActionUrgency::Essential(3), ActionKind::CompleteNorthStar { metric })
            }
            Issue::NoBaseline { metric } if star == Some(metric) => {
                (ActionUrgency::Essential(3), ActionKind::CompleteNorthStar { metric })
            }
            Issue::NoTotalBudget => {
                (ActionUrgency::Essential(4), ActionKind::SetTotalBudget { planned: summary.money.planned })
            }
            Issue::NoChannels => (ActionUrgency::Essential(6), ActionKind::AddChannels),
            Issue::OverTotalBudget { over, planned } => {
                (ActionUrgency::Contradiction, ActionKind::ResolveOverBudget { over, planned })
            }
            Issue::LineUnpriced { .. } => (ActionUrgency::AtStake, ActionKind::PriceLineItems { count }),
            _ => {
                let urgency = match finding.severity() {
                    Severity::Error => ActionUrgency::Contradiction,
                    Severity::Warning if money > Money::ZERO => ActionUrgency::AtStake,
                    Severity::Warning => ActionUrgency::Question,
                    Severity::Hint => ActionUrgency::Open,
                };
                (urgency, ActionKind::Resolve { finding: finding.clone(), count })
            }
        };
        Some(RankedAction { urgency, money, action: NextAction { kind, place: finding.place } })
    };
    groups.into_iter().filter_map(action).collect()
}

/// The money that a finding is about.
fn money_of(issue: &Issue) -> Money {
    match *issue {
        Issue::OverTotalBudget { over, .. }
        | Issue::OverPhase { over, .. }
        | Issue::PartsAboveWhole { over }
        | Issue::LineOverspent { over, .. } => over,
        Issue::PartUnallocated { left } => left,
        Issue::LineOutsidePlan { outside, .. } => outside.max(Money::ZERO - outside),
        Issue::TestSpentWithoutResults { spend, .. } => spend,
        _ => Money::ZERO,
    }
}

fn add_line_items(plan: &Plan, summary: &Summary) -> Option<RankedAction> {
    plan.budget.lines.is_empty().then(|| RankedAction {
        urgency: ActionUrgency::Essential(5),
        money: Money::ZERO,
        action: NextAction {
            kind: ActionKind::AddLineItems { total: summary.money.total_budget },
            place: at(Step::Budget, "line-add"),
        },
    })
}

/// Line items in categories that are bought for their results. Tools, research or printed matter serve the others.
fn expect_results(plan: &Plan) -> Option<RankedAction> {
    if plan.goals.metrics.is_empty() {
        return None;
    }
    let is_bought_for_results = |line: &&LineItem| {
        let category =
            matches!(line.category, Category::Media | Category::Creator | Category::Incentive | Category::Event);
        category && line.expected.is_empty()
    };
    let silent = plan.budget.lines.iter().filter(is_bought_for_results);
    let priced: Vec<(&LineItem, Money)> = silent
        .filter_map(|line| Some((line, plan.amount(line).ok().filter(|amount| *amount > Money::ZERO)?)))
        .collect();
    let (largest, _) = priced.iter().max_by_key(|(_, amount)| *amount)?;
    let spend = priced.iter().map(|(_, amount)| *amount).sum();
    Some(RankedAction {
        urgency: ActionUrgency::AtStake,
        money: spend,
        action: NextAction {
            kind: ActionKind::ExpectResults { count: priced.len(), spend },
            place: FindingPlace { step: Step::Budget, field: "line-result", item: Some(largest.id.bits()) },
        },
    })
}

/// The goal that matters most of those the line items do not cover.
fn cover_goal(summary: &Summary) -> Option<RankedAction> {
    let short = summary.results.iter().filter_map(|result| {
        let money = match result.limiting_factor? {
            LimitingFactor::Results { money, .. }
            | LimitingFactor::Money { money, .. }
            | LimitingFactor::NoTotalBudget { money, .. } => Some(money),
            LimitingFactor::CostUnknown { .. } => None,
            // Without line items there is a more pressing action.
            LimitingFactor::NothingExpected if summary.money.lines > 0 => None,
            _ => return None,
        };
        Some((result, money))
    });
    let (result, money) = short.min_by_key(|(result, _)| !result.is_north_star)?;
    Some(RankedAction {
        urgency: ActionUrgency::AtStake,
        money: money.map_or(Money::ZERO, |money| money.most),
        action: NextAction {
            kind: ActionKind::CoverGoal {
                metric: result.metric,
                need: result.need?.count,
                expected: result.towards?.results,
                money,
            },
            place: at(Step::Budget, "budget-reach"),
        },
    })
}

fn title_posts(plan: &Plan) -> Option<RankedAction> {
    let untitled =
        || plan.schedule.posts.iter().filter(|post| post.title.trim().is_empty() && post.state != PostState::Published);
    let first = untitled().min_by_key(|post| post.on)?;
    Some(RankedAction {
        urgency: ActionUrgency::Open,
        money: Money::ZERO,
        action: NextAction {
            kind: ActionKind::TitlePosts { count: untitled().count(), first: first.on },
            place: FindingPlace { step: Step::Schedule, field: "post-title", item: Some(first.id.bits()) },
        },
    })
}

/// Figures of a plan that has begun and is not over, while its latest are more than a week old.
fn enter_figures(plan: &Plan, today: NaiveDate) -> Option<RankedAction> {
    if plan.goals.metrics.is_empty() || !plan.basics.days()?.contains(today) {
        return None;
    }
    if matches!(track_status(plan, today), StepStatus::Done) {
        return None;
    }
    Some(RankedAction {
        urgency: ActionUrgency::Question,
        money: Money::ZERO,
        action: NextAction {
            kind: ActionKind::EnterFigures { last: latest_day(plan) },
            place: at(Step::Track, "track-figures"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::budget::ledger::Ledger;
    use crate::plan::model::budget::{Allocation, ExpectedResult};
    use crate::plan::model::channel::Channel;
    use crate::plan::model::goals::NorthStar;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use crate::plan::model::schedule::Post;
    use crate::plan::review::findings::check;

    fn blank() -> Plan {
        let mut bits = 100;
        Plan::blank(&mut || {
            bits += 1;
            bits
        })
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn int(value: i64) -> Option<Decimal> {
        Decimal::from_int(value)
    }

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }

    fn line(bits: u64, category: Category, price: i64, followers: Option<i64>) -> LineItem {
        let mut line = LineItem::new(Id::from_bits(bits));
        (line.category, line.quantity, line.unit_price) = (category, int(1), int(price));
        line.expected = followers
            .map(|count| ExpectedResult { metric: Id::from_bits(1), count: int(count).unwrap() })
            .into_iter()
            .collect();
        line
    }

    /// A plan with all essentials: 1,000 followers from none for 10,000.00.
    fn essential() -> Plan {
        let mut plan = blank();
        plan.basics.product = "Bread".to_owned();
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-05-23")));
        let mut metric = Metric::new(Id::from_bits(1), MetricDefinition::Dictionary("new_followers".to_owned()));
        (metric.baseline, metric.target) = (int(0), int(1_000));
        let followers = MetricDefinition::Dictionary("followers".to_owned());
        metric.definition = followers;
        plan.goals.metrics.push(metric);
        plan.goals.north_star = Some(NorthStar { metric: Id::from_bits(1), why: String::new() });
        plan.budget.settings.total_budget = Some(money(1_000_000));
        plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
        plan.strategy.channels.push(Channel::new(Id::from_bits(2), Some("weibo".to_owned())));
        plan.budget.lines.push(line(3, Category::Media, 8_000, Some(1_000)));
        plan
    }

    /// The actions before the plan begins.
    fn kinds(plan: &Plan) -> Vec<ActionKind> {
        kinds_on(plan, "2026-12-01")
    }
    fn kinds_on(plan: &Plan, today: &str) -> Vec<ActionKind> {
        let summary = Summary::of(plan, &Ledger::of(plan));
        next_actions(plan, &check(plan), &summary, day(today)).into_iter().map(|action| action.kind).collect()
    }

    #[test]
    fn figures_are_asked_for_while_the_plan_runs_and_they_are_old() {
        let mut plan = essential();
        let asked = |plan: &Plan, today| {
            kinds_on(plan, today).into_iter().find(|kind| matches!(kind, ActionKind::EnterFigures { .. }))
        };
        assert_eq!(asked(&plan, "2027-02-28"), None, "the plan has not begun");
        assert_eq!(asked(&plan, "2027-03-01"), Some(ActionKind::EnterFigures { last: None }));
        plan.tracking.figures.set(Id::from_bits(1), None, day("2027-03-10"), int(40));
        assert_eq!(asked(&plan, "2027-03-17"), None);
        assert_eq!(asked(&plan, "2027-03-18"), Some(ActionKind::EnterFigures { last: Some(day("2027-03-10")) }));
        assert_eq!(asked(&plan, "2027-05-24"), None, "the plan is over");
    }

    #[test]
    fn a_new_plan_starts_with_basics_goal_and_budget() {
        let expected = [
            ActionKind::StartWithBasics,
            ActionKind::ChooseNorthStar,
            ActionKind::SetTotalBudget { planned: Money::ZERO },
        ];
        assert_eq!(kinds(&blank()), expected);
    }

    #[test]
    fn essentials_come_in_the_order_of_the_steps() {
        let mut plan = blank();
        plan.basics.product = "Bread".to_owned();
        assert_eq!(kinds(&plan)[0], ActionKind::SetDates);
        let mut plan = essential();
        plan.strategy.channels.clear();
        plan.budget.lines.clear();
        let expected = [ActionKind::AddLineItems { total: Some(money(1_000_000)) }, ActionKind::AddChannels];
        assert_eq!(kinds(&plan)[..2], expected);
        plan.goals.metrics[0].target = None;
        assert_eq!(kinds(&plan)[0], ActionKind::CompleteNorthStar { metric: Id::from_bits(1) });
    }

    #[test]
    fn a_contradiction_comes_before_what_is_missing() {
        let mut plan = essential();
        plan.basics.product.clear();
        plan.budget.lines.push(line(4, Category::Media, 5_000, Some(1)));
        let over = ActionKind::ResolveOverBudget { over: money(300_000), planned: money(1_300_000) };
        assert_eq!(kinds(&plan)[..2], [over, ActionKind::DescribeProduct]);
    }

    #[test]
    fn of_equally_urgent_actions_the_larger_amount_comes_first() {
        let mut plan = essential();
        // 500 followers for 8,000: the other 500 cost about as much.
        plan.budget.lines[0] = line(3, Category::Media, 8_000, Some(500));
        plan.budget.lines.push(line(4, Category::Creator, 1_000, None));
        plan.budget.lines.push(line(5, Category::Event, 500, None));
        // A tool is not bought for its results.
        plan.budget.lines.push(line(6, Category::Tool, 200, None));
        let found = kinds(&plan);
        let ActionKind::CoverGoal { need, expected, money: Some(cost), .. } = found[0] else { panic!("{found:?}") };
        assert_eq!((Some(need), Some(expected)), (int(1_000), int(500)));
        assert!(cost.most >= money(800_000), "{cost:?}");
        assert_eq!(found[1], ActionKind::ExpectResults { count: 2, spend: money(150_000) });
    }

    #[test]
    fn the_largest_line_item_without_results_is_the_one_to_go_to() {
        let mut plan = essential();
        plan.budget.lines.push(line(4, Category::Creator, 100, None));
        plan.budget.lines.push(line(5, Category::Media, 900, None));
        let summary = Summary::of(&plan, &Ledger::of(&plan));
        let actions = next_actions(&plan, &check(&plan), &summary, "2026-12-01".parse().unwrap());
        assert_eq!(actions[0].place.item, Some(5));
    }

    #[test]
    fn findings_of_one_kind_are_one_action() {
        let mut plan = essential();
        for bits in 4..7 {
            let mut unpriced = line(bits, Category::Tool, 1, None);
            unpriced.unit_price = None;
            plan.budget.lines.push(unpriced);
        }
        assert_eq!(kinds(&plan)[0], ActionKind::PriceLineItems { count: 3 });
        assert_eq!(kinds(&plan).iter().filter(|kind| matches!(kind, ActionKind::PriceLineItems { .. })).count(), 1);
    }

    #[test]
    fn untitled_posts_name_the_first_that_goes_out() {
        let mut plan = blank();
        let post = |bits, on: &str, title: &str| Post {
            id: Id::from_bits(bits),
            on: day(on),
            at: None,
            channel: Id::from_bits(2),
            cadence: None,
            title: title.to_owned(),
            original: false,
            paid: false,
            owner: String::new(),
            state: PostState::Idea,
            link: String::new(),
        };
        plan.schedule.posts =
            vec![post(7, "2027-03-09", " "), post(8, "2027-03-02", ""), post(9, "2027-03-01", "Hello")];
        let found = title_posts(&plan).unwrap().action;
        assert_eq!(found.kind, ActionKind::TitlePosts { count: 2, first: day("2027-03-02") });
        assert_eq!(found.place.item, Some(8));
    }

    #[test]
    fn a_complete_plan_is_to_be_approved() {
        let plan = essential();
        let summary = Summary::of(&plan, &Ledger::of(&plan));
        let kind = |plan: &Plan| next_actions(plan, &[], &summary, day("2026-12-01"))[0].kind.clone();
        assert_eq!(kind(&plan), ActionKind::Approve);
    }
}
