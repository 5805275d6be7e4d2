// Shows a whole article, with the quotation that was pressed marked where it was printed.

const find = (selector) => element.querySelector(selector);
const [reader, scrim, text] = [find(".reader"), find(".scrim"), find(".printed")];
const narrow = matchMedia("(max-width: 899px)"); // as in page.css: there the reader lies over the conversation
const room = document.getElementById("room");
let open = null; // { turn, n, from }: the quotation that is shown, and what was pressed to show it
let latest = 0; // counts what was asked for; an answer that comes too late is dropped

async function show({ turn, n, from }) {
  const cited = citations(turn);
  const citation = cited.find((one) => one.n === n);
  if (!citation) return;
  const request = ++latest;
  const first = !open;
  open = { turn, n, from: from || open.from };
  if (first) appear();
  markCurrent();
  drawBar(cited);
  const marks = cited.filter((one) => one.article.id === citation.article.id).map((one) => one.mark);
  const article = await fetchArticle(citation.article.id, marks);
  if (request !== latest) return;
  drawArticle(article, n);
  text.focus({ preventScroll: true });
}

async function fetchArticle(id, marks) {
  try {
    return await server.get_article({ id, marks });
  } catch {
    return { error: "The article could not be loaded. Check the connection, then press the number again." };
  }
}

function drawBar(cited) {
  const kind = open.turn.state === "none" ? "Passage" : "Quotation";
  const position = cited.findIndex((one) => one.n === open.n);
  find(".place").textContent = `${kind} ${open.n} of ${cited.length}`;
  find(".previous").disabled = position === 0;
  find(".next").disabled = position === cited.length - 1;
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
  if (/^https?:\/\//i.test(article.url)) about.push(linkNode(article.url));
  return [printed("h2", "", article.title), joined(make("p", "provenance"), about)];
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
  const { turn, n, from } = open;
  const focused = element.contains(document.activeElement) || document.activeElement === document.body;
  open = null;
  latest += 1;
  reader.hidden = true;
  room.classList.remove("reading");
  fitWidth();
  markCurrent();
  if (!byBack && history.state && history.state.reader) history.back();
  if (focused) (from.isConnected ? from : numberOf(turn, n)).focus();
}

// On a narrow page the reader is a sheet over the rest, which then cannot be reached.
function fitWidth() {
  const sheet = Boolean(open) && narrow.matches;
  scrim.hidden = !sheet;
  document.querySelector(".chat").inert = sheet;
  reader.setAttribute("role", sheet ? "dialog" : "region");
  reader.toggleAttribute("aria-modal", sheet);
  if (sheet) reader.setAttribute("aria-modal", "true");
}

function numberOf(turn, n) {
  return document.querySelector(`.number[data-turn="${turn.id}"][data-n="${n}"]`);
}

function markCurrent() {
  for (const button of document.querySelectorAll(".number[aria-current]")) button.removeAttribute("aria-current");
  if (open) numberOf(open.turn, open.n).setAttribute("aria-current", "true");
}

function step(by) {
  const numbers = citations(open.turn).map((one) => one.n);
  const n = numbers[numbers.indexOf(open.n) + by];
  if (n !== undefined) show({ turn: open.turn, n });
}

function onKey(event) {
  if (!open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") close();
  else if (!element.contains(document.activeElement)) return;
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowRight") step(1);
}

find(".previous").addEventListener("click", () => step(-1));
find(".next").addEventListener("click", () => step(1));
find(".close").addEventListener("click", () => close());
scrim.addEventListener("click", () => close());
narrow.addEventListener("change", fitWidth);
document.addEventListener("open-citation", (event) => show(event.detail));
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", () => close({ byBack: true }));
