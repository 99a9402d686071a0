// What a person would see of an item, in the page: defines `look`.
{
  // What a browser lays out by itself, unless a style sheet tells it otherwise.
  const LAID_OUT = "mrow, mfrac, msqrt, mroot, msub, msup, msubsup, munder, mover, munderover";

  const sized = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0;
  };

  // Does each of a fraction's or a matrix's lines lie below the one before?
  const stacked = (element) => {
    const boxes = [...element.children].map((line) => line.getBoundingClientRect());
    return boxes.every((box, n) => n === 0 || boxes[n - 1].bottom <= box.top + 1);
  };

  window.look = async (root) => {
    const images = [...root.querySelectorAll("img")];
    await Promise.allSettled(images.map((image) => image.decode()));
    return {
      text: root.innerText,
      formulas: [...root.querySelectorAll("math")].filter((math) => math.checkVisibility()).map((math) => ({
        native: math.namespaceURI === "http://www.w3.org/1998/Math/MathML" && [...math.querySelectorAll(LAID_OUT)].every(
          (element) => getComputedStyle(element).display.endsWith("math"),
        ),
        alt: math.getAttribute("alttext"),
        sized: sized(math),
        stacked: [...math.querySelectorAll("mfrac, mtable")].every(stacked),
      })),
      images: images.filter((image) => image.checkVisibility()).map((image) => ({
        alt: image.getAttribute("alt"),
        sized: sized(image) && image.naturalWidth > 0,
      })),
    };
  };
}
