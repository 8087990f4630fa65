// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileUploadServiceImpl } from '@theia/filesystem/lib/browser/upload/file-upload-service-impl';
import type { FileUploadService } from '@theia/filesystem/lib/common/upload/file-upload';
import { CloudListing } from '../cloud-view/cloud-listing';
import { chooseFiles, droppedFiles, type UploadSelection } from '../cloud-view/upload-file';
import { UploadFiles } from '../cloud-view/upload-files';
import { CloudDirectory } from '../file-system/cloud-directory';
import { requireOwn } from '../file-system/location-checks';

/** Uploads what is dropped on a cloud folder in the Explorer to the cloud. Theia sends it to the disk of the backend. */
@injectable()
export class CloudUploadService extends FileUploadServiceImpl {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(UploadFiles)
    protected readonly files: UploadFiles;

    override async upload(
        targetUri: string | URI,
        params?: FileUploadService.UploadParams
    ): Promise<FileUploadService.UploadResult> {
        const uri = typeof targetUri === 'string' ? new URI(targetUri) : targetUri;
        if (!this.directory.isCloudUri(uri)) {
            return super.upload(targetUri, params);
        }
        // First: after the event, the browser takes the data of a drop away.
        const selection = params?.source instanceof DataTransfer ? droppedFiles(params.source) : chooseFiles();
        await this.uploadTo(uri, await selection);
        return { uploaded: [] };
    }

    private async uploadTo(uri: URI, selection: UploadSelection): Promise<void> {
        const folder = requireOwn(this.directory.locate(uri));
        // It asks about names that are in use.
        const held = this.listing.hold();
        try {
            await this.listing.settled();
            await this.files.run(selection, folder);
        } finally {
            held.dispose();
        }
    }
}
