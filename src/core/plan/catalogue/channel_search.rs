//! Search for channels by the names that people use, in either language.
//!
//! As with metrics, only the names of the language in use are loaded; so each channel of the catalogue has the terms that
//! people type: a few syllables, not the names again.

use super::channels::{CHANNELS, CatalogueChannel};
use crate::text::width::folded;

/// The channels that a query names, in the catalogue's order; all of them for an empty query. Every word of the query
/// must be found in the name on the screen, the key or what people call it.
pub fn search<'name>(query: &str, name: impl Fn(&'static str) -> &'name str) -> Vec<&'static CatalogueChannel> {
    let query = folded(query);
    let named = |channel: &&CatalogueChannel| {
        let found = [folded(name(channel.key)), channel.key.replace('_', " "), channel.terms.to_owned()];
        query.split_whitespace().all(|word| found.iter().any(|text| text.contains(word)))
    };
    CHANNELS.iter().filter(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(query: &str) -> Vec<&'static str> {
        search(query, |_| "").iter().map(|channel| channel.key).collect()
    }

    #[test]
    fn every_channel_has_terms_in_both_languages() {
        for channel in CHANNELS {
            let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
            assert!(channel.terms.contains(is_chinese), "{}", channel.key);
            assert!(channel.terms.chars().any(|letter| letter.is_ascii_alphabetic()), "{}", channel.key);
        }
    }

    #[test]
    fn either_language_finds_it_whichever_the_screen_is_in() {
        assert_eq!(keys("公众号"), ["wechat_oa", "local_oa"]);
        assert_eq!(keys("Official Account"), ["wechat_oa"]);
        assert_eq!(keys("小红书"), ["xiaohongshu"]);
        assert_eq!(keys("ＫＯＬ"), ["kol"]);
        assert_eq!(keys("地推 学校"), ["ground_school"]);
        assert_eq!(keys("wecom group"), ["wecom_group"]);
        assert_eq!(keys("twitter"), ["x"]);
    }

    #[test]
    fn the_name_on_the_screen_is_searched_and_nothing_means_all() {
        let found = search("zebra", |key| if key == "pr" { "Zebra Gazette" } else { "" });
        assert_eq!(found.iter().map(|channel| channel.key).collect::<Vec<_>>(), ["pr"]);
        assert_eq!(search(" ", |_| "").len(), CHANNELS.len());
        assert_eq!(keys("no such thing"), [""; 0]);
    }
}
