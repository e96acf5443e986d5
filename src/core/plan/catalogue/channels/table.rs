//! The catalogue's entries, and the pages where limits were read.

use super::Certainty::{CommonlyStated, Unknown, Verified};
#[allow(clippy::enum_glob_use)] // a table of them
use super::Limited::*;
use super::{CatalogueChannel, Certainty, Limit, Limited, Region};
use crate::plan::model::budget::Category;
use crate::plan::model::channel::AccountKind;

/// Said everywhere, and nowhere in particular.
const NOWHERE: &str = "";
const CSDN: &str = "https://blog.csdn.net/weixin_39971016/article/details/125258560";
const MASS: &str = "https://cnblogs.com/txw1958/p/weixin-mp-mass-send.html";
const DRAFT: &str = "https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add";
const QR: &str = "https://developers.weixin.qq.com/doc/service/Account_Management/Generating_a_Parametric_QR_Code.html";
const STAT: &str = "https://developers.weixin.qq.com/doc/subscription/api/wedata/user/api_getusersummary.md";
const INDUCED: &str = "http://m.413629.com/news/cj/2215152.html";
const QMD: &str = "https://qumiaodong.com/shuma/9lye4k.html";
const ADM: &str = "http://www.adminso.com/articles/view/61284.html";
const NCT: &str = "https://www.nctoro.com/a102144";
const WECOM: &str = "https://developer.work.weixin.qq.com/document/path/98429";
const WEIBO: &str = "http://www.takefoto.cn/viewnews-658271.html";
const RBSKILL: &str = "https://github.com/404KSG/ship-to-redbook-skill";
const RB: &str = "https://github.com/proerror77/redbook";
const AD: &str = "http://www.xiyinlitea.cn/news/shehui/174780.html";
const MAIL: &str = "https://www.twilio.com/docs/sendgrid/concepts/inbox-provider-insights/google.md";
const CHARS: &str = "https://docs.upload-post.com/resources/character-limits/";
const AYR: &str = "https://www.ayrshare.com/docs/es/help-center/technical-support/character-limits";
const MKT: &str = "https://github.com/coreyhaines31/marketingskills";
const LAG: &str = "https://github.com/duytienitptit/ahd-dashboard";
const DEV: &str =
    "https://dev.to/dominic_frei_73028ac46c47/social-media-api-posting-limits-in-2026-every-platform-1okf";
const YT: &str = "https://docs.zernio.com/platforms/youtube";
const ORSHOT: &str = "https://orshot.com/docs/publish/social-posting-guidelines";

const fn limit(what: Limited, number: u32, source: &'static str, certainty: Certainty) -> Limit {
    Limit { what, number, account: None, source, certainty }
}

impl Limit {
    const fn on(self, account: AccountKind) -> Limit {
        Limit { account: Some(account), ..self }
    }
}

/// Every channel of the catalogue.
pub const CHANNELS: [CatalogueChannel; 35] = [
    CatalogueChannel {
        key: "wechat_oa",
        region: Region::China,
        fit: [3, 3, 3],
        formats: "article image_post menu auto_reply scene_code",
        costs: &[Category::Content, Category::Gift],
        units: "per_article per_month",
        metrics: "new_followers unfollows net_followers followers reach views shares saves follow_conv completion",
        limits: &[
            limit(BroadcastsADay, 1, CSDN, Verified).on(AccountKind::Subscription),
            limit(BroadcastsAMonth, 4, CSDN, Verified).on(AccountKind::Service),
            limit(ArticlesABroadcast, 8, MASS, Unknown),
            limit(Title, 32, DRAFT, Verified),
            limit(Digest, 128, DRAFT, Verified),
            limit(TemporaryCodeDays, 30, QR, Verified),
            limit(PermanentCodes, 100_000, QR, Verified),
            limit(StatisticsDays, 7, STAT, Verified),
            limit(NoSharingRewards, 0, INDUCED, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "wechat_group",
        region: Region::China,
        fit: [3, 2, 1],
        formats: "daily_topic mini_survey group_offer check_in",
        costs: &[Category::People, Category::Gift],
        units: "per_group per_gift",
        metrics: "group_members group_active feedback orders",
        limits: &[
            limit(Members, 500, QMD, Verified),
            limit(ConsentFrom, 41, ADM, CommonlyStated),
            limit(VerifiedFrom, 101, QMD, CommonlyStated),
            limit(ScanUntil, 200, QMD, Unknown),
            limit(CodeDays, 7, NCT, CommonlyStated),
            limit(NoSharingRewards, 0, INDUCED, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "wecom_group",
        region: Region::China,
        fit: [2, 3, 2],
        formats: "welcome_message group_broadcast message_plan",
        costs: &[Category::Tool],
        units: "per_seat_month",
        metrics: "group_members group_active orders",
        limits: &[
            limit(Members, 500, WECOM, Verified),
            limit(InternalMembers, 2_000, WECOM, Verified),
            limit(NoSharingRewards, 0, INDUCED, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "personal_network",
        region: Region::Anywhere,
        fit: [3, 1, 0],
        formats: "personal_message invitation_code free_trial",
        costs: &[Category::Gift, Category::People],
        units: "per_invite per_gift",
        metrics: "new_followers k_factor feedback",
        limits: &[limit(NoSharingRewards, 0, INDUCED, CommonlyStated)],
    },
    CatalogueChannel {
        key: "wechat_channels",
        region: Region::China,
        fit: [1, 2, 3],
        formats: "short_video live",
        costs: &[Category::Content, Category::People],
        units: "per_video per_live",
        metrics: "views completion avg_watch likes comments shares new_followers",
        limits: &[limit(NoSharingRewards, 0, INDUCED, CommonlyStated)],
    },
    CatalogueChannel {
        key: "wechat_ads",
        region: Region::China,
        fit: [0, 2, 3],
        formats: "moments_ad article_ad channels_ad",
        costs: &[Category::Media, Category::Content],
        units: "cpc cpm cpa_download ocpc ocpm",
        metrics: "spend impressions ctr cpc cpa roas",
        limits: &[],
    },
    CatalogueChannel {
        key: "weibo",
        region: Region::China,
        fit: [1, 2, 3],
        formats: "post topic lucky_draw video",
        costs: &[Category::Content, Category::Gift, Category::Media],
        units: "per_post cpm cpe",
        metrics: "views new_followers unfollows comments shares likes",
        limits: &[
            limit(Post, 2_000, WEIBO, Verified),
            limit(FeedShows, 140, WEIBO, Verified),
            limit(Comment, 140, WEIBO, Verified),
        ],
    },
    CatalogueChannel {
        key: "douyin",
        region: Region::China,
        fit: [1, 3, 3],
        formats: "short_video live local_deal",
        costs: &[Category::Content, Category::Media, Category::People],
        units: "per_video cpm ocpm per_live_hour",
        metrics: "views completion avg_watch ctr profile_visits new_followers saves",
        limits: &[],
    },
    CatalogueChannel {
        key: "xiaohongshu",
        region: Region::China,
        fit: [2, 3, 3],
        formats: "image_note video_note",
        costs: &[Category::Content, Category::Creator, Category::Media],
        units: "per_note cpc cpm",
        metrics: "impressions views ctr likes saves comments new_followers",
        limits: &[
            limit(Title, 20, RBSKILL, CommonlyStated),
            limit(Post, 1_000, RBSKILL, CommonlyStated),
            limit(Pictures, 18, RBSKILL, CommonlyStated),
            limit(ExportRows, 1_000, RB, Verified),
            limit(MarkPaid, 0, AD, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "bilibili",
        region: Region::China,
        fit: [1, 2, 3],
        formats: "video column series",
        costs: &[Category::Content, Category::Creator],
        units: "per_video per_placement",
        metrics: "views new_followers unfollows likes saves shares comments",
        limits: &[limit(Title, 80, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "zhihu",
        region: Region::China,
        fit: [1, 2, 2],
        formats: "answer article",
        costs: &[Category::Content],
        units: "per_answer",
        metrics: "views likes saves comments shares",
        limits: &[],
    },
    CatalogueChannel {
        key: "local_oa",
        region: Region::China,
        fit: [2, 3, 3],
        formats: "soft_article banner joint_gift",
        costs: &[Category::Media, Category::Gift],
        units: "per_post cpm_reads cpa",
        metrics: "new_followers cpf views",
        limits: &[limit(MarkPaid, 0, AD, CommonlyStated)],
    },
    CatalogueChannel {
        key: "local_o2o_app",
        region: Region::China,
        fit: [0, 2, 3],
        formats: "joint_coupon banner_swap mini_program",
        costs: &[Category::Incentive],
        units: "cpa per_order revenue_share swap",
        metrics: "orders first_order cac",
        limits: &[limit(NeedsAudience, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "forums",
        region: Region::China,
        fit: [2, 2, 1],
        formats: "help_post trial_report",
        costs: &[Category::Content, Category::Gift],
        units: "per_post",
        metrics: "sessions new_followers",
        limits: &[limit(HouseRules, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "alt_accounts",
        region: Region::China,
        fit: [1, 1, 0],
        formats: "personal_moments",
        costs: &[Category::Tool, Category::People],
        units: "per_account",
        metrics: "new_followers",
        limits: &[limit(BanRisk, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "seo",
        region: Region::Anywhere,
        fit: [0, 1, 3],
        formats: "landing_page guide faq",
        costs: &[Category::Content, Category::Agency, Category::Media],
        units: "per_page per_month",
        metrics: "sessions visitors engaged_rate registrations",
        limits: &[limit(TakesMonths, 3, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "sem",
        region: Region::Anywhere,
        fit: [0, 2, 2],
        formats: "text_ad shopping_ad",
        costs: &[Category::Media, Category::Content],
        units: "cpc cpa_target",
        metrics: "spend ctr cpc cpa roas",
        limits: &[limit(Headline, 30, NOWHERE, CommonlyStated), limit(Description, 90, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "ground_mall",
        region: Region::China,
        fit: [1, 2, 3],
        formats: "booth lucky_wheel tasting",
        costs: &[Category::Event, Category::People, Category::Gift],
        units: "per_day per_booth per_scan",
        metrics: "new_followers cpf orders",
        limits: &[limit(NeedsPermit, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "ground_school",
        region: Region::Anywhere,
        fit: [2, 2, 2],
        formats: "club_event campus_ambassador",
        costs: &[Category::Alliance, Category::People, Category::Gift],
        units: "per_event per_ambassador_month",
        metrics: "new_followers registrations k_factor",
        limits: &[limit(NotInHolidays, 0, NOWHERE, CommonlyStated), limit(GuardianConsent, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "ground_community",
        region: Region::China,
        fit: [3, 3, 2],
        formats: "door_hanger weekend_stall group_leader",
        costs: &[Category::Event, Category::Print, Category::People],
        units: "per_community_day per_leaflet",
        metrics: "new_followers orders first_order",
        limits: &[limit(NeedsPermit, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "ground_office",
        region: Region::China,
        fit: [2, 2, 2],
        formats: "lobby_stall lift_poster company_group",
        costs: &[Category::Event, Category::People, Category::Gift],
        units: "per_building_day per_poster_week",
        metrics: "new_followers orders",
        limits: &[limit(WeekdaysOnly, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "conference",
        region: Region::Anywhere,
        fit: [0, 1, 3],
        formats: "booth talk rollup_code",
        costs: &[Category::Expo, Category::Travel, Category::People],
        units: "per_booth per_square_metre per_attendee",
        metrics: "new_followers cpf",
        limits: &[limit(BookAheadMonths, 3, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "alliance",
        region: Region::Anywhere,
        fit: [0, 1, 3],
        formats: "joint_festival member_card",
        costs: &[Category::Alliance, Category::Print],
        units: "per_year per_event",
        metrics: "new_followers orders",
        limits: &[],
    },
    CatalogueChannel {
        key: "kol",
        region: Region::Anywhere,
        fit: [0, 2, 3],
        formats: "video live review",
        costs: &[Category::Creator, Category::Gift, Category::Tax],
        units: "per_post cpm commission cpa",
        metrics: "views new_followers cpf gmv",
        limits: &[limit(KeptDays, 7, NOWHERE, CommonlyStated), limit(MarkPaid, 0, AD, CommonlyStated)],
    },
    CatalogueChannel {
        key: "koc",
        region: Region::Anywhere,
        fit: [2, 3, 2],
        formats: "note unboxing",
        costs: &[Category::Gift, Category::Creator],
        units: "per_post product_swap",
        metrics: "views saves new_followers cpf",
        limits: &[limit(MarkPaid, 0, AD, CommonlyStated)],
    },
    CatalogueChannel {
        key: "pr",
        region: Region::Anywhere,
        fit: [0, 1, 3],
        formats: "press_release interview",
        costs: &[Category::Agency],
        units: "per_release per_month",
        metrics: "views sessions",
        limits: &[],
    },
    CatalogueChannel {
        key: "email",
        region: Region::Anywhere,
        fit: [1, 2, 2],
        formats: "newsletter lifecycle_mail",
        costs: &[Category::Tool, Category::Content],
        units: "per_thousand_sent per_month",
        metrics: "reach link_clicks registrations",
        limits: &[
            limit(BulkFrom, 5_000, MAIL, Verified),
            limit(ComplaintsPermille, 3, MAIL, Verified),
            limit(ConsentFirst, 0, NOWHERE, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "tiktok",
        region: Region::International,
        fit: [1, 3, 3],
        formats: "short_video live spark_ad",
        costs: &[Category::Content, Category::Creator, Category::Media],
        units: "cpm ocpm per_post",
        metrics: "views profile_visits likes shares new_followers",
        limits: &[
            limit(Caption, 2_200, CHARS, Verified),
            limit(PhotoCaption, 4_000, CHARS, Verified),
            limit(Hashtags, 5, MKT, CommonlyStated),
            limit(DataLagDays, 2, LAG, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "instagram",
        region: Region::International,
        fit: [1, 2, 3],
        formats: "reel carousel story",
        costs: &[Category::Content, Category::Creator, Category::Media],
        units: "cpm cpc per_post",
        metrics: "views reach likes saves shares new_followers",
        limits: &[
            limit(Caption, 2_200, AYR, Verified),
            limit(PostsADay, 100, DEV, CommonlyStated),
            limit(Hashtags, 5, MKT, Unknown),
        ],
    },
    CatalogueChannel {
        key: "youtube",
        region: Region::International,
        fit: [0, 2, 3],
        formats: "long_video short",
        costs: &[Category::Content, Category::Alliance],
        units: "per_video cpm cpv",
        metrics: "impressions ctr views watch_time avg_watch new_followers",
        limits: &[
            limit(Title, 100, YT, Verified),
            limit(Description, 5_000, YT, Verified),
            limit(ExportRows, 500, NOWHERE, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "x",
        region: Region::International,
        fit: [2, 2, 2],
        formats: "post thread audio_room",
        costs: &[Category::Content, Category::Media],
        units: "cpm cpe per_post",
        metrics: "impressions engagements new_followers unfollows profile_visits",
        limits: &[
            limit(Post, 280, ORSHOT, Verified).on(AccountKind::Free),
            limit(Post, 25_000, ORSHOT, Verified).on(AccountKind::Premium),
            limit(LinkCounts, 23, ORSHOT, Verified),
        ],
    },
    CatalogueChannel {
        key: "linkedin",
        region: Region::International,
        fit: [0, 2, 3],
        formats: "post document_post event",
        costs: &[Category::Content, Category::Media],
        units: "cpc cpm cpl",
        metrics: "impressions ctr engagements new_followers reach",
        limits: &[limit(Post, 3_000, AYR, Verified), limit(ExportMonths, 13, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "facebook",
        region: Region::International,
        fit: [1, 2, 2],
        formats: "post group event",
        costs: &[Category::People, Category::Media],
        units: "cpm cpc cpa",
        metrics: "views reach likes comments shares new_followers link_clicks",
        limits: &[limit(Post, 63_206, AYR, Verified), limit(ReelTitle, 255, AYR, Verified)],
    },
    CatalogueChannel {
        key: "launch_communities",
        region: Region::International,
        fit: [3, 2, 1],
        formats: "launch ama beta_call",
        costs: &[Category::People, Category::Gift],
        units: "per_launch",
        metrics: "activations registrations feedback",
        limits: &[
            limit(Title, 300, ORSHOT, CommonlyStated),
            limit(Post, 40_000, ORSHOT, CommonlyStated),
            limit(HouseRules, 0, NOWHERE, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "aso",
        region: Region::Anywhere,
        fit: [1, 2, 3],
        formats: "listing screenshots store_test",
        costs: &[Category::Content, Category::Tool],
        units: "per_month cpt",
        metrics: "activations cpa",
        limits: &[
            limit(Name, 30, NOWHERE, CommonlyStated),
            limit(Subtitle, 30, NOWHERE, CommonlyStated),
            limit(Keywords, 100, NOWHERE, CommonlyStated),
        ],
    },
];
