// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, conflictDetailsSchema, withVisibleCharacters } from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { Widget } from '@theia/core/lib/browser/widgets/widget';
import { MessageService } from '@theia/core/lib/common/message-service';
import { InMemoryResources } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import type { CloudDocumentResource, SaveFailureHandler } from './cloud-document-resource';
import { SaveConflictDialog, type ConflictResolution } from './save-conflict-dialog';

/** The scheme of the read-only text on the left side of the comparison. */
const THEIR_VERSION_SCHEME = 'sanyam-version';

/** Informs the user about a failed save and carries out their decision. The text stays in the editor until then. */
@injectable()
export class SaveFailureService implements SaveFailureHandler {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(InMemoryResources)
    protected readonly inMemoryResources: InMemoryResources;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Ids of documents with an open conflict dialog. Saving again does not open a second one. */
    private readonly asking = new Set<string>();

    onFailure(resource: CloudDocumentResource, error: unknown): void {
        void this.errors.show(`Could not save ${quoted(this.nameOf(resource))}`, error, async () =>
            this.save(resource)
        );
    }

    onConflict(resource: CloudDocumentResource, conflict: CloudError): void {
        if (!this.asking.has(resource.documentId)) {
            void this.resolveConflict(resource, conflict).catch(error => this.onFailure(resource, error));
        }
    }

    private async resolveConflict(resource: CloudDocumentResource, conflict: CloudError): Promise<void> {
        const { current_version, your_version, updated_by } = conflictDetailsSchema.parse(conflict.details);
        const isOwn = updated_by === this.session?.user?.id;
        const explanation = `${isOwn ? 'You' : 'Someone else'} saved version ${current_version}${isOwn ? ' in another window' : ''}. Your text is based on version ${your_version}.`;
        const resolution = await this.ask(resource, explanation);
        if (resolution === 'compare') {
            await this.compare(resource);
        } else {
            await this.carryOut(resolution, resource, current_version);
        }
    }

    private async ask(resource: CloudDocumentResource, explanation: string): Promise<ConflictResolution | undefined> {
        this.asking.add(resource.documentId);
        try {
            return await new SaveConflictDialog(this.nameOf(resource), explanation).open();
        } finally {
            this.asking.delete(resource.documentId);
        }
    }

    private async carryOut(
        resolution: ConflictResolution | undefined,
        resource: CloudDocumentResource,
        theirVersion: number
    ): Promise<void> {
        if (resolution === 'overwrite') {
            resource.overwrite(theirVersion);
            await this.save(resource);
        } else if (resolution === 'take-theirs') {
            // A revert does not fail if the text cannot be read. Reading it into the cache first does.
            await this.documents.read(resource.documentId);
            // Revert is an edit, so Undo restores the user's text.
            await this.modelOf(resource)?.revert();
        }
    }

    private async compare(resource: CloudDocumentResource): Promise<void> {
        const name = this.nameOf(resource);
        const theirs = await this.documents.read(resource.documentId);
        const theirUri = new URI(`${THEIR_VERSION_SCHEME}://${theirs.id}/${theirs.version}/`)
            .resolve(name)
            .withQuery(generateUuid());
        const text = this.inMemoryResources.add(theirUri, theirs.content);
        const difference = await open(
            this.opener,
            DiffUris.encode(theirUri, resource.uri, `${withVisibleCharacters(name)} (Cloud ↔ Yours)`)
        );
        if (difference instanceof Widget) {
            difference.disposed.connect(() => text.dispose());
        }
        const answer = await this.messages.info(
            `Version ${theirs.version} from the cloud is on the left. Your text is on the right, where you can edit it. Which version of ${quoted(name)} do you want to keep?`,
            { timeout: 0 },
            'Keep Mine',
            'Take Theirs'
        );
        const resolution = answer === 'Keep Mine' ? 'overwrite' : answer === 'Take Theirs' ? 'take-theirs' : undefined;
        await this.carryOut(resolution, resource, theirs.version);
        if (difference instanceof Widget && !this.modelOf(resource)?.dirty) {
            difference.close();
        }
    }

    private nameOf(resource: CloudDocumentResource): string {
        return this.directory.nameAt(resource.uri, resource.documentId);
    }

    private async save(resource: CloudDocumentResource): Promise<void> {
        await this.modelOf(resource)?.save();
    }

    private modelOf(resource: CloudDocumentResource): MonacoEditorModel | undefined {
        return this.models.get(resource.uri.toString());
    }
}
