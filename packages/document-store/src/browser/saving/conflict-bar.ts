// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { EditorBar } from './editor-bar';
import { COMPARE, CONFLICT_CHOICES, type ConflictResolution } from './save-conflict-dialog';
import type { SaveConflictService } from './save-conflict-service';

const CHOICES: typeof CONFLICT_CHOICES = [[COMPARE, 'compare'], ...CONFLICT_CHOICES];

/** A bar above the text of an editor while it is in conflict with the cloud. It lets the user type on, and decide later. */
export class ConflictBar extends EditorBar {
    private conflict: SaveConflict | undefined;

    constructor(
        editor: MonacoEditor,
        private readonly model: CloudDocumentModel,
        private readonly conflicts: SaveConflictService
    ) {
        super(editor);
        this.node.classList.add('sanyam-conflict-bar');
        this.node.append(
            ...CHOICES.map(([label, resolution]) => {
                const look = resolution === 'compare' ? 'main' : 'secondary';
                return this.button(label, () => this.decide(resolution), look);
            })
        );
        this.toDispose.push(model.onDidChangeSaveState(() => this.update()));
        this.update();
    }

    private update(): void {
        const { saveState } = this.model;
        if (saveState.kind === 'saving') {
            return;
        }
        const conflict = saveState.kind === 'conflict' ? saveState.conflict : undefined;
        const isNew = conflict !== this.conflict;
        this.conflict = conflict;
        if (conflict === undefined) {
            this.show(undefined);
        } else if (isNew) {
            this.conflicts.explain(this.model, conflict, sentence => {
                if (this.conflict === conflict) {
                    this.show(describe(sentence));
                }
            });
        }
    }

    private async decide(resolution: ConflictResolution): Promise<void> {
        if (this.conflict !== undefined) {
            await this.conflicts.resolve(this.model, this.conflict, resolution);
        }
    }
}

function describe(explanation: string): string {
    return nls.localize('sanyam/conflict/bar', 'Not saved: this document has changed in the cloud. {0}', explanation);
}
