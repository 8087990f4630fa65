// SPDX-License-Identifier: MIT

import { type Destination, writeTo } from './destination';
import { FileRecord } from './file-record';
import type { Session } from './session';

/**
 * Writes a version to a file, and remembers it once the file has it.
 *
 * @param beforeReplacing is called when the text is on the disk, before the file changes. An error keeps the old file.
 * @param onWritten says so, before a warning that it could not be remembered
 * @throws CommandError when it cannot be written
 */
export async function writeAndRemember(
    { output, url }: Session,
    destination: Destination,
    document: { readonly id: string; readonly version: number; readonly content: string },
    { beforeReplacing, onWritten }: { beforeReplacing?: () => Promise<void>; onWritten?: () => void } = {}
): Promise<void> {
    const { path, file } = destination;
    const record = file === undefined ? undefined : new FileRecord(file.canonicalPath);
    // From the renaming until the new version is recorded, nothing is known about the file.
    await writeTo(destination, Buffer.from(document.content), {
        beforeReplacing: async () => {
            await beforeReplacing?.();
            await record?.forget();
        }
    });
    onWritten?.();
    if (record !== undefined) {
        await output.orWarn(
            record.remember(url, document),
            `Could not remember the version of ${path}, so the next “sanyam put” asks for it`
        );
    }
}
