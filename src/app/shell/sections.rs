//! The sections of the steps: the parts of a step that are shown one at a time, each with an address.
//!
//! Pure: it knows ids of fields, not what a section shows.

use crate::plan::Step;

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident: $step:ident $slug:literal [$($field:literal),*];)*) => {
        /// A part of a step with an address of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Section {
            $($(#[$doc])* $name,)*
        }

        impl Section {
            /// Every section, in the order of the steps and within a step in reading order.
            pub const ALL: &'static [Section] = &[$(Section::$name),*];

            /// The step it belongs to.
            pub fn step(self) -> Step {
                match self {
                    $(Section::$name => Step::$step,)*
                }
            }

            /// Its name in addresses, unique within its step.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Section::$name => $slug,)*
                }
            }

            /// How the ids of its fields begin. A step's first section holds every other field too.
            fn fields(self) -> &'static [&'static str] {
                match self {
                    $(Section::$name => &[$($field),*],)*
                }
            }
        }
    };
}

sections! {
    /// Plan name, product, kind of project, target audience.
    Product: Basics "product" [];
    /// Launch area, dates, currency.
    Dates: Basics "dates" ["basics-region", "basics-first-day", "basics-last-day", "basics-market", "basics-currency"];
    /// North star and further metrics.
    Metrics: Goals "metrics" [];
    /// Goals of the teams.
    Teams: Goals "teams" ["team-", "output-", "result-", "people"];
    /// From exposure to order.
    Funnel: Goals "funnel" ["funnel-", "stage-"];
    /// What engineering builds so that own metrics can be counted.
    Tracking: Goals "tracking" ["tracking-document"];
    /// Total budget, contingency, phases, exchange rates.
    Total: Budget "total" [];
    /// The table of line items.
    LineItems: Budget "line-items" ["line-", "lines-", "import-", "budget-lines", "budget-grid"];
    /// The budget over the promotion cycles.
    Cycles: Budget "cycles" ["budget-view", "budget-sums"];
    /// Goal coverage, cost per result and return.
    Costs: Budget "costs" ["budget-results", "budget-reach", "budget-margin", "goal-coverage"];
    /// Planned, committed and spent.
    Actuals: Budget "actuals" ["budget-spending"];
    /// Focus, channels and their roles.
    Channels: Strategy "channels" [];
    /// Channel tests and their rule.
    ChannelTests: Strategy "channel-tests" ["test-", "rule-", "strategy-tests", "strategy-progress"];
    /// Moving budget to the channels that work.
    Reallocation: Strategy "reallocation" ["strategy-concentrate", "advice-"];
    /// Profile of the seed users, dates and goal of the phase.
    SeedProfile: Seed "profile" [];
    /// Activities, partners and risks of the phase.
    SeedActivities: Seed "activities" ["activity-", "risk-", "partner-", "phase-methods", "phase-activities", "phase-partners", "phase-risks"];
    /// Groups of seed users and their feedback.
    SeedGroups: Seed "groups" ["group-", "feedback-", "phase-groups", "phase-feedback"];
    /// Entry and exit criteria.
    SeedCriteria: Seed "exit-criteria" ["phase-criteria", "phase-entry", "phase-exit"];
    /// Dates and goal of the phase.
    InitialDates: Initial "dates" [];
    /// Channels week by week.
    InitialChannels: Initial "channels" ["phase-channels"];
    /// Activities, groups, partners and risks of the phase.
    InitialActivities: Initial "activities" ["activity-", "risk-", "partner-", "group-", "feedback-", "phase-methods", "phase-activities", "phase-partners", "phase-groups", "phase-feedback", "phase-risks"];
    /// Entry and exit criteria.
    InitialCriteria: Initial "exit-criteria" ["phase-criteria", "phase-entry", "phase-exit"];
    /// Dates and goal of the phase.
    BrandDates: Brand "dates" [];
    /// Partners, their links and QR codes.
    BrandPartners: Brand "partners" ["partner-", "phase-partners"];
    /// Activities, groups and risks of the phase.
    BrandActivities: Brand "activities" ["activity-", "risk-", "group-", "feedback-", "phase-methods", "phase-activities", "phase-groups", "phase-feedback", "phase-risks"];
    /// Entry and exit criteria.
    BrandCriteria: Brand "exit-criteria" ["phase-criteria", "phase-entry", "phase-exit"];
    /// The posts of a month as a calendar.
    Calendar: Schedule "calendar" [];
    /// How often each channel publishes.
    Cadence: Schedule "cadence" ["cadence-", "closed-weekdays", "schedule-rhythm"];
    /// The posts of a month as a list.
    Posts: Schedule "posts" ["post-", "schedule-posts"];
    /// Daily figures: entry and import.
    Entry: Track "enter" [];
    /// Each goal's planned path beside what was tracked.
    Progress: Track "plan-against-actual" ["progress-"];
    /// What changed, what is off plan, what to decide.
    Weekly: Track "weekly-summary" ["weekly-"];
    /// What the plan amounts to, on a page.
    Summary: Review "summary" [];
    /// What the check found.
    Findings: Review "findings" ["review-findings"];
    /// Every answer, with a link to change it.
    Answers: Review "answers" ["review-answers", "answers-"];
    /// The plan as files and as a link.
    Export: Review "export" ["review-files", "review-share", "share-", "disk-"];
}

impl Section {
    /// The sections of a step.
    pub fn of_step(step: Step) -> impl Iterator<Item = Section> {
        Section::ALL.iter().copied().filter(move |section| section.step() == step)
    }

    /// The section that a step opens with.
    ///
    /// # Panics
    /// Never: every step has a section.
    pub fn first(step: Step) -> Section {
        Section::of_step(step).next().expect("every step has a section")
    }

    /// The section of a step by its name in addresses.
    pub fn from_slug(step: Step, slug: &str) -> Option<Section> {
        Section::of_step(step).find(|section| section.slug() == slug)
    }

    /// The section that holds a field of a step, by the field's id.
    ///
    /// ```
    /// use groundswell::app::shell::sections::Section;
    /// use groundswell::plan::Step;
    /// assert_eq!(Section::holding(Step::Budget, "line-price-00000000z9"), Section::LineItems);
    /// assert_eq!(Section::holding(Step::Budget, "budget-total"), Section::Total);
    /// ```
    pub fn holding(step: Step, field: &str) -> Section {
        let holds = |section: &Section| section.fields().iter().any(|start| field.starts_with(start));
        Section::of_step(step).find(holds).unwrap_or_else(|| Section::first(step))
    }

    /// The section after this one, in the next step after a step's last; `None` after the last of all.
    pub fn next(self) -> Option<Section> {
        Section::ALL.get(self as usize + 1).copied()
    }

    /// The section before this one.
    pub fn previous(self) -> Option<Section> {
        Section::ALL.get((self as usize).checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_follow_the_order_of_the_steps() {
        let steps: Vec<Step> = Section::ALL.iter().map(|section| section.step()).collect();
        assert!(steps.is_sorted());
        for step in Step::ALL {
            assert!(Section::of_step(step).count() > 1, "{step:?}");
            let mut slugs: Vec<&str> = Section::of_step(step).map(Section::slug).collect();
            slugs.sort_unstable();
            slugs.dedup();
            assert_eq!(slugs.len(), Section::of_step(step).count(), "{step:?} has a slug twice");
        }
    }

    #[test]
    fn every_section_is_reached_by_its_neighbours() {
        for pair in Section::ALL.windows(2) {
            assert_eq!((pair[0].next(), pair[1].previous()), (Some(pair[1]), Some(pair[0])));
        }
        assert_eq!((Section::Product.previous(), Section::Export.next()), (None, None));
    }

    #[test]
    fn fields_lie_in_the_section_that_shows_them() {
        let lies = |step, field, section| assert_eq!(Section::holding(step, field), section, "{field}");
        lies(Step::Basics, "basics-last-day", Section::Dates);
        lies(Step::Basics, "basics-name", Section::Product);
        lies(Step::Goals, "metric-target-00000000z9", Section::Metrics);
        lies(Step::Goals, "stage-rate-00000000z9", Section::Funnel);
        lies(Step::Strategy, "test-what-00000000z9", Section::ChannelTests);
        lies(Step::Initial, "phase-exit-00000000z9", Section::InitialCriteria);
        lies(Step::Brand, "partner-page-00000000z9", Section::BrandPartners);
        lies(Step::Seed, "partner-page-00000000z9", Section::SeedActivities);
        lies(Step::Schedule, "post-title-00000000z9", Section::Posts);
        lies(Step::Track, "track-import", Section::Entry);
        lies(Step::Review, "answers-budget", Section::Answers);
    }
}
