import { getCollection } from "astro:content";
import { BRAND } from "../parts.js";

export async function GET() {
  const people = (await getCollection("people")).map(({ id }) => id).sort();
  const urls = ["/", ...people.map((id) => `/${id}/`)].map((path) => `<url><loc>${BRAND.url}${path}</loc></url>`);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
  return new Response(text, { headers: { "Content-Type": "application/xml" } });
}
