// SPDX-License-Identifier: MIT

import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import { type QuickPicks } from '@theia/core/lib/common/quick-pick-service';
import URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { QuickFileOpenService } from '@theia/file-search/lib/browser/quick-file-open';

/**
 * Go to File. A number after a colon is a line, as in `notes.md:12`, only if no name contains the text as it was typed:
 * `Meeting 10:45` means the document `Meeting 10:45.md`.
 */
@injectable()
export class NamedFileOpen extends QuickFileOpenService {
    override async getPicks(filter: string, token: CancellationToken): Promise<QuickPicks> {
        if (this.splitFilterAndRange(filter).range !== undefined) {
            const picks = await this.quickFileSelectService.getPicks(filter, token, {
                hideIgnoredFiles: this.hideIgnoredFiles,
                onSelect: item => this.openFile(item.uri)
            });
            if (picks.some(pick => isNamed(pick, filter))) {
                this.filterAndRange = { filter, range: undefined };
                return picks;
            }
        }
        return super.getPicks(filter, token);
    }
}

function isNamed(pick: object, text: string): boolean {
    return 'uri' in pick && pick.uri instanceof URI && comparable(pick.uri.path.base).includes(comparable(text.trim()));
}

function comparable(name: string): string {
    return name.normalize('NFC').toLowerCase();
}
