//! The report view: the document as it prints, with ways to export it.

use leptos::prelude::*;

use crate::app::shell::route::PlanView;
use crate::app::{PrintRequest, ViewPage, use_editor};
use crate::browser::files::transfer;
use crate::browser::page::stylesheet::AdoptedStyle;
use crate::browser::page::{clock, document as browser_page};
use crate::export::report::{Report, ReportParts, STYLE, body, page_style};
use crate::file::{PlanFileKind, file_name};
use crate::i18n::words::report as w;
use crate::ui::labels::report;
use crate::widgets::{Button, ButtonKind, RadioChoice, RadioGroup, Toasts};

/// The heading level of the document's title: below the view's own heading.
const TITLE: u8 = 2;

/// The view.
pub fn page() -> AnyView {
    let editor = use_editor();
    let parts = RwSignal::new(ReportParts::Whole);
    let report = editor.figures(|plan, ledger| report::report_of(plan, ledger, clock::today()));
    dress(report);
    print_when_shown();
    let document = move || report.with(|report| body(report, parts.get(), TITLE));
    view! {
        <ViewPage view=PlanView::Report lede=w::lede()>
            {tools(report, parts)}
            <div class="report-frame" inner_html=document></div>
        </ViewPage>
    }
    .into_any()
}

/// Opens the print dialog once the document is there, where that was asked for on another screen.
fn print_when_shown() {
    let print: PrintRequest = expect_context();
    if print.take() {
        // The styles of the page are adopted before the second frame.
        request_animation_frame(|| request_animation_frame(browser_page::print));
    }
}

/// The document's styles, including running headers and footers; removed with the view.
fn dress(report: Memo<Report>) {
    let toasts = Toasts::here();
    let style = StoredValue::new_local(None::<AdoptedStyle>);
    let pages = Memo::new(move |_| report.with(page_style));
    Effect::new(move |_| {
        let css = STYLE.to_owned() + &pages.get();
        let dressed = style.try_with_value(|style| style.as_ref().map(|style| style.replace(&css)));
        let dressed = dressed.flatten().unwrap_or_else(|| {
            let adopted = AdoptedStyle::adopt(&css)?;
            style.set_value(Some(adopted));
            Ok(())
        });
        if let Err(error) = dressed {
            toasts.say(w::not_dressed(&error.to_string()));
        }
    });
    on_cleanup(move || style.set_value(None));
}

/// Which sections to include, and the export buttons.
fn tools(report: Memo<Report>, parts: RwSignal<ReportParts>) -> AnyView {
    let editor = use_editor();
    let toasts = Toasts::here();
    let choice =
        |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
    let chosen = Signal::derive(move || if parts.get() == ReportParts::Whole { "whole" } else { "summary" }.to_owned());
    let choose = Callback::new(move |value: String| {
        parts.set(if value == "summary" { ReportParts::Summary } else { ReportParts::Whole });
    });
    let print = Callback::new(move |()| browser_page::print());
    let save = Callback::new(move |()| {
        let name = editor.peek(|plan| file_name(plan, clock::today(), PlanFileKind::Report));
        let html = report.with_untracked(|report| report::file_of(report, parts.get_untracked()));
        toasts.say(match transfer::download(&name, "text/html", html.as_bytes()) {
            Ok(()) => w::saved(&name),
            Err(error) => w::not_saved(&error.to_string()),
        });
    });
    view! {
        <div class="r-tools no-print">
            <RadioGroup
                id="report-parts"
                legend=w::parts()
                choices=vec![choice("whole", w::parts_whole()), choice("summary", w::parts_summary())]
                value=chosen
                commit=choose
                inline=true
            />
            <p class="actions">
                <Button kind=ButtonKind::Primary on_press=print>{w::print_it()}</Button>
                <Button on_press=save>{w::save_file()}</Button>
            </p>
        </div>
    }
    .into_any()
}
