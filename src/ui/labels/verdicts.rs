//! Channel test verdicts in words. [`compare`](crate::plan::strategy::comparison::compare) makes the verdicts; screens,
//! the report, the workbook and the text document all take their wording from here.

use crate::i18n::format;
use crate::i18n::words::{budget_views, test_progress as w};
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::{CostRange, MissingData, StopReason, TestOutcome, TestVerdict, display_chance};
use crate::plan::strategy::sequential::{CAUTIOUS_DAYS, DecidedBy};
use crate::ui::labels::names;

/// A verdict as a short label.
pub fn word(verdict: TestVerdict) -> &'static str {
    match verdict {
        TestVerdict::NotCounted => w::not_counted(),
        TestVerdict::CostsNothing => w::costs_nothing(),
        TestVerdict::TooEarly(_) => w::too_early(),
        TestVerdict::Stop(_) => w::stop(),
        TestVerdict::Alone => w::alone(),
        TestVerdict::KeepTesting => w::keep(),
        TestVerdict::Leading { .. } => w::leading(),
        TestVerdict::Winner { .. } => w::winner(),
    }
}

/// The reason for the verdict, in one or two sentences.
pub fn why(outcome: &TestOutcome, rule: &TestRule, currency: Currency) -> String {
    let money = |amount: Option<Money>| names::money(amount.unwrap_or_default(), currency);
    let target = rule.target_cost;
    let open = |why: &str| {
        if outcome.looks_too_expensive(rule) {
            let days = format::count(i64::from(CAUTIOUS_DAYS));
            w::sentences(why, &w::expensive_so_far(&money(target), &days))
        } else {
            why.to_owned()
        }
    };
    let undecided = |why: &str| if outcome.over { w::sentences(&open(why), w::over_undecided()) } else { open(why) };
    let said = match outcome.verdict {
        TestVerdict::NotCounted => w::not_counted_why().to_owned(),
        TestVerdict::CostsNothing => w::costs_nothing_why().to_owned(),
        TestVerdict::TooEarly(data) => missing(data, currency),
        TestVerdict::Stop(StopReason::NoResults) => w::stop_no_results(&money(outcome.spent), &money(target)),
        TestVerdict::Stop(StopReason::TooExpensive) => {
            w::stop_too_expensive(&money(outcome.cost.map(|cost| cost.median)), &money(target))
        }
        TestVerdict::Alone => open(w::alone_why()),
        TestVerdict::KeepTesting if outcome.ahead => undecided(w::keep_ahead()),
        TestVerdict::KeepTesting => undecided(w::keep_behind()),
        TestVerdict::Leading { .. } => undecided(w::leading_why()),
        TestVerdict::Winner { .. } => match outcome.decided {
            Some(DecidedBy::On(day)) => w::winner_why_on(&format::date(day)),
            _ => w::winner_why().to_owned(),
        },
    };
    match outcome.verdict {
        TestVerdict::Leading { bursty: true } => w::sentences(&said, w::bursty()),
        TestVerdict::Winner { bursty: true } => w::bursty().to_owned(),
        TestVerdict::Winner { .. } => w::sentences(&said, w::winner_next()),
        _ => said,
    }
}

/// What is missing for a verdict.
fn missing(data: MissingData, currency: Currency) -> String {
    type Say = fn(u64, &str) -> String;
    let parts: [(u32, Say); 3] =
        [(data.days, w::missing_days), (data.results, w::missing_results), (data.events, w::missing_events)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, say)| say(u64::from(n), &format::count(i64::from(n))))
        .collect();
    let said = w::missing(&format::list(&parts));
    match data.spend.filter(|spend| *spend > Money::ZERO) {
        Some(spend) => w::sentences(&said, &w::missing_spend(&names::money(spend, currency))),
        None => said,
    }
}

/// A probability in whole percent, never shown as 0 or 100.
pub fn chance(chance: f64) -> String {
    match display_chance(chance) {
        ..100 => w::under_1().to_owned(),
        9_901.. => w::over_99().to_owned(),
        points => format::percent_bp(points),
    }
}

/// The 90% interval of a cost: "¥16.43 to ¥25.08".
pub fn interval(cost: CostRange, currency: Currency) -> String {
    let [low, high] = [cost.low, cost.high].map(|amount| names::money(amount, currency));
    budget_views::estimate_range(&low, &high)
}
