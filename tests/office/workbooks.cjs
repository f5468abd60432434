// Opens a workbook by a library, and saves it as another file: node workbooks.cjs LIBRARY SOURCE TARGET
const [, , library, source, target] = process.argv;

async function main() {
  if (library === "exceljs") {
    const { Workbook } = require("exceljs");
    const book = new Workbook();
    await book.xlsx.readFile(source);
    await book.xlsx.writeFile(target);
  } else if (library === "xlsx-populate") {
    const book = await require("xlsx-populate").fromFileAsync(source);
    await book.toFileAsync(target);
  } else {
    const { readFile, writeFile } = require("xlsx");
    const book = readFile(source, { cellFormula: true, cellNF: true, cellStyles: true });
    writeFile(book, target, { bookType: target.endsWith(".ods") ? "ods" : "xlsx" });
  }
}

main();
