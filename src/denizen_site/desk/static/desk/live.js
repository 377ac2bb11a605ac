// Looks at the day again every half minute, until it is told to stop or nobody has touched the page for ten minutes:
// a page left open must not keep its session alive.

const part = document.querySelector("[data-live]");
const button = document.querySelector("[data-live-pause]");
const every = Number(part.dataset.live) * 1000;
const patience = 10 * 60 * 1000;
let touched = Date.now();
let timer = 0;

async function look() {
  if (Date.now() - touched > patience) return stop();
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return stop();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
  } catch {
    stop();
  }
}

function start() {
  touched = Date.now();
  timer = setInterval(look, every);
  button.textContent = button.dataset.pause;
}

function stop() {
  clearInterval(timer);
  timer = 0;
  button.textContent = button.dataset.goOn;
}

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => { touched = Date.now(); });
button.addEventListener("click", () => { if (timer) stop(); else { start(); look(); } });
button.hidden = false;
start();
