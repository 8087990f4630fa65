// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { ToldError } from '../file-system/folder-work-protocol';

/** Says why something could not be done with a cloud folder in the Explorer. Theia only logs it. */
@injectable()
export class ExplorerFailures {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    /**
     * Does some work, or says why it failed.
     *
     * @param operation what failed, without a period: `Could not rename “notes.md”`
     * @throws Error as the work does
     */
    async tell<T>(operation: string, work: () => Promise<T>): Promise<T> {
        try {
            return await work();
        } catch (error) {
            void this.show(operation, error, work);
            throw error;
        }
    }

    /** Does some work, or says why it failed. Returns whether it is done. */
    async try(operation: string, work: () => Promise<unknown>): Promise<boolean> {
        try {
            await work();
            return true;
        } catch (error) {
            void this.show(operation, error, work);
            return false;
        }
    }

    /**
     * Looks for a document or a folder. For Theia, what cannot be read does not exist.
     *
     * @throws CloudError with the reason
     */
    async require(uri: URI): Promise<void> {
        await this.directory.entry(this.directory.locate(uri));
    }

    private async show(operation: string, error: unknown, work: () => Promise<unknown>): Promise<void> {
        const origin = originOf(error);
        if (!(origin instanceof ToldError)) {
            await this.errors.show(operation, asCloudError(origin), () => this.try(operation, work));
        }
    }
}

/** Returns the error of the cloud, around which Theia puts others. */
function originOf(error: unknown): unknown {
    let origin = error;
    while (!(origin instanceof CloudError) && origin instanceof Error && origin.cause !== undefined) {
        origin = origin.cause;
    }
    return origin;
}

/** A refusal of the file system is for the user. Trying again does not help. */
function asCloudError(error: unknown): CloudError {
    return error instanceof CloudError
        ? error
        : new CloudError('VALIDATION_ERROR', error instanceof Error ? error.message : String(error));
}
