//! Lists that lie over the page beside a control, whatever frame the control is in. Knows no list.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The least height that is worth showing below a control, in CSS pixels.
const LEAST: f64 = 180.0;
/// The distance from the edges of the page, in CSS pixels.
const MARGIN: f64 = 8.0;

/// Shows a list with a `popover` attribute beside a control: below it, or above where there is more room. In a browser
/// without popovers it stays where its styles put it.
pub fn show_beside(list: &HtmlElement, control: &Element) {
    if !is_open(list) && !call(list, "showPopover") {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let rect = control.get_bounding_client_rect();
    let (above, below) = (rect.top() - MARGIN, height - rect.bottom() - MARGIN);
    let is_below = below >= LEAST || below >= above;
    let style = list.style();
    let pixels = |value: f64| value.round().to_string() + "px";
    let set = |name: &str, value: &str| _ = style.set_property(name, value);
    let wide = f64::from(list.offset_width()).max(rect.width());
    set("min-width", &pixels(rect.width()));
    set("left", &pixels(rect.left().min(width - wide - MARGIN).max(MARGIN)));
    set("top", &if is_below { pixels(rect.bottom()) } else { "auto".to_owned() });
    set("bottom", &if is_below { "auto".to_owned() } else { pixels(height - rect.top()) });
    set("--room", &pixels(if is_below { below } else { above }.max(0.0)));
}

/// Scrolls a list so that one of its children is visible, and nothing else of the page.
pub fn show_in(list: &Element, nth: usize) {
    let child = u32::try_from(nth).ok().and_then(|nth| list.children().item(nth));
    let Some(child) = child else { return };
    let (inside, frame) = (child.get_bounding_client_rect(), list.get_bounding_client_rect());
    let (over, under) = (frame.top() - inside.top(), inside.bottom() - frame.bottom());
    let by = if over > 0.0 { -over } else { under.max(0.0) };
    #[allow(clippy::cast_possible_truncation)] // a height on the screen
    list.set_scroll_top(list.scroll_top() + by.ceil() as i32);
}

/// Hides a list that was shown.
pub fn hide(list: &HtmlElement) {
    if is_open(list) {
        call(list, "hidePopover");
    }
}

/// Whether the whole page has the focus: not while another window has it.
pub fn page_has_focus() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.has_focus().unwrap_or(true))
}

fn is_open(list: &HtmlElement) -> bool {
    // A browser that does not know the selector refuses it.
    list.matches(":popover-open").unwrap_or(false)
}

fn call(list: &HtmlElement, name: &str) -> bool {
    let method = Reflect::get(list, &name.into()).ok().and_then(|found| found.dyn_into::<Function>().ok());
    method.is_some_and(|method| method.call0(list).is_ok())
}
