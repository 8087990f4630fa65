// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, withVisibleCharacters } from '@sanyam/types';
import { DefaultUriLabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';

/** Above Theia's default for URIs (1), below its providers for tree nodes (50). */
const PRIORITY = 10;

/** Shows a cloud icon for cloud documents, to distinguish them from local files. */
@injectable()
export class CloudLabelProviderContribution extends DefaultUriLabelProviderContribution {
    override canHandle(element: object): number {
        return element instanceof URI && element.scheme === CLOUD_SCHEME ? PRIORITY : 0;
    }

    override getIcon(): string {
        return 'codicon codicon-cloud';
    }

    override getName(uri: URI): string {
        return withVisibleCharacters(uri.path.base);
    }

    override getLongName(uri: URI): string {
        return `${this.getName(uri)} (Cloud)`;
    }
}
