// SPDX-License-Identifier: MIT

import {
    DefaultUriLabelProviderContribution,
    type LabelProviderContribution,
    URIIconReference
} from '@theia/core/lib/browser/label-provider';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileStat } from '@theia/filesystem/lib/common/files';

/** Above all of Theia's providers. */
const PRIORITY = 1000;

/**
 * Gives files such as `constructor` and `toString` an icon. Theia looks icons up by name in a plain object, finds what each
 * object has, and fails: then no tree with such a file is drawn, and anybody can share such a document.
 */
@injectable()
export class BuiltinNameLabelProvider implements LabelProviderContribution {
    @inject(DefaultUriLabelProviderContribution)
    protected readonly icons: DefaultUriLabelProviderContribution;

    canHandle(element: object): number {
        const uri = uriOf(element);
        return uri !== undefined && uri.displayName in Object.prototype ? PRIORITY : 0;
    }

    getIcon(element: object): string {
        const isFolder = (FileStat.is(element) && element.isDirectory) || isFolderReference(element);
        return isFolder ? this.icons.defaultFolderIcon : this.icons.defaultFileIcon;
    }
}

function uriOf(element: object): URI | undefined {
    if (element instanceof URI) {
        return element;
    }
    return FileStat.is(element) ? element.resource : URIIconReference.is(element) ? element.uri : undefined;
}

function isFolderReference(element: object): boolean {
    return URIIconReference.is(element) && element.id === 'folder';
}
