// Generates a plan with daily figures of ten metrics on eight channels over three years: 87,600 figures. The last day is
// the given one.
import { budgetPlan } from "./budget-plan.mjs";

/** Days, metrics and channels of the plan. */
export const SIZE = { days: 1_095, metrics: 10, channels: 8 };

const METRICS = ["orders", "followers", "new_followers", "impressions", "views", "likes", "link_clicks", "registrations", "activations", "spend"];
const DAY = 86_400_000;

const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

/** The plan file's text, its id, and how many figures it has. `last` is the plan's last day, `2027-04-25`. */
export function figuresPlan(last) {
  const file = JSON.parse(budgetPlan(26).text);
  const { plan } = file;
  const end = Date.parse(last);
  const first = iso(end - (SIZE.days - 1) * DAY);
  const [orders, followers, newFollowers] = plan.goals.metrics;
  const known = { orders: orders.id, followers: followers.id, new_followers: newFollowers.id };
  const id = (key) => known[key] ?? `000000m${String(METRICS.indexOf(key)).padStart(3, "0")}`;
  for (const key of METRICS) if (!known[key]) plan.goals.metrics.push({ id: id(key), definition: { dictionary: key } });
  Object.assign(plan.basics, { name: "Three years of figures", first_day: first, last_day: last });
  for (const phase of plan.phases) {
    delete phase.first;
    delete phase.last;
  }
  for (const line of plan.budget.lines) delete line.timing;
  const series = [];
  METRICS.forEach((key, at) => {
    plan.strategy.channels.forEach((channel, nth) => {
      const values = Array.from({ length: SIZE.days }, (_, day) => (day * 7 + at * 13 + nth * 31) % 200);
      series.push({ metric: id(key), channel: channel.id, from: first, values: values.join(" ") });
    });
  });
  plan.tracking = { series };
  return { id: plan.id, text: `${JSON.stringify(file)}\n`, count: series.length * SIZE.days };
}
