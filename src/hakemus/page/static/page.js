// Sends each change to the server as it is typed, and shows what it answers. Nothing is kept here but what is not saved.
"use strict";
const here = document.body.dataset, said = document.getElementById("said");
const say = (text, bad) => { said.textContent = text; said.className = bad ? "bad" : ""; };
const was = new Map(), waiting = new Map(), told = new Map();
let queue = Promise.resolve();

const ask = async (url, body, headers) => {
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", ...headers } });
  } catch { return { error: here.lost || "" }; }
  const kind = answer.headers.get("Content-Type") || "";
  return kind.startsWith("application/json") ? answer.json() : { error: here.lost || String(answer.status) };
};

const show = (found, severities) => {
  for (const list of document.querySelectorAll("[data-found]")) {
    const now = found[list.dataset.found] || [];
    list.replaceChildren(...now.map(([severity, message]) => {
      const item = document.createElement("li"), head = document.createElement("strong");
      item.className = severity;
      head.textContent = severities[severity] + ": ";
      item.append(head, message);
      return item;
    }));
  }
};

const refuse = (field, text) => {
  field.setAttribute("aria-invalid", "true");
  const list = document.getElementById("found-" + field.name), item = document.createElement("li");
  item.className = "error";
  item.textContent = text;
  list.prepend(item);
};

const answered = (field, sent, answer) => {
  if (answer.error !== undefined) { say(answer.error, true); field.setAttribute("aria-invalid", "true"); return; }
  show(answer.found, answer.severities);
  for (const name of ["money", "sums"]) {
    const place = document.getElementById(name);
    if (place) place.innerHTML = answer[name];
  }
  for (const [name, [done, errors]] of Object.entries(answer.chapters)) {
    const link = document.querySelector(`[data-chapter-link="${name}"]`);
    if (!link) continue;
    link.querySelector("[data-done]").textContent = done;
    const count = link.querySelector("[data-errors]");
    count.hidden = !errors;
    count.textContent = errors;
  }
  if (answer.refused) { refuse(field, answer.refused); say(here.lost, true); return; }
  if (answer.elsewhere) {
    was.set(field.name, answer.now);
    told.set(field.name, sent); // leaving the field is no answer to it; typing is
    refuse(field, answer.elsewhere);
    say(answer.elsewhere, true);
    return;
  }
  field.removeAttribute("aria-invalid");
  was.set(field.name, answer.value);
  if (field.value === sent && document.activeElement !== field) field.value = answer.value;
  const row = field.closest("[data-row-of]");
  if (row) for (const one of row.querySelectorAll("[data-field]")) if (one.closest("[data-row-of]") === row) one.dataset.row = answer.row;
  const list = field.closest("[data-list]");
  if (list && answer.list) list.dataset.mark = answer.list;
  say(here.saved);
};

const save = (field) => {
  clearTimeout(waiting.get(field.name));
  waiting.delete(field.name);
  queue = queue.then(async () => {
    const sent = field.value;
    if (sent === told.get(field.name)) return;
    if (sent === was.get(field.name) && field.getAttribute("aria-invalid") !== "true") return;
    const body = JSON.stringify({ path: field.name, text: sent, was: was.get(field.name), row: field.dataset.row, chapter: here.chapter });
    answered(field, sent, await ask(`/a/${here.key}/field`, body, { "Content-Type": "application/json" }));
  });
  return queue;
};

const prepare = (root) => { for (const field of root.querySelectorAll("[data-field]")) was.set(field.name, field.value); };

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-field]")) return;
  clearTimeout(waiting.get(target.name));
  told.delete(target.name);
  waiting.set(target.name, setTimeout(() => save(target), 400));
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-field]")) save(target);
  if (target.matches("[data-send]") && target.files.length) send(target.dataset.send, target.files[0]);
});
addEventListener("beforeunload", (event) => {
  if (waiting.size || document.querySelector("[data-field][aria-invalid=true]")) event.preventDefault();
});

const send = async (url, file) => {
  const answer = await ask(url, file, { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) });
  if (answer.error !== undefined) say(answer.error, true); else { location.assign(answer.go); if (answer.go.includes("#")) location.reload(); }
};

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.name === "back") button.value = location.pathname;
  if ("copy" in button.dataset) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    say(button.dataset.done);
  }
  if ("add" in button.dataset) {
    const list = button.closest("[data-list]"), rows = list.querySelector("[data-rows]");
    const query = new URLSearchParams({ list: list.dataset.list, at: rows.children.length, table: list.dataset.table });
    const answer = await fetch(`/a/${here.key}/row?${query}`);
    if (!answer.ok) { say(here.lost, true); return; }
    const holder = document.createElement(list.dataset.table ? "tbody" : "div");
    holder.innerHTML = await answer.text();
    prepare(holder);
    const row = holder.firstElementChild;
    rows.append(row);
    row.querySelector("[data-field]").focus();
  }
  if ("step" in button.dataset) {
    const list = button.closest("[data-list]");
    for (const field of list.querySelectorAll("[data-field]")) if (waiting.has(field.name)) save(field);
    await queue;
    const body = JSON.stringify({ path: button.dataset.path, step: button.dataset.step, mark: list.dataset.mark });
    const answer = await ask(`/a/${here.key}/rows`, body, { "Content-Type": "application/json" });
    if (answer.saved) location.reload(); else say(answer.error || answer.elsewhere, true);
  }
});

for (const place of document.querySelectorAll("[data-drop]")) {
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) send(place.dataset.drop, event.dataTransfer.files[0]);
  });
}
prepare(document);
