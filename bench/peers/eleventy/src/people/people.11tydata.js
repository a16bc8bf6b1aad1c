export default { layout: "person.njk", permalink: ({ page }) => `/${page.fileSlug}/index.html` };
