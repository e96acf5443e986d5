//! Filtering, sorting and grouping of the budget's line items.

use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::budget::line_view::{
    GroupBy, LinePart, LineView, LineViewRow, SortBy, arrange, sum_of_all, sums_by_heading,
};
use groundswell::plan::numbers::money::Money;

fn example() -> (Plan, Ledger) {
    let plan = file::read(include_str!("../../../src/core/plan/catalogue/examples/o2o.en.json")).unwrap().plan;
    let ledger = Ledger::of(&plan);
    (plan, ledger)
}

#[test]
fn every_grouping_shows_each_amount_once() {
    let (plan, ledger) = example();
    let whole = ledger.totals().planned;
    for group in [GroupBy::Phase, GroupBy::Channel, GroupBy::Category, GroupBy::Cycle] {
        let mut view = LineView { group, ..LineView::default() };
        let shown = arrange(&plan, &ledger, &view, &|_| true);
        let sums = sums_by_heading(&shown, &plan, &ledger, &view);
        assert_eq!(sums.iter().map(|sums| sums.planned).sum::<Money>(), whole, "{group:?}");
        assert_eq!(sum_of_all(&shown, &ledger).planned, whole);
        view.folded.clone_from(&shown.headings);
        let folded = arrange(&plan, &ledger, &view, &|_| true);
        assert_eq!(folded.rows.len(), shown.headings.len());
        assert_eq!(sums_by_heading(&folded, &plan, &ledger, &view), sums, "folded {group:?}");
    }
}

#[test]
fn lines_without_an_amount_are_sorted_last_in_both_directions() {
    let (mut plan, _) = example();
    plan.budget.lines[3].unit_price = None;
    let ledger = Ledger::of(&plan);
    for down in [false, true] {
        let view = LineView { order: Some((SortBy::Amount, down)), ..LineView::default() };
        let shown = arrange(&plan, &ledger, &view, &|_| true);
        assert_eq!(shown.rows.last(), Some(&LineViewRow::LineItem { at: 3, part: LinePart::Whole }));
        let amounts: Vec<_> = shown.matching.iter().filter_map(|&at| ledger.lines()[at].amount.ok()).collect();
        assert!(amounts.windows(2).all(|pair| if down { pair[0] >= pair[1] } else { pair[0] <= pair[1] }));
    }
}

#[test]
fn filters_keep_matching_lines_and_rows_stay_valid_while_the_lines_do() {
    let (mut plan, ledger) = example();
    let phase = plan.phases[0].id;
    let view = LineView { phase: Some(phase), text: "stall".to_owned(), ..LineView::default() };
    let shown = arrange(&plan, &ledger, &view, &|line| line.description.to_lowercase().contains(&view.text));
    assert!(!shown.matching.is_empty());
    for &at in &shown.matching {
        assert_eq!(plan.budget.lines[at].phase, Some(phase));
    }
    plan.budget.lines[0].description.push('!');
    assert!(shown.is_current(&plan));
    plan.budget.lines.swap(0, 1);
    assert!(!shown.is_current(&plan));
}
