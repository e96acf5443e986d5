//! What form controls tell beyond their value.

pub use crate::plan::bounds::{FIRST_YEAR, LAST_YEAR};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};

/// Whether an input event comes from the middle of a composition, as while typing pinyin.
pub fn is_composing(event: &Event) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}

/// Whether a date or time control holds something half filled, which it reports as empty.
pub fn is_half_filled(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.validity().bad_input())
}

/// Selects all of the text area an event comes from, for whoever wants to copy it.
pub fn select_all(event: &Event) {
    if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
        area.select();
    }
}

/// One choice of a select: its value, its label and the heading it stands under, if any.
pub type Choice<'a> = (&'a str, &'a str, &'a str);

/// Fills a select with choices; neighbours under the same heading share an `<optgroup>`.
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
        if heading.is_empty() {
            let _ = select.append_child(&option);
            continue;
        }
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
