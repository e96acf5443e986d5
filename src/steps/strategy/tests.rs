//! Channel tests: the test rules set in advance, what was tested, by totals or by day, and the progress.

use leptos::prelude::*;

use super::days;
use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, strategy as w, terms, test_days as d, test_progress as p};
use crate::lens;
use crate::plan::Plan;
use crate::plan::model::channel::{Channel, ChannelId, Role};
use crate::plan::model::channel_test::{ChannelTest, ChannelTestId};
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::TestOutcome;
use crate::plan::strategy::test_progress::{TestProgress, test_progress};
use crate::plan::strategy::tracked_tests::{counted_test, days_taken};
use crate::steps::strategy::test_progress;
use crate::steps::strategy::test_progress::TestInputs;
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::form::{Form, Label, Lens};
use crate::ui::labels::{names, verdicts};
use crate::widgets::{
    Button, ButtonKind, Disclosure, EmptyState, NumberField, NumberKind, RadioChoice, RadioGroup, SelectOption,
    explained_heading,
};

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let expanded = ExpandedRow::of("test-");
    let ids = editor.ids::<ChannelTest>();
    let some = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let any_channel = editor.memo(|plan| !plan.strategy.channels.is_empty());
    let grounds = TestInputs::memo(editor);
    let outcomes = test_progress::outcomes(editor, grounds);
    let body = move || match (some.get(), any_channel.get()) {
        (true, _) => table(editor, expanded, ids, outcomes),
        (false, false) => view! { <h3>{w::test_list()}</h3> <p class="muted">{w::tests_need_channel()}</p> }.into_any(),
        (false, true) => {
            let currency = editor.peek(|plan| plan.basics.currency);
            let (cost, words): (_, fn(&str) -> String) = editor
                .peek(|plan| plan.basics.market)
                .pick((10_800, w::tests_empty_example), (1_200, w::tests_empty_example_abroad));
            let example = words(&example_amount(cost, currency));
            view! {
                <h3>{w::test_list()}</h3>
                <EmptyState text=w::tests_empty() example=example>{add_button(editor, expanded)}</EmptyState>
            }
            .into_any()
        }
    };
    let stands = move || {
        some.get().then(|| {
            view! {
                {test_progress::part(editor, grounds, outcomes)}
            }
        })
    };
    view! {
        <section aria-labelledby="strategy-tests">
            {explained_heading("strategy-tests", w::tests(), terms::expected_loss(), terms::expected_loss_text())}
            {rule(editor)}
            {body}
            {stands}
        </section>
    }
    .into_any()
}

/// An amount of an example, in the plan's currency: a hundred times as much in a currency without minor units.
fn example_amount(units: i128, currency: Currency) -> String {
    names::money_plain(Money::saturating(units * 10i128.pow(u32::from(currency.digits().max(2)))), currency)
}

/// The test rules, set before the first result is seen.
fn rule(editor: Editor) -> AnyView {
    let form = Form::rule(editor);
    let metrics = editor.memo(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics
            .map(|metric| SelectOption::new(metric.id.to_string(), names::metric(&metric.definition)))
            .collect::<Vec<_>>()
    });
    let share = Signal::derive(move || form.get(|rule| i64::from(rule.exploration.0)));
    let set_share = Callback::new(move |value: Option<i64>| {
        let points = value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
        form.change("rule-exploration", |rule| rule.exploration.0 = points);
        Ok(())
    });
    let (market, currency) = editor.peek(|plan| (plan.basics.market, plan.basics.currency));
    let (cost, words): (_, fn(&str) -> String) =
        market.pick((40, w::rule_stop_example), (5, w::rule_stop_example_abroad));
    let stop = Label::new(w::rule_stop()).placeholder(words(&example_amount(cost, currency)));
    view! {
        <h3>{w::rule()}</h3>
        <p class="muted small">{w::rule_gloss()}</p>
        <div class="row short test-rule">
            {form.select(
                "rule-metric",
                Label::new(w::rule_metric()).placeholder(w::rule_metric_none()),
                metrics,
                |rule| rule.metric.map(|id| id.to_string()).unwrap_or_default(),
                |rule, value| rule.metric = value.parse().ok(),
            )}
            {form.whole("rule-days", w::rule_days(), lens!(minimum_days))}
            {form.whole("rule-results", w::rule_results(), lens!(minimum_results))}
            {form.money("rule-cost", Label::new(w::rule_cost()).hint(w::rule_cost_hint()), lens!(target_cost))}
            <NumberField
                id="rule-exploration"
                label=w::rule_exploration()
                hint=Signal::stored(w::rule_exploration_hint().to_owned())
                kind=NumberKind::Percent
                value=share
                commit=set_share
                most=Some(10_000)
            />
        </div>
        {form.area("rule-stop", stop, 2, lens!(stop_when))}
    }
    .into_any()
}

fn table(
    editor: Editor,
    expanded: ExpandedRow<ChannelTest>,
    ids: Memo<Vec<ChannelTestId>>,
    outcomes: Memo<Vec<TestOutcome>>,
) -> AnyView {
    view! {
        <div class="spread test-list">
            <h3>{w::test_list()}</h3>
            {add_button(editor, expanded)}
        </div>
        <table class="cards channel-tests">
            <caption class="visually-hidden">{p::table()}</caption>
            <thead>
                <tr>
                    <th scope="col">{w::test()}</th>
                    <th scope="col" class="n">{w::spend()}</th>
                    <th scope="col" class="n">{w::test_results()}</th>
                    <th scope="col" class="n">{w::each()}</th>
                    <th scope="col" class="n">{p::chance()}</th>
                    <th scope="col">{w::progress()}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id children=move |id| row(editor, expanded, id, outcomes) />
            </tbody>
        </table>
    }
    .into_any()
}

/// A test with its outcome, as its row shows it.
#[derive(Clone, PartialEq)]
struct TestRow {
    channel: String,
    what: String,
    spend: Option<Money>,
    results: Option<u32>,
    rule: TestRule,
    currency: Currency,
}

fn test_row(plan: &Plan, id: ChannelTestId) -> Option<TestRow> {
    let test = &counted_test(plan, id)?;
    let rule = &plan.strategy.rule;
    Some(TestRow {
        channel: names::channel_of(plan, Some(test.channel)),
        what: test.what.clone(),
        spend: test.spent(),
        results: test.counted(),
        rule: TestRule { focus: String::new(), stop_when: String::new(), ..rule.clone() },
        currency: plan.basics.currency,
    })
}

fn row(
    editor: Editor,
    expanded: ExpandedRow<ChannelTest>,
    id: ChannelTestId,
    outcomes: Memo<Vec<TestOutcome>>,
) -> AnyView {
    let data = editor.memo(move |plan| test_row(plan, id));
    let outcome = Memo::new(move |_| outcomes.with(|all| all.iter().find(|found| found.test == id).cloned()));
    let judged = move |write: fn(&TestOutcome, &TestRow) -> String| {
        outcome
            .with(|found| data.with(|data| found.as_ref().zip(data.as_ref()).map(|(found, data)| write(found, data))))
    };
    let name =
        Signal::derive(move || data.with(|data| data.as_ref().map(|data| data.channel.clone()).unwrap_or_default()));
    let say = move |write: fn(&TestRow) -> String| data.with(|data| data.as_ref().map(write).unwrap_or_default());
    let is_open = expanded.is(id);
    // Plain functions, so that each cell is one closure and not a type of its own.
    let spend: fn(&TestRow) -> String =
        |data| data.spend.map(|spend| names::money(spend, data.currency)).unwrap_or_default();
    let results: fn(&TestRow) -> String =
        |data| data.results.map(|results| format::count(i64::from(results))).unwrap_or_default();
    let each: fn(&TestOutcome, &TestRow) -> String =
        |found, data| found.progress.each.map(|each| names::money(each, data.currency)).unwrap_or_default();
    let interval: fn(&TestOutcome, &TestRow) -> String =
        |found, data| found.cost.map(|cost| verdicts::interval(cost, data.currency)).unwrap_or_default();
    let best: fn(&TestOutcome, &TestRow) -> String =
        |found, _| found.best.map_or_else(|| "–".to_owned(), verdicts::chance);
    let loss: fn(&TestOutcome, &TestRow) -> String = |found, _| {
        found.relative_loss.map(|loss| common::labelled(p::loss(), &test_progress::share(loss))).unwrap_or_default()
    };
    let why: fn(&TestOutcome, &TestRow) -> String = |found, data| verdicts::why(found, &data.rule, data.currency);
    view! {
        <tr class:open=move || is_open.get()>
            <td>
                {expanded.name(id, name, w::edit_test)} <small class="about">{move || say(|data| data.what.clone())}</small>
            </td>
            <td class="n" data-label=w::spend()>{move || say(spend)}</td>
            <td class="n" data-label=w::test_results()>{move || say(results)}</td>
            <td class="n" data-label=w::each()>
                {move || judged(each)} <small class="about">{move || judged(interval)}</small>
            </td>
            <td class="n" data-label=p::chance()>
                {move || judged(best)} <small class="about">{move || judged(loss)}</small>
            </td>
            <td class="test-progress" data-label=w::progress()>
                <strong>{move || judged(progress_words)}</strong> <small class="about">{move || judged(why)}</small>
            </td>
        </tr>
        {expanded.under(id, 6, card)}
    }
    .into_any()
}

/// The verdict; with enough data, also how the cost compares with the maximum cost per result.
fn progress_words(found: &TestOutcome, data: &TestRow) -> String {
    let verdict = verdicts::word(found.verdict);
    let progress: TestProgress = found.progress;
    let target = data.rule.target_cost.filter(|target| *target > Money::ZERO && progress.enough);
    let (Some(target), Some(each)) = (target, progress.each) else { return verdict.to_owned() };
    let money = |amount| names::money(amount, data.currency);
    let beside = if each < target {
        w::under_target(&money(target - each))
    } else if each > target {
        w::over_target(&money(each - target))
    } else {
        w::at_target().to_owned()
    };
    w::verdict_and(verdict, &beside)
}

fn add_button(editor: Editor, expanded: ExpandedRow<ChannelTest>) -> AnyView {
    let add = Callback::new(move |()| {
        let Some(channel) = editor.peek(next_to_test) else { return };
        let test = ChannelTest::new(editor.fresh_id(), channel);
        let id = test.id;
        if editor.insert(test) {
            expanded.open(id);
            focus_when_rendered("test-channel-".to_owned() + &id.to_string());
        }
    });
    view! { <Button on_press=add id="test-add">{w::add_test()}</Button> }.into_any()
}

/// The channel a new test is most likely about: one in testing without a test yet, else any without one, else any.
fn next_to_test(plan: &Plan) -> Option<ChannelId> {
    let channels = &plan.strategy.channels;
    let untested = |channel: &&Channel| plan.strategy.channel_tests.iter().all(|test| test.channel != channel.id);
    let on_test = |channel: &&Channel| channel.roles.iter().any(|role| role.role == Role::Test);
    let first = channels.iter().find(|channel| untested(channel) && on_test(channel));
    first.or_else(|| channels.iter().find(untested)).or(channels.first()).map(|channel| channel.id)
}

/// The form below an expanded test.
fn card(expanded: ExpandedRow<ChannelTest>, id: ChannelTestId) -> AnyView {
    let editor = use_editor();
    let form = Form::item(editor, id);
    let results = editor.peek(|plan| match plan.strategy.rule.metric {
        Some(metric) => w::test_results_of(&names::metric_of(plan, Some(metric))),
        None => w::test_results_of(w::rule_metric_none()),
    });
    let by_day = editor.peek(|plan| {
        let test = plan.find(id);
        test.is_some_and(|test| !test.days.is_empty())
    });
    let how = RwSignal::new(if by_day { "days" } else { "totals" }.to_owned());
    let choice =
        |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
    let counts = move || {
        if how.with(|how| how == "days") {
            return view! { <p class="muted small">{d::how_gloss()}</p> {days::grid(editor, id)} }.into_any();
        }
        view! {
            <div class="row short">
                {form.money("test-spend", w::spend(), Lens(ChannelTest::entered_spend, ChannelTest::entered_spend_mut))}
                {form.count("test-results", results.clone(), Lens(ChannelTest::entered_results, ChannelTest::entered_results_mut))}
            </div>
        }
        .into_any()
    };
    let taken = editor.memo(move |plan| {
        let at = plan.strategy.channel_tests.iter().position(|test| test.id == id)?;
        days_taken(plan).get(at).copied().filter(|days| *days > 0)
    });
    let from_track = move || {
        taken.get().map(|days| {
            let (count, text) = format::counted(days);
            let to = editor.peek(|plan| Route::section(plan.id, Section::Entry).to_string());
            view! { <p class="small">{d::from_track(count, &text)} " " <a href=to>{d::to_track()}</a></p> }
        })
    };
    let what = Label::new(w::test_what()).placeholder(w::test_what_example());
    let data = editor.memo(move |plan| {
        let test = &counted_test(plan, id)?;
        Some((test_progress(test, &plan.strategy.rule, clock::today()), plan.basics.currency))
    });
    let costs = move || {
        data.with(|data| {
            let (progress, currency) = data.as_ref()?;
            let money = |amount| names::money(amount, *currency);
            let click = progress.click.map(|cost| w::each_click(&money(cost)) + " ");
            let reached = progress.thousand_reached.map(|cost| w::each_thousand(&money(cost)));
            (click.is_some() || reached.is_some()).then(|| view! { <p class="small">{click}{reached}</p> })
        })
    };
    let remove = Callback::new(move |()| {
        let name = editor.peek(|plan| {
            let test = plan.find(id);
            names::channel_of(plan, test.map(|test| test.channel))
        });
        expanded.close();
        if editor.remove::<ChannelTest>(id, &name) {
            focus_when_rendered("strategy-tests".to_owned());
        }
    });
    view! {
        <div class="row wide">
            {form.channel(
                "test-channel",
                common::channel(),
                |test: &ChannelTest| Some(test.channel),
                |test, channel| test.channel = channel.unwrap_or(test.channel),
            )}
            {form.text("test-what", what, lens!(what))}
        </div>
        <div class="row short">
            {form.date("test-first", common::first_day(), lens!(first))}
            {form.date("test-last", common::last_day(), lens!(last))}
        </div>
        <RadioGroup
            id=form.anchor("test-how")
            legend=d::how()
            choices=vec![choice("totals", d::totals()), choice("days", d::by_day())]
            value=how
            commit=Callback::new(move |value| how.set(value))
            inline=true
        />
        {from_track}
        {counts}
        {days::difference(editor, id)}
        <Disclosure summary=w::more_counts()>
            <div class="row">
                {form.count("test-reach", w::reach(), lens!(reach))}
                {form.count("test-clicks", w::clicks(), lens!(clicks))}
            </div>
            {costs}
        </Disclosure>
        <div class="actions">
            <Button on_press=Callback::new(move |()| expanded.done(id))>{common::done()}</Button>
            <Button kind=ButtonKind::Plain on_press=remove>{common::remove()}</Button>
        </div>
    }
    .into_any()
}
