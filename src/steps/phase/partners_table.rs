//! Cost and results of a phase's partners, side by side and in total: a table, or cards on a narrow screen.

use leptos::prelude::*;

use super::Part;
use crate::i18n::format;
use crate::i18n::words::{brand as w, common, phase};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::unit_cost::cost_per;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::partner::Partner;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::widgets::{DataCell, DataHead, data_table};

/// The cost and results of a partner, or of all.
#[derive(Default)]
struct PartnerTotals {
    cost: Money,
    expected: Option<u64>,
    counted: Option<u64>,
    /// The cost of partners with recorded results: the others have no results recorded yet, rather than none.
    counted_cost: Money,
}

impl PartnerTotals {
    fn of(partner: &Partner, ledger: &Ledger) -> PartnerTotals {
        let cost = ledger.cost_of(PaysFor::Partner(partner.id));
        let counted = partner.counted.map(u64::from);
        let counted_cost = if counted.is_some() { cost } else { Money::ZERO };
        PartnerTotals { cost, expected: partner.expected.map(u64::from), counted, counted_cost }
    }

    fn add(&mut self, other: &PartnerTotals) {
        let both = |a: Option<u64>, b: Option<u64>| {
            if a.is_none() && b.is_none() { None } else { Some(a.unwrap_or(0) + b.unwrap_or(0)) }
        };
        self.cost += other.cost;
        self.counted_cost += other.counted_cost;
        self.expected = both(self.expected, other.expected);
        self.counted = both(self.counted, other.counted);
    }
}

/// The table; empty for a single partner, whose card shows everything.
pub(super) fn view(part: Part) -> AnyView {
    let rows = part.editor.figures(move |plan, ledger| rows(plan, ledger, part));
    let heads = [
        DataHead::words(common::name()),
        DataHead::words(w::when()),
        DataHead::figures(phase::cost()),
        DataHead::figures(w::expected()),
        DataHead::figures(w::counted()),
        DataHead::figures(w::cost_per_result()),
    ];
    let shown = move || {
        let (rows, foot) = rows.get()?;
        Some(data_table(w::partners_table(), "visually-hidden", &heads, rows, foot))
    };
    view! { <div class="partners-table">{shown}</div> }.into_any()
}

/// The rows, and the total row.
type TableRows = (Vec<Vec<DataCell>>, Vec<DataCell>);

fn rows(plan: &Plan, ledger: &Ledger, part: Part) -> Option<TableRows> {
    let partners: Vec<&Partner> = plan.partners.iter().filter(|partner| partner.phase == part.id).collect();
    if partners.len() < 2 {
        return None;
    }
    let mut whole = PartnerTotals::default();
    let row = |partner: &&Partner| {
        let sum = PartnerTotals::of(partner, ledger);
        whole.add(&sum);
        let name = if partner.name.trim().is_empty() { names::partner_kind(partner.kind) } else { &partner.name };
        let days = match (partner.first, partner.last) {
            (Some(first), Some(last)) if first != last => format::span_short(first, last),
            (first, last) => first.or(last).map(format::date_short).unwrap_or_default(),
        };
        let mut cells = vec![DataCell::from(name), DataCell::from(days)];
        cells.extend(figures(plan, &sum));
        cells
    };
    let rows = partners.iter().map(row).collect();
    let mut foot = vec![DataCell::from(common::total()), DataCell::from("")];
    foot.extend(figures(plan, &whole));
    Some((rows, foot))
}

fn figures(plan: &Plan, sum: &PartnerTotals) -> Vec<DataCell> {
    let currency = plan.basics.currency;
    let count = |count: Option<u64>| match count.and_then(|count| i64::try_from(count).ok()) {
        Some(count) => format::count(count),
        None => "–".to_owned(),
    };
    let each = |cost: Money, results: Option<u64>| {
        let results = results.and_then(|results| Decimal::from_int(i64::try_from(results).ok()?))?;
        cost_per(cost, results, 1).filter(|_| cost != Money::ZERO).map(|each| names::money(each, currency))
    };
    // Actual results take precedence over expected ones, and are marked as such.
    let per_result = match (each(sum.counted_cost, sum.counted), each(sum.cost, sum.expected)) {
        (Some(each), _) => DataCell::from(each).about(w::per_counted().to_owned()),
        (None, Some(each)) => DataCell::from(each).about(w::per_expected().to_owned()),
        (None, None) => DataCell::from("–"),
    };
    vec![
        names::money_plain(sum.cost, currency).into(),
        count(sum.expected).into(),
        count(sum.counted).into(),
        per_result,
    ]
}
