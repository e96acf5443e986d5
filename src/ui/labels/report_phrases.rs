//! The report's sentences in the current language: one table for the app and for the tests, which run without a
//! browser.

use crate::export::report::ReportPhrase;
use crate::i18n::words::report as w;

/// The text of a phrase.
pub fn written(phrase: ReportPhrase) -> String {
    match phrase {
        ReportPhrase::Edition(day, status) => w::edition(day, status),
        ReportPhrase::From(day) => w::from_day(day),
        ReportPhrase::Until(day) => w::until(day),
        ReportPhrase::Span(first, last) => w::span(first, last),
        ReportPhrase::FromTo(from, to) => w::from_to(from, to),
        ReportPhrase::Both(first, second) => w::both(first, second),
        ReportPhrase::Labelled(label, value) => w::labelled(label, value),
        ReportPhrase::AtLeast(what, value) => w::at_least(what, value),
        ReportPhrase::AtMost(what, value) => w::at_most(what, value),
        ReportPhrase::More(count, n) => w::more_of(count, n),
        ReportPhrase::PerThousand(amount) => w::per_thousand(amount),
        ReportPhrase::PerDay(gain) => w::per_day(gain),
        ReportPhrase::PerWeek(posts) => w::per_week(posts),
        ReportPhrase::PerWeekOriginal(posts, original) => w::per_week_original(posts, original),
        ReportPhrase::OfWhole(share) => w::of_whole(share),
        ReportPhrase::Spare(over) => w::spare(over),
        ReportPhrase::Short(short) => w::short(short),
        ReportPhrase::NoTotalBudget(count, planned, lines) => w::no_total_budget(count, planned, lines),
        ReportPhrase::TotalBudgetFree(total_budget, working, kept, free) => {
            w::total_budget_free(total_budget, working, kept, free)
        }
        ReportPhrase::TotalBudgetOver(total_budget, working, kept, over) => {
            w::total_budget_over(total_budget, working, kept, over)
        }
        ReportPhrase::Monthly(span) => w::monthly(span),
        ReportPhrase::ByHand(span) => w::by_hand(span),
        ReportPhrase::After(names) => w::after(names),
        ReportPhrase::Holds(groups, capacity, holds) => w::holds(groups, capacity, holds),
        ReportPhrase::Minimum(days, results) => w::minimum(days, results),
        ReportPhrase::Posts(count, posts, original) => w::posts_of(count, posts, original),
        ReportPhrase::Untitled(count, posts) => w::untitled(count, posts),
        ReportPhrase::DailyLoss(loss) => w::daily_loss(loss),
        ReportPhrase::AskGrant(total_budget, kept) => w::ask_grant(total_budget, kept),
        ReportPhrase::AskPlanned(planned) => w::ask_planned(planned),
        ReportPhrase::AskOver(over) => w::ask_over(over),
        ReportPhrase::AskShort(metric, short, money) => w::ask_short(metric, short, money),
        ReportPhrase::AskUnallocated(metric, short, money) => w::ask_unallocated(metric, short, money),
        ReportPhrase::AskMore(metric, short, money, unallocated, missing) => {
            w::ask_more(metric, short, money, unallocated, missing)
        }
        ReportPhrase::AskUnknown(metric, short) => w::ask_unknown(metric, short),
        ReportPhrase::Range(least, most) => w::range(least, most),
        ReportPhrase::CountedOn(day) => w::counted_on(day),
        ReportPhrase::BaselineWas(value) => w::baseline_was(value),
        ReportPhrase::SpentSoFar(spent, committed) => w::spent_so_far(spent, committed),
        ReportPhrase::AtRate(rate) => w::at_rate(rate),
        ReportPhrase::AtRateOn(rate, day) => w::at_rate_on(rate, day),
        ReportPhrase::AskCriteria(money, phase, criteria) => w::ask_criteria(money, phase, criteria),
        ReportPhrase::AskFindings(count, n) => w::ask_findings(count, n),
    }
}
