// A host for one test: a copy of the site that can be deployed to, damaged and switched off.
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync, statSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { serve } from "../../tools/serve.mjs";

export const DIST = resolve(fileURLToPath(new URL("../..", import.meta.url)), process.env.DIST ?? "dist");

/** The version of a built page. */
const versionIn = (html) => /data-build="(\w+)"/.exec(html)[1];

/**
 * Hosts a copy of the site while `use` runs. `folders` are its places below the host's root; `options` go to the
 * server, `fallback` among them.
 */
export async function hosted(use, { folders = ["planner"], ...options } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "groundswell-host-"));
  for (const folder of folders) cpSync(DIST, join(dir, folder), { recursive: true });
  // A fallback is the page of the only folder.
  const root = options.fallback ? { dir: join(dir, folders[0]), base: `/${folders[0]}/` } : { dir, base: "/" };
  const server = await serve({ ...root, quality: 1, ...options });
  let open = true;
  const host = {
    url: (folder = folders[0]) => new URL(`/${folder}/`, server.url).href,
    version: (folder = folders[0]) => versionIn(readFileSync(join(dir, folder, "index.html"), "utf8")),
    release: (version, folder = folders[0], also) => release(join(dir, folder), version, also),
    /** Removes the files of that name or truncates them, until the returned function is called. */
    damage: (pattern, how) => damage(join(dir, folders[0]), pattern, how),
    async stop() {
      if (open) await server.close();
      open = false;
    },
  };
  try {
    await use(host);
  } finally {
    await host.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Deploys the next release of the site to a folder, in the order in which files may arrive. It behaves like the
 * previous one under other names: words, workbook writer and version check; and files named in `also`, which the new
 * release itself lacks.
 */
function release(dir, version, also) {
  const read = (name) => readFileSync(join(dir, name), "utf8");
  const before = versionIn(read("index.html"));
  const old = [...readdirSync(join(dir, "words")).map((name) => `words/${name}`), ...readdirSync(dir)].filter(
    (name) => /^(words\/|workbook-\w+\.js|versions-)/.test(name) || also?.test(name),
  );
  const renamed = old.map((name) => [name, name.replace(/-[0-9a-f]{8,}/, (hash) => `-${version.repeat(12).slice(0, hash.length - 1)}`)]);
  // Only where the version is written: a short one may be part of a hash.
  const marks = (version) => [`data-build="${version}"`, `<!--${version}-->`, `VERSION="${version}"`];
  const replaced = [...renamed, ...marks(before).map((mark, at) => [mark, marks(version)[at]])];
  const rewritten = (text) => replaced.reduce((text, [from, to]) => text.replaceAll(from, to), text);
  const [page, worker] = [rewritten(read("index.html")), rewritten(read("sw.js"))];
  return {
    files: () => renamed.forEach(([from, to]) => copyFileSync(join(dir, from), join(dir, to))),
    page: () => writeFileSync(join(dir, "index.html"), page),
    worker: () => writeFileSync(join(dir, "sw.js"), worker),
    dropOld: () => renamed.forEach(([from]) => rmSync(join(dir, from))),
    all() {
      for (const step of ["files", "page", "worker", "dropOld"]) this[step]();
    },
  };
}

function damage(dir, pattern, how) {
  const names = readdirSync(dir, { recursive: true }).filter((name) => pattern.test(name));
  expect(names).not.toEqual([]);
  const [place, aside] = [(name) => join(dir, name), (name) => join(dir, `${name}.aside`)];
  for (const name of names) {
    if (how === "missing") renameSync(place(name), aside(name));
    else {
      copyFileSync(place(name), aside(name));
      truncateSync(place(name), statSync(place(name)).size >> 1);
    }
  }
  return () => names.forEach((name) => renameSync(aside(name), place(name)));
}

/** The version a page shows. */
export const shown = (page) => page.evaluate(() => document.documentElement.dataset.build);

/** Makes the browser check for a new release, as it does on a visit, and waits until the check is done. */
export const lookForRelease = (page) =>
  page.evaluate(async () => {
    const settled = async (worker) => {
      while (!["installed", "activated", "redundant"].includes(worker.state)) {
        await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
      }
    };
    const registration = await navigator.serviceWorker.getRegistration();
    // The check of the visit itself may have started before the host changed.
    if (registration.installing) await settled(registration.installing);
    const before = registration.waiting;
    await registration.update().catch(() => {});
    const worker = registration.installing ?? registration.waiting;
    if (worker && worker !== before) await settled(worker);
  });
