//! The findings, by severity.

use leptos::prelude::*;

use crate::app::use_editor;
use crate::i18n::format;
use crate::i18n::words::review as w;
use crate::plan::Plan;
use crate::plan::review::findings::{Finding, Severity};
use crate::ui::plan_summary;
use crate::widgets::{Notice, NoticeKind};

/// All findings of the plan.
pub fn section() -> AnyView {
    let editor = use_editor();
    let findings = editor.findings();
    let list = move || {
        findings.with(|findings| {
            if findings.is_empty() {
                return view! { <Notice kind=NoticeKind::Ok>{w::findings_none()}</Notice> }.into_any();
            }
            editor.read(|plan| {
                [Severity::Error, Severity::Warning, Severity::Hint]
                    .into_iter()
                    .filter_map(|severity| group(findings, severity, plan))
                    .collect_view()
                    .into_any()
            })
        })
    };
    view! {
        <section aria-labelledby="review-findings">
            <h2 id="review-findings">{w::findings()}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// The findings of one severity under a heading with their count.
fn group(findings: &[Finding], severity: Severity, plan: &Plan) -> Option<AnyView> {
    let items: Vec<AnyView> = findings
        .iter()
        .filter(|finding| finding.severity() == severity)
        .map(|finding| plan_summary::finding_item(finding, plan))
        .collect();
    if items.is_empty() {
        return None;
    }
    let (n, text) = format::counted(items.len());
    let heading = match severity {
        Severity::Error => w::errors(n, &text),
        Severity::Warning => w::warnings(n, &text),
        Severity::Hint => w::hints(n, &text),
    };
    Some(view! { <h3>{heading}</h3><ul class="findings">{items}</ul> }.into_any())
}
