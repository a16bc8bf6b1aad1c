// Pieces of markup that stories and templates share.
import Image from "@11ty/eleventy-img";

const WIDTHS = [480, 720, 960];
const QUALITY = Number(process.env.WEBP_QUALITY ?? 75);
const SUN =
  '<svg class="sun" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><circle cx="40" cy="55" r="17"/><path d="M0 62h80v38H0z"/></svg>';
const CARD_SIZES = "(min-width: 60rem) 23rem, (min-width: 40rem) 44vw, 40vw";
const known = new Map();

export function track(url, person, placement, product) {
  return `${url}?utm_source=${person}&utm_medium=affiliate&utm_campaign=ambassadors&utm_content=${placement}.${product}`;
}

function variants(src) {
  if (!known.has(src)) {
    const options = { urlPath: "assets/", outputDir: "_site/assets/", sharpWebpOptions: { quality: QUALITY }, sharpJpegOptions: { quality: 78 } };
    known.set(
      src,
      Promise.all([Image(src, { ...options, widths: WIDTHS, formats: ["webp"] }), Image(src, { ...options, widths: [WIDTHS[1]], formats: ["jpeg"] })]),
    );
  }
  return known.get(src);
}

/** A picture in three widths; the sun where there is none. */
export async function picture(image, root, sizes, eager = false, alt = image?.alt, preload = false) {
  if (!image) return SUN;
  const [{ webp }, { jpeg }] = await variants(image.src);
  const set = webp.map(({ url, width }) => `${root}${url} ${width}w`).join(", ");
  if (preload)
    return `<link rel="preload" as="image" type="image/webp" imagesrcset="${set}" imagesizes="${sizes}" fetchpriority="high">`;
  const { url, width, height } = jpeg[0];
  const when = eager ? 'fetchpriority="high"' : 'loading="lazy" decoding="async"';
  return `<picture>
<source type="image/webp" srcset="${set}" sizes="${sizes}">
<img src="${root}${url}" alt="${alt}" width="${width}" height="${height}" ${when}>
</picture>`;
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
<p class="price">${money.format(product.price)}</p>
<p class="about">${product.description.replaceAll("&", "&amp;")}</p>
<a class="go" href="${href}" rel="sponsored nofollow noopener">See ${product.name}</a>
</div>
</div>
<div class="prose">
`;
}

function stillPicture(image) {
  const options = { urlPath: "assets/", outputDir: "_site/assets/", sharpWebpOptions: { quality: QUALITY }, sharpJpegOptions: { quality: 78 } };
  const { webp } = Image.statsSync(image.src, { ...options, widths: WIDTHS, formats: ["webp"] });
  const { jpeg } = Image.statsSync(image.src, { ...options, widths: [WIDTHS[1]], formats: ["jpeg"] });
  variants(image.src);
  const set = webp.map(({ url, width }) => `../${url} ${width}w`).join(", ");
  return `<picture>
<source type="image/webp" srcset="${set}" sizes="${CARD_SIZES}">
<img src="../${jpeg[0].url}" alt="${image.alt}" width="${jpeg[0].width}" height="${jpeg[0].height}" loading="lazy" decoding="async">
</picture>`;
}
