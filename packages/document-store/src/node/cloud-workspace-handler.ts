// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import type { WorkspaceHandlerContribution } from '@theia/workspace/lib/node/default-workspace-server';

/** Keeps cloud folders among the recent workspaces. The backend cannot look whether they still exist. */
@injectable()
export class CloudWorkspaceHandler implements WorkspaceHandlerContribution {
    canHandle(uri: URI): boolean {
        return uri.scheme === CLOUD_SCHEME;
    }

    async workspaceStillExists(): Promise<boolean> {
        return true;
    }
}
