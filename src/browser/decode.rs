//! Text out of bytes, by the browser's own tables: they hold every encoding there is, and weigh nothing here.

use web_sys::{TextDecoder, TextDecoderOptions};

/// The text of bytes in an encoding that browsers know by that label. `None` where the bytes are none of it.
pub fn text(bytes: &[u8], label: &str) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new_with_label_and_options(label, &options).ok()?.decode_with_u8_array(bytes).ok()
}
