//! The timeline: phases, activities, partners and posts on one calendar, moved by pointer or keyboard.

mod rows;
mod selected;
mod table;
mod unscheduled;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use self::rows::{DependencyViolation, TimelineView, item_of, name_of, part_of, place_of};
use crate::app::shell::route::{PlanView, Route};
use crate::app::{Editor, ViewPage, use_editor, use_navigation};
use crate::browser::page::{clock, document as browser_page};
use crate::geometry::timeline::Zoom;
use crate::i18n::format;
use crate::i18n::words::timeline as w;
use crate::plan::Step;
use crate::plan::model::activity::ActivityId;
use crate::plan::schedule::timeline::{MovedPart, TimelineItem, moved};
use crate::views::stylesheet::styled;
use crate::widgets::timeline::{self, Move, Picture, TimelineWidget, print};
use crate::widgets::{Button, ButtonKind, ButtonLink, EmptyState, Tone};

/// The id of the keyboard help text.
const HELP: &str = "timeline-help";

/// The view.
pub fn page() -> AnyView {
    let editor = use_editor();
    let shown = editor.memo(|plan| Arc::new(rows::shown(plan)));
    let any = Memo::new(move |_| shown.with(|shown| shown.picture.is_some()));
    let body =
        move || if any.get() { untrack(move || picture(editor, shown)) } else { untrack(move || nothing(editor)) };
    let content = move || {
        view! {
            {body}
            {unscheduled::section(editor, shown)}
            {table::section(editor, shown)}
        }
        .into_any()
    };
    view! {
        <ViewPage view=PlanView::Timeline lede=w::lede()>{styled("style/timeline.css", content)}</ViewPage>
        {on_paper(editor, shown)}
    }
    .into_any()
}

fn nothing(editor: Editor) -> AnyView {
    let basics = editor.peek(|plan| Route::field(plan.id, Step::Basics, "basics-first-day")).to_string();
    view! {
        <EmptyState text=w::none() example=w::none_example()>
            <ButtonLink kind=ButtonKind::Primary href=basics>{w::to_basics()}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn picture(editor: Editor, shown: Memo<Arc<TimelineView>>) -> AnyView {
    let navigation = use_navigation();
    let today = clock::today();
    let Some(first) = shown.with_untracked(|shown| shown.picture.clone()) else { return ().into_any() };
    // Until the last row has been removed, the previous picture stays.
    let picture: Memo<Arc<Picture>> = Memo::new(move |before: Option<&Arc<Picture>>| {
        let now = shown.with(|shown| shown.picture.clone());
        now.unwrap_or_else(|| before.cloned().unwrap_or_else(|| first.clone()))
    });
    let on_move = Callback::new(move |what: Move| {
        let edit = editor.peek(|plan| moved(plan, item_of(what.key), part_of(what.part), what.by));
        let Some(edit) = edit else { return };
        // One drag is one undo step, and so is holding a key down.
        if !what.again {
            editor.end_typing();
        }
        editor.edit(edit, Some("timeline-bar"));
    });
    let on_open = Callback::new(move |key| {
        if let Some((_, place)) = editor.peek(|plan| place_of(plan, item_of(key))) {
            navigation.go(&place);
        }
    });
    let timeline = TimelineWidget::new(picture, today, on_move, on_open);
    view! {
        <section aria-label=w::picture()>
            {tools(timeline, picture)}
            {timeline::view(timeline, w::picture(), HELP)}
            {legend(shown)}
            {selected::section(editor, timeline)}
            {broken(editor, shown)}
            <p class="small muted" id=HELP>{w::help()}</p>
        </section>
    }
    .into_any()
}

fn tools(timeline: TimelineWidget, picture: Memo<Arc<Picture>>) -> AnyView {
    let today = clock::today();
    let zooms = Zoom::ALL.map(|zoom| {
        let words = match zoom {
            Zoom::Week => w::zoom_week(),
            Zoom::Month => w::zoom_month(),
            Zoom::All => w::zoom_all(),
        };
        view! {
            <button
                type="button"
                class="btn quiet small"
                aria-pressed=move || if timeline.zoom().get() == zoom { "true" } else { "false" }
                on:click=move |_| timeline.set_zoom(zoom)
            >
                {words}
            </button>
        }
    });
    let has_today = Memo::new(move |_| picture.with(|picture| picture.first <= today && today <= picture.last));
    let to_today = move || {
        has_today.get().then(|| {
            let show = move |_| timeline.show_day(today);
            view! { <button type="button" class="btn quiet small" on:click=show>{w::today()}</button> }
        })
    };
    view! {
        <div class="tl-tools">
            <div class="tl-zoom" role="group" aria-label=w::zoom()>{zooms}</div>
            {to_today}
            <button type="button" class="btn quiet small" on:click=move |_| browser_page::print()>{w::print()}</button>
        </div>
    }
    .into_any()
}

/// The legend: phases by colour and pattern, and the symbols.
fn legend(shown: Memo<Arc<TimelineView>>) -> AnyView {
    let items = move || {
        let phases: Vec<(Tone, String)> = shown.with(|shown| {
            let bands = shown.picture.iter().flat_map(|picture| &picture.bands);
            bands.map(|band| (band.tone, band.name.clone())).collect()
        });
        let phases = phases.into_iter().map(|(tone, name)| view! { <li class=tone.class()>{name}</li> });
        phases.collect::<Vec<_>>()
    };
    view! { <ul class="legend tl-legend">{items} {signs()}</ul> }.into_any()
}

/// What the symbols mean.
fn signs() -> AnyView {
    let sign = |class: &'static str, words: &'static str| {
        view! { <li class="tl-sign"><i class=class aria-hidden="true"></i>{words}</li> }
    };
    view! {
        {sign("tl-bar", w::legend_open())}
        {sign("tl-bar underway", w::legend_underway())}
        {sign("tl-bar done", w::legend_done())}
        {sign("tl-bar point", w::legend_post())}
    }
    .into_any()
}

/// Activities that start before their predecessors end, each with a button that moves it; nothing moves on its own.
fn broken(editor: Editor, shown: Memo<Arc<TimelineView>>) -> AnyView {
    let broken = Memo::new(move |_| shown.with(|shown| shown.broken.clone()));
    let any = Memo::new(move |_| broken.with(|broken| !broken.is_empty()));
    let one = move |broken: DependencyViolation| {
        let (id, by, to) = (broken.id, broken.by, format::date_short(broken.to));
        let words = w::catch_up(&to);
        let press = Callback::new(move |()| {
            let edit = editor.peek(|plan| moved(plan, TimelineItem::Activity(id), MovedPart::Whole, by));
            if let Some(edit) = edit {
                let name = editor.peek(|plan| name_of(plan, TimelineItem::Activity(id)));
                editor.apply_undoably(edit, &w::now_at(&name, &words_of(editor, id)));
            }
        });
        view! { <li class="error">{broken.words} " " <Button kind=ButtonKind::Plain on_press=press>{words}</Button></li> }
            .into_any()
    };
    let list = move || {
        any.get().then(|| {
            view! {
                <h2>{w::broken_heading()}</h2>
                <ul class="findings">
                    <For each=move || broken.get() key=DependencyViolation::clone children=one />
                </ul>
            }
        })
    };
    view! { <div class="tl-broken">{list}</div> }.into_any()
}

/// The dates an activity would have if it started after its predecessors.
fn words_of(editor: Editor, id: ActivityId) -> String {
    let days = editor.peek(|plan| {
        let by = crate::plan::schedule::timeline::days_to_catch_up(plan, id)?;
        let days = crate::plan::schedule::timeline::days(plan, TimelineItem::Activity(id))?;
        Some(crate::plan::schedule::timeline::moved_days(days, MovedPart::Whole, by))
    });
    days.map(|days| format::span_short(days.first(), days.last())).unwrap_or_default()
}

/// The picture for printing. It is drawn before printing and removed afterwards: kept on screen, a large plan's whole
/// picture would cost more than everything else.
fn on_paper(editor: Editor, shown: Memo<Arc<TimelineView>>) -> AnyView {
    let place = NodeRef::<Div>::new();
    let drawn: Rc<RefCell<Option<Box<dyn Any>>>> = Rc::default();
    let kept = drawn.clone();
    let before = window_event_listener_untyped("beforeprint", move |_| {
        let Some(place) = place.try_get_untracked().flatten() else { return };
        let today = clock::today();
        let Some(shown) = shown.try_get_untracked() else { return };
        let title = w::paper_title(&editor.peek(crate::app::workspace::editor::display_name));
        let unscheduled = unscheduled::on_paper(editor, &shown);
        let more = view! { <ul class="legend tl-legend">{signs()}</ul> {unscheduled} }.into_any();
        let pages = move || shown.picture.as_ref().map(|picture| print::pages_of(picture, &title, today, more));
        let handle = leptos::mount::mount_to((*place).clone(), pages);
        *drawn.borrow_mut() = Some(Box::new(handle));
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        kept.borrow_mut().take();
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { <div class="tl-print print-only" node_ref=place></div> }.into_any()
}
