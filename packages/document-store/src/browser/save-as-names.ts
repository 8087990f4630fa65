// SPDX-License-Identifier: MIT

import { withoutHiddenCharacters } from '@sanyam/types';
import { CommonCommands } from '@theia/core/lib/browser/common-commands';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileStat } from '@theia/filesystem/lib/common/files';
import type { DirNode } from '@theia/filesystem/lib/browser/file-tree/file-tree';
import type { SaveFileDialogProps } from '@theia/filesystem/lib/browser/file-dialog/file-dialog';
import { DefaultFileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { CloudDirectory } from './file-system/cloud-directory';
import type { SavePlace } from './save-places';

/** Returns the URI of the current editor. A function, because the shell itself needs the dialogs. */
export const CurrentUri = Symbol('CurrentUri');

/**
 * Returns what saves the text of the current editor as a new cloud document; undefined without a cloud or an editor. A
 * function, because that service itself needs the dialogs.
 */
export const SaveCurrentToCloud = Symbol('SaveCurrentToCloud');
export type SaveCurrentToCloud = () => (() => Promise<void>) | undefined;

/**
 * Returns what asks where the text at a URI is saved, while a cloud folder is the workspace; else undefined. A function,
 * because lists need the dialogs, too.
 */
export const AskSavePlace = Symbol('AskSavePlace');
export type AskSavePlace = (uri: URI | undefined) => (() => Promise<SavePlace | undefined>) | undefined;

/**
 * Offers the cloud beside the disk in Save As, and first where a cloud folder is the workspace. Suggests the present name of a cloud document, without characters that a
 * field hides. Theia suggests the name in the URI of the editor, which a document had when it was opened.
 */
@injectable()
export class SaveAsNames extends DefaultFileDialogService {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CurrentUri)
    protected readonly currentUri: () => URI | undefined;

    @inject(SaveCurrentToCloud)
    protected readonly saveToCloud: SaveCurrentToCloud;

    @inject(AskSavePlace)
    protected readonly askPlace: AskSavePlace;

    override async showSaveDialog(props: SaveFileDialogProps, folder?: FileStat): Promise<URI | undefined> {
        const { inputValue } = props;
        const shown = inputValue === undefined ? props : { ...props, inputValue: this.visibleName(inputValue) };
        const save = props.title === CommonCommands.SAVE_AS.label ? this.saveToCloud() : undefined;
        if (save === undefined) {
            return super.showSaveDialog(shown, folder);
        }
        const ask = this.askPlace(this.currentUri());
        if (ask === undefined) {
            return this.showWithCloud(shown, folder, save);
        }
        const place = await ask();
        if (place === 'cloud') {
            await save();
        }
        return place === 'disk' ? super.showSaveDialog(shown, folder) : undefined;
    }

    /** A dialog for files begins on the disk: from a cloud folder, it could not go there. */
    protected override getRootNode(folder?: FileStat): Promise<DirNode | undefined> {
        return super.getRootNode(folder && this.directory.isCloudUri(folder.resource) ? undefined : folder);
    }

    /** Shows the dialog for files with a button that saves to the cloud instead. */
    private async showWithCloud(
        props: SaveFileDialogProps,
        folder: FileStat | undefined,
        saveToCloud: () => Promise<void>
    ): Promise<URI | undefined> {
        const root = await this.getRootNode(folder);
        if (root === undefined) {
            await saveToCloud();
            return undefined;
        }
        const dialog = this.saveFileDialogFactory(props);
        let isForCloud = false;
        const button = document.createElement('button');
        button.className = 'theia-button secondary sanyam-save-to-cloud';
        button.textContent = nls.localize('sanyam/documents/save', 'Save to Cloud…');
        button.addEventListener('click', () => {
            isForCloud = true;
            dialog.close();
        });
        dialog.node.querySelector('.dialogControl')?.prepend(button);
        await dialog.model.navigateTo(root);
        const file = await dialog.open();
        if (isForCloud) {
            await saveToCloud();
        }
        return isForCloud ? undefined : file;
    }

    private visibleName(suggestion: string): string {
        const uri = this.currentUri();
        const isCloud = uri?.path.base === suggestion && this.directory.isCloudUri(uri);
        return withoutHiddenCharacters(isCloud ? this.directory.nameAt(uri) : suggestion);
    }
}
