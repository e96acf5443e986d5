//! What form controls report beyond their value: composition, half-filled dates, options. Knows no field.

pub use crate::plan::model::bounds::{ADDRESS_CHARS, NAME_CHARS, TEXT_CHARS, cut};
pub use crate::plan::numbers::limits::{FIRST_YEAR, LAST_YEAR};
use wasm_bindgen::JsCast;
use web_sys::{
    Event, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent, KeyboardEvent,
};

/// Whether an input event comes from the middle of a composition, as while typing pinyin.
pub fn is_composing(event: &Event) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}

/// Whether a key belongs to an input method: it chooses or confirms what is being composed, and means nothing to the app.
///
/// Safari sends `compositionend` before the Enter that ended the composition; only the key code 229, which every browser
/// gives to keys that an input method takes, still distinguishes it from an Enter of the reader.
pub fn is_composing_key(event: &KeyboardEvent) -> bool {
    /// As in the UI Events specification, section 7.3.
    const TAKEN_BY_INPUT_METHOD: u32 = 229;
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Whether a date or time control is half filled, which it reports as empty.
pub fn is_half_filled(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.validity().bad_input())
}

/// Selects the whole text of the text area that an event comes from.
pub fn select_all(event: &Event) {
    let Some(target) = event.target() else { return };
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.select();
    } else if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// An option of a select: its value, its label and the heading of its group.
pub type Choice<'a> = (&'a str, &'a str, Option<&'a str>);

/// Fills a select with options; neighbours with the same heading share an `<optgroup>`.
pub fn fill_select(select: &HtmlSelectElement, choices: &[Choice<'_>]) {
    select.set_text_content(None);
    let Some(document) = select.owner_document() else {
        return;
    };
    let mut group: Option<(String, web_sys::Element)> = None;
    for (value, label, heading) in choices {
        let Ok(option) = document.create_element("option") else {
            continue;
        };
        option.set_text_content(Some(label));
        if let Some(option) = option.dyn_ref::<HtmlOptionElement>() {
            option.set_value(value);
        }
        let Some(heading) = heading else {
            let _ = select.append_child(&option);
            continue;
        };
        if group.as_ref().is_none_or(|(name, _)| name != heading)
            && let Ok(element) = document.create_element("optgroup")
        {
            let _ = element.set_attribute("label", heading);
            let _ = select.append_child(&element);
            group = Some(((*heading).to_owned(), element));
        }
        if let Some((_, element)) = &group {
            let _ = element.append_child(&option);
        }
    }
}
