"""Pictures of phones and shops, made into small, safe files; share cards, QR codes and icons."""
