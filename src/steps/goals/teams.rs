//! Each team's output goals and result goals, and whether team targets add up.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::app::{Editor, problem_at, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, goals as w};
use crate::lens;
use crate::plan::Plan;
use crate::plan::goals::contribution::{Contribution, contributions, whole};
use crate::plan::goals::growth::{growth_per_day, monthly_rate};
use crate::plan::model::goals::{OutputGoal, OutputGoalId, ResultGoal, ResultGoalId, Team, TeamId};
use crate::plan::model::id::Id;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::Metric;
use crate::plan::numbers::date_range;
use crate::plan::numbers::decimal::Decimal;
use crate::steps::goals::metric_card::team_name;
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{Button, EmptyState, SelectField, SelectOption};

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let ids = editor.ids::<Team>();
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let add = Callback::new(move |()| {
        let id = editor.fresh_id();
        if editor.insert(Team { id, name: String::new(), lead: String::new() }) {
            focus_when_rendered(Form::item(editor, id).anchor("team-name"));
        }
    });
    view! {
        <section>
            <h2>{w::teams()}</h2>
            <p class="muted">{w::teams_intro()}</p>
            <Show
                when=move || none.get()
                fallback=move || {
                    view! {
                        <ul class="plain goals">
                            <For each=move || ids.get() key=|id| *id children=move |id| card(editor, id) />
                        </ul>
                        <p><Button id="team-add" on_press=add>{w::add_team()}</Button></p>
                        {reconciliation(editor)}
                    }
                }
            >
                <EmptyState text=w::teams_empty() example=w::teams_example()>
                    <Button id="team-add" on_press=add>{w::add_team()}</Button>
                </EmptyState>
            </Show>
        </section>
    }
    .into_any()
}

fn card(editor: Editor, id: TeamId) -> AnyView {
    let form: Form<Team> = Form::item(editor, id);
    let name = Memo::new(move |_| form.get(team_name).unwrap_or_default());
    let outputs = editor.memo(move |plan| ids_of(&plan.goals.outputs, |goal| (goal.team == id).then_some(goal.id)));
    let results = editor.memo(move |plan| ids_of(&plan.goals.results, |goal| (goal.team == id).then_some(goal.id)));
    let add_output = Callback::new(move |()| {
        let goal = OutputGoal {
            id: editor.fresh_id(),
            team: id,
            what: String::new(),
            channel: None,
            per_week: None,
            original: None,
            owner: String::new(),
        };
        let field = Form::item(editor, goal.id).anchor("output-what");
        if editor.insert(goal) {
            focus_when_rendered(field);
        }
    });
    let add_result = Callback::new(move |()| {
        let goal = ResultGoal {
            id: editor.fresh_id(),
            team: id,
            metric: None,
            last_month: None,
            target: None,
            due: editor.peek(|plan| plan.basics.last_day),
            share: None,
            owner: String::new(),
        };
        let field = Form::item(editor, goal.id).anchor("result-metric");
        if editor.insert(goal) {
            focus_when_rendered(field);
        }
    });
    let remove = move |_| _ = editor.remove(id, &name.get_untracked());
    // A team with goals is a single line, so that several teams can be compared; a new one is open.
    let open = untrack(|| outputs.with(Vec::is_empty) && results.with(Vec::is_empty));
    let line = editor.memo(move |plan| goals_line(plan, id));
    view! {
        <li class="goal">
            <details open=open>
                <summary>
                    <h3>{move || name.get()}</h3>
                    <span class="goal-line">{move || line.get()}</span>
                </summary>
                <div class="folded">
                    <div class="row">
                        {form
                            .text("team-name", Label::new(w::team_name()).placeholder(w::team_name_example()), lens!(name))}
                        {form
                            .people(
                                "team-lead",
                                Label::new(w::team_lead()).placeholder(w::owner_example()).optional(),
                                lens!(lead),
                            )}
                    </div>
                    <h4>{w::outputs()}</h4>
                    <ul class="plain lines" aria-label=move || w::outputs_label(&name.get())>
                        <For each=move || outputs.get() key=|id| *id children=move |id| output(editor, id) />
                    </ul>
                    <p><Button on_press=add_output>{w::add_output()}</Button></p>
                    <h4>{w::results()}</h4>
                    <ul class="plain lines" aria-label=move || w::results_label(&name.get())>
                        <For each=move || results.get() key=|id| *id children=move |id| result(editor, id) />
                    </ul>
                    <div class="spread">
                        <Button on_press=add_result>{w::add_result()}</Button>
                        <button
                            type="button"
                            class="btn plain small"
                            aria-label=move || w::remove_named(&name.get())
                            on:click=remove
                        >
                            {common::remove()}
                        </button>
                    </div>
                </div>
            </details>
        </li>
    }
    .into_any()
}

/// What the team puts out and what that brings, in a line.
fn goals_line(plan: &Plan, id: TeamId) -> String {
    let outputs = plan.goals.outputs.iter().filter(|goal| goal.team == id).map(|goal| goal.what.trim().to_owned());
    let results = plan.goals.results.iter().filter(|goal| goal.team == id);
    let metrics = results.filter_map(|goal| Some(names::metric(&plan.find(goal.metric?)?.definition)));
    let listed = |names: Vec<String>| Some(format::list(&names)).filter(|_| !names.is_empty());
    let named = |name: &String| !name.is_empty();
    let parts = [listed(outputs.filter(named).collect()), listed(metrics.collect())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn ids_of<T>(list: &[T], of: impl Fn(&T) -> Option<Id<T>>) -> Vec<Id<T>> {
    list.iter().filter_map(of).collect()
}

fn remove_button(name: &'static str, remove: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="btn plain small" aria-label=w::remove_named(name) on:click=move |_| remove.run(())>
            {common::remove()}
        </button>
    }
    .into_any()
}

fn output(editor: Editor, id: OutputGoalId) -> AnyView {
    let form: Form<OutputGoal> = Form::item(editor, id);
    let remove = Callback::new(move |()| _ = editor.remove::<OutputGoal>(id, w::an_output()));
    view! {
        <li>
            <div class="row pairs">
                {form.text("output-what", Label::new(w::output_what()).placeholder(w::output_what_example()), lens!(what))}
                {form.channel(
                    "output-channel",
                    Label::new(common::channel()).placeholder(common::none()).optional(),
                    |goal| goal.channel,
                    |goal, channel| goal.channel = channel,
                )}
                {form.people("output-owner", Label::new(common::owner()).optional(), lens!(owner))}
                {form.count("output-per-week", w::per_week(), lens!(per_week))}
                {form.count("output-original", w::original(), lens!(original))}
                <p class="cell-action">{remove_button(w::an_output(), remove)}</p>
            </div>
        </li>
    }
    .into_any()
}

fn result(editor: Editor, id: ResultGoalId) -> AnyView {
    let form: Form<ResultGoal> = Form::item(editor, id);
    let options = editor.memo(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics
            .map(|metric| SelectOption::new(metric.id.to_string(), names::metric(&metric.definition)))
            .collect::<Vec<_>>()
    });
    let chosen =
        Signal::derive(move || form.get(|goal| goal.metric.map(|id| id.to_string())).flatten().unwrap_or_default());
    let choose = Callback::new(move |value: String| {
        let found = editor.peek(|plan| {
            plan.goals.metrics.iter().find(|metric| metric.id.to_string() == value).map(|metric| metric.id)
        });
        form.choose(|goal| goal.metric = found);
    });
    // The figures are in the metric's unit: rebuilt when the unit changes.
    let unit =
        editor.memo(move |plan| metric_of_result(plan, id).map_or(Unit::Count, |metric| metric.definition.unit()));
    let figures = move || {
        let unit = unit.get();
        view! {
            {form.decimal("result-last-month", Label::new(w::last_month()).optional(), unit, lens!(last_month))}
            {form.decimal("result-target", w::result_target(), unit, lens!(target))}
        }
    };
    let said = editor.memo(move |plan| said_of_result(plan, id));
    let remove = Callback::new(move |()| _ = editor.remove::<ResultGoal>(id, w::a_result()));
    view! {
        <li>
            <div class="row pairs">
                <SelectField
                    id=form.anchor("result-metric")
                    label=w::result_metric()
                    options=options
                    value=chosen
                    commit=choose
                    placeholder=common::choose()
                    problem=problem_at(form.anchor("result-metric"))
                />
                {figures}
                {form.share("result-share", Label::new(w::share()).optional(), lens!(share))}
                {form.date("result-due", Label::new(w::due()).optional(), lens!(due))}
                {form.people("result-owner", Label::new(common::owner()).optional(), lens!(owner))}
            </div>
            <div class="spread">
                <p class="muted small">{move || said.get()}</p>
                {remove_button(w::a_result(), remove)}
            </div>
        </li>
    }
    .into_any()
}

fn result_of(plan: &Plan, id: ResultGoalId) -> Option<&ResultGoal> {
    plan.find(id)
}

fn metric_of_result(plan: &Plan, id: ResultGoalId) -> Option<&Metric> {
    let metric = result_of(plan, id)?.metric?;
    plan.find(metric)
}

/// Growth against last month, and what the share amounts to.
fn said_of_result(plan: &Plan, id: ResultGoalId) -> String {
    let Some(goal) = result_of(plan, id) else { return String::new() };
    let metric = metric_of_result(plan, id);
    let mut said = Vec::new();
    if let (Some(last), Some(target)) = (goal.last_month, goal.target)
        && last.is_positive()
    {
        let begins = metric.and_then(|metric| metric.baseline_on).or(plan.basics.first_day);
        said.push(growth(last, target, begins, goal.due, metric));
    }
    if let (Some(metric), Some(share)) = (metric, goal.share)
        && let Some(part) = whole(metric).and_then(|whole| whole.share(share))
    {
        let part = names::value(part, metric.definition.unit(), plan.basics.currency);
        said.push(w::share_means(&format::percent_bp(i64::from(share.0)), &part));
    }
    said.join(" · ")
}

/// Sums over a month are compared per day, since months differ in length; daily figures are compared directly. A goal
/// due more than a month after the reference month also states its monthly rate.
fn growth(
    last: Decimal,
    target: Decimal,
    begins: Option<NaiveDate>,
    due: Option<NaiveDate>,
    metric: Option<&Metric>,
) -> String {
    let monthly = metric
        .is_some_and(|metric| metric.definition.adds_up() == AddsUp::Sum && metric.definition.unit() == Unit::Money);
    let plain = target.to_f64() / last.to_f64() - 1.0;
    let apart = begins.zip(due).map_or(1, |(begins, due)| months_apart(month_before(begins), due));
    if apart > 1 {
        let (n, text) = (u64::from(apart), format::count(i64::from(apart)));
        let change = format::change(plain);
        return match monthly_rate(last.to_f64(), target.to_f64(), apart) {
            Some(rate) => w::growth_monthly(n, &change, &format::change(rate), &text),
            None => w::growth_months(n, &change, &text),
        };
    }
    let months = due.filter(|_| monthly).map(|due| (days_of_month(due), days_of_month(month_before(due))));
    match months.and_then(|(days, before)| growth_per_day(target.to_f64(), days, last.to_f64(), before)) {
        Some(per_day) => w::growth_per_day(&format::change(per_day)),
        None => w::growth(&format::change(plain)),
    }
}

fn months_apart(from: NaiveDate, to: NaiveDate) -> u32 {
    let month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    u32::try_from(month(to) - month(from)).unwrap_or(0)
}

fn month_before(day: NaiveDate) -> NaiveDate {
    day.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(day)
}

fn days_of_month(day: NaiveDate) -> u32 {
    date_range::last_of_month(day).day()
}

/// Team targets against each metric's target, with the differences.
fn reconciliation(editor: Editor) -> AnyView {
    let lines = editor.memo(|plan| contributions(plan).iter().map(|found| line(plan, found)).collect::<Vec<_>>());
    (move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let items = lines
                .into_iter()
                .map(|(head, said)| {
                    view! { <div><dt>{head}</dt>{said.into_iter().map(|text| view! { <dd>{text}</dd> }).collect::<Vec<_>>()}</div> }
                })
                .collect::<Vec<_>>();
            view! {
                <div class="team-totals">
                    <h3>{w::reconcile()}</h3>
                    <dl aria-live="polite">{items}</dl>
                </div>
            }
        })
    })
    .into_any()
}

fn line(plan: &Plan, found: &Contribution) -> (String, Vec<String>) {
    let metric = plan.find(found.metric);
    let name = names::metric_of(plan, Some(found.metric));
    let unit = metric.map_or(Unit::Count, |metric| metric.definition.unit());
    let value = |value: Decimal| names::value(value, unit, plan.basics.currency);
    let is_gain = metric.is_some_and(|metric| metric.definition.adds_up() == AddsUp::EndOfPeriod);
    let falls = metric.is_some_and(|metric| metric.definition.better() == Better::Down);
    let head = match found.whole.map(value) {
        Some(whole) if is_gain && falls => w::reconcile_fall(&name, &whole),
        Some(whole) if is_gain => w::reconcile_gain(&name, &whole),
        Some(whole) if found.limit => w::reconcile_limit(&name, &whole),
        Some(whole) => w::reconcile_whole(&name, &whole),
        None => name.clone(),
    };
    let mut said = Vec::new();
    if found.whole.is_none() && metric.is_some_and(|metric| metric.target.is_some()) {
        said.push(w::reconcile_not_added(&name));
    }
    if let (Some(sum), Some(whole), Some(over)) = (found.sum, found.whole, found.over()) {
        let difference = value(over.abs());
        said.push(match over.cmp(&Decimal::ZERO) {
            Ordering::Equal => w::reconcile_even(&value(sum)),
            Ordering::Greater if found.limit => w::reconcile_above(&difference, &value(sum), &value(whole)),
            _ if found.limit => w::reconcile_below(&difference, &value(sum), &value(whole)),
            Ordering::Greater => w::reconcile_over(&difference, &value(sum), &value(whole)),
            Ordering::Less => w::reconcile_short(&difference, &value(sum), &value(whole)),
        });
    }
    if let Some(shares) = found.shares {
        said.push(w::share_sum(&format::percent_bp(i64::from(shares.0))));
    }
    (head, said)
}
