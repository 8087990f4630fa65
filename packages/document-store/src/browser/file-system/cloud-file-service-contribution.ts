// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import type { FileService, FileServiceContribution } from '@theia/filesystem/lib/browser/file-service';
import type { CloudFileSystemProvider } from './cloud-file-system-provider';

/** Offers the provider for `sanyam://` when it is first needed: what it needs itself needs the file service. */
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
