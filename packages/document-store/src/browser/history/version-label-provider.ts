// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { DefaultUriLabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { VERSION_SCHEME } from '../cloud-schemes';
import { parseVersionUri } from './version-uri';

/** Above Theia's default for URIs (1). */
const PRIORITY = 10;

/** Names the tab of an old version: `notes.md (version 7)`. */
@injectable()
export class VersionLabelProvider extends DefaultUriLabelProviderContribution {
    override canHandle(element: object): number {
        return element instanceof URI && element.scheme === VERSION_SCHEME ? PRIORITY : 0;
    }

    override getIcon(): string {
        return 'codicon codicon-history';
    }

    override getName(uri: URI): string {
        const { name = uri.path.base, version } = parseVersionUri(uri) ?? {};
        return nls.localize('sanyam/history/tab', '{0} (version {1})', withVisibleCharacters(name), version ?? '?');
    }

    override getLongName(uri: URI): string {
        return this.getName(uri);
    }
}
