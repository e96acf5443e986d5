//! Finds the total rows of a table by their words, their position and arithmetic.
//!
//! A row that only happens to equal the sum of others stays a line unless its cells name it a total: it is reported as
//! a [`RowKind::Suspect`], and the person decides.

use std::collections::HashMap;

use crate::import::table::dictionary::{TotalWord, folded, total_word};

/// What is known of a row before it is decided what it is.
#[derive(Debug, Clone, Default)]
pub struct RowFacts {
    /// Its number in the file.
    pub number: usize,
    /// Its amount in ten-thousandths, where it has one.
    pub value: Option<i128>,
    /// Its description; empty where it has none.
    pub what: String,
    /// Its other names: phase, channel, category, owner and the like. Empty cells are left out.
    pub names: Vec<String>,
    /// Whether it has a unit price. A row with one is never a total.
    pub priced: bool,
    /// Whether it is a heading over a group: a text and no figure.
    pub title: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A line.
    Line,
    /// A row that sums up others.
    Total(Sum),
    /// A line whose amount equals the sum of these rows, first and last.
    Suspect(usize, usize),
}

/// What a row of totals sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// The rows from the first number to the last: their amounts come to its own.
    Rows(usize, usize),
    /// Its words say that it is a total, and it has no amount to compare.
    Unchecked,
    /// Its words say that it is a total, but the rows come to this amount in ten-thousandths.
    Differs(i128),
}

/// Decides for every row, in order. `pivot` says that the table is a pivot table, which may have its sums over its rows.
pub fn judge(rows: &[RowFacts], pivot: bool) -> Vec<RowKind> {
    let over = sums_over_their_rows(rows, pivot);
    let mut walk = Walk::default();
    rows.iter()
        .zip(over)
        .map(|(row, over)| {
            let judged = match over {
                Some((first, last)) => RowKind::Total(Sum::Rows(first, last)),
                None => walk.judge(row),
            };
            walk.pass(row, judged, over.is_some());
            judged
        })
        .collect()
}

/// The lines so far.
#[derive(Default)]
struct Walk {
    /// Number of each line, and what the lines before it come to.
    lines: Vec<(usize, i128)>,
    /// What all lines come to.
    sum: i128,
    /// Where the last group began before which the lines come to that: looked up, since a long table may have thousands.
    begun_at: HashMap<i128, usize>,
    /// The names of each line, folded.
    names: Vec<Vec<String>>,
    /// Where the current group begins, as an index into the lines.
    since: usize,
    /// Whether the amount of a line could not be read: sums cannot be compared.
    unreadable: bool,
    /// The last heading over a group, folded.
    title: String,
}

impl Walk {
    /// A group begins with the next line.
    fn begin(&mut self) {
        self.since = self.lines.len();
        self.begun_at.insert(self.sum, self.lines.len());
    }

    /// The run of lines up to here that comes to this amount: the current group, else from the start of another one.
    fn run_of(&self, value: i128) -> Option<usize> {
        let before = self.sum - value;
        let begun = self.begun_at.get(&before).copied().or_else(|| (before == 0).then_some(0));
        begun.filter(|&at| at < self.lines.len())
    }

    fn judge(&self, row: &RowFacts) -> RowKind {
        let texts = std::iter::once(&row.what).chain(&row.names);
        let word = texts.map(|text| total_word(text)).max().unwrap_or_default();
        if row.priced || (row.title && word != TotalWord::Sure) {
            return RowKind::Line;
        }
        let run = row.value.filter(|&value| value != 0).and_then(|value| self.run_of(value));
        let count = run.map_or(0, |at| self.lines.len() - at);
        let rows = run.map(|at| (self.lines[at].0, self.lines.last().map_or(0, |(number, _)| *number)));
        let others = row.names.iter().filter(|name| total_word(name) == TotalWord::None).count();
        let is_total = match &word {
            TotalWord::Sure => true,
            TotalWord::Of(rest) => run.is_some() || self.names_group(rest) || (others == 0 && ends_as_total(row)),
            TotalWord::None => {
                let nameless = row.what.trim().is_empty() && row.names.is_empty();
                count >= 2 && (nameless || self.names_group(&folded(Walk::only_name(row))))
            }
        };
        match (is_total, rows) {
            (true, Some((first, last))) => RowKind::Total(Sum::Rows(first, last)),
            (true, None) => RowKind::Total(self.unmatched(row)),
            (false, Some((first, last))) if count >= 2 => RowKind::Suspect(first, last),
            _ => RowKind::Line,
        }
    }

    /// The name of a row that has one only; empty otherwise.
    fn only_name(row: &RowFacts) -> &str {
        match (row.what.trim(), &row.names[..]) {
            ("", [only]) => only,
            (what, []) => what,
            _ => "",
        }
    }

    fn unmatched(&self, row: &RowFacts) -> Sum {
        let before = self.lines.get(self.since).map_or(0, |(_, before)| *before);
        match row.value {
            Some(_) if !self.lines.is_empty() && !self.unreadable => Sum::Differs(self.sum - before),
            _ => Sum::Unchecked,
        }
    }

    /// Whether that is what the current group goes by: its heading, or a name that all of its lines share.
    fn names_group(&self, name: &str) -> bool {
        let since = self.since;
        let group = &self.names[since.min(self.names.len())..];
        let shared = || !group.is_empty() && group.iter().all(|names| names.iter().any(|known| known == name));
        !name.is_empty() && (self.title == name || shared())
    }

    fn pass(&mut self, row: &RowFacts, judged: RowKind, over: bool) {
        match judged {
            RowKind::Total(_) => {
                self.begin();
                self.title = if over { folded(&row.what) } else { String::new() };
            }
            RowKind::Line if row.title => {
                self.begin();
                self.title = folded(if row.what.trim().is_empty() {
                    row.names.first().map_or("", String::as_str)
                } else {
                    &row.what
                });
            }
            RowKind::Line | RowKind::Suspect(..) => {
                self.unreadable |= row.value.is_none();
                if let Some(value) = row.value {
                    self.lines.push((row.number, self.sum));
                    self.sum += value;
                    self.names.push(row.names.iter().map(|name| folded(name)).collect());
                }
            }
        }
    }
}

/// `Paid media Total`: the form in which spreadsheets write subtotals.
fn ends_as_total(row: &RowFacts) -> bool {
    let ends = |text: &str| {
        let text = folded(text);
        ["total", "totals", "汇总", "合计", "小计"].iter().any(|word| text.ends_with(word))
    };
    ends(&row.what) || row.names.iter().any(|name| ends(name))
}

/// Rows that have the sum of the rows under them, as pivot tables and outlines are written.
fn sums_over_their_rows(rows: &[RowFacts], pivot: bool) -> Vec<Option<(usize, usize)>> {
    let mut found = vec![None; rows.len()];
    let word = |row: &RowFacts| {
        let texts = std::iter::once(&row.what).chain(&row.names);
        texts.map(|text| total_word(text)).max().unwrap_or_default()
    };
    let is_word = |row: &RowFacts| word(row) == TotalWord::Sure;
    let has_word = |row: &RowFacts| word(row) != TotalWord::None;
    let plain: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].title && !has_word(&rows[at])).collect();
    let value = |at: usize| rows[at].value.unwrap_or(0);
    let all: i128 = plain.iter().map(|&at| value(at)).sum();
    // Every amount twice, once in its group's row: what the grand total says.
    let grand = rows.iter().rev().find(|row| is_word(row)).and_then(|row| row.value);
    let twice = grand.is_some_and(|grand| grand != 0 && all == 2 * grand) && plain.iter().all(|&at| !rows[at].priced);
    if pivot || twice {
        let (mut at, mut groups) = (0, Vec::new());
        while at < plain.len() {
            let (mut sum, mut end) = (0, at + 1);
            while end < plain.len() && (sum != value(plain[at]) || end == at + 1) {
                sum += value(plain[end]);
                end += 1;
            }
            if sum != value(plain[at]) || sum == 0 {
                groups.clear();
                break;
            }
            groups.push((at, end - 1));
            at = end;
        }
        for (at, last) in groups {
            found[plain[at]] = Some((rows[plain[at + 1]].number, rows[plain[last]].number));
        }
    }
    if found.iter().any(Option::is_some) {
        return found;
    }
    // An outline: the group's row has a name and an amount only, its members say more.
    let heads = |at: usize| {
        let row = &rows[at];
        !row.priced
            && !row.title
            && row.names.is_empty()
            && !row.what.trim().is_empty()
            && row.value.is_some_and(|value| value != 0)
    };
    for (nth, &at) in plain.iter().enumerate().filter(|&(_, &at)| heads(at)) {
        let members: Vec<usize> =
            plain[nth + 1..].iter().copied().take_while(|&next| !heads(next) && next - at < rows.len()).collect();
        let in_one_run = members.last().is_some_and(|&last| last - at == members.len());
        if members.len() >= 2 && in_one_run && members.iter().map(|&at| value(at)).sum::<i128>() == value(at) {
            found[at] = Some((rows[members[0]].number, rows[members[members.len() - 1]].number));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of `category | what | amount`; `x` before the amount marks a row with a unit price.
    fn rows(text: &str) -> Vec<RowFacts> {
        let row = |(at, line): (usize, &str)| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let amount = cells[2].trim_start_matches('x');
            RowFacts {
                number: at + 2,
                value: amount.parse().ok(),
                what: cells[1].to_owned(),
                names: Some(cells[0].to_owned()).filter(|name| !name.is_empty()).into_iter().collect(),
                priced: cells[2].starts_with('x'),
                title: amount.is_empty(),
            }
        };
        text.lines().enumerate().map(row).collect()
    }

    /// One letter a row: line, total that is right, unchecked or differing, suspect.
    fn judged(text: &str) -> String {
        let letter = |judged| match judged {
            RowKind::Line => 'l',
            RowKind::Total(Sum::Rows(..)) => 't',
            RowKind::Total(Sum::Unchecked) => 'u',
            RowKind::Total(Sum::Differs(_)) => 'd',
            RowKind::Suspect(..) => '?',
        };
        judge(&rows(text), false).into_iter().map(letter).collect()
    }

    #[test]
    fn subtotals_are_told_from_lines() {
        for (table, kinds) in [
            // As Excel's subtotals are written, at two levels.
            (
                "Media|Search|1000\nMedia|Feed|2000\nMedia Total||3000\nEvents|Stalls|500\nEvents|Booth|900\nEvents Total||1400\nGrand Total||4400",
                "lltlltt",
            ),
            // A group of one.
            ("Media|Search|1000\nMedia Total||1000\nEvents|Booth|900\nEvents Total||900\nTotal||1900", "ltltt"),
            // By place and arithmetic alone: no name, or the group's.
            ("Media|Search|1000\nMedia|Feed|2000\n||3000\nEvents|Booth|900", "lltl"),
            ("Media|Search|1000\nMedia|Feed|2000\nMedia||3000\nEvents|Booth|900", "lltl"),
            ("|Paid media|\nA|Search|1000\nB|Feed|2000\n|Paid media|3000", "lllt"),
            // A line that happens to equal two others stays one.
            ("Media|Search|1000\nMedia|Feed|2000\nEvents|Booth|3000", "ll?"),
            ("Media|Search|1000\nMedia|Feed|2000\nEvents|Booth|x3000", "lll"),
            // Two equal amounts are no sum.
            ("Media|Search|1000\nMedia|Feed|1000\nEvents|Booth|1000", "lll"),
            // A name that begins like a total.
            ("Media|Search|1000\nEvents|Total Wine tasting|700\nMedia|Feed|20", "lll"),
            ("媒介|搜索|1000\n媒介|信息流|2000\n媒介小计||3000\n媒介|数据汇总|50\n合计||3050", "lltlt"),
            // A total that is wrong is still none of the lines.
            ("Media|Search|1000\nMedia|Feed|2000\nTotal||3100", "lld"),
            ("Media|Search|1000\nMedia|Feed|2000\nMedia Total||2900", "lld"),
            // Tax between subtotal and total.
            ("Media|Search|1000\nMedia|Feed|2000\n|Subtotal|3000\n|VAT|600\n|Total|3600", "lltlt"),
            // A pivot with its sums over its rows, and an outline.
            ("|Media|3000\n|Feed|2000\n|Search|1000\n|Events|900\n|Booth|900\n|Grand Total|3900", "tlltlt"),
            ("|Media|3000\nA|Feed|2000\nB|Search|1000\n|Events|900\nC|Booth|500\nD|Stall|400", "tlltll"),
            // Refunds count.
            ("Media|Search|1000\nMedia|Refund|-200\nMedia Total||800", "llt"),
        ] {
            assert_eq!(judged(table), kinds, "{table}");
        }
    }

    #[test]
    fn the_rows_of_a_sum_are_named() {
        let found = judge(&rows("Media|Search|1000\nMedia|Feed|2000\nMedia Total||3000\nTotal||3001"), false);
        assert_eq!(found[2], RowKind::Total(Sum::Rows(2, 3)));
        assert_eq!(found[3], RowKind::Total(Sum::Differs(3000)));
    }
}
