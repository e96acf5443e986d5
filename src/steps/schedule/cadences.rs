//! Each channel's cadence, and the posts generated from it.

use chrono::{Days, NaiveDate, Timelike, Weekday};
use leptos::prelude::*;

use super::{Page, choices, has_channels, strategy_address};
use crate::app::problem_at;
use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, findings, schedule as w, steps, terms};
use crate::lens;
use crate::plan::Plan;
use crate::plan::budget::cycles::count_cycles;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::bounds::{MAX_CYCLES, MAX_GENERATED_POSTS, has_too_many_weeks};
use crate::plan::model::schedule::{Cadence, CadenceId, MAX_PER_WEEK, Post, PostId, PostState};
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::model::timing::CycleLength;
use crate::plan::schedule::output_goals::{GoalPace, other_pace, paces_without_cadence};
use crate::plan::schedule::posts::RequiredPost;
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::ui::suggestions;
use crate::widgets::{
    Button, ButtonKind, Checkbox, Disclosure, EmptyState, MenuButton, MenuItem, NumberField, NumberKind, TimeField,
    explained_heading,
};

/// The days of a week that begins with that one.
pub(super) fn weekdays_from(first: Weekday) -> impl Iterator<Item = Weekday> {
    std::iter::successors(Some(first), |day| Some(day.succ())).take(7)
}

/// The name of a weekday, in the page's language.
pub(super) fn weekday_name(day: Weekday) -> String {
    // Any Monday works.
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let from_monday = Days::new(u64::from(day.num_days_from_monday()));
    monday.checked_add_days(from_monday).map(format::weekday).unwrap_or_default()
}

/// The cadences of all channels.
pub(super) fn section(page: Page) -> AnyView {
    let editor = page.editor;
    let ids = editor.ids::<Cadence>();
    let any = Memo::new(move |_| !ids.with(Vec::is_empty));
    let channels = has_channels(page);
    let adding = move || {
        if !channels.get() {
            return view! {
                <EmptyState text=w::no_channels() example=editor.by_market(w::no_channels_example, w::no_channels_example_abroad)>
                    <a class="btn quiet" id="cadence-add" href=strategy_address(page)>{w::to_strategy()}</a>
                </EmptyState>
            }
            .into_any();
        }
        let press = Callback::new(move |()| add(page));
        if any.get() {
            return view! {
                {from_goals(page)}
                <p class="actions"><Button id="cadence-add" on_press=press>{w::cadence_add()}</Button></p>
            }
            .into_any();
        }
        view! {
            <EmptyState text=w::no_cadence() example=w::no_cadence_example()>
                {from_goals(page)} <Button id="cadence-add" on_press=press>{w::cadence_add()}</Button>
            </EmptyState>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="schedule-rhythm">
            {explained_heading("schedule-rhythm", w::cadences(), terms::cadence(), terms::cadence_text())}
            <p class="muted">{w::cadences_hint()}</p>
            <ul class="plain cadences">
                <For each=move || ids.get() key=|id| *id children=move |id| card(page, id) />
            </ul>
            {adding}
        </section>
    }
    .into_any()
}

/// A new cadence, with what the teams' output goals already say about its channel.
fn add(page: Page) {
    let editor = page.editor;
    let id: CadenceId = editor.fresh_id();
    let cadence = editor.peek(|plan| {
        let free = |channel| plan.schedule.cadences.iter().all(|cadence| cadence.channel != channel);
        let mut goals = plan.goals.outputs.iter();
        let goal = goals.find(|goal| goal.channel.is_some_and(free));
        let mut channels = plan.strategy.channels.iter().map(|channel| channel.id);
        let channel = goal
            .and_then(|goal| goal.channel)
            .or_else(|| channels.clone().find(|&channel| free(channel)))
            .or_else(|| channels.next())?;
        let per_week = goal.and_then(|goal| goal.per_week).unwrap_or(5).min(MAX_PER_WEEK);
        Some(Cadence {
            id,
            channel,
            phase: None,
            per_week,
            original: goal.and_then(|goal| goal.original).unwrap_or(per_week.min(3)),
            weekdays: Vec::new(),
            at: None,
            owner: goal.map(|goal| goal.owner.clone()).unwrap_or_default(),
        })
    });
    if let Some(cadence) = cadence
        && editor.insert(cadence)
    {
        focus_when_rendered(Form::<Cadence>::item(editor, id).anchor("cadence-channel"));
    }
}

/// A pace in words.
fn pace_in_words(pace: &GoalPace) -> String {
    let (n, per_week) = format::counted(pace.per_week as usize);
    match pace.original {
        Some(original) => w::pace_original(n, &per_week, &format::counted(original as usize).1),
        None => w::pace(n, &per_week),
    }
}

/// The cadences that the teams' output goals ask for and the schedule does not have, and a button that adds them.
fn from_goals(page: Page) -> AnyView {
    let editor = page.editor;
    let paces = editor.memo(|plan| {
        let named = |pace: GoalPace| (names::channel_of(plan, Some(pace.channel)), pace);
        paces_without_cadence(plan).into_iter().map(named).collect::<Vec<_>>()
    });
    let add_all = Callback::new(move |()| {
        let paces = paces.with_untracked(|paces| paces.iter().map(|(_, pace)| pace.clone()).collect::<Vec<_>>());
        let at = editor.peek(|plan| plan.schedule.cadences.len());
        let cadence = |pace: GoalPace| Cadence {
            id: editor.fresh_id(),
            channel: pace.channel,
            phase: None,
            per_week: pace.per_week,
            original: pace.original.unwrap_or(0),
            weekdays: Vec::new(),
            at: None,
            owner: pace.owner,
        };
        let cadences: Vec<Cadence> = paces.into_iter().map(cadence).collect();
        let Some(first) = cadences.first().map(|cadence| cadence.id) else { return };
        let (n, text) = format::counted(cadences.len());
        let insert = |(nth, cadence)| Cadence::plan_edit(ListEdit::Insert { at: at + nth, item: Box::new(cadence) });
        let edit = PlanEdit::Batch(cadences.into_iter().enumerate().map(insert).collect());
        if editor.apply_undoably(edit, &w::cadences_added(n, &text)) {
            focus_when_rendered(Form::<Cadence>::item(editor, first).anchor("cadence-per-week"));
        }
    });
    let shown = move || {
        let named = paces.with(|paces| {
            let words = |(name, pace): &(String, GoalPace)| common::labelled(name, &pace_in_words(pace));
            paces.iter().map(words).collect::<Vec<_>>()
        });
        (!named.is_empty()).then(|| {
            view! {
                <p>{w::goals_ask(&format::list(&named))} " " <a href=goals_address(page)>{w::to_goals()}</a></p>
                <Button id="cadence-from-goals" on_press=add_all>{w::cadences_from_goals()}</Button>
            }
        })
    };
    view! { <div class="stack from-goals">{shown}</div> }.into_any()
}

fn goals_address(page: Page) -> String {
    page.editor.peek(|plan| Route::section(plan.id, Section::Teams)).to_string()
}

/// That the output goals ask for another pace than a cadence has, and a button that follows them.
fn goal_notice(page: Page, id: CadenceId) -> AnyView {
    let editor = page.editor;
    let form: Form<Cadence> = Form::item(editor, id);
    let other = editor.memo(move |plan| other_pace(plan, find(plan, id)?));
    let follow = Callback::new(move |()| {
        if let Some(pace) = other.get_untracked() {
            form.choose(|cadence| {
                cadence.per_week = pace.per_week;
                cadence.original = pace.original.unwrap_or(cadence.original).min(pace.per_week);
            });
            focus_when_rendered(form.anchor("cadence-per-week"));
        }
    });
    let shown = move || {
        other.get().map(|pace| {
            view! {
                <span>{w::goal_differs(&pace_in_words(&pace))}</span>
                " "
                <Button kind=ButtonKind::Plain on_press=follow>{w::follow_goal()}</Button>
            }
        })
    };
    view! { <p class="small goal-pace" role="status">{shown}</p> }.into_any()
}

fn find(plan: &Plan, id: CadenceId) -> Option<&Cadence> {
    plan.find(id)
}

fn card(page: Page, id: CadenceId) -> AnyView {
    let editor = page.editor;
    let form: Form<Cadence> = Form::item(editor, id);
    let title = editor.memo(move |plan| {
        find(plan, id).map(|cadence| names::channel_of(plan, Some(cadence.channel))).unwrap_or_default()
    });
    let menu = move || {
        let name = title.get();
        let what = name.clone();
        let items =
            vec![MenuItem::new(common::delete(), Callback::new(move |()| _ = editor.remove(id, &what))).danger()];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let at = Signal::derive(move || form.get(|cadence| cadence.at).flatten());
    let set_at = Callback::new(move |time| form.change("cadence-at", |cadence| cadence.at = time));
    let part = SuggestedPart::Cadence(id);
    let about = editor.memo(move |plan| find(plan, id).map(|cadence| about(plan, cadence)).unwrap_or_default());
    view! {
        <li class="card">
            <div class="spread">
                <h3>{move || title.get()} {suggestions::tag(editor, part)}</h3>
                <span>{suggestions::accept_button(editor, part, title.into())} " " {menu}</span>
            </div>
            <div class="row short">{counts(form)} {weekdays(form)}</div>
            {goal_notice(page, id)}
            {required_posts(page, id)}
            <Disclosure summary=about>
                <div class="row">
                    {form.channel(
                        "cadence-channel",
                        common::channel(),
                        |cadence| Some(cadence.channel),
                        |cadence, channel| cadence.channel = channel.unwrap_or(cadence.channel),
                    )}
                    {form.select(
                        "cadence-phase",
                        Label::new(w::during()).placeholder(steps::whole_plan()),
                        choices::phases(editor),
                        |cadence| choices::value_of(cadence.phase),
                        |cadence, value| cadence.phase = choices::chosen(value),
                    )}
                    <TimeField id=form.anchor("cadence-at") label=common::time() value=at commit=set_at optional=true />
                    {form.people("cadence-owner", common::owner(), lens!(owner))}
                </div>
            </Disclosure>
        </li>
    }
    .into_any()
}

/// What is folded away below a cadence, in a line: its phase, time and owner.
fn about(plan: &Plan, cadence: &Cadence) -> String {
    let phase = cadence.phase.and_then(|id| plan.find(id)).map_or_else(|| steps::whole_plan().to_owned(), names::phase);
    let at = cadence.at.map(|at| format::time(at.hour(), at.minute()));
    let owner = Some(cadence.owner.trim().to_owned()).filter(|owner| !owner.is_empty());
    [Some(phase), at, owner].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Posts a week, and how many of them are original. Fewer posts than original ones lower those too, and say so; while
/// the number is still being typed, they follow it up again: "1" on the way to "12" loses nothing.
fn counts(form: Form<Cadence>) -> AnyView {
    // The original posts as they were lowered, and from what.
    let lowered = RwSignal::new(None::<(u32, u32)>);
    let per_week = Signal::derive(move || form.get(|cadence| i64::from(cadence.per_week)));
    let set_per_week = Callback::new(move |value: Option<i64>| {
        let Some(value) = value.and_then(|value| u32::try_from(value).ok()) else {
            return Err(common::number_missing().to_owned());
        };
        let now = untrack(|| form.get(|cadence| cadence.original)).unwrap_or_default();
        let wanted = lowered.get_untracked().filter(|(to, _)| *to == now).map_or(now, |(_, from)| from);
        let original = wanted.min(value);
        form.change("cadence-per-week", |cadence| {
            cadence.per_week = value;
            cadence.original = original;
        });
        lowered.set((original < wanted).then_some((original, wanted)));
        Ok(())
    });
    let said = move || {
        let original = form.get(|cadence| cadence.original)?;
        let (to, from) = lowered.get().filter(|(to, _)| *to == original)?;
        let count = |number: u32| format::count(i64::from(number));
        Some(w::original_lowered(&count(from), &count(to)))
    };
    view! {
        <NumberField
            id=form.anchor("cadence-per-week")
            label=w::per_week()
            kind=NumberKind::Count
            value=per_week
            commit=set_per_week
            most=Some(i64::from(MAX_PER_WEEK))
            problem=problem_at(form.anchor("cadence-per-week"))
        />
        {form.whole("cadence-original", w::of_which_original(), lens!(original))}
        <p class="small lowered" role="status">{said}</p>
    }
    .into_any()
}

fn weekdays(form: Form<Cadence>) -> AnyView {
    let boxes: Vec<AnyView> = weekdays_from(super::first_weekday())
        .map(|day| {
            let checked =
                Signal::derive(move || form.get(|cadence| cadence.weekdays.contains(&day)).unwrap_or_default());
            let commit = Callback::new(move |wanted: bool| {
                form.choose(|cadence| {
                    cadence.weekdays.retain(|other| *other != day);
                    if wanted {
                        cadence.weekdays.push(day);
                        cadence.weekdays.sort_by_key(Weekday::num_days_from_monday);
                    }
                });
            });
            let id = form.anchor(&("cadence-day-".to_owned() + &day.num_days_from_monday().to_string()));
            view! { <Checkbox id=id label=weekday_name(day) checked=checked commit=commit /> }.into_any()
        })
        .collect();
    view! {
        <fieldset class="field inline weekdays">
            <legend>{w::weekdays()}<small>{w::weekdays_hint()}</small></legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// How many posts the cadence needs over its dates, and the button that generates the missing ones.
fn required_posts(page: Page, id: CadenceId) -> AnyView {
    let editor = page.editor;
    // All posts of the cadence, including original ones, and those still to generate; `None` without dates.
    let counts = editor.memo(move |plan| {
        let cadence = find(plan, id)?;
        let days = cadence.days(plan)?;
        if has_too_many_weeks(days) {
            return Some(Err(count_cycles(days, CycleLength::Week)));
        }
        let all = cadence.required_posts(days);
        let original = all.iter().filter(|required| required.original).count();
        Some(Ok((all.len(), original, cadence.missing_posts(days, &plan.schedule.posts).len())))
    });
    let said = move || match counts.get() {
        None => w::posts_without_days().to_owned(),
        Some(Err(weeks)) => findings::too_many_weeks(&format::counted(weeks).1, &format::counted(MAX_CYCLES).1),
        Some(Ok((_, _, open))) if open > MAX_GENERATED_POSTS => {
            w::posts_too_many(&format::counted(open).1, &format::counted(MAX_GENERATED_POSTS).1)
        }
        Some(Ok((all, original, 0))) => {
            let (n, text) = format::counted(all);
            w::posts_complete(n, &text, &format::counted(original).1)
        }
        Some(Ok((all, original, open))) => {
            let (n, text) = format::counted(all);
            w::posts_required(n, &text, &format::counted(original).1, &format::counted(open).1)
        }
    };
    let none_open = Signal::derive(move || !matches!(counts.get(), Some(Ok((_, _, 1..=MAX_GENERATED_POSTS)))));
    view! {
        <div class="spread required-posts">
            <span class="small" role="status">{said}</span>
            <Button on_press=Callback::new(move |()| make(page, id)) disabled=none_open>{w::generate_posts()}</Button>
        </div>
    }
    .into_any()
}

fn make(page: Page, id: CadenceId) {
    let editor = page.editor;
    let made = editor.peek(|plan| {
        let cadence = find(plan, id)?;
        let open = cadence.missing_posts(cadence.days(plan)?, &plan.schedule.posts);
        let first = open.first()?.on;
        let at = plan.schedule.posts.len();
        let edits: Vec<PlanEdit> = open
            .into_iter()
            .enumerate()
            .map(|(nth, required)| {
                let item = Box::new(post(cadence, required, editor.fresh_id()));
                Post::plan_edit(ListEdit::Insert { at: at + nth, item })
            })
            .collect();
        Some((edits, first))
    });
    if let Some((edits, first)) = made {
        let (n, text) = format::counted(edits.len());
        if editor.apply_undoably(PlanEdit::Batch(edits), &w::posts_generated(n, &text)) {
            page.month.set(super::month_of(first));
        }
    }
}

fn post(cadence: &Cadence, required: RequiredPost, id: PostId) -> Post {
    Post {
        id,
        on: required.on,
        at: cadence.at,
        channel: cadence.channel,
        cadence: Some(cadence.id),
        title: String::new(),
        original: required.original,
        paid: false,
        owner: cadence.owner.clone(),
        state: PostState::Idea,
        link: String::new(),
    }
}
