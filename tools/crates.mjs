// Which crates the site's programs are linked from, by what cargo resolves: for tools/notices.mjs and tools/sbom.mjs.
import { execFileSync } from "node:child_process";

const TARGET = "wasm32-unknown-unknown";
const PROGRAM = "groundswell";

/** What cargo resolves for the wasm target. */
function metadata(root) {
  // Debian's route builds the standard library by an unstable setting, which this question has no use for.
  const { CARGO_UNSTABLE_BUILD_STD: _, ...env } = process.env;
  const args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", TARGET];
  return JSON.parse(execFileSync(process.env.CARGO ?? "cargo", args, { cwd: root, env, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version.localeCompare(b.version));

/**
 * The package of the programs (`program`), those of this project it is made of (`own`), and the crates of others
 * (`crates`), by name: neither those that only build nor those that only test. `needs` has the ids of those that a crate
 * is linked with, by its own id.
 */
export function linkedCrates(root) {
  const { packages, resolve } = metadata(root);
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (id) => byId.get(id).targets.some((target) => target.kind.includes("proc-macro"));
  const needs = new Map();
  const visit = (id) => {
    if (needs.has(id)) return;
    const linked = nodes.get(id).deps.filter(({ pkg, dep_kinds }) => dep_kinds.some(({ kind }) => kind === null) && !isMacro(pkg));
    needs.set(
      id,
      linked.map(({ pkg }) => pkg),
    );
    for (const { pkg } of linked) visit(pkg);
  };
  const program = packages.find((crate) => crate.name === PROGRAM);
  visit(program.id);
  const all = [...needs.keys()].map((id) => byId.get(id)).sort(byName);
  // Those of a folder of this project have no source.
  const isOwn = (crate) => crate.source === null;
  return { program, own: all.filter((crate) => isOwn(crate) && crate !== program), crates: all.filter((crate) => !isOwn(crate)), needs };
}
