// Counts the browser tests for tools/test.mjs, which ends `make test` with a single line for all of them.
import { writeFileSync } from "node:fs";

export default class Counts {
  #passed = 0;
  #failed = 0;

  onTestEnd(test, result) {
    if (result.status === "skipped") return;
    if (result.status === test.expectedStatus) this.#passed += 1;
    else this.#failed += 1;
  }

  onError() {
    this.#failed += 1;
  }

  onEnd() {
    if (process.env.E2E_COUNTS) writeFileSync(process.env.E2E_COUNTS, JSON.stringify({ passed: this.#passed, failed: this.#failed }));
  }
}
