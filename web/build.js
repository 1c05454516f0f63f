/* Bundle the front end into the folder named on the command line:
   `npm run build -- FOLDER` writes loader.js, demos.js, demo.css and licences.txt. */

import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (!folder) throw new Error("name the folder to write to: npm run build -- FOLDER");

const common = { bundle: true, minify: true, target: "es2020", legalComments: "none" };

await build({ ...common, entryPoints: ["loader.js", "demo.css"], outdir: folder, format: "iife" });
const { metafile } = await build({
  ...common,
  entryPoints: ["live.js"],
  outfile: join(folder, "demos.js"),
  format: "iife",
  globalName: "demos",
  alias: { "sanitize-html": "./plain_text.js", jquery: "./bare_element.js" },
  metafile: true,
});
writeFileSync(join(folder, "licences.txt"), licences(Object.keys(metafile.inputs)));

/* The licences of the packages that went into the bundle: each asks to be passed on. */
function licences(files) {
  const inside = /^node_modules\/((?:@[^/]+\/)?[^/]+)/;
  const packages = new Set(files.map((file) => inside.exec(file)?.[1]).filter(Boolean));
  return [...packages].sort().map((name) => {
    const home = join("node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    const text = readdirSync(home).find((file) => /^licen[cs]e/i.test(file));
    const body = text ? readFileSync(join(home, text), "utf8") : "";
    return `${name} ${version} (${license})\n\n${body}`;
  }).join(`\n${"-".repeat(72)}\n`);
}
