// The preview in the browser: it reloads a page that has changed, replaces the stylesheet if only that has changed,
// and shows problems over the page. It inserts everything as text, never as HTML.
(() => {
  const SILENCE = 3000; // milliseconds without the server before the page reports it
  let { seen, styles } = document.currentScript.dataset;
  const tools = location.pathname.startsWith("/__preview/");
  const place = `preview:${location.pathname}`;
  let host = null;
  let hidden = "";
  let asked = 0;

  const STYLE = `
    :host { all: initial !important; position: fixed !important; inset: auto 0 0 0 !important;
      z-index: 2147483647 !important; display: block !important; pointer-events: none !important; }
    section { pointer-events: auto; box-sizing: border-box; max-height: 70vh; overflow: auto; padding: 20px 24px 28px;
      background: #201a1d; color: #f6efec; font: 15px/1.5 system-ui, sans-serif; border-top: 4px solid #e0486b;
      box-shadow: 0 -12px 40px #0006; }
    header { display: flex; gap: 16px; align-items: baseline; }
    h1 { font-size: 17px; margin: 0; flex: 1; }
    button, .badge { font: inherit; color: inherit; background: #ffffff1f; border: 0; border-radius: 99px;
      padding: 4px 14px; cursor: pointer; text-decoration: none; }
    article { margin-top: 18px; }
    h2 { font-size: 15px; margin: 0; }
    a { color: #ffb3c3; }
    pre { font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; background: #0004; padding: 10px 14px; margin: 8px 0; }
    p { margin: 2px 0; overflow-wrap: anywhere; }
    h2 { overflow-wrap: anywhere; }
    .badge { pointer-events: auto; position: absolute; right: 12px; bottom: 12px; background: #201a1d; color: #f6efec;
      font: 13px/1.5 system-ui, sans-serif; }
    @media print { :host { display: none !important; } }`;

  function restore() {
    const kept = sessionStorage.getItem(place);
    if (!kept) return;
    const [left, top] = JSON.parse(kept);
    const go = () => scrollTo({ left, top, behavior: "instant" });
    go();
    addEventListener("load", () => { go(); sessionStorage.removeItem(place); }, { once: true });
  }

  function reload() {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  function dress(next) {
    const worn = [...document.querySelectorAll('link[rel~="stylesheet"]')]
      .filter((link) => styles && (link.dataset.preview || link.getAttribute("href").endsWith(styles)));
    const last = worn.at(-1);
    if (last) {
      const fresh = last.cloneNode();
      fresh.dataset.preview = "yes";
      for (const link of worn) link.dataset.preview = "yes";
      fresh.setAttribute("href", last.getAttribute("href").slice(0, -styles.length) + next);
      fresh.addEventListener("load", () => worn.forEach((link) => link.remove()));
      last.after(fresh);
    }
    styles = next;
  }

  // The tools do not reload, so their phone and typed text stay: only their live parts are replaced.
  async function refresh(next) {
    seen = next;
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const made = fresh.getElementById(old.id);
      if (made && made.innerHTML !== old.innerHTML) old.replaceChildren(...made.childNodes);
    }
    find(wanted);
  }

  let wanted = "";
  function find(text) {
    wanted = text;
    const field = document.getElementById("find");
    if (field && field.value !== text) field.value = text;
    for (const row of document.querySelectorAll(".found tbody tr")) {
      row.hidden = !row.textContent.toLowerCase().includes(text.trim().toLowerCase());
    }
  }

  function equip() {
    addEventListener("input", (event) => event.target.id === "find" && find(event.target.value));
    // The server announces another day as an event: the phone then shows the same page on that day.
    addEventListener("submit", (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(event.target, event.submitter));
      fetch(event.target.action, { method: "POST", body, redirect: "manual" });
    });
    // If there is no room for the phone's frame, the page opens in place of the tools.
    addEventListener("click", (event) => {
      const link = event.target.closest("a[target=phone]");
      if (link && !document.querySelector("iframe")?.offsetParent) link.target = "_self";
    });
  }

  function make(tag, text, kind) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function article(told) {
    const made = make("article", "", "problem");
    made.append(make("h2", told.name ? `${told.name}: ${told.message}` : told.message));
    const where = make(told.edit ? "a" : "span", told.where, "where");
    if (told.edit) where.href = told.edit;
    const line = make("p", "");
    line.append(where);
    made.append(line);
    if (told.excerpt) made.append(make("pre", told.excerpt));
    if (told.help) made.append(make("p", told.help, "help"));
    return made;
  }

  function count(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  function badge(text, address) {
    const made = make(address ? "a" : "span", text, "badge");
    if (address) made.href = address;
    return made;
  }

  function hang(...parts) {
    host?.remove();
    host = null;
    if (!parts.length) return;
    host = document.createElement("div");
    host.id = "ambassador-preview";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(...parts);
    document.documentElement.append(host);
  }

  function show(state) {
    const problems = JSON.stringify(state.problems);
    if (tools || (!state.errors && !state.warnings)) return hang();
    if (!state.errors) return hang(badge(count(state.warnings, "warning"), "/__preview/#problems"));
    // The tools list the problems themselves, so in their phone the page stays visible.
    if (self !== top) return hang(badge(count(state.errors, "error")));
    if (hidden === problems) return hang(badge(count(state.errors, "error"), "/__preview/#problems"));
    const section = make("section", "");
    section.setAttribute("role", "alert");
    const head = document.createElement("header");
    const rest = state.errors - state.problems.length;
    const close = make("button", "Hide");
    close.addEventListener("click", () => { hidden = problems; show(state); });
    const beneath = seen ? " The page below is the last good one." : "";
    head.append(make("h1", `${count(state.errors, "error")}.${beneath}`), close);
    section.append(head, ...state.problems.map(article));
    if (rest > 0) section.append(make("p", `and ${rest} more`));
    hang(section);
  }

  // Fetch the current facts of this page. Ignore the answer to an older request.
  async function ask() {
    const mine = ++asked;
    try {
      const answer = await fetch(`/__preview/state?page=${encodeURIComponent(location.pathname)}`);
      const state = await answer.json();
      if (mine === asked) hear(state);
    } catch {
      // The server has stopped, or the browser is leaving this page.
    }
  }

  function hear(state) {
    if (state.seen !== seen) {
      if (!tools) return reload();
      refresh(state.seen);
    }
    if (state.styles !== styles) dress(state.styles);
    show(state);
  }

  function receive(news) {
    if (news === "silence") hang(badge("The preview is not running"));
    else ask();
  }

  // A browser has six connections per host, so one tab listens and informs the others. When it closes, another tab
  // gets the lock.
  const radio = new BroadcastChannel("ambassador-preview");
  radio.addEventListener("message", (event) => receive(event.data));

  function tell(news) {
    radio.postMessage(news);
    receive(news);
  }

  function listen() {
    return new Promise(() => {
      let silent = 0;
      const source = new EventSource("/__preview/events");
      source.addEventListener("message", (event) => {
        clearTimeout(silent);
        silent = 0;
        tell(JSON.parse(event.data).number);
      });
      source.addEventListener("error", () => { silent ||= setTimeout(tell, SILENCE, "silence"); });
    });
  }

  if (tools) equip();
  restore();
  ask();
  addEventListener("pageshow", (event) => event.persisted && ask());
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  if (navigator.locks) navigator.locks.request("ambassador-preview", listen);
  else listen();
})();
