//! The answers as they are being given: what was typed or chosen, the proposals for the rest, and how they survive a
//! reload. Pure, but for the storage of the tab.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::plan::catalogue::north_stars::{Proposal, proposals};
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::plan::draft::answers::{AnswerError, PROPOSED_WEEKS, QuickStart};
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// What was answered; `None` where nothing was, or where the proposal stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Product or service.
    pub product: String,
    /// The kind of project.
    pub kind: Option<ProjectKind>,
    /// The market, if it is not the proposed one.
    pub market: Option<Market>,
    /// The currency, if it is not the proposed one.
    pub currency: Option<Currency>,
    /// The north star metric, if it is not the proposed one.
    pub north_star: Option<Proposal>,
    /// Its baseline.
    pub baseline: Option<Decimal>,
    /// Its target.
    pub target: Option<Decimal>,
    /// Total budget, in the chosen currency.
    pub budget: Option<Money>,
    /// Start date, if it is not the proposed one.
    pub first_day: Option<NaiveDate>,
    /// Number of weeks, if it is not the proposed one.
    pub weeks: Option<u32>,
}

/// What the answers do not say and the browser or the calendar does.
#[derive(Debug, Clone, Copy)]
pub struct Proposals {
    /// Market and currency.
    pub region: RegionalDefaults,
    /// Today.
    pub today: NaiveDate,
}

/// A question that has no answer, or one that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// No kind of project.
    Kind,
    /// No baseline.
    Baseline,
    /// No target.
    Target,
    /// The answers do not fit each other, or are out of range.
    Unfit(AnswerError),
}

/// The metrics that are offered for a kind of project in a market, the proposed one first.
pub fn offered(kind: Option<ProjectKind>, market: Market) -> &'static [Proposal] {
    proposals(kind.unwrap_or_default(), market)
}

impl Answers {
    /// The market, as answered or proposed.
    pub fn market(&self, proposals: &Proposals) -> Market {
        self.market.unwrap_or(proposals.region.market)
    }

    /// The currency, as answered or proposed. Another market than the reader's own has no proposal of its own.
    pub fn currency(&self, proposals: &Proposals) -> Currency {
        self.currency.unwrap_or(proposals.region.currency)
    }

    /// The north star metric: as answered, unless kind of project and market no longer offer it.
    pub fn north_star(&self, proposals: &Proposals) -> Proposal {
        let offered = offered(self.kind, self.market(proposals));
        self.north_star.filter(|star| offered.contains(star)).unwrap_or(offered[0])
    }

    /// The start date, as answered or next Monday.
    pub fn first_day(&self, proposals: &Proposals) -> NaiveDate {
        self.first_day.unwrap_or_else(|| next_monday(proposals.today))
    }

    /// The number of weeks, as answered or proposed.
    pub fn weeks(&self) -> u32 {
        self.weeks.unwrap_or(PROPOSED_WEEKS)
    }

    /// Changes the currency; the budget keeps its digits as far as the new currency has them.
    pub fn set_currency(&mut self, to: Currency, proposals: &Proposals) {
        let from = self.currency(proposals);
        self.budget = self.budget.map(|budget| {
            let whole = || Money::saturating(i128::from(budget.whole_units(from)) * 10i128.pow(u32::from(to.digits())));
            budget.rescaled(from, to).unwrap_or_else(whole)
        });
        self.currency = Some(to);
    }

    /// Everything that is missing or does not fit, in the order of the questions.
    pub fn gaps(&self, proposals: &Proposals) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.product.trim().is_empty() {
            gaps.push(Gap::Unfit(AnswerError::NoProduct));
        }
        let missing = [
            (self.kind.is_none(), Gap::Kind),
            (self.baseline.is_none(), Gap::Baseline),
            (self.target.is_none(), Gap::Target),
            (self.budget.is_none(), Gap::Unfit(AnswerError::NoBudget)),
        ];
        gaps.extend(missing.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, gap)| gap));
        if let (true, Some(answers)) = (gaps.is_empty(), self.filled(proposals)) {
            gaps.extend(answers.check().err().map(Gap::Unfit));
        }
        gaps
    }

    /// The complete answers; `None` while one is missing or does not fit.
    pub fn complete(&self, proposals: &Proposals) -> Option<QuickStart> {
        self.filled(proposals).filter(|answers| answers.check().is_ok())
    }

    fn filled(&self, proposals: &Proposals) -> Option<QuickStart> {
        Some(QuickStart {
            product: self.product.clone(),
            kind: self.kind?,
            market: self.market(proposals),
            currency: self.currency(proposals),
            north_star: self.north_star(proposals),
            baseline: self.baseline?,
            target: self.target?,
            total_budget: self.budget?,
            first_day: self.first_day(proposals),
            weeks: self.weeks(),
        })
    }

    /// The answers as text, a line each; see [`Answers::read`].
    pub fn write(&self) -> String {
        let number = |value: Option<Decimal>| value.map(|value| value.to_scaled(Decimal::DECIMALS).to_string());
        let lines = [
            self.kind.map(|kind| place_of(kind, &ProjectKind::ALL)),
            self.market.map(|market| place_of(market, &Market::ALL)),
            self.currency.map(|currency| currency.code().to_owned()),
            self.north_star.map(|star| star.key().to_owned()),
            number(self.baseline),
            number(self.target),
            self.budget.map(|budget| budget.minor().to_string()),
            self.first_day.map(|day| day.to_string()),
            self.weeks.map(|weeks| weeks.to_string()),
        ];
        let mut text = String::new();
        for line in lines {
            let _ = writeln!(text, "{}", line.unwrap_or_default());
        }
        // Last, because nothing follows that a line break in it could shift.
        text + &self.product
    }

    /// Reads what [`Answers::write`] wrote; what cannot be read counts as not answered.
    ///
    /// ```
    /// use groundswell::app::quick_start::answers::Answers;
    /// let answers = Answers { product: "Tea".to_owned(), weeks: Some(8), ..Answers::default() };
    /// assert_eq!(Answers::read(&answers.write()), answers);
    /// ```
    pub fn read(text: &str) -> Answers {
        let mut lines = text.splitn(10, '\n');
        let mut next = || lines.next().unwrap_or_default();
        let number = |text: &str| Decimal::from_scaled(text.parse().ok()?, Decimal::DECIMALS);
        let kind = at_place(next(), &ProjectKind::ALL);
        Answers {
            kind,
            market: at_place(next(), &Market::ALL),
            currency: Currency::from_code(next()),
            north_star: {
                let key = next();
                let mut all = Market::ALL.into_iter().flat_map(|market| offered(kind, market));
                all.find(|star| star.key() == key).copied()
            },
            baseline: number(next()),
            target: number(next()),
            budget: next().parse().ok().and_then(Money::from_minor),
            first_day: next().parse().ok(),
            weeks: next().parse().ok(),
            product: next().to_owned(),
        }
    }
}

fn place_of<T: PartialEq>(value: T, all: &[T]) -> String {
    all.iter().position(|other| *other == value).map(|at| at.to_string()).unwrap_or_default()
}

fn at_place<T: Copy>(text: &str, all: &[T]) -> Option<T> {
    all.get(text.parse::<usize>().ok()?).copied()
}

/// The Monday after a day.
fn next_monday(day: NaiveDate) -> NaiveDate {
    let days = 7 - day.weekday().num_days_from_monday();
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day)
}

/// The answers' place in the storage of the tab, which survives a reload.
#[cfg(target_arch = "wasm32")]
const KEY: &str = "groundswell.new-plan";

/// The answers of before a reload.
#[cfg(target_arch = "wasm32")]
pub(super) fn restored() -> Answers {
    use crate::browser::storage::local::get_for_tab;
    get_for_tab(KEY).map(|text| Answers::read(&text)).unwrap_or_default()
}

/// Keeps the answers for after a reload.
#[cfg(target_arch = "wasm32")]
pub(super) fn keep(answers: &Answers) {
    use crate::browser::storage::local::set_for_tab;
    set_for_tab(KEY, Some(&answers.write()));
}

/// Forgets the answers, once a plan is drafted from them.
#[cfg(target_arch = "wasm32")]
pub(crate) fn forget() {
    use crate::browser::storage::local::set_for_tab;
    set_for_tab(KEY, None);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposals() -> Proposals {
        Proposals { region: RegionalDefaults::of("en-GB", "Europe/London"), today: "2026-11-29".parse().unwrap() }
    }

    fn complete() -> Answers {
        Answers {
            product: "Riverside tea\n江畔茶".to_owned(),
            kind: Some(ProjectKind::Ecommerce),
            baseline: Some(Decimal::whole(40)),
            target: Some(Decimal::whole(120)),
            budget: Money::from_minor(2_500_050),
            ..Answers::default()
        }
    }

    #[test]
    fn five_answers_are_enough() {
        let answers = complete().complete(&proposals()).unwrap();
        assert_eq!((answers.market, answers.currency.code()), (Market::International, "GBP"));
        assert_eq!((answers.first_day.to_string().as_str(), answers.weeks), ("2026-11-30", 12));
        assert_eq!(answers.north_star.key(), "orders");
    }

    #[test]
    fn next_monday_is_never_today() {
        assert_eq!(next_monday("2026-11-30".parse().unwrap()).to_string(), "2026-12-07");
        assert_eq!(next_monday("2026-12-01".parse().unwrap()).to_string(), "2026-12-07");
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        use AnswerError::{NoBudget, NoProduct, TargetNotAboveBaseline};
        let gaps = Answers::default().gaps(&proposals());
        assert_eq!(gaps, [Gap::Unfit(NoProduct), Gap::Kind, Gap::Baseline, Gap::Target, Gap::Unfit(NoBudget)]);
        let backwards = Answers { target: Some(Decimal::whole(40)), ..complete() };
        assert_eq!(backwards.gaps(&proposals()), [Gap::Unfit(TargetNotAboveBaseline)]);
        assert!(complete().gaps(&proposals()).is_empty());
    }

    #[test]
    fn answers_survive_being_written() {
        let answers = Answers {
            market: Some(Market::China),
            currency: Currency::from_code("JPY"),
            north_star: Some(Proposal::Dictionary("gmv")),
            first_day: "2027-03-01".parse().ok(),
            weeks: Some(9),
            ..complete()
        };
        assert_eq!(Answers::read(&answers.write()), answers);
        assert_eq!(Answers::read(""), Answers::default());
        assert_eq!(Answers::read("x\n9\nXX\n\n\n\n\n2027-13-01\n-1\nTea").product, "Tea");
    }

    #[test]
    fn a_budget_keeps_its_digits_in_another_currency() {
        let mut answers = complete();
        answers.set_currency(Currency::from_code("JPY").unwrap(), &proposals());
        // 25,000.50 has no such amount in yen.
        assert_eq!(answers.budget.unwrap().minor(), 25_001);
        answers.set_currency(Currency::from_code("EUR").unwrap(), &proposals());
        assert_eq!(answers.budget.unwrap().minor(), 2_500_100);
    }

    #[test]
    fn a_metric_that_the_kind_does_not_offer_gives_way_to_the_proposal() {
        let mut answers = Answers { north_star: Some(Proposal::Dictionary("gmv")), ..complete() };
        assert_eq!(answers.north_star(&proposals()).key(), "gmv");
        answers.kind = Some(ProjectKind::ToolApp);
        assert_eq!(answers.north_star(&proposals()).key(), "stickiness");
    }
}
