//! Pictures drawn by the browser, for files.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::browser::BrowserError;

/// A square SVG as a PNG of so many points a side.
///
/// # Errors
/// Fails where the browser cannot draw the picture.
pub async fn png(svg: &str, side: u32) -> Result<Vec<u8>, BrowserError> {
    draw(svg, side).await.map_err(BrowserError::from)
}

async fn draw(svg: &str, side: u32) -> Result<Vec<u8>, JsValue> {
    let image = HtmlImageElement::new()?;
    let text = String::from(js_sys::encode_uri_component(svg));
    image.set_src(&("data:image/svg+xml;charset=utf-8,".to_owned() + &text));
    JsFuture::from(image.decode()).await?;

    let document = web_sys::window().and_then(|window| window.document()).ok_or("document")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(side);
    canvas.set_height(side);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("canvas")?.dyn_into()?;
    context.set_image_smoothing_enabled(false);
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, side.into(), side.into())?;

    let drawn = Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    // Null where the browser has no room for the picture.
    let blob: Blob = JsFuture::from(drawn).await?.dyn_into().map_err(|_| "PNG")?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
