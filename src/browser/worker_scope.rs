//! The inside of a worker: jobs come in as text, and go out as bytes or as the reason why there are none.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// What a worker says once it takes jobs: earlier ones would be lost.
pub const READY: &str = "ready";

/// Answers every job until the page ends the worker.
pub fn serve(work: impl Fn(&str) -> Result<Vec<u8>, String> + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    // A panic ends the program; the page hears of it as of any other failure.
    let failing = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = failing.post_message(&JsValue::from_str(&panic.to_string()));
    }));
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let job = event.data().as_string().unwrap_or_default();
        let sent = match work(&job) {
            Ok(bytes) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                // Handed over, not copied.
                answering.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()))
            }
            Err(reason) => answering.post_message(&JsValue::from_str(&reason)),
        };
        let _ = sent;
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}
