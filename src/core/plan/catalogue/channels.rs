//! The channel catalogue: where each channel works, how well it suits each phase, what is published and paid for there,
//! what its back office counts, and the hard limits that platforms set.
//!
//! Names and sentences are words and live with the other words, under the same keys. Prices are deliberately absent: no
//! public source of them is reliable, so planners enter their own. Limits change: each says where it was read and how
//! sure it is, and all were read in November 2026.

mod both;
mod china;
mod international;
mod sources;

use crate::plan::model::basics::{Market, Markets};
use crate::plan::model::budget::Category;
use crate::plan::model::channel::AccountKind;

use both::BOTH;
use china::CHINA;
use international::INTERNATIONAL;

/// How many channels there are.
const COUNT: usize = CHINA.len() + INTERNATIONAL.len() + BOTH.len();

/// Every channel of the catalogue: those of the Chinese market, those of the international one, those of both.
pub const CHANNELS: [CatalogueChannel; COUNT] = {
    let mut all = [BOTH[0]; COUNT];
    let packs = [CHINA, INTERNATIONAL, BOTH];
    let (mut pack, mut to) = (0, 0);
    while pack < packs.len() {
        let mut from = 0;
        while from < packs[pack].len() {
            all[to] = packs[pack][from];
            (from, to) = (from + 1, to + 1);
        }
        pack += 1;
    }
    all
};

/// The packs in the order in which a plan of a market is offered them: its own, those of both, the other market's.
const fn packs(market: Market) -> [&'static [CatalogueChannel]; 3] {
    match market {
        Market::China => [CHINA, BOTH, INTERNATIONAL],
        Market::International => [INTERNATIONAL, BOTH, CHINA],
    }
}

/// The channels that are suggested in a market, its own first.
///
/// ```
/// use groundswell_core::plan::catalogue::channels::channels_of;
/// use groundswell_core::plan::model::basics::Market;
/// assert!(channels_of(Market::International).any(|channel| channel.key == "instagram"));
/// assert!(channels_of(Market::International).all(|channel| channel.key != "weibo"));
/// ```
pub fn channels_of(market: Market) -> impl Iterator<Item = &'static CatalogueChannel> {
    let [own, both, _] = packs(market);
    own.iter().chain(both)
}

/// Every channel, those of a market first.
pub fn channels_from(market: Market) -> impl Iterator<Item = &'static CatalogueChannel> {
    packs(market).into_iter().flatten()
}

/// A channel of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueChannel {
    /// Its key in files and words.
    pub key: &'static str,
    /// What people type to find it, in English and Chinese, folded.
    pub terms: &'static str,
    /// The markets it works in.
    pub markets: Markets,
    /// How well it suits seed users, initial users and brand promotion: 0 not at all, 1 possible, 2 good, 3 core.
    pub fit: [u8; 3],
    /// Keys of what is published there, between spaces.
    formats: &'static str,
    /// The kinds of cost it usually takes.
    pub costs: &'static [Category],
    /// Keys of what a price there is for, between spaces.
    units: &'static str,
    /// Keys in the dictionary of the metrics that are read there, between spaces.
    metrics: &'static str,
    /// The platform's limits and rules.
    pub limits: &'static [Limit],
}

/// A limit or house rule of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is limited.
    pub what: Limited,
    /// To how much, in the unit that `what` names; 0 for a rule without a number.
    pub number: u32,
    /// For which kind of account alone; `None` for all.
    pub account: Option<AccountKind>,
    /// In which market alone; `None` wherever the channel works.
    pub market: Option<Market>,
    /// The source: an address, or empty for common knowledge.
    pub source: &'static str,
    /// How reliable it is.
    pub certainty: Certainty,
}

/// How reliable a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Read in the platform's own pages, or the same in several places.
    Verified,
    /// Reported by practitioners.
    CommonlyStated,
    /// Sources disagree, or are old.
    Unknown,
}

/// What a limit is about. Each variant states the unit of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limited {
    /// Broadcasts to all followers, a day.
    BroadcastsADay,
    /// Broadcasts that reach one follower, a calendar month.
    BroadcastsAMonth,
    /// Articles in one broadcast.
    ArticlesABroadcast,
    /// Posts a day.
    PostsADay,
    /// People in one group.
    Members,
    /// People in one group of one's own staff.
    InternalMembers,
    /// Who is invited has to agree, from this member on.
    ConsentFrom,
    /// Who is invited needs a verified account, from this member on.
    VerifiedFrom,
    /// A group is joined by scanning its code up to so many members.
    ScanUntil,
    /// Days for which a group's code is valid.
    CodeDays,
    /// Days for which a temporary code is valid.
    TemporaryCodeDays,
    /// Permanent codes of one account.
    PermanentCodes,
    /// Days that one query of the statistics covers.
    StatisticsDays,
    /// Characters in a title.
    Title,
    /// Characters in the title of a short film.
    ReelTitle,
    /// Characters in a digest.
    Digest,
    /// Characters in a post or body.
    Post,
    /// Characters of a post that the feed shows.
    FeedShows,
    /// Characters in a comment.
    Comment,
    /// Characters in a caption.
    Caption,
    /// Characters in the caption of a picture post.
    PhotoCaption,
    /// Characters in a description.
    Description,
    /// Characters in an advertisement's headline.
    Headline,
    /// Characters in an app's name.
    Name,
    /// Characters in an app's subtitle.
    Subtitle,
    /// Characters in an app's keywords.
    Keywords,
    /// Characters that a link counts for, whatever its length.
    LinkCounts,
    /// Pictures in one post.
    Pictures,
    /// Hashtags on one post.
    Hashtags,
    /// Rows that an export holds.
    ExportRows,
    /// Months that an export reaches back.
    ExportMonths,
    /// Days by which figures come late.
    DataLagDays,
    /// Mails a day from which senders must sign their mail and offer one-click unsubscribing.
    BulkFrom,
    /// Complaints in a thousand mails.
    ComplaintsPermille,
    /// Days after which what was won is counted, because it comes in a burst.
    KeptDays,
    /// Months to book ahead.
    BookAheadMonths,
    /// Months before it brings anyone.
    TakesMonths,
    /// Rewards for passing something on, or for following, are punished.
    NoSharingRewards,
    /// What is paid for must be marked as advertising.
    MarkPaid,
    /// Every place has its own rules, and many forbid advertising.
    HouseRules,
    /// Accounts are banned for it.
    BanRisk,
    /// The place's owner has to permit it.
    NeedsPermit,
    /// Nobody is there in the holidays.
    NotInHolidays,
    /// Of minors, a guardian has to agree.
    GuardianConsent,
    /// Nobody is there at weekends.
    WeekdaysOnly,
    /// Partners want an audience in exchange.
    NeedsAudience,
    /// Only to people who have agreed.
    ConsentFirst,
    /// Days of messages that a free plan shows.
    HistoryDays,
}

impl Limit {
    const fn on(self, account: AccountKind) -> Limit {
        Limit { account: Some(account), ..self }
    }

    const fn in_market(self, market: Market) -> Limit {
        Limit { market: Some(market), ..self }
    }

    /// Who publishes the source: the host of its address; empty without one.
    ///
    /// ```
    /// use groundswell_core::plan::catalogue::channels::{CatalogueChannel, Limited};
    /// use groundswell_core::plan::model::basics::Market;
    /// let group = CatalogueChannel::by_key("wecom_group").unwrap();
    /// let limit = group.limit(Limited::Members, None, Market::China).unwrap();
    /// assert_eq!((limit.number, limit.publisher()), (500, "developer.work.weixin.qq.com"));
    /// ```
    pub fn publisher(&self) -> &'static str {
        let rest = self.source.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

impl CatalogueChannel {
    /// The entry with that key.
    pub fn by_key(key: &str) -> Option<&'static CatalogueChannel> {
        CHANNELS.iter().find(|channel| channel.key == key)
    }

    /// Keys of what is published there.
    pub fn formats(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.formats.split(' ')
    }

    /// Keys of what a price there is for.
    pub fn units(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.units.split(' ')
    }

    /// Keys in the dictionary of the metrics that are read there.
    pub fn metrics(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.metrics.split(' ')
    }

    /// The kinds of account with different limits; empty where the limits are the same for all.
    pub fn accounts(&self) -> impl Iterator<Item = AccountKind> + use<> {
        self.limits.iter().filter_map(|limit| limit.account)
    }

    /// The limits in a market of a kind of account; of every kind while it is not known.
    pub fn limits_of(
        &self,
        account: Option<AccountKind>,
        market: Market,
    ) -> impl Iterator<Item = &'static Limit> + use<> {
        self.limits.iter().filter(move |limit| {
            let of_account = account.is_none() || limit.account.is_none_or(|kind| Some(kind) == account);
            of_account && limit.market.is_none_or(|only| only == market)
        })
    }

    /// The limit on something in a market, for a kind of account; while that is not known, the one that allows most.
    pub fn limit(&self, what: Limited, account: Option<AccountKind>, market: Market) -> Option<&'static Limit> {
        self.limits_of(account, market).filter(|limit| limit.what == what).max_by_key(|limit| limit.number)
    }

    /// The limit on broadcasts in a market for a kind of account; while that is not known, the one that allows most.
    pub fn broadcasts(&self, account: Option<AccountKind>, market: Market) -> Option<&'static Limit> {
        self.limits_of(account, market)
            .filter(|limit| limit.in_four_weeks().is_some())
            .max_by_key(|limit| limit.in_four_weeks())
    }
}

impl Limit {
    /// How many broadcasts or posts it allows in four weeks, the shortest month there is; `None` for other limits.
    pub fn in_four_weeks(&self) -> Option<u32> {
        match self.what {
            Limited::BroadcastsADay | Limited::PostsADay => Some(self.number.saturating_mul(28)),
            Limited::BroadcastsAMonth => Some(self.number),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::metric_dictionary::DictionaryMetric;
    use std::collections::BTreeSet;

    #[test]
    fn every_channel_says_what_a_planner_asks() {
        let keys: BTreeSet<&str> = CHANNELS.iter().map(|channel| channel.key).collect();
        assert_eq!(keys.len(), CHANNELS.len());
        for channel in &CHANNELS {
            assert!(channel.fit.iter().all(|fit| *fit <= 3), "{}", channel.key);
            assert!(channel.formats().chain(channel.units()).all(|key| !key.is_empty()), "{}", channel.key);
            assert!(!channel.costs.is_empty(), "{}", channel.key);
            for metric in channel.metrics() {
                assert!(DictionaryMetric::by_key(metric).is_some(), "{}: {metric}", channel.key);
            }
        }
    }

    #[test]
    fn a_market_has_its_own_channels_and_those_of_both() {
        for market in Market::ALL {
            let keys: Vec<&str> = channels_of(market).map(|channel| channel.key).collect();
            assert!(channels_of(market).all(|channel| channel.markets.include(market)));
            assert_eq!(keys.len(), CHANNELS.iter().filter(|channel| channel.markets.include(market)).count());
            let all: Vec<&str> = channels_from(market).map(|channel| channel.key).collect();
            assert_eq!(all.len(), CHANNELS.len());
            assert!(all.starts_with(&keys));
            // Each phase has something to begin with.
            for phase in 0..3 {
                assert!(
                    channels_of(market).filter(|channel| channel.fit[phase] == 3).count() >= 4,
                    "{market:?} {phase}"
                );
            }
        }
        let rule = |market| CatalogueChannel::by_key("personal_network").unwrap().limits_of(None, market).count();
        assert_eq!((rule(Market::China), rule(Market::International)), (1, 0));
    }

    #[test]
    fn every_limit_says_where_it_was_read_or_that_it_is_not_sure() {
        for channel in &CHANNELS {
            for limit in channel.limits {
                let is_address = limit.source.starts_with("http") && !limit.publisher().is_empty();
                assert!(is_address || limit.source.is_empty(), "{} {limit:?}", channel.key);
                assert!(is_address || limit.certainty != Certainty::Verified, "{} {limit:?}", channel.key);
            }
        }
    }

    #[test]
    fn limits_follow_the_kind_of_account() {
        let account = CatalogueChannel::by_key("wechat_oa").unwrap();
        let allows = |kind| account.broadcasts(kind, Market::China).map(|limit| (limit.what, limit.number));
        assert_eq!(allows(Some(AccountKind::Subscription)), Some((Limited::BroadcastsADay, 1)));
        assert_eq!(allows(Some(AccountKind::Service)), Some((Limited::BroadcastsAMonth, 4)));
        assert_eq!(allows(None), allows(Some(AccountKind::Subscription)));
        let kinds: Vec<_> = account.accounts().collect();
        assert_eq!(kinds, [AccountKind::Subscription, AccountKind::Service]);
        let post = |kind| {
            CatalogueChannel::by_key("x").unwrap().limit(Limited::Post, kind, Market::China).map(|limit| limit.number)
        };
        assert_eq!(
            (post(Some(AccountKind::Free)), post(Some(AccountKind::Premium)), post(None)),
            (Some(280), Some(25_000), Some(25_000))
        );
        assert_eq!(CatalogueChannel::by_key("douyin").unwrap().broadcasts(None, Market::China), None);
    }
}
