//! The month's posts as a list by week, where they are edited and moved.

use chrono::{Days, NaiveDate, NaiveTime};
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::focus::{focus_when_rendered, holds_focus};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, schedule as w};
use crate::lens;
use crate::plan::model::schedule::{Post, PostId, PostState};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::schedule::posts::{monday_of, week_count, weeks};
use crate::steps::schedule::{Page, add_post, days_in, has_channels, month_of, strategy_address, title_of, week_words};
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, DateField, EmptyState, SelectOption, Tag, TimeField, Toasts, Tone};

/// The place of the post being edited as of when editing began: it stays there until the focus leaves it, so that a
/// date typed digit by digit does not move its own field away.
#[derive(Clone, Copy, PartialEq)]
struct EditedPlace {
    id: PostId,
    on: NaiveDate,
    at: Option<NaiveTime>,
}

#[derive(Clone, Copy)]
struct PostList {
    page: Page,
    held: RwSignal<Option<EditedPlace>>,
    /// The week that is open until the reader decides otherwise.
    usual: Memo<Option<NaiveDate>>,
}

impl PostList {
    /// Keeps a post in its place while it is edited.
    fn hold(self, id: PostId) {
        let Some(held) = self.held.try_get_untracked() else { return };
        if held.is_none_or(|held| held.id != id) {
            self.held.set(find(self.page, id).map(|post| EditedPlace { id, on: post.on, at: post.at }));
        }
    }

    /// Moves a post that was edited to the place of its date: its week is opened, and another month is offered.
    fn release(self, id: PostId, toasts: Toasts) {
        let page = self.page;
        let Some(before) = self.held.try_get_untracked().flatten().filter(|held| held.id == id) else { return };
        let Some(shown) = page.month.try_get_untracked() else { return };
        self.held.set(None);
        let Some(on) = find(page, id).map(|post| post.on) else { return };
        if month_of(on) != shown {
            let go = Callback::new(move |()| page.show_day(on));
            toasts.offer(w::moved_to(&format::month(on)), common::show(), go);
        } else if monday_of(on) != monday_of(before.on) {
            page.set_week(monday_of(on), true);
        }
    }
}

/// The list of the displayed month.
pub(super) fn section(page: Page) -> AnyView {
    // Decided once a month: what is open stays open while posts are added and moved.
    let usual = Memo::new(move |_| usual_week(page, page.month.get()));
    let list = PostList { page, held: RwSignal::new(None), usual };
    let mondays =
        Memo::new(move |_| days_in(page.month.get()).map(|days| weeks(days).collect::<Vec<_>>()).unwrap_or_default());
    let any = page.editor.memo(|plan| !plan.schedule.posts.is_empty());
    let channels = has_channels(page);
    let adding = move || {
        if !channels.get() {
            return view! { <p class="actions"><a class="btn quiet" href=strategy_address(page)>{w::to_strategy()}</a></p> }
                .into_any();
        }
        let press = Callback::new(move |()| add_post(page, usual_day(page)));
        if any.get() {
            return view! { <p class="actions"><Button id="post-add" on_press=press>{w::post_add()}</Button></p> }
                .into_any();
        }
        view! {
            <EmptyState text=w::no_posts() example=w::no_posts_example()>
                <Button id="post-add" on_press=press>{w::post_add()}</Button>
            </EmptyState>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="schedule-posts" class="posts">
            <h2 id="schedule-posts">{w::posts()}</h2>
            <For each=move || mondays.get() key=|monday| *monday children=move |monday| week(list, monday) />
            {adding}
        </section>
    }
    .into_any()
}

/// Today if in the displayed month, else the month's first day within the plan.
fn usual_day(page: Page) -> NaiveDate {
    let (month, today) = (page.month.get_untracked(), clock::today());
    if month_of(today) == month {
        return today;
    }
    let plan = page.editor.peek(|plan| plan.basics.days());
    plan.and_then(|plan| plan.overlap(days_in(month)?)).map_or(month, DateRange::first)
}

/// The first week of a month that has posts and is not over; if all are, the last one with posts.
fn usual_week(page: Page, month: NaiveDate) -> Option<NaiveDate> {
    let this_week = monday_of(clock::today());
    page.editor.peek(|plan| {
        let posts = || plan.schedule.posts.iter().map(|post| monday_of(post.on));
        let mondays = weeks(days_in(month)?).filter(|monday| posts().any(|of| of == *monday)).collect::<Vec<_>>();
        mondays.iter().find(|monday| **monday >= this_week).or(mondays.last()).copied()
    })
}

/// A week, folded to a line unless it is the one at hand: a month may have a hundred posts.
fn week(list: PostList, monday: NaiveDate) -> AnyView {
    let editor = list.page.editor;
    let ids = Memo::new(move |_| {
        let held = list.held.get();
        editor.read(|plan| {
            let mut found: Vec<(NaiveDate, Option<NaiveTime>, PostId)> = plan
                .schedule
                .posts
                .iter()
                .map(|post| match held.filter(|held| held.id == post.id) {
                    Some(held) => (held.on, held.at, post.id),
                    None => (post.on, post.at, post.id),
                })
                .filter(|(on, ..)| monday_of(*on) == monday)
                .collect();
            found.sort_by_key(|(on, at, _)| (*on, *at));
            found.into_iter().map(|(.., id)| id).collect::<Vec<_>>()
        })
    });
    let count = editor.memo(move |plan| week_count(plan, monday));
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    let span = StoredValue::new(format::span_short(monday, sunday));
    let any = Memo::new(move |_| !ids.with(Vec::is_empty) || count.get().required > 0);
    let is_open = Memo::new(move |_| {
        let decided = list.page.weeks.with(|weeks| weeks.iter().find(|(of, _)| *of == monday).map(|(_, open)| *open));
        decided.unwrap_or_else(|| list.usual.get() == Some(monday))
    });
    let rows = move || {
        is_open.get().then(|| {
            view! {
                <ul class="plain">
                    <For each=move || ids.get() key=|id| *id children=move |id| row(list, id) />
                </ul>
            }
        })
    };
    (move || {
        any.get().then(|| {
            let node = NodeRef::<html::Details>::new();
            // A details element opens by itself and reports it afterwards.
            let toggled = move |_| {
                let now = node.try_get_untracked().flatten().map(|details| details.open());
                if let Some(now) = now
                    && is_open.try_get_untracked() == Some(!now)
                {
                    list.page.set_week(monday, now);
                }
            };
            view! {
                <details class="posts-week" node_ref=node prop:open=move || is_open.get() on:toggle=toggled>
                    <summary class:short=move || !count.get().is_full()>
                        <h3>{span.get_value()}</h3>
                        " "
                        <span class="about">{move || week_words(count.get())}</span>
                    </summary>
                    {rows}
                </details>
            }
        })
    })
    .into_any()
}

fn state_value(state: PostState) -> String {
    match state {
        PostState::Idea => "idea",
        PostState::Drafted => "drafted",
        PostState::Ready => "ready",
        PostState::Published => "published",
    }
    .to_owned()
}

fn states() -> Vec<SelectOption> {
    let name = |state| match state {
        PostState::Idea => w::state_idea(),
        PostState::Drafted => w::state_drafted(),
        PostState::Ready => w::state_ready(),
        PostState::Published => w::state_published(),
    };
    PostState::ALL.into_iter().map(|state| SelectOption::new(state_value(state), name(state))).collect()
}

fn state_of(value: &str) -> PostState {
    PostState::ALL.into_iter().find(|state| state_value(*state) == value).unwrap_or_default()
}

fn find(page: Page, id: PostId) -> Option<Post> {
    page.editor.peek(|plan| plan.find(id).cloned())
}

/// Weekday, channel and owner of a post, and what kind of post it is.
fn facts(page: Page, id: PostId) -> impl Fn() -> Option<AnyView> {
    let facts = page.editor.memo(move |plan| {
        let post = plan.find(id)?;
        let mut said = format::weekday(post.on) + " · " + &names::channel_of(plan, Some(post.channel));
        if !post.owner.trim().is_empty() {
            said.push_str(" · ");
            said.push_str(&post.owner);
        }
        let phase = plan.phases.iter().find(|phase| phase.days().is_some_and(|days| days.contains(post.on)));
        Some((said, post.original, post.paid, phase.map(|phase| phase.kind)))
    });
    move || {
        let (said, original, paid, phase) = facts.get()?;
        let kind = if original { w::original() } else { w::curated() };
        let line = view! {
            <p class="small muted facts-line">
                <Tag tone=names::tone(phase) label=kind />
                " "
                {paid.then(|| view! { <Tag tone=Tone::Rest label=w::advertising() /> })}
                " "
                {said}
            </p>
        };
        Some(line.into_any())
    }
}

fn row(list: PostList, id: PostId) -> AnyView {
    let page = list.page;
    let editor = page.editor;
    let form: Form<Post> = Form::item(editor, id);
    let node = NodeRef::<html::Li>::new();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let hold = move |_| list.hold(id);
    let let_go = move |_| {
        // The focus is not set until this event has been handled.
        request_animation_frame(move || {
            let inside = node.try_get_untracked().flatten().is_some_and(|node| holds_focus(&node));
            if !inside {
                list.release(id, toasts);
            }
        });
    };
    let on = Signal::derive(move || form.get(|post| post.on));
    let set_on = Callback::new(move |day: Option<NaiveDate>| match day {
        Some(day) => {
            form.change("post-on", |post| post.on = day);
            Ok(())
        }
        None => Err(common::date_missing().to_owned()),
    });
    let title = editor.memo(move |plan| plan.find(id).map(title_of).unwrap_or_default());
    let details = move || open.get().then(|| details(page, id));
    view! {
        <li class="post" node_ref=node on:focusin=hold on:focusout=let_go>
            {facts(page, id)}
            <div class="post-line">
                <DateField
                    id=form.anchor("post-on")
                    label=common::date()
                    value=on
                    commit=set_on
                    bare=true
                    problem=crate::app::problem_at(form.anchor("post-on"))
                />
                {form.text("post-title", Label::new(w::working_title()).bare().placeholder(w::working_title()), lens!(title))}
                {form.select(
                    "post-state",
                    Label::new(common::status()).bare(),
                    states(),
                    |post| state_value(post.state),
                    |post, value| post.state = state_of(value),
                )}
                <button
                    type="button"
                    class="btn quiet small"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-label=move || w::details_of(&title.get())
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {w::details()}
                </button>
            </div>
            {details}
        </li>
    }
    .into_any()
}

/// Details drawn on demand, since a month may have a hundred posts.
fn details(page: Page, id: PostId) -> AnyView {
    let editor = page.editor;
    let form: Form<Post> = Form::item(editor, id);
    let at = Signal::derive(move || form.get(|post| post.at).flatten());
    let set_at = Callback::new(move |time| form.change("post-at", |post| post.at = time));
    let copy = Callback::new(move |()| duplicate(page, id));
    let remove = Callback::new(move |()| {
        let what = find(page, id).as_ref().map(title_of).unwrap_or_default();
        editor.remove(id, &what);
    });
    view! {
        <div class="post-details">
            <div class="row">
                <TimeField id=form.anchor("post-at") label=common::time() value=at commit=set_at optional=true />
                {form.channel(
                    "post-channel",
                    common::channel(),
                    |post| Some(post.channel),
                    |post, channel| post.channel = channel.unwrap_or(post.channel),
                )}
                {form.people("post-owner", common::owner(), lens!(owner))}
            </div>
            {form.check("post-original", Label::new(w::is_original()).hint(w::is_original_hint()), lens!(original))}
            {form.check("post-paid", Label::new(w::is_paid()).hint(w::is_paid_hint()), lens!(paid))}
            {form.link("post-link", Label::new(w::published_at()).optional().placeholder("https://"), lens!(link))}
            <p class="actions">
                <Button on_press=copy>{common::duplicate()}</Button>
                <Button kind=ButtonKind::Danger on_press=remove>{common::delete()}</Button>
            </p>
        </div>
    }
    .into_any()
}

/// A copy of the post, unpublished and without a cadence.
fn duplicate(page: Page, id: PostId) {
    let editor = page.editor;
    let fresh: PostId = editor.fresh_id();
    let copy = find(page, id).map(|post| Post {
        id: fresh,
        cadence: None,
        state: PostState::Idea,
        link: String::new(),
        ..post
    });
    if let Some(copy) = copy
        && editor.insert(copy)
    {
        focus_when_rendered(Form::<Post>::item(editor, fresh).anchor("post-title"));
    }
}
