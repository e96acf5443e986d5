//! The cards of the stored plans, and the deleted plans. A file of its own in a release: a reader without plans does not
//! need it, nor the reading of the index.

use std::pin::Pin;

use leptos::prelude::*;

use crate::app::shell::plan_list::{DraftProblem, ListedPlan, PlanList, is_current, shown_name};
use crate::app::shell::rename_dialog::Renaming;
use crate::app::shell::route::Route;
use crate::browser::page::clock;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::{Card, CardFigures};
use crate::file::PlanFileKind;
use crate::i18n::format;
use crate::i18n::words::{common, home as w, load_errors};
use crate::plan::PlanId;
use crate::widgets::{Button, ButtonKind, Disclosure, MenuButton, MenuItem, Tag, Tone};

/// The cards being loaded: `None` where they cannot be loaded.
pub type PlanCardsLoad = Pin<Box<dyn Future<Output = Option<PlanCards>>>>;

/// The entry points of the cards.
#[derive(Clone, Copy)]
pub struct PlanCards {
    /// Reads the index into the list.
    pub(crate) read: fn(PlanList),
    /// The plans.
    pub(crate) plans: fn(PlanList) -> AnyView,
    /// The deleted plans.
    pub(crate) deleted: fn(PlanList) -> AnyView,
}

impl PlanCards {
    /// The cards of this program.
    pub const ALL: PlanCards = PlanCards { read, plans, deleted };
}

/// Reads the index of drafts into the list. A card that is outdated is read from its draft, once the workspace is there.
fn read(plan_list: PlanList) {
    let now = clock::now_ms();
    let parts = plan_list.loader.peek().map(|workspace| workspace.parts);
    let mut unread = false;
    let (mut live, mut gone) = (Vec::new(), Vec::new());
    for card in drafts::cards() {
        match card.deleted_at {
            // A card of the stored revision has everything the list shows; else the text is read.
            Some(at) if at > 0 => gone.push(card),
            None if is_current(&card) => live.push(ListedPlan { card, problem: None }),
            deleted_at => match (parts, deleted_at) {
                (Some(parts), Some(_)) => gone.push((parts.read_deleted_card)(card, now)),
                (Some(parts), None) => live.extend((parts.read_entry)(card)),
                (None, Some(_)) => unread = true,
                (None, None) => {
                    unread = true;
                    live.push(ListedPlan { card, problem: None });
                }
            },
        }
    }
    plan_list.set_entries(live, gone);
    if unread {
        plan_list.with_workspace(move |_| plan_list.refresh_if_shown());
    }
}

fn plans(plan_list: PlanList) -> AnyView {
    let renaming = Renaming::default();
    let entries = plan_list.entries();
    // The revision is part of the key: an entry is rendered again when its plan has changed or its name has been read.
    let key = |entry: &ListedPlan| {
        let card = &entry.card;
        (card.id.clone(), card.revision.clone(), card.name.clone(), entry.problem.is_some())
    };
    view! {
        <ul class="cards-list">
            <For each=move || entries.get() key=key let:entry>
                {plan_card(plan_list, renaming, entry)}
            </For>
        </ul>
        {move || plan_list.loader.workspace().map(|workspace| (workspace.parts.rename_dialog)(plan_list, renaming))}
    }
    .into_any()
}

fn plan_card(plan_list: PlanList, renaming: Renaming, entry: ListedPlan) -> AnyView {
    match (entry.id(), entry.problem.clone()) {
        (Some(id), None) => readable_card(plan_list, renaming, id, entry),
        (_, problem) => damaged_card(plan_list, entry, problem),
    }
}

fn readable_card(plan_list: PlanList, renaming: Renaming, id: PlanId, entry: ListedPlan) -> AnyView {
    let name = entry.name();
    let days = match (entry.card.first_day, entry.card.last_day) {
        (Some(first), Some(last)) => format::span(first, last),
        _ => w::no_days().to_owned(),
    };
    let changed = changed_words(entry.card.updated_at);
    let figures = entry.card.figures.clone().map(key_figures);
    let (card, own_name) = (entry.card.clone(), entry.card.name.clone());
    let items = vec![
        MenuItem::new(
            common::rename(),
            Callback::new(move |()| {
                let name = own_name.clone();
                plan_list.with_workspace(move |_| renaming.begin(id, &name));
            }),
        ),
        MenuItem::new(common::duplicate(), Callback::new(move |()| plan_list.duplicate(id))),
        MenuItem::new(common::download(), Callback::new(move |()| plan_list.download_plan(&card))),
        MenuItem::new(common::delete(), Callback::new(move |()| plan_list.delete(&entry))).danger(),
    ];
    view! {
        <li class="card">
            <div class="spread">
                <h2><a href=Route::Plan(id).to_string()>{name.clone()}</a></h2>
                <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items />
            </div>
            {figures}
            <p class="small muted">{days} <br /> {changed}</p>
        </li>
    }
    .into_any()
}

/// The figures of the overview, smaller.
fn key_figures(figures: CardFigures) -> AnyView {
    let money = |units: i64| format::money_plain(units, &figures.currency, 0);
    let CardFigures { planned, total, steps_done, steps_due, to_complete, issues, .. } = figures;
    let class = if total.is_some_and(|total| planned > total) { "too-much" } else { "" };
    let budget = match total {
        Some(total) => w::planned_of(&money(planned), &money(total)),
        None if planned == 0 => String::new(),
        None => w::planned(&money(planned)),
    };
    let budget = (!budget.is_empty()).then(|| view! { <strong class=class>{budget}</strong> <br /> });
    let steps = w::steps_of(&steps_done.to_string(), &steps_due.to_string());
    let open = open_words(to_complete, issues);
    view! {
        <p class="small">
            {budget}
            {steps}
            " · "
            {open}
        </p>
    }
    .into_any()
}

/// How much of a plan is open: "3 to complete, 2 issues".
pub fn open_words(to_complete: usize, issues: usize) -> String {
    let to_complete = (to_complete > 0).then(|| w::to_complete(&format::counted(to_complete).1));
    let issues = (issues > 0).then(|| {
        let (count, text) = format::counted(issues);
        w::issues(count, &text)
    });
    match (to_complete, issues) {
        (Some(to_complete), Some(issues)) => common::list_more(&to_complete, &issues),
        (one, other) => one.or(other).unwrap_or_else(|| w::nothing_open().to_owned()),
    }
}

fn damaged_card(plan_list: PlanList, entry: ListedPlan, problem: Option<DraftProblem>) -> AnyView {
    let name = entry.name();
    let newer = problem.as_ref().is_some_and(|problem| problem.newer);
    let tag = if newer { w::newer() } else { w::damaged() };
    let detail = problem.as_ref().and_then(|problem| problem.detail.clone());
    let reason = problem.map_or_else(|| load_errors::strange_key().to_owned(), |problem| (problem.words)());
    let card = entry.card.clone();
    let download = Callback::new(move |()| plan_list.download(&card, PlanFileKind::SetAside));
    let set_aside = Callback::new(move |()| plan_list.delete(&entry));
    view! {
        <li class="card">
            <h2>{name} " " <Tag tone=Tone::Brand label=tag /></h2>
            <p class="small">{reason}</p>
            {detail.map(technical_details)}
            <p class="small muted">{w::damaged_help()}</p>
            <div class="actions">
                <Button on_press=download>{common::download()}</Button>
                <Button kind=ButtonKind::Danger on_press=set_aside>{w::set_aside()}</Button>
            </div>
        </li>
    }
    .into_any()
}

/// Recently deleted plans.
fn deleted(plan_list: PlanList) -> AnyView {
    let cards = plan_list.deleted();
    let count = Memo::new(move |_| cards.with(Vec::len));
    let heading = Signal::derive(move || w::deleted_heading(&format::counted(count.get()).1));
    let any = Memo::new(move |_| count.get() > 0);
    view! {
        <Show when=move || any.get() fallback=|| ()>
            <Disclosure summary=heading>
                <p class="small muted">{w::deleted_text()}</p>
                <ul class="plain">
                    <For each=move || cards.get() key=|card| (card.id.clone(), card.deleted_at) let:card>
                        {deleted_row(plan_list, card)}
                    </For>
                </ul>
            </Disclosure>
        </Show>
    }
    .into_any()
}

fn deleted_row(plan_list: PlanList, card: Card) -> AnyView {
    let name = shown_name(&card.name);
    let on = w::deleted_on(&format::date(clock::day_at(card.deleted_at.unwrap_or_default())));
    let (restored, discarded) = (card.id.clone(), card.id.clone());
    let restore = Callback::new(move |()| plan_list.restore(&restored));
    // The only action here that cannot be undone asks for confirmation on its own button.
    let sure = RwSignal::new(false);
    let discard = Callback::new(move |()| {
        if sure.get_untracked() {
            plan_list.discard(&discarded);
        } else {
            sure.set(true);
        }
    });
    let discard_label = move || if sure.get() { w::discard_sure() } else { w::discard() };
    let download = Callback::new(move |()| plan_list.download(&card, PlanFileKind::Plan));
    view! {
        <li class="spread">
            <span>{name.clone()} " " <small class="muted">{on}</small></span>
            <span class="actions">
                <Button kind=ButtonKind::Plain on_press=restore name=w::restore_named(&name)>{w::restore()}</Button>
                <Button kind=ButtonKind::Plain on_press=download>{common::download()}</Button>
                <Button kind=ButtonKind::Plain on_press=discard>
                    {discard_label} <span class="visually-hidden">" " {name.clone()}</span>
                </Button>
            </span>
        </li>
    }
    .into_any()
}

/// When a plan was last saved, in words; nothing where that is not known.
fn changed_words(ms: i64) -> String {
    if ms <= 0 {
        return String::new();
    }
    let (hours, minutes) = clock::time_at(ms);
    w::changed_on(&format::date(clock::day_at(ms)), &format::time(hours, minutes))
}

/// Technical detail about a file, for whoever repairs it.
pub(crate) fn technical_details(detail: String) -> AnyView {
    view! { <details><summary>{load_errors::technical()}</summary><code>{detail}</code></details> }.into_any()
}
