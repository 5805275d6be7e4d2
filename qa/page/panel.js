// Shared by the collection and the ledger: a panel in the place of the conversation, and lists in it that come
// a stretch at a time.

const find = (selector) => element.querySelector(selector);
const PAUSE = 250; // milliseconds without a key before what is typed is searched for
const NOT_LOADED = "The list could not be loaded. Check the connection, then try again.";
const room = document.getElementById("room");
const touch = matchMedia("(pointer: coarse)");

// The panel of a name: opened from the top of the page; closed by its own button, by Escape, and by going back in
// the browser. From its first view it may lead one step deeper; Escape and going back then lead out of there first.
function makePanel(name, { opened, closed, risen = () => {} }) {
  const panel = { opener: null, deeper: false, sink, rise, tell };
  const section = find(".panel");
  let step = 0; // name of its step in the browser's history
  let scrolled = 0; // how far the conversation was, which is not drawn meanwhile

  function open(from) {
    if (panel.opener) return;
    panel.opener = from;
    scrolled = conversation().scrollTop;
    section.hidden = false;
    room.dataset.panel = name;
    step = Date.now();
    history.pushState({ ...history.state, reader: false, listing: step, deeper: false }, "");
    opened();
  }

  function close({ byBack = false } = {}) {
    if (!panel.opener) return;
    const { opener, deeper } = panel;
    panel.opener = null;
    panel.deeper = false;
    section.hidden = true;
    delete room.dataset.panel;
    tell("");
    conversation().scrollTop = scrolled;
    if (!byBack) history.go(deeper ? -2 : -1);
    closed();
    opener.focus();
  }

  function sink() {
    if (panel.deeper) return;
    panel.deeper = true;
    history.pushState({ ...history.state, reader: false, deeper: true }, "");
  }

  function rise({ byBack = false } = {}) {
    if (!panel.deeper) return;
    panel.deeper = false;
    if (!byBack) history.back();
    risen();
  }

  function tell(words) {
    find("[role=status]").textContent = words;
  }

  // Escape closes the article first.
  function onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (!panel.opener || room.classList.contains("reading")) return;
    event.preventDefault();
    if (panel.deeper) rise();
    else close();
  }

  function onBack() {
    if (!panel.opener) return;
    if (history.state?.listing !== step) close({ byBack: true });
    else if (!history.state.deeper) rise({ byBack: true });
  }

  find(".leave").addEventListener("click", () => close());
  document.addEventListener("open-panel", (event) => event.detail.name === name && open(event.detail.from));
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", onBack);
  return panel;
}

function conversation() {
  return document.querySelector(".conversation");
}

// A list below a node, which has places for what was found, the lines, a notice, trying again, and more lines.
//   asked(start): what is sent to the server       call(sent): asks it
//   narrowed(sent): whether something is searched  nothing(sent): what is said where nothing is found
//   line(one): draws one line                      loaded(found): is told what came, before it is drawn
function makeList(root, panel, { asked, call, narrowed, nothing, line, loaded }) {
  const at = (selector) => root.querySelector(selector);
  const lines = at(".lines");
  let latest = 0; // counts what was asked for; an answer that comes too late is dropped
  let total = 0; // lines in the whole list of what is shown
  let timer = 0;

  // The list from its beginning, or after what is shown of it.
  async function load({ start = 0 } = {}) {
    clearTimeout(timer);
    const request = ++latest;
    const sent = asked(start);
    root.setAttribute("aria-busy", "true");
    const found = await called(call, sent, NOT_LOADED);
    if (request !== latest) return;
    root.setAttribute("aria-busy", "false");
    if (found.error) return fail(found.error, start);
    if (start && found.total !== total) return load(); // another version of the collection: places have shifted
    draw(found, sent);
  }

  function draw(found, sent) {
    total = found.total;
    loaded(found, sent);
    setText(at(".found"), narrowed(sent) && `${found.words} found`);
    const fresh = found.lines.map(line);
    if (sent.start) lines.append(...fresh);
    else lines.replaceChildren(...fresh);
    if (!sent.start) find(".shelves").scrollTop = 0;
    setText(at(".notice"), total ? "" : nothing(sent));
    at(".retry").hidden = true;
    showFurther();
    if (sent.start && fresh.length) fresh[0].querySelector("button").focus({ preventScroll: true });
    panel.tell(summary(found, sent));
  }

  function showFurther() {
    const shown = lines.children.length;
    at(".further").hidden = shown >= total;
    at(".further").textContent = `Show more (${(total - shown).toLocaleString("en-GB")} left)`;
  }

  function summary(found, sent) {
    if (!found.total) return nothing(sent);
    const all = `${found.words} ${narrowed(sent) ? "found" : "listed"}`;
    const shown = lines.children.length;
    return shown < found.total ? `${all}, ${shown} shown` : all;
  }

  // What was listed for other words goes: it would pass for the answer.
  function fail(error, start) {
    if (!start) lines.replaceChildren();
    setText(at(".found"), "");
    setText(at(".notice"), error);
    at(".further").hidden = true;
    at(".retry").hidden = false;
    panel.tell(error);
  }

  function drop() {
    clearTimeout(timer);
    latest += 1;
  }

  function loadSoon() {
    drop(); // what is under way is for other words
    timer = setTimeout(load, PAUSE);
  }

  // What is shown goes before something else is listed in its place.
  function clear() {
    drop();
    total = 0;
    lines.replaceChildren();
    for (const name of [".found", ".notice", ".retry", ".further"]) at(name).hidden = true;
  }

  const more = () => load({ start: lines.children.length });
  at(".further").addEventListener("click", more);
  at(".retry").addEventListener("click", more);
  return { load, loadSoon, drop, clear };
}

function titleButton(title, onClick) {
  const button = makeButton("title", "", () => onClick(button));
  button.append(make("bdi", "", title));
  return button;
}

function openArticle(detail) {
  document.dispatchEvent(new CustomEvent("open-article", { detail }));
}
