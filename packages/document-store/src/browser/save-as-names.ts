// SPDX-License-Identifier: MIT

import { withoutHiddenCharacters } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileStat } from '@theia/filesystem/lib/common/files';
import type { SaveFileDialogProps } from '@theia/filesystem/lib/browser/file-dialog/file-dialog';
import { DefaultFileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { CloudDirectory } from './file-system/cloud-directory';

/** Returns the URI of the current editor. A function, because the shell itself needs the dialogs. */
export const CurrentUri = Symbol('CurrentUri');

/**
 * Suggests the present name of a cloud document in Save As, without characters that a field hides. Theia suggests the
 * name in the URI of the editor, which a document had when it was opened.
 */
@injectable()
export class SaveAsNames extends DefaultFileDialogService {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CurrentUri)
    protected readonly currentUri: () => URI | undefined;

    override showSaveDialog(props: SaveFileDialogProps, folder?: FileStat): Promise<URI | undefined> {
        const { inputValue } = props;
        return super.showSaveDialog(
            inputValue === undefined ? props : { ...props, inputValue: this.visibleName(inputValue) },
            folder
        );
    }

    private visibleName(suggestion: string): string {
        const uri = this.currentUri();
        const isCloud = uri?.path.base === suggestion && this.directory.isCloudUri(uri);
        return withoutHiddenCharacters(isCloud ? this.directory.nameAt(uri) : suggestion);
    }
}
