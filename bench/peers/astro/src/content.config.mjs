import { file, glob } from "astro/loaders";
import { defineCollection } from "astro:content";
import yaml from "js-yaml";

const people = defineCollection({ loader: glob({ pattern: "*.md", base: "./people", generateId: ({ entry }) => entry.replace(/\.md$/, "") }) });
const products = defineCollection({ loader: file("data/products.yaml", { parser: (text) => yaml.load(text) }) });

export const collections = { people, products };
