//! Form fields bound to one part of the plan, so that a step does not wire every input by hand. Knows nothing of which
//! step shows them.
//!
//! A field shows its value through the editor and sends an edit with every keystroke. Its id on the page is the name
//! that findings use, so a finding's link leads to the field and its error appears beside it.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{Form, Label, Lens, suggest_people};
use crate::i18n::words::{common, steps as w};
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::COUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::widgets::{
    Checkbox, CheckboxProps, DateField, DateFieldProps, NumberField, NumberFieldProps, NumberKind, SelectField,
    SelectFieldProps, SelectOption, TextArea, TextAreaProps, TextField, TextFieldProps, suggestion_list,
};

impl<T: Clone + Send + Sync + 'static> Form<T> {
    /// A single-line text field.
    pub fn text(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, String>) -> AnyView {
        self.line(name, label.into(), lens, "text")
    }

    /// A URL field.
    pub fn link(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, String>) -> AnyView {
        self.line(name, label.into(), lens, "url")
    }

    /// A text field that names people, completed from the people whom the plan already names.
    pub fn people(self, name: &'static str, label: impl Into<Label>, lens: Lens<T, String>) -> AnyView {
        self.line(name, label.into().suggest(suggest_people(self.editor)), lens, "text")
    }

    fn line(self, name: &'static str, label: Label, lens: Lens<T, String>, kind: &'static str) -> AnyView {
        let found = self.problem(name);
        let own = label.problem;
        let problem = Signal::derive(move || found.get().or_else(|| own?.get()));
        let id = self.anchor(name);
        let commit = self.taking(name, lens.1);
        let aid = label.suggest.map(|suggest| suggestion_list(&id, w::suggestions(), suggest, commit));
        TextField(TextFieldProps {
            id,
            hint: label.hint_signal(),
            label: label.text,
            value: self.shown(lens.0, Clone::clone),
            commit,
            problem: Some(problem),
            optional: label.optional,
            bare: label.bare,
            kind,
            placeholder: label.placeholder,
            aid,
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
        let (kind, decimals) = self.kind_of(unit);
        let read = move || self.get(|part| lens.0(part).map(|value| value.to_scaled(decimals))).flatten();
        let write = move |value: Option<i64>| {
            let decimal = value.and_then(|value| Decimal::from_scaled(value, decimals));
            if value.is_some() && decimal.is_none() {
                return Err(common::number_too_large().to_owned());
            }
            self.change(name, |part| *lens.1(part) = decimal);
            Ok(())
        };
        let label = if unit == Unit::Duration { label.suffix(w::unit_seconds()) } else { label };
        self.number_from(name, label, kind, read, write, (least, None))
    }

    fn kind_of(self, unit: Unit) -> (NumberKind, u8) {
        kind_of(unit, self.currency())
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

/// How a unit's values are typed, and with how many decimals.
pub fn kind_of(unit: Unit, currency: Currency) -> (NumberKind, u8) {
    match unit {
        Unit::Percent => (NumberKind::Percent, 2),
        Unit::Money => (money_kind(currency), currency.digits().min(Decimal::DECIMALS)),
        Unit::Count | Unit::Ratio | Unit::Duration => (NumberKind::Decimal(Decimal::DECIMALS), Decimal::DECIMALS),
    }
}
