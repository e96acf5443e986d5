//! Finds rows whose amount is the sum of the rows below them, at any number of levels, as in outlines and compact pivot
//! tables.
//!
//! Levels come from the indents of the labels where these differ, else from arithmetic: in a pivot table all lines are at
//! the same depth. A total must equal the sum of its rows; for rows that only look like totals, the person decides.

use std::collections::HashMap;
use std::ops::Range;

use super::dictionary::TotalWord;
use super::sums::{MAX_LEVELS as LEVELS, RowFacts};

/// How many groups are tried.
const MAX_TRIED_GROUPS: usize = 200_000;
/// How often another end is tried for a group that can end in several places.
const MAX_BRANCHES: usize = 200;

/// The groups of an outline. Rows are given by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    /// For a total, the numbers of the first and the last of its rows.
    pub(super) sums: Vec<Option<(usize, usize)>>,
    /// The same for rows that may be totals, which the person decides.
    pub(super) asked: Vec<Option<(usize, usize)>>,
    /// The total of the group that a row is in.
    pub(super) parents: Vec<Option<usize>>,
}

impl Outline {
    fn of(rows: &[RowFacts]) -> Outline {
        Outline { sums: vec![None; rows.len()], asked: vec![None; rows.len()], parents: vec![None; rows.len()] }
    }
}

/// Finds the rows that are totals of the rows below them. `pivot` marks a pivot table.
pub(super) fn find(rows: &[RowFacts], pivot: bool) -> Outline {
    let plain: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].title && rows[at].word == TotalWord::None).collect();
    by_indent(rows, &plain, pivot).or_else(|| by_depth(rows, &plain, pivot)).unwrap_or_else(|| by_names(rows, &plain))
}

fn value(row: &RowFacts) -> i128 {
    row.value.unwrap_or(0)
}

/// The outline given by the indents of labels. `None` if they show none, or the amounts contradict it.
fn by_indent(rows: &[RowFacts], plain: &[usize], pivot: bool) -> Option<Outline> {
    let mut found = Outline::of(rows);
    let mut open: Vec<usize> = Vec::new();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut last_of = HashMap::new();
    let mut before = 0;
    for &at in plain {
        while let Some(above) = open.pop_if(|above| rows[*above].indent >= rows[at].indent) {
            last_of.insert(above, before);
        }
        if let Some(&above) = open.last() {
            found.parents[at] = Some(above);
            members.entry(above).or_default().push(at);
        }
        open.push(at);
        before = at;
    }
    last_of.extend(open.into_iter().map(|above| (above, before)));
    let mut open_questions = Vec::new();
    for (&above, members) in &members {
        let of = (rows[members[0]].number, rows[last_of[&above]].number);
        let sum: i128 = members.iter().map(|&at| value(&rows[at])).sum();
        let row = &rows[above];
        if row.value == Some(sum) && !row.priced {
            found.sums[above] = Some(of);
        } else if row.value.is_some_and(|value| value != 0) && sum != 0 && !row.priced {
            open_questions.push((above, of));
        }
    }
    if pivot || found.sums.iter().any(Option::is_some) {
        for (above, of) in open_questions {
            found.asked[above] = Some(of);
        }
    }
    (found.sums.iter().chain(&found.asked).any(Option::is_some)).then_some(found)
}

/// The outline of a pivot table, all of whose lines are at the same depth. The depth follows from the grand total, since the
/// sum of all rows contains each amount once, and once more for every level of totals above it.
fn by_depth(rows: &[RowFacts], plain: &[usize], pivot: bool) -> Option<Outline> {
    let values: Vec<i128> = plain.iter().map(|&at| value(&rows[at])).collect();
    let all: i128 = values.iter().sum();
    let grand =
        rows.iter().rev().find(|row| row.word == TotalWord::Sure).and_then(|row| row.value).filter(|grand| *grand != 0);
    let times = grand.filter(|grand| all % grand == 0).and_then(|grand| usize::try_from(all / grand).ok());
    let is_priced = plain.iter().any(|&at| rows[at].priced);
    let depths = match times {
        Some(1) => return None,
        Some(times @ 2..=LEVELS) if pivot || !is_priced => times..times + 1,
        _ if pivot => 2..LEVELS + 1,
        _ => return None,
    };
    let groupings: Vec<Grouping> = depths.map(|depth| Grouping::of(&values, depth)).collect();
    let found: Vec<&Grouping> = groupings.iter().filter(|grouping| !grouping.found.is_empty()).collect();
    let is_sure = matches!(found[..], [grouping] if grouping.found.len() == 1 && !grouping.is_cut);
    let mut outline = Outline::of(rows);
    for groups in found.iter().flat_map(|grouping| &grouping.found) {
        for group in groups {
            let of = (rows[plain[group.start + 1]].number, rows[plain[group.end - 1]].number);
            if is_sure {
                outline.sums[plain[group.start]] = Some(of);
                // Groups are listed from the outside in.
                for at in group.clone().skip(1) {
                    outline.parents[plain[at]] = Some(plain[group.start]);
                }
            } else {
                outline.asked[plain[group.start]] = Some(of);
            }
        }
    }
    (!found.is_empty()).then_some(outline)
}

/// The ways in which rows can be grouped so that each group begins with its total and all lines are at the same depth.
struct Grouping<'a> {
    values: &'a [i128],
    /// The sum of the rows before each row.
    before: Vec<i128>,
    /// The rows by the sum of the rows before them.
    places: HashMap<i128, Vec<usize>>,
    depth: usize,
    tries: usize,
    forks: usize,
    /// Not all ways were tried.
    is_cut: bool,
    /// The first two ways found: groups as ranges of rows, from the outside in.
    found: Vec<Vec<Range<usize>>>,
}

impl<'a> Grouping<'a> {
    fn of(values: &'a [i128], depth: usize) -> Grouping<'a> {
        let mut before = vec![0];
        for value in values {
            before.push(before[before.len() - 1] + value);
        }
        let mut places: HashMap<i128, Vec<usize>> = HashMap::new();
        for (at, sum) in before.iter().enumerate() {
            places.entry(*sum).or_default().push(at);
        }
        let mut grouping =
            Grouping { values, before, places, depth, tries: 0, forks: 0, is_cut: false, found: Vec::new() };
        let whole = 0..values.len();
        grouping.go_on(Vec::new(), vec![whole], 0);
        grouping
    }

    /// Tries all ways from row `at` on. `open` are the groups that it is in, the whole table first.
    fn go_on(&mut self, mut groups: Vec<Range<usize>>, mut open: Vec<Range<usize>>, mut at: usize) {
        loop {
            while open.last().is_some_and(|group| group.end == at) {
                open.pop();
            }
            if at == self.values.len() {
                if open.is_empty() && !groups.is_empty() && !self.found.contains(&groups) {
                    self.found.push(groups);
                }
                return;
            }
            self.tries += 1;
            if self.tries > MAX_TRIED_GROUPS || self.forks > MAX_BRANCHES {
                self.is_cut = true;
                return;
            }
            if open.len() == self.depth {
                // All rows up to the end of the group are lines.
                at = open[open.len() - 1].end;
                continue;
            }
            // The group's sum, once for each level under it, and its own row.
            let levels = self.depth - open.len() + 1;
            let times = i128::try_from(levels).unwrap_or(i128::MAX);
            let end = self.values[at].checked_mul(times).map(|all| self.before[at] + all);
            let until = open.last().map_or(at, |group| group.end);
            let ends = end.and_then(|end| self.places.get(&end)).map_or(&[][..], Vec::as_slice);
            let ends = &ends[ends.partition_point(|&end| end < at + levels)..];
            let ends = ends[..ends.partition_point(|&end| end <= until)].to_vec();
            let Some((&last, others)) = ends.split_last() else { return };
            for &end in others {
                let (mut groups, mut open) = (groups.clone(), open.clone());
                groups.push(at..end);
                open.push(at..end);
                self.forks += 1;
                self.go_on(groups, open, at + 1);
                if self.found.len() > 1 || self.is_cut {
                    return;
                }
            }
            groups.push(at..last);
            open.push(at..last);
            at += 1;
        }
    }
}

/// An outline whose totals have a name and an amount only, while their lines have more columns.
fn by_names(rows: &[RowFacts], plain: &[usize]) -> Outline {
    let mut found = Outline::of(rows);
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
        let sum = members.iter().map(|&at| value(&rows[at])).sum::<i128>();
        if members.len() >= 2 && in_one_run && sum == value(&rows[at]) {
            found.sums[at] = Some((rows[members[0]].number, rows[members[members.len() - 1]].number));
        }
    }
    found
}
