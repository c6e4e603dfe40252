/**
 * Writes a text that is still on its way. It begins at once, inside the click: Safari allows writing only there, and takes
 * a promise. False when the browser refuses, or when the text never comes.
 */
export async function copyWhenThere(text: Promise<string>): Promise<boolean> {
  try {
    const blob = text.then((told) => new Blob([told], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    return text.then(copy, () => false);
  }
}

/** False when the browser refuses. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Marks what an element holds, so that the browser's own Ctrl+C copies it: that needs nobody's leave. */
export function select(element: HTMLElement) {
  window.getSelection()?.selectAllChildren(element);
}
