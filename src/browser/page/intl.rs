//! The browser's Intl, asked for shapes: how a locale writes numbers, amounts and days.

use js_sys::Intl::{DateTimeFormat, NumberFormat};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The forms a day is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateForm {
    /// Day, month and year.
    Day,
    /// Day and month.
    ShortDay,
    /// Month and year.
    Month,
    /// Month alone.
    ShortMonth,
    /// Year alone.
    Year,
    /// Day of the week.
    Weekday,
}

impl DateForm {
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("year", "numeric"), ("month", "short"), ("day", "numeric")],
            Self::ShortDay => &[("month", "short"), ("day", "numeric")],
            Self::Month => &[("year", "numeric"), ("month", "long")],
            Self::ShortMonth => &[("month", "short")],
            Self::Year => &[("year", "numeric")],
            Self::Weekday => &[("weekday", "short")],
        }
    }
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

fn locales(tag: &str) -> Array {
    Array::of1(&JsValue::from_str(tag))
}

/// The reader's regional variant of a language, such as `en-GB` for `en`, if the browser names one; else `fallback`.
/// Only plain tags are taken: Intl throws at malformed ones.
pub fn regional(code: &str, fallback: &str) -> String {
    let Some(window) = web_sys::window() else {
        return fallback.to_owned();
    };
    window
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .find(|tag| {
            tag.strip_prefix(code)
                .and_then(|rest| rest.strip_prefix('-'))
                .is_some_and(|region| region.len() == 2 && region.bytes().all(|letter| letter.is_ascii_uppercase()))
        })
        .unwrap_or_else(|| fallback.to_owned())
}

/// The language the reader prefers in the browser, such as `en-GB`; empty where it does not say.
pub fn preferred_language() -> String {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.and_then(|navigator| navigator.language()).unwrap_or_default()
}

/// The reader's time zone, such as `Europe/London`; empty where the browser does not say.
pub fn time_zone() -> String {
    let resolved = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&resolved, &JsValue::from_str("timeZone"));
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// The parts of a sample number, as pairs of type and text. `style` is `decimal`, `percent` or
/// `currency`; a currency's code is three letters.
pub fn number_parts(tag: &str, style: &str, currency: Option<&str>, sample: f64) -> Vec<(String, String)> {
    let mut pairs = vec![("style", style)];
    if let Some(code) = currency {
        // One plan has one currency, so its short sign is plain.
        pairs.extend([("currency", code), ("currencyDisplay", "narrowSymbol")]);
    }
    let format = NumberFormat::new(&locales(tag), &options(&pairs));
    let text = |part: &JsValue, name: &str| {
        Reflect::get(part, &JsValue::from_str(name)).ok().and_then(|value| value.as_string()).unwrap_or_default()
    };
    format.format_to_parts(sample).iter().map(|part| (text(&part, "type"), text(&part, "value"))).collect()
}

/// The currencies the browser knows, each as its code and its name in a locale; none where it cannot say.
pub fn currency_names(tag: &str) -> Vec<(String, String)> {
    let ask = || -> Result<Vec<(String, String)>, JsValue> {
        let of = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name));
        let intl = of(&js_sys::global(), "Intl")?;
        let codes =
            of(&intl, "supportedValuesOf")?.dyn_into::<Function>()?.call1(&intl, &JsValue::from_str("currency"))?;
        let make: Function = of(&intl, "DisplayNames")?.dyn_into()?;
        let names = Reflect::construct(&make, &Array::of2(&locales(tag), &options(&[("type", "currency")])))?;
        let name: Function = of(&names, "of")?.dyn_into()?;
        let one = |code: JsValue| Some((code.as_string()?, name.call1(&names, &code).ok()?.as_string()?));
        Ok(Array::from(&codes).iter().filter_map(one).collect())
    };
    ask().unwrap_or_default()
}

/// Writes days in one form of one locale.
pub struct DateFormatter(Function);

impl DateFormatter {
    /// Creates the formatter, which is slow in Intl; [`Self::write`] is fast.
    pub fn new(tag: &str, form: DateForm) -> Self {
        let mut pairs = form.options().to_vec();
        // Plan days have no zone: they are written from UTC to UTC.
        pairs.push(("timeZone", "UTC"));
        Self(DateTimeFormat::new(&locales(tag), &options(&pairs)).format())
    }

    /// Writes a date; `month0` counts from zero.
    pub fn write(&self, year: i32, month0: u32, day: u32) -> String {
        // Written as in a file: JavaScript counts years before the year 1 differently.
        if year < 0 {
            return format!("{year:05}-{:02}-{day:02}", month0 + 1);
        }
        let date = Date::new(&JsValue::from_f64(0.0));
        date.set_utc_full_year_with_month_date(
            year.unsigned_abs(),
            i32::try_from(month0).unwrap_or(0),
            i32::try_from(day).unwrap_or(1),
        );
        self.0.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}
