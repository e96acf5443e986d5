// Counts the browser tests for tools/test.mjs, which ends `make test` with the failed tests and a single line of counts.
import { writeFileSync } from "node:fs";

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
      this.#failures.push(`${file}:${test.location.line} ${titles.join(" › ")}`);
    }
  }

  onError(error) {
    this.#failed += 1;
    this.#failures.push(`playwright: ${(error.message ?? error.value ?? "error").split("\n")[0]}`);
  }

  onEnd() {
    const counts = { passed: this.#passed, failed: this.#failed, failures: this.#failures };
    if (process.env.E2E_COUNTS) writeFileSync(process.env.E2E_COUNTS, JSON.stringify(counts));
  }
}
