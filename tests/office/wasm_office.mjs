// The second LibreOffice, compiled to WebAssembly: opens files and saves them as what their new names say.
// Usage: node --liftoff-only wasm_office.mjs JOBS.json; a job is {"source": path, "target": path}.
// This build opens and saves; it takes no typing (its keys do nothing, its search ends the program).
import fs from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const THREADS = 16;

// The package starts four threads, and LibreOffice waits for ever for the fifth, which a paper of a few pages needs.
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename, ...rest) {
  if (path.basename(filename) !== "soffice.cjs") return compile.call(this, content, filename, ...rest);
  const more = content.replace("var pthreadPoolSize=4;", `var pthreadPoolSize=${THREADS};`);
  if (more === content) throw new Error("soffice.cjs no longer says how many threads it starts");
  return compile.call(this, more, filename, ...rest);
};

const { LibreOfficeConverter } = require("@matbee/libreoffice-converter/server");
const loader = require("@matbee/libreoffice-converter/wasm/loader");

// Threads that have ended go back to the pool only while nothing else runs.
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

const kind = (file) => path.extname(file).slice(1);

// A hundred fonts that no paper of ours uses are read by another thread at the start, and it may wait for the main one.
const FONTS = "/instdir/share/fonts/truetype";
async function createModule(config) {
  const made = await loader.createModule(config);
  const unused = made.FS.readdir(FONTS).filter((name) => name.endsWith("tf") && !name.startsWith("LiberationSans-"));
  for (const name of unused) made.FS.unlink(`${FONTS}/${name}`);
  return made;
}

const converter = new LibreOfficeConverter({ wasmPath: loader.wasmDir, wasmLoader: { createModule } });
await converter.initialize();
for (const { source, target } of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
  await pause();
  const options = { inputFormat: kind(source), outputFormat: kind(target) };
  const made = await converter.convert(fs.readFileSync(source), options);
  fs.writeFileSync(target, made.data);
}
process.exit(0); // otherwise its threads keep it for ever
