//! The message loop of a worker. A job is text, with or without bytes; its result is bytes or an error message. Progress may
//! be reported before the result. Knows nothing of what a job does.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The text and the bytes of a job, which is an array if it has both.
fn parts(job: &JsValue) -> (String, Vec<u8>) {
    if let Some(text) = job.as_string() {
        return (text, Vec::new());
    }
    let both: &Array = job.unchecked_ref();
    (both.get(0).as_string().unwrap_or_default(), Uint8Array::new(&both.get(1)).to_vec())
}

/// The message of a worker that is ready for jobs; earlier jobs would be lost.
pub const READY: &str = "ready";

/// Does a job. Takes its text, its bytes (empty for a job that is text only), and a callback for progress, from 0 to 1.
pub trait Work: Fn(&str, &[u8], &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> + 'static {}

impl<F: Fn(&str, &[u8], &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> + 'static> Work for F {}

/// Answers jobs until the page terminates the worker.
pub fn serve(work: impl Work) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    // A panic ends the program; the page is notified as of any other error.
    let failing = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = failing.post_message(&JsValue::from_str(&panic.to_string()));
    }));
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let (job, bytes) = parts(&event.data());
        let mut progress = |done: f64| {
            let _ = answering.post_message(&JsValue::from_f64(done));
        };
        let sent = match work(&job, &bytes, &mut progress) {
            Ok(bytes) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                // Transferred, not copied.
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
