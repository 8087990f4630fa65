// SPDX-License-Identifier: MIT

/** Downloads a text as a file with its byte order mark and its line endings. The browser chooses the folder. */
export function downloadText(name: string, text: string): void {
    downloadBlob(name, new Blob([text], { type: 'application/octet-stream' }));
}

/** Downloads a blob as a file. The browser chooses the folder. */
export function downloadBlob(name: string, blob: Blob): void {
    const address = URL.createObjectURL(blob);
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    // The browser has taken the address when the click returns, but may read the blob a little later.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
