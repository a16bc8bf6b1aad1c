// On a phone all short lists but the first are folded.
if (matchMedia("(max-width: 47.99rem)").matches)
  for (const list of document.querySelectorAll("[data-fold]")) list.open = false
