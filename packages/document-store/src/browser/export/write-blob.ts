// SPDX-License-Identifier: MIT

import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { newWriteableStream } from '@theia/core/lib/common/stream';
import type URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';

/** Bytes that go to the disk of the IDE in one piece. */
const PIECE = 1024 * 1024;

/**
 * Writes a blob to a file of the IDE, one piece at a time. If it fails or is cancelled after the first piece, the file is
 * removed, so that no part is taken for the whole. A file that could not be opened stays as it was.
 *
 * @throws what the disk says; the signal's reason when it is aborted
 */
export async function writeBlob(files: FileService, target: URI, blob: Blob, signal: AbortSignal): Promise<void> {
    const stream = newWriteableStream<BinaryBuffer>(parts => BinaryBuffer.concat(parts), { highWaterMark: 1 });
    const written = files.writeFile(target, stream);
    let isBegun = false;
    try {
        await Promise.race([fill(), written]);
        await written;
    } catch (error) {
        await written.catch(() => undefined);
        if (isBegun) {
            await files.delete(target, { useTrash: false }).catch(() => undefined);
        }
        throw error;
    }

    async function fill(): Promise<void> {
        try {
            for (let begin = 0; begin < blob.size; begin += PIECE) {
                signal.throwIfAborted();
                const bytes = await blob.slice(begin, begin + PIECE).arrayBuffer();
                // It waits until the piece before is on the disk.
                await stream.write(BinaryBuffer.wrap(new Uint8Array(bytes)));
                isBegun = true;
            }
            stream.end();
        } catch (error) {
            stream.error(error instanceof Error ? error : new Error(String(error)));
            stream.end();
            throw error;
        }
    }
}
