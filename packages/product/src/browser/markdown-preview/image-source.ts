// SPDX-License-Identifier: MIT

import type URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';

/** The part of the file service that a preview uses. */
export type ImageFiles = Pick<FileService, 'resolve' | 'readFile'>;

/** The bytes of an image that has not been read yet. */
export interface ImageSource {
    /** In bytes. */
    readonly size: number;
    readonly isSvg: boolean;
    /** Another one when the bytes are others. */
    readonly version: string;
    /**
     * @param most bytes
     * @throws when there are more
     */
    read(most: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Returns undefined for what is not a file, such as a device that blocks who reads it. */
export async function findImageFile(uri: URI, files: ImageFiles): Promise<ImageSource | undefined> {
    const { isFile, size, etag } = await files.resolve(uri, { resolveMetadata: true });
    if (!isFile) {
        return undefined;
    }
    return {
        size,
        isSvg: uri.path.ext.toLowerCase() === '.svg',
        version: `${uri.toString()} ${etag}`,
        read: async most => {
            const { value } = await files.readFile(uri, { limits: { size: most } });
            return new Uint8Array(value.buffer);
        }
    };
}

/** Returns an image that stands in the text itself. */
export async function findImageData(address: string): Promise<ImageSource> {
    const data = await (await fetch(address)).blob();
    return {
        size: data.size,
        isSvg: data.type.startsWith('image/svg'),
        version: address,
        // The text that has it is not longer.
        read: async () => new Uint8Array(await data.arrayBuffer())
    };
}
