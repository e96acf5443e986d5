//! The changes of a plan that screens ask for: items of its lists, its single parts, undo and redo. Each is one call of
//! [`Editor::apply`]; nothing here touches the plan itself.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::shell::sections::Section;
use crate::app::shell::step_names::step_name;
use crate::app::workspace::part_names::part_name;
use crate::app::workspace::section_names::section_name;
use crate::browser::dom::focus::keep_focus;
use crate::browser::page::random;
use crate::i18n::words::{common, go_to, shell};
use crate::plan::edit::history::{StepOutcome, StepTarget};
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::removal::removal;
use crate::plan::edit::{EditError, Editable, ListEdit, PlanEdit, PlanPart};
use crate::plan::model::basics::Basics;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::NorthStar;
use crate::plan::model::id::Id;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::currency::Currency;
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::places;
use crate::plan::{Plan, Step};

use super::{Editor, error_words};

impl Editor {
    /// A new random id.
    pub fn fresh_id<T>(self) -> Id<T> {
        Id::from_bits(random::bits())
    }

    /// Adds an item at the end of its list.
    pub fn insert<T: Editable>(self, item: T) -> bool {
        let at = self.peek(|plan| T::list(plan).len());
        self.insert_at(at, item)
    }

    /// Adds an item at a place of its list.
    pub fn insert_at<T: Editable>(self, at: usize, item: T) -> bool {
        self.edit(T::plan_edit(ListEdit::Insert { at, item: Box::new(item) }), None)
    }

    /// Changes an item. `field` is the DOM id of the input that is typed in, empty for a single change. An item that is
    /// gone, or that `change` leaves as it is, makes no edit.
    pub fn change<T: Editable>(self, id: Id<T>, field: &str, change: impl FnOnce(&mut T)) -> bool {
        let Some(before) = self.peek(|plan| plan.find(id).cloned()) else {
            return false;
        };
        let mut item = before.clone();
        change(&mut item);
        item == before || self.edit(T::plan_edit(ListEdit::Replace(Box::new(item))), named(field))
    }

    /// Moves an item by places: -1 is one up, 1 is one down. At the end of the list nothing happens.
    pub fn shift<T: Editable>(self, id: Id<T>, by: isize) -> bool {
        let to = self.peek(|plan| {
            let list = T::list(plan);
            let from = list.iter().position(|item| item.id() == id)?;
            from.checked_add_signed(by).filter(|&to| to < list.len())
        });
        to.is_some_and(|to| self.edit(T::plan_edit(ListEdit::Move { id, to }), None))
    }

    /// Removes an item with everything that depends on it and offers to undo that. `what` names it in the message.
    pub fn remove<T: Editable>(self, id: Id<T>, what: &str) -> bool {
        let edit = self.peek(|plan| match T::as_reference(id) {
            Some(target) if plan.holds(target) => removal(plan, target),
            _ => T::plan_edit(ListEdit::Remove(id)),
        });
        self.apply_undoably(edit, &common::deleted(what))
    }

    /// Applies an edit, shows `message` and offers to undo it for a while.
    pub fn apply_undoably(self, edit: PlanEdit, message: &str) -> bool {
        if !self.edit(edit, None) {
            return false;
        }
        // Kept: the button must still work after further edits.
        let inverse = self.history.with_value(|history| history.last_inverse().cloned());
        let number = self.kept.with_value(|kept| kept.edits);
        let load = self.loads.get_untracked();
        let take_back = self.lasting_callback(move || {
            if self.loads.get_untracked() != load {
                return;
            }
            if self.kept.with_value(|kept| kept.edits) == number {
                self.undo();
            } else if let Some(inverse) = inverse.clone() {
                self.edit(inverse, None);
            }
        });
        self.toasts.offer(message, common::undo(), take_back);
        true
    }

    /// A callback for a toast, which outlives the row whose handler creates it.
    pub fn lasting_callback(self, call: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        let root = self.kept.with_value(|kept| kept.root.clone());
        root.with(|| Callback::new(move |()| call()))
    }

    /// Changes the basics except for the audience (its own list) and the currency ([`PlanEdit::Currency`]).
    pub fn change_basics(self, field: &str, change: impl FnOnce(&mut Basics)) -> bool {
        let mut basics = self.peek(|plan| plan.basics.clone());
        change(&mut basics);
        self.edit(PlanEdit::Basics(Box::new(basics)), named(field))
    }

    /// Changes the plan's currency; amounts keep their digits.
    pub fn change_currency(self, to: Currency) -> bool {
        self.edit(PlanEdit::Currency(to), None)
    }

    /// Changes focus or rule of the channel tests.
    pub fn change_rule(self, field: &str, change: impl FnOnce(&mut TestRule)) -> bool {
        let mut rule = self.peek(|plan| plan.strategy.rule.clone());
        change(&mut rule);
        self.edit(PlanEdit::TestRule(Box::new(rule)), named(field))
    }

    /// Changes the funnel.
    pub fn change_funnel(self, field: &str, change: impl FnOnce(&mut Funnel)) -> bool {
        let mut funnel = self.peek(|plan| plan.goals.funnel.clone());
        change(&mut funnel);
        self.edit(PlanEdit::Funnel(Box::new(funnel)), named(field))
    }

    /// Sets or clears the north star.
    pub fn set_north_star(self, field: &str, star: Option<NorthStar>) -> bool {
        self.edit(PlanEdit::NorthStar(star), named(field))
    }

    /// Whether there is something to undo.
    pub fn can_undo(self) -> Signal<bool> {
        self.can_undo.into()
    }

    /// Whether there is something to redo.
    pub fn can_redo(self) -> Signal<bool> {
        self.can_redo.into()
    }

    /// Undoes the last step and says what it changed.
    pub fn undo(self) {
        keep_focus();
        let undone = self.change_plan(|history, plan| {
            let before = history.next_undo().and_then(|of| place_of(plan, of));
            history.undo(plan).map(|step| seen(step, before, plan))
        });
        self.say_step(undone, (shell::undone, go_to::undone_there), shell::nothing_to_undo());
    }

    /// Redoes the last undone step and says what it changed.
    pub fn redo(self) {
        keep_focus();
        let redone = self.change_plan(|history, plan| {
            let before = history.next_redo().and_then(|of| place_of(plan, of));
            history.redo(plan).map(|step| seen(step, before, plan))
        });
        self.say_step(redone, (shell::redone, go_to::redone_there), shell::nothing_to_redo());
    }

    fn say_step(self, step: Result<Option<SeenStep>, EditError>, (here, there): StepWords, nothing: &str) {
        match step {
            Ok(Some(step)) => {
                self.kept.update_value(|kept| kept.edits += 1);
                let what = part_name(step.of.part);
                match self.elsewhere(&step) {
                    None => self.toasts.say(here(what)),
                    Some((section, route)) => {
                        let said = there(what, step_name(section.step()), section_name(section));
                        let navigation = self.navigation;
                        let show = self.lasting_callback(move || navigation.go(&route));
                        self.toasts.offer(said, go_to::show_it(), show);
                    }
                }
            }
            Ok(None) => self.toasts.say(nothing),
            Err(error) => self.toasts.say(error_words(error, self.peek(|plan| plan.basics.currency))),
        }
    }

    /// Where a step of the history is seen, if that is not in the section that is shown.
    fn elsewhere(self, step: &SeenStep) -> Option<(Section, Route)> {
        let plan = self.peek_open()?;
        let place = step.after.or(step.before)?;
        let field = step.of.field.as_deref().filter(|_| step.after.is_some());
        let at = match field {
            // A phase's share of the money is given in the budget.
            Some(field) if field.starts_with("phase-part") => Step::Budget,
            _ => place.step,
        };
        // Of a part that is gone the section is shown in which it was.
        let (section, route) = match (field, step.after) {
            (Some(field), _) => (Section::holding(at, field), Route::field(plan, at, field)),
            (None, Some(place)) => (Section::holding(at, place.field), Route::field(plan, at, place.anchor())),
            (None, None) => {
                let section = Section::holding(at, place.field);
                (section, Route::section(plan, section))
            }
        };
        let Route::Section { section: shown, .. } = self.navigation.peek() else { return Some((section, route)) };
        // Without a field it is not known in which of the step's sections such a part was changed.
        let is_spread = field.is_none() && (place.item.is_none() || step.of.part == Some(PlanPart::Phase));
        // A section may show parts that belong to another, such as the line items of an activity.
        let was_here = step.of.made_at == Some(shown as usize);
        let is_here = was_here || shown == section || (is_spread && shown.step() == at);
        (!is_here).then_some((section, route))
    }
}

/// What is said of a step: that it was undone, and that it was undone in another section.
type StepWords = (fn(&str) -> String, fn(&str, &str, &str) -> String);

/// A step of the history, and the field that names its part before and after it.
struct SeenStep {
    of: StepTarget,
    before: Option<FindingPlace>,
    after: Option<FindingPlace>,
}

fn place_of(plan: &Plan, of: &StepTarget) -> Option<FindingPlace> {
    places::of_part(plan, of.part?, of.item)
}

/// The outcome of a step of the history as [`Editor::change_plan`] takes it.
fn seen(step: Option<StepOutcome>, before: Option<FindingPlace>, plan: &Plan) -> (Option<SeenStep>, BudgetImpact) {
    let Some(StepOutcome { of, impact }) = step else { return (None, BudgetImpact::None) };
    let after = place_of(plan, &of);
    (Some(SeenStep { of, before, after }), impact)
}

fn named(field: &str) -> Option<&str> {
    (!field.is_empty()).then_some(field)
}
