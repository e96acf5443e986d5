// Looks for a newer version of the site while the page is open, and says so to the program: an event of the window,
// "groundswell-newer", once for each version. boot.js loads it when the program has started.
// `self.groundswellNewer()` answers whether there is one now, for whoever could not load a part of the program.

const own = document.documentElement.dataset.build;
const HOUR = 3_600_000;
// Between two looks at the page's return: switching tabs to and fro asks the host for nothing.
const PAUSE = 10_000;

const registered = async () => (await navigator.serviceWorker?.getRegistration().catch(() => undefined)) ?? undefined;

/** The version the offline worker shows at the next visit. */
async function keptVersion() {
  const cacheName = `groundswell:${new URL("./", location.href).pathname}:current`;
  const kept = await caches.match(new URL("./", location.href).href, { cacheName });
  return kept?.text();
}

/** Waits until a version that is being fetched is kept, or is given up. */
async function settled(worker) {
  while (worker && !["installed", "activated", "redundant"].includes(worker.state)) {
    await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
  }
}

/** The newer version that a reload would show, if there is one. */
async function newer() {
  const registration = await registered();
  if (registration?.active) {
    await registration.update().catch(() => {});
    await settled(registration.installing);
    if ((await keptVersion()) === own) return undefined;
  }
  // What the host has, whatever is kept here: a page may also be newer than what is kept.
  const answer = await fetch("./", { cache: "no-cache", headers: { "x-past-caches": "1" } });
  const there = /data-build="(\w+)"/.exec(await answer.text())?.[1];
  if (!answer.ok || !there || there === own) return undefined;
  return !registration?.active || (await keptVersion()) === there ? there : undefined;
}

let said = own;
async function look() {
  const found = await newer().catch(() => undefined);
  if (found && found !== said) {
    said = found;
    dispatchEvent(new Event("groundswell-newer"));
  }
  return Boolean(found);
}
self.groundswellNewer = () => {
  said = own; // again, also if it was dismissed
  return look();
};

let last = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden || Date.now() - last < PAUSE) return;
  last = Date.now();
  look();
});
addEventListener("online", look);
setInterval(look, HOUR);

registered().then((registration) => {
  // The browser itself looks at every visit; what it finds is fetched while this page is already open.
  registration?.addEventListener("updatefound", () => settled(registration.installing).then(look));
  if (registration?.installing) settled(registration.installing).then(look);
  registration?.active?.postMessage("keep");
});
