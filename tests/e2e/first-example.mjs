// The first worked example as entered by a user, and the expected results. Entered amounts are written as people type
// them; expected amounts are in the smallest currency unit.

export const BASICS = {
  name: "Caixiaoda fresh-food delivery (fictional)",
  product: "Fresh food from six neighbourhood stores, ordered on the phone and at the door within 40 minutes",
  kind: { typed: "O2O", key: "o2o" },
  audience: [
    ["Office workers 25–40 within 3 km of 6 stores", "Office lobbies at noon, company lunch groups, the city's local accounts"],
    ["Families with small children in 20 communities", "Owners' groups, playgrounds and community gates at the weekend, Xiaohongshu"],
    ["Group leaders (seed)", "Group-buying groups and the stores' own counters"],
  ],
  region: "One prefecture-level city",
  days: ["2027-03-01", "2027-07-18"],
};

export const READ_ON = "2027-02-28";

/** The north star first. Followers pass 1,000 and 5,000, the targets of the first two phases. */
export const GOALS = [
  { key: "orders", name: "Orders", from: "0", to: "300", by: "2027-07-18", source: "Custom tracking", owner: "Product lead" },
  { key: "followers", name: "Total followers", from: "0", to: "15,000", by: "2027-07-18", source: "WeChat Official Account", owner: "Growth lead" },
  { key: "activations", name: "New activations", from: "40", to: "100", by: "2027-05-23", source: "Custom tracking", owner: "Product lead" },
  { key: "reg_conv", name: "Registration conversion", from: "35", to: "40", by: "2027-05-23", source: "Custom tracking", owner: "Product lead" },
  { key: "repeat", name: "Repeat purchase rate", from: "20", to: "35", by: "2027-07-18", source: "Custom tracking", owner: "Product lead" },
  { key: "cpf", name: "Cost per new follower", from: "25", to: "20", by: "2027-05-23", source: "Custom tracking", owner: "Data analyst" },
  { key: "posts", name: "Posts published", from: "3", to: "7", by: "2027-05-23", source: "Custom tracking", owner: "Content lead" },
  { key: "original_share", name: "Original share", from: "40", to: "57", by: "2027-05-23", source: "Custom tracking", owner: "Content lead" },
];

/** Each channel with its audience fit and its role in the three phases; empty for none. */
export const CHANNELS = [
  ["WeChat Official Account", "High", ["Hub", "Hub", "Hub"]],
  ["WeChat group", "High", ["Always on", "Always on", "Always on"]],
  ["WeCom customer group", "Medium", ["", "Always on", "Always on"]],
  ["Friends, colleagues, partners, suppliers", "Medium", ["Always on", "", ""]],
  ["Field marketing: residential communities", "High", ["Always on", "Testing", "Always on"]],
  ["Field marketing: office buildings", "High", ["Always on", "", ""]],
  ["Local Official Accounts", "High", ["", "Testing", "Scaling"]],
  ["Everyday creators (KOC)", "Medium", ["", "Testing", "Always on"]],
  ["Douyin", "Medium", ["", "Testing", "Always on"]],
  ["Weibo", "Low", ["", "Testing", ""]],
  ["Xiaohongshu (RED)", "Medium", ["", "Always on", "Always on"]],
  ["Field marketing: malls", "Medium", ["", "", "Scaling"]],
  ["Local O2O accounts and apps", "High", ["", "", "Testing"]],
  ["Influencers (KOL)", "Medium", ["", "", "Testing"]],
  ["Industry conferences and expos", "Low", ["", "", "Testing"]],
  ["Industry alliances", "Medium", ["", "", "Always on"]],
  ["Tencent / WeChat ads", "Medium", ["", "", "Testing"]],
];

export const FOCUS = "Within 3 km of the six stores: office workers at noon, families at the weekend.";

export const ENVELOPE = "300,000";
export const KEPT_BACK = "22,000";

/** The phases: dates, allocation, objective in followers, exit criteria, activities. */
export const PHASES = [
  {
    name: "Seed users",
    days: ["2027-03-01", "2027-03-28"],
    part: "34,000",
    followers: "1,000",
    gates: [
      { metric: "Total followers", holds: "at least", value: "1,000" },
      { words: "Members of the groups", holds: "at least", value: "600" },
      { words: "Members of the groups who speak, in percent", holds: "at least", value: "30" },
      { words: "Opinions that can be used", holds: "at least", value: "50" },
    ],
    activities: [
      {
        name: "Invite friends, colleagues, suppliers",
        channel: "Friends, colleagues, partners, suppliers",
        days: ["2027-03-01", "2027-03-14"],
        owner: "Growth lead",
        method: "Invite friends in the trade",
      },
      {
        name: "Open 2 WeChat groups (500 each; 200 by QR, rest by invitation)",
        channel: "WeChat group",
        days: ["2027-03-01", "2027-03-07"],
        owner: "Community manager",
        method: "Invitation scheme",
      },
      {
        name: "Stalls in 8 communities, 4 office lobbies",
        channel: "Field marketing: residential communities",
        days: ["2027-03-06", "2027-03-28"],
        owner: "Field marketing lead",
        method: "Advertise in residential communities",
      },
      { name: "Weekly feedback round-up", channel: "WeChat group", days: ["2027-03-07", "2027-03-28"], owner: "Product lead" },
    ],
  },
  {
    name: "Initial users",
    days: ["2027-03-29", "2027-05-23"],
    part: "104,000",
    followers: "5,000",
    gates: [
      { words: "Steady channels that each bring 30% of the net gain", holds: "at least", value: "1" },
      { metric: "Cost per new follower", holds: "at most", value: "20" },
      { metric: "Orders", holds: "at least", value: "120" },
      { metric: "Registration conversion", holds: "at least", value: "40" },
    ],
    activities: [
      {
        name: "Six-channel test, 4 weeks",
        channel: "Local Official Accounts",
        days: ["2027-03-29", "2027-04-25"],
        owner: "Growth lead",
        method: "Posts in local Official Accounts",
      },
      {
        name: "Tasting weekend",
        channel: "Field marketing: residential communities",
        days: ["2027-04-09", "2027-04-11"],
        owner: "Field marketing lead",
        method: "Events",
      },
      { name: "Move money to leading steady channel", channel: "Local Official Accounts", days: ["2027-04-26", "2027-05-23"], owner: "Growth lead" },
    ],
  },
  {
    name: "Brand promotion",
    days: ["2027-05-24", "2027-07-18"],
    part: "140,000",
    followers: "15,000",
    gates: [
      { metric: "Orders", holds: "at least", value: "300" },
      { metric: "Total followers", holds: "at least", value: "15,000" },
    ],
    activities: [
      {
        name: "Mall booths",
        channel: "Field marketing: malls",
        days: ["2027-05-24", "2027-07-04"],
        owner: "Field marketing lead",
        method: "Field marketing in malls",
      },
      {
        name: "Joint coupons with local O2O apps",
        channel: "Local O2O accounts and apps",
        days: ["2027-05-24", "2027-07-18"],
        owner: "Partnerships lead",
        method: "Joint promotion with local O2O accounts and apps",
      },
      {
        name: "Catering expo with QR",
        channel: "Industry conferences and expos",
        days: ["2027-06-09", "2027-06-11"],
        owner: "Partnerships lead",
        method: "Industry conferences and exhibitions, with QR codes",
      },
      {
        name: "Join city retail alliance",
        channel: "Industry alliances",
        days: ["2027-05-31", "2027-07-18"],
        owner: "Partnerships lead",
        method: "Join local industry alliances",
      },
    ],
  },
];

/** Posts per week, and how many of them are original. */
export const CADENCES = [
  ["WeChat Official Account", 4, 3],
  ["Xiaohongshu (RED)", 2, 1],
  ["Douyin", 1, 0],
];

/**
 * The line items: phase, category, channel, description, unit, quantity, unit price; then the amount, what is
 * committed, and what is spent.
 */
export const LINES = [
  ["Seed users", "Gifts, samples, prizes", "Friends, colleagues, partners, suppliers", "Thank-you gifts", "piece", "300", "20", 600000, 0, 560000],
  ["Seed users", "Print and materials", "Field marketing: residential communities", "Leaflets and posters", "piece", "10,000", "0.30", 300000, 0, 300000],
  ["Seed users", "Events and field marketing", "Field marketing: residential communities", "Community stalls", "community day", "8", "800", 640000, 0, 640000],
  ["Seed users", "Promoters and temporary staff", "Field marketing: residential communities", "Promoters", "person-day", "20", "220", 440000, 0, 418000],
  ["Seed users", "Events and field marketing", "Field marketing: office buildings", "Office lobby stalls", "building day", "4", "900", 360000, 0, 360000],
  ["Seed users", "Coupons and referral rewards", "WeChat group", "Group coupons", "coupon", "1,000", "6", 600000, 0, 522000],
  ["Seed users", "Content production", "WeChat Official Account", "Launch content", "month", "1", "3,200", 320000, 0, 320000],
  ["Seed users", "Tools and software", "WeCom customer group", "Group tool seats", "seat-month", "2", "200", 40000, 0, 40000],
  ["Seed users", "Research and measurement", "WeChat Official Account", "Scene QR tracking", "set", "1", "1,000", 100000, 0, 100000],
  ["Initial users", "Paid media", "Local Official Accounts", "Local account posts", "post", "12", "1,800", 2160000, 360000, 1080000],
  ["Initial users", "Creators and influencers", "Everyday creators (KOC)", "XHS KOC notes", "note", "80", "150", 1200000, 300000, 600000],
  ["Initial users", "Paid media", "Douyin", "Douyin feed ads", "CPM", "800", "25", 2000000, 0, 950000],
  ["Initial users", "Paid media", "Weibo", "Weibo ads", "CPM", "200", "30", 600000, 0, 270000],
  [
    "Initial users",
    "Events and field marketing",
    "Field marketing: residential communities",
    "Weekend stalls",
    "community day",
    "16",
    "800",
    1280000,
    320000,
    640000,
  ],
  ["Initial users", "Promoters and temporary staff", "Field marketing: residential communities", "Promoters", "person-day", "40", "220", 880000, 0, 440000],
  ["Initial users", "Events and field marketing", "Field marketing: residential communities", "Tasting weekend", "event", "2", "4,500", 900000, 450000, 450000],
  ["Initial users", "Coupons and referral rewards", "WeChat Official Account", "First-order coupons", "coupon", "1,500", "6", 900000, 0, 324000],
  ["Initial users", "Tools and software", "WeCom customer group", "Tools", "seat-month", "8", "200", 160000, 0, 80000],
  ["Initial users", "Content production", "WeChat Official Account", "Articles and shooting", "month", "2", "1,600", 320000, 0, 160000],
  ["Brand promotion", "Events and field marketing", "Field marketing: malls", "Mall booths", "booth day", "10", "3,500", 3500000, 1050000, 0],
  ["Brand promotion", "Coupons and referral rewards", "Local O2O accounts and apps", "Joint coupons", "coupon", "5,000", "5", 2500000, 0, 0],
  ["Brand promotion", "Creators and influencers", "Influencers (KOL)", "KOL videos", "video", "4", "8,000", 3200000, 0, 0],
  ["Brand promotion", "Conferences and stands", "Industry conferences and expos", "Expo booth", "m²", "9", "2,000", 1800000, 1800000, 0],
  ["Brand promotion", "Alliances and sponsorship", "Industry alliances", "Alliance fee", "year", "1", "10,000", 1000000, 0, 0],
  ["Brand promotion", "Paid media", "Tencent / WeChat ads", "WeChat ads", "CPM", "500", "40", 2000000, 0, 0],
  [null, "Contingency", null, "Contingency", "sum", "1", "22,000", 2200000, 0, 0],
].map(([phase, category, channel, what, unit, quantity, price, amount, committed, actual]) => ({
  phase,
  category,
  channel,
  what,
  unit,
  quantity,
  price,
  amount,
  committed,
  actual,
}));

/** The sums of the line items. */
export const TOTALS = {
  planned: 30000000,
  committed: 4280000,
  actual: 8254000,
  available: 17466000,
  phases: { "Seed users": 3400000, "Initial users": 10400000, "Brand promotion": 14000000, "Whole plan": 2200000 },
  categories: {
    alliance: 1000000,
    content: 640000,
    contingency: 2200000,
    creator: 4400000,
    event: 6680000,
    expo: 1800000,
    gift: 600000,
    incentive: 4000000,
    media: 6760000,
    people: 1320000,
    print: 300000,
    research: 100000,
    tool: 200000,
  },
};
