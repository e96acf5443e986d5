//! A file on the reader's disk that can be written repeatedly, where the browser supports it (the File System Access
//! API: Chrome and Edge on desktop).

use js_sys::{Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::BrowserError;

// The bindings still mark these as unstable.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Handle;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &Handle, how: &JsValue) -> Result<Promise, JsValue>;

    type Writable;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, text: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;
}

/// A file the reader has chosen to be written.
#[derive(Clone)]
pub struct DiskFile(Handle);

fn picker() -> Option<Function> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"showSaveFilePicker".into()).ok()?.dyn_into().ok()
}

/// Whether the browser supports it.
pub fn is_supported() -> bool {
    picker().is_some()
}

/// Asks the reader where to save a JSON file; `None` if they cancel.
///
/// # Errors
/// Fails where the browser cannot show its file dialog.
pub async fn choose(suggested: &str) -> Result<Option<DiskFile>, BrowserError> {
    match ask(suggested).await {
        Ok(file) => Ok(Some(file)),
        Err(error) if name_of(&error) == "AbortError" => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn ask(suggested: &str) -> Result<DiskFile, JsValue> {
    let options = JSON::parse(r#"{"types":[{"accept":{"application/json":[".json"]}}]}"#)?;
    Reflect::set(&options, &"suggestedName".into(), &suggested.into())?;
    let picker = picker().ok_or("showSaveFilePicker")?;
    let promise: Promise = picker.call1(&JsValue::UNDEFINED, &options)?.dyn_into()?;
    Ok(DiskFile(JsFuture::from(promise).await?.unchecked_into()))
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

impl DiskFile {
    /// Its name on the disk.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Asks the reader again for permission to write. Needs a user gesture.
    pub async fn ask_again(&self) {
        let how = JSON::parse(r#"{"mode":"readwrite"}"#).unwrap_or_default();
        // The next write shows whether they grant it.
        if let Ok(asked) = self.0.request_permission(&how) {
            let _ = JsFuture::from(asked).await;
        }
    }

    /// Replaces the content of the file. The file stays as it was until everything is written.
    ///
    /// # Errors
    /// Fails without permission, or where the disk refuses; the file is as it was.
    pub async fn write(&self, text: &str) -> Result<(), BrowserError> {
        self.replace(text).await.map_err(BrowserError::from)
    }

    async fn replace(&self, text: &str) -> Result<(), JsValue> {
        let writable: Writable = JsFuture::from(self.0.create_writable()?).await?.unchecked_into();
        let written = async {
            JsFuture::from(writable.write(text)?).await?;
            JsFuture::from(writable.close()?).await
        };
        let written = written.await.map(|_| ());
        if written.is_err()
            && let Ok(aborted) = writable.abort()
        {
            let _ = JsFuture::from(aborted).await;
        }
        written
    }
}
