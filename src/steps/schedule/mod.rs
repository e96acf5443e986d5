//! The Schedule step: each channel's cadence, and the posts of each day.

mod cadences;
mod channel_marks;
mod month;
mod posts;

use std::cell::Cell;

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;

use super::phase::choices;
use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::{Editor, Navigation, use_editor, use_navigation};
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::{clock, intl};
use crate::i18n::format;
use crate::i18n::words::{schedule as w, timeline};
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::schedule::{Post, PostId, PostState};
use crate::plan::numbers::date_range::{DateRange, last_of_month};
use crate::plan::schedule::posts::{WeekCount, monday_of};
use crate::plan::{PlanId, Step};
use crate::ui::form::Form;
use crate::ui::labels::names;

/// The page: the plan, and the displayed month.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    navigation: Navigation,
    /// The first day of the displayed month.
    month: RwSignal<NaiveDate>,
    /// The weeks of the list that were opened (`true`) or folded, by their Mondays.
    weeks: RwSignal<Vec<(NaiveDate, bool)>>,
}

impl Page {
    /// Opens or folds a week of the list.
    fn set_week(self, monday: NaiveDate, is_open: bool) {
        self.weeks.try_update(|weeks| {
            weeks.retain(|(of, _)| *of != monday);
            weeks.push((monday, is_open));
        });
    }

    /// Displays a day's month, with its week open in the list.
    fn show_day(self, on: NaiveDate) {
        self.set_week(monday_of(on), true);
        self.month.set(month_of(on));
    }
}

thread_local! {
    /// The month displayed last, and in which plan: calendar and posts show the same one.
    static LAST_MONTH: Cell<Option<(PlanId, NaiveDate)>> = const { Cell::new(None) };
}

/// The day with which the reader's weeks begin. Cadences and roll-ups keep weeks from Monday on.
fn first_weekday() -> Weekday {
    let locale = crate::i18n::locale();
    RegionalDefaults::of(&intl::regional(locale.code(), locale.tag()), &intl::time_zone()).first_weekday
}

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    let editor = use_editor();
    let plan = editor.peek(|plan| plan.id);
    let month = LAST_MONTH.get().filter(|(of, _)| *of == plan).map_or_else(|| first_month(editor), |(_, month)| month);
    let page = Page { editor, navigation: use_navigation(), month: RwSignal::new(month), weeks: RwSignal::default() };
    Effect::new(move || LAST_MONTH.set(Some((plan, page.month.get()))));
    follow_links(page);
    match section {
        Section::Cadence => cadences::section(page),
        Section::Posts => posts::section(page),
        _ => view! { {month::section(page)} {to_timeline(page)} }.into_any(),
    }
}

/// A link to the posts in the timeline.
fn to_timeline(page: Page) -> AnyView {
    let href = page.editor.peek(|plan| Route::PlanView { plan: plan.id, view: PlanView::Timeline }).to_string();
    view! { <p class="small"><a href=href>{timeline::link()}</a></p> }.into_any()
}

/// A link to a post displays the post's month, and opens its week.
fn follow_links(page: Page) {
    Effect::new(move || {
        let route = page.navigation.route();
        let id: Option<PostId> = route
            .anchor()
            .filter(|anchor| anchor.starts_with("post-"))
            .and_then(|anchor| anchor.rsplit('-').next()?.parse().ok());
        let on =
            page.editor.peek(|plan| plan.schedule.posts.iter().find(|post| Some(post.id) == id).map(|post| post.on));
        if let Some(on) = on {
            page.show_day(on);
        }
    });
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// A month's dates.
fn days_in(month: NaiveDate) -> Option<DateRange> {
    DateRange::new(month, last_of_month(month))
}

/// The initial month: today's while the plan is running, else the plan's first.
fn first_month(editor: Editor) -> NaiveDate {
    let today = clock::today();
    let days = editor.peek(|plan| plan.basics.days());
    month_of(days.filter(|days| !days.contains(today)).map_or(today, DateRange::first))
}

/// A week's posts against its cadences.
fn week_words(count: WeekCount) -> String {
    let text = |number: usize| format::counted(number).1;
    if count.required == 0 {
        let (n, posts) = format::counted(count.posts);
        return w::week_posts(n, &posts, &text(count.original));
    }
    w::week_of(&text(count.posts), &text(count.required), &text(count.original), &text(count.required_original))
}

/// A post's title.
fn title_of(post: &Post) -> String {
    names::post(post)
}

/// Adds a post on a day: on the channel used last, else the plan's first.
fn add_post(page: Page, on: NaiveDate) {
    let editor = page.editor;
    let id: PostId = editor.fresh_id();
    let channel: Option<ChannelId> = editor.peek(|plan| {
        let last = plan.schedule.posts.last().map(|post| post.channel);
        last.or_else(|| plan.schedule.cadences.first().map(|cadence| cadence.channel))
            .or_else(|| plan.strategy.channels.first().map(|channel| channel.id))
    });
    let Some(channel) = channel else { return };
    let post = Post {
        id,
        on,
        at: None,
        channel,
        cadence: None,
        title: String::new(),
        original: true,
        paid: false,
        owner: String::new(),
        state: PostState::Idea,
        link: String::new(),
    };
    if editor.insert(post) {
        page.show_day(on);
        to_post(page, id);
    }
}

/// Focuses a post's title: in the list itself, or by going there from the calendar.
fn to_post(page: Page, id: PostId) {
    let title = Form::<Post>::item(page.editor, id).anchor("post-title");
    let to = Route::field(page.editor.peek(|plan| plan.id), Step::Schedule, title.clone());
    if to.screen() == page.navigation.peek().screen() {
        focus_when_rendered(title);
    } else {
        page.navigation.go(&to);
    }
}

/// Whether the plan has a channel to publish on.
fn has_channels(page: Page) -> Memo<bool> {
    page.editor.memo(|plan| !plan.strategy.channels.is_empty())
}

/// The address for choosing channels.
fn strategy_address(page: Page) -> String {
    page.editor.peek(|plan| Route::field(plan.id, Step::Strategy, "channel-add")).to_string()
}
