// Runs in index.html before anything else is loaded: language, theme, translations, offline worker, and the rescue
// screen, which must work when nothing else does. Plain script, no build.
(() => {
  "use strict";
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is blocked
    }
  };
  const preferred = stored("groundswell.locale") || (navigator.languages || [navigator.language]).find((tag) => /^(zh|en)/i.test(tag)) || "en";
  const zh = /^zh/i.test(preferred);
  root.lang = zh ? "zh-CN" : "en";
  // Follows the language of the page, which the reader may have changed since the start.
  const translate = (en, chinese) => (/^zh/.test(root.lang) ? chinese : en);
  const createElement = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // Does not start in a frame of another site: a click there may be hijacked (clickjacking).
  const isOwnFrame = () => {
    try {
      return top.location.origin === location.origin;
    } catch {
      return false; // the page of another origin is not readable
    }
  };
  if (self !== top && !isOwnFrame()) {
    self.stop();
    self.groundswellWords = new Promise(() => {}); // a program that still loads waits for them
    const body = createElement("body");
    const link = createElement("a", translate("Open it in a tab of its own", "在单独的标签页中打开"));
    Object.assign(link, { href: location.href, target: "_blank", rel: "noopener" });
    body.append(createElement("p", translate("Groundswell does not run inside the page of another site.", "Groundswell 不能嵌在其他网站的页面里运行。")), link);
    root.replaceChildren(body);
    return;
  }
  const theme = stored("groundswell.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (zh) document.title = "Groundswell：营销计划";

  const address = root.getAttribute(translate("data-words-en-first", "data-words-zh-first"));
  const isPage = (answer) => /^text\/html/i.test(answer.headers.get("content-type"));
  const words = fetch(address).then((answer) => {
    if (!answer.ok || isPage(answer)) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  });
  words.catch((error) => fail(error.message));
  self.groundswellWords = words;

  // Keys begin with the page's folder; those of an early version did not.
  const OWN = `groundswell${location.pathname.replace(/[^/]*$/, "")}`;
  const PREFIXES = [`${OWN}.plan.`, "groundswell.plan."];
  const draftKeys = () => {
    try {
      return Object.keys(localStorage).filter((key) => PREFIXES.some((prefix) => key.startsWith(prefix)));
    } catch {
      return []; // storage is blocked: the journal may still have plans
    }
  };

  // Preloads in parallel with the program what it will ask for: the workspace at the address of a plan, else the cards of
  // the plans where there are some.
  const names = (attribute) => (root.getAttribute(attribute) || "").split(" ").filter(Boolean);
  const preload = (files) => {
    for (const href of files) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href });
      document.head.append(link);
    }
  };
  if (location.hash.startsWith("#/plan/")) preload(["data-workspace", "data-style", translate("data-words-en-plan", "data-words-zh-plan")].flatMap(names));
  else if (draftKeys().length) preload(names("data-cards"));
  // Without plans the first press is New plan. On a slow line its page is fetched while the program draws the first screen,
  // which keeps the processor busy and leaves the network idle; on a fast one there is time for it when the page is idle.
  else {
    const SLOW_MS = 300;
    addEventListener("TrunkApplicationStarted", () => {
      const arrivals = performance.getEntriesByType("resource");
      if (arrivals.some(({ name, duration }) => name.endsWith(".wasm") && duration > SLOW_MS)) preload(names("data-start"));
    });
  }

  // Page translators replace text nodes by elements of their own, while the program keeps writing into the detached text
  // nodes. Each text node is put back, empty, after its translation; when the program writes into it, the translation is
  // removed.
  const translations = new WeakMap();
  const originals = new WeakMap();
  const watcher = new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      if (target.nodeType === 3 && target.data) translations.get(target)?.remove();
      for (const node of removedNodes) {
        if (node.isConnected) continue;
        translations.get(node)?.remove();
        const original = originals.get(node);
        // The translator has reverted its translation.
        if (original?.text.isConnected && !original.text.data) original.text.data = original.data;
        if (node.nodeType !== 3 || !node.data.trim()) continue;
        const added = [...addedNodes].find((other) => other.nodeType === 1) || [previousSibling, nextSibling].find((other) => other?.localName === "font");
        if (!added?.isConnected) continue;
        // Text changes are observed only from the first translation on.
        watcher.observe(root, { childList: true, subtree: true, characterData: true });
        translations.set(node, added);
        originals.set(added, { text: node, data: node.data });
        node.data = "";
        added.after(node);
      }
    }
  });
  watcher.observe(root, { childList: true, subtree: true });

  const draft = (id, text) => {
    let name = "";
    try {
      name = JSON.parse(text).plan.basics.name;
    } catch {
      // still offered as a download
    }
    return { id, text, name: String(name || id) };
  };
  const drafts = () => draftKeys().map((key) => draft(key.slice(key.indexOf(".plan.") + 6), stored(key)));
  // Adds what the crash journal (src/browser/storage/journal.rs) has beyond these: lost plans and later states.
  const addJournaledPlans = (plans, add) => {
    const request = self.indexedDB.open(OWN);
    // Do not create the database where there is none.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => {
      const database = request.result;
      if (!database.objectStoreNames.contains("texts")) return database.close();
      const transaction = database.transaction(["heads", "texts"]);
      transaction.oncomplete = () => database.close();
      transaction.objectStore("heads").getAll().onsuccess = ({ target }) => {
        for (const head of target.result) {
          const [id, revision, deleted] = head.split("\t");
          if (deleted !== "0") continue;
          const known = plans.find((plan) => plan.id === id);
          const other = known && stored(`${OWN}.rev.${id}`);
          // Ages are compared modulo 2^32, as in drafts/revision.rs.
          const age = (text) => parseInt(text.slice(0, 8), 16);
          if (other && ((age(other) - age(revision)) | 0) > 0) continue;
          transaction.objectStore("texts").get(id).onsuccess = ({ target: { result: text } }) => {
            if (!text || text === (known && known.text)) return;
            const plan = draft(id, text);
            if (known) plan.name += translate(" (latest state, from the crash backup)", "（最新内容，来自防崩溃备份）");
            add(plan);
          };
        }
      };
    };
  };
  const button = (text, className, press) => {
    const element = createElement("button", text, className);
    element.type = "button";
    element.addEventListener("click", press);
    return element;
  };
  const download = ({ name, text }) => {
    const link = createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${name.replace(/[\\/:*?"<>|]+/g, " ").trim() || "plan"}.groundswell.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // Fetches the page and all files it names past the caches of the browser and the offline worker, which may hold answers
  // from the middle of a deployment. Returns whether everything is complete, and clears the offline caches then.
  const repair = async () => {
    const fresh = (address) => fetch(address, { cache: "reload", headers: { "x-past-caches": "1" } });
    const isThere = async (address) => {
      const answer = await fresh(address);
      if (!answer.ok || isPage(answer)) return false;
      return !address.endsWith(".wasm") || WebAssembly.validate(await answer.arrayBuffer());
    };
    const page = await (await fresh("./")).text();
    const names = new Set(page.match(/\w[\w/-]*-[0-9a-f]{8,}\w*\.(js|wasm|txt)/g));
    if (!names.size || (await Promise.all([...names].map(isThere))).includes(false)) return false;
    const own = `groundswell:${new URL("./", location.href).pathname}:`;
    for (const name of self.caches ? await caches.keys() : []) {
      if (name.startsWith(own) || name === "groundswell-files") await caches.delete(name);
    }
    return true;
  };
  const repairAndReload = async (button) => {
    button.disabled = true;
    await repair().catch(() => {}); // for example offline: only the cached files are left
    location.reload();
  };

  const rescue = (message) => {
    console.error(message);
    if (document.querySelector(".rescue")) return;
    if (!document.body) {
      document.addEventListener("DOMContentLoaded", () => rescue(message));
      return;
    }
    const page = createElement("main", "", "rescue");
    page.setAttribute("role", "alert");
    const plans = drafts();
    page.append(
      createElement("h1", translate("Groundswell has stopped", "Groundswell 停止了运行")),
      createElement(
        "p",
        translate(
          "Something went wrong in the page itself. What was last saved is safe in this browser.",
          "页面本身出了问题。最近一次保存的内容仍安全地留在这个浏览器里。",
        ),
        "lede",
      ),
    );
    const actions = createElement("p", "", "actions");
    actions.append(
      button(translate("Try again", "重试"), "btn", (event) => repairAndReload(event.target)),
      button(translate("All plans", "全部计划"), "btn quiet", (event) => {
        location.hash = "#/";
        repairAndReload(event.target);
      }),
    );
    page.append(actions);
    const section = createElement("section");
    section.append(
      createElement("h2", translate("Your plans", "你的计划")),
      createElement("p", translate("To be on the safe side, download them first.", "稳妥起见，可以先下载。"), "muted"),
    );
    const list = createElement("ul", "", "plain");
    section.append(list);
    const add = (plan) => {
      const item = createElement("li");
      const press = button(translate("Download", "下载"), "btn quiet small", () => download(plan));
      press.setAttribute("aria-label", translate(`Download ${plan.name}`, `下载${plan.name}`));
      item.append(createElement("span", plan.name), press);
      list.append(item);
      if (!section.parentNode) actions.after(section);
    };
    plans.forEach(add);
    try {
      addJournaledPlans(plans, add);
    } catch {
      // the browser refuses the journal
    }
    page.append(createElement("h2", translate("For a report", "如需反馈")), createElement("pre", String(message).slice(0, 2000)));
    document.title = translate("Groundswell has stopped", "Groundswell 停止了运行");
    // Remove the screen of the stopped program, so that nobody types into it.
    for (const element of [...document.body.children]) if (element.localName !== "script") element.remove();
    document.body.append(page);
  };

  // Until the program runs, every load error is fatal; afterwards only a crash of the program is.
  let running = false;
  addEventListener("TrunkApplicationStarted", () => {
    running = true;
  });
  // Before the first render, the cause may be a wrong cached file: repaired automatically, once per build.
  const REPAIRED_KEY = "groundswell.repaired";
  let repairing;
  const mayRepair = () => {
    if (running && !document.querySelector(".in-en")) return false;
    try {
      const repairedBuild = sessionStorage.getItem(REPAIRED_KEY);
      sessionStorage.setItem(REPAIRED_KEY, root.dataset.build);
      return repairedBuild !== root.dataset.build;
    } catch {
      return false; // a previous attempt could not be recorded
    }
  };
  const fail = (message) => {
    if (repairing) return;
    if (!mayRepair()) return rescue(message);
    repairing = repair().then(
      (complete) => (complete ? location.reload() : rescue(message)),
      () => rescue(message),
    );
  };
  self.groundswellRescue = fail;

  const fatal = (error) => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  addEventListener(
    "error",
    (event) => {
      const source = event.target;
      if (source instanceof HTMLScriptElement) {
        fail(`${source.src || "script"}: not loaded`);
      } else if (fatal(event.error) || (!running && event.error)) {
        fail(event.message);
      }
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (!running || fatal(event.reason)) fail((event.reason && event.reason.message) || event.reason);
  });
  if (typeof WebAssembly !== "object") {
    rescue(
      translate(
        "This browser has no WebAssembly. A current Chrome, Edge, Firefox or Safari has.",
        "这个浏览器不支持 WebAssembly，请使用新版 Chrome、Edge、Firefox 或 Safari。",
      ),
    );
  }

  // Resolves when nothing has arrived, been typed or been pressed for a while after the first screen. What is fetched ahead
  // waits for it, and leaves the network to what the reader asks for first.
  const QUIET_MS = 2000;
  self.groundswellQuiet = new Promise((quiet) => {
    let timer;
    const inputs = ["pointerdown", "keydown"];
    const options = { capture: true, passive: true };
    const done = () => {
      arrivals.disconnect();
      for (const input of inputs) removeEventListener(input, wait, options);
      quiet();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(done, QUIET_MS);
    };
    const arrivals = new PerformanceObserver(wait);
    addEventListener("TrunkApplicationStarted", () => {
      wait();
      arrivals.observe({ type: "resource" });
      for (const input of inputs) addEventListener(input, wait, options);
    });
  });

  // Resolves to whether a reload would show a newer version; versions.js replaces it. A deployment may have removed that
  // file before it was loaded: the version of the host's page then tells.
  let versionsLoaded;
  self.groundswellNewer = async () => {
    if (await versionsLoaded) return self.groundswellNewer();
    const page = await (await fetch("./", { cache: "no-cache" })).text();
    const found = /data-build="(\w+)"/.exec(page);
    const isNewer = Boolean(found && found[1] !== root.dataset.build);
    if (isNewer) dispatchEvent(new Event("groundswell-newer"));
    return isNewer;
  };

  // Offline use, where browsers allow it: a first visit fetches the rest of the site once the page is quiet.
  addEventListener("TrunkApplicationStarted", async () => {
    versionsLoaded = import(`./${root.dataset.versions}`).then(
      () => true,
      () => false,
    );
    if (!("serviceWorker" in navigator) || !isSecureContext) return;
    if (!navigator.serviceWorker.controller) await self.groundswellQuiet;
    await navigator.serviceWorker.register("sw.js").catch(() => {}); // the app works online without it
  });
})();
