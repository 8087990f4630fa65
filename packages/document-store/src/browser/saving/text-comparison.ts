// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { Widget } from '@theia/core/lib/browser/widgets/widget';
import { InMemoryResources } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { COMPARED_SCHEME } from '../cloud-schemes';

/** Shows a text beside the text of an editor, which can be edited there. */
@injectable()
export class TextComparison {
    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(InMemoryResources)
    protected readonly inMemoryResources: InMemoryResources;

    /**
     * Opens the comparison. Returns a function that closes it.
     *
     * @param name of the document
     * @param text on the left side
     * @param uri of the editor's text, on the right side
     * @param sides what the two sides are: `Cloud ↔ Yours`
     */
    async open(name: string, text: string, uri: URI, sides: string): Promise<() => void> {
        const left = new URI(`${COMPARED_SCHEME}:///`).resolve(name).withQuery(generateUuid());
        const resource = this.inMemoryResources.add(left, text);
        const title = `${withVisibleCharacters(name)} (${sides})`;
        const widget = await open(this.opener, DiffUris.encode(left, uri, title));
        if (!(widget instanceof Widget)) {
            return () => undefined;
        }
        widget.disposed.connect(() => resource.dispose());
        return () => widget.close();
    }
}
