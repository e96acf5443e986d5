// Counts the browser tests for tools/test.mjs, which ends `make test` with the failed tests and a single line of counts.
import { writeFileSync } from "node:fs";

// Colours of a terminal, which the messages are written in.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what starts a colour.
const COLOUR = /\x1b\[[0-9;]*m/g;
/** Lines of a failure's message that are kept: what was asked, of what, what was there. */
const LINES = 5;

/** Why a test failed. */
function reasons({ error }) {
  const lines = (error?.message ?? "")
    .replace(COLOUR, "")
    .split("\n")
    .map((line) => line.trim());
  return lines.filter(Boolean).slice(0, LINES);
}

export default class Counts {
  #passed = 0;
  #failed = 0;
  #failures = [];

  onTestEnd(test, result) {
    if (result.status === "skipped") return;
    if (result.status === test.expectedStatus) this.#passed += 1;
    else {
      this.#failed += 1;
      // Without the project, which is the same for all.
      const [, , file, ...titles] = test.titlePath();
      this.#failures.push({ name: `${file}:${test.location.line} ${titles.join(" › ")}`, why: reasons(result) });
    }
  }

  onError(error) {
    this.#failed += 1;
    this.#failures.push({ name: `playwright: ${(error.message ?? error.value ?? "error").split("\n")[0]}`, why: [] });
  }

  onEnd() {
    const counts = { passed: this.#passed, failed: this.#failed, failures: this.#failures };
    if (process.env.E2E_COUNTS) writeFileSync(process.env.E2E_COUNTS, JSON.stringify(counts));
  }
}
