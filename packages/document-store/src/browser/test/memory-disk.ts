// SPDX-License-Identifier: MIT

import type { BinaryBuffer } from '@theia/core/lib/common/buffer';
import type URI from '@theia/core/lib/common/uri';
import { FileType } from '@theia/filesystem/lib/common/files';

/** What is special about a disk. */
export interface DiskOptions {
    /** Paths that are links. */
    readonly links?: readonly string[];
    /** Called before a file is written. What it returns is all that the disk takes: then it is full. */
    readonly takes?: (text: string) => string | undefined;
}

/** Texts in a folder of a disk that takes names for the same if they differ only in their case. */
export class MemoryDisk {
    readonly files: Map<string, string>;

    /** @param texts by the paths of their files below the folder */
    constructor(
        private readonly folder: URI,
        texts: Record<string, string>,
        private readonly options: DiskOptions
    ) {
        this.files = new Map(Object.entries(texts));
    }

    async activateProvider(): Promise<{ stat: (uri: URI) => Promise<{ type: FileType }> }> {
        return {
            stat: async uri => {
                const type = this.typeAt(uri);
                if (type === undefined) {
                    throw new Error('There is nothing.');
                }
                return { type };
            }
        };
    }

    async exists(uri: URI): Promise<boolean> {
        return this.typeAt(uri) !== undefined;
    }

    async writeFile(uri: URI, bytes: BinaryBuffer): Promise<void> {
        const part = this.options.takes?.(bytes.toString());
        this.files.set(this.pathOf(uri), part ?? bytes.toString());
        if (part !== undefined) {
            throw new Error('The disk is full.');
        }
    }

    private typeAt(uri: URI): FileType | undefined {
        const path = this.pathOf(uri);
        const paths = [...this.files.keys()];
        const link = this.options.links?.includes(path) === true ? FileType.SymbolicLink : 0;
        if (paths.some(each => each.startsWith(`${path}/`))) {
            return FileType.Directory | link;
        }
        return paths.some(each => each.toLowerCase() === path.toLowerCase()) ? FileType.File | link : undefined;
    }

    private pathOf(uri: URI): string {
        return uri.path.toString().slice(this.folder.path.toString().length + 1);
    }
}
