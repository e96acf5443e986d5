// Minifies the site's CSS. tools/finish-dist.mjs runs it on what Trunk has staged; the sources stay readable.
import { Features, transform } from "lightningcss";

/** Versions as Lightning CSS encodes them. */
const version = (major, minor = 0) => (major << 16) | (minor << 8);

/** The oldest browsers in use: prefixes they need are added, and no syntax is written that they do not know. */
const TARGETS = {
  chrome: version(111),
  edge: version(111),
  firefox: version(113),
  safari: version(16, 4),
  ios_saf: version(16, 4),
};

/** Minifies one stylesheet; throws, naming `filename`, if it is not valid CSS. */
export function minifyCss(css, filename) {
  const { code, warnings } = transform({
    filename,
    code: Buffer.from(css),
    minify: true,
    targets: TARGETS,
    // The themes are separate custom properties, so `color-scheme` needs no emulation of light-dark().
    exclude: Features.LightDark,
  });
  if (warnings.length > 0) throw new Error(`${filename}: ${warnings.map((warning) => warning.message).join("; ")}`);
  return code.toString();
}

/**
 * Merges the style elements of a page in their order and minifies them: those before the mark into one element, those
 * behind it into the stylesheet of the workspace.
 */
export function mergeStyles(html) {
  const elements = /<style[^>]*>([\s\S]*?)<\/style>\s*/g;
  const [head, tail, ...others] = html.split(/<style id="?workspace-styles"?><\/style>/);
  if (tail === undefined || others.length > 0) throw new Error("index.html has no mark before the styles of the workspace, or two");
  const merged = (part, name) => minifyCss([...part.matchAll(elements)].map(([, text]) => text).join("\n"), name);
  const css = merged(head, "the styles in index.html");
  let first = true;
  const page = head.replace(elements, () => {
    if (!first) return "";
    first = false;
    return `<style>${css}</style>\n`;
  });
  return { html: page + tail.replace(elements, ""), workspace: merged(tail, "the styles of the workspace") };
}
