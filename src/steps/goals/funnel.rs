//! The funnel: stages and rates, one given number, and the resulting people and cost at every other stage.

use leptos::prelude::*;

use crate::app::{Editor, problem_at, use_editor};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, goals as w, terms};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::PlanEdit;
use crate::plan::goals::funnel_goal::{goal_number, goal_number_of_funnel};
use crate::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, FunnelStage, FunnelStageId, StageKind};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::ui::form::Form;
use crate::ui::labels::names;
use crate::widgets::{
    Button, ButtonKind, EmptyState, MenuButton, MenuItem, Notice, NoticeKind, NumberField, NumberKind, RadioChoice,
    RadioGroup, SelectField, SelectOption, TextField, explanation,
};

/// The stages of a complete funnel.
const WHOLE_WAY: [StageKind; 6] = [
    StageKind::Exposure,
    StageKind::Visit,
    StageKind::Follow,
    StageKind::Registration,
    StageKind::Activation,
    StageKind::Order,
];

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let none = editor.memo(|plan| plan.goals.funnel.stages.is_empty());
    view! {
        <section>
            <div class="explained">
                <h2 id="funnel" tabindex="-1">{w::funnel()}</h2>
                {explanation(terms::funnel(), terms::funnel_text())}
            </div>
            <p class="muted">{w::funnel_intro()}</p>
            <Show when=move || none.get() fallback=move || funnel(editor)>
                <EmptyState text=w::funnel_empty() example=w::funnel_example()>
                    <Button on_press=Callback::new(move |()| begin(editor, whole_way(editor)))>{w::funnel_preset()}</Button>
                    <Button on_press=Callback::new(move |()| begin(editor, from_activation(editor)))>{w::funnel_from_activation()}</Button>
                    <Button on_press=Callback::new(move |()| begin(editor, Funnel { stages: vec![stage(editor, StageKind::Exposure, None)], ..Funnel::default() }))>
                        {w::funnel_blank()}
                    </Button>
                </EmptyState>
            </Show>
        </section>
    }
    .into_any()
}

fn stage(editor: Editor, kind: StageKind, percent: Option<i64>) -> FunnelStage {
    FunnelStage { id: editor.fresh_id(), kind, name: String::new(), rate: percent.and_then(Decimal::from_int) }
}

/// The user knows their own rates; only the registration rate is taken from the example.
fn whole_way(editor: Editor) -> Funnel {
    let rate = |kind| (kind == StageKind::Registration).then_some(40);
    let stages = WHOLE_WAY.into_iter().map(|kind| stage(editor, kind, rate(kind))).collect();
    let goal = editor.peek(|plan| goal_number(plan, StageKind::Order));
    let period = goal.map(|goal| goal.period).unwrap_or_default();
    Funnel { stages, given: goal.map(|goal| goal.number), period, ..Funnel::default() }
}

/// 12,000 activations a day, of which 40% register.
fn from_activation(editor: Editor) -> Funnel {
    let stages = vec![stage(editor, StageKind::Activation, None), stage(editor, StageKind::Registration, Some(40))];
    Funnel { stages, solve_from: FunnelEnd::Top, given: Decimal::from_int(12_000), period: FunnelPeriod::Day }
}

fn begin(editor: Editor, funnel: Funnel) {
    if editor.edit(PlanEdit::Funnel(Box::new(funnel)), None) {
        focus_when_rendered("funnel-given".to_owned());
    }
}

fn funnel(editor: Editor) -> AnyView {
    let ids = editor.memo(|plan| plan.goals.funnel.stages.iter().map(|stage| stage.id).collect::<Vec<_>>());
    let solved = editor.figures(solved);
    let add = Callback::new(move |()| {
        let before = editor.peek(|plan| plan.goals.funnel.stages.last().map(|stage| stage.kind));
        let at = before.and_then(|before| WHOLE_WAY.iter().position(|kind| *kind == before));
        let next = at.and_then(|at| WHOLE_WAY.get(at + 1)).copied().unwrap_or(StageKind::Other);
        let added = stage(editor, next, None);
        let field = anchor("stage-rate", added.id);
        editor.change_funnel("", |funnel| funnel.stages.push(added));
        focus_when_rendered(field);
    });
    let clear = Callback::new(move |()| {
        editor.apply_undoably(PlanEdit::Funnel(Box::default()), &common::deleted(w::funnel_cleared()));
    });
    view! {
        {given(editor)}
        <div class="abreast funnel-parts">
            <div>
                <ol class="plain stages">
                    <For each=move || ids.get() key=|id| *id children=move |id| stage_row(editor, id, solved) />
                </ol>
                <div class="actions">
                    <Button on_press=add>{w::add_stage()}</Button>
                    <button type="button" class="btn plain" on:click=move |_| clear.run(())>{w::funnel_clear()}</button>
                </div>
            </div>
            <div>{outcome(solved)}</div>
        </div>
    }
    .into_any()
}

fn given(editor: Editor) -> AnyView {
    let form = Form::funnel(editor);
    let choice =
        |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
    let end = form.memo(|funnel| if funnel.solve_from == FunnelEnd::Top { "top" } else { "bottom" }.to_owned());
    let set_end = Callback::new(move |value: String| {
        form.choose(|funnel| funnel.solve_from = if value == "top" { FunnelEnd::Top } else { FunnelEnd::Bottom });
    });
    let label = form.memo(|funnel| {
        let stage = if funnel.solve_from == FunnelEnd::Top { funnel.stages.first() } else { funnel.stages.last() };
        stage.map(stage_name).unwrap_or_default()
    });
    let value = Signal::derive(move || form.get(|funnel| funnel.given.map(|given| given.to_scaled(0))).flatten());
    let set = Callback::new(move |value: Option<i64>| {
        let number = value.and_then(Decimal::from_int);
        if value.is_some() && number.is_none() {
            return Err(common::number_too_large().to_owned());
        }
        form.change("funnel-given", |funnel| funnel.given = number);
        Ok(())
    });
    let periods = vec![
        SelectOption::new("day", w::period_day()),
        SelectOption::new("month", w::period_month()),
        SelectOption::new("plan", w::period_plan()),
    ];
    view! {
        <RadioGroup
            id="funnel-end"
            legend=w::solve_from()
            choices=vec![choice("bottom", w::solve_bottom()), choice("top", w::solve_top())]
            value=end
            commit=set_end
            inline=true
        />
        <div class="row given">
            {move || {
                view! {
                    <NumberField id="funnel-given" label=label.get() kind=NumberKind::Count value=value commit=set problem=problem_at("funnel-given") />
                }
            }}
            {form
                .select(
                    "funnel-period",
                    w::period(),
                    Signal::stored(periods),
                    |funnel| match funnel.period {
                        FunnelPeriod::Day => "day",
                        FunnelPeriod::Month => "month",
                        FunnelPeriod::Plan => "plan",
                    }
                    .to_owned(),
                    |funnel, value| {
                        funnel.period = match value {
                            "month" => FunnelPeriod::Month,
                            "plan" => FunnelPeriod::Plan,
                            _ => FunnelPeriod::Day,
                        };
                    },
                )}
        </div>
        {from_goal(editor)}
    }
    .into_any()
}

/// Where the number comes from the goal, or what the goal's number is, with a button that takes it.
fn from_goal(editor: Editor) -> AnyView {
    let goal = editor.memo(|plan| {
        let goal = goal_number_of_funnel(plan)?;
        let metric = names::metric_of(plan, plan.goals.north_star.as_ref().map(|star| star.metric));
        Some((goal, metric, goal.is_in(&plan.goals.funnel)))
    });
    let take = Callback::new(move |()| {
        if let Some((goal, ..)) = goal.get_untracked() {
            editor.change_funnel("", |funnel| (funnel.given, funnel.period) = (Some(goal.number), goal.period));
            focus_when_rendered("funnel-given".to_owned());
        }
    });
    let period = |period: FunnelPeriod| match period {
        FunnelPeriod::Day => w::period_day(),
        FunnelPeriod::Month => w::period_month(),
        FunnelPeriod::Plan => w::period_plan(),
    };
    let shown = move || {
        goal.get().map(|(goal, metric, is_taken)| {
            if is_taken {
                return view! { <span>{w::number_from_goal(&metric)}</span> }.into_any();
            }
            let number = common::in_parentheses(&names::decimal(goal.number), period(goal.period));
            view! {
                <span>{w::goal_number(&metric, &number)}</span>
                " "
                <Button kind=ButtonKind::Plain on_press=take>{w::use_goal_number()}</Button>
            }
            .into_any()
        })
    };
    view! { <p class="small muted from-goal" role="status">{shown}</p> }.into_any()
}

fn anchor(name: &str, id: FunnelStageId) -> String {
    [name, "-", &id.to_string()].concat()
}

fn kind_name(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Exposure => w::stage_exposure(),
        StageKind::Visit => w::stage_visit(),
        StageKind::Follow => w::stage_follow(),
        StageKind::Registration => w::stage_registration(),
        StageKind::Activation => w::stage_activation(),
        StageKind::Order => w::stage_order(),
        StageKind::Other => w::stage_other(),
    }
}

fn stage_name(stage: &FunnelStage) -> String {
    if stage.name.trim().is_empty() { kind_name(stage.kind).to_owned() } else { stage.name.clone() }
}

/// The figures of one stage.
#[derive(Clone, PartialEq)]
struct Solved {
    id: FunnelStageId,
    name: String,
    rate: Option<Decimal>,
    number: Option<i64>,
    cost: String,
}

/// The funnel with its figures.
#[derive(Clone, PartialEq)]
struct Outcome {
    stages: Vec<Solved>,
    /// All rates multiplied, as a fraction.
    overall: Option<f64>,
    planned: Option<String>,
    absurd: Option<i64>,
    period: FunnelPeriod,
}

fn solved(plan: &Plan, ledger: &Ledger) -> Outcome {
    let funnel = &plan.goals.funnel;
    let numbers = funnel.numbers();
    let days = plan.basics.days().map(DateRange::len);
    let planned = ledger.totals().planned;
    let cost = |number: Option<i64>| match number {
        None => String::new(),
        Some(_) if planned == Money::ZERO => w::no_budget().to_owned(),
        Some(_) if funnel.period != FunnelPeriod::Plan && days.is_none() => w::no_days().to_owned(),
        Some(number) => funnel
            .cost_of_each(planned, plan.basics.currency, number, days)
            .map_or_else(String::new, |cost| names::cost(cost, plan.basics.currency)),
    };
    let stages = funnel
        .stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let number = numbers.as_ref().and_then(|numbers| numbers.get(at)).copied();
            Solved { id: stage.id, name: stage_name(stage), rate: stage.rate, number, cost: cost(number) }
        })
        .collect();
    let rates = funnel.stages.iter().skip(1).map(|stage| stage.rate.map(|rate| rate.to_f64() / 100.0));
    Outcome {
        stages,
        overall: rates
            .collect::<Option<Vec<f64>>>()
            .filter(|rates| !rates.is_empty())
            .map(|rates| rates.iter().product()),
        planned: (planned != Money::ZERO).then(|| names::money_plain(planned, plan.basics.currency)),
        absurd: funnel.implausible_per_day(days),
        period: funnel.period,
    }
}

fn stage_row(editor: Editor, id: FunnelStageId, solved: Memo<Outcome>) -> AnyView {
    let form = Form::funnel(editor);
    let change = move |field: &str, change: &dyn Fn(&mut FunnelStage)| {
        editor.change_funnel(field, |funnel| {
            if let Some(stage) = funnel.stages.iter_mut().find(|stage| stage.id == id) {
                change(stage);
            }
        });
    };
    let at = Memo::new(move |_| solved.with(|solved| solved.stages.iter().position(|stage| stage.id == id)));
    let name = Memo::new(move |_| name_at(solved, at.get()));
    let before = Memo::new(move |_| name_at(solved, at.get().and_then(|at| at.checked_sub(1))));
    let kind = Memo::new(move |_| {
        form.get(|funnel| funnel.stages.iter().find(|stage| stage.id == id).map(|stage| stage.kind))
            .flatten()
            .unwrap_or_default()
    });
    let kinds =
        StageKind::ALL.into_iter().enumerate().map(|(at, kind)| SelectOption::new(at.to_string(), kind_name(kind)));
    let kinds = Signal::stored(kinds.collect::<Vec<_>>());
    let set_kind = Callback::new(move |value: String| {
        let kind = value.parse::<usize>().ok().and_then(|at| StageKind::ALL.get(at)).copied().unwrap_or_default();
        change("", &|stage| stage.kind = kind);
    });
    let own_name = Signal::derive(move || {
        let named = |funnel: &Funnel| funnel.stages.iter().find(|stage| stage.id == id).map(|stage| stage.name.clone());
        form.get(named).flatten().unwrap_or_default()
    });
    let name_field = anchor("stage-name", id);
    let set_name = {
        let field = name_field.clone();
        Callback::new(move |text: String| change(&field, &|stage| stage.name.clone_from(&text)))
    };
    let rate = Signal::derive(move || {
        let rate = |funnel: &Funnel| funnel.stages.iter().find(|stage| stage.id == id)?.rate;
        form.get(rate).flatten().map(|rate| rate.to_scaled(2))
    });
    let set_rate = Callback::new(move |value: Option<i64>| {
        let rate = value.and_then(|basis_points| Decimal::from_scaled(basis_points, 2));
        change(&anchor("stage-rate", id), &|stage| stage.rate = rate);
        Ok(())
    });
    let label = move || w::stage_kind(&format::count(i64::try_from(at.get().unwrap_or(0) + 1).unwrap_or(1)));
    view! {
        <li>
            <div class="row tight">
                {move || {
                    view! {
                        <SelectField
                            id=anchor("stage-kind", id)
                            label=label()
                            options=kinds
                            value=Signal::derive(move || (kind.get() as usize).to_string())
                            commit=set_kind
                        />
                    }
                }}
                <TextField id=name_field.clone() label=common::name() value=own_name commit=set_name optional=true />
                {move || {
                    (at.get() != Some(0)).then(|| {
                        view! {
                            <NumberField
                                id=anchor("stage-rate", id)
                                label=w::stage_rate(&before.get(), &name.get())
                                kind=NumberKind::Percent
                                value=rate
                                commit=set_rate
                                problem=problem_at(anchor("stage-rate", id))
                            />
                        }
                    })
                }}
            </div>
            {stage_menu(editor, id, name)}
        </li>
    }
    .into_any()
}

/// The actions on a stage: move and remove.
fn stage_menu(editor: Editor, id: FunnelStageId, name: Memo<String>) -> AnyView {
    let shift = move |by: isize| {
        editor.change_funnel("", |funnel| {
            let from = funnel.stages.iter().position(|stage| stage.id == id);
            let to = from.and_then(|from| from.checked_add_signed(by)).filter(|&to| to < funnel.stages.len());
            if let (Some(from), Some(to)) = (from, to) {
                funnel.stages.swap(from, to);
            }
        });
    };
    let remove = Callback::new(move |()| {
        let mut funnel = editor.peek(|plan| plan.goals.funnel.clone());
        funnel.stages.retain(|stage| stage.id != id);
        editor.apply_undoably(PlanEdit::Funnel(Box::new(funnel)), &common::deleted(&name.get_untracked()));
    });
    // The menu's label contains the stage's name, so the menu is rebuilt when the stage is renamed.
    let menu = move || {
        let items = vec![
            MenuItem::new(common::move_up(), Callback::new(move |()| shift(-1))),
            MenuItem::new(common::move_down(), Callback::new(move |()| shift(1))),
            MenuItem::new(common::remove(), remove).danger(),
        ];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name.get()) items=items /> }
    };
    menu.into_any()
}

fn name_at(solved: Memo<Outcome>, at: Option<usize>) -> String {
    solved.with(|solved| at.and_then(|at| solved.stages.get(at)).map(|stage| stage.name.clone()).unwrap_or_default())
}

fn outcome(solved: Memo<Outcome>) -> AnyView {
    (move || {
        let solved = solved.get();
        if solved.stages.iter().any(|stage| stage.number.is_none()) {
            return view! { <p class="muted">{w::funnel_waiting()}</p> }.into_any();
        }
        let warning = solved.absurd.map(|a_day| {
            let title = w::absurd(&format::count(a_day));
            view! {
                <Notice kind=NoticeKind::Warn title=Signal::stored(title) live=true>
                    <p>{w::absurd_way_out()}</p>
                </Notice>
            }
        });
        let cost = solved.planned.as_ref().map(|planned| view! { <p class="muted small">{w::cost_from(planned)}</p> });
        let overall =
            solved.overall.map(|rate| view! { <p class="muted small">{w::overall(&format::fraction(rate))}</p> });
        view! { {warning} {picture(&solved)} {table(&solved)} {overall} {cost} }.into_any()
    })
    .into_any()
}

/// Bars by the number at each stage, scaled by square root: a linear bar of a millionth would be invisible.
fn picture(solved: &Outcome) -> AnyView {
    let widest = solved.stages.iter().filter_map(|stage| stage.number).max().unwrap_or(0).max(1);
    let said: Vec<String> = solved.stages.iter().map(|stage| common::labelled(&stage.name, &number(stage))).collect();
    let bars = solved
        .stages
        .iter()
        .map(|stage| {
            #[allow(clippy::cast_precision_loss)] // a width on the screen
            let width = (stage.number.unwrap_or(0) as f64 / widest as f64).sqrt() * 100.0;
            let width = [&width.max(0.5).to_string(), "%"].concat();
            view! {
                <span class="funnel-name">{stage.name.clone()}</span>
                <span class="funnel-bar"><i style:width=width></i></span>
                <span class="funnel-number">{format::count_short(stage.number.unwrap_or(0))}</span>
            }
        })
        .collect::<Vec<_>>();
    view! { <div class="funnel" role="img" aria-label=w::funnel_picture(&format::list(&said))>{bars}</div> }.into_any()
}

fn number(stage: &Solved) -> String {
    stage.number.map(format::count).unwrap_or_default()
}

fn table(solved: &Outcome) -> AnyView {
    let period = match solved.period {
        FunnelPeriod::Day => w::period_day(),
        FunnelPeriod::Month => w::period_month(),
        FunnelPeriod::Plan => w::period_plan(),
    };
    let head = common::in_parentheses(w::stage_number(), period);
    let rows = solved
        .stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let rate = match stage.rate.filter(|_| at > 0) {
                Some(rate) => format::percent_bp(rate.to_scaled(2)),
                None => w::stage_first().to_owned(),
            };
            view! {
                <tr>
                    <td>{stage.name.clone()}</td>
                    <td class="n" data-label=w::stage_rate_short()>{rate}</td>
                    <td class="n" data-label=head.clone()>{number(stage)}</td>
                    <td class="n" data-label=w::stage_cost()>{stage.cost.clone()}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{w::funnel_table()}</caption>
            <thead>
                <tr>
                    <th>{w::stage()}</th>
                    <th class="n">{w::stage_rate_short()}</th>
                    <th class="n">{head}</th>
                    <th class="n">{w::stage_cost()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
