//! Tracking specifications the field has worked out: for a metric that no platform shows, what the engineering team
//! builds to count it.
//!
//! Identifiers are the same in every language and are defined here; when an event is sent, how the figure is computed and how
//! it is accepted are words, and live with the other words under the metric's key.

use crate::plan::model::basics::{Market, Markets};

/// What every event carries, beside its own properties.
pub const COMMON_PROPERTIES: &str =
    "user_id|anon_id, ts (UTC ms), tz, platform, app_ver, channel_code, campaign, test (bool)";

/// The identifiers of one specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackingTemplate {
    /// The metric it counts, by its key.
    pub metric: &'static str,
    /// The event's name in the code, or the events it is derived from.
    pub event: &'static str,
    /// Whether the event carries [`COMMON_PROPERTIES`] beside its own.
    pub common: bool,
    /// What it carries of its own.
    pub own: &'static str,
    /// The markets it is for.
    pub markets: Markets,
}

impl TrackingTemplate {
    /// The specification of a metric in a market, where there is one.
    pub fn of(metric: &str, market: Market) -> Option<&'static TrackingTemplate> {
        TRACKING.iter().find(|template| template.metric == metric && template.markets.include(market))
    }

    /// All that the event carries.
    pub fn properties(&self) -> String {
        match (self.common, self.own.is_empty()) {
            (true, true) => COMMON_PROPERTIES.to_owned(),
            (true, false) => [COMMON_PROPERTIES, ", ", self.own].concat(),
            (false, _) => self.own.to_owned(),
        }
    }
}

const fn template(metric: &'static str, event: &'static str, common: bool, own: &'static str) -> TrackingTemplate {
    TrackingTemplate { metric, event, common, own, markets: Markets::Both }
}

impl TrackingTemplate {
    const fn only(self, markets: Markets) -> TrackingTemplate {
        TrackingTemplate { markets, ..self }
    }
}

/// Every specification, in the order of the metric dictionary's funnel.
#[rustfmt::skip]
pub const TRACKING: [TrackingTemplate; 24] = [
    template("activations", "app_first_open", true, "device_id, install_source"),
    template("registrations", "sign_up", true, "method"),
    template("reg_conv", "app_first_open → sign_up", true, "device_id"),
    template("sign_up_rate", "page_view → sign_up", true, "anon_id, method"),
    template("leads", "generate_lead", true, "lead_id, form_id"),
    template("qualified_leads", "lead_qualified", false, "lead_id, ts (UTC ms), qualified_by, channel_code"),
    template("demo_requests", "demo_requested", true, "lead_id, form_id"),
    template("trials", "trial_started", true, "account_id, plan_code"),
    template("dau", "session_start", true, "session_id, foreground_ms"),
    template("mau", "session_start", true, "session_id"),
    template("stickiness", "session_start", true, "session_id"),
    template("ret_d1", "sign_up, session_start", true, "cohort_day"),
    template("orders", "order_paid", true, "order_id, amount_minor, currency, is_first, coupon_id, store_id"),
    template("gmv", "order_paid", true, "order_id, amount_minor, currency"),
    template("first_order", "sign_up → order_paid", true, "order_id, is_first"),
    template("repeat", "order_paid", true, "order_id"),
    template("ltv", "order_paid, refund", true, "order_id, amount_minor, currency, margin_rate"),
    template("k_factor", "invite_sent, invite_accepted", true, "inviter_id, ref_code, invite_channel"),
    template("sessions", "page_view", false, "anon_id, ts (UTC ms), url, referrer, utm_source, utm_medium, utm_campaign"),
    template("group_active", "group_daily_count", false, "group_id, day, members, joins, leaves, speakers"),
    template("feedback", "feedback_logged", false, "user, ts (UTC ms), source, topic, accepted (bool), owner, state"),
    template("new_followers", "subscribe (scene QR)", false, "openid, ts (UTC ms), scene_id = channel_code").only(Markets::China),
    template("original_share", "content_log", false, "post_id, channel, original (bool), planned_day, published_day"),
    template("spend", "spend_log", false, "day, budget_line, channel_code, amount_minor, currency"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::metric_dictionary::DictionaryMetric;

    #[test]
    fn every_specification_counts_one_metric_of_the_dictionary() {
        for (index, template) in TRACKING.iter().enumerate() {
            assert!(DictionaryMetric::by_key(template.metric).is_some(), "{} is no metric", template.metric);
            assert!(TRACKING[..index].iter().all(|other| other.metric != template.metric), "{} twice", template.metric);
            assert!(!template.properties().is_empty());
        }
    }

    #[test]
    fn what_every_event_carries_stands_before_its_own() {
        let orders = TrackingTemplate::of("orders", Market::China).unwrap().properties();
        assert!(orders.starts_with(COMMON_PROPERTIES) && orders.ends_with("store_id"));
        assert_eq!(TrackingTemplate::of("followers", Market::China), None);
        // Counted by the codes of an account that only one market has.
        assert!(TrackingTemplate::of("new_followers", Market::China).is_some());
        assert_eq!(TrackingTemplate::of("new_followers", Market::International), None);
    }
}
