// SPDX-License-Identifier: MIT

import { unformatted } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { MonacoEditorProvider } from '@theia/monaco/lib/browser/monaco-editor-provider';
import type * as monaco from '@theia/monaco-editor-core';
import type {
    OpenExternalOptions,
    OpenInternalOptions
} from '@theia/monaco-editor-core/esm/vs/platform/opener/common/opener';
import { isEditorLink } from './editor-link';

type LinkOptions = OpenInternalOptions | OpenExternalOptions;

/** Makes Theia's editors, which open the links in their text: only those that a text may open. */
@injectable()
export class CarefulEditorProvider extends MonacoEditorProvider {
    @inject(MessageService)
    protected readonly messages: MessageService;

    protected override async interceptOpen(address: monaco.Uri | string, options?: LinkOptions): Promise<boolean> {
        const scheme = this.current?.uri.scheme ?? '';
        if (isEditorLink(address.toString(), scheme, window.location.origin)) {
            return super.interceptOpen(address, options);
        }
        const sentence = nls.localize(
            'sanyam/editor/refusedLink',
            'The link {0} was not opened: a text may not open folders, files and commands of this computer.',
            unformatted(address.toString())
        );
        this.messages.warn(sentence).catch((error: unknown) => console.error(error));
        return true;
    }
}
