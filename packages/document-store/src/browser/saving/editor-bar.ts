// SPDX-License-Identifier: MIT

import { DisposableCollection, type Disposable } from '@theia/core/lib/common/disposable';
import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';

/** A bar above the text of an editor, which says what the user has to know about the text. */
export abstract class EditorBar implements Disposable {
    protected readonly toDispose = new DisposableCollection();
    protected readonly node = document.createElement('div');
    private readonly explanation = document.createElement('span');

    constructor(protected readonly editor: MonacoEditor) {
        this.node.className = 'sanyam-editor-bar';
        this.node.setAttribute('role', 'status');
        const icon = document.createElement('span');
        icon.className = 'codicon codicon-warning';
        const message = document.createElement('div');
        message.append(icon, this.explanation);
        this.node.append(message);
        this.toDispose.push(editor.onDidResize(() => this.layout()));
    }

    dispose(): void {
        this.toDispose.dispose();
        this.node.remove();
    }

    /** Shows a sentence. Without one, the bar goes. */
    protected show(sentence: string | undefined): void {
        if (sentence !== undefined) {
            this.explanation.textContent = sentence;
        }
        if (this.node.isConnected !== (sentence !== undefined)) {
            if (sentence === undefined) {
                this.node.remove();
            } else {
                this.editor.node.prepend(this.node);
            }
            this.layout();
        }
    }

    /** Returns a button for the bar. */
    protected button(
        label: string,
        run: () => Promise<unknown>,
        look: 'main' | 'secondary' = 'secondary'
    ): HTMLButtonElement {
        const button = document.createElement('button');
        button.className = `theia-button ${look}`;
        button.textContent = label;
        button.addEventListener('click', () => {
            run().catch((error: unknown) => console.error(error));
        });
        return button;
    }

    /** Gives the text the rest of the height. */
    private layout(): void {
        const { clientWidth: width, clientHeight: height } = this.editor.node;
        if (width > 0 && height > 0) {
            this.editor.getControl().layout({ width, height: Math.max(0, height - this.node.offsetHeight) });
        }
    }
}
