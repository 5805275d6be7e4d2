// The box for the question. It belongs to the reader alone: no answer ever writes to it.

const MOST_LINES_HIGH = 160; // pixels; a longer question scrolls
const box = find("#question");

function send(event) {
  event.preventDefault();
  if (ask(box.value)) {
    box.value = "";
    fitBox();
  }
}

function fitBox() {
  box.style.height = "auto";
  box.style.height = Math.min(box.scrollHeight, MOST_LINES_HIGH) + "px";
}

function sendOnEnter(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
}

// While an answer comes, the button that would send stops instead; if it had the focus, its place keeps it.
function showRunning() {
  const [asking, stopping] = [find(".send"), find(".stop")];
  const focused = [asking, stopping].includes(document.activeElement);
  asking.hidden = Boolean(running);
  stopping.hidden = !running;
  if (focused) (running ? stopping : asking).focus();
}

function focusOnSlash(event) {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (box.closest("[inert]") || !box.getClientRects().length) return; // under the reader, or not drawn
  event.preventDefault();
  box.focus();
}

find(".composer").addEventListener("submit", send);
find(".stop").addEventListener("click", stop);
box.addEventListener("keydown", sendOnEnter);
box.addEventListener("input", fitBox);
document.addEventListener("keydown", focusOnSlash);
watch("value", render);
render();
