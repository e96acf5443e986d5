//! The report of the worked examples: its content, that it contains the whole plan, and that texts are escaped.

use std::fs;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use groundswell::export::report::{
    GoalWords, Report, ReportBlock, ReportChapter, ReportParts, ReportPhrase, ReportPicture, ReportTerm, ReportWord,
    ReportWords, body, page, page_style, report,
};
use groundswell::file;
use groundswell::i18n::format::pattern::Pattern;
use groundswell::i18n::words::{self, report as w};
use groundswell::i18n::{Locale, install, packs};
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::catalogue::examples::EXAMPLES;
use groundswell::plan::model::channel::Channel;
use groundswell::plan::model::funnel::FunnelStage;
use groundswell::plan::model::measure::Unit;
use groundswell::plan::model::metric::MetricDefinition;
use groundswell::plan::model::metric_dictionary::Platform;
use groundswell::plan::model::phase::Phase;
use groundswell::plan::model::tracking::FigureTable;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::findings::Finding;
use groundswell::plan::strategy::comparison::TestOutcome;
use groundswell::plan::strategy::comparison::TestVerdict;
use groundswell::plan::tracking::standing::GoalStanding;
use groundswell::plan::tracking::weekly_summary::WeeklySummary;
use groundswell::ui::labels::report_phrases;
use quick_xml::events::Event;

use crate::files::with_lines_of_the_whole_plan;

/// The text of an area by its key.
type ByKey = fn(&str) -> Option<&'static str>;

/// Report words for tests: plain numbers and dates, words from the language packs.
struct Plain(Locale);

impl Plain {
    fn sign(currency: Currency) -> &'static str {
        if currency == Currency::CNY { "¥" } else { "$" }
    }

    fn pattern(sign: &str) -> Pattern {
        let mut pattern = Pattern::default();
        sign.clone_into(&mut pattern.plain.0);
        pattern.negative.0 = "−".to_owned() + sign;
        pattern
    }
}

/// A name in the language, or the key in brackets.
fn named(found: Option<&'static str>, key: impl std::fmt::Debug) -> &'static str {
    found.unwrap_or_else(|| Box::leak(format!("[{key:?}]").into_boxed_str()))
}

/// The last part of an enum's value, as keys of words write it: `LocalAccount` is `local_account`.
fn snake(value: impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut key = String::new();
    for (at, letter) in text.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            key.push('_');
        }
        key.extend(letter.to_lowercase());
    }
    key
}

impl ReportWords for Plain {
    fn say(&self, word: ReportWord) -> &'static str {
        named(w::by_key(word.key()), word)
    }
    fn phrase(&self, phrase: ReportPhrase) -> String {
        report_phrases::written(phrase)
    }
    fn term(&self, term: ReportTerm) -> &'static str {
        let (area, prefix, key): (ByKey, &str, String) = match term {
            ReportTerm::Project(kind) => (words::basics::by_key, "kind_", snake(kind)),
            ReportTerm::Category(kind) => (words::steps::by_key, "category_", snake(kind)),
            ReportTerm::Status(status) => (words::steps::by_key, "status_", snake(status)),
            ReportTerm::Cycle(length) => (words::review::by_key, "cycle_", snake(length)),
            ReportTerm::AddsUp(way) => {
                // The texts of rules have short names.
                let key = snake(way).replace("end_of_period", "end").replace("ratio_of_sums", "ratio");
                (words::goals::by_key, "ladder_", key)
            }
            ReportTerm::FunnelPeriod(period) => (words::goals::by_key, "period_", snake(period)),
            ReportTerm::Fit(fit) => (words::strategy::by_key, "fit_", snake(fit)),
            ReportTerm::Role(role) => (words::strategy::by_key, "role_", snake(role)),
            ReportTerm::Account(kind) => (words::channel_limits::by_key, "account_", snake(kind)),
            ReportTerm::Partner(kind) => (words::brand::by_key, "kind_", snake(kind)),
            ReportTerm::Feedback(state) => (words::seed::by_key, "state_", snake(state)),
            ReportTerm::Post(state) => (words::schedule::by_key, "state_", snake(state)),
            ReportTerm::Level(level) => (words::phase::by_key, "", snake(level)),
        };
        named(area(&(prefix.to_owned() + &key)), term)
    }
    fn finding(&self, finding: &Finding, _plan: &Plan) -> String {
        finding.code().to_owned()
    }
    fn status(&self, _plan: &Plan) -> String {
        w::draft().to_owned()
    }
    fn verdict(&self, outcome: &TestOutcome, _plan: &Plan) -> (&'static str, String) {
        let key = match outcome.verdict {
            TestVerdict::Stop(_) => "stop",
            TestVerdict::KeepTesting => "keep",
            TestVerdict::Leading { .. } => "leading",
            TestVerdict::Winner { .. } => "winner",
            TestVerdict::TooEarly(_) => "too_early",
            TestVerdict::NotCounted => "not_counted",
            TestVerdict::CostsNothing => "costs_nothing",
            TestVerdict::Alone => "alone",
        };
        (named(words::test_progress::by_key(key), outcome.verdict), String::new())
    }
    fn rough(&self, value: f64, _unit: Unit, _currency: Currency) -> String {
        format!("{value:.0}")
    }
    fn goal(&self, standing: &GoalStanding) -> GoalWords {
        let share = standing.pace().map(|pace| format!("{:.0}%", pace.index * 100.0)).unwrap_or_default();
        let chance = standing.forecast.as_ref().map(|found| self.chance(found.chance)).unwrap_or_default();
        GoalWords { status: String::new(), share, chance, sentences: String::new() }
    }
    fn week(&self, _plan: &Plan, week: &WeeklySummary) -> (String, Vec<(String, Vec<String>)>) {
        (week.week.first().to_string(), Vec::new())
    }
    fn chance(&self, chance: f64) -> String {
        format!("{}%", (chance * 100.0).round())
    }
    fn phase(&self, phase: &Phase) -> String {
        let kind = words::common::by_key(&("phase_".to_owned() + &snake(phase.kind)));
        if phase.name.is_empty() { named(kind, phase.kind).to_owned() } else { phase.name.clone() }
    }
    fn channel(&self, channel: &Channel) -> String {
        let known = channel.catalogue.as_deref().and_then(words::channel::by_key);
        if channel.name.is_empty() { named(known, &channel.catalogue).to_owned() } else { channel.name.clone() }
    }
    fn metric(&self, definition: &MetricDefinition) -> String {
        match definition {
            MetricDefinition::Dictionary(key) => named(words::metric::by_key(key), key).to_owned(),
            MetricDefinition::Custom(custom) => custom.name.clone(),
        }
    }
    fn stage(&self, stage: &FunnelStage) -> String {
        let kind = words::goals::by_key(&("stage_".to_owned() + &snake(stage.kind)));
        if stage.name.is_empty() { named(kind, stage.kind).to_owned() } else { stage.name.clone() }
    }
    fn platform(&self, key: &str) -> String {
        Platform::by_key(key).map_or(key, |known| if self.0 == Locale::Zh { known.zh } else { known.en }).to_owned()
    }
    fn money(&self, amount: Money, currency: Currency, exact: bool) -> String {
        let sign = Self::sign(currency);
        let whole = amount.minor() % 10_i64.pow(u32::from(currency.digits())) == 0;
        let shown = if whole && !exact { 0 } else { currency.digits() };
        Self::pattern(sign).write(amount.minor(), currency.digits(), shown)
    }
    fn money_short(&self, amount: Money, currency: Currency) -> String {
        self.money(amount, currency, false)
    }
    fn value(&self, value: Decimal, unit: Unit, currency: Currency) -> String {
        match unit {
            Unit::Percent => self.percent(value.to_scaled(2)),
            Unit::Money => Money::from_decimal(value, currency).map_or_else(
                || Self::pattern(Self::sign(currency)).write(value.to_scaled(4), Decimal::DECIMALS, 0),
                |amount| self.money(amount, currency, false),
            ),
            _ => self.decimal(value),
        }
    }
    fn decimal(&self, value: Decimal) -> String {
        Self::pattern("").write(value.to_scaled(4), Decimal::DECIMALS, 0)
    }
    fn count(&self, value: i64) -> String {
        Self::pattern("").write(value, 0, 0)
    }
    fn percent(&self, basis_points: i64) -> String {
        Self::pattern("").write(basis_points, 2, 0) + "%"
    }
    fn date(&self, day: NaiveDate) -> String {
        if self.0 == Locale::Zh {
            return format!("{}年{}月{}日", day.year(), day.month(), day.day());
        }
        day.format("%-d %b %Y").to_string()
    }
    fn date_short(&self, day: NaiveDate) -> String {
        if self.0 == Locale::Zh {
            return format!("{}月{}日", day.month(), day.day());
        }
        day.format("%-d %b").to_string()
    }
    fn span(&self, first: NaiveDate, last: NaiveDate) -> String {
        match self.0 {
            Locale::En => format!("{} to {}", self.date_short(first), self.date(last)),
            Locale::Zh => format!("{}至{}", self.date(first), self.date_short(last)),
        }
    }
    fn month(&self, day: NaiveDate) -> String {
        if self.0 == Locale::Zh {
            format!("{}年{}月", day.year(), day.month())
        } else {
            day.format("%B %Y").to_string()
        }
    }
    fn weekday(&self, day: Weekday) -> String {
        if self.0 == Locale::Zh {
            let names = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
            return names[day.num_days_from_monday() as usize].to_owned();
        }
        day.to_string()
    }
    fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 20).unwrap()
}

fn example(key: &str, language: &str) -> Plan {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/core/plan/catalogue/examples");
    let text = fs::read_to_string(path.join(format!("{key}.{language}.json"))).unwrap();
    file::read(&text).unwrap().plan
}

fn report_of(plan: &Plan, locale: Locale) -> Report {
    install(&packs(locale)).unwrap();
    report(plan, &Ledger::of(plan), today(), &Plain(locale))
}

fn each(check: impl Fn(&str, Locale, &Plan)) {
    for example_ in &EXAMPLES {
        for locale in Locale::ALL {
            check(example_.key, locale, &example(example_.key, locale.code()));
        }
    }
}

/// The texts of a document in order, one element per line; fails where it is not well-formed.
fn texts(html: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(html);
    reader.config_mut().check_end_names = true;
    let mut lines = vec![String::new()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.error_position())) {
            Event::Eof => break,
            Event::Text(text) => lines.last_mut().unwrap().push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let letter = match entity.xml10_content().as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("&{other};"),
                };
                lines.last_mut().unwrap().push_str(letter);
            }
            Event::Start(_) | Event::End(_) | Event::Empty(_) => lines.push(String::new()),
            _ => {}
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn every_report_word_exists_in_both_languages() {
    for locale in Locale::ALL {
        install(&packs(locale)).unwrap();
        for word in ReportWord::ALL {
            assert!(w::by_key(word.key()).is_some_and(|text| !text.is_empty()), "{word:?} in {locale:?}");
        }
    }
}

#[test]
fn the_summaries_of_the_examples_match_the_golden_files() {
    each(|key, locale, plan| {
        let html = body(&report_of(plan, locale), ReportParts::Summary, 1);
        let found = texts(&html).join("\n") + "\n";
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/report")
            .join(format!("{key}.{}.txt", locale.code()));
        if std::env::var_os("GOLDEN").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&path).unwrap(), "GOLDEN=1 cargo test writes it anew");
    });
}

#[test]
fn the_report_contains_the_whole_plan() {
    each(|key, locale, plan| {
        let words = Plain(locale);
        let found = report_of(plan, locale);
        let whole = texts(&body(&found, ReportParts::Whole, 1));
        let text = whole.join("\n");
        let has = |what: &str| assert!(text.contains(what.trim()), "{key} in {locale:?} lacks {what:?}");
        // No key is left without a translation.
        let unnamed = text.lines().find(|line| line.starts_with('[') && line.ends_with(']'));
        assert_eq!(unnamed, None, "{key} in {locale:?}");
        let currency = plan.basics.currency;
        for metric in &plan.goals.metrics {
            for value in [metric.baseline, metric.target].into_iter().flatten() {
                has(&words.value(value, metric.definition.unit(), currency));
            }
        }
        let ledger = Ledger::of(plan);
        for row in ledger.by_phase() {
            has(&words.money(row.total(), currency, false));
        }
        for (_, amount) in ledger.by_category() {
            has(&words.money(amount, currency, false));
        }
        has(&words.money(plan.budget.settings.total_budget.unwrap(), currency, true));
        has(&words.money(ledger.sums().planned(), currency, true));
        let mut names: Vec<&str> = vec![&plan.basics.name, &plan.basics.product, &plan.basics.region];
        names.extend(plan.budget.lines.iter().map(|line| line.description.as_str()));
        names.extend(plan.activities.iter().map(|item| item.name.as_str()));
        names.extend(plan.activities.iter().flat_map(|item| &item.checklist).map(|item| item.text.as_str()));
        names.extend(plan.partners.iter().map(|item| item.name.as_str()));
        names.extend(plan.risks.iter().flat_map(|item| [item.what.as_str(), item.answer.as_str()]));
        names.extend(plan.feedback.iter().map(|item| item.opinion.as_str()));
        names.extend(plan.schedule.posts.iter().map(|item| item.title.as_str()));
        names.extend(plan.goals.outputs.iter().map(|item| item.what.as_str()));
        for name in names {
            has(name);
        }
        // Each chapter has an entry in the table of contents.
        for chapter in &found.chapters {
            assert!(whole.iter().filter(|line| **line == chapter.title).count() >= 2, "{key}: {}", chapter.title);
        }
    });
}

#[test]
fn each_table_row_has_as_many_cells_as_the_header() {
    use groundswell::export::report::{ReportBlock, ReportRowKind};
    each(|key, locale, plan| {
        let found = report_of(plan, locale);
        let blocks = found.chapters.iter().flat_map(|chapter| &chapter.blocks).chain(&found.summary);
        for block in blocks {
            if let ReportBlock::Table(table) = block {
                for row in table.rows.iter().filter(|row| row.kind != ReportRowKind::Heading) {
                    assert_eq!(row.cells.len(), table.columns.len(), "{key} in {locale:?}: {}", table.label);
                }
            }
        }
    });
}

/// The rows of a table of the report's body by its title: the texts of each cell.
fn table_of(report: &Report, label: &str) -> Vec<Vec<String>> {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        ReportBlock::Table(table) if table.label == label => Some(table),
        _ => None,
    });
    let table = tables.next().unwrap_or_else(|| panic!("no table {label}"));
    table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
}

/// The posts of a week on a channel are one row; what differs among them is kept apart.
#[test]
fn posts_are_printed_by_week_and_channel() {
    use groundswell::plan::model::schedule::PostState;
    let mut plan = example("o2o", "en");
    let first_rows = |plan: &Plan| table_of(&report_of(plan, Locale::En), w::posts())[..4].to_vec();
    let rows = first_rows(&plan);
    let span = |first, last| w::span(first, last);
    assert_eq!(rows[0], [format!("{} · 3 posts, 2 original · Published", span("1 Mar", "5 Mar"))]);
    let titles =
        "Mon This week's basket: tofu, three ways · Wed How to choose and keep tofu · Fri The store manager on tofu";
    assert_eq!(rows[1], ["WeChat Official Account", titles]);
    assert!(rows[2][0].contains("8 Mar"), "{rows:?}");
    // Of several states each row says its own.
    plan.schedule.posts[1].state = PostState::Drafted;
    plan.schedule.posts[1].title.clear();
    plan.schedule.posts[2].paid = true;
    let rows = first_rows(&plan);
    assert_eq!(rows[0], [format!("{} · 3 posts, 2 original", span("1 Mar", "5 Mar"))]);
    assert_eq!(rows[1][1], "Mon This week's basket: tofu, three ways · Published");
    assert_eq!(rows[2][1], "1 post without a title · Drafted");
    assert_eq!(rows[3][1], "Fri The store manager on tofu · advertising · Published");
}

#[test]
fn the_allocation_table_separates_contingency_from_plan_wide_lines() {
    let plan = with_lines_of_the_whole_plan(example("o2o", "en"));
    let rows = table_of(&report_of(&plan, Locale::En), w::by_split());
    let names: Vec<&str> = rows[3..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["Whole plan", "Contingency", "Unallocated", "Total"]);
    let figures = |row: &[String]| -> Vec<String> { row[3..].to_vec() };
    assert_eq!(figures(&rows[3]), ["–", "¥9,000", "–"]);
    assert_eq!(figures(&rows[4]), ["¥20,000", "¥5,000", "¥15,000"]);
    // Each column sums to its total.
    let amount = |text: &str| -> i64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let value = digits.parse().unwrap_or(0);
        if text.starts_with('−') { -value } else { value }
    };
    let (total, parts) = rows.split_last().unwrap();
    for column in 3..6 {
        assert_eq!(parts.iter().map(|row| amount(&row[column])).sum::<i64>(), amount(&total[column]), "{rows:?}");
    }
}

/// The direct cost divides by the spending of the lines with the result; the blended column states that it uses all of it.
#[test]
fn the_report_states_which_spending_a_cost_includes() {
    each(|key, locale, plan| {
        let report = report_of(plan, locale);
        let rows = table_of(&report, w::results());
        let ledger = Ledger::of(plan);
        let effects = groundswell::plan::budget::cost_effectiveness::of_plan(plan, &ledger).effects;
        let mut compared = 0;
        for effect in effects {
            let name = Plain(locale).metric(&plan.find(effect.metric).unwrap().definition);
            let Some(row) = rows.iter().find(|row| row[0] == name) else { continue };
            let all = effect.blended.each.map(|each| Plain(locale).money(each, plan.basics.currency, true));
            assert!(row.last().unwrap().contains(&all.unwrap()), "{key}: {row:?}");
            compared += 1;
        }
        assert!(compared > 0, "{key}");
        assert!(body(&report, ReportParts::Whole, 1).contains(w::cost_gloss()), "{key}");
    });
}

/// Yen and yuan share a sign, so amounts in another currency show its code, its rate and the date of the rate.
#[test]
fn prices_in_another_currency_show_its_code_and_rate() {
    use groundswell::plan::model::budget::ExchangeRate;
    let mut plan = example("o2o", "en");
    plan.basics.currency = Currency::from_code("JPY").unwrap();
    let rate = |on: Option<&str>| ExchangeRate {
        id: groundswell::plan::model::id::Id::from_bits(800),
        currency: Currency::CNY,
        rate: Decimal::from_scaled(208_500, 4).unwrap(),
        on: on.map(|on| on.parse().unwrap()),
    };
    plan.budget.lines.truncate(1);
    let line = &mut plan.budget.lines[0];
    (line.description, line.currency) = ("Posters".into(), Some(Currency::CNY));
    (line.quantity, line.unit_price) = (Decimal::from_int(40), Decimal::from_int(300));
    (line.committed, line.paid_in) = (Some(Money::from_minor(1_200_000).unwrap()), Some(Currency::CNY));
    for (on, locale, wanted) in [
        (Some("2027-02-01"), Locale::En, "× 20.85 (1 Feb)"),
        // The rate of another year shows its year.
        (Some("2026-02-01"), Locale::En, "× 20.85 (1 Feb 2026)"),
        (None, Locale::En, "× 20.85 (date missing)"),
        (None, Locale::Zh, "× 20.85（未注明日期）"),
    ] {
        plan.budget.rates = vec![rate(on)];
        let report = report_of(&plan, locale);
        let rows = table_of(&report, w::all_lines());
        let row = rows.iter().find(|row| row.len() > 1 && row[0] == "Posters").unwrap();
        assert!(row[2].contains(" × CNY 300 ") && row[2].ends_with(wanted), "{}", row[2]);
        // The amount is in yen: 40 × 300 × 20.85. So is the committed amount.
        let yen = Plain(locale).money(Money::from_minor(250_200).unwrap(), plan.basics.currency, false);
        assert_eq!(row[5], yen);
        let whole = texts(&body(&report, ReportParts::Whole, 1)).join("\n");
        assert!(whole.contains(&yen) && !whole.contains("¥300") && !whole.contains("¥12,000"), "{on:?}");
        assert!(whole.contains("CNY 1 = 20.85 JPY"));
    }
}

/// Figures and approvals in years out of range are reported, and none of them is a current value.
#[test]
fn records_in_years_out_of_range_are_reported_and_ignored() {
    use groundswell::plan::model::approval::{Approval, Frozen};
    let far: NaiveDate = "+20277-03-01".parse().unwrap();
    let mut plan = example("o2o", "en");
    let counted = |plan: &Plan| texts(&body(&report_of(plan, Locale::En), ReportParts::Summary, 1)).join("\n");
    let star = plan.goals.north_star.as_ref().unwrap().metric;
    let figure = plan.tracking.figures.iter().find(|figure| figure.metric == star).unwrap();
    let before = counted(&plan);
    plan.tracking.figures.set(figure.metric, figure.channel, far, Decimal::from_int(999_999));
    let after = counted(&plan);
    assert!(!after.contains("999,999") && !after.contains("20277"), "{after}");
    // One more decision, about the finding.
    let lines = |text: &str| text.lines().count();
    assert!(lines(&after) - lines(&before) <= 1);
    let approval = Approval {
        id: groundswell::plan::model::id::Id::from_bits(802),
        by: "Ms Chen".into(),
        on: far,
        note: String::new(),
        plan: Frozen::of(&plan),
    };
    plan.approvals.push(approval);
    let whole = texts(&body(&report_of(&plan, Locale::En), ReportParts::Whole, 1)).join("\n");
    assert!(whole.contains("REV-01") && whole.contains("REV-02"));
}

#[test]
fn a_blank_plan_has_a_report() {
    let mut bits = 0;
    let plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    let found = texts(&body(&report_of(&plan, Locale::En), ReportParts::Whole, 2));
    assert!(found.iter().any(|line| line == "Untitled plan"));
    assert!(found.iter().any(|line| line == "No goals yet."));
    // Empty parts have no chapter.
    assert!(!found.iter().any(|line| line == "Schedule" || line == "Strategy"));
}

#[test]
fn texts_of_a_plan_are_escaped_in_the_report() {
    let nasty = "</style><script>alert(1)</script>\" onload='x' & \\ }@page{ \n<b>";
    let mut plan = example("o2o", "en");
    plan.basics.name = nasty.into();
    plan.basics.product = nasty.into();
    plan.risks[0].what = nasty.into();
    plan.budget.lines[0].description = nasty.into();
    plan.schedule.posts[0].title = nasty.into();
    plan.phases[0].name = nasty.into();
    plan.strategy.channels[0].name = nasty.into();
    let report = report_of(&plan, Locale::En);
    let html = body(&report, ReportParts::Whole, 1);
    texts(&html);
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains(" style="));
    let style = page_style(&report);
    assert!(!style.contains('<') && !style.contains('\n'), "{style}");
    // Every quote outside the style sheet is escaped as a character reference.
    assert_eq!(style.matches('"').count(), 6, "{style}");
    let file = page(&report, ReportParts::Whole, &Plain(Locale::En));
    assert_eq!(file.matches("</style>").count(), 1);
    assert!(!file.contains("<script") && !file.contains("src=") && !file.contains("url(h"));
}

#[test]
fn long_lists_and_texts_are_cut_only_in_the_summary() {
    let mut plan = example("museum", "en");
    plan.basics.product = "A very long product ".repeat(60);
    let risk = plan.risks[0].clone();
    for at in 0..40 {
        let mut more = risk.clone();
        more.id = groundswell::plan::model::id::Id::from_bits(9_000 + at);
        more.what = format!("Risk number {at} {}", "with many words ".repeat(20));
        plan.risks.push(more);
    }
    let report = report_of(&plan, Locale::En);
    let summary = texts(&body(&report, ReportParts::Summary, 1)).join("\n");
    assert!(summary.chars().count() < 5_200, "{}", summary.chars().count());
    assert!(summary.contains("and 40 more in the whole plan"));
    let whole = texts(&body(&report, ReportParts::Whole, 1)).join("\n");
    assert!(whole.contains("Risk number 39 with many words"));
}

#[test]
fn a_report_with_extreme_dates_is_bounded() {
    let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
    let made = |first, last| {
        let mut plan = example("o2o", "en");
        (plan.basics.first_day, plan.basics.last_day) = (day(first), day(last));
        for phase in &mut plan.phases {
            (phase.first, phase.last) = (day(first), day(last));
        }
        body(&report_of(&plan, Locale::En), ReportParts::Whole, 1).len()
    };
    // 600 cycles of two weeks.
    let longest = made("2027-01-01", "2049-12-30");
    let days = ["0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31", "+20277-03-01"];
    for first in days {
        for last in days {
            assert!(made(first, last) <= longest, "{first} to {last}");
        }
    }
}

#[test]
fn posts_without_a_title_are_summarised_by_week() {
    let mut plan = example("o2o", "en");
    let rows = |plan: &Plan| {
        let html = body(&report_of(plan, Locale::En), ReportParts::Whole, 1);
        let schedule =
            html.split("id=\"report-schedule\"").nth(1).unwrap().split("id=\"report-open\"").next().unwrap().to_owned();
        (schedule.matches("<tr").count(), schedule)
    };
    let (titled, _) = rows(&plan);
    for post in &mut plan.schedule.posts {
        post.title.clear();
        post.owner = "Lin".into();
        post.state = groundswell::plan::model::schedule::PostState::Idea;
        post.paid = false;
    }
    let (untitled, html) = rows(&plan);
    assert!(untitled < titled, "{untitled} rows, {titled} with titles");
    assert!(html.contains("posts without a title"), "{html}");
}

#[test]
fn the_report_contains_seed_user_traits_and_area() {
    let mut plan = example("o2o", "en");
    let phase = &mut plan.phases[0];
    phase.region = "Six stores north of the river".into();
    phase.traits.interact = "Answer within a day".into();
    phase.traits.promote = "Bring a friend".into();
    phase.traits.advise = "One opinion a month".into();
    let html = page(&report_of(&plan, Locale::En), ReportParts::Whole, &Plain(Locale::En));
    for said in ["Six stores north of the river", "Answer within a day", "Bring a friend", "One opinion a month"] {
        assert!(html.contains(said), "{said}");
    }
}

/// Writes the six reports as files for inspection: `REPORTS=folder cargo test --test export report`.
#[test]
fn reports_are_standalone_files() {
    each(|key, locale, plan| {
        let html = page(&report_of(plan, locale), ReportParts::Whole, &Plain(locale));
        assert!(html.starts_with("<!doctype html>") && html.contains(&format!("lang=\"{}\"", locale.tag())));
        if let Some(folder) = std::env::var_os("REPORTS") {
            fs::write(PathBuf::from(folder).join(format!("{key}.{}.html", locale.code())), html).unwrap();
        }
    });
}

/// The pictures of a chapter.
fn pictures_of(chapter: &ReportChapter) -> Vec<&ReportPicture> {
    let blocks = chapter.blocks.iter().flat_map(|block| match block {
        ReportBlock::Beside(left, right) => left.iter().chain(right).collect::<Vec<_>>(),
        other => vec![other],
    });
    blocks.filter_map(|block| if let ReportBlock::Picture(picture) = block { Some(picture) } else { None }).collect()
}

/// The chapter on plan against actual has every paced goal that has figures, and is left out without figures.
#[test]
fn tracked_goals_have_a_chapter_with_pictures() {
    let plan = example("o2o", "en");
    install(&packs(Locale::En)).unwrap();
    let on = |plan: &Plan| report(plan, &Ledger::of(plan), "2027-04-25".parse().unwrap(), &Plain(Locale::En));
    let report = on(&plan);
    let chapter = report.chapters.iter().find(|chapter| chapter.id == "report-progress").unwrap();
    let rows = table_of(&report, w::progress());
    let orders = rows.iter().find(|row| row[0] == "Orders").unwrap();
    // 1,443 of the 2,552 that a straight path to 300 plans for the same days.
    assert_eq!((orders[1].as_str(), orders[2].as_str()), ("300", "78"));
    assert!(!rows.iter().any(|row| row[0] == "Spend"), "spend keeps pace with the budget");
    let pictures = pictures_of(chapter);
    assert_eq!(pictures.len(), 4);
    assert!(pictures[0].label.starts_with("Orders"), "the north star comes first: {}", pictures[0].label);
    // Tracked once a week, no day has a neighbour: the days are dots.
    assert!(!pictures[0].shapes.contains("r-dots"));
    let mut weekly = plan.clone();
    weekly.tracking.figures =
        plan.tracking.figures.iter().filter(|figure| figure.on.weekday() == Weekday::Sun).collect();
    let by_week = on(&weekly);
    let chapter = by_week.chapters.iter().find(|chapter| chapter.id == "report-progress").unwrap();
    let orders = pictures_of(chapter).into_iter().find(|picture| picture.label.starts_with("Orders")).unwrap();
    assert!(orders.shapes.contains(r#"class="r-tracked r-dots""#), "{}", orders.shapes);
    let mut untracked = plan;
    untracked.tracking.figures = FigureTable::default();
    let chapters = on(&untracked).chapters;
    assert!(chapters.iter().all(|chapter| chapter.id != "report-progress"));
}
