//! The report's sentences in the current language: one table for the app and for the tests, which run without a
//! browser.

use crate::export::report::Phrase;
use crate::i18n::words::report as w;

/// The text of a phrase.
pub fn written(phrase: Phrase) -> String {
    match phrase {
        Phrase::Edition(day, standing) => w::edition(day, standing),
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
        Phrase::PerWeek(pieces) => w::per_week(pieces),
        Phrase::PerWeekOriginal(pieces, original) => w::per_week_original(pieces, original),
        Phrase::OfWhole(share) => w::of_whole(share),
        Phrase::Spare(over) => w::spare(over),
        Phrase::Short(short) => w::short(short),
        Phrase::NoEnvelope(count, planned, lines) => w::no_envelope(count, planned, lines),
        Phrase::EnvelopeFree(envelope, working, kept, free) => w::envelope_free(envelope, working, kept, free),
        Phrase::EnvelopeOver(envelope, working, kept, over) => w::envelope_over(envelope, working, kept, over),
        Phrase::Monthly(span) => w::monthly(span),
        Phrase::ByHand(span) => w::by_hand(span),
        Phrase::After(names) => w::after(names),
        Phrase::Holds(groups, capacity, holds) => w::holds(groups, capacity, holds),
        Phrase::Minimum(days, results) => w::minimum(days, results),
        Phrase::Week(count, day, pieces, original) => w::week(count, day, pieces, original),
        Phrase::Untitled(count, posts) => w::untitled(count, posts),
        Phrase::DailyLoss(loss) => w::daily_loss(loss),
        Phrase::AskGrant(envelope, kept) => w::ask_grant(envelope, kept),
        Phrase::AskPlanned(planned) => w::ask_planned(planned),
        Phrase::AskOver(over) => w::ask_over(over),
        Phrase::AskShort(metric, short, money) => w::ask_short(metric, short, money),
        Phrase::AskUnallocated(metric, short, money) => w::ask_unallocated(metric, short, money),
        Phrase::AskMore(metric, short, money, unallocated, lacking) => {
            w::ask_more(metric, short, money, unallocated, lacking)
        }
        Phrase::AskUnknown(metric, short) => w::ask_unknown(metric, short),
        Phrase::Range(least, most) => w::range(least, most),
        Phrase::CountedOn(day) => w::counted_on(day),
        Phrase::BaselineWas(value) => w::baseline_was(value),
        Phrase::SpentSoFar(spent, committed) => w::spent_so_far(spent, committed),
        Phrase::AtRate(rate) => w::at_rate(rate),
        Phrase::AtRateOn(rate, day) => w::at_rate_on(rate, day),
        Phrase::AskGate(money, phase, conditions) => w::ask_gate(money, phase, conditions),
        Phrase::AskFindings(count, n) => w::ask_findings(count, n),
    }
}
