// The editor of the site's content: Sveltia CMS, with product cards in stories.
import CMS from "./sveltia-cms.js";

CMS.registerEditorComponent({
  id: "product",
  label: "Product card",
  icon: "shopping_bag",
  fields: [PRODUCT],
  pattern: /^!\[\]\(product:(?<product>[a-z0-9-]+)\)$/m,
  fromBlock: (match) => ({ product: match.groups.product }),
  toBlock: ({ product }) => `![](product:${product})`,
  toPreview: ({ product }) => product,
});
CMS.init();
