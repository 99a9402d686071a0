"""Bubble sheets: multiple choice answered by hand on paper, and read again by a scanner.

Its files build on each other in this order:

    glyphs      letters and digits as strokes
    codes       what the code of a page says, with check digits, and as a QR code
    layout      where everything lies on the pages of a sheet, in points
    drawing     a page as a drawing, for the writers of every format
    readings    what was read from a page, and what is to be asked about
    files       scanned files: their pages as grey images, bounded
    pages       a page in an image: found by its registration marks, straightened, its code read
    ink         how much ink lies where on a straightened page
    places      where the rows of a page really are
    bubbles     what is measured of each bubble
    marks       which bubbles are marked, and whether that is sure
    read        a page read: all of these together
    scan        all pages of many files

The first five need nothing that is not always installed. `files` to `read` need the extra `scan` (OpenCV,
PDFium, Pillow); `scan` imports them when it is called, and says so if they are missing.

A reader never guesses. What is not sure is read with its doubts, so that a person can be asked; a page that cannot
be found is told with its file.
"""
