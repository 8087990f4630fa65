// SPDX-License-Identifier: MIT

import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { nls } from '@theia/core/lib/common/nls';
import { newWriteableStream } from '@theia/core/lib/common/stream';
import type URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';
import { FileAccess } from '@theia/filesystem/lib/common/filesystem';
import { FileSystemProviderCapabilities } from '@theia/filesystem/lib/common/files';

/** Bytes that go to the disk of the IDE in one piece. */
const PIECE = 1024 * 1024;
const NOTHING = BinaryBuffer.alloc(0);

/**
 * Writes a blob to a file of the IDE, one piece at a time. The bytes go to a new file beside the target, which takes its
 * place when it is whole: until then, a file at the target stays as it was, also if the disk fails or the user cancels.
 *
 * @throws what the disk says; the signal's reason when it is aborted; Error if the file at the target is read-only
 */
export async function writeBlob(files: FileService, target: URI, blob: Blob, signal: AbortSignal): Promise<void> {
    const isThere = await files.exists(target);
    if (isThere && (await isReadOnly(files, target))) {
        // To replace a file, the disk asks only whether its folder can be changed.
        throw new Error(nls.localize('sanyam/export/readOnly', 'The file is read-only. Choose another file.'));
    }
    const part = target.parent.resolve(`${target.path.base}.${generateUuid()}.part`);
    try {
        await write(files, part, blob, signal);
        signal.throwIfAborted();
        await files.move(part, target, { overwrite: true, fromUserGesture: false });
    } catch (error) {
        // Theia removes the target before it moves. If the move fails then, the part is the only file that is left.
        if (!isThere || (await files.exists(target))) {
            await files.delete(part, { useTrash: false, fromUserGesture: false }).catch(() => undefined);
        }
        throw error;
    }
}

async function isReadOnly(files: FileService, target: URI): Promise<boolean> {
    return (
        files.hasCapability(target, FileSystemProviderCapabilities.Access) &&
        !(await files.access(target, FileAccess.Constants.W_OK))
    );
}

async function write(files: FileService, part: URI, blob: Blob, signal: AbortSignal): Promise<void> {
    const stream = newWriteableStream<BinaryBuffer>(parts => BinaryBuffer.concat(parts), { highWaterMark: 1 });
    const written = files.writeFile(part, stream);
    try {
        await Promise.race([fill(), written]);
    } finally {
        // Nothing is written any more when this ends, so that the file can be removed.
        await written.catch(() => undefined);
    }
    await written;

    async function fill(): Promise<void> {
        try {
            for (let begin = 0; begin < blob.size; begin += PIECE) {
                signal.throwIfAborted();
                const bytes = await blob.slice(begin, begin + PIECE).arrayBuffer();
                // It waits until the piece before is on the disk.
                await stream.write(BinaryBuffer.wrap(new Uint8Array(bytes)));
            }
            // Theia does not wait for the last piece, and loses its failure. The second of these waits for the one before them.
            await stream.write(NOTHING);
            await stream.write(NOTHING);
            stream.end();
        } catch (error) {
            stream.error(error instanceof Error ? error : new Error(String(error)));
            stream.end();
            throw error;
        }
    }
}
