// Ways for a finished message to leave the page, each only when the reader asks for it.

/** Longer links are cut off by some mail programs (measured ceilings start near 1,600). */
export const LONGEST_LINK = 1800;

// Half of a surrogate pair, which encodeURIComponent would refuse.
const BROKEN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (/** @type {string} */ mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
const encode = (/** @type {string} */ text) => {
  const whole = text.replace(/\r?\n/g, "\r\n").replace(BROKEN, "\ufffd");
  return encodeURIComponent(whole).replace(/[!'()*]/g, escaped);
};

/** @typedef {{ to: string, subject: string, body: string }} Email */

/**
 * The parts of an email, ready to stand in a link (RFC 6068: CRLF as %0D%0A, space as %20).
 * @param {Email} email
 */
export const encoded = ({ to, subject, body }) => ({
  to: encode(to).replace("%40", "@"),
  subject: encode(subject),
  body: encode(body),
});

/**
 * A link from a pattern such as mailto:{to}?subject={subject}&body={body} and encoded parts.
 * @param {string} pattern
 * @param {Email} parts
 */
export const composed = (pattern, parts) =>
  pattern.replace(/\{(to|subject|body)\}/g, (_, /** @type {keyof Email} */ name) => parts[name]);

/**
 * An address that mail programs take, or "" (one address, nothing that could end a header).
 * @param {string} text
 */
export function address(text) {
  const bare = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  return /^[^\s@,;:<>()"?&%]+@[^\s@,;:<>()"?&%]+$/.test(bare) ? bare : "";
}

/**
 * Puts text on the clipboard; true if the browser allowed it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Selects what is inside an element, for a reader who must copy by hand.
 * @param {any} element
 */
export function select(element) {
  element.focus();
  if (element.select) element.select();
  else getSelection()?.selectAllChildren(element);
}
