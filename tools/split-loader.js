// Loads the modules of a split release. tools/split-wasm.mjs merges this expression into the program's script, in place of
// the splitter's own loaders, which name hundreds of modules: they took 5 kB of the first load.
(() => {
  // The module of each split point, named by it.
  const POINTS = "%POINTS%".split(" ");
  // Modules of code that several split points share: the name, and those split points (bit n for the nth).
  const SHARED = "%SHARED%";
  const url = (name) => new URL(`./${name}.wasm`, import.meta.url);

  const start = async (response) => {
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    // Not streamed: browsers decode a stream on the page's own thread, and a buffer beside it.
    const module = await WebAssembly.compile(await response.arrayBuffer());
    await WebAssembly.instantiate(module, { main: initSync() });
  };
  /** Fetches a module and starts it once what it needs is there. */
  const fetched = async (name, needs) => {
    const fetching = fetch(url(name));
    fetching.catch(() => {});
    await needs;
    const response = await fetching;
    try {
      await start(response);
    } catch {
      // The HTTP cache may hold an answer from while the host was being updated.
      await start(await fetch(response.url, { cache: "reload" }));
    }
  };
  const loads = new Map();
  /** Remembers successes only: after a failure the next call tries again. */
  const load = (name, needs) => {
    if (!loads.has(name)) {
      const loading = fetched(name, needs?.());
      loads.set(name, loading);
      loading.catch(() => loads.delete(name));
    }
    return loads.get(name);
  };

  const loaders = POINTS.map((name, at) => [
    `__wasm_split_load_${name.split("-")[0]}`,
    async (callback, data) => {
      let done = false;
      try {
        await load(name, () => Promise.all(SHARED.filter(([, points]) => points & (1 << at)).map(([shared]) => load(shared))));
        done = true;
      } catch (error) {
        // The page reports failed loads itself, and a load aborted by navigation is not an error.
        console.warn(error);
      }
      initSync().__indirect_function_table.get(callback)(data, done);
    },
  ]);
  return Object.fromEntries(loaders);
})();
