// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { PreferenceService } from '@theia/core/lib/common/preferences/preference-service';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudConnection } from '../connection/cloud-connection';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import {
    AUTO_SAVE_DELAY,
    AUTO_SAVE_ENABLED,
    readAutoSaveSettings,
    type AutoSaveSettings
} from './auto-save-preferences';
import { DocumentAutoSave } from './document-auto-save';

/** Saves the cloud documents that are open in this window. Local files and untitled documents are left to Theia. */
@injectable()
export class AutoSaveService implements FrontendApplicationContribution {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(PreferenceService)
    protected readonly preferences: PreferenceService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(CloudConnection)
    @optional()
    protected readonly connection: CloudConnection | undefined;

    private readonly documents = new Map<CloudDocumentModel, DocumentAutoSave>();

    get settings(): AutoSaveSettings {
        return readAutoSaveSettings(this.preferences);
    }

    onStart(): void {
        this.models.models.forEach(model => this.add(model));
        this.models.onDidCreate(model => this.add(model));
        this.preferences.onPreferenceChanged(({ preferenceName }) => {
            if (preferenceName === AUTO_SAVE_ENABLED || preferenceName === AUTO_SAVE_DELAY) {
                this.documents.forEach(document => document.update());
            }
        });
        this.connection?.onDidChange(() => {
            if (this.connection?.isOnline) {
                this.retryAll();
            }
        });
        this.session?.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
                this.retryAll();
            }
        });
    }

    protected retryAll(): void {
        this.documents.forEach(document => document.retry());
    }

    private add(model: MonacoEditorModel): void {
        if (model instanceof CloudDocumentModel) {
            const document = new DocumentAutoSave(model, () => this.settings);
            this.documents.set(model, document);
            // A text that the cloud has refused, or that is in conflict, needs the user.
            model.isAutoSaved = () =>
                this.settings.enabled &&
                this.connection?.isOnline !== false &&
                ['unsaved', 'saving', 'pending'].includes(model.saveState.kind);
            model.onWillDispose(() => {
                document.dispose();
                this.documents.delete(model);
            });
        }
    }
}
