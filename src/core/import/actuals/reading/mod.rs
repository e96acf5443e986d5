//! Reads the figures of one table: which rows count, the day of each, and what several rows of a day come to.

mod across;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::blocks::Block;
use super::cells::{self, MICROS};
use super::choices::ReadingChoices;
use super::days::{DayHints, DayReader};
use super::found::{
    ColumnRole, FigureError, FigureErrorKind, FoundColumn, FoundPost, FoundPosts, FoundSeries, FoundTable, NoFigures,
    RepeatedDays, SeriesSource, TableLayout,
};
use super::profiles::{FileRows, ProfileChannel};
use super::recognise::{ColumnGuess, TableGuess, dictionary_metric, guess, titled_metric};
use super::series::{OpenSeries, merged, mismatches, rebuilt_total};
use crate::import::table::dictionary::{self, TotalWord, folded, total_word};
use crate::import::table::reports::days_in_opening;
use crate::import::table::{Table, TableRow};
use crate::import::text::dates::{DateRules, DayOrder};
use crate::import::text::numbers::{DecimalMark, MarkEvidence, NumberError, NumberRules, currency_signs};
use crate::plan::model::measure::Unit;

/// The words of a row that has the whole of its day beside rows with parts.
const WHOLE_DAY_WORDS: [&str; 6] = ["全部", "全部渠道", "all", "全部来源", "整体", "allsources"];
/// How many posts are kept for the preview.
const KEPT_POSTS: usize = 50;
/// The longest sample of a cell, in characters.
const SAMPLE_CHARS: usize = 40;

struct TableReader<'a> {
    table: &'a Table,
    choices: &'a ReadingChoices,
    guess: TableGuess,
    body: Vec<&'a TableRow>,
    found: FoundTable,
    rules: HashMap<usize, NumberRules>,
    open: Vec<OpenSeries>,
    by_name: HashMap<(usize, String, String), usize>,
}

/// Reads a table. `nth` is its number among those of the file.
pub(super) fn read(table: &Table, block: &Block, name: &str, nth: usize, choices: &ReadingChoices) -> FoundTable {
    let mut guess = guess(&block.rows, &block.columns);
    choose(&mut guess, nth, choices);
    let start = guess.heading.map_or(0, |at| at + 1);
    let body = block.rows.get(start..).unwrap_or_default().to_vec();
    let above = block.comments.iter().chain(block.rows.iter().take(start.saturating_sub(1)));
    let title: Vec<String> = above.map(|row| title_of(row)).filter(|text| !text.is_empty()).collect();
    let found = FoundTable {
        name: name.to_owned(),
        title,
        profile: guess.profile.map(|profile| profile.key.to_owned()),
        is_own: guess.is_own,
        layout: guess.layout,
        heading_row: guess.heading.and_then(|at| block.rows.get(at)).map(|row| row.number),
        ..FoundTable::default()
    };
    let mut reader = TableReader {
        table,
        choices,
        guess,
        body,
        found,
        rules: HashMap::new(),
        open: Vec::new(),
        by_name: HashMap::new(),
    };
    reader.found.channel = reader.channel();
    reader.drop_repeated_headings(block);
    reader.settle_numbers();
    reader.describe_columns();
    let comments = Table { rows: block.comments.iter().map(|row| (*row).clone()).collect(), ..Table::default() };
    reader.read_rows(&comments);
    reader.finish()
}

/// What the person chose for columns, and what follows for the layout.
fn choose(guess: &mut TableGuess, nth: usize, choices: &ReadingChoices) {
    for (_, column, role) in choices.roles.iter().filter(|(table, _, _)| *table == nth) {
        let is_shared = matches!(role, ColumnRole::Ignored | ColumnRole::Values | ColumnRole::Part);
        for other in guess.columns.iter_mut().filter(|other| !is_shared && other.role == *role) {
            other.role = ColumnRole::Ignored;
        }
        if let Some(chosen) = guess.columns.iter_mut().find(|guess| guess.at == *column) {
            (chosen.role, chosen.left_out) = (*role, None);
        }
    }
    let has = |role| guess.columns.iter().any(|column| column.role == role);
    if matches!(guess.layout, TableLayout::Columns | TableLayout::Long) {
        guess.layout = if has(ColumnRole::MetricName) { TableLayout::Long } else { TableLayout::Columns };
    }
}

/// The texts of a line above a table, each once.
fn title_of(row: &TableRow) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for cell in row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
        if !texts.contains(&cell) {
            texts.push(cell);
        }
    }
    texts.join(", ").trim_matches(['#', ' ', '-']).to_owned()
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SAMPLE_CHARS) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

impl TableReader<'_> {
    fn columns_of(&self, role: ColumnRole) -> impl Iterator<Item = &ColumnGuess> {
        self.guess.columns.iter().filter(move |column| column.role == role)
    }

    fn column_of(&self, role: ColumnRole) -> Option<usize> {
        self.columns_of(role).next().map(|column| column.at)
    }

    /// The key of the catalogue's channel: as the title or the columns say, else as the kind of file says.
    fn channel(&self) -> Option<String> {
        if let Some(report) = self.guess.report {
            return report.channel().map(str::to_owned);
        }
        let profile = self.guess.profile?;
        let text = folded(&self.found.title.concat());
        let heads = |name: &str| self.guess.columns.iter().any(|column| folded(&column.heading) == name);
        match (profile.key, profile.channel) {
            ("meta-days", _) if text.contains("facebook") || text.contains("脸书") => Some("facebook".to_owned()),
            ("meta-posts", _) if heads("pageid") || heads("pagename") => Some("facebook".to_owned()),
            (_, ProfileChannel::Listed(key)) => Some(key.to_owned()),
            _ => None,
        }
    }

    /// Drops rows that repeat the headings.
    fn drop_repeated_headings(&mut self, block: &Block) {
        let Some(heading) = self.guess.heading.and_then(|at| block.rows.get(at)) else { return };
        let before = self.body.len();
        let columns = block.columns.clone();
        self.body.retain(|row| !columns.clone().all(|at| row.cell(at).trim() == heading.cell(at).trim()));
        self.found.repeated_headings = before - self.body.len();
    }

    /// The decimal mark of each column of figures.
    fn settle_numbers(&mut self) {
        let columns: Vec<usize> = self.columns_of(ColumnRole::Values).map(|column| column.at).collect();
        let mut all = MarkEvidence::default();
        let mut evidence: Vec<MarkEvidence> = vec![MarkEvidence::default(); columns.len()];
        for row in &self.body {
            for (found, &at) in evidence.iter_mut().zip(&columns) {
                let cell = row.cell(at);
                // Without a mark there is nothing to settle.
                if cell.contains(['.', ',', '，', '．']) && !row.is_number(at) {
                    found.add(cell.trim_end_matches(['%', '％', ' ']));
                    all.add(cell.trim_end_matches(['%', '％', ' ']));
                }
            }
        }
        let is_own = self.guess.is_own;
        for (found, &at) in evidence.iter().zip(&columns) {
            let settled = if is_own { DecimalMark::Point } else { found.settle(all, self.table.delimiter) };
            let mark = self.choices.mark.unwrap_or(settled);
            // 12,408 may be a decimal number where no other cell shows the mark.
            let is_certain = all.point + all.comma > 0;
            self.found.mark_matters |= found.pointed + found.commaed > 0 && !is_certain;
            if self.found.mark != DecimalMark::Either {
                self.found.mark = mark;
            }
            self.rules.insert(at, NumberRules { mark, plain: mark == DecimalMark::Point });
        }
    }

    fn describe_columns(&mut self) {
        let sample = |at: usize| {
            let cells = self.body.iter().map(|row| row.cell(at)).filter(|cell| !cell.trim().is_empty());
            cells.take(3).map(shortened).collect()
        };
        let described = self.guess.columns.iter().map(|column| FoundColumn {
            at: column.at,
            heading: shortened(&column.heading),
            role: column.role,
            left_out: column.left_out,
            samples: sample(column.at),
        });
        let described: Vec<FoundColumn> = described.collect();
        self.found.columns =
            described.into_iter().filter(|column| !column.heading.is_empty() || !column.samples.is_empty()).collect();
    }

    fn error(&mut self, row: &TableRow, column: usize, kind: FigureErrorKind) {
        self.found.errors.add(FigureError { row: row.number, column, text: shortened(row.cell(column)), kind });
    }

    fn read_rows(&mut self, comments: &Table) {
        if self.guess.layout == TableLayout::DaysAcross {
            self.read_days_across();
            return;
        }
        let day = self.column_of(ColumnRole::Day);
        let (start, end) = (self.column_of(ColumnRole::Start), self.column_of(ColumnRole::End));
        let Some(at) = day.or(start) else {
            self.found.problem = Some(NoFigures::NoDays);
            return;
        };
        let is_counted = self.guess.profile.is_some_and(|profile| profile.key == "ga4-days");
        let counted_in =
            if is_counted { days_in_opening(comments, Some(comments.rows.len()), DateRules::default()) } else { None };
        if is_counted && counted_in.is_none() {
            self.found.problem = Some(NoFigures::NoDays);
            return;
        }
        let hints = DayHints {
            chosen: self.choices.order.filter(|order| *order != DayOrder::Unknown),
            usual: self.guess.profile.map(|profile| profile.order).unwrap_or_default(),
            today: self.choices.today,
            from_1904: self.table.days_from_1904,
            counted_in,
        };
        let body = std::mem::take(&mut self.body);
        let mut days = DayReader::new(body.iter().map(|row| row.cell(at)), hints);
        (self.found.order, self.found.order_matters) = (days.order, days.order_matters);
        self.found.without_year = days.lacks_years();
        let end = end.filter(|_| day.is_none());
        let is_posts = self.guess.layout == TableLayout::Posts;
        for row in &body {
            let on = days.day(row.cell(at)).and_then(|on| match end.map(|end| days.day(row.cell(end))) {
                Some(last) if last != Ok(on) => Err(FigureErrorKind::SeveralDays),
                _ if on > self.choices.today => Err(FigureErrorKind::Future),
                _ => Ok(on),
            });
            match on {
                Ok(on) if is_posts => self.post(row, on),
                Ok(on) => self.figures(row, on),
                Err(kind) => self.not_a_day(row, at, kind),
            }
        }
        self.body = body;
    }

    /// A row whose day cannot be read: a total, a remark, or an error.
    fn not_a_day(&mut self, row: &TableRow, at: usize, kind: FigureErrorKind) {
        let is_unread = matches!(kind, FigureErrorKind::Day(_) | FigureErrorKind::NoDay);
        let first = self.guess.columns.iter().take(2).map(|column| column.at);
        let mut labels = std::iter::once(at).chain(first).map(|at| row.cell(at));
        if is_unread && labels.any(|label| total_word(label) == TotalWord::Sure || folded(label) == "total") {
            self.found.totals += 1;
            return;
        }
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if is_unread && filled < 2 {
            self.found.remarks += 1;
            return;
        }
        self.found.rows += 1;
        self.error(row, at, kind);
    }

    /// The figures of a row.
    fn figures(&mut self, row: &TableRow, on: NaiveDate) {
        self.found.rows += 1;
        let text_of = |role| self.column_of(role).map(|at| row.cell(at).trim()).unwrap_or_default();
        let channel = text_of(ColumnRole::ChannelName).to_owned();
        let currency = text_of(ColumnRole::Currency).to_owned();
        let has_whole_day = self.columns_of(ColumnRole::Part).any(|column| {
            let text = row.cell(column.at);
            WHOLE_DAY_WORDS.contains(&folded(text).as_str()) || total_word(text) == TotalWord::Sure
        });
        let named = match self.column_of(ColumnRole::MetricName).filter(|_| self.guess.layout == TableLayout::Long) {
            Some(at) if row.cell(at).trim().is_empty() => {
                self.error(row, at, FigureErrorKind::NoMetric);
                return;
            }
            Some(at) => Some(row.cell(at).trim().to_owned()),
            None => None,
        };
        for nth in 0..self.guess.columns.len() {
            if self.guess.columns[nth].role == ColumnRole::Values {
                self.figure(row, on, nth, named.as_deref(), &channel, &currency, has_whole_day);
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // what its row says
    fn figure(
        &mut self,
        row: &TableRow,
        on: NaiveDate,
        nth: usize,
        named: Option<&str>,
        channel: &str,
        currency: &str,
        has_whole_day: bool,
    ) {
        let at = self.guess.columns[nth].at;
        let Some(value) = self.value(row, nth, named) else { return };
        let of = self.series(nth, named, channel);
        let series = &mut self.open[of];
        let sign = sign_of(row.cell(at));
        series.found.is_money |= sign.is_some();
        if let Some(sign) = sign.or_else(|| (!currency.is_empty()).then(|| currency.to_owned())) {
            if series.found.currency.is_empty() {
                series.found.currency = sign;
            } else if series.found.currency != sign {
                self.error(row, at, FigureErrorKind::Currency);
                return;
            }
        }
        series.add(on, row.number, value, has_whole_day);
    }

    /// The value of a cell, unless it is missing or cannot be read, which is reported. `named` is the name of its metric, where
    /// that is not its column's heading.
    fn value(&mut self, row: &TableRow, nth: usize, named: Option<&str>) -> Option<cells::CellValue> {
        let ColumnGuess { at, metric, in_hours, power, .. } = self.guess.columns[nth];
        let power = named.map_or(power, cells::power_of);
        let mut rules = self.rules.get(&at).copied().unwrap_or_default();
        rules.plain |= row.is_number(at);
        let read = cells::value(row.cell(at), rules, power).and_then(|value| match value {
            Some(value) if value.value < 0 && is_never_negative(metric) => {
                Err(FigureErrorKind::Number(NumberError::Negative))
            }
            Some(value) if in_hours => {
                let seconds = value.value.checked_mul(3_600).ok_or(FigureErrorKind::Number(NumberError::TooLarge))?;
                Ok(Some(cells::CellValue { value: seconds, ..value }))
            }
            value => Ok(value),
        });
        match read {
            Ok(value) => value,
            Err(kind) => {
                self.error(row, at, kind);
                None
            }
        }
    }

    /// The series of a column, or of a name in it.
    fn series(&mut self, nth: usize, named: Option<&str>, channel: &str) -> usize {
        // Looked up without making a key of texts where a table has none.
        let key = (nth, named.unwrap_or_default().to_owned(), channel.to_owned());
        if let Some(known) = self.by_name.get(&key) {
            return *known;
        }
        let column = &self.guess.columns[nth];
        let title = || [&self.found.title.concat(), " ", &self.found.name].concat();
        let mut name = named.map_or_else(|| column.heading.clone(), str::to_owned);
        let metric = match named {
            Some(name) => super::recognise::metric_of(name),
            None if column.is_titled => titled_metric(&title()),
            None => column.metric,
        };
        if column.is_titled
            && let Some(title) = self.found.title.last().filter(|title| !title.is_empty()).or(Some(&self.found.name))
        {
            name.clone_from(title);
        }
        // 日期, 抖音, 微信: a column for each channel.
        let channel = match dictionary::channel(&column.heading) {
            Some(_) if channel.is_empty() && named.is_none() && metric.is_none() => column.heading.trim(),
            _ => channel,
        };
        let leaves_out = self.guess.profile.is_some_and(|profile| profile.leaves_out_zeros);
        let found = FoundSeries {
            column: named.is_none().then_some(column.at),
            name: shortened(&name),
            metric: metric.map(str::to_owned),
            channel: (!channel.is_empty()).then(|| shortened(channel)),
            left_out: column.left_out,
            is_percent: column.heading.contains(['%', '％']),
            // The metrics of which such a file lists the days with something to report only.
            may_leave_out_zeros: leaves_out && matches!(metric, Some("new_followers" | "unfollows")),
            ..FoundSeries::default()
        };
        self.open.push(OpenSeries::new(found));
        self.by_name.insert(key, self.open.len() - 1);
        self.open.len() - 1
    }

    fn post(&mut self, row: &TableRow, on: NaiveDate) {
        self.found.rows += 1;
        let columns: Vec<usize> =
            (0..self.guess.columns.len()).filter(|nth| self.guess.columns[*nth].role == ColumnRole::Values).collect();
        let totals = columns.iter().map(|nth| self.value(row, *nth, None).map(|value| value.value)).collect();
        let title = self.column_of(ColumnRole::Title).map(|at| shortened(row.cell(at))).unwrap_or_default();
        let headings: Vec<(String, String)> = columns
            .iter()
            .map(|nth| {
                let column = &self.guess.columns[*nth];
                (column.heading.clone(), column.metric.unwrap_or_default().to_owned())
            })
            .collect();
        let posts = self.found.posts.get_or_insert_with(|| FoundPosts { columns: headings, ..FoundPosts::default() });
        posts.count += 1;
        if posts.first.len() < KEPT_POSTS {
            posts.first.push(FoundPost { row: row.number, title, on, totals });
        }
        if self.open.is_empty() {
            let is_email = self.guess.profile.is_some_and(|profile| profile.key == "mailchimp-campaigns");
            let found = FoundSeries {
                metric: (!is_email).then(|| "posts".to_owned()),
                source: SeriesSource::PostCount,
                ..FoundSeries::default()
            };
            self.open.push(OpenSeries::new(found));
        }
        let one = cells::CellValue { value: MICROS, is_percent: false, rounded: false };
        self.open[0].add(on, row.number, one, false);
    }

    fn finish(mut self) -> FoundTable {
        let adds = match self.choices.repeated {
            RepeatedDays::Add => true,
            RepeatedDays::Last => false,
            RepeatedDays::ByFile => {
                let of_profile = self.guess.profile.is_some_and(|profile| profile.rows != FileRows::Days);
                of_profile || self.guess.report.is_some() || self.columns_of(ColumnRole::Part).next().is_some()
            }
        };
        let mut repeated: HashSet<NaiveDate> = HashSet::new();
        let mut found = Vec::new();
        for series in std::mem::take(&mut self.open) {
            let taken = merged(series, adds, self.choices.repeated, &mut repeated, &mut self.found.errors);
            if !taken.days.is_empty() || taken.left_out.is_some() {
                found.push(taken);
            }
        }
        self.found.repeated_days = repeated.len();
        self.found.series = found;
        if self.found.profile.as_deref() == Some("tiktok-followers") {
            self.add_net_followers();
        }
        // X exports who came and who left, and no total.
        if self.found.profile.as_deref() == Some("x-days") {
            self.found.series.extend(rebuilt_total(&self.found.series));
        }
        self.found.mismatches = mismatches(&self.found.series);
        self.found.errors.sort();
        if self.found.problem.is_none() && self.found.series.iter().all(|series| series.days.is_empty()) {
            let has_values = self.columns_of(ColumnRole::Values).next().is_some();
            self.found.problem = Some(match () {
                () if self.found.rows == 0 => NoFigures::NoRows,
                () if !has_values => NoFigures::NoValues,
                () if self.found.errors.count > 0 => NoFigures::AllFaulty,
                () => NoFigures::NoRows,
            });
        }
        self.found
    }

    /// The change of followers since the day before, of the totals: the file's own column is that of another day.
    fn add_net_followers(&mut self) {
        let Some(followers) = self.found.series.iter().find(|series| series.metric.as_deref() == Some("followers"))
        else {
            return;
        };
        let changes = followers.days.windows(2).filter(|pair| pair[0].0.succ_opt() == Some(pair[1].0));
        let days: Vec<_> = changes.map(|pair| (pair[1].0, pair[1].1.saturating_sub(pair[0].1))).collect();
        if !days.is_empty() {
            let name = followers.name.clone();
            self.found.series.push(FoundSeries {
                name,
                metric: Some("net_followers".to_owned()),
                source: SeriesSource::Change,
                days,
                ..FoundSeries::default()
            });
        }
    }
}

/// The currency sign or code in a cell.
fn sign_of(cell: &str) -> Option<String> {
    // Most cells are plain digits.
    if cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-')) {
        return None;
    }
    currency_signs(cell).into_iter().next()
}

/// Whether a metric of the dictionary has no values below zero.
fn is_never_negative(metric: Option<&str>) -> bool {
    let Some(metric) = metric.and_then(dictionary_metric) else { return false };
    matches!(metric.unit, Unit::Count | Unit::Duration) && metric.key != "net_followers"
}
