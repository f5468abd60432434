// Renders one template again and again with a library of Node, used as its page says; run by bench_peers.py.
// node peers.mjs LIBRARY TEMPLATE VALUES ROUNDS OUT: writes the last document to OUT, prints milliseconds of processor time.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const [library, path, values, rounds, out] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/`);
const content = readFileSync(path);
const data = JSON.parse(readFileSync(values, "utf8"));

const renderers = {
  docxtemplater: () => {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return () => {
      const made = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
      made.render(data);
      return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x": () => {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return () => handler.process(content, data);
  },
  carbone: () => {
    const { render } = require("carbone");
    return () =>
      new Promise((made, failed) => render(path, data, {}, (error, result) => (error ? failed(error) : made(result))));
  },
};

const render = renderers[library]();
let document = await render();
const times = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const before = process.cpuUsage();
  document = await render();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
}
writeFileSync(out, document);
console.log(JSON.stringify(times));
process.exit(0);
