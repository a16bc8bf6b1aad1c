// The preview in the browser: reloads when the site has changed, exchanges the stylesheet when only that has,
// and shows problems over the page. Everything it shows goes in as text.
(() => {
  const { watch, seen, overlay } = document.currentScript.dataset;
  let { styles } = document.currentScript.dataset;
  const place = `preview:${location.pathname}`;
  let source = null;
  let host = null;
  let hidden = "";

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
    source?.close();
    location.reload();
  }

  function dress(next) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const href = link.getAttribute("href");
      if (!styles || !href.endsWith(styles)) continue;
      const fresh = link.cloneNode();
      fresh.href = href.slice(0, -styles.length) + next;
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", () => fresh.remove());
      link.after(fresh);
    }
    styles = next;
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

  function show(state) {
    host?.remove();
    host = null;
    if (overlay !== "yes" || (!state.errors && !state.warnings)) return;
    host = document.createElement("div");
    host.id = "ambassador-preview";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const problems = JSON.stringify(state.problems);
    if (!state.errors || hidden === problems) {
      const badge = make("a", state.errors ? count(state.errors, "error") : count(state.warnings, "warning"), "badge");
      badge.href = "/__preview/#problems";
      root.append(badge);
    } else {
      const section = document.createElement("section");
      section.setAttribute("role", "alert");
      const head = document.createElement("header");
      const rest = state.errors - state.problems.length;
      const close = make("button", "Hide");
      close.addEventListener("click", () => { hidden = problems; show(state); });
      head.append(make("h1", `${count(state.errors, "error")}. The page beneath is the last good one.`), close);
      section.append(head, ...state.problems.map(article));
      if (rest > 0) section.append(make("p", `and ${rest} more`));
      root.append(section);
    }
    document.documentElement.append(host);
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/__preview/events");
    source.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state[watch] !== seen) return reload();
      if (state.styles !== styles) dress(state.styles);
      show(state);
    });
  }

  // A browser has six connections for a host: a tab that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else listen();
  });
  restore();
  listen();
})();
