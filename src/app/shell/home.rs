//! Home: what the program is, and the list of plans with what can be done with each.

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title};
use crate::app::shell::plan_list::{DraftProblem, ListedPlan, PlanList, RejectedFile, card_name, use_plan_list};
use crate::app::shell::rename_dialog::Renaming;
use crate::app::shell::route::Route;
use crate::browser::page::clock;
use crate::browser::storage::drafts::{Card, CardFigures};
use crate::file::PlanFileKind;
use crate::i18n::format;
use crate::i18n::words::{common, home as w, load_errors};
use crate::plan::catalogue::examples::{EXAMPLES, Example};
use crate::plan::model::basics::ProjectKind;
use crate::plan::{PlanId, Step};
use crate::widgets::{Button, ButtonKind, Disclosure, FileButton, MenuButton, MenuItem, Notice, NoticeKind, Tag, Tone};

/// The home screen: what this is, until there are plans; then the plans come first.
#[component]
pub(crate) fn Home() -> AnyView {
    let plan_list = use_plan_list();
    set_page_title(|| w::title().to_owned());
    plan_list.show();
    on_cleanup(move || plan_list.hide());
    let is_empty = Memo::new(move |_| plan_list.entries().with(Vec::is_empty));
    let heading = move || if is_empty.get() { w::claim() } else { w::plans_heading() };
    view! {
        <div class="home" class:over=move || plan_list.file_drag_over().get()>
            <RejectedFiles plan_list=plan_list />
            <div class="home-top" class:hero=move || is_empty.get()>
                <div>
                    <h1 id=HEADING tabindex="-1">{heading}</h1>
                    <Show when=move || is_empty.get() fallback=|| ()>
                        <p class="lede">{w::lede()}</p>
                    </Show>
                    {starts(plan_list)}
                </div>
                <Show when=move || is_empty.get() fallback=|| ()>
                    {picture()}
                </Show>
            </div>
            <Show when=move || !is_empty.get() fallback=|| ()>
                <Plans plan_list=plan_list />
            </Show>
            <Examples plan_list=plan_list />
            <Deleted plan_list=plan_list />
            {move || plan_list.loader.workspace().map(|workspace| (workspace.parts.storage_meter)(plan_list))}
            <div class="home-facts">
                {fact(w::fact_private(), w::fact_private_text())} {fact(w::fact_offline(), w::fact_offline_text())}
                {fact(w::fact_files(), w::fact_files_text())}
            </div>
        </div>
    }
    .into_any()
}

/// The ways to a plan.
fn starts(plan_list: PlanList) -> AnyView {
    let create = Callback::new(move |()| plan_list.create());
    let from_spreadsheet = Callback::new(move |()| plan_list.create_from_spreadsheet());
    view! {
        <div class="actions">
            <Button kind=ButtonKind::Primary on_press=create>{w::new_plan()}</Button>
            <Button on_press=from_spreadsheet>{w::from_spreadsheet()}</Button>
            <FileButton
                label=w::import_button()
                accept=".json,application/json"
                multiple=true
                on_files=Callback::new(move |files| plan_list.import(files))
            />
        </div>
        <p class="small muted hide-s">{w::import_text()}</p>
    }
    .into_any()
}

fn fact(name: &'static str, text: &'static str) -> AnyView {
    view! { <p><strong>{name}</strong> <br /> <span class="small muted">{text}</span></p> }.into_any()
}

/// Spend by fortnight, stacked by phase, below the total budget. Drawn once; only its words are translated.
const PICTURE: &str = r#"<path class="seed" d="M10 124h52v12H10zM82 112h52v24H82zM154 112h52v24h-52zM226 112h52v24h-52zM298 112h52v24h-52zM370 112h52v24h-52zM442 112h52v24h-52z"/><path class="initial" d="M154 88h52v24h-52zM226 70h52v42h-52zM298 54h52v58h-52zM370 54h52v58h-52zM442 54h52v58h-52z"/><path class="brand" d="M298 44h52v10h-52zM370 22h52v32h-52zM442 8h52v46h-52z"/><path class="line" d="M0 1h504"/>"#;

/// A plan at a glance.
fn picture() -> AnyView {
    let total = format::money_plain(260_000, "CNY", 0);
    view! {
        <figure class="card home-picture">
            <figcaption class="small muted">{w::picture_plan(&total)}</figcaption>
            <div class="bar" aria-hidden="true">
                <span class="seed"></span>
                <span class="initial"></span>
                <span class="brand"></span>
            </div>
            <p class="small muted">{w::picture_total(&total)}</p>
            <svg viewBox="0 0 504 137" role="img" aria-label=w::picture_about() inner_html=PICTURE></svg>
            <Tag tone=Tone::Seed label=common::phase_seed() />
            <Tag tone=Tone::Initial label=common::phase_initial() />
            <Tag tone=Tone::Brand label=common::phase_brand() />
        </figure>
    }
    .into_any()
}

/// Files that could not be imported, and why; shown until the next attempt.
#[component]
fn RejectedFiles(plan_list: PlanList) -> AnyView {
    let rejected = plan_list.rejected();
    let notices = move || {
        let one = |refusal: RejectedFile| {
            let RejectedFile { file, reason, detail } = refusal;
            view! {
                <Notice kind=NoticeKind::Bad live=true title=w::import_failed(&file)>
                    <p>{reason}</p>
                    {detail.map(technical_details)}
                </Notice>
            }
        };
        rejected.get().into_iter().map(one).collect::<Vec<_>>()
    };
    notices.into_any()
}

/// Technical detail about a file, for whoever repairs it.
pub(crate) fn technical_details(detail: String) -> AnyView {
    view! { <details><summary>{load_errors::technical()}</summary><code>{detail}</code></details> }.into_any()
}

#[component]
fn Plans(plan_list: PlanList) -> AnyView {
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
    let CardFigures { planned, total, steps_done, to_complete, issues, .. } = figures;
    let class = if total.is_some_and(|total| planned > total) { "too-much" } else { "" };
    let budget = match total {
        Some(total) => w::planned_of(&money(planned), &money(total)),
        None if planned == 0 => String::new(),
        None => w::planned(&money(planned)),
    };
    let budget = (!budget.is_empty()).then(|| view! { <strong class=class>{budget}</strong> <br /> });
    let steps = w::steps_of(&steps_done.to_string(), &Step::ALL.len().to_string());
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

#[component]
fn Examples(plan_list: PlanList) -> AnyView {
    let one = move |example: Example| {
        let press = Callback::new(move |()| plan_list.create_from_example(example));
        let (name, about) = match example.kind {
            ProjectKind::O2o => (w::example_o2o(), w::example_o2o_about()),
            ProjectKind::ToolApp => (w::example_tool_app(), w::example_tool_app_about()),
            _ => (w::example_museum(), w::example_museum_about()),
        };
        view! {
            <li class="card">
                <h3>{name}</h3>
                <p class="small muted">{about}</p>
                <Button on_press=press name=w::use_example_named(name)>{w::use_example()}</Button>
            </li>
        }
    };
    view! {
        <section aria-labelledby="examples-heading">
            <h2 id="examples-heading">{w::examples_heading()}</h2>
            <ul class="cards-list">{EXAMPLES.map(one)}</ul>
        </section>
    }
    .into_any()
}

/// Recently deleted plans.
#[component]
fn Deleted(plan_list: PlanList) -> AnyView {
    let deleted = plan_list.deleted();
    let count = Memo::new(move |_| deleted.with(Vec::len));
    let heading = Signal::derive(move || w::deleted_heading(&format::counted(count.get()).1));
    let any = Memo::new(move |_| count.get() > 0);
    view! {
        <Show when=move || any.get() fallback=|| ()>
            <Disclosure summary=heading>
                <p class="small muted">{w::deleted_text()}</p>
                <ul class="plain">
                    <For each=move || deleted.get() key=|card| (card.id.clone(), card.deleted_at) let:card>
                        {deleted_row(plan_list, card)}
                    </For>
                </ul>
            </Disclosure>
        </Show>
    }
    .into_any()
}

fn deleted_row(plan_list: PlanList, card: Card) -> AnyView {
    let name = card_name(&card);
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
