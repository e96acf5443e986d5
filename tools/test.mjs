// Runs the tests and ends with the names of the failed ones and one line that counts them all:
// node tools/test.mjs [unit] [e2e] [browsers]. A failure does not stop the parts that follow.
// BESIDE=command runs a command after the native tests, while the release is still being built; the browser tests, which
// need both processors, wait for it. Its result is its own affair.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const counts = { passed: 0, failed: 0 };
/** The failed tests, repeated at the end, where a shortened log still shows them. */
const failures = [];
const MAX_NAMES = 20;
/** Of so many failed tests the reason is repeated as well. */
const MAX_REASONS = 3;
/** What could not be tested on this machine, and why. */
const skipped = [];

/** Runs a command, passes each line of its output to a callback as well, and resolves to its exit code. */
function run(command, args, { cwd = root, env = {}, onLine } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", onLine ? "pipe" : "inherit", "inherit"] });
    let rest = "";
    child.stdout?.on("data", (chunk) => {
      process.stdout.write(chunk);
      const lines = (rest + chunk).split("\n");
      rest = lines.pop();
      lines.forEach(onLine);
    });
    child.on("error", (error) => (console.error(`${command}: ${error.message}`), done(1)));
    child.on("close", (code) => done(code ?? 1));
  });
}

/** A run that failed without naming a failed test (it did not compile, for example) counts as one failure. */
function settle(code, failedBefore, what) {
  if (code === 0 || counts.failed !== failedBefore) return;
  counts.failed += 1;
  failures.push({ name: `${what}: ended with exit code ${code} without naming a failed test`, why: [] });
}

async function unit() {
  const before = counts.failed;
  const code = await run("tools/with.sh", ["native", "cargo", "test", "--workspace", "--no-fail-fast"], {
    onLine: (line) => {
      const result = line.match(/^test result: \w+\. (\d+) passed; (\d+) failed/);
      if (result) {
        counts.passed += Number(result[1]);
        counts.failed += Number(result[2]);
      }
      const failure = line.match(/^test (.+) \.\.\. FAILED/);
      if (failure) failures.push({ name: `native: ${failure[1]}`, why: [] });
    },
  });
  settle(code, before, "native tests");
}

const e2e = () => onRelease("Chromium", "npx", ["--no-install", "playwright", "test"], join(root, "tests/e2e"));
const browsers = () => onRelease("other browsers", "node", ["tests/browsers/smoke.mjs"], root);

let building;
/** Builds the release, once; resolves to the exit code. */
const release = () => (building ??= run("tools/dist.sh", []));

/** Runs browser tests, which write their counts and the names of the failed ones to a file. */
async function onRelease(what, command, args, cwd) {
  const before = counts.failed;
  const built = await release();
  if (built !== 0) return settle(built, before, "build of the release");
  const folder = mkdtempSync(join(tmpdir(), "groundswell-e2e-"));
  const file = join(folder, "counts.json");
  const code = await run(command, args, { cwd, env: { E2E_COUNTS: file } });
  try {
    const found = JSON.parse(readFileSync(file, "utf8"));
    counts.passed += found.passed;
    counts.failed += found.failed;
    failures.push(...found.failures.map(({ name, why }) => ({ name: `${what}: ${name}`, why })));
    skipped.push(...(found.skipped ?? []));
  } catch {
    // No counts were written: the run did not start, which settle() counts as a failure.
  }
  rmSync(folder, { recursive: true, force: true });
  settle(code, before, what);
}

const parts = { unit, e2e, browsers };
const asked = process.argv.slice(2);
if (asked.length === 0 || asked.some((name) => !(name in parts))) {
  console.error("node tools/test.mjs [unit] [e2e] [browsers]");
  process.exit(2);
}
// Beside the native tests: for minutes the build uses one processor only.
if (asked.some((name) => name !== "unit")) release();
for (const name of asked) {
  await parts[name]();
  if (name === "unit" && process.env.BESIDE) await run("bash", ["-c", process.env.BESIDE]);
}
if (skipped.length > 0) console.log(`\n${skipped.join("\n")}`);
if (failures.length > 0) {
  const rest = failures.length - MAX_NAMES;
  const lines = failures.slice(0, MAX_NAMES).flatMap(({ name, why }, index) => [name, ...(index < MAX_REASONS ? why.map((line) => `  ${line}`) : [])]);
  console.log(`\nfailed:\n  ${lines.join("\n  ")}${rest > 0 ? `\n  and ${rest} more` : ""}`);
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
