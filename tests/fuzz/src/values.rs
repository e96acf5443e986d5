//! Runs everything that is computed from a plan, as its screens, documents and checks do.

use std::hint::black_box;

use chrono::{NaiveDate, Weekday};
use groundswell::export::report::report_html;
use groundswell::plan::budget::cost_effectiveness;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::budget::line_view::{LineView, arrange, sum_of_all};
use groundswell::plan::budget::pacing::pacing;
use groundswell::plan::goals::contribution::contributions;
use groundswell::plan::goals::funding_gap::goal_coverage;
use groundswell::plan::phases::exit_criteria::{as_of, criteria_checks};
use groundswell::plan::review::changes::Changes;
use groundswell::plan::review::findings::check_with;
use groundswell::plan::review::step_status::status;
use groundswell::plan::review::summary::Summary;
use groundswell::plan::schedule::timeline::Timeline;
use groundswell::plan::strategy::comparison::compare;
use groundswell::plan::strategy::reallocation::{ReallocationLimits, advise, movable};
use groundswell::plan::strategy::steadiness::Steadiness;
use groundswell::plan::strategy::test_progress::test_progress;
use groundswell::plan::strategy::weekly::week_table;
use groundswell::plan::{Plan, Step};

use crate::words;

/// Dates taken as today: within the examples' dates, and far from them.
const TODAYS: [(i32, u32, u32); 3] = [(2027, 2, 20), (2027, 12, 31), (2026, 1, 1)];

/// Computes what all screens show together; each screen shows a part.
pub fn compute(plan: &Plan) {
    let ledger = Ledger::of(plan);
    let findings = check_with(plan, &ledger);
    for step in Step::ALL {
        black_box(status(plan, &findings, step, chrono::NaiveDate::default()));
    }
    black_box(Summary::of(plan, &ledger));
    black_box(goal_coverage(plan, &ledger));
    black_box(contributions(plan));
    black_box((
        cost_effectiveness::of_plan(plan, &ledger),
        cost_effectiveness::by_phase(plan, &ledger),
        cost_effectiveness::by_channel(plan, &ledger),
    ));
    black_box(Timeline::of(plan));
    let view = LineView::default();
    let arrangement = arrange(plan, &ledger, &view, &|_| true);
    black_box(sum_of_all(&arrangement, &ledger));
    for phase in &plan.phases {
        black_box(week_table(plan, phase.id));
    }
    for (year, month, day) in TODAYS {
        let Some(today) = NaiveDate::from_ymd_opt(year, month, day) else { continue };
        compute_for_day(plan, &ledger, today);
    }
}

fn compute_for_day(plan: &Plan, ledger: &Ledger, today: NaiveDate) {
    let on = as_of(plan, today);
    black_box(pacing(plan, ledger, on));
    black_box(criteria_checks(plan, on));
    black_box(compare(plan, today));
    for test in &plan.strategy.channel_tests {
        black_box(test_progress(test, &plan.strategy.rule, today));
    }
    let lines = movable(plan, ledger, None);
    drop(black_box(advise(plan, ledger, &lines, ReallocationLimits::default(), today)));
    let days: Vec<(NaiveDate, f64)> =
        plan.tracking.figures.iter().map(|figure| (figure.on, figure.value.to_f64())).collect();
    black_box(Steadiness::of(&days, &[Weekday::Sun]));
}

/// Generates one of the exported documents.
pub fn documents(plan: &Plan, which: u8) -> Result<(), String> {
    let ledger = Ledger::of(plan);
    let today = NaiveDate::from_ymd_opt(2027, 2, 20).unwrap_or_default();
    match which % 4 {
        0 => drop(black_box(report_html(plan, &ledger, today, &words::Plain))),
        1 => drop(black_box(words::document_text(plan, &ledger))),
        2 => drop(black_box((
            words::budget_file(plan),
            words::other_files(plan, today.and_hms_opt(8, 30, 0).unwrap_or_default()),
        ))),
        _ => drop(black_box(words::workbook(plan, &ledger, today)?)),
    }
    Ok(())
}

/// The number of changes between two plans.
pub fn count_changes(before: &Plan, after: &Plan) -> usize {
    Changes::between(before, after).count()
}
