//! Locks between all tabs of the origin, across processes (the Web Locks API).

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::page::clock::with_timeout;

/// How long to wait for another tab, in milliseconds; a tab that holds a lock longer has crashed or is suspended.
const TIMEOUT_MS: i32 = 3000;

/// Runs `work` while no other tab holds the lock of that name.
///
/// Where the browser has no locks (insecure pages), or another tab holds this one for more than three seconds, the work
/// runs without: what it writes is compared with what is stored anyway.
pub async fn holding<R>(name: &str, work: impl Future<Output = R>) -> R {
    let asked = request(name);
    let Ok((granted, release)) = asked else { return work.await };
    let _ = with_timeout(TIMEOUT_MS, granted).await;
    let outcome = work.await;
    // If it is granted later, it is released at once.
    let _ = release.call0(&JsValue::UNDEFINED);
    outcome
}

/// Requests a lock: the future resolves when it is granted, the function releases it.
fn request(name: &str) -> Result<(JsFuture, Function), JsValue> {
    let navigator = web_sys::window().ok_or("window")?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let ask: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let (granted, grant) = open_promise().ok_or("promise")?;
    let (released, release) = open_promise().ok_or("promise")?;
    // The lock is held until this returned promise is settled.
    let hold = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        let _ = grant.call0(&JsValue::UNDEFINED);
        released.into()
    });
    let asked = Reflect::apply(&ask, &locks, &Array::of2(&name.into(), &hold))?;
    // A later rejection, as in a page that is being left, is reported on this promise; nobody needs it.
    drop(JsFuture::from(asked.unchecked_into::<Promise>()));
    Ok((JsFuture::from(granted), release))
}

/// A promise and the function that resolves it.
fn open_promise() -> Option<(Promise, Function)> {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _reject| settle = Some(resolve));
    Some((promise, settle?))
}
