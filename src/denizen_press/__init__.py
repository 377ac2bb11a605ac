"""Photos, QR pictures and card pages; may touch files, knows no database."""
