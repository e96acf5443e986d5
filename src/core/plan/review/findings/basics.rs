//! Rules for the basics: product, audience, dates.

use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue};
use crate::plan::{Plan, Step};

pub(super) fn check(plan: &Plan, report: &mut FindingCollector) {
    let basics = &plan.basics;
    let at = |field| FindingPlace::field(Step::Basics, field);
    if basics.product.trim().is_empty() {
        report.add(Issue::NoProduct, at("basics-product"));
    }
    if basics.audience.is_empty() {
        report.add(Issue::NoAudience, at("audience-add"));
    }
    for group in &basics.audience {
        if group.reached_at.trim().is_empty() {
            report.add(Issue::AudienceWithoutPlace, FindingPlace::item(Step::Basics, "audience-reached", group.id));
        }
    }
    match (basics.first_day, basics.last_day) {
        (Some(first), Some(last)) if last < first => {
            report.add(Issue::DaysOutOfOrder { first, last }, at("basics-last-day"));
        }
        (Some(_), Some(_)) => {}
        (None, _) => report.add(Issue::NoDays, at("basics-first-day")),
        (_, None) => report.add(Issue::NoDays, at("basics-last-day")),
    }
}
