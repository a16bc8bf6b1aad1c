// Copy the code; where the clipboard is refused, the old way, and at the last select it for the visitor's own hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const panel = button.closest("section")
  const code = panel.querySelector("[data-code]")
  const said = panel.querySelector("[data-said]")
  const byHand = () => {
    getSelection().selectAllChildren(code)
    try { return document.execCommand("copy") } catch { return false }
  }
  button.hidden = false
  button.onclick = async () => {
    let done = true
    try { await navigator.clipboard.writeText(code.textContent) } catch { done = byHand() }
    said.textContent = done ? button.dataset.done : button.dataset.byHand
  }
}
