// The offline worker: caches the files of its build, so that the second visit needs no network and an open tab can
// always load every part of its own build. tools/finish-dist.mjs fills in the placeholders and writes it as sw.js.
//
// Each build has a cache of its own, named by the folder of the site and the version of the build: neither builds nor
// two copies of the site on one origin touch each other's files. A build is shown only when it is complete: its page is
// cached after everything the page needs, and only then does the build become the current one. The active worker
// serves every cached build, since it stays active while a tab of its own build is open.
//
// Every file is verified: during a deployment a host may answer any name with its page or with half a file. A file is
// cached and served only if its SHA-256 is that of the build; else it is fetched again.

const VERSION = "%VERSION%";
// Every file of the build but the page: its SHA-256 (hex) by name.
const FILES = "%FILES%";
// Names in FILES that the first screen does not need: those fetched on demand, and those that no program needs.
const LATER = "%LATER%";
const EXTRAS = "%EXTRAS%";

const SCOPE = new URL("./", self.location.href);
const PAGE = SCOPE.href;
const PREFIX = `groundswell:${SCOPE.pathname}:`;
const CACHE = PREFIX + VERSION;
// Holds the version to show at the next visit.
const CURRENT = `${PREFIX}current`;
// The cache of releases before this scheme, shared by all copies of the site on an origin.
const LEGACY = "groundswell-files";
const HASHED = /-[0-9a-f]{8,}/;
// The header of requests that must reach the host.
const PAST_CACHES = "x-past-caches";

const address = (name) => new URL(name, SCOPE).href;
// The entry of a build's cache that lists the hashes of its files, for the worker of another build.
const LIST = address("files-of-this-build");
const OWN = Object.fromEntries(Object.entries(FILES).map(([name, hash]) => [address(name), hash]));

async function digest(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether this is the complete file with that hash. */
const isFile = async (response, hash) => response.ok && !response.redirected && (await digest(response.clone())) === hash;

/** Whether this is the complete page of that build. Hosts may add to a page, so its markers are checked, not a hash. */
async function isPage(response, version) {
  if (!response.ok || response.redirected) return false;
  const text = await response.clone().text();
  return text.includes(`data-build="${version}"`) && text.includes(`<!--${version}-->`);
}

/** Fetches a file, and once more past the browser's HTTP cache, which may hold a wrong one. */
async function fetchChecked(url, check) {
  for (const cache of [HASHED.test(url) ? "default" : "no-cache", "reload"]) {
    const response = await fetch(url, { cache, credentials: "same-origin" });
    if (await check(response)) return response;
  }
  throw new Error(`${VERSION}: the host has no such ${url}`);
}

/** The cached versions, the current one first. */
async function versions() {
  const current = await caches.match(PAGE, { cacheName: CURRENT });
  const first = current ? [await current.text(), VERSION] : [VERSION];
  const found = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  return [...new Set([...first, ...found.map((name) => name.slice(PREFIX.length))])];
}

const lists = new Map([[VERSION, OWN]]);
/** The hashes of the files of a build, by address. */
async function hashes(version) {
  if (!lists.has(version)) {
    const list = await caches.match(LIST, { cacheName: PREFIX + version });
    if (!list) return {};
    lists.set(version, await list.json().catch(() => ({})));
  }
  return lists.get(version);
}

/** A cached file of a build; a wrong one is deleted. */
async function kept(version, url) {
  const cacheName = PREFIX + version;
  const response = await caches.match(url, { cacheName, ignoreVary: true });
  if (!response) return undefined;
  if (url === PAGE ? await isPage(response, version) : await isFile(response, (await hashes(version))[url])) return response;
  await (await caches.open(cacheName)).delete(url, { ignoreVary: true });
  return undefined;
}

/** The same file from the cache of another build, or of a release before this scheme. */
async function keptElsewhere(url, hash) {
  for (const cacheName of [...(await versions()).map((version) => PREFIX + version), LEGACY]) {
    const response = await caches.match(url, { cacheName, ignoreVary: true });
    if (response && (await isFile(response, hash))) return response;
  }
  return undefined;
}

async function keepFile(cache, name) {
  const url = address(name);
  const hash = FILES[name];
  if (await kept(VERSION, url)) return;
  const found = (await keptElsewhere(url, hash)) ?? (await fetchChecked(url, (response) => isFile(response, hash)));
  await cache.put(url, found);
}

/** Caches what the first screen does not need, one file at a time; what fails is tried again at the next visit. */
async function keepLater() {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((request) => request.url));
  for (const name of Object.keys(FILES)) {
    if (!there.has(address(name))) await keepFile(cache, name).catch(() => {});
  }
}

async function keepBuild() {
  // The page comes first: while the host still serves that of another build, nothing is cached.
  const page = await fetchChecked(PAGE, (response) => isPage(response, VERSION));
  const cache = await caches.open(CACHE);
  const needed = Object.keys(FILES).filter((name) => !LATER.includes(name) && !EXTRAS.includes(name));
  await Promise.all(needed.map((name) => keepFile(cache, name)));
  await cache.put(LIST, new Response(JSON.stringify(OWN)));
  await cache.put(PAGE, page);
  await (await caches.open(CURRENT)).put(PAGE, new Response(VERSION));
  await handToLegacy(cache);
  await keepLater();
}

/** The worker of a release before this scheme stays active while one of its tabs is open: give it this build. */
async function handToLegacy(cache) {
  if (!(await caches.match(PAGE, { cacheName: LEGACY }))) return;
  const legacy = await caches.open(LEGACY);
  for (const request of await cache.keys()) {
    if (request.url !== PAGE && request.url !== LIST) await legacy.put(request.url, await cache.match(request));
  }
  await legacy.put(PAGE, await cache.match(PAGE));
}

/** Deletes what releases before this scheme cached for this copy of the site; another copy may still need its own. */
async function dropLegacy() {
  if (!(await caches.has(LEGACY))) return;
  const legacy = await caches.open(LEGACY);
  const urls = (await legacy.keys()).map((request) => request.url);
  const pages = urls.filter((url) => url.endsWith("/") && url.length > PAGE.length);
  const own = urls.filter((url) => url.startsWith(PAGE) && !pages.some((page) => url.startsWith(page)));
  await Promise.all(own.map((url) => legacy.delete(url)));
  if ((await legacy.keys()).length === 0) await caches.delete(LEGACY);
}

async function dropOtherBuilds() {
  // While a newer build is being installed, its worker cleans up.
  if (self.registration.installing || self.registration.waiting) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE && name !== CURRENT) await caches.delete(name);
  }
  await dropLegacy();
}

async function answerPage(request) {
  const all = await versions();
  for (const version of all) {
    const page = await kept(version, PAGE);
    if (page) return page;
  }
  const response = await fetch(request);
  if (await isPage(response, VERSION)) await (await caches.open(CACHE)).put(PAGE, response.clone()).catch(() => {});
  return response;
}

/** Whether a host answered with its page for a missing file, as single-page hosts do. */
const isMissing = (response, url) => !/(\.html|\/)$/.test(new URL(url).pathname) && /^text\/html/i.test(response.headers.get("content-type") ?? "");

const NOT_THERE = { status: 404, headers: { "content-type": "text/plain" } };

async function answer(request, url, asked) {
  const all = await versions();
  // The page names the build of a file without a hash in its name.
  if (all.includes(asked)) all.unshift(asked);
  else if (!HASHED.test(url)) all.unshift(VERSION);
  for (const version of all) {
    const response = await kept(version, url);
    if (response) return response;
  }
  for (const version of all) {
    const hash = (await hashes(version))[url];
    if (!hash) continue;
    const response = await fetchChecked(url, (found) => isFile(found, hash)).catch((error) => {
      // Pass network errors on.
      if (error instanceof TypeError) throw error;
      return new Response("404", NOT_THERE);
    });
    if (response.ok) await (await caches.open(PREFIX + version)).put(url, response.clone()).catch(() => {});
    return response;
  }
  const response = await fetch(request);
  return isMissing(response, url) ? new Response("404", NOT_THERE) : response;
}

self.addEventListener("install", (event) => event.waitUntil(keepBuild()));

self.addEventListener("activate", (event) => event.waitUntil(dropOtherBuilds().then(() => self.clients.claim())));

// A page that has started asks for the files that are not cached yet.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepLater());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== SCOPE.origin || !url.href.startsWith(SCOPE.href)) return;
  if (request.headers.has(PAST_CACHES)) return;
  const asked = url.searchParams.get("build");
  url.search = "";
  url.hash = "";
  if (request.mode === "navigate") {
    if (url.href === PAGE || url.href === address("index.html")) event.respondWith(answerPage(request));
    return;
  }
  event.respondWith(url.href === PAGE ? answerPage(request) : answer(request, url.href, asked));
});
