//! Files a person picks or drops, and files handed to them.

use js_sys::{Array, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, FileList, HtmlAnchorElement, HtmlInputElement, Url};

use crate::browser::BrowserError;

/// A file someone chose, not yet read.
#[derive(Clone, Debug)]
pub struct PickedFile {
    file: web_sys::File,
}

impl PickedFile {
    /// Its name, with its ending.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Its size in bytes.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a whole number below 2^53
    pub fn size(&self) -> u64 {
        self.file.size() as u64
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// Fails where the file cannot be read any more.
    pub async fn bytes(&self) -> Result<Vec<u8>, BrowserError> {
        let buffer = JsFuture::from(self.file.array_buffer()).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// Reads all of it, without taking the bytes into this program.
    ///
    /// # Errors
    /// Fails where the file cannot be read any more.
    pub async fn kept(&self) -> Result<FileBytes, BrowserError> {
        let buffer = JsFuture::from(self.file.array_buffer()).await?;
        Ok(FileBytes(SendWrapper::new(Uint8Array::new(&buffer))))
    }

    /// Reads all of it as UTF-8, with a mark of its own for every byte that is none.
    ///
    /// # Errors
    /// Fails where the file cannot be read any more.
    pub async fn text(&self) -> Result<String, BrowserError> {
        let text = JsFuture::from(self.file.text()).await?;
        text.as_string().ok_or_else(|| BrowserError::Failed(self.name()))
    }
}

/// Bytes that the browser holds, for a worker to work on.
#[derive(Clone, Debug)]
pub struct FileBytes(SendWrapper<Uint8Array>);

impl FileBytes {
    /// A text in UTF-8.
    pub fn of_text(text: &str) -> FileBytes {
        FileBytes(SendWrapper::new(Uint8Array::from(text.as_bytes())))
    }

    /// Bytes, for example from a worker.
    pub fn of_bytes(bytes: &[u8]) -> FileBytes {
        FileBytes(SendWrapper::new(Uint8Array::from(bytes)))
    }

    /// What is handed to a worker.
    pub(crate) fn as_js(&self) -> &Uint8Array {
        &self.0
    }
}

fn listed(files: Option<FileList>) -> Vec<PickedFile> {
    files.map_or_else(Vec::new, |files| {
        (0..files.length()).filter_map(|index| files.get(index)).map(|file| PickedFile { file }).collect()
    })
}

/// The files chosen in a file input, which is emptied so that the same file can be chosen again.
pub fn picked(event: &Event) -> Vec<PickedFile> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = listed(input.files());
    input.set_value("");
    files
}

/// The files dropped on an element.
pub fn dropped(event: &DragEvent) -> Vec<PickedFile> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

/// Hands a file to the person, by the browser's own download.
///
/// # Errors
/// Fails where the browser refuses the download.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), BrowserError> {
    offer(name, mime, bytes).map_err(BrowserError::from)
}

fn offer(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the bytes by the time a minute has passed.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}
