// SPDX-License-Identifier: MIT

import { hiddenCharacterProblem, withVisibleCharacters } from '@sanyam/types';
import type { LabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { FileStat } from '@theia/filesystem/lib/common/files';

/** Above all of Theia's providers. */
const PRIORITY = 1000;

/** Shows the invisible characters of local file names: `invoice[U+202E]fdp.exe` would look like a PDF. */
@injectable()
export class VisibleNameLabelProvider implements LabelProviderContribution {
    canHandle(element: object): number {
        const name = nameOf(element);
        return name !== undefined && hiddenCharacterProblem(name) !== undefined ? PRIORITY : 0;
    }

    getName(element: object): string | undefined {
        const name = nameOf(element);
        return name && withVisibleCharacters(name);
    }
}

/** Returns the name of a local file or folder; `undefined` for everything else, and for the top of the disk. */
function nameOf(element: object): string | undefined {
    const uri = element instanceof URI ? element : FileStat.is(element) ? element.resource : undefined;
    return uri?.scheme === 'file' && uri.path.base !== '' ? uri.path.base : undefined;
}
