// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, unformatted } from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import type { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { EditorServiceOverrides } from '@theia/monaco/lib/browser/monaco-editor';
import type { MonacoDiffEditor } from '@theia/monaco/lib/browser/monaco-diff-editor';
import { MonacoEditorProvider } from '@theia/monaco/lib/browser/monaco-editor-provider';
import type * as monaco from '@theia/monaco-editor-core';
import type {
    OpenExternalOptions,
    OpenInternalOptions
} from '@theia/monaco-editor-core/esm/vs/platform/opener/common/opener';
import { isEditorLink } from './editor-link';

type LinkOptions = OpenInternalOptions | OpenExternalOptions;

/** Makes Theia's editors, which open the links in their text: only those that a text may open. Names the sides of comparisons. */
@injectable()
export class CarefulEditorProvider extends MonacoEditorProvider {
    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Names both sides of a comparison for screen readers: Theia gives them no name. */
    protected override async createMonacoDiffEditor(
        uri: URI,
        override: EditorServiceOverrides,
        toDispose: DisposableCollection
    ): Promise<MonacoDiffEditor> {
        const editor = await super.createMonacoDiffEditor(uri, override, toDispose);
        const { diffEditor } = editor;
        toDispose.pushAll([
            keepName(
                diffEditor.getOriginalEditor(),
                nls.localize('sanyam/editor/leftSide', 'Left side of the comparison')
            ),
            keepName(
                diffEditor.getModifiedEditor(),
                nls.localize('sanyam/editor/rightSide', 'Right side of the comparison')
            )
        ]);
        return editor;
    }

    protected override async interceptOpen(address: monaco.Uri | string, options?: LinkOptions): Promise<boolean> {
        const ide = window.location.origin;
        if (this.schemes().every(scheme => isEditorLink(address.toString(), scheme, ide))) {
            return super.interceptOpen(address, options);
        }
        const sentence = nls.localize(
            'sanyam/editor/refusedLink',
            'The link {0} was not opened: a text may not open folders, files or commands of this computer.',
            unformatted(address.toString())
        );
        this.messages.warn(sentence).catch((error: unknown) => console.error(error));
        return true;
    }

    /**
     * Returns the schemes of the texts from which a link can come: the one below the mouse, and the one with the focus. In
     * a comparison, these are its two sides. Where no text is known, it can be a stranger's.
     */
    private schemes(): string[] {
        const hovered = document.querySelector<HTMLElement>('.monaco-editor[data-uri]:hover')?.dataset['uri'];
        const focused = this.current?.uri;
        const uris = [
            ...(hovered === undefined ? [] : [new URI(hovered)]),
            ...(focused === undefined ? [] : DiffUris.isDiffUri(focused) ? DiffUris.decode(focused) : [focused])
        ];
        return uris.length === 0 ? [CLOUD_SCHEME] : uris.map(({ scheme }) => scheme);
    }
}

/** Each change of an option takes the name of a side away, the first one when Monaco makes the comparison. */
function keepName(side: monaco.editor.ICodeEditor, name: string): Disposable {
    const set = (): void => {
        if (side.getRawOptions().ariaLabel !== name) {
            side.updateOptions({ ariaLabel: name });
        }
    };
    set();
    return side.onDidChangeConfiguration(set);
}
