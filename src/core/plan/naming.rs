//! The naming of tracked links, enforced: what spoils a count is mended, and no two partners share a link.
//!
//! Statistics tell visitors apart by the letters of a parameter alone. So values are small letters without spaces, and an
//! address belongs to one partner.

use std::collections::BTreeSet;

use super::activity::{LinkPart, Partner, PartnerId, TrackedLink, parameter};

/// A value as it must be written: small letters, hyphens for spaces. Letters of other scripts stay.
///
/// ```
/// use groundswell_core::plan::naming::mended;
/// assert_eq!(mended(" Riverside  Mall "), "riverside-mall");
/// assert_eq!(mended("江畔 Mall"), "江畔-mall");
/// ```
pub fn mended(value: &str) -> String {
    let words: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
    // Some letters are capital and have no small form.
    words.join("-").replace(char::is_uppercase, "")
}

/// A source that tells a partner's link from all others': its own name where that does, else what it has with a number.
pub fn source_apart(partners: &[Partner], id: PartnerId) -> Option<String> {
    let partner = partners.iter().find(|partner| partner.id == id)?;
    let taken: BTreeSet<String> =
        partners.iter().filter(|other| other.id != id).filter_map(|other| other.link.address().ok()).collect();
    let free = |source: &String| {
        let link = TrackedLink { source: source.clone(), ..partner.link.clone() };
        link.address().is_ok_and(|address| !taken.contains(&address))
    };
    let stem = mended(&partner.link.source);
    let numbered = (2..=partners.len() + 1).map(|number| format!("{stem}-{number}"));
    std::iter::once(parameter(&partner.name)).chain(numbered).find(free)
}

/// What a parameter could be: what is usual for the partner first, then what the plan's other links say there.
pub fn suggestions(partners: &[Partner], id: PartnerId, plan_name: &str, part: LinkPart) -> Vec<String> {
    let Some(partner) = partners.iter().find(|partner| partner.id == id) else { return Vec::new() };
    let blank = Partner { link: TrackedLink::default(), ..partner.clone() };
    let usual = blank.usual_link("", plan_name).part(part).to_owned();
    // A source is a partner's own.
    let others = partners.iter().filter(|_| part != LinkPart::Source).map(|other| mended(other.link.part(part)));
    let usual_means = ["qr", "poster", "booth", "event", "partner", "post"].map(str::to_owned);
    let means = usual_means.into_iter().filter(|_| part == LinkPart::Medium);
    let mut found: Vec<String> = Vec::new();
    for value in std::iter::once(usual).chain(others).chain(means) {
        if !value.is_empty() && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::activity::{PartnerKind, misnamed};
    use crate::plan::id::Id;

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
    fn what_is_mended_has_no_fault_left() {
        for value in ["Weibo", " a B\tc ", "ΑΒΓ", "\u{1d400}x", "江 边", "İstanbul", "ǅ", ""] {
            assert_eq!(misnamed(LinkPart::Source, &mended(value)), None, "{value:?}");
        }
        assert_eq!(mended("spring-2027"), "spring-2027");
    }

    #[test]
    fn a_shared_link_has_a_way_out() {
        let partners =
            [partner(1, "Riverside Mall", "mall"), partner(2, "江畔广场", "mall"), partner(3, "x", "mall-2")];
        assert_eq!(source_apart(&partners, Id::from_bits(1)).as_deref(), Some("riverside-mall"));
        // A name without Latin letters, and the first number is taken.
        assert_eq!(source_apart(&partners, Id::from_bits(2)).as_deref(), Some("mall-3"));
    }

    #[test]
    fn suggestions_begin_with_the_usual_and_say_nothing_twice() {
        let mut partners = [partner(1, "Riverside Mall", ""), partner(2, "Expo", "expo")];
        partners[1].link.medium = "Event".to_owned();
        let of = |part| suggestions(&partners, Id::from_bits(1), "Launch 2027", part);
        assert_eq!(of(LinkPart::Source), ["riverside-mall"]);
        assert_eq!(of(LinkPart::Medium), ["qr", "event", "poster", "booth", "partner", "post"]);
        assert_eq!(of(LinkPart::Campaign), ["launch-2027", "spring"]);
        assert!(of(LinkPart::Content).is_empty());
    }
}
