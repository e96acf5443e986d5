//! Jobs for a web worker: it gets one job, answers with bytes, and can be stopped.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker};

use crate::browser::files::fetch::refresh;
use crate::browser::files::transfer::FileBytes;
use crate::browser::page::document::error_text;
use groundswell_worker::READY;

/// Why a job has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker's program could not be loaded.
    NotLoaded,
    /// The job failed, for this reason.
    Refused(String),
    /// It was stopped.
    Stopped,
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoaded => f.write_str("the worker could not be loaded"),
            Self::Refused(reason) => write!(f, "the job failed: {reason}"),
            Self::Stopped => f.write_str("the job was stopped"),
        }
    }
}

impl std::error::Error for WorkerError {}

/// Stops the job it was passed with, now or before it starts.
#[derive(Clone, Default)]
pub struct StopHandle(Rc<RefCell<Stopping>>);

#[derive(Default)]
struct Stopping {
    stopped: bool,
    /// The running worker, and what rejects its caller's promise.
    running: Option<(Worker, Function)>,
}

impl StopHandle {
    /// Stops the job.
    pub fn stop(&self) {
        let running = {
            let mut state = self.0.borrow_mut();
            state.stopped = true;
            state.running.take()
        };
        if let Some((worker, give_up)) = running {
            worker.terminate();
            let _ = give_up.call0(&JsValue::NULL);
        }
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.0.borrow().stopped
    }
}

/// Runs a job in the worker whose address is in an attribute of `<html>`.
///
/// # Errors
/// Fails where the worker cannot be loaded, was stopped, or reports that the job failed.
pub async fn work(attribute: &str, job: &str, stop: &StopHandle) -> Result<Vec<u8>, WorkerError> {
    answered(attribute, JsValue::from_str(job), |_| {}, stop).await
}

/// Runs a job on bytes. `progress` gets the share that is done, from 0 to 1.
///
/// # Errors
/// As of [`work`].
pub async fn work_on(
    attribute: &str,
    job: &str,
    bytes: &FileBytes,
    progress: impl Fn(f64) + 'static,
    stop: &StopHandle,
) -> Result<Vec<u8>, WorkerError> {
    let both = Array::of2(&JsValue::from_str(job), bytes.as_js());
    answered(attribute, both.into(), progress, stop).await
}

async fn answered(
    attribute: &str,
    job: JsValue,
    progress: impl Fn(f64) + 'static,
    stop: &StopHandle,
) -> Result<Vec<u8>, WorkerError> {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let address = root.and_then(|root| root.get_attribute(attribute)).ok_or(WorkerError::NotLoaded)?;
    let progress = Rc::new(progress);
    match answered_from(&address, job.clone(), Rc::clone(&progress), stop).await {
        // The HTTP cache may hold an answer from the middle of a deployment.
        Err(WorkerError::NotLoaded) if refresh(&address).await => answered_from(&address, job, progress, stop).await,
        answer => answer,
    }
}

async fn answered_from(
    address: &str,
    job: JsValue,
    progress: Rc<impl Fn(f64) + 'static>,
    stop: &StopHandle,
) -> Result<Vec<u8>, WorkerError> {
    if stop.is_stopped() {
        return Err(WorkerError::Stopped);
    }
    let worker = Worker::new(address).map_err(|_| WorkerError::NotLoaded)?;
    // After the start, an error is the job's and not the network's.
    let begun = Rc::new(Cell::new(false));
    let mut kept = None;
    let answer = Promise::new(&mut |resolve, reject| {
        let (port, job, refuse) = (worker.clone(), job.clone(), reject.clone());
        let (progress, begins) = (progress.clone(), begun.clone());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(done) = data.as_f64() {
                progress(done);
                return;
            }
            let _ = match data.as_string() {
                Some(ready) if ready == READY => match port.post_message(&job) {
                    Ok(()) => {
                        begins.set(true);
                        return;
                    }
                    Err(error) => refuse.call1(&JsValue::NULL, &JsValue::from_str(&error_text(&error))),
                },
                Some(_) => refuse.call1(&JsValue::NULL, &data),
                None => resolve.call1(&JsValue::NULL, &data),
            };
        });
        let (failed, begun) = (reject.clone(), begun.clone());
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            let reason = match event.dyn_ref::<ErrorEvent>() {
                Some(error) if begun.get() => JsValue::from_str(&error.message()),
                _ => JsValue::NULL,
            };
            let _ = failed.call1(&JsValue::NULL, &reason);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        stop.0.borrow_mut().running = Some((worker.clone(), reject));
        kept = Some((on_message, on_error));
    });
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    stop.0.borrow_mut().running = None;
    drop(kept);
    match answer {
        Ok(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
        Err(_) if stop.is_stopped() => Err(WorkerError::Stopped),
        Err(reason) => Err(reason.as_string().map_or(WorkerError::NotLoaded, WorkerError::Refused)),
    }
}
