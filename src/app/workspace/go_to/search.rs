//! What a query finds among the places and actions of the app, best first.
//!
//! Pure: it knows texts, not what they lead to. A query matches by the words of either language, and by the initials of
//! the pinyin of Chinese names.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::pinyin::initials;
use crate::text::width::folded;

/// The texts of one thing that can be found, in the form in which they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searchable {
    /// Its name, in each language where that is known.
    names: Vec<String>,
    /// The pinyin initials of those names that are Chinese.
    initials: Vec<String>,
    /// Where it is: found too, but after everything that is found by name.
    place: String,
}

impl Searchable {
    /// Something with a name of ours, which has an entry in the table of pinyin.
    pub fn ours(name: &str, place: &str) -> Searchable {
        let mut searchable = Searchable::theirs(name, place);
        searchable.add_initials(name);
        searchable
    }

    /// Something that the reader has named.
    pub fn theirs(name: &str, place: &str) -> Searchable {
        Searchable { names: vec![folded(name)], initials: Vec::new(), place: folded(place) }
    }

    /// Adds its name in another language.
    pub fn also(&mut self, name: &str) {
        let folded = folded(name);
        if !self.names.contains(&folded) {
            self.names.push(folded);
            self.add_initials(name);
        }
    }

    fn add_initials(&mut self, name: &str) {
        let letters = initials(name);
        if letters.len() > 1 {
            self.initials.push(letters);
        }
    }

    /// How well a query fits, 0 best; `None` where it does not. `words` are those of the folded `query`.
    fn rank(&self, query: &str, words: &[&str]) -> Option<u8> {
        let joined = words.concat();
        if self.names.iter().any(|name| name.starts_with(query)) {
            return Some(0);
        }
        if self.initials.iter().any(|letters| letters.starts_with(&joined)) {
            return Some(1);
        }
        if self
            .initials
            .iter()
            .any(|letters| letters.len() > joined.len() && joined.len() > 1 && letters.contains(&joined))
        {
            return Some(3);
        }
        let mut worst = 0;
        for word in words {
            worst = worst.max(self.rank_of_word(word)?);
        }
        Some(worst)
    }

    fn rank_of_word(&self, word: &str) -> Option<u8> {
        let best = self.names.iter().filter_map(|name| {
            let at = name.find(word)?;
            let begins = |at: usize| !name[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let starts = begins(at) || name.match_indices(word).any(|(at, _)| begins(at));
            Some(if starts { 2 } else { 3 })
        });
        best.min().or_else(|| self.place.contains(word).then_some(4))
    }
}

/// The indices of the things that a query finds, best first and at most `most`, and whether there are more. Things that
/// fit equally well keep their order.
pub fn find<'a>(query: &str, things: impl IntoIterator<Item = &'a Searchable>, most: usize) -> (Vec<usize>, bool) {
    let query = folded(query);
    let query = query.trim();
    let words: Vec<&str> = query.split_whitespace().collect();
    // The worst of those kept lies on top.
    let mut best: BinaryHeap<Hit> = BinaryHeap::with_capacity(most + 1);
    let mut more = false;
    for (at, thing) in things.into_iter().enumerate() {
        let Some(rank) = thing.rank(query, &words) else { continue };
        best.push(Hit { rank, at });
        if best.len() > most {
            best.pop();
            more = true;
        }
    }
    (best.into_sorted_vec().into_iter().map(|hit| hit.at).collect(), more)
}

#[derive(PartialEq, Eq)]
struct Hit {
    rank: u8,
    at: usize,
}

impl Ord for Hit {
    fn cmp(&self, other: &Hit) -> Ordering {
        (self.rank, self.at).cmp(&(other.rank, other.at))
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Hit) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(query: &str, names: &[&'a str]) -> Vec<&'a str> {
        let things: Vec<Searchable> = names.iter().map(|name| Searchable::ours(name, "")).collect();
        find(query, &things, 50).0.into_iter().map(|at| names[at]).collect()
    }

    #[test]
    fn beginnings_come_before_words_and_words_before_parts() {
        let names = ["Subtotal", "The total", "Total budget", "Other"];
        assert_eq!(found("total", &names), ["Total budget", "The total", "Subtotal"]);
        assert_eq!(found("  TOTAL ", &names), ["Total budget", "The total", "Subtotal"]);
        assert_eq!(found("bud tot", &names), ["Total budget"]);
        assert_eq!(found("nothing", &names), [""; 0]);
    }

    #[test]
    fn full_width_letters_find_the_same() {
        assert_eq!(found("ｔｏｔａｌ", &["Total budget"]), ["Total budget"]);
        assert_eq!(found("excel", &["导出 Ｅｘｃｅｌ 工作簿"]), ["导出 Ｅｘｃｅｌ 工作簿"]);
    }

    #[test]
    fn chinese_names_are_found_by_characters_and_by_initials() {
        let names = ["种子用户期", "预算", "预算明细", "排期"];
        assert_eq!(found("yusuan", &names), [""; 0]);
        assert_eq!(found("ys", &names), ["预算", "预算明细"]);
        assert_eq!(found("mx", &names), ["预算明细"]);
        assert_eq!(found("zzyhq", &names), ["种子用户期"]);
        assert_eq!(found("用户", &names), ["种子用户期"]);
    }

    #[test]
    fn a_name_in_the_other_language_is_found_too() {
        let mut thing = Searchable::ours("Line items", "Budget");
        thing.also("预算明细");
        for query in ["line", "明细", "ysmx", "budget"] {
            assert_eq!(find(query, [&thing], 50).0, [0], "{query}");
        }
    }

    #[test]
    fn the_place_finds_after_every_name() {
        let things = [Searchable::theirs("Leaflets", "Line item, Budget"), Searchable::ours("Budget", "Step")];
        assert_eq!(find("budget", &things, 50).0, [1, 0]);
    }

    #[test]
    fn only_the_best_are_kept() {
        let things: Vec<Searchable> = (0..5000).map(|n| Searchable::theirs(&format!("Post {n}"), "")).collect();
        let (found, more) = find("post", &things, 50);
        assert_eq!((found, more), ((0..50).collect(), true));
        assert_eq!(find("4999", &things, 50), (vec![4999], false));
        assert_eq!(find("", &things, 2), (vec![0, 1], true));
    }
}
