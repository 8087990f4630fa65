// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { CloudError } from '@sanyam/types';
import { MarkdownStringImpl } from '@theia/core/lib/common/markdown-rendering';
import { nls } from '@theia/core/lib/common/nls';
import { ResourceError, type Resource, type ResourceResolver } from '@theia/core/lib/common/resource';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { shownText } from '../../common/stored-form';
import { VERSION_SCHEME } from '../cloud-schemes';
import { reasonOf } from '../reason-of';
import { parseVersionUri, type VersionReference } from './version-uri';

/** Opens an old version of a cloud document read-only. A version never changes, so nothing watches it. */
@injectable()
export class VersionResourceResolver implements ResourceResolver {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    async resolve(uri: URI): Promise<Resource> {
        if (uri.scheme !== VERSION_SCHEME) {
            throw new Error(`${uri} is not a version of a cloud document.`);
        }
        const reference = parseVersionUri(uri);
        return {
            uri,
            readOnly: new MarkdownStringImpl(
                nls.localize(
                    'sanyam/history/readOnly',
                    'This is an old version. To edit it, restore it with “Sanyam: Show History”.'
                )
            ),
            readContents: () => this.read(uri, reference),
            dispose: () => undefined
        };
    }

    private async read(uri: URI, reference: VersionReference | undefined): Promise<string> {
        try {
            if (!reference) {
                throw new CloudError('VERSION_NOT_FOUND');
            }
            const { content } = await this.store.versions.read(reference.documentId, reference.version);
            return shownText(content);
        } catch (error) {
            if (CloudError.is(error, 'VERSION_NOT_FOUND') || CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                throw ResourceError.NotFound({ message: reasonOf(error), data: { uri } });
            }
            throw error;
        }
    }
}
