// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { DefaultUriLabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';

/** Above what Theia says of any URI (1), below what it says of tree nodes (50). */
const PRIORITY = 10;

/** Tells a cloud document from a file of the same name at a glance: a cloud beside its name. */
@injectable()
export class CloudLabelProviderContribution extends DefaultUriLabelProviderContribution {
    override canHandle(element: object): number {
        return element instanceof URI && element.scheme === CLOUD_SCHEME ? PRIORITY : 0;
    }

    override getIcon(): string {
        return 'codicon codicon-cloud';
    }

    override getLongName(uri: URI): string {
        return `${uri.path.base} (in the cloud)`;
    }
}
