//! Version 1 to 2. Version 2 adds `paid_in` of a budget line, and negative amounts for refunds; a valid file of version 1
//! means the same in version 2.

use serde_json::Value;

/// Changes nothing.
#[allow(clippy::unnecessary_wraps)] // the signature of every migration
pub(super) fn apply(_: &mut Value) -> Result<(), String> {
    Ok(())
}
