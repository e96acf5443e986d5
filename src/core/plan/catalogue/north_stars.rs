//! Suggested north stars, by kind of project.

use crate::plan::model::basics::ProjectKind;
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
            Proposal::Dictionary("followers") => (Unit::Count, AddsUp::EndOfPeriod),
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

/// What is proposed for a kind of project, the likeliest first; nothing for a kind of its own.
pub fn proposals(kind: ProjectKind) -> &'static [Proposal] {
    use Proposal::{Dictionary, Reservations};
    match kind {
        ProjectKind::O2o => &[Dictionary("orders"), Dictionary("repeat")],
        ProjectKind::ToolApp => &[Dictionary("stickiness"), Dictionary("dau")],
        ProjectKind::ContentBrand => &[Dictionary("followers"), Dictionary("engagements")],
        ProjectKind::Ecommerce => &[Dictionary("orders"), Dictionary("gmv")],
        ProjectKind::LocalService => &[Reservations, Dictionary("orders")],
        ProjectKind::Other => &[Dictionary("orders"), Dictionary("followers"), Dictionary("dau")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::metric_dictionary::DictionaryMetric;

    #[test]
    fn every_kind_has_a_proposal_that_the_dictionary_knows() {
        for kind in ProjectKind::ALL {
            assert!(!proposals(kind).is_empty());
            for proposal in proposals(kind) {
                if let Proposal::Dictionary(key) = proposal {
                    let entry = DictionaryMetric::by_key(key).unwrap();
                    assert_eq!(proposal.measure(), (entry.unit, entry.adds_up), "{key}");
                }
            }
        }
        assert_eq!(proposals(ProjectKind::O2o)[0], Proposal::Dictionary("orders"));
    }
}
