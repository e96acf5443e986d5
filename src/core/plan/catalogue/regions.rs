//! What a reader's language and region suggest for a new plan: market, currency and the first day of the week.
//!
//! Knows no browser: the caller passes the language tag and the time zone.
//!
//! ```
//! use groundswell_core::plan::catalogue::regions::RegionalDefaults;
//! use groundswell_core::plan::model::basics::Market;
//! let british = RegionalDefaults::of("en-GB", "");
//! assert_eq!((british.market, british.currency.code()), (Market::International, "GBP"));
//! ```

use chrono::Weekday;

use crate::plan::model::basics::Market;
use crate::plan::numbers::currency::Currency;

/// What is proposed to a reader until the plan says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionalDefaults {
    /// The market of a new plan.
    pub market: Market,
    /// The currency of a new plan.
    pub currency: Currency,
    /// The day a week begins with in calendars.
    pub first_weekday: Weekday,
}

impl RegionalDefaults {
    /// The defaults for a language tag (BCP 47) such as `en-GB`, and a time zone such as `Europe/London`; both may be empty.
    ///
    /// The tag's own region decides. A tag without one takes the region of the time zone where its language is spoken in
    /// many countries, else the country where most of its speakers live.
    pub fn of(tag: &str, time_zone: &str) -> RegionalDefaults {
        let tag = Tag::parse(tag);
        let region = tag.region(time_zone);
        let simplified = tag.language == "zh" && region == "CN";
        RegionalDefaults {
            market: if simplified { Market::China } else { Market::International },
            currency: currency_of(&region),
            first_weekday: first_weekday_of(&region),
        }
    }
}

/// The parts of a language tag that matter here.
struct Tag {
    /// Lower case.
    language: String,
    /// Whether it names traditional Chinese characters.
    traditional: bool,
    /// Two upper-case letters; empty without one.
    own_region: String,
}

impl Tag {
    fn parse(tag: &str) -> Tag {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let mut found = Tag { language, traditional: false, own_region: String::new() };
        // A single letter begins an extension, which can hold two letters that are no region.
        for part in parts.take_while(|part| part.len() > 1) {
            if part.eq_ignore_ascii_case("hant") {
                found.traditional = true;
            } else if part.len() == 2 && part.bytes().all(|letter| letter.is_ascii_alphabetic()) {
                found.own_region = part.to_ascii_uppercase();
            }
        }
        found
    }

    fn region(&self, time_zone: &str) -> String {
        if !self.own_region.is_empty() {
            return self.own_region.clone();
        }
        if self.traditional {
            return "TW".to_owned();
        }
        let of_zone = WORLD_LANGUAGES.contains(&self.language.as_str()).then(|| region_of_zone(time_zone)).flatten();
        let region = of_zone.or_else(|| home_of(&self.language)).unwrap_or("US");
        region.to_owned()
    }
}

/// Languages that do not determine the country.
const WORLD_LANGUAGES: [&str; 5] = ["ar", "en", "es", "fr", "pt"];

/// The country in which most speakers of a language live, for the languages that browsers offer.
const HOMES: &str = "ar SA, bg BG, cs CZ, da DK, de DE, el GR, en US, es ES, et EE, fa IR, fi FI, fil PH, fr FR, he IL, hi IN, \
    hr HR, hu HU, id ID, is IS, it IT, ja JP, ko KR, lt LT, lv LV, ms MY, nb NO, nl NL, nn NO, no NO, pl PL, pt BR, ro RO, \
    ru RU, sk SK, sl SI, sr RS, sv SE, th TH, tr TR, uk UA, vi VN, zh CN";

/// The country of a time zone, for zones of more than one city of readers.
const ZONES: &str = "Africa/Cairo EG, Africa/Casablanca MA, Africa/Johannesburg ZA, Africa/Lagos NG, Africa/Nairobi KE, \
    America/Argentina/Buenos_Aires AR, America/Bogota CO, America/Edmonton CA, America/Halifax CA, America/Lima PE, \
    America/Mexico_City MX, America/Montreal CA, America/Santiago CL, America/Sao_Paulo BR, America/Toronto CA, \
    America/Vancouver CA, America/Winnipeg CA, Asia/Calcutta IN, Asia/Dubai AE, Asia/Hong_Kong HK, Asia/Jakarta ID, \
    Asia/Jerusalem IL, Asia/Karachi PK, Asia/Kolkata IN, Asia/Kuala_Lumpur MY, Asia/Macau MO, Asia/Manila PH, Asia/Riyadh SA, \
    Asia/Seoul KR, Asia/Shanghai CN, Asia/Singapore SG, Asia/Taipei TW, Asia/Tokyo JP, Australia/Adelaide AU, \
    Australia/Brisbane AU, Australia/Melbourne AU, Australia/Perth AU, Australia/Sydney AU, Europe/Amsterdam NL, \
    Europe/Athens GR, Europe/Berlin DE, Europe/Brussels BE, Europe/Bucharest RO, Europe/Budapest HU, Europe/Copenhagen DK, \
    Europe/Dublin IE, Europe/Helsinki FI, Europe/Lisbon PT, Europe/London GB, Europe/Luxembourg LU, Europe/Madrid ES, \
    Europe/Oslo NO, Europe/Paris FR, Europe/Prague CZ, Europe/Rome IT, Europe/Stockholm SE, Europe/Vienna AT, Europe/Warsaw PL, \
    Europe/Zurich CH, Pacific/Auckland NZ";

/// Currencies and the countries that use them; every country that is missing gets dollars.
const CURRENCIES: [(&str, &str); 53] = [
    ("AED", "AE"),
    ("ARS", "AR"),
    ("AUD", "AU"),
    ("BDT", "BD"),
    ("BRL", "BR"),
    ("CAD", "CA"),
    ("CHF", "CH LI"),
    ("CLP", "CL"),
    ("CNY", "CN"),
    ("COP", "CO"),
    ("CZK", "CZ"),
    ("DKK", "DK FO GL"),
    ("EGP", "EG"),
    ("EUR", "AD AT BE BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MQ MT NL PT RE SI SK SM VA XK YT"),
    ("GBP", "GB GG IM JE"),
    ("HKD", "HK"),
    ("HUF", "HU"),
    ("IDR", "ID"),
    ("ILS", "IL"),
    ("INR", "IN BT"),
    ("IRR", "IR"),
    ("ISK", "IS"),
    ("JOD", "JO"),
    ("JPY", "JP"),
    ("KES", "KE"),
    ("KRW", "KR"),
    ("KWD", "KW"),
    ("KZT", "KZ"),
    ("LKR", "LK"),
    ("MAD", "MA"),
    ("MOP", "MO"),
    ("MXN", "MX"),
    ("MYR", "MY"),
    ("NGN", "NG"),
    ("NOK", "NO SJ"),
    ("NZD", "NZ"),
    ("PEN", "PE"),
    ("PHP", "PH"),
    ("PKR", "PK"),
    ("PLN", "PL"),
    ("QAR", "QA"),
    ("RON", "RO"),
    ("RSD", "RS"),
    ("RUB", "RU"),
    ("SAR", "SA"),
    ("SEK", "SE"),
    ("SGD", "SG"),
    ("THB", "TH"),
    ("TRY", "TR"),
    ("TWD", "TW"),
    ("UAH", "UA"),
    ("VND", "VN"),
    ("ZAR", "ZA"),
];

/// Countries whose weeks begin on a Sunday, and those where they begin on a Saturday (Unicode CLDR, supplemental week data).
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE \
    PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// The value beside a name in a list of pairs.
fn looked_up(pairs: &'static str, name: &str) -> Option<&'static str> {
    let mut pairs = pairs.split(',').filter_map(|pair| pair.trim().split_once(' '));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn home_of(language: &str) -> Option<&'static str> {
    looked_up(HOMES, language)
}

fn region_of_zone(zone: &str) -> Option<&'static str> {
    looked_up(ZONES, zone)
}

fn currency_of(region: &str) -> Currency {
    let named = CURRENCIES.iter().find(|(_, used_in)| used_in.split(' ').any(|one| one == region));
    let code = named.map_or("USD", |(code, _)| code);
    Currency::from_code(code).unwrap_or_default()
}

fn first_weekday_of(region: &str) -> Weekday {
    let among = |list: &str| list.split_ascii_whitespace().any(|one| one == region);
    if among(SUNDAY) {
        Weekday::Sun
    } else if among(SATURDAY) {
        Weekday::Sat
    } else {
        Weekday::Mon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defaults(tag: &str, zone: &str) -> (Market, String, Weekday) {
        let RegionalDefaults { market, currency, first_weekday } = RegionalDefaults::of(tag, zone);
        (market, currency.code().to_owned(), first_weekday)
    }

    #[test]
    fn a_language_tag_gives_market_currency_and_first_weekday() {
        use Market::{China, International};
        let expected = [
            ("zh-CN", China, "CNY", Weekday::Mon),
            ("zh", China, "CNY", Weekday::Mon),
            ("zh-Hans", China, "CNY", Weekday::Mon),
            ("zh-Hans-CN", China, "CNY", Weekday::Mon),
            ("zh_CN", China, "CNY", Weekday::Mon),
            ("zh-TW", International, "TWD", Weekday::Sun),
            ("zh-Hant", International, "TWD", Weekday::Sun),
            ("zh-Hant-HK", International, "HKD", Weekday::Sun),
            ("zh-SG", International, "SGD", Weekday::Sun),
            ("en-GB", International, "GBP", Weekday::Mon),
            ("en-US", International, "USD", Weekday::Sun),
            ("en-US-u-ca-gregory-nu-latn", International, "USD", Weekday::Sun),
            ("en", International, "USD", Weekday::Sun),
            ("en-CN", International, "CNY", Weekday::Mon),
            ("en-AU", International, "AUD", Weekday::Mon),
            ("de", International, "EUR", Weekday::Mon),
            ("de-CH", International, "CHF", Weekday::Mon),
            ("fr-CA", International, "CAD", Weekday::Sun),
            ("ja", International, "JPY", Weekday::Sun),
            ("ko-KR", International, "KRW", Weekday::Sun),
            ("pt-BR", International, "BRL", Weekday::Sun),
            ("sv-SE", International, "SEK", Weekday::Mon),
            ("ar-EG", International, "EGP", Weekday::Sat),
            ("xx-ZZ", International, "USD", Weekday::Mon),
            ("", International, "USD", Weekday::Sun),
        ];
        for (tag, market, currency, weekday) in expected {
            assert_eq!(defaults(tag, ""), (market, currency.to_owned(), weekday), "{tag}");
        }
    }

    #[test]
    fn the_time_zone_counts_where_the_tag_leaves_the_country_open() {
        let currency = |tag, zone| defaults(tag, zone).1;
        assert_eq!(currency("en", "Europe/London"), "GBP");
        assert_eq!(currency("en", "Europe/Berlin"), "EUR");
        assert_eq!(currency("en-US", "Europe/Berlin"), "USD");
        assert_eq!(currency("de", "Asia/Tokyo"), "EUR");
        assert_eq!(currency("es", "America/Mexico_City"), "MXN");
        assert_eq!(currency("en", "Etc/UTC"), "USD");
        // Where the reader is does not make it a plan for that market.
        assert_eq!(defaults("en", "Asia/Shanghai").0, Market::International);
        assert_eq!(defaults("zh", "Europe/Paris").0, Market::China);
    }

    #[test]
    fn every_country_of_the_tables_has_a_known_currency_and_one_only() {
        let mut seen: Vec<&str> = Vec::new();
        for (code, regions) in CURRENCIES {
            assert!(Currency::from_code(code).is_some(), "{code}");
            for region in regions.split(' ') {
                assert!(!seen.contains(&region), "{region} twice");
                seen.push(region);
            }
        }
        let pairs = [HOMES, ZONES].into_iter().flat_map(|table| table.split(','));
        for pair in pairs {
            let region = pair.trim().rsplit(' ').next().unwrap_or_default();
            assert!(region == "US" || seen.contains(&region), "{pair}");
        }
    }
}
