// The site of bench/corpus for Eleventy, with pages like those of our theme.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import yaml from "js-yaml";
import markdownIt from "markdown-it";
import { describe, fallback, inlineCard, picture, preload, track } from "./parts.js";

const SHOP = "https://maisonlune.example";
// What the advertising label says, and what the page's foot says of it.
const LABELS = {
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
const products = yaml.load(readFileSync("src/_data/products.yaml", "utf8"));
const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" });
const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

function concatenated(kind) {
  const files = readdirSync(`assets/${kind}`).sort();
  const text = files.map((name) => readFileSync(`assets/${kind}/${name}`, "utf8")).join("\n");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  mkdirSync("_site/assets", { recursive: true });
  writeFileSync(`_site/assets/dew.${hash}.${kind}`, text);
  return `assets/dew.${hash}.${kind}`;
}

function markdown() {
  const made = markdownIt({ html: true });
  made.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const href = token.attrGet("href");
    const product = href.startsWith("product:") ? href.slice(8) : "";
    const paid = product || href.startsWith(SHOP);
    if (paid) token.attrSet("href", track(product ? products[product].url : href, env.page.fileSlug, "story", product || "shop"));
    token.attrSet("rel", paid ? "sponsored nofollow noopener" : "noopener");
    return self.renderToken(tokens, index, options);
  };
  made.renderer.rules.image = (tokens, index, options, env) => {
    const product = tokens[index].attrGet("src").slice(8);
    return inlineCard(products[product], product, env.page.fileSlug, money);
  };
  // A paragraph that is only a card is none; headings begin a level lower.
  const plain = (tokens, index, options, env, self) => self.renderToken(tokens, index, options);
  const alone = (inline) => inline?.children?.length === 1 && inline.children[0].type === "image";
  made.renderer.rules.paragraph_open = (...all) => (alone(all[0][all[1] + 1]) ? "" : plain(...all));
  made.renderer.rules.paragraph_close = (...all) => (alone(all[0][all[1] - 1]) ? "" : plain(...all));
  const lower = (tokens, index, options, env, self) => {
    tokens[index].tag = `h${Number(tokens[index].tag[1]) + 1}`;
    return self.renderToken(tokens, index, options);
  };
  made.renderer.rules.heading_open = lower;
  made.renderer.rules.heading_close = lower;
  made.validateLink = () => true;
  return made;
}

export default function (config) {
  config.addDataExtension("yaml", (text) => yaml.load(text));
  config.addGlobalData("style", concatenated("css"));
  config.addGlobalData("year", new Date().getFullYear());
  config.addGlobalData("script", concatenated("js"));
  config.addGlobalData("brand", { name: "Maison Lune", url: "https://lune-circle.example", shop: SHOP, tagline: "Slow skin care for the first hour of the day." });
  config.addGlobalData("labels", LABELS);
  config.addPassthroughCopy({ static: "/" });
  config.setLibrary("md", markdown());
  config.addFilter("track", track);
  config.addFilter("money", (amount) => money.format(amount));
  config.addFilter("month", (day) => month.format(new Date(day)));
  config.addFilter("isoday", (day) => new Date(day).toISOString().slice(0, 10));
  config.addFilter("describe", describe);
  config.addFilter("spaced", (slug) => slug.replaceAll("-", " "));
  config.addFilter("firstName", (name) => name.split(" ")[0]);
  config.addFilter("rest", (name) => name.slice(name.indexOf(" ") + 1));
  config.addFilter("json", (data) => JSON.stringify(data).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`));
  config.addFilter("items", (favorites) =>
    favorites.map(({ product }, index) => {
      const { name, price, url, description } = products[product];
      const offers = { "@type": "Offer", price, priceCurrency: "EUR", availability: "https://schema.org/InStock", url };
      return { "@type": "ListItem", position: index + 1, item: { "@type": "Product", name, offers, description } };
    }),
  );
  config.addFilter("niches", (people) => {
    const counts = new Map();
    for (const { data } of people) for (const niche of data.niches) counts.set(niche, (counts.get(niche) ?? 0) + 1);
    return [...counts].sort(([one, count], [other, more]) => more - count || (one < other ? -1 : 1));
  });
  config.addAsyncFilter("fallback", fallback);
  config.addAsyncShortcode("picture", picture);
  config.addAsyncShortcode("preload", preload);
  const inOrder = (api) => api.getFilteredByGlob("src/people/*.md").sort((one, other) => (one.fileSlug < other.fileSlug ? -1 : 1));
  config.addCollection("people", inOrder);
  // Nunjucks waits for pictures one inside the other: in a loop over ten thousand people the stack would be too small.
  config.addCollection("entries", (api) =>
    Promise.all(
      inOrder(api).map(async (person, index) => {
        const { portrait } = person.data;
        return { person, photo: portrait ? await picture(portrait, "", index < 2, undefined, "") : "" };
      }),
    ),
  );
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
