// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { escapeIcons } from './escape-icons';
import { NewDocumentFolder } from './new-document-folder';

/** Where a text is saved. */
export type SavePlace = 'cloud' | 'disk';

/** Asks where a text is saved. Who works in a cloud folder means this folder, so Enter chooses it. */
@injectable()
export class SavePlaces {
    @inject(NewDocumentFolder)
    protected readonly folders: NewDocumentFolder;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    /** Returns what asks; `undefined` if no folder of the user's own tree is the workspace. */
    questionFor(uri: URI | undefined): (() => Promise<SavePlace | undefined>) | undefined {
        return this.folders.ofWorkspace === undefined ? undefined : () => this.ask(this.folders.of(uri));
    }

    private async ask(folder: string): Promise<SavePlace | undefined> {
        const choices: (QuickPickItem & { readonly place: SavePlace })[] = [
            {
                label: `$(cloud) ${nls.localize('sanyam/documents/save', 'Save to Cloud…')}`,
                description:
                    folder === ''
                        ? nls.localize('sanyam/cloudView/own', 'My Documents')
                        : escapeIcons(withVisibleCharacters(folder)),
                place: 'cloud'
            },
            { label: `$(save-as) ${nls.localize('sanyam/documents/saveOnDisk', 'Save on Disk…')}`, place: 'disk' }
        ];
        const choice = await this.quickInput.showQuickPick(choices, {
            title: nls.localize('sanyam/documents/saveAs', 'Save As'),
            placeholder: nls.localize('sanyam/documents/savePlace', 'Choose where to save this document')
        });
        return choice?.place;
    }
}
