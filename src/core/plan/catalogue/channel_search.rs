//! Search for channels by the names that people use, in either language.
//!
//! As with metrics, only the names of the language in use are loaded; so each channel of the catalogue has the terms that
//! people type: a few syllables, not the names again.

use super::channels::{CatalogueChannel, channels_from};
use crate::plan::model::basics::Market;
use crate::text::width::{folded, holds};

/// The channels that a query names, those of a market first; all of them for an empty query. Every word of the query
/// must be found in the name on the screen, the key or what people call it.
pub fn search<'name>(
    query: &str,
    market: Market,
    name: impl Fn(&'static str) -> &'name str,
) -> Vec<&'static CatalogueChannel> {
    let query = folded(query);
    channels_from(market).filter(|channel| is_named(channel, &query, name(channel.key))).collect()
}

/// Whether a folded query names a channel with that name on the screen.
pub fn is_named(channel: &CatalogueChannel, query: &str, name: &str) -> bool {
    query.split_whitespace().all(|word| {
        channel.terms.contains(word) || channel.key.split('_').any(|part| part.contains(word)) || holds(name, word)
    })
}

#[cfg(test)]
mod tests {
    use super::super::channels::CHANNELS;
    use super::*;
    use crate::plan::model::basics::Markets;

    fn keys(query: &str) -> Vec<&'static str> {
        search(query, Market::China, |_| "").iter().map(|channel| channel.key).collect()
    }

    #[test]
    fn every_channel_has_terms_in_both_languages() {
        for channel in &CHANNELS {
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
        let first = |market| search("local", market, |_| "")[0].markets;
        assert_eq!(first(Market::China), Markets::China);
        assert_eq!(first(Market::International), Markets::International);
    }

    #[test]
    fn the_name_on_the_screen_is_searched_and_nothing_means_all() {
        let found = search("zebra", Market::China, |key| if key == "pr" { "Zebra Gazette" } else { "" });
        assert_eq!(found.iter().map(|channel| channel.key).collect::<Vec<_>>(), ["pr"]);
        assert_eq!(search(" ", Market::China, |_| "").len(), CHANNELS.len());
        assert_eq!(keys("no such thing"), [""; 0]);
    }
}
