//! Imports ad managers' reports: the spend of each campaign becomes the actuals of a line.
//!
//! The rows of one campaign, such as its days, are summed. A line item with the campaign's name gets the spend and keeps
//! its planned amount. A campaign without such a line becomes a new, paid line item with the spend as its amount.

use crate::plan::numbers::limits;
use std::collections::HashMap;

use super::rows::{LineDraft, RowReader};
use super::timing::over;
use super::{CellError, CellErrorKind, NO_ID, SkipReason};
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::TableRow;
use crate::import::table::dictionary::{self, folded};
use crate::import::table::mapping::{ColumnMeaning, RowChoice};
use crate::import::table::reports::{self, ReportPlatform};
use crate::import::text::dates::{DateRules, DayOrder};
use crate::import::text::numbers::{NumberError, currency_in, is_placeholder};
use crate::plan::model::budget::{Category, LineItem, LineStatus};
use crate::plan::model::id::Id;
use crate::plan::model::phase::Phase;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::money::Money;

/// The campaigns of a report's rows so far.
#[derive(Default)]
pub(super) struct Campaigns<'a> {
    /// The campaigns, in the order of their first rows.
    pub found: Vec<Campaign<'a>>,
    /// How many rows were looked at.
    pub rows: usize,
    /// By name, channel, and whether the currency is the plan's.
    known: HashMap<(String, String, &'static str), usize>,
}

impl<'a> Campaigns<'a> {
    /// Adds the next row, unless it is skipped.
    pub fn add(&mut self, reading: &mut RowReader<'a>, row: &'a TableRow, report: ReportPlatform) {
        self.rows += 1;
        let Some(found) = reading.campaign(row, report) else { return };
        let code = if found.currency == reading.home { "" } else { "other" };
        let key = (folded(&found.name), folded(&found.channel), code);
        match self.known.get(&key).map(|&at| &mut self.found[at]).filter(|known| known.currency == found.currency) {
            Some(known) => known.add(found),
            None => {
                self.known.insert(key, self.found.len());
                self.found.push(found);
            }
        }
    }
}

/// A campaign, summed over its rows.
pub(super) struct Campaign<'a> {
    /// Its first row.
    row: &'a TableRow,
    /// The number of its rows.
    pub rows: usize,
    name: String,
    channel: String,
    currency: Currency,
    /// In the smallest unit of the currency.
    spent: i128,
    days: Option<DateRange>,
    /// Column and sum of each result.
    results: Vec<(usize, DecimalSum)>,
    errors: Vec<CellError>,
}

impl<'a> RowReader<'a> {
    /// Reads the days of a report and indexes the plan's lines by name.
    pub(super) fn begin_report(&mut self) {
        self.preview.report_days = reports::days_in_opening(self.table, self.mapping.heading, self.dates);
        for line in &self.context.plan.budget.lines {
            self.named.entry(folded(&line.description)).or_default().push(line);
        }
    }

    /// Which of two short numbers of a date comes first: the order that puts the rows within the days the report covers. LinkedIn writes the month first in every language.
    pub(super) fn settle_order_of_report(&mut self, report: ReportPlatform) {
        if self.dates.order != DayOrder::Unknown {
            return;
        }
        let columns = [ColumnMeaning::Field(BudgetColumn::When), ColumnMeaning::Start, ColumnMeaning::End];
        let columns: Vec<usize> = columns.into_iter().filter_map(|meaning| self.places.of_meaning(meaning)).collect();
        let about = reports::days_in_opening(self.table, self.mapping.heading, self.dates);
        let fits = |order: DayOrder| {
            let dates = DateRules { order, ..self.dates };
            let cells = self.mapping.body(self.table).iter().flat_map(|row| columns.iter().map(|&at| row.cell(at)));
            let mut days = cells.filter_map(|cell| dates.span(cell).ok()).peekable();
            days.peek().is_some() && about.is_some_and(|about| days.all(|days| about.contains(days.first())))
        };
        self.dates.order = match (fits(DayOrder::DayFirst), fits(DayOrder::MonthFirst)) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ if report == ReportPlatform::LinkedIn => DayOrder::MonthFirst,
            _ => DayOrder::Unknown,
        };
    }

    /// The campaign data of a row; `None` for a row that is skipped.
    fn campaign(&mut self, row: &'a TableRow, report: ReportPlatform) -> Option<Campaign<'a>> {
        let choice = self.mapping.rows.get(&row.number).copied();
        if choice == Some(RowChoice::Skip) {
            self.skip(row, SkipReason::Chosen, None);
            return None;
        }
        let name_at = self.column(BudgetColumn::What);
        let name = name_at.map_or("", |at| row.cell(at)).trim();
        let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or("");
        let named = if name_at.is_some() { name } else { report.platform() };
        if choice != Some(RowChoice::Line) && reports::is_total_row(named, first) {
            self.skip(row, SkipReason::Total, None);
            return None;
        }
        let spend_at = self.column(BudgetColumn::Actual);
        let Some(at) = spend_at.filter(|&at| !is_placeholder(row.cell(at))) else {
            self.skip(row, SkipReason::Nothing, None);
            return None;
        };
        let mut draft = LineDraft { row, line: LineItem::new(Id::from_bits(NO_ID)), channel: None, errors: Vec::new() };
        let currency = self.currency_of(row, at);
        let spend = ColumnMeaning::Field(BudgetColumn::Actual);
        self.names_other_currency(&mut draft, at, spend, currency, false);
        let value = self.number_at(&mut draft, at, spend, currency.digits());
        if value == Some(0) {
            self.skip(row, SkipReason::NoSpend, None);
            return None;
        }
        let days = self.days_of_row(&mut draft);
        let mut results = Vec::new();
        for &at in self.places.results.iter().take_while(|&&at| at < row.cells.len()) {
            let power = self.mapping.columns[at].power;
            if let Ok(Some(read)) = self.numbers_at(row, at).cell(row.cell(at), Decimal::DECIMALS, power) {
                results.push((at, DecimalSum::from_entry(read.value)));
            }
        }
        let channel = self.column(BudgetColumn::Channel).map_or("", |at| row.cell(at)).trim().to_owned();
        let name = if named.is_empty() { first } else { named }.to_owned();
        let spent = i128::from(value.unwrap_or(0));
        Some(Campaign { row, rows: 1, name, channel, currency, spent, days, results, errors: draft.errors })
    }

    /// The currency of a row's spend: the person's choice, else what row, heading or cell say, else the plan's.
    fn currency_of(&self, row: &TableRow, spend: usize) -> Currency {
        let in_column = || {
            let text = row.cell(self.column(BudgetColumn::Currency)?).trim();
            Currency::from_code(&text.to_uppercase()).or_else(|| currency_in(text, self.home))
        };
        let in_heading = || currency_in(self.mapping.heading_of(self.table, spend), self.home);
        let found = self.mapping.currency_chosen.or_else(in_column).or_else(in_heading);
        found.or_else(|| currency_in(row.cell(spend), self.home)).unwrap_or(self.home)
    }

    fn days_of_row(&self, draft: &mut LineDraft<'a>) -> Option<DateRange> {
        let mut day = |meaning| {
            let at = self.places.of_meaning(meaning)?;
            let text = draft.row.cell(at);
            if is_placeholder(text) {
                return None;
            }
            match self.dates.span(text) {
                Ok(days) => Some(days),
                Err(error) => {
                    draft.error(at, meaning, text, CellErrorKind::Day(error));
                    None
                }
            }
        };
        if let Some(days) = day(ColumnMeaning::Field(BudgetColumn::When)) {
            return Some(days);
        }
        match (day(ColumnMeaning::Start), day(ColumnMeaning::End)) {
            (Some(first), Some(last)) => DateRange::new(first.first(), last.last()),
            (only, None) | (None, only) => only.or(self.preview.report_days),
        }
    }

    /// Adds a campaign to the preview, as a change of its line or as a new one.
    pub(super) fn take_campaign(&mut self, campaign: Campaign<'a>, report: ReportPlatform) {
        let before = self.line_of(&campaign, report);
        let mut line = before.cloned().unwrap_or_else(|| LineItem::new(Id::from_bits(NO_ID)));
        if before.is_none() {
            line.description.clone_from(&campaign.name);
            line.category = Category::Media;
            line.status = LineStatus::Paid;
            line.currency = Some(campaign.currency).filter(|currency| *currency != self.home);
            line.timing = match campaign.days {
                Some(days) => over(days),
                None => Timing::Phase,
            };
            line.phase = campaign.days.and_then(|days| {
                let holds = |phase: &&Phase| phase.days().is_some_and(|own| own.contains(days.first()));
                self.context.plan.phases.iter().find(holds).map(|phase| phase.id)
            });
        }
        let mut draft = LineDraft { row: campaign.row, line, channel: None, errors: Vec::new() };
        draft.errors.extend(campaign.errors.iter().cloned());
        let foreign = Some(campaign.currency).filter(|currency| *currency != self.home);
        self.preview.foreign = self.preview.foreign.or(foreign);
        let at = self.column(BudgetColumn::Actual).unwrap_or(0);
        let text = campaign.row.cell(at).to_owned();
        let spent =
            i64::try_from(campaign.spent).ok().and_then(Money::from_minor).filter(|money| limits::is_amount(*money));
        let Some(spent) = spent else {
            draft.error(
                at,
                ColumnMeaning::Field(BudgetColumn::Actual),
                &text,
                CellErrorKind::Number(NumberError::TooLarge),
            );
            return self.take(draft, before, campaign.rows);
        };
        if before.is_none() {
            (draft.line.quantity, draft.line.unit_price) = (Decimal::from_int(1), spent.to_decimal(campaign.currency));
        }
        if let Err(currency) = self.spend(&mut draft.line, spent, campaign.currency) {
            draft.error(at, ColumnMeaning::Field(BudgetColumn::Actual), &text, CellErrorKind::NoRate(currency));
        }
        self.note_results(&mut draft.line, &campaign);
        if before.is_none() {
            self.channel_of(&mut draft, &campaign, report);
        }
        self.take(draft, before, campaign.rows);
    }

    /// Sets the spent amount: in the line's spending currency where that is the report's, else converted to the plan's
    /// currency together with the committed amount. The error is the currency without a rate.
    fn spend(&self, line: &mut LineItem, spent: Money, currency: Currency) -> Result<(), Currency> {
        if line.paid_in == Some(currency) {
            let already = line.actual.filter(|_| self.mapping.add_spent).unwrap_or_default();
            line.actual = Some(spent + already);
            return Ok(());
        }
        let spent = self.at_home(spent, currency).ok_or(currency)?;
        let paid = |amount: Option<Money>| match amount {
            Some(_) => self.context.plan.paid(line, amount).map(Some).ok_or(line.paid_in.unwrap_or(self.home)),
            None => Ok(None),
        };
        let (committed, actual) = (paid(line.committed)?, paid(line.actual.filter(|_| self.mapping.add_spent))?);
        (line.committed, line.actual, line.paid_in) = (committed, Some(spent + actual.unwrap_or_default()), None);
        Ok(())
    }

    /// An amount in the plan's currency, by the plan's rate.
    fn at_home(&self, amount: Money, currency: Currency) -> Option<Money> {
        if currency == self.home {
            return Some(amount);
        }
        let rate = self.context.plan.budget.rates.iter().find(|rate| rate.currency == currency)?;
        Money::of(amount.to_decimal(currency)?, rate.rate, self.home)
    }

    /// The plan's line with the campaign's name; of several, the one on the report's channel.
    fn line_of(&self, campaign: &Campaign<'a>, report: ReportPlatform) -> Option<&'a LineItem> {
        let plan = self.context.plan;
        let name = folded(&campaign.name);
        let named = self.named.get(&name).filter(|_| !name.is_empty())?;
        if let [only] = named[..] {
            return Some(only);
        }
        let on_channel = |line: &&&'a LineItem| {
            let channel = plan.strategy.channels.iter().find(|channel| Some(channel.id) == line.channel);
            channel.is_some_and(|channel| channel.catalogue.as_deref() == report.channel())
        };
        named.iter().find(on_channel).copied()
    }

    /// Writes the results into the note, since a line has no field for them, and replaces those of an earlier report.
    fn note_results(&self, line: &mut LineItem, campaign: &Campaign<'a>) {
        let said: Vec<String> = campaign
            .results
            .iter()
            .filter_map(|(at, sum)| {
                let count = sum.value().in_range()?;
                Some(self.mapping.heading_of(self.table, *at).trim().to_owned() + ": " + &count.to_string())
            })
            .collect();
        let Some((at, _)) = campaign.results.first() else { return };
        let opening = self.mapping.heading_of(self.table, *at).trim().to_owned() + ": ";
        let mut notes: Vec<&str> = line.note.lines().filter(|note| !note.starts_with(&opening)).collect();
        let said = said.join("; ");
        notes.push(&said);
        line.note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n");
    }

    /// Sets the channel: the one in the row, else the platform's.
    fn channel_of(&mut self, draft: &mut LineDraft<'a>, campaign: &Campaign<'a>, report: ReportPlatform) {
        // `google / cpc`, `facebook`, `Paid Search`
        let source = campaign.channel.split(['/', '(']).next().unwrap_or("").trim().to_lowercase();
        let paid_search = ["google", "bing", "baidu", "paid search", "cross-network"];
        let key = match source.as_str() {
            source if paid_search.contains(&source) => Some("sem"),
            "fb" | "facebook" | "meta" => Some("facebook"),
            "ig" | "instagram" => Some("instagram"),
            source => dictionary::channel(source),
        };
        let Some(key) = key.or_else(|| report.channel()) else {
            if report == ReportPlatform::Other && !campaign.channel.is_empty() {
                let text = campaign.channel.clone();
                self.channel(draft, &text);
            }
            return;
        };
        let plan = self.context.plan;
        let there = plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some(key));
        match there {
            Some(channel) => draft.line.channel = Some(channel.id),
            None => self.channel(draft, dictionary::channel_name(key)),
        }
    }
}

impl<'a> Campaign<'a> {
    /// Adds another row of the campaign.
    fn add(&mut self, other: Campaign<'a>) {
        self.rows += other.rows;
        self.spent += other.spent;
        self.days = match (self.days, other.days) {
            (Some(own), Some(other)) => DateRange::new(own.first().min(other.first()), own.last().max(other.last())),
            (own, other) => own.or(other),
        };
        for (at, count) in other.results {
            match self.results.iter_mut().find(|(known, _)| *known == at) {
                Some((_, sum)) => *sum += count,
                None => self.results.push((at, count)),
            }
        }
        self.errors.extend(other.errors);
    }
}
