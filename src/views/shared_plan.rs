//! A plan contained in a share link: its contents for reading, and keeping a copy of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::{HEADING, set_page_title};
use crate::app::shell::route::Route;
use crate::app::workspace::editor::display_name;
use crate::app::{load_error_words, use_shared_plan_saver};
use crate::browser::dom::focus::focus_by_id;
use crate::browser::files::deflate;
use crate::browser::storage::drafts;
use crate::file::share_link;
use crate::file::share_link::ShareLinkError;
use crate::file::{self, LoadError, Loaded};
use crate::i18n::format;
use crate::i18n::words::{app, review, share as w, shell};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::phase::Phase;
use crate::plan::review::findings::{Finding, Severity, check_with};
use crate::ui::labels::{findings, names};
use crate::ui::plan_summary;
use crate::widgets::{Button, ButtonKind, ButtonLink, Notice, NoticeKind};

/// How many findings are listed in full.
const FIRST: usize = 5;

/// Progress of decoding the link.
#[derive(Clone)]
enum LinkLoading {
    Begun,
    Failed(String),
    Done(StoredValue<DecodedPlan>),
}

/// A plan decoded from a link.
struct DecodedPlan {
    loaded: Loaded,
    text: String,
    /// How many texts were truncated to the plan's limits.
    cut: usize,
}

/// The view for the fragment of a share link.
pub fn page(text: String) -> AnyView {
    let state = RwSignal::new(LinkLoading::Begun);
    spawn_local(async move {
        let outcome = match read(&text).await {
            Ok(read) => LinkLoading::Done(StoredValue::new(read)),
            Err(reason) => LinkLoading::Failed(reason),
        };
        // The user may have navigated away meanwhile.
        let _ = state.try_set(outcome);
    });
    let view = move || {
        let shown = state.get();
        if !matches!(shown, LinkLoading::Begun) {
            // The element replaced here had the focus; its successor takes it over.
            request_animation_frame(|| {
                focus_by_id(HEADING);
            });
        }
        untrack(move || match shown {
            LinkLoading::Begun => view! {
                <div class="column" aria-busy="true"><h1 id=HEADING tabindex="-1">{app::opening()}</h1></div>
            }
            .into_any(),
            LinkLoading::Failed(reason) => failed(reason),
            LinkLoading::Done(read) => plan_page(read),
        })
    };
    view.into_any()
}

/// Decodes the plan and its JSON text from a link's fragment. The error is a message for the user.
async fn read(text: &str) -> Result<DecodedPlan, String> {
    let damaged = || w::damaged().to_owned();
    let bytes = share_link::decode(text).map_err(|error| match error {
        ShareLinkError::Cut { arrived, of } => w::cut(&format::counted(arrived).1, &format::counted(of).1),
        ShareLinkError::Newer => w::newer().to_owned(),
        ShareLinkError::Damaged => damaged(),
    })?;
    if !deflate::is_supported() {
        return Err(w::too_old().to_owned());
    }
    let bytes = deflate::decompress(&bytes, file::MAX_BYTES).await.map_err(|_| damaged())?;
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    let (text, cut) = file::shorten_texts(&text).unwrap_or((text, 0));
    match file::read(&text) {
        Ok(loaded) => Ok(DecodedPlan { loaded, text, cut }),
        Err(LoadError::NewerVersion { .. }) => Err(w::newer().to_owned()),
        Err(error) => Err(load_error_words(&error)),
    }
}

fn failed(reason: String) -> AnyView {
    set_page_title(|| w::bad_title().to_owned());
    view! {
        <div class="column">
            <h1 id=HEADING tabindex="-1">{w::bad_title()}</h1>
            <div class="lede">
                <p>{reason}</p>
                <p>{w::ask()}</p>
            </div>
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=Route::Home.to_string()>{shell::home()}</ButtonLink>
            </div>
        </div>
    }
    .into_any()
}

fn plan_page(read: StoredValue<DecodedPlan>) -> AnyView {
    let keeping = use_shared_plan_saver();
    let keep = Callback::new(move |()| {
        read.with_value(|opened| keeping.keep(&opened.loaded, &opened.text, opened.cut, w::kept()));
    });
    read.with_value(|opened| {
        let plan = &opened.loaded.plan;
        let ledger = Ledger::of(plan);
        let name = display_name(plan);
        let title = name.clone();
        set_page_title(move || title.clone());
        let yours = drafts::exists(&plan.id.to_string()).then(|| {
            let href = Route::Plan(plan.id).to_string();
            view! { <p>{w::yours_too()} " " <a href=href>{w::open_yours()}</a></p> }
        });
        view! {
            <div class="column">
                <p class="step">{w::kicker()}</p>
                <h1 id=HEADING tabindex="-1">{name}</h1>
                <p class="lede">{days(plan)}</p>
                <Notice kind=NoticeKind::Info>
                    <p>{w::not_stored()}</p>
                    {yours}
                    <Button kind=ButtonKind::Primary on_press=keep>{w::keep()}</Button>
                </Notice>
                {facts(plan, &ledger)}
                {phases(plan, &ledger)}
                {findings(plan, &check_with(plan, &ledger))}
                <nav class="actions" aria-label=shell::main_navigation()>
                    <ButtonLink href=Route::Home.to_string()>{shell::home()}</ButtonLink>
                </nav>
            </div>
        }
        .into_any()
    })
}

fn days(plan: &Plan) -> String {
    let span = plan.basics.first_day.zip(plan.basics.last_day);
    span.map_or_else(|| app::no_days_yet().to_owned(), |(first, last)| format::span(first, last))
}

fn facts(plan: &Plan, ledger: &Ledger) -> AnyView {
    let basics = &plan.basics;
    let money = |amount| names::money_plain(amount, basics.currency);
    let totals = ledger.totals();
    let listed = |items: Vec<String>| items.join(" · ");
    let rows = [
        (review::fact_product(), basics.product.clone()),
        (review::fact_audience(), listed(basics.audience.iter().map(|group| group.who.clone()).collect())),
        (review::fact_region(), basics.region.clone()),
        (review::fact_goal(), plan_summary::goal(plan).unwrap_or_default()),
        (review::fact_total_budget(), totals.total_budget.map_or_else(String::new, money)),
        (review::fact_planned(), money(totals.planned)),
        (review::fact_channels(), listed(plan.strategy.channels.iter().map(names::channel).collect())),
        (review::fact_partners(), listed(plan.partners.iter().map(names::partner).collect())),
    ];
    let rows = rows.into_iter().filter(|(_, said)| !said.trim().is_empty());
    let rows = rows.map(|(what, said)| view! { <dt>{what}</dt><dd>{said}</dd> }).collect_view();
    view! {
        <section aria-labelledby="shared-facts">
            <h2 id="shared-facts">{w::facts()}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

fn phases(plan: &Plan, ledger: &Ledger) -> AnyView {
    let money = |amount| names::money_plain(amount, plan.basics.currency);
    let row = |phase: &Phase| {
        let days = phase.days().map_or_else(String::new, |days| format::span(days.first(), days.last()));
        let objective = phase.objective.and_then(|objective| {
            let metric = names::metric_of(plan, objective.metric);
            let number = names::decimal(objective.number?);
            Some(if metric.is_empty() { number } else { review::goal_to(&metric, &number) })
        });
        let totals = ledger.totals().phases.iter().find(|totals| totals.phase == phase.id);
        let (allocated, planned) =
            totals.map(|totals| (money(totals.allocated), money(totals.planned))).unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{names::phase(phase)}</th>
                <td data-label=w::days()>{days}</td>
                <td data-label=w::must_bring()>{objective.unwrap_or_default()}</td>
                <td class="n" data-label=w::allocated()>{allocated}</td>
                <td class="n" data-label=w::planned()>{planned}</td>
            </tr>
        }
    };
    view! {
        <section aria-labelledby="shared-phases">
            <h2 id="shared-phases">{w::phases()}</h2>
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">{w::phase()}</th>
                        <th scope="col">{w::days()}</th>
                        <th scope="col">{w::must_bring()}</th>
                        <th scope="col" class="n">{w::allocated()}</th>
                        <th scope="col" class="n">{w::planned()}</th>
                    </tr>
                </thead>
                <tbody>{plan.phases.iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// How many findings there are, and the most severe of them.
fn findings(plan: &Plan, findings: &[Finding]) -> AnyView {
    let of = |severity| findings.iter().filter(move |finding| finding.severity() == severity);
    let counts = [Severity::Error, Severity::Warning, Severity::Hint].into_iter().filter_map(|severity| {
        let (n, text) = format::counted(of(severity).count());
        let words = match severity {
            Severity::Error => review::errors(n, &text),
            Severity::Warning => review::warnings(n, &text),
            Severity::Hint => review::hints(n, &text),
        };
        (n > 0).then_some(words)
    });
    let counts = counts.collect::<Vec<_>>().join(" · ");
    let gravest = of(Severity::Error).chain(of(Severity::Warning)).take(FIRST);
    let gravest = gravest.map(|finding| {
        let class = if finding.severity() == Severity::Error { "error" } else { "warning" };
        view! { <li class=class>{findings::sentence(finding, plan)}</li> }
    });
    let said = if findings.is_empty() { review::findings_none().to_owned() } else { counts };
    view! {
        <section aria-labelledby="shared-findings">
            <h2 id="shared-findings">{w::findings()}</h2>
            <p>{said}</p>
            <ul class="findings">{gravest.collect_view()}</ul>
        </section>
    }
    .into_any()
}
