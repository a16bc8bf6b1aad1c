"""The browser form for a site's content: `admin/`, which runs Sveltia CMS (docs/decisions/010-cms.md)."""
