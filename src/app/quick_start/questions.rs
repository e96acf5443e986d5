//! The five questions, their proposals and what is wrong with an answer, in words.

use leptos::prelude::*;

use super::answers::{Answers, Gap, Proposals, offered};
use super::page::QuestionState;
use crate::app::currency_choices;
use crate::i18n::format;
use crate::i18n::words::quick_start as w;
use crate::plan::catalogue::north_stars::Proposal;
use crate::plan::draft::answers::{AnswerError, MAX_BUDGET, MAX_WEEKS, MIN_WEEKS, most_of};
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::{AMOUNT_LIMIT, LAST_YEAR};
use crate::plan::numbers::money::Money;
use crate::widgets::{DateField, NumberField, NumberKind, SelectField, SelectOption, TextField};

const PRODUCT: &str = "new-product";
const KIND: &str = "new-kind";
const MARKET: &str = "new-market";
const CURRENCY: &str = "new-currency";
const METRIC: &str = "new-metric";
const BASELINE: &str = "new-baseline";
const TARGET: &str = "new-target";
const BUDGET: &str = "new-budget";
const FIRST_DAY: &str = "new-first-day";
const WEEKS: &str = "new-weeks";

/// All of them.
pub(super) fn all(state: QuestionState) -> AnyView {
    view! {
        {question(w::what(), view! { {product(state)} {kind(state)} }.into_any())}
        {question(w::where_market(), view! { {market(state)} {currency(state)} }.into_any())}
        {question(w::number(), view! { {metric(state)} {values(state)} }.into_any())}
        {question(w::money(), budget(state))}
        {question(w::when(), view! { {first_day(state)} {weeks(state)} }.into_any())}
    }
    .into_any()
}

fn question(legend: &'static str, fields: AnyView) -> AnyView {
    view! {
        <fieldset class="qs-question">
            <legend>{legend}</legend>
            <div class="row">{fields}</div>
        </fieldset>
    }
    .into_any()
}

/// The hint of a field that may hold a proposal: what it comes from while it does.
fn hint(
    state: QuestionState,
    is_answered: fn(&Answers) -> bool,
    proposed: &'static str,
    answered: &'static str,
) -> Signal<String> {
    state.read(move |answers, _| if is_answered(answers) { answered } else { proposed }.to_owned())
}

fn product(state: QuestionState) -> AnyView {
    view! {
        <TextField
            id=PRODUCT
            label=w::product()
            value=state.read(|answers, _| answers.product.clone())
            commit=Callback::new(move |text| state.change(|answers| answers.product = text))
            placeholder=w::product_example()
            problem=state.problem(PRODUCT)
        />
    }
    .into_any()
}

fn kind(state: QuestionState) -> AnyView {
    let key = |kind: ProjectKind| ProjectKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    let options = ProjectKind::ALL.map(|kind| SelectOption::new(key(kind).to_string(), kind_name(kind)));
    let commit = Callback::new(move |value: String| {
        let chosen = value.parse::<usize>().ok().and_then(|at| ProjectKind::ALL.get(at).copied());
        state.change(|answers| answers.kind = chosen);
    });
    view! {
        <SelectField
            id=KIND
            label=w::kind()
            options=Signal::stored(options.to_vec())
            value=state.read(move |answers, _| answers.kind.map(|kind| key(kind).to_string()).unwrap_or_default())
            commit=commit
            placeholder=crate::i18n::words::common::choose()
            problem=state.problem(KIND)
        />
    }
    .into_any()
}

fn kind_name(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::O2o => w::kind_o2o(),
        ProjectKind::ToolApp => w::kind_tool_app(),
        ProjectKind::ContentBrand => w::kind_content_brand(),
        ProjectKind::Ecommerce => w::kind_ecommerce(),
        ProjectKind::LocalService => w::kind_local_service(),
        ProjectKind::Other => w::kind_other(),
    }
}

fn market(state: QuestionState) -> AnyView {
    const KEYS: [(&str, Market); 2] = [("china", Market::China), ("international", Market::International)];
    let options = KEYS.map(|(key, market)| {
        let name = if market == Market::China { w::market_china() } else { w::market_international() };
        SelectOption::new(key, name)
    });
    let value = state.read(|answers, proposals| {
        let chosen = answers.market(proposals);
        KEYS.iter().find(|(_, market)| *market == chosen).map(|(key, _)| (*key).to_owned()).unwrap_or_default()
    });
    let commit = Callback::new(move |value: String| {
        let chosen = KEYS.iter().find(|(key, _)| *key == value).map(|(_, market)| *market);
        state.change(|answers| answers.market = chosen);
    });
    view! {
        <SelectField
            id=MARKET
            label=w::market()
            hint=hint(state, |answers| answers.market.is_some(), w::proposed_region(), w::market_hint())
            options=Signal::stored(options.to_vec())
            value=value
            commit=commit
        />
    }
    .into_any()
}

fn currency(state: QuestionState) -> AnyView {
    let commit = Callback::new(move |code: String| {
        if let Some(to) = Currency::from_code(&code) {
            state.change(|answers| answers.set_currency(to, &state.proposals));
        }
    });
    let chosen = state.answers.with_untracked(|answers| answers.currency(&state.proposals));
    view! {
        <SelectField
            id=CURRENCY
            label=w::currency()
            hint=hint(state, |answers| answers.currency.is_some(), w::proposed_region(), "")
            options=state.read(move |answers, proposals| currency_choices(chosen, answers.market(proposals)))
            value=state.read(|answers, proposals| answers.currency(proposals).code().to_owned())
            commit=commit
        />
    }
    .into_any()
}

fn metric(state: QuestionState) -> AnyView {
    let options = state.read(|answers, proposals| {
        let option = |star: &Proposal| SelectOption::new(star.key(), metric_name(*star));
        offered(answers.kind, answers.market(proposals)).iter().map(option).collect::<Vec<_>>()
    });
    let commit = Callback::new(move |key: String| {
        state.change(|answers| {
            let offered = offered(answers.kind, answers.market(&state.proposals));
            answers.north_star = offered.iter().find(|star| star.key() == key).copied();
        });
    });
    view! {
        <SelectField
            id=METRIC
            label=w::metric()
            hint=state.read(|answers, _| match (answers.north_star, answers.kind) {
                (Some(_), _) => String::new(),
                (None, Some(_)) => w::proposed_kind().to_owned(),
                (None, None) => w::proposed().to_owned(),
            })
            options=options
            value=state.read(|answers, proposals| answers.north_star(proposals).key().to_owned())
            commit=commit
        />
    }
    .into_any()
}

fn metric_name(star: Proposal) -> &'static str {
    match star {
        Proposal::Dictionary("orders") => w::metric_orders(),
        Proposal::Dictionary("repeat") => w::metric_repeat(),
        Proposal::Dictionary("stickiness") => w::metric_stickiness(),
        Proposal::Dictionary("dau") => w::metric_dau(),
        Proposal::Dictionary("followers") => w::metric_followers(),
        Proposal::Dictionary("engagements") => w::metric_engagements(),
        Proposal::Dictionary("gmv") => w::metric_gmv(),
        Proposal::Dictionary("subscribers") => w::metric_subscribers(),
        Proposal::Dictionary("store_visits") => w::metric_store_visits(),
        Proposal::Dictionary("leads") => w::metric_leads(),
        Proposal::Dictionary("trials") => w::metric_trials(),
        Proposal::Dictionary(key) => key,
        Proposal::Reservations => w::metric_reservations(),
    }
}

/// How a value of the metric is typed.
fn value_kind(unit: Unit, currency: Currency) -> NumberKind {
    match unit {
        Unit::Percent => NumberKind::Percent,
        Unit::Money => NumberKind::Money { code: currency.code().to_owned(), digits: currency.digits() },
        _ => NumberKind::Count,
    }
}

/// The decimals of a value in the smallest steps of its field.
fn decimals(unit: Unit, currency: Currency) -> u8 {
    match unit {
        Unit::Percent => 2,
        Unit::Money => currency.digits(),
        _ => 0,
    }
}

/// Baseline and target, drawn again when their unit changes.
fn values(state: QuestionState) -> AnyView {
    let unit =
        state.read(|answers, proposals| (answers.north_star(proposals).measure().0, answers.currency(proposals)));
    (move || {
        let (unit, currency) = unit.get();
        let digits = decimals(unit, currency);
        let most = most_of(unit).to_scaled(digits);
        let shown = move |look: fn(&Answers) -> Option<Decimal>| {
            state.read(move |answers, _| look(answers).map(|value| value.to_scaled(digits)))
        };
        let taking = move |put: fn(&mut Answers, Option<Decimal>)| {
            Callback::new(move |value: Option<i64>| {
                state.change(|answers| put(answers, value.and_then(|value| Decimal::from_scaled(value, digits))));
                Ok(())
            })
        };
        let one = move |id: &'static str, label: &'static str, hint: &'static str, look, put| {
            view! {
                <NumberField
                    id=id
                    label=label
                    hint=Signal::stored(hint.to_owned())
                    kind=value_kind(unit, currency)
                    value=shown(look)
                    commit=taking(put)
                    most=Some(most)
                    problem=state.problem(id)
                />
            }
        };
        view! {
            {one(BASELINE, w::baseline(), w::baseline_hint(), |answers| answers.baseline, |answers, value| answers.baseline = value)}
            {one(TARGET, w::target(), w::target_hint(), |answers| answers.target, |answers, value| answers.target = value)}
        }
    })
    .into_any()
}

fn budget(state: QuestionState) -> AnyView {
    let currency = state.read(Answers::currency);
    (move || {
        let currency = currency.get();
        let digits = currency.digits();
        let most = MAX_BUDGET.saturating_mul(10i64.pow(u32::from(digits))).min(AMOUNT_LIMIT);
        let commit = Callback::new(move |value: Option<i64>| {
            state.change(|answers| answers.budget = value.and_then(Money::from_minor));
            Ok(())
        });
        view! {
            <NumberField
                id=BUDGET
                label=w::budget()
                hint=Signal::stored(w::budget_hint().to_owned())
                kind=NumberKind::Money { code: currency.code().to_owned(), digits }
                value=state.read(|answers, _| answers.budget.map(Money::minor))
                commit=commit
                most=Some(most)
                problem=state.problem(BUDGET)
            />
        }
    })
    .into_any()
}

fn first_day(state: QuestionState) -> AnyView {
    let commit = Callback::new(move |day| {
        state.change(|answers| answers.first_day = day);
        Ok(())
    });
    view! {
        <DateField
            id=FIRST_DAY
            label=w::first_day()
            hint=hint(state, |answers| answers.first_day.is_some(), w::proposed_monday(), "")
            value=state.read(|answers, proposals| Some(answers.first_day(proposals)))
            commit=commit
            problem=state.problem(FIRST_DAY)
        />
    }
    .into_any()
}

fn weeks(state: QuestionState) -> AnyView {
    let commit = Callback::new(move |weeks: Option<i64>| {
        let weeks = weeks.and_then(|weeks| u32::try_from(weeks).ok());
        state.change(|answers| answers.weeks = weeks);
        Ok(())
    });
    view! {
        <NumberField
            id=WEEKS
            label=w::weeks()
            hint=hint(state, |answers| answers.weeks.is_some(), w::proposed(), "")
            kind=NumberKind::Count
            value=state.read(|answers, _| Some(i64::from(answers.weeks())))
            commit=commit
            least=Some(i64::from(MIN_WEEKS))
            most=Some(i64::from(MAX_WEEKS))
            required=true
            problem=state.problem(WEEKS)
        />
    }
    .into_any()
}

/// The field that a gap is about.
pub(super) fn field_of(gap: Gap) -> &'static str {
    match gap {
        Gap::Unfit(AnswerError::NoProduct) => PRODUCT,
        Gap::Kind => KIND,
        Gap::Baseline | Gap::Unfit(AnswerError::BaselineOutOfRange) => BASELINE,
        Gap::Target | Gap::Unfit(AnswerError::TargetNotAboveBaseline | AnswerError::TargetOutOfRange) => TARGET,
        Gap::Unfit(AnswerError::NoBudget | AnswerError::BudgetTooLarge) => BUDGET,
        Gap::Unfit(AnswerError::WeeksOutOfRange) => WEEKS,
        Gap::Unfit(AnswerError::DaysOutOfRange) => FIRST_DAY,
    }
}

/// A gap as a message.
pub(super) fn gap_words(gap: Gap, answers: &Answers, proposals: &Proposals) -> String {
    let unit = answers.north_star(proposals).measure().0;
    let currency = answers.currency(proposals);
    let value = |value: Decimal| {
        let scaled = value.to_scaled(decimals(unit, currency));
        match unit {
            Unit::Percent => format::percent_bp(scaled),
            Unit::Money => format::money_plain(scaled, currency.code(), currency.digits()),
            _ => format::count(scaled),
        }
    };
    match gap {
        Gap::Kind => w::kind_missing().to_owned(),
        Gap::Baseline => w::baseline_missing().to_owned(),
        Gap::Target => w::target_missing().to_owned(),
        Gap::Unfit(error) => match error {
            AnswerError::NoProduct => w::product_missing().to_owned(),
            AnswerError::BaselineOutOfRange => w::baseline_too_high(&value(most_of(unit))),
            AnswerError::TargetNotAboveBaseline => w::target_too_low(&value(answers.baseline.unwrap_or_default())),
            AnswerError::TargetOutOfRange => w::target_too_high(&value(most_of(unit))),
            AnswerError::NoBudget => w::budget_missing().to_owned(),
            AnswerError::BudgetTooLarge => w::budget_too_large().to_owned(),
            AnswerError::DaysOutOfRange => w::days_out_of_range(&LAST_YEAR.to_string()),
            AnswerError::WeeksOutOfRange => {
                w::weeks_out_of_range(&format::count(i64::from(MIN_WEEKS)), &format::count(i64::from(MAX_WEEKS)))
            }
        },
    }
}
