// Ways for a finished message to leave the page, each only when the reader asks for it.

/** Longer links are cut off by some mail programs (measured ceilings start near 1,600). */
export const LONGEST_LINK = 1800;

// Half of a surrogate pair, which encodeURIComponent would refuse.
const BROKEN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const encode = (text) =>
  encodeURIComponent(text.replace(/\r?\n/g, "\r\n").replace(BROKEN, "\ufffd")).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The parts of an email, ready to stand in a link (RFC 6068: CRLF as %0D%0A, space as %20). */
export const encoded = ({ to, subject, body }) => ({
  to: encode(to),
  subject: encode(subject),
  body: encode(body),
});

/** A link from a pattern such as mailto:{to}?subject={subject}&body={body} and encoded parts. */
export const composed = (pattern, parts) =>
  pattern.replace(/\{(to|subject|body)\}/g, (_, name) => parts[name]);

const base64 = (text) => {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
};

/** A header value: plain if short ASCII, otherwise encoded words (RFC 2047) on folded lines. */
export function header(text) {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes("=?")) return text;
  const chunks = [""];
  for (const character of text) {
    // 30 bytes make 40 in base64: with its frame a word stays under the limit of 75.
    const longer = chunks.at(-1) + character;
    if (new TextEncoder().encode(longer).length > 30) chunks.push(character);
    else chunks[chunks.length - 1] = longer;
  }
  return chunks.map((chunk) => `=?UTF-8?B?${base64(chunk)}?=`).join("\r\n ");
}

/** An unsent message as a file (RFC 5322, MIME); X-Unsent makes many mail programs open a draft. */
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

/** Offers a text as a file to keep. */
export function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** An address that mail programs take, or "" (one address, nothing that could end a header). */
export const address = (text) => (/^[^\s@,;:<>()"?&%]+@[^\s@,;:<>()"?&%]+$/.test(text) ? text : "");

/** Puts text on the clipboard; true if the browser allowed it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Selects what is inside an element, for a reader who must copy by hand. */
export function select(element) {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
    element.focus();
    element.select();
    return;
  }
  getSelection().selectAllChildren(element);
}
