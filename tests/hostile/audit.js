// What a page holds that no content may bring about; run inside the opened page, or over a parsed document.
(doc) => {
  const wrong = [];
  const say = (what, node) => wrong.push(`${what}: ${(node.outerHTML || node.nodeName).slice(0, 160)}`);
  const here = new URL(doc.baseURI || location.href);
  const live = doc === document;
  const never = "base,style,form,iframe,frame,frameset,object,embed,applet,template,noscript,input,textarea,select,keygen," +
    "isindex,math,foreignObject,animate,set,script:not([src]):not([type='application/ld+json']),portal,dialog,marquee,slot," +
    "audio,track,area,map,body ~ *,[srcdoc],[formaction],[action],[background],[ping],[style],[contenteditable],[autofocus]," +
    "[popover],[target],[is],[nonce],[shadowrootmode],plaintext,xmp,noembed,image,[xlink\\:href],[dynsrc],[lowsrc]";
  for (const node of doc.querySelectorAll(never)) say("may not be", node);
  for (const node of doc.querySelectorAll("meta[http-equiv]"))
    if (doc.documentElement.dataset.leads === undefined) say("may not be", node);
  for (const node of doc.querySelectorAll("*")) {
    for (const { name } of node.attributes) if (name.toLowerCase().startsWith("on")) say(`handler ${name}`, node);
    if (node.shadowRoot) say("shadow root", node);
  }
  for (const node of doc.querySelectorAll("[href],[src],[poster],[data],[cite]"))
    for (const name of ["href", "src", "poster", "data", "cite"]) {
      if (!node.hasAttribute(name)) continue;
      const written = node.getAttribute(name);
      let url;
      try { url = new URL(written, here); } catch { say(`no address ${written}`, node); continue; }
      const follow = name === "href" && ["A", "LINK"].includes(node.tagName);
      const naming = node.tagName === "LINK" && node.rel === "canonical";
      if (!["http:", "https:", ...(follow ? ["mailto:", "tel:"] : [])].includes(url.protocol)) say(`scheme ${url.protocol}`, node);
      if (url.username || url.password) say("password", node);
      if (!(follow && node.tagName === "A") && !naming && url.origin !== here.origin) say("loads from elsewhere", node);
    }
  for (const node of doc.querySelectorAll("[srcset],[imagesrcset]"))
    for (const one of (node.getAttribute("srcset") || node.getAttribute("imagesrcset")).split(","))
      if (!/^(\.\.\/|\/team\/)*assets\/[\w.-]+ \d+w$/.test(one.trim())) say("srcset", node);
  for (const node of doc.querySelectorAll("script[type='application/ld+json']"))
    try { JSON.parse(node.textContent); } catch { say("JSON-LD", node); }
  for (const node of doc.querySelectorAll(".prose [id],.prose [class],.prose [name],.prose [data-disclosure]")) say("clobbers", node);
  const counts = {
    script: doc.querySelectorAll("script").length, head: doc.querySelectorAll("head").length, title: doc.querySelectorAll("head > title").length,
    body: doc.querySelectorAll("body").length, main: doc.querySelectorAll("main").length, foot: doc.querySelectorAll("body > footer").length,
    sheets: doc.querySelectorAll("link[rel=stylesheet]").length, labels: doc.querySelectorAll("[data-disclosure]").length,
  };
  if (live) {
    counts.styles = document.styleSheets.length + document.adoptedStyleSheets.length;
    const label = document.querySelector("[data-disclosure]");
    if (label) {
      scrollTo(0, 0);
      const box = label.getBoundingClientRect();
      if (!label.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) say("label hidden", label);
      if (box.top < 0 || box.left < 0 || box.right > innerWidth + 1 || box.height < 16) say(`label at ${JSON.stringify(box)}`, label);
      for (const share of [0.02, 0.25, 0.5, 0.75, 0.98])
        for (const down of [0.1, 0.5, 0.9]) {
          const top = document.elementFromPoint(box.left + box.width * share, box.top + box.height * down);
          if (!label.contains(top)) say("label covered by", top || label);
        }
      const style = getComputedStyle(label.querySelector("p"));
      counts.look = ["color", "fontSize", "fontFamily", "opacity", "transform", "clipPath", "filter", "textIndent", "letterSpacing"]
        .map((name) => style[name]).join("|");
      counts.ground = getComputedStyle(label).backgroundColor + getComputedStyle(label).position + getComputedStyle(document.body).backgroundColor;
    }
    if (document.documentElement.scrollWidth > innerWidth + 1) wrong.push(`page wider than the window: ${document.documentElement.scrollWidth}`);
  }
  return { wrong, counts };
}
