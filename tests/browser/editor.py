"""The site's editor in Chromium, on a copy of the site's content in the browser's own file system.

The editor's local workflow asks a person to pick a folder (File System Access API), which no test can click. Only this
picker is replaced: it returns the root of the browser's own file system (OPFS), which reads, writes and renames files
like a picked folder.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as WaitedError

from tests.browser.visit import Visit

PICKER = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
_FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, data] of Object.entries(files)) {
    const parts = path.split("/"), name = parts.pop();
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
    await writable.close();
  }
}"""
SAVED = "() => !/\\/(entries|new)\\b/.test(location.hash)"
_READ = """async () => {
  const files = {};
  const walk = async (folder, prefix) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${prefix}${name}/`);
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        files[prefix + name] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      }
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return files;
}"""


class Editor:
    """The editor of the site in `folder`, which is published at `url`. It is signed in to the site's files."""

    def __init__(self, visit: Visit, url: str, folder: Path) -> None:
        self.page, self.folder = visit.page, folder
        page = self.page
        page.add_init_script(PICKER)
        page.goto(f"{url}robots.txt")  # the same origin, without a running script
        paths = (path for path in sorted((folder / "content").rglob("*")) if path.is_file())
        page.evaluate(
            _FILL, {str(path.relative_to(folder)): base64.b64encode(path.read_bytes()).decode() for path in paths}
        )
        visit.complaints.clear()  # a text file has no icon
        page.goto(f"{url}admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        page.wait_for_url("**/admin/#/collections/**")

    def box(self, name: str) -> Locator:
        """Return the first text box of the field that has this label."""
        return self.page.get_by_role("textbox", name=name, exact=True).first

    def change(self, where: str, do: Callable[[], None], again: Callable[[], None] = lambda: None) -> None:
        """Open an entry (`people/entries/wren`, `products/new`), call `do` to change it, and save.

        If it is not saved, `again` runs: the editor may miss a click on a field that it still draws.
        """
        page = self.page
        page.evaluate("(where) => { location.hash = where }", f"#/collections/{where}")
        save = page.get_by_role("button", name="Save", exact=True)
        save.wait_for()
        do()
        for _ in range(60):
            # The editor ignores a click while it still reads the typed text, and a slow click may come too late.
            with suppress(WaitedError):
                save.click(timeout=4000)
            with suppress(WaitedError):
                page.wait_for_function(SAVED, timeout=4000)
                return
            again()
        raise AssertionError(f"the editor does not save {where}")

    def write_back(self) -> None:
        """Copy the browser's files into the site's folder."""
        for path, data in self.page.evaluate(_READ).items():
            file = self.folder / path
            assert file.resolve().is_relative_to(self.folder.resolve() / "content"), path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(data))
