//! What is done in the phases: activities, groups and their feedback, partners and places.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::links::utm;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;

/// Identity of an [`Activity`].
pub type ActivityId = Id<Activity>;
/// Identity of a [`Group`].
pub type GroupId = Id<Group>;
/// Identity of a [`Feedback`] item.
pub type FeedbackId = Id<Feedback>;
/// Identity of a [`Partner`].
pub type PartnerId = Id<Partner>;

/// A method put to work in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Identity.
    pub id: ActivityId,
    /// In which phase.
    pub phase: PhaseId,
    /// The catalogue's method it came from (`invitation`), if any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub method: Option<String>,
    /// What is done.
    pub name: String,
    /// On which channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its steps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checklist: Vec<CheckItem>,
    /// Activities that must end before this one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Vec<ActivityId>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Activity {
    fn id(&self) -> ActivityId {
        self.id
    }
}

impl Activity {
    /// An activity of which only phase, method and name are known.
    pub fn new(id: ActivityId, phase: PhaseId, method: Option<String>, name: String) -> Activity {
        Activity {
            id,
            phase,
            method,
            name,
            channel: None,
            owner: String::new(),
            first: None,
            last: None,
            checklist: Vec::new(),
            after: Vec::new(),
            note: String::new(),
        }
    }
}

/// One step of an activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// What to do.
    pub text: String,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
}

/// Groups that hold the seed users: a number of them with a capacity each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Identity.
    pub id: GroupId,
    /// In which phase.
    pub phase: PhaseId,
    /// On which channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// What they are called.
    pub name: String,
    /// How many groups.
    pub count: u32,
    /// How many people one holds.
    pub capacity: u32,
    /// Who keeps them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub admins: String,
    /// House rules.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: String,
    /// The weekly rhythm: topics, surveys, offers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rhythm: String,
}

impl Entity for Group {
    fn id(&self) -> GroupId {
        self.id
    }
}

impl Group {
    /// How many people the groups hold together.
    pub fn holds(&self) -> u64 {
        u64::from(self.count) * u64::from(self.capacity)
    }
}

/// An opinion or suggestion from a seed user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Identity.
    pub id: FeedbackId,
    /// In which phase.
    pub phase: PhaseId,
    /// When it was heard.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
    /// From whom: a role or a group, not personal data.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: String,
    /// What was said.
    pub opinion: String,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: FeedbackState,
    /// What was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decision: String,
}

impl Entity for Feedback {
    fn id(&self) -> FeedbackId {
        self.id
    }
}

/// How far an opinion has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedbackState {
    /// Heard.
    #[default]
    New,
    /// To be done.
    Accepted,
    /// Not to be done, with a reason.
    Declined,
    /// Done, and the person told.
    Done,
}

impl FeedbackState {
    /// Every state, in its order.
    pub const ALL: [FeedbackState; 4] =
        [FeedbackState::New, FeedbackState::Accepted, FeedbackState::Declined, FeedbackState::Done];
}

/// A partner, site, conference or alliance of the brand promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Identity.
    pub id: PartnerId,
    /// In which phase.
    pub phase: PhaseId,
    /// Which kind.
    pub kind: PartnerKind,
    /// Its name.
    pub name: String,
    /// Whom to speak to there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contact: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// On which channel its results are counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Results expected of it, in the phase's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expected: Option<u32>,
    /// Results counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counted: Option<u32>,
    /// Its own link, so that its results can be counted apart.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: TrackedLink,
    /// What is agreed, what to bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Partner {
    fn id(&self) -> PartnerId {
        self.id
    }
}

/// Kinds of partner and place, from the article's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartnerKind {
    /// A local account or app of ordered services.
    LocalAccount,
    /// A shopping mall.
    Mall,
    /// A school.
    School,
    /// A residential community.
    Community,
    /// An office building.
    Office,
    /// An industry conference or exhibition.
    Conference,
    /// A local industry alliance.
    Alliance,
    /// Anyone else.
    #[default]
    Other,
}

impl PartnerKind {
    /// Every kind, in the article's order.
    pub const ALL: [PartnerKind; 8] = [
        PartnerKind::LocalAccount,
        PartnerKind::Mall,
        PartnerKind::School,
        PartnerKind::Community,
        PartnerKind::Office,
        PartnerKind::Conference,
        PartnerKind::Alliance,
        PartnerKind::Other,
    ];
}

/// A link that says where a visitor came from, in the usual five parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackedLink {
    /// The page it leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page: String,
    /// `utm_source`: who sends them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// `utm_medium`: by what means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub medium: String,
    /// `utm_campaign`: for which campaign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub campaign: String,
    /// `utm_content`: which of several.
    #[serde(default, skip_serializing_if = "is_default")]
    pub content: String,
    /// What stands beside its printed code: why to scan it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub call: String,
}

/// What is wrong with a tracked link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFault {
    /// It leads to no page.
    NoPage,
    /// The page is no address that begins with `https://` or `http://`.
    NoWebPage,
    /// The page carries `utm_` parameters already, in its query or behind its `#`; see
    /// [`utm::page_without_tracking`].
    TrackedAlready,
    /// A parameter that every count needs is empty.
    Missing(LinkPart),
    /// A parameter has a space in it: counts show it as `%20` or `+`, and as two sources.
    Spaced(LinkPart),
    /// A parameter has capital letters: `Weibo` and `weibo` are counted apart.
    Capitals(LinkPart),
}

/// The parameters of a tracked link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPart {
    /// Who sends visitors.
    Source,
    /// By what means.
    Medium,
    /// For which campaign.
    Campaign,
    /// Which of several.
    Content,
}

impl TrackedLink {
    /// Whether nothing of its address is filled in.
    pub fn is_blank(&self) -> bool {
        let parts = [&self.page, &self.source, &self.medium, &self.campaign, &self.content];
        parts.into_iter().all(String::is_empty)
    }

    /// The value of a parameter.
    pub fn part(&self, part: LinkPart) -> &str {
        match part {
            LinkPart::Source => &self.source,
            LinkPart::Medium => &self.medium,
            LinkPart::Campaign => &self.campaign,
            LinkPart::Content => &self.content,
        }
    }

    /// What statistics tell its visitors by: source, medium, campaign and content, whatever the page. `None` while the
    /// link has a fault.
    pub fn counted_as(&self) -> Option<[String; 4]> {
        self.address().ok()?;
        Some([&self.source, &self.medium, &self.campaign, &self.content].map(|value| value.trim().to_lowercase()))
    }

    /// The whole address, with `utm_source`, `utm_medium`, `utm_campaign` and, where given, `utm_content`. Letters that
    /// no address may hold as they are, such as Chinese ones in the page's path, are percent-encoded as browsers do it.
    ///
    /// ```
    /// use groundswell_core::plan::model::activity::TrackedLink;
    /// let link = TrackedLink {
    ///     page: "https://shop.example/welcome?lang=zh#top".into(),
    ///     source: "riverside-mall".into(),
    ///     medium: "qr".into(),
    ///     campaign: "brand-2027".into(),
    ///     ..TrackedLink::default()
    /// };
    /// assert_eq!(
    ///     link.address().unwrap(),
    ///     "https://shop.example/welcome?lang=zh&utm_source=riverside-mall&utm_medium=qr&utm_campaign=brand-2027#top"
    /// );
    /// ```
    pub fn address(&self) -> Result<String, LinkFault> {
        let page = self.page.trim();
        if page.is_empty() {
            return Err(LinkFault::NoPage);
        }
        let after = ["https://", "http://"].into_iter().find_map(|scheme| {
            page.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &page[scheme.len()..])
        });
        let host = after.map(host_of);
        if host.is_none_or(str::is_empty) || page.contains(char::is_whitespace) {
            return Err(LinkFault::NoWebPage);
        }
        if utm::page_without_tracking(page).is_some() {
            return Err(LinkFault::TrackedAlready);
        }
        let (before, fragment) = page.find('#').map_or((page, ""), |at| page.split_at(at));
        let named = page.len() - after.map_or(0, |rest| rest.len() - host_of(rest).len());
        let mut address = page[..named].to_owned();
        push_sent(&mut address, &before[named..]);
        let mut joint = match before.split_once('?') {
            None => "?",
            Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
            Some(_) => "&",
        };
        let parts = [
            (LinkPart::Source, "utm_source=", &self.source),
            (LinkPart::Medium, "utm_medium=", &self.medium),
            (LinkPart::Campaign, "utm_campaign=", &self.campaign),
            (LinkPart::Content, "utm_content=", &self.content),
        ];
        for (part, name, value) in parts {
            let value = value.trim();
            if value.is_empty() {
                if part == LinkPart::Content {
                    continue;
                }
                return Err(LinkFault::Missing(part));
            }
            if let Some(fault) = misnamed(part, value) {
                return Err(fault);
            }
            address.push_str(joint);
            address.push_str(name);
            push_encoded(&mut address, value);
            joint = "&";
        }
        push_sent(&mut address, fragment);
        Ok(address)
    }
}

/// What is wrong with the name given to a parameter, so that statistics would count it apart.
pub fn misnamed(part: LinkPart, value: &str) -> Option<LinkFault> {
    let value = value.trim();
    if value.contains(char::is_whitespace) {
        Some(LinkFault::Spaced(part))
    } else if value.contains(char::is_uppercase) {
        Some(LinkFault::Capitals(part))
    } else {
        None
    }
}

/// What stands before the path of an address whose scheme is left out.
fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// A part of an address behind its host, as a browser sends it.
fn push_sent(address: &mut String, part: &str) {
    for letter in part.chars() {
        if letter.is_ascii() {
            address.push(letter);
        } else {
            push_encoded(address, letter.encode_utf8(&mut [0; 4]));
        }
    }
}

/// Percent-encodes all but the letters, digits and marks that need none (RFC 3986, 2.3).
fn push_encoded(address: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.push(char::from(DIGITS[usize::from(byte >> 4)]));
            address.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// A name as a parameter's value: small letters and digits, anything between them one hyphen. Empty where nothing of the
/// name can be written so.
///
/// ```
/// use groundswell_core::plan::model::activity::parameter;
/// assert_eq!(parameter("Riverside Mall, 2nd floor"), "riverside-mall-2nd-floor");
/// assert_eq!(parameter("江畔广场"), "");
/// ```
pub fn parameter(name: &str) -> String {
    let mut value = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            value.push(letter.to_ascii_lowercase());
        } else if !value.is_empty() && !value.ends_with('-') {
            value.push('-');
        }
    }
    value.truncate(value.trim_end_matches('-').len());
    value
}

impl PartnerKind {
    /// Its name in files and in parameters of links.
    pub fn key(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount => "local_account",
            PartnerKind::Mall => "mall",
            PartnerKind::School => "school",
            PartnerKind::Community => "community",
            PartnerKind::Office => "office",
            PartnerKind::Conference => "conference",
            PartnerKind::Alliance => "alliance",
            PartnerKind::Other => "other",
        }
    }

    /// By what means it sends visitors, as `utm_medium` says it.
    pub fn medium(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount | PartnerKind::Alliance | PartnerKind::Other => "partner",
            PartnerKind::Mall | PartnerKind::School | PartnerKind::Community | PartnerKind::Office => "qr",
            PartnerKind::Conference => "event",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(page: &str, source: &str, content: &str) -> TrackedLink {
        TrackedLink {
            page: page.to_owned(),
            source: source.to_owned(),
            medium: "qr".to_owned(),
            campaign: "spring".to_owned(),
            content: content.to_owned(),
            ..TrackedLink::default()
        }
    }

    #[test]
    fn parameters_join_whatever_the_page_has() {
        let address = |page| link(page, "mall", "").address().unwrap();
        assert_eq!(address("https://a.example"), "https://a.example?utm_source=mall&utm_medium=qr&utm_campaign=spring");
        assert_eq!(
            address("http://a.example/?"),
            "http://a.example/?utm_source=mall&utm_medium=qr&utm_campaign=spring"
        );
        assert!(
            address("https://a.example/b?c=1#d").ends_with("?c=1&utm_source=mall&utm_medium=qr&utm_campaign=spring#d")
        );
        let page = address("https://a.example/活动?来=江#顶");
        assert_eq!(
            page,
            "https://a.example/%E6%B4%BB%E5%8A%A8?%E6%9D%A5=%E6%B1%9F\
             &utm_source=mall&utm_medium=qr&utm_campaign=spring#%E9%A1%B6"
        );
        assert!(address("https://江畔.example/?").starts_with("https://江畔.example/?utm_source"));
        let chinese = link("https://a.example", "江", "a/b").address().unwrap();
        assert!(chinese.contains("utm_source=%E6%B1%9F&"), "{chinese}");
        assert!(chinese.ends_with("&utm_content=a%2Fb"), "{chinese}");
    }

    #[test]
    fn what_would_spoil_the_count_is_refused() {
        let fault = |page, source, content| link(page, source, content).address().unwrap_err();
        assert_eq!(fault("", "mall", ""), LinkFault::NoPage);
        assert_eq!(fault("a.example", "mall", ""), LinkFault::NoWebPage);
        assert_eq!(fault("https://", "mall", ""), LinkFault::NoWebPage);
        assert_eq!(fault("javascript:alert(1)", "mall", ""), LinkFault::NoWebPage);
        assert_eq!(fault("https://a.example/?utm_source=x", "mall", ""), LinkFault::TrackedAlready);
        assert_eq!(fault("https://a.example", " ", ""), LinkFault::Missing(LinkPart::Source));
        assert_eq!(fault("https://a.example", "the mall", ""), LinkFault::Spaced(LinkPart::Source));
        assert_eq!(fault("https://a.example", "mall", "Poster"), LinkFault::Capitals(LinkPart::Content));
    }
}
