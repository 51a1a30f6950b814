/**
 * An element with attributes, listeners (`on…`) and children. Text is always text: nothing here reads markup.
 * @param {string} tag
 * @param {Record<string, unknown>} [own]
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(tag, own = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** @param {string} name one of the symbols in index.html */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** @param {string} id */
export const byId = id => document.getElementById(id);
