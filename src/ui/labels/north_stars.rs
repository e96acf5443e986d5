//! The metrics proposed as north star: names and reasons, in the page's language.

use crate::i18n::words::{goals as w, metric};
use crate::plan::catalogue::north_stars::Proposal;

/// Its name.
pub fn name(proposal: Proposal) -> &'static str {
    match proposal {
        Proposal::Dictionary(key) => metric::by_key(key).unwrap_or(key),
        Proposal::Reservations => w::reservations(),
    }
}

/// Why it is proposed; empty where nothing is said.
pub fn reason(proposal: Proposal) -> &'static str {
    match proposal {
        Proposal::Dictionary("orders") => w::why_orders(),
        Proposal::Dictionary("repeat") => w::why_repeat(),
        Proposal::Dictionary("stickiness") => w::why_stickiness(),
        Proposal::Dictionary("dau") => w::why_dau(),
        Proposal::Dictionary("followers") => w::why_followers(),
        Proposal::Dictionary("engagements") => w::why_engagements(),
        Proposal::Dictionary("gmv") => w::why_gmv(),
        Proposal::Dictionary("subscribers") => w::why_subscribers(),
        Proposal::Dictionary("store_visits") => w::why_store_visits(),
        Proposal::Dictionary("leads") => w::why_leads(),
        Proposal::Dictionary("trials") => w::why_trials(),
        Proposal::Dictionary(_) => "",
        Proposal::Reservations => w::why_reservations(),
    }
}
