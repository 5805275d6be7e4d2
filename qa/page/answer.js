// Draws the conversation: what was asked, and what the articles say. The page keeps its turns by name;
// the server sends one turn at a time, again whenever there is more of it.

const find = (selector) => element.querySelector(selector);
const turns = new Map(); // name of a turn -> what is drawn of it
const drawnAs = new WeakMap(); // a drawn group -> the JSON it was drawn from
const FINAL = ["done", "none", "error", "stopped"];
const unsettled = new Set(); // names of stopped turns whose end the server has not reported yet
let running = null; // name of the turn that is being answered

function newTurnName() {
  return Date.now().toString(36) + "-" + turns.size;
}

function ask(question) {
  if (running || !question.trim()) return false;
  const turn = { id: newTurnName(), question: question.trim(), state: "searching", status: "Searching…" };
  begin(turn);
  trigger("ask", { id: turn.id, question: turn.question });
  return true;
}

function begin(turn) {
  const entry = { item: make("li", "turn") };
  for (const name of ["question", "status", "headline", "understood", "groups", "card"]) {
    entry[name] = make({ question: "h2", groups: "div", card: "div" }[name] || "p", name);
    entry.item.append(entry[name]);
  }
  entry.question.dir = "auto";
  entry.question.textContent = turn.question;
  turns.set(turn.id, entry);
  running = turn.id;
  find(".start").hidden = true;
  find(".turns").append(entry.item);
  draw(entry, { headline: "", groups: [], related: [], ...turn });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  entry.item.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function receive(turn) {
  const name = turn.id || (settled() ? null : running);
  if (FINAL.includes(turn.state)) unsettled.delete(name);
  if (name && name === running) draw(turns.get(name), { ...turn, id: name });
}

// What comes without a name is either a question that found no place in line, or the end of a stopped one:
// Gradio reports both as failures.
function settled() {
  const [stopped] = unsettled;
  return unsettled.delete(stopped);
}

function stop() {
  if (!running) return;
  const entry = turns.get(running);
  unsettled.add(running);
  trigger("stop", {});
  const found = citations(entry.turn).length;
  const reason = found ? "This answer is incomplete." : "Nothing had been found yet.";
  draw(entry, { ...entry.turn, state: "stopped", status: "", title: "Stopped", reason });
}

function draw(entry, shown) {
  const turn = { ...shown, question: entry.question.textContent };
  entry.turn = turn;
  entry.item.dataset.state = turn.state;
  setText(entry.status, turn.status);
  setText(entry.headline, turn.headline);
  setText(entry.understood, turn.understood);
  drawGroups(entry.groups, turn.groups, turn);
  drawCard(entry, turn);
  if (FINAL.includes(turn.state)) running = null;
  showRunning();
  announce(turn);
}

function announce(turn) {
  const said = { searching: turn.status, done: "Answer ready: " + turn.headline };
  const closing = FINAL.includes(turn.state) ? turn.title + ". " + turn.reason : "";
  find(".announcement").textContent = said[turn.state] || closing;
}

// Only what changed is drawn again: a number that has the focus keeps it.
function drawGroups(container, groups, turn) {
  groups.forEach((group, position) => {
    const old = container.children[position];
    const json = JSON.stringify(group);
    if (old && drawnAs.get(old) === json) return;
    const fresh = groupNode(group, turn);
    drawnAs.set(fresh, json);
    if (old) old.replaceWith(fresh);
    else container.append(fresh);
  });
}

function groupNode(group, turn) {
  const figure = make("figure", "group");
  if (group.heading) figure.append(printed("h3", "heading-over", group.heading));
  for (const quotation of group.quotations) figure.append(quotationNode(quotation, group.article, turn));
  figure.append(captionNode(group, turn));
  return figure;
}

function quotationNode(quotation, article, turn) {
  const node = make("div", "quotation");
  const block = make("blockquote");
  block.append(wordsNode(quotation.pieces));
  node.append(numberButton(quotation, article, turn));
  if (quotation.who) node.append(whoNode(quotation.who));
  node.append(block);
  if (quotation.page) node.append(make("p", "page", "Page " + quotation.page));
  if (quotation.also.length) node.append(...alsoNodes(quotation, turn));
  return node;
}

// The same words in copies of the story: how many, and the list of them when that is pressed.
function alsoNodes(quotation, turn) {
  const list = make("ul", "also");
  list.id = `also-${turn.id}-${quotation.n}`;
  list.hidden = true;
  list.append(...quotation.also.map((_, position) => printingNode(quotation, position, turn)));
  const count = quotation.also.length;
  const button = makeButton("more", `also in ${count} ${count === 1 ? "other" : "others"}`, () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  });
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", list.id);
  return [button, list];
}

function printingNode(quotation, position, turn) {
  const { article } = quotation.also[position];
  const title = makeButton("title", "", () => openReader(turn.id, quotation.n, title, position));
  title.append(make("bdi", "", article.title));
  const line = make("li");
  line.append(title, joined(make("div"), provenance({ ...article, byline: "" })));
  return line;
}

function numberButton(quotation, article, turn) {
  const button = makeButton("number", String(quotation.n), () => openReader(turn.id, quotation.n, button));
  const kind = turn.state === "none" ? "Passage" : "Quotation";
  button.setAttribute("aria-label", `${kind} ${quotation.n}: read it in “${article.title}”`);
  button.dataset.turn = turn.id;
  button.dataset.n = quotation.n;
  return button;
}

function captionNode(group, turn) {
  const first = group.quotations[0].n;
  const title = makeButton("title", "", () => openReader(turn.id, first, title));
  title.append(make("bdi", "", group.article.title));
  return joined(make("figcaption"), [title, ...provenance(group.article)]);
}

// The turn is looked up when a number is pressed: by then it may have more quotations than when it was drawn.
// Its words are shown in the article that is quoted, or in the one at a position of the others that print them.
function openReader(name, n, from, also) {
  const detail = { turn: turns.get(name).turn, n, from, also };
  document.dispatchEvent(new CustomEvent("open-citation", { detail }));
}

function openPanel(name, from) {
  document.dispatchEvent(new CustomEvent("open-panel", { detail: { name, from } }));
}

function drawCard(entry, turn) {
  entry.card.replaceChildren();
  entry.card.hidden = !turn.title;
  if (!turn.title) return;
  entry.card.append(make("h3", "", turn.title), make("p", "", turn.reason));
  if (["error", "stopped"].includes(turn.state)) entry.card.append(againButton(turn));
  if (turn.related.length) entry.card.append(relatedNode(turn));
}

function againButton(turn) {
  return makeButton("again", "Try again", () => ask(turn.question));
}

function relatedNode(turn) {
  const node = make("div", "related");
  const groups = make("div", "groups");
  drawGroups(groups, turn.related, turn);
  node.append(make("h4", "", "Not an answer, but near:"), groups);
  return node;
}

function drawStart(collection, examples) {
  find(".size").textContent = collection.words;
  setText(find(".count"), collection.statements);
  find(".spoken").hidden = !collection.statements;
  setText(find(".note"), collection.note);
  if (turns.size) return;
  const some = collection.size > 0;
  find(".start").hidden = false;
  find(".start h2").textContent = some ? "Ask these articles" : "There are no articles yet";
  find(".start p").textContent = some
    ? `Answers are the articles’ own words. Press a number to read them where they were printed.`
    : "Add some with “python -m index build ARTICLES”; this page notices them by itself.";
  find(".examples").replaceChildren(...(some ? examples : []).map(exampleNode));
}

function exampleNode(question) {
  const item = make("li");
  item.append(makeButton("example", question, () => ask(question)));
  item.firstChild.dir = "auto";
  return item;
}

function render() {
  const value = props.value;
  if (!value) return;
  if (value.collection) drawStart(value.collection, value.examples || []);
  if (value.turn) receive(value.turn);
}

find(".listed").addEventListener("click", (event) => openPanel("collection", event.currentTarget));
find(".spoken").addEventListener("click", (event) => openPanel("ledger", event.currentTarget));
