//! Names that are nearly those of a channel of the catalogue: "Podcast ads" for its podcasts. What they mean is a guess, to
//! be proposed and not to be taken for granted.

use super::{channel, folded};
use crate::text::width::narrow;

/// What kind of words follow, or precede, a channel's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Addition {
    /// Paid media.
    Ads,
    /// Anything that is done there.
    Activity,
}

/// Words after a name, in small letters.
const WORDS: [(&str, Addition); 17] = [
    ("ads", Addition::Ads),
    ("ad", Addition::Ads),
    ("advert", Addition::Ads),
    ("adverts", Addition::Ads),
    ("advertising", Addition::Ads),
    ("advertisement", Addition::Ads),
    ("advertisements", Addition::Ads),
    ("placement", Addition::Ads),
    ("placements", Addition::Ads),
    ("campaign", Addition::Activity),
    ("campaigns", Addition::Activity),
    ("marketing", Addition::Activity),
    ("promotion", Addition::Activity),
    ("sponsoring", Addition::Activity),
    ("sponsorship", Addition::Activity),
    ("sponsorships", Addition::Activity),
    ("collaborations", Addition::Activity),
];

/// Words before a name.
const FIRST_WORDS: [(&str, Addition); 2] = [("paid", Addition::Ads), ("sponsored", Addition::Activity)];

/// Endings of Chinese names, which have no spaces between words.
const ENDINGS: [(&str, Addition); 6] = [
    ("广告", Addition::Ads),
    ("投放", Addition::Ads),
    ("推广", Addition::Activity),
    ("营销", Addition::Activity),
    ("赞助", Addition::Activity),
    ("合作", Addition::Activity),
];

/// Channels that are no media: ads "in" them are something else, such as posters in a mall or banners on a website.
const NO_MEDIA: [&str; 18] = [
    "personal_network",
    "alt_accounts",
    "seo",
    "aso",
    "pr",
    "local_press",
    "ground_mall",
    "ground_school",
    "ground_community",
    "ground_office",
    "field_marketing",
    "conference",
    "events_markets",
    "alliance",
    "retail_partners",
    "neighbourhood",
    "referrals",
    "delivery_apps",
];

/// The channel of the catalogue whose name this nearly is, by its key; `None` for names of the catalogue themselves, and
/// for those that are not like any.
///
/// ```
/// use groundswell_core::import::table::dictionary::similar_channel;
/// assert_eq!(similar_channel("Podcast ads"), Some("podcasts"));
/// assert_eq!(similar_channel("播客广告投放"), Some("podcasts"));
/// assert_eq!(similar_channel("Google Ads"), None, "is itself a name of the catalogue");
/// assert_eq!(similar_channel("Radio ads"), None);
/// ```
pub fn similar_channel(text: &str) -> Option<&'static str> {
    if channel(text).is_some() {
        return None;
    }
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || "-_–—/|".contains(letter)).collect();
    let mut words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let mut added = None;
    let mut strip = |addition: Addition| {
        // Of "ads campaign" the ads count.
        added = if added == Some(Addition::Ads) { added } else { Some(addition) };
    };
    if let Some((_, addition)) = FIRST_WORDS.iter().find(|(word, _)| words.first() == Some(word)) {
        words.remove(0);
        strip(*addition);
    }
    while let Some((_, addition)) = WORDS.iter().find(|(word, _)| words.last() == Some(word)) {
        words.pop();
        strip(*addition);
    }
    let mut rest = words.join(" ");
    while let Some((ending, addition)) = ENDINGS.iter().find(|(ending, _)| rest.ends_with(ending)) {
        rest.truncate(rest.len() - ending.len());
        strip(*addition);
    }
    let rest = rest.trim();
    if folded(rest).is_empty() {
        return None;
    }
    let of_ads = || ["ads", "广告"].into_iter().find_map(|ads| channel(&[rest, " ", ads].concat()));
    let of_number = || {
        let singular = rest.strip_suffix('s').filter(|singular| singular.chars().count() > 2);
        singular.and_then(channel).or_else(|| channel(&[rest, "s"].concat()))
    };
    let plain = || channel(rest).or_else(of_number);
    match added {
        Some(Addition::Ads) => of_ads().or_else(|| plain().filter(|key| !NO_MEDIA.contains(key))),
        Some(Addition::Activity) => plain().or_else(of_ads),
        None => of_number(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_in_both_languages_propose_the_channel_of_the_catalogue() {
        for (name, key) in [
            ("Podcast ads", "podcasts"),
            ("podcast advertising", "podcasts"),
            ("Podcast sponsorships", "podcasts"),
            ("Paid podcasts", "podcasts"),
            ("播客广告", "podcasts"),
            ("播客广告投放", "podcasts"),
            ("播客赞助", "podcasts"),
            ("LinkedIn Ads", "linkedin"),
            ("YouTube ad campaign", "youtube"),
            ("TikTok-advertising", "tiktok"),
            ("Reddit ads", "reddit"),
            ("X ads", "x"),
            ("Facebook advertising", "meta_ads"),
            ("Paid Instagram", "meta_ads"),
            ("Google campaign", "google_ads"),
            ("Newsletters", "email"),
            ("Newsletter sponsorship", "email"),
            ("Influencer campaign", "kol"),
            ("Event sponsorship", "events_markets"),
            ("小红书投放", "xiaohongshu"),
            ("抖音广告", "douyin"),
            ("微博推广", "weibo"),
            ("ＫＯＬ 投放", "kol"),
            ("微信投放", "wechat_ads"),
        ] {
            assert_eq!(similar_channel(name), Some(key), "{name}");
        }
    }

    #[test]
    fn names_of_the_catalogue_and_names_of_something_else_propose_nothing() {
        for name in [
            "Google Ads",
            "Meta ads",
            "TikTok Ads",
            "微信广告",
            "Podcasts",
            "Email marketing",
            "Influencer", // known
            "Radio ads",
            "Bus advertising",
            "Ads",
            "advertising campaign",
            "Paid",
            "广告",
            "投放",
            "电梯广告",
            "",
            "Mall ads",
            "商场广告",
            "Website ads",
            "Press ads",
            "App store ads",
            "Campus advertising", // other media
            "Bing",
            "Brand campaign",
            "Video ads",
            "Display ads",
            "Photos",
            "品牌推广",
        ] {
            assert_eq!(similar_channel(name), None, "{name}");
        }
    }
}
