// Lists the crates linked into the site's programs, as resolved by cargo, for tools/notices.mjs and tools/sbom.mjs.
import { execFileSync } from "node:child_process";

const TARGET = "wasm32-unknown-unknown";
const PROGRAM = "groundswell";

/** The dependency graph for the wasm target. */
function metadata(root) {
  // The Debian toolchain sets build-std, which `cargo metadata` does not need.
  const { CARGO_UNSTABLE_BUILD_STD: _, ...env } = process.env;
  const args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", TARGET];
  return JSON.parse(execFileSync(process.env.CARGO ?? "cargo", args, { cwd: root, env, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version.localeCompare(b.version));

/**
 * `program` is the package of the programs, `own` the other packages of this project, `crates` the third-party crates,
 * sorted by name; build and test dependencies are left out. `needs` maps a crate's id to the ids of its dependencies.
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
  // Packages of this project have no source.
  const isOwn = (crate) => crate.source === null;
  return { program, own: all.filter((crate) => isOwn(crate) && crate !== program), crates: all.filter((crate) => !isOwn(crate)), needs };
}
