//! A budget in a spreadsheet becomes a plan: three sheets of different shape, and laws for any table.

use groundswell::import::budget::new_plan::{
    CurrencyBasis, NameBasis, NewPlan, NewPlanChoices, NewPlanContext, PhaseBasis, TotalBasis, create,
};
use groundswell::import::reading::{ReadOptions, open};
use groundswell::import::table::Table;
use groundswell::import::table::mapping::Mapping;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::catalogue::regions::RegionalDefaults;
use groundswell::plan::model::basics::Market;
use groundswell::plan::model::budget::{Allocation, Category, LineItem};
use groundswell::plan::model::channel::Role;
use groundswell::plan::model::phase::PhaseKind;
use groundswell::plan::model::timing::{CycleLength, Timing};
use groundswell::plan::numbers::money::Money;
use groundswell::{file, plan::Plan};
use proptest::prelude::*;
use std::fmt::Write as _;

const FLOWCHART: &[u8] = include_bytes!("../fixtures/new_plan/media-flowchart.csv");
const CAMPAIGNS: &[u8] = include_bytes!("../fixtures/new_plan/meta-campaigns.csv");
const QUOTE: &[u8] = include_bytes!("../fixtures/new_plan/agency-quote.xlsx");

fn made_with(name: &str, bytes: &[u8], locale: &str, choices: &NewPlanChoices) -> NewPlan {
    let table = open(bytes, &ReadOptions::default(), &mut |_| {}).expect("a table").table;
    made_of(name, &table, locale, choices)
}

fn made_of(name: &str, table: &Table, locale: &str, choices: &NewPlanChoices) -> NewPlan {
    let mapping = Mapping::guess(table);
    let proposed = RegionalDefaults::of(locale, "");
    let context = NewPlanContext { table, mapping: &mapping, file: name, proposed, year: 2027, choices };
    let mut bits = 0;
    create(&context, &str::to_owned, &mut || {
        bits += 1;
        bits
    })
}

fn made(name: &str, bytes: &[u8], locale: &str) -> NewPlan {
    made_with(name, bytes, locale, &NewPlanChoices::default())
}

fn made_of_text(text: &str, locale: &str) -> NewPlan {
    made("budget.csv", text.as_bytes(), locale)
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    text.parse().ok()
}

fn money(minor: i64) -> Option<Money> {
    Money::from_minor(minor)
}

/// Name or kind, first and last day, and allocation in minor units of each phase.
fn phases(plan: &Plan) -> Vec<(String, String, i64)> {
    let days = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let of = |phase: &groundswell::plan::model::phase::Phase| {
        let name = if phase.name.is_empty() { format!("{:?}", phase.kind) } else { phase.name.clone() };
        let allocated = match phase.allocation {
            Allocation::Fixed(amount) => amount.minor(),
            Allocation::Share(_) => 0,
        };
        (name, days(phase.first) + "/" + &days(phase.last), allocated)
    };
    plan.phases.iter().map(of).collect()
}

/// The key or name of each channel.
fn channels(plan: &Plan) -> Vec<String> {
    plan.strategy.channels.iter().map(|channel| channel.catalogue.clone().unwrap_or(channel.name.clone())).collect()
}

fn line<'p>(plan: &'p Plan, description: &str) -> &'p LineItem {
    let found = plan.budget.lines.iter().find(|line| line.description == description);
    found.unwrap_or_else(|| panic!("{description} among {:?}", descriptions(plan)))
}

fn descriptions(plan: &Plan) -> Vec<&str> {
    plan.budget.lines.iter().map(|line| line.description.as_str()).collect()
}

fn phase_name(plan: &Plan, line: &LineItem) -> String {
    line.phase.and_then(|id| plan.find(id)).map(|phase| phase.name.clone()).unwrap_or_default()
}

#[test]
fn a_flowchart_of_weeks_becomes_a_plan_with_its_phases() {
    let made = made("media-flowchart.csv", FLOWCHART, "en-US");
    let plan = &made.plan;
    assert_eq!(plan.basics.name, "Harbor Coffee – spring launch 2027");
    assert_eq!(made.name, NameBasis::Title { row: 1 });
    assert_eq!((plan.basics.currency.code(), &made.currency.basis), ("EUR", &CurrencyBasis::Stated));
    assert_eq!(plan.basics.market, Market::International);
    // From the first week with an amount to the end of the last one; the tenth week is empty.
    assert_eq!((plan.basics.first_day, plan.basics.last_day), (day("2027-03-01"), day("2027-05-02")));
    assert_eq!(made.phases, PhaseBasis::Table);
    let expected = [
        ("Teaser", "2027-03-01/2027-03-21", 125_000),
        ("Launch", "2027-03-22/2027-04-11", 580_000),
        ("Sustain", "2027-04-12/2027-05-02", 190_000),
    ];
    assert_eq!(phases(plan), expected.map(|(name, days, sum)| (name.to_owned(), days.to_owned(), sum)));
    assert!(plan.phases.iter().all(|phase| phase.kind == PhaseKind::Other));
    assert_eq!(channels(plan), ["instagram", "email", "meta_ads", "Street sampling", "google_ads"]);
    assert_eq!(plan.budget.lines.len(), 6);
    assert_eq!(plan.budget.settings.cycle, CycleLength::Week);
    // A channel has a role where it has spend.
    let roles = plan.phases.iter().map(|phase| plan.strategy.channels[0].role_in(phase.id));
    assert_eq!(roles.collect::<Vec<_>>(), [Role::Steady, Role::Unused, Role::Steady]);
    let launch = line(plan, "Launch campaign");
    assert_eq!(phase_name(plan, launch), "Launch");
    let Timing::ByHand { parts } = &launch.timing else { panic!("{:?}", launch.timing) };
    let parts: Vec<_> = parts.iter().map(|part| (part.on.to_string(), part.amount.minor())).collect();
    let weeks = [("2027-03-22", 150_000), ("2027-03-29", 150_000), ("2027-04-05", 120_000)];
    assert_eq!(parts, weeks.map(|(on, amount)| (on.to_owned(), amount)));
    assert_eq!(plan.budget.settings.total_budget, money(895_000));
    assert_eq!(made.total.basis, TotalBasis::Lines);
    let totals = Ledger::of(plan).totals().clone();
    assert_eq!((totals.planned, totals.free()), (money(895_000).unwrap(), money(0)));
}

#[test]
fn a_campaign_export_becomes_a_plan_of_what_was_spent() {
    let made = made("Harbor_Coffee_Meta_Q2 (1).csv", CAMPAIGNS, "en-US");
    let plan = &made.plan;
    assert_eq!((plan.basics.name.as_str(), made.name), ("Harbor Coffee Meta Q2", NameBasis::File));
    assert_eq!((plan.basics.currency.code(), &made.currency.basis), ("GBP", &CurrencyBasis::Stated));
    assert_eq!((plan.basics.first_day, plan.basics.last_day), (day("2027-04-01"), day("2027-05-31")));
    assert_eq!(descriptions(plan), ["Store opening – awareness", "Lookalike customers", "Retargeting"]);
    assert_eq!(channels(plan), ["meta_ads"]);
    let opening = line(plan, "Store opening – awareness");
    assert_eq!((opening.actual, plan.amount(opening)), (money(222_075), Ok(money(222_075).unwrap())));
    assert_eq!(plan.budget.settings.total_budget, money(324_650));
    // Without phases in the file, the usual ones are laid out, and a line that lies in none of them has none.
    assert_eq!(made.phases, PhaseBasis::LaidOut);
    assert_eq!(plan.phases.first().unwrap().first, day("2027-04-01"));
    assert_eq!(plan.phases.last().unwrap().last, day("2027-05-31"));
    assert_eq!(opening.phase, None);
    // The three phases, and the channel with its role.
    assert_eq!(plan.suggestions().count(), 4);
    assert!(plan.phases.iter().all(|phase| plan.strategy.channels[0].role_in(phase.id) == Role::Steady));
}

#[test]
fn an_agency_quote_becomes_a_plan_with_its_sections_as_categories() {
    let made = made("quote.xlsx", QUOTE, "en-US");
    let plan = &made.plan;
    assert_eq!(plan.basics.name, "Riverside Museum – autumn exhibition campaign");
    assert_eq!(plan.basics.currency.code(), "GBP");
    assert_eq!((plan.basics.first_day, plan.basics.last_day), (day("2027-08-02"), day("2027-11-30")));
    assert_eq!(
        descriptions(plan),
        ["Search campaign", "Reels promotion", "Exhibition film", "Photo set", "Opening night"]
    );
    assert_eq!(channels(plan), ["google_ads", "instagram", "youtube", "Museum foyer"]);
    assert_eq!(line(plan, "Search campaign").category, Category::Media);
    assert_eq!(line(plan, "Exhibition film").category, Category::Content);
    assert_eq!(line(plan, "Opening night").category, Category::Event);
    let film = line(plan, "Exhibition film");
    assert_eq!(
        film.timing,
        Timing::Evenly { first: "2027-08-02".parse().unwrap(), last: "2027-08-27".parse().unwrap() }
    );
    assert_eq!(plan.budget.settings.total_budget, money(1_560_100));
    assert_eq!(made.phases, PhaseBasis::LaidOut);
    let seed = plan.phase_of_kind(PhaseKind::Seed).unwrap();
    assert_eq!((seed.first, seed.last), (day("2027-08-02"), day("2027-08-29")));
    assert_eq!(film.phase, Some(seed.id));
    assert_eq!(seed.allocation, Allocation::Fixed(Money::from_minor(620_000).unwrap()));
    assert_eq!(line(plan, "Search campaign").phase, None);
}

#[test]
fn choices_override_what_was_recognised() {
    let choices = NewPlanChoices {
        name: Some("Mine".to_owned()),
        market: Some(Market::China),
        last_day: day("2027-12-31"),
        phases_by_date: false,
        ..NewPlanChoices::default()
    };
    let plan = made_with("quote.xlsx", QUOTE, "en-US", &choices).plan;
    assert_eq!((plan.basics.name.as_str(), plan.basics.market), ("Mine", Market::China));
    assert_eq!((plan.basics.first_day, plan.basics.last_day), (day("2027-08-02"), day("2027-12-31")));
    assert!(plan.budget.lines.iter().all(|line| line.phase.is_none()));
    assert_eq!(plan.phases.last().unwrap().last, day("2027-12-31"));
}

#[test]
fn known_phases_keep_their_kind_and_others_come_in_the_order_of_their_dates() {
    let made = made_of_text(
        "Phase,Item,Amount,Start,End\nHarvest,Fair,500,2027-06-01,2027-06-30\nSeed users,Gifts,100,2027-03-01,2027-03-31\n\
         Wrap-up,Survey,50,,\nBrand promotion,Posters,300,2027-04-01,2027-05-31\nWhole plan,Tools,40,,\n",
        "en-GB",
    );
    let named: Vec<_> = phases(&made.plan).into_iter().map(|(name, days, _)| name + " " + &days).collect();
    let expected =
        ["Seed 2027-03-01/2027-03-31", "Brand 2027-04-01/2027-05-31", "Harvest 2027-06-01/2027-06-30", "Wrap-up /"];
    assert_eq!(named, expected);
    assert_eq!((made.undated, made.without_phase), (2, 1));
}

#[test]
fn a_total_row_that_names_a_budget_is_the_total_budget() {
    let text = "Item,Amount\nReel,900\nPosters,300\nTotal budget,1500\n";
    let made_as_stated = made_of_text(text, "en-GB");
    assert_eq!(made_as_stated.plan.budget.settings.total_budget, money(150_000));
    assert_eq!(made_as_stated.total.stated, Some((4, Money::from_minor(150_000).unwrap())));
    assert_eq!(made_as_stated.total.lines.minor(), 120_000);
    let choices = NewPlanChoices { sum_as_total: true, ..NewPlanChoices::default() };
    let sum = made_with("budget.csv", text.as_bytes(), "en-GB", &choices);
    assert_eq!(sum.plan.budget.settings.total_budget, money(120_000));
    let above = made_of_text("Total budget: 2000,\nItem,Amount\nReel,900\nPosters,300\n", "en-GB");
    assert_eq!(above.plan.budget.settings.total_budget, money(200_000));
    let beside = made_of_text("推广预算,,2000\n项目,渠道,金额\n海报,地推,300\n短视频,抖音,900\n合计,,1200\n", "zh-CN");
    assert_eq!(beside.plan.budget.settings.total_budget, money(200_000));
    assert_eq!(beside.plan.basics.market, Market::China);
}

#[test]
fn the_currency_is_the_one_most_lines_name_and_doubts_are_said() {
    let found = |text: &str, locale: &str| {
        let made = made_of_text(text, locale);
        (made.plan.basics.currency.code().to_owned(), made.currency.basis)
    };
    assert_eq!(found("Item,Amount\nReel,900\n", "en-GB"), ("GBP".to_owned(), CurrencyBasis::NotStated));
    assert_eq!(found("Item,Amount\nReel,€900\n", "en-GB"), ("EUR".to_owned(), CurrencyBasis::Stated));
    assert_eq!(found("Item,Amount\nReel,$900\n", "en-AU"), ("AUD".to_owned(), CurrencyBasis::Shared("$".to_owned())));
    assert_eq!(found("Item,Amount\nReel,$900\n", "en-GB"), ("USD".to_owned(), CurrencyBasis::Shared("$".to_owned())));
    assert_eq!(found("项目,金额（元）\n海报,900\n", "zh-CN"), ("CNY".to_owned(), CurrencyBasis::Stated));
    assert_eq!(found("Item,Amount\nReel,£900\n", "en-US"), ("GBP".to_owned(), CurrencyBasis::Stated));
    let two = "Item,Amount,Currency\nReel,900,USD\nFair,200,EUR\nPosters,300,EUR\n";
    let made = made_of_text(two, "en-GB");
    let codes = |currencies: &[groundswell::plan::numbers::currency::Currency]| {
        currencies.iter().map(|currency| currency.code().to_owned()).collect::<Vec<_>>()
    };
    let CurrencyBasis::Several(several) = &made.currency.basis else { panic!("{:?}", made.currency) };
    assert_eq!(
        (codes(several), codes(&made.without_rate)),
        (vec!["EUR".to_owned(), "USD".to_owned()], vec!["USD".to_owned()])
    );
    assert_eq!(made.plan.basics.currency.code(), "EUR");
    assert_eq!(made.plan.budget.settings.total_budget, money(50_000));
    let choices = NewPlanChoices {
        currency: groundswell::plan::numbers::currency::Currency::from_code("USD"),
        ..NewPlanChoices::default()
    };
    let chosen = made_with("budget.csv", two.as_bytes(), "en-GB", &choices);
    assert_eq!(chosen.plan.budget.settings.total_budget, money(90_000));
}

proptest! {
    /// A plan made of any table can be stored, and its allocations are what its lines come to.
    #[test]
    fn a_plan_of_any_table_is_sound(
        rows in prop::collection::vec(
            (
                prop::sample::select(vec!["Seed users", "Teaser", "", "Launch", "Whole plan", "Total", "品牌推广期"]),
                prop::sample::select(vec!["Instagram", "抖音", "Stall", ""]),
                prop::sample::select(vec!["Reel", "Posters", "Total budget", "Contingency", ""]),
                prop::sample::select(vec!["100", "€250.50", "$7", "-20", "", "n/a", "1,5", "999999999999"]),
                prop::sample::select(vec!["2027-03-01", "2027-05-17", "April", "", "soon", "3/4/2027"]),
                prop::sample::select(vec!["2027-03-20", "2027-06-01", "", "2020-01-01"]),
            ),
            1..14,
        ),
        by_date: bool,
        leave_out: bool,
    ) {
        let mut text = "Phase,Channel,Item,Amount,Start,End\n".to_owned();
        for (phase, channel, item, amount, start, end) in &rows {
            let _ = writeln!(text, "{phase},{channel},{item},\"{amount}\",{start},{end}");
        }
        let choices = NewPlanChoices { phases_by_date: by_date, leave_out, ..NewPlanChoices::default() };
        let plan = made_of("any.csv", &Table::parse(&text, None).unwrap(), "en-GB", &choices).plan;
        let read = file::read(&file::write(&plan)).map(|loaded| loaded.plan);
        prop_assert_eq!(read.as_ref(), Ok(&plan));
        let totals = Ledger::of(&plan).totals().clone();
        for (phase, sums) in plan.phases.iter().zip(&totals.phases) {
            if let Allocation::Fixed(allocated) = phase.allocation {
                prop_assert_eq!(allocated, sums.planned);
            }
        }
        let in_phases: Money = totals.phases.iter().map(|sums| sums.planned).sum();
        prop_assert_eq!(in_phases + totals.whole_plan, totals.planned);
        if let Some(days) = plan.basics.days() {
            let inside = |day: Option<chrono::NaiveDate>| day.is_none_or(|day| days.contains(day));
            prop_assert!(plan.phases.iter().all(|phase| inside(phase.first) && inside(phase.last)));
        }
    }
}
