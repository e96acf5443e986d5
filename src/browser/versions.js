// Checks for a newer version of the site while the page is open and dispatches the window event "groundswell-newer",
// once for each version. boot.js loads it when the program has started.
// `self.groundswellNewer()` resolves to whether there is one now; called when a part of the program failed to load.

const own = document.documentElement.dataset.build;
const HOUR = 3_600_000;
// The least time between two checks when the page becomes visible, in milliseconds.
const MIN_INTERVAL = 10_000;

const registered = async () => (await navigator.serviceWorker?.getRegistration().catch(() => undefined)) ?? undefined;

/** The version that the offline worker will show at the next visit. */
async function cachedVersion() {
  const cacheName = `groundswell:${new URL("./", location.href).pathname}:current`;
  const cached = await caches.match(new URL("./", location.href).href, { cacheName });
  return cached?.text();
}

/** Waits until a version that is being installed is installed or has failed. */
async function settled(worker) {
  while (worker && !["installed", "activated", "redundant"].includes(worker.state)) {
    await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
  }
}

/** The newer version that a reload would show, if there is one. */
async function findNewer() {
  const registration = await registered();
  if (registration?.active) {
    await registration.update().catch(() => {});
    await settled(registration.installing);
    if ((await cachedVersion()) === own) return undefined;
  }
  // Ask the host, whatever is cached: the page may also be newer than the cache.
  const answer = await fetch("./", { cache: "no-cache", headers: { "x-past-caches": "1" } });
  const hostVersion = /data-build="(\w+)"/.exec(await answer.text())?.[1];
  if (!answer.ok || !hostVersion || hostVersion === own) return undefined;
  return !registration?.active || (await cachedVersion()) === hostVersion ? hostVersion : undefined;
}

let announced = own;
async function check() {
  const found = await findNewer().catch(() => undefined);
  if (found && found !== announced) {
    announced = found;
    dispatchEvent(new Event("groundswell-newer"));
  }
  return Boolean(found);
}
self.groundswellNewer = () => {
  announced = own; // announce it again, even if it was dismissed
  return check();
};

let lastCheck = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden || Date.now() - lastCheck < MIN_INTERVAL) return;
  lastCheck = Date.now();
  check();
});
addEventListener("online", check);
setInterval(check, HOUR);

navigator.serviceWorker?.ready.then((registration) => {
  // The browser checks at every visit; a new version is then fetched while this page is already open.
  registration.addEventListener("updatefound", () => settled(registration.installing).then(check));
  if (registration.installing) settled(registration.installing).then(check);
  registration.active?.postMessage("keep");
});
