//! Compression, by the browser's own streams.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

use crate::browser::BrowserError;

// The bindings still mark these as unstable; browsers have had them since 2023.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// The compressed bytes with a checksum at their end (RFC 1950).
const FORMAT: &str = "deflate";

/// Whether the browser supports it.
pub fn is_supported() -> bool {
    DecompressionStream::new(FORMAT).is_ok()
}

/// Compresses bytes.
///
/// # Errors
/// Fails in browsers without compression streams.
pub async fn compress(bytes: &[u8]) -> Result<Vec<u8>, BrowserError> {
    let work = async {
        let stream = CompressionStream::new(FORMAT)?;
        drain(&through(bytes, &stream)?, usize::MAX).await
    };
    work.await.map_err(BrowserError::from)
}

/// Decompresses bytes. Fails where they are damaged or truncated, or would exceed `most` bytes.
///
/// # Errors
/// Fails where the bytes are damaged or truncated, or would exceed `most` bytes, and in browsers without compression
/// streams.
pub async fn decompress(bytes: &[u8], most: usize) -> Result<Vec<u8>, BrowserError> {
    let work = async {
        let stream = DecompressionStream::new(FORMAT)?;
        drain(&through(bytes, &stream)?, most).await
    };
    work.await.map_err(BrowserError::from)
}

fn through(bytes: &[u8], stream: &ReadableWritablePair) -> Result<ReadableStream, JsValue> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    Ok(Blob::new_with_u8_array_sequence(&parts)?.stream().pipe_through(stream))
}

async fn drain(stream: &ReadableStream, most: usize) -> Result<Vec<u8>, JsValue> {
    let reader = ReadableStreamDefaultReader::new(stream)?;
    let mut bytes = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(bytes);
        }
        let chunk = Uint8Array::new(&Reflect::get(&step, &"value".into())?);
        if bytes.len() + chunk.length() as usize > most {
            // The rest is not needed; the outcome of cancelling does not matter.
            let _ = reader.cancel();
            return Err("too long".into());
        }
        bytes.extend(chunk.to_vec());
    }
}
