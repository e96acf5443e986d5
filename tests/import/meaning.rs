//! The interpretation of rows and columns of imported tables: periods, totals, ad reports, refunds, and our own files
//! after a spreadsheet has saved them.

use groundswell::export::csv::budget::{self as budget_csv, BudgetColumn};
use groundswell::i18n::{self, Locale};
use groundswell::import::budget::{CellErrorKind, ImportPreview, LineChange, PreviewContext, SkipReason, preview};
use groundswell::import::part_names::PartNames;
use groundswell::import::table::mapping::{AmountSource, BlankFill, ColumnMeaning, Mapping, RowChoice};
use groundswell::import::table::reports::ReportPlatform;
use groundswell::import::table::{Table, TableRow};
use groundswell::import::text::dates::{BesideMonth, DayOrder};
use groundswell::import::text::numbers::{DecimalMark, NumberError};
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::model::bounds::NAME_CHARS;
use groundswell::plan::model::budget::{Category, ExchangeRate, LineItem, LineStatus, PaysFor};
use groundswell::plan::model::channel::Channel;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::timing::{CycleLength, Timing};
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::ui::labels::budget_terms;
use proptest::prelude::*;

fn counting() -> impl FnMut() -> u64 {
    let mut bits = 1_000_000;
    move || {
        bits += 1;
        bits
    }
}

fn plan_in(code: &str) -> Plan {
    let mut plan = Plan::blank(&mut counting());
    plan.basics.currency = Currency::from_code(code).unwrap();
    plan.basics.first_day = "2027-03-01".parse().ok();
    plan.basics.last_day = "2027-07-18".parse().ok();
    plan
}

fn fixture(name: &str) -> Table {
    let path = format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR"));
    table(&std::fs::read_to_string(path).unwrap())
}

fn table(text: &str) -> Table {
    Table::parse(text, None).unwrap()
}

fn preview_with(table: &Table, mapping: &Mapping, plan: &Plan) -> ImportPreview {
    let names = PartNames::of(plan, &|key| key.to_owned());
    preview(table, mapping, &PreviewContext { plan, names: &names, year: 2027 })
}

fn taken(table: &Table, plan: &Plan) -> ImportPreview {
    preview_with(table, &Mapping::guess(table), plan)
}

/// Description and amount of each line, in whole units.
fn amounts(found: &ImportPreview, plan: &Plan) -> Vec<(String, f64)> {
    let amount = |line: &LineItem| plan.amount(line).map_or(f64::NAN, |amount| amount.to_f64() / 100.0);
    found.lines.iter().map(|taken| (taken.line.description.clone(), amount(&taken.line))).collect()
}

fn said(amounts: &[(String, f64)]) -> Vec<(&str, f64)> {
    amounts.iter().map(|(name, amount)| (name.as_str(), *amount)).collect()
}

/// Date and amount of each part entered by hand.
fn parts(line: &LineItem) -> Vec<(String, i64)> {
    match &line.timing {
        Timing::ByHand { parts } => parts.iter().map(|part| (part.on.to_string(), part.amount.minor())).collect(),
        other => panic!("{other:?}"),
    }
}

// Columns of periods

#[test]
fn a_schedule_of_65_weeks_is_imported_completely() {
    let plan = plan_in("CNY");
    let table = fixture("flowchart.csv");
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.columns.iter().filter(|column| column.meaning == ColumnMeaning::Month).count(), 65);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.errors, []);
    assert_eq!(said(&amounts(&found, &plan)), [("Search ads", 650.0), ("Posters", 300.0)]);
    assert_eq!(found.lines[0].line.owner, "Ann");
    let sum: i64 = parts(&found.lines[0].line).iter().map(|(_, minor)| minor).sum();
    assert_eq!(sum, 65_000);
    // The plan's twenty weeks in cycles of two, and the weeks after its end.
    let ledger = Ledger::of(&{
        let mut plan = plan.clone();
        plan.budget.lines.push(found.lines[0].line.clone());
        plan
    });
    let spread = ledger.lines()[0].spread.clone().unwrap();
    assert_eq!(spread.over(10).iter().map(|part| part.minor()).collect::<Vec<_>>(), [2_000; 10]);
    assert_eq!(spread.outside.minor(), 45_000);
}

#[test]
fn period_columns_sum_to_the_amount_of_the_line() {
    let mut plan = plan_in("CNY");
    plan.budget.settings.cycle = CycleLength::Month;
    plan.basics.first_day = "2027-01-01".parse().ok();
    plan.basics.last_day = "2027-12-31".parse().ok();
    for (headings, cells, total, first) in [
        ("2027-01,2027-02,2027-03", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("1月,2月,3月", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("2027年1月,2027年2月,2027年3月", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("Jan 2027,Feb 2027,Mar 2027", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("Jan,Feb,Mar", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("2027-01-01,2027-02-01,2027-03-01", "1000,1100,1200", 3300.0, ("2027-01-01", 100_000)),
        ("Q1,Q2", "900,600", 1500.0, ("2027-01-01", 31_000)),
        ("一季度,二季度", "900,600", 1500.0, ("2027-01-01", 31_000)),
        ("Week 1,Week 2", "10.5,20.25", 30.75, ("2027-01-01", 3_075)),
        ("第1周,第2周", "10,20", 30.0, ("2027-01-01", 3_000)),
        ("W14,W15", "10,20", 30.0, ("2027-04-05", 3_000)),
        ("2027-03-01,2027-03-02,2027-03-03", "10,,30", 40.0, ("2027-03-01", 4_000)),
        ("3月1日,3月2日,3月3日", "10,,30", 40.0, ("2027-03-01", 4_000)),
        // The totals of a quarter and a year beside the months.
        ("Jan,Feb,Mar,Q1,Apr,May,Jun,Q2,Total", "1,2,3,6,4,5,6,15,21", 21.0, ("2027-01-01", 100)),
        // Plan and actual columns of one period: it counts once.
        ("Jan,Feb,Jan,Feb", "5,6,50,60", 11.0, ("2027-01-01", 500)),
    ] {
        let found = taken(&table(&format!("Item,{headings}\nAds,{cells}\n")), &plan);
        assert_eq!(found.errors, [], "{headings}");
        assert_eq!(said(&amounts(&found, &plan)), [("Ads", total)], "{headings}");
        let parts = parts(&found.lines[0].line);
        assert_eq!((parts[0].0.as_str(), parts[0].1), first, "{headings}: {parts:?}");
        #[allow(clippy::cast_possible_truncation)]
        let whole = (total * 100.0).round() as i64;
        assert_eq!(parts.iter().map(|(_, minor)| minor).sum::<i64>(), whole, "{headings}");
    }
}

#[test]
fn month_names_with_two_digits_are_months() {
    let plan = plan_in("CNY");
    let found = taken(&fixture("mmm-yy.csv"), &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("Search ads", 3300.0), ("Influencers", 1200.0)]);
    assert_eq!(parts(&found.lines[1].line)[0].0, "2027-01-01");
}

#[test]
fn a_daily_schedule_under_months_is_read() {
    let plan = plan_in("CNY");
    // Days under a month heading above the first of them, and a row of weekdays.
    let text = "项目,渠道,单价,2027年3月,,,2027年4月,,总价\n,,,29,30,31,1,2,\n,,,一,二,三,四,五,\n开屏,抖音,500,1,,1,1,,1500\n信息流,微博,300,,2,,,●,900\n";
    let table = table(text);
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.heading_rows, 3);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.errors, []);
    assert_eq!(said(&amounts(&found, &plan)), [("开屏", 1500.0), ("信息流", 900.0)]);
    assert_eq!(found.lines[0].line.quantity, Decimal::from_int(3));
    assert_eq!(parts(&found.lines[0].line), [("2027-03-29".to_owned(), 150_000)]);
    assert_eq!(parts(&found.lines[1].line).iter().map(|(_, minor)| minor).sum::<i64>(), 90_000);
    // Column names in the second header row, months in the first.
    let table = self::table(",,Mar 2027,,Apr 2027,\nItem,Channel,W1,W2,W1,W2\nAds,Weibo,10,20,30,40\n");
    let found = taken(&table, &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("Ads", 100.0)]);
}

#[test]
fn periods_that_differ_from_the_total_are_reported_and_used() {
    let plan = plan_in("CNY");
    let found = taken(&table("Item,Mar,Apr,Total\nAds,100,200,300\nPosters,100,200,310\n"), &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("Ads", 300.0), ("Posters", 300.0)]);
    let [error] = &found.errors[..] else { panic!("{:?}", found.errors) };
    let money = |minor| Money::from_minor(minor).unwrap();
    assert_eq!((error.row, error.column), (3, 3));
    assert_eq!(
        error.kind,
        CellErrorKind::PeriodsDiffer { periods: money(30_000), says: money(31_000), currency: Currency::CNY }
    );
    assert!(!found.lines[1].faulty);
}

proptest! {
    #[test]
    fn the_parts_of_any_periods_sum_to_the_line(
        cells in prop::collection::vec(-100_000i64..1_000_000, 3..30),
        grain in 0usize..4,
        cycle in prop::sample::select(&CycleLength::ALL[..]),
    ) {
        let mut plan = plan_in("CNY");
        plan.budget.settings.cycle = cycle;
        let heading = |at: usize| match grain {
            0 => format!("W{}", at + 1),
            1 => format!("{}-{:02}", 2027 + at / 12, at % 12 + 1),
            2 => (chrono::NaiveDate::from_ymd_opt(2027, 2, 20).unwrap() + chrono::Days::new(at as u64)).to_string(),
            _ => format!("{} Q{}", 2026 + at / 4, at % 4 + 1),
        };
        let headings: Vec<String> = (0..cells.len()).map(heading).collect();
        let row: Vec<String> = cells.iter().map(|minor| format!("{}{}.{:02}", if *minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100)).collect();
        let found = taken(&table(&format!("Item,{}\nAds,{}\n", headings.join(","), row.join(","))), &plan);
        prop_assume!(cells.iter().any(|minor| *minor != 0));
        let sum: i64 = cells.iter().sum();
        prop_assert_eq!(plan.amount(&found.lines[0].line).unwrap().minor(), sum);
        prop_assert_eq!(parts(&found.lines[0].line).iter().map(|(_, minor)| minor).sum::<i64>(), sum);
    }
}

// Totals

#[test]
fn subtotals_are_skipped() {
    let plan = plan_in("CNY");
    let found = taken(&fixture("excel-subtotal.csv"), &plan);
    assert_eq!(
        said(&amounts(&found, &plan)),
        [("Search ads", 1000.0), ("Feed ads", 2000.0), ("Stalls", 500.0), ("Booth", 900.0)]
    );
    let skipped: Vec<_> = found.skipped.iter().map(|row| (row.row, row.why, row.of)).collect();
    assert_eq!(
        skipped,
        [
            (4, SkipReason::Total, Some((2, 3))),
            (7, SkipReason::Total, Some((5, 6))),
            (8, SkipReason::Total, Some((2, 6)))
        ]
    );
    assert_eq!(found.errors, []);
}

#[test]
fn totals_are_recognised_by_words_position_and_arithmetic_in_both_languages() {
    let plan = plan_in("CNY");
    for (text, lines) in [
        // A pivot table in compact form, with sums above their rows.
        (
            "Row Labels,Sum of Amount\nPaid media,3000\nFeed ads,2000\nSearch ads,1000\nEvents,1400\nBooth,900\nStalls,500\nGrand Total,4400\n",
            4,
        ),
        ("行标签,求和项:金额\n媒介,3000\n信息流,2000\n搜索,1000\n活动,900\n展位,900\n总计,3900\n", 3),
        // In its tabular form.
        (
            "Category,Item,Sum of Amount\nPaid media,Search,1000\n,Feed,2000\nPaid media Total,,3000\nEvents,Booth,900\nEvents Total,,900\nGrand Total,,3900\n",
            3,
        ),
        (
            "类别,项目,金额\n媒介,搜索,1000\n媒介,信息流,2000\n媒介 汇总,,3000\n活动,展位,900\n活动 汇总,,900\n总计,,3900\n",
            3,
        ),
        // Without a total word, by position.
        ("Category,Item,Amount\nMedia,Search,1000\nMedia,Feed,2000\n,,3000\nEvents,Booth,900\n", 3),
        ("项目,数量,单价,金额\n海报,10,100,1000\n传单,100,20,2000\n,,,3000\n", 2),
        // A long total text with a note beside it.
        (
            "Item,Amount,Note\nSearch,1000,\nFeed,2000,\nTotal marketing budget for the year 2027 incl. VAT,3000,checked\n",
            2,
        ),
        ("Item,Mar,Apr\nSearch,10,20\nFeed,30,40\nTotal,40,60\n", 2),
    ] {
        let table = table(text);
        let found = taken(&table, &plan);
        assert_eq!(found.lines.len(), lines, "{text}: {:?}", amounts(&found, &plan));
        assert_eq!(found.errors, [], "{text}");
        assert_eq!(found.suspects, [], "{text}");
    }
}

/// A pivot table in its compact form with three fields in one column: the outer two have the sums of their rows.
const COMPACT: &str = "Row Labels,Sum of Amount\nSpring,6000\nSearch push,4000\nBrand terms,1500\nGeneric terms,2500\n\
    Teasers,2000\nShort films,2000\nAutumn,900\nFairs,900\nTent,500\nTable,400\nGrand Total,6900\n";

fn paths(found: &ImportPreview) -> Vec<&str> {
    found.lines.iter().map(|taken| taken.line.description.as_str()).collect()
}

#[test]
fn a_compact_pivot_of_three_levels_brings_its_innermost_rows_with_their_groups() {
    let plan = plan_in("CNY");
    let indented = |text: &str| {
        let depth = |row: &str| match row.split(',').next() {
            Some("Row Labels" | "Spring" | "Autumn" | "Grand Total") => "",
            Some("Search push" | "Teasers" | "Fairs") => "  ",
            _ => "    ",
        };
        text.lines().map(|row| depth(row).to_owned() + row + "\n").collect::<String>()
    };
    let named_otherwise = COMPACT.replace("Row Labels", "Item").replace("Sum of Amount", "Amount");
    let without_total = COMPACT.replace("Grand Total,6900\n", "");
    for text in [
        COMPACT.to_owned(),
        indented(COMPACT),
        indented(&named_otherwise),
        // The grand total says how deep it is.
        named_otherwise,
        without_total.clone(),
        indented(&without_total),
        COMPACT.replace("Row Labels", "行标签").replace("Sum of Amount", "求和项:金额").replace("Grand Total", "总计"),
    ] {
        let found = taken(&table(&text), &plan);
        assert_eq!(
            said(&amounts(&found, &plan)),
            [
                ("Spring / Search push / Brand terms", 1500.0),
                ("Spring / Search push / Generic terms", 2500.0),
                ("Spring / Teasers / Short films", 2000.0),
                ("Autumn / Fairs / Tent", 500.0),
                ("Autumn / Fairs / Table", 400.0),
            ],
            "{text}"
        );
        let sums: Vec<_> = found.skipped.iter().map(|row| (row.row, row.why, row.of)).collect();
        let sum = |row, first, last| (row, SkipReason::Total, Some((first, last)));
        let expected = [sum(2, 3, 7), sum(3, 4, 5), sum(6, 7, 7), sum(8, 9, 11), sum(9, 10, 11), sum(12, 4, 11)];
        assert_eq!(sums, expected[..sums.len()], "{text}");
        assert_eq!(sums.len(), if text.contains("6900") { 6 } else { 5 }, "{text}");
        assert_eq!((&found.errors[..], &found.suspects[..]), (&[][..], &[][..]), "{text}");
    }
}

#[test]
fn a_group_of_a_pivot_goes_to_the_phase_category_or_channel_that_it_names() {
    let mut plan = plan_in("CNY");
    let mut next = counting();
    let mut phase = plan.phases[0].clone();
    (phase.id, phase.name) = (Id::from_bits(next()), "Autumn".to_owned());
    plan.phases.push(phase.clone());
    let mut channel = Channel::new(Id::from_bits(next()), None);
    channel.name = "Teasers".to_owned();
    plan.strategy.channels.push(channel.clone());
    let found = taken(&table(COMPACT), &plan);
    assert_eq!(
        paths(&found),
        [
            "Spring / Search push / Brand terms",
            "Spring / Search push / Generic terms",
            "Spring / Short films",
            "Fairs / Tent",
            "Fairs / Table"
        ]
    );
    assert_eq!(found.lines[2].line.channel, Some(channel.id));
    assert_eq!(found.lines[3].line.phase, Some(phase.id));
    assert_eq!(found.lines[0].line.phase, None);
}

#[test]
fn a_pivot_whose_sums_do_not_hold_or_can_be_grouped_in_two_ways_is_left_to_the_person() {
    let plan = plan_in("CNY");
    // No grouping: all rows are lines, and the total says that they come to something else.
    let wrong = COMPACT.replace("Spring,6000", "Spring,6001").replace("Row Labels", "Item");
    let found = taken(&table(&wrong), &plan);
    assert_eq!(found.lines.len(), 10);
    assert!(found.errors.iter().any(|error| matches!(error.kind, CellErrorKind::TotalDiffers { .. })));
    // Two groupings: asked, and what is answered stays answered.
    let either = table("Row Labels,Sum of Amount\nA,0\nb,0\nc,0\nd,0\nE,5\nf,5\nGrand Total,5\n");
    let mut mapping = Mapping::guess(&either);
    let found = preview_with(&either, &mapping, &plan);
    let rows = |found: &ImportPreview| found.suspects.iter().map(|suspect| suspect.row).collect::<Vec<_>>();
    assert!([2, 4, 6].iter().all(|row| rows(&found).contains(row)), "{:?}", rows(&found));
    mapping.rows.insert(6, RowChoice::Skip);
    assert_eq!(rows(&preview_with(&either, &mapping, &plan)), [2, 4]);
    // A sum of a pivot can be taken as a line; the others stay sums.
    let pivot = table(COMPACT);
    let mut mapping = Mapping::guess(&pivot);
    mapping.rows.insert(3, RowChoice::Line);
    assert_eq!(preview_with(&pivot, &mapping, &plan).lines.len(), 6);
}

#[test]
fn a_line_that_equals_the_sum_of_two_is_kept_and_reported() {
    let plan = plan_in("CNY");
    let table = table("Category,Item,Amount\nMedia,Search,1000\nMedia,Feed,2000\nEvents,Booth,3000\n");
    let mut mapping = Mapping::guess(&table);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.lines.len(), 3);
    assert_eq!((found.suspects[0].row, found.suspects[0].of), (4, (2, 3)));
    mapping.rows.insert(4, RowChoice::Skip);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!((found.lines.len(), found.suspects.len()), (2, 0));
    assert_eq!((found.skipped[0].row, found.skipped[0].why), (4, SkipReason::Chosen));
    mapping.rows.insert(4, RowChoice::Line);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!((found.lines.len(), found.suspects.len()), (3, 0));
}

#[test]
fn a_skipped_total_can_be_imported_as_a_line() {
    let plan = plan_in("CNY");
    let table = fixture("excel-subtotal.csv");
    let mut mapping = Mapping::guess(&table);
    mapping.rows.insert(4, RowChoice::Line);
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.lines.len(), 5);
    assert_eq!(found.lines[2].row, 4);
}

#[test]
fn a_total_that_differs_from_its_rows_is_reported() {
    let plan = plan_in("CNY");
    let found = taken(&table("Item,Amount\nSearch,1000\nFeed,2000\nTotal,3100\n"), &plan);
    assert_eq!(found.lines.len(), 2);
    let money = |minor| Money::from_minor(minor).unwrap();
    let kinds: Vec<_> = found.errors.iter().map(|error| (error.row, error.text.as_str(), error.kind)).collect();
    assert_eq!(kinds, [(4, "3100", CellErrorKind::TotalDiffers { rows: money(300_000), currency: Currency::CNY })]);
}

// Quantities and prices

#[test]
fn an_amount_that_differs_from_the_product_is_reported_with_a_choice() {
    let plan = plan_in("CNY");
    let table = table("Item,Qty,Unit price,Amount\nA,2,100,200\nB,2,100,300\n");
    let mut mapping = Mapping::guess(&table);
    let money = |minor| Money::from_minor(minor).unwrap();
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("A", 200.0), ("B", 200.0)]);
    assert_eq!(found.errors[0].kind, CellErrorKind::AmountDiffers { product: money(20_000), currency: Currency::CNY });
    mapping.amount_source = AmountSource::Amount;
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("A", 200.0), ("B", 300.0)]);
    assert_eq!(found.errors[0].kind, CellErrorKind::ProductDiffers { product: money(20_000), currency: Currency::CNY });
}

#[test]
fn the_amount_is_used_where_the_product_lacks_a_factor() {
    let plan = plan_in("CNY");
    let table = table(
        "项目,数量,单位,单价（元）,天数,金额（元）\n促销员,2,人,200,10,4000\n摊位,1,个,500,10,5000\n合计,,,,,9000\n",
    );
    let found = taken(&table, &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("促销员", 4000.0), ("摊位", 5000.0)]);
    assert!(found.errors.iter().all(|error| matches!(error.kind, CellErrorKind::ProductDiffers { .. })));
    // The person can choose the product instead.
    let mapping = Mapping { amount_source: AmountSource::Product, ..Mapping::guess(&table) };
    assert_eq!(said(&amounts(&preview_with(&table, &mapping, &plan), &plan)), [("促销员", 400.0), ("摊位", 500.0)]);
}

#[test]
fn numbered_phase_names_are_recognised() {
    let plan = plan_in("CNY");
    let found = taken(&table("Phase,Item,Amount\n1. Seed users,A,1\n二、初始用户期,B,2\n"), &plan);
    assert_eq!(found.errors, []);
    let phases: Vec<_> = found.lines.iter().map(|taken| taken.line.phase).collect();
    assert_eq!(phases, [Some(plan.phases[0].id), Some(plan.phases[1].id)]);
}

#[test]
fn a_cpm_price_divides_the_quantity_by_a_thousand() {
    let plan = plan_in("CNY");
    for (text, quantity) in [
        ("Item,Impressions,CPM,Cost\nFeed,184800,11.5,2125.20\n", 1_848_000),
        ("Item,Impressions,CPM\nFeed,184800,11.5\n", 1_848_000),
        ("项目,曝光量,千次曝光成本,金额\n信息流,184800,11.5,2125.20\n", 1_848_000),
        ("Item,Quantity,Unit,Unit price,Amount\nFeed,184.8,CPM,11.5,2125.20\n", 1_848_000),
    ] {
        let found = taken(&table(text), &plan);
        assert_eq!(
            said(&amounts(&found, &plan)),
            [("Feed", 2125.2)].map(|(name, amount)| (if text.contains("信息流") { "信息流" } else { name }, amount)),
            "{text}"
        );
        assert_eq!(found.lines[0].line.quantity, Decimal::from_scaled(quantity, 4), "{text}");
        assert!(found.errors.iter().all(|error| error.kind == CellErrorKind::PerThousand), "{text}");
    }
}

#[test]
fn the_cost_column_is_preferred_over_a_budget_column_to_its_left() {
    let plan = plan_in("CNY");
    for text in [
        "Item,Daily budget,Cost\nFeed,80,2050\n",
        "Item,Budget,Cost\nFeed,80,2050\n",
        "项目,日预算,费用\nFeed,80,2050\n",
        "Item,Budget,Qty,Unit price,Total\nFeed,5000,10,205,2050\n",
    ] {
        let found = taken(&table(text), &plan);
        assert_eq!(said(&amounts(&found, &plan)), [("Feed", 2050.0)], "{text}");
    }
}

// Reports of ad managers

#[test]
fn an_ad_report_is_imported_as_spending() {
    let plan = plan_in("USD");
    let table = fixture("ad-manager-campaigns.csv");
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.report, Some(ReportPlatform::Meta));
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.errors, []);
    let line = &found.lines[0].line;
    assert_eq!(
        (line.description.as_str(), line.actual, line.status),
        ("Spring prospecting", Money::from_minor(205_000), LineStatus::Paid)
    );
    assert_eq!(
        (line.category, line.quantity, line.unit_price),
        (Category::Media, Decimal::from_int(1), Decimal::from_int(2050))
    );
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(line.timing, Timing::Evenly { first: day("2027-03-01"), last: day("2027-03-31") });
    assert_eq!(line.note, "Results: 164; Impressions: 184800; Link clicks: 3100");
    assert_eq!(found.lines[1].line.actual, Money::from_minor(84_000));
    assert_eq!(found.channels[0].catalogue, Some("meta_ads"));
    assert_eq!(found.report, Some(ReportPlatform::Meta));
}

#[test]
fn a_report_adds_spend_to_an_existing_line_and_keeps_its_planned_amount() {
    let mut plan = plan_in("USD");
    let mut line = LineItem::new(Id::from_bits(9));
    (line.description, line.quantity, line.unit_price) =
        ("spring prospecting".into(), Decimal::from_int(30), Decimal::from_int(80));
    (line.actual, line.note) = (Money::from_minor(100), "Ask Ann".into());
    plan.budget.lines.push(line.clone());
    let table = fixture("ad-manager-campaigns.csv");
    let mut mapping = Mapping::guess(&table);
    let found = preview_with(&table, &mapping, &plan);
    let matched = &found.lines[0];
    assert_eq!(matched.change, LineChange::Changed);
    assert_eq!(
        (matched.line.id, matched.line.quantity, matched.line.unit_price),
        (line.id, line.quantity, line.unit_price)
    );
    assert_eq!((matched.line.actual, matched.line.status), (Money::from_minor(205_000), LineStatus::Planned));
    assert_eq!(matched.line.note, "Ask Ann\nResults: 164; Impressions: 184800; Link clicks: 3100");
    let counts = found.counts(true);
    assert_eq!((counts.new, counts.changed), (1, 1));
    mapping.add_spent = true;
    assert_eq!(preview_with(&table, &mapping, &plan).lines[0].line.actual, Money::from_minor(205_100));
    // Importing the same report again changes nothing.
    mapping.add_spent = false;
    let edit = found.edit(&plan, true, true, &mut counting());
    apply(&mut plan, edit).unwrap();
    let again = preview_with(&table, &mapping, &plan).counts(true);
    assert_eq!((again.new, again.changed, again.same), (0, 0, 2));
}

#[test]
fn reports_with_preambles_totals_and_dashes_are_imported() {
    for (report, text, lines) in [
        (
            ReportPlatform::GoogleAds,
            "Campaign report\n\"March 1, 2027 - March 31, 2027\"\nCampaign status,Campaign,Budget,Budget type,Currency code,Cost,Impr.,Clicks,Avg. CPC\nEnabled,Brand search,50.00,Daily,USD,\"1,204.50\",\"12,000\",802,1.50\nPaused,Generic,20.00,Daily,USD,310.00,4000,155,2.00\nEnabled,New one,20.00,Daily,USD,0.00,0,0, --\nTotal: Campaigns, --, --, --,USD,\"1,514.50\",\"16,000\",957,1.58\nTotal: Account, --, --, --,USD,\"1,514.50\",\"16,000\",957,1.58\n",
            vec![("Brand search", 1204.5), ("Generic", 310.0)],
        ),
        (
            ReportPlatform::GoogleAds,
            "广告系列报告\n2027年3月1日 - 2027年3月31日\n广告系列状态,广告系列,预算,币种代码,费用,展示次数,点击次数,平均每次点击费用\n已启用,品牌词,50,USD,1204.50,12000,802,1.5\n总计：账号,--,--,USD,1204.50,12000,802,1.5\n",
            vec![("品牌词", 1204.5)],
        ),
        (
            ReportPlatform::TikTok,
            "Campaign name,Primary status,Campaign Budget,Cost,CPC (Destination),CPM,Impressions,Clicks (Destination),Currency\nLaunch,Active,100,845.20,0.4,5.1,165000,2113,USD\nTotal of 1 results,-,-,845.20,0.4,5.1,165000,2113,USD\n",
            vec![("Launch", 845.2)],
        ),
        (
            ReportPlatform::LinkedIn,
            "Campaign Performance Report (in UTC)\nReport Start: March 1, 2027\nReport End: March 2, 2027\nStart Date (in UTC)\tAccount Name\tCurrency\tCampaign Group Name\tCampaign Name\tCampaign Objective\tDaily Budget\tTotal Spent\tImpressions\tClicks\n3/1/2027\tAcme\tUSD\tB2B\tWhitepaper\tLeads\t50\t48.10\t900\t8\n3/2/2027\tAcme\tUSD\tB2B\tWhitepaper\tLeads\t50\t51.90\t950\t9\n",
            vec![("Whitepaper", 100.0)],
        ),
        (
            ReportPlatform::Ga4,
            "# ----------------\n# Advertising\n# Start date: 20270301\n# End date: 20270331\n# ----------------\nSession campaign,Session source / medium,Sessions,Key events,Ads cost,Total revenue\n,,4000,96,1514.50,9800\nBrand search,google / cpc,2500,80,1204.50,8000\nGeneric,google / cpc,1500,16,310.00,1800\n(organic),google / organic,900,10,0,100\n",
            vec![("Brand search", 1204.5), ("Generic", 310.0)],
        ),
        (
            ReportPlatform::OceanEngine,
            "日期,广告计划名称,预算,出价,消耗(元),展示数,点击数,平均千次展现费用(元),转化数\n2027-03-01,春季拉新,300,25,120.5,8000,90,15,4\n2027-03-02,春季拉新,300,25,130,8200,95,15.8,5\n合计,-,-,-,250.5,16200,185,15.4,9\n",
            vec![("春季拉新", 250.5)],
        ),
        (
            ReportPlatform::TencentAds,
            "日期,推广计划名称,日预算,花费(元),曝光量,点击量,点击均价,目标转化量\n2027-03-01,朋友圈首发,500,480,30000,300,1.6,12\n总计,,,480,30000,300,1.6,12\n",
            vec![("朋友圈首发", 480.0)],
        ),
        (
            ReportPlatform::Baidu,
            "日期,账户,推广计划,展现,点击,消费,点击率,平均点击价格\n2027-03-01,demo,品牌词,5000,200,360,4%,1.8\n2027-03-02,demo,品牌词,5200,210,380,4%,1.8\n",
            vec![("品牌词", 740.0)],
        ),
        (
            ReportPlatform::Xiaohongshu,
            "时间,计划名称,单元名称,消费(元),展现量,点击量,互动量,平均互动成本,笔记ID\n2027-03-01,种草一期,单元1,200,9000,500,60,3.3,abc\n2027-03-01,种草一期,单元2,100,4000,200,20,5,def\n",
            vec![("种草一期", 300.0)],
        ),
    ] {
        let plan =
            if text.contains("(元)") || report == ReportPlatform::Baidu { plan_in("CNY") } else { plan_in("USD") };
        let table = table(text);
        let mapping = Mapping::guess(&table);
        assert_eq!(mapping.report, Some(report), "{text}");
        let found = preview_with(&table, &mapping, &plan);
        assert_eq!(found.errors, [], "{text}");
        let spent: Vec<(&str, f64)> = found
            .lines
            .iter()
            .map(|taken| {
                (taken.line.description.as_str(), taken.line.actual.map_or(f64::NAN, |actual| actual.to_f64() / 100.0))
            })
            .collect();
        assert_eq!(spent, lines, "{text}");
        let day = "2027-03-01".parse().unwrap();
        let begins = |timing: &Timing| matches!(timing, Timing::Evenly { first, .. } | Timing::Once { on: first } if *first == day);
        assert!(
            found.lines.iter().all(|taken| report == ReportPlatform::TikTok || begins(&taken.line.timing)),
            "{text}"
        );
        assert!(found.lines.iter().all(|taken| taken.channel.is_some()), "{text}");
    }
}

#[test]
fn a_report_in_another_currency_reports_the_missing_rate() {
    let mut plan = plan_in("GBP");
    let table = fixture("ad-manager-campaigns.csv");
    let usd = Currency::from_code("USD").unwrap();
    let found = taken(&table, &plan);
    assert_eq!(found.foreign, Some(usd));
    assert_eq!((found.lines[0].line.currency, found.lines[0].line.actual), (Some(usd), None));
    assert!(found.errors.iter().all(|error| error.kind == CellErrorKind::NoRate(usd)));
    plan.budget.rates.push(ExchangeRate {
        id: Id::from_bits(8),
        currency: usd,
        rate: Decimal::from_scaled(8_000, 4).unwrap(),
        on: None,
    });
    let found = taken(&table, &plan);
    assert_eq!(found.errors, []);
    assert_eq!(found.lines[0].line.actual, Money::from_minor(164_000));
    // The person overrides the currency.
    let mut mapping = Mapping::guess(&table);
    mapping.currency_chosen = Currency::from_code("GBP");
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!((found.foreign, found.lines[0].line.actual), (None, Money::from_minor(205_000)));
}

#[test]
fn the_kind_of_table_can_be_switched_between_report_and_plan() {
    let plan = plan_in("USD");
    let table = table("Campaign,Cost\nBrand,100\n");
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.report, None);
    let found = preview_with(&table, &mapping.as_report(&table, Some(ReportPlatform::GoogleAds)), &plan);
    assert_eq!(
        (found.lines[0].line.actual, found.channels[0].catalogue),
        (Money::from_minor(10_000), Some("google_ads"))
    );
    let found = preview_with(
        &table,
        &mapping.as_report(&table, Some(ReportPlatform::GoogleAds)).as_report(&table, None),
        &plan,
    );
    assert_eq!((found.lines[0].line.actual, found.lines[0].line.unit_price), (None, Decimal::from_int(100)));
}

// Refunds

#[test]
fn negative_amounts_are_imported_as_refunds() {
    let plan = plan_in("CNY");
    let found = taken(
        &table(
            "Item,Qty,Unit price,Amount\nStalls,2,500,1000\nRefund,,,-500\nCredit,,,(500)\nDiscount,1,-50,-50\nReturned,-3,20,-60\nShare,3,,-100\nTotal,,,-210\n",
        ),
        &plan,
    );
    assert_eq!(found.errors, []);
    assert_eq!(
        said(&amounts(&found, &plan)),
        [
            ("Stalls", 1000.0),
            ("Refund", -500.0),
            ("Credit", -500.0),
            ("Discount", -50.0),
            ("Returned", -60.0),
            ("Share", -100.0)
        ]
    );
    assert!(found.lines.iter().all(|taken| !taken.faulty));
    assert_eq!(found.skipped.len(), 1);
}

// Our own CSV

#[test]
fn our_csv_is_read_after_excel_saved_it() {
    let mut plan = plan_in("CNY");
    // Consecutive dates determine their own order.
    let table = fixture("saved-by-excel-us.csv");
    let found = taken(&table, &plan);
    assert_eq!(found.errors, []);
    let days: Vec<Timing> = found.lines.iter().map(|taken| taken.line.timing.clone()).collect();
    let on = |text: &str| Timing::Once { on: text.parse().unwrap() };
    assert_eq!(days, [on("2027-03-01"), on("2027-04-05"), on("2027-05-03")]);
    // Without evidence the person is asked for the order, and then all dates are read.
    let path = format!("{}/tests/fixtures/import/saved-by-excel-us.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap().replace("4/5/2027", "2/5/2027");
    let asking = self::table(&text);
    let mut mapping = Mapping::guess(&asking);
    assert!(mapping.own && mapping.order == DayOrder::Unknown && mapping.has_short_days(&asking));
    let found = preview_with(&asking, &mapping, &plan);
    assert_eq!(found.lines.iter().filter(|taken| taken.faulty).count(), 3);
    mapping.choose_order(DayOrder::MonthFirst);
    let found = preview_with(&asking, &mapping, &plan);
    assert_eq!((found.errors.len(), found.lines[1].line.timing.clone()), (0, on("2027-02-05")));
    // In the original plan, its lines determine the order; one price was changed in Excel.
    let before = taken(&fixture("exported.csv"), &plan);
    assert_eq!(before.errors, []);
    let edit = before.edit(&plan, true, true, &mut counting());
    apply(&mut plan, edit).unwrap();
    let found = taken(&table, &plan);
    assert_eq!((found.errors.len(), found.order), (0, DayOrder::MonthFirst));
    let counts = found.counts(true);
    assert_eq!((counts.new, counts.changed, counts.same), (0, 1, 2));
    assert_eq!(found.lines[1].line.unit_price, Decimal::from_int(750));
    // One unambiguous date determines the others, and a total row added by hand is not a line.
    let text =
        std::fs::read_to_string(format!("{}/tests/fixtures/import/saved-by-excel-us.csv", env!("CARGO_MANIFEST_DIR")))
            .unwrap();
    let text = text.replace("5/3/2027", "5/31/2027") + ",,,,Total,,,,,2400.5,,,,,,,,\n";
    let found = taken(&self::table(&text), &plan_in("CNY"));
    assert_eq!(found.errors, []);
    assert_eq!((found.order, found.lines.len(), found.skipped.len()), (DayOrder::MonthFirst, 3, 1));
}

// Names and bounds

#[test]
fn values_beyond_the_limits_are_refused_by_row_and_column() {
    let plan = plan_in("CNY");
    let found = taken(
        &table(
            "Item,Date,Amount\nA,2027-03-01,100\nB,20277-03-01,100\nC,1850-03-01,100\nD,2027-03-02,9000000000000000\n",
        ),
        &plan,
    );
    let errors: Vec<_> = found.errors.iter().map(|error| (error.row, error.column)).collect();
    assert_eq!(errors, [(3, 1), (4, 1), (5, 2)]);
    assert_eq!(found.errors[2].kind, CellErrorKind::Number(NumberError::TooLarge));
    assert_eq!(found.counts(true).new, 1);
    let found = taken(&table("Item,Qty,Unit price\nA,90000000000,90000000000\n"), &plan);
    assert!(found.lines[0].faulty);
}

#[test]
fn an_overlong_name_is_cut_and_reported() {
    let plan = plan_in("CNY");
    let found = taken(&table(&format!("Item,Amount\n{},1\n", "很长".repeat(400))), &plan);
    assert_eq!(found.errors[0].kind, CellErrorKind::Cut(NAME_CHARS));
    assert_eq!(found.lines[0].line.description.chars().count(), NAME_CHARS);
    assert!(!found.lines[0].faulty);
}

#[test]
fn empty_cells_repeat_the_name_above_on_request() {
    let mut plan = plan_in("CNY");
    plan.strategy.channels.push(Channel::new(Id::from_bits(7), Some("weibo".to_owned())));
    let table = table("Channel,Item,Amount\nWeibo,A,1\n,B,2\n");
    let mut mapping = Mapping::guess(&table);
    assert_eq!(preview_with(&table, &mapping, &plan).lines[1].line.channel, None);
    mapping.fill = BlankFill::Always;
    assert_eq!(preview_with(&table, &mapping, &plan).lines[1].line.channel, Some(Id::from_bits(7)));
    assert_eq!(mapping.column(ColumnMeaning::Field(BudgetColumn::Channel)), Some(0));
}

// Our own workbook

/// The line items' sheet of our workbook, in the words of a language.
fn sheet_of_lines(plan: &Plan, language: Locale) -> Vec<Vec<String>> {
    use groundswell::i18n::words::{budget, budget_files, common, exports, goals, steps};
    i18n::install(&i18n::packs(language)).unwrap();
    let heads = [
        common::phase(),
        common::channel(),
        budget::category(),
        budget::description(),
        common::quantity(),
        goals::unit(),
        common::unit_price(),
        budget::currency(),
        common::amount(),
        budget::committed_sum(),
        budget::actual_sum(),
        common::status(),
        common::first_day(),
        common::last_day(),
        exports::spread(),
        budget::expected(),
        budget::pays_for(),
        common::owner(),
        common::note(),
    ];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    rows[0].push(budget_files::file_id().to_owned() + " [id]");
    let ledger = Ledger::of(plan);
    for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
        let money =
            |amount: Option<Money>| amount.map_or_else(String::new, |amount| (amount.to_f64() / 100.0).to_string());
        let days = groundswell::export::document::days_of(plan, ledger.cycles(), line);
        let phase =
            line.phase.and_then(|id| plan.find(id)).map_or_else(|| steps::whole_plan().to_owned(), budget_terms::phase);
        let channel = plan.strategy.channels.iter().find(|channel| Some(channel.id) == line.channel);
        let channel = channel.map_or_else(String::new, budget_terms::channel);
        let paid = line.pays_for.map_or_else(String::new, |paid| match paid {
            PaysFor::Activity(id) => plan.find(id).map(|item| item.name.clone()).unwrap_or_default(),
            PaysFor::Partner(id) => plan.find(id).map(|item| item.name.clone()).unwrap_or_default(),
        });
        let number = |value: Option<Decimal>| value.map_or_else(String::new, |value| value.to_string());
        rows.push(vec![
            phase,
            channel,
            if language == Locale::Zh { "媒介投放" } else { "Paid media" }.to_owned(),
            line.description.clone(),
            number(line.quantity),
            line.unit.clone(),
            number(line.unit_price),
            line.currency.map_or_else(String::new, |currency| currency.code().to_owned()),
            money(figures.amount.ok()),
            money(line.committed),
            money(line.actual),
            if language == Locale::Zh { "计划中" } else { "Planned" }.to_owned(),
            days.map_or_else(String::new, |days| days.first().to_string()),
            days.map_or_else(String::new, |days| days.last().to_string()),
            "–".to_owned(),
            String::new(),
            paid,
            line.owner.clone(),
            line.note.clone(),
            groundswell::export::csv::budget::id_cell(line.id),
        ]);
    }
    let mut total = vec![String::new(); rows[0].len()];
    (total[0], total[8]) = (common::total().to_owned(), "1".to_owned());
    rows.push(total);
    rows
}

fn of_rows(rows: &[Vec<String>]) -> Table {
    let rows = rows.iter().enumerate().map(|(at, cells)| TableRow {
        number: at + 1,
        cells: cells.clone(),
        ..TableRow::default()
    });
    Table { rows: rows.collect(), ..Table::default() }
}

#[test]
fn our_workbook_imports_only_changed_lines() {
    let path = format!("{}/src/core/plan/catalogue/examples/o2o.en.json", env!("CARGO_MANIFEST_DIR"));
    let mut plan = groundswell::file::read(&std::fs::read_to_string(path).unwrap()).unwrap().plan;
    // One line in another currency, one with amounts by hand, one with texts that a sheet stores differently.
    for line in &mut plan.budget.lines {
        (line.category, line.status) = (Category::Media, LineStatus::Planned);
    }
    let usd = Currency::from_code(if plan.basics.currency.code() == "USD" { "EUR" } else { "USD" });
    plan.budget.lines[1].currency = usd;
    plan.budget.lines[2].note = "  two\r\nlines ".into();
    plan.budget.lines[3].timing =
        Timing::Monthly { first: "2027-03-15".parse().unwrap(), last: "2027-05-20".parse().unwrap() };
    let count = plan.budget.lines.len();
    for language in [Locale::En, Locale::Zh] {
        let mut rows = sheet_of_lines(&plan, language);
        let table = of_rows(&rows);
        let mapping = Mapping::guess(&table);
        assert!(mapping.own && mapping.own_workbook);
        let found = preview_with(&table, &mapping, &plan);
        assert_eq!(found.errors, []);
        let changed: Vec<_> = found.lines.iter().filter(|taken| taken.change != LineChange::Same).collect();
        assert!(changed.is_empty(), "{language:?}: {changed:?}");
        assert_eq!((found.lines.len(), found.skipped.len()), (count, 1));
        // A price changed, a row added.
        rows[1][6] = "123.5".into();
        let mut added = vec![String::new(); rows[0].len()];
        (added[3], added[4], added[6]) = ("New one".into(), "2".into(), "10".into());
        rows.insert(count + 1, added);
        let table = of_rows(&rows);
        let found = preview_with(&table, &Mapping::guess(&table), &plan);
        let counts = found.counts(true);
        assert_eq!((counts.same, counts.changed, counts.new), (count - 1, 1, 1));
        let expected = LineItem { unit_price: Decimal::from_scaled(1_235_000, 4), ..plan.budget.lines[0].clone() };
        assert_eq!(found.lines[0].line, expected);
        // The import is one step of the history.
        let mut after = plan.clone();
        let undo = apply(&mut after, found.edit(&plan, true, true, &mut counting())).unwrap();
        assert_eq!(after.budget.lines.len(), count + 1);
        apply(&mut after, undo).unwrap();
        assert_eq!(after, plan);
    }
}

// Refunds in the plan

#[test]
fn a_refund_takes_its_amount_off_every_sum_and_is_no_error() {
    let mut plan = plan_in("CNY");
    plan.budget.settings.total_budget = Money::from_minor(1_000_000);
    plan.budget.settings.contingency = groundswell::plan::model::budget::Allocation::Fixed(Money::ZERO);
    let line = |bits, quantity: i64, price: i64| LineItem {
        quantity: Decimal::from_int(quantity),
        unit_price: Decimal::from_int(price),
        phase: Some(plan.phases[0].id),
        description: "Stalls".into(),
        ..LineItem::new(Id::from_bits(bits))
    };
    let lines = vec![line(1, 2, 500), line(2, 1, -300), line(3, -2, 100)];
    plan.budget.lines = lines;
    let money = |minor| Money::from_minor(minor).unwrap();
    let ledger = Ledger::of(&plan);
    assert_eq!(ledger.totals().planned, money(50_000));
    assert_eq!(ledger.totals().free(), Some(money(950_000)));
    assert_eq!(ledger.by_phase()[0].total(), money(50_000));
    // The parts of each line sum to its amount for every cycle length.
    for figures in ledger.lines() {
        assert_eq!(figures.spread.as_ref().unwrap().total(), figures.amount.unwrap());
    }
    assert_eq!(ledger.by_phase()[0].parts().sum::<Money>() + ledger.by_phase()[0].outside(), money(50_000));
    // An outstanding refund is part of the forecast and is not overspending.
    assert_eq!(ledger.sums().forecast(), money(50_000));
    let codes = |plan: &Plan| -> Vec<String> {
        let found = groundswell::plan::review::findings::check_with(plan, &Ledger::of(plan));
        found.iter().map(|finding| format!("{:?}", finding.issue)).filter(|issue| issue.contains("Overspent")).collect()
    };
    assert_eq!(codes(&plan), Vec::<String>::new());
    plan.budget.lines[1].actual = Some(money(-30_000));
    plan.budget.lines[1].status = LineStatus::Paid;
    let ledger = Ledger::of(&plan);
    assert_eq!((ledger.sums().actual(), ledger.sums().forecast()), (money(-30_000), money(50_000)));
    assert_eq!(codes(&plan), Vec::<String>::new());
    // Spending on a refund line is overspending.
    plan.budget.lines[1].actual = Some(money(1_000));
    assert_eq!(codes(&plan).len(), 1);
    // The plan file keeps it.
    let text = groundswell::file::write(&plan);
    assert_eq!(groundswell::file::read(&text).unwrap().plan, plan);
}

// Cells of workbooks

/// A table of a workbook; `#` marks a numeric cell.
fn workbook(text: &str) -> Table {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim_start_matches('#').to_owned()).collect();
    let numbers = |line: &str| line.split('|').map(|cell| cell.starts_with('#')).collect();
    let row = |(at, line): (usize, &str)| TableRow { number: at + 1, cells: cells(line), numbers: numbers(line) };
    Table { rows: text.lines().enumerate().map(row).collect(), ..Table::default() }
}

#[test]
fn text_cells_of_a_workbook_follow_the_rules_for_text() {
    let plan = plan_in("CNY");
    let ambiguous = CellErrorKind::Number(NumberError::Ambiguous);
    // Numeric cells are not affected by the decimal mark of text cells.
    let found = taken(&workbook("Item|Amount\nPoster|#1.5\nStand|#1234.5\nBooth|1.234,56\nCards|2.500"), &plan);
    assert_eq!(found.errors, []);
    let expected = [("Poster", 1.5), ("Stand", 1234.5), ("Booth", 1234.56), ("Cards", 2500.0)];
    assert_eq!(said(&amounts(&found, &plan)), expected);
    // An ambiguous text needs a choice, once for its column, which does not affect numeric cells.
    let table = workbook("Item|Amount\nPoster|1.500\nStand|#2.25");
    let mut mapping = Mapping::guess(&table);
    assert!(mapping.is_mark_ambiguous());
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.errors.iter().map(|error| (error.row, error.kind)).collect::<Vec<_>>(), [(2, ambiguous)]);
    for (mark, amount) in [(DecimalMark::Comma, 1500.0), (DecimalMark::Point, 1.5)] {
        mapping.choose_mark(mark);
        let found = preview_with(&table, &mapping, &plan);
        assert_eq!(said(&amounts(&found, &plan)), [("Poster", amount), ("Stand", 2.25)]);
    }
    // Quantities, prices and periods are read by the same rule.
    let found = taken(&workbook("Item|Quantity|Unit price\nPoster|1.500|#2"), &plan);
    assert_eq!(found.errors.iter().map(|error| error.kind).collect::<Vec<_>>(), [ambiguous]);
    let found = taken(&workbook("Item|2027-03|2027-04\nPoster|1.500|#2"), &plan);
    assert_eq!(found.errors.iter().map(|error| error.kind).collect::<Vec<_>>(), [ambiguous]);
    // 1,500 as text is grouped, as in comma- or tab-delimited text.
    let found = taken(&workbook("Item|Amount\nPoster|1,500"), &plan);
    assert_eq!(said(&amounts(&found, &plan)), [("Poster", 1500.0)]);
    assert!(!Mapping::guess(&workbook("Item|Amount\nPoster|#1.5")).is_mark_ambiguous());
}

#[test]
fn serial_dates_use_the_date_system_of_their_workbook() {
    let plan = plan_in("CNY");
    for (from_1904, serial) in [(false, "46447"), (true, "44985")] {
        let mut table = workbook(&format!("Item|Date|Amount\nPoster|#{serial}|#800"));
        table.days_from_1904 = from_1904;
        let found = taken(&table, &plan);
        assert_eq!(found.errors, []);
        assert_eq!(found.lines[0].line.timing, Timing::Once { on: "2027-03-01".parse().unwrap() });
    }
}

#[test]
fn numbers_beside_months_are_days_or_years_by_choice() {
    let plan = plan_in("CNY");
    let first = |table: &Table, mapping: &Mapping| {
        let found = preview_with(table, mapping, &plan);
        let days = found.periods.first().map(|(_, days)| format!("{}/{}", days.first(), days.last()));
        (found.beside_month, days.unwrap_or_default())
    };
    for (text, beside, as_day, as_year) in [
        // The number is not a year near the plan's.
        ("Item,Mar-05,Apr-05,May-05", BesideMonth::Day, "2027-03-05/2027-04-04", "2005-03-01/2005-03-31"),
        ("Item,Mar-27,Apr-27,May-27", BesideMonth::Year, "2027-03-27/2027-04-26", "2027-03-01/2027-03-31"),
    ] {
        let table = self::table(&format!("{text}\nAds,100,200,300"));
        let mut mapping = Mapping::guess(&table);
        assert!(mapping.has_beside_month(&table), "{text}");
        let guessed = if beside == BesideMonth::Day { as_day } else { as_year };
        assert_eq!(first(&table, &mapping), (beside, guessed.to_owned()), "{text}");
        for (chosen, days) in [(BesideMonth::Day, as_day), (BesideMonth::Year, as_year)] {
            mapping.beside_month = chosen;
            assert_eq!(first(&table, &mapping), (chosen, days.to_owned()), "{text}");
        }
    }
    let table = self::table("Item,Date,Amount\nAds,Mar-27,100");
    let mut mapping = Mapping::guess(&table);
    assert!(mapping.has_beside_month(&table));
    mapping.beside_month = BesideMonth::Day;
    let found = preview_with(&table, &mapping, &plan);
    assert_eq!(found.lines[0].line.timing, Timing::Once { on: "2027-03-27".parse().unwrap() });
    mapping.beside_month = BesideMonth::Year;
    let (first, last) = ("2027-03-01".parse().unwrap(), "2027-03-31".parse().unwrap());
    assert_eq!(preview_with(&table, &mapping, &plan).lines[0].line.timing, Timing::Evenly { first, last });
    for text in ["Item,2027-03,2027-04\nAds,100,200", "Item,Date,Amount\nAds,5 Mar 2027,100"] {
        let table = self::table(text);
        assert!(!Mapping::guess(&table).has_beside_month(&table), "{text}");
    }
}

// Currencies that disagree, and signs that are not known

/// The currency of each line, which rows are faulty, and the cells of wrong currencies.
fn currencies(text: &str, code: &str, chosen: Option<&str>) -> (Vec<String>, Vec<usize>, Vec<(String, String)>) {
    let plan = plan_in(code);
    let table = table(text);
    let mut mapping = Mapping::guess(&table);
    mapping.currency_chosen = chosen.and_then(Currency::from_code);
    let found = preview_with(&table, &mapping, &plan);
    let of = |line: &LineItem| line.currency.map_or_else(|| "-".to_owned(), |currency| currency.code().to_owned());
    let errors = found.errors.iter().filter(|error| error.kind.needs_correction());
    let kind = |kind| match kind {
        CellErrorKind::CurrencyDiffers { line } => line.code().to_owned(),
        CellErrorKind::CurrencySign { .. } => "?".to_owned(),
        other => format!("{other:?}"),
    };
    (
        found.lines.iter().map(|taken| of(&taken.line)).collect(),
        found.lines.iter().filter(|taken| taken.faulty).map(|taken| taken.row).collect(),
        errors.map(|error| (error.text.clone(), kind(error.kind))).collect(),
    )
}

#[test]
fn a_row_of_two_currencies_is_refused_by_name() {
    for (text, currency, wrong, row_is_in) in [
        ("Item,Quantity,Unit price,Amount\nAds,2,$10,€20", "USD", "€20", "USD"),
        ("Item,Quantity,Unit price,Amount\nAds,2,10 EUR,¥20", "EUR", "¥20", "EUR"),
        ("Item,Quantity,Unit price (USD),Amount (EUR)\nAds,2,10,20", "USD", "Amount (EUR)", "USD"),
        ("Item,Quantity,Unit price (USD),Amount\nAds,2,10,¥20", "-", "Unit price (USD)", "CNY"),
        ("Item,Currency,Amount\nAds,USD,€20", "USD", "€20", "USD"),
        ("Item,Currency,Amount (EUR)\nAds,USD,20", "USD", "Amount (EUR)", "USD"),
        ("Item,2027-03,2027-04\nAds,$10,€20", "USD", "€20", "USD"),
        ("项目,数量,单价,金额\n投放,2,10美元,20欧元", "USD", "20欧元", "USD"),
    ] {
        let (lines, faulty, errors) = currencies(text, "CNY", None);
        assert_eq!(lines, [currency], "{text}");
        assert_eq!((faulty, errors), (vec![2], vec![(wrong.to_owned(), row_is_in.to_owned())]), "{text}");
    }
    // One currency, however it is written.
    for text in [
        "Item,Quantity,Unit price,Amount\nAds,2,$10,US$20",
        "Item,Quantity,Unit price (USD),Amount ($)\nAds,2,10,20",
        "Item,Currency,Quantity,Unit price,Amount\nAds,USD,2,$10,20",
        "Item,Quantity,Unit price (USD),Amount\nAds,2,10,20",
    ] {
        assert_eq!(currencies(text, "CNY", None), (vec!["USD".to_owned()], vec![], vec![]), "{text}");
    }
    // The amount in the other currency is not taken, whatever is imported of the row.
    let plan = plan_in("CNY");
    let found = taken(&table("Item,Quantity,Unit price,Amount\nAds,2,$10,€50"), &plan);
    assert_eq!(
        (found.lines[0].line.quantity, found.lines[0].line.unit_price),
        (Decimal::from_int(2), Decimal::from_int(10))
    );
    assert_eq!(found.errors.len(), 1);
    // The person's choice is for what does not say its currency.
    let (lines, faulty, errors) = currencies("Item,Amount\nAds,10\nFilm,€20", "CNY", Some("USD"));
    assert_eq!((lines, faulty), (vec!["USD".to_owned(), "USD".to_owned()], vec![3]));
    assert_eq!(errors, [("€20".to_owned(), "USD".to_owned())]);
}

#[test]
fn an_amount_without_a_sign_is_in_the_currency_of_its_column() {
    let lines = |amounts: &[&str]| {
        let rows: Vec<String> = amounts.iter().map(|amount| format!("Ads\t{amount}")).collect();
        currencies(&format!("Item\tAmount\n{}", rows.join("\n")), "CNY", None).0
    };
    // As accounting formats write it: in the first row and where it stands out.
    assert_eq!(lines(&["$1,250.00", "(90.50)", "$ 300.00"]), ["USD", "USD", "USD"]);
    // Most have none, the first one has none, or they differ.
    assert_eq!(lines(&["$100", "200", "300"]), ["USD", "-", "-"]);
    assert_eq!(lines(&["100", "$200", "$300"]), ["-", "USD", "USD"]);
    assert_eq!(lines(&["$100", "€200", "300"]), ["USD", "EUR", "-"]);
}

#[test]
fn an_unknown_sign_is_not_the_plans_currency() {
    for (text, wrong) in [
        ("Item,Amount\nAds,XY$ 20", "XY$ 20"),
        ("Item,Amount\nAds,₿ 20", "₿ 20"),
        ("Item,Amount\nAds,20 kr.", "20 kr."),
        ("Item,Amount (₿)\nAds,20", "Amount (₿)"),
        ("Item,Amount (kr)\nAds,20", "Amount (kr)"),
        ("Item,Amount,Actual\nAds,20,₿ 5", "₿ 5"),
        ("Item,2027-03,2027-04\nAds,10,₿ 20", "₿ 20"),
    ] {
        assert_eq!(
            currencies(text, "CNY", None),
            (vec!["-".to_owned()], vec![2], vec![(wrong.to_owned(), "?".to_owned())]),
            "{text}"
        );
        let plan = plan_in("CNY");
        let line = &taken(&table(text), &plan).lines[0].line;
        let is_taken = line.actual.is_some()
            || plan.amount(line).ok() == Money::from_minor(if wrong == "₿ 5" { 0 } else { 2_000 });
        assert!(!is_taken, "{text}");
    }
    // A plan in kronor has the sign, and so do amounts that the person says are in kronor.
    assert_eq!(currencies("Item,Amount\nAds,20 kr", "SEK", None), (vec!["-".to_owned()], vec![], vec![]));
    assert_eq!(currencies("Item,Amount\nAds,20 kr", "CNY", Some("NOK")), (vec!["NOK".to_owned()], vec![], vec![]));
    assert_eq!(currencies("Item,Amount (kr)\nAds,20", "CNY", Some("NOK")), (vec!["NOK".to_owned()], vec![], vec![]));
    // Where the row says its currency, a heading with an unknown sign adds nothing.
    assert_eq!(
        currencies("Item,Currency,Amount (kr)\nAds,NOK,20", "CNY", None),
        (vec!["NOK".to_owned()], vec![], vec![])
    );
    // Spend of a report.
    let (_, faulty, errors) = currencies(
        "Day,Campaign,Ad group,Cost,Impr.,Conversions,Conv. rate\n2027-03-01,Brand,A,₿ 20,1,1,1",
        "CNY",
        None,
    );
    assert_eq!((faulty, errors), (vec![2], vec![("₿ 20".to_owned(), "?".to_owned())]));
}

// What was paid in another currency

#[test]
fn spending_has_the_currency_that_the_table_states() {
    let plan = plan_in("CNY");
    let usd = Currency::from_code("USD").unwrap();
    let paid = |text: &str| {
        let found = taken(&table(text), &plan);
        let line = &found.lines[0].line;
        let minor = |amount: Option<Money>| amount.map(Money::minor);
        (minor(line.committed), minor(line.actual), line.paid_in, found.errors.len())
    };
    let usual = "Item,Quantity,Unit price,Currency,Committed,Actual";
    assert_eq!(paid(&format!("{usual}\nAds,1,100,USD,80,20.50")), (Some(8_000), Some(2_050), Some(usd), 0));
    assert_eq!(paid(&format!("{usual}\nAds,1,100,CNY,80,20.50")), (Some(8_000), Some(2_050), None, 0));
    assert_eq!(paid(&format!("{usual}\nAds,1,100,USD,¥80,¥20.50")), (Some(8_000), Some(2_050), None, 0));
    assert_eq!(paid("Item,Amount,Actual (USD)\nAds,100,20.50"), (None, Some(2_050), Some(usd), 0));
    // Committed and spent amounts share one currency.
    assert_eq!(paid("Item,Amount,Committed,Actual\nAds,100,$80,¥20"), (Some(8_000), None, Some(usd), 1));
}

#[test]
fn our_csv_keeps_spending_in_another_currency() {
    let mut plan = plan_in("JPY");
    let rate = |code: &str, rate: i64| ExchangeRate {
        id: Id::from_bits(8),
        currency: Currency::from_code(code).unwrap(),
        rate: Decimal::from_scaled(rate, 4).unwrap(),
        on: None,
    };
    plan.budget.rates.push(rate("CNY", 208_500));
    let mut line = LineItem::new(Id::from_bits(9));
    line.description = "Ads".into();
    (line.quantity, line.unit_price) = (Decimal::from_int(40), Decimal::from_int(300));
    line.currency = Some(Currency::CNY);
    line.actual = Money::from_minor(1_000_050);
    line.paid_in = Some(Currency::CNY);
    plan.budget.lines.push(line.clone());
    let words = budget_csv::BudgetCsvWords {
        heading: &|column| column.key(),
        phase: &|_| String::new(),
        channel: &|_| String::new(),
        category: &|_| "Other",
        pays_for: &|_| String::new(),
        metric: &|_| String::new(),
        status: &|_| "Planned",
        monthly: "monthly",
        by_hand: "by hand",
    };
    let text = budget_csv::csv(&plan, &words);
    assert!(text.contains(",208510,"), "{text}");
    let found = taken(&table(&text), &plan);
    assert_eq!((found.errors.len(), found.lines[0].change), (0, LineChange::Same));
    // After a change in the spreadsheet, the amount of the file applies, in the plan's currency.
    let found = taken(&table(&text.replace(",208510,", ",300,")), &plan);
    let changed = &found.lines[0].line;
    assert_eq!(
        (found.lines[0].change, changed.paid_in, changed.actual),
        (LineChange::Changed, None, Money::from_minor(300))
    );
    // Without a rate the cell is empty in the file, which keeps the amount.
    plan.budget.rates.clear();
    let found = taken(&table(&budget_csv::csv(&plan, &words)), &plan);
    assert_eq!(found.lines[0].change, LineChange::Same);
}

#[test]
fn a_report_adds_to_spending_in_its_currency() {
    let mut plan = plan_in("CNY");
    let usd = Currency::from_code("USD").unwrap();
    let mut line = LineItem::new(Id::from_bits(9));
    line.description = "Launch".into();
    (line.committed, line.actual, line.paid_in) = (Money::from_minor(5_000), Money::from_minor(1_000), Some(usd));
    plan.budget.lines.push(line);
    let report = |spent: &str, code: &str| {
        format!(
            "Campaign name,Reporting starts,Reporting ends,Amount spent ({code})\nLaunch,2027-03-01,2027-03-31,{spent}"
        )
    };
    let table = table(&report("20.50", "USD"));
    let mut mapping = Mapping::guess(&table);
    assert!(mapping.report.is_some());
    mapping.add_spent = true;
    let found = preview_with(&table, &mapping, &plan);
    let line = &found.lines[0].line;
    assert_eq!((line.committed, line.actual), (Money::from_minor(5_000), Money::from_minor(3_050)));
    assert_eq!((line.paid_in, found.errors.len()), (Some(usd), 0));
    // A report in another currency converts both amounts to the plan's currency, where there is a rate.
    let other = self::table(&report("20.50", "CNY"));
    let found = preview_with(&other, &mapping, &plan);
    assert_eq!(found.errors.iter().map(|error| error.kind).collect::<Vec<_>>(), [CellErrorKind::NoRate(usd)]);
    plan.budget.rates.push(ExchangeRate {
        id: Id::from_bits(8),
        currency: usd,
        rate: Decimal::from_int(7).unwrap(),
        on: None,
    });
    let line = preview_with(&other, &mapping, &plan).lines[0].line.clone();
    assert_eq!((line.committed, line.actual), (Money::from_minor(35_000), Money::from_minor(9_050)));
    assert_eq!(line.paid_in, None);
}

#[test]
fn plan_and_actual_columns_are_both_imported() {
    let mut plan = plan_in("CNY");
    plan.budget.settings.cycle = CycleLength::Month;
    plan.basics.first_day = "2027-01-01".parse().ok();
    plan.basics.last_day = "2027-12-31".parse().ok();
    for text in [
        // Plan and actual under each period, with the names above or beside them.
        "Item,Jan,,Feb,\n,Plan,Actual,Plan,Actual\nAds,100,90,200,180.50",
        ",Jan,,Feb,\nItem,Plan,Actual,Plan,Actual\nAds,100,90,200,180.50",
        "项目,1月,,2月,\n,计划,实际,计划,实际\nAds,100,90,200,180.50",
        "Item,2027-01,,,2027-02,,\n,Budget,Actual,Variance,Budget,Actual,Variance\nAds,100,90,10,200,180.50,19.50",
        // In one header row.
        "Item,Jan plan,Jan actual,Feb plan,Feb actual\nAds,100,90,200,180.50",
        "项目,1月预算,1月实际,2月预算,2月实际\nAds,100,90,200,180.50",
        // One block of columns for plan and one for actuals.
        ",Plan,,Actual,\nItem,Jan,Feb,Jan,Feb\nAds,100,200,90,180.50",
        // A column with the total of actuals takes precedence over their sum.
        "Item,Jan plan,Jan actual,Feb plan,Feb actual,Actual\nAds,100,90,200,180.40,270.50",
    ] {
        let table = table(text);
        let mapping = Mapping::guess(&table);
        let found = preview_with(&table, &mapping, &plan);
        assert_eq!(found.errors, [], "{text}");
        assert_eq!(said(&amounts(&found, &plan)), [("Ads", 300.0)], "{text}");
        let line = &found.lines[0].line;
        assert_eq!(parts(line), [("2027-01-01".to_owned(), 10_000), ("2027-02-01".to_owned(), 20_000)], "{text}");
        assert_eq!(line.actual, Money::from_minor(27_050), "{text}");
        let spent = mapping.columns.iter().filter(|column| column.meaning == ColumnMeaning::MonthSpent).count();
        assert_eq!(spent, 2, "{text}");
    }
    // Without plan columns, actuals are imported as the amounts.
    let found = taken(&table("Item,Jan actual,Feb actual\nAds,100,200"), &plan);
    assert_eq!((said(&amounts(&found, &plan)), found.lines[0].line.actual), (vec![("Ads", 300.0)], None));
}
