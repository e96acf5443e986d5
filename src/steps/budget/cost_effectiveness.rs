//! Cost-effectiveness: what results cost and what the money returns, for the plan, by phase and by channel.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v, common, terms};
use crate::lens;
use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness;
use crate::plan::budget::cost_effectiveness::{Cost, Effect, Effectiveness, Kpi, Returns, break_even_roas};
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::review::summary::Summary;
use crate::steps::budget::views::MatrixRow;
use crate::ui::cost_explained::{CostBasis, how_calculated};
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{
    DataCell, DataHead, EmptyState, Notice, NoticeKind, RadioChoice, RadioGroup, SelectField, SelectOption, data_table,
    explained_heading,
};

const DASH: &str = "–";

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let form = Form::budget_settings(editor);
    let results = editor.figures(results_of_plan);
    let any = Memo::new(move |_| results.with(|results| !results.is_empty()));
    let bases = Signal::derive(move || {
        results.with(|results| results.iter().filter_map(|result| result.basis.clone()).collect::<Vec<_>>())
    });
    let body = move || {
        if !any.get() {
            return view! { <EmptyState text=w::results_empty() example=editor.by_market(w::results_empty_example, w::results_empty_example_abroad) /> }.into_any();
        }
        view! {
            {move || results.with(|results| results_table(results, currency))}
            {how_calculated(bases, currency)}
            {groups(editor, results, currency)}
        }
        .into_any()
    };
    view! {
        <section class="money" aria-labelledby="budget-results">
            {explained_heading("budget-results", v::worth(), terms::effectiveness(), terms::effectiveness_text())}
            <div class="short-field">
                {form.share("budget-margin", Label::new(v::margin()).hint(v::margin_hint()).optional(), lens!(gross_margin))}
            </div>
            {returns(editor, currency)}
            {body}
        </section>
    }
    .into_any()
}

/// The return on the whole plan's spend.
fn returns(editor: Editor, currency: Currency) -> AnyView {
    let shown = editor.figures(|plan, ledger| {
        (
            cost_effectiveness::of_plan(plan, ledger).returns,
            plan.budget.settings.gross_margin,
            ledger.totals().planned != Money::ZERO,
        )
    });
    (move || {
        shown.with(|(returns, margin, planned)| match returns {
            Some(returns) => return_facts(returns, *margin, currency),
            None if *planned => view! { <p class="muted small">{v::no_revenue()}</p> }.into_any(),
            None => ().into_any(),
        })
    })
    .into_any()
}

fn return_facts(returns: &Returns, margin: Option<BasisPoints>, currency: Currency) -> AnyView {
    let one = |name: &str, value: AnyView, gloss: &str| {
        let (name, gloss) = (name.to_owned(), gloss.to_owned());
        view! { <div><dt>{name} <small>{gloss}</small></dt><dd>{value}</dd></div> }
    };
    let dash = || DASH.to_owned();
    let break_even = break_even_roas(margin);
    let loses = returns.roi.is_some_and(Decimal::is_negative);
    let roi = match returns.roi {
        Some(roi) if loses => view! { <span class="too-much">{percent(roi)}</span> }.into_any(),
        Some(roi) => percent(roi).into_any(),
        None => view! { <small class="muted">{v::no_margin()}</small> }.into_any(),
    };
    let warning = loses.then(|| {
        let (roas, roi) = (returns.roas.map_or_else(dash, times), returns.roi.map_or_else(dash, percent));
        let margin = margin.map_or_else(dash, |margin| format::percent_bp(i64::from(margin.0)));
        // Break-even: the revenue one unit of money must bring.
        let one = Money::saturating(i128::from(10_i64.pow(u32::from(currency.digits()))));
        let sales = break_even.map_or_else(dash, |needed| names::money(Money::rounded(needed, currency), currency));
        let words = v::loses(&margin, &names::money_plain(one, currency), &sales, &roi);
        view! { <Notice kind=NoticeKind::Warn title=v::loses_title(&roas)>{words}</Notice> }
    });
    let sales = names::money_plain(returns.revenue, currency);
    view! {
        <dl class="key-figures small-facts">
            {one(v::revenue(), sales.into_any(), v::revenue_gloss())}
            {one(v::roas(), returns.roas.map_or_else(dash, times).into_any(), v::roas_gloss())}
            {one(v::break_even(), break_even.map_or_else(dash, times).into_any(), v::break_even_gloss())}
            {one(v::roi(), roi, v::roi_gloss())}
        </dl>
        {warning}
    }
    .into_any()
}

/// A ratio with two decimals.
fn times(value: Decimal) -> String {
    format::decimal(value.to_scaled(2), 2)
}

/// A percentage with one decimal.
fn percent(value: Decimal) -> String {
    format::percent_bp(value.percent_shown())
}

/// A metric's results and their cost, with what formatting them needs.
#[derive(Clone, PartialEq)]
struct Result {
    name: String,
    unit: Unit,
    effect: Effect,
    /// The headline cost, which every screen shows.
    cost: Option<Cost>,
    basis: Option<CostBasis>,
    counted: Option<Cost>,
}

fn results_of_plan(plan: &Plan, ledger: &Ledger) -> Vec<Result> {
    let counted = cost_effectiveness::measured_costs(plan, ledger).costs;
    let outcomes = Summary::of(plan, ledger).results;
    let result = |effect: Effect| {
        let definition = &plan.find(effect.metric)?.definition;
        let outcome = outcomes.iter().find(|outcome| outcome.metric == effect.metric)?;
        let of_plan = counted.iter().find(|found| found.channel.is_none() && found.metric == Some(effect.metric));
        Some(Result {
            name: names::metric(definition),
            unit: definition.unit(),
            counted: of_plan.map(|found| found.cost),
            cost: outcome.cost(),
            basis: CostBasis::of(plan, outcome),
            effect,
        })
    };
    cost_effectiveness::of_plan(plan, ledger).effects.into_iter().filter_map(result).collect()
}

/// The cost of one result, or of a thousand; a text if there are no results.
fn each(cost: Cost, kpi: Kpi, currency: Currency) -> DataCell {
    let Some(each) = cost.price(kpi, currency) else { return DataCell::from(v::no_results_yet()).class("muted") };
    let amount = names::cost(each, currency);
    if kpi.per() > 1 { w::result_thousand(&amount).into() } else { amount.into() }
}

fn abbreviation(kpi: Kpi) -> &'static str {
    match kpi {
        Kpi::Cpm => "CPM",
        Kpi::Cpc => "CPC",
        Kpi::Cpf => "CPF",
        Kpi::Cpa => "CPA",
        Kpi::Reached | Kpi::Each => "",
    }
}

fn results_table(results: &[Result], currency: Currency) -> AnyView {
    let counted = results.iter().any(|result| result.counted.is_some());
    let row = |result: &Result| {
        let kpi = result.effect.kpi;
        let expected =
            result.cost.map_or_else(|| DASH.to_owned(), |cost| names::value(cost.results, result.unit, currency));
        let mut row = vec![
            DataCell::from(result.name.clone()).beside(abbreviation(kpi)),
            expected.into(),
            result.cost.map_or_else(|| DASH.into(), |cost| each(cost, kpi, currency)),
        ];
        if counted {
            row.push(result.counted.map_or_else(|| DASH.into(), |cost| each(cost, kpi, currency)));
        }
        row
    };
    let mut heads = vec![
        DataHead::words(w::result_metric()),
        DataHead::figures(w::result_count()),
        DataHead::figures(v::each_direct()),
    ];
    if counted {
        heads.push(DataHead::figures(v::each_counted()));
    }
    data_table(v::results_table(), "visually-hidden", &heads, results.iter().map(row).collect(), Vec::new())
}

/// The costs of a phase or a channel.
#[derive(Clone, PartialEq)]
struct CostGroup {
    name: String,
    /// Money on line items that do not bring the selected result.
    rest: Money,
    /// The selected result.
    result: Option<Effect>,
    counted: Option<Cost>,
    thousand: Option<Cost>,
    click: Option<Cost>,
    returns: Option<Returns>,
}

fn group(name: String, found: &Effectiveness, metric: MetricId, counted: Option<Cost>) -> CostGroup {
    let of = |kpi: Kpi| found.effects.iter().find(|effect| effect.kpi == kpi).map(|effect| effect.direct);
    CostGroup {
        name,
        rest: found.other_spend(metric),
        result: found.effect(metric).copied(),
        counted,
        thousand: of(Kpi::Cpm),
        click: of(Kpi::Cpc),
        returns: found.returns,
    }
}

fn groups_of(plan: &Plan, ledger: &Ledger, by_channel: bool, metric: MetricId) -> Vec<CostGroup> {
    if by_channel {
        let counted = cost_effectiveness::measured_costs(plan, ledger).costs;
        let of_channel = |channel| {
            let found = counted.iter().find(|found| found.channel == channel && found.metric == Some(metric));
            found.filter(|_| channel.is_some()).map(|found| found.cost)
        };
        let found = cost_effectiveness::by_channel(plan, ledger);
        let groups =
            found.iter().map(|(id, found)| group(MatrixRow::Channel(*id).name(plan), found, metric, of_channel(*id)));
        groups.collect()
    } else {
        let found = cost_effectiveness::by_phase(plan, ledger);
        let shown = found.iter().filter(|(id, found)| id.is_some() || found.spend != Money::ZERO);
        shown.map(|(id, found)| group(MatrixRow::Phase(*id).name(plan), found, metric, None)).collect()
    }
}

/// Costs by phase or by channel, for the selected result.
fn groups(editor: Editor, results: Memo<Vec<Result>>, currency: Currency) -> AnyView {
    let by = RwSignal::new("phase".to_owned());
    let chosen = RwSignal::new(String::new());
    let choice =
        |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
    let choices = vec![choice("phase", common::phase()), choice("channel", common::channel())];
    let options = Memo::new(move |_| {
        results.with(|results| {
            let option = |result: &Result| SelectOption::new(result.effect.metric.to_string(), result.name.clone());
            results.iter().map(option).collect::<Vec<_>>()
        })
    });
    // Default: the result that most line items bring.
    let metric = Memo::new(move |_| {
        let chosen = chosen.get();
        results.with(|results| {
            let most = || results.iter().rev().max_by_key(|result| result.effect.lines);
            let found = results.iter().find(|result| result.effect.metric.to_string() == chosen).or_else(most);
            found.map(|result| result.effect.metric)
        })
    });
    let value = Signal::derive(move || metric.get().map(|metric| metric.to_string()).unwrap_or_default());
    let by_channel = Memo::new(move |_| by.with(|by| by == "channel"));
    let table = move || {
        let (metric, by_channel) = (metric.get()?, by_channel.get());
        let groups = editor.figures(move |plan, ledger| groups_of(plan, ledger, by_channel, metric));
        let name = move || {
            results.with(|results| {
                let found = results.iter().find(|result| result.effect.metric == metric);
                found.map(|result| result.name.clone()).unwrap_or_default()
            })
        };
        let unit = results.with_untracked(|results| {
            results.iter().find(|result| result.effect.metric == metric).map_or(Unit::Count, |result| result.unit)
        });
        Some(move || groups.with(|groups| groups_table(groups, by_channel, &name(), unit, currency)))
    };
    view! {
        <div class="choices">
            <RadioGroup
                id="worth-by"
                legend=v::by_phase_or_channel()
                choices
                value=by
                commit=Callback::new(move |value| by.set(value))
                inline=true
            />
            <SelectField
                id="worth-result"
                label=v::of_result()
                options
                value
                commit=Callback::new(move |value| chosen.set(value))
            />
        </div>
        {table}
    }
    .into_any()
}

/// The money on line items that bring the result, which its cost is based on, and the remaining money of the group.
fn spend_cell(group: &CostGroup, currency: Currency) -> DataCell {
    let money = |amount| names::money_plain(amount, currency);
    let own = group.result.map(|effect| effect.direct.spend);
    let cell = DataCell::from(own.map_or_else(|| DASH.to_owned(), money));
    if group.rest == Money::ZERO { cell } else { cell.about(v::other_lines(&money(group.rest))) }
}

fn groups_table(groups: &[CostGroup], by_channel: bool, metric: &str, unit: Unit, currency: Currency) -> AnyView {
    let has = |what: fn(&CostGroup) -> bool| groups.iter().any(what);
    let counted = has(|group| group.counted.is_some());
    let thousand = has(|group| group.thousand.is_some());
    let click = has(|group| group.click.is_some());
    let returns = has(|group| group.returns.is_some());
    let money = |cost: Option<Cost>, kpi: Kpi| {
        let price = cost.and_then(|cost| cost.price(kpi, currency));
        price.map_or_else(|| DASH.to_owned(), |price| names::cost(price, currency))
    };
    let row = |group: &CostGroup| {
        let expected =
            group.result.map_or_else(|| DASH.to_owned(), |effect| names::value(effect.direct.results, unit, currency));
        let mut row: Vec<DataCell> = vec![
            group.name.clone().into(),
            spend_cell(group, currency),
            expected.into(),
            match group.result {
                Some(effect) => each(effect.direct, effect.kpi, currency),
                None => DataCell::from(v::no_results_yet()).class("muted"),
            },
        ];
        if counted {
            row.push(match (group.counted, group.result) {
                (Some(cost), Some(effect)) => each(cost, effect.kpi, currency),
                (cost, _) => money(cost, Kpi::Each).into(),
            });
        }
        if thousand {
            row.push(money(group.thousand, Kpi::Cpm).into());
        }
        if click {
            row.push(money(group.click, Kpi::Cpc).into());
        }
        if returns {
            let roas = group.returns.and_then(|returns| returns.roas).map_or_else(|| DASH.to_owned(), times);
            let roi = group.returns.and_then(|returns| returns.roi);
            let class = if roi.is_some_and(Decimal::is_negative) { "too-much" } else { "" };
            row.push(roas.into());
            row.push(DataCell::from(roi.map_or_else(|| DASH.to_owned(), percent)).class(class));
        }
        row
    };
    let (caption, first) = if by_channel {
        (v::groups_table_channel(metric), common::channel())
    } else {
        (v::groups_table_phase(metric), common::phase())
    };
    let mut heads = vec![
        DataHead::words(first),
        DataHead::figures(v::spend()),
        DataHead::figures(v::expected()),
        DataHead::figures(v::each()),
    ];
    let more =
        [(counted, v::each_counted()), (thousand, "CPM"), (click, "CPC"), (returns, v::roas()), (returns, v::roi())];
    heads.extend(more.iter().filter(|(there, _)| *there).map(|(_, words)| DataHead::figures(*words)));
    let missing: Vec<String> = [(thousand, "CPM"), (click, "CPC"), (returns, v::roas()), (returns, v::roi())]
        .into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, name)| name.to_owned())
        .collect();
    let missing = (!missing.is_empty()).then(|| v::groups_missing(&format::list(&missing)));
    view! {
        {data_table(&caption, "", &heads, groups.iter().map(row).collect(), Vec::new())}
        {missing.map(|missing| view! { <p class="muted small">{missing}</p> })}
    }
    .into_any()
}
