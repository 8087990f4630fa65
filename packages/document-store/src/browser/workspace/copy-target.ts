// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, normalizedName } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { FileSystemUtils } from '@theia/filesystem/lib/common/filesystem-utils';
import { CloudDirectory } from '../file-system/cloud-directory';

/** Finds the URIs of copies in the Explorer. */
@injectable()
export class CopyTarget {
    @inject(FileService)
    protected readonly files: FileService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /**
     * Returns a URI in a folder that nothing has yet. A copy of a document gets the document's own name: a folder with several
     * of one name shows them with a part of their ids, and a copy has another id.
     *
     * @throws Error if the source or the folder cannot be read
     */
    async of(source: URI, folder: URI): Promise<URI> {
        const into = await this.files.resolve(folder);
        const { isDirectory } = await this.files.resolve(source);
        const name = isDirectory || source.scheme !== CLOUD_SCHEME ? source.path.base : await this.nameOf(source);
        return FileSystemUtils.generateUniqueResourceURI(into, folder.resolve(name), isDirectory, 'copy');
    }

    private async nameOf(source: URI): Promise<string> {
        const entry = await this.directory.entry(this.directory.locate(source));
        return entry.kind === 'document' ? normalizedName(entry.document.name) : source.path.base;
    }
}
