// Elements. Children are texts or elements: nothing that a node has said ever becomes markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value);
    } else if (name === "class") {
      element.setAttribute("class", value);
    } else if (name === "dataset") {
      Object.assign(element.dataset, value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/**
 * An element. An attribute that is a function listens: {onclick: f}. One that is null or false is left out. There is no attribute
 * `style`: the policy of the page forbids it; use classes or node.style.setProperty.
 */
export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Puts these children in place of those that an element has. */
export function put(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Writes a text only where it differs: no work for the browser or a screen reader else. */
export function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** A command to type, with a button that copies it. */
export function command(words) {
  const code = el("code", {}, words);
  const button = el("button", {type: "button", class: "copy", "aria-label": "Copy the command"}, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words);
    } catch (refused) {
      // Only secure pages have a clipboard: over plain HTTP from afar the old way is left.
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return el("p", {class: "cmd"}, code, button);
}
