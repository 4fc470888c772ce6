"""Reports for people: receives results that may be published, gives files that stand alone (HTML, Markdown, JSON, SVG)."""
