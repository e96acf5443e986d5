//! Search for metrics by the names that people use, in either language.
//!
//! The names on the screen are words of the language in use, and only that language is loaded. So that the other one's
//! names are found too, each metric of the dictionary has the terms that people type: a few syllables, not the names again.

use crate::plan::model::metric_dictionary::{DictionaryMetric, METRICS};
use crate::text::width::{folded, holds};

/// The metrics that a query names, in the dictionary's order; all of them for an empty query. Every word of the query must
/// be found in the name on the screen, the abbreviation, the key or what people call it.
pub fn search<'name>(query: &str, name: impl Fn(&'static str) -> &'name str) -> Vec<&'static DictionaryMetric> {
    let query = folded(query);
    METRICS.iter().filter(|metric| is_named(metric, &query, name(metric.key))).collect()
}

/// Whether a folded query names a metric with that name on the screen.
pub fn is_named(metric: &DictionaryMetric, query: &str, name: &str) -> bool {
    query.split_whitespace().all(|word| {
        metric.terms.contains(word)
            || metric.key.contains(word)
            || holds(metric.abbreviation, word)
            || holds(name, word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(query: &str) -> Vec<&'static str> {
        search(query, |_| "").iter().map(|metric| metric.key).collect()
    }

    #[test]
    fn every_metric_has_terms_and_is_found_by_its_abbreviation() {
        assert!(METRICS.iter().all(|metric| !metric.terms.is_empty()));
        for metric in METRICS.iter().filter(|metric| !metric.abbreviation.is_empty()) {
            assert!(keys(metric.abbreviation).contains(&metric.key), "{}", metric.abbreviation);
        }
    }

    #[test]
    fn either_language_finds_it_whichever_the_screen_is_in() {
        assert!(keys("粉丝").contains(&"followers"));
        assert!(keys("followers").contains(&"followers"));
        assert_eq!(keys("DAU"), ["dau", "stickiness"]);
        assert_eq!(keys("ＤＡＵ"), keys("dau"));
        assert_eq!(keys("注册 转化"), ["reg_conv"]);
        assert_eq!(keys("日活"), ["dau", "stickiness"]);
    }

    #[test]
    fn the_name_on_the_screen_is_searched_and_nothing_means_all() {
        let found = search("zebra", |key| if key == "gmv" { "Zebra Value" } else { "" });
        assert_eq!(found.iter().map(|metric| metric.key).collect::<Vec<_>>(), ["gmv"]);
        assert_eq!(search("  ", |_| "").len(), METRICS.len());
        assert_eq!(keys("no such thing"), [""; 0]);
    }
}
