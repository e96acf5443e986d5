//! The worker that reads files and pasted text of others for the import: a program of its own, fetched at the first use.
//!
//! It links the core's import only. The reading of workbooks is here and not in the page, and a large file does not hold up
//! the page while it is read. Text that is not in Unicode is refused: see `src/charsets`.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell_core::import::reading;

    groundswell_worker::serve(|job, bytes, progress| {
        let options = serde_json::from_str(job).map_err(|error| error.to_string())?;
        match reading::open_unicode(bytes, &options, progress) {
            Ok(opened) => Ok(opened.to_bytes()),
            Err(error) => Err(serde_json::to_string(&error).unwrap_or_default()),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
