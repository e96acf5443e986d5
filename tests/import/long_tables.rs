//! Imports of long tables: previews in steps have the same result, and the work grows linearly with the rows.

use std::fmt::Write as _;
use std::fs;

use groundswell::import::budget::{ImportPreview, PreviewBuilder, PreviewContext, SkipReason, preview};
use groundswell::import::part_names::PartNames;
use groundswell::import::reading::{ReadOptions, open};
use groundswell::import::table::Table;
use groundswell::import::table::mapping::Mapping;
use groundswell::plan::Plan;
use groundswell::plan::model::budget::LineItem;
use groundswell::plan::model::id::Id;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use proptest::prelude::*;

fn plan() -> Plan {
    let mut bits = 1_000_000;
    let mut plan = Plan::blank(&mut move || {
        bits += 1;
        bits
    });
    plan.basics.currency = Currency::from_code("CNY").unwrap();
    plan.basics.first_day = "2027-03-01".parse().ok();
    plan.basics.last_day = "2027-07-18".parse().ok();
    plan
}

fn table(bytes: &[u8]) -> Table {
    open(bytes, &ReadOptions::default(), &mut |_| {}).unwrap().table
}

fn whole(table: &Table, plan: &Plan) -> ImportPreview {
    let names = PartNames::of(plan, &|key| key.to_owned());
    preview(table, &Mapping::guess(table), &PreviewContext { plan, names: &names, year: 2027 })
}

/// The preview in steps of `rows` rows; checks that the progress rises from 0 to 1.
fn in_steps(table: &Table, plan: &Plan, rows: usize) -> ImportPreview {
    let names = PartNames::of(plan, &|key| key.to_owned());
    let mapping = Mapping::guess(table);
    let context = PreviewContext { plan, names: &names, year: 2027 };
    let mut builder = PreviewBuilder::new(table, &mapping, &context);
    let mut done = 0.0;
    while !builder.step(rows) {
        assert!(builder.done() >= done && builder.done() <= 1.0);
        done = builder.done();
    }
    assert!(builder.step(rows));
    builder.finish()
}

#[test]
fn previewing_in_steps_gives_the_same_result_for_every_file() {
    let plan = plan();
    let mut seen = 0;
    for folder in ["import", "budget", "foreign"] {
        for file in fs::read_dir(format!("{}/tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            let Ok(opened) = open(&bytes, &ReadOptions::default(), &mut |_| {}) else { continue };
            let expected = whole(&opened.table, &plan);
            for rows in [1, 2, 3, 7, 100] {
                assert_eq!(in_steps(&opened.table, &plan, rows), expected);
            }
            seen += 1;
        }
    }
    assert!(seen > 10);
}

proptest! {
    #[test]
    fn previewing_in_steps_gives_the_same_result_for_any_table(
        rows in prop::collection::vec(("[AB]|Media|Total|Media Total|", "[a-c]|Total|", prop::option::of(-3_i64..9)), 0..40),
        step in 1_usize..50,
    ) {
        let mut text = "Channel,Item,Amount\n".to_owned();
        for (channel, item, amount) in rows {
            writeln!(text, "{channel},{item},{}", amount.map(|amount| amount.to_string()).unwrap_or_default()).unwrap();
        }
        let (plan, table) = (plan(), table(text.as_bytes()));
        prop_assert_eq!(in_steps(&table, &plan, step), whole(&table, &plan));
    }
}

/// Regression: comparing each row with each run of rows took minutes; sums of groups are looked up instead.
#[test]
fn thousands_of_subtotals_are_recognised() {
    let mut text = "Channel,Item,Amount\n".to_owned();
    for group in 0..6_600 {
        writeln!(
            text,
            "G{group},Posters,{}\nG{group},Stands,{}\nG{group} Total,,{}",
            group + 1,
            group + 2,
            group * 2 + 3
        )
        .unwrap();
    }
    let (plan, table) = (plan(), table(text.as_bytes()));
    let found = whole(&table, &plan);
    assert_eq!(found.lines.len(), 13_200);
    assert_eq!(found.skipped.len(), 6_600);
    assert!(found.skipped.iter().all(|row| row.why == SkipReason::Total && row.of == Some((row.row - 2, row.row - 1))));
}

/// Regression: comparing each campaign with each line took minutes; lines are looked up by name instead.
#[test]
fn thousands_of_campaigns_are_matched_with_thousands_of_lines() {
    const COUNT: u32 = 9_000;
    let mut plan = plan();
    plan.budget.lines = (0..COUNT)
        .map(|nth| {
            let one = Decimal::from_int(1);
            let description = format!("Campaign {nth}");
            LineItem { description, quantity: one, unit_price: one, ..LineItem::new(Id::from_bits(u64::from(nth) + 1)) }
        })
        .collect();
    let mut text = "Campaign name,Amount spent (CNY),Impressions,Reporting starts,Reporting ends\n".to_owned();
    for nth in (0..COUNT * 2).rev() {
        writeln!(text, "campaign {nth},{}.50,1000,2027-03-01,2027-03-31", nth + 1).unwrap();
    }
    let found = whole(&table(text.as_bytes()), &plan);
    let counts = found.counts(false);
    assert_eq!((counts.new, counts.changed), (COUNT as usize, COUNT as usize));
    let line = &found.lines.last().unwrap().line;
    assert_eq!((line.description.as_str(), line.actual.unwrap().minor()), ("Campaign 0", 150));
}
