//! The source of the report's chapters: plan, ledger, day and words, with helpers to name and format things.

use chrono::{Datelike, NaiveDate};

use super::model::{ReportCell, ReportFill};
use super::words::{ReportPhrase, ReportTerm, ReportWord, ReportWords};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::goals::current_value::current;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::phase::{Comparison, Criterion, Phase, PhaseId, PhaseKind};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::review::summary::Summary;

/// The text of an empty cell.
pub const DASH: &str = "–";

/// The plan, what follows from it, and the words.
pub struct ReportSource<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its ledger.
    pub ledger: &'a Ledger,
    /// The day of the report.
    pub today: NaiveDate,
    /// The words.
    pub words: &'a dyn ReportWords,
    /// Its summary.
    pub summary: Summary,
}

impl<'a> ReportSource<'a> {
    /// The source of a plan's report.
    pub fn new(plan: &'a Plan, ledger: &'a Ledger, today: NaiveDate, words: &'a dyn ReportWords) -> ReportSource<'a> {
        ReportSource { plan, ledger, today, words, summary: Summary::of(plan, ledger) }
    }

    /// A word.
    pub fn say(&self, word: ReportWord) -> &'static str {
        self.words.say(word)
    }

    /// A word as an owned string.
    pub fn text(&self, word: ReportWord) -> String {
        self.words.say(word).to_owned()
    }

    /// The plan's name.
    pub fn title(&self) -> String {
        or(&self.plan.basics.name, self.say(ReportWord::Unnamed))
    }

    /// An amount, without minor units if they are zero.
    pub fn money(&self, amount: Money) -> String {
        self.words.money(amount, self.plan.basics.currency, false)
    }

    /// An amount with all its decimals.
    pub fn exact(&self, amount: Money) -> String {
        self.words.money(amount, self.plan.basics.currency, true)
    }

    /// A price with all decimals of its currency, or more if it has more.
    pub fn price(&self, price: Decimal) -> String {
        let currency = self.plan.basics.currency;
        match Money::from_decimal(price, currency) {
            Some(amount) => self.exact(amount),
            None => self.words.value(price, Unit::Money, currency),
        }
    }

    /// The format of the amounts of one column: with decimals if any of them has some.
    pub fn column<'s>(&'s self, amounts: &[Money]) -> impl Fn(Money) -> String + use<'s, 'a> {
        let unit = 10_i64.pow(u32::from(self.plan.basics.currency.digits()));
        let exact = amounts.iter().any(|amount| amount.minor() % unit != 0);
        move |amount| self.words.money(amount, self.plan.basics.currency, exact)
    }

    /// The share of a part in a whole, to a tenth of a percent.
    pub fn share(&self, part: Money, whole: Money) -> String {
        part.share_of(whole).map_or_else(|| DASH.to_owned(), |share| self.words.percent(share))
    }

    /// A metric's current value with its date; a dash if there is none.
    pub fn now(&self, metric: &Metric) -> ReportCell {
        let Some(now) = current(self.plan, metric) else { return DASH.into() };
        let cell = ReportCell::from(self.value(Some(metric), now.value));
        match now.on {
            Some(on) => cell.below(self.short(on)),
            None => cell,
        }
    }

    /// A computed value of a metric.
    pub fn rough(&self, metric: &Metric, value: f64) -> String {
        self.words.rough(value, metric.definition.unit(), self.plan.basics.currency)
    }

    /// A share as a percentage.
    pub fn percent(&self, share: BasisPoints) -> String {
        self.words.percent(i64::from(share.0))
    }

    /// A percentage, to a tenth.
    pub fn percent_points(&self, value: Decimal) -> String {
        self.words.percent(value.percent_shown())
    }

    /// The metric with that identity.
    pub fn metric(&self, id: MetricId) -> Option<&'a Metric> {
        self.plan.find(id)
    }

    /// A metric's name; empty for `None`.
    pub fn metric_name(&self, id: Option<MetricId>) -> String {
        id.and_then(|id| self.metric(id)).map_or_else(String::new, |metric| self.words.metric(&metric.definition))
    }

    /// A value of a metric; a plain number for `None`.
    pub fn value(&self, metric: Option<&Metric>, value: Decimal) -> String {
        match metric {
            Some(metric) => self.words.value(value, metric.definition.unit(), self.plan.basics.currency),
            None => self.words.decimal(value),
        }
    }

    /// The same, or a dash.
    pub fn value_or_dash(&self, metric: Option<&Metric>, value: Option<Decimal>) -> String {
        value.map_or_else(|| DASH.to_owned(), |value| self.value(metric, value))
    }

    /// A channel's name; empty for `None`.
    pub fn channel(&self, id: Option<ChannelId>) -> String {
        let found = id.and_then(|id| self.plan.find(id));
        found.map_or_else(String::new, |channel| self.words.channel(channel))
    }

    /// A phase's name; the name of the whole plan for `None`.
    pub fn phase(&self, id: Option<PhaseId>) -> String {
        let found = id.and_then(|id| self.plan.find(id));
        found.map_or_else(|| self.text(ReportWord::WholePlan), |phase| self.words.phase(phase))
    }

    /// The fill of a phase.
    pub fn fill(&self, id: PhaseId) -> ReportFill {
        let Some(phase) = self.plan.find(id) else { return ReportFill::Other };
        match phase.kind {
            PhaseKind::Seed => ReportFill::Seed,
            PhaseKind::Initial => ReportFill::Initial,
            PhaseKind::Brand => ReportFill::Brand,
            PhaseKind::Other => {
                let first = self.plan.phases.iter().find(|phase| phase.kind == PhaseKind::Other);
                if first.is_some_and(|first| first.id == id) { ReportFill::Other } else { ReportFill::More }
            }
        }
    }

    /// A date range, of which either end may be missing.
    pub fn days(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
        match (first, last) {
            (Some(first), Some(last)) if first == last => self.words.date(first),
            (Some(first), Some(last)) => self.words.span(first, last),
            (Some(day), None) => self.words.phrase(ReportPhrase::From(&self.words.date(day))),
            (None, Some(day)) => self.words.phrase(ReportPhrase::Until(&self.words.date(day))),
            (None, None) => String::new(),
        }
    }

    /// A day for narrow columns: without its year, if the plan has only one such day.
    pub fn short(&self, day: NaiveDate) -> String {
        if self.is_unique_without_year(day) { self.words.date_short(day) } else { self.words.date(day) }
    }

    fn is_unique_without_year(&self, day: NaiveDate) -> bool {
        const YEAR: u32 = 365;
        let Some(days) = self.plan.basics.days() else { return false };
        let one_year = days.first().year() == days.last().year() && days.first().year() == day.year();
        one_year || days.contains(day) && days.len() <= YEAR
    }

    /// Days for narrow columns; see [`short`](ReportSource::short).
    pub fn short_days(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
        match (first, last) {
            (Some(first), Some(last)) if first == last => self.short(first),
            (Some(first), Some(last)) => self.short_span(first, last),
            _ => self.days(first, last),
        }
    }

    fn short_span(&self, first: NaiveDate, last: NaiveDate) -> String {
        self.words.phrase(ReportPhrase::Span(&self.short(first), &self.short(last)))
    }

    /// A cycle's name.
    pub fn cycle(&self, cycle: DateRange) -> String {
        self.short_days(Some(cycle.first()), Some(cycle.last()))
    }

    /// The objective of a phase.
    pub fn objective(&self, phase: &Phase) -> Option<String> {
        let objective = phase.objective?;
        let metric = objective.metric.and_then(|id| self.metric(id));
        let number = self.value(metric, objective.number?);
        Some(match metric {
            Some(metric) => self.labelled(&self.words.metric(&metric.definition), &number),
            None => number,
        })
    }

    /// An exit or entry criterion.
    pub fn criterion(&self, criterion: &Criterion) -> String {
        let metric = criterion.metric.and_then(|id| self.metric(id));
        let what = match metric {
            Some(metric) => self.words.metric(&metric.definition),
            None => criterion.words.trim().to_owned(),
        };
        let Some(value) = criterion.value else { return what };
        let value = self.value(metric, value);
        match criterion.holds {
            Comparison::AtLeast => self.words.phrase(ReportPhrase::AtLeast(&what, &value)),
            Comparison::AtMost => self.words.phrase(ReportPhrase::AtMost(&what, &value)),
        }
    }

    /// A label and its value, on one line.
    pub fn labelled(&self, label: &str, value: &str) -> String {
        self.words.phrase(ReportPhrase::Labelled(label, value))
    }

    /// A term of the plan.
    pub fn term(&self, term: ReportTerm) -> &'static str {
        self.words.term(term)
    }

    /// A whole number.
    pub fn count(&self, value: impl TryInto<i64>) -> String {
        self.words.count(value.try_into().unwrap_or(i64::MAX))
    }
}

/// A text, or another one if it is blank.
pub fn or(text: &str, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

/// A text, or a dash if it is blank.
pub fn or_dash(text: &str) -> String {
    or(text, DASH)
}

/// A text truncated to about `room` characters, if possible at the end of a word; a wide character counts as two.
pub fn clipped(text: &str, room: usize) -> String {
    let text = text.trim();
    let width = |letter: char| if letter > '\u{2e7f}' { 2 } else { 1 };
    let mut taken = 0;
    let mut end = text.len();
    for (at, letter) in text.char_indices() {
        taken += width(letter);
        if taken > room {
            end = at;
            break;
        }
    }
    if end == text.len() {
        return text.to_owned();
    }
    let kept = &text[..end];
    let kept = match kept.rfind(' ') {
        Some(space) if space > end * 2 / 3 => &kept[..space],
        _ => kept,
    };
    let kept = kept.trim_end_matches(|letter: char| letter.is_whitespace() || ",.;:，。；：、".contains(letter));
    [kept, "…"].concat()
}

/// Parts joined by a separator, without blank ones.
pub fn joined<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    parts.join(" · ")
}
