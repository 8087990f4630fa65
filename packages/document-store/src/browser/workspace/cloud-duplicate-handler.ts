// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { WorkspaceDuplicateHandler } from '@theia/workspace/lib/browser/workspace-duplicate-handler';
import { quoted } from '../quoted';
import { CopyTarget } from './copy-target';
import { ExplorerFailures } from './explorer-failures';

/** Duplicate in the Explorer. Theia only logs why it failed. */
@injectable()
export class CloudDuplicateHandler extends WorkspaceDuplicateHandler {
    @inject(ExplorerFailures)
    protected readonly failures: ExplorerFailures;

    @inject(CopyTarget)
    protected readonly copyTarget: CopyTarget;

    override async execute(uris: URI[]): Promise<void> {
        const isCloud = (uri: URI): boolean => uri.scheme === CLOUD_SCHEME;
        await super.execute(uris.filter(uri => !isCloud(uri)));
        // One after another, so that each copy sees the names of those before it.
        for (const uri of uris.filter(isCloud)) {
            const operation = nls.localize(
                'sanyam/explorer/duplicateFailed',
                'Could not duplicate {0}',
                quoted(uri.path.base)
            );
            await this.failures.try(operation, () => this.duplicate(uri));
        }
    }

    private async duplicate(uri: URI): Promise<void> {
        await this.failures.require(uri);
        await this.fileService.copy(uri, await this.copyTarget.of(uri, uri.parent));
    }
}
