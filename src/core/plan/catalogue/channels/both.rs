//! The channels of both markets.

use super::CatalogueChannel;
use super::Certainty::{CommonlyStated, Verified};
#[allow(clippy::enum_glob_use)] // a table of them
use super::Limited::*;
use super::sources::{INDUCED, MAIL, NOWHERE, limit};
use crate::plan::model::basics::{Market, Markets};
use crate::plan::model::budget::Category;

/// Channels that work everywhere, in order of display.
pub(super) const BOTH: &[CatalogueChannel] = &[
    CatalogueChannel {
        key: "personal_network",
        terms: "friends colleagues partners suppliers industry invitation 熟人朋友同事同行供应商邀请",
        markets: Markets::Both,
        fit: [3, 1, 0],
        formats: "personal_message invitation_code free_trial",
        costs: &[Category::Gift, Category::People],
        units: "per_invite per_gift",
        metrics: "new_followers k_factor feedback",
        limits: &[limit(NoSharingRewards, 0, INDUCED, CommonlyStated).in_market(Market::China)],
    },
    CatalogueChannel {
        key: "seo",
        terms: "website seo search engine 官网网站搜索优化",
        markets: Markets::Both,
        fit: [0, 1, 3],
        formats: "landing_page guide faq",
        costs: &[Category::Content, Category::Agency, Category::Media],
        units: "per_page per_month",
        metrics: "sessions visitors engaged_rate registrations",
        limits: &[limit(TakesMonths, 3, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "ground_school",
        terms: "school campus ground promotion university 学校校园地推",
        markets: Markets::Both,
        fit: [2, 2, 2],
        formats: "club_event campus_ambassador",
        costs: &[Category::Alliance, Category::People, Category::Gift],
        units: "per_event per_ambassador_month",
        metrics: "new_followers registrations k_factor",
        limits: &[limit(NotInHolidays, 0, NOWHERE, CommonlyStated), limit(GuardianConsent, 0, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "conference",
        terms: "conference expo exhibition trade show 会议展会展览",
        markets: Markets::Both,
        fit: [0, 1, 3],
        formats: "booth talk rollup_code",
        costs: &[Category::Expo, Category::Travel, Category::People],
        units: "per_booth per_square_metre per_attendee",
        metrics: "new_followers cpf",
        limits: &[limit(BookAheadMonths, 3, NOWHERE, CommonlyStated)],
    },
    CatalogueChannel {
        key: "alliance",
        terms: "industry alliance partners cross 联盟异业合作",
        markets: Markets::Both,
        fit: [0, 1, 3],
        formats: "joint_festival member_card",
        costs: &[Category::Alliance, Category::Print],
        units: "per_year per_event",
        metrics: "new_followers orders",
        limits: &[],
    },
    CatalogueChannel {
        key: "pr",
        terms: "media press pr public relations 媒体公关新闻",
        markets: Markets::Both,
        fit: [0, 1, 3],
        formats: "press_release interview",
        costs: &[Category::Agency],
        units: "per_release per_month",
        metrics: "views sessions",
        limits: &[],
    },
    CatalogueChannel {
        key: "email",
        terms: "email newsletter mail 邮件电子报",
        markets: Markets::Both,
        fit: [1, 2, 2],
        formats: "newsletter lifecycle_mail",
        costs: &[Category::Tool, Category::Content],
        units: "per_thousand_sent per_month",
        metrics: "subscribers open_rate click_rate link_clicks registrations",
        limits: &[
            limit(BulkFrom, 5_000, MAIL, Verified),
            limit(ComplaintsPermille, 3, MAIL, Verified),
            limit(ConsentFirst, 0, NOWHERE, CommonlyStated),
        ],
    },
    CatalogueChannel {
        key: "aso",
        terms: "app store optimisation optimization aso 应用商店",
        markets: Markets::Both,
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
