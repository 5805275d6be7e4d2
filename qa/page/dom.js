// Shared by all parts of the page. Text becomes a text node, always: no string is ever read as markup.

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function makeButton(className, text, onClick) {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

function setText(node, text) {
  node.textContent = text || "";
  node.hidden = !text;
}

// Printed text runs in its own direction, whatever surrounds it.
function printed(tag, className, text) {
  const node = make(tag, className, text);
  node.dir = "auto";
  return node;
}

function day(published) {
  const node = make("time");
  node.dateTime = published;
  const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  node.textContent = new Date(published + "T00:00:00Z").toLocaleDateString("en-GB", words);
  return node;
}

// Byline, publisher and day of an article, as far as they are known.
function provenance(article) {
  const known = [];
  if (article.byline) known.push(make("bdi", "", article.byline));
  if (article.publisher) known.push(make("bdi", "", article.publisher));
  if (article.published) known.push(day(article.published));
  return known;
}

function joined(node, parts) {
  parts.forEach((part, position) => node.append(...(position ? [" · ", part] : [part])));
  return node;
}

// What a function of the server gives. Gradio gives nothing where the server cannot be reached.
async function called(call, sent, error) {
  return (await call(sent)) || { error };
}

function citations(turn) {
  const groups = [...turn.groups, ...turn.related];
  return groups.flatMap((group) => group.quotations.map((quotation) => ({ ...quotation, article: group.article })));
}

// “The statement [North Korea] denies · “flatly denied””
function whoNode(line) {
  const node = make("p", "who");
  node.append(make("bdi", "speaker", line.speaker), " ");
  if (line.name) node.append(make("bdi", "name", `[${line.name}]`), " ");
  node.append(make("span", "stance", line.stance));
  if (line.cue) node.append(" · ", make("bdi", "cue", `“${line.cue}”`));
  return node;
}

function wordsNode(pieces) {
  const node = printed("p", "words");
  for (const piece of pieces) node.append(piece.said ? make("mark", "", piece.text) : piece.text);
  return node;
}
