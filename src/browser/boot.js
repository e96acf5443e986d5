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
  const theme = stored("groundswell.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (zh) document.title = "Groundswell：营销计划";

  const address = root.getAttribute(say("data-words-en-first", "data-words-zh-first"));
  const words = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  });
  words.catch(() => {}); // the program awaits it and says so
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

  // Under the page's folder; an earlier version knew no folder.
  const PREFIXES = [`groundswell${location.pathname.replace(/[^/]*$/, "")}.plan.`, "groundswell.plan."];
  const drafts = () => {
    const found = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        const prefix = PREFIXES.find((one) => key.startsWith(one));
        if (!prefix) continue;
        const text = localStorage.getItem(key);
        let name = "";
        try {
          name = JSON.parse(text).plan.basics.name;
        } catch {
          // downloadable all the same
        }
        found.push({ text, name: String(name || key.slice(prefix.length)) });
      }
    } catch {
      // storage is blocked: there is nothing to offer
    }
    return found;
  };
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
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
    actions.append(button(say("Reload", "重新加载"), "btn", () => location.reload()));
    page.append(actions);
    if (plans.length) {
      const section = make("section");
      section.append(make("h2", say("Your plans", "你的计划")), make("p", say("To be on the safe side, download them first.", "稳妥起见，可以先下载。"), "muted"));
      const list = make("ul", "", "plain");
      for (const plan of plans) {
        const item = make("li");
        const press = button(say("Download", "下载"), "btn quiet small", () => download(plan));
        press.setAttribute("aria-label", say(`Download ${plan.name}`, `下载${plan.name}`));
        item.append(make("span", plan.name), press);
        list.append(item);
      }
      section.append(list);
      page.append(section);
    }
    page.append(make("h2", say("For a report", "如需反馈")), make("pre", String(message).slice(0, 2000)));
    document.title = say("Groundswell has stopped", "Groundswell 停止了运行");
    // The dead program's screen goes, so that nobody types into it.
    for (const element of [...document.body.children]) if (element.localName !== "script") element.remove();
    document.body.append(page);
  };
  self.groundswellRescue = rescue;

  // Until the program runs, anything that fails to load is fatal; afterwards only the program's own end is.
  let running = false;
  addEventListener("TrunkApplicationStarted", () => {
    running = true;
  });
  const fatal = (error) => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  addEventListener(
    "error",
    (event) => {
      const source = event.target;
      if (source instanceof HTMLScriptElement) {
        rescue(`${source.src || "script"}: not loaded`);
      } else if (fatal(event.error) || (!running && event.error)) {
        rescue(event.message);
      }
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (!running || fatal(event.reason)) rescue((event.reason && event.reason.message) || event.reason);
  });
  if (typeof WebAssembly !== "object") {
    rescue(say("This browser has no WebAssembly. A current Chrome, Edge, Firefox or Safari has.", "这个浏览器不支持 WebAssembly，请使用新版 Chrome、Edge、Firefox 或 Safari。"));
  }

  // Offline use. Only where browsers allow it, and after everything the first screen needs: the program has started.
  if ("serviceWorker" in navigator && (location.protocol === "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname))) {
    addEventListener("TrunkApplicationStarted", () => {
      navigator.serviceWorker.register("sw.js").catch(() => {}); // works without, online
    });
  }
})();
