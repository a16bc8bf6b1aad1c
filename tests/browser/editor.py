"""The site's editor in Chromium, on a folder that is real to the browser: its own files, with the site's content.

The editor's local workflow asks a person to pick a folder (File System Access API), which no test can click. The picker
is the only thing that stands in here: it gives the root of the browser's own file system, whose handles, reading,
writing and renaming are those of a picked folder (OPFS, the origin's private file system).
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
  const found = {};
  const walk = async (folder, prefix) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${prefix}${name}/`);
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        found[prefix + name] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      }
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""


class Editor:
    """The editor of the site in `folder`, published at `url`, signed in to its files."""

    def __init__(self, visit: Visit, url: str, folder: Path) -> None:
        self.page, self.folder = visit.page, folder
        page = self.page
        page.add_init_script(PICKER)
        page.goto(f"{url}robots.txt")  # the same origin, with nothing running
        paths = (path for path in sorted((folder / "content").rglob("*")) if path.is_file())
        page.evaluate(
            _FILL, {str(path.relative_to(folder)): base64.b64encode(path.read_bytes()).decode() for path in paths}
        )
        visit.complaints.clear()  # a text file has no icon
        page.goto(f"{url}admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        page.wait_for_url("**/admin/#/collections/**")

    def box(self, name: str) -> Locator:
        """The first text box of a field; the editor's required ones have a star in their label."""
        return self.page.get_by_role("textbox", name=name, exact=True).first

    def change(self, where: str, do: Callable[[], None], again: Callable[[], None] = lambda: None) -> None:
        """Open an entry (`people/entries/wren`, `products/new`), change something, and save.

        `again` is done where it was not saved: a field that is clicked while it is drawn may not notice.
        """
        page = self.page
        page.evaluate("(where) => { location.hash = where }", f"#/collections/{where}")
        save = page.get_by_role("button", name="Save", exact=True)
        save.wait_for()
        do()
        for _ in range(60):
            # While the editor still takes in what was typed, a click does nothing; a slow one may come too late.
            with suppress(WaitedError):
                save.click(timeout=4000)
            with suppress(WaitedError):
                page.wait_for_function(SAVED, timeout=4000)
                return
            again()
        raise AssertionError(f"the editor does not save {where}")

    def write_back(self) -> None:
        """Write what the browser's files hold now into the site's folder."""
        for path, data in self.page.evaluate(_READ).items():
            file = self.folder / path
            assert file.resolve().is_relative_to(self.folder.resolve() / "content"), path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(data))
