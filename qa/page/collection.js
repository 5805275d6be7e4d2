// Lists the collection in the place of the conversation: searched, ordered, a stretch at a time; and what could
// not be read.

const find = (selector) => element.querySelector(selector);
const PAUSE = 250; // milliseconds without a key before what is typed is searched for
const NOT_LOADED = "The list could not be loaded. Check the connection, then try again.";
const [catalogue, shelves, lines] = [find(".catalogue"), find(".shelves"), find(".lines")];
const [wanted, order, said] = [find("#wanted"), find("#order"), find("[role=status]")];
const room = document.getElementById("room");
const touch = matchMedia("(pointer: coarse)");
let opener = null; // what was pressed to open the list; null while it is closed
let step = 0; // name of its step in the browser's history
let scrolled = 0; // how far the conversation was, which is not drawn meanwhile
let latest = 0; // counts what was asked for; an answer that comes too late is dropped
let total = 0; // articles in the whole list of what is shown
let timer = 0;

function open(from) {
  if (opener) return;
  opener = from;
  scrolled = conversation().scrollTop;
  catalogue.hidden = false;
  room.classList.add("listing");
  step = Date.now();
  history.pushState({ ...history.state, reader: false, listing: step }, "");
  (touch.matches ? find("h1") : wanted).focus(); // the box would bring up a keyboard over half of a phone
  list();
  listRefused();
}

function close({ byBack = false } = {}) {
  if (!opener) return;
  const from = opener;
  opener = null;
  latest += 1;
  clearTimeout(timer);
  catalogue.hidden = true;
  room.classList.remove("listing");
  said.textContent = "";
  conversation().scrollTop = scrolled;
  if (!byBack) history.back();
  from.focus();
}

function conversation() {
  return document.querySelector(".conversation");
}

// The list from its beginning, or after what is shown of it.
async function list({ start = 0 } = {}) {
  clearTimeout(timer);
  const request = ++latest;
  const asked = { words: wanted.value, order: order.value, start };
  shelves.setAttribute("aria-busy", "true");
  const found = await called(server.list_articles, asked, NOT_LOADED);
  if (request !== latest) return;
  shelves.setAttribute("aria-busy", "false");
  if (found.error) return fail(found.error, start);
  if (start && found.total !== total) return list(); // another version of the collection: places have shifted
  draw(found, asked);
}

function draw(found, asked) {
  total = found.total;
  find(".amount").textContent = "· " + found.collection;
  opener.querySelector(".size").textContent = found.collection; // may be another than when the list was opened
  setText(find(".found"), asked.words.trim() && `${found.words} found`);
  const fresh = found.lines.map(lineNode);
  if (asked.start) lines.append(...fresh);
  else lines.replaceChildren(...fresh);
  if (!asked.start) shelves.scrollTop = 0;
  setText(find(".notice"), total ? "" : nothing(asked));
  find(".retry").hidden = true;
  showFurther();
  if (asked.start && fresh.length) fresh[0].querySelector("button").focus({ preventScroll: true });
  said.textContent = summary(found, asked);
}

function setText(node, text) {
  node.textContent = text || "";
  node.hidden = !text;
}

function nothing(asked) {
  return asked.words.trim()
    ? "No title, author or publisher has all of these words. To find what articles say, close this list and ask."
    : "There are no articles yet. Add some with “python -m index build ARTICLES”, then open this list again.";
}

function showFurther() {
  const shown = lines.children.length;
  find(".further").hidden = shown >= total;
  find(".further").textContent = `Show more (${(total - shown).toLocaleString("en-GB")} left)`;
}

function summary(found, asked) {
  if (!found.total) return nothing(asked);
  const all = asked.words.trim() ? `${found.words} found` : `${found.words} listed`;
  const shown = lines.children.length;
  return shown < found.total ? `${all}, ${shown} shown` : all;
}

// What was listed for other words goes: it would pass for the answer.
function fail(error, start) {
  if (!start) lines.replaceChildren();
  setText(find(".found"), "");
  setText(find(".notice"), error);
  find(".further").hidden = true;
  find(".retry").hidden = false;
  said.textContent = error;
}

function lineNode(line) {
  const item = make("li");
  const title = makeButton("title", "", () => openArticle(line.id, title));
  title.append(make("bdi", "", line.title));
  const about = make("div", "about");
  about.append(joined(make("p", "known"), provenance(line)), make("p", "facts", line.facts.join(" · ")));
  item.append(title, about);
  return item;
}

function openArticle(id, from) {
  document.dispatchEvent(new CustomEvent("open-article", { detail: { id, from } }));
}

async function listRefused() {
  const request = step;
  const found = await called(server.list_refused, {}, NOT_LOADED);
  if (request !== step) return;
  const refused = find(".refused");
  refused.hidden = !found.error && !found.total;
  find(".refused summary").textContent = found.error ? "Records not read" : found.words;
  const drawn = found.error ? [make("li", "", found.error)] : found.lines.map(refusedNode);
  if (drawn.length < found.total) drawn.push(make("li", "", `The first ${drawn.length} are shown.`));
  find(".refused ul").replaceChildren(...drawn);
}

function refusedNode(line) {
  const item = make("li");
  item.append(printed("p", "path", line.place), printed("p", "", line.reason));
  return item;
}

function searchSoon() {
  clearTimeout(timer);
  latest += 1; // what is under way is for other words
  timer = setTimeout(list, PAUSE);
}

// Escape closes the article first, then the list.
function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  if (!opener || room.classList.contains("reading")) return;
  event.preventDefault();
  close();
}

wanted.addEventListener("input", searchSoon);
order.addEventListener("change", () => list());
find(".search").addEventListener("submit", (event) => (event.preventDefault(), list()));
find(".further").addEventListener("click", () => list({ start: lines.children.length }));
find(".retry").addEventListener("click", () => list({ start: lines.children.length }));
find(".leave").addEventListener("click", () => close());
document.addEventListener("open-collection", (event) => open(event.detail.from));
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", () => {
  if (history.state?.listing !== step) close({ byBack: true });
});
