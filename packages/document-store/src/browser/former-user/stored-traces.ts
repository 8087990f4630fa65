// SPDX-License-Identifier: MIT

/** Where Theia keeps what it knows of windows and workspaces. */
const OF_THEIA = 'theia:';

/** An address of a cloud document, an old version or a comparison, also within another address. A path follows it. */
const CLOUD_ADDRESS = /sanyam(?:-[a-z]+)?(?::|%(?:25)*3a)(?:\/|%(?:25)*2f)/i;

/**
 * Removes what Theia keeps about cloud documents: places in texts, closed editors, tabs, and all of a window whose workspace is
 * a cloud folder. Another workspace, which nobody has open, loses its layout with them. The addresses that Sanyam itself keeps
 * there go, too: those of opened folders, of all users, and those of open editors.
 */
export function removeStoredTraces(storage: Storage): void {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    for (const key of keys.filter(candidate => candidate.startsWith(OF_THEIA))) {
        if (CLOUD_ADDRESS.test(key) || CLOUD_ADDRESS.test(storage.getItem(key) ?? '')) {
            storage.removeItem(key);
        }
    }
}
