/** Files that the page hands to the user, and texts for the clipboard. */

/** Saves a file through the browser. */
export function download(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address when the click is over; some take it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Whether the clipboard took it. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
