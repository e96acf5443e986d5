//! Finds the total rows of a table by their words, their position and arithmetic.
//!
//! A row that only happens to equal the sum of others stays a line unless its cells name it a total: it is reported as
//! a [`RowClass::Suspect`], and the person decides.

use std::collections::HashMap;

use super::mapping::RowChoice;
use super::outline;
use crate::import::table::dictionary::{TotalWord, folded, total_word};

/// The most levels of sums over each other that name the groups of a line: as many as a spreadsheet's outline has.
pub const MAX_LEVELS: usize = 8;

/// The properties of a row by which it is classified.
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
    /// How clearly these name a total.
    pub word: TotalWord,
    /// Whether it has a unit price. A row with one is never a total.
    pub priced: bool,
    /// Whether it is a heading over a group: a text and no figure.
    pub title: bool,
    /// How far its label is indented, in characters.
    pub indent: usize,
    /// What the person chose for it. A skipped row counts in no sum; a row chosen as a line is one.
    pub choice: Option<RowChoice>,
}

/// The class of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowClass {
    /// A line.
    Line,
    /// A row that sums up others.
    Total(TotalCheck),
    /// A line that may be the sum of these rows, first and last: its amount equals theirs, or it is the heading of their group.
    Suspect(usize, usize),
}

/// How the amount of a total row compares with the sum of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalCheck {
    /// It equals the sum of the rows from the first number to the last.
    Rows(usize, usize),
    /// Its words name a total, and it has no amount to compare.
    Unchecked,
    /// Its words name a total, but the sum of the rows is this amount in ten-thousandths.
    Differs(i128),
}

/// The classes of the rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassifiedRows {
    /// The class of each row.
    pub kinds: Vec<RowClass>,
    /// The index of the total above each row, as in outlines and pivot tables.
    pub parents: Vec<Option<usize>>,
}

/// Classifies the rows, in order. `pivot` marks a pivot table, which may have totals above their rows.
pub fn classify(rows: &[RowFacts], pivot: bool) -> ClassifiedRows {
    let outline = outline::find(rows, pivot);
    let mut tracker = GroupTracker::default();
    let kinds = rows.iter().enumerate().map(|(at, row)| {
        let classified = match (outline.sums[at], outline.asked[at]) {
            _ if row.choice.is_some() => RowClass::Line,
            (Some((first, last)), _) => RowClass::Total(TotalCheck::Rows(first, last)),
            (None, Some((first, last))) => RowClass::Suspect(first, last),
            (None, None) => tracker.classify(row),
        };
        if row.choice != Some(RowChoice::Skip) {
            tracker.advance(row, classified, outline.sums[at].is_some());
        }
        classified
    });
    ClassifiedRows { kinds: kinds.collect(), parents: outline.parents }
}

impl RowFacts {
    /// Sets [`RowFacts::word`] from its texts.
    #[must_use]
    pub fn with_word(mut self) -> RowFacts {
        let texts = std::iter::once(&self.what).chain(&self.names);
        self.word = texts.map(|text| total_word(text)).max().unwrap_or_default();
        self
    }
}

/// The lines and groups before the current row.
#[derive(Default)]
struct GroupTracker {
    /// Row number of each line, and the sum of the lines before it.
    lines: Vec<(usize, i128)>,
    /// The sum of all lines.
    sum: i128,
    /// The start of the last group with this sum before it; a lookup table, since a long table may have thousands of groups.
    group_starts: HashMap<i128, usize>,
    /// The folded names that all lines of the current group have; `None` before its first line.
    shared: Option<Vec<String>>,
    /// The index of the current group's first line.
    since: usize,
    /// Whether the amount of a line could not be read, so that sums cannot be compared.
    unreadable: bool,
    /// The folded heading of the current group.
    title: String,
}

impl GroupTracker {
    /// Starts a group with the next line.
    fn start_group(&mut self) {
        self.since = self.lines.len();
        self.shared = None;
        self.group_starts.insert(self.sum, self.lines.len());
    }

    /// The index of the first line of a run up to here that sums to `value` and starts with a group.
    fn run_with_sum(&self, value: i128) -> Option<usize> {
        let before = self.sum - value;
        let start = self.group_starts.get(&before).copied().or_else(|| (before == 0).then_some(0));
        start.filter(|&at| at < self.lines.len())
    }

    fn classify(&self, row: &RowFacts) -> RowClass {
        let word = &row.word;
        if row.priced || (row.title && *word != TotalWord::Sure) {
            return RowClass::Line;
        }
        let run = row.value.filter(|&value| value != 0).and_then(|value| self.run_with_sum(value));
        let count = run.map_or(0, |at| self.lines.len() - at);
        let rows = run.map(|at| (self.lines[at].0, self.lines.last().map_or(0, |(number, _)| *number)));
        let others = row.names.iter().filter(|name| total_word(name) == TotalWord::None).count();
        let is_total = match word {
            TotalWord::Sure => true,
            TotalWord::Of(rest) => run.is_some() || self.names_group(rest) || (others == 0 && ends_as_total(row)),
            TotalWord::None => {
                let nameless = row.what.trim().is_empty() && row.names.is_empty();
                count >= 2 && (nameless || self.names_group(&folded(GroupTracker::only_name(row))))
            }
        };
        match (is_total, rows) {
            (true, Some((first, last))) => RowClass::Total(TotalCheck::Rows(first, last)),
            (true, None) => RowClass::Total(self.unmatched_total(row)),
            (false, Some((first, last))) if count >= 2 => RowClass::Suspect(first, last),
            _ => RowClass::Line,
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

    fn unmatched_total(&self, row: &RowFacts) -> TotalCheck {
        let before = self.lines.get(self.since).map_or(0, |(_, before)| *before);
        match row.value {
            Some(_) if !self.lines.is_empty() && !self.unreadable => TotalCheck::Differs(self.sum - before),
            _ => TotalCheck::Unchecked,
        }
    }

    /// Whether `name` is the current group's heading, or a name that all of its lines share.
    fn names_group(&self, name: &str) -> bool {
        let is_shared = || self.shared.iter().flatten().any(|known| known == name);
        !name.is_empty() && (self.title == name || is_shared())
    }

    fn advance(&mut self, row: &RowFacts, classified: RowClass, over: bool) {
        match classified {
            RowClass::Total(_) => {
                self.start_group();
                self.title = if over { folded(&row.what) } else { String::new() };
            }
            RowClass::Line if row.title => {
                self.start_group();
                self.title = folded(if row.what.trim().is_empty() {
                    row.names.first().map_or("", String::as_str)
                } else {
                    &row.what
                });
            }
            RowClass::Line | RowClass::Suspect(..) => {
                self.unreadable |= row.value.is_none();
                if let Some(value) = row.value {
                    self.lines.push((row.number, self.sum));
                    self.sum += value;
                    let names: Vec<String> = row.names.iter().map(|name| folded(name)).collect();
                    match &mut self.shared {
                        Some(shared) => shared.retain(|name| names.contains(name)),
                        None => self.shared = Some(names),
                    }
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
                indent: line.split('|').nth(1).map_or(0, |what| what.len() - what.trim_start().len()),
                ..RowFacts::default()
            }
            .with_word()
        };
        text.lines().enumerate().map(row).collect()
    }

    /// One letter a row: line, total that is right, unchecked or differing, suspect.
    fn classified(text: &str) -> String {
        let letter = |classified| match classified {
            RowClass::Line => 'l',
            RowClass::Total(TotalCheck::Rows(..)) => 't',
            RowClass::Total(TotalCheck::Unchecked) => 'u',
            RowClass::Total(TotalCheck::Differs(_)) => 'd',
            RowClass::Suspect(..) => '?',
        };
        classify(&rows(text), false).kinds.into_iter().map(letter).collect()
    }

    #[test]
    fn subtotals_are_distinguished_from_lines() {
        for (table, kinds) in [
            // Subtotals as Excel writes them, at two levels.
            (
                "Media|Search|1000\nMedia|Feed|2000\nMedia Total||3000\nEvents|Stalls|500\nEvents|Booth|900\nEvents Total||1400\nGrand Total||4400",
                "lltlltt",
            ),
            // A group of one.
            ("Media|Search|1000\nMedia Total||1000\nEvents|Booth|900\nEvents Total||900\nTotal||1900", "ltltt"),
            // By position and arithmetic only: without a name, or with the group's name.
            ("Media|Search|1000\nMedia|Feed|2000\n||3000\nEvents|Booth|900", "lltl"),
            ("Media|Search|1000\nMedia|Feed|2000\nMedia||3000\nEvents|Booth|900", "lltl"),
            ("|Paid media|\nA|Search|1000\nB|Feed|2000\n|Paid media|3000", "lllt"),
            // A line that happens to equal the sum of two others stays a line.
            ("Media|Search|1000\nMedia|Feed|2000\nEvents|Booth|3000", "ll?"),
            ("Media|Search|1000\nMedia|Feed|2000\nEvents|Booth|x3000", "lll"),
            // Equal amounts are not a sum.
            ("Media|Search|1000\nMedia|Feed|1000\nEvents|Booth|1000", "lll"),
            // A name that starts like a total.
            ("Media|Search|1000\nEvents|Total Wine tasting|700\nMedia|Feed|20", "lll"),
            ("媒介|搜索|1000\n媒介|信息流|2000\n媒介小计||3000\n媒介|数据汇总|50\n合计||3050", "lltlt"),
            // A total with a wrong amount is not a line either.
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
            assert_eq!(classified(table), kinds, "{table}");
        }
    }

    #[test]
    fn a_total_names_the_rows_of_its_sum() {
        let found = classify(&rows("Media|Search|1000\nMedia|Feed|2000\nMedia Total||3000\nTotal||3001"), false).kinds;
        assert_eq!(found[2], RowClass::Total(TotalCheck::Rows(2, 3)));
        assert_eq!(found[3], RowClass::Total(TotalCheck::Differs(3000)));
    }

    /// One letter a row, and for each the name of the group over it.
    fn outlined(text: &str, pivot: bool) -> (String, Vec<String>) {
        let rows = rows(text);
        let classified = classify(&rows, pivot);
        let letter = |kind| match kind {
            RowClass::Total(TotalCheck::Rows(..)) => 't',
            RowClass::Total(_) => 'd',
            RowClass::Suspect(..) => '?',
            RowClass::Line => 'l',
        };
        let parent = |at: Option<usize>| at.map_or(String::new(), |at| rows[at].what.clone());
        (classified.kinds.into_iter().map(letter).collect(), classified.parents.into_iter().map(parent).collect())
    }

    #[test]
    fn sums_over_sums_are_found_by_depth() {
        let three = "|Media|6000\n|Search|4000\n|Brand|1500\n|Generic|2500\n|Feed|2000\n|Spring|2000\n|Events|900\n\
            |Stalls|900\n|Booth|400\n|Tent|500";
        let groups = ["", "Media", "Search", "Search", "Media", "Feed", "", "Events", "Stalls", "Stalls"];
        // With a grand total, whatever the headings say.
        let with_total = outlined(&(three.to_owned() + "\n|Grand Total|6900"), false);
        assert_eq!(with_total.0, "ttlltlttllt");
        assert_eq!(with_total.1[..10], groups);
        // Without one, where the headings say that it is a pivot table.
        assert_eq!(outlined(three, true), ("ttlltlttll".to_owned(), groups.map(str::to_owned).to_vec()));
        // Four levels, and lines of nothing.
        let four = "|A|30\n|B|30\n|C|30\n|d|30\n|e|0\n|F|5\n|G|5\n|H|5\n|i|5\n|Total|35";
        assert_eq!(outlined(four, false).0, "tttlltttlt");
        // The grand total shows that there are no totals above lines.
        assert_eq!(outlined("|A|30\n|B|30\n|C|5\n|D|5\n|Total|70", true).0, "llllt");
        // Two ways to group: the person decides.
        assert!(outlined("|A|0\n|b|0\n|c|0\n|d|0\n|E|5\n|f|5\n|Total|5", false).0.starts_with('?'));
        // No group has the sum of its rows.
        assert_eq!(outlined("|A|31\n|B|30\n|C|30\n|D|29\n|Total|40", false).0, "lllld");
    }

    #[test]
    fn sums_over_sums_are_found_by_indent() {
        let indented =
            "|Media|6000\n|  Search|4000\n|    Brand|1500\n|    Generic|2500\n|  Feed|2000\n|Events|900\n|  Booth|900";
        assert_eq!(outlined(indented, false).0, "ttlllt".to_owned() + "l");
        assert_eq!(outlined(indented, false).1, ["", "Media", "Search", "Search", "Media", "", "Events"]);
        // A row over others that is not their sum is shown beside those that are; a price makes it a line.
        assert_eq!(outlined("|Media|60\n|  Search|60\n|Events|9\n|  Booth|8", false).0, "tl?l");
        assert_eq!(outlined("|Media|x60\n|  Search|60", false).0, "ll");
        // Indentation alone is no evidence.
        assert_eq!(outlined("|Media|60\n|  Search|61\n|Events|9", false).0, "lll");
    }
}
