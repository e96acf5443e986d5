// Drivers for Firefox (WebDriver BiDi) and WebKitGTK's MiniBrowser (WebDriver), with the part of both that the smoke
// test needs under common names. Both protocols share the format of pointer and key actions.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

const SIZE = { width: 1280, height: 900 };

/** Starts a program and waits for a line of its output; `quit` ends it. */
function started(command, args, said, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const quit = () =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once("exit", done);
      child.kill();
      // Kills a process that does not react to the signal.
      setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
    });
  return new Promise((ready, failed) => {
    let text = "";
    const hear = (chunk) => {
      text += chunk;
      const found = text.match(said);
      if (found) ready({ found, quit });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`${command} ended (${code}): ${text.slice(-2000)}`)));
  });
}

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** Pointer and key actions in the format of both protocols. */
const pressAt = ({ x, y }, times = 1) => [
  {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
      ...Array.from({ length: times }, () => [
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ]).flat(),
    ],
  },
];
const KEYS = { Enter: "\uE007", Tab: "\uE004", Escape: "\uE00C", Control: "\uE009", F2: "\uE032" };
/** Types text key by key; a name in KEYS is a single key, "Control+z" a combination. */
const keysOf = (what) => {
  const one = (name) => KEYS[name] ?? name;
  const parts = what in KEYS ? [[one(what)]] : /^Control\+.$/.test(what) ? [["\uE009", what.at(-1)]] : [...what].map((letter) => [letter]);
  const actions = parts.flatMap((held) => [
    ...held.map((value) => ({ type: "keyDown", value })),
    ...[...held].reverse().map((value) => ({ type: "keyUp", value })),
  ]);
  return [{ type: "key", id: "keyboard", actions }];
};

/** Wraps a function and its arguments as script text whose result is always a string. */
const asCall = (call, args) => `(async () => JSON.stringify(await (${call})(...${JSON.stringify(args)})) ?? "null")()`;

/** Starts Firefox from a path. */
export async function firefox(path) {
  const profile = mkdtempSync(join(tmpdir(), "groundswell-firefox-"));
  const prefs = {
    "browser.shell.checkDefaultBrowser": false,
    "browser.download.folderList": 2,
    "browser.download.dir": profile,
    "browser.download.alwaysOpenPanel": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "toolkit.telemetry.reportingpolicy.firstRun": false,
    "app.update.enabled": false,
    "intl.accept_languages": "en-GB",
  };
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(prefs)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const { found, quit } = await started(
    path,
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"],
    /WebDriver BiDi listening on (ws:\S+)/,
    {
      MOZ_DISABLE_CONTENT_SANDBOX: "1",
      HOME: profile,
    },
  );
  const socket = new WebSocket(`${found[1]}/session`);
  await new Promise((open, failed) => socket.once("open", open).once("error", failed));
  const waiting = new Map();
  const errors = [];
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "event") {
      const { level, text, type } = message.params;
      if (message.method === "log.entryAdded" && level === "error") errors.push(`${type}: ${text}`);
      return;
    }
    const { done, failed } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.type === "success") done?.(message.result);
    else failed?.(new Error(`${message.error}: ${message.message}`));
  });
  let id = 0;
  const ask = (method, params = {}) =>
    new Promise((done, failed) => {
      waiting.set(++id, { done, failed });
      socket.send(JSON.stringify({ id, method, params }));
    });
  const { capabilities } = await ask("session.new", { capabilities: {} });
  await ask("session.subscribe", { events: ["log.entryAdded"] });
  const { contexts } = await ask("browsingContext.getTree");
  const { context } = contexts[0];
  await ask("browsingContext.setViewport", { context, viewport: SIZE });
  return {
    name: "firefox",
    version: capabilities.browserVersion,
    errors,
    go: (url) => ask("browsingContext.navigate", { context, url, wait: "complete" }),
    reload: () => ask("browsingContext.reload", { context, wait: "complete" }),
    async evaluate(call, ...args) {
      const answer = await ask("script.evaluate", { expression: asCall(call, args), target: { context }, awaitPromise: true });
      if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
      return JSON.parse(answer.result.value);
    },
    press: (place, times) => ask("input.performActions", { context, actions: pressAt(place, times) }),
    type: (what) => ask("input.performActions", { context, actions: keysOf(what) }),
    screenshot: async () => Buffer.from((await ask("browsingContext.captureScreenshot", { context })).data, "base64"),
    async quit() {
      socket.close();
      await quit();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts WebKitGTK from the paths of its driver and MiniBrowser, with a virtual display if there is none. */
export async function webkit(driver, browser) {
  const home = mkdtempSync(join(tmpdir(), "groundswell-webkit-"));
  const screen = await started("Xvfb", ["-displayfd", "1", "-screen", "0", `${SIZE.width}x${SIZE.height}x24`, "-nolisten", "tcp"], /(\d+)\n/);
  const port = await freePort();
  const env = {
    DISPLAY: `:${screen.found[1]}`,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CACHE_HOME: home,
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    LANG: "C.UTF-8",
  };
  const child = spawn(driver, ["--host=127.0.0.1", `--port=${port}`], { env: { ...process.env, ...env }, stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    // The driver prints nothing when it is ready, so it is polled.
    if (
      await fetch(`${base}/status`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    if (tries > 100 || child.exitCode !== null) throw new Error(`${driver} does not answer`);
    await new Promise((later) => setTimeout(later, 100));
  }
  const ask = async (method, path, body) => {
    const answer = await fetch(base + path, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const options = { binary: browser, args: ["--automation", `--geometry=${SIZE.width}x${SIZE.height}`] };
  const { sessionId, capabilities } = await ask("POST", "/session", {
    capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options } },
  });
  const at = `/session/${sessionId}`;
  await ask("POST", `${at}/timeouts`, { script: 60_000, pageLoad: 60_000, implicit: 0 });
  await ask("POST", `${at}/window/rect`, { x: 0, y: 0, ...SIZE }).catch(() => {}); // without a window manager it is as it is
  return {
    name: "webkit",
    version: capabilities.browserVersion,
    errors: [],
    go: (url) => ask("POST", `${at}/url`, { url }),
    reload: () => ask("POST", `${at}/refresh`, {}),
    async evaluate(call, ...args) {
      const script = `const done = arguments[arguments.length - 1]; ${asCall(call, args)}.then((text) => done({ text }), (error) => done({ error: String(error) }));`;
      const { text, error } = await ask("POST", `${at}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return JSON.parse(text);
    },
    press: (place, times) => ask("POST", `${at}/actions`, { actions: pressAt(place, times) }),
    type: (what) => ask("POST", `${at}/actions`, { actions: keysOf(what) }),
    screenshot: async () => Buffer.from(await ask("GET", `${at}/screenshot`), "base64"),
    async quit() {
      await ask("DELETE", at).catch(() => {});
      child.kill();
      await screen.quit();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
