// SPDX-License-Identifier: MIT

import { AuthSession, type SignedInUser } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from '../editor/cloud-document-model';

/** Who opened each cloud document of this window. Somebody else can sign in in another window of the browser since. */
@injectable()
export class DocumentUsers implements FrontendApplicationContribution {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private readonly users = new WeakMap<MonacoEditorModel, SignedInUser>();

    onStart(): void {
        this.models.models.forEach(model => this.note(model));
        this.models.onDidCreate(model => this.note(model));
    }

    /** Returns the user who opened a document, if somebody else is signed in now. */
    formerUserOf(model: MonacoEditorModel): SignedInUser | undefined {
        const opener = this.users.get(model);
        const present = this.session?.user;
        return opener !== undefined && present !== undefined && present.id !== opener.id ? opener : undefined;
    }

    private note(model: MonacoEditorModel): void {
        const user = this.session?.user;
        if (model instanceof CloudDocumentModel && user !== undefined) {
            this.users.set(model, user);
        }
    }
}
