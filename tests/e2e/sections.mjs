// The steps of a plan and their sections: addresses and names. Imports nothing, so that other test tools can use it.

/** The steps by address and name. */
export const STEPS = [
  { slug: "basics", en: "Basics", zh: "基本信息" },
  { slug: "goals", en: "Goals", zh: "目标" },
  { slug: "budget", en: "Budget", zh: "预算" },
  { slug: "strategy", en: "Strategy", zh: "策略" },
  { slug: "seed-users", en: "Seed users", zh: "种子用户期" },
  { slug: "initial-users", en: "Initial users", zh: "初始用户期" },
  { slug: "brand-promotion", en: "Brand promotion", zh: "品牌推广期" },
  { slug: "schedule", en: "Schedule", zh: "排期" },
  { slug: "track", en: "Track", zh: "跟踪" },
  { slug: "review", en: "Review and export", zh: "检查与导出" },
];

/** The sections of the steps by address, in order. */
export const SECTIONS = {
  basics: ["product", "dates"],
  goals: ["metrics", "teams", "funnel", "tracking"],
  budget: ["total", "line-items", "cycles", "costs", "actuals"],
  strategy: ["channels", "channel-tests", "reallocation"],
  "seed-users": ["profile", "activities", "groups", "exit-criteria"],
  "initial-users": ["dates", "channels", "activities", "exit-criteria"],
  "brand-promotion": ["dates", "partners", "activities", "exit-criteria"],
  schedule: ["calendar", "cadence", "posts"],
  track: ["enter", "plan-against-actual", "weekly-summary"],
  review: ["summary", "findings", "answers", "export"],
};

/** Every section as it stands in an address: `budget/line-items`. */
export const PLACES = Object.entries(SECTIONS).flatMap(([step, sections]) => sections.map((section) => `${step}/${section}`));

/** The names of the sections, as their tabs show them. */
export const SECTION_NAMES = {
  "basics/product": "Product and audience",
  "basics/dates": "Dates, area and currency",
  "goals/metrics": "North star and metrics",
  "goals/teams": "Teams",
  "goals/funnel": "Funnel",
  "goals/tracking": "Tracking specification",
  "budget/total": "Total and phases",
  "budget/line-items": "Line items",
  "budget/cycles": "Cycles",
  "budget/costs": "Cost and results",
  "budget/actuals": "Budget vs actuals",
  "strategy/channels": "Focus and channels",
  "strategy/channel-tests": "Channel tests",
  "strategy/reallocation": "Reallocate budget",
  "seed-users/profile": "Profile, dates and goal",
  "seed-users/activities": "Activities and risks",
  "seed-users/groups": "Groups and feedback",
  "seed-users/exit-criteria": "Exit criteria",
  "initial-users/dates": "Dates and goal",
  "initial-users/channels": "Channels week by week",
  "initial-users/activities": "Activities and risks",
  "initial-users/exit-criteria": "Exit criteria",
  "brand-promotion/dates": "Dates and goal",
  "brand-promotion/partners": "Partners, links and QR codes",
  "brand-promotion/activities": "Activities and risks",
  "brand-promotion/exit-criteria": "Exit criteria",
  "schedule/calendar": "Calendar",
  "schedule/cadence": "Cadence",
  "schedule/posts": "Posts",
  "track/enter": "Enter and import",
  "track/plan-against-actual": "Plan against actual",
  "track/weekly-summary": "Weekly summary",
  "review/summary": "Summary",
  "review/findings": "Findings",
  "review/answers": "All answers",
  "review/export": "Export",
};
