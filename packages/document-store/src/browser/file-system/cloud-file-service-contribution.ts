// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileService, FileServiceContribution } from '@theia/filesystem/lib/browser/file-service';
import { CloudFileSystemProvider } from './cloud-file-system-provider';

@injectable()
export class CloudFileServiceContribution implements FileServiceContribution {
    @inject(CloudFileSystemProvider)
    protected readonly provider: CloudFileSystemProvider;

    registerFileSystemProviders(service: FileService): void {
        service.registerProvider(CLOUD_SCHEME, this.provider);
    }
}
