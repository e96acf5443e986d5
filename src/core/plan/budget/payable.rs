//! Which line items may pay for an activity or a partner, in the order in which they are offered.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::payable::line_items_for;
//! use groundswell_core::plan::model::budget::{LineItem, PaysFor};
//! use groundswell_core::plan::model::id::Id;
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! for (bits, description) in [(8, "Posters"), (9, "Booth")] {
//!     let line = LineItem { description: description.to_owned(), ..LineItem::new(Id::from_bits(bits)) };
//!     plan.budget.lines.push(line);
//! }
//! let found = line_items_for(&plan, PaysFor::Activity(Id::from_bits(5)), "boo", |line| line.description.clone());
//! assert_eq!(found.iter().map(|line| line.id.bits()).collect::<Vec<_>>(), [9]);
//! ```

use crate::plan::Plan;
use crate::plan::model::budget::{LineItem, PaysFor};
use crate::plan::model::phase::PhaseId;
use crate::text::width::folded;

/// The line items that do not pay for it yet and match every word of a query: those that pay for nothing before those
/// that pay for something else, those of its phase first, else in the plan's order. `text` is what of a line item is
/// searched.
pub fn line_items_for<'plan>(
    plan: &'plan Plan,
    pays: PaysFor,
    query: &str,
    text: impl Fn(&LineItem) -> String,
) -> Vec<&'plan LineItem> {
    let phase = phase_of(plan, pays);
    let query = folded(query);
    let matches = |line: &&LineItem| {
        let text = folded(&text(line));
        line.pays_for != Some(pays) && query.split_whitespace().all(|word| text.contains(word))
    };
    let mut found: Vec<&LineItem> = plan.budget.lines.iter().filter(matches).collect();
    found.sort_by_key(|line| (line.pays_for.is_some(), line.phase != phase));
    found
}

/// The phase of an activity or a partner.
fn phase_of(plan: &Plan, pays: PaysFor) -> Option<PhaseId> {
    match pays {
        PaysFor::Activity(id) => plan.find(id).map(|activity| activity.phase),
        PaysFor::Partner(id) => plan.find(id).map(|partner| partner.phase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::activity::Activity;
    use crate::plan::model::id::Id;

    #[test]
    fn line_items_of_the_phase_come_first_and_those_of_others_last() {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let phases: Vec<PhaseId> = plan.phases.iter().map(|phase| phase.id).collect();
        for bits in [20, 21] {
            plan.activities.push(Activity::new(Id::from_bits(bits), phases[1], None, String::new()));
        }
        let [own, other] = [20, 21].map(|bits| PaysFor::Activity(Id::from_bits(bits)));
        for (bits, description, phase, pays_for) in [
            (30, "Posters, old", Some(phases[1]), Some(other)),
            (31, "Posters", None, None),
            (32, "Posters A3", Some(phases[1]), None),
            (33, "Posters, ordered", Some(phases[1]), Some(own)),
            (34, "Stickers", Some(phases[1]), None),
        ] {
            let description = description.to_owned();
            plan.budget.lines.push(LineItem { phase, pays_for, description, ..LineItem::new(Id::from_bits(bits)) });
        }
        let found = |query| {
            let lines = line_items_for(&plan, own, query, |line| line.description.clone());
            lines.into_iter().map(|line| line.id.bits()).collect::<Vec<_>>()
        };
        assert_eq!(found("poster"), [32, 31, 30]);
        assert_eq!(found("ＡＬＬ"), Vec::<u64>::new());
        assert_eq!(found("a3 POSTERS"), [32]);
        assert_eq!(found(""), [32, 34, 31, 30]);
    }
}
