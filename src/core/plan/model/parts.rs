//! The one table of the plan's lists: what each holds, where it is kept, and whether budget figures depend on it.
//!
//! References, edits and everything else that has to cover every list are generated from it.

/// Calls the macro `$callback` with `$before`, followed by the table of the plan's lists.
///
/// A row reads: name of the part (type) in field of the plan, what an edit of it does to the budget's figures
/// (see [`PlanPart::basis`](crate::plan::edit::PlanPart::basis)).
macro_rules! plan_lists {
    ($callback:ident, $($before:tt)*) => {
        $callback! {
            $($before)*
            /// An audience group.
            Audience(AudienceGroup) in basics.audience, basis false;
            /// A metric.
            Metric(Metric) in goals.metrics, basis true;
            /// A team.
            Team(Team) in goals.teams, basis false;
            /// An output goal.
            OutputGoal(OutputGoal) in goals.outputs, basis false;
            /// A result goal.
            ResultGoal(ResultGoal) in goals.results, basis false;
            /// A line item of the budget.
            LineItem(LineItem) in budget.lines, basis false;
            /// An exchange rate.
            Rate(ExchangeRate) in budget.rates, basis true;
            /// A channel.
            Channel(Channel) in strategy.channels, basis true;
            /// A channel test.
            ChannelTest(ChannelTest) in strategy.channel_tests, basis false;
            /// A phase.
            Phase(Phase) in phases, basis true;
            /// An activity.
            Activity(Activity) in activities, basis false;
            /// A risk.
            Risk(Risk) in risks, basis false;
            /// A group of seed users.
            Group(Group) in groups, basis false;
            /// Feedback of a seed user.
            Feedback(Feedback) in feedback, basis false;
            /// A partner.
            Partner(Partner) in partners, basis false;
            /// A cadence.
            Cadence(Cadence) in schedule.cadences, basis false;
            /// A post.
            Post(Post) in schedule.posts, basis false;
            /// An approved state of the plan.
            Approval(Approval) in approvals, basis false;
        }
    };
}

pub(crate) use plan_lists;
