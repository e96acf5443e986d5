// Generates a plan with a given number of line items, similar to the first example: eight channels, three phases, twenty
// weeks, expected results. The same number gives the same plan.
//   node tools/bench/budget-plan.mjs 5000 > plan.json
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** The id of the nth part of a plan: fifty pseudo-random bits. */
function id(nth) {
  let bits = (BigInt(nth + 1) * 0x2545f4914f6cdd1dn) & ((1n << 50n) - 1n);
  let text = "";
  for (let letter = 0; letter < 10; letter += 1, bits >>= 5n) text = LETTERS[Number(bits & 31n)] + text;
  return text;
}

const PHASES = ["Seed users", "Initial users", "Brand promotion"];
const [SEED, INITIAL, BRAND] = [id(1), id(2), id(3)];
const [ORDERS, FOLLOWERS, NEW_FOLLOWERS] = [id(11), id(12), id(13)];

const CHANNELS = [
  ["wechat_oa", "WeChat Official Account", "home"],
  ["wechat_group", "WeChat group", "steady"],
  ["ground_community", "Field marketing: residential communities", "test"],
  ["local_oa", "Local Official Accounts", "test"],
  ["koc", "Everyday creators (KOC)", "test"],
  ["douyin", "Douyin", "test"],
  ["ground_mall", "Field marketing: malls", "amplify"],
  ["wechat_ads", "Tencent / WeChat ads", "test"],
];
const channelId = (key) => id(21 + CHANNELS.findIndex(([known]) => known === key));

const CATEGORIES = {
  gift: "Gifts, samples, prizes",
  print: "Print and materials",
  event: "Events and field marketing",
  people: "Promoters and temporary staff",
  incentive: "Coupons and referral rewards",
  content: "Content production",
  media: "Paid media",
  creator: "Creators and influencers",
  tool: "Tools and software",
};

// Phase, category, channel, description, unit, quantity, unit price, expected new followers, shares committed and spent, owner.
const KINDS = [
  [0, "gift", "wechat_group", "Thank-you gifts", "piece", 300, 20, 200, [0, 0.93], "Community manager"],
  [0, "print", "ground_community", "Leaflets and posters", "piece", 10_000, 0.3, 0, [0, 1], "Ground promotion lead"],
  [0, "event", "ground_community", "Community stalls", "community day", 8, 800, 380, [0, 1], "Ground promotion lead"],
  [0, "people", "ground_community", "Promoters", "person-day", 20, 220, 0, [0, 0.95], "Ground promotion lead"],
  [0, "incentive", "wechat_group", "Group coupons", "coupon", 1_000, 6, 250, [0, 0.87], "Growth lead"],
  [0, "content", "wechat_oa", "Launch content", "month", 1, 3_200, 0, [0, 1], "Content lead"],
  [1, "media", "local_oa", "Local account posts", "post", 12, 1_800, 1_200, [0.17, 0.5], "Ads specialist"],
  [1, "creator", "koc", "Creator notes", "note", 80, 150, 640, [0.25, 0.5], "Growth lead"],
  [1, "media", "douyin", "Feed ads", "CPM", 800, 25, 900, [0, 0.48], "Ads specialist"],
  [1, "event", "ground_community", "Weekend stalls", "community day", 16, 800, 700, [0.25, 0.5], "Ground promotion lead"],
  [1, "people", "ground_community", "Promoters", "person-day", 40, 220, 0, [0, 0.5], "Ground promotion lead"],
  [1, "incentive", "wechat_oa", "First-order coupons", "coupon", 1_500, 6, 0, [0, 0.36], "Growth lead"],
  [1, "content", "wechat_oa", "Articles and shooting", "month", 2, 1_600, 0, [0, 0.5], "Content lead"],
  [2, "event", "ground_mall", "Mall booths", "booth day", 10, 3_500, 2_400, [0.3, 0], "Ground promotion lead"],
  [2, "incentive", "ground_mall", "Joint coupons", "coupon", 5_000, 5, 1_800, [0, 0], "Growth lead"],
  [2, "creator", "koc", "Videos", "video", 4, 8_000, 2_600, [0, 0], "Growth lead"],
  [2, "media", "wechat_ads", "Ads around the malls", "CPM", 500, 40, 1_500, [0, 0], "Ads specialist"],
  [2, "tool", "wechat_group", "Group tool seats", "seat-month", 8, 200, 0, [0, 0], "Community manager"],
];

const DAYS = [
  ["2027-03-01", "2027-03-28"],
  ["2027-03-29", "2027-05-23"],
  ["2027-05-24", "2027-07-18"],
];

/** When a line item is spent: each kind of timing occurs, most are spread evenly over their phase. */
function timing(nth, phase) {
  const [first, last] = DAYS[phase];
  if (nth % 8 === 5) return { monthly: { first, last } };
  if (nth % 8 === 6) return { evenly: { first, last } };
  return nth % 8 === 7 ? { once: { on: first } } : undefined;
}

/** The nth line item, the same as a plain row with names instead of ids, and its amount in minor units. */
function lineItem(nth) {
  const [phase, category, channel, what, unit, usual, price, brings, [ordered, spent], owner] = KINDS[nth % KINDS.length];
  const round = Math.floor(nth / KINDS.length) + 1;
  // Rounds differ, but are of similar size.
  const quantity = usual + (round % 7);
  const amount = Math.round(quantity * price * 100);
  const committed = Math.round(amount * ordered) || undefined;
  const actual = Math.round(amount * spent) || undefined;
  const description = `${what}, area ${round}`;
  const line = {
    id: id(1_000 + nth),
    phase: [SEED, INITIAL, BRAND][phase],
    channel: channelId(channel),
    category,
    description,
    unit,
    quantity,
    unit_price: price,
    timing: timing(nth, phase),
    expected: brings ? [{ metric: NEW_FOLLOWERS, count: brings }] : undefined,
    status: actual ? (committed ? "committed" : "paid") : undefined,
    committed,
    actual,
    owner,
  };
  const row = {
    what: description,
    phase: PHASES[phase],
    channel: CHANNELS.find(([key]) => key === channel)[1],
    category: CATEGORIES[category],
    unit,
    quantity,
    price,
    committed: (committed ?? 0) / 100,
    actual: (actual ?? 0) / 100,
    owner,
  };
  return { line, row, amount };
}

/** The goals: orders as the north star, followers, and new followers. */
function goals() {
  const metric = (id, key, baseline, target, source) => ({
    id,
    definition: { dictionary: key },
    baseline,
    baseline_on: "2027-02-28",
    target,
    due: "2027-07-18",
    owner: "Growth lead",
    source,
  });
  const own = {
    own_statistics: {
      event: "order_paid",
      trigger: "payment callback, once per order",
      properties: "order_id, amount_minor",
      formula: "distinct order_id",
      owner: "Engineering team",
      acceptance: "equals the finance ledger on each of 7 days",
    },
  };
  return {
    north_star: { metric: ORDERS, why: "An order proves that the whole chain works." },
    metrics: [
      metric(ORDERS, "orders", 0, 300, own),
      metric(FOLLOWERS, "followers", 0, 15_000, { platform: "WOA" }),
      metric(NEW_FOLLOWERS, "new_followers", 0, 120, { platform: "WOA" }),
    ],
  };
}

/** A plan file with that many line items, its id, and the same line items as plain rows with names instead of ids. */
export function budgetPlan(count) {
  const items = Array.from({ length: count }, (_, nth) => lineItem(nth));
  const lines = items.map((item) => item.line);
  const rows = items.map((item) => item.row);
  const sum = items.reduce((total, item) => total + item.amount, 0);
  const plan = {
    id: id(0),
    basics: {
      name: `A budget of ${count} lines`,
      product: "Fresh food from six neighbourhood stores, at the door within 40 minutes",
      kind: "o2o",
      audience: [{ id: id(5), who: "Office workers within 3 km of 6 stores", gathers: "Office lobbies at noon" }],
      region: "one prefecture-level city",
      first_day: "2027-03-01",
      last_day: "2027-07-18",
      currency: "CNY",
    },
    goals: goals(),
    budget: { frame: { envelope: Math.ceil(sum * 1.1), contingency: { share: 800 }, cycle: "two_weeks", gross_margin: 2_200 }, lines },
    strategy: {
      channels: CHANNELS.map(([catalogue, , role], at) => ({
        id: id(21 + at),
        catalogue,
        fit: "high",
        roles: [SEED, INITIAL, BRAND].map((phase) => ({ phase, role })),
      })),
      rule: { focus: "Within 3 km of the six stores", metric: NEW_FOLLOWERS, minimum_days: 7, minimum_results: 30, target_cost: 2_000, exploration: 2_000 },
    },
    phases: [SEED, INITIAL, BRAND].map((phase, at) => ({
      id: phase,
      kind: ["seed", "initial", "brand"][at],
      first: DAYS[at][0],
      last: DAYS[at][1],
      allotment: { share: [1_500, 3_500, 5_000][at] },
      objective: { metric: FOLLOWERS, number: [1_000, 5_000, 15_000][at] },
      exit: [{ metric: FOLLOWERS, holds: "at_least", value: [1_000, 5_000, 15_000][at] }],
    })),
  };
  return { id: plan.id, name: plan.basics.name, text: `${JSON.stringify({ format: "groundswell-plan", version: 2, plan })}\n`, rows };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2]);
  if (!Number.isInteger(count) || count < 0) {
    console.error("node tools/bench/budget-plan.mjs LINES");
    process.exit(2);
  }
  process.stdout.write(budgetPlan(count).text);
}
