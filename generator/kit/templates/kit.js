// Copy a text; where the clipboard is refused (a file opened from a phone), the old way, and at the last select it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy)
  const said = button.nextElementSibling
  const byHand = () => {
    getSelection().selectAllChildren(text)
    try { return document.execCommand("copy") } catch { return false }
  }
  button.hidden = false
  button.onclick = async () => {
    let done = true
    try { await navigator.clipboard.writeText(text.textContent) } catch { done = byHand() }
    said.textContent = done ? button.dataset.done : button.dataset.hand
  }
}
