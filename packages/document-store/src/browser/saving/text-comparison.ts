// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { Widget } from '@theia/core/lib/browser/widgets/widget';
import { InMemoryResources, type Resource } from '@theia/core/lib/common/resource';
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

    /** The left side of each open comparison, by what it is and its text. */
    private readonly sides = new Map<string, Resource>();
    private readonly widgets = new WeakSet<Widget>();

    /**
     * Opens the comparison, or shows it again if it is open. Returns a function that closes it.
     *
     * @param name of the document
     * @param text on the left side
     * @param uri of the editor's text, on the right side
     * @param sides what the two sides are: `Cloud ↔ Yours`
     */
    async open(name: string, text: string, uri: URI, sides: string): Promise<() => void> {
        const key = JSON.stringify([uri.toString(), sides, name, text]);
        const left = this.sides.get(key) ?? this.add(key, name, text);
        const title = `${withVisibleCharacters(name)} (${sides})`;
        const widget = await open(this.opener, DiffUris.encode(left.uri, uri, title));
        if (!(widget instanceof Widget)) {
            return () => undefined;
        }
        if (!this.widgets.has(widget)) {
            this.widgets.add(widget);
            widget.disposed.connect(() => {
                this.sides.delete(key);
                left.dispose();
            });
        }
        return () => widget.close();
    }

    private add(key: string, name: string, text: string): Resource {
        const uri = new URI(`${COMPARED_SCHEME}:///`).resolve(name).withQuery(generateUuid());
        const left = this.inMemoryResources.add(uri, text);
        this.sides.set(key, left);
        return left;
    }
}
