//! The inside of a worker: jobs come in as text, some with bytes, and go out as bytes or as the reason why there are none.
//! On the way it may say how much of a job is done.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The text of a job, and its bytes: the two stand in a list where there are both.
fn parts(job: &JsValue) -> (String, Vec<u8>) {
    if let Some(text) = job.as_string() {
        return (text, Vec::new());
    }
    let both: &Array = job.unchecked_ref();
    (both.get(0).as_string().unwrap_or_default(), Uint8Array::new(&both.get(1)).to_vec())
}

/// What a worker says once it takes jobs: earlier ones would be lost.
pub const READY: &str = "ready";

/// Does a job, given as its text, its bytes (none for a job that is text only) and what hears how much of it is done, from
/// 0 to 1.
pub trait Work: Fn(&str, &[u8], &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> + 'static {}

impl<F: Fn(&str, &[u8], &mut dyn FnMut(f64)) -> Result<Vec<u8>, String> + 'static> Work for F {}

/// Answers every job until the page ends the worker.
pub fn serve(work: impl Work) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    // A panic ends the program; the page hears of it as of any other failure.
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
