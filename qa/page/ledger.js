// Lists who is printed as saying something; of a speaker that is pressed, what: filtered, a stretch at a time.

const ANY = "Any";
const [named, about, stance] = [find("#speaker"), find("#about"), find("#stance")];
const [tier, since, until] = [find("#tier"), find("#since"), find("#until")];
const [first, second, shelves] = [find(".speakers"), find(".statements"), find(".shelves")];
const filters = [about, stance, tier, since, until];
const panel = makePanel("ledger", { opened, closed, risen });
const narrow = matchMedia("(max-width: 899px)"); // as in page.css: there the filters would fill the screen
let chosen = null; // { key, label, from }: the speaker whose statements are shown, and what was pressed for them
let scrolled = 0; // how far the list of speakers was

const speakers = makeList(first, panel, {
  asked: (start) => ({ words: named.value, start }),
  call: (sent) => server.list_speakers(sent),
  narrowed: (sent) => sent.words.trim(),
  nothing: (sent) => (sent.words.trim() ? "No speaker’s name has all of these words." : "Nobody is quoted yet."),
  line: speakerNode,
  loaded: showSize,
});
const statements = makeList(second, panel, {
  asked: (start) => ({
    ...{ key: chosen.key, label: chosen.label, start },
    ...Object.fromEntries(filters.map((field) => [field.id, field.value])),
  }),
  call: (sent) => server.list_statements(sent),
  narrowed: () => true,
  nothing: () => "No statement is as chosen. Choose less, or other words.",
  line: statementNode,
  loaded: showStances,
});

function opened() {
  show(first);
  (touch.matches ? find("h1") : named).focus(); // the box would bring up a keyboard over half of a phone
  speakers.load();
}

function closed() {
  speakers.drop();
  statements.drop();
}

function show(view) {
  first.hidden = view !== first;
  second.hidden = view !== second;
}

function showSize(found, sent) {
  find(".amount").textContent = "· " + found.collection;
  panel.opener.querySelector(".count").textContent = found.collection; // may be another than when it was opened
  const everybody = found.everybody && !sent.words.trim();
  find(".everybody").hidden = !everybody;
  if (everybody) find(".everybody").replaceChildren(...lineParts({ key: "", label: "Everybody", count: found.everybody }));
}

function speakerNode(speaker) {
  const item = make("li", "counted");
  item.append(...lineParts(speaker));
  return item;
}

function lineParts({ key, label, count }) {
  return [titleButton(label, (from) => choose({ key, label, from })), make("span", "facts", count)];
}

function choose(speaker) {
  chosen = speaker;
  scrolled = shelves.scrollTop;
  speakers.drop();
  statements.clear();
  find(".filters").reset();
  find(".filters details").open = !narrow.matches;
  stance.replaceChildren(option("", ANY));
  find("#spoken-by").textContent = speaker.label;
  show(second);
  panel.sink();
  find("#spoken-by").focus();
  statements.load();
}

function risen() {
  statements.drop();
  show(first);
  panel.tell("");
  shelves.scrollTop = scrolled;
  (chosen.from.isConnected ? chosen.from : named).focus({ preventScroll: true });
}

// The stances that this speaker takes; the one that is chosen stays so.
function showStances(found) {
  const value = stance.value;
  const fresh = found.stances.map((one) => option(one.value, one.words));
  stance.replaceChildren(option("", ANY), ...fresh);
  stance.value = found.stances.some((one) => one.value === value) ? value : "";
}

function option(value, words) {
  const node = make("option", "", words);
  node.value = value;
  return node;
}

function statementNode(line) {
  const item = make("li", "statement");
  const quotation = make("blockquote");
  quotation.append(wordsNode(line.pieces));
  item.append(whoNode(line), quotation, sourceNode(line));
  return item;
}

function sourceNode(line) {
  const place = "Statement";
  const { id, title } = line.article;
  const button = titleButton(title, (from) => openArticle({ id, from, marks: line.marks, place }));
  const known = provenance({ ...line.article, byline: "" });
  return joined(make("p", "source"), [button, ...known, ...line.facts]);
}

named.addEventListener("input", speakers.loadSoon);
about.addEventListener("input", statements.loadSoon);
for (const field of [stance, tier, since, until]) field.addEventListener("change", () => statements.load());
first.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), speakers.load()));
second.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), statements.load()));
find(".up").addEventListener("click", () => panel.rise());
