//! The pages where limits were read.

use super::{Certainty, Limit, Limited};

/// Said everywhere, and nowhere in particular.
pub(super) const NOWHERE: &str = "";
pub(super) const CSDN: &str = "https://blog.csdn.net/weixin_39971016/article/details/125258560";
pub(super) const MASS: &str = "https://cnblogs.com/txw1958/p/weixin-mp-mass-send.html";
pub(super) const DRAFT: &str = "https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add";
pub(super) const QR: &str =
    "https://developers.weixin.qq.com/doc/service/Account_Management/Generating_a_Parametric_QR_Code.html";
pub(super) const STAT: &str = "https://developers.weixin.qq.com/doc/subscription/api/wedata/user/api_getusersummary.md";
pub(super) const INDUCED: &str = "http://m.413629.com/news/cj/2215152.html";
pub(super) const QMD: &str = "https://qumiaodong.com/shuma/9lye4k.html";
pub(super) const ADM: &str = "http://www.adminso.com/articles/view/61284.html";
pub(super) const NCT: &str = "https://www.nctoro.com/a102144";
pub(super) const WECOM: &str = "https://developer.work.weixin.qq.com/document/path/98429";
pub(super) const WEIBO: &str = "http://www.takefoto.cn/viewnews-658271.html";
pub(super) const RBSKILL: &str = "https://github.com/404KSG/ship-to-redbook-skill";
pub(super) const RB: &str = "https://github.com/proerror77/redbook";
pub(super) const AD: &str = "http://www.xiyinlitea.cn/news/shehui/174780.html";
pub(super) const MAIL: &str = "https://www.twilio.com/docs/sendgrid/concepts/inbox-provider-insights/google.md";
pub(super) const CHARS: &str = "https://docs.upload-post.com/resources/character-limits/";
pub(super) const AYR: &str = "https://www.ayrshare.com/docs/es/help-center/technical-support/character-limits";
pub(super) const MKT: &str = "https://github.com/coreyhaines31/marketingskills";
pub(super) const LAG: &str = "https://github.com/duytienitptit/ahd-dashboard";
pub(super) const DEV: &str =
    "https://dev.to/dominic_frei_73028ac46c47/social-media-api-posting-limits-in-2026-every-platform-1okf";
pub(super) const YT: &str = "https://docs.zernio.com/platforms/youtube";
pub(super) const ORSHOT: &str = "https://orshot.com/docs/publish/social-posting-guidelines";
pub(super) const WHATSAPP: &str = "https://unanswered.io/guide/whatsapp-group-member-limit-maximum-size";
pub(super) const DISCORD: &str = "https://www.discordia.me/en/server-limits";
pub(super) const SLACK: &str = "https://slack.com/help/articles/115002422943";
pub(super) const GOOGLE: &str = "https://github.com/aaron-he-zhu/aaron-marketing-skills";
pub(super) const FTC: &str =
    "https://thewbkfirm.com/industry/ftc-releases-advertising-disclosures-guidance-for-online-influencers";

pub(super) const fn limit(what: Limited, number: u32, source: &'static str, certainty: Certainty) -> Limit {
    Limit { what, number, account: None, market: None, source, certainty }
}
