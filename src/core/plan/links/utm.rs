//! Naming of UTM parameters: normalized values, suggested values, and a unique source for each partner.
//!
//! Web analytics distinguishes visitors by the exact value of the parameters only, whatever page they land on. So values are
//! lowercase without spaces, and a source within a campaign belongs to one partner. Builds no addresses; see
//! [`tracked_url`](crate::plan::links::tracked_url).

use std::collections::BTreeSet;

use crate::plan::model::partner::{Partner, PartnerId, PartnerKind};
use crate::plan::model::tracked_link::{LinkPart, TrackedLink};
use crate::text::percent::decoded_query;

/// A parameter's value in its required form: lowercase, with hyphens for spaces. Letters of other scripts are kept.
///
/// ```
/// use groundswell_core::plan::links::utm::normalized;
/// assert_eq!(normalized(" Riverside  Mall "), "riverside-mall");
/// assert_eq!(normalized("江畔 Mall"), "江畔-mall");
/// ```
pub fn normalized(value: &str) -> String {
    let words: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
    // Some uppercase letters have no lowercase form.
    words.join("-").replace(char::is_uppercase, "")
}

/// A partner's link with every blank field filled by the default value; `None` if there is no such partner. The source is
/// named after the partner, or after its kind if its name has no Latin letters, with a number if another partner has that
/// source. The campaign is named after the plan.
pub fn suggested_link(partners: &[Partner], id: PartnerId, plan_name: &str) -> Option<TrackedLink> {
    let partner = partners.iter().find(|partner| partner.id == id)?;
    let or = |given: &str, default: String| if given.trim().is_empty() { default } else { given.to_owned() };
    // One page usually serves all partners of a plan.
    let page = partners.iter().map(|other| other.link.page.as_str()).find(|page| !page.trim().is_empty());
    let link = &partner.link;
    Some(TrackedLink {
        page: or(&link.page, page.unwrap_or_default().to_owned()),
        source: or(&link.source, default_source(partners, partner)),
        medium: or(&link.medium, partner.kind.medium().to_owned()),
        campaign: or(&link.campaign, named_after(plan_name, "promotion")),
        content: link.content.clone(),
        call: link.call.clone(),
    })
}

/// A source that no other partner has.
fn default_source(partners: &[Partner], partner: &Partner) -> String {
    let kind = match partner.kind {
        // "Other" would say nothing in a list of sources.
        PartnerKind::Other => "partner".to_owned(),
        kind => kind.key().replace('_', "-"),
    };
    let stem = named_after(&partner.name, &kind);
    let taken: BTreeSet<String> = partners
        .iter()
        .filter(|other| other.id != partner.id)
        .map(|other| other.link.source.trim().to_lowercase())
        .collect();
    let numbered = (2..=partners.len() + 1).map(|number| format!("{stem}-{number}"));
    let mut sources = std::iter::once(stem.clone()).chain(numbered);
    sources.find(|source| !taken.contains(source)).unwrap_or(stem)
}

/// A name as a parameter's value. If fewer than two Latin letters of it remain, as of a Chinese name with a year, the rest
/// is appended to `word`.
fn named_after(name: &str, word: &str) -> String {
    let value = parameter_value(name);
    if value.bytes().filter(u8::is_ascii_alphabetic).count() >= 2 {
        value
    } else if value.is_empty() {
        word.to_owned()
    } else {
        [word, "-", &value].concat()
    }
}

/// A source that makes a partner's link unique: its name if that does, else its current source with a number.
pub fn unique_source(partners: &[Partner], id: PartnerId) -> Option<String> {
    let partner = partners.iter().find(|partner| partner.id == id)?;
    let taken: BTreeSet<[String; 4]> =
        partners.iter().filter(|other| other.id != id).filter_map(|other| other.link.counted_as()).collect();
    let free = |source: &String| {
        let link = TrackedLink { source: source.clone(), ..partner.link.clone() };
        link.counted_as().is_some_and(|counted| !taken.contains(&counted))
    };
    let stem = normalized(&partner.link.source);
    let numbered = (2..=partners.len() + 1).map(|number| format!("{stem}-{number}"));
    std::iter::once(parameter_value(&partner.name)).chain(numbered).find(free)
}

/// The address of a page that had `utm_` parameters, and their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrackedPage {
    /// The address without the parameters.
    pub page: String,
    /// The values of the parameters; those that were missing are empty.
    pub carried: TrackedLink,
}

/// Removes `utm_` parameters from a page's address, in its query and its fragment, in any letter case. `None` if it has
/// none.
///
/// ```
/// use groundswell_core::plan::links::utm::page_without_tracking;
/// let found = page_without_tracking("https://x.example/?a=1#/p?UTM_Source=mall&b=2").unwrap();
/// assert_eq!(found.page, "https://x.example/?a=1#/p?b=2");
/// assert_eq!(found.carried.source, "mall");
/// assert_eq!(page_without_tracking("https://x.example/?a=utm_source"), None);
/// ```
pub fn page_without_tracking(page: &str) -> Option<TrackedPage> {
    let page = page.trim();
    let mut carried = TrackedLink::default();
    let mut found = false;
    let mut cleaned = |query: &str| -> String {
        let kept = query.split('&').filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded_query(name).to_lowercase();
            let part = match name.as_str() {
                "utm_source" => Some(&mut carried.source),
                "utm_medium" => Some(&mut carried.medium),
                "utm_campaign" => Some(&mut carried.campaign),
                "utm_content" => Some(&mut carried.content),
                _ => None,
            };
            let is_tracking = name.starts_with("utm_");
            found |= is_tracking;
            if let Some(part) = part.filter(|part| part.is_empty()) {
                *part = decoded_query(value);
            }
            !is_tracking
        });
        kept.collect::<Vec<_>>().join("&")
    };
    let (before, fragment) = page.split_once('#').map_or((page, None), |(before, fragment)| (before, Some(fragment)));
    let mut without = |address: &str, is_fragment: bool| match address.split_once('?') {
        Some((path, query)) => {
            let query = cleaned(query);
            if query.is_empty() { path.to_owned() } else { [path, "?", &query].concat() }
        }
        // Some pages read their fragment as a query.
        None if is_fragment => cleaned(address),
        None => address.to_owned(),
    };
    let mut address = without(before, false);
    if let Some(fragment) = fragment {
        let fragment = without(fragment, true);
        if !fragment.is_empty() {
            address.push('#');
            address.push_str(&fragment);
        }
    }
    found.then_some(TrackedPage { page: address, carried })
}

/// Suggested values of a parameter, without duplicates: the partner's default first, then the values of the plan's other
/// links, then common media.
pub fn suggestions(partners: &[Partner], id: PartnerId, plan_name: &str, part: LinkPart) -> Vec<String> {
    let Some(partner) = partners.iter().find(|partner| partner.id == id) else { return Vec::new() };
    let default = match part {
        LinkPart::Source => default_source(partners, partner),
        LinkPart::Medium => partner.kind.medium().to_owned(),
        LinkPart::Campaign => named_after(plan_name, "promotion"),
        LinkPart::Content => String::new(),
    };
    // A source belongs to one partner.
    let others = partners.iter().filter(|_| part != LinkPart::Source).map(|other| normalized(other.link.part(part)));
    let common_media = ["qr", "poster", "booth", "event", "partner", "post"].map(str::to_owned);
    let media = common_media.into_iter().filter(|_| part == LinkPart::Medium);
    let mut found: Vec<String> = Vec::new();
    for value in std::iter::once(default).chain(others).chain(media) {
        if !value.is_empty() && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// A name as a parameter's value: lowercase Latin letters and digits, with one hyphen for anything between them. Empty if
/// the name has none of them.
///
/// ```
/// use groundswell_core::plan::links::utm::parameter_value;
/// assert_eq!(parameter_value("Riverside Mall, 2nd floor"), "riverside-mall-2nd-floor");
/// assert_eq!(parameter_value("江畔广场"), "");
/// ```
pub fn parameter_value(name: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::links::tracked_url::naming_error;
    use crate::plan::model::id::Id;
    use crate::plan::model::partner::PartnerKind;

    fn partner(id: u64, name: &str, source: &str) -> Partner {
        Partner {
            id: Id::from_bits(id),
            phase: Id::from_bits(1),
            kind: PartnerKind::Mall,
            name: name.to_owned(),
            contact: String::new(),
            first: None,
            last: None,
            channel: None,
            expected: None,
            counted: None,
            link: TrackedLink {
                page: "https://a.example".to_owned(),
                source: source.to_owned(),
                medium: "qr".to_owned(),
                campaign: "spring".to_owned(),
                ..TrackedLink::default()
            },
            note: String::new(),
        }
    }

    #[test]
    fn normalized_values_have_no_naming_error() {
        for value in ["Weibo", " a B\tc ", "ΑΒΓ", "\u{1d400}x", "江 边", "İstanbul", "ǅ", ""] {
            assert_eq!(naming_error(LinkPart::Source, &normalized(value)), None, "{value:?}");
        }
        assert_eq!(normalized("spring-2027"), "spring-2027");
    }

    #[test]
    fn suggested_links_fill_blank_fields_only_and_have_unique_sources() {
        let mut partners = [partner(1, "江畔广场", ""), partner(2, "东湖广场", "mall"), partner(3, "第 2 中学", "")];
        partners[0].link = TrackedLink { medium: "booth".to_owned(), ..TrackedLink::default() };
        partners[2].link = TrackedLink::default();
        partners[2].kind = PartnerKind::School;
        let suggested = |partners: &[Partner], id, plan| suggested_link(partners, Id::from_bits(id), plan).unwrap();
        let link = suggested(&partners, 1, "春季上新 2027");
        assert_eq!(
            [link.page, link.source, link.medium, link.campaign],
            ["https://a.example", "mall-2", "booth", "promotion-2027"]
        );
        assert_eq!(suggested(&partners, 3, "Spring launch").source, "school-2");
        assert_eq!(suggested(&partners, 3, "Spring launch").campaign, "spring-launch");
        partners[0].kind = PartnerKind::Other;
        assert_eq!(suggested(&partners, 1, "春").source, "partner");
        assert_eq!(suggested(&partners, 1, "春").campaign, "promotion");
        partners[0].name = "Riverside Mall".to_owned();
        partners[1].link.source = "Riverside-Mall".to_owned();
        assert_eq!(suggested(&partners, 1, "").source, "riverside-mall-2");
    }

    #[test]
    fn tracking_parameters_are_removed_from_query_and_fragment() {
        for (page, without, source, medium) in [
            ("https://x.example/?UTM_SOURCE=a", "https://x.example/", "a", ""),
            ("https://x.example/#/p?utm_source=a", "https://x.example/#/p", "a", ""),
            ("https://x.example/#utm_source=a&utm_medium=b", "https://x.example/", "a", "b"),
            (
                "https://x.example/p?x=1&utm_source=a%20b&y=2&Utm_Term=t#top",
                "https://x.example/p?x=1&y=2#top",
                "a b",
                "",
            ),
            ("https://x.example/?utm%5Fsource=%E6%B1%9F", "https://x.example/", "江", ""),
            ("https://x.example/?utm_source=a#/p?utm_source=b&utm_medium=c", "https://x.example/#/p", "a", "c"),
            ("https://x.example?utm_id=7", "https://x.example", "", ""),
        ] {
            let found = page_without_tracking(page).unwrap_or_else(|| panic!("{page}"));
            assert_eq!(
                (found.page.as_str(), &*found.carried.source, &*found.carried.medium),
                (without, source, medium)
            );
            assert_eq!(page_without_tracking(without), None);
        }
        for page in
            ["https://x.example/utm_source=a", "https://x.example/?q=utm_source", "https://x.example/#utm", "", "#?&="]
        {
            assert_eq!(page_without_tracking(page), None, "{page}");
        }
    }

    #[test]
    fn links_with_the_same_parameters_are_counted_as_one_whatever_the_page() {
        let mut partners = [partner(1, "Riverside Mall", "mall"), partner(2, "江畔广场", "mall")];
        partners[1].link.page = "https://b.example/other".to_owned();
        assert_eq!(partners[0].link.counted_as(), partners[1].link.counted_as());
        partners[1].link.content = "poster".to_owned();
        assert_ne!(partners[0].link.counted_as(), partners[1].link.counted_as());
    }

    #[test]
    fn a_duplicate_source_gets_a_unique_replacement() {
        let partners =
            [partner(1, "Riverside Mall", "mall"), partner(2, "江畔广场", "mall"), partner(3, "x", "mall-2")];
        assert_eq!(unique_source(&partners, Id::from_bits(1)).as_deref(), Some("riverside-mall"));
        // The name has no Latin letters, and the first number is taken.
        assert_eq!(unique_source(&partners, Id::from_bits(2)).as_deref(), Some("mall-3"));
    }

    #[test]
    fn suggestions_begin_with_the_default_and_have_no_duplicates() {
        let mut partners = [partner(1, "Riverside Mall", ""), partner(2, "Expo", "expo")];
        partners[1].link.medium = "Event".to_owned();
        let of = |part| suggestions(&partners, Id::from_bits(1), "Launch 2027", part);
        assert_eq!(of(LinkPart::Source), ["riverside-mall"]);
        assert_eq!(of(LinkPart::Medium), ["qr", "event", "poster", "booth", "partner", "post"]);
        assert_eq!(of(LinkPart::Campaign), ["launch-2027", "spring"]);
        assert!(of(LinkPart::Content).is_empty());
    }
}
