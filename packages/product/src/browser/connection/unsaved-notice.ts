// SPDX-License-Identifier: MIT

import { unformatted, withVisibleCharacters } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';

/** The number of files that the notice names. */
const MOST_NAMES = 3;

/** Says which local files could not be saved, because the page has no backend. */
@injectable()
export class UnsavedNotice {
    @inject(MessageService)
    protected readonly messages: MessageService;

    private readonly names = new Set<string>();
    private isDue = false;

    /** Names a file. Files that follow in the same moment, as of Replace All, are in the same notice. */
    add(uri: URI): void {
        this.names.add(
            nls.localize('sanyam/backend/quoted', '“{0}”', unformatted(withVisibleCharacters(uri.path.base)))
        );
        if (!this.isDue) {
            this.isDue = true;
            setTimeout(() => this.show());
        }
    }

    private show(): void {
        this.isDue = false;
        const names = [...this.names];
        this.names.clear();
        // The notice stays open until the user closes it, so nothing waits for it.
        this.messages
            .error(
                nls.localize(
                    'sanyam/backend/unsaved',
                    'Could not save {0}. The IDE is not connected to its backend. Your text stays in the editor. Save again when the IDE is connected.',
                    listed(names)
                )
            )
            .catch((error: unknown) => console.error(error));
    }
}

/** Returns the names as a part of a sentence: “a”, “a” and “b”, or “a”, “b”, “c” and 5 other files. */
export function listed(names: readonly string[]): string {
    const others = names.length - MOST_NAMES;
    const parts = [...names.slice(0, MOST_NAMES), ...(others > 0 ? [otherFiles(others)] : [])];
    return parts.length > 1
        ? nls.localize('sanyam/backend/and', '{0} and {1}', parts.slice(0, -1).join(', '), parts.at(-1))
        : parts.join('');
}

function otherFiles(count: number): string {
    return count === 1
        ? nls.localize('sanyam/backend/otherFile', '1 other file')
        : nls.localize('sanyam/backend/otherFiles', '{0} other files', count);
}
