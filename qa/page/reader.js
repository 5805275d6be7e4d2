// Shows a whole article, with the quotation that was pressed marked where it was printed.

const find = (selector) => element.querySelector(selector);
const [reader, scrim, text] = [find(".reader"), find(".scrim"), find(".printed")];
const narrow = matchMedia("(max-width: 899px)"); // as in page.css: there the reader lies over the conversation
const room = document.getElementById("room");
const NOT_LOADED = "The article could not be loaded. Check the connection, then open it again.";
// { turn, n, from, also }: the quotation that is shown, what was pressed to show it, and in which copy;
// { from }: an article of a list, and what was pressed to show it
let open = null;
let latest = 0; // counts what was asked for; an answer that comes too late is dropped

async function show({ turn, n, from, also }) {
  const cited = citations(turn);
  const citation = cited.find((one) => one.n === n);
  if (!citation) return;
  const { id } = (also === undefined ? citation : citation.also[also]).article;
  begin({ turn, n, from: from || open.from, also });
  drawBar(cited);
  const printings = cited.flatMap((one) => [one, ...one.also]);
  const marks = printings.filter((one) => one.article.id === id).map((one) => one.mark);
  await fill(id, marks, n);
}

// An article of a list, with the places that are to be marked alike.
async function showListed({ id, from, marks = [], place = "From the collection" }) {
  begin({ from });
  find(".place").textContent = place;
  showSteps(false);
  await fill(id, marks, marks[0]?.[2]);
}

function begin(shown) {
  const first = !open;
  open = shown;
  if (first) appear();
  markCurrent();
}

async function fill(id, marks, n) {
  const request = ++latest;
  const article = await called(server.get_article, { id, marks }, NOT_LOADED);
  if (request !== latest) return;
  drawArticle(article, n);
  text.focus({ preventScroll: true });
}

function drawBar(cited) {
  const kind = open.turn.state === "none" ? "Passage" : "Quotation";
  const position = cited.findIndex((one) => one.n === open.n);
  const copy = open.also === undefined ? "" : " · also printed here";
  find(".place").textContent = `${kind} ${open.n} of ${cited.length}${copy}`;
  showSteps(true);
  find(".previous").disabled = position === 0;
  find(".next").disabled = position === cited.length - 1;
}

// An article of the list has no quotations to step through.
function showSteps(shown) {
  for (const button of [find(".previous"), find(".next")]) button.hidden = !shown;
}

function drawArticle(article, n) {
  if (article.error) {
    find(".heading").replaceChildren();
    text.replaceChildren(make("p", "notice", article.error));
    return;
  }
  find(".heading").replaceChildren(...headingNodes(article));
  const body = make("article");
  for (const paragraph of article.paragraphs) body.append(paragraphNode(paragraph, n), paragraph.gap);
  text.replaceChildren(body);
  scrollToMark();
}

function headingNodes(article) {
  const about = provenance(article);
  if (article.updated) about.push(updatedNode(article.updated));
  if (/^https?:\/\//i.test(article.url)) about.push(linkNode(article.url));
  return [printed("h2", "", article.title), joined(make("p", "provenance"), about)];
}

function updatedNode(updated) {
  const node = make("span", "", "updated ");
  node.append(day(updated));
  return node;
}

function linkNode(url) {
  const link = make("a", "", "Open the original");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  return link;
}

function paragraphNode(paragraph, n) {
  const node = printed("p");
  for (const piece of paragraph.pieces) node.append(pieceNode(piece, n));
  return node;
}

function pieceNode(piece, n) {
  if (piece.numbers.length) return make("mark", piece.numbers.includes(n) ? "cited" : "also-cited", piece.text);
  return piece.furniture ? make("span", "furniture", piece.text) : document.createTextNode(piece.text);
}

// A third of the way down: the eye gets what stands before the quotation as well.
function scrollToMark() {
  const mark = find("mark.cited");
  if (!mark) return void (text.scrollTop = 0);
  const space = text.clientHeight - mark.getBoundingClientRect().height;
  const offset = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += offset - Math.max(24, space / 3);
}

function appear() {
  reader.hidden = false;
  room.classList.add("reading");
  fitWidth();
  if (narrow.matches) history.pushState({ ...history.state, reader: true }, "");
}

function close({ byBack = false } = {}) {
  if (!open) return;
  const { from } = open;
  const instead = pressed();
  const focused = element.contains(document.activeElement) || document.activeElement === document.body;
  open = null;
  latest += 1;
  reader.hidden = true;
  room.classList.remove("reading");
  fitWidth();
  markCurrent();
  if (!byBack && history.state && history.state.reader) history.back();
  if (focused) (from.isConnected ? from : instead).focus();
}

// On a narrow page the reader is a sheet over the rest, which then cannot be reached.
function fitWidth() {
  const sheet = Boolean(open) && narrow.matches;
  scrim.hidden = !sheet;
  for (const under of document.querySelectorAll(".chat, .panel")) under.inert = sheet;
  reader.setAttribute("role", sheet ? "dialog" : "region");
  reader.toggleAttribute("aria-modal", sheet);
  if (sheet) reader.setAttribute("aria-modal", "true");
}

function numberOf(turn, n) {
  return document.querySelector(`.number[data-turn="${turn.id}"][data-n="${n}"]`);
}

// What stands for the article that is open; a line of the list may have been drawn anew since.
function pressed() {
  const { turn, n, from } = open;
  if (turn) return numberOf(turn, n);
  return from.isConnected ? from : room.querySelector(".panel:not([hidden]) h1");
}

function markCurrent() {
  for (const button of room.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  if (open) pressed().setAttribute("aria-current", "true");
}

function step(by) {
  if (!open.turn) return;
  const numbers = citations(open.turn).map((one) => one.n);
  const n = numbers[numbers.indexOf(open.n) + by];
  if (n !== undefined) show({ turn: open.turn, n });
}

function onKey(event) {
  if (!open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closeFirst(event);
  else if (!element.contains(document.activeElement)) return;
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowRight") step(1);
}

// What lies beneath stays open.
function closeFirst(event) {
  event.preventDefault();
  close();
}

find(".previous").addEventListener("click", () => step(-1));
find(".next").addEventListener("click", () => step(1));
find(".close").addEventListener("click", () => close());
scrim.addEventListener("click", () => close());
narrow.addEventListener("change", fitWidth);
document.addEventListener("open-citation", (event) => show(event.detail));
document.addEventListener("open-article", (event) => showListed(event.detail));
document.addEventListener("open-panel", () => close({ byBack: true }));
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", () => close({ byBack: true }));
