// SPDX-License-Identifier: MIT

import type { Locator } from '@playwright/test';

export interface DroppedFile {
    readonly name: string;
    readonly text: string;
}

/** Drops files of the user's machine on an element, as from a file manager. */
export async function dropFiles(target: Locator, files: readonly DroppedFile[]): Promise<void> {
    const data = await target.page().evaluateHandle(given => {
        const transfer = new DataTransfer();
        given.forEach(({ name, text }) => transfer.items.add(new File([text], name)));
        return transfer;
    }, files);
    for (const type of ['dragenter', 'dragover', 'drop']) {
        await target.dispatchEvent(type, { dataTransfer: data });
    }
}
