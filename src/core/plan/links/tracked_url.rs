//! The address of a tracked link: the landing page with its UTM parameters, and what is wrong with one.

use std::fmt;

use crate::plan::links::utm;
use crate::plan::model::tracked_link::{LinkPart, TrackedLink};
use crate::text::percent::{push_part, push_value};

/// What is wrong with a tracked link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// It has no landing page.
    NoPage,
    /// The page is not an address that begins with `https://` or `http://`.
    NoWebPage,
    /// The page already has `utm_` parameters, in its query or its fragment; see
    /// [`utm::page_without_tracking`].
    TrackedAlready,
    /// A required parameter is empty.
    Missing(LinkPart),
    /// A parameter has a space: analytics shows it as `%20` or `+`, and counts the two apart.
    Spaced(LinkPart),
    /// A parameter has uppercase letters: `Weibo` and `weibo` are counted apart.
    Capitals(LinkPart),
}

impl fmt::Display for LinkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::NoPage => out.write_str("the link has no page"),
            LinkError::NoWebPage => out.write_str("the page is not an https or http address"),
            LinkError::TrackedAlready => out.write_str("the page has utm_ parameters already"),
            LinkError::Missing(part) => write!(out, "{part:?} is empty"),
            LinkError::Spaced(part) => write!(out, "{part:?} has a space in it"),
            LinkError::Capitals(part) => write!(out, "{part:?} has capital letters"),
        }
    }
}

impl std::error::Error for LinkError {}

impl TrackedLink {
    /// Whether all fields of its address are empty.
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

    /// The parameters by which analytics counts its visitors: source, medium, campaign and content, whatever the page.
    /// `None` while the link has an error.
    pub fn counted_as(&self) -> Option<[String; 4]> {
        self.address().ok()?;
        Some([&self.source, &self.medium, &self.campaign, &self.content].map(|value| value.trim().to_lowercase()))
    }

    /// The whole address, with `utm_source`, `utm_medium`, `utm_campaign` and, if given, `utm_content`. Characters that an
    /// address may not contain, such as Chinese ones in the page's path, are percent-encoded as browsers do it.
    ///
    /// # Errors
    ///
    /// If the page is missing, is not a web address or has `utm_` parameters, or if a parameter is missing or has spaces or
    /// uppercase letters.
    ///
    /// ```
    /// use groundswell_core::plan::model::tracked_link::TrackedLink;
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
    pub fn address(&self) -> Result<String, LinkError> {
        let page = self.page.trim();
        if page.is_empty() {
            return Err(LinkError::NoPage);
        }
        let after = ["https://", "http://"].into_iter().find_map(|scheme| {
            page.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &page[scheme.len()..])
        });
        let host = after.map(host_of);
        if host.is_none_or(str::is_empty) || page.contains(char::is_whitespace) {
            return Err(LinkError::NoWebPage);
        }
        if utm::page_without_tracking(page).is_some() {
            return Err(LinkError::TrackedAlready);
        }
        let (before, fragment) = page.find('#').map_or((page, ""), |at| page.split_at(at));
        let host_end = page.len() - after.map_or(0, |rest| rest.len() - host_of(rest).len());
        let mut address = page[..host_end].to_owned();
        push_part(&mut address, &before[host_end..]);
        let mut separator = match before.split_once('?') {
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
                return Err(LinkError::Missing(part));
            }
            if let Some(error) = naming_error(part, value) {
                return Err(error);
            }
            address.push_str(separator);
            address.push_str(name);
            push_value(&mut address, value);
            separator = "&";
        }
        push_part(&mut address, fragment);
        Ok(address)
    }
}

/// What is wrong with the value of a parameter, if it would split the counts.
pub fn naming_error(part: LinkPart, value: &str) -> Option<LinkError> {
    let value = value.trim();
    if value.contains(char::is_whitespace) {
        Some(LinkError::Spaced(part))
    } else if value.contains(char::is_uppercase) {
        Some(LinkError::Capitals(part))
    } else {
        None
    }
}

/// The host (with port) of an address without its scheme.
pub(in crate::plan) fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
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
    fn parameters_are_appended_to_any_query_and_before_the_fragment() {
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
    fn links_that_would_split_the_counts_are_errors() {
        let error = |page, source, content| link(page, source, content).address().unwrap_err();
        assert_eq!(error("", "mall", ""), LinkError::NoPage);
        assert_eq!(error("a.example", "mall", ""), LinkError::NoWebPage);
        assert_eq!(error("https://", "mall", ""), LinkError::NoWebPage);
        assert_eq!(error("javascript:alert(1)", "mall", ""), LinkError::NoWebPage);
        assert_eq!(error("https://a.example/?utm_source=x", "mall", ""), LinkError::TrackedAlready);
        assert_eq!(error("https://a.example", " ", ""), LinkError::Missing(LinkPart::Source));
        assert_eq!(error("https://a.example", "the mall", ""), LinkError::Spaced(LinkPart::Source));
        assert_eq!(error("https://a.example", "mall", "Poster"), LinkError::Capitals(LinkPart::Content));
    }
}
