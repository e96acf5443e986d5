// A static file server for the built site, for trying, testing and measuring: node tools/serve.mjs --dir dist --port 8080 --base /
// It behaves like a good static host: 404 for missing files, brotli or gzip, files with hashed names cached for a year, the
// page revalidated. It has no rewrite rules, so that the site cannot come to depend on them, and listens on localhost only.
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".pdf": "application/pdf",
  ".csv": "text/csv; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".map": "application/json; charset=utf-8",
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest\+json|wasm|javascript)|image\/svg)/;
const HASHED = /-[0-9a-f]{8,}/;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Starts a server for one folder; returns its URL and a function that stops it.
 * Port 0 takes any free port; `headers` are sent with every file; `quality` is that of brotli. With `fallback` a missing
 * file is answered with the page, as some hosts do.
 */
export async function serve({ dir, port = 0, base = "/", quality = 11, headers: extra = {}, fallback = false }) {
  const root = resolve(dir);
  const prefix = `/${base}/`.replace(/\/{2,}/g, "/");
  /** @type {Map<string, {stamp: string, type: string, etag: string, bodies: Map<string, Promise<Buffer>>}>} */
  const kept = new Map();

  async function entryFor(path) {
    const info = await stat(path);
    if (!info.isFile()) return null;
    const stamp = `${info.mtimeMs} ${info.size}`;
    const known = kept.get(path);
    if (known?.stamp === stamp) return known;
    const bytes = await readFile(path);
    const entry = {
      stamp,
      type: TYPES[extname(path).toLowerCase()] ?? "application/octet-stream",
      etag: createHash("sha256").update(bytes).digest("base64url").slice(0, 22),
      bodies: new Map([["identity", Promise.resolve(bytes)]]),
    };
    kept.set(path, entry);
    return entry;
  }

  async function bodyOf(entry, coding) {
    if (!entry.bodies.has(coding)) {
      const raw = await entry.bodies.get("identity");
      // A debug build is tens of megabytes: full compression would take minutes.
      const effort = raw.length > 8_000_000 ? 1 : quality;
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: effort, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } };
      entry.bodies.set(coding, coding === "br" ? brotli(raw, options) : zip(raw, { level: 9 }));
    }
    return entry.bodies.get(coding);
  }

  async function answer(request, response) {
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405);
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    } catch {
      return refuse(response, 400);
    }
    if (path === prefix.slice(0, -1)) {
      response.writeHead(308, { location: prefix });
      return response.end();
    }
    if (!path.startsWith(prefix)) return refuse(response, 404);
    path = path.slice(prefix.length);
    if (path === "" || path.endsWith("/")) path += "index.html";
    const file = normalize(join(root, path));
    if (!file.startsWith(root + sep)) return refuse(response, 404);
    const entry = (await entryFor(file).catch(() => null)) ?? (fallback && (await entryFor(join(root, "index.html")).catch(() => null)));
    if (!entry) return refuse(response, 404);

    const accepted = request.headers["accept-encoding"] ?? "";
    const coding = !COMPRESSIBLE.test(entry.type) ? "identity" : /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : "identity";
    const etag = `"${entry.etag}${coding === "identity" ? "" : `-${coding}`}"`;
    const headers = {
      ...extra,
      "content-type": entry.type,
      "cache-control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      etag,
      vary: "accept-encoding",
    };
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304, headers);
      return response.end();
    }
    const body = await bodyOf(entry, coding);
    if (coding !== "identity") headers["content-encoding"] = coding;
    headers["content-length"] = body.length;
    response.writeHead(200, headers);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  function refuse(response, status) {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    response.end(`${status}\n`);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  await new Promise((started, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", started);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => new Promise((closed) => (server.closeAllConnections?.(), server.close(closed))),
  };
}

async function main() {
  const options = { dir: "dist", port: "8080", base: "/", quality: "11" };
  const words = process.argv.slice(2);
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at].replace(/^--/, "");
    if (!(name in options) || words[at + 1] === undefined) {
      console.error("node tools/serve.mjs [--dir dist] [--port 8080] [--base /subpath/] [--quality 11]");
      process.exit(2);
    }
    options[name] = words[at + 1];
  }
  try {
    const { url } = await serve({ ...options, port: Number(options.port), quality: Number(options.quality) });
    console.log(`Groundswell is at ${url}   (Ctrl-C stops it)`);
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    console.error(`Port ${options.port} is taken by another program. Try: make serve PORT=${Number(options.port) + 1}`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
