//! The columns of the line item grid: what each cell shows, its clipboard text, and how entered text is parsed.

use chrono::Datelike;

use crate::browser::page::clock;
use crate::export::budget_csv;
use crate::i18n::format;
use crate::i18n::parse::numeral;
use crate::i18n::words::{budget as b, budget_files as f, budget_grid as w, common};
use crate::import::dates::{DateFault, Dates};
use crate::import::numbers::NumberFault;
use crate::import::pasted;
use crate::import::timing::{self, TimingFault};
use crate::plan::Plan;
use crate::plan::budget::ledger::LineFigures;
use crate::plan::budget::line_view::Part;
use crate::plan::budget::line_view::SortBy;
use crate::plan::budget::line_view::available;
use crate::plan::budget::line_view::part_of;
use crate::plan::budget::totals::AmountGap;
use crate::plan::budget::unit_cost::cost_per;
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::bounds::TEXT_CHARS;
use crate::plan::model::budget::Category;
use crate::plan::model::budget::ExpectedResult;
use crate::plan::model::budget::LineItem;
use crate::plan::model::budget::LineStatus;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::AMOUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::steps::budget::line_form::{CURRENCIES, category_options};
use crate::ui::form::money_kind;
use crate::ui::form::price_kind;
use crate::ui::labels::names;
use crate::widgets::grid::{CellView, Column, Editing};
use crate::widgets::{NumberKind, SelectOption, Tone, read_number};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is bought.
    Description,
    /// In which phase.
    Phase,
    /// On which channel.
    Channel,
    /// The kind of cost.
    Category,
    /// How many.
    Quantity,
    /// Of what.
    Unit,
    /// At what price.
    UnitPrice,
    /// In which currency.
    Currency,
    /// What that comes to.
    Amount,
    /// When it is spent.
    Timing,
    /// What it is to bring: how much.
    Result,
    /// What it is to bring: of which metric.
    ResultMetric,
    /// What one of that costs.
    EachResult,
    /// How far it has come.
    Status,
    /// What is ordered.
    Committed,
    /// What is delivered.
    Actual,
    /// What is left.
    Available,
    /// Who answers for it.
    Owner,
    /// Anything else.
    Note,
}

impl Field {
    /// All columns in order.
    pub const ALL: [Field; 19] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Currency,
        Field::Amount,
        Field::Timing,
        Field::Result,
        Field::ResultMetric,
        Field::EachResult,
        Field::Status,
        Field::Committed,
        Field::Actual,
        Field::Available,
        Field::Owner,
        Field::Note,
    ];

    /// The default columns.
    pub const USUAL: [Field; 15] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Amount,
        Field::Timing,
        Field::Result,
        Field::ResultMetric,
        Field::Status,
        Field::Committed,
        Field::Actual,
        Field::Owner,
    ];

    /// The columns that fit on a printed page; the amount last.
    pub const ON_PAPER: [Field; 8] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Amount,
    ];

    /// The column's key: the field's name in findings and links, without `line-`.
    pub fn key(self) -> &'static str {
        match self {
            Field::Description => "description",
            Field::Phase => "phase",
            Field::Channel => "channel",
            Field::Category => "category",
            Field::Quantity => "quantity",
            Field::Unit => "unit",
            Field::UnitPrice => "price",
            Field::Currency => "currency",
            Field::Amount => "amount",
            Field::Timing => "timing",
            Field::Result => "result",
            Field::ResultMetric => "result-metric",
            Field::EachResult => "each",
            Field::Status => "status",
            Field::Committed => "committed",
            Field::Actual => "actual",
            Field::Available => "available",
            Field::Owner => "owner",
            Field::Note => "note",
        }
    }

    /// The column with that key.
    pub fn of_key(key: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The heading.
    pub fn head(self) -> &'static str {
        match self {
            Field::Description => b::description(),
            Field::Phase => common::phase(),
            Field::Channel => common::channel(),
            Field::Category => b::category(),
            Field::Quantity => common::quantity(),
            Field::Unit => b::unit(),
            Field::UnitPrice => common::unit_price(),
            Field::Currency => b::currency(),
            Field::Amount => common::amount(),
            Field::Timing => w::when(),
            Field::Result => w::result(),
            Field::ResultMetric => w::result_metric(),
            Field::EachResult => w::each(),
            Field::Status => common::status(),
            Field::Committed => w::committed(),
            Field::Actual => w::actual(),
            Field::Available => w::available(),
            Field::Owner => common::owner(),
            Field::Note => common::note(),
        }
    }

    fn width(self) -> f64 {
        match self {
            Field::Description => 13.0,
            Field::Note => 16.0,
            Field::Channel | Field::Category | Field::Timing | Field::ResultMetric => 9.5,
            Field::Amount => 8.0,
            Field::Phase | Field::Available | Field::Committed | Field::Actual | Field::EachResult => 7.5,
            Field::Owner | Field::UnitPrice => 7.0,
            Field::Unit | Field::Quantity | Field::Result | Field::Status => 6.0,
            Field::Currency => 5.0,
        }
    }

    fn is_number(self) -> bool {
        matches!(
            self,
            Field::Quantity
                | Field::UnitPrice
                | Field::Amount
                | Field::Result
                | Field::EachResult
                | Field::Committed
                | Field::Actual
                | Field::Available
        )
    }

    /// What clicking the heading sorts by.
    pub fn sort(self) -> Option<SortBy> {
        Some(match self {
            Field::Description => SortBy::Description,
            Field::Phase => SortBy::Phase,
            Field::Channel => SortBy::Channel,
            Field::Category => SortBy::Category,
            Field::Quantity => SortBy::Quantity,
            Field::UnitPrice => SortBy::UnitPrice,
            Field::Amount => SortBy::Amount,
            Field::Status => SortBy::Status,
            Field::Committed => SortBy::Committed,
            Field::Actual => SortBy::Actual,
            Field::Available => SortBy::Available,
            Field::Owner => SortBy::Owner,
            _ => return None,
        })
    }

    /// As the grid widget expects it.
    pub fn column(self) -> Column {
        Column {
            key: self.key(),
            head: self.head(),
            width: self.width(),
            number: self.is_number(),
            sorts: self.sort().is_some(),
        }
    }
}

/// Names that cells show and parse, looked up once for all cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    phases: Vec<(PhaseId, String, Tone)>,
    channels: Vec<(ChannelId, String)>,
    metrics: Vec<(MetricId, String)>,
    /// The plan's currency.
    pub home: Currency,
    /// The plan's dates.
    days: Option<DateRange>,
    /// The year for dates without one, if the plan has no dates.
    year: i32,
}

impl Names {
    /// Collects the names of a plan.
    pub fn of(plan: &Plan) -> Names {
        Names {
            phases: plan
                .phases
                .iter()
                .map(|phase| (phase.id, names::phase(phase), names::tone(Some(phase.kind))))
                .collect(),
            channels: plan.strategy.channels.iter().map(|channel| (channel.id, names::channel(channel))).collect(),
            metrics: plan.goals.metrics.iter().map(|metric| (metric.id, names::metric(&metric.definition))).collect(),
            home: plan.basics.currency,
            days: plan.basics.days(),
            year: clock::today().year(),
        }
    }

    /// How pasted dates are parsed.
    fn dates(&self) -> Dates {
        Dates { plan: self.days, year: self.year, ..Dates::default() }
    }

    /// A phase's name; empty for none.
    pub fn phase(&self, id: Option<PhaseId>) -> &str {
        self.phases.iter().find(|(known, ..)| Some(*known) == id).map_or("", |(_, name, _)| name)
    }

    /// A channel's name; empty for none.
    pub fn channel(&self, id: Option<ChannelId>) -> &str {
        self.channels.iter().find(|(known, _)| Some(*known) == id).map_or("", |(_, name)| name)
    }

    fn metric(&self, id: MetricId) -> &str {
        self.metrics.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name)
    }

    fn tone(&self, id: Option<PhaseId>) -> &'static str {
        match self.phases.iter().find(|(known, ..)| Some(*known) == id).map(|(.., tone)| *tone) {
            Some(Tone::Seed) => "dot seed",
            Some(Tone::Initial) => "dot initial",
            Some(Tone::Brand) => "dot brand",
            Some(_) => "dot other",
            None => "",
        }
    }

    /// The phases as select options.
    pub fn phase_options(&self) -> Vec<SelectOption> {
        self.phases.iter().map(|(id, name, _)| SelectOption::new(id.to_string(), name)).collect()
    }

    /// The channels as select options.
    pub fn channel_options(&self) -> Vec<SelectOption> {
        self.channels.iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect()
    }
}

/// The line item statuses as select options.
pub fn status_options() -> Vec<SelectOption> {
    LineStatus::ALL
        .into_iter()
        .map(|status| SelectOption::new((status as usize).to_string(), names::status(status)))
        .collect()
}

// Display

/// The content of a cell. In a cycle group, the amount is the share that falls in that cycle.
pub fn show(field: Field, line: &LineItem, figures: &LineFigures, part: Part, all: &Names) -> CellView {
    let plain = |text: &str| CellView { text: text.to_owned(), class: "" };
    let muted = |text: &str| CellView { text: text.to_owned(), class: "muted" };
    let money = |amount: Option<Money>| match amount {
        Some(amount) => {
            CellView { text: names::money(amount, all.home), class: if amount < Money::ZERO { "bad" } else { "" } }
        }
        None => CellView::default(),
    };
    // Foreign amounts show the currency code: two currencies may share a symbol.
    let paid = |amount: Option<Money>| match line.paid_in.zip(amount) {
        Some((currency, amount)) => CellView { text: names::money_foreign(amount, currency), class: "" },
        None => money(amount),
    };
    match field {
        Field::Description if line.description.trim().is_empty() => muted(&names::line(line)),
        Field::Description => plain(&line.description),
        Field::Phase if line.phase.is_none() && line.category != Category::Contingency => muted("–"),
        Field::Phase => CellView { text: all.phase(line.phase).to_owned(), class: all.tone(line.phase) },
        Field::Channel => plain(all.channel(line.channel)),
        Field::Category => plain(names::category(line.category)),
        Field::Quantity => plain(&line.quantity.map(names::decimal).unwrap_or_default()),
        Field::Unit => plain(&line.unit),
        Field::UnitPrice => {
            plain(&line.unit_price.map(|price| names::price(price, line.currency, all.home)).unwrap_or_default())
        }
        Field::Currency => match line.currency {
            Some(currency) => plain(currency.code()),
            None => muted(all.home.code()),
        },
        Field::Amount => match figures.amount {
            // A negative amount is a refund, not an error.
            Ok(_) => CellView { class: "", ..money(part_of(figures, part)) },
            Err(AmountGap::Unpriced) => muted(b::no_amount()),
            Err(AmountGap::NoRate(_)) => CellView { text: b::no_rate().to_owned(), class: "warn" },
            Err(AmountGap::TooLarge) => CellView { text: b::too_large().to_owned(), class: "warn" },
        },
        Field::Timing => plain(&timing(&line.timing)),
        Field::Result => {
            let count = line.expected.first().map(|expected| names::decimal(expected.count)).unwrap_or_default();
            let more = line.expected.len().saturating_sub(1);
            if more == 0 { plain(&count) } else { plain(&w::and_more(&count, &format::counted(more).1)) }
        }
        Field::ResultMetric => plain(line.expected.first().map_or("", |expected| all.metric(expected.metric))),
        Field::EachResult => {
            let each = line.expected.first().zip(figures.amount.ok().filter(|amount| *amount >= Money::ZERO));
            match each.and_then(|(expected, amount)| cost_per(amount, expected.count, 1)) {
                Some(each) => money(Some(each)),
                None => muted("–"),
            }
        }
        Field::Status => {
            let class = match line.status {
                LineStatus::Planned => "",
                LineStatus::Committed => "dot initial",
                LineStatus::Paid => "dot seed",
            };
            CellView { text: names::status(line.status).to_owned(), class }
        }
        Field::Committed => CellView { class: "", ..paid(line.committed) },
        Field::Actual => CellView { class: "", ..paid(line.actual) },
        Field::Available if figures.amount.is_ok_and(|amount| amount < Money::ZERO) => {
            CellView { class: "", ..money(available(figures)) }
        }
        Field::Available => money(available(figures)),
        Field::Owner => plain(&line.owner),
        Field::Note => plain(&line.note),
    }
}

fn timing(timing: &Timing) -> String {
    match timing {
        Timing::Phase => w::over_its_phase().to_owned(),
        Timing::Once { on } => format::date_short(*on),
        Timing::Evenly { first, last } => format::span_short(*first, *last),
        Timing::Monthly { first, last } => w::monthly(&format::span_short(*first, *last)),
        Timing::ByHand { .. } => w::by_hand().to_owned(),
    }
}

/// A cell's clipboard text: plain numbers that any program can parse.
pub fn text(field: Field, line: &LineItem, figures: &LineFigures, part: Part, all: &Names) -> String {
    let money = |amount: Option<Money>| amount.and_then(|amount| amount.to_decimal(all.home)).map(plain_number);
    let currency = line.currency_paid(all.home);
    let paid = |amount: Option<Money>| amount.and_then(|amount| amount.to_decimal(currency)).map(plain_number);
    match field {
        Field::Description => line.description.clone(),
        Field::Quantity => line.quantity.map(plain_number).unwrap_or_default(),
        Field::UnitPrice => line.unit_price.map(plain_number).unwrap_or_default(),
        Field::Amount => money(part_of(figures, part)).unwrap_or_default(),
        Field::Result => line.expected.first().map(|expected| plain_number(expected.count)).unwrap_or_default(),
        Field::EachResult => {
            let each = line.expected.first().zip(figures.amount.ok().filter(|amount| *amount >= Money::ZERO));
            money(each.and_then(|(expected, amount)| cost_per(amount, expected.count, 1))).unwrap_or_default()
        }
        Field::Committed => paid(line.committed).unwrap_or_default(),
        Field::Actual => paid(line.actual).unwrap_or_default(),
        Field::Available => money(available(figures)).unwrap_or_default(),
        Field::Currency => line.currency.unwrap_or(all.home).code().to_owned(),
        Field::Phase => all.phase(line.phase).to_owned(),
        Field::Timing => plain_timing(&line.timing, all.home),
        _ => show(field, line, figures, part, all).text,
    }
}

/// A line item's timing in the notation of the CSV export, which paste understands.
fn plain_timing(timing: &Timing, home: Currency) -> String {
    budget_csv::timing(timing, home, f::file_monthly(), f::file_by_hand())
}

/// `1234.5`: digits and a decimal point only.
fn plain_number(value: Decimal) -> String {
    value.to_string()
}

// Editing

/// How editing a cell starts.
pub fn editing(field: Field, line: Option<&LineItem>, all: &Names) -> Editing {
    let choice = |none: Option<&str>, value: String, mut options: Vec<SelectOption>| {
        if let Some(none) = none {
            options.insert(0, SelectOption::new("", none));
        }
        Editing::Choice { value, options }
    };
    let text = |text: String, number: bool| Editing::Text { text, number };
    let number = |value: Option<Decimal>| text(value.map(names::decimal_entry).unwrap_or_default(), true);
    let currency = line.map_or(all.home, |line| line.currency_paid(all.home));
    let paid = |amount: Option<Money>| number(amount.and_then(|amount| amount.to_decimal(currency)));
    let of = |read: fn(&LineItem) -> String| line.map(read).unwrap_or_default();
    match field {
        Field::Description => text(of(|line| line.description.clone()), false),
        Field::Unit => text(of(|line| line.unit.clone()), false),
        Field::Owner => text(of(|line| line.owner.clone()), false),
        Field::Note => text(of(|line| line.note.clone()), false),
        Field::Quantity => number(line.and_then(|line| line.quantity)),
        Field::UnitPrice => number(line.and_then(|line| line.unit_price)),
        Field::Committed => paid(line.and_then(|line| line.committed)),
        Field::Actual => paid(line.and_then(|line| line.actual)),
        Field::Result if line.is_some_and(|line| line.expected.len() > 1) || all.metrics.is_empty() => {
            Editing::Elsewhere
        }
        Field::Result => number(line.and_then(|line| line.expected.first()).map(|expected| expected.count)),
        Field::ResultMetric if line.is_some_and(|line| line.expected.len() > 1) || all.metrics.is_empty() => {
            Editing::Elsewhere
        }
        Field::ResultMetric => {
            let value = line.and_then(|line| line.expected.first()).map(|expected| expected.metric.to_string());
            let options = all.metrics.iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect();
            choice(Some(common::none()), value.unwrap_or_default(), options)
        }
        Field::Phase => choice(
            Some(b::phase_whole_plan()),
            line.and_then(|line| line.phase).map(|id| id.to_string()).unwrap_or_default(),
            all.phase_options(),
        ),
        Field::Channel => choice(
            Some(b::no_channel()),
            line.and_then(|line| line.channel).map(|id| id.to_string()).unwrap_or_default(),
            all.channel_options(),
        ),
        Field::Category => {
            choice(None, (line.map_or(Category::Other, |line| line.category) as usize).to_string(), category_options())
        }
        Field::Status => {
            choice(None, (line.map_or(LineStatus::Planned, |line| line.status) as usize).to_string(), status_options())
        }
        Field::Currency => {
            let codes = CURRENCIES.into_iter().filter(|&code| code != all.home.code());
            choice(
                Some(all.home.code()),
                line.and_then(|line| line.currency).map(|currency| currency.code().to_owned()).unwrap_or_default(),
                codes.map(|code| SelectOption::new(code, code)).collect(),
            )
        }
        Field::Timing if line.is_some() => Editing::Elsewhere,
        Field::Timing | Field::Amount | Field::EachResult | Field::Available => Editing::Locked,
    }
}

/// Whether the column accepts text.
pub fn takes_text(field: Field) -> bool {
    !matches!(field, Field::Amount | Field::EachResult | Field::Available)
}

/// The decimals of a numeric column; `None` for other columns.
pub fn decimals(field: Field, home: Currency) -> Option<u8> {
    match field {
        Field::Quantity | Field::UnitPrice | Field::Result => Some(Decimal::DECIMALS),
        Field::Committed | Field::Actual => Some(home.digits()),
        _ => None,
    }
}

fn timing_fault(fault: TimingFault) -> String {
    match fault {
        TimingFault::Day(DateFault::NotADay) => f::fault_day(),
        TimingFault::Day(DateFault::Ambiguous) => f::fault_day_ambiguous(),
        TimingFault::Day(DateFault::Backwards) => f::fault_day_backwards(),
        TimingFault::Day(DateFault::OutOfRange) => f::fault_day_range(),
        TimingFault::Day(DateFault::Weekday) => f::fault_day_weekday(),
        TimingFault::NotATiming | TimingFault::OtherCurrency => f::fault_timing(),
    }
    .to_owned()
}

/// Normalizes the dates of a pasted block, inferring the order of day and month per column, and returns the cells that
/// could not be parsed.
pub fn plain_days(block: &mut [Vec<String>], field_of: impl Fn(usize) -> Option<Field>, all: &Names) -> Vec<Untaken> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let mut untaken = Vec::new();
    for column in (0..width).filter(|&column| field_of(column) == Some(Field::Timing)) {
        let cells = block.iter().map(|row| row.get(column).map_or("", String::as_str));
        let dates = all.dates().for_column(cells);
        for (row, cells) in block.iter_mut().enumerate() {
            let Some(text) = cells.get_mut(column) else { continue };
            match timing::of_paste(text, dates, all.home) {
                Ok(timing) => *text = plain_timing(&timing, all.home),
                Err(fault) => untaken.push(Untaken { row, column, why: timing_fault(fault) }),
            }
        }
    }
    untaken
}

/// A rejected cell of a paste: its place in the block, and why.
pub struct Untaken {
    /// Its row in the block.
    pub row: usize,
    /// Its column in the block.
    pub column: usize,
    /// Why.
    pub why: String,
}

/// Normalizes the numbers of a pasted block, whatever their locale, and returns the cells that were rejected: see
/// [`pasted::plain_numbers`].
pub fn plain_numbers(
    block: &mut [Vec<String>],
    known: &dyn Fn(usize, usize) -> bool,
    field_of: impl Fn(usize) -> Option<Field>,
    home: Currency,
) -> Vec<Untaken> {
    let decimals_of = |column: usize| decimals(field_of(column)?, home);
    let untaken = pasted::plain_numbers(block, known, &decimals_of, &numeral::plain);
    let said = |pasted::Untaken { row, column, fault }| {
        let text = block[row][column].trim();
        let why = match fault {
            NumberFault::Percent => w::pasted_percent(text),
            // The same message as in the form, which asks as well.
            _ => read_number(text, &NumberKind::Decimal(decimals_of(column).unwrap_or_default()), None, None)
                .err()
                .unwrap_or_else(|| common::number_ambiguous(text)),
        };
        Untaken { row, column, why }
    };
    untaken.into_iter().map(said).collect()
}

/// Parses a text into a line item's field, or returns a message for the user. A choice is given by value or by name.
pub fn read(field: Field, text: &str, line: &mut LineItem, all: &Names) -> Result<(), String> {
    let typed = text.trim();
    let most = if field == Field::Note { TEXT_CHARS } else { NAME_CHARS };
    let over = typed.chars().count().saturating_sub(most);
    if over > 0 {
        return Err(common::text_too_long(&format::counted(over).1));
    }
    match field {
        Field::Description => text.clone_into(&mut line.description),
        Field::Unit => typed.clone_into(&mut line.unit),
        Field::Owner => typed.clone_into(&mut line.owner),
        Field::Note => text.clone_into(&mut line.note),
        // A negative amount is a refund or a credit.
        Field::Quantity => line.quantity = decimal(typed, &COUNTED, None)?,
        Field::UnitPrice => {
            line.unit_price = decimal(typed, &price_kind(line.currency.unwrap_or(all.home)), None)?;
        }
        Field::Committed => {
            let amount = money(typed, line.currency_paid(all.home))?;
            line.set_paid(all.home, |line| line.committed = amount);
        }
        Field::Actual => {
            let amount = money(typed, line.currency_paid(all.home))?;
            line.set_paid(all.home, |line| line.actual = amount);
        }
        Field::Result => {
            let count = decimal(typed, &COUNTED, Some(0))?;
            match (count, line.expected.first_mut()) {
                (None, Some(_)) => {
                    line.expected.remove(0);
                }
                (Some(count), Some(expected)) => expected.count = count,
                (Some(count), None) => {
                    let (metric, _) = all.metrics.first().ok_or_else(|| b::expected_no_metrics().to_owned())?;
                    line.expected.push(ExpectedResult { metric: *metric, count });
                }
                (None, None) => {}
            }
        }
        Field::ResultMetric => {
            let known = |(id, name): &&(MetricId, String)| id.to_string() == typed || same(name, typed);
            match all.metrics.iter().find(known) {
                Some((metric, _)) => match line.expected.first_mut() {
                    Some(expected) => expected.metric = *metric,
                    None => line.expected.push(ExpectedResult { metric: *metric, count: Decimal::ZERO }),
                },
                None if typed.is_empty() => {
                    if !line.expected.is_empty() {
                        line.expected.remove(0);
                    }
                }
                None => return Err(w::no_such_metric(typed)),
            }
        }
        Field::Phase => {
            let known = |(id, name, _): &&(PhaseId, String, Tone)| id.to_string() == typed || same(name, typed);
            match all.phases.iter().find(known) {
                Some((id, ..)) => line.phase = Some(*id),
                None if is_nothing(typed, b::phase_whole_plan()) => line.phase = None,
                None => return Err(w::no_such_phase(typed)),
            }
        }
        Field::Channel => {
            let known = |(id, name): &&(ChannelId, String)| id.to_string() == typed || same(name, typed);
            match all.channels.iter().find(known) {
                Some((id, _)) => line.channel = Some(*id),
                None if is_nothing(typed, b::no_channel()) => line.channel = None,
                None => return Err(w::no_such_channel(typed)),
            }
        }
        Field::Category if typed.is_empty() => line.category = Category::Other,
        Field::Category => {
            let known = |kind: &Category| (*kind as usize).to_string() == typed || same(names::category(*kind), typed);
            line.category = Category::ALL.into_iter().find(known).ok_or_else(|| w::no_such_category(typed))?;
        }
        Field::Status if typed.is_empty() => line.status = LineStatus::Planned,
        Field::Status => {
            let known =
                |status: &LineStatus| (*status as usize).to_string() == typed || same(names::status(*status), typed);
            line.status = LineStatus::ALL.into_iter().find(known).ok_or_else(|| w::no_such_status(typed))?;
        }
        Field::Currency if typed.is_empty() => line.currency = None,
        Field::Currency => {
            let code = typed.to_ascii_uppercase();
            let currency = Currency::from_code(&code).ok_or_else(|| w::no_such_currency(typed))?;
            line.currency = (currency != all.home).then_some(currency);
        }
        Field::Timing => line.timing = timing::of_paste(typed, all.dates(), all.home).map_err(timing_fault)?,
        Field::Amount | Field::EachResult | Field::Available => {}
    }
    Ok(())
}

fn same(name: &str, typed: &str) -> bool {
    name.trim().to_lowercase() == typed.to_lowercase()
}

fn is_nothing(typed: &str, name: &str) -> bool {
    typed.is_empty() || typed == "–" || same(name, typed)
}

/// The number format of quantities and results.
const COUNTED: NumberKind = NumberKind::Decimal(Decimal::DECIMALS);

fn decimal(typed: &str, kind: &NumberKind, least: Option<i64>) -> Result<Option<Decimal>, String> {
    let value = read_number(typed, kind, least, None)?;
    let decimal = value.and_then(Decimal::from_ten_thousandths);
    if value.is_some() && decimal.is_none() { Err(common::number_too_large().to_owned()) } else { Ok(decimal) }
}

fn money(typed: &str, home: Currency) -> Result<Option<Money>, String> {
    let minor = read_number(typed, &money_kind(home), Some(-AMOUNT_LIMIT), Some(AMOUNT_LIMIT))?;
    Ok(minor.and_then(Money::from_minor))
}
