// SPDX-License-Identifier: MIT

import { DisposableCollection, type Disposable } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { COMPARE, CONFLICT_CHOICES, type ConflictResolution } from './save-conflict-dialog';
import type { SaveConflictService } from './save-conflict-service';

const CHOICES: typeof CONFLICT_CHOICES = [[COMPARE, 'compare'], ...CONFLICT_CHOICES];

/** A bar above the text of an editor while it is in conflict with the cloud. It lets the user type on, and decide later. */
export class ConflictBar implements Disposable {
    private readonly toDispose = new DisposableCollection();
    private readonly node = document.createElement('div');
    private readonly explanation = document.createElement('span');
    private conflict: SaveConflict | undefined;

    constructor(
        private readonly editor: MonacoEditor,
        private readonly model: CloudDocumentModel,
        private readonly conflicts: SaveConflictService
    ) {
        this.node.className = 'sanyam-conflict-bar';
        this.node.setAttribute('role', 'status');
        const icon = document.createElement('span');
        icon.className = 'codicon codicon-warning';
        const message = document.createElement('div');
        message.append(icon, this.explanation);
        this.node.append(message, ...CHOICES.map(([label, resolution]) => this.button(label, resolution)));
        this.toDispose.push(model.onDidChangeSaveState(() => this.update()));
        this.toDispose.push(editor.onDidResize(() => this.layout()));
        this.update();
    }

    dispose(): void {
        this.toDispose.dispose();
        this.node.remove();
    }

    private update(): void {
        const { saveState } = this.model;
        if (saveState.kind === 'saving') {
            return;
        }
        this.conflict = saveState.kind === 'conflict' ? saveState.conflict : undefined;
        if (this.conflict !== undefined) {
            this.explanation.textContent = nls.localize(
                'sanyam/conflict/bar',
                'Not saved: this document has changed in the cloud. {0}',
                this.conflicts.explain(this.conflict)
            );
        }
        if (this.node.isConnected !== (this.conflict !== undefined)) {
            if (this.conflict === undefined) {
                this.node.remove();
            } else {
                this.editor.node.prepend(this.node);
            }
            this.layout();
        }
    }

    /** Gives the text the rest of the height. */
    private layout(): void {
        const { clientWidth: width, clientHeight: height } = this.editor.node;
        if (width > 0 && height > 0) {
            this.editor.getControl().layout({ width, height: Math.max(0, height - this.node.offsetHeight) });
        }
    }

    private button(label: string, resolution: ConflictResolution): HTMLButtonElement {
        const button = document.createElement('button');
        button.className = `theia-button ${resolution === 'compare' ? 'main' : 'secondary'}`;
        button.textContent = label;
        button.addEventListener('click', () => this.decide(resolution));
        return button;
    }

    private decide(resolution: ConflictResolution): void {
        if (this.conflict !== undefined) {
            this.conflicts
                .resolve(this.model, this.conflict, resolution)
                .catch((error: unknown) => console.error(error));
        }
    }
}
