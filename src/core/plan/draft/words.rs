//! The words of a draft, which the app passes in: the core speaks no language.
//!
//! ```
//! use groundswell_core::plan::draft::words::{DraftWords, PlainWords};
//! use groundswell_core::plan::model::budget::Category;
//! assert_eq!(PlainWords.line("email", Category::Content), "email: content");
//! ```

use crate::plan::model::budget::Category;
use crate::plan::model::phase::PhaseKind;

/// The unit in which a line item is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// By the week.
    Week,
    /// By the day, in a short phase.
    Day,
}

/// A risk that most plans have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsualRisk {
    /// Seed users: too few join, or they stay silent.
    SilentSeedUsers,
    /// Seed users: what they criticise is not fixed in time.
    SlowFixes,
    /// Initial users: no channel is clearly better than the others.
    NoClearChannel,
    /// Initial users: results come in bursts.
    Bursts,
    /// Brand promotion: partners or sites cancel or come late.
    LatePartners,
    /// Brand promotion: the cost per result rises with the spending.
    RisingCost,
}

/// Everything that a draft says in words.
pub trait DraftWords {
    /// The description of a line item: a channel of the catalogue, by its key, and what is paid for there.
    fn line(&self, channel: &str, category: Category) -> String;
    /// The description of a phase's line item for small things.
    fn small_items(&self) -> String;
    /// A unit of time.
    fn unit(&self, unit: TimeUnit) -> String;
    /// The name of an activity, by the key of its method.
    fn activity(&self, method: &str) -> String;
    /// The name of the metric of reservations, which the dictionary does not have.
    fn reservations(&self) -> String;
    /// Why a north star was proposed, by its key.
    fn why(&self, north_star: &str) -> String;
    /// Trigger, formula and acceptance of a metric's tracking, by its key.
    fn tracking(&self, metric: &str) -> [String; 3];
    /// The focus: test these channels, by their keys, then concentrate.
    fn focus(&self, tested: &[&str]) -> String;
    /// The exit criterion of a phase that no metric measures; empty for none.
    fn exit(&self, phase: PhaseKind) -> String;
    /// A risk, and what to do about it.
    fn risk(&self, risk: UsualRisk) -> [String; 2];
}

/// Keys in place of words, for tests.
#[derive(Debug, Clone, Copy)]
pub struct PlainWords;

impl DraftWords for PlainWords {
    fn line(&self, channel: &str, category: Category) -> String {
        format!("{channel}: {category:?}").to_lowercase()
    }
    fn small_items(&self) -> String {
        "small items".to_owned()
    }
    fn unit(&self, unit: TimeUnit) -> String {
        format!("{unit:?}").to_lowercase()
    }
    fn activity(&self, method: &str) -> String {
        method.to_owned()
    }
    fn reservations(&self) -> String {
        "reservations".to_owned()
    }
    fn why(&self, north_star: &str) -> String {
        north_star.to_owned()
    }
    fn tracking(&self, metric: &str) -> [String; 3] {
        ["trigger", "formula", "acceptance"].map(|part| [metric, " ", part].concat())
    }
    fn focus(&self, tested: &[&str]) -> String {
        tested.join(", ")
    }
    fn exit(&self, phase: PhaseKind) -> String {
        if phase == PhaseKind::Seed { "confirmed".to_owned() } else { String::new() }
    }
    fn risk(&self, risk: UsualRisk) -> [String; 2] {
        [format!("{risk:?}"), "answer".to_owned()]
    }
}
