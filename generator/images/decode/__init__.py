"""The safe reader of pictures: any file in, an upright sRGB picture out."""
