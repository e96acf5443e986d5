//! Suggested north stars, by kind of project and market.

use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::measure::{AddsUp, Unit};

/// A metric proposed as the north star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// A metric of the dictionary, by its key.
    Dictionary(&'static str),
    /// Reservations a day, which the dictionary does not have.
    Reservations,
}

impl Proposal {
    /// The metric's unit and roll-up, as in the dictionary, whose whole table this does not need.
    pub fn measure(self) -> (Unit, AddsUp) {
        match self {
            Proposal::Dictionary("repeat") => (Unit::Percent, AddsUp::RatioOfSums),
            Proposal::Dictionary("stickiness") => (Unit::Percent, AddsUp::Average),
            Proposal::Dictionary("dau") => (Unit::Count, AddsUp::Average),
            Proposal::Dictionary("followers" | "subscribers") => (Unit::Count, AddsUp::EndOfPeriod),
            Proposal::Dictionary("gmv") => (Unit::Money, AddsUp::Sum),
            Proposal::Dictionary(_) | Proposal::Reservations => (Unit::Count, AddsUp::Sum),
        }
    }

    /// Its name in addresses and stored answers.
    pub fn key(self) -> &'static str {
        match self {
            Proposal::Dictionary(key) => key,
            Proposal::Reservations => "reservations",
        }
    }
}

/// What is proposed for a kind of project in a market, the likeliest first.
///
/// ```
/// use groundswell_core::plan::catalogue::north_stars::{Proposal, proposals};
/// use groundswell_core::plan::model::basics::{Market, ProjectKind};
/// let abroad = proposals(ProjectKind::ContentBrand, Market::International);
/// assert_eq!(abroad[0], Proposal::Dictionary("subscribers"));
/// ```
pub fn proposals(kind: ProjectKind, market: Market) -> &'static [Proposal] {
    use Proposal::{Dictionary, Reservations};
    match (kind, market) {
        (ProjectKind::O2o, Market::China) => &[Dictionary("orders"), Dictionary("repeat")],
        (ProjectKind::O2o, Market::International) => {
            &[Dictionary("orders"), Dictionary("repeat"), Dictionary("store_visits")]
        }
        (ProjectKind::ToolApp, Market::China) => &[Dictionary("stickiness"), Dictionary("dau")],
        (ProjectKind::ToolApp, Market::International) => {
            &[Dictionary("stickiness"), Dictionary("dau"), Dictionary("trials")]
        }
        (ProjectKind::ContentBrand, Market::China) => &[Dictionary("followers"), Dictionary("engagements")],
        (ProjectKind::ContentBrand, Market::International) => {
            &[Dictionary("subscribers"), Dictionary("followers"), Dictionary("engagements")]
        }
        (ProjectKind::Ecommerce, _) => &[Dictionary("orders"), Dictionary("gmv")],
        (ProjectKind::LocalService, Market::China) => &[Reservations, Dictionary("orders")],
        (ProjectKind::LocalService, Market::International) => {
            &[Reservations, Dictionary("store_visits"), Dictionary("leads")]
        }
        (ProjectKind::Other, Market::China) => &[Dictionary("orders"), Dictionary("followers"), Dictionary("dau")],
        (ProjectKind::Other, Market::International) => {
            &[Dictionary("orders"), Dictionary("leads"), Dictionary("subscribers")]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::metric_dictionary::DictionaryMetric;

    #[test]
    fn every_kind_has_a_proposal_that_the_dictionary_knows() {
        for (kind, market) in ProjectKind::ALL.into_iter().flat_map(|kind| Market::ALL.map(|market| (kind, market))) {
            assert!(!proposals(kind, market).is_empty());
            for proposal in proposals(kind, market) {
                if let Proposal::Dictionary(key) = proposal {
                    let entry = DictionaryMetric::by_key(key).unwrap();
                    assert_eq!(proposal.measure(), (entry.unit, entry.adds_up), "{key}");
                }
            }
        }
        assert_eq!(proposals(ProjectKind::O2o, Market::China)[0], Proposal::Dictionary("orders"));
    }
}
