// The offline worker: keeps the files of one build so that the second visit needs no network.
// tools/finish-dist.mjs fills in the four marks and writes this as sw.js beside index.html.
//
// One cache, and one rule that keeps page and program together: every other file of a build goes in first
// (hashed names, so builds do not overwrite each other), index.html last. Whoever opens the page before that gets
// the old build whole, whoever opens it after gets the new one whole; a tab already open still finds its own files,
// since they are only removed once no tab of the old build is left (activate waits for that).

const VERSION = "%VERSION%";
const ASSETS = "%ASSETS%";
// Those that most visits never need: kept once they were asked for.
const KEPT = "%KEPT%";
// The files of this build that index.html itself names.
const NAMED = "%NAMED%";

const CACHE = "groundswell-files";
const SCOPE = new URL("./", self.location.href);
const PAGE = SCOPE.href;
const HASHED = /-[0-9a-f]{8,}/;

const address = (name) => new URL(name, SCOPE).href;

async function fetchWhole(url, mode) {
  const response = await fetch(url, { cache: mode, credentials: "same-origin" });
  if (!response.ok || response.redirected) throw new Error(`${VERSION}: ${response.status} for ${url}`);
  return response;
}

async function keepBuild() {
  const cache = await caches.open(CACHE);
  // The page is asked for first and stored last: if a host still answers with another build's page, nothing is kept.
  const page = await fetchWhole(PAGE, "no-cache");
  const text = await page.clone().text();
  if (!NAMED.every((name) => text.includes(name))) throw new Error(`${VERSION}: the page is of another build`);
  await Promise.all(
    ASSETS.map(async (name) => {
      const url = address(name);
      const hashed = HASHED.test(name);
      if (hashed && (await cache.match(url))) return;
      await cache.put(url, await fetchWhole(url, hashed ? "default" : "no-cache"));
    }),
  );
  await cache.put(PAGE, page);
}

async function dropOtherBuilds() {
  for (const name of await caches.keys()) {
    if (name.startsWith("groundswell-") && name !== CACHE) await caches.delete(name);
  }
  // A newer build may be coming in at this moment; its worker, not this one, then tidies up.
  if (self.registration.installing || self.registration.waiting) return;
  const cache = await caches.open(CACHE);
  const wanted = new Set([PAGE, ...ASSETS.map(address), ...KEPT.map(address)]);
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && KEPT.map(address).includes(url)) await cache.put(url, response.clone()).catch(() => {});
  return response;
}

self.addEventListener("install", (event) => event.waitUntil(keepBuild()));

self.addEventListener("activate", (event) => event.waitUntil(dropOtherBuilds().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== SCOPE.origin || !url.href.startsWith(SCOPE.href)) return;
  url.search = "";
  url.hash = "";
  if (request.mode === "navigate") {
    if (url.href === PAGE || url.href === address("index.html")) event.respondWith(answer(request, PAGE));
    return;
  }
  event.respondWith(answer(request, url.href));
});
