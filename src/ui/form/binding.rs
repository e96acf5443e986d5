//! Binding a form to one part of the plan: reading a value, and sending edits through the editor.
//! Draws nothing; the fields are in [`fields`](super::fields).

use leptos::prelude::*;

use crate::app::{Editor, problem_at};
use crate::plan::Plan;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::BudgetSettings;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::id::Id;
use crate::plan::model::strategy::TestRule;

/// Accessors of one field within a part of the plan: how to read it and how to write it. Made by [`lens!`].
pub struct Lens<T, V>(pub fn(&T) -> &V, pub fn(&mut T) -> &mut V);

impl<T, V> Clone for Lens<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V> Copy for Lens<T, V> {}

/// The [`Lens`] on a field: `lens!(owner)`, `lens!(path.shape)`.
#[macro_export]
macro_rules! lens {
    ($($field:ident).+) => {
        $crate::ui::form::Lens(|part| &part.$($field).+, |part| &mut part.$($field).+)
    };
}

/// One part of the plan to bind fields to.
pub struct Form<T: 'static> {
    pub(super) editor: Editor,
    bits: Option<u64>,
    read: fn(&Plan, u64) -> Option<&T>,
    edit: fn(T) -> PlanEdit,
}

impl<T> Clone for Form<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Form<T> {}

impl<T: Editable + 'static> Form<T> {
    /// An item of one of the plan's lists.
    pub fn item(editor: Editor, id: Id<T>) -> Form<T> {
        Form {
            editor,
            bits: Some(id.bits()),
            read: |plan, bits| T::list(plan).iter().find(|item| item.id().bits() == bits),
            edit: |item| T::plan_edit(ListEdit::Replace(Box::new(item))),
        }
    }
}

impl Form<Basics> {
    /// The basics.
    pub fn basics(editor: Editor) -> Form<Basics> {
        Form { editor, bits: None, read: |plan, _| Some(&plan.basics), edit: |part| PlanEdit::Basics(Box::new(part)) }
    }
}

impl Form<BudgetSettings> {
    /// Total budget, contingency, cycle, margin.
    pub fn budget_settings(editor: Editor) -> Form<BudgetSettings> {
        Form { editor, bits: None, read: |plan, _| Some(&plan.budget.settings), edit: PlanEdit::BudgetSettings }
    }
}

impl Form<TestRule> {
    /// Focus and test rules.
    pub fn rule(editor: Editor) -> Form<TestRule> {
        let edit = |part| PlanEdit::TestRule(Box::new(part));
        Form { editor, bits: None, read: |plan, _| Some(&plan.strategy.rule), edit }
    }
}

impl Form<Funnel> {
    /// The funnel.
    pub fn funnel(editor: Editor) -> Form<Funnel> {
        let edit = |part| PlanEdit::Funnel(Box::new(part));
        Form { editor, bits: None, read: |plan, _| Some(&plan.goals.funnel), edit }
    }
}

impl<T: Clone + Send + Sync + 'static> Form<T> {
    /// The id on the page of a field of this part.
    pub fn anchor(self, name: &str) -> String {
        match self.bits {
            Some(bits) => format!("{name}-{}", Id::<()>::from_bits(bits)),
            None => name.to_owned(),
        }
    }

    /// Reads from the part, tracked; `None` once it has been removed.
    pub fn get<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.editor.read(|plan| (self.read)(plan, self.bits.unwrap_or(0)).map(read))
    }

    /// A memo of a value in the part; the default once the part has been removed.
    pub fn memo<R: Default + Clone + PartialEq + Send + Sync + 'static>(self, read: fn(&T) -> R) -> Memo<R> {
        Memo::new(move |_| self.get(read).unwrap_or_default())
    }

    /// Changes the part through the editor, which reports a rejected edit. Consecutive edits of one field are a single
    /// undo step.
    pub fn change(self, name: &str, change: impl FnOnce(&mut T)) {
        self.send(&self.anchor(name), change);
    }

    /// Changes the part as an undo step of its own.
    pub fn choose(self, change: impl FnOnce(&mut T)) {
        self.send("", change);
    }

    fn send(self, field: &str, change: impl FnOnce(&mut T)) {
        let part = self.editor.peek(|plan| (self.read)(plan, self.bits.unwrap_or(0)).cloned());
        // A row that is being removed may still send its last keystroke: there is nothing left to change.
        if let Some(mut part) = part {
            change(&mut part);
            self.editor.edit((self.edit)(part), (!field.is_empty()).then_some(field));
        }
    }

    /// The edit that changes the part; `None` once it has been removed.
    pub(super) fn edit_of(self, change: impl FnOnce(&mut T)) -> Option<PlanEdit> {
        let mut part = self.editor.peek(|plan| (self.read)(plan, self.bits.unwrap_or(0)).cloned())?;
        change(&mut part);
        Some((self.edit)(part))
    }

    pub(super) fn problem(self, name: &str) -> Signal<Option<String>> {
        problem_at(self.anchor(name))
    }
}
