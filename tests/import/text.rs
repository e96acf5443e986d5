//! Imports of text files from other programs, from bytes to line items: encoding, delimiter, decimal mark, dates, HTML.

use groundswell::import::budget::{ImportPreview, PreviewContext, preview};
use groundswell::import::part_names::PartNames;
use groundswell::import::reading::{OpenedTable, ReadError, ReadOptions, SourceKind, open};
use groundswell::import::table::mapping::Mapping;
use groundswell::import::table::{MAX_CELL_CHARS, MAX_COLUMNS};
use groundswell::import::text::numbers::DecimalMark;
use groundswell::plan::Plan;
use groundswell::plan::model::timing::Timing;
use groundswell::plan::numbers::currency::Currency;
use proptest::prelude::*;

fn plan_in(code: &str) -> Plan {
    let mut bits = 1_000_000;
    let mut plan = Plan::blank(&mut move || {
        bits += 1;
        bits
    });
    plan.basics.currency = Currency::from_code(code).unwrap();
    plan.basics.first_day = "2027-03-01".parse().ok();
    plan.basics.last_day = "2027-07-18".parse().ok();
    plan
}

fn opened(bytes: &[u8]) -> OpenedTable {
    open(bytes, &ReadOptions::default(), &mut |_| {}).unwrap()
}

fn fixture(name: &str) -> OpenedTable {
    let path = format!("{}/tests/fixtures/foreign/{name}", env!("CARGO_MANIFEST_DIR"));
    opened(&std::fs::read(path).unwrap())
}

fn taken(opened: &OpenedTable, plan: &Plan) -> ImportPreview {
    let names = PartNames::of(plan, &|key| key.to_owned());
    let mapping = Mapping::guess(&opened.table);
    preview(&opened.table, &mapping, &PreviewContext { plan, names: &names, year: 2027 })
}

/// Each line as `description amount`, in whole units of the plan's currency; a line without an amount has `-`.
fn lines(found: &ImportPreview, plan: &Plan) -> Vec<String> {
    let amount = |line| plan.amount(line).map_or("-".to_owned(), |amount| amount.to_f64().to_string());
    found.lines.iter().map(|taken| format!("{} {}", taken.line.description, amount(&taken.line))).collect()
}

fn days(found: &ImportPreview) -> Vec<String> {
    let timing = |timing: &Timing| match timing {
        Timing::Once { on } => on.to_string(),
        other => format!("{other:?}"),
    };
    found.lines.iter().map(|taken| timing(&taken.line.timing)).collect()
}

#[test]
fn encodings_are_detected() {
    let plan = plan_in("EUR");
    let german = fixture("german-excel.csv");
    assert_eq!(german.detected.encoding.as_deref(), Some("windows-1252"));
    let found = taken(&german, &plan);
    assert_eq!(lines(&found, &plan), ["Frühlingsaktion München 125050", "Küchenmesse Köln 80000"]);
    assert_eq!(found.lines[0].line.owner, "Jürgen Groß");
    let taiwan = fixture("big5-taiwan.csv");
    assert_eq!(taiwan.detected.encoding.as_deref(), Some("big5"));
    assert_eq!(lines(&taken(&taiwan, &plan), &plan), ["網紅合作 1200000", "街頭活動 800000"]);
    // As ad platforms export them.
    assert_eq!(fixture("douyin_posts.gb18030.csv").detected.encoding.as_deref(), Some("gb18030"));
    let instagram = fixture("instagram_follows.utf16le.csv");
    assert_eq!(instagram.detected.encoding.as_deref(), Some("utf-16le"));
    assert_eq!(instagram.table.rows[1].cells, ["Date", "Primary"]);
    assert_eq!(fixture("wechat_user_analysis.utf8bom.csv").table.rows[0].cells[0], "时间");
}

#[test]
fn a_point_that_groups_thousands_is_not_a_decimal_mark() {
    let plan = plan_in("EUR");
    let found = taken(&fixture("de.csv"), &plan);
    assert_eq!(lines(&found, &plan), ["Influencer 150000", "Plakate 275000", "Messestand 1200000"]);
    // Without evidence the mark is a question to the person.
    let open = opened("Item\tAmount\nInfluencer\t1.500\nPosters\t2.750\n".as_bytes());
    let mapping = Mapping::guess(&open.table);
    assert_eq!(mapping.mark, DecimalMark::Either);
    let found = taken(&open, &plan);
    assert!(found.lines.iter().all(|taken| taken.faulty), "{:?}", found.lines);
    // Another column determines the mark.
    let told = opened("Position\tMenge\tEinzelpreis\nPlakate\t1.500\t0,50\n".as_bytes());
    assert_eq!(lines(&taken(&told, &plan), &plan), ["Plakate 75000"]);
}

#[test]
fn accounting_formats_are_numbers_or_empty() {
    let plan = plan_in("USD");
    let found = taken(&fixture("accounting.csv"), &plan);
    let lines = lines(&found, &plan);
    for line in ["Stalls 125000", "Refund -125000", "Credit note -1250", "Posters 200000"] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
    assert!(found.errors.iter().all(|error| !error.kind.needs_correction()), "{:?}", found.errors);
}

#[test]
fn common_date_formats_are_parsed() {
    let plan = plan_in("USD");
    let found = taken(&fixture("times.csv"), &plan);
    assert_eq!(days(&found), ["2027-03-01", "2027-03-02", "2027-03-03", "2027-03-25", "2027-03-06", "2027-03-07"]);
    assert_eq!(days(&taken(&fixture("dmy-dot.csv"), &plan)), ["2027-03-01", "2027-04-01", "2027-05-01"]);
    let list = opened(b"Item,Date,Amount\na,3-Mar-27,1\nb,14-Apr-27,2\nc,1-Jun-27,3\n");
    assert_eq!(days(&taken(&list, &plan)), ["2027-03-03", "2027-04-14", "2027-06-01"]);
    let found = taken(&opened(b"Item,Date,Amount\na,07/18/20277,1\n"), &plan);
    assert!(found.lines[0].faulty);
}

#[test]
fn our_csv_is_read_after_spreadsheets_saved_it() {
    let plan = plan_in("CNY");
    let ours = days(&taken(&fixture("exported.csv"), &plan));
    assert_eq!(ours, ["2027-03-01", "2027-04-05", "2027-05-03"]);
    assert_eq!(days(&taken(&fixture("saved-by-excel-us.csv"), &plan)), ours);
    let path = format!("{}/tests/fixtures/foreign/exported.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    for (from, to) in [("%d/%m/%Y", b','), ("%d.%m.%Y", b';'), ("%m/%d/%y", b','), ("%-d-%b-%y", b',')] {
        let mut saved = text.clone();
        for day in &ours {
            let other: chrono::NaiveDate = day.parse().unwrap();
            saved = saved.replace(day, &other.format(from).to_string());
        }
        // The only comma in a text of this file is in a quoted heading.
        if to == b';' {
            saved = saved.replace(',', ";").replace("Ordered;", "Ordered,");
        }
        let found = taken(&opened(saved.as_bytes()), &plan);
        assert_eq!(days(&found), ours, "{from}");
    }
}

#[test]
fn a_web_page_with_an_xls_extension_is_read_as_a_table() {
    let plan = plan_in("CNY");
    let page = fixture("export.xls");
    assert_eq!(page.detected.kind, SourceKind::WebPage);
    assert_eq!(lines(&taken(&page, &plan), &plan), ["探店视频 1000000", "海报 70000"]);
    let login =
        open(b"<html><head><title>Sign in</title></head><body></body></html>", &ReadOptions::default(), &mut |_| {});
    assert_eq!(login, Err(ReadError::NoTable("Sign in".to_owned())));
}

#[test]
fn cells_beside_a_row_span_keep_their_columns() {
    let html = "<table><tr><td>Phase</td><td>What is bought</td><td>Quantity</td><td>Unit price</td></tr>\
         <tr><td rowspan=3>Seed users</td><td>Stalls</td><td>8</td><td>800</td></tr>\
         <tr><td>Leaflets</td><td>10000</td><td>0.3</td></tr><tr><td>Banners</td><td>12</td><td>150</td></tr></table>";
    let page = opened(html.as_bytes());
    assert_eq!(page.table.rows[2].cells, ["", "Leaflets", "10000", "0.3"]);
    assert_eq!((page.table.merges.len(), page.detected.merged), (1, 1));
    let plan = plan_in("CNY");
    assert_eq!(lines(&taken(&page, &plan), &plan), ["Stalls 640000", "Leaflets 300000", "Banners 180000"]);
}

#[test]
fn large_and_malformed_text_is_read_within_limits() {
    // An unclosed quote before 18 MB of text.
    let mut text = String::from("Item,Amount\n\"Stalls,1\n");
    while text.len() < 18 << 20 {
        text.push_str(&"x".repeat(1000));
        text.push_str(",1\n");
    }
    let found = open(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).unwrap();
    assert_eq!(found.detected.open_quotes, [2]);
    assert_eq!(found.table.rows[1].cells, ["\"Stalls", "1"]);
    // One cell of several megabytes.
    let cell = "y".repeat(5 << 20);
    let found = opened(format!("Item,Amount\n{cell},1\n").as_bytes());
    assert_eq!((found.detected.cells_cut, found.table.rows[1].cells[0].len()), (1, MAX_CELL_CHARS));
    // A very wide table.
    let wide: Vec<String> = (0..5000).map(|at| at.to_string()).collect();
    let found = opened((wide.join(",") + "\n" + &wide.join(",")).as_bytes());
    assert_eq!((found.table.width(), found.detected.columns_cut), (MAX_COLUMNS, 5000 - MAX_COLUMNS));
    // Zero bytes between the letters.
    let found = opened(b"It\0em,Amount\nSta\0lls,1\nPosters and many more,20\n");
    assert_eq!(found.table.rows[1].cells, ["Stalls", "1"]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), html in "[<>/tdrable a1\"=\n!-]{0,200}") {
        let _ = open(&bytes, &ReadOptions::default(), &mut |_| {});
        let _ = open(format!("<table>{html}").as_bytes(), &ReadOptions::default(), &mut |_| {});
        let _ = open(html.as_bytes(), &ReadOptions::default(), &mut |_| {});
    }
}
