// Two tabs in two processes save one plan at the same instant, many times: `make race` (ROUNDS=1000).
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { profile, start } from "./killing.mjs";
import { prepare, race } from "./racing.mjs";
import { newPlan } from "./steps-of-a-planner.mjs";

const rounds = Number(process.env.ROUNDS ?? 1000);
const dir = fileURLToPath(new URL(`../../${process.env.DIST ?? "dist"}`, import.meta.url));
const server = await serve({ dir, quality: 5 });
const { folder, remove } = profile();
const counts = { merged: 0, reported: 0, silent: 0 };
try {
  const session = await start(folder, server.url, { processPerTab: true });
  const pages = [session.page, await session.context.newPage()];
  await newPlan(pages[0], "Raced for");
  await pages[1].goto(pages[0].url());
  for (const [which, page] of pages.entries()) await prepare(page, which);
  for (let nth = 1; nth <= rounds; nth += 1) {
    counts[await race(pages, nth, "groundswell/.")] += 1;
    if (nth % 50 === 0) console.log(`${nth} rounds: ${JSON.stringify(counts)}`);
  }
  await session.close();
} finally {
  remove();
  server.close();
}
console.log(`${rounds} rounds: ${counts.reported} reported, ${counts.merged} merged, ${counts.silent} silent`);
process.exit(counts.silent > 0 ? 1 : 0);
