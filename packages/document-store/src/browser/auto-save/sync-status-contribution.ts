// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { StatusBarAlignment, StatusBar } from '@theia/core/lib/browser/status-bar/status-bar-types';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { PreferenceService } from '@theia/core/lib/common/preferences/preference-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { sanyamCommand } from '../sanyam-command';
import { SaveConflictService } from '../saving/save-conflict-service';
import { SaveProblemService } from '../saving/save-problem-service';
import { readAutoSaveSettings } from './auto-save-preferences';
import { describeSaveState } from './describe-save-state';

/** The id of the entry in the status bar. */
const SYNC_STATUS = 'sanyam-sync';

/** Left of the cursor's position (100), among what Theia says about the editor. */
const PRIORITY = 110;

const SYNC_NOW = sanyamCommand('sanyam.sync', 'sanyam/sync/command', 'Save or Resolve Conflict');

/** Says in the status bar how far the cloud document in front has got on its way to the cloud. A click does what helps. */
@injectable()
export class SyncStatusContribution implements FrontendApplicationContribution, CommandContribution {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(StatusBar)
    protected readonly statusBar: StatusBar;

    @inject(PreferenceService)
    protected readonly preferences: PreferenceService;

    @inject(SaveConflictService)
    protected readonly conflicts: SaveConflictService;

    @inject(SaveProblemService)
    protected readonly problems: SaveProblemService;

    private shown: CloudDocumentModel | undefined;
    private readonly toDisposeOnChange = new DisposableCollection();

    onStart(): void {
        this.editors.onCurrentEditorChanged(() => this.follow());
        this.preferences.onPreferenceChanged(({ preferenceName }) => {
            if (preferenceName.startsWith('sanyam.autoSave.')) {
                this.show();
            }
        });
        this.follow();
    }

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(SYNC_NOW, {
            isEnabled: () => this.current !== undefined,
            isVisible: () => this.current !== undefined,
            execute: () => this.act()
        });
    }

    private get current(): CloudDocumentModel | undefined {
        const document = this.editors.currentEditor?.editor.document;
        return document instanceof CloudDocumentModel ? document : undefined;
    }

    private follow(): void {
        const { current } = this;
        if (current !== this.shown) {
            this.toDisposeOnChange.dispose();
            this.shown = current;
            if (current !== undefined) {
                this.toDisposeOnChange.push(current.onDidChangeSaveState(() => this.show()));
            }
        }
        this.show();
    }

    private show(): void {
        if (this.shown === undefined || this.shown.isDisposed()) {
            void this.statusBar.removeElement(SYNC_STATUS);
            return;
        }
        const { enabled } = readAutoSaveSettings(this.preferences);
        const description = describeSaveState(this.shown.saveState, enabled, new Date());
        void this.statusBar.setElement(SYNC_STATUS, {
            text: description.text,
            tooltip: description.tooltip,
            name: nls.localize('sanyam/sync/name', 'Cloud Document'),
            alignment: StatusBarAlignment.RIGHT,
            priority: PRIORITY,
            accessibilityInformation: { label: `${spoken(description.text)}. ${description.tooltip}` },
            ...(description.hasAction ? { command: SYNC_NOW.id } : {}),
            ...(description.isWarning ? { className: 'sanyam-sync-warning' } : {})
        });
    }

    private async act(): Promise<void> {
        const { current } = this;
        const state = current?.saveState;
        if (current === undefined || state === undefined) {
            return;
        }
        if (state.kind === 'conflict') {
            await this.conflicts.ask(current, state.conflict);
        } else if (state.kind === 'failed') {
            await this.problems.showFailure(current, state.error);
        } else {
            await current.save();
        }
    }
}

function spoken(text: string): string {
    return text.replace(/\$\([^)]*\)\s*/g, '');
}
