// The directory by niche.
for (const bar of document.querySelectorAll("[data-filters]")) {
  const found = document.querySelector("[data-found]")
  bar.hidden = false
  bar.onclick = event => {
    const chosen = event.target.closest("[data-filter]")
    if (!chosen) return
    for (const button of bar.children) button.setAttribute("aria-pressed", button == chosen)
    const niche = chosen.dataset.filter
    for (const entry of document.querySelectorAll("[data-niches]"))
      entry.hidden = niche && !entry.dataset.niches.split(" ").includes(niche)
    document.querySelector(".entries").toggleAttribute("data-part", !!niche)
    found.textContent = chosen.dataset.says
  }
}
