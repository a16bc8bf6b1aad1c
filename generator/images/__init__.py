"""Pictures: from whatever a phone or a shop exports to small, safe files; share cards, QR codes, icons."""
