// The command line of the benchmarks.
import { existsSync } from "node:fs";

/**
 * Options given as `--name value`, over their defaults. Ends the program with the usage where one is unknown or lacks its value,
 * and with the way out where the site is not built: in the folder of the option `dir`, else in `dist`.
 */
export function readOptions(usage, defaults) {
  const options = { ...defaults };
  for (let at = 2; at < process.argv.length; at += 2) {
    const name = process.argv[at].replace(/^--/, "");
    if (!(name in options) || process.argv[at + 1] === undefined) {
      console.error(usage);
      process.exit(2);
    }
    options[name] = process.argv[at + 1];
  }
  const dir = options.dir ?? "dist";
  if (!existsSync(`${dir}/index.html`)) {
    console.error(`${dir}/ is not built: make dist`);
    process.exit(1);
  }
  return options;
}
