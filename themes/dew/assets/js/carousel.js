// Back and On for a row that scrolls; the row itself needs neither.
for (const rail of document.querySelectorAll("[data-carousel]")) {
  const arrows = rail.parentElement.querySelector("[data-arrows]")
  const [back, on] = arrows.children
  const start = () => Math.abs(rail.scrollLeft) < 2
  const end = () => Math.abs(rail.scrollLeft) + rail.clientWidth > rail.scrollWidth - 2
  const go = way => rail.scrollBy({ left: way * rail.querySelector("li").offsetWidth * (getComputedStyle(rail).direction == "rtl" ? -1 : 1) })
  const update = () => {
    arrows.hidden = rail.scrollWidth <= rail.clientWidth + 2
    back.setAttribute("aria-disabled", start())
    on.setAttribute("aria-disabled", end())
  }
  back.onclick = () => go(-1)
  on.onclick = () => go(1)
  rail.addEventListener("scroll", update, { passive: true })
  new ResizeObserver(update).observe(rail)
}
