//! The tracking specification of all metrics with custom tracking: shown here, exported as Markdown.

use leptos::prelude::*;

use crate::app::{Editor, use_editor};
use crate::browser::BrowserError;
use crate::browser::files::transfer::download;
use crate::browser::page::clock;
use crate::export::tracking_specification::{
    MetricFacts, TargetLadder, TrackingSpecificationWords, markdown, tracked_metrics,
};
use crate::file::{PlanFileKind, file_name};
use crate::i18n::format;
use crate::i18n::words::{common, goals as w};
use crate::plan::Plan;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::Metric;
use crate::ui::labels::{figures, names};
use crate::widgets::{Button, Disclosure, Toasts};

/// The section.
pub fn section() -> AnyView {
    let editor = use_editor();
    let count = editor.memo(|plan| tracked_metrics(plan).count());
    let toasts = Toasts::here();
    let save = Callback::new(move |()| {
        if let Err(error) = save(editor) {
            toasts.say(w::document_failed(&error.to_string()));
        }
    });
    let summary = move || {
        let (n, text) = format::counted(count.get());
        w::document_of(n, &text)
    };
    view! {
        <section>
            <h2>{w::document()}</h2>
            <p class="muted">{w::document_intro()}</p>
            <Show
                when=move || count.get().gt(&0)
                fallback=|| view! { <p class="empty">{w::document_empty()}</p> }
            >
                <div class="spread">
                    <p>{summary}</p>
                    <Button on_press=save>{w::document_download()}</Button>
                </div>
                {preview(editor)}
            </Show>
        </section>
    }
    .into_any()
}

fn preview(editor: Editor) -> AnyView {
    let text = editor.memo(document);
    view! {
        <Disclosure summary=Signal::stored(w::document_preview().to_owned())>
            <pre class="document" tabindex="0" aria-label=w::document()>{move || text.get()}</pre>
        </Disclosure>
    }
    .into_any()
}

fn save(editor: Editor) -> Result<(), BrowserError> {
    let (name, text) =
        editor.peek(|plan| (file_name(plan, clock::today(), PlanFileKind::TrackingSpecification), document(plan)));
    download(&name, "text/markdown", text.as_bytes())
}

/// The specification as Markdown.
pub fn document(plan: &Plan) -> String {
    let metric = |metric: &Metric| names::metric(&metric.definition);
    let goal = |metric: &Metric| {
        let value = |value| figures::value(value, &metric.definition, plan);
        match (value(metric.baseline), value(metric.target), metric.due.map(format::date)) {
            (Some(from), Some(to), Some(due)) => w::from_to_by(&from, &to, &due),
            (Some(from), Some(to), None) => common::from_to(&from, &to),
            _ => String::new(),
        }
    };
    let words = TrackingSpecificationWords {
        title: w::doc_title(&plan.basics.name),
        intro: w::doc_intro(),
        facts: MetricFacts {
            goal: w::doc_target(),
            event: w::event(),
            trigger: w::trigger(),
            properties: w::properties(),
            formula: w::formula(),
            owner: w::builder(),
            ready_by: w::ready_by(),
            acceptance: w::acceptance(),
        },
        colon: w::doc_colon(),
        not_written: w::doc_not_written(),
        ladder: TargetLadder {
            heading: w::doc_ladder(),
            period: w::doc_period(),
            computed: w::doc_computed(),
            periods: [w::doc_daily(), w::doc_weekly(), w::doc_monthly(), w::doc_quarterly(), w::doc_yearly()],
            day: w::ladder_day(),
            longer: &longer,
        },
        metric: &metric,
        goal: &goal,
        date: &format::date,
    };
    markdown(plan, &words)
}

/// How a metric rolls up over a longer period.
fn longer(adds_up: AddsUp) -> &'static str {
    match adds_up {
        AddsUp::Sum => w::ladder_sum(),
        AddsUp::Average => w::ladder_average(),
        AddsUp::EndOfPeriod => w::ladder_end(),
        AddsUp::RatioOfSums => w::ladder_ratio(),
        AddsUp::Distinct => w::ladder_distinct(),
        AddsUp::Compound => w::ladder_compound(),
        AddsUp::Recomputed => w::ladder_recomputed(),
    }
}
