"""Read pictures safely: any file in, an upright sRGB picture out."""
