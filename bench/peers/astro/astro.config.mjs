// The site of bench/corpus for Astro, with pages like those of our theme.
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://lune-circle.example",
  cacheDir: "./cache",
  build: { format: "directory" },
  compressHTML: false,
  markdown: { syntaxHighlight: false, smartypants: false },
});
