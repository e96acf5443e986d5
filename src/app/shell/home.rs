//! Home: what the program is and the ways to a plan, around the list of plans.

use leptos::prelude::*;

use crate::app::shell::navigation::{HEADING, set_page_title};
use crate::app::shell::plan_list::{PlanList, use_plan_list};
use crate::app::shell::plan_loader::Extra;
use crate::app::shell::route::Route;
use crate::browser::page::intl;
use crate::i18n::words::{common, home as w};
use crate::i18n::{self, Locale, format};
use crate::plan::catalogue::examples::{EXAMPLES, Example};
use crate::plan::model::basics::Market;
use crate::widgets::{Button, ButtonKind, FileButton, Tag, Tone};

/// The home screen: what this is, until there are plans; then the plans come first.
#[component]
pub(crate) fn Home() -> AnyView {
    let plan_list = use_plan_list();
    set_page_title(|| w::title().to_owned());
    plan_list.show();
    on_cleanup(move || plan_list.hide());
    let is_empty = Memo::new(move |_| !plan_list.has_plans());
    let heading = move || if is_empty.get() { w::claim() } else { w::plans_heading() };
    view! {
        <div class="home" class:over=move || plan_list.file_drag_over().get()>
            {plan_list.loader.extra(Extra::RejectedFiles)}
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
            {move || plan_list.cards().filter(|_| !is_empty.get()).map(|cards| (cards.plans)(plan_list))}
            <Examples plan_list=plan_list />
            {move || plan_list.cards().map(|cards| (cards.deleted)(plan_list))}
            {plan_list.loader.extra(Extra::StorageMeter)}
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
    let create = Callback::new(move |()| plan_list.navigation.go(&Route::New));
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

/// The worked examples, those of the reader's market first.
#[component]
fn Examples(plan_list: PlanList) -> AnyView {
    let one = move |example: Example| {
        let press = Callback::new(move |()| plan_list.create_from_example(example));
        let (name, about) = match example.key {
            "o2o" => (w::example_o2o(), w::example_o2o_about()),
            "tool-app" => (w::example_tool_app(), w::example_tool_app_about()),
            "museum" => (w::example_museum(), w::example_museum_about()),
            "shop" => (w::example_shop(), w::example_shop_about()),
            "software" => (w::example_software(), w::example_software_about()),
            _ => (w::example_venue(), w::example_venue_about()),
        };
        view! {
            <li class="card">
                <h3>{name}</h3>
                <p class="small muted">{about}</p>
                <Button on_press=press name=w::use_example_named(name)>{w::use_example()}</Button>
            </li>
        }
    };
    let mut examples = EXAMPLES;
    // The browser's own language says more about the reader's market than the language the page is shown in.
    let is_chinese = match intl::preferred_language().get(..2) {
        Some("zh") => true,
        Some("en") => false,
        _ => i18n::locale() == Locale::Zh,
    };
    let market = if is_chinese { Market::China } else { Market::International };
    examples.sort_by_key(|example| example.market != market);
    view! {
        <section aria-labelledby="examples-heading">
            <h2 id="examples-heading">{w::examples_heading()}</h2>
            <ul class="cards-list">{examples.map(one)}</ul>
        </section>
    }
    .into_any()
}
