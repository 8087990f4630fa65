// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import type { FileService, FileServiceContribution } from '@theia/filesystem/lib/browser/file-service';
import type { CloudFileSystemProvider } from './cloud-file-system-provider';

/** Registers the provider for `sanyam://` on first use, because its dependencies need the file service. */
export class CloudFileServiceContribution implements FileServiceContribution {
    constructor(private readonly provider: () => CloudFileSystemProvider) {}

    registerFileSystemProviders(service: FileService): void {
        service.onWillActivateFileSystemProvider(event => {
            if (event.scheme === CLOUD_SCHEME) {
                event.waitUntil(this.register(service));
            }
        });
    }

    private async register(service: FileService): Promise<void> {
        service.registerProvider(CLOUD_SCHEME, this.provider());
    }
}
