//! Random bits for new ids.

/// 64 random bits from the browser's cryptographic source.
///
/// Where the browser withholds that source, `Math.random` replaces it: ids must be unique, not secret.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a draw is below 1, so the product is below 2^32
pub fn bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let drawn = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if drawn {
        return u64::from_le_bytes(bytes);
    }
    let draw = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    draw() << 32 | draw()
}
