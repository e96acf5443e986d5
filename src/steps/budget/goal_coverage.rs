//! Goal coverage: what the line items buy of each goal, what is missing, which factor is limiting, and what more money
//! would buy.

use leptos::prelude::*;

use crate::app::Editor;
use crate::app::shell::route::Route;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v, common};
use crate::plan::budget::cost_effectiveness::{Cost, CostSource, Kpi};
use crate::plan::budget::ledger::Ledger;
use crate::plan::goals::funding_gap::{ChannelIncrease, CoveredGoal, Estimate, LimitingFactor, goal_coverage};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;
use crate::plan::{Plan, PlanId, Step};
use crate::ui::labels::{figures, names};
use crate::widgets::{
    BarRow, BarRows, DataCell, DataHead, Fill, LazyDisclosure, LegendItem, SelectField, SelectOption, data_table,
};

/// 100% of a need in basis points; a bar is at most twice as long.
const NEED: i64 = 10_000;

/// How many uncovered goals are explained at once; the others are folded.
const EXPLAINED: usize = 3;

/// A goal with what formatting it needs.
#[derive(Clone, PartialEq)]
struct Goal {
    name: String,
    unit: Unit,
    /// The number of results its cost refers to.
    per: u32,
    money: CoveredGoal,
    channels: Vec<String>,
}

/// All goals that money contributes to.
#[derive(Clone, PartialEq)]
struct CoverageView {
    more: Money,
    more_is_free: bool,
    /// Whether the goals that cost more all lack budget and nothing is unallocated, which is said once for all of them.
    is_all_allocated: bool,
    goals: Vec<Goal>,
}

impl CoverageView {
    fn of(plan: &Plan, ledger: &Ledger) -> CoverageView {
        let found = goal_coverage(plan, ledger);
        let goal = |money: CoveredGoal| {
            let definition = &plan.find(money.metric)?.definition;
            let channel = |more: &ChannelIncrease| match more.channel {
                None => w::no_channel().to_owned(),
                id => names::channel_of(plan, id),
            };
            Some(Goal {
                name: names::metric(definition),
                unit: definition.unit(),
                per: Kpi::of(definition).map_or(1, Kpi::per),
                channels: money.channels.iter().map(channel).collect(),
                money,
            })
        };
        let goals: Vec<Goal> = found.goals.into_iter().filter_map(goal).collect();
        let costly = || goals.iter().filter(|goal| goal.costs_more());
        CoverageView {
            more: found.increase,
            more_is_free: found.increase_is_free,
            is_all_allocated: costly().next().is_some() && costly().all(Goal::lacks_all_budget),
            goals,
        }
    }

    /// The uncovered goals, those with the lowest coverage first, without those that no line item brings results for.
    fn uncovered(&self) -> Vec<MetricId> {
        let mut found: Vec<&Goal> = self.goals.iter().filter(|goal| !goal.is_met() && !goal.is_silent()).collect();
        found.sort_by_key(|goal| goal.share());
        found.iter().map(|goal| goal.money.metric).collect()
    }
}

impl Goal {
    fn is_met(&self) -> bool {
        matches!(self.money.limiting_factor, LimitingFactor::Met { .. })
    }

    /// Whether no line item brings results for it.
    fn is_silent(&self) -> bool {
        self.money.limiting_factor == LimitingFactor::NothingExpected
    }

    /// Whether covering it takes more money.
    fn costs_more(&self) -> bool {
        matches!(
            self.money.limiting_factor,
            LimitingFactor::Results { .. } | LimitingFactor::Money { .. } | LimitingFactor::NoTotalBudget { .. }
        )
    }

    /// Whether all the money that covering it takes is missing.
    fn lacks_all_budget(&self) -> bool {
        matches!(self.money.limiting_factor, LimitingFactor::Money { money, missing_budget, .. } if missing_budget == money)
    }

    /// The expected share of the need in basis points; `None` without a need.
    fn share(&self) -> Option<i64> {
        Some(Ratio::of(self.money.expected.results, self.money.need?.count)?.basis_points_cut())
    }

    fn each(&self, cost: Cost, currency: Currency) -> Option<String> {
        let amount = names::money(cost.each?, currency);
        Some(if self.per > 1 { w::result_thousand(&amount) } else { amount })
    }
}

/// What formatting needs: a goal's unit and the plan's currency.
#[derive(Clone, Copy)]
struct CoverageFormat {
    currency: Currency,
    plan: Option<PlanId>,
}

impl CoverageFormat {
    fn money(self, amount: Money) -> String {
        names::money_plain(amount, self.currency)
    }

    /// An estimate as an amount or a range.
    fn about(self, estimate: Estimate) -> String {
        let about = |amount: Money| self.money(amount.about(self.currency));
        match estimate.exact() {
            Some(amount) => about(amount),
            None => v::estimate_range(&about(estimate.least), &about(estimate.most)),
        }
    }

    fn number(self, goal: &Goal, value: Decimal) -> String {
        names::value(value, goal.unit, self.currency)
    }

    fn link(self, step: Step, anchor: impl Into<String>, words: &'static str) -> AnyView {
        let href = self.plan.map(|plan| Route::field(plan, step, anchor).to_string());
        view! { " " <a href=href>{words}</a> }.into_any()
    }
}

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let hand = CoverageFormat { currency: editor.peek(|plan| plan.basics.currency), plan: editor.open_plan() };
    let shown = editor.figures(CoverageView::of);
    let any = Memo::new(move |_| shown.with(|shown| !shown.goals.is_empty()));
    let measured = Memo::new(move |_| shown.with(|shown| shown.goals.iter().any(|goal| goal.share().is_some())));
    let body = move || {
        if !any.get() {
            return view! {
                <p class="muted">{v::reach_empty()} {hand.link(Step::Goals, "metric-add", w::to_goals())}</p>
            }
            .into_any();
        }
        view! {
            {move || shown.with(|shown| verdict(shown, hand))}
            <div class="abreast">
                {move || measured.get().then(|| view! { <div>{picture(shown, hand)}</div> })}
                {sentences(shown, hand)}
            </div>
            {move || measured.get().then(|| table_of_goals(shown, hand))}
            {more(shown, hand)}
        }
        .into_any()
    };
    view! {
        <section class="money" aria-labelledby="budget-reach">
            <h2 id="budget-reach">{v::reach()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// How many goals are covered, and what all others lack, if that is one thing.
fn verdict(shown: &CoverageView, hand: CoverageFormat) -> AnyView {
    let goals = &shown.goals;
    let met = goals.iter().filter(|goal| goal.is_met()).count();
    let (count, all) = (format::counted(met), format::counted(goals.len()).1);
    let words = if met == goals.len() {
        v::reach_all().to_owned()
    } else if met == 0 {
        v::reach_none(&all)
    } else {
        v::reach_some(count.0, &count.1, &all)
    };
    let lacking = shown.is_all_allocated.then(|| {
        let link = hand.link(Step::Budget, "line-add", v::to_lines());
        view! { {format::sentence_gap()} {v::binds_money_all()} {link} }
    });
    view! { <p><strong>{words}</strong> {lacking}</p> }.into_any()
}

/// A sentence for each of the goals with the lowest coverage, and one for all goals without line items; other uncovered
/// goals and the covered ones are folded. A sentence is redrawn only when its own figures change.
fn sentences(shown: Memo<CoverageView>, hand: CoverageFormat) -> AnyView {
    let uncovered = Memo::new(move |_| shown.with(CoverageView::uncovered));
    let first = move || uncovered.with(|goals| goals.iter().take(EXPLAINED).copied().collect::<Vec<_>>());
    let rest = Memo::new(move |_| uncovered.with(|goals| goals.iter().skip(EXPLAINED).copied().collect::<Vec<_>>()));
    let met = Memo::new(move |_| {
        shown.with(|shown| {
            shown.goals.iter().filter(|goal| goal.is_met()).map(|goal| goal.money.metric).collect::<Vec<_>>()
        })
    });
    let silent = Memo::new(move |_| {
        shown.with(|shown| {
            let silent = shown.goals.iter().filter(|goal| goal.is_silent());
            silent.map(|goal| goal.name.clone()).collect::<Vec<_>>()
        })
    });
    let of_silent = move || {
        silent.with(|names| {
            (!names.is_empty()).then(|| {
                view! {
                    <li class="short">
                        <strong>{format::list(names)}</strong>
                        {v::goals_nothing()}
                        {hand.link(Step::Budget, "line-add", v::to_lines())}
                    </li>
                }
            })
        })
    };
    let each = move |metric| one_goal(shown, metric, hand);
    view! {
        <ul class="goal-coverage">
            <For each=first key=|metric| metric.bits() children=each />
            {folded(rest, "short", v::goals_more, shown, hand)}
            {of_silent}
            {folded(met, "met", v::goals_covered, shown, hand)}
        </ul>
    }
    .into_any()
}

/// Goals in a line that unfolds; nothing without goals. The verdict counts them, and the bars show how far they are.
fn folded(
    goals: Memo<Vec<MetricId>>,
    class: &'static str,
    summary: fn(u64, &str) -> String,
    shown: Memo<CoverageView>,
    hand: CoverageFormat,
) -> AnyView {
    let any = Memo::new(move |_| goals.with(|goals| !goals.is_empty()));
    let summary = Signal::derive(move || {
        let (count, text) = format::counted(goals.with(Vec::len));
        summary(count, &text)
    });
    let each = move |metric| one_goal(shown, metric, hand);
    (move || {
        any.get().then(|| {
            view! {
                <li class=class>
                    <LazyDisclosure summary>
                        <ul class="goal-coverage">
                            <For each=move || goals.get() key=|metric| metric.bits() children=each />
                        </ul>
                    </LazyDisclosure>
                </li>
            }
        })
    })
    .into_any()
}

fn one_goal(shown: Memo<CoverageView>, metric: MetricId, hand: CoverageFormat) -> AnyView {
    let goal = Memo::new(move |_| {
        shown.with(|shown| {
            let goal = shown.goals.iter().find(|goal| goal.money.metric == metric)?;
            Some((goal.clone(), shown.is_all_allocated))
        })
    });
    (move || goal.with(|goal| goal.as_ref().map(|(goal, is_all_allocated)| sentence(goal, *is_all_allocated, hand))))
        .into_any()
}

/// What a goal needs, what it gets, and what is missing; without what the verdict says of all goals.
fn sentence(goal: &Goal, is_all_allocated: bool, hand: CoverageFormat) -> AnyView {
    let number = |value| hand.number(goal, value);
    let money = |amount| hand.money(amount);
    let expected = number(goal.money.expected.results);
    let short = |short, amount| {
        let each = goal.money.expected.each.map(|each| names::money(each, hand.currency)).unwrap_or_default();
        let cost = if goal.per > 1 { v::cost_thousand(&each) } else { v::cost_each(&each) };
        v::goal_short(&expected, &number(short), &hand.about(amount), &cost)
    };
    let anchor = |field: &str| field.to_owned() + "-" + &goal.money.metric.to_string();
    let to_lines = || hand.link(Step::Budget, "line-add", v::to_lines());
    let to_goal = |field: &str| hand.link(Step::Goals, anchor(field), v::to_goal());
    let (class, words, limiting_factor, links) = match goal.money.limiting_factor {
        LimitingFactor::Met { over } if over == Decimal::ZERO => ("met", v::goal_met_exactly().to_owned(), None, None),
        LimitingFactor::Met { over } => ("met", v::goal_met(&expected, &number(over)), None, None),
        LimitingFactor::Results { short: missing, money: rest, left } => {
            ("short", short(missing, rest), Some(v::binds_lines(&money(left))), Some(to_lines()))
        }
        LimitingFactor::Money { short: missing, money: rest, .. } if is_all_allocated => {
            ("short", short(missing, rest), None, Some(to_goal("metric-target")))
        }
        LimitingFactor::Money { short: missing, money: rest, missing_budget } => {
            let links = view! { {to_goal("metric-target")} {to_lines()} }.into_any();
            let limiting_factor = if missing_budget == rest {
                v::binds_money_all().to_owned()
            } else {
                v::binds_money(&hand.about(missing_budget))
            };
            ("short", short(missing, rest), Some(limiting_factor), Some(links))
        }
        LimitingFactor::NoTotalBudget { short: missing, money: rest } => {
            let link = hand.link(Step::Budget, "budget-total", v::to_total_budget());
            ("short", short(missing, rest), Some(v::binds_unknown().to_owned()), Some(link))
        }
        LimitingFactor::CostUnknown { short } => {
            ("short", v::goal_cost_unknown(&expected, &number(short)), None, Some(to_lines()))
        }
        LimitingFactor::NothingExpected => ("short", v::goals_nothing().to_owned(), None, Some(to_lines())),
        LimitingFactor::NoTarget => ("open", v::goal_no_target(&expected), None, Some(to_goal("metric-target"))),
        LimitingFactor::NoBaseline => {
            ("open", v::goal_no_baseline().to_owned(), None, Some(to_goal("metric-baseline")))
        }
        LimitingFactor::NoPath => ("open", v::goal_no_path().to_owned(), None, Some(to_goal("metric-path"))),
    };
    let need = goal.money.need.and_then(|need| figures::need_words(need, goal.unit, hand.currency));
    let need = need.map(|need| need + format::sentence_gap());
    let limiting_factor = limiting_factor.map(|limiting_factor| format::sentence_gap().to_owned() + &limiting_factor);
    view! { <li class=class><strong>{goal.name.clone()}</strong> {need} {words} {limiting_factor} {links}</li> }
        .into_any()
}

/// The bars; the same figures are in the table one click away.
fn picture(shown: Memo<CoverageView>, hand: CoverageFormat) -> AnyView {
    let rows = Memo::new(move |_| {
        shown.with(|shown| {
            let row = |goal: &Goal| {
                let share = goal.share()?;
                let need = goal.money.need?;
                Some(BarRow {
                    key: goal.money.metric.bits(),
                    label: goal.name.clone(),
                    value: v::reach_value(
                        &hand.number(goal, goal.money.expected.results),
                        &hand.number(goal, need.count),
                        &percent(share),
                    ),
                    parts: vec![(Fill::Plain, share.min(2 * NEED))],
                    mark: Some(NEED),
                })
            };
            shown.goals.iter().filter_map(row).collect::<Vec<_>>()
        })
    });
    let sentence = Signal::derive(move || {
        shown.with(|shown| {
            let furthest = shown.goals.iter().filter_map(|goal| Some((goal, goal.share()?, goal.money.need?)));
            let Some((goal, share, need)) = furthest.min_by_key(|(_, share, _)| *share) else { return String::new() };
            let expected = hand.number(goal, goal.money.expected.results);
            v::reach_label(&goal.name, &expected, &hand.number(goal, need.count), &percent(share))
        })
    });
    let series = vec![LegendItem { fill: Fill::Plain, label: String::new() }];
    view! {
        <h3>{v::reach_picture()}</h3>
        <BarRows id="picture-reach" label=sentence rows series />
        <p class="small muted">{v::reach_mark()}</p>
    }
    .into_any()
}

fn table_of_goals(shown: Memo<CoverageView>, hand: CoverageFormat) -> AnyView {
    view! {
        <LazyDisclosure summary=Signal::stored(v::reach_figures().to_owned())>
            {move || shown.with(|shown| table(&shown.goals, hand))}
        </LazyDisclosure>
    }
    .into_any()
}

/// A share in whole percent; shares below half a percent keep their digits instead of reading as zero.
fn percent(share: i64) -> String {
    let step = if share < 1_000 { 10 } else { 100 };
    let rounded = share.saturating_add(step / 2) / step * step;
    // Shares below half a percent keep their digits.
    format::percent_bp(if rounded == 0 { share } else { rounded })
}

fn table(goals: &[Goal], hand: CoverageFormat) -> AnyView {
    let dash = || "–".to_owned();
    let rows: Vec<Vec<DataCell>> = goals
        .iter()
        .map(|goal| {
            let rest = match goal.money.limiting_factor {
                LimitingFactor::Results { money, .. }
                | LimitingFactor::Money { money, .. }
                | LimitingFactor::NoTotalBudget { money, .. } => hand.about(money),
                LimitingFactor::CostUnknown { .. } => v::cost_unknown().to_owned(),
                _ => dash(),
            };
            let needed = goal.money.need.map_or_else(dash, |need| hand.number(goal, need.count));
            let each = goal.each(goal.money.expected, hand.currency).unwrap_or_else(|| v::no_results_yet().to_owned());
            vec![
                goal.name.clone().into(),
                needed.into(),
                hand.number(goal, goal.money.expected.results).into(),
                goal.share().map_or_else(dash, percent).into(),
                each.into(),
                rest.into(),
            ]
        })
        .collect();
    let heads = [
        DataHead::words(v::goal()),
        DataHead::figures(v::needed()),
        DataHead::figures(v::expected()),
        DataHead::figures(w::share()),
        DataHead::figures(v::each()),
        DataHead::figures(v::for_the_rest()),
    ];
    data_table(v::reach_table(), "visually-hidden", &heads, rows, Vec::new())
}

/// What more money would buy, by channel, for the selected goal.
fn more(shown: Memo<CoverageView>, hand: CoverageFormat) -> AnyView {
    let chosen = RwSignal::new(String::new());
    let options = Memo::new(move |_| {
        shown.with(|shown| {
            let bought = shown.goals.iter().filter(|goal| !goal.channels.is_empty());
            bought.map(|goal| SelectOption::new(goal.money.metric.to_string(), goal.name.clone())).collect::<Vec<_>>()
        })
    });
    let value = Memo::new(move |_| {
        let chosen = chosen.get();
        options.with(|options| {
            if options.iter().any(|option| option.value == chosen) {
                return chosen;
            }
            shown.with(|shown| {
                let bought = || shown.goals.iter().filter(|goal| !goal.channels.is_empty());
                // Default: of the goals with a gap, the one that most channels serve.
                let uncovered = bought().filter(|goal| !goal.is_met()).rev().max_by_key(|goal| goal.channels.len());
                uncovered.or_else(|| bought().next()).map(|goal| goal.money.metric.to_string()).unwrap_or_default()
            })
        })
    });
    let summary = Signal::derive(move || {
        shown.with(|shown| {
            let amount = hand.money(shown.more);
            if shown.more_is_free { v::more_free(&amount) } else { v::more(&amount) }
        })
    });
    let any = Memo::new(move |_| options.with(|options| !options.is_empty()));
    let rows = move || {
        let value = value.get();
        shown.with(|shown| {
            let goal = shown.goals.iter().find(|goal| goal.money.metric.to_string() == value)?;
            Some(more_table(goal, shown.more, hand))
        })
    };
    let body = move || {
        if !any.get() {
            return view! { <p class="muted">{v::more_none()}</p> }.into_any();
        }
        view! {
            <p class="small muted">{v::more_gloss()}</p>
            <div class="row">
                <SelectField
                    id="reach-goal"
                    label=v::goal()
                    options
                    value
                    commit=Callback::new(move |value| chosen.set(value))
                />
            </div>
            {rows}
        }
        .into_any()
    };
    view! { <LazyDisclosure summary>{body}</LazyDisclosure> }.into_any()
}

fn more_table(goal: &Goal, more: Money, hand: CoverageFormat) -> AnyView {
    let buys_head = v::more_buys(&hand.money(more));
    let rows: Vec<Vec<DataCell>> = goal
        .money
        .channels
        .iter()
        .zip(&goal.channels)
        .map(|(channel, name)| {
            let from = match channel.counted {
                Some(CostSource::Tracking) => v::by_tracking(),
                Some(CostSource::ChannelTest) => v::by_test(),
                Some(CostSource::Lines) => v::by_lines(),
                None => v::by_expectation(),
            };
            let expected = channel.expected.and_then(|cost| goal.each(cost, hand.currency));
            let each = DataCell::from(goal.each(channel.cost, hand.currency).unwrap_or_default());
            let each = match expected {
                Some(expected) => each.about(v::expected_was(&expected)),
                None => each,
            };
            let buys = channel.buys.map_or_else(|| "–".to_owned(), |count| hand.number(goal, count));
            vec![name.clone().into(), each, from.into(), DataCell::from(buys).class("lead")]
        })
        .collect();
    let heads = [
        DataHead::words(common::channel()),
        DataHead::figures(v::each()),
        DataHead::words(v::cost_from()),
        DataHead::figures(buys_head.clone()),
    ];
    data_table(&buys_head, "visually-hidden", &heads, rows, Vec::new())
}
