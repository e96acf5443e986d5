//! The draft itself: answers in, a whole plan out, and the one edit that makes it of a blank plan.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::catalogue::north_stars::Proposal;
//! use groundswell_core::plan::draft::answers::QuickStart;
//! use groundswell_core::plan::draft::draft_plan::draft_edit;
//! use groundswell_core::plan::draft::words::PlainWords;
//! use groundswell_core::plan::edit::apply::apply;
//! use groundswell_core::plan::model::basics::{Market, ProjectKind};
//! use groundswell_core::plan::numbers::{currency::Currency, decimal::Decimal, money::Money};
//!
//! let answers = QuickStart {
//!     product: "Riverside tea".to_owned(),
//!     kind: ProjectKind::O2o,
//!     market: Market::International,
//!     currency: Currency::from_code("EUR").unwrap(),
//!     north_star: Proposal::Dictionary("orders"),
//!     baseline: Decimal::whole(40),
//!     target: Decimal::whole(120),
//!     total_budget: Money::from_minor(2_500_000).unwrap(),
//!     first_day: "2027-03-01".parse().unwrap(),
//!     weeks: 12,
//! };
//! let mut bits = 0;
//! let mut fresh = || { bits += 1; bits };
//! let mut plan = Plan::blank(&mut fresh);
//! let edit = draft_edit(&plan, &answers, "2027-02-26".parse().unwrap(), &PlainWords, &mut fresh).unwrap();
//! apply(&mut plan, edit).unwrap();
//! // Line items sum to the total budget less its contingency of 8 %.
//! assert_eq!(Ledger::of(&plan).totals().planned.minor(), 2_300_000);
//! assert!(!plan.suggested.is_empty());
//! ```

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::totals::typical_split;
use crate::plan::draft::answers::{AnswerError, QuickStart};
use crate::plan::draft::channels::{Purpose, channels_for};
use crate::plan::draft::lines::{DraftedLine, expect_results, lines_of};
use crate::plan::draft::parts;
use crate::plan::draft::words::DraftWords;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::goals::funding_gap::goal_coverage;
use crate::plan::model::activity::Activity;
use crate::plan::model::budget::{Allocation, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::goals::NorthStar;
use crate::plan::model::metric::Metric;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::Cadence;
use crate::plan::model::suggestions::{SuggestedPart, Suggestible, Suggestions};
use crate::plan::phases::back_to_back::schedule_back_to_back;

/// The plan that the answers are drafted to, in place of a blank plan, whose id and phases it keeps. `today` dates the
/// baseline; `fresh` supplies random bits, once for each id.
///
/// Line items sum to each phase's allocation. Their expected results sum to what the goal needs: they say what a result
/// may cost, not what it will cost.
///
/// # Errors
/// As [`QuickStart::check`].
pub fn draft_plan(
    blank: &Plan,
    answers: &QuickStart,
    today: NaiveDate,
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Plan, AnswerError> {
    answers.check()?;
    let days = answers.days().ok_or(AnswerError::DaysOutOfRange)?;
    let mut plan = blank.clone();
    let basics = &mut plan.basics;
    answers.product.trim().clone_into(&mut basics.product);
    basics.name.clone_from(&basics.product);
    (basics.kind, basics.market, basics.currency) = (Some(answers.kind), answers.market, answers.currency);
    (basics.first_day, basics.last_day) = (Some(days.first()), Some(days.last()));

    let chosen = channels_for(answers.market, answers.kind);
    let metric = parts::metric(answers, days, today, chosen, words, fresh);
    let why = words.why(answers.north_star.key());
    plan.goals.north_star = Some(NorthStar { metric: metric.id, why });
    plan.goals.funnel = parts::funnel(answers, fresh);

    let kinds: Vec<_> = plan.phases.iter().map(|phase| phase.kind).collect();
    let scheduled = schedule_back_to_back(days, &kinds).ok_or(AnswerError::WeeksOutOfRange)?;
    let split = typical_split(&plan.phases);
    for ((phase, days), share) in plan.phases.iter_mut().zip(scheduled).zip(split) {
        (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
        phase.allocation = Allocation::Share(share);
    }
    parts::set_objectives(&mut plan.phases, &metric, words);
    plan.goals.metrics.push(metric);

    let channels = parts::channels(chosen, &plan.phases, fresh);
    plan.strategy.channels = channels.iter().map(|(channel, _)| channel.clone()).collect();
    plan.budget.settings.total_budget = Some(answers.total_budget);
    fund(&mut plan, answers, &channels, words, fresh);
    plan.activities = parts::activities(answers, &plan, words, fresh);
    plan.risks = parts::risks(&plan.phases, words, fresh);
    plan.schedule.cadences = parts::cadences(&channels, &plan.phases, fresh);
    let tested: Vec<&str> =
        chosen.iter().filter(|(_, purpose)| *purpose == Purpose::Tested).map(|(key, _)| *key).collect();
    plan.strategy.rule.focus = words.focus(&tested);
    plan.suggested = suggestions(&plan);
    Ok(plan)
}

/// Adds the line items, with the results that the goal needs from them.
fn fund(
    plan: &mut Plan,
    answers: &QuickStart,
    channels: &[(Channel, Purpose)],
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) {
    let ledger = Ledger::of(plan);
    let mut lines: Vec<DraftedLine> = Vec::new();
    for (phase, money) in plan.phases.iter().zip(&ledger.totals().phases) {
        lines.extend(lines_of(phase, money.allocated, channels, answers.currency, words, fresh));
    }
    // Only of metrics whose results can be bought one by one.
    let coverage = goal_coverage(plan, &ledger);
    let goal = coverage.goals.first().and_then(|goal| Some((goal.metric, goal.need?)));
    if let Some((metric, need)) = goal {
        expect_results(&mut lines, metric, need.count);
        plan.strategy.rule.metric = Some(metric);
    }
    plan.budget.lines = lines.into_iter().map(|line| line.item).collect();
}

/// Everything but what the answers said themselves: basics, north star and total budget.
fn suggestions(plan: &Plan) -> Suggestions {
    fn all<'a, T: Suggestible + 'a>(plan: &'a Plan) -> impl Iterator<Item = SuggestedPart> + 'a {
        T::list(plan).iter().map(|item| T::suggested(item.id()))
    }
    let values = [SuggestedPart::Funnel, SuggestedPart::BudgetSettings, SuggestedPart::TestRule];
    values
        .into_iter()
        .chain(all::<Metric>(plan))
        .chain(all::<Phase>(plan))
        .chain(all::<Channel>(plan))
        .chain(all::<LineItem>(plan))
        .chain(all::<Activity>(plan))
        .chain(all::<Risk>(plan))
        .chain(all::<Cadence>(plan))
        .collect()
}

/// The one edit that makes the draft of a blank plan, and that one undo takes back.
///
/// # Errors
/// As [`draft_plan`].
pub fn draft_edit(
    blank: &Plan,
    answers: &QuickStart,
    today: NaiveDate,
    words: &dyn DraftWords,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<PlanEdit, AnswerError> {
    fn inserts<T: Editable>(items: Vec<T>, edits: &mut Vec<PlanEdit>) {
        let insert = |(at, item)| T::plan_edit(ListEdit::Insert { at, item: Box::new(item) });
        edits.extend(items.into_iter().enumerate().map(insert));
    }
    let plan = draft_plan(blank, answers, today, words, fresh)?;
    // References point at what was inserted before.
    let mut edits = vec![PlanEdit::Currency(plan.basics.currency), PlanEdit::Basics(Box::new(plan.basics))];
    inserts(plan.goals.metrics, &mut edits);
    edits.push(PlanEdit::NorthStar(plan.goals.north_star));
    edits.push(PlanEdit::Funnel(Box::new(plan.goals.funnel)));
    edits.push(PlanEdit::BudgetSettings(plan.budget.settings));
    edits.extend(plan.phases.into_iter().map(|phase| PlanEdit::Phase(ListEdit::Replace(Box::new(phase)))));
    inserts(plan.strategy.channels, &mut edits);
    edits.push(PlanEdit::TestRule(Box::new(plan.strategy.rule)));
    inserts(plan.activities, &mut edits);
    inserts(plan.risks, &mut edits);
    inserts(plan.budget.lines, &mut edits);
    inserts(plan.schedule.cadences, &mut edits);
    edits.push(PlanEdit::Suggested(plan.suggested));
    Ok(PlanEdit::Batch(edits))
}
