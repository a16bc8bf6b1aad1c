"""SVG logos: parsed, cleaned, and drawn as pixels."""
