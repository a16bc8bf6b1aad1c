// Pieces of markup that stories and templates share.
import { parse } from "node:path";
import Image from "@11ty/eleventy-img";

const WIDTHS = [480, 720, 960];
const QUALITY = Number(process.env.WEBP_QUALITY ?? 75);
const SUN =
  '<svg class="sun" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><circle cx="40" cy="55" r="17"/><path d="M0 62h80v38H0z"/></svg>';
const OPTIONS = {
  urlPath: "assets/",
  outputDir: "_site/assets/",
  filenameFormat: (id, src, width, format) => `${parse(src).name}-${width}.${id}.${format}`,
  sharpWebpOptions: { quality: QUALITY },
  sharpJpegOptions: { quality: 78 },
};
const SIZES = "(min-width: 60rem) 23rem, (min-width: 40rem) 44vw, 40vw";
const STORY_SIZES = "(min-width: 75rem) 12.3rem, (min-width: 60rem) 15vw, 27vw";
const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
const known = new Map();

export function track(url, person, placement, product) {
  return `${url}?utm_source=${person}&utm_medium=affiliate&utm_campaign=ambassadors&utm_content=${placement}.${product}`;
}

/** The tagline and the beginning of the story, as search engines show them. */
export function describe(story, tagline) {
  const opening = story.slice(0, story.indexOf("</p>")).replace(/<[^>]*>/g, "");
  const text = `${tagline} ${opening.replace(/&\w+;/g, (sign) => SIGNS[sign] ?? sign)}`;
  return text.length > 155 ? `${text.slice(0, text.lastIndexOf(" ", 154)).replace(/[ ,;:.–—-]+$/, "")}…` : text;
}

function variants(src) {
  if (!known.has(src)) {
    known.set(
      src,
      Promise.all([Image(src, { ...OPTIONS, widths: WIDTHS, formats: ["webp"] }), Image(src, { ...OPTIONS, widths: [WIDTHS[1]], formats: ["jpeg"] })]),
    );
  }
  return known.get(src);
}

function srcset(webp, root) {
  return webp.map(({ url, width }) => `${root}${url} ${width}w`).join(", ");
}

/** A picture in three widths; the sun where there is none. */
export async function picture(image, root, eager = false, sizes = SIZES, alt = image?.alt) {
  if (!image) return SUN;
  const [{ webp }, { jpeg }] = await variants(image.src);
  const set = srcset(webp, root);
  const { url, width, height } = jpeg[0];
  const when = eager ? 'fetchpriority="high"' : 'loading="lazy" decoding="async"';
  return `<picture>
<source type="image/webp" srcset="${set}" sizes="${sizes}">
<img src="${root}${url}" alt="${alt}" width="${width}" height="${height}" ${when}>
</picture>`;
}

/** The browser loads a picture before it has read the page. */
export async function preload(image, root) {
  const [{ webp }] = await variants(image.src);
  return `<link rel="preload" as="image" type="image/webp" imagesrcset="${srcset(webp, root)}" imagesizes="${SIZES}" fetchpriority="high">`;
}

/** The JPEG of a picture, for browsers and sites that show no WebP. */
export async function fallback(image) {
  if (!image) return undefined;
  const [, { jpeg }] = await variants(image.src);
  return jpeg[0];
}

/** A product's card in a story. markdown-it cannot wait, so that its picture is the one that a card on the page has made. */
export function inlineCard(product, id, person, money) {
  const href = track(product.url, person, "story", id).replaceAll("&", "&amp;");
  return `</div>
<div class="card aside"><div class="photo">
${product.image ? stillPicture(product.image) : SUN}
</div>
<div class="words">
<p class="name">${product.name}</p>
<p class="about" dir="auto">${product.description.replaceAll("&", "&amp;")}</p>
<a class="pill" href="${href}" rel="sponsored nofollow noopener">See <span class="unseen">${product.name}</span><span class="dot"></span>${money.format(product.price)}</a>
</div>
</div>
<div class="prose" dir="auto">
`;
}

function stillPicture(image) {
  const { webp } = Image.statsSync(image.src, { ...OPTIONS, widths: WIDTHS, formats: ["webp"] });
  const { jpeg } = Image.statsSync(image.src, { ...OPTIONS, widths: [WIDTHS[1]], formats: ["jpeg"] });
  variants(image.src);
  return `<picture>
<source type="image/webp" srcset="${srcset(webp, "../")}" sizes="${STORY_SIZES}">
<img src="../${jpeg[0].url}" alt="${image.alt}" width="${jpeg[0].width}" height="${jpeg[0].height}" loading="lazy" decoding="async">
</picture>`;
}
