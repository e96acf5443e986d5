//! One metric of the plan: baseline, target, due date, owner and data source.

use leptos::prelude::*;

use super::{path, picker, source};
use crate::app::use_editor;
use crate::app::{Editor, problem_at};
use crate::i18n::format;
use crate::i18n::words::{common, goals as w};
use crate::lens;
use crate::plan::Plan;
use crate::plan::goals::duration;
use crate::plan::model::goals::{NorthStar, Team};
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{CustomMetric, Metric, MetricDefinition, MetricId};
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::form::{Form, Label, Lens};
use crate::ui::labels::{figures, names};
use crate::ui::suggestions;
use crate::widgets::{Disclosure, EntryField, MenuButton, MenuItem, SelectField, SelectOption, Tag, TextField, Tone};

/// The card.
pub fn card(editor: Editor, id: MetricId) -> AnyView {
    let form: Form<Metric> = Form::item(editor, id);
    let name = Memo::new(move |_| form.get(|metric| names::metric(&metric.definition)).unwrap_or_default());
    let is_star = editor.memo(move |plan| plan.goals.north_star.as_ref().is_some_and(|star| star.metric == id));
    let custom = form.memo(|metric| matches!(metric.definition, MetricDefinition::Custom(_)));
    let abbreviation = form.memo(|metric| metric.definition.dictionary().map_or("", |entry| entry.abbreviation));
    let market = use_editor().market();
    let gloss = Memo::new(move |_| {
        let key = form.get(|metric| metric.definition.dictionary().map(|entry| entry.key)).flatten();
        key.map_or("", |key| picker::notes(key, market.get()).0)
    });
    let summary = editor.memo(move |plan| summary(plan, id));
    let anchor = form.anchor("metric");
    let part = SuggestedPart::Metric(id);
    let menu = vec![
        MenuItem::new(
            w::make_star(),
            Callback::new(move |()| {
                let why = editor.peek(|plan| plan.goals.north_star.as_ref().map(|star| star.why.clone()));
                editor.set_north_star("", Some(NorthStar { metric: id, why: why.unwrap_or_default() }));
            }),
        ),
        MenuItem::new(common::move_up(), Callback::new(move |()| _ = editor.shift::<Metric>(id, -1))),
        MenuItem::new(common::move_down(), Callback::new(move |()| _ = editor.shift::<Metric>(id, 1))),
        MenuItem::new(
            w::remove_from_plan(),
            Callback::new(move |()| _ = editor.remove(id, &w::metric_removed(&name.get_untracked()))),
        )
        .danger(),
    ];
    let menu_name = common::more_actions_for(&name.get_untracked());
    // Incomplete metrics are expanded; complete ones are a single line, so that ten goals can be compared.
    let open = form.get(|metric| metric.target.is_none() || metric.baseline.is_none()).unwrap_or(true);
    view! {
        <li class="goal">
            <details open=open>
                <summary id=anchor>
                    <h3>
                        {move || name.get()} " " <span class="abbreviation">{move || abbreviation.get()}</span> " "
                        {move || is_star.get().then(|| view! { <Tag tone=Tone::Brand label=w::north_star() /> })}
                        {suggestions::tag(editor, part)}
                    </h3>
                    <span class="goal-line">{move || summary.get()}</span>
                </summary>
                <div class="folded">
                    {suggestions::accept_button(editor, part, name.into())}
                    <p class="muted small gloss">{move || gloss.get()}</p>
                    {move || custom.get().then(|| own_definition(form))}
                    {values(form)}
                    <div class="row wide">
                        {source::field(form)}
                        {form.people("metric-owner", Label::new(common::owner()).placeholder(w::owner_example()), lens!(owner))}
                    </div>
                    {source::details(form)}
                    {path::part(editor, id)}
                    {more(editor, form, is_star)}
                </div>
            </details>
            <MenuButton label=common::more_actions() name=menu_name items=menu />
        </li>
    }
    .into_any()
}

/// The goal in a line, and what is missing.
fn summary(plan: &Plan, id: MetricId) -> String {
    let Some(metric) = plan.find(id) else { return String::new() };
    let value = |value| figures::value(value, &metric.definition, plan);
    if let (Some(from), Some(to)) = (value(metric.baseline), value(metric.target)) {
        return match (metric.due.map(format::date), figures::change_of(metric)) {
            (Some(due), Some(change)) => w::from_to_by_change(&from, &to, &due, &change),
            (Some(due), None) => w::from_to_by(&from, &to, &due),
            (None, Some(change)) => w::from_to_change(&from, &to, &change),
            (None, None) => common::from_to(&from, &to),
        };
    }
    let missing = [
        (metric.baseline.is_none(), w::missing_baseline()),
        (metric.target.is_none(), w::missing_number()),
        (metric.due.is_none(), w::missing_due()),
        (metric.owner.trim().is_empty(), w::missing_owner()),
        (metric.source.is_none(), w::missing_source()),
    ];
    let missing: Vec<String> =
        missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| (*what).to_owned()).collect();
    w::still_missing(&format::list(&missing))
}

/// Baseline and target with their dates. Rebuilt when a custom metric changes its unit.
fn values(form: Form<Metric>) -> AnyView {
    let kind = form.memo(|metric| (metric.definition.unit(), may_be_negative(&metric.definition)));
    (move || {
        let (unit, signed) = kind.get();
        let value = |name, label: &'static str, lens: Lens<Metric, Option<Decimal>>| match unit {
            Unit::Duration => length_of_time(form, name, label, lens),
            _ if signed => form.signed_decimal(name, label, unit, lens),
            _ => form.decimal(name, label, unit, lens),
        };
        view! {
            <div class="row pairs">
                {value("metric-baseline", w::baseline(), lens!(baseline))}
                {form.date("metric-baseline-on", w::baseline_on(), lens!(baseline_on))}
                {value("metric-target", w::target_value(), lens!(target))}
                {form.date("metric-due", w::due(), lens!(due))}
            </div>
        }
    })
    .into_any()
}

/// Returns, scores and net gains can be negative.
fn may_be_negative(definition: &MetricDefinition) -> bool {
    match definition {
        MetricDefinition::Dictionary(key) => {
            matches!(key.as_str(), "roi" | "nps" | "net_followers" | "follower_growth")
        }
        MetricDefinition::Custom(_) => true,
    }
}

/// A duration, typed as `1:30`, `2 min` or plain seconds.
fn length_of_time(
    form: Form<Metric>,
    name: &'static str,
    label: &'static str,
    lens: Lens<Metric, Option<Decimal>>,
) -> AnyView {
    let value = Signal::derive(move || {
        let seconds = form.get(|metric| *(lens.0)(metric)).flatten();
        seconds.map(|seconds| duration::write(seconds.to_f64())).unwrap_or_default()
    });
    let commit = Callback::new(move |text: String| {
        let seconds = match text.trim() {
            "" => None,
            typed => {
                Some(duration::parse(typed).and_then(Decimal::nearest).ok_or_else(|| w::duration_not_read(typed))?)
            }
        };
        form.change(name, |metric| *(lens.1)(metric) = seconds);
        Ok(())
    });
    view! {
        <EntryField
            id=form.anchor(name)
            label=label
            value=value
            commit=commit
            problem=problem_at(form.anchor(name))
            end=true
            placeholder="1:30"
        />
    }
    .into_any()
}

fn custom_of(metric: &Metric) -> Option<&CustomMetric> {
    match &metric.definition {
        MetricDefinition::Custom(custom) => Some(custom),
        MetricDefinition::Dictionary(_) => None,
    }
}

fn change_custom(metric: &mut Metric, change: impl FnOnce(&mut CustomMetric)) {
    if let MetricDefinition::Custom(custom) = &mut metric.definition {
        change(custom);
    }
}

/// Name, unit, roll-up and direction of a custom metric.
fn own_definition(form: Form<Metric>) -> AnyView {
    let name = Signal::derive(move || {
        form.get(|metric| custom_of(metric).map(|own| own.name.clone())).flatten().unwrap_or_default()
    });
    let set_name = Callback::new(move |text: String| {
        form.change("metric-name", |metric| change_custom(metric, |own| own.name = text));
    });
    let units =
        Unit::ALL.into_iter().enumerate().map(|(at, unit)| SelectOption::new(at.to_string(), names::unit(unit)));
    let ways =
        AddsUp::ALL.into_iter().enumerate().map(|(at, way)| SelectOption::new(at.to_string(), figures::adds_up(way)));
    let better = [Better::Up, Better::Down].into_iter().enumerate();
    let better = better.map(|(at, better)| SelectOption::new(at.to_string(), figures::better(better)));
    view! {
        <div class="row">
            <TextField id=form.anchor("metric-name") label=w::own_name() value=name commit=set_name placeholder=w::own_name_example() />
            {form
                .select(
                    "metric-unit",
                    w::unit(),
                    Signal::stored(units.collect::<Vec<_>>()),
                    |metric| (metric.definition.unit() as usize).to_string(),
                    |metric, value| change_custom(metric, |own| own.unit = nth(&Unit::ALL, value)),
                )}
            {form
                .select(
                    "metric-adds-up",
                    w::adds_up(),
                    Signal::stored(ways.collect::<Vec<_>>()),
                    |metric| (metric.definition.adds_up() as usize).to_string(),
                    |metric, value| change_custom(metric, |own| own.adds_up = nth(&AddsUp::ALL, value)),
                )}
            {form
                .select(
                    "metric-better",
                    w::better(),
                    Signal::stored(better.collect::<Vec<_>>()),
                    |metric| (metric.definition.better() as usize).to_string(),
                    |metric, value| change_custom(metric, |own| own.better = nth(&[Better::Up, Better::Down], value)),
                )}
        </div>
    }
    .into_any()
}

/// The item at the index that a select field's value contains; the default if there is none.
fn nth<T: Copy + Default>(all: &[T], value: &str) -> T {
    value.parse::<usize>().ok().and_then(|at| all.get(at)).copied().unwrap_or_default()
}

/// Optional fields.
fn more(editor: Editor, form: Form<Metric>, is_star: Memo<bool>) -> AnyView {
    let teams = editor.memo(|plan| {
        let teams = &plan.goals.teams;
        teams.iter().map(|item| SelectOption::new(item.id.to_string(), team_name(item))).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| teams.with(|list| !list.is_empty()));
    let star = editor.memo(|plan| names::metric_of(plan, plan.goals.north_star.as_ref().map(|star| star.metric)));
    let team =
        Signal::derive(move || form.get(|metric| metric.team.map(|id| id.to_string())).flatten().unwrap_or_default());
    let set_team = Callback::new(move |value: String| {
        let found =
            editor.peek(|plan| plan.goals.teams.iter().find(|item| item.id.to_string() == value).map(|item| item.id));
        form.choose(|metric| metric.team = found);
    });
    let problem = problem_at(form.anchor("metric-team"));
    view! {
        <Disclosure summary=Signal::stored(w::details().to_owned())>
            <div class="stack">
                {move || {
                    (!is_star.get() && !star.with(String::is_empty))
                        .then(|| {
                            form.text(
                                "metric-feeds",
                                Label::new(w::feeds(&star.get())).placeholder(w::feeds_example()).optional(),
                                lens!(feeds),
                            )
                        })
                }}
                {move || {
                    any.get()
                        .then(|| {
                            view! {
                                <SelectField
                                    id=form.anchor("metric-team")
                                    label=w::team()
                                    options=teams
                                    value=team
                                    commit=set_team
                                    placeholder=common::none()
                                    problem=problem
                                    optional=true
                                />
                            }
                        })
                }}
                {form.area("metric-note", Label::new(common::note()).optional(), 2, lens!(note))}
            </div>
        </Disclosure>
    }
    .into_any()
}

/// A team's name, or a placeholder.
pub fn team_name(team: &Team) -> String {
    if team.name.trim().is_empty() { w::team_unnamed().to_owned() } else { team.name.clone() }
}
