// SPDX-License-Identifier: MIT

import type { CloudAccount } from '@sanyam/store';
import { makeZip } from 'client-zip';
import { archiveEntries, type ExportProgress } from './archive-entries';
import { exportPages } from './export-pages';
import { SpilledBytes } from './spilled-bytes';

/** An archive of all that belongs to the user. */
export interface ExportedArchive {
    readonly zip: Blob;
    readonly progress: ExportProgress;
}

/**
 * Makes a zip of the newest texts of all documents of the user, with a JSON about everything else. The page of the
 * browser holds a few megabytes of it: the zip is written while the pages of the export come.
 *
 * @param onProgress is called with what is in the archive, and its size in bytes
 * @throws CloudError; the signal's reason when it is aborted
 */
export async function exportDocuments(
    account: Pick<CloudAccount, 'exportPage'>,
    signal: AbortSignal,
    onProgress: (progress: ExportProgress, bytes: number) => void
): Promise<ExportedArchive> {
    const progress: ExportProgress = { texts: 0, versions: 0, missing: new Map() };
    const bytes = new SpilledBytes();
    const reader = makeZip(archiveEntries(exportPages(account, signal), progress), {
        // Names are in UTF-8, also those without a letter outside of ASCII.
        buffersAreUTF8: true
    }).getReader();
    try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
            signal.throwIfAborted();
            // The library may use its buffer again.
            bytes.add(part.value.slice());
            onProgress(progress, bytes.size);
        }
    } finally {
        await reader.cancel();
    }
    return { zip: bytes.toBlob('application/zip'), progress };
}
