//! The places and actions that every plan has, and what they are called.

use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::quick_export::QuickExport;
use crate::app::workspace::section_names::{section_name, view_name};
use crate::i18n::words::{basics, budget, common, go_to as w, goals, sections, share, shell, strategy};
use crate::plan::{PlanId, Step};

/// A field that a plan has once: its step, its id and its label.
type SingleField = (Step, &'static str, fn() -> &'static str);

/// The fields that a plan has once. Those of items are reached by the item.
const FIELDS: [SingleField; 20] = [
    (Step::Basics, "basics-name", basics::plan_name),
    (Step::Basics, "basics-product", basics::product),
    (Step::Basics, "basics-kind", basics::kind),
    (Step::Basics, "audience-add", w::field_audience),
    (Step::Basics, "basics-first-day", common::first_day),
    (Step::Basics, "basics-last-day", common::last_day),
    (Step::Basics, "basics-region", basics::region),
    (Step::Basics, "basics-market", basics::market),
    (Step::Basics, "basics-currency", basics::currency),
    (Step::Goals, "north-star", w::field_north_star),
    (Step::Goals, "metric-add", goals::add_metric),
    (Step::Goals, "team-add", goals::add_team),
    (Step::Budget, "budget-total", budget::total_budget),
    (Step::Budget, "budget-contingency", budget::contingency),
    (Step::Budget, "budget-cycle", budget::cycle),
    (Step::Budget, "budget-margin", w::field_margin),
    (Step::Strategy, "strategy-focus", strategy::focus),
    (Step::Strategy, "channel-add", strategy::choose_channels),
    (Step::Strategy, "rule-stop", strategy::rule_stop),
    (Step::Review, "review-share", share::heading),
];

/// A place that every plan has.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The plan's overview.
    Overview,
    /// A step.
    Step(Step),
    /// A section of a step.
    Section(Section),
    /// A view of the whole plan.
    View(PlanView),
    /// A field.
    Field(SingleField),
}

impl Place {
    /// All of them: the large ones first.
    pub fn all() -> impl Iterator<Item = Place> {
        let steps = Step::ALL.into_iter().map(Place::Step);
        let views = PlanView::ALL.into_iter().map(Place::View);
        let sections = Section::ALL.iter().copied().map(Place::Section);
        std::iter::once(Place::Overview)
            .chain(steps)
            .chain(views)
            .chain(sections)
            .chain(FIELDS.into_iter().map(Place::Field))
    }

    /// Its name in the language in use.
    pub fn name(self) -> &'static str {
        match self {
            Place::Overview => sections::overview(),
            Place::Step(step) => step_name(step),
            Place::Section(section) => section_name(section),
            Place::View(view) => view_name(view),
            Place::Field((.., name)) => name(),
        }
    }

    /// What it is, or the step it is on.
    pub fn detail(self) -> &'static str {
        match self {
            Place::Overview | Place::View(_) => w::kind_view(),
            Place::Step(_) => w::kind_step(),
            Place::Section(section) => step_name(section.step()),
            Place::Field((step, ..)) => step_name(step),
        }
    }

    /// Its address in a plan.
    pub fn route(self, plan: PlanId) -> Route {
        match self {
            Place::Overview => Route::Plan(plan),
            Place::Step(step) => Route::step(plan, step),
            Place::Section(section) => Route::section(plan, section),
            Place::View(view) => Route::PlanView { plan, view },
            Place::Field((step, anchor, _)) => Route::field(plan, step, anchor),
        }
    }
}

/// Something that can be done from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// A new line item.
    NewLineItem,
    /// An export.
    Export(QuickExport),
    /// All export options.
    ExportOptions,
    /// The list of plans.
    AllPlans,
    /// The other language.
    OtherLanguage,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// The colours of the device.
    ThemeAuto,
    /// The list of keyboard shortcuts.
    Shortcuts,
}

impl Action {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Action> {
        [Action::NewLineItem, Action::Undo, Action::Redo].into_iter().chain(QuickExport::ALL.map(Action::Export)).chain(
            [
                Action::ExportOptions,
                Action::AllPlans,
                Action::OtherLanguage,
                Action::ThemeLight,
                Action::ThemeDark,
                Action::ThemeAuto,
                Action::Shortcuts,
            ],
        )
    }

    /// Whether it needs an open plan.
    pub fn needs_plan(self) -> bool {
        matches!(self, Action::Undo | Action::Redo | Action::NewLineItem | Action::Export(_) | Action::ExportOptions)
    }

    /// Its name in the language in use.
    pub fn name(self) -> &'static str {
        match self {
            Action::Undo => common::undo(),
            Action::Redo => common::redo(),
            Action::NewLineItem => w::new_line_item(),
            Action::Export(export) => export.name(),
            Action::ExportOptions => w::export_options(),
            Action::AllPlans => shell::home(),
            Action::OtherLanguage => w::other_language(),
            Action::ThemeLight => w::theme_light(),
            Action::ThemeDark => w::theme_dark(),
            Action::ThemeAuto => w::theme_auto(),
            Action::Shortcuts => w::shortcuts(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pinyin;
    use super::*;
    use crate::i18n::{Locale, install, packs};

    #[test]
    fn every_chinese_name_has_its_initials() {
        install(&packs(Locale::Zh)).unwrap();
        let names = Place::all().map(Place::name).chain(Action::all().map(Action::name));
        let unknown: String = names
            .flat_map(str::chars)
            .filter(|&letter| ('\u{4e00}'..='\u{9fff}').contains(&letter) && pinyin::initial(letter).is_none())
            .collect();
        assert_eq!(unknown, "", "characters without a row in pinyin.rs");
        install(&packs(Locale::En)).unwrap();
    }

    #[test]
    fn every_place_has_an_address_that_arrives_there() {
        let plan = crate::plan::model::id::Id::from_bits(5);
        for place in Place::all() {
            let route = place.route(plan);
            assert_eq!(Route::parse(&route.to_string()), Some(route), "{place:?}");
        }
    }
}
