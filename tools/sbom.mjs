// Generates dist/sbom.cdx.json: the bill of materials of the site's programs in CycloneDX JSON.
// It lists what is linked in, and is reproducible: no date, no random number.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linkedCrates } from "./crates.mjs";

/** The checksums of Cargo.lock, by name and version. */
function checksums(root) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const found = [...lock.matchAll(/^name = "([^"]+)"\nversion = "([^"]+)"\nsource = "[^"]+"\nchecksum = "([0-9a-f]{64})"/gm)];
  return new Map(found.map(([, name, version, sum]) => [`${name}@${version}`, sum]));
}

/** An SPDX expression; older crates separate alternatives with a slash. */
const licences = (crate) => (crate.license ? { licenses: [{ expression: crate.license.replaceAll(/\s*\/\s*/g, " OR ") }] } : {});

/** The bill of materials as JSON text. */
export function sbom(root) {
  const { program, own, crates, needs } = linkedCrates(root);
  const sums = checksums(root);
  const key = (crate) => `${crate.name}@${crate.version}`;
  const purl = (crate) => `pkg:cargo/${key(crate)}`;
  const rust = execFileSync(process.env.RUSTC ?? "rustc", ["--version"], { encoding: "utf8" }).split(" ")[1];
  const std = { type: "library", "bom-ref": "rust-std", name: "rust-std", version: rust, licenses: [{ expression: "MIT OR Apache-2.0" }] };
  const refs = new Map([program, ...own].map((crate) => [crate.id, crate.name]));
  for (const crate of crates) refs.set(crate.id, purl(crate));
  const mine = (crate, type) => ({ type, "bom-ref": refs.get(crate.id), name: crate.name, version: crate.version, ...licences(crate) });
  const others = crates.map((crate) => ({
    type: "library",
    "bom-ref": refs.get(crate.id),
    name: crate.name,
    version: crate.version,
    ...(sums.has(key(crate)) ? { hashes: [{ alg: "SHA-256", content: sums.get(key(crate)) }] } : {}),
    ...licences(crate),
    purl: purl(crate),
    ...(crate.repository ? { externalReferences: [{ type: "vcs", url: crate.repository }] } : {}),
  }));
  const needed = (id) => [...new Set(needs.get(id).map((other) => refs.get(other)))].sort();
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: mine(program, "application") },
    components: [...own.map((crate) => mine(crate, "library")), ...others, std],
    dependencies: [
      ...[program, ...own, ...crates].map((crate) => ({
        ref: refs.get(crate.id),
        dependsOn: [...needed(crate.id), ...(crate === program ? ["rust-std"] : [])],
      })),
      { ref: "rust-std", dependsOn: [] },
    ],
  };
  return `${JSON.stringify(bill, null, 1)}\n`;
}
