// Kills the browser while a user types, many times, and reports how much was lost: `make kill` (KILLS=40).
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { killWhileTyping, profile } from "./killing.mjs";

const kills = Number(process.env.KILLS ?? 40);
const MOST = 1000;
const dir = fileURLToPath(new URL(`../../${process.env.DIST ?? "dist"}`, import.meta.url));
const server = await serve({ dir, quality: 5 });
const { folder, remove } = profile();
const lost = [];
let [address, next] = [server.url, 0];
try {
  for (let nth = 1; nth <= kills; nth += 1) {
    const result = await killWhileTyping(folder, address, next);
    ({ address, next } = result);
    lost.push(result);
    console.log(
      `kill ${String(nth).padStart(3)}: ${String(result.afterSaved).padStart(5)} ms lost after "Saved", ${String(result.all).padStart(5)} ms in all` +
        (result.restored ? ", restored from the journal" : ""),
    );
  }
} finally {
  remove();
  server.close();
}
const worst = (figure) => Math.max(...lost.map((one) => one[figure]));
const median = (figure) => lost.map((one) => one[figure]).sort((a, b) => a - b)[Math.floor(lost.length / 2)];
const restored = lost.filter((one) => one.restored).length;
console.log(`${kills} kills: lost after "Saved": median ${median("afterSaved")} ms, worst ${worst("afterSaved")} ms (limit ${MOST} ms)`);
console.log(`in all, typed and not yet "Saved" included: median ${median("all")} ms, worst ${worst("all")} ms; ${restored} restored from the journal`);
process.exit(worst("afterSaved") > MOST ? 1 : 0);
