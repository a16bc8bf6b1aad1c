// Pieces of markup that stories and templates share.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

export const BRAND = { name: "Maison Lune", url: "https://lune-circle.example", shop: "https://maisonlune.example", tagline: "Slow skin care for the first hour of the day." };
// What the advertising label says, and what the page's foot says of it.
export const LABELS = {
  affiliate: { text: "I earn a commission when you buy through the links on this page.", more: "pays me a share of what you buy through its links" },
  gifted: {
    text: "Maison Lune sends me products for free, and I earn a commission when you buy through my links.",
    more: "sends me products without charge and pays me a share of what you buy through its links",
  },
  paid: {
    text: "Maison Lune pays me as an ambassador, and I earn a commission when you buy through my links.",
    more: "pays me for my work as an ambassador, and a share of what you buy through its links",
  },
};
export const SUN =
  '<svg class="sun" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><circle cx="40" cy="55" r="17"/><path d="M0 62h80v38H0z"/></svg>';
const SIGNS = { "&#x26;": "&", "&#x3C;": "<" };
const money_ = new Intl.NumberFormat("en", { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" });
const month_ = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

export const money = (amount) => money_.format(amount);
export const month = (day) => month_.format(new Date(day));
export const isoday = (day) => new Date(day).toISOString().slice(0, 10);
export const spaced = (slug) => slug.replaceAll("-", " ");
export const firstName = (name) => name.split(" ")[0];
export const rest = (name) => name.slice(name.indexOf(" ") + 1);
export const json = (data) => JSON.stringify(data).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);

export function track(url, person, placement, product) {
  return `${url}?utm_source=${person}&utm_medium=affiliate&utm_campaign=ambassadors&utm_content=${placement}.${product}`;
}

/** The tagline and the beginning of the story, as search engines show them. */
export function describe(story, tagline) {
  const opening = story.slice(0, story.indexOf("</p>")).replace(/<[^>]*>/g, "");
  const text = `${tagline} ${opening.replace(/&#\w+;/g, (sign) => SIGNS[sign] ?? sign)}`;
  return text.length > 155 ? `${text.slice(0, text.lastIndexOf(" ", 154)).replace(/[ ,;:.–—-]+$/, "")}…` : text;
}

/** The theme's styles or scripts in one file; returns its path. */
function concatenated(kind) {
  const text = readdirSync(`assets/${kind}`).sort().map((name) => readFileSync(`assets/${kind}/${name}`, "utf8")).join("\n");
  const path = `assets/dew.${createHash("sha256").update(text).digest("hex").slice(0, 12)}.${kind}`;
  mkdirSync("dist/assets", { recursive: true });
  writeFileSync(`dist/${path}`, text);
  return path;
}

export const STYLE = concatenated("css");
export const SCRIPT = concatenated("js");

export function items(favorites, products) {
  return favorites.map(({ product }, index) => {
    const { name, price, url, description } = products.get(product);
    const offers = { "@type": "Offer", price, priceCurrency: "EUR", availability: "https://schema.org/InStock", url };
    return { "@type": "ListItem", position: index + 1, item: { "@type": "Product", name, offers, description } };
  });
}

function card(product, id, person) {
  const href = track(product.url, person, "story", id).replaceAll("&", "&amp;");
  return `</div>
<div class="card aside"><div class="photo">
${SUN}
</div>
<div class="words">
<p class="name">${product.name}</p>
<p class="about" dir="auto">${product.description.replaceAll("&", "&amp;")}</p>
<a class="pill" href="${href}" rel="sponsored nofollow noopener">See <span class="unseen">${product.name}</span><span class="dot"></span>${money(product.price)}</a>
</div>
</div>
<div class="prose" dir="auto">
`;
}

/** A story as a page shows it: tracked links, cards for products, headings a level lower. */
export function story(html, person, products) {
  return html
    .replace(/<p><img src="product:([^"]*)"[^>]*><\/p>/g, (_, id) => card(products.get(id), id, person))
    .replace(/<(\/?)h([1-5])(?: id="[^"]*")?>/g, (_, end, level) => `<${end}h${Number(level) + 1}>`)
    .replace(/<a href="([^"]*)"/g, (_, href) => {
      const product = href.startsWith("product:") ? href.slice(8) : "";
      const paid = product || href.startsWith(BRAND.shop);
      const to = paid ? track(product ? products.get(product).url : href, person, "story", product || "shop").replaceAll("&", "&amp;") : href;
      return `<a href="${to}" rel="${paid ? "sponsored nofollow noopener" : "noopener"}"`;
    });
}
