// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { injectable } from '@theia/core/shared/inversify';
import { FileSystemFrontendContribution } from '@theia/filesystem/lib/browser/filesystem-frontend-contribution';

type Participant = Parameters<FileSystemFrontendContribution['runEach']>[0];
type UpdateParameters = Parameters<FileSystemFrontendContribution['updateWidget']>;

/**
 * Leaves the editors of cloud documents alone when Theia moves or deletes files. Theia would open another editor with the
 * unsaved text, which is then based on the newest version and saved over it, and without Undo. A place in the tree that is
 * empty now says nothing about the document that was there: it can have moved.
 */
@injectable()
export class CloudFileEvents extends FileSystemFrontendContribution {
    protected override async runEach(participant: Participant): Promise<void> {
        return super.runEach(async (uri, widget) => {
            if (uri.scheme !== CLOUD_SCHEME) {
                await participant(uri, widget);
            }
        });
    }

    protected override updateWidget(...[uri, ...others]: UpdateParameters): void {
        if (uri.scheme !== CLOUD_SCHEME) {
            super.updateWidget(uri, ...others);
        }
    }
}
