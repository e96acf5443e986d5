//! The worker that decodes text that is not in Unicode, for the import: a program of its own, since the tables of the
//! character sets weigh more than the reading of files, and few files need them.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell_core::import::reading;

    groundswell_worker::serve(|job, bytes, _| {
        let label: Option<String> = serde_json::from_str(job).map_err(|error| error.to_string())?;
        let (decoding, text) = reading::decoded(bytes, label.as_deref());
        Ok(decoding.to_bytes(&text))
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
