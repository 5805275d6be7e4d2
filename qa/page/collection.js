// Lists the collection in the place of the conversation: searched, ordered, a stretch at a time; and what could
// not be read.

const [wanted, order] = [find("#wanted"), find("#order")];
const panel = makePanel("collection", { opened, closed: () => articles.drop() });
const articles = makeList(find(".shelves"), panel, {
  asked: (start) => ({ words: wanted.value, order: order.value, start }),
  call: (sent) => server.list_articles(sent),
  narrowed: (sent) => sent.words.trim(),
  nothing,
  line: lineNode,
  loaded: showSize,
});
let visit = 0; // counts how often the panel was opened

function opened() {
  (touch.matches ? find("h1") : wanted).focus(); // the box would bring up a keyboard over half of a phone
  articles.load();
  listRefused(++visit);
}

function showSize(found) {
  find(".amount").textContent = "· " + found.collection;
  panel.opener.querySelector(".size").textContent = found.collection; // may be another than when it was opened
}

function nothing(sent) {
  return sent.words.trim()
    ? "No title, author or publisher has all of these words. To find what articles say, close this list and ask."
    : "There are no articles yet. Add some with “python -m index build ARTICLES”, then open this list again.";
}

function lineNode(line) {
  const item = make("li");
  const title = titleButton(line.title, (from) => openArticle({ id: line.id, from }));
  const about = make("div", "about");
  about.append(joined(make("p", "known"), provenance(line)), make("p", "facts", line.facts.join(" · ")));
  item.append(title, about);
  return item;
}

async function listRefused(request) {
  const found = await called(server.list_refused, {}, NOT_LOADED);
  if (request !== visit) return;
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

wanted.addEventListener("input", articles.loadSoon);
order.addEventListener("change", () => articles.load());
find(".search").addEventListener("submit", (event) => (event.preventDefault(), articles.load()));
