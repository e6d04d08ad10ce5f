// An email as a file. Few readers want one, so it is loaded when the button is pressed.

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const base64 = (/** @type {string} */ text) =>
  btoa(Array.from(bytes(text), (byte) => String.fromCharCode(byte)).join(""));

/**
 * A text in pieces of so many bytes at most, never cut within a character.
 * @param {string} text
 * @param {number} most
 */
export function pieces(text, most) {
  const found = [""];
  for (const character of text) {
    const longer = found.at(-1) + character;
    if (bytes(longer).length > most) found.push(character);
    else found[found.length - 1] = longer;
  }
  return found;
}

/**
 * A header value: plain if short ASCII, otherwise encoded words (RFC 2047) on folded lines.
 * @param {string} text
 */
function header(text) {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes("=?")) return text;
  // 30 bytes make 40 in base64: with its frame a word stays under the limit of 75.
  const words = pieces(text, 30).map((piece) => `=?UTF-8?B?${base64(piece)}?=`);
  return words.join("\r\n ");
}

/**
 * An unsent message as a file (RFC 5322, MIME); X-Unsent makes many mail programs open a draft.
 * @param {import("./send.js").Email} email
 */
export function eml({ to, subject, body }) {
  const lines = [
    "X-Unsent: 1",
    ...(to ? [`To: ${to}`] : []),
    `Subject: ${header(subject)}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    ...(base64(body.replace(/\r?\n/g, "\r\n")).match(/.{1,76}/g) ?? []),
    "",
  ];
  return lines.join("\r\n");
}

/**
 * Offers a text as a file to keep.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
