//! Form fields bound to one part of the plan, so that a step does not wire every input by hand. Knows nothing of which
//! step shows them.
//!
//! A field shows its value through the editor and sends an edit with every keystroke. Its id on the page is the name
//! that findings use, so a finding's link leads to the field and its error appears beside it.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::{Editable, Editor, problem_at};
use crate::i18n::words::{common, steps as w};
use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::BudgetSettings;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::id::Id;
use crate::plan::model::measure::Unit;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::COUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::widgets::{
    Checkbox, CheckboxProps, DateField, DateFieldProps, NumberField, NumberFieldProps, NumberKind, SelectField,
    SelectFieldProps, SelectOption, TextArea, TextAreaProps, TextField, TextFieldProps,
};

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
        $crate::ui::form::fields::Lens(|part| &part.$($field).+, |part| &mut part.$($field).+)
    };
}

/// A field's label and what accompanies it.
#[derive(Clone, Default)]
pub struct Label {
    text: String,
    hint: Option<String>,
    bare: bool,
    optional: bool,
    suffix: String,
    placeholder: String,
    suggestions: Option<Signal<Vec<String>>>,
    problem: Option<Signal<String>>,
}

impl Label {
    /// A label with nothing else.
    pub fn new(text: impl Into<String>) -> Label {
        Label { text: text.into(), ..Label::default() }
    }

    /// Adds a hint below the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Label {
        self.hint = Some(hint.into());
        self
    }

    /// Hides the label visually, as in a table; screen readers still read it.
    #[must_use]
    pub fn bare(mut self) -> Label {
        self.bare = true;
        self
    }

    /// Marks the field as optional.
    #[must_use]
    pub fn optional(mut self) -> Label {
        self.optional = true;
        self
    }

    /// Adds text after a number, such as its unit.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<String>) -> Label {
        self.suffix = suffix.into();
        self
    }

    /// Adds a grey example, or the text of the empty choice.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Label {
        self.placeholder = placeholder.into();
        self
    }

    /// Adds suggestions that the browser offers while typing into a text field.
    #[must_use]
    pub fn suggestions(mut self, suggestions: impl Into<Signal<Vec<String>>>) -> Label {
        self.suggestions = Some(suggestions.into());
        self
    }

    /// Adds a validation message of a text field that the plan's findings do not cover; empty for none.
    #[must_use]
    pub fn problem(mut self, problem: impl Into<Signal<String>>) -> Label {
        self.problem = Some(problem.into());
        self
    }

    fn hint_signal(&self) -> Option<Signal<String>> {
        self.hint.clone().map(Signal::stored)
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Label {
        Label::new(text)
    }
}
impl From<String> for Label {
    fn from(text: String) -> Label {
        Label::new(text)
    }
}

/// One part of the plan to bind fields to.
pub struct Form<T: 'static> {
    editor: Editor,
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
            edit: |item| T::wrap(ListEdit::Replace(Box::new(item))),
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
    pub fn frame(editor: Editor) -> Form<BudgetSettings> {
        Form { editor, bits: None, read: |plan, _| Some(&plan.budget.frame), edit: PlanEdit::BudgetSettings }
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

    fn problem(self, name: &str) -> Signal<String> {
        problem_at(self.anchor(name))
    }

    /// A single-line text field.
    pub fn text(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, String>) -> AnyView {
        self.line(name, label.into(), lens, "text")
    }

    /// A URL field.
    pub fn link(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, String>) -> AnyView {
        self.line(name, label.into(), lens, "url")
    }

    fn line(self, name: &'static str, label: Label, lens: Lens<T, String>, kind: &'static str) -> AnyView {
        let found = self.problem(name);
        let own = label.problem;
        let problem = Signal::derive(move || {
            let found = found.get();
            if found.is_empty() { own.map(|own| own.get()).unwrap_or_default() } else { found }
        });
        TextField(TextFieldProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            value: self.shown(lens.0, Clone::clone),
            commit: self.taking(name, lens.1),
            problem: Some(problem),
            optional: label.optional,
            bare: label.bare,
            kind,
            placeholder: label.placeholder,
            suggestions: label.suggestions,
        })
    }

    /// A multi-line text field.
    pub fn area(self, name: &'static str, label: impl Into<Label>, rows: u32, lens: Lens<T, String>) -> AnyView {
        let label = label.into();
        TextArea(TextAreaProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            value: self.shown(lens.0, Clone::clone),
            commit: self.taking(name, lens.1),
            problem: Some(self.problem(name)),
            optional: label.optional,
            bare: label.bare,
            rows,
            most: None,
            placeholder: label.placeholder,
        })
    }

    /// A date field.
    pub fn date(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, Option<NaiveDate>>) -> AnyView {
        let label = label.into();
        DateField(DateFieldProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            value: Signal::derive(move || self.get(|part| *lens.0(part)).flatten()),
            commit: Callback::new(move |day| {
                self.change(name, |part| *lens.1(part) = day);
                Ok(())
            }),
            min: None,
            max: None,
            problem: Some(self.problem(name)),
            optional: label.optional,
            bare: label.bare,
        })
    }

    /// A whole-number field.
    pub fn count(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, Option<u32>>) -> AnyView {
        let read = move || self.get(|part| lens.0(part).map(i64::from)).flatten();
        let write = move |value: Option<i64>| {
            let value = value.and_then(|value| u32::try_from(value).ok());
            self.change(name, |part| *lens.1(part) = value);
            Ok(())
        };
        self.number(name, label.into(), NumberKind::Count, read, write, Some(i64::from(COUNT_LIMIT)))
    }

    /// A whole-number field that cannot be empty.
    pub fn whole(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, u32>) -> AnyView {
        let read = move || self.get(|part| i64::from(*lens.0(part)));
        let write = move |value: Option<i64>| match value.and_then(|value| u32::try_from(value).ok()) {
            Some(value) => {
                self.change(name, |part| *lens.1(part) = value);
                Ok(())
            }
            None => Err(common::number_missing().to_owned()),
        };
        self.number(name, label.into(), NumberKind::Count, read, write, Some(i64::from(COUNT_LIMIT)))
    }

    /// An amount in the plan's currency.
    pub fn money(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, Option<Money>>) -> AnyView {
        self.money_from(name, label.into(), lens, 0)
    }

    /// Like [`Form::money`], but may be negative: a refund.
    pub fn signed_money(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, Option<Money>>) -> AnyView {
        self.money_from(name, label.into(), lens, -crate::plan::numbers::limits::AMOUNT_LIMIT)
    }

    fn money_from(self, name: &'static str, label: Label, lens: Lens<T, Option<Money>>, least: i64) -> AnyView {
        let read = move || self.get(|part| lens.0(part).map(Money::minor)).flatten();
        let write = move |value: Option<i64>| {
            let value = value.and_then(Money::from_minor);
            self.change(name, |part| *lens.1(part) = value);
            Ok(())
        };
        let kind = money_kind(self.currency());
        let bounds = (Some(least), Some(crate::plan::numbers::limits::AMOUNT_LIMIT));
        self.number_from(name, label, kind, read, write, bounds)
    }

    /// A share, shown as a percentage.
    pub fn share(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, Option<BasisPoints>>) -> AnyView {
        let read = move || self.get(|part| lens.0(part).map(|share| i64::from(share.0))).flatten();
        let write = move |value: Option<i64>| {
            let value = value.and_then(|value| u32::try_from(value).ok()).map(BasisPoints);
            self.change(name, |part| *lens.1(part) = value);
            Ok(())
        };
        self.number(name, label.into(), NumberKind::Percent, read, write, Some(10_000))
    }

    /// A decimal number in a metric's unit.
    pub fn decimal(
        self,
        name: &'static str,
        label: impl Into<Label>,
        unit: Unit,
        lens: Lens<T, Option<Decimal>>,
    ) -> AnyView {
        self.decimal_from(name, label.into(), unit, lens, Some(0))
    }

    /// Like [`Form::decimal`], but may be negative: a return, a net gain.
    pub fn signed_decimal(
        self,
        name: &'static str,
        label: impl Into<Label>,
        unit: Unit,
        lens: Lens<T, Option<Decimal>>,
    ) -> AnyView {
        self.decimal_from(name, label.into(), unit, lens, None)
    }

    fn decimal_from(
        self,
        name: &'static str,
        label: Label,
        unit: Unit,
        lens: Lens<T, Option<Decimal>>,
        least: Option<i64>,
    ) -> AnyView {
        let (kind, step) = self.kind_of(unit);
        let read = move || self.get(|part| lens.0(part).map(|value| value.in_steps(step))).flatten();
        let write = move |value: Option<i64>| {
            let decimal = value.and_then(|value| value.checked_mul(step)).and_then(Decimal::from_ten_thousandths);
            if value.is_some() && decimal.is_none() {
                return Err(common::number_too_large().to_owned());
            }
            self.change(name, |part| *lens.1(part) = decimal);
            Ok(())
        };
        let label = if unit == Unit::Duration { label.suffix(w::unit_seconds()) } else { label };
        self.number_from(name, label, kind, read, write, (least, None))
    }

    /// How a unit's values are typed, and how many ten-thousandths its smallest step has.
    fn kind_of(self, unit: Unit) -> (NumberKind, i64) {
        match unit {
            Unit::Percent => (NumberKind::Percent, 100),
            Unit::Money => {
                let currency = self.currency();
                let step = 10i64.pow(4u32.saturating_sub(u32::from(currency.digits())));
                (money_kind(currency), step)
            }
            Unit::Count | Unit::Ratio | Unit::Duration => (NumberKind::Decimal(4), 1),
        }
    }

    fn currency(self) -> Currency {
        self.editor.peek(|plan| plan.basics.currency)
    }

    fn number(
        self,
        name: &'static str,
        label: Label,
        kind: NumberKind,
        read: impl Fn() -> Option<i64> + Send + Sync + 'static,
        write: impl Fn(Option<i64>) -> Result<(), String> + Send + Sync + 'static,
        most: Option<i64>,
    ) -> AnyView {
        self.number_from(name, label, kind, read, write, (Some(0), most))
    }

    fn number_from(
        self,
        name: &'static str,
        label: Label,
        kind: NumberKind,
        read: impl Fn() -> Option<i64> + Send + Sync + 'static,
        write: impl Fn(Option<i64>) -> Result<(), String> + Send + Sync + 'static,
        (least, most): (Option<i64>, Option<i64>),
    ) -> AnyView {
        NumberField(NumberFieldProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            kind,
            value: Signal::derive(read),
            commit: Callback::new(write),
            least,
            most,
            required: false,
            optional: label.optional,
            problem: Some(self.problem(name)),
            bare: label.bare,
            suffix: label.suffix,
        })
    }

    /// A choice from a list. `read` gives the value of the current choice, `write` stores another.
    pub fn select(
        self,
        name: &'static str,
        label: impl Into<Label>,
        options: impl Into<Signal<Vec<SelectOption>>>,
        read: fn(&T) -> String,
        write: fn(&mut T, &str),
    ) -> AnyView {
        let label = label.into();
        SelectField(SelectFieldProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            options: options.into(),
            value: Signal::derive(move || self.get(read).unwrap_or_default()),
            commit: Callback::new(move |value: String| self.choose(|part| write(part, &value))),
            placeholder: label.placeholder,
            problem: Some(self.problem(name)),
            optional: label.optional,
            bare: label.bare,
        })
    }

    /// A checkbox.
    pub fn check(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, bool>) -> AnyView {
        let label = label.into();
        Checkbox(CheckboxProps {
            id: self.anchor(name),
            hint: label.hint_signal(),
            label: label.text,
            checked: Signal::derive(move || self.get(|part| *lens.0(part)).unwrap_or_default()),
            commit: Callback::new(move |value| self.choose(|part| *lens.1(part) = value)),
            bare: label.bare,
        })
    }

    fn shown<V: 'static>(self, read: fn(&T) -> &V, write: fn(&V) -> String) -> Signal<String> {
        Signal::derive(move || self.get(|part| write(read(part))).unwrap_or_default())
    }

    fn taking(self, name: &'static str, write: fn(&mut T) -> &mut String) -> Callback<String> {
        Callback::new(move |text| self.change(name, |part| *write(part) = text))
    }
}

/// How unit prices in a currency are typed: with more decimals than its smallest unit.
pub fn price_kind(currency: Currency) -> NumberKind {
    NumberKind::Price { code: currency.code().to_owned(), decimals: Decimal::DECIMALS }
}

/// How amounts in a currency are typed.
pub fn money_kind(currency: Currency) -> NumberKind {
    NumberKind::Money { code: currency.code().to_owned(), digits: currency.digits() }
}
