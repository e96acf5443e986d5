//! The report's sentences in the current language: one table for the app and for the tests, which run without a
//! browser.

use crate::export::report::Phrase;
use crate::i18n::words::report as w;

/// The text of a phrase.
pub fn written(phrase: Phrase) -> String {
    match phrase {
        Phrase::Edition(day, status) => w::edition(day, status),
        Phrase::From(day) => w::from_day(day),
        Phrase::Until(day) => w::until(day),
        Phrase::Span(first, last) => w::span(first, last),
        Phrase::FromTo(from, to) => w::from_to(from, to),
        Phrase::Both(first, second) => w::both(first, second),
        Phrase::Labelled(label, value) => w::labelled(label, value),
        Phrase::AtLeast(what, value) => w::at_least(what, value),
        Phrase::AtMost(what, value) => w::at_most(what, value),
        Phrase::More(count, n) => w::more_of(count, n),
        Phrase::PerThousand(amount) => w::per_thousand(amount),
        Phrase::PerDay(gain) => w::per_day(gain),
        Phrase::PerWeek(posts) => w::per_week(posts),
        Phrase::PerWeekOriginal(posts, original) => w::per_week_original(posts, original),
        Phrase::OfWhole(share) => w::of_whole(share),
        Phrase::Spare(over) => w::spare(over),
        Phrase::Short(short) => w::short(short),
        Phrase::NoTotalBudget(count, planned, lines) => w::no_total_budget(count, planned, lines),
        Phrase::TotalBudgetFree(total_budget, working, kept, free) => {
            w::total_budget_free(total_budget, working, kept, free)
        }
        Phrase::TotalBudgetOver(total_budget, working, kept, over) => {
            w::total_budget_over(total_budget, working, kept, over)
        }
        Phrase::Monthly(span) => w::monthly(span),
        Phrase::ByHand(span) => w::by_hand(span),
        Phrase::After(names) => w::after(names),
        Phrase::Holds(groups, capacity, holds) => w::holds(groups, capacity, holds),
        Phrase::Minimum(days, results) => w::minimum(days, results),
        Phrase::Week(count, day, posts, original) => w::week(count, day, posts, original),
        Phrase::Untitled(count, posts) => w::untitled(count, posts),
        Phrase::DailyLoss(loss) => w::daily_loss(loss),
        Phrase::AskGrant(total_budget, kept) => w::ask_grant(total_budget, kept),
        Phrase::AskPlanned(planned) => w::ask_planned(planned),
        Phrase::AskOver(over) => w::ask_over(over),
        Phrase::AskShort(metric, short, money) => w::ask_short(metric, short, money),
        Phrase::AskUnallocated(metric, short, money) => w::ask_unallocated(metric, short, money),
        Phrase::AskMore(metric, short, money, unallocated, missing) => {
            w::ask_more(metric, short, money, unallocated, missing)
        }
        Phrase::AskUnknown(metric, short) => w::ask_unknown(metric, short),
        Phrase::Range(least, most) => w::range(least, most),
        Phrase::CountedOn(day) => w::counted_on(day),
        Phrase::BaselineWas(value) => w::baseline_was(value),
        Phrase::SpentSoFar(spent, committed) => w::spent_so_far(spent, committed),
        Phrase::AtRate(rate) => w::at_rate(rate),
        Phrase::AtRateOn(rate, day) => w::at_rate_on(rate, day),
        Phrase::AskCriteria(money, phase, criteria) => w::ask_criteria(money, phase, criteria),
        Phrase::AskFindings(count, n) => w::ask_findings(count, n),
    }
}
