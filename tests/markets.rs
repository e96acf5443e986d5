//! What is said to a plan of one market does not speak of the other: every text of the program, with
//! those of the catalogue.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use groundswell::i18n::words::{channel, channel_good, channel_terms, method, metric, metric_notes};
use groundswell::i18n::{self, Locale};
use groundswell::plan::catalogue::channels::{CHANNELS, channels_of};
use groundswell::plan::catalogue::examples::EXAMPLES;
use groundswell::plan::catalogue::methods::METHODS;
use groundswell::plan::catalogue::tracking_templates::TRACKING;
use groundswell::plan::model::basics::{Market, Markets};
use groundswell::plan::model::metric_dictionary::{METRICS, PLATFORMS};
use groundswell::plan::model::partner::PartnerKind;

/// What only a plan for China speaks of, in lower case.
#[rustfmt::skip]
const CHINA_ONLY: [&str; 43] = [
    "wechat", "微信", "weibo", "微博", "douyin", "抖音", "xiaohongshu", "小红书", "bilibili", "哔哩", "zhihu", "知乎", "baidu",
    "百度", "wecom", "企微", "公众号", "服务号", "订阅号", "视频号", "朋友圈", "小程序", "mini program", "official account", "tencent",
    "腾讯", "贴吧", "豆瓣", "美团", "淘宝", "qq", "o2o account", "小区", "业主", "团长", "yuan", "¥", "cny", "人民币", "万元",
    "the article", "article’s", "openid",
];

/// What only a plan for other markets speaks of, in lower case.
#[rustfmt::skip]
const ABROAD_ONLY: [&str; 27] = [
    "whatsapp", "instagram", "facebook", "脸书", "tiktok", "youtube", "linkedin", "领英", "reddit", "pinterest",
    "discord", "slack", "google", "谷歌", "meta ", "meta、", "shopify", "woocommerce", "klaviyo", "mailchimp",
    "hubspot", "stripe", "twitter", "product hunt", "uber eats", "£", "€",
];

/// Areas that name platforms of every market on purpose: the examples on the first screen, and the files of ad managers that
/// an import recognises.
const ANY_MARKET: [&str; 5] = ["home", "budget_files", "import_files", "export_files", "track_import"];

/// A text that names calendar programs, which are used everywhere.
const CALENDARS: (&str, &str) = ("exports", "calendar_what");

/// A text of the program: its area and key, and what it says in both languages.
struct Text {
    area: String,
    key: String,
    said: String,
}

fn texts() -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/words");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let area = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                None if !line.is_empty() => {
                    found.push(Text { area: area.clone(), key: line.to_owned(), said: String::new() });
                }
                Some(said) => {
                    let text = found.last_mut().unwrap();
                    text.said.push_str(&said.to_lowercase());
                    text.said.push('\n');
                }
                None => {}
            }
        }
    }
    found
}

/// The markets of the catalogue's entries, by area and key.
fn catalogue() -> BTreeMap<(&'static str, String), Markets> {
    let mut markets = BTreeMap::new();
    for channel in &CHANNELS {
        for area in ["channel", "channel_good"] {
            markets.insert((area, channel.key.to_owned()), channel.markets);
        }
    }
    for method in METHODS {
        markets.insert(("method", method.key.to_owned()), method.markets);
    }
    for kind in PartnerKind::ALL {
        markets.insert(("brand", format!("kind_{}", kind.key())), kind.markets());
    }
    for kind in ["account_subscription", "account_service"] {
        markets.insert(("channel_limits", kind.to_owned()), Markets::China);
    }
    for template in TRACKING {
        markets.insert(("tracking", template.metric.to_owned()), template.markets);
    }
    let used = |market: Market| -> Vec<&'static str> {
        channels_of(market).flat_map(|channel| channel.formats().chain(channel.units())).collect()
    };
    let (in_china, abroad) = (used(Market::China), used(Market::International));
    for key in in_china.iter().chain(&abroad) {
        let of = match (in_china.contains(key), abroad.contains(key)) {
            (true, true) => Markets::Both,
            (true, false) => Markets::China,
            _ => Markets::International,
        };
        markets.insert(("channel_terms", (*key).to_owned()), of);
    }
    markets
}

#[test]
fn every_entry_of_the_catalogue_has_its_words_in_both_languages() {
    for locale in Locale::ALL {
        i18n::install(&i18n::packs(locale)).unwrap();
        for entry in &CHANNELS {
            assert!(channel::by_key(entry.key).is_some(), "{}", entry.key);
            assert!(channel_good::by_key(entry.key).is_some(), "{}", entry.key);
            for term in entry.formats().chain(entry.units()) {
                assert!(channel_terms::by_key(term).is_some(), "{}: {term}", entry.key);
            }
        }
        for entry in METHODS {
            assert!(method::by_key(entry.key).is_some(), "{}", entry.key);
        }
        for entry in METRICS {
            assert!(metric::by_key(entry.key).is_some(), "{}", entry.key);
            let notes = metric_notes::by_key(entry.key).unwrap_or_default();
            assert!(notes.contains('\n'), "{}: what it is, then how it is computed", entry.key);
        }
    }
    for platform in PLATFORMS {
        assert!(!platform.en.is_empty() && !platform.zh.is_empty());
        assert!(
            METRICS.iter().any(|metric| metric.platforms.contains(&platform.key)),
            "{} shows nothing",
            platform.key
        );
    }
    for metric in METRICS {
        for key in metric.platforms {
            assert!(PLATFORMS.iter().any(|platform| platform.key == *key), "{}: {key}", metric.key);
        }
    }
}

#[test]
fn no_text_of_one_market_speaks_of_the_other() {
    let texts = texts();
    let catalogue = catalogue();
    let mut faults = Vec::new();
    for text in
        texts.iter().filter(|text| !ANY_MARKET.contains(&text.area.as_str()) && (&*text.area, &*text.key) != CALENDARS)
    {
        let has_pair = |key: &str| texts.iter().any(|other| other.area == text.area && other.key == key);
        let markets = if text.key.ends_with("_abroad") {
            Markets::International
        } else if has_pair(&format!("{}_abroad", text.key)) {
            Markets::China
        } else {
            let area = catalogue.iter().find(|((area, key), _)| *area == text.area && *key == text.key);
            area.map_or(Markets::Both, |(_, markets)| *markets)
        };
        for (market, foreign) in [(Market::China, &ABROAD_ONLY[..]), (Market::International, &CHINA_ONLY[..])] {
            for name in foreign.iter().filter(|name| markets.include(market) && text.said.contains(**name)) {
                faults.push(format!("{}::{} speaks of {name} in a plan of {market:?}", text.area, text.key));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_example_of_the_international_market_speaks_of_the_chinese_one() {
    // The sources have both languages, and names in place of random ids.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/core/plan/catalogue/examples/source");
    for example in EXAMPLES.iter().filter(|example| example.market == Market::International) {
        let said = fs::read_to_string(folder.join(format!("{}.json", example.key))).unwrap().to_lowercase();
        for name in CHINA_ONLY {
            assert!(!said.contains(name), "{} speaks of {name}", example.key);
        }
    }
}
