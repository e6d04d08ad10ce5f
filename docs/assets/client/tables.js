// Alphabets and words that Python judges by too: macros/tables.py reads the same file.

/** @type {any} */
export const tables = await (await fetch(new URL("./tables.json", import.meta.url))).json();
