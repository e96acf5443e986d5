// Runs in index.html before anything else is loaded: the language, the theme, the words, the offline
// worker, and the notice of last resort, which must work when nothing else does. Plain script, no build.
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
  const wanted = stored("groundswell.locale") || (navigator.languages || [navigator.language]).find((tag) => /^(zh|en)/i.test(tag)) || "en";
  const zh = /^zh/i.test(wanted);
  root.lang = zh ? "zh-CN" : "en";
  // By what is on the page now: the reader may have changed the language since.
  const say = (en, chinese) => (/^zh/.test(root.lang) ? chinese : en);
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // In a frame of another site's page, what is pressed could be meant for something else: nothing starts there.
  const isOwnFrame = () => {
    try {
      return top.location.origin === location.origin;
    } catch {
      return false; // another origin's page tells nothing
    }
  };
  if (self !== top && !isOwnFrame()) {
    self.stop();
    self.groundswellWords = new Promise(() => {}); // a program that is on its way all the same waits for them
    const body = make("body");
    const link = make("a", say("Open it in a tab of its own", "在单独的标签页中打开"));
    Object.assign(link, { href: location.href, target: "_blank", rel: "noopener" });
    body.append(make("p", say("Groundswell does not run inside the page of another site.", "Groundswell 不能嵌在其他网站的页面里运行。")), link);
    root.replaceChildren(body);
    return;
  }
  const theme = stored("groundswell.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (zh) document.title = "Groundswell：营销计划";

  const address = root.getAttribute(say("data-words-en-first", "data-words-zh-first"));
  const isPage = (answer) => /^text\/html/i.test(answer.headers.get("content-type"));
  const words = fetch(address).then((answer) => {
    if (!answer.ok || isPage(answer)) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  });
  words.catch((error) => stopped(error.message));
  self.groundswellWords = words;

  // A plan's address: what only its screens need is fetched beside the program, not after it.
  if (location.hash.startsWith("#/plan/")) {
    const planWords = root.getAttribute(say("data-words-en-plan", "data-words-zh-plan"));
    for (const address of [planWords, ...(root.dataset.later || "").split(" ").filter(Boolean)]) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: address });
      document.head.append(link);
    }
  }

  // A translator that asks nobody puts an element of its own in the place of each text. The program goes on writing into
  // the text it knows, so that is put back beside the translation, empty; once it is written anew, the translation goes.
  const translations = new WeakMap();
  const originals = new WeakMap();
  const watcher = new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      if (target.nodeType === 3 && target.data) translations.get(target)?.remove();
      for (const node of removedNodes) {
        if (node.isConnected) continue;
        translations.get(node)?.remove();
        const original = originals.get(node);
        // The translator took it back.
        if (original?.text.isConnected && !original.text.data) original.text.data = original.data;
        if (node.nodeType !== 3 || !node.data.trim()) continue;
        const added = [...addedNodes].find((other) => other.nodeType === 1) || [previousSibling, nextSibling].find((other) => other?.localName === "font");
        if (!added?.isConnected) continue;
        // From now on texts are watched too; until then that would be for nothing.
        watcher.observe(root, { childList: true, subtree: true, characterData: true });
        translations.set(node, added);
        originals.set(added, { text: node, data: node.data });
        node.data = "";
        added.after(node);
      }
    }
  });
  watcher.observe(root, { childList: true, subtree: true });

  // Under the page's folder; an earlier version knew no folder.
  const OWN = `groundswell${location.pathname.replace(/[^/]*$/, "")}`;
  const PREFIXES = [`${OWN}.plan.`, "groundswell.plan."];
  const draft = (id, text) => {
    let name = "";
    try {
      name = JSON.parse(text).plan.basics.name;
    } catch {
      // downloadable all the same
    }
    return { id, text, name: String(name || id) };
  };
  const drafts = () => {
    const found = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        const prefix = PREFIXES.find((one) => key.startsWith(one));
        if (prefix) found.push(draft(key.slice(prefix.length), localStorage.getItem(key)));
      }
    } catch {
      // storage is blocked: the journal may have something to offer
    }
    return found;
  };
  // What the crash journal (src/browser/journal.rs) has beside these: plans that the storage lost, and later states.
  const journaled = (plans, add) => {
    const request = self.indexedDB.open(OWN);
    // Where there is none, opening it would make one without its stores.
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
          // Ages are compared as a distance, as in drafts.rs.
          const age = (text) => parseInt(text.slice(0, 8), 16);
          if (other && ((age(other) - age(revision)) | 0) > 0) continue;
          transaction.objectStore("texts").get(id).onsuccess = ({ target: { result: text } }) => {
            if (!text || text === (known && known.text)) return;
            const plan = draft(id, text);
            if (known) plan.name += say(" (latest state, from the crash backup)", "（最新内容，来自防崩溃备份）");
            add(plan);
          };
        }
      };
    };
  };
  const button = (text, className, press) => {
    const element = make("button", text, className);
    element.type = "button";
    element.addEventListener("click", press);
    return element;
  };
  const download = ({ name, text }) => {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${name.replace(/[\\/:*?"<>|]+/g, " ").trim() || "plan"}.groundswell.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // Asks the host for the page and all it names, past the browser's own cache and the offline worker's: either may hold
  // what the host said while it was being updated. Answers whether everything is there; then what was kept goes.
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
  const again = async (button) => {
    button.disabled = true;
    await repair().catch(() => {}); // offline, say: what is kept is all there is
    location.reload();
  };

  const rescue = (message) => {
    console.error(message);
    if (document.querySelector(".rescue")) return;
    if (!document.body) {
      document.addEventListener("DOMContentLoaded", () => rescue(message));
      return;
    }
    const page = make("main", "", "rescue");
    page.setAttribute("role", "alert");
    const plans = drafts();
    page.append(
      make("h1", say("Groundswell has stopped", "Groundswell 停止了运行")),
      make(
        "p",
        say(
          "Something went wrong in the page itself. What was last saved is safe in this browser.",
          "页面本身出了问题。最近一次保存的内容仍安全地留在这个浏览器里。",
        ),
        "lede",
      ),
    );
    const actions = make("p", "", "actions");
    actions.append(
      button(say("Try again", "重试"), "btn", (event) => again(event.target)),
      button(say("All plans", "全部计划"), "btn quiet", (event) => {
        location.hash = "#/";
        again(event.target);
      }),
    );
    page.append(actions);
    const section = make("section");
    section.append(
      make("h2", say("Your plans", "你的计划")),
      make("p", say("To be on the safe side, download them first.", "稳妥起见，可以先下载。"), "muted"),
    );
    const list = make("ul", "", "plain");
    section.append(list);
    const add = (plan) => {
      const item = make("li");
      const press = button(say("Download", "下载"), "btn quiet small", () => download(plan));
      press.setAttribute("aria-label", say(`Download ${plan.name}`, `下载${plan.name}`));
      item.append(make("span", plan.name), press);
      list.append(item);
      if (!section.parentNode) actions.after(section);
    };
    plans.forEach(add);
    try {
      journaled(plans, add);
    } catch {
      // the browser refuses the journal
    }
    page.append(make("h2", say("For a report", "如需反馈")), make("pre", String(message).slice(0, 2000)));
    document.title = say("Groundswell has stopped", "Groundswell 停止了运行");
    // The dead program's screen goes, so that nobody types into it.
    for (const element of [...document.body.children]) if (element.localName !== "script") element.remove();
    document.body.append(page);
  };

  // Until the program runs, anything that fails to load is fatal; afterwards only the program's own end is.
  let running = false;
  addEventListener("TrunkApplicationStarted", () => {
    running = true;
  });
  // Before anything of the program is drawn, the cause may be a file that is kept though it is wrong: that is mended
  // once by itself.
  const MENDED = "groundswell.mended";
  let mending;
  const mayMend = () => {
    if (running && !document.querySelector(".in-en")) return false;
    try {
      const before = sessionStorage.getItem(MENDED);
      sessionStorage.setItem(MENDED, root.dataset.build);
      return before !== root.dataset.build;
    } catch {
      return false; // it could not be known that it was tried
    }
  };
  const stopped = (message) => {
    if (mending) return;
    if (!mayMend()) return rescue(message);
    mending = repair().then(
      (whole) => (whole ? location.reload() : rescue(message)),
      () => rescue(message),
    );
  };
  self.groundswellRescue = stopped;

  const fatal = (error) => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  addEventListener(
    "error",
    (event) => {
      const source = event.target;
      if (source instanceof HTMLScriptElement) {
        stopped(`${source.src || "script"}: not loaded`);
      } else if (fatal(event.error) || (!running && event.error)) {
        stopped(event.message);
      }
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (!running || fatal(event.reason)) stopped((event.reason && event.reason.message) || event.reason);
  });
  if (typeof WebAssembly !== "object") {
    rescue(
      say(
        "This browser has no WebAssembly. A current Chrome, Edge, Firefox or Safari has.",
        "这个浏览器不支持 WebAssembly，请使用新版 Chrome、Edge、Firefox 或 Safari。",
      ),
    );
  }

  // Offline use. Only where browsers allow it, and after everything the first screen needs: the program has started.
  addEventListener("TrunkApplicationStarted", async () => {
    if ("serviceWorker" in navigator && isSecureContext) {
      await navigator.serviceWorker.register("sw.js").catch(() => {}); // works without, online
    }
    import(`./${root.dataset.versions}`).catch(() => {}); // nothing is said of newer versions then
  });
})();
